//! What a partnership keeps: the kinds of records, the names of their fields, and typed views over them.
//!
//! A view borrows a [`Record`](crate::record::Record) and gives its fields with their types; a view never
//! fails: what is missing or of another shape reads as absent, and stays in the record. Names are the
//! field's standard words.
//!
//! What may not live here: how records travel or are stored, what a screen or a paper looks like.
//!
//! ```
//! use golden_thread_core::domain::{fields as f, kind, kinds};
//!
//! // Every kind is declared once; what shows, reviews or exports a field goes over the declaration.
//! let title = kinds::field(kind::ACTION, f::TITLE).unwrap();
//! assert_eq!(title.label(""), "Title");
//! // Of a list, whatever the member.
//! assert!(kinds::find(kind::ACTION).unwrap().field("owner/anybody").unwrap().is_list());
//! assert!(kinds::office_writes(kind::REVIEW));
//! ```

mod action_state;
mod contact;
mod counts;
mod cycle;
mod day;
mod events;
pub mod fields;
mod figure;
mod happened;
pub mod ids;
#[macro_use]
pub mod kind;
pub mod kinds;
pub mod languages;
pub mod letters;
mod outcome;
pub mod owners;
mod period;
mod rating;
mod risk;
mod role;
pub mod timescale;
mod topic;
mod views;
mod web;

pub use action_state::ActionState;
pub use counts::{Counts, Talk};
pub use day::{read_day, read_past_day};
pub use events::AnswerState;
pub use figure::{Figure, number_words, observed, part_words};
pub use happened::{Did, Happened};
pub use kinds::{
    Action, Aim, Answer, Contact, Cycle, Encounter, Event, Insight, Measure, Observation, Organisation, Plan, Priority,
    Risk, Service, Tally, Theme, Update, Writer,
};
pub use outcome::Outcome;
pub use period::Period;
pub use rating::{Colour, Pattern, Rating, Scale, Shape};
pub use risk::Level;
pub use role::Role;
pub use timescale::Timescale;
pub use topic::{PICTURES, Topic};
pub use views::{Headline, Owner, Placement};
pub use web::{MAX_ADDRESS, web_address};

use crate::record::{Edit, Id};
use serde_json::Value;
use std::collections::BTreeMap;

/// A record that does not exist yet: what intake proposes or a form is about to make.
///
/// ```
/// use golden_thread_core::domain::{Draft, fields as f, kind};
/// use golden_thread_core::record::Id;
///
/// let draft = Draft::new(Id::from_bytes([9; 16]), kind::ACTION).with(f::TITLE, "Walks").with(f::NUMBER, " ");
/// assert_eq!(draft.edits().count(), 1, "what is blank is not written");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its id, fixed from now on.
    pub id: Id,
    /// Its kind, one of [`kind`].
    pub kind: &'static str,
    /// Its fields; null ones are not written.
    pub fields: BTreeMap<String, Value>,
}

impl Draft {
    /// A draft without fields.
    pub fn new(id: Id, kind: &'static str) -> Draft {
        Draft { id, kind, fields: BTreeMap::new() }
    }

    /// The same draft with a field set; null and empty texts are left out.
    pub fn with(mut self, field: impl Into<String>, value: impl Into<Value>) -> Draft {
        self.set(field, value);
        self
    }

    /// Sets a field; null and empty texts remove it.
    pub fn set(&mut self, field: impl Into<String>, value: impl Into<Value>) {
        let (field, value) = (field.into(), value.into());
        if value.is_null() || value.as_str().is_some_and(|s| s.trim().is_empty()) {
            self.fields.remove(&field);
        } else {
            self.fields.insert(field, value);
        }
    }

    /// The edits that make this record. What opens it to the partnership is said last: of all the others.
    pub fn edits(&self) -> impl Iterator<Item = Edit> + '_ {
        let opens = kinds::opened_by(self.kind);
        let (last, first): (Vec<_>, Vec<_>) = self.fields.iter().partition(|(field, _)| Some(field.as_str()) == opens);
        first.into_iter().chain(last).map(|(field, value)| Edit {
            record: self.id,
            kind: self.kind.to_owned(),
            field: field.clone(),
            value: value.clone(),
        })
    }
}
