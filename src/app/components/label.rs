//! Who a file is from, as far as its signature tells: the same words wherever the file is looked at.

use crate::store::trust::Label;
use leptos::prelude::*;

/// The label of a file.
pub fn label_view(label: Label) -> AnyView {
    let class = if label.warning { "gt-banner gt-banner--warning" } else { "gt-meta" };
    view! { <p class=class>{label.words}</p> }.into_any()
}
