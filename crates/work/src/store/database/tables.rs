//! A database as this room sees it: tables of text rows, what one transaction reads and writes, and why it may fail.

use crate::record::Record;
use std::future::Future;

/// The tables of a partnership's database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Appended changes to the records since the last snapshot; key: a number, 12 digits.
    Log,
    /// The records in chunks (`records/…`), the last plan file's (`base/…`), and what undoing a review
    /// needs (`undo/…`).
    Snapshot,
    /// What came in and waits for a decision; key: the file's id.
    Staged,
    /// Updates being drafted; key: the draft's id.
    Drafts,
    /// History: who changed what, when; key: record id, then a number.
    Changes,
    /// Files sent; key: sequence, 12 digits.
    Sent,
    /// Files received; key: the file's id.
    Received,
    /// One row a name: the clock, who uses this device, the last plan file.
    Meta,
}

impl Table {
    /// All tables, with their names in the database.
    pub const ALL: [(Table, &'static str); 8] = [
        (Table::Log, "log"),
        (Table::Snapshot, "snapshot"),
        (Table::Staged, "staged"),
        (Table::Drafts, "drafts"),
        (Table::Changes, "changes"),
        (Table::Sent, "sent"),
        (Table::Received, "received"),
        (Table::Meta, "meta"),
    ];

    /// The table's name in the database.
    pub fn name(self) -> &'static str {
        Table::ALL.iter().find(|(t, _)| *t == self).map_or("", |(_, name)| name)
    }
}

/// Rows of one table: key and text, by key.
pub type Rows = Vec<(String, String)>;

/// What a transaction sees before it writes: read inside it, so that nothing can come between.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// All rows of [`Table::Meta`].
    pub meta: Rows,
    /// Rows of [`Table::Log`] after the number asked for.
    pub newer: Rows,
}

/// What a transaction writes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Tables to empty, or parts of one: all keys with this beginning. Done first.
    pub clear: Vec<(Table, String)>,
    /// Rows to remove.
    pub delete: Vec<(Table, String)>,
    /// Rows to write.
    pub put: Vec<(Table, String, String)>,
    /// Rows of many records, written after those, each made into text when its turn comes: a browser's page would be
    /// held up by all of them at once.
    pub late: Vec<(Table, String, Vec<Record>)>,
}

/// A row's text: a line a record.
pub fn lines_of(records: &[Record]) -> String {
    records.iter().map(crate::bundle::record_line).collect::<Vec<_>>().join("\n")
}

/// Why something could not be kept. Nothing was changed, in the database or in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// The browser gives no storage at all (private window, blocked by policy).
    Blocked(String),
    /// The device or the browser's share of it is full.
    Full,
    /// The connection to the database was lost; the next attempt opens it anew.
    Lost(String),
    /// Another window holds an older version open.
    HeldOpen,
    /// A newer version of the app has changed the layout: this one can neither read nor write it.
    Newer,
    /// Another window of this device changed something since this one last looked. [`Vault::transact`](crate::store::Vault::transact) takes that in
    /// and works everything out anew; only what a person must look at again first comes back with it.
    Behind,
    /// What this device kept has gone: the browser was emptied, or another window removed it. What this
    /// window holds in memory is the only copy.
    Gone,
    /// What was read back is not what was written.
    NotKept,
}

impl StoreError {
    /// What to call it.
    pub fn title(&self) -> String {
        crate::words::say(if *self == StoreError::Gone { "store.goneTitle" } else { "store.title" })
    }

    /// The error in words a person can act on.
    pub fn words(&self) -> String {
        let key = match self {
            StoreError::Blocked(_) => "store.blocked",
            StoreError::Full => "store.full",
            StoreError::Lost(_) => "store.lost",
            StoreError::HeldOpen => "store.heldOpen",
            StoreError::Newer => "store.newer",
            StoreError::Behind => "store.behind",
            StoreError::Gone => "store.gone",
            StoreError::NotKept => "store.notKept",
        };
        crate::words::say(key)
    }
}

/// A database: tables of text rows and one strict transaction over all of them.
pub trait Store {
    /// Runs one transaction with strict durability: reads the [`View`] (log rows after the number
    /// `after`), lets `build` make the batch, writes it, reads back what was written, and resolves only
    /// once the database says that the transaction has completed.
    ///
    /// # Errors
    /// Whatever `build` refuses with, or why nothing could be kept.
    fn transact(
        &self,
        after: &str,
        build: impl FnOnce(View) -> Result<Batch, StoreError>,
    ) -> impl Future<Output = Result<(), StoreError>>;

    /// For each table and beginning, all rows whose key has that beginning, by key: everything in one transaction, so
    /// that nothing is written in between.
    ///
    /// # Errors
    /// Why the database could not be read.
    fn read(&self, wanted: &[(Table, &str)]) -> impl Future<Output = Result<Vec<Rows>, StoreError>>;

    /// All rows of a table whose key has this beginning, by key.
    ///
    /// # Errors
    /// Why the database could not be read.
    fn rows(&self, table: Table, beginning: &str) -> impl Future<Output = Result<Rows, StoreError>> {
        async move { Ok(self.read(&[(table, beginning)]).await?.pop().unwrap_or_default()) }
    }
}
