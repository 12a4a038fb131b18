//! Editing the plan where it stands: turning that on and off, and what each of its rows then has.

use super::dragging::Handle;
use crate::app::components::{Button, Select, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::may_change;
use crate::app::pages::action::Rate;
use crate::app::pages::record::Steps;
use crate::app::route::Route;
use crate::domain::kind;
use crate::ledger::risks::risks;
use crate::record::Id;
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// The button that turns editing on and off, and what it is for.
#[component]
pub fn EditPlan(plan: Id) -> impl IntoView {
    let app = use_app();
    let lead = if untrack(|| app.is_office()) { "plan.editLead" } else { "plan.editLeadMember" };
    live(move || {
        let open = of_record(app, |ledger| risks(ledger).iter().filter(|r| r.is_open()).count());
        let label = if open == 0 { say("risk.title") } else { count("risk.open", open) };
        let risks = view! { <a class="nhsuk-link" href=Route::Risks.href()>{label}</a> };
        if !app.editing_plan.get() {
            let start = move || app.editing_plan.set(true);
            return view! { <div class="gt-actions gt-actions--row">{risks} <Button label=say("plan.edit") on_press=start small=true/></div> }.into_any();
        }
        let another = may_change(app, kind::PLAN).then(|| {
            let href = Route::NewRecord(kind::PLAN, String::new()).href();
            view! { <a class="nhsuk-link" href=href>{say("plan.another")}</a> }
        });
        view! {
            <p>{say(lead)}</p>
            <div class="gt-actions gt-actions--row">
                {risks}
                <Button label=say("plan.editDone") on_press=move || app.editing_plan.set(false) small=true/>
                <a class="nhsuk-link" href=Route::Record(plan).href()>{say("plan.about")}</a>
                {another}
            </div>
        }
        .into_any()
    })
}

/// Choosing the plan that is shown, where there are several.
#[component]
pub fn WhichPlan(plan: Id) -> impl IntoView {
    let app = use_app();
    live(move || {
        let plans: Vec<(String, String)> = of_record(app, |ledger| {
            ledger.plans().map(|plan| (plan.id().to_string(), plan.title().to_owned())).collect()
        });
        (plans.len() > 1).then(|| {
            let choose = move |chosen: String| app.show_plan(chosen.parse().ok());
            view! { <Select id="which-plan" label=say("plan.which") options=plans value=Signal::stored(plan.to_string()) on_change=choose/> }
        })
    })
}

/// What a row has while the plan is edited: its page, and moving it.
#[component]
pub fn RowTools(
    /// The record.
    record: Id,
    /// Its kind.
    kind: &'static str,
    /// What it is called.
    title: String,
    /// Which of its places this is, where it stands somewhere.
    place: Option<String>,
    /// Its page.
    page: Route,
    /// Whether it is an action, which can be rated.
    #[prop(optional)]
    rated: bool,
) -> impl IntoView {
    let app = use_app();
    live(move || {
        app.editing_plan.get().then(|| {
            let handle = place.clone().map(|place| view! { <Handle record=record kind=kind place=place/> });
            let steps = place.clone().map(|field| view! { <Steps record=record field=field/> });
            let label = fill("pencil.changeTitle", &[("title", &title)]);
            view! {
                <div class="gt-row-tools" role="group" aria-label=label>
                    {handle}
                    <a class="nhsuk-link" href=page.href()>{say("plan.editThis")}<span class="gt-visually-hidden">" " {title.clone()}</span></a>
                    {steps}
                    {rated.then(|| view! { <Rate action=record/> })}
                </div>
            }
        })
    })
}
