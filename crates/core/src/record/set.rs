//! Records by id: the whole of what a device or a file holds.

use super::{Edit, Id, Record, Stamp};
use std::collections::BTreeMap;
use std::collections::btree_map;

/// Records by id. Joining two sets joins record by record.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Set {
    records: BTreeMap<Id, Record>,
}

impl Set {
    /// An empty set.
    pub fn new() -> Set {
        Set::default()
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// One record.
    pub fn get(&self, id: Id) -> Option<&Record> {
        self.records.get(&id)
    }

    /// All records, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    /// Joins one record in.
    pub fn join_record(&mut self, record: Record) {
        match self.records.entry(record.id) {
            btree_map::Entry::Vacant(place) => {
                place.insert(record);
            }
            btree_map::Entry::Occupied(mut mine) => mine.get_mut().join(&record),
        }
    }

    /// Joins every record of another set in.
    pub fn join(&mut self, other: Set) {
        for record in other.records.into_values() {
            self.join_record(record);
        }
    }

    /// Makes an edit under a stamp, and gives back the changed field as a part of its record.
    pub fn edit(&mut self, edit: &Edit, at: Stamp) -> Record {
        let record = self.records.entry(edit.record).or_insert_with(|| Record::new(edit.record, edit.kind.clone()));
        record.edit(&edit.field, edit.value.clone(), at);
        record.part([edit.field.as_str()])
    }

    /// Puts a record in the place of whatever stood there. For reading back what was stored; everything
    /// else joins.
    pub fn put(&mut self, record: Record) {
        self.records.insert(record.id, record);
    }

    /// Takes a record out. For taking back what never left this device; everything else withdraws.
    pub fn remove(&mut self, id: Id) -> Option<Record> {
        self.records.remove(&id)
    }

    /// Changes a record in place, if it is there.
    pub fn with<T>(&mut self, id: Id, change: impl FnOnce(&mut Record) -> T) -> Option<T> {
        self.records.get_mut(&id).map(change)
    }

    /// What this set holds that joining into `base` would change `base` by: whole new records, and
    /// of known ones only the fields that differ.
    ///
    /// ```
    /// use golden_thread_core::record::{Edit, Id, Set, Stamp};
    /// use serde_json::json;
    ///
    /// let (writer, action) = (Id::from_bytes([1; 16]), Id::from_bytes([9; 16]));
    /// let edit = |field: &str, words: &str| Edit { record: action, kind: "action".into(), field: field.into(), value: json!(words) };
    /// let mut issued = Set::new();
    /// issued.edit(&edit("title", "Walks"), Stamp::new(1_000, 0, writer));
    /// let mut mine = issued.clone();
    /// mine.edit(&edit("number", "1.1"), Stamp::new(2_000, 0, writer));
    ///
    /// let to_send = mine.beyond(&issued);
    /// let part = to_send.get(action).unwrap();
    /// assert_eq!((part.text("number"), part.text("title")), (Some("1.1"), None));
    /// ```
    pub fn beyond(&self, base: &Set) -> Set {
        self.beyond_all(&[base])
    }

    /// The same beyond several sets joined, without joining them: only records that stand in more than
    /// one of them are.
    pub fn beyond_all(&self, bases: &[&Set]) -> Set {
        let mut beyond = Set::new();
        for record in self.iter() {
            let mut copies = bases.iter().filter_map(|base| base.get(record.id));
            let first = copies.next();
            let joined = copies.fold(None, |joined: Option<Record>, copy| {
                let mut joined = joined.or_else(|| first.cloned())?;
                joined.join(copy);
                Some(joined)
            });
            match joined.as_ref().or(first) {
                None => beyond.join_record(record.clone()),
                Some(known) => {
                    let names = known.changed_by(record);
                    let scrubbed = record.erased() != known.erased() || !record.redacted().is_subset(known.redacted());
                    if !names.is_empty() || scrubbed {
                        beyond.join_record(record.part(names));
                    }
                }
            }
        }
        beyond
    }
}

impl FromIterator<Record> for Set {
    fn from_iter<T: IntoIterator<Item = Record>>(records: T) -> Set {
        let mut set = Set::new();
        for record in records {
            set.join_record(record);
        }
        set
    }
}

impl IntoIterator for Set {
    type Item = Record;
    type IntoIter = btree_map::IntoValues<Id, Record>;

    fn into_iter(self) -> Self::IntoIter {
        self.records.into_values()
    }
}
