//! Closing: single conversations become counts, the counts go to the office, and the conversations go for good.

use super::counter::{conversations, counter_edits, counter_id, counter_of, counting_writers};
use super::counting::turn;
use super::totals::{Totals, counted_by};
use super::{Here, edit, insights, of_event};
use crate::days::hours::Hour;
use crate::domain::{Counts, Encounter, Insight, Tally, fields as f, ids, kind};
use crate::ledger::changes::{Cause, Work};
use crate::ledger::pieces::is_hidden;
use crate::ledger::{Ledger, Side};
use crate::record::{Edit, Id, Set};
use serde_json::Value;
use std::collections::BTreeSet;

/// So many hours single conversations stay at most: 30 days.
const KEPT_HOURS: i64 = 30 * 24;

/// What leaves the device when an event is closed, and what stays. To be shown before closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// What goes as counts.
    pub totals: Totals,
    /// Everything that is counted, as it goes.
    pub counts: Counts,
    /// Notes that were chosen to go.
    pub notes: Vec<Id>,
    /// Notes that stay.
    pub notes_staying: Vec<Id>,
    /// Of those that stay, the ones from before the device was handed on: only whoever wrote them can say that they
    /// may go.
    pub sealed: Vec<Id>,
    /// Single conversations, which never go.
    pub conversations_staying: usize,
}

/// What would leave this device if the event were closed now.
pub fn leaving(ledger: &Ledger, event: Id) -> Leaving {
    let counts = super::totals::on_this_device(ledger, event);
    let (go, stay): (Vec<Insight<'_>>, Vec<Insight<'_>>) =
        insights::of(ledger, event).into_iter().partition(|note| note.is_chosen());
    let now = turn(ledger, event);
    Leaving {
        sealed: stay.iter().filter(|n| n.turn() < now).map(|n| n.id()).collect(),
        totals: Totals::of(&counts),
        counts,
        notes: go.iter().map(|n| n.id()).collect(),
        notes_staying: stay.iter().map(|n| n.id()).collect(),
        conversations_staying: conversations(ledger, event).len(),
    }
}

/// The record of what one writer hands over of an event.
pub fn tally_id(event: Id, writer: Id) -> Id {
    ids::derived(&[kind::TALLY, &event.to_string(), &writer.to_string()])
}

/// Closes an event on this device: rolls up what was counted, marks the notes chosen (and unmarks the others),
/// and keeps what was hard. It can be closed again after anything was counted or changed; only what differs is
/// written. `lesson` is a new id, used where `hard` says something. Of notes only whoever wrote them decides: those made
/// before the device was handed on are as their writers left them.
pub fn close(ledger: &Ledger, here: Here, chosen: &[Id], hard: &str, lesson: Id) -> Work {
    close_with(ledger, here, (chosen, &[]), hard, lesson)
}

/// The same, where those who held the device at these turns are here too, and entered their PINs.
pub fn close_with(ledger: &Ledger, here: Here, (chosen, opened): (&[Id], &[u64]), hard: &str, lesson: Id) -> Work {
    let mut work = Work::new(Cause::Typed);
    let mut writers = counting_writers(ledger, here.event);
    // Somebody who took the last one back has nothing counted any more, and that is to be said too.
    if !writers.contains(&here.writer) {
        writers.push(here.writer);
    }
    for writer in writers {
        let counts = counted_by(ledger, here.event, writer);
        let id = tally_id(here.event, writer);
        let known = ledger.live(id, kind::TALLY).map(|r| Tally(r).of(&writer.to_string()));
        if known.as_ref() == Some(&counts) || (known.is_none() && counts.is_empty()) {
            continue;
        }
        work.edits.push(edit(id, kind::TALLY, f::EVENT, here.event.to_string()));
        work.edits.push(edit(id, kind::TALLY, f::SOURCE, "phone"));
        work.edits.push(edit(id, kind::TALLY, format!("{}/{writer}", f::COUNT), counts.to_value()));
    }
    work.edits.extend(word_given(ledger, here, chosen, opened));
    work.edits.extend(stayed(ledger, here, &work.edits));
    if !hard.trim().is_empty() {
        let lesson = ids::without_minute(lesson);
        work.edits.push(edit(lesson, kind::LESSON, f::EVENT, here.event.to_string()));
        work.edits.push(edit(lesson, kind::LESSON, f::WORDS, hard.trim()));
    }
    work
}

/// The word of those who hold the device, or open what is theirs, on which of their notes may go.
fn word_given(ledger: &Ledger, here: Here, chosen: &[Id], opened: &[u64]) -> Vec<Edit> {
    let now = turn(ledger, here.event);
    let theirs = |n: &Insight<'_>| n.turn() >= now || opened.contains(&n.turn());
    let notes = insights::of(ledger, here.event).into_iter().filter(theirs);
    let changed = notes.filter(|note| note.is_chosen() != chosen.contains(&note.id()));
    changed.map(|note| edit(note.id(), kind::INSIGHT, f::CHOSEN, chosen.contains(&note.id()))).collect()
}

/// How many notes stay once these edits are made, where the counts that are handed over say otherwise. Nothing else of
/// them is told.
fn stayed(ledger: &Ledger, here: Here, edits: &[Edit]) -> Vec<Edit> {
    let stays = |note: &Insight<'_>| {
        let word = edits.iter().find(|e| e.record == note.id() && e.field == f::CHOSEN);
        word.map_or(!note.is_chosen(), |word| word.value != Value::Bool(true))
    };
    let staying = insights::of(ledger, here.event).iter().filter(|note| stays(note)).count();
    let id = tally_id(here.event, here.writer);
    let known = ledger.live(id, kind::TALLY).map(Tally);
    if known.map_or(0, Tally::stayed) == staying as u64 {
        return Vec::new();
    }
    vec![
        edit(id, kind::TALLY, f::EVENT, here.event.to_string()),
        edit(id, kind::TALLY, f::SOURCE, "phone"),
        edit(id, kind::TALLY, f::STAYED, staying),
    ]
}

/// What whoever hands the device on says of their own notes: just these may go to the office.
pub fn release(ledger: &Ledger, here: Here, notes: &[Id]) -> Vec<Edit> {
    let mut edits = word_given(ledger, here, notes, &[]);
    if ledger.live(tally_id(here.event, here.writer), kind::TALLY).is_some() {
        edits.extend(stayed(ledger, here, &edits));
    }
    edits
}

/// Whether what was counted at an event on this device differs from what was last rolled up: closing is to be
/// done, or done again. `me` is this device's writer, who may have taken the last conversation back.
pub fn is_open(ledger: &Ledger, event: Id, me: Option<Id>) -> bool {
    counting_writers(ledger, event).into_iter().chain(me).any(|writer| {
        let tally = ledger.live(tally_id(event, writer), kind::TALLY);
        tally.map(|r| Tally(r).of(&writer.to_string())).unwrap_or_default() != counted_by(ledger, event, writer)
    })
}

/// What is due to go from this device: the single conversations of tallies that the office has confirmed
/// (`confirmed`: what the confirmed files held), and those of 30 days ago; and notes of 30 days ago that nobody let go to
/// the office. Counts stay, so no total changes. `None` where nothing is due. To be asked whenever the app starts and a receipt came in.
pub fn due_to_go(ledger: &Ledger, confirmed: &Set, now_ms: u64) -> Option<Work> {
    let now = Hour::at(now_ms);
    let encounters = || ledger.of_kind(kind::ENCOUNTER).map(Encounter);
    let events: BTreeSet<Id> = encounters().filter_map(|e| e.event()).collect();
    let mut work = Work::new(Cause::Removed);
    for event in events.iter().copied() {
        for writer in counting_writers(ledger, event) {
            let arrived = confirmed.get(tally_id(event, writer)).map(|r| Tally(r).of(&writer.to_string()));
            let all = arrived.is_some_and(|counts| counts == counted_by(ledger, event, writer));
            let old = |e: &Encounter<'_>| e.hour().is_none_or(|hour| now.after(hour) >= KEPT_HOURS);
            let single = conversations(ledger, event).into_iter();
            let own: Vec<Encounter<'_>> = single.filter(|e| e.counted_by() == Some(writer)).collect();
            // Everything up to one stamp goes, so that what an old backup brings back is known to be counted.
            let due = own.iter().filter(|e| all || old(e)).filter_map(|e| e.counted_at()).max();
            let Some(settled) = due else { continue };
            let going: Vec<Encounter<'_>> = own.into_iter().filter(|e| e.counted_at() <= Some(settled)).collect();
            let mut counts = counter_of(ledger, event, writer);
            going.iter().for_each(|e| counts.join(&e.counts()));
            work.edits.extend(counter_edits(event, writer, &counts));
            let field = format!("{}/{writer}", f::SETTLED);
            work.edits.push(edit(counter_id(event), kind::COUNTER, field, settled.to_string()));
            work.forget.extend(going.iter().map(|e| e.id()));
        }
    }
    // What is counted no more goes too: taken back, or brought back by an old backup.
    let mut single: BTreeSet<Id> = BTreeSet::new();
    for event in &events {
        single.extend(conversations(ledger, *event).iter().map(|e| e.id()));
    }
    let all = ledger.records().iter().filter(|r| r.kind == kind::ENCOUNTER);
    work.forget.extend(all.map(|r| r.id).filter(|id| !single.contains(id)));
    work.forget.extend(notes_due(ledger, now));
    (!work.is_empty()).then_some(work)
}

/// Notes of 30 days ago of which nobody has said that they may go. In an office whoever notes something may answer it
/// there, so only what is hidden goes.
fn notes_due(ledger: &Ledger, now: Hour) -> Vec<Id> {
    let old = |n: &Insight<'_>| {
        let noted = n.0.stamps().map(|stamp| stamp.ms()).min();
        noted.is_some_and(|ms| now.after(Hour::at(ms)) >= KEPT_HOURS)
    };
    let goes = |n: &Insight<'_>| ledger.side() != Side::Office || is_hidden(ledger, *n);
    let notes = ledger.of_kind(kind::INSIGHT).map(Insight);
    notes.filter(|n| !n.is_chosen() && n.answer().is_none() && old(n) && goes(n)).map(|n| n.id()).collect()
}

/// What was hard, as it was handed over of an event.
pub fn lessons(ledger: &Ledger, event: Id) -> Vec<&str> {
    of_event(ledger, kind::LESSON, event).filter_map(|r| r.text(f::WORDS)).collect()
}
