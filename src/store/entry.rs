//! One row of the log: why something changed, and the records as they stand after it.

use crate::bundle::{read_record_line, record_line};
use crate::ledger::changes::Cause;
use crate::record::{Id, Record};
use serde::{Deserialize, Serialize};

/// One transaction's changes to the records. Records stand whole: reading the log after the snapshot,
/// the last one of an id counts. A removed record is one that an undone review had brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Why.
    pub cause: Cause,
    /// The changed records as they stand after it.
    pub records: Vec<Record>,
    /// Records that are no longer there.
    pub removed: Vec<Id>,
    /// What each change touched: record and field, for noticing another window's changes.
    pub touched: Vec<(Id, String)>,
}

#[derive(Serialize, Deserialize)]
struct Head {
    #[serde(flatten)]
    cause: Cause,
    #[serde(default)]
    removed: Vec<String>,
    #[serde(default)]
    touched: Vec<(String, String)>,
}

impl Entry {
    /// The row's text: a line about it, then a record a line.
    pub fn write(&self) -> String {
        let head = Head {
            cause: self.cause.clone(),
            removed: self.removed.iter().map(Id::to_string).collect(),
            touched: self.touched.iter().map(|(id, field)| (id.to_string(), field.clone())).collect(),
        };
        let mut text = serde_json::to_string(&head).unwrap_or_default();
        for record in &self.records {
            text.push('\n');
            text.push_str(&record_line(record));
        }
        text
    }

    /// Reads a row; what cannot be read of it is counted, not lost sight of.
    pub fn read(text: &str) -> (Option<Entry>, usize) {
        let mut lines = text.lines();
        let Some(head) = lines.next().and_then(|line| serde_json::from_str::<Head>(line).ok()) else {
            return (None, 1);
        };
        let mut unreadable = 0;
        let mut records = Vec::new();
        for line in lines {
            match read_record_line(line) {
                Ok(record) => records.push(record),
                Err(_) => unreadable += 1,
            }
        }
        let entry = Entry {
            cause: head.cause,
            records,
            removed: head.removed.iter().filter_map(|id| id.parse().ok()).collect(),
            touched: head.touched.into_iter().filter_map(|(id, field)| Some((id.parse().ok()?, field))).collect(),
        };
        (Some(entry), unreadable)
    }
}
