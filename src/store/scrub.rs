//! Removing words for good: from the last plan file's copy, staged files, sent files, drafts, history
//! and what undoing keeps. The records themselves and the log are rewritten by the snapshot that
//! follows in the same transaction.

use super::plan::{Delta, RowChange};
use super::rows::SentRow;
use super::state::State;
use super::{Batch, Table};
use crate::bundle::{self, read_record_line, record_line};
use crate::ledger::changes::Work;
use crate::record::Gather as _;
use crate::record::{Id, Record, Set};
use std::collections::BTreeSet;

/// Scrubs every table that may still hold the words.
pub(super) fn scrub(state: &State, work: &Work, batch: &mut Batch, delta: &mut Delta) {
    let ids: BTreeSet<Id> = work.redact.iter().map(|(id, _)| *id).chain(work.erase.iter().map(|(id, _)| *id)).gather();
    // Bare copies that carry only the removal: joining them takes the words away anywhere.
    let removals: Set = delta.records.iter().filter(|r| ids.contains(&r.id)).map(|r| r.part([])).collect();
    let scrubbed = |record: Record| -> Record {
        let mut record = record;
        if let Some(removal) = removals.get(record.id) {
            record.join(removal);
        }
        record
    };
    for id in &ids {
        batch.clear.push((Table::Changes, format!("{id}/")));
    }
    batch.clear.push((Table::Snapshot, "undo/".to_owned()));
    batch.put.retain(|(table, key, _)| !(*table == Table::Snapshot && key.starts_with("undo/")));
    delta.forget_undo = true;
    let mut rows = Vec::new();
    if let Some(base) = state.ledger.base()
        && ids.iter().any(|id| base.get(*id).is_some())
    {
        rows.push(RowChange::Base(base.iter().cloned().map(scrubbed).collect()));
    }
    for staged in state.staged.iter().filter(|s| ids.iter().any(|id| s.records.get(*id).is_some())) {
        let records = staged.records.iter().cloned().map(scrubbed).collect();
        let text = bundle::write(&bundle::Bundle { envelope: staged.envelope.clone(), records });
        rows.push(RowChange::Staged(super::rows::StagedRow { text, ..staged.row.clone() }));
    }
    for sent in &state.sent {
        let holds = |line: &&String| read_record_line(line).is_ok_and(|r| ids.contains(&r.id));
        if sent.records.iter().any(|line| holds(&line)) {
            let line = |line: &String| read_record_line(line).map(|r| record_line(&scrubbed(r))).ok();
            let records = sent.records.iter().filter_map(line).collect();
            rows.push(RowChange::Sent(SentRow { records, ..sent.clone() }));
        }
    }
    let drafts = state.drafts.values().filter(|d| ids.iter().any(|id| d.id == id.to_string()));
    rows.extend(drafts.map(|d| RowChange::DraftGone(d.id.clone())));
    for row in &rows {
        super::plan::put_row(row, batch);
    }
    delta.rows.extend(rows);
}
