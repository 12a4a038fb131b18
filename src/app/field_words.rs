//! Fields and values in words people read.

use crate::domain::{Organisation, Timescale, fields as f, kind};
use crate::ledger::Ledger;
use crate::record::Id;
use crate::words::{fill, say};
use serde_json::Value;

/// The name of a field (`owner/<id>` and other list members by their list).
pub fn field_name(field: &str) -> String {
    let list = field.split('/').next().unwrap_or(field);
    const KNOWN: [&str; 23] = [
        f::TIMESCALE,
        f::TITLE,
        f::NARRATIVE,
        f::WHAT_CHANGED,
        f::NEXT_STEPS,
        f::EXPECTED_BY,
        f::HELP_NEEDED,
        f::DESCRIPTION,
        f::SUCCESS,
        f::RESOURCES,
        f::STATE,
        f::NUMBER,
        f::STATEMENT,
        f::NAME,
        f::OWNER,
        f::SUPPORT,
        f::PLACED,
        f::UNDER,
        f::COVERS,
        f::HEADLINE_PROGRESS,
        f::HEADLINE_FURTHER,
        "withdrawn",
        "other",
    ];
    if KNOWN.contains(&list) { say(&format!("field.{list}")) } else { fill("field.other", &[("name", &list)]) }
}

/// A value in words; nothing for none.
pub fn value_words(ledger: &Ledger, field: &str, value: Option<&Value>) -> String {
    let Some(value) = value.filter(|v| !v.is_null()) else { return String::new() };
    let (list, member) = field.split_once('/').unwrap_or((field, ""));
    let of = |kind: &str| member.parse::<Id>().ok().and_then(|id| ledger.records().get(id)).filter(|r| r.kind == kind);
    match list {
        f::TIMESCALE | f::EXPECTED_BY => Timescale::from_value(value).map(|t| t.words).unwrap_or_default(),
        f::OWNER | f::SUPPORT => match of(kind::ORGANISATION) {
            Some(organisation) => Organisation(organisation).name().to_owned(),
            None => value.get("as").and_then(Value::as_str).unwrap_or(member).to_owned(),
        },
        f::COVERS => value.get("rating").and_then(Value::as_str).map_or_else(|| say("rating.none"), str::to_owned),
        "withdrawn" => value.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
    }
}
