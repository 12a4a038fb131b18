//! What is on now, what is coming and what was; the same as a calendar.

use super::month::Months;
use super::safety::Safety;
use super::when::when;
use crate::app::components::{AtEvent, CollectView, Details, Empty, Page, live};
use crate::app::context::use_app;
use crate::app::route::{EventPage, Route};
use crate::domain::Event;
use crate::events::{self, Phase, Timing, WrongTime, closing, lacks};
use crate::platform::time;
use crate::record::Id;
use crate::words::{count, say};
use leptos::prelude::*;

/// An event in the list.
#[derive(Clone, PartialEq)]
struct Line {
    id: Id,
    name: String,
    when: String,
    venue: String,
    lacks: usize,
    cancelled: bool,
    open: bool,
    phase: Result<Phase, WrongTime>,
}

/// Events.
#[component]
pub fn Events() -> impl IntoView {
    let app = use_app();
    let lines = Memo::new(move |_| {
        let now = time::now_ms();
        app.state.with(|s| {
            let line = |event: Event<'_>| Line {
                id: event.id(),
                name: event.name().to_owned(),
                when: when(event),
                venue: event.venue().to_owned(),
                lacks: lacks(event).len(),
                cancelled: !event.cancelled().is_empty(),
                open: closing::is_open(&s.ledger, event.id(), s.writer()),
                phase: Timing::of(event).map(|t| t.phase(now)),
            };
            events::events(&s.ledger).into_iter().map(line).collect::<Vec<_>>()
        })
    });
    let near = Memo::new(move |_| {
        app.state.with(|s| events::happening(&s.ledger, time::now_ms()).iter().map(|e| e.id()).collect::<Vec<Id>>())
    });
    let of = move |wanted: fn(&Line) -> bool, latest_first: bool| {
        let near = near.get();
        let mut found = lines.get();
        found.retain(|l| wanted(l) && !near.contains(&l.id));
        if latest_first {
            found.reverse();
        }
        found
    };
    let list = move |lines: Vec<Line>| {
        view! { <ul class="gt-list">{lines.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    let section = move |title: &str, lines: Vec<Line>| {
        (!lines.is_empty()).then(|| {
            view! {
                <h2 class="nhsuk-heading-m">{say(title)}</h2>
                {list(lines)}
            }
            .into_any()
        })
    };
    let past = move || {
        let past = of(|l| matches!(l.phase, Ok(Phase::After)), true);
        (!past.is_empty())
            .then(|| view! { <Details summary=count("events.past", past.len())>{list(past)}</Details> }.into_any())
    };
    view! {
        <Page title=say("events.title")>
            <Safety event=None/>
            {live(move || lines.with(Vec::is_empty).then(|| view! { <Empty lead=say("events.none") hint=say("events.noneHint")/> }))}
            {live(move || {
                let near = near.get();
                let here: Vec<Line> = lines.get().into_iter().filter(|l| near.contains(&l.id)).collect();
                (!here.is_empty()).then(|| view! {
                    <h2 class="nhsuk-heading-m">{say("events.now")}</h2>
                    {(here.len() > 1).then(|| view! { <p class="nhsuk-hint">{say("events.several")}</p> })}
                    {here.into_iter().map(|l| view! { <AtEvent event=l.id name=l.name/> }).collect_view()}
                }.into_any())
            })}
            {live(move || section("events.unhanded", of(|l| l.open && matches!(l.phase, Ok(Phase::After)), true)))}
            {live(move || section("events.coming", of(|l| matches!(l.phase, Ok(Phase::Before | Phase::On)), false)))}
            {live(move || section("events.timeless", of(|l| l.phase.is_err(), false)))}
            {past}
            <Months/>
            <div class="gt-actions">
                <a class="nhsuk-button" href=Route::NewEvent.href()>{say("events.new")}</a>
                <a class="nhsuk-button nhsuk-button--secondary" href=Route::Services.href()>{say("events.services")}</a>
                <a class="nhsuk-button nhsuk-button--secondary" href=Route::Heard.href()>{say("events.heard")}</a>
                {live(move || app.is_office().then(|| view! {
                    <a class="nhsuk-button nhsuk-button--secondary" href=Route::Year.href()>{say("events.year")}</a>
                    <a class="nhsuk-button nhsuk-button--secondary" href=Route::Counting.href()>{say("events.counting")}</a>
                }))}
            </div>
        </Page>
    }
    .into_any()
}

fn row(line: Line) -> AnyView {
    let tag = match (line.cancelled, line.open, line.lacks, line.phase) {
        (true, ..) => Some(say("events.cancelled")),
        (_, true, _, Ok(Phase::After)) => Some(say("events.notClosed")),
        (_, _, n, Ok(Phase::Before | Phase::On) | Err(_)) if n > 0 => Some(say("events.notReady")),
        _ => None,
    };
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=Route::Event(line.id, EventPage::About).href()>{line.name}</a>
            <ul class="gt-meta"><li>{line.when}</li> <li>{line.venue}</li></ul>
            {tag.map(|t| view! { <span class="gt-list__side"><strong class="nhsuk-tag">{t}</strong></span> })}
        </li>
    }
    .into_any()
}
