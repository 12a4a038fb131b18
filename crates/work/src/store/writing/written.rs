//! The rows that one transaction writes beside the records themselves: history, what undoing a review needs, and the
//! row each [`RowChange`] becomes.

use super::overlay::Overlay;
use crate::bundle::record_line;
use crate::domain::{kind, kinds};
use crate::ledger::changes::{Cause, CauseParts, Work};
use crate::record::{Field, Id, Record, Set};
use crate::store::database::rows::ChangeRow;
use crate::store::database::rows::UndoRow;
use crate::store::database::tables::Batch;
use crate::store::database::tables::Table;
use crate::store::device::state::State;
use crate::store::device::state::chunks;
use crate::store::writing::delta::Delta;
use crate::store::writing::delta::Restore;
use crate::store::writing::row_change::RowChange;
use std::collections::{BTreeMap, BTreeSet};

/// What the keys of rows begin with that list records which came in whole.
pub(in crate::store) const CAME: &str = "came/";

/// The history: one row a changed record and transaction, a line each changed field. What is removed
/// for good leaves none, and neither do taps at an event and what never leaves this device. Records that came in
/// whole share one row, which has their ids and none of their words: nothing of theirs was superseded, and a
/// plan file may bring ten thousand.
pub(in crate::store) fn history(
    overlay: &Overlay<'_>,
    work: &Work,
    removals: &Set,
    (key, now_ms): (&str, u64),
    batch: &mut Batch,
) {
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
    let mut rows: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    let told = |id: &Id| overlay.changed.get(id).is_some_and(|r| kinds::audience(&r.kind) != kind::Audience::Device);
    let stays = |(id, _): &&(Id, String)| removals.get(*id).is_none() && told(id);
    let edited = BTreeSet::from_iter(work.edits.iter().map(|edit| edit.record));
    let is_whole = |id: &Id| overlay.before(*id).is_none() && !edited.contains(id);
    let came = work.joins.iter().map(|r| r.id).filter(|id| is_whole(id) && removals.get(*id).is_none() && told(id));
    let came = BTreeSet::from_iter(came);
    if !came.is_empty() {
        let mut text = serde_json::to_string(&about("")).unwrap_or_default();
        for id in &came {
            text.push('\n');
            text.push_str(&id.to_string());
        }
        batch.put.push((Table::Changes, format!("{CAME}{key}"), text));
    }
    let touched = BTreeSet::from_iter(overlay.touched.iter().filter(|(id, _)| !came.contains(id)).filter(stays));
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

pub(in crate::store) fn undo_rows(
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
    batch.put.extend(restore.undo.iter().map(|(key, text)| (Table::Snapshot, key.clone(), text.clone())));
    let undone = match &work.cause {
        Cause::Undo { bundle } => Some(bundle),
        _ => Some(&restore.bundle).filter(|b| !b.is_empty()),
    };
    if let Some(bundle) = undone {
        batch.delete.push((Table::Snapshot, format!("undo/{bundle}")));
        delta.not_undoable.push(bundle.clone());
    }
}

pub(in crate::store) fn put_row(row: &RowChange, batch: &mut Batch) {
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
