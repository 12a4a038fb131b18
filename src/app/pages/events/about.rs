//! One event: what whoever goes there must know, what people said last time and what became of it, and the ways to
//! counting, closing and paper.

use super::safety::Safety;
use super::said::said;
use super::when::when;
use crate::app::components::{Banner, Page, SummaryList, Tone};
use crate::app::context::use_app;
use crate::app::route::{EventPage, Route};
use crate::events::insights::{AnswerLine, answers};
use crate::events::totals::{Totals, on_this_device};
use crate::events::{self, Phase, Timing, closing, lacks};
use crate::ledger::Ledger;
use crate::platform::time;
use crate::record::Id;
use crate::words::{count, say};
use leptos::prelude::*;

/// Everything that is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    name: String,
    cancelled: String,
    lacks: Vec<String>,
    facts: Vec<(&'static str, String)>,
    near: bool,
    over: bool,
    counted: u64,
    open: bool,
    answers: Vec<AnswerLine>,
}

fn shown(ledger: &Ledger, id: Id, me: Option<Id>, now: u64) -> Option<Shown> {
    let event = events::event(ledger, id)?;
    let organisation = |id: Id| ledger.organisation_name(id, "");
    let partners: Vec<String> = event.partners().into_iter().map(organisation).filter(|n| !n.is_empty()).collect();
    let lead = [event.lead(), event.lead_number()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ");
    let facts = vec![
        ("events.field.when", when(event)),
        ("events.field.venue", event.venue().to_owned()),
        ("events.field.neighbourhood", event.neighbourhood().to_owned()),
        ("events.field.organiser", event.organiser().map(organisation).unwrap_or_default()),
        ("events.field.partners", partners.join(", ")),
        ("events.field.ambassadors", event.ambassadors().map(|n| n.to_string()).unwrap_or_default()),
        ("events.field.offered", event.offered().to_owned()),
        ("events.field.leadShort", lead),
    ];
    Some(Shown {
        name: event.name().to_owned(),
        cancelled: event.cancelled().to_owned(),
        lacks: lacks(event).into_iter().map(|l| l.words()).collect(),
        facts: facts.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect(),
        near: events::happening(ledger, now).iter().any(|e| e.id() == id),
        over: Timing::of(event).is_ok_and(|t| t.phase(now) == Phase::After),
        counted: Totals::of(&on_this_device(ledger, id)).conversations,
        open: closing::is_open(ledger, id, me),
        answers: answers(ledger, Some(id)),
    })
}

/// One event.
#[component]
pub fn About(event: Id) -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| app.state.with(|s| shown(&s.ledger, event, s.writer(), time::now_ms())));
    let Some(name) = all.with_untracked(|a| a.as_ref().map(|a| a.name.clone())) else {
        return view! { <super::super::NotHere/> }.into_any();
    };
    let to = move |page: EventPage| Route::Event(event, page).href();
    let link = move |page: EventPage, key: &str, main: bool| {
        let class = if main { "nhsuk-button" } else { "nhsuk-button nhsuk-button--secondary" };
        view! { <a class=class href=to(page)>{say(key)}</a> }.into_any()
    };
    let body = move || {
        let Some(all) = all.get() else { return ().into_any() };
        let facts = all.facts.into_iter().map(|(key, value)| (say(key), value.into_any())).collect();
        let close_first = all.over && all.open;
        let counted = usize::try_from(all.counted).unwrap_or(usize::MAX);
        view! {
            {(!all.cancelled.is_empty()).then(|| view! { <Banner tone=Tone::Warning title=say("events.cancelled") text=all.cancelled/> })}
            {(!all.over && !all.lacks.is_empty()).then(|| view! {
                <Banner tone=Tone::Warning title=say("events.notReadyTitle") text=all.lacks.join("\n")>{link(EventPage::Change, "events.complete", false)}</Banner>
            })}
            {(counted > 0).then(|| view! { <p>{count("events.counted", counted)}</p> })}
            <div class="gt-actions">
                {link(EventPage::Stall, if all.over { "events.countMore" } else { "events.count" }, all.near && !close_first)}
                {(counted > 0 || all.open).then(|| link(EventPage::Close, "events.close", close_first))}
            </div>
            <SummaryList facts=facts/>
            <h2 class="nhsuk-heading-m">{say("events.answers")}</h2>
            {said(all.answers)}
            <h2 class="nhsuk-heading-m">{say("events.paper")}</h2>
            <div class="gt-actions">
                <a class="nhsuk-button nhsuk-button--secondary" href=Route::Services.href()>{say("events.services")}</a>
                {link(EventPage::Print, "events.print", false)} {link(EventPage::Sheet, "events.sheet", false)}
                {link(EventPage::Change, "events.change", false)}
            </div>
        }
        .into_any()
    };
    view! {
        <Page title=name back=(Route::Events, say("events.title"))>
            <Safety event=Some(event)/>
            {body}
        </Page>
    }
    .into_any()
}
