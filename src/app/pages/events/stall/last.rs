//! The conversation counted last: whether it is stored, what happened in it, and taking taps back. Nothing here moves
//! when it is pressed (`style/_stall-foot.scss`).

use super::desk::{Current, Desk, Pane};
use crate::app::components::{CollectView, live, message};
use crate::domain::{Did, Topic};
use crate::events;
use crate::events::taps::Ask;
use leptos::prelude::*;

/// The last conversation.
#[component]
pub fn Last(desk: Desk) -> impl IntoView {
    let topics = desk.app.state.with_untracked(|s| Topic::of_partnership(events::counting_record(&s.ledger)));
    let topics = StoredValue::new(topics);
    let word = move |current: &Current| {
        let found = topics.with_value(|all| all.iter().find(|t| t.id == current.topic).cloned());
        found.map_or_else(|| current.topic.clone(), |topic| desk.topic(&topic))
    };
    let waits = move || desk.waiting.with(|w| !w.is_empty());
    let state = move || {
        let key = match waits() {
            true => "stall.storing",
            false if desk.app.keeps_nothing.get() => "stall.inMemory",
            false => "stall.stored",
        };
        desk.say(key)
    };
    // A message of the app stands here until it leaves or the next tap; else what the next tap says more about.
    let line = move || match (message(desk.app), desk.current.get()) {
        (Some(message), _) => {
            view! { <span class="gt-last__says gt-last__says--message">{message.text}</span> }.into_any()
        }
        (None, None) => view! { <span class="gt-last__says">{desk.say("stall.tapFirst")}</span> }.into_any(),
        (None, Some(current)) => view! {
            <strong>{word(&current)}</strong> " "
            <span class="gt-last__state" class:gt-last__state--waiting=waits>{state}</span>
        }
        .into_any(),
    };
    let step = move |did: Did, key: &'static str| {
        let is_on = move || desk.current.get().is_some_and(|c| desk.happened(c.id).has(did));
        let press = move |_| {
            let Some(current) = desk.current.get_untracked() else { return };
            let on = !untrack(|| desk.happened(current.id).has(did));
            desk.tap(Ask::Happened(current.id, did, on));
            if on && did == Did::Signposted {
                desk.pane.set(Pane::Services);
            }
        };
        view! {
            <button class="gt-last__did" type="button" aria-pressed=move || if is_on() { "true" } else { "false" }
                disabled=move || desk.current.with(Option::is_none) on:click=press>
                {live(move || desk.say(key))}
            </button>
        }
        .into_any()
    };
    let nothing = move || !desk.can_undo();
    view! {
        <section class="gt-last" aria-label=move || desk.say("stall.last")>
            <p class="gt-last__line" role="status">{live(line)}</p>
            <button class="gt-last__undo" type="button" disabled=nothing on:click=move |_| desk.tap(Ask::Undo)>{live(move || desk.say("stall.undo"))}</button>
            <div class="gt-last__dids" role="group" aria-label=move || desk.say("stall.happened")>
                {[step(Did::Checked, "event.did.checked"), step(Did::Signposted, "event.did.signposted"), step(Did::Referred, "event.did.referred")].collect_view()}
            </div>
        </section>
    }
    .into_any()
}
