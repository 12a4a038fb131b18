//! The owners of the plan's actions as a table: who was asked, chased, has sent, was used, and what is missing; with a tick
//! for whoever is to be asked now.

use super::prepared::Prepared;
use super::shown::{Shown, asking};
use crate::app::components::{Button, CollectView, Tick, Tone, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::route::Route;
use crate::forms::{Mailing, mailings, not_reached};
use crate::ledger::cycle::OwnerRow;
use crate::platform::{page, time};
use crate::record::Id;
use crate::words::{count, day, fill, say};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// So many missing actions are named in a row.
const NAMED: usize = 3;

/// The owners, those not heard from first.
#[component]
pub fn Owners(cycle: Memo<Option<Shown>>) -> impl IntoView {
    let app = use_app();
    let rows = Memo::new(move |_| cycle.with(|c| c.as_ref().map(|c| c.owners.clone()).unwrap_or_default()));
    let ticked = RwSignal::new(rows.with_untracked(|rows| to_ask(rows)));
    let ready = RwSignal::new(Vec::<Mailing>::new());
    let chosen = move || rows.with(|rows| rows.iter().filter(|r| ticked.with(|t| t.contains(&r.id))).count());
    let prepare = move |whom: BTreeSet<Id>| {
        let (Some(cycle), Some(tree)) = (cycle.get_untracked(), app.tree.get_untracked()) else { return };
        let rows: Vec<OwnerRow> = cycle.owners.iter().filter(|r| whom.contains(&r.id)).cloned().collect();
        let Some(asking) = asking(app, &cycle) else { return };
        let made = app.state.with_untracked(|s| mailings(&s.ledger, &tree, &rows, &asking, time::today()));
        if made.is_empty() {
            return app.tell(Tone::Warning, say(if rows.is_empty() { "cycle.tickSome" } else { "cycle.nothingToAsk" }));
        }
        ready.set(made);
        time::after(0, || page::focus("ready-title"));
    };
    // Whoever comes to ask one of them finds that one ticked, and in sight.
    Effect::new(move |_| {
        let Route::CycleOf(owner) = app.route.get() else { return };
        ticked.update(|all| {
            all.insert(owner);
        });
        time::after(0, move || page::show(&row_id(owner)));
    });
    let ask_one = Callback::new(move |owner: Id| prepare(BTreeSet::from([owner])));
    let unreached =
        Memo::new(move |_| app.tree.get().map_or(0, |tree| of_record(app, |ledger| not_reached(ledger, &tree).len())));
    let not_asked = move || rows.with(|rows| rows.iter().filter(|row| !row.is_to_ask()).count());
    let all = move || ticked.set(rows.with_untracked(|rows| rows.iter().map(|r| r.id).collect()));
    let heads = ["owner", "asked", "chased", "sent", "used", "missing"].map(|head| {
        view! { <th class="nhsuk-table__header" scope="col">{say(&format!("cycle.head.{head}"))}</th> }
    });
    view! {
        <section aria-labelledby="owners-title">
            <h2 class="nhsuk-heading-m" id="owners-title">{say("cycle.owners")}</h2>
            <p>{say("cycle.ownersHint")}</p>
            {live(move || (not_asked() > 0).then(|| view! { <p>{count("cycle.notToAsk", not_asked())}</p> }))}
            {live(move || (unreached.get() > 0).then(|| view! {
                <p>
                    {count("cycle.unreached", unreached.get())} " "
                    <a class="nhsuk-link" href=Route::Organisations.href()>{say("bringin.next.toContacts")}</a>
                </p>
            }))}
            <div class="gt-actions">
                // Once it is prepared, what comes next is to save it.
                {live(move || {
                    let main = ready.with(Vec::is_empty);
                    view! { <Button label=say("cycle.prepare") on_press=move || prepare(ticked.get_untracked()) main=main/> }
                })}
                <span role="status">{move || count("cycle.ticked", chosen())}</span>
                <Button label=say("cycle.tickAll") on_press=all small=true/>
                <Button label=say("cycle.tickNone") on_press=move || ticked.set(BTreeSet::new()) small=true/>
            </div>
            {live(move || (!ready.with(Vec::is_empty)).then(|| view! { <Prepared cycle=cycle ready=ready/> }))}
            <div class="gt-scroll" role="region" tabindex="0" aria-labelledby="owners-caption">
                <table class="nhsuk-table gt-table--cards">
                    <caption class="nhsuk-table__caption" id="owners-caption">{say("cycle.caption")}</caption>
                    <thead class="nhsuk-table__head"><tr>{heads.collect_view()}</tr></thead>
                    <tbody class="nhsuk-table__body">
                        {live(move || rows.get().into_iter().map(|row| owner(app, ticked, ask_one, row)).collect_view())}
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Who is ticked at first: those whom nobody has asked; where everybody was, those of whom something is missing.
fn to_ask(rows: &[OwnerRow]) -> BTreeSet<Id> {
    let of = |rows: &mut dyn Iterator<Item = &OwnerRow>| rows.map(|r| r.id).collect::<BTreeSet<Id>>();
    let new = of(&mut rows.iter().filter(|r| r.is_to_ask() && r.asked.is_none()));
    if new.is_empty() { of(&mut rows.iter().filter(|r| r.is_to_ask())) } else { new }
}

/// The id of an owner's row on the page.
fn row_id(owner: Id) -> String {
    format!("owner-{owner}")
}

fn owner(app: App, ticked: RwSignal<BTreeSet<Id>>, ask_one: Callback<Id>, row: OwnerRow) -> AnyView {
    let id = row.id;
    let on = Signal::derive(move || ticked.with(|all| all.contains(&id)));
    let flip = move |on: bool| {
        ticked.update(|all| {
            if on {
                all.insert(id);
            } else {
                all.remove(&id);
            }
        });
    };
    let mut facts = vec![say(&format!("cycle.stands.{}", row.stands().name()))];
    for (n, key) in [
        (row.uncounted, "cycle.uncounted"),
        (row.by_others, "cycle.byOthers"),
        (row.by_outsiders, "cycle.byOutsiders"),
        (row.not_used, "cycle.notUsed"),
        (row.waiting, "cycle.waiting"),
    ] {
        facts.extend((n > 0).then(|| count(key, n)));
    }
    let facts = facts.into_iter().map(|f| view! { <li>{f}</li> }).collect_view();
    let of_all = |n: usize| fill("cycle.of", &[("n", &n), ("all", &row.actions)]);
    let (sent, used) = (of_all(row.sent()), of_all(row.answered));
    let days = [row.asked, row.chased].map(|on| on.map(day).unwrap_or_else(|| say("cycle.never")));
    let labels = ["cycle.head.asked", "cycle.head.chased"].map(say);
    let days = days.into_iter().zip(labels);
    let days =
        days.map(|(on, label)| view! { <td class="nhsuk-table__cell" data-label=label>{on}</td> }).collect_view();
    let acts = acts(&row, ask_one);
    let missing = missing(app, &row);
    view! {
        <tr class="nhsuk-table__row" id=row_id(id) tabindex="-1">
            <th class="nhsuk-table__header gt-table__who" scope="row">
                <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
                    <Tick id=format!("ask-{id}") on=on flip=flip>{row.name}</Tick>
                </div>
                <ul class="gt-meta">{facts}</ul>
                {acts}
            </th>
            {days}
            <td class="nhsuk-table__cell" data-label=say("cycle.head.sent")>{sent}</td>
            <td class="nhsuk-table__cell" data-label=say("cycle.head.used")>{used}</td>
            <td class="nhsuk-table__cell" data-label=say("cycle.head.missing")>{missing}</td>
        </tr>
    }
    .into_any()
}

/// What can be done about one owner alone: asking it, and putting in what it said in another way.
fn acts(row: &OwnerRow, ask_one: Callback<Id>) -> AnyView {
    let id = row.id;
    let key = if row.asked.is_some() { "today.chase" } else { "today.ask" };
    let ask = row.is_to_ask().then(|| {
        view! {
            <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button" on:click=move |_| ask_one.run(id)>
                {say(key)}<span class="gt-visually-hidden">": " {row.name.clone()}</span>
            </button>
        }
    });
    view! {
        <div class="gt-actions gt-actions--row">
            {ask}
            <a class="nhsuk-link" href=Route::PutInFor(id).href()>
                {say("cycle.putIn")}<span class="gt-visually-hidden">": " {row.name.clone()}</span>
            </a>
        </div>
    }
    .into_any()
}

/// The actions of which nothing has come: the first few by name.
fn missing(app: App, row: &OwnerRow) -> AnyView {
    if row.missing.is_empty() {
        return say("cycle.nothingMissing").into_any();
    }
    let names: BTreeMap<Id, String> = app.tree.with_untracked(|tree| {
        let all = tree.iter().flat_map(|t| t.placed_actions());
        all.map(|a| (a.id, if a.number.is_empty() { a.title.clone() } else { format!("{} {}", a.number, a.title) }))
            .collect()
    });
    let named = row.missing.iter().take(NAMED).map(|id| {
        let name = names.get(id).cloned().unwrap_or_default();
        view! { <li><a class="nhsuk-link" href=Route::Action(*id).href()>{name}</a></li> }
    });
    let named = named.collect_view();
    let more = row.missing.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| view! { <li>{count("cycle.more", more)}</li> });
    view! { <ul class="nhsuk-list nhsuk-u-margin-bottom-0">{named} {more}</ul> }.into_any()
}
