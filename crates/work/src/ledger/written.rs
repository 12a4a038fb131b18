//! Everything that people wrote in an action and in its updates, as one text: what is searched.

use super::state::Ledger;
use crate::domain::kinds::{self, Shape};
use crate::record::{Id, Record};
use std::iter::once;

/// The words of an action and of these updates, and the names of the organisations that own and support it.
pub(super) fn words(ledger: &Ledger, action: Id, updates: impl Iterator<Item = Id>) -> String {
    let all: Vec<&Record> = once(action).chain(updates).filter_map(|id| ledger.records().get(id)).collect();
    let names = all.iter().flat_map(|record| owning(record)).map(|id| ledger.organisation_name(id, ""));
    let written = all.iter().flat_map(|record| kinds::written(record)).map(|(_, words)| words.to_owned());
    written.chain(names).collect::<Vec<_>>().join(" ")
}

/// The organisations of a record's lists of owners.
fn owning(record: &Record) -> impl Iterator<Item = Id> {
    let fields = kinds::find(&record.kind).map_or(&[][..], |kind| kind.fields).iter();
    let lists = fields.filter(|field| matches!(field.shape, Shape::Each(Shape::Owner | Shape::OwnerOr(_))));
    lists.flat_map(|field| record.members(field.name)).filter_map(|(id, _)| id.parse().ok())
}
