//! For a link to the sample on a device that keeps something already: nothing of it is touched.

use crate::app::components::Page;
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::domain::Role;
use crate::words::{fill, say};
use leptos::prelude::*;

/// Says what is here, and how to look at the sample all the same.
#[component]
pub fn SampleHere(
    /// The role that the link names.
    role: Role,
) -> impl IntoView {
    let app = use_app();
    let wanted = say(&format!("sample.as.{}", role.name()));
    let (found, is_sample) = app.state.with(|s| {
        let about = s.about.as_ref();
        let is_sample = about.is_some_and(|a| a.sample);
        let role = about.map(|a| say(&format!("sample.as.{}", a.role))).unwrap_or_default();
        let name = about.map(|a| a.partnership_name.clone()).unwrap_or_default();
        match is_sample {
            true => (fill("sample.hereAlready", &[("role", &role)]), true),
            false => (fill("sample.hereOther", &[("partnership", &name)]), false),
        }
    });
    let remove = is_sample.then(|| {
        view! { <a class="nhsuk-button nhsuk-button--secondary" href=Route::Device.href()>{say("sample.toDevice")}</a> }
    });
    view! {
        <Page title=fill("sample.title", &[("role", &wanted)])>
            <p>{found}</p>
            <p>{say(if is_sample { "sample.afresh" } else { "sample.elsewhere" })}</p>
            <div class="gt-actions">
                <a class="nhsuk-button" href=Route::Today.href()>{say("sample.toToday")}</a>
                {remove}
            </div>
        </Page>
    }
    .into_any()
}
