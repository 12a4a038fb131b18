//! Today, by role: what is mine and due; what waits for a decision; what the plan is missing.

mod act;
mod asked;
mod at;
mod became;
mod choices;
mod help;
mod keep;
mod late;
mod named;
mod seats;
mod told;
mod unsent;

use crate::app::components::{
    ChooseActions, CollectView, Covers, Details, Empty, Moves, Page, RatingBar, RatingTag, live,
};
use crate::app::context::{App, use_app};
use crate::app::mine::{mine, tick};
use crate::app::route::Route;
use crate::domain::{Writer, kind};
use crate::ledger::due::{overdue, stale};
use crate::ledger::search::{Only, Query};
use crate::ledger::{ActionNode, PlanTree, Side, moves};
use crate::platform::keys::Kept;
use crate::platform::time;
use crate::record::Id;
use crate::store::rows::DraftRow;
use crate::store::{RowChange, State, drafts};
use crate::words::{count, day_text, fill, say};
use act::act;
pub use asked::OfMine;
use became::Became;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Today.
#[component]
pub fn Today() -> impl IntoView {
    let app = use_app();
    let office = Memo::new(move |_| app.is_office());
    let caption = if office.get_untracked() { "today.greetingOffice" } else { "today.greetingMember" };
    view! {
        <Page title=say("today.title") caption=say(caption)>
            <at::At/>
            <Drafts/>
            <choices::Choices/>
            {live(move || match app.tree.get() {
                None => view! { <NoPlan office=office.get()/> }.into_any(),
                Some(tree) if office.get() => view! { <Office tree=tree/> }.into_any(),
                Some(tree) => view! { <Member tree=tree/> }.into_any(),
            })}
            <keep::Keep/>
        </Page>
    }
}

/// That there is no plan yet, and what to do about it.
#[component]
pub fn NoPlan(office: bool) -> impl IntoView {
    let hint = if office { "today.noPlanOffice" } else { "today.noPlanMember" };
    let bring_in = office.then(|| {
        view! { <a class="nhsuk-button" href=Route::BringIn.href()>{say("today.bringIn")}</a> }
    });
    let start = office.then(|| {
        let href = Route::NewRecord(kind::PLAN, String::new()).href();
        view! { <a class="nhsuk-button nhsuk-button--secondary" href=href>{say("pencil.new.plan")}</a> }
    });
    view! {
        <Empty lead=say("today.noPlan") hint=say(hint)/>
        <div class="gt-actions">
            {bring_in}
            {start}
            <a class="nhsuk-button nhsuk-button--secondary" href=Route::Inbox.href()>{say("today.openFile")}</a>
        </div>
    }
    .into_any()
}

/// Updates begun and not finished.
#[component]
fn Drafts() -> impl IntoView {
    let app = use_app();
    live(move || {
        let begun = app.state.with(|s| {
            // Two of one action are told apart by their first words.
            let all: Vec<_> = s.drafts.values().filter_map(|d| Some((d, drafts::covered(s, d)?))).collect();
            let one = |(d, action): &(&DraftRow, Id)| {
                let title = s.ledger.action(*action)?.title().to_owned();
                let twice = all.iter().filter(|(_, other)| other == action).count() > 1;
                let words = if twice { drafts::first_words(d) } else { String::new() };
                Some((d.id.parse::<Id>().ok()?, title, words))
            };
            all.iter().filter_map(one).collect::<Vec<_>>()
        });
        (!begun.is_empty()).then(|| {
            let rows = begun.into_iter().map(|(id, title, words)| {
                let words = (!words.is_empty()).then(|| view! { <p class="gt-meta">{words}</p> });
                let go_on = act(&Route::Draft(id), "today.goOn", &title);
                view! {
                    <li class="gt-list__item">
                        <a class="gt-list__link" href=Route::Draft(id).href()>{fill("today.draftOf", &[("title", &title)])}</a>
                        {go_on}
                        {words}
                    </li>
                }
            });
            view! {
                <h2 class="nhsuk-heading-m">{say("today.drafts")}</h2>
                <ul class="gt-list">{rows.collect_view()}</ul>
            }
        })
    })
}

#[component]
fn Member(tree: Arc<PlanTree>) -> impl IntoView {
    let app = use_app();
    let late = overdue(&tree, time::today());
    let rows = {
        let tree = tree.clone();
        move || {
            let tree = tree.clone();
            app.state.with(|s| {
                let Some(about) = &s.about else { return Vec::new() };
                let mine: Vec<&ActionNode> = mine(&s.ledger, about, &tree);
                let asked = asked::of(&s.ledger, tree.id, &mine);
                let own = became::own(s);
                let of_row = |a: &ActionNode| {
                    let asked = asked.as_ref().is_some_and(|asked| asked.of.contains(&a.id));
                    (a.clone(), asked, own.get(&a.id).cloned())
                };
                let mut rows: Vec<(ActionNode, bool, Option<Became>)> = mine.into_iter().map(of_row).collect();
                // What is asked for stands first, otherwise the plan's order.
                rows.sort_by_key(|row| std::cmp::Reverse(row.1));
                rows
            })
        }
    };
    let plan = tree.id;
    let organisation = move || {
        app.state.with(|s| {
            let id = s.about.as_ref()?.organisation.as_ref()?.parse().ok()?;
            Some(s.ledger.organisation_name(id, ""))
        })
    };
    let scale = tree.scale.clone();
    let list = move || {
        let rows = rows();
        if rows.is_empty() {
            return view! { <Empty lead=say("today.mineNone") hint=say("today.mineNoneHint")/> }.into_any();
        }
        let items = rows.into_iter().map(|(action, asked, became)| {
            let rating = action.rating().and_then(|key| scale.get(key).cloned());
            let late = late.contains(&action.id);
            view! { <ActionRow action=action rating=rating overdue=late asked=asked became=became/> }
        });
        view! { <ul class="gt-list">{items.collect_view()}</ul> }.into_any()
    };
    view! {
        <Compare/>
        <named::Named/>
        <unsent::ReadyToSend/>
        <help::HelpAskedOfMine/>
        <h2 class="nhsuk-heading-m">{say("today.mine")}</h2>
        {live(move || organisation().map(|o| view! { <p class="nhsuk-hint">{fill("today.mineHint", &[("organisation", &o)])}</p> }))}
        <asked::OfMine plan=plan/>
        {list}
        <ChooseMine tree=tree/>
        <seats::Seats/>
        <became::Outcomes/>
    }
    .into_any()
}

/// One of my actions: what it is, when it is due, and the way to writing about it.
#[component]
fn ActionRow(
    action: ActionNode,
    rating: Option<crate::domain::Rating>,
    overdue: bool,
    asked: bool,
    /// What became of one's own last update on it.
    became: Option<Became>,
) -> impl IntoView {
    let when = action.timescale.as_ref().map(|t| fill("plan.by", &[("words", &t.words)]));
    let last = match action.latest() {
        Some(update) => fill("today.lastUpdate", &[("day", &day_text(&update.date))]),
        None => say("today.noUpdate"),
    };
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=Route::Action(action.id).href()>{action.title.clone()}</a>
            <ul class="gt-meta">
                {asked.then(|| view! { <li><strong class="nhsuk-tag nhsuk-tag--blue">{say("today.asked")}</strong></li> })}
                <li>{last}</li>
                {when.map(|w| view! { <li>{w}</li> })}
                {became.map(became::of_row)}
                {overdue.then(|| view! { <li><strong class="nhsuk-tag nhsuk-tag--red">{say("today.overdue")}</strong></li> })}
                <li><a class="nhsuk-link" href=Route::Draft(action.id).href()>
                    {say("today.writeUpdate")}<span class="gt-visually-hidden">": " {action.title.clone()}</span>
                </a></li>
            </ul>
            <span class="gt-list__side"><RatingTag rating=rating/></span>
        </li>
    }
    .into_any()
}

/// The way to comparing the office's check words, until somebody has; or to bringing back the office's key, where a
/// restored backup has it sealed.
#[component]
fn Compare() -> impl IntoView {
    let app = use_app();
    live(move || {
        let (route, key) = app.state.with(|s| match &s.keys {
            keys if keys.is_sealed() && s.ledger.side() == Side::Office => Some((Route::Device, "today.sealed")),
            _ if app.office_key.get() == Kept::Locked => Some((Route::Device, "today.locked")),
            keys if keys.to_compare() || keys.is_taken_back() => Some((Route::Inbox, "today.compare")),
            _ => None,
        })?;
        Some(view! { <p class="nhsuk-inset-text"><a class="nhsuk-link" href=route.href()>{say(key)}</a></p> })
    })
}

/// Every action with a tick box, mine or not, and a search over them.
#[component]
fn ChooseMine(tree: Arc<PlanTree>) -> impl IntoView {
    let app = use_app();
    let ticked = Memo::new(move |_| {
        app.state.with(|s| {
            let Some(about) = &s.about else { return Covers::new() };
            mine(&s.ledger, about, &tree).into_iter().map(|action| (action.id.to_string(), String::new())).collect()
        })
    });
    let change = Callback::new(move |(action, ticked): (String, Option<String>)| {
        action.parse().into_iter().for_each(|id| set_mine(app, id, ticked.is_some()));
    });
    let organisation = Signal::derive(move || app.about()?.organisation?.parse().ok());
    view! {
        <Details summary=say("today.choose")>
            <ChooseActions id="mine" legend=say("today.chooseHint") covers=ticked change=change organisation=organisation
                theirs="draft.yours" most=MOST unrated=true/>
        </Details>
    }
    .into_any()
}

/// So many actions are listed to be ticked; the search finds the others.
const MOST: usize = 100;

/// Ticks or unticks an action as mine, and saves that.
pub(super) fn set_mine(app: App, action: Id, mine: bool) {
    leptos::task::spawn_local(async move {
        let mut build = |s: &State| Some(RowChange::About(tick(s.about.as_ref()?, action, mine)).into());
        // A failure shows at the top of the page; the box goes back to what is saved.
        let _ = app.transact(&mut build).await;
    });
}

#[component]
fn Office(tree: Arc<PlanTree>) -> impl IntoView {
    let today = time::today();
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let (overdue, stale) = (overdue(&tree, today).len(), stale(&tree, today).len());
    let (mut without, mut unknown) = (0, 0);
    for action in tree.placed_actions().filter(|a| seen.insert(a.id)) {
        *counts.entry(action.counted_as().map(str::to_owned)).or_insert(0) += 1;
        without += usize::from(action.updates.is_empty());
        unknown += usize::from(!action.updates.is_empty() && action.rating().is_none());
    }
    let gap = |n: usize, key: &str, query: Query| {
        (n > 0).then(|| {
            view! {
                <li class="gt-list__item">
                    <a class="gt-list__link" href=Route::Plan(query).href()>{count(key, n)}</a>
                </li>
            }
        })
    };
    let only = |what| Query { only: Some(what), ..Query::default() };
    let none = Query { rating: "none".to_owned(), ..Query::default() };
    let as_at = fill("today.asAt", &[("actions", &tree.action_count()), ("priorities", &tree.priorities.len())]);
    view! {
        <Compare/>
        <Waiting/>
        <asked::OfAll/>
        <late::Late/>
        <help::HelpAskedOfAll/>
        <told::FromEvents/>
        <h2 class="nhsuk-heading-m">{say("today.measured")}</h2>
        <p>{as_at}</p>
        <RatingBar scale=tree.scale.clone() counts=counts/>
        <Moves moves=moves(&tree.scale, tree.placed_actions())/>
        <h2 class="nhsuk-heading-m">{say("today.gaps")}</h2>
        {(without + overdue + stale + unknown == 0).then(|| view! { <p>{say("today.allWell")}</p> })}
        <ul class="gt-list">
            {gap(without, "today.gapNoUpdate", only(Only::NoUpdate))}
            {gap(overdue, "today.gapOverdue", only(Only::Overdue))}
            {gap(stale, "today.gapStale", only(Only::Stale))}
            {gap(unknown, "today.gapNotKnown", none)}
        </ul>
        <div class="gt-actions">
            <a class="nhsuk-button" href=Route::Papers.href()>{say("today.makePaper")}</a>
            <a class="nhsuk-button nhsuk-button--secondary" href=Route::Send.href()>{say("today.makeIssue")}</a>
        </div>
    }
    .into_any()
}

/// Files that came in, and fields with two versions.
#[component]
fn Waiting() -> impl IntoView {
    let app = use_app();
    live(move || {
        let files = app.state.with(|s| {
            let one = |staged: &crate::store::Staged| {
                let writer = staged.records.get(staged.envelope.from);
                let writer = writer.or_else(|| s.ledger.records().get(staged.envelope.from));
                let who = writer.map(|r| Writer(r).name().to_owned()).unwrap_or_else(|| staged.row.name.clone());
                (staged.row.id.clone(), who, day_text(&staged.row.received))
            };
            s.staged.iter().map(one).collect::<Vec<_>>()
        });
        let files = files.into_iter().filter_map(|(id, who, day)| {
            let id: Id = id.parse().ok()?;
            let look = act(&Route::Review(Some(id)), "today.look", &who);
            Some(view! {
                <li class="gt-list__item">
                    <a class="gt-list__link" href=Route::Review(Some(id)).href()>
                        {fill("today.fromWhom", &[("who", &who), ("day", &day)])}
                    </a>
                    {look}
                </li>
            })
        });
        let files: Vec<_> = files.collect();
        view! {
            {(!files.is_empty()).then(|| view! {
                <h2 class="nhsuk-heading-m">{say("today.waiting")}</h2>
                <ul class="gt-list">{files.collect_view()}</ul>
            })}
        }
    })
}
