//! Where this device keeps things: the browser's database, or memory, for good or for as long as the browser's
//! storage is full.

use crate::platform::database::BrowserStore;
use crate::store::{Batch, Footing, Intent, MemoryStore, Rows, State, Store, StoreError, Table, Vault, View};
use std::rc::Rc;

/// Where this device keeps things.
#[derive(Debug, Clone)]
pub enum AnyStore {
    /// The browser's database.
    Browser(BrowserStore),
    /// Memory: gone when the page closes. Shared, since a copy of it would be another store.
    Memory(Rc<MemoryStore>),
}

impl Store for AnyStore {
    async fn transact(
        &self,
        after: &str,
        build: impl FnOnce(View) -> Result<Batch, StoreError>,
    ) -> Result<(), StoreError> {
        match self {
            AnyStore::Browser(store) => store.transact(after, build).await,
            AnyStore::Memory(store) => store.transact(after, build).await,
        }
    }

    async fn read(&self, wanted: &[(Table, &str)]) -> Result<Vec<Rows>, StoreError> {
        match self {
            AnyStore::Browser(store) => store.read(wanted).await,
            AnyStore::Memory(store) => store.read(wanted).await,
        }
    }
}

/// So long it is before a full storage is tried again, in milliseconds.
const PATIENCE: u64 = 10_000;

/// What was saved while the browser's storage was full. It stands in memory, in a copy of everything stored, and
/// is saved once more into storage as soon as that takes it.
#[derive(Debug, Clone, Default)]
pub struct Away {
    behind: Option<BrowserStore>,
    saved: Vec<Intent>,
    /// What the rows in it were made for.
    footing: Footing,
    tried_ms: u64,
}

impl Away {
    /// A copy in memory of what a full storage holds (it can still be read), to go on with.
    ///
    /// # Errors
    /// Why it could not be read.
    pub async fn leave(store: &AnyStore) -> Result<(AnyStore, Away), StoreError> {
        let AnyStore::Browser(browser) = store else { return Err(StoreError::Full) };
        let all = Table::ALL.map(|(table, _)| (table, ""));
        let read = browser.read(&all).await?.into_iter().zip(all);
        let held = read.flat_map(|(rows, (table, _))| rows.into_iter().map(move |(key, text)| (table, key, text)));
        let memory = AnyStore::Memory(Rc::new(MemoryStore::holding(held.collect())));
        let footing = Footing::of(&State::load(&memory).await?);
        Ok((memory, Away { behind: Some(browser.clone()), footing, ..Away::default() }))
    }

    /// Whether storage was full, and nothing saved since is in it.
    pub fn is_away(&self) -> bool {
        self.behind.is_some()
    }

    /// Notes what was saved in memory.
    pub fn saved(&mut self, what: Intent) {
        if self.is_away() {
            self.saved.push(what);
        }
    }

    /// Whether it is time to try storage again.
    pub fn may_try(&self, now_ms: u64) -> bool {
        self.is_away() && now_ms.abs_diff(self.tried_ms) >= PATIENCE
    }

    /// Saves into storage what was saved in memory, in the same order. What went in is not saved again, should the
    /// rest not fit.
    ///
    /// # Errors
    /// What is still only in memory.
    pub async fn back(mut self, now_ms: u64) -> Result<(AnyStore, State), Away> {
        self.tried_ms = now_ms;
        let Some(browser) = self.behind.clone() else { return Err(self) };
        let store = AnyStore::Browser(browser);
        let Ok(mut state) = State::load(&store).await else { return Err(self) };
        // Another window may have written there meanwhile.
        let onto = Footing::of(&state);
        while let Some(Intent { work, rows }) = self.saved.first().cloned() {
            let rows = rows.into_iter().map(|row| self.footing.carry(row, &onto)).collect();
            match Vault::save(&store, &state, &work, rows, now_ms).await {
                Ok(delta) => state.apply(delta),
                Err(_) => return Err(self),
            }
            self.saved.remove(0);
        }
        Ok((store, state))
    }
}
