//! The message at the top of the page. It stays in sight while the page is scrolled, because what it
//! answers may have been pressed far down; and it never lies over the field that has the focus.

use super::Button;
use crate::app::components::{CollectView, live};
use crate::app::context::{Message, use_app};
use crate::platform::page;
use crate::words::say;
use leptos::prelude::*;

/// The message of the moment, until it is put away or the page changes. The place that is read out is there
/// before the message, so that no screen reader misses it.
#[component]
pub fn Notice() -> impl IntoView {
    let app = use_app();
    // Nothing is called saved where the browser keeps nothing.
    let shown = move || {
        let message = app.message.get()?;
        let not_kept = message.kind == "success" && app.keeps_nothing.get();
        Some(if not_kept { Message { kind: "warning", text: say("store.noted") } } else { message })
    };
    let place = NodeRef::<leptos::html::Div>::new();
    let role = move || if shown().is_some_and(|m| m.kind == "warning") { "alert" } else { "status" };
    Effect::new(move |_| {
        if app.message.with(Option::is_some) {
            request_animation_frame(move || {
                if let Some(place) = place.get_untracked() {
                    page::uncover(&place);
                }
            });
        }
    });
    let close = move || {
        // The button with the focus goes; the keyboard goes on from the page.
        page::focus_in_place("main");
        app.message.set(None);
    };
    view! {
        <div class="gt-notice" role=role aria-atomic="true" node_ref=place>
            {live(move || shown().map(|m| view! {
                <div class=format!("gt-banner gt-banner--{}", if m.kind == "done" { "success" } else { m.kind })>
                    <div>{m.text.split('\n').map(|line| view! { <p>{line.to_owned()}</p> }).collect_view()}</div>
                    <Button label=say("app.putAway") on_press=close small=true/>
                </div>
            }))}
        </div>
    }
    .into_any()
}
