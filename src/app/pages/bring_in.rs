//! Bringing in a report.

use leptos::prelude::*;

/// Bringing in a report.
#[component]
pub fn BringIn() -> impl IntoView {
    view! { <p>""</p> }
}
