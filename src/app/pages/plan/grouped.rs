//! The plan by who owns, or by when it is due: a list for each, with how many there are and what is wrong with them.

use super::branch::ActionItem;
use super::editing::WhichPlan;
use super::elsewhere::Elsewhere;
use super::filters::{Filters, NothingFits};
use super::shown::{At, Branches, Going, Looking, Shown, Wrong};
use super::views::Views;
use crate::app::address::PlanView;
use crate::app::components::{CollectView, Page, Show, keyed, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::domain::Scale;
use crate::ledger::due::{overdue, stale};
use crate::ledger::entries::{By, Flaw, Group, entries, groups};
use crate::ledger::search::{Only, Query};
use crate::ledger::{ActionNode, PlanTree};
use crate::record::Id;
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// With more actions than this the groups begin folded.
const MOST_UNFOLDED: usize = 80;

/// A group with its actions, and how many have which flaw.
type Part = (Group, Vec<ActionNode>, Vec<(Flaw, usize)>);

/// The plan, grouped.
#[component]
pub fn Grouped(
    /// The plan as it is at first.
    first: Arc<PlanTree>,
    /// By what.
    by: By,
) -> impl IntoView {
    let app = use_app();
    let (id, title) = (first.id, first.title.clone());
    let looking = Looking::new(app, first);
    let Looking { tree, query, shown, today } = looking;
    // Here an action stands once, and at no place.
    let here: Shown = Memo::new(move |_| {
        let placeless = |(_, id): &At| -> At { (None, *id) };
        shown.with(|shown| Arc::new(shown.iter().map(placeless).collect::<BTreeSet<At>>()))
    });
    let wrong =
        Memo::new(move |_| tree.with(|tree| Wrong { overdue: overdue(tree, today), stale: stale(tree, today) }));
    let asked = Signal::derive(move || query.with(|query| !query.is_empty()));
    let folded = Signal::derive(move || here.with(|here| here.len()) > MOST_UNFOLDED);
    let going = Going { shown: here, wrong, asked, narrowed: asked, turned: app.turned, folded };
    let turned = RwSignal::new(BTreeSet::<String>::new());
    let parts = StoredValue::new(Branches::<Part>::default());
    let each = move || {
        let now = tree.with(|tree| {
            let all = shown.with(|shown| entries(tree, today, |action| shown.contains(&super::shown::at(action))));
            let nodes: BTreeMap<Id, &ActionNode> = tree.placed_actions().map(|action| (action.id, action)).collect();
            let part = |group: Group| {
                let ids = group.entries.iter().filter_map(|at| all.get(*at)).map(|entry| entry.id);
                let nodes =
                    ids.filter_map(|id| nodes.get(&id)).map(|node| ActionNode { placement: None, ..(*node).clone() });
                let (nodes, flaws) = (nodes.collect(), group.flaws(&all));
                (group, nodes, flaws)
            };
            groups(tree, &all, by).into_iter().map(part).collect::<Vec<Part>>()
        });
        let key = |(group, ..): &Part| group.key.clone();
        parts.try_update_value(|parts| parts.now(&now, key)).unwrap_or_default()
    };
    let key = |((group, ..), n): &(Part, u64)| format!("{} {n}", group.key);
    let show = move |(part, _): (Part, u64)| {
        let scale = tree.with_untracked(|tree| tree.scale.clone());
        one(part, by, scale, going, turned, query)
    };
    view! {
        <Page title=title caption=say(&format!("plan.caption.{}", by.name())) wide=true dense=true>
            <Views query=query/>
            <WhichPlan plan=id/>
            <Filters tree=tree query=query shown=shown/>
            <Show when=move || looking.finds_nothing()>
                <NothingFits/>
            </Show>
            <Elsewhere plan=id query=query/>
            {keyed(each, key, show)}
        </Page>
    }
    .into_any()
}

fn one(
    (group, nodes, flaws): Part,
    by: By,
    scale: Scale,
    going: Going,
    turned: RwSignal<BTreeSet<String>>,
    query: Memo<Query>,
) -> AnyView {
    let key = group.key.clone();
    let of = key.clone();
    let is_open =
        Memo::new(move |_| going.asked.get() || going.folded.get() == turned.with(|turned| turned.contains(&of)));
    let turn = {
        let key = key.clone();
        move |_| {
            turned.update(|turned| {
                if !turned.remove(&key) {
                    turned.insert(key.clone());
                }
            });
        }
    };
    let said = flaws.into_iter().map(|(flaw, n)| {
        let words = fill("plan.flawCount", &[("flaw", &flaw.words()), ("count", &n)]);
        view! { <li><strong>{words}</strong></li> }
    });
    let said = said.collect_view();
    // Of those of which it is not known: where that is mended.
    let mend = key.is_empty().then(|| {
        let (only, words) = match by {
            By::Owner => (Only::Unowned, "plan.giveOwners"),
            _ => (Only::Undated, "plan.giveDates"),
        };
        let href = move || {
            let query = Query { only: Some(only), ..query.get() };
            Route::PlanAs(PlanView::Table(Default::default()), query).href()
        };
        view! { <p><a class="nhsuk-link" href=href>{say(words)}</a></p> }
    });
    let total = count("plan.actions", nodes.len());
    let list = live(move || {
        is_open.get().then(|| {
            let items = nodes.clone().into_iter().map(|action| {
                view! { <ActionItem action=action scale=scale.clone() going=going level=3/> }
            });
            view! { <ol class="gt-thread">{items.collect_view()}</ol> }
        })
    });
    view! {
        <section class="gt-group">
            <h2 class="nhsuk-heading-m">
                <button class="gt-fold" type="button" aria-expanded=move || is_open.get().to_string() on:click=turn>{group.title}</button>
            </h2>
            <ul class="gt-meta"><li>{total}</li> {said}</ul>
            {mend}
            {list}
        </section>
    }
    .into_any()
}
