//! The record as one transaction leaves it, over the record as it was: joins, edits, and removals for good with the
//! office's copies of the same words. Knows no row and no table.

use super::scrub::declined_of;
use super::scrub::declined_words;
use crate::bundle::{Purpose, may_travel};
use crate::domain::kind;
use crate::ledger::changes::{Cause, Work};
use crate::record::{Clock, Erased, Field, Id, Record, Set, Stamp};
use crate::store::database::tables::StoreError;
use crate::store::device::state::State;
use std::collections::BTreeMap;

/// Stamps of what is counted at an event say no more than the hour.
const HOUR_MS: u64 = 60 * 60 * 1000;

/// A copy of the records that have been touched, over those that have not.
pub(in crate::store) struct Overlay<'a> {
    pub(in crate::store) under: &'a Set,
    pub(in crate::store) changed: BTreeMap<Id, Record>,
    pub(in crate::store) touched: Vec<(Id, String)>,
    /// Edits that stand beside what somebody wrote while a form was open.
    pub(in crate::store) beside: Vec<(Id, String)>,
}

impl<'a> Overlay<'a> {
    pub(in crate::store) fn over(state: &'a State) -> Overlay<'a> {
        let (touched, beside) = (Vec::new(), Vec::new());
        Overlay { under: state.ledger.records(), changed: BTreeMap::new(), touched, beside }
    }

    pub(in crate::store) fn before(&self, id: Id) -> Option<&Record> {
        self.under.get(id)
    }

    pub(in crate::store) fn touch(&mut self, id: Id, kind: &str) -> &mut Record {
        if !self.changed.contains_key(&id) {
            let start = self.before(id).cloned().unwrap_or_else(|| Record::new(id, kind));
            self.changed.insert(id, start);
        }
        self.changed.entry(id).or_insert_with(|| Record::new(id, kind))
    }
}

pub(in crate::store) fn apply_work(
    overlay: &mut Overlay<'_>,
    work: &Work,
    clock: Option<&mut Clock>,
    now_ms: u64,
) -> Result<(), StoreError> {
    let stamped_ms = if work.cause == Cause::Counted { now_ms - now_ms % HOUR_MS } else { now_ms };
    let needs_clock = !work.edits.is_empty() || !work.erase.is_empty();
    let mut none = Clock::new(Id::from_bytes([0; 16]));
    let clock = match clock {
        Some(clock) => clock,
        None if needs_clock => return Err(StoreError::Behind),
        None => &mut none,
    };
    for record in &work.joins {
        for stamp in record.stamps() {
            clock.observe(stamp, now_ms);
        }
        let names: Vec<String> = match overlay.changed.get(&record.id).or_else(|| overlay.before(record.id)) {
            Some(known) => known.changed_by(record).into_iter().map(str::to_owned).collect(),
            None => record.fields().keys().cloned().collect(),
        };
        overlay.touch(record.id, &record.kind).join(record);
        overlay.touched.extend(names.into_iter().map(|name| (record.id, name)));
    }
    for edit in &work.edits {
        let at = clock.next(stamped_ms);
        let had = work.had.stamps(edit.record, &edit.field);
        let record = overlay.touch(edit.record, &edit.kind);
        match had {
            None => record.edit(&edit.field, edit.value.clone(), at),
            Some(had) => record.edit_beside(&edit.field, edit.value.clone(), at, &had),
        }
        if record.field(&edit.field).is_some_and(Field::is_conflict) {
            overlay.beside.push((edit.record, edit.field.clone()));
        }
        overlay.touched.push((edit.record, edit.field.clone()));
    }
    for (id, stamps) in &work.redact {
        overlay.touch(*id, "").redact(stamps.iter().copied());
    }
    for (id, why) in &work.erase {
        let at = clock.next(now_ms);
        overlay.touch(*id, "").erase(Erased { at, by: clock.writer(), why: why.clone() });
    }
    Ok(())
}

/// Takes records out whole. What may leave the device is not taken out: another copy would bring it back.
pub(in crate::store) fn forget(overlay: &mut Overlay<'_>, ids: &[Id]) {
    for id in ids {
        let known = overlay.changed.get(id).or_else(|| overlay.before(*id));
        let Some(kind) = known.filter(|r| !may_travel(r, Purpose::Return)).map(|r| r.kind.clone()) else {
            continue;
        };
        let fields: Vec<String> = known.into_iter().flat_map(|r| r.fields().keys().cloned()).collect();
        overlay.touched.extend(fields.into_iter().map(|name| (*id, name)));
        overlay.changed.insert(*id, Record::new(*id, kind));
    }
}

/// What is removed for good here and was not before, on this device or by what is joined: bare copies that carry
/// only the removal. The office's own copies of declined words go with the words, whichever of the two came first.
pub(in crate::store) fn removals(overlay: &mut Overlay<'_>) -> Set {
    let new = |overlay: &Overlay<'_>| -> Set {
        let is_new = |after: &&Record| {
            let before = overlay.before(after.id);
            let erased = after.erased().is_some() && before.is_none_or(|b| b.erased().is_none());
            erased || after.redacted().iter().any(|stamp| before.is_none_or(|b| !b.redacted().contains(stamp)))
        };
        overlay.changed.values().filter(is_new).map(|r| r.part([])).collect()
    };
    let kept: Vec<&Record> = match new(overlay).is_empty() {
        true => Vec::new(),
        false => overlay.under.iter().collect(),
    };
    let now = |id: Id| overlay.changed.get(&id).or_else(|| overlay.before(id));
    let copies: Vec<(Id, Vec<Stamp>)> = kept
        .into_iter()
        .chain(overlay.changed.values())
        .filter_map(|copy| Some((copy.id, declined_words(copy, now(declined_of(copy)?)?)?)))
        .collect();
    for (id, stamps) in copies {
        overlay.touch(id, kind::DECLINED).redact(stamps);
    }
    new(overlay)
}

pub(in crate::store) fn is_empty(record: &Record) -> bool {
    record.fields().is_empty() && record.erased().is_none() && record.redacted().is_empty()
}
