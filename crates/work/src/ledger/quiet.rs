//! What of a file joins without a decision, and the parts of records that a decision joins.
//!
//! What may not live here: what a person is shown, and what they decide ([`review`](super::review)'s).

use super::item::{FOLLOWS, Item};
use super::state::Ledger;
use crate::domain::{fields as f, kind, kinds};
use crate::record::{Field, Record, Set};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is joined without a decision: who a new writer is, and writes whose joining changes no value. It only adds:
/// whatever else the file says it has seen stays outside, so no write here is taken away by it.
pub(super) fn quiet(ledger: &Ledger, incoming: &Set, items: &[Item], used: bool) -> Vec<Record> {
    let mut quiet = Vec::new();
    for record in incoming.iter().filter(|r| !kinds::office_writes(&r.kind)) {
        let known = ledger.records().get(record.id);
        let names: Vec<&str> = match known {
            // Of whom nothing was used nothing goes to anybody.
            None if record.kind == kind::WRITER && used => self_written(record),
            None => continue,
            Some(known) => {
                let listed = |name: &str| items.iter().any(|i| i.key == (record.id, Some(name.to_owned())));
                let same = |name: &str| {
                    let mine = known.field(name);
                    record.field(name).is_some_and(|theirs| says_the_same(mine, &joined(mine, theirs)))
                };
                let changed = known.changed_by(record).into_iter();
                let theirs = |name: &str| kinds::office_writes_field(&known.kind, name);
                changed.filter(|n| !listed(n) && !is_follows(record, n) && !theirs(n) && same(n)).collect()
            }
        };
        if !names.is_empty() {
            quiet.push(added(&bare(record, names), known));
        }
    }
    quiet
}

/// What everybody may know of a writer.
const WHO: [&str; 3] = [f::NAME, f::ORGANISATION, f::ROLE];

/// Just the writes of a record that are new here.
fn added(record: &Record, known: Option<&Record>) -> Record {
    let new = |name: &str, field: &Field| {
        let here = known.and_then(|k| k.field(name));
        let writes = field.writes().iter().filter(|w| here.is_none_or(|h| !h.has_seen(w.at))).cloned().collect();
        Field::from_parts(writes, Vec::new(), field.extra().clone())
    };
    let fields = record.fields().iter().map(|(name, field)| (name.clone(), new(name, field)));
    let fields = fields.filter(|(_, field)| !field.writes().is_empty());
    Record::from_parts(record.id, record.kind.clone(), fields, Default::default(), None, BTreeMap::new())
}

/// Whether a field says whom a writer goes on from: that is only claimed.
pub(super) fn is_follows(record: &Record, name: &str) -> bool {
    record.kind == kind::WRITER && name == FOLLOWS
}

/// Who a new writer is: of what this writer wrote, the name and the organisation.
fn self_written(writer: &Record) -> Vec<&str> {
    let own = |field: &Field| field.writes().iter().all(|w| w.at.writer() == writer.id);
    let told = writer.fields().iter().filter(|(name, field)| own(field) && WHO.contains(&name.as_str()));
    told.map(|(name, _)| name.as_str()).collect()
}

/// Who a new writer is, as a record of what they wrote of themselves; nothing where they wrote none of it.
pub(super) fn who(writer: &Record) -> Option<Record> {
    let names = self_written(writer);
    (!names.is_empty()).then(|| added(&bare(writer, names), None))
}

/// Some fields of a record, without what was removed for good: that is an item of its own.
pub(super) fn bare<'a>(record: &Record, names: impl IntoIterator<Item = &'a str>) -> Record {
    let fields = names.into_iter().filter_map(|n| Some((n.to_owned(), record.field(n)?.clone())));
    Record::from_parts(record.id, record.kind.clone(), fields, Default::default(), None, BTreeMap::new())
}

/// Whether joining changes nothing that a person reads: the same values stand, or stand side by side.
pub(super) fn says_the_same(mine: Option<&Field>, joined: &Field) -> bool {
    let values = |field: &Field| {
        let mut values: Vec<Value> = field.versions().iter().filter_map(|w| w.value.clone()).collect();
        values.sort_by(crate::record::compare);
        values
    };
    let former = mine.map(values).unwrap_or_default();
    let now = values(joined);
    // A field that is not there and one whose value was removed read alike.
    now == former || (now == [Value::Null] && former.is_empty())
}

pub(super) fn joined(mine: Option<&Field>, theirs: &Field) -> Field {
    match mine {
        Some(mine) => {
            let mut joined = mine.clone();
            joined.join(theirs);
            joined
        }
        None => theirs.clone(),
    }
}
