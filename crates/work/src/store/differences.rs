//! What a plan file changes since the one before, as it is told to whoever opens it.

use crate::domain::kind;
use crate::record::{Id, Record, Set};

/// Something that differs from the last plan file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The record.
    pub record: Id,
    /// The field; none for a new record.
    pub field: Option<String>,
}

/// What a new plan file changes: new records, and fields whose value differs. Only of kinds that people
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
            changes.push(Change { record: record.id, field: None });
            continue;
        };
        let names = known.changed_by(record).into_iter().filter(|name| known.value(name) != record.value(name));
        changes.extend(names.map(|name| Change { record: record.id, field: Some(name.to_owned()) }));
    }
    changes
}
