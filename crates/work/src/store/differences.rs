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

/// What a new plan file changes: new records, fields whose value differs, and what was removed for good. Only of kinds that people
/// read in the plan.
pub(super) fn differences(former: &Set, new: &Set) -> Vec<Change> {
    let shown = |r: &&Record| {
        matches!(
            r.kind.as_str(),
            kind::PLAN
                | kind::PRIORITY
                | kind::AIM
                | kind::ACTION
                | kind::UPDATE
                | kind::MEASURE
                | kind::OBSERVATION
                | kind::RISK
        )
    };
    let mut changes = Vec::new();
    for record in new.iter().filter(shown) {
        let Some(known) = former.get(record.id) else {
            if record.erased().is_none() {
                changes.push(Change { record: record.id, field: None, removed: false });
            }
            continue;
        };
        let goes = record.erased().is_some() && known.erased().is_none();
        if goes || !record.redacted().is_subset(known.redacted()) {
            changes.push(Change { record: record.id, field: None, removed: true });
        }
        if record.erased().is_some() {
            continue;
        }
        let names = known.changed_by(record).into_iter().filter(|name| known.value(name) != record.value(name));
        changes.extend(names.map(|name| Change { record: record.id, field: Some(name.to_owned()), removed: false }));
    }
    changes
}
