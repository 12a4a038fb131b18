//! What one transaction writes, worked out inside it: stamps from the clock row, the log entry, the snapshot when
//! the log has grown, and the scrubbing of words removed for good. The records are `overlay`'s, the other rows
//! `written`'s.

use super::delta::{Delta, Restore};
use super::lost::Former;
use super::lost::Lost;
use super::overlay::Overlay;
use super::overlay::apply_work;
use super::overlay::forget;
use super::overlay::is_empty;
use super::overlay::removals;
use super::row_change::RowChange;
use super::written::history;
use super::written::put_row;
use super::written::undo_rows;
use crate::ledger::changes::{Cause, Work};
use crate::record::{Clock, Id, Record};
use crate::store::database::entry::Entry;
use crate::store::database::rows::About;
use crate::store::database::tables::Batch;
use crate::store::database::tables::StoreError;
use crate::store::database::tables::Table;
use crate::store::database::tables::View;
use crate::store::device::state::State;
use crate::store::device::state::chunks;
use std::collections::BTreeMap;

/// The log is rolled into a snapshot after this many entries.
const ROLL_AFTER: usize = 300;

/// The row of [`Table::Meta`] with the key of the last entry that went into the log: by it a log that was lost is missed.
pub(in crate::store) const LAST: &str = "last";

/// So many records at once, and more than there were, go straight into a snapshot: in the log they would be one huge
/// row, and be written again when it is rolled.
const MANY: usize = 500;

/// Works out a transaction.
///
/// # Errors
/// [`StoreError::Behind`] where another window has written anything that this state does not know: the work was
/// made for another state than there is. [`StoreError::Gone`] where the database is not the one this state was
/// read from any more.
pub(in crate::store) fn plan(
    state: &State,
    view: &View,
    work: &Work,
    restore: &Restore,
    rows: Vec<RowChange>,
    former: &Former,
    now_ms: u64,
) -> Result<(Batch, Delta), StoreError> {
    let meta = |name: &str| view.meta.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
    if meta("about").is_none() && state.about.is_some() {
        return Err(StoreError::Gone);
    }
    if !is_present(state, view) {
        return Err(StoreError::Behind);
    }
    let mut overlay = Overlay::over(state);
    let mut clock = clock(state, meta("clock"), &rows);
    // First what is put back: an edit of the same field writes on top of that.
    for (id, name, former) in &restore.fields {
        overlay.touch(*id, "").restore(name, former.clone());
        overlay.touched.push((*id, name.clone()));
    }
    apply_work(&mut overlay, work, clock.as_mut(), now_ms)?;
    forget(&mut overlay, &work.forget);
    let removals = removals(&mut overlay);
    let removed: Vec<Id> = overlay.changed.values().filter(|r| is_empty(r)).map(|r| r.id).collect();
    let written: Vec<Record> = overlay.changed.values().filter(|r| !is_empty(r)).cloned().collect();
    let mut batch = Batch::default();
    let mut delta = Delta {
        cursor: state.cursor.clone(),
        floor: state.floor.clone(),
        turn: state.turn.clone(),
        entries: state.entries,
        beside: overlay.beside.clone(),
        lost: (!removals.is_empty()).then(|| Lost::on(state, &removals, former)),
        ..Delta::default()
    };
    let many = written.len() > MANY && written.len() > overlay.under.len();
    if !overlay.changed.is_empty() {
        let key = format!("{:012}", state.cursor.parse::<u64>().unwrap_or(0) + 1);
        if !many {
            let entry = Entry {
                cause: work.cause.clone(),
                records: written.clone(),
                removed: removed.clone(),
                touched: overlay.touched.clone(),
            };
            batch.put.push((Table::Log, key.clone(), entry.write()));
            batch.put.push((Table::Meta, LAST.to_owned(), key.clone()));
        }
        history(&overlay, work, &removals, (&key, now_ms), &mut batch);
        delta.entries += 1;
        delta.cursor = key;
    }
    if let Some(clock) = &clock {
        batch.put.push((Table::Meta, "clock".to_owned(), clock.last().to_string()));
    }
    undo_rows(state, &overlay, work, restore, &rows, &mut batch, &mut delta);
    // What is taken out whole leaves no history either.
    let forgotten = work.forget.iter().filter(|id| removed.contains(id));
    batch.clear.extend(forgotten.map(|id| (Table::Changes, format!("{id}/"))));
    let rows = match delta.lost.clone() {
        None => rows,
        Some(lost) => super::scrub::scrub(state, (&removals, &lost), &former.history, rows, &mut batch, &mut delta),
    };
    for row in &rows {
        put_row(row, &mut batch);
    }
    let known = |(table, key, _): &(Table, String, String)| match table {
        Table::Log | Table::Changes => true,
        _ => *table == Table::Meta && key == "clock",
    };
    if !batch.put.iter().all(known) || !batch.late.is_empty() || !batch.delete.is_empty() || !batch.clear.is_empty() {
        delta.turn = (state.turn.parse::<u64>().unwrap_or(0) + 1).to_string();
        batch.put.push((Table::Meta, "turn".to_owned(), delta.turn.clone()));
    }
    delta.records = written;
    delta.removed = removed;
    delta.rows = rows;
    delta.clock = clock;
    // What was removed, or taken out for good, stands in no older entry of the log either.
    if many || !removals.is_empty() || work.cause == Cause::Removed || delta.entries >= ROLL_AFTER {
        roll(state, &mut batch, &mut delta);
    }
    Ok((batch, delta))
}

/// Whether a state is the one that a transaction finds: nothing was written since by another window.
pub(in crate::store) fn is_present(state: &State, view: &View) -> bool {
    let meta = |name: &str| view.meta.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
    let counts = [("floor", &state.floor), ("turn", &state.turn)];
    let texts = [("about", &state.about_text), ("keys", &state.keys_text)];
    view.newer.is_empty()
        && counts.into_iter().all(|(name, known)| meta(name).unwrap_or_default() == known)
        && texts.into_iter().all(|(name, known)| meta(name) == known.as_deref())
}

/// The clock as the database has it. The row belongs to a writer; a device that took a new writer id
/// goes on from the same time.
fn clock(state: &State, row: Option<&str>, rows: &[RowChange]) -> Option<Clock> {
    let new = rows.iter().find_map(|r| match r {
        RowChange::About(about) => about.writer(),
        _ => None,
    });
    let writer = new.or_else(|| state.about.as_ref().and_then(About::writer))?;
    let last = row.and_then(|text| text.parse().ok());
    Some(last.map_or_else(|| Clock::new(writer), |last| Clock::resume(writer, last)))
}

/// Rolls the log into a new snapshot.
fn roll(state: &State, batch: &mut Batch, delta: &mut Delta) {
    let mut records: BTreeMap<Id, &Record> = state.ledger.records().iter().map(|r| (r.id, r)).collect();
    records.extend(delta.records.iter().map(|r| (r.id, r)));
    for id in &delta.removed {
        records.remove(id);
    }
    batch.clear.push((Table::Snapshot, "records/".to_owned()));
    batch.clear.push((Table::Log, String::new()));
    batch.put.retain(|(table, ..)| *table != Table::Log);
    batch.put.push((Table::Meta, "counted".to_owned(), records.len().to_string()));
    batch.late.extend(chunks("records/", records.into_values()));
    batch.put.push((Table::Meta, "floor".to_owned(), delta.cursor.clone()));
    delta.floor.clone_from(&delta.cursor);
    delta.entries = 0;
}
