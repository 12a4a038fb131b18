//! The plan: priorities, aims and actions along one thread; search as you type; filters in the address.

mod branch;
mod filters;
mod shown;

use super::NoPlan;
use crate::app::components::{CollectView, Details, Empty, Page, Paragraphs, Show, keyed, live};
use crate::app::context::{of_record, use_app};
use crate::app::route::Route;
use crate::ledger::PlanTree;
use crate::ledger::risks::risks;
use crate::ledger::search::{Index, Query};
use crate::platform::time;
use crate::words::{count, say};
use branch::{ActionItem, PriorityBranch};
use filters::Filters;
use leptos::prelude::*;
use shown::Shown;
use std::sync::Arc;

/// The plan.
#[component]
pub fn Plan() -> impl IntoView {
    let app = use_app();
    live(move || match app.tree.get() {
        Some(tree) => view! { <Tree tree=tree/> }.into_any(),
        None => view! {
            <Page title=say("plan.title")>
                <NoPlan office=app.is_office()/>
            </Page>
        }
        .into_any(),
    })
}

#[component]
fn Tree(tree: Arc<PlanTree>) -> impl IntoView {
    let app = use_app();
    let today = time::today();
    let query = Memo::new(move |_| match app.route.get() {
        Route::Plan(query) => query,
        _ => Query::default(),
    });
    let shown: Shown = {
        let (tree, index) = (tree.clone(), Index::new(&tree));
        Memo::new(move |_| Arc::new(index.find(&tree, &query.get(), today)))
    };
    // One priority after another, each in a task of its own, so that a plan of 500 actions never holds
    // the page up.
    let built = RwSignal::new(0usize);
    let priorities = tree.priorities.len();
    Effect::new(move |_| {
        if built.get() < priorities {
            time::after(0, move || built.update(|n| *n += 1));
        }
    });
    let mut first = 0;
    let starts: Vec<usize> = tree
        .priorities
        .iter()
        .map(|p| {
            let start = first;
            first += p.aims.iter().map(|a| a.actions.len()).sum::<usize>();
            start
        })
        .collect();
    let unplaced = {
        let tree = tree.clone();
        (!tree.unplaced.is_empty()).then(move || {
            let items = tree.unplaced.iter().enumerate().map(|(n, action)| {
                view! { <ActionItem action=action.clone() scale=tree.scale.clone() place=first + n shown=shown level=3/> }
            });
            view! {
                <h2 class="nhsuk-heading-m">{say("plan.unplaced")}</h2>
                <ol class="gt-thread">{items.collect_view()}</ol>
            }
        })
    };
    let several = app.state.with_untracked(|s| s.ledger.plans().count() > 1);
    let each = {
        let count = tree.priorities.len();
        move || (0..built.get().min(count)).collect::<Vec<_>>()
    };
    let branch = {
        let tree = tree.clone();
        move |n: usize| {
            let first = starts.get(n).copied().unwrap_or(0);
            let priority = tree.priorities.get(n).cloned();
            let scale = tree.scale.clone();
            priority.map(|p| view! { <PriorityBranch priority=p scale=scale first=first shown=shown/> }).into_any()
        }
    };
    view! {
        <Page title=tree.title.clone() caption=say("plan.title")>
            {several.then(|| view! { <p class="nhsuk-hint">{say("plan.several")}</p> })}
            {(!tree.vision.is_empty()).then(|| view! { <p class="nhsuk-lede-text">{tree.vision.clone()}</p> })}
            {live(move || {
                let open = of_record(app, |ledger| risks(ledger).iter().filter(|r| r.is_open()).count());
                let label = if open == 0 { say("risk.title") } else { count("risk.open", open) };
                view! { <p><a class="nhsuk-link" href=Route::Risks.href()>{label}</a></p> }
            })}
            <Filters tree=tree.clone() query=query shown=shown/>
            <Show when=move || !shown.get().iter().any(|s| *s)>
                <Empty lead=say("plan.nothing") hint=say("plan.nothingHint")/>
            </Show>
            <ol class="gt-thread">{keyed(each, usize::to_string, branch)}</ol>
            {unplaced}
            {(!tree.background.is_empty()).then(|| view! {
                <Details summary=say("plan.background")>
                    <Paragraphs text=tree.background.join("\n\n")/>
                </Details>
            })}
        </Page>
    }
    .into_any()
}
