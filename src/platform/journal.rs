//! The draft journal: every keystroke to localStorage at once, one key a draft, so that a closed tab
//! loses nothing. It reaches the disk late, so the database save a second later is the one that counts.

use gloo_storage::{LocalStorage, Storage};

const PREFIX: &str = "golden-thread.draft.";

/// Whether localStorage can be used at all. Asking it otherwise panics where storage is blocked.
fn usable() -> bool {
    web_sys::window().and_then(|w| w.local_storage().ok().flatten()).is_some()
}

/// Notes a draft (as JSON) under its id. False if the browser refused.
pub fn note(id: &str, draft: &crate::store::rows::DraftRow) -> bool {
    usable() && LocalStorage::set(format!("{PREFIX}{id}"), draft).is_ok()
}

/// The draft noted last under this id.
pub fn noted(id: &str) -> Option<crate::store::rows::DraftRow> {
    if !usable() {
        return None;
    }
    LocalStorage::get(format!("{PREFIX}{id}")).ok()
}

/// Every draft noted, of whatever partnership.
pub fn all() -> Vec<crate::store::rows::DraftRow> {
    if !usable() {
        return Vec::new();
    }
    let storage = LocalStorage::raw();
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|n| storage.key(n).ok().flatten());
    let drafts: Vec<String> = keys.filter(|key| key.starts_with(PREFIX)).collect();
    drafts.into_iter().filter_map(|key| LocalStorage::get(key).ok()).collect()
}

/// Forgets a draft that is finished or thrown away.
pub fn forget(id: &str) {
    if usable() {
        LocalStorage::delete(format!("{PREFIX}{id}"));
    }
}

/// A small setting, such as which partnership was open last. `None` if there is none.
pub fn setting(name: &str) -> Option<String> {
    if !usable() {
        return None;
    }
    LocalStorage::get(format!("golden-thread.{name}")).ok()
}

/// Forgets a small setting.
pub fn forget_setting(name: &str) {
    if usable() {
        LocalStorage::delete(format!("golden-thread.{name}"));
    }
}

/// Keeps a small setting.
pub fn set_setting(name: &str, value: &str) {
    if usable() {
        let _ = LocalStorage::set(format!("golden-thread.{name}"), value);
    }
}
