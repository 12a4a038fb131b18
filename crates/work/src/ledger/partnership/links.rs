//! Which records a record names, and which name it, over the declaration of their kinds.

use super::super::Ledger;
use crate::domain::Placement;
use crate::domain::kinds::{self, Field, Shape};
use crate::record::{Id, Record};
use serde_json::Value;

/// A record that names another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The record that names.
    pub id: Id,
    /// The field in which it does.
    pub field: &'static Field,
}

/// The records that a record names, each with the field, in the order of its kind's declaration.
pub fn names(record: &Record) -> Vec<(&'static Field, Id)> {
    let mut all = Vec::new();
    for field in kinds::find(&record.kind).into_iter().flat_map(|kind| kind.fields) {
        let mut add = |text: &str| all.extend(text.parse().ok().map(|id: Id| (field, id)));
        match field.shape {
            Shape::Ref(_) => add(record.text(field.name).unwrap_or_default()),
            Shape::Each(Shape::Placed) => {
                let places = members(record, field.name).filter_map(Placement::read);
                all.extend(places.flat_map(|place| [(field, place.aim), (field, place.priority)]));
            }
            Shape::Each(Shape::Link(_) | Shape::Under(_) | Shape::Owner | Shape::OwnerOr(_) | Shape::Rating) => {
                members(record, field.name).for_each(add);
            }
            _ => {}
        }
    }
    all
}

fn members<'a>(record: &'a Record, list: &'a str) -> impl Iterator<Item = &'a str> {
    let is_there = |value: &Value| !value.is_null() && *value != Value::Bool(false);
    record.members(list).filter(move |(_, value)| is_there(value)).map(|(member, _)| member)
}

/// The live records that name one, each once, by the field that does so first.
///
/// Goes over every record that is here.
pub fn named_by(ledger: &Ledger, id: Id) -> Vec<Naming> {
    let live = ledger.records().iter().filter(|r| ledger.live(r.id, &r.kind).is_some());
    let naming = |record: &Record| {
        let (field, _) = names(record).into_iter().find(|(_, named)| *named == id)?;
        Some(Naming { id: record.id, field })
    };
    live.filter_map(naming).collect()
}
