//! The plan: priorities, aims and actions along one thread; search as you type; filters in the address; editing it where it
//! stands.

mod adding;
mod branch;
mod dragging;
mod editing;
mod elsewhere;
mod filters;
mod grouped;
mod partnership;
mod shown;
mod table;
mod views;

use crate::app::address::PlanView;
use crate::app::components::{Button, CollectView, Details, Empty, Page, Paragraphs, Show, keyed, live};
use crate::app::context::use_app;
use crate::domain::kind;
use crate::ledger::due::{overdue, stale};
use crate::ledger::entries::By;
use crate::ledger::{PlanTree, PriorityNode};
use crate::platform::time;
use crate::words::{self, say};
use adding::AddHere;
use branch::{ActionItem, PriorityBranch};
use editing::{EditPlan, WhichPlan};
use elsewhere::Elsewhere;
use filters::{Filters, NothingFits};
use grouped::Grouped;
use leptos::prelude::*;
use partnership::Partnership;
use shown::{Branches, Going, Looking, Wrong, at, of_plan};
use std::sync::Arc;
use table::PlanTable;
use views::Views;

/// A plan of more actions than this begins with its priorities folded.
const MOST_UNFOLDED: usize = 80;

/// The plan.
#[component]
pub fn Plan() -> impl IntoView {
    of_plan(use_app(), |tree| view! { <Tree first=tree/> }.into_any())
}

/// The plan as a table, or grouped.
#[component]
pub fn PlanAs(
    /// Which of them.
    view: PlanView,
) -> impl IntoView {
    let show: fn(Arc<PlanTree>) -> AnyView = match view {
        PlanView::Table(_) => |tree| view! { <PlanTable first=tree/> }.into_any(),
        PlanView::Owners => |tree| view! { <Grouped first=tree by=By::Owner/> }.into_any(),
        PlanView::Months => |tree| view! { <Grouped first=tree by=By::Month/> }.into_any(),
    };
    of_plan(use_app(), show)
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
    let id = first.id;
    let looking = Looking::new(app, first);
    let Looking { tree, query, shown, today } = looking;
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
    let all = RwSignal::new(false);
    let narrowed = Signal::derive(move || asked.get() && !all.get());
    let going = Going { shown, wrong, asked, narrowed, turned: app.turned, folded };
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
    // What is hidden because nothing in it answers; one press shows all.
    let hidden = move || {
        let is_hidden =
            |p: &PriorityNode| !p.aims.iter().flat_map(|a| &a.actions).any(|a| shown.with(|s| s.contains(&at(a))));
        let some = asked.get() && !shown.with(|shown| shown.is_empty());
        if some { tree.with(|tree| tree.priorities.iter().filter(|p| is_hidden(p)).count()) } else { 0 }
    };
    let hidden = live(move || {
        let count = hidden();
        (count > 0).then(|| {
            let label = if all.get() { say("plan.hideEmpty") } else { say("plan.showEmpty") };
            let words = (!all.get()).then(|| view! { <p>{words::count("plan.hidden", count)}</p> });
            view! { <div class="gt-actions">{words} <Button label=label on_press=move || all.update(|all| *all = !*all) small=true/></div> }
        })
    });
    view! {
        <Page title=head.with_untracked(|head| head.title.clone()) caption=say("plan.title") wide=true dense=true>
            <Views query=query/>
            <WhichPlan plan=id/>
            <EditPlan plan=id/>
            <Filters tree=tree query=query shown=shown/>
            <Show when=move || looking.finds_nothing()>
                <NothingFits/>
            </Show>
            <Elsewhere plan=id query=query/>
            {hidden}
            <Show when=move || head.with(|head| head.is_empty)>
                <Empty lead=say("plan.emptyPlan") hint=say("plan.emptyPlanHint")/>
            </Show>
            <ol class="gt-thread">{keyed(each, |(p, n)| format!("{} {n}", p.id), branch)}</ol>
            {unplaced}
            <AddHere kind=kind::PRIORITY place=id.to_string()/>
            <Partnership/>
            {live(move || {
                let vision = head.with(|head| head.vision.clone());
                (!vision.is_empty()).then(|| view! {
                    <Details summary=say("plan.vision")><Paragraphs text=vision/></Details>
                })
            })}
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
