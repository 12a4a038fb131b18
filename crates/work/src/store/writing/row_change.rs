//! A change to what is kept beside the records.

use crate::record::Set;
use crate::store::database::rows::{About, DraftRow, ReceiptsRow, ReceivedRow, SentRow, StagedRow};
use crate::store::keys::KeysRow;

/// A change to a row that is not a record.
#[derive(Debug, Clone, PartialEq)]
pub enum RowChange {
    /// Who uses this device.
    About(About),
    /// A draft was typed in.
    Draft(DraftRow),
    /// A draft is gone (finished, or thrown away).
    DraftGone(String),
    /// A file came in.
    Staged(StagedRow),
    /// A file needs no decision any more.
    StagedGone(String),
    /// A file was sent, or more is known of it.
    Sent(SentRow),
    /// A file was opened.
    Received(ReceivedRow),
    /// What became of what this device sent.
    Receipts(ReceiptsRow),
    /// Keys, known ones and this device's own.
    Keys(KeysRow),
    /// The records of a new last plan file.
    Base(Set),
}
