//! Writing a risk: a new one, or one that has changed, was escalated or closed. Everybody may; from outside the office
//! it goes with the next file to send, and the office looks at it like at any change to the plan.

use crate::app::components::{Button, Details, Page, RatingTag, live};
use crate::app::context::use_app;
use crate::app::form::{Also, RecordForm, one_more};
use crate::app::pages::NotHere;
use crate::app::route::Route;
use crate::domain::{Level, fields as f, kind};
use crate::ledger::risks::score_kept;
use crate::pencil::value::score;
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;
use std::sync::Arc;

/// What a risk says, in the order of its form.
pub(super) const FIELDS: [&str; 22] = [
    f::STATEMENT,
    f::CAUSE,
    f::EFFECT,
    f::LIKELIHOOD,
    f::IMPACT,
    f::PREVIOUS_LIKELIHOOD,
    f::PREVIOUS_IMPACT,
    f::PREVIOUS,
    f::TARGET,
    f::CONTROLS,
    f::OWNER,
    f::REVIEW_DUE,
    f::ACTION,
    f::PRIORITY,
    f::BARRIER,
    f::THEME,
    f::ESCALATED_GROUP,
    f::ESCALATED_TO,
    f::ESCALATED_ON,
    f::ANSWER,
    f::ANSWERED_ON,
    f::CLOSED,
];

/// What its score was before, in the order in which [`score_kept`] takes it.
const BEFORE: [&str; 3] = [f::PREVIOUS_LIKELIHOOD, f::PREVIOUS_IMPACT, f::PREVIOUS];

/// What is asked beneath the score.
const REST: [&str; 13] = [
    f::TARGET,
    f::CONTROLS,
    f::OWNER,
    f::REVIEW_DUE,
    f::ACTION,
    f::PRIORITY,
    f::BARRIER,
    f::THEME,
    f::ESCALATED_GROUP,
    f::ESCALATED_TO,
    f::ESCALATED_ON,
    f::ANSWER,
    f::ANSWERED_ON,
];

/// The form of a risk.
#[component]
pub fn ChangeRisk(risk: Option<Id>) -> impl IntoView {
    let app = use_app();
    let partnership = app.about().map(|a| a.partnership).unwrap_or_default();
    let Some(form) = RecordForm::open(app, kind::RISK, risk, &partnership, &FIELDS) else {
        return view! { <NotHere/> }.into_any();
    };
    let called = form.text(f::STATEMENT).get_untracked();
    let (title, back) = match risk {
        Some(id) => (say("risk.changeTitle"), (Route::Risk(id), called)),
        None => (say("risk.newTitle"), (Route::Risks, say("risk.title"))),
    };
    // A new risk belongs to the plan that is shown.
    let plan = app.tree.with_untracked(|tree| tree.as_ref().map(|tree| tree.id.to_string())).unwrap_or_default();
    let plan = if risk.is_some() { String::new() } else { plan };
    let save = move || {
        let typed = |field: &str, most: u8| form.text(field).with_untracked(|typed| score(typed, most));
        let now = typed(f::LIKELIHOOD, 5).zip(typed(f::IMPACT, 5));
        let before = [typed(f::PREVIOUS_LIKELIHOOD, 5), typed(f::PREVIOUS_IMPACT, 5), typed(f::PREVIOUS, 25)];
        let belongs = one_more(kind::RISK, f::PLAN, plan.clone());
        let also: Also = Arc::new(move |state, id| {
            let kept = score_kept(&state.ledger, id, now, before);
            belongs(state, id).into_iter().chain(kept).collect()
        });
        form.save_to(also, Route::Risk);
    };
    let level = move || {
        let scored = |field| form.text(field).with(|typed| score(typed, 5));
        let score = scored(f::LIKELIHOOD).zip(scored(f::IMPACT)).map(|(likely, much)| likely * much);
        view! { <RatingTag rating=Some(Level::shown(score))/> }
    };
    let says = |field: &str| form.text(field).with_untracked(|typed| !typed.is_empty());
    let closed = says(f::CLOSED);
    let close = risk.is_some().then(|| {
        view! { <Details summary=say("risk.form.closedTitle") open=closed>{form.control(f::CLOSED)}</Details> }
    });
    let was_scored = BEFORE.into_iter().any(says);
    // What nothing can be chosen for is not asked; a theme can be added there.
    let rest: Vec<&str> = REST.into_iter().filter(|field| *field == f::THEME || form.has_choices(field)).collect();
    view! {
        <Page title=title back=back>
            {form.head()}
            {form.controls(&[f::STATEMENT, f::CAUSE, f::EFFECT])}
            <p class="nhsuk-hint">{say("risk.form.scoreHint")}</p>
            {form.controls(&[f::LIKELIHOOD, f::IMPACT])}
            <p role="status">{live(level)}</p>
            <Details summary=say("risk.form.beforeTitle") open=was_scored>
                <p class="nhsuk-hint">{say("risk.form.beforeHint")}</p>
                {form.controls(&BEFORE)}
            </Details>
            {form.controls(&rest)}
            {close}
            {form.care()}
            <div class="gt-actions"><Button label=say("risk.form.save") on_press=save main=true busy=form.busy/></div>
        </Page>
    }
    .into_any()
}
