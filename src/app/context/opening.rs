//! Opening what is kept on this device.

use super::{AnyStore, App, Away, SHOWN_PLAN, removing};
use crate::app::components::Tone;
use crate::app::opening::Trouble;
use crate::platform::channel::Channel;
use crate::platform::database::BrowserStore;
use crate::platform::{journal, kept, time};
use crate::store::{State, StoreError};
use leptos::prelude::*;
use std::rc::Rc;

/// So long the browser may take to open its database, or to read it, before somebody is told, in milliseconds.
const PATIENCE: i32 = 10_000;

/// The small setting that names the partnership that was open last.
const OPEN: &str = "open";

impl App {
    /// Opens the partnership that was open last, or else the first there is. With none, the first visit follows; with
    /// one that does not open, the page that says so.
    pub async fn open_last(self) {
        self.trouble.set(self.try_to_open().await.err());
    }

    async fn try_to_open(self) -> Result<(), Trouble> {
        if let Some(last) = journal::setting(OPEN) {
            return match kept::has(&last).await {
                Ok(true) => self.open_kept(&last, true).await,
                Ok(false) => Err(Trouble::Gone),
                Err(e) => Err(Trouble::of(e)),
            };
        }
        for partnership in kept::names().await {
            self.open_kept(&partnership, false).await?;
            if self.state.with_untracked(|s| s.about.is_some()) {
                break;
            }
        }
        Ok(())
    }

    /// Opens the first partnership beside the one that was open last and is gone.
    pub async fn open_other(self) {
        let last = journal::setting(OPEN);
        let others = kept::names().await.into_iter().filter(|name| Some(name) != last.as_ref());
        for partnership in others.collect::<Vec<_>>() {
            if self.open_kept(&partnership, true).await.is_ok() {
                return self.trouble.set(None);
            }
        }
        self.tell(Tone::Warning, crate::words::say("notOpened.noOther"));
    }

    /// Takes away what is left of the partnership that was open last, for good: somebody has saved it as a file. What
    /// was noted at each keystroke stays, and comes back with the file.
    ///
    /// # Errors
    /// Why it is still there.
    pub async fn start_again(self) -> Result<(), StoreError> {
        for partnership in broken_first(journal::setting(OPEN)).await {
            BrowserStore::of(&partnership).delete().await?;
        }
        self.begin_anew();
        Ok(())
    }

    /// Goes to the first visit: what was here is gone, or somebody goes on without it.
    pub fn begin_anew(self) {
        journal::forget_setting(OPEN);
        self.trouble.set(None);
    }

    async fn open_kept(self, partnership: &str, named: bool) -> Result<(), Trouble> {
        let lock = self.saving.get_value();
        let turn = lock.lock().await;
        let store = BrowserStore::of(partnership);
        let late = |_| Trouble::NoAnswer;
        let ready = self.ready(&store).await?;
        match ready {
            Ok(()) => {}
            Err(StoreError::HeldOpen) => {
                self.open_once_free(store);
                return Err(Trouble::HeldOpen);
            }
            Err(e) => return Err(Trouble::of(e)),
        }
        let store = AnyStore::Browser(store);
        let state = time::within(PATIENCE, State::load(&store)).await.map_err(late)?.map_err(Trouble::of)?;
        if let Some(trouble) = Trouble::with(&state, named) {
            if let AnyStore::Browser(store) = store {
                store.close();
            }
            return Err(trouble);
        }
        self.take(partnership, store, state).await;
        drop(turn);
        self.check_identity().await;
        Ok(())
    }

    /// Opens it, or finds out what is in the way. A browser says that another window is once, to whoever asked first: who
    /// asks again, in a page that was loaded anew, sees it by the layout, which that window keeps from being the present one.
    async fn ready(self, store: &BrowserStore) -> Result<Result<(), StoreError>, Trouble> {
        let mut ready = std::pin::pin!(store.ready());
        if let Ok(ready) = time::within(PATIENCE / 3, ready.as_mut()).await {
            return Ok(ready);
        }
        if store.is_of_an_older_layout().await {
            return Ok(Err(StoreError::HeldOpen));
        }
        time::within(PATIENCE, ready).await.map_err(|_| Trouble::NoAnswer)
    }

    /// As soon as the window that held it is closed, it opens by itself.
    fn open_once_free(self, store: BrowserStore) {
        leptos::task::spawn_local(async move {
            while self.trouble.with_untracked(|t| t.as_ref().is_none_or(|t| *t == Trouble::HeldOpen)) {
                if store.is_open() {
                    store.close();
                    return self.open_last().await;
                }
                time::wait(500).await;
            }
        });
    }

    /// Opens a partnership's database (making it if it is new) and reads it. What stands in memory because the browser's
    /// storage was full goes there first.
    ///
    /// # Errors
    /// Why it is not open; what was open before still is.
    pub async fn open(self, partnership: &str) -> Result<(), StoreError> {
        if !self.come_back(true).await {
            self.problem.set(Some(StoreError::Full));
            return Err(StoreError::Full);
        }
        let lock = self.saving.get_value();
        let turn = lock.lock().await;
        let (store, refused) = match BrowserStore::open(partnership).await {
            Ok(store) => (AnyStore::Browser(store), None),
            Err(e) => (AnyStore::Memory(Rc::default()), Some(e)),
        };
        let state = State::load(&store).await.inspect_err(|e| self.problem.set(Some(e.clone())))?;
        self.keeps_nothing.set(refused.is_some());
        if refused.is_some() {
            self.problem.set(refused);
        }
        self.take(partnership, store, state).await;
        // What follows is a save of its own.
        drop(turn);
        self.check_identity().await;
        Ok(())
    }

    /// From now on this one is open. Nothing is saved meanwhile: whoever calls holds the turn.
    async fn take(self, partnership: &str, store: AnyStore, state: State) {
        if let AnyStore::Browser(store) = &store {
            store.on_lost(move || crate::app::watch::look(self));
        }
        journal::open(partnership);
        self.plan.set(journal::setting(SHOWN_PLAN).and_then(|plan| plan.parse().ok()));
        removing::take_former(&state).await;
        self.state.set(state);
        self.store.set_value(store);
        self.away.set_value(Away::default());
        let channel = Channel::open(&format!("golden-thread.{partnership}"));
        let meant = partnership.to_owned();
        channel.on_said(move |removed| match removed {
            _ if self.state.with_untracked(|s| s.about.as_ref().is_some_and(|a| a.partnership != meant)) => {}
            true => leptos::task::spawn_local(self.let_go()),
            false => leptos::task::spawn_local(self.read_again()),
        });
        self.channel.set_value(Some(channel));
    }

    /// Notes which partnership is open, once somebody uses it here: a first visit that is broken off leaves no name
    /// behind, and a name is never left without its database being missed.
    pub(super) fn note_which_is_open(self) {
        let used = Memo::new(move |_| self.state.with(|s| s.about.as_ref().map(|about| about.partnership.clone())));
        Effect::new(move |_| {
            if let Some(partnership) = used.get().filter(|_| !self.keeps_nothing.get()) {
                journal::set_setting(OPEN, &partnership);
            }
        });
    }
}

/// What may be removed: the partnership that was open last, or else every one whose database nobody can use.
async fn broken_first(last: Option<String>) -> Vec<String> {
    if let Some(last) = last {
        return vec![last];
    }
    let mut broken = Vec::new();
    for partnership in kept::names().await {
        let store = BrowserStore::of(&partnership);
        let state = match store.ready().await {
            Ok(()) => State::load(&store).await.map_err(Trouble::of),
            Err(_) => continue,
        };
        store.close();
        if state.map(|state| Trouble::with(&state, false)).unwrap_or_else(Some) == Some(Trouble::Partial) {
            broken.push(partnership);
        }
    }
    broken
}
