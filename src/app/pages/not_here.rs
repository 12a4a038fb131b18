//! For an address that leads nowhere on this device.

use crate::app::components::Page;
use crate::app::context::{of_record, use_app};
use crate::app::route::Route;
use crate::ledger::pieces::Names;
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

/// A link to something this device does not have: says which plan file to ask for.
#[component]
pub fn NotHere() -> impl IntoView {
    let app = use_app();
    let hint = app.state.with(|s| {
        let about = s.about.as_ref();
        let name = about.map(|a| a.partnership_name.clone()).unwrap_or_default();
        match about.and_then(|a| a.issue.as_ref()) {
            _ if about.is_some_and(|a| a.office) => say("notHere.office"),
            Some(issue) => fill("notHere.withIssue", &[("partnership", &name), ("number", &issue.number)]),
            None => fill("notHere.withoutIssue", &[("partnership", &name)]),
        }
    });
    view! {
        <Page title=say("notHere.title")>
            <p>{hint}</p>
            <p><a class="nhsuk-link" href=Route::Plan(Default::default()).href()>{say("notHere.toPlan")}</a></p>
        </Page>
    }
}

/// An action that is here, but of a plan that is not the one in sight: which one, and the way to see it there.
#[component]
pub fn InAnotherPlan(
    /// The action.
    action: Id,
    /// The plan.
    plan: Id,
) -> impl IntoView {
    let app = use_app();
    let (title, of) = of_record(app, |ledger| {
        let names = Names { ledger, file: None };
        (names.title(action), names.title(plan))
    });
    let show = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        app.show_plan(Some(plan));
    };
    let label = fill("notHere.showPlan", &[("plan", &of)]);
    view! {
        <Page title=title>
            <p>{fill("notHere.otherPlan", &[("plan", &of)])}</p>
            <p><a class="nhsuk-link" href=Route::Action(action).href() on:click=show>{label}</a></p>
        </Page>
    }
    .into_any()
}
