//! What the reader says of each thing that can be wrong. The properties that hold for every bundle are in
//! `tests/bundle.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::read::MOST_RECORDS;
use super::*;
use crate::record::{Record, Stamp};
use serde_json::json;
use std::collections::BTreeSet;

fn id(n: u8) -> Id {
    let mut bytes = [0; 16];
    (bytes[6], bytes[8], bytes[15]) = (0x70, 0x80, n);
    Id::from_bytes(bytes)
}

fn stamp(ms: u64, writer: u8) -> Stamp {
    Stamp::new(ms, 0, id(writer))
}

fn bundle(records: impl IntoIterator<Item = Record>) -> Bundle {
    Bundle {
        envelope: Envelope {
            partnership: Partnership { id: id(1), name: "Partnership Southwark".into() },
            id: id(2),
            sequence: 3,
            created: "2024-11-12T09:30:00Z".into(),
            purpose: Purpose::Return,
            from: id(4),
            number: None,
            based_on: None,
            receipts: Vec::new(),
            acknowledged: Vec::new(),
            extra: BTreeMap::new(),
        },
        records: records.into_iter().collect(),
    }
}

fn action(n: u8) -> Record {
    let mut record = Record::new(id(n), "action");
    record.edit("title", json!(format!("Title {n}")), stamp(5, 9));
    record
}

/// A file whose second of three records is this text.
fn around(line: &str) -> String {
    let text = write(&bundle([action(10), action(11), action(12)]));
    let old = record_line(&action(11));
    assert!(text.contains(&old));
    text.replace(&old, line)
}

fn reason(line: &str) -> Reason {
    let read = read(around(line).as_bytes()).unwrap();
    assert_eq!(read.set_aside.len(), 1, "{line}");
    assert_eq!(read.bundle.records.len(), 2, "{line}");
    assert_eq!(read.notes, vec![], "{line}");
    let aside = read.set_aside.into_iter().next().unwrap();
    assert_eq!(aside.place.line, 11, "{line}: {aside:?}");
    assert!(says(&aside.words()).contains("line 11"), "{}", aside.words());
    says(&aside.reason.words());
    aside.reason
}

/// The sentence, after a look that it is one.
fn says(words: &str) -> String {
    assert!(!words.contains("bundle.") && !words.contains("%{") && words.contains(' '), "{words}");
    assert!(words.ends_with('.'), "{words}");
    words.to_owned()
}

fn refused(bytes: impl AsRef<[u8]>) -> Refused {
    let refused = read(bytes.as_ref()).expect_err("should be refused");
    let words = says(&refused.words());
    assert!(words.contains("Nothing was changed"), "{words}");
    if let Some(place) = refused.place() {
        assert!(words.contains(&format!("line {}", place.line)), "{words}");
    }
    refused
}

/// A record with this value.
fn with_value(value: &str) -> String {
    let at = stamp(5, 9);
    format!(
        r#"{{"fields":{{"title":{{"writes":[{{"at":"{at}","value":{value}}}]}}}},"id":"{}","kind":"action"}}"#,
        id(11)
    )
}

#[test]
fn what_is_not_exact_costs_only_its_record() {
    let json = |value: &str| match reason(&with_value(value)) {
        Reason::Json(fault) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(json(r#"{"a":1,"a":2}"#), Fault::Duplicate("a".into()));
    assert_eq!(json(r#""\ud800""#), Fault::LoneSurrogate);
    assert_eq!(json(r#""\udc00 and more""#), Fault::LoneSurrogate);
    assert_eq!(json(r#""\ud800\ud83d\ude00""#), Fault::LoneSurrogate);
    assert_eq!(json(&format!("{}{}", "[".repeat(61), "]".repeat(61))), Fault::TooDeep);
    assert_eq!(json(&format!("{}{}", "[".repeat(900_000), "]".repeat(900_000))), Fault::TooDeep);
    assert_eq!(json(&format!("{}{}", r#"{"]":"#.repeat(900), "0".to_owned() + &"}".repeat(900))), Fault::TooDeep);
    for number in ["12345678901234567890123", "1e400", "0.1000000000000000055511151231257827"] {
        assert_eq!(json(number), Fault::Number(number.into()));
    }
    let faults = [
        Fault::Ended,
        Fault::Unexpected('x'),
        Fault::Control,
        Fault::NotUtf8,
        Fault::Duplicate("a".into()),
        Fault::LoneSurrogate,
        Fault::TooDeep,
        Fault::Number("1e400".into()),
        Fault::TooMuch,
        Fault::TooMany,
        Fault::TooBroken,
    ];
    let words: BTreeSet<String> = faults.iter().map(|fault| says(&Reason::Json(fault.clone()).words())).collect();
    assert_eq!(words.len(), faults.len(), "each has its own words");
}

#[test]
fn more_records_than_one_file_may_hold_are_refused_by_number() {
    let record = |n: usize| format!("{{\"fields\":{{}},\"id\":\"00000000-0000-7000-8000-{n:012x}\",\"kind\":\"x\"}}");
    let file = |n: usize| {
        let head = r#"{"format":"golden-thread/bundle","version":1,"partnership":{"id":"00000000-0000-7000-8000-000000000001","name":"P"},"id":"00000000-0000-7000-8000-000000000002","sequence":1,"created":"2026-01-01T00:00:00Z","purpose":"issue","from":"00000000-0000-7000-8000-000000000003","number":1,"records":["#;
        format!("{head}\n{}\n]}}", (0..n).map(record).collect::<Vec<_>>().join(",\n"))
    };
    assert_eq!(read(file(MOST_RECORDS).as_bytes()).unwrap().bundle.records.len(), MOST_RECORDS);
    let refused = read(file(MOST_RECORDS + 1).as_bytes()).unwrap_err();
    assert_eq!(refused, Refused::TooMany);
    assert!(refused.words().contains("300,000"));
}

#[test]
fn sixty_four_levels_are_not_too_deep() {
    // The record, its fields, the field, its writes and the write are five.
    let value = format!("{}1{}", "[".repeat(59), "]".repeat(59));
    let record = read_record_line(&with_value(&value)).unwrap();
    assert_eq!(record_line(&record), with_value(&value));
    let file = around(&with_value(&value));
    let read = read(file.as_bytes()).unwrap();
    assert_eq!(read.set_aside, vec![]);
}

#[test]
fn a_broken_line_costs_only_its_record() {
    let whole = with_value("\"words\"");
    for line in [
        "",
        "x",
        "{",
        "{\"id\":}",
        "[1,2",
        &with_value("\"a\tb\""),
        &with_value("01"),
        &with_value("+1"),
        &with_value(".5"),
        &with_value("1."),
        &with_value("tru"),
        &with_value("nul"),
        &with_value("\"\\x\""),
        &with_value("\"\\u12g4\""),
        &with_value("[1,]"),
        &with_value("{\"a\" 1}"),
        &with_value("{a:1}"),
        &with_value("'a'"),
        &with_value("NaN"),
        &with_value("\u{1}"),
        &whole.replace("\"title\":", "\"title:"),
        &format!("{whole}}}"),
        &format!("{whole}x"),
        &whole[..whole.len() - 1],
        &whole[..20],
    ] {
        assert!(matches!(reason(line), Reason::Json(_)), "{line}");
    }
}

#[test]
fn what_stands_behind_a_record_on_its_line_costs_only_itself() {
    let read = read(around(&format!("{},x", with_value("\"words\""))).as_bytes()).unwrap();
    assert_eq!((read.bundle.records.len(), read.set_aside.len()), (3, 1));
}

#[test]
fn a_broken_line_keeps_its_id_where_it_can_be_made_out() {
    let line = with_value("tru");
    let read = read(around(&line).as_bytes()).unwrap();
    assert_eq!(read.set_aside[0].id, Some(id(11).to_string()));
}

#[test]
fn bytes_that_are_no_text_cost_only_their_record() {
    let file = around(&with_value("\"caf?\""));
    let bytes: Vec<u8> = file.bytes().map(|b| if b == b'?' { 0xe9 } else { b }).collect();
    let read = read(&bytes).unwrap();
    assert_eq!(read.set_aside[0].reason, Reason::Json(Fault::NotUtf8));
    assert_eq!(read.bundle.records.len(), 2);
    assert_eq!(bytes[read.set_aside[0].place.byte], 0xe9);
}

#[test]
fn a_record_of_another_shape_is_set_aside_with_its_own_reason() {
    let at = stamp(5, 9);
    let i = id(11);
    let cases = [
        ("[]".to_owned(), Reason::NotAnObject),
        ("7".to_owned(), Reason::NotAnObject),
        (r#"{"kind":"action"}"#.to_owned(), Reason::NoId),
        (r#"{"id":7,"kind":"action"}"#.to_owned(), Reason::BadId),
        (r#"{"id":"0190A1B2-C3D4-7E5F-8A9B-0C1D2E3F4A5B","kind":"action"}"#.to_owned(), Reason::BadId),
        (r#"{"id":"0190a1b2c3d47e5f8a9b0c1d2e3f4a5b","kind":"action"}"#.to_owned(), Reason::BadId),
        (format!(r#"{{"id":"{i}"}}"#), Reason::Kind),
        (format!(r#"{{"id":"{i}","kind":""}}"#), Reason::Kind),
        (format!(r#"{{"id":"{i}","kind":null}}"#), Reason::Kind),
        (format!(r#"{{"fields":[],"id":"{i}","kind":"action"}}"#), Reason::Fields),
        (format!(r#"{{"fields":{{"a":1}},"id":"{i}","kind":"action"}}"#), Reason::Field("a".into())),
        (format!(r#"{{"fields":{{"a":{{"writes":1}}}},"id":"{i}","kind":"action"}}"#), Reason::Write("a".into())),
        (format!(r#"{{"fields":{{"a":{{"writes":[1]}}}},"id":"{i}","kind":"action"}}"#), Reason::Write("a".into())),
        (
            format!(r#"{{"fields":{{"a":{{"writes":[{{"value":1}}]}}}},"id":"{i}","kind":"action"}}"#),
            Reason::Write("a".into()),
        ),
        (
            format!(r#"{{"fields":{{"a":{{"writes":[{{"at":"yesterday","value":1}}]}}}},"id":"{i}","kind":"action"}}"#),
            Reason::Write("a".into()),
        ),
        (format!(r#"{{"fields":{{"a":{{"seen":{{}}}}}},"id":"{i}","kind":"action"}}"#), Reason::Seen("a".into())),
        (
            format!(r#"{{"fields":{{"a":{{"seen":["{at}","x"]}}}},"id":"{i}","kind":"action"}}"#),
            Reason::Seen("a".into()),
        ),
        (format!(r#"{{"id":"{i}","kind":"action","redacted":[1]}}"#), Reason::Redacted),
        (format!(r#"{{"erased":true,"id":"{i}","kind":"action"}}"#), Reason::Erased),
        (format!(r#"{{"erased":{{"at":"{at}","by":"{i}"}},"id":"{i}","kind":"action"}}"#), Reason::Erased),
        (format!(r#"{{"id":"{i}","kind":"action","id":"{i}"}}"#), Reason::Json(Fault::Duplicate("id".into()))),
        (format!(r#"{{"id":"{i}","kind":"action","new":1,"new":1}}"#), Reason::Json(Fault::Duplicate("new".into()))),
        (
            format!(r#"{{"fields":{{"a":{{}},"a":{{}}}},"id":"{i}","kind":"action"}}"#),
            Reason::Json(Fault::Duplicate("a".into())),
        ),
    ];
    let mut words = BTreeSet::new();
    for (line, wanted) in cases {
        assert_eq!(reason(&line), wanted, "{line}");
        assert_eq!(read_record_line(&line).expect_err("no record"), wanted, "{line}");
        words.insert(wanted.words());
    }
    assert_eq!(words.len(), 10 + 3, "each reason has its own words");
}

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
