//! The parts of something that came in, each with its label.

use crate::app::components::{CollectView, Paragraphs};
use leptos::prelude::*;

/// The parts: label and text of each.
pub(super) fn parts_view(parts: &[(String, String)]) -> AnyView {
    let part = |(label, text): &(String, String)| {
        view! {
            <p class="gt-meta">{label.clone()}</p>
            <Paragraphs text=text.clone()/>
        }
    };
    parts.iter().map(part).collect_view().into_any()
}
