//! What is ready and not sent: each piece by its name, and the way to sending it.

use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::domain::kind;
use crate::ledger::exchange;
use crate::ledger::pieces::{Names, kind_name, pieces};
use crate::ledger::review::action_of;
use crate::record::{Id, Record};
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::fmt::Display;

/// So many pieces are named.
const NAMED: usize = 3;

/// What is ready and not sent, with the way to sending it.
#[component]
pub fn ReadyToSend() -> impl IntoView {
    let app = use_app();
    live(move || {
        let (all, named) = app.state.with(|s| {
            let mine = exchange::mine(&s.ledger, s.exported());
            let names = Names { ledger: &s.ledger, file: None };
            let line = |r: &Record| match r.kind.as_str() {
                kind::UPDATE => (names.unsent(r), action_of(r), Some(r.id)),
                other => {
                    let named = [("piece", &names.unsent(r) as &dyn Display), ("kind", &kind_name(other))];
                    (fill("today.unsentPiece", &named), action_of(r), None)
                }
            };
            (exchange::pieces(&mine), mine.iter().map(line).collect::<Vec<_>>())
        });
        let (updates, others) = all;
        (updates + others > 0).then(|| {
            let more = named.len().saturating_sub(NAMED);
            let more = (more > 0).then(|| view! { <li>{count("today.unsentMore", more)}</li> });
            let item = |(line, action, update): (String, Option<Id>, Option<Id>)| {
                // Until it is sent it can be changed.
                let change = update.map(|id| {
                    let of = line.clone();
                    view! {
                        " "
                        <a class="nhsuk-link" href=Route::Draft(id).href()>
                            {say("today.change")}<span class="gt-visually-hidden">": " {of}</span>
                        </a>
                    }
                });
                let line = match action.map(|id| Route::Action(id).href()) {
                    Some(href) => view! { <a class="nhsuk-link" href=href>{line}</a> }.into_any(),
                    None => line.into_any(),
                };
                view! { <li>{line} {change}</li> }
            };
            let items = named.into_iter().take(NAMED).map(item).collect_view();
            view! {
                <h2 class="nhsuk-heading-m">{say("today.unsent")}</h2>
                <ul class="nhsuk-list nhsuk-list--bullet">{items} {more}</ul>
                <div class="gt-actions">
                    <a class="nhsuk-button" href=Route::Send.href()>{fill("today.send", &[("what", &pieces(updates, others))])}</a>
                </div>
            }
        })
    })
}
