//! One thing to decide in a review, what may be decided about it, and who decides.

use crate::record::{Id, Record, Stamp};
use serde_json::Value;

/// What a decision is about: a new record as a whole (no field), or one field of a record.
pub type Key = (Id, Option<String>);

/// One thing to decide.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What the decision is about.
    pub key: Key,
    /// The record's kind.
    pub kind: String,
    /// The action it bears on, to list it under; `None` for anything else.
    pub action: Option<Id>,
    /// The value at the last plan file.
    pub before: Option<Value>,
    /// The value in the office's record now.
    pub now: Option<Value>,
    /// The value (or for a new record, its main words) that came in.
    pub incoming: Option<Value>,
    /// The new record as it came, where the item is a whole record.
    pub record: Option<Record>,
    /// Who wrote it, and when.
    pub at: Stamp,
    /// Whether somebody else changed the same field meanwhile: two versions, choose.
    pub two_versions: bool,
    /// Whether the item removes words for good. It is used or left for later, and gets no receipt.
    pub removal: bool,
    /// Whether the sender's date looks wrong (more than a day ahead).
    pub clock_looks_wrong: bool,
    /// Who is said to have written it, where that is not who sent it; see [`claims`](super::claims).
    pub claim: Option<Id>,
}

/// What the reviewer decided about an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Used as it is.
    Use,
    /// Used with changes: the value to stand instead (for an update, its narrative).
    UseWithChanges(Value),
    /// Not used, because.
    NotUse {
        /// The reason, for the sender.
        reason: String,
    },
    /// Decide another time.
    Later,
}

impl Item {
    /// The decision proposed: to use what touches nothing that anybody else changed. Removing for good is never proposed,
    /// nor what its sender did not write.
    pub fn proposed(&self) -> Decision {
        let leave = self.two_versions || self.clock_looks_wrong || self.removal || self.claim.is_some();
        if leave { Decision::Later } else { Decision::Use }
    }
}

/// Who decides, about which file, and when.
#[derive(Debug, Clone)]
pub struct Reviewer {
    /// The reviewer's writer id.
    pub writer: Id,
    /// The file that was reviewed.
    pub bundle: Id,
    /// A new id for the record of this review.
    pub review: Id,
    /// Today, `YYYY-MM-DD`.
    pub today: String,
}

/// `writer`: whom somebody goes on from. Who says so of themselves only claims it.
pub const FOLLOWS: &str = "follows";
