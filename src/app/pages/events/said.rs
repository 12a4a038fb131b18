//! What people said, and what became of it, as everybody may read it.

use crate::app::components::{CollectView, Details, Page, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::events::insights::{AnswerLine, answers};
use crate::words::{count, day_text, say};
use leptos::prelude::*;

/// All answers: the page for everybody but the office, which has its own.
#[component]
pub fn Answers() -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| app.state.with(|s| answers(&s.ledger, None)));
    view! {
        <Page title=say("heard.title") back=(Route::Events, say("events.title"))>
            <p>{say("heard.leadMember")}</p>
            {live(move || said(all.get()))}
        </Page>
    }
    .into_any()
}

/// How many answers stand open; the others are behind a button.
const FIRST: usize = 5;

/// What people said last time, and what became of it.
pub fn said(mut answers: Vec<AnswerLine>) -> AnyView {
    if answers.is_empty() {
        return view! { <p>{say("events.noAnswers")}</p> }.into_any();
    }
    let rest = answers.split_off(answers.len().min(FIRST));
    let row = |line: AnswerLine| {
        view! {
            <li class="gt-list__item">
                <p class="nhsuk-u-margin-bottom-0">{line.told.clone()}</p>
                <p class="nhsuk-u-margin-bottom-0"><strong>{line.state_words()}</strong> {(!line.because.is_empty()).then(|| format!(": {}", line.because))}</p>
                <ul class="gt-meta">
                    {line.near.then(|| view! { <li>{say("events.saidHere")}</li> })}
                    <li>{line.answered_by}</li> <li>{day_text(&line.date)}</li>
                </ul>
            </li>
        }
        .into_any()
    };
    let more = (!rest.is_empty()).then(|| {
        let summary = count("events.moreAnswers", rest.len());
        view! { <Details summary=summary><ul class="gt-list">{rest.into_iter().map(row).collect_view()}</ul></Details> }
            .into_any()
    });
    view! { <ul class="gt-list">{answers.into_iter().map(row).collect_view()}</ul> {more} }.into_any()
}
