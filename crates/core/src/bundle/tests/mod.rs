//! What the reader says of each thing that can be wrong. The properties that hold for every bundle are in
//! `tests/bundle.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod files;

use super::read::MAX_RECORDS;
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
    assert_eq!(read(file(MAX_RECORDS).as_bytes()).unwrap().bundle.records.len(), MAX_RECORDS);
    let refused = read(file(MAX_RECORDS + 1).as_bytes()).unwrap_err();
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
