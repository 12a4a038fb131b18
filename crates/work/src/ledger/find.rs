//! Looking for a record by its words, whatever its kind: everything that the partnership keeps and a page shows.

use super::pieces::Names;
use super::state::Ledger;
use crate::domain::kinds::{self, Shape};
use crate::record::{Id, Record};

/// A record that has the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
}

/// The live records of these kinds in which all these words occur, in any order and case: in what they are called, in what people wrote, in the words of
/// their choices, and in what the records that it names are called. In the order of what they are called; none for no words.
///
/// ```
/// use golden_thread_work::domain::{Draft, kind};
/// use golden_thread_work::ledger::{Ledger, Side, find::find};
/// use golden_thread_work::record::{Id, Set, Stamp};
///
/// let id = |n| Id::from_bytes([n; 16]);
/// let mut records = Set::new();
/// for edit in Draft::new(id(1), kind::GROUP).with("name", "Live Well cell").with("kindOfGroup", "leadership-cell").edits() {
///     records.edit(&edit, Stamp::new(1, 0, id(9)));
/// }
/// let ledger = Ledger::new(records, None, Side::Office);
/// assert_eq!(find(&ledger, &[kind::GROUP], "leadership live")[0].title, "Live Well cell");
/// assert!(find(&ledger, &[kind::GROUP], "swimming").is_empty());
/// ```
pub fn find(ledger: &Ledger, kinds: &[&str], words: &str) -> Vec<Found> {
    Index::new(ledger, kinds).find(words)
}

/// The words of records, prepared for searching as somebody types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    entries: Vec<(Found, String)>,
}

impl Index {
    /// Prepares the live records of these kinds.
    pub fn new(ledger: &Ledger, kinds: &[&str]) -> Index {
        let names = Names { ledger, file: None };
        let entry = |record: &Record| {
            let found = Found { id: record.id, kind: record.kind.clone(), title: names.title_of(record) };
            (found, text(names, record).to_lowercase())
        };
        let mut entries: Vec<(Found, String)> = kinds.iter().flat_map(|kind| ledger.of_kind(kind)).map(entry).collect();
        entries.sort_by_cached_key(|(found, _)| (found.title.to_lowercase(), found.id));
        Index { entries }
    }

    /// The records in which all these words occur; see [`find`].
    pub fn find(&self, words: &str) -> Vec<Found> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let has_all = |text: &str| !words.is_empty() && words.iter().all(|word| text.contains(word.as_str()));
        self.entries.iter().filter(|(_, text)| has_all(text)).map(|(found, _)| found.clone()).collect()
    }
}

/// Everything in a record that can be looked for.
fn text(names: Names<'_>, record: &Record) -> String {
    let written = kinds::written(record).map(|(_, words)| words.to_owned());
    let mut all: Vec<String> = written.chain([names.title_of(record)]).collect();
    for field in kinds::find(&record.kind).into_iter().flat_map(|kind| kind.fields) {
        let named = |id: &str| id.parse().ok().map(|id| names.title(id));
        let text = record.text(field.name);
        match field.shape {
            Shape::Choice(_) => all.extend(text.map(|choice| field.choice(choice))),
            Shape::Ref(_) => all.extend(text.and_then(named)),
            Shape::Each(Shape::Link(_) | Shape::Under(_) | Shape::Owner | Shape::OwnerOr(_)) => {
                all.extend(record.members(field.name).filter_map(|(id, _)| named(id)));
            }
            _ => {}
        }
    }
    all.join(" ")
}
