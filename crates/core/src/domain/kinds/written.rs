//! What people wrote in a record, read over its declaration.

use super::{Field, Shape, find};
use crate::record::Record;
use serde_json::Value;

impl Shape {
    /// The words that somebody wrote in a value of this shape; of a list, in a member's.
    pub fn words(self, value: &Value) -> Option<&str> {
        let words = match self.of_one() {
            Shape::Text(_) | Shape::Mail | Shape::Telephone | Shape::Web | Shape::Any => value,
            Shape::Timescale | Shape::Period => value.get("words")?,
            Shape::Owner | Shape::OwnerOr(_) => value.get("as")?,
            _ => return None,
        };
        words.as_str().filter(|words| !words.trim().is_empty())
    }
}

/// What people wrote in a record, field by field as it is declared. A kind that is not known here says nothing that could be told
/// from what programs wrote.
///
/// ```
/// use golden_thread_core::domain::{fields as f, kind, kinds};
/// use golden_thread_core::record::{Id, Record, Stamp};
///
/// let id = Id::from_bytes([9; 16]);
/// let mut action = Record::new(id, kind::ACTION);
/// action.edit(f::TITLE, "Walks".into(), Stamp::new(1, 0, id));
/// action.edit(f::PLAN, id.to_string().into(), Stamp::new(2, 0, id));
/// let written: Vec<_> = kinds::written(&action).map(|(field, words)| (field.name, words)).collect();
/// assert_eq!(written, [(f::TITLE, "Walks")]);
/// ```
pub fn written(record: &Record) -> impl Iterator<Item = (&'static Field, &str)> {
    let fields = find(&record.kind).map_or(&[][..], |kind| kind.fields);
    fields.iter().flat_map(|field| {
        let alone = record.value(field.name).filter(|_| !field.is_list());
        let members = record.members(field.name).map(|(_, value)| value).filter(|_| field.is_list());
        let lines = record.members(field.name).map(|(line, _)| line).filter(|_| field.shape.of_one() == Shape::Line);
        let words = alone.into_iter().chain(members).filter_map(move |value| field.shape.words(value));
        words.chain(lines).map(move |words| (field, words))
    })
}
