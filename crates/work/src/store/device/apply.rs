//! Taking into memory what a transaction has changed.

use super::state::State;
use crate::domain::{kind, kinds};
use crate::ledger::Ledger;
use crate::record::{Id, Record, Set};
use crate::store::writing::delta::Delta;
use crate::store::writing::row_change::RowChange;

impl State {
    /// Takes a completed transaction's changes in.
    pub fn apply(&mut self, delta: Delta) {
        self.cursor = delta.cursor;
        self.floor = delta.floor;
        self.turn = delta.turn;
        self.entries = delta.entries;
        self.clock = delta.clock;
        if !delta.records.is_empty() || !delta.removed.is_empty() {
            let counted = |r: &Record| kinds::audience(&r.kind) == kind::Audience::Device;
            let known = |id: &Id| self.ledger.records().get(*id).is_none_or(counted);
            let counts = delta.records.iter().all(counted) && delta.removed.iter().all(known);
            let change = |records: &mut Set| {
                for record in delta.records {
                    records.put(record);
                }
                for id in delta.removed {
                    records.remove(id);
                }
            };
            match counts {
                true => self.ledger.count(change),
                false => self.ledger.change(change),
            }
        }
        self.undoable.extend(delta.undoable);
        for gone in delta.not_undoable {
            self.undoable.remove(&gone);
        }
        if delta.forget_undo {
            self.undoable.clear();
        }
        for row in delta.rows {
            self.apply_row(row);
        }
    }

    pub(in crate::store) fn apply_row(&mut self, row: RowChange) {
        match row {
            RowChange::About(about) => {
                let side = about.side();
                self.about_text = serde_json::to_string(&about).ok();
                self.about = Some(about);
                if self.ledger.side() != side {
                    let base = self.ledger.base().cloned();
                    self.ledger = Ledger::new(self.ledger.records().clone(), base, side);
                }
            }
            RowChange::Draft(draft) => {
                self.drafts.insert(draft.id.clone(), draft);
            }
            RowChange::DraftGone(id) => {
                self.drafts.remove(&id);
            }
            RowChange::Staged(row) => {
                self.staged.retain(|s| s.row.id != row.id);
                self.staged.extend(self.staged(row));
                self.staged.sort_by(|a, b| a.row.received.cmp(&b.row.received));
            }
            RowChange::StagedGone(id) => self.staged.retain(|s| s.row.id != id),
            RowChange::Sent(row) => self.sent.put(row),
            RowChange::Received(row) => {
                self.received.retain(|r| r.id != row.id);
                self.received.push(row);
                self.received.sort_by(|a, b| a.received.cmp(&b.received));
            }
            RowChange::Receipts(receipts) => self.receipts = receipts,
            RowChange::Keys(keys) => {
                self.keys_text = Some(keys.to_value().to_string());
                self.keys = keys;
            }
            RowChange::Base(base) => self.ledger.rebase(base),
        }
    }
}
