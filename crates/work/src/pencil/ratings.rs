//! How an update rates each action that it covers, as one text: a line an action, its id and the rating's key, or the id alone
//! where it is not rated.

use super::wrong::Wrong;
use crate::domain::Update;
use crate::ledger::Ledger;
use crate::record::{Id, Record};
use serde_json::Value;
use std::collections::BTreeMap;

/// Each action with its rating's key, or an empty one, as the lines of a text say; a line that begins with no id says nothing.
pub fn read(typed: &str) -> BTreeMap<Id, String> {
    let one = |line: &str| {
        let (id, key) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        Some((id.parse().ok()?, key.trim().to_owned()))
    };
    typed.lines().filter_map(one).collect()
}

/// The text of these ratings.
pub fn text(ratings: &BTreeMap<Id, String>) -> String {
    let line = |(id, key): (&Id, &String)| format!("{id} {key}").trim_end().to_owned();
    ratings.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn stands(record: &Record, list: &str) -> BTreeMap<Id, String> {
    let key = |value: &Value| value.get("rating").and_then(Value::as_str).unwrap_or_default().to_owned();
    record.members(list).filter_map(|(id, value)| Some((id.parse().ok()?, key(value)))).collect()
}

pub(super) fn typed(record: &Record, list: &str) -> String {
    text(&stands(record, list))
}

/// A key that is new has to be one of a scale of a plan here, and a new action has to be here.
pub(super) fn wrong(ledger: &Ledger, record: Option<&Record>, list: &str, typed: &str) -> Option<Wrong> {
    let stands = record.map(|r| stands(r, list)).unwrap_or_default();
    let is_rating = |key: &str| key.is_empty() || ledger.plans().any(|p| p.scale().0.iter().any(|r| r.key == key));
    let is_well = |(id, key): (&Id, &String)| match stands.get(id) {
        Some(former) => former == key || is_rating(key),
        None => ledger.action(*id).is_some() && is_rating(key),
    };
    let read = read(typed);
    let is_whole = read.len() == typed.lines().filter(|line| !line.trim().is_empty()).count();
    (!is_whole || !read.iter().all(is_well)).then_some(Wrong::Choice)
}

pub(super) fn edits(record: Option<&Record>, list: &str, typed: &str) -> Vec<(String, Value)> {
    let (stands, wanted) = (record.map(|r| stands(r, list)).unwrap_or_default(), read(typed));
    let left = stands.keys().filter(|id| !wanted.contains_key(id)).map(|id| (format!("{list}/{id}"), Value::Null));
    let changed = wanted.iter().filter(|(id, key)| stands.get(id) != Some(key));
    left.chain(changed.map(|(id, key)| Update::covering(*id, Some(key)))).collect()
}
