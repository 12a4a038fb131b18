//! How a return travels: locked for the office or, by choice and for one file, open; and how those travelled that were
//! sent.

use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::store::State;
use crate::store::doubt::is_locked_for_others;
use crate::store::rows::SentRow;
use crate::words::say;
use leptos::prelude::*;

/// The choice, where there is an office to lock the file for.
#[component]
pub fn Travels(open: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let locks = Memo::new(move |_| app.state.with(|s| s.keys.locks()));
    let item = move |(value, id): (bool, &'static str)| {
        let hint = format!("{id}-hint");
        view! {
            <div class="nhsuk-radios__item">
                <input class="nhsuk-radios__input" id=id name="travels" type="radio" aria-describedby=hint.clone()
                    prop:checked=move || open.get() == value on:change=move |_| open.set(value)/>
                <label class="nhsuk-label nhsuk-radios__label" for=id>{say(&format!("exchange.travels.{id}"))}</label>
                <div class="nhsuk-hint nhsuk-radios__hint" id=hint>{say(&format!("exchange.travels.{id}Hint"))}</div>
            </div>
        }
        .into_any()
    };
    live(move || {
        locks.get().then(|| {
            view! {
                <fieldset class="nhsuk-fieldset nhsuk-form-group">
                    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{say("exchange.travels.legend")}</legend>
                    <div class="nhsuk-radios">{[(false, "locked"), (true, "open")].map(item).collect_view()}</div>
                </fieldset>
            }
        })
    })
}

/// How a return travelled, where that is known and files to the office are locked here.
pub fn travelled(state: &State, row: &SentRow) -> Option<String> {
    if is_locked_for_others(state, row) {
        return Some(say("exchange.travels.wasForOthers"));
    }
    let to = row.locked.as_ref().filter(|_| state.keys.locks())?;
    Some(say(if to.is_empty() { "exchange.travels.wasOpen" } else { "exchange.travels.wasLocked" }))
}
