//! Counting at the stall: one tap a conversation, one more for what happened. Each tap is one piece of work. The
//! order of taps, and taking the last ones back, is in [`taps`](super::taps).

use super::counter::{counter_edits, counter_id, counter_of, counting_writers};
use super::{AGE_BANDS, Here, edit};
use crate::days::hours::Hour;
use crate::domain::{Counts, Did, Draft, Encounter, Happened, Tally, fields as f, ids, kind, languages};
use crate::ledger::Ledger;
use crate::ledger::changes::{Cause, Work};
use crate::record::{Edit, Id};
use serde_json::Value;

/// What is counted beside conversations. Each is counted by itself and joined to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Somebody's age band, one of [`AGE_BANDS`].
    Age(String),
    /// The language somebody speaks; see [`languages`].
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
#[derive(Debug, Clone, PartialEq)]
pub enum Tap {
    /// A conversation was counted.
    Conversation(Id),
    /// It was said what happened in a conversation; with what stood there before.
    Happened(Id, Happened, Option<Id>),
    /// Something else about a conversation was put right; with what stood there before.
    Changed(Edit),
    /// A conversation was taken back; with everything that it said.
    TakenBack(Vec<Edit>),
    /// Something else was counted.
    Counted(What),
    /// So many fewer were counted of something else, by its name in counts.
    Less(String, u64),
}

/// What stands under a tap at an event: no history, and stamps that say no more than the hour.
fn counted(edits: impl IntoIterator<Item = Edit>) -> Work {
    Work { edits: edits.into_iter().collect(), ..Work::new(Cause::Counted) }
}

/// Counts a conversation on a topic, with one person or (`group`) with two or three. `id` is new; its time is
/// cut to the hour, so the id under which the conversation is found again is in the tap.
///
/// ```
/// use golden_thread_work::days::hours::Hour;
/// use golden_thread_work::domain::Did;
/// use golden_thread_work::events::{Here, counting, totals};
/// use golden_thread_work::ledger::{Ledger, Side};
/// use golden_thread_work::record::{Clock, Id, Set};
///
/// let id = |n| Id::from_bytes([n; 16]);
/// let here = Here { event: id(1), writer: id(2), now_ms: 1_780_000_000_000 };
/// let mut clock = Clock::new(here.writer);
/// let mut ledger = Ledger::new(Set::new(), None, Side::Member);
/// let mut save = |ledger: &mut Ledger, work: golden_thread_work::ledger::changes::Work| {
///     ledger.count(|records| work.edits.iter().for_each(|edit| drop(records.edit(edit, clock.next(here.now_ms)))));
/// };
///
/// // One tap counts, one more says what happened.
/// let (work, tap) = counting::conversation(here, id(3), "smoking", false);
/// save(&mut ledger, work);
/// let counting::Tap::Conversation(conversation) = tap else { unreachable!() };
/// let (work, _) = counting::happened(&ledger, conversation, Did::Checked, None).unwrap();
/// save(&mut ledger, work);
///
/// let totals = totals::Totals::of(&totals::counted_by(&ledger, here.event, here.writer));
/// assert_eq!((totals.conversations, totals.checked), (1, 1));
/// assert_eq!(totals.hours, [(Hour::at(here.now_ms).to_string(), 1)]);
/// ```
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
    let known = single(ledger, conversation)?;
    Some(set_happened(known, &known.happened().and(did), service.or(known.service())))
}

/// Says that something did not happen after all. The service stays as long as somebody was sent or helped to one.
pub fn not_happened(ledger: &Ledger, conversation: Id, did: Did) -> Option<(Work, Tap)> {
    let known = single(ledger, conversation)?;
    let rest = Happened::of(&known.happened().iter().filter(|d| *d != did).collect::<Vec<_>>());
    Some(set_happened(known, &rest, known.service().filter(|_| rest.has_service())))
}

/// Says which service somebody was sent or helped to, and nothing else; `None` for none that is known.
pub fn set_service(ledger: &Ledger, conversation: Id, service: Option<Id>) -> Option<(Work, Tap)> {
    let known = single(ledger, conversation)?;
    Some(set_happened(known, &known.happened(), service))
}

fn set_happened(known: Encounter<'_>, happened: &Happened, service: Option<Id>) -> (Work, Tap) {
    let tap = Tap::Happened(known.id(), known.happened(), known.service());
    (happened_work(known.id(), happened, service), tap)
}

fn happened_work(conversation: Id, happened: &Happened, service: Option<Id>) -> Work {
    let service = service.map_or(Value::Null, |s| s.to_string().into());
    counted([
        edit(conversation, kind::ENCOUNTER, f::DID, happened.to_value()),
        edit(conversation, kind::ENCOUNTER, f::SERVICE, service),
    ])
}

/// Puts a conversation under another topic: for putting a wrong tap right later on.
pub fn set_topic(ledger: &Ledger, conversation: Id, topic: &str) -> Option<(Work, Tap)> {
    change(ledger, conversation, f::TOPIC, topic.into())
}

/// Says whether a conversation was with two or three people: for putting a wrong tap right later on.
pub fn set_group(ledger: &Ledger, conversation: Id, group: bool) -> Option<(Work, Tap)> {
    change(ledger, conversation, f::GROUP, if group { Value::Bool(true) } else { Value::Null })
}

fn change(ledger: &Ledger, conversation: Id, field: &str, value: Value) -> Option<(Work, Tap)> {
    let before = single(ledger, conversation)?.0.value(field).cloned().unwrap_or_default();
    let to = |value: Value| edit(conversation, kind::ENCOUNTER, field, value);
    Some((counted([to(value)]), Tap::Changed(to(before))))
}

fn single(ledger: &Ledger, conversation: Id) -> Option<Encounter<'_>> {
    ledger.live(conversation, kind::ENCOUNTER).map(Encounter)
}

/// Takes a conversation back that was wrongly counted, so that it can be brought back again.
pub fn remove(ledger: &Ledger, conversation: Id) -> Option<(Work, Tap)> {
    let known = single(ledger, conversation)?.0;
    let said = known.fields().keys().filter_map(|name| Some((name, known.value(name)?)));
    let said = said.map(|(name, value)| edit(conversation, kind::ENCOUNTER, name, value.clone())).collect();
    Some((take_back(&[conversation]), Tap::TakenBack(said)))
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

/// Counts fewer of something else, by its name in counts, never below none: for putting a wrong tap right, also
/// long after. What this device's writer counted goes first, then what it took over with a backup. `None` where
/// there is nothing to take.
pub fn less(ledger: &Ledger, here: Here, name: &str, fewer: u64) -> Option<(Work, Tap)> {
    let mut left = fewer;
    let mut work = counted([]);
    let others = counting_writers(ledger, here.event).into_iter().filter(|w| *w != here.writer);
    for writer in std::iter::once(here.writer).chain(others) {
        let mut counts = counter_of(ledger, here.event, writer);
        let taken = counts.get(name).min(left);
        if taken > 0 {
            counts.take(name, taken);
            left -= taken;
            work.edits.extend(counter_edits(here.event, writer, &counts));
        }
    }
    (left < fewer).then(|| (work, Tap::Less(name.to_owned(), fewer - left)))
}

/// Whether a count is of something beside conversations: an age, a language, a district, leaflets, people reached.
/// Each can be counted down again by [`less`].
pub fn is_beside(name: &str) -> bool {
    let first = name.split('/').next().unwrap_or_default();
    ["age", "language", "district", "also", "leaflets", "reached"].contains(&first)
}

/// Takes a tap back. `None` where that would change nothing: what was tapped is gone.
pub fn undo(ledger: &Ledger, here: Here, tap: &Tap) -> Option<Work> {
    match tap {
        Tap::Conversation(id) => single(ledger, *id).map(|_| take_back(&[*id])),
        Tap::Happened(id, before, service) => single(ledger, *id).map(|_| happened_work(*id, before, *service)),
        Tap::Changed(before) => single(ledger, before.record).map(|_| counted([before.clone()])),
        Tap::TakenBack(said) => {
            said.first().filter(|e| single(ledger, e.record).is_none()).map(|_| counted(said.clone()))
        }
        Tap::Counted(what) => {
            let (name, n) = what.name()?;
            less(ledger, here, &name, n).map(|(work, _)| work)
        }
        Tap::Less(name, n) => {
            let mut counts = counter_of(ledger, here.event, here.writer);
            counts.add(name, *n);
            Some(counter_work(here.event, here.writer, &counts))
        }
    }
}

impl What {
    /// Its name in counts, and how many of it.
    fn name(&self) -> Option<(String, u64)> {
        let word = |text: &str| text.replace('/', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let some = |text: String| Some(text).filter(|t| !t.is_empty());
        Some(match self {
            What::Age(band) => (AGE_BANDS.iter().find(|b| *b == band).map(|b| format!("age/{b}"))?, 1),
            What::Language(language) => (format!("language/{}", languages::name(language)?), 1),
            What::District(typed) => (format!("district/{}", crate::personal::district(typed)?), 1),
            What::Also(topic) => (format!("also/{}", some(word(topic))?), 1),
            What::Leaflets(n) => ("leaflets".to_owned(), *n),
            What::Reached(n) => ("reached".to_owned(), *n),
        })
    }
}

fn counter_work(event: Id, writer: Id, counts: &Counts) -> Work {
    counted(counter_edits(event, writer, counts))
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
