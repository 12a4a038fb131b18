//! The partnership: its groups and their seats, the next meetings, the members, and what else is kept beside the plan.

mod calendar;
mod dates;
mod due;
mod find;
mod kinds;
mod seats;

pub use calendar::CalendarOf;
pub use dates::Dates;
pub use due::WhatIsDue;
pub use kinds::plural;
pub use seats::{EmptySeats, SeatTexts, seat_facts};

use crate::app::components::{CollectView, Details, Empty, Page, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::may_change;
use crate::app::route::Route;
use crate::domain::kinds as declared;
use crate::domain::{fields as f, kind};
use crate::ledger::partnership::{self, GroupLine, Held, MeetingLine, Meetings, MemberLine, Nested, SeatLine};
use crate::platform::time;
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;

/// So many meetings are shown at once.
const SHOWN: usize = 6;

/// The partnership.
#[component]
pub fn Partnership() -> impl IntoView {
    let app = use_app();
    let add = may_change(app, kind::GROUP).then(|| {
        let href = Route::NewRecord(kind::GROUP, String::new()).href();
        view! { <a class="nhsuk-button nhsuk-button--secondary" href=href>{say("pencil.new.group")}</a> }
    });
    let office = untrack(|| app.is_office());
    let contacts = office.then(|| {
        view! { <p><a class="nhsuk-link" href=Route::Organisations.href()>{say("partnership.contacts")}</a></p> }
    });
    view! {
        <Page title=say("partnership.title")>
            <p>{say("partnership.lead")}</p>
            <find::FindAnything/>
            <ul class="nhsuk-list">
                <li><a class="nhsuk-link" href=Route::WhatIsDue.href()>{say("partnership.dueLink")}</a>" "<due::Count/></li>
                <li><a class="nhsuk-link" href=Route::Risks.href()>{say("partnership.risksLink")}</a></li>
            </ul>
            <h2 class="nhsuk-heading-m">{say("partnership.groups")}</h2>
            {live(groups)}
            <div class="gt-actions">{add}</div>
            <h2 class="nhsuk-heading-m">{say("partnership.meetings")}</h2>
            {live(next_meetings)}
            <EmptySeats/>
            <h2 class="nhsuk-heading-m">{say("partnership.members")}</h2>
            {live(members)}
            {contacts}
            <kinds::Others/>
        </Page>
    }
}

/// A group with its seats and its next meeting.
type Row = (GroupLine, Vec<SeatLine>, Option<MeetingLine>);

fn groups() -> AnyView {
    let app = use_app();
    let today = time::today();
    let all: Vec<Row> = of_record(app, |ledger| {
        let seats = partnership::seats(ledger, None, today);
        let meetings = Meetings::new(ledger);
        let of = |line: GroupLine| {
            let seats = seats.iter().filter(|seat| seat.group == Some(line.id)).cloned().collect();
            let next = meetings.next(line.id, today).cloned();
            (line, seats, next)
        };
        partnership::groups(ledger, today).into_iter().map(of).collect()
    });
    if all.is_empty() {
        let hint =
            if may_change(app, kind::GROUP) { "partnership.groupsNoneHint" } else { "partnership.groupsNoneMember" };
        return view! { <Empty lead=say("partnership.groupsNone") hint=say(hint)/> }.into_any();
    }
    let (over, here): (Vec<Row>, Vec<Row>) = all.into_iter().partition(|(line, ..)| line.is_over);
    let over = (!over.is_empty()).then(|| {
        view! { <Details summary=say("partnership.over")>{list(over)}</Details> }
    });
    view! { {list(here)} {over} }.into_any()
}

fn list(rows: Vec<Row>) -> AnyView {
    nested(partnership::nest(rows.into_iter().map(|row| (row.0.depth, row))))
}

fn nested(rows: Vec<Nested<Row>>) -> AnyView {
    view! { <ul class="gt-groups">{rows.into_iter().map(group).collect_view()}</ul> }.into_any()
}

fn group(row: Nested<Row>) -> AnyView {
    let (line, seats, next) = row.of;
    let beneath = (!row.beneath.is_empty()).then(|| nested(row.beneath));
    let kind = declared::field(kind::GROUP, f::KIND_OF_GROUP).filter(|_| !line.kind.is_empty());
    let kind = kind.map(|field| field.choice(&line.kind));
    let empty = seats.iter().filter(|seat| matches!(seat.held, Held::Vacant(_))).count();
    let facts = [
        kind,
        Some(line.cadence).filter(|words| !words.is_empty()),
        (!seats.is_empty()).then(|| count("partnership.seats", seats.len())),
        (empty > 0).then(|| count("partnership.empty", empty)),
        next.map(|next| fill("partnership.next", &[("when", &partnership::when(&next))])),
    ];
    let facts = facts.into_iter().flatten().map(|fact| view! { <li>{fact}</li> });
    let circle = line.is_in_circle.then(|| view! { <p class="gt-meta">{say("partnership.circle")}</p> });
    view! {
        <li class="gt-groups__item">
            <a class="nhsuk-link" href=Route::Record(line.id).href()>{line.name}</a>
            <ul class="gt-meta">{facts.collect_view()}</ul>
            {circle}
            {beneath}
        </li>
    }
    .into_any()
}

fn next_meetings() -> AnyView {
    let app = use_app();
    let today = time::today();
    let coming: Vec<MeetingLine> = of_record(app, |ledger| {
        partnership::meetings(ledger).into_iter().filter(|meeting| meeting.is_coming(today)).collect()
    });
    if coming.is_empty() {
        return view! { <Empty lead=say("partnership.meetingsNone") hint=say("partnership.meetingsNoneHint")/> }
            .into_any();
    }
    let rows = coming.into_iter().take(SHOWN).map(meeting);
    view! {
        <ul class="gt-list">{rows.collect_view()}</ul>
        <calendar::CalendarOf group=None/>
    }
    .into_any()
}

/// A meeting in a list.
pub fn meeting(line: MeetingLine) -> AnyView {
    let papers = line.papers_due.map(|day| fill("partnership.papers", &[("day", &day_text(&day.to_string()))]));
    let facts = [Some(partnership::when(&line)), Some(line.place), papers];
    let facts = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).map(|fact| view! { <li>{fact}</li> });
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=Route::Record(line.id).href()>{line.title}</a>
            <ul class="gt-meta">{facts.collect_view()}</ul>
        </li>
    }
    .into_any()
}

fn members() -> AnyView {
    let app = use_app();
    let (members, others) = of_record(app, |ledger| partnership::members(ledger, time::today()));
    let add = may_change(app, kind::ORGANISATION).then(|| {
        let href = Route::NewRecord(kind::ORGANISATION, String::new()).href();
        view! { <div class="gt-actions"><a class="nhsuk-button nhsuk-button--secondary" href=href>{say("pencil.new.organisation")}</a></div> }
    });
    let others = (!others.is_empty()).then(|| {
        let summary = format!("{} ({})", say("partnership.otherOrganisations"), others.len());
        view! { <Details summary=summary><p class="gt-meta">{say("partnership.otherHint")}</p> {linked(others)}</Details> }
    });
    if members.is_empty() {
        let none = if others.is_some() { "partnership.membersNoneOfThese" } else { "partnership.membersNone" };
        return view! { <p>{say(none)}</p> {others} {add} }.into_any();
    }
    let field = declared::field(kind::ORGANISATION, f::SECTOR);
    let mut sectors: Vec<(String, Vec<MemberLine>)> = Vec::new();
    for line in members {
        let sector = match field {
            Some(field) if !line.sector.is_empty() => field.choice(&line.sector),
            _ => say("partnership.noSector"),
        };
        match sectors.iter_mut().find(|(known, _)| *known == sector) {
            Some((_, of)) => of.push(line),
            None => sectors.push((sector, vec![line])),
        }
    }
    let sectors = sectors.into_iter().map(|(sector, of)| {
        let summary = format!("{sector} ({})", of.len());
        view! { <Details summary=summary>{linked(of)}</Details> }
    });
    view! { {sectors.collect_view()} {others} {add} }.into_any()
}

fn linked(all: Vec<MemberLine>) -> AnyView {
    let items = all.into_iter().map(|line| {
        view! { <li><a class="nhsuk-link" href=Route::Record(line.id).href()>{line.name}</a></li> }
    });
    view! { <ul class="nhsuk-list">{items.collect_view()}</ul> }.into_any()
}
