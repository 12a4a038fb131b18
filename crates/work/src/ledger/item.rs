//! One thing to decide in a review, what may be decided about it, and who decides.

use crate::domain::fields as f;
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
    /// Used with changes: what is to stand instead.
    UseWithChanges(Amended),
    /// Not used, because.
    NotUse {
        /// The reason, for the sender.
        reason: String,
    },
    /// Decide another time.
    Later,
}

/// What is to stand instead of what came in: a value for each field that is to say something else. The rest of a new
/// record stands as it came, and its author stays its author.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Amended(Vec<(Option<String>, Value)>);

impl Amended {
    /// Each field that is to say something else, with what it is to say.
    pub fn fields<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.0.iter().map(|(field, value)| (field.as_deref().unwrap_or(item.field()), value))
    }

    /// What the changed fields are to say.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The value of the piece's own field, where that is to say something else.
    pub fn own<'a>(&'a self, item: &'a Item) -> Option<&'a Value> {
        self.fields(item).find(|(field, _)| *field == item.field()).map(|(_, value)| value)
    }
}

impl From<Value> for Amended {
    /// The piece's own words: a changed field's, or a new update's narrative.
    fn from(value: Value) -> Amended {
        Amended(vec![(None, value)])
    }
}

impl From<&str> for Amended {
    fn from(words: &str) -> Amended {
        Value::from(words).into()
    }
}

impl FromIterator<(String, Value)> for Amended {
    /// Fields of a new record by their names.
    fn from_iter<T: IntoIterator<Item = (String, Value)>>(fields: T) -> Amended {
        Amended(fields.into_iter().map(|(field, value)| (Some(field), value)).collect())
    }
}

impl Item {
    /// The field that it is about; of a new record, that of an update's own words.
    pub fn field(&self) -> &str {
        self.key.1.as_deref().unwrap_or(f::NARRATIVE)
    }

    /// What came in for a field: of a new record, what that says; of one field, the value.
    pub fn came(&self, field: &str) -> Option<&Value> {
        let of_record = self.record.as_ref().and_then(|record| record.value(field));
        of_record.or(self.incoming.as_ref().filter(|_| field == self.field()))
    }

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
