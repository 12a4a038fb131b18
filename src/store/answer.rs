//! Answering what became of an update: a draft that revises it, with its words already in it, so that nothing is typed
//! twice. What was handed over stays as it was; the answer is an update of its own.

use super::rows::{DraftRow, ReceiptsRow};
use super::state::State;
use crate::domain::{Update, fields as f, kind};
use crate::ledger::pieces;
use crate::record::{Id, Record};

/// What somebody answers: their own words, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What became of them, in the words that are used exactly, with the reason where it is known.
    pub outcome: String,
    /// The field and the words, as a draft has them.
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
fn words(update: Update<'_>) -> Vec<(&'static str, String)> {
    let expected = update.expected_by().map(|timescale| timescale.words).unwrap_or_default();
    let parts = [
        (f::NARRATIVE, update.narrative()),
        (f::WHAT_CHANGED, update.what_changed()),
        (f::NEXT_STEPS, update.next_steps()),
        (f::EXPECTED_BY, &expected),
        (f::HELP_NEEDED, update.help_needed()),
    ];
    let said = parts.into_iter().filter(|(_, text)| !text.trim().is_empty());
    said.map(|(field, text)| (field, text.to_owned())).collect()
}

/// The update as this person sent it.
fn sent(state: &State, update: Id) -> Option<Record> {
    state.exported().get(update).filter(|record| record.kind == kind::UPDATE).cloned()
}

/// What there is to answer about an update that this person sent: nothing where it was used as it was, where the office
/// has not looked at it, or where its action is gone.
pub fn answered(state: &State, update: Id) -> Option<Answered> {
    let row = state.receipts.0.get(&ReceiptsRow::key(update, None)).filter(|row| row.outcome != "used")?;
    let record = sent(state, update)?;
    let live = |id: &Id| state.ledger.action(*id).is_some();
    let action = Update(&record).covers().into_iter().map(|(id, _)| id).find(live)?;
    let outcome = pieces::outcome(&row.outcome, row.reason.as_deref());
    Some(Answered { outcome, words: words(Update(&record)), action })
}

/// How far an answer to an update has come.
pub fn progress(state: &State, update: Id) -> Progress {
    let is_done = state.ledger.of_kind(kind::UPDATE).any(|record| Update(record).revises() == Some(update));
    let draft = state.drafts.values().find(|draft| draft.revises.as_deref() == Some(update.to_string().as_str()));
    let action = draft.and_then(|draft| draft.covers.keys().find_map(|id| id.parse().ok()));
    match (is_done, action) {
        (true, _) => Progress::Done,
        (false, Some(action)) => Progress::Draft(action),
        (false, None) => Progress::None,
    }
}

/// The draft that answers an update, to be stored. `open` is the draft that there is on its action, with the newest
/// words typed: they stay, and only what is empty is filled. `None` where there is nothing to answer, or where that draft
/// answers something else.
pub fn answer(state: &State, update: Id, open: Option<DraftRow>, id: &str, now_ms: u64) -> Option<DraftRow> {
    let answered = answered(state, update)?;
    let key = update.to_string();
    let mut draft = open.unwrap_or_else(|| DraftRow { id: id.to_owned(), ..DraftRow::default() });
    if draft.revises.as_ref().is_some_and(|other| *other != key) {
        return None;
    }
    draft.revises = Some(key);
    for (field, text) in answered.words {
        let typed = draft.fields.entry(field.to_owned()).or_default();
        if typed.trim().is_empty() {
            *typed = text;
        }
    }
    // An action belongs to one draft.
    let elsewhere = |action: &str| state.drafts.values().any(|d| d.id != draft.id && d.covers.contains_key(action));
    let mut covers = draft.covers.clone();
    for (action, rating) in Update(&sent(state, update)?).covers() {
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
