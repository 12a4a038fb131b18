//! The plan.

use leptos::prelude::*;

/// The plan.
#[component]
pub fn Plan() -> impl IntoView {
    view! { <p>""</p> }
}
