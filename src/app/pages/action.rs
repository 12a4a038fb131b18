//! One action.

use leptos::prelude::*;

/// One action.
#[component]
pub fn Action(id: crate::record::Id) -> impl IntoView {
    view! { <p>""</p> }
}
