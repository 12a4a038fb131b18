//! One row of the log: why something changed, and the records as they stand after it.

use crate::bundle::{read_record_line, record_line};
use crate::ledger::changes::{Cause, CauseParts};
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
    cause: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bundle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default)]
    removed: Vec<String>,
    #[serde(default)]
    touched: Vec<(String, String)>,
}

impl Entry {
    /// The row's text: a line about it, then a record a line.
    pub fn write(&self) -> String {
        let CauseParts { cause, bundle, number, title } = self.cause.parts();
        let head = Head {
            cause,
            bundle,
            number,
            title,
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
        let Head { cause, bundle, number, title, removed, touched } = head;
        let Some(cause) = Cause::of_parts(CauseParts { cause, bundle, number, title }) else { return (None, 1) };
        let mut unreadable = 0;
        let mut records = Vec::new();
        for line in lines {
            match read_record_line(line) {
                Ok(record) => records.push(record),
                Err(_) => unreadable += 1,
            }
        }
        let entry = Entry {
            cause,
            records,
            removed: removed.iter().filter_map(|id| id.parse().ok()).collect(),
            touched: touched.into_iter().filter_map(|(id, field)| Some((id.parse().ok()?, field))).collect(),
        };
        (Some(entry), unreadable)
    }
}
