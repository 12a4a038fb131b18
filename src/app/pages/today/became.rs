//! What became of one's own updates: on the row of its action the last one, and all of them in a list.

use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::domain::{Update, kind};
use crate::record::{Id, Record};
use crate::store::State;
use crate::store::rows::{ReceiptsRow, SentRow};
use crate::words::{day_text, fill, say};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How far one's own last update on an action has come.
#[derive(Clone, PartialEq)]
pub struct Became {
    /// The day it was handed over, and among those of one day the last.
    day: String,
    /// In a few words.
    words: String,
    /// Whether it is still to be sent.
    ready: bool,
}

/// This person's own updates that are finished.
fn written(state: &State) -> impl Iterator<Item = &Record> {
    let me = state.writer();
    let handed_over = |r: &Record| r.field("handedOver").and_then(|f| f.latest()).map(|s| s.writer());
    state.ledger.of_kind(kind::UPDATE).filter(move |r| handed_over(r) == me)
}

/// What the office did with an update, or that it arrived, or left; `None` while it is ready.
fn fate(state: &State, id: Id) -> Option<String> {
    let receipt = state.receipts.0.get(&ReceiptsRow::key(id, None));
    Some(match receipt.map(|r| (r.outcome.as_str(), r.reason.clone())) {
        Some(("used", _)) => say("today.used"),
        Some(("usedWithChanges", _)) => say("today.usedWithChanges"),
        Some((_, Some(reason))) => fill("today.notUsed", &[("reason", &reason)]),
        Some(_) => say("today.notUsedPlain"),
        None if state.confirmed().get(id).is_some() => say("today.confirmed"),
        None if state.exported().get(id).is_some() => match left_on(state, id) {
            Some(day) => fill("today.exportedOn", &[("day", &day)]),
            None => say("today.exported"),
        },
        None => return None,
    })
}

/// The day of the last file that left with it.
fn left_on(state: &State, id: Id) -> Option<String> {
    let id = id.to_string();
    let holds = |row: &&SentRow| row.has_left() && row.records.iter().any(|line| line.contains(&id));
    state.sent.iter().rev().find(holds).map(|row| day_text(&row.created))
}

/// For each action the last of one's own updates, and how far that is.
pub fn own(state: &State) -> BTreeMap<Id, Became> {
    let mut all: BTreeMap<Id, (String, Id)> = BTreeMap::new();
    for record in written(state) {
        let update = Update(record);
        for (action, _) in update.covers() {
            let this = (update.handed_over().to_owned(), record.id);
            all.entry(action).and_modify(|last| *last = last.clone().max(this.clone())).or_insert(this);
        }
    }
    let one = |(action, (day, id)): (Id, (String, Id))| {
        let fate = fate(state, id);
        // What is in the plan file already without a word of it is no news.
        let ready = fate.is_none();
        if ready && state.ledger.base().is_some_and(|base| base.get(id).is_some()) {
            return None;
        }
        Some((action, Became { day, words: fate.unwrap_or_else(|| say("today.ready")), ready }))
    };
    all.into_iter().filter_map(one).collect()
}

/// It as a fact of the action's row: with the way to sending it, while it is ready.
pub fn of_row(became: Became) -> AnyView {
    let words = fill("today.yours", &[("day", &day_text(&became.day)), ("state", &became.words)]);
    let send = became.ready.then(|| {
        view! { " " <a class="nhsuk-link" href=Route::Send.href()>{say("app.sendIt")}</a> }
    });
    view! { <li>{words} {send}</li> }.into_any()
}

/// What became of what this device sent.
#[component]
pub fn Outcomes() -> impl IntoView {
    let app = use_app();
    live(move || {
        let rows = app.state.with(|s| {
            let one = |r: &Record| {
                let update = Update(r);
                let action = update.covers().first().and_then(|(id, _)| s.ledger.action(*id))?;
                // What is not sent stands above, with the way to sending it.
                Some((action.id(), action.title().to_owned(), fate(s, r.id)?, update.handed_over().to_owned()))
            };
            let mut rows: Vec<_> = written(s).filter_map(one).collect();
            rows.sort_by(|a, b| b.3.cmp(&a.3));
            rows
        });
        (!rows.is_empty()).then(|| {
            let items = rows.into_iter().map(|(action, title, words, day)| {
                view! {
                    <li class="gt-list__item">
                        <a class="gt-list__link" href=Route::Action(action).href()>{title}</a>
                        <ul class="gt-meta"><li>{day_text(&day)}</li><li>{words}</li></ul>
                    </li>
                }
            });
            view! {
                <h2 class="nhsuk-heading-m">{say("today.outcomes")}</h2>
                <ul class="gt-list">{items.collect_view()}</ul>
            }
        })
    })
}
