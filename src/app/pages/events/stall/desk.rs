//! What is being counted: the taps in their order, each shown at once and stored one after the other.

use crate::app::context::App;
use crate::domain::{Did, Encounter, Happened, Topic, kind};
use crate::events::counting::{self, LastTaps, Tap, What};
use crate::events::{self, Here};
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::platform::{self, journal, time};
use crate::record::Id;
use crate::words::{say, say_in};
use leptos::prelude::*;

/// What a tap asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// A conversation, with its new id, the topic, and whether it was with two or three people.
    Conversation(Id, String, bool),
    /// Something happened in a conversation, or (false) it did not after all.
    Happened(Id, Did, bool),
    /// The service that somebody was told of in a conversation.
    Service(Id, Id),
    /// Something counted by itself.
    Count(What),
    /// The last tap is taken back.
    Undo,
}

/// A tap that is not stored yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Tapped {
    /// What it asks for.
    pub ask: Ask,
    /// When it was, in milliseconds since 1970.
    now_ms: u64,
}

/// The part of the screen above the row of buttons at its foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// Counting.
    Count,
    /// What people told us.
    Told,
    /// Where to signpost to.
    Services,
    /// Everything else.
    More,
}

/// The conversation that a second tap says more about.
#[derive(Debug, Clone, PartialEq)]
pub struct Current {
    /// The conversation.
    pub id: Id,
    /// Its topic's id.
    pub topic: String,
}

/// The screen's state. Copied freely.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The shared state.
    pub app: App,
    /// The event.
    pub event: Id,
    /// Taps that are not stored yet, in their order.
    pub waiting: RwSignal<Vec<Tapped>>,
    /// The last taps, for taking back.
    pub last: RwSignal<LastTaps>,
    /// The conversation counted last.
    pub current: RwSignal<Option<Current>>,
    /// What is shown.
    pub pane: RwSignal<Pane>,
    /// Whether the words are Spanish.
    pub spanish: RwSignal<bool>,
    storing: StoredValue<bool>,
}

/// So long it is before a tap that could not be stored is tried again, in milliseconds.
const AGAIN: i32 = 2_000;

impl Desk {
    /// The desk at an event.
    pub fn new(app: App, event: Id) -> Desk {
        Desk {
            app,
            event,
            waiting: RwSignal::default(),
            last: RwSignal::default(),
            current: RwSignal::new(None),
            pane: RwSignal::new(Pane::Count),
            spanish: RwSignal::new(journal::setting("stall.language").as_deref() == Some("es")),
            storing: StoredValue::new(false),
        }
    }

    /// Who counts where, at a moment.
    pub fn here(self, now_ms: u64) -> Option<Here> {
        let writer = self.app.state.with_untracked(|s| s.about.as_ref().and_then(|a| a.writer()))?;
        Some(Here { event: self.event, writer, now_ms })
    }

    /// The language of the screen.
    pub fn language(self) -> &'static str {
        if self.spanish.get() { "es" } else { "en" }
    }

    /// A sentence in the language of the screen.
    pub fn say(self, key: &str) -> String {
        say_in(self.language(), key)
    }

    /// A topic's word in the language of the screen. A word that the partnership chose stays as it is.
    pub fn topic(self, topic: &Topic) -> String {
        let key = format!("topic.{}", topic.id);
        if self.spanish.get() && topic.word == say(&key) { say_in("es", &key) } else { topic.word.clone() }
    }

    /// Changes the language of the screen.
    pub fn turn(self) {
        let spanish = !self.spanish.get_untracked();
        self.spanish.set(spanish);
        journal::set_setting("stall.language", if spanish { "es" } else { "en" });
    }

    /// Counts a conversation.
    pub fn conversation(self, topic: &str, group: bool) {
        let id = platform::new_id();
        let found_again = crate::domain::ids::without_minute(id);
        self.current.set(Some(Current { id: found_again, topic: topic.to_owned() }));
        self.tap(Ask::Conversation(id, topic.to_owned(), group));
    }

    /// Takes a tap: it is in the totals at once, and solid once it is stored.
    pub fn tap(self, ask: Ask) {
        self.waiting.update(|w| w.push(Tapped { ask, now_ms: time::now_ms() }));
        self.store();
    }

    /// Stores what waits, one tap after the other; never two at once, so that each counts on from the one before.
    fn store(self) {
        if self.storing.get_value() {
            return;
        }
        self.storing.set_value(true);
        leptos::task::spawn_local(async move {
            while let Some(tapped) = self.waiting.try_with_untracked(|w| w.first().cloned()).flatten() {
                let last = self.last.get_untracked();
                let made = StoredValue::new_local(None::<LastTaps>);
                let build = move |ledger: &Ledger| {
                    let (work, after) = self.work(ledger, &tapped, last.clone())?;
                    made.set_value(Some(after));
                    Some(work)
                };
                if self.app.count(&build).await.is_err() {
                    // It stays first in the row. The banner at the top says why.
                    time::after(AGAIN, move || self.store());
                    break;
                }
                if let Some(after) = made.get_value() {
                    self.last.try_set(after);
                }
                self.waiting.try_update(|w| w.remove(0));
            }
            self.storing.try_set_value(false);
        });
    }

    /// The work of a tap, with the last taps as they are after it.
    fn work(self, ledger: &Ledger, tapped: &Tapped, mut last: LastTaps) -> Option<(Work, LastTaps)> {
        let here = self.here(tapped.now_ms)?;
        let (work, tap) = match &tapped.ask {
            Ask::Conversation(id, topic, group) => counting::conversation(here, *id, topic, *group),
            Ask::Happened(id, did, true) => counting::happened(ledger, *id, *did, None)?,
            Ask::Happened(id, did, false) => {
                let known = ledger.live(*id, kind::ENCOUNTER).map(Encounter)?;
                let (before, service) = (known.happened(), known.service());
                let rest: Vec<Did> = before.iter().filter(|d| d != did).collect();
                let named = service.filter(|_| !rest.is_empty());
                (counting::set_happened(*id, &Happened::of(&rest), named), Tap::Happened(*id, before, service))
            }
            Ask::Service(id, service) => counting::happened(ledger, *id, Did::Signposted, Some(*service))?,
            Ask::Count(what) => counting::count(ledger, here, what)?,
            Ask::Undo => {
                let tap = last.pop()?;
                return Some((counting::undo(ledger, here, &tap)?, last));
            }
        };
        last.note(tap);
        Some((work, last))
    }

    /// What happened in a conversation, with what is not stored yet.
    pub fn happened(self, id: Id) -> Happened {
        let stored = self.app.state.with(|s| s.ledger.live(id, kind::ENCOUNTER).map(|r| Encounter(r).happened()));
        let mut all: Vec<Did> = stored.unwrap_or_default().iter().collect();
        self.waiting.with(|waiting| {
            for tapped in waiting {
                match tapped.ask {
                    Ask::Happened(of, did, on) if of == id => {
                        all.retain(|d| *d != did);
                        all.extend(Some(did).filter(|_| on));
                    }
                    Ask::Service(of, _) if of == id => all.push(Did::Signposted),
                    _ => {}
                }
            }
        });
        Happened::of(&all)
    }

    /// Conversations that are stored, and those that are not yet.
    pub fn conversations(self) -> (u64, u64) {
        let stored = self.app.state.with(|s| events::totals::on_this_device(&s.ledger, self.event).sum("talk"));
        let new = self.waiting.with(|w| w.iter().filter(|t| matches!(t.ask, Ask::Conversation(..))).count());
        (stored, new as u64)
    }

    /// Taps something that is counted by itself.
    pub fn count(self, what: What) {
        self.tap(Ask::Count(what));
    }
}
