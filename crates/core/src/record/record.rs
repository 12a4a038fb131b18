//! A record: fields, the words removed from it for good, and whether it was erased.

use super::field::join_extra;
use super::{Field, Id, Stamp};
use litemap::LiteMap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One intended change: this field of this record gets this value. It becomes a write when a stamp
/// is allotted, inside the transaction that stores it.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The record to change; made if it is not there yet.
    pub record: Id,
    /// The record's kind.
    pub kind: String,
    /// The field to change.
    pub field: String,
    /// The new value; null removes.
    pub value: Value,
}

/// That a record was erased for good: by whom, when, and why. Wins over everything.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Erased {
    /// When it was erased.
    pub at: Stamp,
    /// The writer who erased it.
    pub by: Id,
    /// The reason given.
    pub why: String,
}

/// Fields by name: a list in order, because most records have three or four, and a tree has room for eleven.
pub type Fields = LiteMap<String, Field>;

/// A fact or a document of some kind, as named fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What identifies the record on every device.
    pub id: Id,
    /// The kind's name; kinds this version does not know are carried on unchanged.
    pub kind: String,
    /// Shared between copies until one of them is changed: whoever stores ten thousand records, and whoever waits for
    /// it with the state as it was, holds them all.
    fields: Arc<Fields>,
    redacted: BTreeSet<Stamp>,
    erased: Option<Erased>,
    extra: BTreeMap<String, Value>,
}

/// Without room to grow: a list that grew by itself has room for four, and most records are read and never changed.
fn snug(fields: Fields) -> Fields {
    let mut list = fields.into_tuple_vec();
    list.shrink_to_fit();
    LiteMap::from_sorted_store_unchecked(list)
}

impl Record {
    /// A record without fields.
    pub fn new(id: Id, kind: impl Into<String>) -> Record {
        Record {
            id,
            kind: kind.into(),
            fields: Arc::default(),
            redacted: BTreeSet::new(),
            erased: None,
            extra: BTreeMap::new(),
        }
    }

    /// A record as read from outside, brought into the form in which records are kept.
    pub fn from_parts(
        id: Id,
        kind: String,
        fields: impl IntoIterator<Item = (String, Field)>,
        redacted: BTreeSet<Stamp>,
        erased: Option<Erased>,
        extra: BTreeMap<String, Value>,
    ) -> Record {
        let mut record =
            Record { id, kind, fields: Arc::new(snug(fields.into_iter().collect())), redacted, erased, extra };
        record.settle();
        record
    }

    /// All fields by name, also those that were removed (null) or redacted.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// One field.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.get(name)
    }

    /// The value to show for a field; see [`Field::value`].
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.fields.get(name).and_then(Field::value)
    }

    /// The field's text, if its value is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.value(name).and_then(Value::as_str)
    }

    /// The members of a list that is kept as one field per member, `list/<member>`, with their
    /// values; removed members are left out.
    ///
    /// ```
    /// use golden_thread_core::record::{Id, Record, Stamp};
    /// use serde_json::json;
    ///
    /// let writer = Id::from_bytes([1; 16]);
    /// let mut update = Record::new(Id::from_bytes([9; 16]), "update");
    /// update.edit("contributor/Ben", json!(true), Stamp::new(1_000, 0, writer));
    /// update.edit("contributor/Amina", json!(true), Stamp::new(1_001, 0, writer));
    /// let names: Vec<&str> = update.members("contributor").map(|(name, _)| name).collect();
    /// assert_eq!(names, ["Amina", "Ben"]);
    /// ```
    pub fn members<'a>(&'a self, list: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> + 'a {
        self.fields
            .iter()
            .skip(self.fields.find_index(list).unwrap_or_else(|at| at))
            .take_while(move |(name, _)| name.starts_with(list))
            .filter_map(move |(name, field)| {
                let member = name.strip_prefix(list)?.strip_prefix('/')?;
                Some((member, field.value()?))
            })
    }

    /// Stamps whose words were removed for good.
    pub fn redacted(&self) -> &BTreeSet<Stamp> {
        &self.redacted
    }

    /// Set once the record was erased for good.
    pub fn erased(&self) -> Option<&Erased> {
        self.erased.as_ref()
    }

    /// Members of this record that this version does not know.
    pub fn extra(&self) -> &BTreeMap<String, Value> {
        &self.extra
    }

    /// Replaces a field's value. An erased record takes no more edits.
    pub fn edit(&mut self, field: &str, value: Value, at: Stamp) {
        if self.erased.is_none() {
            Arc::make_mut(&mut self.fields).entry(field.to_owned()).or_default().edit(value, at);
        }
    }

    /// Writes a field for somebody who had only the writes with these stamps before them; see [`Field::edit_beside`].
    pub fn edit_beside(&mut self, field: &str, value: Value, at: Stamp, had: &[Stamp]) {
        if self.erased.is_none() {
            Arc::make_mut(&mut self.fields).entry(field.to_owned()).or_default().edit_beside(value, at, had);
        }
    }

    /// Puts a field back to a former state, or takes it out. For taking back what never left this device;
    /// anything that others may have seen is changed by an edit.
    pub fn restore(&mut self, name: &str, former: Option<Field>) {
        let fields = Arc::make_mut(&mut self.fields);
        match former {
            Some(field) => fields.insert(name.to_owned(), field),
            None => fields.remove(name),
        };
        self.settle();
    }

    /// Takes the words written at these stamps away for good, here and in whatever is joined later.
    ///
    /// ```
    /// use golden_thread_core::record::{Id, Record, Stamp};
    /// use serde_json::json;
    ///
    /// let at = Stamp::new(1_000, 0, Id::from_bytes([1; 16]));
    /// let mut update = Record::new(Id::from_bytes([9; 16]), "update");
    /// update.edit("narrative", json!("Mrs Smith was helped"), at);
    /// let copy = update.clone();
    ///
    /// update.redact([at]);
    /// assert_eq!(update.text("narrative"), None);
    /// update.join(&copy);
    /// assert_eq!(update.text("narrative"), None, "an old copy does not bring the words back");
    /// ```
    pub fn redact(&mut self, stamps: impl IntoIterator<Item = Stamp>) {
        self.redacted.extend(stamps);
        self.settle();
    }

    /// Erases the record for good: its id, its kind and the fact of erasing remain.
    pub fn erase(&mut self, erased: Erased) {
        self.erased = Some(match self.erased.take() {
            Some(known) => known.min(erased),
            None => erased,
        });
        self.settle();
    }

    /// Joins another copy of the same record into this one. Of two kinds the lesser name stays, so
    /// that the result never depends on the order.
    pub fn join(&mut self, other: &Record) {
        if other.kind < self.kind {
            self.kind.clone_from(&other.kind);
        }
        if let Some(erased) = &other.erased {
            self.erase(erased.clone());
        }
        if self.erased.is_some() {
            return;
        }
        if self.fields.is_empty() {
            self.fields = other.fields.clone();
        } else if !Arc::ptr_eq(&self.fields, &other.fields) {
            let fields = Arc::make_mut(&mut self.fields);
            let mut new = Vec::new();
            for (name, field) in other.fields() {
                match fields.get_mut(name) {
                    Some(mine) => mine.join(field),
                    None => new.push((name.clone(), field.clone())),
                }
            }
            fields.extend(new);
        }
        if !other.redacted.is_subset(&self.redacted) {
            self.redacted = BTreeSet::from_iter(self.redacted.iter().chain(&other.redacted).copied());
        }
        join_extra(&mut self.extra, &other.extra);
        self.settle();
    }

    /// A copy with only these fields (and what was redacted, erased or unknown): joining it into
    /// another copy of the record brings those fields and nothing else.
    pub fn part<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Record {
        let chosen = names.into_iter().filter_map(|n| Some((n.to_owned(), self.fields.get(n)?.clone())));
        Record {
            id: self.id,
            kind: self.kind.clone(),
            fields: Arc::new(chosen.collect()),
            redacted: self.redacted.clone(),
            erased: self.erased.clone(),
            extra: self.extra.clone(),
        }
    }

    /// Names of the fields in which joining `other` would change this copy.
    pub fn changed_by<'a>(&self, other: &'a Record) -> Vec<&'a str> {
        if self.erased.is_some() {
            return Vec::new();
        }
        let differs = |name: &str, theirs: &Field| match self.fields.get(name) {
            None => true,
            Some(mine) if mine == theirs => false,
            Some(mine) => {
                let mut joined = mine.clone();
                joined.join(theirs);
                joined.redact(&self.redacted);
                joined != *mine
            }
        };
        other.fields.iter().filter(|(n, f)| differs(n, f)).map(|(n, _)| n.as_str()).collect()
    }

    /// Every stamp of a surviving write.
    pub fn stamps(&self) -> impl Iterator<Item = Stamp> + '_ {
        self.fields.values().flat_map(|f| f.writes().iter().map(|w| w.at))
    }

    fn settle(&mut self) {
        if self.erased.is_some() {
            self.fields = Arc::default();
            self.redacted.clear();
            self.extra.clear();
        } else if !self.redacted.is_empty() {
            for (_, field) in Arc::make_mut(&mut self.fields).iter_mut() {
                field.redact(&self.redacted);
            }
        }
    }
}
