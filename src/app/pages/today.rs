//! Today.

use leptos::prelude::*;

/// Today.
#[component]
pub fn Today() -> impl IntoView {
    view! { <p>""</p> }
}
