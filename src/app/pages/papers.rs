//! Papers.

use leptos::prelude::*;

/// Papers.
#[component]
pub fn Papers() -> impl IntoView {
    view! { <p>""</p> }
}
