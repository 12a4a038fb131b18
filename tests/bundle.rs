//! What must hold for every bundle: it comes back as it was, nothing unknown is lost, and no bytes at all
//! make the reader panic or take a part for the whole.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use golden_thread::bundle::{
    BasedOn, Bundle, Envelope, Fault, Partnership, Purpose, Reason, Receipt, canonical, read, read_record_line,
    record_line, schema, write,
};
use golden_thread::domain::Outcome;
use golden_thread::record::{Erased, Field, Id, Record, Set, Stamp, Write, normal};
use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn id_from(n: u64) -> Id {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    bytes[8..].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    Id::from_bytes(bytes)
}

fn ids() -> impl Strategy<Value = Id> {
    prop_oneof![(0u64..6).prop_map(id_from), any::<u64>().prop_map(id_from)]
}

fn stamps() -> impl Strategy<Value = Stamp> {
    (prop_oneof![0u64..4, 0..1u64 << 48], 0u16..3, (0u64..4).prop_map(id_from))
        .prop_map(|(ms, counter, writer)| Stamp::new(ms, counter, writer))
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z/ ]{0,12}",
        any::<String>(),
        Just("\"\\\u{0}\u{1f}\u{7f}\u{2028}\n\r\t\u{8}\u{c}".to_owned()),
        Just("\u{1f600}\u{fb33}\u{20ac}".to_owned()),
    ]
}

fn theirs(float: f64) -> Option<f64> {
    serde_json::from_str(&canonical(&json!(float))).ok()
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9_007_199_254_740_992i64..=9_007_199_254_740_992).prop_map(Value::from),
        // serde_json, which these tests read with as well, is off by a bit for some floats.
        any::<f64>().prop_map(|f| if theirs(f) == Some(f) { json!(f) } else { json!(0.5) }),
        (-1000i32..1000, 0i32..4).prop_map(|(n, p)| json!(f64::from(n) / 10f64.powi(p))),
        texts().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(texts(), inner, 0..4).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
    .prop_map(normal)
}

/// Names no version has used so far.
fn extras() -> impl Strategy<Value = BTreeMap<String, Value>> {
    prop_oneof![
        4 => Just(BTreeMap::new()),
        1 => prop::collection::btree_map("new[A-Z][a-z]{0,4}|\u{1f600}|\u{fb33}|", values(), 0..3),
    ]
}

fn fields() -> impl Strategy<Value = Field> {
    let write = (stamps(), prop_oneof![9 => values().prop_map(Some), 1 => Just(None)], extras())
        .prop_map(|(at, value, extra)| Write { at, value, extra });
    (prop::collection::vec(write, 0..4), prop::collection::vec(stamps(), 0..4), extras())
        .prop_map(|(writes, seen, extra)| Field::from_parts(writes, seen, extra))
}

fn records() -> impl Strategy<Value = Record> {
    let kind =
        prop_oneof![Just("action".to_owned()), "[a-z]{1,6}", texts().prop_filter("not empty", |t| !t.is_empty())];
    let erased = prop_oneof![
        9 => Just(None),
        1 => (stamps(), ids(), texts()).prop_map(|(at, by, why)| Some(Erased { at, by, why })),
    ];
    (
        ids(),
        kind,
        prop::collection::btree_map(texts(), fields(), 0..5),
        prop::collection::btree_set(stamps(), 0..3),
        erased,
        extras(),
    )
        .prop_map(|(id, kind, fields, redacted, erased, extra)| {
            Record::from_parts(id, kind, fields, redacted, erased, extra)
        })
}

fn envelopes() -> impl Strategy<Value = Envelope> {
    let receipt = (
        ids(),
        prop::option::of(texts()),
        prop::sample::select(vec![Outcome::Used, Outcome::UsedWithChanges, Outcome::NotUsed]),
        prop::option::of(texts()),
        extras(),
    )
        .prop_map(|(record, field, outcome, reason, extra)| Receipt { record, field, outcome, reason, extra });
    let whole = 0..1u64 << 53;
    (
        (ids(), texts(), ids(), whole.clone(), prop::sample::select(Purpose::ALL.to_vec()), ids()),
        prop::option::of(whole.clone()),
        prop::option::of((ids(), whole).prop_map(|(id, number)| BasedOn { id, number })),
        prop::collection::vec(receipt, 0..3),
        prop::collection::vec(ids(), 0..3),
        extras(),
    )
        .prop_map(
            |((partnership, name, id, sequence, purpose, from), number, based_on, receipts, acknowledged, extra)| {
                Envelope {
                    partnership: Partnership { id: partnership, name },
                    id,
                    sequence,
                    created: "2024-11-12T09:30:00.5+01:00".to_owned(),
                    purpose,
                    from,
                    number,
                    based_on,
                    receipts,
                    acknowledged,
                    extra,
                }
            },
        )
}

fn bundles() -> impl Strategy<Value = Bundle> {
    (envelopes(), prop::collection::vec(records(), 0..6))
        .prop_map(|(envelope, records)| Bundle { envelope, records: records.into_iter().collect() })
}

/// A file as a newer version of the same form might write it, from a schema-shaped JSON value.
fn as_file(value: &Value) -> Vec<u8> {
    serde_json::to_vec_pretty(value).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_bundle_comes_back_as_it_was(bundle in bundles()) {
        let text = write(&bundle);
        let read = read(text.as_bytes()).unwrap();
        prop_assert_eq!(&read.set_aside, &vec![]);
        prop_assert_eq!(&read.notes, &vec![]);
        prop_assert_eq!(&read.bundle, &bundle);
        prop_assert_eq!(write(&read.bundle), text);
    }

    #[test]
    fn the_order_in_which_records_came_changes_no_byte(bundle in bundles()) {
        let mut backwards: Vec<Record> = bundle.records.iter().cloned().collect();
        backwards.reverse();
        let other = Bundle { envelope: bundle.envelope.clone(), records: backwards.into_iter().collect::<Set>() };
        prop_assert_eq!(write(&bundle), write(&other));
    }

    #[test]
    fn a_record_line_is_canonical_and_comes_back(record in records()) {
        let line = record_line(&record);
        prop_assert!(!line.contains('\n'));
        let value: Value = serde_json::from_str(&line).unwrap();
        prop_assert_eq!(canonical(&value), line.clone());
        prop_assert_eq!(read_record_line(&line).unwrap(), record);
    }

    #[test]
    fn other_readers_understand_what_is_written(value in values()) {
        let theirs: Value = serde_json::from_str(&canonical(&value)).unwrap();
        prop_assert_eq!(canonical(&normal(theirs)), canonical(&value));
    }

    #[test]
    fn every_float_comes_back(float in any::<f64>().prop_filter("finite", |f| f.is_finite())) {
        let mut record = Record::new(id_from(1), "measure");
        record.edit("value", json!(float), Stamp::new(1, 0, id_from(1)));
        prop_assert_eq!(read_record_line(&record_line(&record)).unwrap(), record);
    }

    #[test]
    fn what_is_written_is_what_the_schema_says(bundle in bundles()) {
        let value: Value = serde_json::from_str(&write(&bundle)).unwrap();
        let schema = schema();
        prop_assert_eq!(against(&schema, &schema, &value), Ok(()));
    }

    #[test]
    fn a_newer_versions_members_pass_through_unchanged(bundle in bundles(), new in values()) {
        let mut value: Value = serde_json::from_str(&write(&bundle)).unwrap();
        put(&mut value, &new);
        let through = read(&as_file(&value)).unwrap();
        prop_assert_eq!(&through.set_aside, &vec![]);
        let after: Value = serde_json::from_str(&write(&through.bundle)).unwrap();
        prop_assert_eq!(canonical(&after), canonical(&value));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = read_record_line(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_change_to_a_bundle_makes_the_reader_panic(
        bundle in bundles(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..6),
    ) {
        let mut bytes = write(&bundle).into_bytes();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => { bytes.remove(at); }
                _ => bytes[at] = *b"{}[]\",:\\"[usize::from(byte) % 8..].first().unwrap(),
            }
            match read(&bytes) {
                Ok(read) => for aside in read.set_aside {
                    prop_assert!(aside.place.byte <= bytes.len());
                    aside.words();
                },
                Err(refused) => prop_assert!(refused.place().is_none_or(|p| p.byte <= bytes.len() && p.line > 0)),
            }
        }
    }
}

/// Adds a member of tomorrow at every level where unknown ones are carried on.
fn put(value: &mut Value, new: &Value) {
    let add = |value: &mut Value| {
        value.as_object_mut().unwrap().insert("tomorrow".to_owned(), new.clone());
    };
    add(value);
    for record in value["records"].as_array_mut().unwrap() {
        if record.get("erased").is_some() {
            continue;
        }
        add(record);
        let redacted = record.get("redacted").cloned().unwrap_or(json!([]));
        let Some(fields) = record.get_mut("fields") else { continue };
        for field in fields.as_object_mut().unwrap().values_mut() {
            add(field);
            for write in field.get_mut("writes").and_then(Value::as_array_mut).into_iter().flatten() {
                if !redacted.as_array().unwrap().contains(&write["at"]) {
                    add(write);
                }
            }
        }
    }
}

/// Enough of a schema checker for the words our schema uses. Patterns are read as what they stand for.
fn against(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let fail = |what: &str| Err(format!("{what}: {value} against {schema}"));
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(name.trim_start_matches('#')).ok_or(name.to_owned())?;
        against(root, target, value)?;
    }
    if schema.get("const").is_some_and(|wanted| wanted != value) {
        return fail("const");
    }
    if schema.get("enum").and_then(Value::as_array).is_some_and(|choice| !choice.contains(value)) {
        return fail("enum");
    }
    let of_type = match schema.get("type").and_then(Value::as_str) {
        None => true,
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.as_f64().is_some_and(|f| f.fract() == 0.0),
        Some(other) => panic!("the checker does not know {other}"),
    };
    if !of_type {
        return fail("type");
    }
    let text = value.as_str().unwrap_or_default();
    if schema.get("minLength").is_some() && text.is_empty()
        || schema.get("minimum").is_some() && value.as_f64() < Some(0.0)
    {
        return fail("too small");
    }
    match schema.get("pattern").and_then(Value::as_str).map(|pattern| pattern.starts_with("^[0-9a-f]{12}")) {
        Some(true) if text.parse::<Stamp>().is_err() => return fail("stamp"),
        Some(false) if text.parse::<Id>().is_err() => return fail("id"),
        _ => {}
    }
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
        if value.get(name.as_str().unwrap()).is_none() {
            return fail(name.as_str().unwrap());
        }
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        let of_name = schema.get("properties").and_then(|p| p.get(name));
        if let Some(schema) = of_name.or(schema.get("additionalProperties")) {
            against(root, schema, member)?;
        }
    }
    if let Some(items) = schema.get("items") {
        value.as_array().unwrap().iter().try_for_each(|item| against(root, items, item))?;
    }
    Ok(())
}

/// A bundle with one of everything.
fn everything() -> Bundle {
    let stamp = |ms: u64, writer| Stamp::new(1_731_400_000_000 + ms, 0, id_from(writer));
    let mut plain = Record::new(id_from(10), "action");
    plain.edit("title", json!("Promote the \u{201c}Southwark pound\u{201d} \u{1f600}"), stamp(1, 1));
    plain.edit("timescale", json!({ "words": "summer 2024", "guess": false }), stamp(2, 1));
    let mut again = plain.clone();
    again.edit("title", json!("Promote it"), stamp(3, 1));
    let mut conflict = again.clone();
    let mut theirs = plain.clone();
    theirs.edit("title", json!("Promote it well"), stamp(3, 2));
    conflict.join(&theirs);
    let mut redacted = Record::new(id_from(11), "update");
    redacted.edit("narrative", json!("words to remove"), stamp(4, 1));
    redacted.redact([stamp(4, 1)]);
    let mut erased = Record::new(id_from(12), "update");
    erased.erase(Erased { at: stamp(5, 1), by: id_from(1), why: "named a resident".into() });
    let mut unknown = Record::from_parts(
        id_from(13),
        "kind of tomorrow".into(),
        BTreeMap::new(),
        BTreeSet::new(),
        None,
        BTreeMap::from([("colour".into(), json!([1, 2.5, null, { "a": "b" }]))]),
    );
    unknown.edit("amount", json!(1e21), stamp(6, 2));
    unknown.edit("gone", Value::Null, stamp(7, 2));
    let receipt = |outcome, reason: Option<&str>| Receipt {
        record: id_from(11),
        field: reason.map(|_| "narrative".to_owned()),
        outcome,
        reason: reason.map(str::to_owned),
        extra: BTreeMap::new(),
    };
    Bundle {
        envelope: Envelope {
            partnership: Partnership { id: id_from(1), name: "Partnership Southwark".into() },
            id: id_from(2),
            sequence: 9,
            created: "2024-11-12T09:30:00Z".into(),
            purpose: Purpose::Reply,
            from: id_from(1),
            number: Some(4),
            based_on: Some(BasedOn { id: id_from(3), number: 3 }),
            receipts: vec![receipt(Outcome::Used, None), receipt(Outcome::NotUsed, Some("It is about another action"))],
            acknowledged: vec![id_from(5)],
            extra: BTreeMap::from([("proof".into(), json!({ "by": "later" }))]),
        },
        records: [conflict, redacted, erased, unknown].into_iter().collect(),
    }
}

#[test]
fn the_golden_bundle_is_reproduced_byte_for_byte() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/bundles/everything.thread.json");
    let text = write(&everything());
    if std::env::var_os("GOLDEN_WRITE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    assert_eq!(text, golden);
    assert_eq!(read(golden.as_bytes()).unwrap().bundle, everything());
}

#[test]
fn a_file_that_stops_anywhere_is_never_taken_for_whole() {
    let text = write(&everything());
    let whole = read(text.as_bytes()).unwrap();
    for end in 0..text.len() - 1 {
        let refused = read(&text.as_bytes()[..end]).expect_err("a part is no bundle");
        let words = refused.words();
        assert!(end == 0 || words.contains("stops in the middle"), "{end}: {words}");
    }
    // Without its last line break the file says the same.
    assert_eq!(read(&text.as_bytes()[..text.len() - 1]).unwrap(), whole);
}

#[test]
fn one_bad_record_in_a_thousand_costs_only_itself() {
    let mut bundle = everything();
    bundle.records = (0..1000)
        .map(|n| {
            let mut record = Record::new(id_from(n), "action");
            record.edit("title", json!(format!("Action {n}")), Stamp::new(n, 0, id_from(1)));
            record
        })
        .collect();
    let lost = bundle.records.iter().nth(499).unwrap().clone();
    let line = record_line(&lost);
    let text = write(&bundle);
    for broken in [line.replace("}}", "}"), line.replace("\"kind\":\"action\"", "\"kind\":7"), line[..40].to_owned()] {
        let read = read(text.replace(&line, &broken).as_bytes()).unwrap();
        assert_eq!(read.bundle.records.len(), 999);
        assert_eq!(read.set_aside.len(), 1);
        assert_eq!(read.notes.len(), 1, "the proof's; the count is explained by the record set aside");
        assert!(read.bundle.records.get(lost.id).is_none());
    }
    let twice = line.replace("\"kind\"", "\"kind\":\"plan\",\"kind\"");
    let read = read(text.replace(&line, &twice).as_bytes()).unwrap();
    assert_eq!(read.set_aside[0].reason, Reason::Json(Fault::Duplicate("kind".into())));
    assert_eq!(read.set_aside[0].id, Some(lost.id.to_string()));
}
