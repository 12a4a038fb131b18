//! What one transaction writes, worked out inside it: stamps from the clock row, the log entry, the snapshot when
//! the log has grown, and the scrubbing of words removed for good. The records are `overlay`'s, the other rows
//! `written`'s.

use super::entry::Entry;
use super::keys::KeysRow;
use super::overlay::{apply_work, forget, is_empty, overlay, removals};
use super::rows::{About, DraftRow, ReceiptsRow, ReceivedRow, SentRow, StagedRow};
use super::state::{State, chunks};
use super::written::{history, put_row, undo_rows};
use super::{Batch, StoreError, Table, View};
use crate::ledger::changes::{Cause, Work};
use crate::record::Gather as _;
use crate::record::{Clock, Field, Id, Record, Set, SortedMap};

/// A change to a row that is not a record.
#[derive(Debug, Clone, PartialEq)]
pub enum RowChange {
    /// Who uses this device.
    About(About),
    /// A draft was typed in.
    Draft(DraftRow),
    /// A draft is gone (finished, or thrown away).
    DraftGone(String),
    /// A file came in.
    Staged(StagedRow),
    /// A file needs no decision any more.
    StagedGone(String),
    /// A file was sent, or more is known of it.
    Sent(SentRow),
    /// A file was opened.
    Received(ReceivedRow),
    /// What became of what this device sent.
    Receipts(ReceiptsRow),
    /// Keys, known ones and this device's own.
    Keys(KeysRow),
    /// The records of a new last plan file.
    Base(Set),
}

/// What a completed transaction changes in memory.
#[derive(Debug, Clone, Default)]
pub struct Delta {
    /// Changed records, whole.
    pub records: Vec<Record>,
    /// Records that are no longer there.
    pub removed: Vec<Id>,
    /// Other rows.
    pub rows: Vec<RowChange>,
    /// Records of which something was removed for good now. What is half typed about them goes with it.
    pub wiped: Vec<Id>,
    pub(super) clock: Option<Clock>,
    pub(super) cursor: String,
    pub(super) floor: String,
    pub(super) entries: usize,
    pub(super) undoable: Vec<String>,
    pub(super) not_undoable: Vec<String>,
    pub(super) forget_undo: bool,
}

/// Fields to put back as they were: what undoing does before anything has left the device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Restore {
    /// The reviewed file.
    pub bundle: String,
    /// Record, field, and the state to put back (none: the field was not there).
    pub fields: Vec<(Id, String, Option<Field>)>,
    /// Rows for undoing other reviews that change with it: key and text.
    pub undo: Vec<(String, String)>,
}

/// The log is rolled into a snapshot after this many entries.
const ROLL_AFTER: usize = 300;

/// The row of [`Table::Meta`] with the key of the last entry that went into the log: by it a log that was lost is missed.
pub(super) const LAST: &str = "last";

/// So many records at once, and more than there were, go straight into a snapshot: in the log they would be one huge
/// row, and be written again when it is rolled.
const MANY: usize = 500;

/// Works out a transaction.
///
/// # Errors
/// [`StoreError::Behind`] where another window has moved on in a way that must be read in first;
/// [`StoreError::Stale`] where it changed the very fields this work edits; [`StoreError::Gone`] where the
/// database is not the one this state was read from any more.
pub(super) fn plan(
    state: &State,
    view: &View,
    work: &Work,
    restore: &Restore,
    rows: Vec<RowChange>,
    now_ms: u64,
) -> Result<(Batch, Delta), StoreError> {
    let meta = |name: &str| view.meta.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
    if meta("about").is_none() && state.about.is_some() {
        return Err(StoreError::Gone);
    }
    if meta("floor").unwrap_or_default() != state.floor || meta("about") != state.about_text.as_deref() {
        return Err(StoreError::Behind);
    }
    // A window that has not seen another's keys must not write its own over them.
    let writes_keys = rows.iter().any(|row| matches!(row, RowChange::Keys(_)));
    if writes_keys && meta("keys") != state.keys_text.as_deref() {
        return Err(StoreError::Behind);
    }
    let mut overlay = overlay(state, view, work)?;
    let mut clock = clock(state, meta("clock"), &rows);
    // First what is put back: an edit of the same field writes on top of that.
    for (id, name, former) in &restore.fields {
        overlay.touch(*id, "").restore(name, former.clone());
        overlay.touched.push((*id, name.clone()));
    }
    apply_work(&mut overlay, work, clock.as_mut(), now_ms)?;
    forget(&mut overlay, &work.forget);
    let removals = removals(&mut overlay);
    let mut removed: Vec<Id> = overlay.changed.values().filter(|r| is_empty(r)).map(|r| r.id).collect();
    let written: Vec<Record> = overlay.changed.values().filter(|r| !is_empty(r)).cloned().collect();
    let mut batch = Batch::default();
    let last = view.newer.last().map_or(state.cursor.as_str(), |(key, _)| key.as_str());
    let mut delta = Delta {
        cursor: last.to_owned(),
        floor: state.floor.clone(),
        entries: state.entries + view.newer.len(),
        wiped: removals.iter().map(|r| r.id).collect(),
        ..Delta::default()
    };
    let many = written.len() > MANY && written.len() > overlay.under.len();
    if !overlay.changed.is_empty() {
        let key = format!("{:012}", last.parse::<u64>().unwrap_or(0) + 1);
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
    let rows = match removals.is_empty() {
        true => rows,
        false => super::scrub::scrub(state, &removals, rows, &mut batch, &mut delta),
    };
    for row in &rows {
        put_row(row, &mut batch);
    }
    // What another window wrote is taken in with this window's own.
    delta.records = overlay.newer.iter().filter(|r| !overlay.changed.contains_key(&r.id)).cloned().collect();
    removed.extend(overlay.gone.iter().filter(|id| !overlay.changed.contains_key(id)));
    delta.records.extend(written);
    delta.removed = removed;
    delta.rows = rows;
    delta.clock = clock;
    // What was removed, or taken out for good, stands in no older entry of the log either.
    if many || !removals.is_empty() || work.cause == Cause::Removed || delta.entries >= ROLL_AFTER {
        roll(state, &mut batch, &mut delta);
    }
    Ok((batch, delta))
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
    let mut records: SortedMap<Id, &Record> = state.ledger.records().iter().map(|r| (r.id, r)).gather();
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
