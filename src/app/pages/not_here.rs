//! For an address that leads nowhere on this device.

use crate::app::components::Page;
use crate::app::context::use_app;
use crate::app::route::Route;
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
