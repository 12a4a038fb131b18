//! That somebody asks for help: on an action of one's own organisation it may be answered before that reaches a paper, and the
//! office sees all of it. What nobody answers may be made a barrier.

use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::app::pages::risks::BarrierOfHelp;
use crate::app::route::Route;
use crate::ledger::help::{HelpAsked, asked_of, asked_of_all};
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

/// What is asked for on one's own actions, each with the way to where it is answered; nothing where nothing waits.
#[component]
pub fn HelpAskedOfMine() -> impl IntoView {
    let app = use_app();
    let asked = Memo::new(move |_| {
        let Some(tree) = app.tree.get() else { return Vec::new() };
        app.state.with(|s| {
            let Some(about) = &s.about else { return Vec::new() };
            let organisation = about.organisation.as_ref().and_then(|id| id.parse::<Id>().ok());
            organisation.map(|of| asked_of(&s.ledger, &tree, of, about.writer())).unwrap_or_default()
        })
    });
    live(move || list(asked.get(), "today.help.title", "today.help.hint"))
}

/// What is asked for anywhere in the plan and that no owner has answered, for the office; nothing where nothing waits.
#[component]
pub fn HelpAskedOfAll() -> impl IntoView {
    let app = use_app();
    let asked = Memo::new(move |_| {
        let Some(tree) = app.tree.get() else { return Vec::new() };
        app.state.with(|s| asked_of_all(&s.ledger, &tree))
    });
    live(move || list(asked.get(), "barrier.help.title", "barrier.help.hint"))
}

fn list(asked: Vec<HelpAsked>, title: &str, hint: &str) -> Option<AnyView> {
    let list = (!asked.is_empty()).then(|| asked.into_iter().map(row).collect_view())?;
    let view = view! {
        <h2 class="nhsuk-heading-m">{say(title)}</h2>
        <p class="nhsuk-hint">{say(hint)}</p>
        <ul class="gt-list">{list}</ul>
    };
    Some(view.into_any())
}

fn row(asked: HelpAsked) -> AnyView {
    let words = match asked.who.as_str() {
        "" => fill("today.help.asks", &[("words", &asked.words)]),
        who => fill("today.help.asksWho", &[("who", &who), ("words", &asked.words)]),
    };
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=Route::Action(asked.action).href()>{asked.title}</a>
            <ul class="gt-meta"><li>{words}</li><li><BarrierOfHelp update=asked.update/></li></ul>
        </li>
    }
    .into_any()
}
