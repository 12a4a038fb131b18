//! A newer version's file through this one and back: equal under RFC 8785, whatever is unknown in it.

use super::made::{bundles, everything, values};
use golden_thread::bundle::{Note, canonical, read, record_line, write};
use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::{Value, json};

/// A file as a newer version of the same form might write it, from a schema-shaped JSON value.
fn as_file(value: &Value) -> Vec<u8> {
    serde_json::to_vec_pretty(value).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_newer_versions_members_pass_through_unchanged(bundle in bundles(), new in values()) {
        let mut value: Value = serde_json::from_str(&write(&bundle)).unwrap();
        put(&mut value, &new);
        let through = read(&as_file(&value)).unwrap();
        prop_assert_eq!(&through.set_aside, &vec![]);
        let after: Value = serde_json::from_str(&write(&through.bundle)).unwrap();
        in_order(&mut value);
        prop_assert_eq!(canonical(&after), canonical(&value));
    }
}

/// What the next version of the same form may add: members at every level, entries of a new shape in the
/// envelope's lists, a kind nobody knows.
fn put(value: &mut Value, new: &Value) {
    let add = |value: &mut Value| {
        value.as_object_mut().unwrap().insert("tomorrow".to_owned(), new.clone());
    };
    add(value);
    value["minor"] = json!(4);
    for name in ["partnership", "basedOn"] {
        if let Some(known) = value.get_mut(name) {
            add(known);
        }
    }
    for (name, unknown) in
        [("receipts", json!({ "outcome": "framed", "wall": 2 })), ("acknowledged", json!({ "by": 1 }))]
    {
        if let Some(list) = value.get_mut(name).and_then(Value::as_array_mut) {
            list.iter_mut().filter(|entry| entry.is_object()).for_each(add);
            list.push(unknown);
        }
    }
    let unheard = json!({ "id": "0190a6f2-7c1e-7abc-8def-0123456789ab", "kind": "of tomorrow", "fields": { "f": {} } });
    value["records"].as_array_mut().unwrap().push(unheard);
    value["counts"]["of tomorrow"] = json!(1);
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

#[test]
fn a_file_of_the_next_version_comes_back_whole() {
    let mut value: Value = serde_json::from_str(&write(&everything())).unwrap();
    put(&mut value, &json!({ "deep": [{ "er": null }], "number": 1e300 }));
    let through = read(&as_file(&value)).unwrap();
    let after: Value = serde_json::from_str(&write(&through.bundle)).unwrap();
    in_order(&mut value);
    assert_eq!(canonical(&after), canonical(&value));
    let left_out = through.notes.iter().filter(|n| matches!(n, Note::LeftOut { count: 1, .. })).count();
    assert_eq!(left_out, 2, "a receipt and an acknowledgement of a form not known yet");
    let known = through.bundle.records.iter().find(|r| r.kind == "of tomorrow").unwrap();
    assert!(record_line(known).contains("tomorrow"));
}

/// Records are written in the order of their ids: the list is a set.
fn in_order(value: &mut Value) {
    value["records"].as_array_mut().unwrap().sort_by_key(|record| record["id"].as_str().unwrap().to_owned());
}
