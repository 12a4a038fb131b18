//! The taps at a stall in their order: what each asks for, what it comes to, the conversation that the next one says
//! more about, and taking the last ones back. Conversations counted alike, to put a wrong tap right long after.
//!
//! The order in which everything was tapped is kept in memory only: written down it would join an age to a
//! conversation. What a new start of the app goes on from is read off the conversations alone.

use super::counter::{conversations, counter_id};
use super::counting::{self, Tap, What};
use super::{Here, totals};
use crate::days::hours::Hour;
use crate::domain::{Did, Encounter, Happened, fields as f, kind};
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::record::{Id, Stamp};

/// What a tap asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// A conversation, with its new id, the topic, and whether it was with two or three people.
    Conversation(Id, String, bool),
    /// Something happened in a conversation, or (false) it did not after all.
    Happened(Id, Did, bool),
    /// Somebody was told of a service in a conversation.
    Told(Id, Id),
    /// Which service it was, where somebody was sent or helped to one.
    Service(Id, Option<Id>),
    /// The topic was another.
    Topic(Id, String),
    /// It was with two or three people, or (false) with one.
    Group(Id, bool),
    /// A conversation is taken back.
    TakeBack(Id),
    /// Something counted by itself.
    Count(What),
    /// So many fewer of something counted by itself, by its name in counts.
    Less(String, u64),
    /// The last tap is taken back.
    Undo,
}

/// The last taps, which can be taken back, and the conversation that a second tap says more about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LastTaps {
    taps: Vec<Tap>,
    current: Option<Id>,
}

/// How many taps can be taken back.
const LAST: usize = 10;

impl LastTaps {
    /// What the conversations of this hour and the one before say, since the phone was handed over last: where
    /// nothing is left of the taps themselves, because the app was started anew.
    pub fn of(ledger: &Ledger, event: Id, now_ms: u64) -> LastTaps {
        let (now, handed) = (Hour::at(now_ms), handed(ledger, event));
        let recent = |e: &Encounter<'_>| e.hour().is_some_and(|h| now.after(h) <= 1) && e.counted_at() > handed;
        let mut all: Vec<Encounter<'_>> = conversations(ledger, event).into_iter().filter(recent).collect();
        all.sort_by_key(|a| a.counted_at());
        let mut last = LastTaps::default();
        for one in all {
            last.note(Tap::Conversation(one.id()));
            last.current = Some(one.id());
            let mut before = Happened::default();
            for did in one.happened().iter() {
                let service = one.service().filter(|_| before.has_service());
                let after = before.and(did);
                last.note(Tap::Happened(one.id(), before, service));
                before = after;
            }
        }
        last
    }

    /// The work of a tap, and the last taps as they are after it. No work where there is nothing to do: what it is
    /// about is gone.
    pub fn after(&self, ledger: &Ledger, here: Here, ask: &Ask) -> (Option<Work>, LastTaps) {
        let mut last = self.clone();
        let made = match ask {
            Ask::Undo => return last.undo(ledger, here),
            Ask::Conversation(id, topic, group) => Some(counting::conversation(here, *id, topic, *group)),
            Ask::Happened(id, did, true) => counting::happened(ledger, *id, *did, None),
            Ask::Happened(id, did, false) => counting::not_happened(ledger, *id, *did),
            Ask::Told(id, service) => counting::happened(ledger, *id, Did::Signposted, Some(*service)),
            Ask::Service(id, service) => counting::set_service(ledger, *id, *service),
            Ask::Topic(id, topic) => counting::set_topic(ledger, *id, topic),
            Ask::Group(id, group) => counting::set_group(ledger, *id, *group),
            Ask::TakeBack(id) => counting::remove(ledger, *id),
            Ask::Count(what) => counting::count(ledger, here, what),
            Ask::Less(name, fewer) => counting::less(ledger, here, name, *fewer),
        };
        let Some((work, tap)) = made else { return (None, last) };
        if let Tap::Conversation(id) = &tap {
            last.current = Some(*id);
        }
        last.note(tap);
        (Some(work), last)
    }

    /// Takes the last tap back of which anything is left; those of which nothing is are dropped.
    fn undo(mut self, ledger: &Ledger, here: Here) -> (Option<Work>, LastTaps) {
        while let Some(tap) = self.taps.pop() {
            let Some(work) = counting::undo(ledger, here, &tap) else { continue };
            if matches!(&tap, Tap::Conversation(id) if Some(*id) == self.current) {
                // The one before is in the hand again.
                let mut before = self.taps.iter().rev().filter_map(|tap| match tap {
                    Tap::Conversation(id) | Tap::Happened(id, ..) => Some(*id),
                    _ => None,
                });
                self.current = before.find(|id| ledger.live(*id, kind::ENCOUNTER).is_some());
            }
            return (Some(work), self);
        }
        (None, self)
    }

    fn note(&mut self, tap: Tap) {
        self.taps.push(tap);
        if self.taps.len() > LAST {
            self.taps.remove(0);
        }
    }

    /// Whether there is a tap that can be taken back.
    pub fn can_undo(&self, ledger: &Ledger, here: Here) -> bool {
        self.taps.iter().any(|tap| counting::undo(ledger, here, tap).is_some())
    }

    /// The conversation that a second tap says more about, as long as it is there.
    pub fn current<'a>(&self, ledger: &'a Ledger) -> Option<Encounter<'a>> {
        ledger.live(self.current?, kind::ENCOUNTER).map(Encounter)
    }
}

/// When this device was handed to somebody else last.
fn handed(ledger: &Ledger, event: Id) -> Option<Stamp> {
    let counter = ledger.live(counter_id(event), kind::COUNTER)?;
    let all = counter.fields().iter().filter(|(name, _)| name.split('/').next() == Some(f::HANDED));
    all.flat_map(|(_, field)| field.writes()).map(|w| w.at).max()
}

/// Conversations that were counted alike, of which any one may be the wrong one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The hour, by London's clocks.
    pub hour: String,
    /// The topic's id.
    pub topic: String,
    /// Whether they were with two or three people.
    pub group: bool,
    /// What happened.
    pub happened: Happened,
    /// The service somebody was sent or helped to.
    pub service: Option<Id>,
    /// All of them.
    pub all: Vec<Id>,
}

impl Alike {
    /// Whether the conversations of both were counted alike.
    pub fn is_like(&self, other: &Alike) -> bool {
        let said = |a: &Alike| (a.group, a.service);
        said(self) == said(other)
            && self.hour == other.hour
            && self.topic == other.topic
            && self.happened == other.happened
    }
}

/// The conversations that are still single, those counted alike together, the last hour first.
pub fn alike(ledger: &Ledger, event: Id) -> Vec<Alike> {
    let mut all: Vec<Alike> = Vec::new();
    for one in conversations(ledger, event).into_iter().rev() {
        let hour = one.hour().map(|h| format!("{:02}:00", h.in_london().minute / 60)).unwrap_or_default();
        let (topic, happened) = (one.topic().to_owned(), one.happened());
        let service = one.service().filter(|_| happened.has_service());
        let new = Alike { hour, topic, group: one.is_group(), happened, service, all: vec![one.id()] };
        match all.iter_mut().find(|a| a.is_like(&new)) {
            Some(known) => known.all.push(one.id()),
            None => all.push(new),
        }
    }
    all
}

/// What there is now, in the order in which it was shown before: what is gone keeps its place (as `gone` makes it), what is new
/// comes last. So no row comes under the finger that has just changed another.
pub fn in_place<T: Clone>(before: &[T], now: &[T], same: impl Fn(&T, &T) -> bool, gone: impl Fn(&T) -> T) -> Vec<T> {
    let kept = before.iter().map(|was| now.iter().find(|is| same(was, is)).cloned().unwrap_or_else(|| gone(was)));
    let new = now.iter().filter(|is| !before.iter().any(|was| same(was, is))).cloned();
    kept.chain(new).collect()
}

/// What was counted beside conversations on this device, by its name in counts, and how many.
pub fn beside(ledger: &Ledger, event: Id) -> Vec<(String, u64)> {
    let counts = totals::on_this_device(ledger, event);
    counts.iter().filter(|(name, _)| counting::is_beside(name)).map(|(name, n)| (name.to_owned(), n)).collect()
}
