//! How a return travels: locked for the office or, by choice and for one file, open; and how those travelled that were
//! sent.

use crate::app::components::{Select, Show, live};
use crate::app::context::use_app;
use crate::store::State;
use crate::store::doubt::is_locked_for_others;
use crate::store::rows::SentRow;
use crate::words::say;
use leptos::prelude::*;

/// The choice's value for a file that goes open.
pub const OPEN: &str = "open";
/// The choice's value for a locked one.
pub const LOCKED: &str = "locked";

/// The choice, where there is an office to lock the file for.
#[component]
pub fn Travels(how: RwSignal<String>) -> impl IntoView {
    let app = use_app();
    let words = |value: &str, more: &str| say(&format!("exchange.travels.{value}{more}"));
    view! {
        <Show when=move || app.state.with(|s| s.keys.locks())>
            <Select id="travels" label=say("exchange.travels.label") value=how on_change=move |value| how.set(value)
                options=[LOCKED, OPEN].map(|value| (value.to_owned(), words(value, ""))).to_vec()/>
            <p role="status">{live(move || words(&how.get(), "Hint"))}</p>
        </Show>
    }
    .into_any()
}

/// How a return travelled, where that is known and files to the office are locked here.
pub fn travelled(state: &State, row: &SentRow) -> Option<String> {
    if is_locked_for_others(state, row) {
        return Some(say("exchange.travels.wasForOthers"));
    }
    let to = row.locked.as_ref().filter(|_| state.keys.locks())?;
    Some(say(if to.is_empty() { "exchange.travels.wasOpen" } else { "exchange.travels.wasLocked" }))
}
