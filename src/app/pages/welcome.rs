//! The first visit.

use leptos::prelude::*;

/// The first visit.
#[component]
pub fn Welcome() -> impl IntoView {
    view! { <p>""</p> }
}
