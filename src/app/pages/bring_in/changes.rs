//! The third step, where the plan holds the paper's records already: what would change, each with a tick.

use super::accept::Accept;
use super::stage::to_heading;
use crate::app::bringing::{Change, Why};
use crate::app::components::{Button, CollectView, Page, Tick, WordDiff, live};
use crate::app::route::Route;
use crate::domain::kind;
use crate::ledger::pieces::{Names, kind_name};
use crate::record::Id;
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What would change, before anything is saved.
#[component]
pub(super) fn Changes(accept: Accept) -> impl IntoView {
    let Some(beside) = accept.compared.get_untracked() else { return ().into_any() };
    let changes = &beside.compared.changes;
    let proposed = changes.iter().enumerate().filter(|(_, c)| c.proposed()).map(|(n, _)| n);
    let ticked: RwSignal<BTreeSet<usize>> = RwSignal::new(proposed.collect());
    // Changes of one record stand together; those of the order alone are one tick.
    let mut groups: Vec<(Id, String, Vec<AnyView>)> = Vec::new();
    accept.app.state.with_untracked(|s| {
        let names = Names { ledger: &s.ledger, file: Some(&beside.incoming) };
        for (n, change) in changes.iter().enumerate().filter(|(_, c)| c.why != Why::Order) {
            let drawn = one(names, ticked, n, change);
            match groups.last_mut() {
                Some((record, _, list)) if *record == change.edit.record => list.push(drawn),
                _ => groups.push((change.edit.record, title(names, change), vec![drawn])),
            }
        }
    });
    let order: Vec<usize> = changes.iter().enumerate().filter(|(_, c)| c.why == Why::Order).map(|(n, _)| n).collect();
    let new = beside.compared.new.len();
    let save = {
        let beside = beside.clone();
        move || accept.save(beside.clone(), &ticked.get_untracked())
    };
    let back = move || {
        accept.compared.set(None);
        to_heading();
    };
    view! {
        <Page title=say("bringin.changes.title") back=(Route::Plan(Default::default()), say("plan.title"))>
            <p>{say("bringin.changes.lead")}</p>
            <p role="status">
                {count("bringin.changes.new", new)} " "
                {live(move || count("bringin.changes.ticked", ticked.with(BTreeSet::len)))}
            </p>
            {groups.into_iter().map(|(_, title, list)| view! {
                <section class="gt-stack">
                    <h2 class="nhsuk-heading-s">{title}</h2>
                    {list}
                </section>
            }).collect_view()}
            {(!order.is_empty()).then(|| order_tick(ticked, order))}
            <div class="gt-actions">
                <Button label=say("bringin.accept") on_press=save main=true busy=accept.busy/>
                <Button label=say("bringin.changes.back") on_press=back/>
            </div>
        </Page>
    }
    .into_any()
}

fn tick(
    id: String,
    label: String,
    is_on: impl Fn() -> bool + Send + Sync + 'static,
    flip: impl Fn(bool) + 'static,
) -> AnyView {
    let is_on = Signal::derive(is_on);
    view! { <div class="nhsuk-checkboxes"><Tick id=id on=is_on flip=flip>{label}</Tick></div> }.into_any()
}

/// The record a change is about, with its kind where the title does not say it.
fn title(names: Names<'_>, change: &Change) -> String {
    let title = names.title(change.edit.record);
    match change.edit.kind.as_str() {
        kind::UPDATE => title,
        other => fill("bringin.changes.of", &[("title", &title), ("kind", &kind_name(other))]),
    }
}

fn one(names: Names<'_>, ticked: RwSignal<BTreeSet<usize>>, n: usize, change: &Change) -> AnyView {
    let name = names.field_of(&change.edit.kind, &change.edit.field);
    let value = |value| names.value_of(&change.edit.kind, &change.edit.field, value);
    let (before, after) = (value(change.before.as_ref()), value(Some(&change.edit.value)));
    let (label, words) = match change.why {
        Why::NotNamed => {
            let label = fill("bringin.changes.takeOut", &[("field", &name)]);
            (label, view! { <p class="gt-meta">{say("bringin.changes.notNamed")}</p> }.into_any())
        }
        why => {
            let note =
                (why == Why::MendedHere).then(|| view! { <p class="gt-meta">{say("bringin.changes.mendedHere")}</p> });
            let key = if change.before.as_ref().is_none_or(|v| v.is_null()) {
                "bringin.changes.add"
            } else {
                "bringin.changes.field"
            };
            let label = fill(key, &[("field", &name)]);
            (label, view! { {note} <WordDiff before=before after=after/> }.into_any())
        }
    };
    let flip = move |on: bool| {
        ticked.update(|t| {
            if on {
                t.insert(n)
            } else {
                t.remove(&n)
            };
        });
    };
    view! { <div>{tick(format!("change-{n}"), label, move || ticked.with(|t| t.contains(&n)), flip)} {words}</div> }
        .into_any()
}

fn order_tick(ticked: RwSignal<BTreeSet<usize>>, order: Vec<usize>) -> AnyView {
    let label = count("bringin.changes.order", order.len());
    let first = order.first().copied().unwrap_or_default();
    let flip = move |on: bool| {
        ticked.update(|t| {
            for n in &order {
                if on {
                    t.insert(*n)
                } else {
                    t.remove(n)
                };
            }
        });
    };
    view! {
        <section class="gt-stack">
            <h2 class="nhsuk-heading-s">{say("bringin.changes.orderTitle")}</h2>
            {tick("change-order".to_owned(), label, move || ticked.with(|t| t.contains(&first)), flip)}
        </section>
    }
    .into_any()
}
