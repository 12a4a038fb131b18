//! What people told us about an action or a risk: the office reads how many said it, everybody else the answers.

use crate::app::components::{CollectView, live};
use crate::app::context::{of_record, use_app};
use crate::app::route::Route;
use crate::events::insights::{answers_on, voices_on};
use crate::ledger::Ledger;
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// One thing: whether it is the office's exact sentence, the sentence, and the state and words of its answer.
type Line = (bool, String, Option<(String, String)>);

/// What was told, each with what became of it, if anything.
#[component]
pub fn Told(record: Id) -> impl IntoView {
    let app = use_app();
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
    let office = untrack(|| app.is_office());
    live(move || {
        let told = of_record(app, |ledger| told(ledger, record, office));
        if told.is_empty() {
            return ().into_any();
        }
        let link = if office { "heard.onAction.toAll" } else { "heard.onAction.toAnswers" };
        view! {
            <h2 class="nhsuk-heading-m">{say("heard.onAction.title")}</h2>
            {told.into_iter().map(one).collect_view()}
            <p><a class="nhsuk-link" href=Route::Heard.href()>{say(link)}</a></p>
        }
        .into_any()
    })
}

fn told(ledger: &Ledger, record: Id, office: bool) -> Vec<Line> {
    let answers = answers_on(ledger, record);
    let became =
        |id: Option<Id>| answers.iter().find(|a| Some(a.id) == id).map(|a| (a.state_words(), a.because.clone()));
    let voices = if office { voices_on(ledger, record) } else { Vec::new() };
    let mut told: Vec<Line> = Vec::new();
    for voice in &voices {
        told.extend(voice.sentences().into_iter().map(|said| (true, said, became(voice.answer))));
    }
    let said = |id: Id| voices.iter().any(|v| v.answer == Some(id));
    told.extend(answers.iter().filter(|a| !said(a.id)).map(|a| (false, a.told.clone(), became(Some(a.id)))));
    told
}
