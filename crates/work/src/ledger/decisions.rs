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
pub use super::decided::Decided;
use super::decided::{all, declined_id, is_live, standing, written};
use super::item::{Key, Reviewer};
use super::pieces::Names;
use super::state::Ledger;
use crate::domain::{Draft, Outcome, Update, fields as f, kind};
use crate::record::{Edit, Id, Record, Set, Stamp};
use serde_json::Value;

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
    /// Of a whole record that was used with changes, whose every field could be: how it stands.
    pub record: Option<Record>,
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
        let record = records.get(d.key.0).filter(|_| d.outcome == Outcome::UsedWithChanges);
        let words = record.and_then(|r| r.value(field)).cloned();
        let record = record.filter(|_| d.key.1.is_none()).cloned();
        Chosen { words, record, key: d.key, outcome: d.outcome, reason: d.reason }
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
                let (name, withdrawal) = (Record::withdrawn_field(), record.withdrawal(reason));
                work.edits.push(edit(name, withdrawal));
            }
            Outcome::Used | Outcome::UsedWithChanges if !is_live(record) => {
                work.edits.push(edit(Record::withdrawn_field(), Value::Null));
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
