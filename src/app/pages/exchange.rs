//! What comes in and goes out.

use leptos::prelude::*;

/// What comes in and goes out.
#[component]
pub fn Exchange() -> impl IntoView {
    view! { <p>""</p> }
}
