//! Removing a partnership from this device, with everything that is its own.

use super::App;
use crate::app::keeping::AnyStore;
use crate::platform::channel::Channel;
use crate::platform::database::BrowserStore;
use crate::platform::{journal, kept};
use crate::record::{Id, Set as Records};
use crate::store::{State, StoreError};
use leptos::prelude::*;
use std::rc::Rc;

impl App {
    /// Removes the open partnership from this device for good; another one is opened if there is one.
    ///
    /// # Errors
    /// Why it is still there.
    pub async fn forget(self) -> Result<(), StoreError> {
        let lock = self.saving.get_value();
        let turn = lock.lock().await;
        // Also where its storage was full, and what was saved since stands in memory.
        match (self.store.get_value(), self.partnership()) {
            (AnyStore::Browser(store), _) => store.delete().await?,
            (_, Some(partnership)) if !kept::names().await.is_empty() => {
                BrowserStore::of(&partnership.to_string()).delete().await?;
            }
            _ => {}
        }
        self.channel.with_value(|c| c.iter().for_each(Channel::say_removed));
        drop(turn);
        self.let_go().await;
        Ok(())
    }

    /// Lets go of everything of the partnership that was open, which was removed, here or in another window: what is
    /// in memory, and what is half typed.
    pub(super) async fn let_go(self) {
        let lock = self.saving.get_value();
        let turn = lock.lock().await;
        self.store.set_value(AnyStore::Memory(Rc::default()));
        self.away.set_value(Default::default());
        self.channel.set_value(None);
        // The page lets go of its forms before what they kept is taken away.
        self.state.set(State::default());
        drop(turn);
        journal::remove_partnership(kept::names().await.is_empty());
        journal::forget_setting("open");
        self.open_last().await;
    }
}

/// Finds among what an earlier version wrote, which did not say whose it was, what is this partnership's: it names
/// something that is here, or there is no other partnership.
pub(super) async fn take_former(state: &State) {
    let partnerships = kept::names().await;
    let knows = |id: Id| {
        let key = id.to_string();
        let in_set = |set: &Records| set.get(id).is_some();
        in_set(state.ledger.records())
            || state.ledger.base().is_some_and(in_set)
            || state.drafts.contains_key(&key)
            || state.staged.iter().any(|staged| staged.row.id == key || in_set(&staged.records))
            || state.received.iter().any(|row| row.id == key)
    };
    journal::adopt(&knows, partnerships.len() == 1);
}
