//! A writer of whom somebody says that it wrote what it never did. Everybody who believes that drops what the writer
//! really writes from then on. Cutting it out does not help, because any copy brings it back; so the device goes on
//! under a new writer id and writes those fields again.

use crate::domain::{Draft, Writer, fields as f, kind};
use crate::ledger::changes::{Cause, Work};
use crate::record::{Clock, Field, Id, Record, Stamp, Write};
use crate::store::backup::FOLLOWS;
use crate::store::rows::About;
use crate::store::{RowChange, State};
use std::collections::{BTreeMap, BTreeSet};

/// How a device goes on whose writer is poisoned.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The new writer's entry, and what is written again.
    pub work: Work,
    /// Who uses this device, under the new writer id.
    pub rows: Vec<RowChange>,
}

/// The fields here of which somebody says that this device's writer wrote after its clock: record and name.
pub fn poisoned(state: &State) -> Vec<(Id, String)> {
    let Some(clock) = &state.clock else { return Vec::new() };
    let strange = |field: &Field| field.seen().any(|s| s.writer() == clock.writer() && s > clock.last());
    let of = |r: &crate::record::Record| {
        let id = r.id;
        let names = r.fields().iter().filter(|(_, field)| strange(field)).map(move |(name, _)| (id, name.clone()));
        names.collect::<Vec<_>>()
    };
    state.ledger.records().iter().flat_map(of).collect()
}

/// How this device goes on as `writer` where these fields are poisoned; `None` before the first visit is done. What its
/// own writer wrote in them is written again.
pub fn repair(state: &State, fields: &[(Id, String)], writer: Id) -> Option<Repair> {
    let before = state.about.as_ref()?;
    let old = before.writer()?;
    let known = state.ledger.records().get(old).map(Writer);
    let mut me = Draft::new(writer, kind::WRITER)
        .with(f::NAME, known.map(Writer::name).unwrap_or_default())
        .with(f::ROLE, before.role.as_str());
    me.set(f::ORGANISATION, before.organisation.clone());
    me.set(FOLLOWS, old.to_string());
    let mut work = Work::new(Cause::Typed);
    work.edits.extend(me.edits());
    let mut clock = Clock::resume(writer, state.clock.as_ref()?.last());
    for (id, name) in fields {
        let Some(record) = state.ledger.records().get(*id).filter(|r| r.id != old && r.erased().is_none()) else {
            continue;
        };
        let again = record.field(name).and_then(|field| again(field, old, clock.next(0)));
        let Some(field) = again else { continue };
        let fields = BTreeMap::from([(name.clone(), field)]);
        let (kind, none) = (record.kind.clone(), BTreeSet::new());
        work.joins.push(Record::from_parts(*id, kind, fields, none, None, BTreeMap::new()));
    }
    let keeper = before.keeper.clone().map(|k| if k == before.writer { writer.to_string() } else { k });
    let about = About { writer: writer.to_string(), keeper, ..before.clone() };
    Some(Repair { work, rows: vec![RowChange::About(about)] })
}

/// What `old` wrote in a field, written again at this stamp in the place of just that; `None` where nothing of it stands.
/// What stands beside it by others stays beside it.
fn again(field: &Field, old: Id, at: Stamp) -> Option<Field> {
    let write = field.writes().iter().rev().find(|w| w.at.writer() == old)?;
    let others = |stamp: &Stamp| field.writes().iter().any(|w| w.at.writer() != old && w.at.writer() == stamp.writer());
    let seen = field.seen().filter(|stamp| !others(stamp)).collect();
    Some(Field::from_parts(vec![Write { at, ..write.clone() }], seen, BTreeMap::new()))
}

/// What opening a file changes together with how the device goes on as `writer`, where the file shows that `fields` are
/// poisoned: as one change, so that neither is stored without the other.
pub fn repaired(
    state: &State,
    (mut work, rows): (Work, Vec<RowChange>),
    fields: &[(Id, String)],
    writer: Id,
) -> (Work, Vec<RowChange>) {
    let mut after = state.clone();
    after.ledger.change(|all| work.joins.iter().cloned().for_each(|record| all.join_record(record)));
    let Some(repair) = repair(&after, fields, writer).filter(|_| !fields.is_empty()) else { return (work, rows) };
    work.add(repair.work);
    let writer = writer.to_string();
    let as_new = |row| match row {
        RowChange::About(about) => RowChange::About(About { writer: writer.clone(), ..about }),
        other => other,
    };
    let mut rows: Vec<RowChange> = rows.into_iter().map(as_new).collect();
    if !rows.iter().any(|row| matches!(row, RowChange::About(_))) {
        rows.extend(repair.rows);
    }
    (work, rows)
}
