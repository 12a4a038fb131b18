//! On top of Today: the event one may be standing at, what is counted and not handed over, or the next event.

use crate::app::components::{AtEvent, CollectView, live};
use crate::app::context::use_app;
use crate::app::route::{EventPage, Route};
use crate::events::{self, Phase, Timing, closing};
use crate::platform::time;
use crate::record::Id;
use crate::words::{day, fill, say};
use leptos::prelude::*;

type Named = (Id, String);

/// Events of now, and what is to be handed over.
#[component]
pub fn At() -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| {
        let now = time::now_ms();
        app.state.with(|s| {
            let named = |e: &crate::domain::Event<'_>| (e.id(), e.name().to_owned());
            let here: Vec<Named> = events::happening(&s.ledger, now).iter().map(named).collect();
            let over = |e: &crate::domain::Event<'_>| Timing::of(*e).is_ok_and(|t| t.phase(now) == Phase::After);
            let events = events::events(&s.ledger);
            let open: Vec<Named> = events
                .iter()
                .filter(|e| over(e) && closing::is_open(&s.ledger, e.id(), s.writer()))
                .map(named)
                .collect();
            let is_next = |e: &&crate::domain::Event<'_>| {
                e.cancelled().is_empty() && Timing::of(**e).is_ok_and(|t| t.phase(now) == Phase::Before)
            };
            let next = events.iter().find(is_next).filter(|_| here.is_empty());
            (here, open, next.and_then(|e| Some((e.id(), e.name().to_owned(), e.starts()?.date))))
        })
    });
    live(move || {
        let (here, open, next) = all.get();
        let here = here.into_iter().map(|(event, name)| view! { <AtEvent event=event name=name/> });
        let open = open.into_iter().map(|(event, name)| {
            let words = fill("today.closeEvent", &[("name", &name)]);
            let close = Route::Event(event, EventPage::Close).href();
            view! { <p class="nhsuk-inset-text"><a class="nhsuk-link" href=close>{words}</a></p> }
        });
        let next = next.map(|(event, name, date)| {
            let about = Route::Event(event, EventPage::About).href();
            view! { <p>{say("today.nextEvent")} " " <a class="nhsuk-link" href=about>{name}</a> ", " {day(date)}</p> }
        });
        view! { {here.collect_view()} {open.collect_view()} {next} }.into_any()
    })
}
