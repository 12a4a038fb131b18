//! What a transaction changes in memory once it is done, and what undoing puts back.

use super::lost::Lost;
use super::row_change::RowChange;
use crate::record::{Clock, Field, Id, Record};

/// What a completed transaction changes in memory.
#[derive(Debug, Clone, Default)]
pub struct Delta {
    /// Changed records, whole.
    pub records: Vec<Record>,
    /// Records that are no longer there.
    pub removed: Vec<Id>,
    /// Other rows.
    pub rows: Vec<RowChange>,
    /// Fields of which there are two versions now: somebody wrote them while a form was open.
    pub beside: Vec<(Id, String)>,
    /// What was removed for good now, if anything. What is half typed about it, or quotes it, goes with it.
    pub lost: Option<Lost>,
    pub(in crate::store) clock: Option<Clock>,
    pub(in crate::store) cursor: String,
    pub(in crate::store) floor: String,
    pub(in crate::store) turn: String,
    pub(in crate::store) entries: usize,
    pub(in crate::store) undoable: Vec<String>,
    pub(in crate::store) not_undoable: Vec<String>,
    pub(in crate::store) forget_undo: bool,
}

/// Fields to put back as they were: what undoing does before anything has left the device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Restore {
    /// The reviewed file.
    pub bundle: String,
    /// Record, field, and the state to put back (none: the field was not there).
    pub fields: Vec<(Id, String, Option<Field>)>,
    /// Rows for undoing other reviews that change with it: key and text.
    pub undo: Vec<(String, String)>,
}
