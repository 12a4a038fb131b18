//! What is to be done about a row of Today.

use crate::app::route::Route;
use crate::words::say;
use leptos::prelude::*;

/// What is to be done about a row, at its side; `of` is what it is about, for whoever hears it alone.
pub fn act(to: &Route, step: &str, of: &str) -> AnyView {
    let of = of.to_owned();
    view! {
        <a class="gt-list__side nhsuk-button nhsuk-button--secondary nhsuk-button--small" href=to.href()>
            {say(step)}<span class="gt-visually-hidden">": " {of}</span>
        </a>
    }
    .into_any()
}
