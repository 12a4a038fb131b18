//! Bringing in a report: first the paper, then what was read from it beside the paper, to be put right, then
//! (where the plan holds it already) what would change. Nothing is in the plan before the last button.

mod accept;
mod changes;
mod done;
mod lines;
mod mender;
mod parts;
mod proposal;
mod questions;
mod rows;
mod source;
mod stage;

use crate::app::bringing::Kept;
use crate::app::components::Page;
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::words::say;
use leptos::prelude::*;
pub use stage::leave;
use stage::{Stage, kept_here, partnership};
use std::sync::Arc;

/// Bringing in a report.
#[component]
pub fn BringIn() -> impl IntoView {
    let app = use_app();
    if !untrack(|| app.is_office()) {
        return view! {
            <Page title=say("bringin.title") back=(Route::Plan(Default::default()), say("plan.title"))>
                <p>{say("bringin.notOffice")}</p>
                <p><a class="nhsuk-link" href=Route::Exchange.href()>{say("bringin.toExchange")}</a></p>
            </Page>
        }
        .into_any();
    }
    let fresh = Kept { partnership: partnership(app), ..Kept::default() };
    let stage = RwSignal::new(Stage::Source(Arc::new(fresh)));
    // What was being brought in before this page was closed or left.
    let waiting = RwSignal::new(kept_here(app));
    let step = move || match stage.get() {
        Stage::Source(kept) => view! { <source::Source stage=stage waiting=waiting kept=kept/> }.into_any(),
        Stage::Proposal(read) => view! { <proposal::Check stage=stage read=read/> }.into_any(),
        Stage::Done(left) => view! { <done::InThePlan left=left/> }.into_any(),
    };
    step.into_any()
}
