//! The draft journal: every keystroke to localStorage at once, one key a draft, so that a closed tab
//! loses nothing. It reaches the disk late, so the database save a second later is the one that counts.
//! What localStorage refuses is held in memory, so that a file can still be made of it and another page of
//! the app finds it. Whose each key is, and how long it lives, is [`crate::store::journal`]'s.

use super::time::now_ms;
use crate::record::Id;
use crate::store::Lost;
use crate::store::journal::{self, Shelf};
use crate::store::rows::DraftRow;
use gloo_storage::{LocalStorage, Storage};
use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static REFUSED: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    static OPEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The browser's small storage, or `None` where it is blocked. Asking for it otherwise panics there.
fn storage() -> Option<web_sys::Storage> {
    web_sys::window().and_then(|w| w.local_storage().ok().flatten())?;
    Some(LocalStorage::raw())
}

/// localStorage, and in memory what it refused.
struct Local;

impl Shelf for Local {
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = REFUSED.with_borrow(|refused| refused.keys().cloned().collect());
        if let Some(storage) = storage() {
            let stored = (0..storage.length().unwrap_or(0)).filter_map(|n| storage.key(n).ok().flatten());
            let stored: Vec<String> = stored.filter(|name| !names.contains(name)).collect();
            names.extend(stored);
        }
        names
    }

    fn read(&self, name: &str) -> Option<String> {
        let refused = REFUSED.with_borrow(|refused| refused.get(name).cloned());
        refused.or_else(|| storage()?.get_item(name).ok()?)
    }

    fn write(&self, name: &str, text: &str) -> bool {
        let kept = storage().is_some_and(|storage| storage.set_item(name, text).is_ok());
        REFUSED.with_borrow_mut(|refused| {
            if kept {
                refused.remove(name);
            } else {
                refused.insert(name.to_owned(), text.to_owned());
            }
        });
        kept
    }

    fn remove(&self, name: &str) {
        REFUSED.with_borrow_mut(|refused| refused.remove(name));
        if let Some(storage) = storage() {
            let _ = storage.remove_item(name);
        }
    }
}

fn open_one() -> Option<String> {
    OPEN.with_borrow(Clone::clone)
}

/// From now on everything is this partnership's. What has lived as long as it may goes, of every partnership, and what
/// an earlier version wrote gets a name that says whose it is.
pub fn open(partnership: &str) {
    OPEN.set(Some(partnership.to_owned()));
    journal::migrate(&Local, now_ms());
    journal::expire(&Local, now_ms());
}

/// Takes for the open partnership what an earlier version wrote and what names something that it `knows`; with `only`
/// this partnership in the browser, all of it.
pub fn adopt(knows: &dyn Fn(Id) -> bool, only: bool) {
    if let Some(partnership) = open_one() {
        journal::adopt(&Local, &partnership, knows, only);
    }
}

/// Takes away everything of the open partnership and keeps nothing any more until another one is open; with the `last`
/// one in this browser also what nobody knows the partnership of.
pub fn remove_partnership(last: bool) {
    if let Some(partnership) = OPEN.take() {
        journal::remove_partnership(&Local, &partnership, last);
    }
}

/// Takes away what was removed for good.
pub fn remove_words(lost: &Lost) {
    if let Some(partnership) = open_one() {
        journal::remove_words(&Local, &partnership, lost);
    }
}

/// Notes a draft under its id. False if the browser refused; then it is only in memory.
pub fn note(draft: &DraftRow) -> bool {
    open_one().is_some_and(|partnership| journal::note(&Local, &partnership, draft))
}

/// The draft noted last under this id.
pub fn noted(id: &str) -> Option<DraftRow> {
    journal::noted(&Local, &open_one()?, id)
}

/// Every draft noted that is the open partnership's, or may be.
pub fn all() -> Vec<DraftRow> {
    open_one().map(|partnership| journal::drafts(&Local, &partnership)).unwrap_or_default()
}

/// Whether there are words that localStorage refused: they are on this page, and nowhere else.
pub fn is_refused() -> bool {
    REFUSED.with_borrow(|refused| !refused.is_empty())
}

/// Forgets a draft that is finished or thrown away.
pub fn forget(id: &str) {
    if let Some(partnership) = open_one() {
        journal::forget(&Local, &partnership, id);
    }
}

/// A small setting, such as which partnership was open last. `None` if there is none.
pub fn setting(name: &str) -> Option<String> {
    journal::setting(&Local, open_one().as_deref(), name)
}

/// Forgets a small setting.
pub fn forget_setting(name: &str) {
    journal::forget_setting(&Local, open_one().as_deref(), name);
}

/// Keeps a small setting. False if the browser refused; then it is only in memory.
pub fn set_setting(name: &str, value: &str) -> bool {
    journal::set_setting(&Local, open_one().as_deref(), name, value, now_ms())
}
