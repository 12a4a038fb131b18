//! What is ready and not sent: each piece by its name, and the way to sending it.

use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::domain::kind;
use crate::ledger::exchange;
use crate::ledger::pieces::{Names, kind_name, pieces};
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// So many pieces are named.
const NAMED: usize = 3;

/// What is ready and not sent, with the way to sending it.
#[component]
pub fn ReadyToSend() -> impl IntoView {
    let app = use_app();
    live(move || {
        let (all, named) = app.state.with(|s| {
            let mine = exchange::mine(&s.ledger, &s.exported());
            let names = Names { ledger: &s.ledger, file: None };
            let line = |r: &crate::record::Record| match r.kind.as_str() {
                kind::UPDATE => names.unsent(r),
                other => fill("today.unsentPiece", &[("piece", &names.unsent(r)), ("kind", &kind_name(other))]),
            };
            (exchange::pieces(&mine), mine.iter().map(line).collect::<Vec<_>>())
        });
        let (updates, others) = all;
        (updates + others > 0).then(|| {
            let more = named.len().saturating_sub(NAMED);
            let more = (more > 0).then(|| view! { <li>{count("today.unsentMore", more)}</li> });
            let items = named.into_iter().take(NAMED).map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <h2 class="nhsuk-heading-m">{say("today.unsent")}</h2>
                <ul class="nhsuk-list nhsuk-list--bullet">{items} {more}</ul>
                <div class="gt-actions">
                    <a class="nhsuk-button" href=Route::Exchange.href()>{fill("today.send", &[("what", &pieces(updates, others))])}</a>
                </div>
            }
        })
    })
}
