//! What somebody had before them when they opened a form.

use crate::record::{Edit, Id, Record, Stamp};
use serde_json::Value;
use std::collections::BTreeMap;

/// The records a form was opened on, as they stood then, and what of it was noted with words that were left half typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Had {
    records: Vec<Record>,
    /// Of a form that was left and opened again: the stamps of each field when it was opened first, and a line for each
    /// of its records. What was typed then was typed before anything that came since.
    noted: BTreeMap<String, Vec<Stamp>>,
}

fn key(record: Id, field: &str) -> String {
    format!("{record} {field}")
}

fn stamps(record: &Record, field: &str) -> Vec<Stamp> {
    record.field(field).into_iter().flat_map(|f| f.writes().iter().map(|w| w.at)).collect()
}

impl Had {
    /// These records, as they stand; one that is not there yet as a record without fields.
    pub fn of(records: impl IntoIterator<Item = Record>) -> Had {
        Had { records: records.into_iter().collect(), noted: BTreeMap::new() }
    }

    /// The stamps of all fields, as a text to keep beside words that are being typed.
    pub fn note(&self) -> String {
        let mut noted = self.noted.clone();
        for record in &self.records {
            let key_of_all = record.id.to_string();
            if noted.contains_key(&key_of_all) {
                continue;
            }
            noted.insert(key_of_all, Vec::new());
            for field in record.fields().keys() {
                noted.insert(key(record.id, field), stamps(record, field));
            }
        }
        let line = |(key, stamps): (&String, &Vec<Stamp>)| {
            let stamps: Vec<String> = stamps.iter().map(Stamp::to_string).collect();
            format!("{}\t{key}", stamps.join(" "))
        };
        noted.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The records.
    pub fn ids(&self) -> Vec<Id> {
        self.records.iter().map(|r| r.id).collect()
    }

    /// Forgets what was noted: the words it stood beside are not wanted any more.
    pub fn forget_noted(&mut self) {
        self.noted = BTreeMap::new();
    }

    /// Takes in what was noted beside words that were left; see [`Had::note`]. A line that cannot be read is no news.
    pub fn recall(&mut self, note: &str) {
        for line in note.lines() {
            let Some((stamps, key)) = line.split_once('\t') else { continue };
            let stamps = stamps.split_whitespace().filter_map(|s| s.parse().ok()).collect();
            self.noted.insert(key.to_owned(), stamps);
        }
    }

    /// The stamps of the writes that stood in a field; `None` where the form was not opened on that record.
    pub fn stamps(&self, record: Id, field: &str) -> Option<Vec<Stamp>> {
        let known = self.records.iter().find(|r| r.id == record)?;
        Some(match self.noted.get(&record.to_string()) {
            Some(_) => self.noted.get(&key(record, field)).cloned().unwrap_or_default(),
            None => stamps(known, field),
        })
    }

    /// Whether an edit writes just what the form was opened on: nobody touched it.
    pub fn is_untouched(&self, edit: &Edit) -> bool {
        let Some(known) = self.records.iter().find(|r| r.id == edit.record) else { return false };
        known.field(&edit.field).is_some_and(|f| !f.is_conflict())
            && known.value(&edit.field).unwrap_or(&Value::Null) == &edit.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(record: Id, value: &str) -> Edit {
        Edit { record, kind: "action".into(), field: "title".into(), value: value.into() }
    }

    #[test]
    fn what_a_form_had_is_known_after_it_was_left() {
        let (id, other) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        let mut record = Record::new(id, "action");
        let (first, second) = (Stamp::new(1, 0, other), Stamp::new(2, 0, other));
        record.edit("title", "A".into(), first);
        let had = Had::of([record.clone()]);
        assert_eq!(had.stamps(id, "title"), Some(vec![first]));
        assert_eq!(had.stamps(id, "details"), Some(vec![]), "nothing stood there");
        assert_eq!(had.stamps(other, "title"), None, "another record");
        assert!(had.is_untouched(&edit(id, "A")) && !had.is_untouched(&edit(id, "B")));
        record.edit("title", "B".into(), second);
        let mut again = Had::of([record]);
        assert_eq!(again.stamps(id, "title"), Some(vec![second]));
        again.recall(&had.note());
        again.recall("no line of ours");
        assert_eq!(again.stamps(id, "title"), Some(vec![first]), "typed before that");
        assert!(again.is_untouched(&edit(id, "B")), "what shows now and is not touched");
        assert_eq!(again.note(), had.note(), "left once more");
        assert_eq!(again.stamps(id, "details"), Some(vec![]), "what came since was not there either");
    }
}
