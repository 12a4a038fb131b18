//! Files as they really come: cut off, saved anew by another program, huge, old, from somewhere else. Each has
//! a plain sentence of its own, and the record is as it was.

use super::support::begin;
use crate::device::{Device, new_id};
use golden_thread::bundle;
use golden_thread::ledger::review::Decision;
use golden_thread::record::Clock;
use golden_thread::store::incoming::{News, Odd, arrive, odd};
use std::collections::BTreeSet;

/// A year in milliseconds.
const YEAR: u64 = 365 * 24 * 60 * 60 * 1000;

/// What is said of a file, and whether it was taken in. Where it is not, nothing may have changed.
fn said(device: &mut Device, bytes: &[u8]) -> (Vec<String>, Option<News>) {
    let (records, staged) = (device.bytes(), device.state.staged.len());
    let read = match bundle::read(bytes) {
        Ok(read) => read,
        Err(refused) => return (vec![refused.words()], None),
    };
    let mut words: Vec<String> = read.set_aside.iter().map(|s| s.words()).collect();
    words.extend(read.notes.iter().map(|n| n.words()));
    words.extend(odd(&device.state, &read, device.ms).iter().map(Odd::words));
    let about = device.state.about.clone().unwrap();
    let at = format!("2026-01-01T00:01:{:02}Z", device.state.received.len());
    let arrival = arrive(&device.state, &about, ("file", bytes), &read, (device.ms, &at));
    let news = match arrival {
        Ok(arrival) => {
            device.save(arrival.work, arrival.rows).unwrap();
            Some(arrival.news)
        }
        Err(refusal) => {
            words.push(refusal.words(&read));
            assert_eq!(device.state.staged.len(), staged);
            None
        }
    };
    assert_eq!(device.bytes(), records, "nothing changes by opening");
    (words, news)
}

/// The one sentence about a file.
fn sentence((words, _): (Vec<String>, Option<News>)) -> String {
    assert_eq!(words.len(), 1, "{words:?}");
    let words = words.into_iter().next().unwrap();
    assert!(words.ends_with('.') && !words.contains("%{") && words.contains(' '), "{words}");
    assert!(words.chars().next().unwrap().is_uppercase(), "{words}");
    words
}

#[test]
fn each_bad_file_has_a_sentence_of_its_own_and_changes_nothing() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let update = reps[0].update(actions[0], "the words");
    let (_, text) = reps[0].make_return().unwrap();
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let kind = |kind: &str| text.replacen("\"kind\":\"update\"", &format!("\"kind\":{kind}"), 1);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", Vec::new(), "empty"),
        ("cut off", text.as_bytes()[..text.len() / 2].to_vec(), "stops in the middle, on line"),
        ("UTF-16", utf16, "UTF-16"),
        ("a picture", b"\x89PNG\r\n\x1a\n".to_vec(), "not a Golden Thread file"),
        ("a wrong type in the envelope", text.replace("\"sequence\":1", "\"sequence\":\"1\"").into(), "\"sequence\""),
        ("a wrong type in a record", kind("7").into(), "what kind of entry"),
        ("half a character", kind("\"\\ud800\"").into(), "half of a character"),
        ("a name twice", kind("\"update\",\"kind\":\"update\"").into(), "\"kind\" is there twice"),
        ("no records", text.replace("\"records\"", "\"entries\"").into(), "does not say its \"records\""),
        ("a newer version", text.replace("\"version\":1", "\"version\":2").into(), "newer version"),
        ("another partnership", text.replace("07070707", "08080808").into(), "another partnership, Southwark"),
    ];
    let mut sentences = BTreeSet::new();
    for (what, bytes, wanted) in cases {
        let found = said(&mut office, &bytes);
        let taken_in = found.1.is_some();
        let words = sentence(found);
        assert!(words.contains(wanted), "{what}: {words}");
        // A file with one bad record in it is used without that record.
        assert!(taken_in != words.contains("Nothing was changed"), "{what}: {words}");
        assert!(sentences.insert(words), "{what}");
    }
    assert!(office.state.ledger.records().get(update).is_none());
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let (mut office, mut reps, actions) = begin(1, 1);
    reps[0].update(actions[0], "the words");
    let (file, text) = reps[0].make_return().unwrap();
    let marked = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(said(&mut office, marked.as_bytes()), (vec![], Some(News::Staged { file, items: 1 })));
}

#[test]
fn a_megabyte_in_one_field_is_pointed_out_and_waits_like_anything() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let update = reps[0].update(actions[0], &"word ".repeat(210_000));
    let (file, text) = reps[0].make_return().unwrap();
    let found = said(&mut office, text.as_bytes());
    assert_eq!(found.1, Some(News::Staged { file, items: 1 }));
    let words = sentence(found);
    assert!(
        words.contains("1050 kB") && words.contains("\"narrative\"") && words.contains(&update.to_string()),
        "{words}"
    );
    office.review(file, |_| Decision::NotUse { reason: "too long".into() });
    assert!(!office.make_issue().contains("word word"));
}

#[test]
fn two_hundred_thousand_records_are_pointed_out() {
    let (mut office, mut reps, actions) = begin(1, 1);
    reps[0].update(actions[0], "the words");
    let (_, text) = reps[0].make_return().unwrap();
    let line = text.lines().find(|l| l.contains("the words")).unwrap().trim_end_matches(',');
    let id = line.split_once("\"id\":\"").unwrap().1.split('"').next().unwrap().to_owned();
    let many: Vec<String> =
        (0..200_000u32).map(|n| line.replace(&id, &format!("0190a6f2-7c1e-7abc-8def-0000{n:08x}"))).collect();
    let counts = text.lines().find(|l| l.starts_with("\"counts\"")).unwrap();
    let file = text.replace(line, &many.join(",\n")).replace(counts, "\"counts\":{\"update\":200000,\"writer\":1},");
    let begun = std::time::Instant::now();
    let read = bundle::read(file.as_bytes()).unwrap();
    assert!(begun.elapsed().as_secs() < 60);
    assert_eq!((read.bundle.records.len(), read.set_aside.len()), (200_001, 0));
    let words: Vec<String> = read.notes.iter().map(|n| n.words()).collect();
    assert_eq!(words.len(), 1);
    assert!(words[0].contains("200001 entries"), "{words:?}");
    assert!(office.state.staged.is_empty() && office.make_issue().len() < 10_000);
}

#[test]
fn an_earlier_file_after_a_later_one_is_pointed_out() {
    let (mut office, mut reps, actions) = begin(1, 2);
    reps[0].update(actions[0], "first words");
    let (first, early) = reps[0].make_return().unwrap();
    reps[0].update(actions[0], "second words");
    let (_, late) = reps[0].make_return().unwrap();
    reps[1].update(actions[0], "of somebody else");
    let (_, other) = reps[1].make_return().unwrap();
    assert_eq!(said(&mut office, late.as_bytes()).0, Vec::<String>::new());
    assert_eq!(said(&mut office, other.as_bytes()).0, Vec::<String>::new(), "each sender counts alone");
    let found = said(&mut office, early.as_bytes());
    assert_eq!(found.1, Some(News::Staged { file: first, items: 1 }));
    let words = sentence(found);
    assert!(words.contains("no. 1 of its sender, and no. 2"), "{words}");
}

#[test]
fn a_clock_a_year_ahead_is_pointed_out_and_not_followed() {
    let (mut office, mut reps, actions) = begin(1, 1);
    reps[0].ms += YEAR;
    reps[0].update(actions[0], "from the future");
    let (file, text) = reps[0].make_return().unwrap();
    // The device of these tests writes its dates in one month only.
    let text = text.replace("2026-01-366", "2027-01-01");
    let found = said(&mut office, text.as_bytes());
    assert_eq!(found.1, Some(News::Staged { file, items: 1 }));
    let words = sentence(found);
    assert!(words.contains("days in the future") && words.contains("date looks wrong"), "{words}");
    let item = &office.pending(file)[0];
    assert!(item.clock_looks_wrong && item.proposed() == Decision::Later);
    office.review(file, |_| Decision::Use);
    let note = new_id();
    office.type_in(note, "theme", "name", "written afterwards");
    let after = office.state.ledger.records().get(note).unwrap().stamps().next().unwrap();
    assert!(!Clock::looks_wrong(after, office.ms), "the office's clock did not follow");
    assert!(office.make_issue().contains("from the future"), "nobody's words are lost");
}
