//! Random bundles with everything in them that a bundle may hold, and one fixed one with one of everything.

use golden_thread::bundle::{BasedOn, Bundle, Envelope, Partnership, Purpose, Receipt, canonical};
use golden_thread::domain::Outcome;
use golden_thread::record::{Erased, Field, Id, Record, Stamp, Write, normal};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub fn id_from(n: u64) -> Id {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    bytes[8..].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    Id::from_bytes(bytes)
}

pub fn ids() -> impl Strategy<Value = Id> {
    prop_oneof![(0u64..6).prop_map(id_from), any::<u64>().prop_map(id_from)]
}

pub fn stamps() -> impl Strategy<Value = Stamp> {
    (prop_oneof![0u64..4, 0..1u64 << 48], 0u16..3, (0u64..4).prop_map(id_from))
        .prop_map(|(ms, counter, writer)| Stamp::new(ms, counter, writer))
}

pub fn texts() -> impl Strategy<Value = String> {
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

pub fn values() -> impl Strategy<Value = Value> {
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
pub fn extras() -> impl Strategy<Value = BTreeMap<String, Value>> {
    prop_oneof![
        4 => Just(BTreeMap::new()),
        1 => prop::collection::btree_map("new[A-Z][a-z]{0,4}|\u{1f600}|\u{fb33}|", values(), 0..3),
    ]
}

pub fn fields() -> impl Strategy<Value = Field> {
    let write = (stamps(), prop_oneof![9 => values().prop_map(Some), 1 => Just(None)], extras())
        .prop_map(|(at, value, extra)| Write { at, value, extra });
    (prop::collection::vec(write, 0..4), prop::collection::vec(stamps(), 0..4), extras())
        .prop_map(|(writes, seen, extra)| Field::from_parts(writes, seen, extra))
}

pub fn records() -> impl Strategy<Value = Record> {
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

pub fn envelopes() -> impl Strategy<Value = Envelope> {
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

pub fn bundles() -> impl Strategy<Value = Bundle> {
    (envelopes(), prop::collection::vec(records(), 0..6))
        .prop_map(|(envelope, records)| Bundle { envelope, records: records.into_iter().collect() })
}

/// A bundle with one of everything.
pub fn everything() -> Bundle {
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
        [],
        Default::default(),
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
