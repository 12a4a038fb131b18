//! What waits for the office from events: themes without an answer, figures to publish, wrong entries.

use crate::app::components::{CollectView, live};
use crate::app::context::{of_record, use_app};
use crate::app::route::Route;
use crate::events::{figures, insights, services};
use crate::words::{count, say};
use leptos::prelude::*;

/// A line for each of them, where there is any.
#[component]
pub fn FromEvents() -> impl IntoView {
    let app = use_app();
    live(move || {
        let (answer, publish, wrong) = of_record(app, |ledger| {
            let wrong = services::wrong_entries(ledger);
            (insights::unanswered(ledger).len(), figures::publishable(ledger).len(), wrong.len())
        });
        if answer + publish + wrong == 0 {
            return ().into_any();
        }
        let lines = [
            ("heard.today.answer", answer, Route::Heard),
            ("heard.today.publish", publish, Route::Year),
            ("heard.today.wrong", wrong, Route::Year),
        ];
        let line = |(key, n, route): (&str, usize, Route)| {
            view! { <li class="gt-list__item"><a class="gt-list__link" href=route.href()>{count(key, n)}</a></li> }
        };
        let lines = lines.into_iter().filter(|(_, n, _)| *n > 0).map(line).collect_view();
        view! {
            <h2 class="nhsuk-heading-m">{say("heard.today.title")}</h2>
            <ul class="gt-list">{lines}</ul>
        }
        .into_any()
    })
}
