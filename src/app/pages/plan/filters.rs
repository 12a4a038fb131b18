//! Search and filters of the plan. They live in the address, so that a filtered view can be linked to.

use super::shown::Shown;
use crate::app::address::PlanView;
use crate::app::components::{Button, Empty, Select, live};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::ledger::PlanTree;
use crate::ledger::search::{Only, Query};
use crate::platform::page;
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn change(app: App, edit: impl FnOnce(&mut Query)) {
    let mut route = app.route.get_untracked();
    let Some(query) = route.query_mut() else { return };
    edit(query);
    // Other lines, and so from the first of them.
    if let Route::PlanAs(PlanView::Table(sheet), _) = &mut route {
        sheet.page = 0;
    }
    page::replace_fragment(&route.fragment());
    app.route.set(route);
}

fn owners(tree: &PlanTree) -> Vec<(String, String)> {
    let named = tree.placed_actions().flat_map(|a| &a.owners).map(|o| (o.name.clone(), o.id.to_string()));
    let by_name: BTreeMap<String, String> = named.collect();
    let any = (String::new(), say("plan.anyOwner"));
    std::iter::once(any).chain(by_name.into_iter().map(|(name, id)| (id, name))).collect()
}

fn ratings(tree: &PlanTree) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), say("plan.anyRating"))];
    all.extend(tree.scale.0.iter().map(|r| (r.key.clone(), r.name.clone())));
    all.push(("none".to_owned(), say("rating.none")));
    all
}

/// That nothing answers, and the way back to everything.
#[component]
pub fn NothingFits() -> impl IntoView {
    let app = use_app();
    let clear = move || {
        change(app, |query| *query = Query::default());
        page::focus("q");
    };
    view! {
        <Empty lead=say("plan.nothing") hint=say("plan.nothingHint")/>
        <div class="gt-actions"><Button label=say("plan.clear") on_press=clear small=true/></div>
    }
    .into_any()
}

/// Search box, filters and the count of what is shown.
#[component]
pub fn Filters(
    /// The plan.
    tree: Memo<Arc<PlanTree>>,
    /// What is asked.
    query: Memo<Query>,
    /// Which placements are shown.
    shown: Shown,
) -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(false);
    let on = move || {
        query.with(|q| {
            let texts = [&q.owner, &q.rating].iter().filter(|v| !v.is_empty()).count();
            texts + usize::from(q.only.is_some())
        })
    };
    let toggle_words = move || match on() {
        0 => say("plan.filters"),
        n => fill("plan.filtersOn", &[("count", &n)]),
    };
    let mut only = vec![(String::new(), say("plan.all"))];
    only.extend(Only::ALL.map(|o| (o.name().to_owned(), say(&format!("plan.{}", o.name())))));
    // An action that stands in several places is one action.
    let result = move || {
        let here: BTreeSet<Id> = shown.with(|shown| shown.iter().map(|(_, id)| *id).collect());
        fill("plan.result", &[("shown", &here.len()), ("all", &tree.with(|tree| tree.action_count()))])
    };
    let owners = Memo::new(move |_| tree.with(|tree| owners(tree)));
    let ratings = Memo::new(move |_| tree.with(|tree| ratings(tree)));
    let clear = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        change(app, |q| *q = Query::default());
        page::focus("q");
    };
    view! {
        <div class="gt-filters" role="search">
            <div class="gt-filters__search">
                <label class="nhsuk-label" for="q">{say("plan.search")}</label>
                <input class="nhsuk-input" id="q" type="search" autocomplete="off"
                    prop:value=move || query.with(|q| q.words.clone())
                    on:input=move |e| { let words = event_target_value(&e); change(app, |q| q.words = words) }/>
            </div>
            <button class="gt-filters__toggle" type="button" aria-controls="filter-fields"
                aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)>
                {toggle_words}
            </button>
            <div class="gt-filters__fields" id="filter-fields">
                <div class="gt-filters__field">
                    {live(move || view! {
                        <Select id="owner" label=say("plan.owner") options=owners.get()
                            value=Signal::derive(move || query.with(|q| q.owner.clone()))
                            on_change=move |v| change(app, |q| q.owner = v)/>
                    })}
                </div>
                <div class="gt-filters__field">
                    {live(move || view! {
                        <Select id="rating" label=say("plan.rating") options=ratings.get()
                            value=Signal::derive(move || query.with(|q| q.rating.clone()))
                            on_change=move |v| change(app, |q| q.rating = v)/>
                    })}
                </div>
                <div class="gt-filters__field">
                    <Select id="only" label=say("plan.only") options=only
                        value=Signal::derive(move || query.with(|q| q.only.map_or("", Only::name).to_owned()))
                        on_change=move |v| change(app, |q| q.only = Only::read(&v))/>
                </div>
            </div>
            <p class="gt-filters__result" role="status">
                {result}
                {live(move || (!query.with(Query::is_empty)).then(|| view! {
                    " "<a class="nhsuk-link" href="#/plan" on:click=clear>{say("plan.clear")}</a>
                }))}
            </p>
        </div>
    }
    .into_any()
}
