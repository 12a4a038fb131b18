//! Putting words in for someone.

use leptos::prelude::*;

/// Putting words in for someone.
#[component]
pub fn PutIn() -> impl IntoView {
    view! { <p>""</p> }
}
