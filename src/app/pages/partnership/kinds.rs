//! What else is kept beside the plan, a fold a kind, each with adding one.

use crate::app::components::{CollectView, Details, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::may_change;
use crate::app::route::Route;
use crate::domain::kind;
use crate::ledger::pieces::Names;
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// What stands under no group and under no action of its own accord.
const OTHERS: [&str; 7] = [
    kind::ENGAGEMENT,
    kind::CASE_STUDY,
    kind::LEARNING,
    kind::RECOMMENDATION,
    kind::DOCUMENT,
    kind::COMMITMENT,
    kind::ITERATION,
];

/// What several of a kind are called, as a heading.
pub fn plural(kind: &str) -> String {
    say(&format!("workbook.sheet.{kind}"))
}

/// The other kinds, each with what there is of it.
#[component]
pub fn Others() -> impl IntoView {
    view! {
        <h2 class="nhsuk-heading-m">{say("partnership.more")}</h2>
        {OTHERS.into_iter().map(of_kind).collect_view()}
    }
}

fn of_kind(kind: &'static str) -> AnyView {
    let app = use_app();
    // Made anew only when something of the kind changes: a fold that is open stays so.
    let all: Memo<Vec<(Id, String)>> = Memo::new(move |_| {
        of_record(app, |ledger| {
            let names = Names { ledger, file: None };
            ledger.of_kind(kind).map(|r| (r.id, names.title_of(r))).collect()
        })
    });
    live(move || fold(kind, all.get()))
}

fn fold(kind: &'static str, all: Vec<(Id, String)>) -> AnyView {
    let app = use_app();
    let many = all.len();
    let rows = all.into_iter().map(|(id, title)| {
        view! { <li><a class="nhsuk-link" href=Route::Record(id).href()>{title}</a></li> }
    });
    // A commitment goes under its priority, a version to its plan.
    let place = match kind {
        kind::COMMITMENT => None,
        kind::RECOMMENDATION | kind::DOCUMENT => Some(String::new()),
        _ => app.tree.with_untracked(|tree| tree.as_ref().map(|tree| tree.id.to_string())),
    };
    let add = place.filter(|_| may_change(app, kind)).map(|place| {
        let href = Route::NewRecord(kind, place).href();
        let label = say(&format!("pencil.new.{kind}"));
        view! { <div class="gt-actions"><a class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" href=href>{label}</a></div> }
    });
    view! {
        <Details summary=format!("{} ({many})", plural(kind))>
            <ul class="nhsuk-list nhsuk-list--bullet">{rows.collect_view()}</ul>
            {add}
        </Details>
    }
    .into_any()
}
