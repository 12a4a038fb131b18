//! Reviewing a file.

use leptos::prelude::*;

/// Reviewing a file.
#[component]
pub fn Review(file: crate::record::Id) -> impl IntoView {
    view! { <p>""</p> }
}
