//! What the app works with: a store, and the state that it holds in memory.

use super::lost::Former;
use super::plan::plan;
use super::written::CAME;
use crate::bundle::{read_record_line, record_line};
use crate::ledger::changes::{Cause, Work};
use crate::record::{Edit, Field, Id, Record, Set, Stamp};
use crate::store::database::rows::ChangeRow;
use crate::store::database::rows::UndoRow;
use crate::store::database::tables::Rows;
use crate::store::database::tables::Store;
use crate::store::database::tables::StoreError;
use crate::store::database::tables::Table;
use crate::store::device::state::State;
use crate::store::writing::attempt::attempt;
use crate::store::writing::delta::Delta;
use crate::store::writing::delta::Restore;
use crate::store::writing::row_change::RowChange;

/// Saving and reading over a store. It holds no state of its own: the caller keeps the [`State`] and
/// applies the [`Delta`] that a completed save gives back.
#[derive(Debug, Clone, Copy, Default)]
pub struct Vault;

impl Vault {
    /// Stores work and row changes, made for just this state, in one strict transaction; the delta is to be applied to
    /// the state. Whoever shares the store with other windows uses [`Vault::transact`].
    ///
    /// # Errors
    /// Why nothing was kept; see [`StoreError`].
    pub async fn save(
        store: &impl Store,
        state: &State,
        work: &Work,
        rows: Vec<RowChange>,
        now_ms: u64,
    ) -> Result<Delta, StoreError> {
        Vault::run(store, state, work, &Restore::default(), rows, now_ms).await
    }

    async fn run(
        store: &impl Store,
        state: &State,
        work: &Work,
        restore: &Restore,
        rows: Vec<RowChange>,
        now_ms: u64,
    ) -> Result<Delta, StoreError> {
        let former = Former::read(store, work).await?;
        attempt(store, &state.cursor, |view| plan(state, view, work, restore, rows, &former, now_ms)).await
    }

    /// Takes a review back. Only fields that nobody has changed since go back. If nothing has left this
    /// device since, they are put back as they were, and what came in waits again; otherwise the former
    /// values are written as new edits.
    ///
    /// # Errors
    /// Why nothing was changed; [`StoreError::Behind`] too where there is nothing to take back.
    pub async fn undo(store: &impl Store, state: &State, bundle: &str, now_ms: u64) -> Result<Delta, StoreError> {
        let (work, restore, rows) = Vault::undo_rows(store, bundle).await?.plan(state, bundle);
        Vault::run(store, state, &work, &restore, rows, now_ms).await
    }

    /// What was kept for undoing a review.
    pub(in crate::store) async fn undo_rows(store: &impl Store, bundle: &str) -> Result<Kept, StoreError> {
        let mut others = store.rows(Table::Snapshot, "undo/").await?;
        let place = others.iter().position(|(key, _)| key.strip_prefix("undo/") == Some(bundle));
        let row = place.map(|n| others.remove(n)).and_then(|(_, text)| serde_json::from_str::<UndoRow>(&text).ok());
        Ok(Kept { row: row.ok_or(StoreError::Behind)?, others })
    }

    /// The history of one record, newest first. That it came in whole is a row without a field.
    ///
    /// # Errors
    /// Why the database could not be read.
    pub async fn history(store: &impl Store, record: Id) -> Result<Vec<ChangeRow>, StoreError> {
        let rows = store.rows(Table::Changes, &format!("{record}/")).await?;
        let lines = rows.iter().rev().flat_map(|(_, text)| text.lines());
        let id = record.to_string();
        let came = store.rows(Table::Changes, CAME).await?;
        let came = came.iter().filter(|(_, text)| text.lines().any(|line| line == id));
        let lines = lines.chain(came.filter_map(|(_, text)| text.lines().next()));
        let mut rows: Vec<ChangeRow> = lines.filter_map(|line| serde_json::from_str(line).ok()).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.when));
        Ok(rows)
    }
}

/// What was kept for undoing a review, and for undoing others.
pub(in crate::store) struct Kept {
    row: UndoRow,
    others: Rows,
}

impl Kept {
    /// What taking the review back comes to in this state.
    pub(in crate::store) fn plan(self, state: &State, bundle: &str) -> (Work, Restore, Vec<RowChange>) {
        let row = self.row;
        let (before, after) = (set(&row.before), set(&row.after));
        let mut work = Work::new(Cause::Undo { bundle: bundle.to_owned() });
        let mut restore = Restore { bundle: bundle.to_owned(), ..Restore::default() };
        let rewind = row.sent == state.sent.len() as u64;
        for (id, field) in
            row.touched.iter().filter_map(|(id, field)| Some((crate::store::device::state::id(id)?, field)))
        {
            let now = state.ledger.records().get(id).and_then(|r| r.field(field));
            let then = after.get(id).and_then(|r| r.field(field));
            let former = before.get(id).and_then(|r| r.field(field));
            if now == then {
                match former_value(state, id, field, before.get(id)) {
                    _ if rewind => restore.fields.push((id, field.clone(), former.cloned())),
                    Some(edit) if !work.edits.contains(&edit) => work.edits.push(edit),
                    _ => {}
                }
            } else if let (Some(former), Some(then), Some(now)) = (former, then, now)
                && let Some(edit) = written_since(state, (id, field), former, then, now)
            {
                if rewind {
                    restore.fields.push((id, field.clone(), Some(without(former, then, now))));
                    work.edits.push(edit);
                } else if now.value() == then.value() {
                    work.edits.push(edit);
                }
            }
        }
        let stood = |other| stands_on(other, &row.touched, &before, &after);
        restore.undo = self.others.into_iter().filter_map(stood).collect();
        let rows = row.staged.into_iter().map(RowChange::Staged).collect();
        (work, restore, rows)
    }
}

fn set(lines: &[String]) -> Set {
    lines.iter().filter_map(|line| read_record_line(line).ok()).collect()
}

/// What undoing another review needs once this one is taken back: that one stood on what this one had put in, and must
/// not bring it back in its turn. `None` where it did not.
fn stands_on(
    (key, text): (String, String),
    touched: &[(String, String)],
    before: &Set,
    after: &Set,
) -> Option<(String, String)> {
    let mut row: UndoRow = serde_json::from_str(&text).ok()?;
    let (mut stood, mut changed) = (set(&row.before), false);
    for (id, name) in touched.iter().filter_map(|(id, name)| Some((crate::store::device::state::id(id)?, name))) {
        let then = after.get(id).and_then(|r| r.field(name));
        if then.is_some() && stood.get(id).and_then(|r| r.field(name)) == then {
            let former = before.get(id).and_then(|r| r.field(name)).cloned();
            stood.with(id, |record| record.restore(name, former));
            changed = true;
        }
    }
    if !changed {
        return None;
    }
    let was_there = |r: &&Record| !r.fields().is_empty() || r.erased().is_some();
    row.before = stood.iter().filter(was_there).map(record_line).collect();
    Some((key, serde_json::to_string(&row).ok()?))
}

/// What a field says once a file is taken back after which this device has written it. Where the words are still the file's
/// (not using somebody else's words writes those that stand again), what stood before it; where they are others, those.
fn written_since(state: &State, at: (Id, &str), former: &Field, then: &Field, now: &Field) -> Option<Edit> {
    let ([was], [of_file], [is]) = (former.writes(), then.writes(), now.writes()) else { return None };
    let record = state.ledger.records().get(at.0)?;
    let own = state.about.as_ref()?.writer()? == is.at.writer();
    let value = if is.value == of_file.value { was.value.clone() } else { is.value.clone() };
    let edit = |value| Edit { record: at.0, kind: record.kind.clone(), field: at.1.to_owned(), value };
    value.filter(|_| own).map(edit)
}

/// A field that has not seen what a file brought, so that it waits again, and still replaces whatever else it did; what it
/// says is to be written.
fn without(former: &Field, then: &Field, now: &Field) -> Field {
    let before = |stamp: Stamp| former.seen().find(|s| s.writer() == stamp.writer());
    let seen = now.seen().filter_map(|stamp| if then.has_seen(stamp) { before(stamp) } else { Some(stamp) });
    Field::from_parts(Vec::new(), seen.collect(), now.extra().clone())
}

/// The edit that writes a field's former value again; a record that was not there before is withdrawn.
fn former_value(state: &State, id: Id, field: &str, before: Option<&Record>) -> Option<Edit> {
    let record = state.ledger.records().get(id)?;
    let edit = |field: &str, value| Edit { record: id, kind: record.kind.clone(), field: field.to_owned(), value };
    Some(match before {
        Some(before) => edit(field, before.value(field).cloned().unwrap_or(serde_json::Value::Null)),
        None => edit(Record::withdrawn_field(), record.withdrawal("")),
    })
}
