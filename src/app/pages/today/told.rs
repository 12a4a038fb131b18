//! What waits for the office from events: themes without an answer, figures to publish, wrong entries.

use crate::app::components::CollectView;
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::events::{figures, insights, services};
use crate::words::{count, say};
use leptos::prelude::*;

/// A line for each of them, where there is any.
#[component]
pub fn FromEvents() -> impl IntoView {
    let app = use_app();
    let waits = Memo::new(move |_| {
        app.state.with(|s| {
            let wrong = services::wrong_entries(&s.ledger);
            (insights::unanswered(&s.ledger).len(), figures::publishable(&s.ledger).len(), wrong.len())
        })
    });
    move || {
        let (answer, publish, wrong) = waits.get();
        let lines = [
            ("heard.today.answer", answer, Route::Heard),
            ("heard.today.publish", publish, Route::Year),
            ("heard.today.wrong", wrong, Route::Year),
        ];
        let line = |(key, n, route): (&str, usize, Route)| {
            view! { <li class="gt-list__item"><a class="gt-list__link" href=route.href()>{count(key, n)}</a></li> }
        };
        (answer + publish + wrong > 0).then(|| {
            let lines = lines.into_iter().filter(|(_, n, _)| *n > 0).map(line).collect_view();
            view! {
                <h2 class="nhsuk-heading-m">{say("heard.today.title")}</h2>
                <ul class="gt-list">{lines}</ul>
            }
            .into_any()
        })
    }
}
