//! Who a file is from, as far as its signature tells: the same words wherever the file is looked at.

use super::Button;
use super::Tone;
use super::live;
use crate::app::context::use_app;
use crate::bundle::Purpose;
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
    let of = file.clone();
    let shown = Memo::new(move |_| app.state.with(|s| Some((s.label(&file)?, s.to_name(&file)))));
    let made_here = Memo::new(move |_| {
        app.state
            .with(|s| s.received.iter().any(|r| r.id == of && r.proof.is_none() && r.purpose == Purpose::Return.name()))
    });
    live(move || {
        let Some((label, sender)) = shown.get() else {
            let is_made_here = made_here.get();
            return is_made_here.then(|| view! { <p class="gt-meta">{say("inbox.unproven")}"."</p> }.into_any());
        };
        let name = sender.map(|(writer, key, name)| {
            let name = if name.is_empty() { say("piece.somebody") } else { name };
            let press = move || {
                app.save_keys(Box::new(move |keys| keys.name_sender(writer, key)), "exchange.senders.named");
            };
            view! { <Button label=fill("exchange.senders.name", &[("name", &name)]) small=true on_press=press/> }
        });
        Some(view! { {label_view(label)} {name} }.into_any())
    })
}
