//! At the event: a screen of its own, for one hand. One tap counts a conversation, one more says what happened.

mod desk;
mod last;
mod more;
pub mod pin;
mod services;
mod tiles;
mod told;
mod wrong;

use super::safety::Safety;
use crate::app::components::live;
use crate::app::context::use_app;
use crate::app::route::{EventPage, Route};
use crate::events;
use crate::platform::{awake, page};
use crate::record::Id;
use crate::words::say;
pub use desk::{Desk, Pane, say_here};
use leptos::prelude::*;

/// Counting at an event.
#[component]
pub fn Stall(event: Id) -> impl IntoView {
    let app = use_app();
    let name = app.state.with_untracked(|s| events::event(&s.ledger, event).map(|e| e.name().to_owned()));
    let Some(name) = name else { return view! { <super::super::NotHere/> }.into_any() };
    let desk = Desk::at(app, event);
    page::set_title(&format!("{name} · {}", say("app.name")));
    awake::keep();
    on_cleanup(awake::rest);
    // Each part of the screen is opened at its top.
    Effect::new(move |before: Option<Pane>| {
        let now = desk.pane.get();
        if before.is_some_and(|before| before != now) {
            page::to_top();
        }
        now
    });
    let pane = move || match desk.pane.get() {
        Pane::Count => view! { <tiles::Tiles desk=desk/> }.into_any(),
        Pane::Told => view! { <told::Told desk=desk/> }.into_any(),
        Pane::Services => view! { <services::Services desk=desk/> }.into_any(),
        Pane::More => view! { <more::More desk=desk/> }.into_any(),
    };
    let tab = move |of: Pane, key: &'static str| {
        let here = move || (desk.pane.get() == of).then_some("true");
        view! {
            <button class="gt-stall__tab" type="button" aria-current=here on:click=move |_| desk.pane.set(of)>
                {live(move || desk.say(key))}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="gt-stall" lang=move || if desk.spanish.get() { "es" } else { "en" }>
            <div class="gt-stall__head">
                <a class="gt-stall__back" href=Route::Event(event, EventPage::About).href() on:click=move |_| desk.pane.set(Pane::Count)>
                    {live(move || desk.say("stall.back"))}
                </a>
                <h1 class="gt-stall__name" tabindex="-1">{name}</h1>
                <Total desk=desk/>
            </div>
            <Safety event=Some(event) language=Signal::derive(move || desk.language())/>
            <div class="gt-stall__pane">{pane}</div>
            <div class="gt-stall__foot">
                <last::Last desk=desk/>
                <nav class="gt-stall__tabs" aria-label=move || desk.say("stall.tabs")>
                    {tab(Pane::Count, "stall.count")} {tab(Pane::Told, "stall.told")}
                    {tab(Pane::Services, "stall.services")} {tab(Pane::More, "stall.more")}
                </nav>
            </div>
        </div>
    }
    .into_any()
}

/// How many conversations there are on this phone: solid once all of them are stored.
#[component]
fn Total(desk: Desk) -> impl IntoView {
    let count = Memo::new(move |_| desk.conversations());
    view! {
        <p class="gt-stall__total" class:gt-stall__total--waiting=move || count.get().1 != 0 aria-live="off"
            data-stored=move || count.get().0>
            <strong>{live(move || count.get().0 + count.get().1)}</strong>
            <span>{live(move || desk.say("stall.conversations"))}</span>
        </p>
    }
    .into_any()
}
