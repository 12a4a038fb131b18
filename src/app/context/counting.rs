//! Saving taps at an event, also while the browser's storage is full.

use super::App;
use crate::app::keeping::Away;
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::platform::time;
use crate::store::{StoreError, Vault};
use leptos::prelude::*;

impl App {
    /// Saves a tap at an event: work that is worked out from what is held at that moment, so that taps that come
    /// faster than they are stored count one after the other. `false` where there was nothing to do. Where the
    /// browser's storage is full it goes on in memory, with a warning that offers the file, and back into
    /// storage by itself once there is room; see [`Away`].
    ///
    /// # Errors
    /// Why nothing was saved.
    pub async fn count(self, build: &dyn Fn(&Ledger) -> Option<Work>) -> Result<bool, StoreError> {
        self.come_back().await;
        let lock = self.saving.get_value();
        let turn = lock.lock().await;
        let state = self.state.get_untracked();
        let Some(work) = build(&state.ledger) else { return Ok(false) };
        let mut saved = Vault::save(&self.store.get_value(), &state, &work, Vec::new(), time::now_ms()).await;
        if matches!(saved, Err(StoreError::Full))
            && let Ok((memory, away)) = Away::leave(&self.store.get_value()).await
        {
            saved = Vault::save(&memory, &state, &work, Vec::new(), time::now_ms()).await;
            self.store.set_value(memory);
            self.away.set_value(away);
            self.keeps_nothing.set(true);
            self.problem.set(Some(StoreError::Full));
        }
        if saved.is_ok() {
            self.away.update_value(|away| away.saved((work, Vec::new())));
        }
        drop(turn);
        self.finish(saved).await.map(|()| true)
    }

    /// Goes back into the browser's storage with everything saved since it was full, if there is room again.
    async fn come_back(self) {
        if !self.away.with_value(|away| away.may_try(time::now_ms())) {
            return;
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
            }
            Err(away) => self.away.set_value(away),
        }
    }
}
