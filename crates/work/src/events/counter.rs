//! What a device keeps of its own counting at an event: its `counter`, and the conversations that are still single.

use super::{edit, of_event};
use crate::domain::{Counts, Encounter, Tally, fields as f, ids, kind};
use crate::ledger::Ledger;
use crate::record::{Edit, Id};

/// The record in which a device counts at an event.
pub(super) fn counter_id(event: Id) -> Id {
    ids::derived(&[kind::COUNTER, &event.to_string()])
}

/// What a writer has counted on this device beside conversations that are still single.
pub(super) fn counter_of(ledger: &Ledger, event: Id, writer: Id) -> Counts {
    let counter = ledger.live(counter_id(event), kind::COUNTER).map(Tally);
    counter.map(|c| c.of(&writer.to_string())).unwrap_or_default()
}

pub(super) fn counter_edits(event: Id, writer: Id, counts: &Counts) -> [Edit; 2] {
    let id = counter_id(event);
    [
        edit(id, kind::COUNTER, f::EVENT, event.to_string()),
        edit(id, kind::COUNTER, format!("{}/{writer}", f::COUNT), counts.to_value()),
    ]
}

/// The conversations of an event that are still single on this device, by hour and topic: where a wrong tap is
/// found an hour later. One that an old backup brought back after it had gone is not among them.
pub fn conversations(ledger: &Ledger, event: Id) -> Vec<Encounter<'_>> {
    let counter = ledger.live(counter_id(event), kind::COUNTER).map(Tally);
    let single = |e: &Encounter<'_>| {
        let at = e.counted_at();
        at.is_some_and(|at| counter.and_then(|c| c.settled(at.writer())).is_none_or(|settled| at > settled))
    };
    let mut all: Vec<Encounter<'_>> = of_event(ledger, kind::ENCOUNTER, event).map(Encounter).filter(single).collect();
    all.sort_by(|a, b| (a.hour_text(), a.topic(), a.id()).cmp(&(b.hour_text(), b.topic(), b.id())));
    all
}

/// Who has counted at an event on this device: this device's writer, those it goes on from after a restored
/// backup, and those whose device was combined into it.
pub fn counting_writers(ledger: &Ledger, event: Id) -> Vec<Id> {
    let counter = ledger.live(counter_id(event), kind::COUNTER).map(Tally);
    let members = counter.map(Tally::members).unwrap_or_default();
    let mut writers: Vec<Id> = members.iter().filter_map(|m| m.parse().ok()).collect();
    writers.extend(conversations(ledger, event).into_iter().filter_map(|c| c.counted_by()));
    writers.sort_by(Id::cmp);
    writers.dedup();
    writers
}
