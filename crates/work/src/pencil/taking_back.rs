//! Taking back what was just saved: the edits that give each field what it said before, where nobody has changed it since.

use crate::ledger::Ledger;
use crate::record::{Edit, Id, Record};
use serde_json::Value;
use std::collections::BTreeSet;

/// What some edits took away, so that they can be taken back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TakingBack {
    /// Each edit, and what stood there before.
    edits: Vec<(Edit, Value)>,
    /// The records that were not there before.
    made: BTreeSet<Id>,
}

impl TakingBack {
    /// What these edits take away, asked before they are made.
    ///
    /// ```
    /// use golden_thread_work::ledger::{Ledger, Side};
    /// use golden_thread_work::pencil::taking_back::TakingBack;
    /// use golden_thread_work::record::{Edit, Id, Set, Stamp};
    ///
    /// let id = |n| Id::from_bytes([n; 16]);
    /// let edit = |title: &str| Edit { record: id(1), kind: "action".into(), field: "title".into(), value: title.into() };
    /// let (mut records, mut ms) = (Set::new(), 0);
    /// let mut write = |records: &mut Set, title: &str| {
    ///     ms += 1;
    ///     records.edit(&edit(title), Stamp::new(ms, 0, id(9)));
    /// };
    /// write(&mut records, "Walks");
    /// let back = TakingBack::of(&Ledger::new(records.clone(), None, Side::Office), &[edit("Talks")]);
    /// write(&mut records, "Talks");
    /// assert_eq!(back.edits(&Ledger::new(records.clone(), None, Side::Office)), [edit("Walks")]);
    /// write(&mut records, "Health walks");
    /// assert_eq!(back.edits(&Ledger::new(records, None, Side::Office)), [], "it was changed since");
    /// ```
    pub fn of(ledger: &Ledger, edits: &[Edit]) -> TakingBack {
        let records = ledger.records();
        let is_new = |edit: &&Edit| records.get(edit.record).is_none();
        let former = |edit: &Edit| {
            let stood = records.get(edit.record).and_then(|r| r.value(&edit.field));
            (edit.clone(), stood.cloned().unwrap_or(Value::Null))
        };
        TakingBack {
            edits: edits.iter().map(former).collect(),
            made: edits.iter().filter(is_new).map(|edit| edit.record).collect(),
        }
    }

    /// Whether there is nothing to take back.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The edits that take it back as things stand now. What somebody has changed since stays; a record that was made then
    /// is withdrawn, where nobody has added anything to it.
    pub fn edits(&self, ledger: &Ledger) -> Vec<Edit> {
        let of = |id: Id| ledger.records().get(id);
        let stands = |edit: &Edit| {
            let field = of(edit.record).and_then(|r| r.field(&edit.field));
            let says = of(edit.record).and_then(|r| r.value(&edit.field)).unwrap_or(&Value::Null);
            field.is_some_and(|field| !field.is_conflict()) && is_same(says, &edit.value)
        };
        let changed = self.edits.iter().filter(|(edit, _)| !self.made.contains(&edit.record) && stands(edit));
        let changed = changed.map(|(edit, former)| Edit { value: former.clone(), ..edit.clone() });
        let untouched = |record: &&Record| {
            let written =
                |name: &str| self.edits.iter().any(|(e, _)| e.record == record.id && e.field == name && stands(e));
            record.fields().keys().all(|name| written(name))
        };
        let made = self.made.iter().filter_map(|id| of(*id)).filter(untouched);
        let withdrawn = made.map(|record| Edit {
            record: record.id,
            kind: record.kind.clone(),
            field: Record::withdrawn_field().to_owned(),
            value: record.withdrawal(""),
        });
        changed.chain(withdrawn).collect()
    }
}

/// Whether two values are the same; 1 and 1.0 are one number, and are stored as one.
fn is_same(a: &Value, b: &Value) -> bool {
    a == b || a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| a == b)
}
