//! `docs/bundle.md` and the schema beside it: what other systems write by is what is read here.

use crate::golden::golden;
use golden_thread::bundle::{Note, Purpose, read, schema, write};
use golden_thread::domain::kinds::{self, Field};
use golden_thread::domain::{Update, kind};
use golden_thread::record::Stamp;

const PAGE: &str = include_str!("../../docs/bundle.md");

/// The page's worked example, as it stands there.
pub fn example() -> &'static str {
    PAGE.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap()
}

#[test]
fn the_worked_example_is_read_without_a_word() {
    let found = read(example().as_bytes()).unwrap();
    assert_eq!((&found.set_aside, &found.notes), (&vec![], &vec![]));
    assert_eq!(found.bundle.envelope.purpose, Purpose::Return);
    let update = found.bundle.records.iter().find(|r| r.kind == kind::UPDATE).unwrap();
    assert_eq!(Update(update).covers().len(), 1);
    assert_eq!(update.text("date"), Some("2026-11-12"));
    // The page shows the stamp's parts; the example's stamps are made as it says.
    let sent = Stamp::new(1_794_476_400_000, 0, found.bundle.envelope.from);
    assert!(update.stamps().any(|stamp| stamp == sent), "{sent}");
    assert!(PAGE.contains(&sent.to_string()[..12]));
    // And the page as our writer would have it holds the same.
    assert_eq!(read(write(&found.bundle).as_bytes()).unwrap().bundle, found.bundle);
    let miscounted = example().replace("\"update\": 1", "\"update\": 2");
    assert!(matches!(read(miscounted.as_bytes()).unwrap().notes.as_slice(), [Note::Counts { .. }]));
}

#[test]
fn the_page_names_every_member_of_the_schema() {
    let schema = schema();
    let definitions = schema["$defs"].as_object().unwrap();
    for (name, definition) in definitions {
        for member in definition["properties"].as_object().into_iter().flatten().map(|(member, _)| member) {
            assert!(PAGE.contains(&format!("`{member}`")), "{name}: {member}");
        }
    }
}

/// The page's table of kinds and fields, as the declarations have it.
fn table() -> String {
    let row = |field: &Field| {
        let (kind, name, shape) = (field.kind, field.name, field.shape.json().name());
        match field.is_list() {
            true => format!("| `{kind}` | `{name}/…` | {shape} each | {} |\n", field.words()),
            false => format!("| `{kind}` | `{name}` | {shape} | {} |\n", field.words()),
        }
    };
    kinds::ALL.iter().flat_map(|kind| kind.fields).map(row).collect()
}

#[test]
fn the_page_lists_every_field_of_every_kind() {
    let heading = "| kind | field | value | what it says |\n|---|---|---|---|\n";
    let (before, rest) = PAGE.split_once(heading).unwrap();
    let rows: usize = rest.lines().take_while(|line| line.starts_with('|')).map(|line| line.len() + 1).sum();
    golden("docs/bundle.md", &format!("{before}{heading}{}{}", table(), &rest[rows..]));
}

#[test]
fn the_schema_that_is_shipped_is_the_programs() {
    golden("docs/bundle.schema.json", &(serde_json::to_string_pretty(&in_order(schema())).unwrap() + "\n"));
}

/// A value whose members stand in the order of their names, whatever order the JSON library was built to keep.
fn in_order(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(members) => {
            let sorted: std::collections::BTreeMap<String, Value> = members.into_iter().collect();
            Value::Object(sorted.into_iter().map(|(name, member)| (name, in_order(member))).collect())
        }
        Value::Array(all) => Value::Array(all.into_iter().map(in_order).collect()),
        plain => plain,
    }
}
