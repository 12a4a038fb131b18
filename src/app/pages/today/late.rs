//! The owners who are late with their updates, by name, with the way to asking them again.

use super::act::act;
use crate::app::components::{CollectView, live};
use crate::app::context::use_app;
use crate::app::route::Route;
use crate::ledger::cycle::OwnerRow;
use crate::platform::time;
use crate::words::{count, day, far_off, fill, say};
use leptos::prelude::*;

/// So many are named; This cycle lists them all.
const NAMED: usize = 6;

/// Who is late, those who were asked least first.
#[component]
pub fn Late() -> impl IntoView {
    let app = use_app();
    live(move || {
        let tree = app.tree.get()?;
        let today = time::today();
        let (due, late) = app.state.with(|s| {
            let cycle = s.ledger.open_cycle(tree.id)?;
            let due = cycle.due()?;
            let rows = s.ledger.owner_rows(&tree, cycle, s.staged.iter().map(|f| &f.records));
            Some((due, rows.into_iter().filter(|row| row.is_late(due, today)).collect::<Vec<_>>()))
        })?;
        if late.is_empty() {
            return None;
        }
        let more = late.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| {
            view! {
                <li class="gt-list__item"><a class="gt-list__link" href=Route::Cycle.href()>{count("today.lateMore", more)}</a></li>
            }
        });
        let far = far_off(due.days_after(today));
        Some(view! {
            <h3 class="nhsuk-heading-s">{say("today.late")}</h3>
            <p>{fill("today.lateSince", &[("day", &day(due)), ("far", &far)])}</p>
            <ul class="gt-list">{late.into_iter().take(NAMED).map(owner).collect_view()} {more}</ul>
        })
    })
}

fn owner(row: OwnerRow) -> AnyView {
    let stands = say(&format!("cycle.stands.{}", row.stands().name()));
    let asked = row.chased.map(|d| fill("cycle.chasedOn", &[("day", &day(d))]));
    let asked = asked.or_else(|| row.asked.map(|d| fill("cycle.askedOn", &[("day", &day(d))])));
    // What came from somebody who is not known to be of it yet is looked at before anybody is asked again.
    let (step, page) = match (row.waiting, row.asked) {
        (0, None) => ("today.ask", Route::CycleOf(row.id)),
        (0, Some(_)) => ("today.chase", Route::CycleOf(row.id)),
        _ => ("today.look", Route::Review(None)),
    };
    let step = act(&page, step, &row.name);
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=page.href()>{row.name}</a>
            <ul class="gt-meta">
                <li>{stands}</li>
                <li>{count("cycle.actions", row.actions)}</li>
                {asked.map(|asked| view! { <li>{asked}</li> })}
            </ul>
            {step}
        </li>
    }
    .into_any()
}
