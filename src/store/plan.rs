//! What one transaction writes, worked out inside it: stamps from the clock row, the log entry, the
//! history, the snapshot when the log has grown, and the scrubbing of words removed for good.

use super::entry::Entry;
use super::keys::KeysRow;
use super::rows::{About, ChangeRow, DraftRow, ReceiptsRow, ReceivedRow, SentRow, StagedRow, UndoRow};
use super::scrub::{declined_of, declined_words};
use super::state::{State, chunks, take_entry};
use super::{Batch, StoreError, Table, View};
use crate::bundle::record_line;
use crate::domain::kind;
use crate::ledger::changes::{Cause, CauseParts, Work};
use crate::record::Gather as _;
use crate::record::{Clock, Erased, Field, Id, Record, Set, Stamp};
use crate::record::{SortedMap, SortedSet};
use std::collections::BTreeMap;

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
}

/// Stamps of what is counted at an event say no more than the hour.
const HOUR_MS: u64 = 60 * 60 * 1000;

/// The log is rolled into a snapshot after this many entries.
const ROLL_AFTER: usize = 300;

/// So many records at once, and more than there were, go straight into a snapshot: in the log they would be one huge
/// row, and be written again when it is rolled.
const MANY: usize = 500;

/// What the keys of rows begin with that list records which came in whole.
pub(super) const CAME: &str = "came/";

/// A copy of the records that have been touched, over those that have not.
struct Overlay<'a> {
    under: &'a Set,
    newer: Set,
    gone: SortedSet<Id>,
    changed: BTreeMap<Id, Record>,
    touched: Vec<(Id, String)>,
}

impl Overlay<'_> {
    fn before(&self, id: Id) -> Option<&Record> {
        if self.gone.contains(&id) {
            return None;
        }
        self.newer.get(id).or_else(|| self.under.get(id))
    }

    fn touch(&mut self, id: Id, kind: &str) -> &mut Record {
        if !self.changed.contains_key(&id) {
            let start = self.before(id).cloned().unwrap_or_else(|| Record::new(id, kind));
            self.changed.insert(id, start);
        }
        self.changed.entry(id).or_insert_with(|| Record::new(id, kind))
    }
}

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

fn overlay<'a>(state: &'a State, view: &View, work: &Work) -> Result<Overlay<'a>, StoreError> {
    let mut newer = Set::new();
    let mut gone = SortedSet::new();
    for (_, text) in &view.newer {
        let (Some(entry), _) = Entry::read(text) else { continue };
        let touched = |e: &&crate::record::Edit| entry.touched.iter().any(|(id, f)| *id == e.record && *f == e.field);
        let clash = work.edits.iter().find(touched);
        if let Some(edit) = clash {
            return Err(StoreError::Stale { record: edit.record, field: edit.field.clone() });
        }
        gone.extend(entry.removed.iter().copied());
        for record in &entry.records {
            gone.remove(&record.id);
        }
        take_entry(&mut newer, entry);
    }
    Ok(Overlay { under: state.ledger.records(), newer, gone, changed: BTreeMap::new(), touched: Vec::new() })
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

fn apply_work(
    overlay: &mut Overlay<'_>,
    work: &Work,
    clock: Option<&mut Clock>,
    now_ms: u64,
) -> Result<(), StoreError> {
    let stamped_ms = if work.cause == Cause::Counted { now_ms - now_ms % HOUR_MS } else { now_ms };
    let needs_clock = !work.edits.is_empty() || !work.erase.is_empty();
    let mut none = Clock::new(Id::from_bytes([0; 16]));
    let clock = match clock {
        Some(clock) => clock,
        None if needs_clock => return Err(StoreError::Behind),
        None => &mut none,
    };
    for record in &work.joins {
        for stamp in record.stamps() {
            clock.observe(stamp, now_ms);
        }
        let names: Vec<String> = match overlay.changed.get(&record.id).or_else(|| overlay.before(record.id)) {
            Some(known) => known.changed_by(record).into_iter().map(str::to_owned).collect(),
            None => record.fields().keys().cloned().collect(),
        };
        overlay.touch(record.id, &record.kind).join(record);
        overlay.touched.extend(names.into_iter().map(|name| (record.id, name)));
    }
    for edit in &work.edits {
        let at = clock.next(stamped_ms);
        overlay.touch(edit.record, &edit.kind).edit(&edit.field, edit.value.clone(), at);
        overlay.touched.push((edit.record, edit.field.clone()));
    }
    for (id, stamps) in &work.redact {
        overlay.touch(*id, "").redact(stamps.iter().copied());
    }
    for (id, why) in &work.erase {
        let at = clock.next(now_ms);
        overlay.touch(*id, "").erase(Erased { at, by: clock.writer(), why: why.clone() });
    }
    Ok(())
}

/// Takes records out whole. What may leave the device is not taken out: another copy would bring it back.
fn forget(overlay: &mut Overlay<'_>, ids: &[Id]) {
    for id in ids {
        let known = overlay.changed.get(id).or_else(|| overlay.before(*id));
        let Some(kind) = known.map(|r| r.kind.clone()).filter(|k| kind::audience(k) == kind::Audience::Device) else {
            continue;
        };
        let fields: Vec<String> = known.into_iter().flat_map(|r| r.fields().keys().cloned()).collect();
        overlay.touched.extend(fields.into_iter().map(|name| (*id, name)));
        overlay.changed.insert(*id, Record::new(*id, kind));
    }
}

/// What is removed for good here and was not before, on this device or by what is joined: bare copies that carry
/// only the removal. The office's own copies of declined words go with the words, whichever of the two came first.
fn removals(overlay: &mut Overlay<'_>) -> Set {
    let new = |overlay: &Overlay<'_>| -> Set {
        let is_new = |after: &&Record| {
            let before = overlay.before(after.id);
            let erased = after.erased().is_some() && before.is_none_or(|b| b.erased().is_none());
            erased || after.redacted().iter().any(|stamp| before.is_none_or(|b| !b.redacted().contains(stamp)))
        };
        overlay.changed.values().filter(is_new).map(|r| r.part([])).collect()
    };
    let kept = match new(overlay).is_empty() {
        true => Vec::new(),
        false => overlay.under.iter().chain(overlay.newer.iter()).collect(),
    };
    let now = |id: Id| overlay.changed.get(&id).or_else(|| overlay.before(id));
    let copies: Vec<(Id, Vec<Stamp>)> = kept
        .into_iter()
        .chain(overlay.changed.values())
        .filter_map(|copy| Some((copy.id, declined_words(copy, now(declined_of(copy)?)?)?)))
        .collect();
    for (id, stamps) in copies {
        overlay.touch(id, kind::DECLINED).redact(stamps);
    }
    new(overlay)
}

fn is_empty(record: &Record) -> bool {
    record.fields().is_empty() && record.erased().is_none() && record.redacted().is_empty()
}

/// The history: one row a changed record and transaction, a line each changed field. What is removed
/// for good leaves none, and neither do taps at an event and what never leaves this device. Records that came in
/// whole share one row, which has their ids and none of their words: nothing of theirs was superseded, and a
/// plan file may bring ten thousand.
fn history(overlay: &Overlay<'_>, work: &Work, removals: &Set, (key, now_ms): (&str, u64), batch: &mut Batch) {
    if matches!(work.cause, Cause::Removed | Cause::Counted) {
        return;
    }
    let CauseParts { cause, bundle, number, title } = work.cause.parts();
    let about = |field: &str| ChangeRow {
        field: field.to_owned(),
        before: None,
        after: None,
        at: String::new(),
        when: now_ms,
        cause: cause.clone(),
        bundle: bundle.clone(),
        number,
        title: title.clone(),
    };
    let mut rows: SortedMap<Id, Vec<String>> = SortedMap::new();
    let told = |id: &Id| overlay.changed.get(id).is_some_and(|r| kind::audience(&r.kind) != kind::Audience::Device);
    let stays = |(id, _): &&(Id, String)| removals.get(*id).is_none() && told(id);
    let edited = SortedSet::of(work.edits.iter().map(|edit| edit.record).collect());
    let is_whole = |id: &Id| overlay.before(*id).is_none() && !edited.contains(id);
    let came = work.joins.iter().map(|r| r.id).filter(|id| is_whole(id) && removals.get(*id).is_none() && told(id));
    let came = SortedSet::of(came.collect());
    if !came.is_empty() {
        let mut text = serde_json::to_string(&about("")).unwrap_or_default();
        for id in &came {
            text.push('\n');
            text.push_str(&id.to_string());
        }
        batch.put.push((Table::Changes, format!("{CAME}{key}"), text));
    }
    let touched = SortedSet::of(overlay.touched.iter().filter(|(id, _)| !came.contains(id)).filter(stays).collect());
    for (id, name) in touched {
        let before = overlay.before(*id).and_then(|r| r.field(name));
        let after = overlay.changed.get(id).and_then(|r| r.field(name));
        if before == after {
            continue;
        }
        let row = ChangeRow {
            before: before.and_then(Field::value).cloned(),
            after: after.and_then(Field::value).cloned(),
            at: after.and_then(Field::latest).map(|s| s.to_string()).unwrap_or_default(),
            ..about(name)
        };
        rows.entry(*id).or_default().extend(serde_json::to_string(&row));
    }
    batch.put.extend(rows.into_iter().map(|(id, lines)| (Table::Changes, format!("{id}/{key}"), lines.join("\n"))));
}

fn undo_rows(
    state: &State,
    overlay: &Overlay<'_>,
    work: &Work,
    restore: &Restore,
    rows: &[RowChange],
    batch: &mut Batch,
    delta: &mut Delta,
) {
    if let Cause::Review { bundle } = &work.cause {
        let line = |r: &Record| record_line(r);
        let row = UndoRow {
            before: overlay.changed.keys().filter_map(|id| overlay.before(*id)).map(line).collect(),
            after: overlay.changed.values().map(line).collect(),
            touched: overlay.touched.iter().map(|(id, field)| (id.to_string(), field.clone())).collect(),
            sent: state.sent.len() as u64,
            staged: state
                .staged
                .iter()
                .map(|s| &s.row)
                .find(|r| r.id == *bundle && rows.contains(&RowChange::StagedGone(bundle.clone())))
                .cloned(),
        };
        batch.put.push((Table::Snapshot, format!("undo/{bundle}"), serde_json::to_string(&row).unwrap_or_default()));
        delta.undoable.push(bundle.clone());
    }
    let undone = match &work.cause {
        Cause::Undo { bundle } => Some(bundle),
        _ => Some(&restore.bundle).filter(|b| !b.is_empty()),
    };
    if let Some(bundle) = undone {
        batch.delete.push((Table::Snapshot, format!("undo/{bundle}")));
        delta.not_undoable.push(bundle.clone());
    }
}

pub(super) fn put_row(row: &RowChange, batch: &mut Batch) {
    fn text(value: &impl serde::Serialize) -> String {
        serde_json::to_string(value).unwrap_or_default()
    }
    let put = match row {
        RowChange::About(about) => (Table::Meta, "about".to_owned(), text(about)),
        RowChange::Draft(draft) => (Table::Drafts, draft.id.clone(), text(draft)),
        RowChange::Staged(row) => (Table::Staged, row.id.clone(), text(row)),
        RowChange::Sent(row) => (Table::Sent, format!("{:012}-{}", row.sequence, row.id), text(row)),
        RowChange::Received(row) => (Table::Received, row.id.clone(), text(row)),
        RowChange::Receipts(receipts) => (Table::Meta, "receipts".to_owned(), text(receipts)),
        RowChange::Keys(keys) => (Table::Meta, "keys".to_owned(), keys.to_value().to_string()),
        RowChange::DraftGone(id) => return batch.delete.push((Table::Drafts, id.clone())),
        RowChange::StagedGone(id) => return batch.delete.push((Table::Staged, id.clone())),
        RowChange::Base(base) => {
            batch.clear.push((Table::Snapshot, "base/".to_owned()));
            return batch.late.extend(chunks("base/", base.iter()));
        }
    };
    batch.put.push(put);
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
