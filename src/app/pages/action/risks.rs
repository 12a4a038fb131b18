//! The open risks that bear on an action.

use crate::app::components::{CollectView, RatingTag, live};
use crate::app::context::{of_record, use_app};
use crate::app::route::Route;
use crate::domain::Level;
use crate::ledger::risks::{RiskLine, risks_on};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// The risks, each with its score; nothing where there are none.
#[component]
pub fn RisksOn(action: Id) -> impl IntoView {
    let app = use_app();
    let one = |risk: RiskLine| {
        let score = Some(Level::shown(risk.score));
        view! {
            <li>
                <a class="nhsuk-link" href=Route::Risk(risk.id).href()>{risk.statement}</a>
                " "
                <RatingTag rating=score plain=true/>
            </li>
        }
    };
    live(move || {
        let risks = of_record(app, |ledger| risks_on(ledger, action));
        if risks.is_empty() {
            return ().into_any();
        }
        view! {
            <h2 class="nhsuk-heading-m">{say("risk.title")}</h2>
            <ul class="nhsuk-list nhsuk-list--bullet">{risks.into_iter().map(one).collect_view()}</ul>
        }
        .into_any()
    })
}
