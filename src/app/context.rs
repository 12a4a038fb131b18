//! What all pages share: the state of the partnership that is open, and the one way to change it.

mod identity;
mod opening;
mod removing;
mod saving;
mod taking_back;
mod undo;

use super::came::Came;
use super::entrance::Door;
pub use super::entrance::{Message, Offline, Said};
pub use super::keeping::AnyStore;
use super::keeping::Away;
use super::opening::Trouble;
pub use super::person::{Person, find_organisation};
use super::route::Route;
use crate::app::components::Tone;
use crate::bundle::Partnership;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::exchange::Sender;
use crate::ledger::{Ledger, PlanTree};
use crate::platform::channel::Channel;
use crate::platform::keys::Kept;
use crate::platform::{self, files, journal, leaving, page, time};
use crate::record::{Id, Set as Records};
use crate::store::rows::About;
use crate::store::{Intent, RowChange, State, StoreError};
use crate::words::say;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
pub use undo::Undo;

/// Files that are opened one after the other, each in a transaction of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// How many are done with.
    pub done: usize,
    /// How many there are.
    pub of: usize,
    /// Whether somebody has asked to stop after the present one.
    pub stopped: bool,
}

/// What all pages share; provided once, copied freely.
#[derive(Clone, Copy)]
pub struct App {
    /// Everything held of the partnership that is open.
    pub state: RwSignal<State>,
    /// Where in the app we are.
    pub route: RwSignal<Route>,
    /// Another number as soon as anything in the record has changed; see [`of_record`].
    revision: Memo<u64>,
    /// The plan that is shown, as a tree: the one that was chosen, or the first.
    pub tree: Memo<Option<Arc<PlanTree>>>,
    /// Whether the database has been read.
    pub loaded: RwSignal<bool>,
    /// Whether there is a network.
    pub online: RwSignal<bool>,
    /// How far the app is with being kept for working without a connection.
    pub offline: RwSignal<Offline>,
    /// Whether a newer version waits.
    pub update_waits: RwSignal<bool>,
    /// Whether the browser keeps nothing.
    pub keeps_nothing: RwSignal<bool>,
    /// What could not be saved, until something could again.
    pub problem: RwSignal<Option<StoreError>>,
    /// Whether this page holds words that are kept nowhere else; see [`Door`].
    pub only_here: RwSignal<bool>,
    /// What keeps the device's work from the screen; the pages wait meanwhile.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Where the office's key is; [`keyring`](super::keyring) sees to it.
    pub office_key: RwSignal<Kept>,
    /// The message of the moment.
    pub message: RwSignal<Option<Message>>,
    /// Whether the plan is being edited where it stands.
    pub editing_plan: RwSignal<bool>,
    /// The priorities of the plan that somebody has folded or unfolded.
    pub turned: RwSignal<BTreeSet<Id>>,
    /// Where in the plan something is being added.
    pub adding_at: RwSignal<Option<String>>,
    /// The plan that somebody chose to see, where there are several.
    plan: RwSignal<Option<Id>>,
    /// What takes back what the message of the moment says is saved.
    pub undo: RwSignal<Option<Arc<Undo>>>,
    /// A backup that the browser was asked to save, and when it was made: it counts once somebody has seen it.
    pub backup_asked: RwSignal<Option<(String, String)>>,
    /// What was opened since the page was loaded, and what became of it: still there when somebody has looked at one of
    /// them on another page.
    pub inbox: RwSignal<Vec<Came>>,
    /// A paper that was opened in the inbox and is to be brought in.
    pub to_bring: RwSignal<Option<crate::platform::files::Opened>>,
    /// How far the opening of files is that somebody handed over; none are being opened otherwise.
    pub opening: RwSignal<Option<Opening>>,
    /// When something was last saved, in milliseconds since 1970.
    pub saved_at: RwSignal<Option<u64>>,
    store: StoredValue<AnyStore, LocalStorage>,
    away: StoredValue<Away, LocalStorage>,
    channel: StoredValue<Option<Channel>, LocalStorage>,
    saving: StoredValue<Rc<futures::lock::Mutex<()>>, LocalStorage>,
    carried: StoredValue<Option<Message>>,
    carried_undo: StoredValue<Option<Arc<Undo>>>,
    beside: StoredValue<Option<(u64, String)>>,
}

impl App {
    /// The shared state, with nothing open.
    pub fn empty(door: Door) -> App {
        let state = RwSignal::new(State::default());
        // Saving a draft, or counting at an event, is no reason to make the tree again.
        let revision = Memo::new(move |_| state.with(|s| s.ledger.plan_revision()));
        let plan = RwSignal::new(None);
        let tree = Memo::new(move |_| {
            revision.get(); // read, not only tracked: a memo that nobody reads never runs
            state.with_untracked(|s| {
                let chosen = plan.get().and_then(|id| s.ledger.plans().find(|p| p.id() == id));
                let plan = chosen.or_else(|| s.ledger.plans().min_by_key(|p| p.id()))?;
                Some(Arc::new(s.ledger.tree(plan)))
            })
        });
        App {
            state,
            route: RwSignal::new(Route::read(&page::fragment())),
            revision,
            tree,
            loaded: RwSignal::new(false),
            online: RwSignal::new(page::is_online()),
            offline: door.offline,
            update_waits: door.update_waits,
            keeps_nothing: RwSignal::new(false),
            problem: RwSignal::new(None),
            trouble: RwSignal::new(None),
            only_here: door.only_here,
            office_key: RwSignal::new(Kept::default()),
            message: door.message,
            editing_plan: RwSignal::new(false),
            turned: RwSignal::default(),
            adding_at: RwSignal::new(None),
            plan,
            undo: RwSignal::new(None),
            backup_asked: RwSignal::new(None),
            inbox: RwSignal::new(Vec::new()),
            to_bring: RwSignal::new(None),
            opening: RwSignal::new(None),
            saved_at: RwSignal::new(None),
            store: StoredValue::new_local(AnyStore::Memory(Rc::default())),
            away: StoredValue::new_local(Away::default()),
            channel: StoredValue::new_local(None),
            saving: StoredValue::new_local(Rc::default()),
            carried: StoredValue::new(None),
            carried_undo: StoredValue::new(None),
            beside: StoredValue::new(None),
        }
    }

    /// Who uses this device.
    pub fn about(self) -> Option<About> {
        self.state.with(|s| s.about.clone())
    }

    /// Whether this device is the partnership office's.
    pub fn is_office(self) -> bool {
        self.state.with(|s| s.about.as_ref().is_some_and(|a| a.office))
    }

    /// Shows this plan, or the first; the browser remembers which.
    pub fn show_plan(self, plan: Option<Id>) {
        journal::set_setting(SHOWN_PLAN, &plan.map(|id| id.to_string()).unwrap_or_default());
        self.plan.set(plan);
    }

    /// Goes to a page.
    pub fn go(self, route: &Route) {
        page::go(&route.fragment());
    }

    /// Goes to a page and shows a message there.
    pub fn go_telling(self, route: &Route, tone: Tone, said: impl Into<Said>) {
        let message = self.with_two_versions(tone, said.into());
        if self.route.get_untracked() == *route {
            self.undo.set(None);
            return self.message.set(Some(message));
        }
        self.carried.set_value(Some(message));
        self.go(route);
    }

    /// Shows a message.
    pub fn tell(self, tone: Tone, said: impl Into<Said>) {
        self.undo.set(None);
        self.message.set(Some(self.with_two_versions(tone, said.into())));
    }

    /// The message, with what the save before it came to where there are two versions now.
    fn with_two_versions(self, tone: Tone, Said { text, way }: Said) -> Message {
        match self.just_said() {
            Some(words) => Message { tone: Tone::Warning, text: format!("{text}\n{words}"), way },
            None => Message { tone, text, way },
        }
    }

    /// What is said of something that goes with the next file to send: for everybody but the office with the way to sending it.
    pub fn to_be_sent(self, text: String) -> Said {
        let way = (!untrack(|| self.is_office())).then(|| (Route::Send, say("app.sendIt")));
        Said { text, way }
    }

    /// The store, for reading what is not held in memory (history).
    pub fn store(self) -> AnyStore {
        self.store.get_value()
    }

    /// Makes a new partnership's database on this device and this person's writer in it. Used by every
    /// way of beginning. `known` is what the file holds that is about to be opened: an organisation that it
    /// brings is not written a second time, which would stand as something to send.
    ///
    /// # Errors
    /// Why nothing was saved.
    pub async fn begin(self, partnership: Partnership, person: Person, known: &Records) -> Result<(), StoreError> {
        self.open(&partnership.id.to_string()).await?;
        let writer = platform::new_id();
        let begin = |state: &State| {
            // Another window may have begun it just now.
            if state.about.is_some() {
                return None;
            }
            let mut about = About { writer: writer.to_string(), ..About::nobody(&partnership) };
            let mut drafts = person.put_in(&mut about, known);
            drafts.push(person.writer(writer, &about));
            let work = Work::drafts(&drafts, Cause::Typed);
            Some(Intent { work, rows: vec![RowChange::About(about)] })
        };
        self.transact(&mut { begin }).await.map(drop)
    }

    /// What a file made now needs beside its records; `None` before the first visit is done.
    pub fn sender(self) -> Option<Sender> {
        let about = self.state.with_untracked(|s| s.about.clone())?;
        Some(Sender {
            partnership: about.partnership()?,
            writer: about.writer()?,
            id: platform::new_id(),
            sequence: about.sequence,
            created: time::now_text(),
        })
    }

    /// Listens to the events that matter to every page.
    pub fn listen(self) {
        page::on(page::Event::Fragment, move || {
            self.undo.set(self.carried_undo.try_update_value(Option::take).flatten());
            self.message.set(self.carried.try_update_value(Option::take).flatten());
            self.route.set(Route::read(&page::fragment()));
        });
        self.note_which_is_open();
        files::refuse_strays();
        page::on(page::Event::Online, move || self.online.set(true));
        page::on(page::Event::Offline, move || self.online.set(false));
        Effect::new(move |_| self.only_here.set(self.problem.with(Option::is_some)));
        // Words that the browser would not note are on this page alone; what is being saved is waited for.
        leaving::first(move || async move {
            let lock = self.saving.get_value();
            drop(lock.lock().await);
            !journal::is_refused()
        });
    }
}

/// What the record says, read again whenever anything in it has changed. Cheaper than a memo of its own, whose type
/// would be made anew; what is shown should be keyed, so that what stays the same stays as it is.
pub fn of_record<T>(app: App, read: impl FnOnce(&Ledger) -> T) -> T {
    app.revision.get();
    app.state.with_untracked(|s| read(&s.ledger))
}

/// The small setting that says which plan is shown.
const SHOWN_PLAN: &str = "shownPlan";

/// The small setting under which a partnership's unfinished answers are noted.
pub fn answers_setting(partnership: &str) -> String {
    format!("answers.{partnership}")
}

/// The shared state of the page's tree.
pub fn use_app() -> App {
    expect_context::<App>()
}

/// The ledger, read inside a reactive scope.
pub fn with_ledger<T>(app: App, read: impl FnOnce(&Ledger) -> T) -> T {
    app.state.with(|s| read(&s.ledger))
}
