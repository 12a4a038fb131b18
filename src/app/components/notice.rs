//! The message at the top of the page. It stays in sight while the page is scrolled, because what it
//! answers may have been pressed far down; and it never lies over the field that has the focus.

use super::Button;
use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::platform::page;
use crate::words::say;
use leptos::prelude::*;

/// The message of the moment, until it is put away or the page changes. The place that is read out is there
/// before the message, so that no screen reader misses it.
#[component]
pub fn Notice() -> impl IntoView {
    let app = use_app();
    let place = NodeRef::<leptos::html::Div>::new();
    let role =
        move || app.message.with(|m| if m.as_ref().is_some_and(|m| m.kind == "warning") { "alert" } else { "status" });
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
            {live(move || app.message.get().map(|m| view! {
                <div class=format!("gt-banner gt-banner--{}", m.kind)>
                    <div>{m.text.split('\n').map(|line| view! { <p>{line.to_owned()}</p> }).collect_view()}</div>
                    <Button label=say("app.putAway") on_press=close small=true/>
                </div>
            }))}
        </div>
    }
    .into_any()
}
