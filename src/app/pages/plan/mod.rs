//! The plan: priorities, aims and actions along one thread; search as you type; filters in the address; editing it where it
//! stands.

mod adding;
mod branch;
mod editing;
mod filters;
mod shown;

use super::NoPlan;
use crate::app::components::{CollectView, Details, Empty, Page, Paragraphs, Show, keyed, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::domain::kind;
use crate::ledger::due::{overdue, stale};
use crate::ledger::search::{Index, Query};
use crate::ledger::{PlanTree, PriorityNode};
use crate::platform::time;
use crate::words::say;
use adding::AddHere;
use branch::{ActionItem, PriorityBranch};
use editing::{EditPlan, WhichPlan};
use filters::Filters;
use leptos::prelude::*;
use shown::{Branches, Going, Shown, Wrong, found};
use std::sync::Arc;

/// A plan of more actions than this begins with its priorities folded.
const MOST_UNFOLDED: usize = 80;

/// The plan.
#[component]
pub fn Plan() -> impl IntoView {
    let app = use_app();
    // Another plan, or another scale, is another page; whatever changes in this one, what has not changed stays where it is.
    let which = Memo::new(move |_| {
        app.tree.with(|tree| tree.as_ref().map(|tree| (tree.id, tree.title.clone(), tree.scale.clone())))
    });
    live(move || {
        which.get();
        match app.tree.get_untracked() {
            Some(tree) => view! { <Tree first=tree/> }.into_any(),
            None => view! {
                <Page title=say("plan.title")>
                    <NoPlan office=app.is_office()/>
                </Page>
            }
            .into_any(),
        }
    })
}

/// What stands above the priorities.
#[derive(Debug, Clone, PartialEq)]
struct Head {
    title: String,
    vision: String,
    background: Vec<String>,
    is_empty: bool,
}

#[component]
fn Tree(first: Arc<PlanTree>) -> impl IntoView {
    let app = use_app();
    let today = time::today();
    let id = first.id;
    let tree = Memo::new(move |before: Option<&Arc<PlanTree>>| {
        app.tree.get().or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    });
    let query = Memo::new(move |_| match app.route.get() {
        Route::Plan(query) => query,
        _ => Query::default(),
    });
    let index = Memo::new_with_compare(move |_| tree.with(|tree| Arc::new(Index::new(tree))), |_, _| true);
    let shown: Shown = Memo::new(move |_| {
        let (index, query) = (index.get(), query.get());
        tree.with(|tree| Arc::new(found(tree, &index.find(tree, &query, today))))
    });
    let head = Memo::new(move |_| {
        tree.with(|tree| Head {
            title: tree.title.clone(),
            vision: tree.vision.clone(),
            background: tree.background.clone(),
            is_empty: tree.priorities.is_empty() && tree.unplaced.is_empty(),
        })
    });
    // One priority after another, each in a task of its own, so that a plan of 500 actions never holds
    // the page up.
    let built = RwSignal::new(0usize);
    Effect::new(move |_| {
        if built.get() < tree.with(|tree| tree.priorities.len()) {
            time::after(0, move || {
                built.try_update(|n| *n += 1);
            });
        }
    });
    let wrong =
        Memo::new(move |_| tree.with(|tree| Wrong { overdue: overdue(tree, today), stale: stale(tree, today) }));
    let asked = Signal::derive(move || query.with(|query| !query.is_empty()));
    let folded = Signal::derive(move || tree.with(|tree| tree.action_count()) > MOST_UNFOLDED);
    let going = Going { shown, wrong, asked, turned: app.turned, folded };
    let branches = StoredValue::new(Branches::default());
    let each = move || {
        let built = built.get();
        let now = tree.with(|tree| tree.priorities.iter().take(built).cloned().collect::<Vec<_>>());
        branches.try_update_value(|branches| branches.now(&now, |p: &PriorityNode| p.id)).unwrap_or_default()
    };
    let branch = move |(priority, _): (PriorityNode, u64)| {
        let scale = tree.with_untracked(|tree| tree.scale.clone());
        view! { <PriorityBranch priority=priority scale=scale going=going/> }.into_any()
    };
    let unplaced = live(move || {
        let (unplaced, scale) = tree.with(|tree| (tree.unplaced.clone(), tree.scale.clone()));
        (!unplaced.is_empty()).then(|| {
            let items = unplaced.into_iter().map(|action| {
                view! { <ActionItem action=action scale=scale.clone() going=going level=3/> }
            });
            view! {
                <h2 class="nhsuk-heading-m">{say("plan.unplaced")}</h2>
                <ol class="gt-thread">{items.collect_view()}</ol>
            }
        })
    });
    let nothing = move || !head.with(|head| head.is_empty) && shown.with(|shown| shown.is_empty());
    view! {
        <Page title=head.with_untracked(|head| head.title.clone()) caption=say("plan.title")>
            <WhichPlan plan=id/>
            {live(move || {
                let vision = head.with(|head| head.vision.clone());
                (!vision.is_empty()).then(|| view! { <p class="nhsuk-lede-text">{vision}</p> })
            })}
            <EditPlan plan=id/>
            <Filters tree=tree query=query shown=shown/>
            <Show when=nothing>
                <Empty lead=say("plan.nothing") hint=say("plan.nothingHint")/>
            </Show>
            <Show when=move || head.with(|head| head.is_empty)>
                <Empty lead=say("plan.emptyPlan") hint=say("plan.emptyPlanHint")/>
            </Show>
            <ol class="gt-thread">{keyed(each, |(p, n)| format!("{} {n}", p.id), branch)}</ol>
            {unplaced}
            <AddHere kind=kind::PRIORITY place=id.to_string()/>
            {live(move || {
                let background = head.with(|head| head.background.join("\n\n"));
                (!background.is_empty()).then(|| view! {
                    <Details summary=say("plan.background")><Paragraphs text=background/></Details>
                })
            })}
        </Page>
    }
    .into_any()
}
