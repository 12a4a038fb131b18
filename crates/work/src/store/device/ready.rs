//! Updates that are ready on this device: until one is sent it can be opened, changed and taken out. What was sent stays as
//! it was sent; it is revised by an update of its own.

use super::state::State;
use crate::domain::{Draft, Timescale, Update, fields as f, kind, kinds};
use crate::ledger::Standing;
use crate::record::{Edit, Id, Record};
use crate::store::database::rows::DraftRow;
use serde_json::Value;

/// How far one of this person's own updates is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is ready, and in no file that has left this device.
    Ready,
    /// It has left in a file.
    Sent,
}

/// How far an update is on its way to the office; `None` of what is no update of this person's, or is in the plan file already.
pub fn way(state: &State, update: Id) -> Option<Way> {
    state.ledger.update(update)?;
    let is_mine = state.ledger.standing(update) == Standing::Mine;
    is_mine.then(|| if state.exported().get(update).is_some() { Way::Sent } else { Way::Ready })
}

/// The draft in which an update is changed: of one that is ready, the same update; of one that was sent, a new one of this id
/// that revises it. A draft that was begun so before is gone on with.
pub fn opened(state: &State, update: Id, id: &str, now_ms: u64) -> Option<DraftRow> {
    let way = way(state, update)?;
    let record = state.ledger.update(update)?;
    let name = update.to_string();
    // Also of one that was sent: its change may have been begun while it was ready.
    let revising = || state.drafts.values().find(|draft| way == Way::Sent && draft.revises.as_ref() == Some(&name));
    if let Some(begun) = state.drafts.get(&name).or_else(revising) {
        return Some(begun.clone());
    }
    let written = kinds::written(record.0).map(|(field, words)| (field.name.to_owned(), words.to_owned()));
    let answers = record.0.text(f::ANSWERS).map(|words| (f::ANSWERS.to_owned(), words.to_owned()));
    let covers = record.covers().into_iter().map(|(action, rating)| (action.to_string(), rating.unwrap_or_default()));
    Some(DraftRow {
        id: if way == Way::Ready { name.clone() } else { id.to_owned() },
        covers: covers.collect(),
        fields: written.chain(answers).collect(),
        revises: if way == Way::Sent { Some(name) } else { record.revises().map(|id| id.to_string()) },
        saved: now_ms,
        opened: state.newest_stamp(update).filter(|_| way == Way::Ready).map(|stamp| stamp.to_string()),
    })
}

/// The edits by which a draft becomes an update, in the state as it is by then: a new one; or one that is ready, changed. Where
/// that was sent meanwhile it stays as it was sent, and the words become an update of this id that revises it.
pub fn finished(state: &State, mut draft: Draft, id: Id) -> Vec<Edit> {
    keep_expected(state, &mut draft);
    let Some(record) = state.ledger.records().get(draft.id) else { return draft.edits().collect() };
    if state.exported().get(record.id).is_some() || state.ledger.base().is_some_and(|b| b.get(record.id).is_some()) {
        draft.set(f::REVISES, record.id.to_string());
        draft.id = id;
        return draft.edits().collect();
    }
    let gone = record.fields().iter().filter(|(name, field)| {
        let said = field.value().is_some_and(|value| !value.is_null());
        said && *name != f::CYCLE && !draft.fields.contains_key(*name)
    });
    let gone = gone.map(|(name, _)| edit(record, name, Value::Null)).collect::<Vec<_>>();
    let differs = |edit: &Edit| record.value(&edit.field) != Some(&edit.value);
    draft.edits().filter(differs).chain(gone).collect()
}

/// Words that say by when, and are as they were, keep the days that they meant: "in six weeks" counts from the day on which
/// it was written.
fn keep_expected(state: &State, draft: &mut Draft) {
    let words = |value: &Value| Timescale::from_value(value).map(|by| by.words.trim().to_owned());
    let records = state.ledger.records();
    let revised = draft.fields.get(f::REVISES).and_then(Value::as_str).and_then(|id| id.parse().ok());
    let former = records.get(draft.id).or_else(|| records.get(revised?)).and_then(|r| r.value(f::EXPECTED_BY));
    let now = draft.fields.get(f::EXPECTED_BY).and_then(words);
    if let Some(former) = former.filter(|former| now.is_some() && words(former) == now) {
        draft.set(f::EXPECTED_BY, former.clone());
    }
}

/// The edit that takes an update out that is ready; none where it was sent meanwhile.
pub fn taken_out(state: &State, update: Id) -> Vec<Edit> {
    let record = state.ledger.update(update).filter(|_| way(state, update) == Some(Way::Ready));
    record.map(|Update(r)| edit(r, Record::withdrawn_field(), r.withdrawal(""))).into_iter().collect()
}

/// The same for the draft in which it is changed, which ends with that; `None` where it was sent meanwhile: the draft stays, and
/// revises it. One that another window took out is out.
pub fn ending_out(state: &State, update: Id) -> Option<Vec<Edit>> {
    let edits = taken_out(state, update);
    (!edits.is_empty() || state.ledger.update(update).is_none()).then_some(edits)
}

fn edit(record: &Record, field: &str, value: Value) -> Edit {
    Edit { record: record.id, kind: kind::UPDATE.to_owned(), field: field.to_owned(), value }
}
