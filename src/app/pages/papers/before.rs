//! What to look at before a paper goes out. It points; it never blocks.

use super::Made;
use crate::app::components::{CollectView, Details, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::domain::{Action, Update, kind};
use crate::ledger::checks::{Check, personal};
use crate::ledger::pieces::Names;
use crate::ledger::{ActionNode, Ledger, PlanTree};
use crate::record::Gather as _;
use crate::record::SortedSet;
use crate::record::{Id, Record};
use crate::words::{count, fill, say};
use leptos::prelude::*;
use std::sync::Arc;

/// A line of a list: its words, and the action it leads to.
type Line = (String, Option<Id>);

/// What to look at before publishing, in plain words.
#[component]
pub fn Before(made: Memo<Option<Arc<Made>>>) -> impl IntoView {
    let app = use_app();
    let missing = Memo::new(move |_| made.with(|m| m.as_ref().map(|m| without_update(&m.tree)).unwrap_or_default()));
    let doubtful = Memo::new(move |_| made.with(|m| m.as_ref().map(|m| personal_data(&m.tree)).unwrap_or_default()));
    let open = Memo::new(move |_| app.state.with(|s| two_versions(&s.ledger)));
    let waiting = Memo::new(move |_| app.state.with(|s| s.staged.len()));
    let drafts = Memo::new(move |_| app.state.with(|s| s.drafts.len()));
    let all_well = move || {
        missing.with(Vec::is_empty)
            && doubtful.with(Vec::is_empty)
            && open.with(Vec::is_empty)
            && waiting.get() + drafts.get() == 0
    };
    let has_issue = Memo::new(move |_| app.state.with(|s| s.ledger.base().is_some()));
    let versions_hint =
        move || say(if has_issue.get() { "papers.before.versionsIssued" } else { "papers.before.versionsLatest" });
    view! {
        <section class="gt-checks" aria-labelledby="before-title">
            <h2 class="gt-checks__title" id="before-title">{say("papers.before.title")}</h2>
            <ul class="gt-checks__list">
                {live(move || list("care", "papers.before.personal", doubtful.get(), say("papers.before.personalHint")))}
                {live(move || list("look", "papers.before.versions", open.get(), versions_hint()))}
                {live(move || list("look", "papers.before.noUpdate", missing.get(), String::new()))}
                {live(move || waiting.get().checked_sub(1).map(|n| view! {
                    <li class="gt-checks__item gt-checks__item--look">
                        <a class="nhsuk-link" href=Route::Exchange.href()>{count("papers.before.waiting", n + 1)}</a>
                    </li>
                }))}
                {live(move || drafts.get().checked_sub(1).map(|n| view! {
                    <li class="gt-checks__item gt-checks__item--look">
                        <a class="nhsuk-link" href=Route::Today.href()>{count("papers.before.drafts", n + 1)}</a>
                    </li>
                }))}
                {live(move || all_well().then(|| view! {
                    <li class="gt-checks__item gt-checks__item--fine">{say("papers.before.none")}</li>
                }))}
            </ul>
        </section>
    }
    .into_any()
}

/// One check with the things it is about, each leading to its action.
fn list(look: &'static str, key: &str, lines: Vec<Line>, hint: String) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let summary = count(key, lines.len());
    let items = lines.into_iter().map(|(words, action)| match action {
        Some(id) => view! { <li><a class="nhsuk-link" href=Route::Action(id).href()>{words}</a></li> }.into_any(),
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

/// Actions that no update speaks for anywhere, each once.
fn without_update(tree: &PlanTree) -> Vec<Line> {
    let told: SortedSet<Id> = tree.placed_actions().filter(|a| !a.updates.is_empty()).map(|a| a.id).gather();
    let mut seen = SortedSet::new();
    let silent = tree.placed_actions().filter(|a| !told.contains(&a.id) && seen.insert(a.id));
    silent.map(|a| (label(&a.number, &a.title), Some(a.id))).collect()
}

/// Words in the updates this paper prints that look like a resident's personal data.
fn personal_data(tree: &PlanTree) -> Vec<Line> {
    let mut seen = SortedSet::new();
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
    let title = label(&action.number, &action.title);
    (fill("papers.before.personalLine", &[("action", &title), ("what", &check.words())]), Some(action.id))
}

/// Facts with two versions, each with the action it bears on.
fn two_versions(ledger: &Ledger) -> Vec<Line> {
    let one = |(record, field): (&Record, &str)| {
        let action = match record.kind.as_str() {
            kind::ACTION => Some(record.id),
            kind::UPDATE => Update(record).covers().first().map(|(id, _)| *id),
            _ => None,
        };
        let title =
            action.and_then(|id| ledger.action(id)).map(|Action(r)| label(Action(r).number(), Action(r).title()));
        let title = title.or_else(|| main_words(record)).unwrap_or_default();
        (
            fill(
                "papers.before.versionsLine",
                &[("field", &Names { ledger, file: None }.field(field)), ("what", &title)],
            ),
            action,
        )
    };
    ledger.conflicts().into_iter().map(one).collect()
}

/// The words a record is known by.
fn main_words(record: &Record) -> Option<String> {
    use crate::domain::fields as f;
    [f::TITLE, f::NAME, f::STATEMENT, f::NARRATIVE].iter().find_map(|name| record.text(name)).map(str::to_owned)
}
