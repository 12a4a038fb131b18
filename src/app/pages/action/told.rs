//! What people told us about an action: the office reads how many said it, everybody else the answers.

use crate::app::components::CollectView;
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::events::insights::{answers_on, voices_on};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// One thing: whether it is the office's exact sentence, the sentence, and the state and words of its answer.
type Line = (bool, String, Option<(String, String)>);

/// What was told, each with what became of it, if anything.
#[component]
pub fn Told(action: Id) -> impl IntoView {
    let app = use_app();
    let office = Memo::new(move |_| app.is_office());
    let told = Memo::new(move |_| {
        app.state.with(|s| {
            let answers = answers_on(&s.ledger, action);
            let became = |id: Option<Id>| {
                answers.iter().find(|a| Some(a.id) == id).map(|a| (a.state_words(), a.because.clone()))
            };
            let mut told: Vec<Line> = Vec::new();
            let voices = if office.get() { voices_on(&s.ledger, action) } else { Vec::new() };
            told.extend(voices.iter().map(|v| (true, v.sentence(), became(v.answer))));
            let said = |id: Id| voices.iter().any(|v| v.answer == Some(id));
            let rest = answers.iter().filter(|a| !said(a.id));
            told.extend(rest.map(|a| (false, a.told.clone(), became(Some(a.id)))));
            told
        })
    });
    let one = |(exact, sentence, became): Line| {
        let class = if exact { "gt-told gt-told--office" } else { "gt-told gt-told--public" };
        let became = became.map(|(state, because)| {
            view! { <p><strong class="nhsuk-tag">{state}</strong> " " {because}</p> }
        });
        view! {
            <div class=class>
                {exact.then(|| view! { <p class="gt-told__who">{say("heard.private")}</p> })}
                <p class="gt-told__said">{sentence}</p>
                {became}
            </div>
        }
        .into_any()
    };
    move || {
        let told = told.get();
        (!told.is_empty()).then(|| {
            let link = if office.get() { "heard.onAction.toAll" } else { "heard.onAction.toAnswers" };
            view! {
                <h2 class="nhsuk-heading-m">{say("heard.onAction.title")}</h2>
                {told.into_iter().map(one).collect_view()}
                <p><a class="nhsuk-link" href=Route::Heard.href()>{say(link)}</a></p>
            }
            .into_any()
        })
    }
}
