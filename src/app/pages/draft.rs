//! Drafting an update.

use leptos::prelude::*;

/// Drafting an update.
#[component]
pub fn DraftUpdate(action: crate::record::Id) -> impl IntoView {
    view! { <p>""</p> }
}
