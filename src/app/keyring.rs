//! The keys of this device at work: the office's and the writer's own. A key that lies in its row, as builds until
//! November 2026 kept it, is handed to the browser as soon as the browser takes it; where the office's key is, every page
//! can ask.

use super::context::{AnyStore, App};
use crate::app::components::Tone;
use crate::platform::database::BrowserStore;
use crate::platform::keys::{self, Kept, Office};
use crate::store::keys::{KeysRow, OfficeKey, OwnKey};
use crate::store::{RowChange, State, StoreError};
use crate::words::say;
use leptos::prelude::*;

/// What the keys of a device are kept in, where that is the browser.
pub fn browser(app: App) -> Option<BrowserStore> {
    match app.store() {
        AnyStore::Browser(store) => Some(store),
        AnyStore::Memory(_) => None,
    }
}

/// Sees to the keys whenever another partnership is opened, and whenever they change.
pub fn listen(app: App) {
    let held = Memo::new(move |_| {
        app.state.with(|s| {
            let own = s.own_key().filter(|own| own.secret.is_some()).cloned();
            (s.about.as_ref().map(|a| a.partnership.clone()), s.keys.office.clone(), own)
        })
    });
    Effect::new(move |_| {
        let (_, office, own) = held.get();
        leptos::task::spawn_local(async move { hand_to_browser(app, office, own).await });
    });
}

/// Hands to the browser what lies in the row, and says where the office's key is. Only what the browser was seen to use
/// leaves the row.
async fn hand_to_browser(app: App, office: Option<OfficeKey>, own: Option<OwnKey>) {
    let store = browser(app);
    if let Some(own) = own
        && keys::keep_own(store.as_ref(), &own).await.is_some()
    {
        close(app, |row| row.own.as_ref() == Some(&own), KeysRow::with_own_closed).await;
    }
    if let Some(office) = office.as_ref().filter(|office| office.is_clear())
        && keys::keep_office(store.as_ref(), office).await
    {
        close(app, |row| row.office.as_ref() == Some(office), KeysRow::with_office_closed).await;
    }
    look(app).await;
}

/// Takes secret halves out of the row, where it still has those that were taken. A row that cannot be saved is as good
/// as before, and the next start tries again.
async fn close(app: App, same: impl Fn(&KeysRow) -> bool, closed: impl Fn(&KeysRow) -> KeysRow) {
    let _ = app.transact(&mut |s| same(&s.keys).then(|| RowChange::Keys(closed(&s.keys)).into())).await;
}

async fn save(app: App, change: impl Fn(&mut KeysRow)) -> Result<bool, StoreError> {
    let mut build = |s: &State| {
        let mut row = s.keys.clone();
        change(&mut row);
        Some(RowChange::Keys(row).into())
    };
    app.transact(&mut build).await
}

/// Looks where the office's key is.
pub async fn look(app: App) {
    let kept = match app.state.with_untracked(|s| s.keys.office.clone()) {
        Some(key) => keys::where_office(browser(app).as_ref(), &key).await,
        None => {
            // With the partnership, or the key, goes what was unlocked of it.
            keys::lock_office();
            Kept::default()
        }
    };
    app.office_key.set(kept);
}

/// The office's key, where it can be used at once.
pub async fn office(app: App, key: &OfficeKey) -> Option<Office> {
    keys::office(browser(app).as_ref(), key).await
}

/// Keeps the office's key, whose secret halves are in memory, and the recovery file that it is sealed in: backups carry
/// that. False where it was not saved, which is said at the top of the page.
pub async fn keep(app: App, key: OfficeKey, sealed: &[u8], told: &'static str) -> bool {
    let store = browser(app);
    keys::keep_office(store.as_ref(), &key).await;
    let saved = save(app, |row| row.take_office(Some((key.closed(), sealed)))).await.is_ok();
    if saved {
        keys::forget_offices(store.as_ref(), Some(&key)).await;
        app.tell(Tone::Saved, say(told));
    }
    look(app).await;
    saved
}

/// Throws the office's key away, everywhere on this device.
pub async fn throw_away(app: App, told: &'static str) {
    if save(app, |row| row.take_office(None)).await.is_ok() {
        keys::lock_office();
        keys::forget_offices(browser(app).as_ref(), None).await;
        app.tell(Tone::Saved, say(told));
    }
    look(app).await;
}

/// Has the office's key in memory, or with the browser where it takes it now.
pub async fn unlock(app: App, key: OfficeKey) {
    keys::keep_office(browser(app).as_ref(), &key).await;
    look(app).await;
}

/// The office's key is sealed again, before the page closes.
pub fn lock(app: App) {
    keys::lock_office();
    leptos::task::spawn_local(async move { look(app).await });
}
