//! Single decisions as `review` records hold them, and which of them stand.

use super::item::Key;
use crate::domain::{Outcome, fields as f, ids, kind};
use crate::record::{Id, Record, Set, Stamp};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One keeper's decision about one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The record of the review.
    pub review: Id,
    /// The keeper, where the review says it.
    pub reviewer: Option<Id>,
    /// What it is about: a record as a whole, or one field of it.
    pub key: Key,
    /// What was decided.
    pub outcome: Outcome,
    /// Why, where it was not used.
    pub reason: Option<String>,
    /// The exact words decided about: the stamps of their writes.
    pub stamps: Vec<Stamp>,
    /// When.
    pub at: Stamp,
    /// Whether it is about what a file said that somebody else than its sender wrote.
    pub claim: bool,
    /// Reviews whose contrary decisions about this thing this one settles.
    pub(super) settles: Vec<Id>,
}

/// Names the record that another one was merged into.
pub(super) const MERGED_INTO: &str = "mergedInto";

/// Marks the decision about a claim.
const CLAIM: &str = "claim";

pub(super) fn name_of((id, field): &Key) -> String {
    let about = field.as_ref().map_or_else(|| id.to_string(), |field| format!("{id}:{field}"));
    format!("{}/{about}", f::DECIDED)
}

/// The field that holds a decision in a `review` record, and what stands in it. `settles` are the reviews
/// whose contrary decisions it ends.
pub(super) fn written(
    key: &Key,
    outcome: Outcome,
    stamps: impl Iterator<Item = Stamp>,
    reason: Option<&str>,
    settles: &[Id],
) -> (String, Value) {
    let stamps: Vec<String> = stamps.map(|s| s.to_string()).collect();
    let mut value = json!({ "outcome": outcome.name(), "stamps": stamps, "reason": reason });
    if let (Some(object), false) = (value.as_object_mut(), settles.is_empty()) {
        let settles = settles.iter().map(|id| Value::String(id.to_string())).collect();
        object.insert("settles".to_owned(), Value::Array(settles));
    }
    (name_of(key), value)
}

/// The same about what a file says that somebody else wrote. That it was not used is told to nobody: whoever it names may
/// never have written it.
pub(super) fn of_claim(
    key: &Key,
    outcome: Outcome,
    stamps: impl Iterator<Item = Stamp>,
    reason: Option<&str>,
) -> (String, Value) {
    let (name, mut value) = written(key, outcome, stamps, reason, &[]);
    if let Some(object) = value.as_object_mut() {
        object.insert(CLAIM.to_owned(), Value::Bool(true));
    }
    (name, value)
}

/// What the office has decided about: records and stamps, in order.
pub(super) fn stamps(records: &Set) -> Vec<(Id, Stamp)> {
    let decided = all(records).into_iter().flat_map(|d| d.stamps.into_iter().map(move |at| (d.key.0, at)));
    let mut stamps: Vec<(Id, Stamp)> = decided.collect();
    stamps.sort();
    stamps
}

pub(super) fn read(review: Id, reviewer: Option<Id>, name: &str, value: &Value, at: Stamp) -> Option<Decided> {
    let about = name.strip_prefix(f::DECIDED)?.strip_prefix('/')?;
    let (id, field) = about.split_once(':').map_or((about, None), |(id, field)| (id, Some(field.to_owned())));
    let texts = |name: &str| value.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    Some(Decided {
        review,
        reviewer,
        key: (id.parse().ok()?, field),
        outcome: value.get("outcome").and_then(Value::as_str).and_then(Outcome::read)?,
        reason: value.get("reason").and_then(Value::as_str).map(str::to_owned),
        stamps: texts("stamps").filter_map(|s| s.parse().ok()).collect(),
        at,
        claim: value.get(CLAIM) == Some(&Value::Bool(true)),
        settles: texts("settles").filter_map(|id| id.parse().ok()).collect(),
    })
}

/// Every decision there is, by what it is about; those that a later one settled are left out.
pub(super) fn all(records: &Set) -> Vec<Decided> {
    let mut all = Vec::new();
    for review in records.iter().filter(|r| r.kind == kind::REVIEW && is_live(r)) {
        let reviewer = review.text(f::REVIEWER).and_then(|id| id.parse().ok());
        for (name, field) in review.fields() {
            if let (Some(value), Some(at)) = (field.value(), field.latest()) {
                all.extend(read(review.id, reviewer, name, value, at));
            }
        }
    }
    let settled: BTreeSet<(Id, Key)> =
        all.iter().flat_map(|d| d.settles.iter().map(|review| (*review, d.key.clone()))).collect();
    all.retain(|d| !settled.contains(&(d.review, d.key.clone())));
    all.sort_by(|a, b| (&a.key, a.at).cmp(&(&b.key, b.at)));
    all
}

/// How careful an outcome is: the most careful stands while keepers disagree.
fn care(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NotUsed => 0,
        Outcome::UsedWithChanges => 1,
        Outcome::Used => 2,
    }
}

/// The decisions that stand, one about each thing, by what they are about: the latest one and, where
/// another keeper decided differently about the same words, those too, the most careful first.
pub(super) fn standing(records: &Set) -> Vec<Vec<Decided>> {
    let mut groups: Vec<Vec<Decided>> = Vec::new();
    for decided in all(records) {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|d| d.key == decided.key) => group.push(decided),
            _ => groups.push(vec![decided]),
        }
    }
    for group in &mut groups {
        let Some(last) = group.pop() else { continue };
        let contrary = |d: &Decided| {
            d.outcome != last.outcome && d.reviewer != last.reviewer && d.stamps.iter().any(|s| last.stamps.contains(s))
        };
        group.retain(contrary);
        group.push(last);
        group.sort_by_key(|a| (care(a.outcome), a.at));
    }
    groups
}

/// The id of the office's own record of words that were not used.
pub(super) fn declined_id(record: Id, field: &str, at: Stamp) -> Id {
    ids::derived(&["declined", &record.to_string(), field, &at.to_string()])
}

/// Whether a record stands: neither erased, nor merged into another, nor withdrawn (unless it was
/// edited since).
pub(crate) fn is_live(record: &Record) -> bool {
    record.erased().is_none()
        && record.text(MERGED_INTO).is_none()
        && (record.withdrawn().is_none() || record.edited_since_withdrawn())
}
