//! The seats that somebody's organisation has: when their groups meet, what these groups are asked and wait for, and who is missing beside them.

use super::super::partnership::seat_facts;
use crate::app::components::{CollectView, live};
use crate::app::context::{of_record, use_app};
use crate::app::route::Route;
use crate::ledger::Ledger;
use crate::ledger::partnership::{self, DueLine, Held, MeetingLine, Meetings, SeatLine};
use crate::ledger::pieces::Names;
use crate::platform::time;
use crate::record::Id;
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// A seat with its group's name and next meeting, what waits there, and the empty seats beside it.
type Mine = (SeatLine, String, Option<MeetingLine>, Vec<DueLine>, Vec<String>);

fn mine(ledger: &Ledger, organisation: Id) -> Vec<Mine> {
    let today = time::today();
    let mine = partnership::spoken_for(ledger, organisation, today);
    if mine.is_empty() {
        return Vec::new();
    }
    let (due, meetings) = (partnership::due(ledger, today), Meetings::new(ledger));
    let all = partnership::seats(ledger, None, today);
    let of = |seat: SeatLine| {
        let group = seat.group?;
        let name = Names { ledger, file: None }.title(group);
        let next = meetings.next(group, today).cloned();
        let waits = due.iter().filter(|line| line.group == Some(group)).cloned().collect();
        let beside = all.iter().filter(|other| other.group == Some(group) && matches!(other.held, Held::Vacant(_)));
        let empty = beside.map(|other| other.title.clone()).collect();
        Some((seat, name, next, waits, empty))
    };
    mine.into_iter().filter_map(of).collect()
}

/// The seats; nothing for whoever has none.
#[component]
pub fn Seats() -> impl IntoView {
    let app = use_app();
    live(move || {
        let organisation = app.about().and_then(|about| about.organisation?.parse::<Id>().ok());
        let all = organisation.map(|id| of_record(app, |ledger| mine(ledger, id))).unwrap_or_default();
        if all.is_empty() {
            return ().into_any();
        }
        view! {
            <h2 class="nhsuk-heading-m">{say("partnership.mine")}</h2>
            <ul class="gt-list">{all.into_iter().map(one).collect_view()}</ul>
        }
        .into_any()
    })
}

fn one((seat, group, next, waits, empty): Mine) -> AnyView {
    let papers = next.as_ref().and_then(|next| next.papers_due);
    let papers = papers.map(|day| fill("partnership.papers", &[("day", &day_text(&day.to_string()))]));
    let next = match next {
        Some(next) => {
            let words = fill("partnership.next", &[("when", &partnership::when(&next))]);
            view! { <li><a class="nhsuk-link" href=Route::Record(next.id).href()>{words}</a></li> }.into_any()
        }
        None => view! { <li>{say("partnership.nextNone")}</li> }.into_any(),
    };
    let facts = seat_facts(&seat).into_iter().map(|fact| view! { <li>{fact}</li> });
    let waits = waits.into_iter().map(|line| {
        let what = say(&format!("partnership.due.{}", line.what.name()));
        view! { <li>{what}": "<a class="nhsuk-link" href=Route::Record(line.id).href()>{line.title}</a></li> }
    });
    let empty = (!empty.is_empty()).then(|| {
        view! { <li>{fill("partnership.mineEmpty", &[("seats", &empty.join(", "))])}</li> }
    });
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=Route::Record(seat.id).href()>{seat.title}", "{group}</a>
            <ul class="gt-meta">{facts.collect_view()}</ul>
            <ul class="nhsuk-list nhsuk-u-margin-bottom-0">
                {next}
                {papers.map(|papers| view! { <li>{papers}</li> })}
                {waits.collect_view()}
                {empty}
            </ul>
        </li>
    }
    .into_any()
}
