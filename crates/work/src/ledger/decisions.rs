//! What the office's keepers decided about the words that came in, read from its `review` records: the
//! decision that stands about each thing, and where two keepers decided differently about the same words.
//!
//! Contrary decisions come about where two keepers hold copies of the office's record and look at the same
//! return. Both decisions are kept, and neither wins by its clock: until a keeper chooses, the more careful
//! one stands (not used, before used with changes, before used) and the sender is told nothing.
//!
//! What may not live here: what a decision does to the record when it is made (that is
//! [`review`](super::review)'s).

use super::changes::{Cause, Work};
use super::pieces::Names;
use super::review::{Key, Reviewer};
use super::state::{Ledger, is_live};
use crate::domain::{Draft, Outcome, Update, fields as f, ids, kind};
use crate::record::{Edit, Id, Set, Stamp};
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
    settles: Vec<Id>,
}

/// Decisions of different keepers about the same words that differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrary {
    /// What they are about.
    pub key: Key,
    /// The decisions, the one that stands meanwhile first.
    pub decisions: Vec<Decided>,
    /// The words that came in, where they are known here: the office keeps those that were not used, or
    /// used with changes.
    pub words: Option<Value>,
}

/// Marks the decision about a claim.
const CLAIM: &str = "claim";

fn name_of((id, field): &Key) -> String {
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

fn read(review: Id, reviewer: Option<Id>, name: &str, value: &Value, at: Stamp) -> Option<Decided> {
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
fn all(records: &Set) -> Vec<Decided> {
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

/// What was chosen about a piece of a file, as it stood in the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The piece.
    pub key: Key,
    /// What was decided.
    pub outcome: Outcome,
    /// Why, where it was not used.
    pub reason: Option<String>,
    /// The words that were used instead, where it was used with changes.
    pub words: Option<Value>,
}

/// What was chosen in the last review of a file. Whoever takes that review back finds it in the form again.
pub fn chosen(records: &Set, file: Id) -> Vec<Chosen> {
    let file = file.to_string();
    let of_file = records.iter().filter(|r| r.kind == kind::REVIEW && is_live(r) && r.text("bundle") == Some(&file));
    let Some(review) = of_file.max_by_key(|r| r.stamps().max()) else { return Vec::new() };
    let mut decided = all(records);
    decided.retain(|d| d.review == review.id);
    let one = |d: Decided| {
        let field = d.key.1.as_deref().unwrap_or(f::NARRATIVE);
        let used = records.get(d.key.0).and_then(|r| r.value(field)).cloned();
        let words = used.filter(|_| d.outcome == Outcome::UsedWithChanges);
        Chosen { words, key: d.key, outcome: d.outcome, reason: d.reason }
    };
    decided.into_iter().map(one).collect()
}

/// What somebody's records say was decided, and these do not.
pub fn brought(records: &Set, incoming: &Set) -> Vec<Decided> {
    let known = all(records);
    let mut brought = all(incoming);
    brought.retain(|d| !known.contains(d));
    brought
}

/// What a file that waits says was decided about one of its pieces: nobody here need believe it, but whoever looks at
/// the piece should know.
pub fn said_in(records: &Set) -> Vec<Decided> {
    standing(records).into_iter().filter_map(|group| group.into_iter().next()).collect()
}

impl Ledger {
    /// Where keepers of the office decided differently about the same words, and nobody has chosen yet.
    pub fn contrary(&self) -> Vec<Contrary> {
        let groups = standing(self.records()).into_iter().filter(|group| group.len() > 1);
        let here = |key: &Key| self.records().get(key.0).is_some_and(|r| r.erased().is_none());
        let groups = groups.filter(|group| group.first().is_some_and(|d| here(&d.key)));
        groups.filter_map(|decisions| self.contrary_of(decisions)).collect()
    }

    fn contrary_of(&self, decisions: Vec<Decided>) -> Option<Contrary> {
        let key = decisions.first()?.key.clone();
        let (id, field) = (key.0, key.1.as_deref().unwrap_or(f::NARRATIVE));
        let kept = decisions.iter().flat_map(|d| &d.stamps).find_map(|at| {
            let declined = self.records().get(declined_id(id, field, *at))?;
            declined.value(f::VALUE).cloned()
        });
        // Of a whole record that nobody changed the words still stand in it.
        let words = kept.or_else(|| self.records().get(id)?.value(field).cloned().filter(|_| key.1.is_none()));
        Some(Contrary { key, decisions, words })
    }
}

/// What an update answers: words, or a change, that the office decided about before.
#[derive(Debug, Clone, PartialEq)]
pub struct Former {
    /// What was decided.
    pub outcome: Outcome,
    /// Why, where it was not used.
    pub reason: Option<String>,
    /// The words as they came.
    pub words: String,
}

impl Ledger {
    /// What an update answers, where it revises one, or speaks of a change, that the office did not use, or used with
    /// changes.
    pub fn answered_by(&self, update: Update<'_>) -> Option<Former> {
        let key: Key = match update.revises() {
            Some(id) => (id, None),
            None => update.answers().map(|(id, field)| (id, Some(field)))?,
        };
        let former = self.records().get(key.0).filter(|r| key.1.is_some() || r.kind == kind::UPDATE)?;
        let mut groups = standing(self.records()).into_iter();
        let decided = groups.find(|group| group.first().is_some_and(|d| d.key == key))?;
        let decided = decided.into_iter().next().filter(|d| d.outcome != Outcome::Used)?;
        let field = key.1.as_deref().unwrap_or(f::NARRATIVE);
        let kept = decided.stamps.iter().find_map(|at| {
            let declined = self.records().get(declined_id(former.id, field, *at))?;
            declined.value(f::VALUE)
        });
        let words = match (&key.1, kept) {
            (Some(field), kept) => {
                let names = Names { ledger: self, file: None };
                format!("{}: {}", names.field(former.id, field), names.value(former.id, field, kept))
            }
            (None, kept) => kept.and_then(Value::as_str).unwrap_or(Update(former).narrative()).to_owned(),
        };
        Some(Former { outcome: decided.outcome, reason: decided.reason, words })
    }
}

/// The id of the office's own record of words that were not used.
pub(super) fn declined_id(record: Id, field: &str, at: Stamp) -> Id {
    ids::derived(&["declined", &record.to_string(), field, &at.to_string()])
}

/// Settles contrary decisions: the one chosen stands, whoever made it, and the record says what it says.
/// Words that are used are written again, since the keeper who did not use them wrote the former ones;
/// what is not used is already out, or is taken out again here. No file is looked at: `by.bundle` says
/// nothing.
pub fn settle(ledger: &Ledger, contrary: &Contrary, chosen: &Decided, by: &Reviewer) -> Work {
    let mut work = Work::new(Cause::Typed);
    let (id, field) = &contrary.key;
    let record = ledger.records().get(*id);
    let edit = |field: &str, value: Value| {
        let kind = record.map(|r| r.kind.clone()).unwrap_or_default();
        Edit { record: *id, kind, field: field.to_owned(), value }
    };
    // With changes: the changed wording stands, or stands beside the former one for people to choose.
    if let (Outcome::Used, Some(words)) = (chosen.outcome, &contrary.words) {
        let name = field.as_deref().unwrap_or(f::NARRATIVE);
        if record.and_then(|r| r.value(name)) != Some(words) {
            work.edits.push(edit(name, words.clone()));
        }
    }
    if let (None, Some(record)) = (field, record.filter(|r| r.kind != kind::UPDATE)) {
        match chosen.outcome {
            Outcome::NotUsed if is_live(record) => {
                let reason = chosen.reason.as_deref().unwrap_or_default();
                let (name, withdrawal) = (crate::record::Record::withdrawn_field(), record.withdrawal(reason));
                work.edits.push(edit(name, withdrawal));
            }
            Outcome::Used | Outcome::UsedWithChanges if !is_live(record) => {
                work.edits.push(edit(crate::record::Record::withdrawn_field(), Value::Null));
            }
            _ => {}
        }
    }
    let mut stamps: Vec<Stamp> = contrary.decisions.iter().flat_map(|d| d.stamps.iter().copied()).collect();
    stamps.sort_by(Stamp::cmp);
    stamps.dedup();
    let settles: Vec<Id> = contrary.decisions.iter().map(|d| d.review).collect();
    let (name, value) = written(&contrary.key, chosen.outcome, stamps.into_iter(), chosen.reason.as_deref(), &settles);
    let review = Draft::new(by.review, kind::REVIEW)
        .with(name, value)
        .with(f::REVIEWER, by.writer.to_string())
        .with(f::DATE, by.today.clone());
    work.edits.extend(review.edits());
    work
}
