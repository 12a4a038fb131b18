//! What answers a search in the plans that are not the one in sight.

use crate::app::components::{Button, CollectView, live};
use crate::app::context::{of_record, use_app};
use crate::app::route::Route;
use crate::ledger::search::{self, Query, elsewhere};
use crate::platform::time;
use crate::record::Id;
use crate::words::{count_with, fill, say};
use leptos::prelude::*;
use std::sync::Arc;

/// So many actions of another plan are named; the plan itself has all.
const NAMED: usize = 5;

/// What answers in the other plans, where there are any and words are searched.
#[component]
pub fn Elsewhere(
    /// The plan in sight.
    plan: Id,
    /// What is asked.
    query: Memo<Query>,
) -> impl IntoView {
    let app = use_app();
    let is_searched = Memo::new(move |_| {
        query.with(|query| !query.words.trim().is_empty()) && of_record(app, |ledger| ledger.plans().count()) > 1
    });
    // Prepared only once somebody searches.
    let others = Memo::new_with_compare(
        move |_| {
            Arc::new(if is_searched.get() { of_record(app, |ledger| search::others(ledger, plan)) } else { Vec::new() })
        },
        |_, _| true,
    );
    live(move || {
        let found = others.with(|others| query.with(|query| elsewhere(others, query, time::today())));
        (!found.is_empty()).then(|| {
            let plans = found.into_iter().map(|in_plan| {
                let search::Elsewhere { plan, title, found } = in_plan;
                let all = found.len();
                let show = move || app.show_plan(Some(plan));
                let named = found.into_iter().take(NAMED).map(|(id, title)| {
                    let href = Route::Action(id).href();
                    view! { <li><a class="nhsuk-link" href=href on:click=move |_| show()>{title}</a></li> }
                });
                let named = named.collect_view();
                let label = fill("plan.seeInPlan", &[("title", &title)]);
                view! {
                    <h3 class="nhsuk-heading-s">{count_with("plan.foundIn", all, &[("title", &title)])}</h3>
                    <ul class="nhsuk-list">{named}</ul>
                    <div class="gt-actions"><Button label=label on_press=show small=true/></div>
                }
            });
            view! {
                <section class="gt-elsewhere" aria-labelledby="elsewhere-title">
                    <h2 class="nhsuk-heading-m" id="elsewhere-title">{say("plan.elsewhere")}</h2>
                    {plans.collect_view()}
                </section>
            }
        })
    })
}
