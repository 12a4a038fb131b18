//! What is being counted: the taps in their order, each shown at once and stored one after the other. A desk is there
//! as long as the app is, so that whoever looks at a service's card comes back to the conversation they had in hand.

use crate::app::context::App;
use crate::domain::{Did, Encounter, Happened, Topic, kind};
use crate::events::counting::What;
use crate::events::taps::{Ask, LastTaps};
use crate::events::{self, Here};
use crate::ledger::Ledger;
use crate::platform::{self, journal, leaving, time};
use crate::record::Id;
use crate::store::State;
use crate::words::{count_in, say, say_in};
use leptos::prelude::*;
use std::cell::RefCell;

/// Whether the words at a stall are Spanish, as whoever stands there chose.
fn is_spanish() -> bool {
    journal::setting("stall.language").as_deref() == Some("es")
}

/// A sentence in the language chosen at the stall, for what is opened from there.
pub fn say_here(key: &str) -> String {
    say_in(if is_spanish() { "es" } else { "en" }, key)
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
    /// The conversation counted last, as long as it is there.
    pub current: Memo<Option<Current>>,
    /// What is shown.
    pub pane: RwSignal<Pane>,
    /// Whether the words are Spanish.
    pub spanish: RwSignal<bool>,
    storing: StoredValue<bool>,
    tapped_ms: StoredValue<u64>,
}

thread_local! {
    /// The desks at which somebody was since the app was started, with what keeps their state.
    static DESKS: RefCell<Vec<(Owner, Desk)>> = const { RefCell::new(Vec::new()) };
}

/// So long after the last tap it is another visit: what is in hand then is what the record says.
const ANOTHER_VISIT_MS: u64 = 60 * 60 * 1000;

/// So long it is before a tap that could not be stored is tried again, in milliseconds.
const AGAIN: i32 = 2_000;

impl Desk {
    /// The desk at an event, as it was left.
    pub fn at(app: App, event: Id) -> Desk {
        let known = DESKS.with_borrow(|all| all.iter().find(|(_, d)| d.event == event).map(|(_, desk)| *desk));
        let desk = known.unwrap_or_else(|| {
            // An owner of its own: a page's goes with the page, and a tap that is not stored yet would with it.
            let page = Owner::current();
            let owner = Owner::new_root(None);
            let desk = owner.with(|| Desk::new(app, event));
            if let Some(page) = page {
                page.set();
            }
            DESKS.with_borrow_mut(|all| all.push((owner, desk)));
            leaving::first(move || desk.put_away());
            desk
        });
        desk.spanish.set(is_spanish());
        let now = time::now_ms();
        if now.saturating_sub(desk.tapped_ms.get_value()) > ANOTHER_VISIT_MS
            && desk.waiting.with_untracked(Vec::is_empty)
        {
            desk.tapped_ms.set_value(now);
            desk.last.set(app.state.with_untracked(|s| LastTaps::of(&s.ledger, event, now)));
        }
        desk
    }

    fn new(app: App, event: Id) -> Desk {
        let (waiting, last) = (RwSignal::new(Vec::<Tapped>::new()), RwSignal::new(LastTaps::default()));
        let current = Memo::new(move |_| {
            let stored = |l: &Ledger| last.with(|last| last.current(l).map(|e| (e.id(), e.topic().to_owned())));
            let mut current = app.state.with(|s| stored(&s.ledger)).map(|(id, topic)| Current { id, topic });
            waiting.with(|waiting| {
                for tapped in waiting {
                    match &tapped.ask {
                        Ask::Conversation(id, topic, _) => {
                            let id = crate::domain::ids::without_minute(*id);
                            current = Some(Current { id, topic: topic.clone() });
                        }
                        Ask::Undo => current = None,
                        _ => {}
                    }
                }
            });
            current
        });
        Desk {
            app,
            event,
            waiting,
            last,
            current,
            pane: RwSignal::new(Pane::Count),
            spanish: RwSignal::new(false),
            storing: StoredValue::new(false),
            tapped_ms: StoredValue::new(0),
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

    /// A sentence for a count, in the language of the screen.
    pub fn say_count(self, key: &str, n: usize) -> String {
        count_in(self.language(), key, n)
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
        self.tap(Ask::Conversation(platform::new_id(), topic.to_owned(), group));
    }

    /// Takes a tap: it is in the totals at once, and solid once it is stored.
    pub fn tap(self, ask: Ask) {
        let now_ms = time::now_ms();
        self.tapped_ms.set_value(now_ms);
        self.waiting.update(|w| w.push(Tapped { ask, now_ms }));
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
                let build = move |state: &State| {
                    let (work, after) = last.after(&state.ledger, self.here(tapped.now_ms)?, &tapped.ask);
                    made.set_value(Some(after));
                    work
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

    /// Stores what still waits, before the page is left. Whether nothing waits any more.
    async fn put_away(self) -> bool {
        self.store();
        while self.storing.try_get_value() == Some(true) {
            time::pause().await;
        }
        self.waiting.try_with_untracked(Vec::is_empty) != Some(false)
    }

    /// Whether there is a tap that can be taken back.
    pub fn can_undo(self) -> bool {
        let here = self.here(time::now_ms());
        let stored = |l: &Ledger| here.is_some_and(|here| self.last.with(|last| last.can_undo(l, here)));
        self.waiting.with(|w| !w.is_empty()) || self.app.state.with(|s| stored(&s.ledger))
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
                    Ask::Told(of, _) if of == id => all.push(Did::Signposted),
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
