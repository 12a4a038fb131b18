//! The ways to see the plan: as a plan, as a table, by owner, by month. Each has its address, and keeps what is asked.

use crate::app::address::PlanView;
use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::ledger::search::Query;
use crate::words::say;
use leptos::prelude::*;

/// The links from one way to the others.
#[component]
pub fn Views(
    /// What is asked.
    query: Memo<Query>,
) -> impl IntoView {
    let app = use_app();
    let links = live(move || {
        let (here, query) = (app.route.with(Route::page), query.get());
        let to = |key: &str, route: Route| {
            let current = (route.page() == here).then_some("page");
            view! { <li><a class="nhsuk-link gt-views__link" href=route.href() aria-current=current>{say(key)}</a></li> }
        };
        let table = PlanView::Table(Default::default());
        [
            to("plan.asPlan", Route::Plan(query.clone())),
            to("plan.asTable", Route::PlanAs(table, query.clone())),
            to("plan.asOwners", Route::PlanAs(PlanView::Owners, query.clone())),
            to("plan.asMonths", Route::PlanAs(PlanView::Months, query)),
        ]
        .collect_view()
    });
    view! { <nav class="gt-views" aria-label=say("plan.views")><ul class="gt-views__list">{links}</ul></nav> }
        .into_any()
}
