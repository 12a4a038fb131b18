//! A service's card, to be held out to somebody: large, with one still code for their own phone; slips to take away;
//! and what may be done when they ask to be contacted. Opened at a stall it leads back there, and counts that they were
//! told of it.

use super::wrong::Wrong;
use crate::app::components::{Button, CollectView, Page, live};
use crate::app::context::use_app;
use crate::app::pages::NotHere;
use crate::app::pages::events::safety::Safety;
use crate::app::pages::events::stall::{Desk, Pane};
use crate::app::route::{EventPage, Route};
use crate::domain::Topic;
use crate::events;
use crate::events::services::{Wanted, find, wrong_entries};
use crate::events::taps::Ask;
use crate::platform::page;
use crate::record::Id;
use crate::report;
use crate::words::{day, fill, say_in};
use leptos::prelude::*;

/// A service's card.
#[component]
pub fn Service(
    /// The service.
    id: Id,
    /// The event at whose stall it is looked at.
    event: Option<Id>,
) -> impl IntoView {
    let app = use_app();
    let now = super::at_stall::clock();
    let line =
        move |now| app.state.with(|s| find(&s.ledger, &Wanted::default(), now).into_iter().find(|line| line.id == id));
    let Some(first) = untrack(|| line(now.get())) else { return view! { <NotHere/> }.into_any() };
    // At a stall somebody is told of it; elsewhere it is looked up.
    let desk = event.filter(|id| app.state.with_untracked(|s| events::event(&s.ledger, *id).is_some()));
    let desk = desk.map(|event| Desk::at(app, event));
    let language = desk.map_or("en", |desk| untrack(|| desk.language()));
    let say = move |key: &str| say_in(language, key);
    let card = move || line(now.get()).map(|line| report::service_card(language, &line)).unwrap_or_default();
    let from = app.about().map(|about| fill("signpost.from", &[("partnership", &about.partnership_name)]));
    let from = from.unwrap_or_default();
    let slips = report::service_slips(&first, &from);
    let own = report::own_contact(language, &first.reach);
    let own = if own.is_empty() { format!("<p>{}</p>", say("signpost.contactedNone")) } else { own };
    let reports = move || {
        app.state.with(|s| {
            let all = wrong_entries(&s.ledger).into_iter().filter(|w| w.service == id);
            let said = |date: Option<_>| date.map(day).unwrap_or_default();
            all.map(|w| fill("signpost.wrongOn", &[("words", &w.note), ("day", &said(w.date))])).collect::<Vec<_>>()
        })
    };
    view! {
        <Page title=first.name caption=say("signpost.forThem") back=desk.map_or_else(|| (Route::Services, say("signpost.title")), |d| super::at_stall::at_stall(d.event))>
            {desk.map(|desk| live(move || told(desk, id)))}
            <article class="gt-show" lang=language inner_html=card></article>
            <Safety event=event language=Signal::stored(language)/>
            <h2 class="nhsuk-heading-m">{say("signpost.contacted")}</h2>
            <p>{say("signpost.contactedHint")}</p>
            <div lang=language inner_html=own></div>
            <div class="gt-actions">
                <Button label=say("signpost.print") on_press=page::print/>
                <a class="nhsuk-link" href=Route::ChangeService(Some(id)).href()>{say("signpost.change")}</a>
            </div>
            <p class="gt-meta">{say("signpost.printHint")}</p>
            {live(move || {
                let reports = reports();
                (!reports.is_empty()).then(|| view! {
                    <h2 class="nhsuk-heading-s">{say("signpost.wrongReports")}</h2>
                    <ul class="nhsuk-list nhsuk-list--bullet">
                        {reports.into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}
                    </ul>
                })
            })}
            <Wrong service=id/>
            <div class="gt-only-print" inner_html=slips></div>
        </Page>
    }
    .into_any()
}

/// What the conversation in hand was about, and counting that they were told of this service.
fn told(desk: Desk, service: Id) -> Option<AnyView> {
    let current = desk.current.get()?;
    let topics = desk.app.state.with_untracked(|s| Topic::of_partnership(events::counting_record(&s.ledger)));
    let topic = topics.iter().find(|t| t.id == current.topic).map_or_else(|| current.topic.clone(), |t| desk.topic(t));
    let press = move || {
        desk.tap(Ask::Told(current.id, service));
        desk.pane.set(Pane::Count);
        desk.app.go(&Route::Event(desk.event, EventPage::Stall));
    };
    Some(
        view! { <div class="gt-actions"><Button label=format!("{topic}: {}", desk.say("stall.toldOf")) on_press=press main=true/></div> }
            .into_any(),
    )
}
