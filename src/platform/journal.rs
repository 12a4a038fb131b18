//! The draft journal: every keystroke to localStorage at once, one key a draft, so that a closed tab
//! loses nothing. It reaches the disk late, so the database save a second later is the one that counts.
//! What localStorage refuses is held in memory, so that a file can still be made of it and another page of
//! the app finds it.

use crate::record::SortedMap;
use crate::store::rescue::DRAFT as PREFIX;
use crate::store::rows::DraftRow;
use gloo_storage::{LocalStorage, Storage};
use std::cell::RefCell;

/// Whether localStorage can be used at all. Asking it otherwise panics where storage is blocked.
fn usable() -> bool {
    web_sys::window().and_then(|w| w.local_storage().ok().flatten()).is_some()
}

thread_local! {
    static REFUSED: RefCell<SortedMap<String, DraftRow>> = const { RefCell::new(SortedMap::new()) };
}

/// Notes a draft (as JSON) under its id. False if the browser refused; then it is only in memory.
pub fn note(id: &str, draft: &DraftRow) -> bool {
    let noted = usable() && LocalStorage::set(format!("{PREFIX}{id}"), draft).is_ok();
    REFUSED.with_borrow_mut(|refused| {
        if noted {
            refused.remove(id);
        } else {
            refused.insert(id.to_owned(), draft.clone());
        }
    });
    noted
}

/// The draft noted last under this id.
pub fn noted(id: &str) -> Option<DraftRow> {
    let refused = REFUSED.with_borrow(|refused| refused.get(id).cloned());
    refused.or_else(|| usable().then(|| LocalStorage::get(format!("{PREFIX}{id}")).ok()).flatten())
}

/// Every draft noted, of whatever partnership.
pub fn all() -> Vec<DraftRow> {
    let mut all = REFUSED.with_borrow(SortedMap::clone);
    if usable() {
        let storage = LocalStorage::raw();
        let keys = (0..storage.length().unwrap_or(0)).filter_map(|n| storage.key(n).ok().flatten());
        let keys: Vec<String> = keys.filter(|key| key.starts_with(PREFIX)).collect();
        for key in keys {
            let id = key.trim_start_matches(PREFIX).to_owned();
            if let (false, Ok(draft)) = (all.contains_key(&id), LocalStorage::get(&key)) {
                all.insert(id, draft);
            }
        }
    }
    all.into_values().collect()
}

/// Whether there are words that localStorage refused: they are on this page, and nowhere else.
pub fn is_refused() -> bool {
    REFUSED.with_borrow(|refused| !refused.is_empty())
}

/// Forgets a draft that is finished or thrown away.
pub fn forget(id: &str) {
    REFUSED.with_borrow_mut(|refused| refused.remove(id));
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
