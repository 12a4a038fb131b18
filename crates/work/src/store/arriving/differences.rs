//! What a plan file changes since the one before, as it is told to whoever opens it.

use crate::domain::kind;
use crate::record::{Id, Record, Set};

/// Something that differs from the last plan file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The record.
    pub record: Id,
    /// The field; none for a whole record.
    pub field: Option<String>,
    /// Whether words went for good: of a whole record, or some of it.
    pub removed: bool,
}

impl Change {
    /// Whether it is a new record.
    pub fn is_new(&self) -> bool {
        self.field.is_none() && !self.removed
    }
}

/// What a new plan file changes: new records and fields whose value differs, of kinds that people read in the plan; and
/// what was removed for good, of whatever kind.
pub(in crate::store) fn differences(former: &Set, new: &Set) -> Vec<Change> {
    let mut changes = Vec::new();
    for record in new.iter() {
        let known = former.get(record.id);
        if known.is_some_and(|known| is_removed(known, record)) {
            changes.push(Change { record: record.id, field: None, removed: true });
        }
        if record.erased().is_some() || !is_of_the_plan(&record.kind) {
            continue;
        }
        let Some(known) = known else {
            changes.push(Change { record: record.id, field: None, removed: false });
            continue;
        };
        let names = known.changed_by(record).into_iter().filter(|name| known.value(name) != record.value(name));
        changes.extend(names.map(|name| Change { record: record.id, field: Some(name.to_owned()), removed: false }));
    }
    changes
}

/// Whether words that stood in a record, or all of it, went for good.
fn is_removed(known: &Record, new: &Record) -> bool {
    known.erased().is_none() && (new.erased().is_some() || !new.redacted().is_subset(known.redacted()))
}

fn is_of_the_plan(kind: &str) -> bool {
    let kinds = [
        kind::PLAN,
        kind::PRIORITY,
        kind::AIM,
        kind::ACTION,
        kind::UPDATE,
        kind::MEASURE,
        kind::OBSERVATION,
        kind::RISK,
    ];
    kinds.contains(&kind)
}
