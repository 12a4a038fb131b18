//! Intended changes to the record, before they are stored: what a screen, a review or an intake hands
//! to the store, which allots the stamps inside its transaction.

use crate::domain::Draft;
use crate::record::{Edit, Id, Record, Stamp};
use serde::{Deserialize, Serialize};

/// Why something changed; kept in the history beside each change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "camelCase")]
pub enum Cause {
    /// Somebody typed it on this device.
    Typed,
    /// A returned file was reviewed.
    Review {
        /// The file's id.
        bundle: String,
    },
    /// A plan file was opened.
    Issue {
        /// Its number.
        number: u64,
    },
    /// An existing report was brought in.
    Intake {
        /// Its title.
        title: String,
    },
    /// One of two versions was chosen.
    Chosen,
    /// A review was taken back.
    Undo {
        /// The reviewed file's id.
        bundle: String,
    },
    /// A backup was restored, or another device's file combined.
    Restored,
    /// Words were removed for good.
    Removed,
}

/// One transaction's worth of intended changes, in the order in which they take effect: joins, then
/// edits, then what is removed for good.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// Records (or parts of records) to join in, with the stamps they came with.
    pub joins: Vec<Record>,
    /// Edits, to be stamped when stored.
    pub edits: Vec<Edit>,
    /// Writes whose words are removed for good.
    pub redact: Vec<(Id, Vec<Stamp>)>,
    /// Records to erase for good, with the reason.
    pub erase: Vec<(Id, String)>,
    /// Why.
    pub cause: Cause,
}

impl Work {
    /// Nothing yet, for a cause.
    pub fn new(cause: Cause) -> Work {
        Work { joins: Vec::new(), edits: Vec::new(), redact: Vec::new(), erase: Vec::new(), cause }
    }

    /// Edits typed on this device.
    pub fn typed(edits: impl IntoIterator<Item = Edit>) -> Work {
        Work { edits: edits.into_iter().collect(), ..Work::new(Cause::Typed) }
    }

    /// New records.
    pub fn drafts<'a>(drafts: impl IntoIterator<Item = &'a Draft>, cause: Cause) -> Work {
        Work { edits: drafts.into_iter().flat_map(Draft::edits).collect(), ..Work::new(cause) }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.joins.is_empty() && self.edits.is_empty() && self.redact.is_empty() && self.erase.is_empty()
    }
}
