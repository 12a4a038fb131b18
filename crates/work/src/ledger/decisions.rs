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
use std::collections::{BTreeMap, BTreeSet};

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
    /// What else comes back where the decision to use it as it came is chosen: the other fields of a whole record that
    /// another keeper changed, each as it came.
    pub others: Vec<(String, Value)>,
}

/// What was chosen about a piece of a file, as it stood in the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The piece.
    pub key: Key,
    /// Who is said to have written it, where that is not the file's sender.
    pub claim: Option<Id>,
    /// What was decided.
    pub outcome: Outcome,
    /// Why, where it was not used.
    pub reason: Option<String>,
    /// The words that were used instead, where it was used with changes.
    pub words: Option<Value>,
    /// Of a whole record that was used with changes, whose every field could be: how it stands.
    pub record: Option<Record>,
}

/// What was chosen in the last sitting over a file, about its sender's pieces and about what it says that others wrote.
/// Whoever takes that review back finds it in the form again.
pub fn chosen(records: &Set, file: Id) -> Vec<Chosen> {
    let file = file.to_string();
    let of_file = |r: &&Record| r.kind == kind::REVIEW && is_live(r) && r.text("bundle") == Some(&file);
    // The sender's pieces have one review, and each author of claims another: one transaction writes them all.
    let sitting = |r: &Record| r.stamps().max().map(|at| (at.ms(), at.writer()));
    let Some(last) = records.iter().filter(of_file).max_by_key(|r| r.stamps().max()).and_then(sitting) else {
        return Vec::new();
    };
    let reviews = records.iter().filter(of_file).filter(|r| sitting(r) == Some(last));
    let reviews: BTreeSet<Id> = reviews.map(|r| r.id).collect();
    let mut decided = all(records);
    decided.retain(|d| reviews.contains(&d.review));
    // A claim that was used is written over the sender's words of the same field.
    let written_over: BTreeSet<Key> =
        decided.iter().filter(|d| d.claim && d.outcome != Outcome::NotUsed).map(|d| d.key.clone()).collect();
    let one = |d: Decided| {
        let field = d.key.1.as_deref().unwrap_or(f::NARRATIVE);
        let stands = d.outcome == Outcome::UsedWithChanges && (d.claim || !written_over.contains(&d.key));
        let record = records.get(d.key.0).filter(|_| stands);
        let words = record.and_then(|r| r.value(field)).cloned();
        let record = record.filter(|_| d.key.1.is_none()).cloned();
        let claim = d.stamps.first().filter(|_| d.claim).map(|at| at.writer());
        Chosen { words, record, claim, key: d.key, outcome: d.outcome, reason: d.reason }
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
        let kept = kept_of(self, id, field, &decisions);
        // Of a whole record that nobody changed the words still stand in it.
        let words = kept.or_else(|| self.records().get(id)?.value(field).cloned().filter(|_| key.1.is_none()));
        let words = words.filter(|words| !words.is_null());
        let used = decisions.iter().filter(|d| d.outcome == Outcome::Used && key.1.is_none());
        let others: BTreeMap<String, Value> = used.flat_map(|d| given_back(self, &key, &decisions, d)).collect();
        let others = others.into_iter().filter(|(name, _)| name != field).collect();
        Some(Contrary { key, decisions, words, others })
    }
}

/// What came in the field that decisions are about, as the office keeps it.
fn kept_of(ledger: &Ledger, id: Id, field: &str, decisions: &[Decided]) -> Option<Value> {
    let mut stamps = decisions.iter().flat_map(|d| &d.stamps);
    stamps.find_map(|at| as_it_came(ledger.records().get(declined_id(id, field, *at))?))
}

/// What came in a field, as the office keeps it: null where nothing did. `None` where the words were removed since.
fn as_it_came(declined: &Record) -> Option<Value> {
    match declined.field(f::VALUE) {
        Some(field) => field.writes().iter().rev().find_map(|write| write.value.clone()),
        None => declined.value(f::RECORD).map(|_| Value::Null),
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

/// What came in each field of a new record, where the office keeps that beside what stands: those that a keeper used with
/// changes, and an update's words that were not used. Only what was among the words of these stamps: what was decided later
/// about one field is another decision.
fn as_they_came(ledger: &Ledger, record: &Record, stamps: &[Stamp]) -> BTreeMap<String, Value> {
    let id = record.id.to_string();
    let kept = ledger.of_kind(kind::DECLINED).filter(|r| is_live(r) && r.text(f::RECORD) == Some(&id));
    // Of any other record that was not used the office keeps what it is called, under the name of an update's words.
    let kept = kept.filter(|r| record.kind == kind::UPDATE || r.text(f::FIELD) != Some(f::NARRATIVE));
    let field = |declined: &Record| {
        let field = declined.text(f::FIELD)?;
        let at = stamps.iter().filter(|at| declined_id(record.id, field, **at) == declined.id).max()?;
        // That nothing has changed is no text.
        let came = as_it_came(declined)?;
        let came = if field == f::NARRATIVE && !came.is_string() { Value::Null } else { came };
        Some((*at, field.to_owned(), came))
    };
    let mut came: Vec<(Stamp, String, Value)> = kept.filter_map(field).collect();
    came.sort_by_key(|(at, ..)| *at);
    came.into_iter().map(|(_, field, value)| (field, value)).collect()
}

/// What is written again where a decision to use something as it came is the one that stands: each field, as it came, that says
/// something else now.
fn given_back(ledger: &Ledger, key: &Key, decisions: &[Decided], chosen: &Decided) -> Vec<(String, Value)> {
    let (id, field) = key;
    let Some(record) = ledger.records().get(*id) else { return Vec::new() };
    let came: BTreeMap<String, Value> = match field {
        Some(name) => kept_of(ledger, *id, name, decisions).map(|came| (name.clone(), came)).into_iter().collect(),
        // As it was: that is every field that another keeper changed, not its main words alone.
        None => as_they_came(ledger, record, &chosen.stamps),
    };
    let differs = |(name, came): &(String, Value)| record.value(name) != Some(came).filter(|came| !came.is_null());
    came.into_iter().filter(differs).collect()
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
    if chosen.outcome == Outcome::Used {
        let came = given_back(ledger, &contrary.key, &contrary.decisions, chosen);
        work.edits.extend(came.into_iter().map(|(name, came)| edit(&name, came)));
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
