//! Counting at the stall: one tap a conversation, one more for what happened. Each tap is one piece of work, and
//! the last ten can be taken back.

use super::{AGE_BANDS, Here, edit};
use crate::days::hours::Hour;
use crate::domain::{Counts, Did, Draft, Encounter, Happened, Tally, fields as f, ids, kind};
use crate::ledger::Ledger;
use crate::ledger::changes::{Cause, Work};
use crate::record::{Edit, Id};
use serde_json::Value;

/// What is counted beside conversations. Each is counted by itself and joined to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Somebody's age band, one of [`AGE_BANDS`].
    Age(String),
    /// The language somebody speaks; see [`languages`](super::languages).
    Language(String),
    /// The postcode district somebody lives in; a whole postcode is cut down to it.
    District(String),
    /// A conversation came to a further topic, by its id.
    Also(String),
    /// So many leaflets given out.
    Leaflets(u64),
    /// So many people reached.
    Reached(u64),
}

/// A tap, with what is needed to take it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tap {
    /// A conversation was counted.
    Conversation(Id),
    /// It was said what happened in a conversation; with what stood there before.
    Happened(Id, Happened, Option<Id>),
    /// Something else was counted.
    Counted(What),
}

/// The last taps, so many of which can be taken back. Kept by the screen, and gone with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LastTaps(Vec<Tap>);

/// How many taps can be taken back.
const LAST: usize = 10;

impl LastTaps {
    /// Notes a tap.
    pub fn note(&mut self, tap: Tap) {
        self.0.push(tap);
        if self.0.len() > LAST {
            self.0.remove(0);
        }
    }

    /// The last tap, which is then no longer in the list.
    pub fn pop(&mut self) -> Option<Tap> {
        self.0.pop()
    }

    /// How many taps can be taken back.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What stands under a tap at an event: no history, and stamps that say no more than the hour.
fn counted(edits: impl IntoIterator<Item = Edit>) -> Work {
    Work { edits: edits.into_iter().collect(), ..Work::new(Cause::Counted) }
}

/// Counts a conversation on a topic, with one person or (`group`) with two or three. `id` is new; its time is
/// cut to the hour, so the id under which the conversation is found again is in the tap.
pub fn conversation(here: Here, id: Id, topic: &str, group: bool) -> (Work, Tap) {
    let id = ids::without_minute(id);
    let mut draft = Draft::new(id, kind::ENCOUNTER)
        .with(f::EVENT, here.event.to_string())
        .with(f::HOUR, Hour::at(here.now_ms).to_string())
        .with(f::TOPIC, topic);
    if group {
        draft.set(f::GROUP, true);
    }
    (counted(draft.edits()), Tap::Conversation(id))
}

/// Says what happened in a conversation, besides what was said before. `service` is the one signposted to.
/// `None` where the conversation is not there (any more).
pub fn happened(ledger: &Ledger, conversation: Id, did: Did, service: Option<Id>) -> Option<(Work, Tap)> {
    let known = ledger.live(conversation, kind::ENCOUNTER).map(Encounter)?;
    let tap = Tap::Happened(conversation, known.happened(), known.service());
    let now = known.happened().and(did);
    Some((set_happened(conversation, &now, service.or(known.service())), tap))
}

/// Says anew what happened in a conversation: for putting a wrong tap right later on.
pub fn set_happened(conversation: Id, happened: &Happened, service: Option<Id>) -> Work {
    let service = service.map_or(Value::Null, |s| s.to_string().into());
    counted([
        edit(conversation, kind::ENCOUNTER, f::DID, happened.to_value()),
        edit(conversation, kind::ENCOUNTER, f::SERVICE, service),
    ])
}

/// Puts a conversation under another topic: for putting a wrong tap right later on.
pub fn set_topic(conversation: Id, topic: &str) -> Work {
    counted([edit(conversation, kind::ENCOUNTER, f::TOPIC, topic)])
}

/// Takes conversations back, as if they had never been counted.
pub fn take_back(conversations: &[Id]) -> Work {
    Work { forget: conversations.to_vec(), ..Work::new(Cause::Counted) }
}

/// Counts something else. `None` where it cannot be counted: a band that is none, no district, no name of a language.
pub fn count(ledger: &Ledger, here: Here, what: &What) -> Option<(Work, Tap)> {
    let (name, n) = what.name()?;
    let mut counts = counter_of(ledger, here.event, here.writer);
    counts.add(&name, n);
    Some((counter_work(here.event, here.writer, &counts), Tap::Counted(what.clone())))
}

/// Counts one less of something else: for putting a wrong tap right.
pub fn uncount(ledger: &Ledger, here: Here, what: &What) -> Option<Work> {
    let (name, n) = what.name()?;
    let mut counts = counter_of(ledger, here.event, here.writer);
    counts.take(&name, n);
    Some(counter_work(here.event, here.writer, &counts))
}

/// Takes a tap back.
pub fn undo(ledger: &Ledger, here: Here, tap: &Tap) -> Option<Work> {
    match tap {
        Tap::Conversation(id) => Some(take_back(&[*id])),
        Tap::Happened(id, before, service) => {
            ledger.live(*id, kind::ENCOUNTER).map(|_| set_happened(*id, before, *service))
        }
        Tap::Counted(what) => uncount(ledger, here, what),
    }
}

impl What {
    /// Its name in counts, and how many of it.
    fn name(&self) -> Option<(String, u64)> {
        let word = |text: &str| text.replace('/', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        Some(match self {
            What::Age(band) => (AGE_BANDS.iter().find(|b| *b == band).map(|b| format!("age/{b}"))?, 1),
            What::Language(language) => (format!("language/{}", super::languages::name(language)?), 1),
            What::District(typed) => (format!("district/{}", crate::personal::district(typed)?), 1),
            What::Also(topic) => (format!("also/{}", some(word(topic))?), 1),
            What::Leaflets(n) => ("leaflets".to_owned(), *n),
            What::Reached(n) => ("reached".to_owned(), *n),
        })
    }
}

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

fn counter_work(event: Id, writer: Id, counts: &Counts) -> Work {
    counted(counter_edits(event, writer, counts))
}

/// The conversations of an event that are still single on this device, by hour and topic: where a wrong tap is
/// found an hour later. One that an old backup brought back after it had gone is not among them.
pub fn conversations(ledger: &Ledger, event: Id) -> Vec<Encounter<'_>> {
    let counter = ledger.live(counter_id(event), kind::COUNTER).map(Tally);
    let single = |e: &Encounter<'_>| {
        let at = e.counted_at();
        at.is_some_and(|at| counter.and_then(|c| c.settled(at.writer())).is_none_or(|settled| at > settled))
    };
    let mut all: Vec<Encounter<'_>> =
        super::of_event(ledger, kind::ENCOUNTER, event).map(Encounter).filter(single).collect();
    crate::record::sort(&mut all, |a, b| (a.hour_text(), a.topic(), a.id()).cmp(&(b.hour_text(), b.topic(), b.id())));
    all
}

/// Marks that the device goes to somebody else, who may give a first name. Counts go on; notes made before are
/// hidden from then on, see [`insights::notes`](super::insights::notes).
pub fn hand_over(ledger: &Ledger, here: Here, first_name: &str) -> Work {
    let id = counter_id(here.event);
    let turn = turn(ledger, here.event) + 1;
    counted([
        edit(id, kind::COUNTER, f::EVENT, here.event.to_string()),
        edit(id, kind::COUNTER, format!("{}/{turn:04}", f::HANDED), first_name.trim()),
    ])
}

/// Who held this device after it had been handed over so often, where they gave a name.
pub fn holder(ledger: &Ledger, event: Id, turn: u64) -> Option<String> {
    let counter = ledger.live(counter_id(event), kind::COUNTER)?;
    counter.text(&format!("{}/{turn:04}", f::HANDED)).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// How often this device was handed to somebody else at an event.
pub fn turn(ledger: &Ledger, event: Id) -> u64 {
    ledger.live(counter_id(event), kind::COUNTER).map_or(0, |r| Tally(r).turn())
}
