//! The JSON Schema (2020-12) of a bundle, for other systems. Made from the same names the reader and the
//! writer use; a test holds it against what is written. Not in the browser, where nobody asks for it.

use super::Purpose;
use super::names as n;
use crate::domain::Outcome;
use crate::domain::kinds::{self, Json, Kind};
use serde_json::{Map, Value, json};

/// The schema of a bundle.
pub fn schema() -> Value {
    let mut schema = frame();
    let Some(Value::Object(definitions)) = schema.get_mut("$defs") else { return schema };
    definitions.extend(Json::ALL.map(|json| (of_shape(json), field_of(json))));
    definitions.extend(kinds::ALL.iter().map(|kind| (of_kind(kind.name), fields_of(kind))));
    schema
}

/// Everything but the fields of each kind.
fn frame() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Golden Thread bundle",
        "description": "Records of a health-and-care partnership, as one file. Members that are not named here are allowed at every level and carried on unchanged.",
        "$ref": "#/$defs/bundle",
        "$defs": {
            "bundle": bundle(),
            "partnership": object(&[n::ID, n::NAME], [(n::ID, refer("id")), (n::NAME, text("Its name"))]),
            "basedOn": object(&[n::ID, n::NUMBER], [(n::ID, refer("id")), (n::NUMBER, whole("The issue's number"))]),
            "receipt": object(&[n::RECORD, n::OUTCOME], [
                (n::RECORD, refer("id")),
                (n::FIELD, text("The field, where the receipt is for one field only")),
                (n::OUTCOME, choice([Outcome::Used, Outcome::UsedWithChanges, Outcome::NotUsed].map(Outcome::name))),
                (n::REASON, text("Why; only in a reply")),
                (n::KEEPER, described(refer("id"), "The writer whose decision it is, where somebody else made the file")),
            ]),
            "record": with_kinds(object(&[n::ID, n::KIND], [
                (n::ID, refer("id")),
                (n::KIND, json!({ "type": "string", "minLength": 1 })),
                (n::FIELDS, json!({ "type": "object", "additionalProperties": refer("field") })),
                (n::REDACTED, described(list("stamp"), "Stamps whose words were removed for good")),
                (n::ERASED, refer("erased")),
            ])),
            "field": object(&[], [
                (n::WRITES, described(list("write"), "Normally one; several where people wrote at the same time")),
                (n::SEEN, described(list("stamp"), "The latest stamp known of each writer who has none in writes")),
            ]),
            "write": object(&[n::AT], [
                (n::AT, refer("stamp")),
                (n::VALUE, json!({ "description": "Any JSON; absent once the words were removed for good" })),
            ]),
            "erased": object(&[n::AT, n::BY, n::WHY], [
                (n::AT, refer("stamp")),
                (n::BY, refer("id")),
                (n::WHY, text("The reason given")),
            ]),
            "proof": described(object(&[], [
                (n::ALGORITHM, text("Ed25519 (RFC 8032)")),
                (n::PUBLIC_KEY, text("64 hexadecimal digits in lower case")),
                (n::SIGNATURE, text("128 hexadecimal digits in lower case")),
            ]), "A signature over the RFC 8785 form of the bundle without this member"),
            "keeper": object(&[n::NAME, n::KEY, n::RECIPIENT], [
                (n::NAME, text("Who it is, as the office writes it")),
                (n::KEY, text("The Ed25519 key that signs plan files and replies: 64 hexadecimal digits in lower case")),
                (n::RECIPIENT, text("Whom returns are locked for: an age recipient, age1…")),
            ]),
            "id": {
                "description": "A UUID in lower case with hyphens",
                "type": "string",
                "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            },
            "stamp": {
                "description": "Milliseconds since 1970 (12 hexadecimal digits), a counter (4), the writer's id",
                "type": "string",
                "pattern": "^[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            },
        },
    })
}

fn of_shape(json: Json) -> String {
    format!("{}Field", format!("{json:?}").to_lowercase())
}

fn of_kind(kind: &str) -> String {
    format!("{kind}Fields")
}

/// A record whose fields are, beside whatever else it has, what its kind says of them. A kind that is not known here
/// may hold anything, and so may a field.
fn with_kinds(mut record: Value) -> Value {
    let one = |kind: &&Kind| {
        json!({
            "if": { "properties": { n::KIND: { "const": kind.name } }, "required": [n::KIND] },
            "then": { "properties": { n::FIELDS: refer(&of_kind(kind.name)) } },
        })
    };
    if let Value::Object(members) = &mut record {
        members.insert("allOf".to_owned(), kinds::ALL.iter().map(one).collect());
    }
    record
}

/// The fields of a kind. Those of a list are told by the beginning of their names.
fn fields_of(kind: &Kind) -> Value {
    let (mut plain, mut listed) = (Map::new(), Map::new());
    for field in kind.fields {
        let schema = described(refer(&of_shape(field.shape.json())), &field.words());
        match field.is_list() {
            true => listed.insert(format!("^{}/", field.name), schema),
            false => plain.insert(field.name.to_owned(), schema),
        };
    }
    json!({ "properties": plain, "patternProperties": listed })
}

/// A field whose every value is of a shape, or null: that removes.
fn field_of(json: Json) -> Value {
    let value = match json {
        Json::Text => json!({ "type": ["string", "null"] }),
        Json::Day => json!({ "type": ["string", "null"], "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$" }),
        Json::Id => {
            json!({ "type": ["string", "null"], "pattern": "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$" })
        }
        Json::Number => json!({ "type": ["number", "null"] }),
        Json::Whole => json!({ "type": ["integer", "null"], "minimum": 0 }),
        Json::Flag => json!({ "type": ["boolean", "null"] }),
        Json::Object => json!({ "type": ["object", "null"] }),
        Json::List => json!({ "type": ["array", "null"] }),
        Json::Any => json!({}),
    };
    json!({ "properties": { n::WRITES: { "items": { "properties": { n::VALUE: value } } } } })
}

fn bundle() -> Value {
    let required =
        [n::FORMAT, n::VERSION, n::PARTNERSHIP, n::ID, n::SEQUENCE, n::CREATED, n::PURPOSE, n::FROM, n::RECORDS];
    object(
        &required,
        [
            (n::FORMAT, json!({ "const": n::FORMAT_NAME })),
            (n::VERSION, json!({ "const": n::VERSION_NUMBER })),
            (n::PARTNERSHIP, refer("partnership")),
            (n::ID, refer("id")),
            (n::SEQUENCE, whole("Counts the writer's bundles")),
            (n::CREATED, json!({ "type": "string", "format": "date-time" })),
            (n::PURPOSE, choice(Purpose::ALL.map(Purpose::name))),
            (n::FROM, described(refer("id"), "The writer who made it")),
            (n::NUMBER, whole("The number of an issue")),
            (n::BASED_ON, refer("basedOn")),
            (n::COUNTS, json!({ "type": "object", "additionalProperties": whole("How many records of this kind") })),
            (n::RECEIPTS, list("receipt")),
            (n::ACKNOWLEDGED, described(list("id"), "Bundles this one confirms as received")),
            (
                n::ACKNOWLEDGED_FROM,
                json!({
                    "type": "object",
                    "description": "Whose they are: a bundle's id to the writers who made one of that id",
                    "additionalProperties": list("id"),
                }),
            ),
            (
                n::KEEPERS,
                described(list("keeper"), "In an issue: who in the office can open what is locked; one to five"),
            ),
            (
                n::SENDERS,
                json!({
                    "type": "object",
                    "description": "In an issue: writers whose key the office has named",
                    "additionalProperties": text("Their Ed25519 key: 64 hexadecimal digits in lower case"),
                }),
            ),
            (n::PROOF, refer("proof")),
            (n::RECORDS, list("record")),
        ],
    )
}

fn object<const N: usize>(required: &[&str], properties: [(&str, Value); N]) -> Value {
    let properties: Map<String, Value> = properties.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn list(of: &str) -> Value {
    json!({ "type": "array", "items": refer(of) })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn whole(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

fn choice<const N: usize>(names: [&str; N]) -> Value {
    json!({ "enum": names.as_slice() })
}

fn described(mut schema: Value, description: &str) -> Value {
    if let Value::Object(members) = &mut schema {
        members.insert("description".to_owned(), description.into());
    }
    schema
}
