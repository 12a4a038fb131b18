//! What is read of a file as a whole.

use super::*;
use crate::domain::kind;

#[test]
fn what_is_wrong_outside_any_record_refuses_the_file() {
    let good = write(&bundle([action(10)]));
    assert_eq!(refused(""), Refused::Empty);
    assert_eq!(refused(" \n"), Refused::Empty);
    assert_eq!(refused("hello"), Refused::NotABundle);
    assert_eq!(refused("[]"), Refused::NotABundle);
    assert_eq!(refused("{}"), Refused::NotABundle);
    assert_eq!(refused(b"\x89PNG\r\n"), Refused::NotABundle);
    assert_eq!(refused("PK\u{3}\u{4}"), Refused::NotABundle);
    assert_eq!(refused(good.replace("golden-thread/bundle", "another")), Refused::NotABundle);
    assert_eq!(refused("age-encryption.org/v1\n"), Refused::Locked);
    assert_eq!(refused("-----BEGIN AGE ENCRYPTED FILE-----\n"), Refused::Locked);
    let wide: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused(&wide), Refused::WrongEncoding);
    assert_eq!(refused([&[0xff, 0xfe], wide.as_slice()].concat()), Refused::WrongEncoding);
    for at in ["\"sequence\":3", "\"created\"", "\"records\""] {
        let broken = good.replace(at, &format!("\"x\":{{\"a\":1,\"a\":2}},\n{at}"));
        assert!(matches!(refused(broken), Refused::NotJson { what: Fault::Duplicate(_), .. }));
    }
    let twice = good.replace("\"sequence\":3", "\"sequence\":3,\"sequence\":3");
    assert!(matches!(refused(twice), Refused::NotJson { what: Fault::Duplicate(_), .. }));
    let twice = good.replace("\"records\":", "\"records\":[],\"records\":");
    assert!(matches!(refused(twice), Refused::NotJson { what: Fault::Duplicate(_), .. }));
    assert!(matches!(refused(format!("{good}{good}")), Refused::NotJson { what: Fault::Unexpected('{'), .. }));
    assert!(matches!(refused(good.replace("\n]}", ",\n]}")), Refused::NotJson { .. }));
    assert!(matches!(refused(good.replace("\"version\":1", "\"version\":1.5")), Refused::Member { .. }));
    assert!(matches!(refused(good.replace("\"version\":1", "\"version\":0")), Refused::Member { .. }));
    assert!(matches!(refused(good.replace("\"return\"", "\"gift\"")), Refused::Member { member: "purpose", .. }));
    assert!(matches!(refused(good.replace("\"records\":", "\"r\":")), Refused::Missing { member: "records" }));
    assert!(matches!(refused(good.replace("\"from\":", "\"f\":")), Refused::Missing { member: "from" }));
    let Refused::Member { place, .. } = refused(good.replace("\"sequence\":3", "\"sequence\":\"3\"")) else { panic!() };
    assert_eq!(place.line, 4);
    for other in [Refused::TooLarge, Refused::TooDamaged { place: Place { line: 4, byte: 5 } }] {
        says(&other.words());
    }
}

#[test]
fn a_newer_version_is_named_whatever_else_it_changed() {
    let good = write(&bundle([action(10)]));
    let newer = good.replace("\"version\":1", "\"version\":2").replace("\"records\":[", "\"records\":[7,\n");
    assert_eq!(refused(newer), Refused::NewerVersion { version: 2 });
    let newer = good.replace("\"version\":1", "\"version\":2").replace("\"from\"", "\"who\"");
    assert_eq!(refused(newer), Refused::NewerVersion { version: 2 });
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_no_matter() {
    let bundle = bundle([action(10), action(11)]);
    let text = write(&bundle);
    for other in [
        format!("\u{feff}{text}"),
        text.replace('\n', "\r\n"),
        text.replace('\n', ""),
        text.replace('\n', "\n\n  "),
        text.replace("},\n{", "},{"),
    ] {
        let read = read(other.as_bytes()).unwrap();
        assert_eq!((read.bundle, read.set_aside, read.notes), (bundle.clone(), vec![], vec![]));
    }
}

#[test]
fn valid_json_in_another_layout_is_read_even_where_it_looks_like_lines() {
    let record = with_value("\"w\"").replace("\"fields\":{", "\"fields\":\n{");
    let text = write(&bundle([action(11)]));
    let odd = text.replace(&record_line(&action(11)), &record);
    let read = read(odd.as_bytes()).unwrap();
    assert_eq!(read.set_aside, vec![]);
    assert_eq!(read.bundle.records.get(id(11)).unwrap().text("title"), Some("w"));
    let pretty: Value = serde_json::from_str(&text).unwrap();
    let read = super::read(serde_json::to_string_pretty(&pretty).unwrap().as_bytes()).unwrap();
    assert_eq!(read.bundle.records, bundle([action(11)]).records);
}

#[test]
fn a_record_twice_is_joined_and_noted() {
    let mut other = action(10);
    other.edit("number", json!("3.2"), stamp(7, 9));
    let text = write(&bundle([action(10)])).replace("\n]}", &format!(",\n{}\n]}}", record_line(&other)));
    let read = read(text.as_bytes()).unwrap();
    assert_eq!(read.bundle.records.get(id(10)), Some(&other));
    assert!(matches!(read.notes.as_slice(), [Note::Counts { said: 1, found: 2, .. }, Note::Repeated { .. }]));
    read.notes.iter().for_each(|note| drop(says(&note.words())));
}

#[test]
fn counts_are_checked() {
    let text = write(&bundle([action(10), action(11)]));
    let read_notes = |text: String| {
        let notes = read(text.as_bytes()).unwrap().notes;
        notes.iter().for_each(|note| drop(says(&note.words())));
        notes
    };
    let fewer = text.replace("{\"action\":2}", "{\"action\":3}");
    assert_eq!(read_notes(fewer), vec![Note::Counts { kind: "action".into(), said: 3, found: 2 }]);
    let other = text.replace("{\"action\":2}", "{\"action\":2,\"plan\":1}");
    assert_eq!(read_notes(other), vec![Note::Counts { kind: "plan".into(), said: 1, found: 0 }]);
    let unclear = text.replace("{\"action\":2}", "[]");
    assert!(matches!(read_notes(unclear).as_slice(), [Note::CountsUnclear { .. }]));
    assert_eq!(read_notes(text.replace("\"counts\":{\"action\":2},\n", "")), vec![]);
}

#[test]
fn what_the_envelope_says_in_new_words_is_noted() {
    let text = write(&bundle([action(10)]));
    let receipts = format!(
        "\"receipts\":[{{\"outcome\":\"used\",\"record\":\"{0}\",\"page\":4}},{{\"outcome\":\"saved\",\"record\":\"{0}\"}}],",
        id(10)
    );
    let newer = text
        .replace("\"records\"", &format!("{receipts}\"proof\":{{}},\n\"records\""))
        .replace("2024-11-12T09:30:00Z", "last week");
    let read = read(newer.as_bytes()).unwrap();
    read.notes.iter().for_each(|note| drop(says(&note.words())));
    assert!(read.notes.contains(&Note::ProofNotChecked));
    assert!(read.notes.contains(&Note::Created { created: "last week".into() }));
    assert!(read.notes.iter().any(|n| matches!(n, Note::LeftOut { member: "receipts", count: 1, .. })));
    assert_eq!(read.bundle.envelope.receipts[0].extra.get("page"), Some(&json!(4)));
}

#[test]
fn what_the_recipient_may_not_see_is_left_out() {
    let records: Set =
        [action(10), Record::new(id(11), kind::REVIEW), Record::new(id(12), "kind of tomorrow")].into_iter().collect();
    assert_eq!(for_audience(&records, Purpose::Issue).len(), 1);
    assert_eq!(for_audience(&records, Purpose::Reply).len(), 1);
    assert_eq!(for_audience(&records, Purpose::Return), records);
    assert_eq!(for_audience(&records, Purpose::Backup), records);
}

#[test]
fn words_removed_for_good_are_not_read_from_a_file_that_still_has_them() {
    let line = with_value("\"secret\"")
        .replace("\"kind\":\"action\"", &format!("\"kind\":\"action\",\"redacted\":[\"{}\"]", stamp(5, 9)));
    let record = read_record_line(&line).unwrap();
    assert!(!record_line(&record).contains("secret"));
}

#[test]
fn a_small_file_of_tiny_values_cannot_exhaust_memory() {
    let text = "[{\"\":0},{\"\":0}]";
    let mut scan = json::Scan::new(text, text.as_bytes());
    scan.spend(json::BUDGET - 40).unwrap();
    assert_eq!(scan.value(), Ok(json!([{ "": 0 }, { "": 0 }])));
    scan.pos = 0;
    assert_eq!(scan.value().map_err(|stop| stop.fault), Err(Fault::TooMuch));
}

#[test]
fn a_file_of_damaged_lines_is_given_up_in_good_time() {
    let text = write(&bundle([action(10)]));
    let line = format!("{},", record_line(&action(10)));
    let many = text
        .replace(line.trim_end_matches(','), &format!("{}{}", "{\"a\":\n".repeat(200_000), line.trim_end_matches(',')));
    let begun = std::time::Instant::now();
    assert!(matches!(refused(many), Refused::TooDamaged { .. }));
    assert!(begun.elapsed().as_secs() < 20);
}
