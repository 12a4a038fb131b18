//! For the office: who is in the partnership, and bringing in a report.

use crate::app::components::live;
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::words::say;
use leptos::prelude::*;

/// The links.
#[component]
pub fn Partnership() -> impl IntoView {
    let app = use_app();
    let office = Memo::new(move |_| app.is_office());
    live(move || {
        office.get().then(|| {
            view! {
                <section class="nhsuk-u-margin-top-5" aria-labelledby="partnership-title">
                    <h2 class="nhsuk-heading-m" id="partnership-title">{say("plan.partnership")}</h2>
                    <ul class="nhsuk-list">
                        <li><a class="nhsuk-link" href=Route::Organisations.href()>{say("organisations.title")}</a></li>
                        <li><a class="nhsuk-link" href=Route::BringIn.href()>{say("plan.bringIn")}</a></li>
                        <li><a class="nhsuk-link" href=Route::Send.href()>{say("plan.inExcel")}</a></li>
                    </ul>
                </section>
            }
        })
    })
}
