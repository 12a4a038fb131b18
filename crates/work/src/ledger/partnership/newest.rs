//! Records in the order in which lists show them: the newest first.

use super::super::Ledger;
use super::super::pieces::Names;
use super::Meetings;
use crate::days::Date;
use crate::days::hours::WallTime;
use crate::domain::kinds::{self, Shape};
use crate::domain::{Timescale, fields as f};
use crate::record::{Id, Record};
use std::cmp::Reverse;

/// The same records, those with a day first, the newest of them at the top; then the others by what they are called. The day is the
/// record's own, else its meeting's, else the first that its kind has.
pub fn newest_first(ledger: &Ledger, meetings: &Meetings, mut ids: Vec<Id>) -> Vec<Id> {
    let names = Names { ledger, file: None };
    ids.sort_by_cached_key(|id| {
        let day = ledger.records().get(*id).and_then(|record| day(meetings, record));
        (Reverse(day), names.title(*id).to_lowercase(), *id)
    });
    ids
}

fn day(meetings: &Meetings, record: &Record) -> Option<Date> {
    let of = |name: &str, shape: Shape| match shape {
        Shape::Day => record.text(name)?.parse().ok(),
        Shape::When => record.text(name)?.parse::<WallTime>().ok().map(|at| at.date),
        Shape::Timescale => record.value(name).and_then(Timescale::from_value)?.latest,
        _ => None,
    };
    let fields = kinds::find(&record.kind).map(|kind| kind.fields).unwrap_or_default();
    let own = fields.iter().find(|field| field.name == f::DATE).and_then(|field| of(field.name, field.shape));
    let held = || meetings.get(record.text(f::AT_MEETING)?.parse().ok()?)?.day;
    own.or_else(held).or_else(|| fields.iter().find_map(|field| of(field.name, field.shape)))
}
