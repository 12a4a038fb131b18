//! The schema against what is written, what is shipped and what other programs say of it.

use super::made::bundles;
use golden_thread::bundle::{schema, write};
use golden_thread::record::{Id, Stamp};
use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::Value;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_what_the_schema_says(bundle in bundles()) {
        let value: Value = serde_json::from_str(&write(&bundle)).unwrap();
        let schema = schema();
        prop_assert_eq!(against(&schema, &schema, &value), Ok(()));
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
