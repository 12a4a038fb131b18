//! The way to counting at an event that is on.

use crate::app::route::{EventPage, Route};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// An event that somebody may be standing at: large, for a thumb.
#[component]
pub fn AtEvent(
    /// The event.
    event: Id,
    /// Its name.
    name: String,
) -> impl IntoView {
    view! {
        <div class="gt-at">
            <a class="gt-at__count" href=Route::Event(event, EventPage::Stall).href()>
                <strong>{say("events.count")}</strong> <span>{name.clone()}</span>
            </a>
            <a class="nhsuk-link gt-at__more" href=Route::Event(event, EventPage::About).href()>
                {say("events.about")}<span class="gt-visually-hidden">": " {name}</span>
            </a>
        </div>
    }
    .into_any()
}
