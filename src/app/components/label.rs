//! Who a file is from, as far as its signature tells: the same words wherever the file is looked at.

use super::Button;
use super::Tone;
use super::live;
use crate::app::context::use_app;
use crate::store::trust::Label;
use crate::words::{fill, say};
use leptos::prelude::*;

/// The label of a file.
pub fn label_view(label: Label) -> AnyView {
    let class = if label.warning { Tone::Warning.class() } else { "gt-meta" };
    view! { <p class=class>{label.words}</p> }.into_any()
}

/// The label of a file that was opened here, with the way to naming its sender where nobody has.
#[component]
pub fn FileLabel(
    /// The file's id.
    file: String,
) -> impl IntoView {
    let app = use_app();
    let shown = Memo::new(move |_| app.state.with(|s| Some((s.label(&file)?, s.to_name(&file)))));
    live(move || {
        let (label, sender) = shown.get()?;
        let name = sender.map(|(writer, key, name)| {
            let name = if name.is_empty() { say("piece.somebody") } else { name };
            let press = move || {
                app.save_keys(Box::new(move |keys| keys.name_sender(writer, key)), "exchange.senders.named");
            };
            view! { <Button label=fill("exchange.senders.name", &[("name", &name)]) small=true on_press=press/> }
        });
        Some(view! { {label_view(label)} {name} })
    })
}
