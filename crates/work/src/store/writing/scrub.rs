//! Removing words for good: from the last plan file's copy, staged files, sent files, drafts, history
//! and what undoing keeps; and from files that still bring them. The records themselves and the log are rewritten by the snapshot that
//! follows in the same transaction.

use super::lost::Lost;
use crate::bundle::{self, read_record_line, record_line};
use crate::domain::{fields as f, ids::derived, kind};
use crate::ledger::Ledger;
use crate::record::{Id, Record, Set, Stamp};
use crate::store::database::rows::DEVICE;
use crate::store::database::rows::DRAFTS;
use crate::store::database::rows::DraftRow;
use crate::store::database::rows::SentRow;
use crate::store::database::rows::StagedRow;
use crate::store::database::tables::Batch;
use crate::store::database::tables::Rows;
use crate::store::database::tables::Table;
use crate::store::device::state::Staged;
use crate::store::device::state::State;
use crate::store::writing::delta::Delta;
use crate::store::writing::row_change::RowChange;

/// What was removed for good here of the records of a file: bare copies that carry only the removal.
pub(in crate::store) fn removed_here(ledger: &Ledger, file: &Set) -> Set {
    let here = file.iter().filter_map(|record| ledger.records().get(record.id));
    here.filter(|r| r.erased().is_some() || !r.redacted().is_empty()).map(|r| r.part([])).collect()
}

/// The record without the removed words, but not marked as one they were removed from: for copies of what others
/// hold. They hold the words still, and are told by what differs.
pub(in crate::store) fn redacted(record: Record, removals: &Set) -> Record {
    let Some(removal) = removals.get(record.id) else { return record };
    let (redacted, erased) = (record.redacted().clone(), record.erased().cloned());
    let mut hollow = record;
    hollow.join(removal);
    let (fields, extra) = (hollow.fields().clone(), hollow.extra().clone());
    Record::from_parts(hollow.id, hollow.kind, fields, redacted, erased, extra)
}

/// Records without the words removed from them.
pub(in crate::store) fn scrubbed(records: Set, removals: &Set) -> Set {
    let scrubbed = |mut record: Record| {
        if let Some(removal) = removals.get(record.id) {
            record.join(removal);
        }
        record
    };
    records.into_iter().map(scrubbed).collect()
}

/// Scrubs every table that may still hold the words. `removals` are bare copies that carry only the removal:
/// joining them takes the words away anywhere. `rows` are what the same transaction writes; they come back with
/// the scrubbed ones among them, each row once. `history` are the rows of [`Table::Changes`], where words are removed.
pub(in crate::store) fn scrub(
    state: &State,
    (removals, lost): (&Set, &Lost),
    history: &Rows,
    mut rows: Vec<RowChange>,
    batch: &mut Batch,
    delta: &mut Delta,
) -> Vec<RowChange> {
    let redacted = |record: Record| redacted(record, &lost.wide);
    let touches = |set: &Set| -> bool { removals.iter().any(|gone| set.get(gone.id).is_some()) };
    for gone in removals.iter() {
        batch.clear.push((Table::Changes, format!("{}/", gone.id)));
    }
    for (key, text) in history {
        let own = key.split('/').next().and_then(|id| id.parse().ok()).is_some_and(|id| removals.get(id).is_some());
        let left = (!own).then(|| lost.history(text)).flatten();
        batch.put.extend(left.map(|left| (Table::Changes, key.clone(), left)));
    }
    batch.clear.push((Table::Snapshot, "undo/".to_owned()));
    batch.put.retain(|(table, key, _)| !(*table == Table::Snapshot && key.starts_with("undo/")));
    delta.forget_undo = true;
    // What the transaction does not write anew is taken from what is there.
    if !rows.iter().any(|row| matches!(row, RowChange::Base(_))) {
        rows.extend(state.ledger.base().filter(|base| touches(base)).cloned().map(RowChange::Base));
    }
    let written = |rows: &[RowChange], id: &str| {
        rows.iter().any(|row| match row {
            RowChange::Staged(row) => row.id == id,
            RowChange::StagedGone(gone) => gone == id,
            RowChange::Sent(row) => row.id == id,
            _ => false,
        })
    };
    // A draft, a file that was opened, what became of what was sent: each as the transaction writes it, where it does.
    let same = |a: &RowChange, b: &RowChange| match (a, b) {
        (RowChange::Draft(a), RowChange::Draft(DraftRow { id, .. }) | RowChange::DraftGone(id)) => a.id == *id,
        (RowChange::DraftGone(a), RowChange::Draft(DraftRow { id, .. }) | RowChange::DraftGone(id)) => a == id,
        (RowChange::Received(a), RowChange::Received(b)) => a.id == b.id,
        (RowChange::Receipts(_), RowChange::Receipts(_)) => true,
        _ => false,
    };
    for row in lost.rows(state) {
        if !rows.iter().any(|other| same(&row, other)) {
            rows.push(row);
        }
    }
    // What could not be read of a document is told in its words, of whatever entry they were: all of it goes with the words of
    // an entry of the same document, or where a line tells of them.
    let tells_in = |row: &StagedRow| row.not_read.iter().any(|line| lost.is_told_in(line));
    let tells = |s: &Staged| tells_in(&s.row);
    for staged in state.staged.iter().filter(|s| s.sets().any(touches) || tells(s)) {
        if !written(&rows, &staged.row.id) {
            rows.push(RowChange::Staged(staged.row.clone()));
        }
    }
    let holds = |line: &String| read_record_line(line).is_ok_and(|r| removals.get(r.id).is_some());
    for sent in state.sent.iter().filter(|sent| sent.records.iter().any(holds)) {
        if !written(&rows, &sent.id) {
            rows.push(RowChange::Sent(sent.clone()));
        }
    }
    let scrub_row = |row: RowChange| match row {
        RowChange::Base(base) => RowChange::Base(base.into_iter().map(redacted).collect()),
        RowChange::Staged(row) => match Staged::read(row.clone()).filter(|staged| staged.sets().any(touches)) {
            Some(staged) => RowChange::Staged(scrubbed_row(row.without_not_read(), staged, removals, &lost.wide)),
            None if tells_in(&row) => RowChange::Staged(row.without_not_read()),
            None => RowChange::Staged(row),
        },
        RowChange::Sent(sent) if sent.records.iter().any(holds) => {
            let line = |line: &String| read_record_line(line).map(|r| record_line(&redacted(r))).ok();
            let records = sent.records.iter().filter_map(line).collect();
            RowChange::Sent(SentRow { records, ..sent })
        }
        other => lost.row(other),
    };
    rows.into_iter().map(scrub_row).collect()
}

/// A file that waits, without the words removed from its records, whoever is said to have written them. `wide` are the
/// removals with what the removed words took the place of.
pub(in crate::store) fn scrubbed_row(row: StagedRow, staged: Staged, removals: &Set, wide: &Set) -> StagedRow {
    let clean = |records: Set| scrubbed(records.into_iter().map(|r| redacted(r, wide)).collect(), removals);
    let line = |line: &String| {
        let record: Set = read_record_line(line).into_iter().collect();
        clean(record).iter().map(record_line).next()
    };
    let claim = |(author, lines): (String, Vec<String>)| (author, lines.iter().filter_map(line).collect());
    let claims = row.claims.map(|claims| claims.into_iter().map(claim).collect());
    StagedRow { text: rewritten(staged.envelope, clean(staged.records)), claims, ..row }
}

/// The record whose words the office declined, where this is the office's own copy of them.
pub(in crate::store) fn declined_of(copy: &Record) -> Option<Id> {
    if copy.kind == kind::DECLINED { copy.text(f::RECORD)?.parse().ok() } else { None }
}

/// The writes with the words in the office's own copy of what was declined, if those were removed from the
/// record they came from and still stand here.
pub(in crate::store) fn declined_words(copy: &Record, of: &Record) -> Option<Vec<Stamp>> {
    let field = copy.text(f::FIELD).unwrap_or_default();
    let is_this = |at: &Stamp| derived(&["declined", &of.id.to_string(), field, &at.to_string()]) == copy.id;
    let removed = of.erased().is_some() || of.redacted().iter().any(is_this);
    let words = copy.field(f::VALUE)?.writes().iter().filter(|write| write.value.is_some());
    let stamps: Vec<Stamp> = words.map(|write| write.at).collect();
    (removed && !stamps.is_empty()).then_some(stamps)
}

/// The text of a file whose words were changed here. Nobody signed that, so its proof is left out; what the proof
/// came to when the file arrived is in its [`ReceivedRow`](crate::store::database::rows::ReceivedRow). Of somebody's backup the records
/// alone are looked at; the rows of the device that made it may hold the same words once more.
pub(in crate::store) fn rewritten(envelope: bundle::Envelope, records: Set) -> String {
    let mut changed = bundle::Bundle { envelope, records };
    for name in [DEVICE, DRAFTS] {
        changed.envelope.extra.remove(name);
    }
    bundle::proof::strip(&mut changed);
    bundle::write(&changed)
}
