//! What to look at before a paper goes out. It points; it never blocks.

use super::made::{About, Made};
use crate::app::components::{CollectView, Details, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::domain::kind;
use crate::events::small::small_numbers;
use crate::events::{figures, insights};
use crate::ledger::board::{self, Found, What};
use crate::ledger::checks::{Check, personal, small_figures};
use crate::ledger::{ActionNode, PlanTree};
use crate::report;
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A line of a list: its words, and where it leads to.
type Line = (String, Option<Route>);

/// Something found, with the page on which it is mended.
fn mended(found: Found) -> Line {
    let page = if found.kind == kind::ACTION { Route::Action(found.at) } else { Route::Record(found.at) };
    (found.words, Some(page))
}

/// What to look at before publishing, in plain words.
#[component]
pub fn Before(made: Memo<Option<Arc<Made>>>) -> impl IntoView {
    let app = use_app();
    let progress = Memo::new(move |_| made.with(|m| m.as_ref().is_some_and(|m| matches!(m.about, About::Progress(_)))));
    // What is open in the plan is no concern of another paper.
    let found = Memo::new(move |_| {
        let of = made.get().filter(|_| progress.get());
        of.map(|m| {
            if let About::Progress(tree) = &m.about {
                app.state.with(|s| board::found(&s.ledger, tree, m.as_at))
            } else {
                Vec::new()
            }
        })
        .unwrap_or_default()
    });
    let doubtful = Memo::new(move |_| made.with(|m| m.as_ref().map(|m| doubtful(m)).unwrap_or_default()));
    let few = Memo::new(move |_| {
        let bound = app.state.with(|s| small_numbers(&s.ledger).rule.bound());
        made.with(|m| m.as_ref().map(|m| few_people(m, bound)).unwrap_or_default())
    });
    let waiting = Memo::new(move |_| app.state.with(|s| s.staged.len()));
    let drafts = Memo::new(move |_| if progress.get() { app.state.with(|s| s.drafts.len()) } else { 0 });
    let own_words = Memo::new(move |_| {
        let heard = made.with(|m| m.as_ref().is_some_and(|m| m.about == About::Heard));
        if heard { app.state.with(|s| insights::unanswered(&s.ledger).len()) } else { 0 }
    });
    let late = Memo::new(move |_| {
        let event =
            made.with(|m| m.as_ref().and_then(|m| if let About::Event(id) = m.about { Some(id) } else { None }));
        event.and_then(|id| app.state.with(|s| figures::waiting(&s.ledger, id))).unwrap_or(0)
    });
    let all_well = move || {
        found.with(Vec::is_empty)
            && doubtful.with(Vec::is_empty)
            && few.with(Vec::is_empty)
            && waiting.get() + drafts.get() + own_words.get() == 0
            && late.get() == 0
    };
    let has_issue = Memo::new(move |_| app.state.with(|s| s.ledger.base().is_some()));
    let versions_hint =
        move || say(if has_issue.get() { "papers.before.versionsIssued" } else { "papers.before.versionsLatest" });
    view! {
        <section class="gt-checks" aria-labelledby="before-title">
            <h2 class="gt-checks__title" id="before-title">{say("papers.before.title")}</h2>
            <ul class="gt-checks__list">
                {live(move || list("care", "papers.before.personal", doubtful.get(), say("papers.before.personalHint")))}
                {live(move || list("look", "papers.before.few", few.get(), say("papers.before.fewHint")))}
                {live(move || What::ALL.into_iter().map(|what| {
                    let here = found.get().into_iter().filter(|found| found.what == what);
                    let hint = if what == What::Versions { versions_hint() } else { String::new() };
                    list("look", &format!("papers.before.{}", what.name()), here.map(mended).collect(), hint)
                }).collect_view())}
                {live(move || own_words.get().checked_sub(1).map(|n| look(Route::Heard, count("papers.before.ownWords", n + 1))))}
                {live(move || (late.get() > 0).then(|| look(Route::Year, fill("papers.before.late", &[("count", &late.get())]))))}
                {live(move || waiting.get().checked_sub(1).map(|n| look(Route::Inbox, count("papers.before.waiting", n + 1))))}
                {live(move || drafts.get().checked_sub(1).map(|n| look(Route::Today, count("papers.before.drafts", n + 1))))}
                {live(move || all_well().then(|| view! {
                    <li class="gt-checks__item gt-checks__item--fine">{say("papers.before.none")}</li>
                }))}
            </ul>
        </section>
    }
    .into_any()
}

/// Something to look at, and where.
fn look(at: Route, words: String) -> AnyView {
    view! { <li class="gt-checks__item gt-checks__item--look"><a class="nhsuk-link" href=at.href()>{words}</a></li> }
        .into_any()
}

/// One check with the things it is about, each leading to its action.
fn list(look: &'static str, key: &str, lines: Vec<Line>, hint: String) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let summary = count(key, lines.len());
    let items = lines.into_iter().map(|(words, page)| match page {
        Some(page) => view! { <li><a class="nhsuk-link" href=page.href()>{words}</a></li> }.into_any(),
        None => view! { <li>{words}</li> }.into_any(),
    });
    let items = items.collect_view();
    view! {
        <li class=format!("gt-checks__item gt-checks__item--{look}")>
            <div>
                <Details summary=summary>
                    {(!hint.is_empty()).then(|| view! { <p>{hint}</p> })}
                    <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul>
                </Details>
            </div>
        </li>
    }
    .into_any()
}

fn label(number: &str, title: &str) -> String {
    format!("{number} {title}").trim().to_owned()
}

/// What looks like personal data: in the updates that are printed, or in a paper of another kind anywhere.
fn doubtful(made: &Made) -> Vec<Line> {
    match &made.about {
        About::Progress(tree) => personal_data(tree),
        _ => {
            let found = personal(&report::markdown(&made.paper)).into_iter();
            found.map(|(kind, words)| (Check::Personal(kind, words).words(), None)).collect()
        }
    }
}

/// Words in the updates this paper prints that look like a resident's personal data.
fn personal_data(tree: &PlanTree) -> Vec<Line> {
    let mut seen = BTreeSet::new();
    let printed = tree.placed_actions().flat_map(|a| a.printed_updates().into_iter().map(move |u| (a, u)));
    let once = printed.filter(|(_, update)| seen.insert(update.id));
    once.flat_map(|(action, u)| {
        let texts = [&u.narrative, &u.what_changed, &u.next_steps, &u.help_needed];
        texts
            .into_iter()
            .flat_map(|text| personal(text))
            .map(move |(kind, words)| line(action, &Check::Personal(kind, words)))
    })
    .collect()
}

fn line(action: &ActionNode, check: &Check) -> Line {
    line_of(action, &check.words())
}

fn line_of(action: &ActionNode, what: &str) -> Line {
    let title = label(&action.number, &action.title);
    (fill("papers.before.personalLine", &[("action", &title), ("what", &what)]), Some(Route::Action(action.id)))
}

/// Owners' figures in the updates this paper prints that may be about few people.
fn few_people(made: &Made, bound: u64) -> Vec<Line> {
    let About::Progress(tree) = &made.about else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let printed = tree.placed_actions().flat_map(|a| a.printed_updates().into_iter().map(move |u| (a, u)));
    let once = printed.filter(|(_, update)| seen.insert(update.id));
    let found = once.flat_map(|(action, u)| {
        let texts = [&u.narrative, &u.what_changed, &u.next_steps, &u.help_needed];
        texts.into_iter().flat_map(|text| small_figures(text, bound)).map(move |words| line_of(action, &words))
    });
    found.collect()
}
