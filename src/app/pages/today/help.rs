//! That somebody asks for help on an action of one's own organisation: it may be answered before that reaches a paper.

use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::ledger::help::{HelpAsked, asked_of};
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

/// What is asked for, each with the way to where it is answered; nothing where nothing waits.
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
    let one = |asked: HelpAsked| {
        let words = match asked.who.as_str() {
            "" => fill("today.help.asks", &[("words", &asked.words)]),
            who => fill("today.help.asksWho", &[("who", &who), ("words", &asked.words)]),
        };
        view! {
            <li class="gt-list__item">
                <a class="gt-list__link" href=Route::Action(asked.action).href()>{asked.title}</a>
                <ul class="gt-meta"><li>{words}</li></ul>
            </li>
        }
    };
    live(move || {
        let asked = asked.get();
        (!asked.is_empty()).then(|| {
            view! {
                <h2 class="nhsuk-heading-m">{say("today.help.title")}</h2>
                <p class="nhsuk-hint">{say("today.help.hint")}</p>
                <ul class="gt-list">{asked.into_iter().map(one).collect_view()}</ul>
            }
        })
    })
}
