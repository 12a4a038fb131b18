//! Services to tell somebody of, for the topic of the conversation, those that are open first. Works with no connection.

use super::desk::{Desk, Pane};
use crate::app::components::{CollectView, Empty, live};
use crate::app::route::{EventPage, Route};
use crate::days::hours::WallTime;
use crate::events::Open;
use crate::events::services::{ServiceLine, Wanted, find};
use crate::events::taps::Ask;
use crate::platform::time;
use leptos::prelude::*;

/// Services for the conversation counted last; all of them where there is none for its topic.
#[component]
pub fn Services(desk: Desk) -> impl IntoView {
    let lines = move || {
        let now = WallTime::at(time::now_ms());
        let topic = desk.current.with(|c| c.as_ref().map(|c| c.topic.clone())).unwrap_or_default();
        desk.app.state.with(|s| {
            let fitting = find(&s.ledger, &Wanted { topic, ..Wanted::default() }, now);
            if fitting.is_empty() { find(&s.ledger, &Wanted::default(), now) } else { fitting }
        })
    };
    let told = move |service| {
        if let Some(current) = desk.current.get_untracked() {
            desk.tap(Ask::Told(current.id, service));
            desk.pane.set(Pane::Count);
        }
    };
    let row = move |line: ServiceLine| {
        let id = line.id;
        let open = match line.open {
            Open::Yes => Some("stall.open"),
            Open::No => Some("stall.shut"),
            Open::Unknown => None,
        };
        view! {
            <li class="gt-list__item">
                <a class="gt-list__link" href=Route::ServiceAt(desk.event, id).href()>{line.name}</a>
                <ul class="gt-meta">
                    {open.map(|key| view! { <li><strong class="nhsuk-tag">{desk.say(key)}</strong></li> })}
                    <li>{line.reach}</li> <li>{line.opening}</li> <li>{line.cost}</li>
                </ul>
                {desk.current.with(Option::is_some).then(|| view! {
                    <button class="gt-stall__press" type="button" on:click=move |_| told(id)>{desk.say("stall.toldOf")}</button>
                })}
            </li>
        }
        .into_any()
    };
    view! {
        <h2 class="nhsuk-heading-s">{live(move || desk.say("stall.where"))}</h2>
        {live(move || {
            let lines = lines();
            if lines.is_empty() {
                return view! { <Empty lead=desk.say("stall.noServices") hint=desk.say("stall.noServicesHint")/> }.into_any();
            }
            view! { <ul class="gt-list">{lines.into_iter().map(row).collect_view()}</ul> }.into_any()
        })}
        <p><a class="nhsuk-link" href=Route::Event(desk.event, EventPage::Services).href()>{live(move || desk.say("stall.allServices"))}</a></p>
    }
    .into_any()
}
