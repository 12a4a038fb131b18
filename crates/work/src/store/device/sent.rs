//! The files that were sent, and what they held, read once: the frame around every page asks for it at every change.

use crate::bundle::read_record_line;
use crate::record::Set;
use crate::store::database::rows::{SentRow, SentState};
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// The files sent, oldest first.
#[derive(Debug, Clone)]
pub struct Sent {
    rows: Vec<SentRow>,
    revision: u64,
    exported: OnceLock<Arc<Set>>,
    confirmed: OnceLock<Arc<Set>>,
}

impl Sent {
    /// Puts a file in, or in the place of what was known of it.
    pub(in crate::store) fn put(&mut self, row: SentRow) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.retain(|known| known.id != row.id);
        rows.push(row);
        rows.sort_by_key(|row| row.sequence);
        *self = Sent::from(rows);
    }

    /// A number that changes whenever a file does, and is the same in copies.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What any file held that has left this device.
    pub(in crate::store) fn exported(&self) -> &Set {
        self.exported.get_or_init(|| self.held(SentRow::has_left))
    }

    /// What the confirmed files held.
    pub(in crate::store) fn confirmed(&self) -> &Set {
        self.confirmed.get_or_init(|| self.held(|row| row.state == SentState::Confirmed))
    }

    fn held(&self, counts: impl Fn(&SentRow) -> bool) -> Arc<Set> {
        let rows = self.rows.iter().filter(|row| counts(row));
        Arc::new(rows.flat_map(|row| &row.records).filter_map(|line| read_record_line(line).ok()).collect())
    }
}

impl From<Vec<SentRow>> for Sent {
    fn from(rows: Vec<SentRow>) -> Sent {
        // Never given twice, so that what took another one's place differs from it.
        static LAST: AtomicU64 = AtomicU64::new(0);
        let revision = LAST.fetch_add(1, Ordering::Relaxed);
        Sent { rows, revision, exported: OnceLock::new(), confirmed: OnceLock::new() }
    }
}

impl Default for Sent {
    fn default() -> Sent {
        Sent::from(Vec::new())
    }
}

impl PartialEq for Sent {
    fn eq(&self, other: &Sent) -> bool {
        self.rows == other.rows
    }
}

impl Deref for Sent {
    type Target = [SentRow];

    fn deref(&self) -> &[SentRow] {
        &self.rows
    }
}

impl<'a> IntoIterator for &'a Sent {
    type Item = &'a SentRow;
    type IntoIter = std::slice::Iter<'a, SentRow>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::bundle::{Purpose, record_line};
    use crate::record::{Edit, Id, Stamp};

    fn row(sequence: u64, update: u8) -> SentRow {
        let mut set = Set::new();
        let id = Id::from_bytes([update; 16]);
        let edit = Edit { record: id, kind: "update".into(), field: "narrative".into(), value: "said".into() };
        set.edit(&edit, Stamp::new(1, 0, Id::from_bytes([9; 16])));
        SentRow {
            id: format!("file {sequence}"),
            sequence,
            purpose: Purpose::Return.name().to_owned(),
            number: None,
            created: "2026-02-01T09:00:00Z".into(),
            state: SentState::Exported,
            records: set.iter().map(record_line).collect(),
            to: None,
            held: None,
            left: Vec::new(),
            locked: None,
            words: None,
            unsent: false,
        }
    }

    #[test]
    fn what_the_files_held_is_read_once_and_anew_when_a_file_changes() {
        let mut sent = Sent::default();
        sent.put(row(2, 2));
        sent.put(row(1, 1));
        assert_eq!(sent.iter().map(|row| row.sequence).collect::<Vec<_>>(), [1, 2]);
        let (before, first) = (sent.revision(), std::ptr::from_ref(sent.exported()));
        assert!(std::ptr::eq(first, sent.exported()), "not read twice");
        assert_eq!((sent.exported().len(), sent.confirmed().len()), (2, 0));
        let copy = sent.clone();
        assert_eq!((copy.revision(), &copy), (before, &sent));
        let confirmed = sent.first().unwrap().confirmed();
        sent.put(confirmed);
        assert!(sent.revision() != before);
        assert_eq!((sent.exported().len(), sent.confirmed().len()), (2, 1));
        // Words that were removed for good are in no file here any more, nor in what was read of it.
        sent.put(SentRow { records: Vec::new(), ..row(2, 2) });
        assert_eq!(sent.exported().len(), 1);
        assert!(sent.exported().get(Id::from_bytes([2; 16])).is_none());
    }
}
