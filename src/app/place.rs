//! Where the app is, as letters say it: what somebody typed or, where nobody has, the address that this page is from.

use super::context::App;
use crate::platform::page;
use leptos::prelude::*;

/// The address; empty where none is known, as of a page that was opened from a folder.
pub fn app_address(app: App) -> String {
    let typed = app.state.with_untracked(|s| s.about.as_ref().map(|a| a.app.trim().to_owned())).unwrap_or_default();
    if typed.is_empty() { page::address() } else { typed }
}
