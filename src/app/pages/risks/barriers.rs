//! Barriers, beneath the risks: what is in the way, who can move it, what was asked and answered; each leads to its own page.

use crate::app::components::{CollectView, Details, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::may_change;
use crate::app::route::Route;
use crate::domain::{kind, number_words};
use crate::ledger::barriers::{BarrierLine, barriers};
use crate::platform::time;
use crate::words::{count, day, day_text, fill, say};
use leptos::prelude::*;

/// The barriers that are in the way, beneath them those that are not any more, and the way to one more.
#[component]
pub fn Barriers() -> impl IntoView {
    let app = use_app();
    let shown = move || {
        let (open, gone): (Vec<BarrierLine>, Vec<BarrierLine>) =
            of_record(app, |ledger| barriers(ledger, time::today())).into_iter().partition(BarrierLine::is_open);
        let open = match (open.is_empty(), gone.is_empty()) {
            (true, true) => view! { <p>{say("barrier.none")}</p> }.into_any(),
            (true, false) => view! { <p>{say("barrier.noneOpen")}</p> }.into_any(),
            _ => list(open),
        };
        let gone = (!gone.is_empty()).then(|| {
            view! { <Details summary=count("barrier.closedList", gone.len())>{list(gone)}</Details> }
        });
        view! { {open} {gone} }.into_any()
    };
    let add = may_change(app, kind::BARRIER).then(|| {
        live(move || {
            // A new barrier belongs to the plan that is shown.
            let plan = app.tree.with(|tree| tree.as_ref().map(|tree| tree.id.to_string())).unwrap_or_default();
            let href = Route::NewRecord(kind::BARRIER, plan).href();
            view! { <a class="nhsuk-button nhsuk-button--secondary" href=href>{say("barrier.add")}</a> }
        })
    });
    view! {
        <h2 class="nhsuk-heading-m">{say("barrier.title")}</h2>
        <p>{say("barrier.lead")}</p>
        {live(shown)}
        <div class="gt-actions">{add}</div>
    }
    .into_any()
}

fn list(all: Vec<BarrierLine>) -> AnyView {
    view! { <ul class="gt-list">{all.into_iter().map(row).collect_view()}</ul> }.into_any()
}

fn row(barrier: BarrierLine) -> AnyView {
    let said = |key: &str, gap: &str, text: &str| (!text.is_empty()).then(|| fill(key, &[(gap, &text)]));
    let titles: Vec<&str> = barrier.actions.iter().map(|(_, title)| title.as_str()).collect();
    let funding = barrier.funding.map(|amount| fill("barrier.funding", &[("amount", &number_words(amount))]));
    let is_due = barrier.is_open() && !barrier.escalation.is_answered() && !barrier.is_overdue;
    let due = barrier.answer_due.filter(|_| is_due).map(|due| fill("barrier.due", &[("day", &day(due))]));
    let facts = [
        Some(said("barrier.mover", "names", &barrier.movers).unwrap_or_else(|| say("barrier.noMover"))),
        said("barrier.inTheWayOf", "titles", &titles.join("; ")),
        barrier.escalation.words(),
        funding,
        said("barrier.askedBy", "who", &barrier.asked_by),
        due,
        barrier.escalation.answer_words(),
        said("barrier.closedOn", "day", &day_text(&barrier.closed)),
    ];
    let facts = facts.into_iter().flatten().map(|fact| view! { <li>{fact}</li> }).collect_view();
    let overdue = barrier.answer_due.filter(|_| barrier.is_overdue);
    let waits = match overdue {
        Some(due) => Some((fill("barrier.overdue", &[("day", &day(due))]), "nhsuk-tag nhsuk-tag--red")),
        None => barrier.is_unanswered().then(|| (say("barrier.unanswered"), "nhsuk-tag nhsuk-tag--orange")),
    };
    let waits = waits.map(|(words, class)| view! { <li><strong class=class>{words}</strong></li> });
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=Route::Record(barrier.id).href()>{barrier.statement}</a>
            <ul class="gt-meta">{waits} {facts}</ul>
        </li>
    }
    .into_any()
}
