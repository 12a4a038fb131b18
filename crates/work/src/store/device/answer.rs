//! Answering what became of an update, or of a change to one field: a draft with the words already in it, so that nothing
//! is typed twice. What was handed over stays as it was; the answer is an update of its own, which revises the one that it
//! answers, or names the change.

use super::state::State;
use crate::domain::kinds::{self, Shape};
use crate::domain::{Update, fields as f, kind};
use crate::ledger::pieces::{self, Names};
use crate::ledger::review::{Key, action_of};
use crate::record::{Id, Record};
use crate::store::database::rows::DraftRow;
use crate::store::database::rows::ReceiptsRow;
use crate::words::fill;

/// What somebody answers: their own words, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What became of them, in the words that are used exactly, with the reason where it is known.
    pub outcome: String,
    /// The field and the words, as a draft has them. Of a change: what was asked for, as the answer begins.
    pub words: Vec<(&'static str, String)>,
    /// The action under which it is answered.
    pub action: Id,
}

/// How far an answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nobody has begun one.
    None,
    /// It is being written under this action.
    Draft(Id),
    /// It is an update already.
    Done,
}

/// The words of an update as a draft has them; fields that say nothing are left out.
fn words(update: &Record) -> Vec<(&'static str, String)> {
    kinds::written(update).map(|(field, words)| (field.name, words.to_owned())).collect()
}

/// What was asked for by changing a field, as a sentence.
fn asked(state: &State, record: &Record, field: &str) -> Option<String> {
    let value = record.field(field)?.value();
    let names = Names { ledger: &state.ledger, file: None };
    // A timescale as it was typed, without the days that it is read as.
    let timescale = kinds::field(&record.kind, field).filter(|field| field.shape == Shape::Timescale);
    let typed = timescale.zip(value).and_then(|(field, value)| field.shape.words(value)).map(str::to_owned);
    let words = typed.unwrap_or_else(|| names.value_of(&record.kind, field, value));
    Some(fill("piece.asked", &[("field", &names.field_of(&record.kind, field)), ("words", &words)]))
}

/// The record as this person sent it: of a change only what was changed.
fn sent(state: &State, (id, field): &Key) -> Option<Record> {
    state.exported().get(*id).filter(|record| field.is_some() || record.kind == kind::UPDATE).cloned()
}

/// What there is to answer about something that this person sent, an update or a change: nothing where it was used as it
/// was, where the office has not looked at it, or where it bears on no action that is still there.
pub fn answered(state: &State, key: &Key) -> Option<Answered> {
    let name = ReceiptsRow::key(key.0, key.1.as_deref());
    let row = state.receipts.0.get(&name).filter(|row| row.outcome != "used")?;
    let record = sent(state, key)?;
    let live = |id: &Id| state.ledger.action(*id).is_some();
    let action = match record.kind.as_str() {
        kind::UPDATE => Update(&record).covers().into_iter().map(|(id, _)| id).find(live),
        _ => None,
    };
    let whole = state.ledger.records().get(key.0).unwrap_or(&record);
    let action = action.or_else(|| action_of(whole).filter(live))?;
    let words = match &key.1 {
        Some(field) => vec![(f::NARRATIVE, asked(state, &record, field)?)],
        None => words(&record),
    };
    Some(Answered { outcome: pieces::outcome(&row.outcome, row.reason.as_deref()), words, action })
}

/// What a draft answers, if anything.
pub fn answering(draft: &DraftRow) -> Option<Key> {
    match &draft.revises {
        Some(update) => Some((update.parse().ok()?, None)),
        None => Update::read_answers(draft.fields.get(f::ANSWERS)?).map(|(id, field)| (id, Some(field))),
    }
}

/// How far an answer has come. A change that was made again since needs another.
pub fn progress(state: &State, key: &Key) -> Progress {
    let made = key.1.as_deref().and_then(|field| sent(state, key)?.field(field)?.latest());
    let answers = |record: &&Record| match &key.1 {
        None => Update(record).revises() == Some(key.0),
        Some(field) => {
            let named = Update(record).answers().is_some_and(|(id, name)| id == key.0 && name == *field);
            named && record.stamps().max() > made
        }
    };
    let is_done = state.ledger.of_kind(kind::UPDATE).any(|record| answers(&record));
    let draft = state.drafts.values().find(|draft| answering(draft).as_ref() == Some(key));
    let action = draft.and_then(|draft| draft.covers.keys().find_map(|id| id.parse().ok()));
    match (is_done, action) {
        (true, _) => Progress::Done,
        (false, Some(action)) => Progress::Draft(action),
        (false, None) => Progress::None,
    }
}

/// The draft that answers something, to be stored. `open` is the draft that there is on its action, with the newest
/// words typed: they stay, and only what is empty is filled. `None` where there is nothing to answer, or where that draft
/// answers something else.
pub fn answer(state: &State, key: &Key, open: Option<DraftRow>, id: &str, now_ms: u64) -> Option<DraftRow> {
    let answered = answered(state, key)?;
    let mut draft = open.unwrap_or_else(|| DraftRow { id: id.to_owned(), ..DraftRow::default() });
    if answering(&draft).is_some_and(|other| other != *key) {
        return None;
    }
    let covered = match &key.1 {
        Some(field) => {
            draft.fields.insert(f::ANSWERS.to_owned(), ReceiptsRow::key(key.0, Some(field)));
            vec![(answered.action, None)]
        }
        None => {
            draft.revises = Some(key.0.to_string());
            Update(&sent(state, key)?).covers()
        }
    };
    for (field, text) in answered.words {
        let typed = draft.fields.entry(field.to_owned()).or_default();
        if typed.trim().is_empty() {
            *typed = text;
        }
    }
    // An action belongs to one draft.
    let elsewhere = |action: &str| state.drafts.values().any(|d| d.id != draft.id && d.covers.contains_key(action));
    let mut covers = draft.covers.clone();
    for (action, rating) in covered {
        let name = action.to_string();
        if state.ledger.action(action).is_some() && !elsewhere(&name) {
            let known = covers.entry(name).or_default();
            if known.is_empty() {
                *known = rating.unwrap_or_default();
            }
        }
    }
    Some(DraftRow { covers, saved: now_ms, ..draft })
}
