//! The one door through which anything is saved: what is to be stored is worked out from the state as it is when its
//! turn has come, and worked out anew where another window was first.

use super::App;
use crate::app::components::Tone;
use crate::app::keeping::Away;
use crate::ledger::changes::Work;
use crate::ledger::pieces::Names;
use crate::platform::channel::Channel;
use crate::platform::{journal, time};
use crate::record::Id;
use crate::store::keys::KeysRow;
use crate::store::{Held, Intent, Replacement, RowChange, Saved, State, StoreError, Vault};
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// The state that the screens show, as the store works on it.
struct Shown(RwSignal<State>);

impl Held for Shown {
    fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        self.0.with_untracked(look)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        self.0.update(change);
    }
}

impl App {
    /// Saves what `build` makes of the state in one transaction; returns once the database has completed it, and only
    /// then has anything changed in memory. `false` where it makes nothing. It is asked inside the lock, and again where
    /// another window was first: everything it stores it must take from the state it is given, and what it notes for the
    /// caller is what it noted last. A failure is also shown at the top of every page until something could be
    /// saved again.
    ///
    /// # Errors
    /// Why nothing was saved. What the person typed is still with the caller.
    pub async fn transact(self, build: &mut dyn FnMut(&State) -> Option<Intent>) -> Result<bool, StoreError> {
        let meant = self.partnership();
        let lock = self.saving.get_value();
        let turn = lock.lock().await;
        // What was pressed in one partnership is not saved in another that was opened meanwhile.
        let here = self.partnership();
        let saved = match meant.is_some() && meant != here {
            true => Err(StoreError::Behind),
            false => self.turn(build).await,
        };
        drop(turn);
        self.finish(saved)
    }

    /// The partnership that is open, by its id.
    pub fn partnership(self) -> Option<Id> {
        self.state.with_untracked(|s| s.about.as_ref()?.partnership.parse().ok())
    }

    /// Saves a tap at an event, so that taps that come faster than they are stored count one after the other. `false`
    /// where there was nothing to do. Where the browser's storage is full it goes on in memory, with a warning that
    /// offers the file, and back into storage by itself once there is room; see [`Away`].
    ///
    /// # Errors
    /// Why nothing was saved.
    pub async fn count(self, build: &dyn Fn(&State) -> Option<Work>) -> Result<bool, StoreError> {
        self.come_back(false).await;
        let build = &mut |state: &State| build(state).map(Intent::from);
        let meant = self.partnership();
        let lock = self.saving.get_value();
        let turn = lock.lock().await;
        if meant != self.partnership() {
            return Err(StoreError::Behind);
        }
        let mut saved = self.turn(build).await;
        if matches!(saved, Err(StoreError::Full))
            && let Ok((memory, away)) = Away::leave(&self.store.get_value()).await
        {
            self.store.set_value(memory);
            self.away.set_value(away);
            saved = self.turn(build).await;
            self.keeps_nothing.set(true);
            self.problem.set(Some(StoreError::Full));
        }
        drop(turn);
        self.finish(saved)
    }

    /// One turn, with the lock held.
    async fn turn(self, build: &mut dyn FnMut(&State) -> Option<Intent>) -> Result<Option<Saved>, StoreError> {
        let away = self.away.with_value(Away::is_away);
        let mut note = None;
        let mut noting = |state: &State| {
            let intent = build(state);
            note = if away { intent.clone() } else { None };
            intent
        };
        let saved = Vault::transact(&self.store.get_value(), &Shown(self.state), time::now_ms(), &mut noting).await;
        if let (Ok(Some(_)), Some(note)) = (&saved, note) {
            self.away.update_value(|away| away.saved(note));
        }
        saved
    }

    /// Goes back into the browser's storage with everything saved since it was full, if there is room again: at once, or
    /// where it is time to try. Whether nothing is in memory alone.
    pub(super) async fn come_back(self, at_once: bool) -> bool {
        if !self.away.with_value(Away::is_away) {
            return true;
        }
        if !at_once && !self.away.with_value(|away| away.may_try(time::now_ms())) {
            return false;
        }
        let lock = self.saving.get_value();
        let _turn = lock.lock().await;
        let away = self.away.with_value(Away::clone);
        match away.back(time::now_ms()).await {
            Ok((store, state)) => {
                self.store.set_value(store);
                self.away.set_value(Away::default());
                self.state.set(state);
                self.keeps_nothing.set(false);
                self.saved();
                true
            }
            Err(away) => {
                self.away.set_value(away);
                false
            }
        }
    }

    /// Reads the database again, after another window has written to it.
    pub async fn read_again(self) {
        let lock = self.saving.get_value();
        let _turn = lock.lock().await;
        if let Err(StoreError::Gone) = Vault::read_again(&self.store.get_value(), &Shown(self.state)).await {
            self.problem.set(Some(StoreError::Gone));
        }
    }

    /// Changes the row of keys, and says so at the top of the page once it is stored.
    pub fn save_keys(self, mut change: Box<dyn FnMut(&mut KeysRow)>, told: &'static str) {
        leptos::task::spawn_local(async move {
            let mut build = |state: &State| {
                let mut keys = state.keys.clone();
                change(&mut keys);
                Some(RowChange::Keys(keys).into())
            };
            if self.transact(&mut build).await.is_ok() {
                self.tell(Tone::Saved, say(told));
            }
        });
    }

    /// Takes the review of a file back. What anybody wrote since stays.
    ///
    /// # Errors
    /// Why nothing was changed.
    pub async fn undo(self, bundle: &str) -> Result<(), StoreError> {
        let lock = self.saving.get_value();
        let turn = lock.lock().await;
        let undone = Vault::take_back(&self.store.get_value(), &Shown(self.state), time::now_ms(), bundle).await;
        drop(turn);
        self.finish(undone.map(Some)).map(drop)
    }

    /// Replaces everything held of the open partnership by what `build` makes of the state, under a new writer; see
    /// [`Vault::replace`]. Nothing is replaced that this window has not shown.
    ///
    /// # Errors
    /// Why nothing was changed.
    pub async fn replace(self, build: impl FnOnce(&State) -> Replacement) -> Result<(), StoreError> {
        let meant = self.partnership();
        let lock = self.saving.get_value();
        let turn = lock.lock().await;
        let replaced = match meant == self.partnership() {
            true => Vault::replace_held(&self.store.get_value(), &Shown(self.state), build, time::now_ms()).await,
            // Another partnership was opened meanwhile.
            false => Err(StoreError::Behind),
        };
        drop(turn);
        self.finish(replaced.map(|()| Some(Saved::default()))).map(drop)
    }

    /// Something was saved: no problem any more, and the other windows are told.
    fn saved(self) {
        self.saved_at.set(Some(time::now_ms()));
        if !self.keeps_nothing.get_untracked() {
            self.problem.set(None);
        }
        self.channel.with_value(|c| c.iter().for_each(Channel::say_saved));
    }

    /// Says that something was written while a form was open, and that both versions are kept; see [`App::tell`].
    fn say_two_versions(self, beside: &[(Id, String)]) {
        let Some((id, field)) = beside.first() else { return self.beside.set_value(None) };
        let (title, field) = self.state.with_untracked(|s| {
            let names = Names { ledger: &s.ledger, file: None };
            (names.title(*id), names.field(*id, field))
        });
        let mut words = fill("store.twoVersions", &[("title", &title), ("field", &field)]);
        if beside.len() > 1 {
            words = format!("{words} {}", count("store.twoVersionsMore", beside.len() - 1));
        }
        self.beside.set_value(None);
        self.tell(Tone::Warning, words.clone());
        self.beside.set_value(Some((time::now_ms(), words)));
    }

    /// What was just said of two versions, for whoever says next that something is saved.
    pub(super) fn just_said(self) -> Option<String> {
        let (when, words) = self.beside.try_update_value(Option::take).flatten()?;
        (time::now_ms().saturating_sub(when) < 1_000).then_some(words)
    }

    fn finish(self, saved: Result<Option<Saved>, StoreError>) -> Result<bool, StoreError> {
        match saved {
            Ok(None) => Ok(false),
            Ok(Some(saved)) => {
                if let Some(lost) = &saved.lost {
                    journal::remove_words(lost);
                }
                self.saved();
                self.say_two_versions(&saved.beside);
                Ok(true)
            }
            Err(error) => {
                self.problem.set(Some(error.clone()));
                Err(error)
            }
        }
    }
}
