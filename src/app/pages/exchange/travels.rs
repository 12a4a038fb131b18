//! How a return travels: locked for the office or, by choice and for one file, open; and how those travelled that were
//! sent.

use crate::app::components::Select;
use crate::store::State;
use crate::store::doubt::is_locked_for_others;
use crate::store::rows::SentRow;
use crate::words::say;
use leptos::prelude::*;

/// The choice's value for a file that goes open.
pub const OPEN: &str = "open";
/// The choice's value for a locked one.
pub const LOCKED: &str = "locked";

/// The choice, for this one file.
#[inline(never)]
pub fn choice(how: RwSignal<String>, to_compare: bool) -> AnyView {
    let option = |value: &str| (value.to_owned(), say(&format!("exchange.travels.{value}")));
    let mut options = [LOCKED, OPEN].map(option).to_vec();
    if to_compare {
        // Nothing is locked unasked for keys that nobody has compared.
        options.insert(0, (String::new(), say("exchange.travels.choose")));
    }
    view! {
        {to_compare.then(|| view! { <p class="nhsuk-inset-text">{say("exchange.travels.notCompared")}</p> })}
        <Select id="travels" label=say("exchange.travels.label") value=how on_change=move |value| how.set(value)
            options=options/>
        <p class="nhsuk-hint">{say("exchange.travels.hint")}</p>
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
