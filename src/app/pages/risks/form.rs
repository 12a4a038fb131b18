//! Writing a risk: a new one, or one that has changed, was escalated or closed. Everybody may; from outside the office
//! it goes with the next file to send, and the office looks at it like at any change to the plan.

use crate::app::components::{Button, Details, Page, RatingTag, live};
use crate::app::context::use_app;
use crate::app::form::{RecordForm, one_more};
use crate::app::pages::NotHere;
use crate::app::route::Route;
use crate::domain::{Level, fields as f, kind};
use crate::pencil::value::score;
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// What a risk says, in the order of its form.
pub(super) const FIELDS: [&str; 12] = [
    f::STATEMENT,
    f::CAUSE,
    f::EFFECT,
    f::LIKELIHOOD,
    f::IMPACT,
    f::TARGET,
    f::CONTROLS,
    f::OWNER,
    f::ACTION,
    f::ESCALATED_TO,
    f::ESCALATED_ON,
    f::CLOSED,
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
    let save = move || form.save_to(one_more(kind::RISK, f::PLAN, plan.clone()), Route::Risk);
    let level = move || {
        let scored = |field| form.text(field).with(|typed| score(typed, 5));
        let score = scored(f::LIKELIHOOD).zip(scored(f::IMPACT)).map(|(likely, much)| likely * much);
        view! { <RatingTag rating=Some(Level::shown(score))/> }
    };
    let closed = form.text(f::CLOSED).with_untracked(|day| !day.is_empty());
    let close = risk.is_some().then(|| {
        view! { <Details summary=say("risk.form.closedTitle") open=closed>{form.control(f::CLOSED)}</Details> }
    });
    view! {
        <Page title=title back=back>
            {form.head()}
            {form.controls(&[f::STATEMENT, f::CAUSE, f::EFFECT])}
            <p class="nhsuk-hint">{say("risk.form.scoreHint")}</p>
            {form.controls(&[f::LIKELIHOOD, f::IMPACT])}
            <p role="status">{live(level)}</p>
            {form.controls(&[f::TARGET, f::CONTROLS, f::OWNER, f::ACTION, f::ESCALATED_TO, f::ESCALATED_ON])}
            {close}
            {form.care()}
            <div class="gt-actions"><Button label=say("risk.form.save") on_press=save main=true busy=form.busy/></div>
        </Page>
    }
    .into_any()
}
