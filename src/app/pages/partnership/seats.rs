//! Seats: who holds them, which are empty, and the texts that go with one.

use crate::app::components::{Button, CollectView, Details, Paragraphs, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::copying::copy;
use crate::app::route::Route;
use crate::ledger::partnership::{self, Held, Meetings, SeatLine};
use crate::ledger::pieces::Names;
use crate::platform::time;
use crate::record::Id;
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// Who holds a seat, in words.
fn held(seat: &SeatLine) -> Option<String> {
    match &seat.held {
        Held::By(names) => Some(fill("partnership.heldBy", &[("names", &names.join(", "))])),
        Held::Vacant(Some(day)) => Some(fill("partnership.since", &[("day", &day_text(&day.to_string()))])),
        Held::Vacant(None) => Some(say("partnership.sinceNotKnown")),
        Held::NotKnown => Some(say("partnership.notKnown")),
        Held::Unsaid => None,
    }
}

/// The small facts of a seat: whom it speaks for, who holds it, the time it takes.
pub fn seat_facts(seat: &SeatLine) -> Vec<String> {
    let organisations: Vec<&str> = seat.organisations.iter().map(|(_, name)| name.as_str()).collect();
    let facts = [Some(organisations.join(", ")), held(seat), Some(seat.commitment.clone())];
    facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect()
}

/// The seats that nobody holds, each with the call for it; nothing where there are none.
#[component]
pub fn EmptySeats() -> impl IntoView {
    let app = use_app();
    live(move || {
        let today = time::today();
        let all: Vec<(SeatLine, String, String)> = of_record(app, |ledger| {
            let empty = partnership::seats(ledger, None, today).into_iter();
            let empty = empty.filter(|seat| matches!(seat.held, Held::Vacant(_)));
            let (names, meetings) = (Names { ledger, file: None }, Meetings::new(ledger));
            empty
                .map(|seat| (partnership::call(ledger, &meetings, &seat, today), names.title(seat.id), seat))
                .map(|(c, t, s)| (s, t, c))
                .collect()
        });
        if all.is_empty() {
            return ().into_any();
        }
        let rows = all.into_iter().map(|(seat, title, call)| {
            let facts = seat_facts(&seat).into_iter().map(|fact| view! { <li>{fact}</li> });
            view! {
                <li class="gt-list__item">
                    <a class="gt-list__link" href=Route::Record(seat.id).href()>{title}</a>
                    <ul class="gt-meta">{facts.collect_view()}</ul>
                    {text(app, say("partnership.callCopy"), call)}
                </li>
            }
        });
        view! {
            <h2 class="nhsuk-heading-m">{say("partnership.emptySeats")}</h2>
            <p>{say("partnership.emptySeatsLead")}</p>
            <ul class="gt-list">{rows.collect_view()}</ul>
        }
        .into_any()
    })
}

/// A text under its name: to be read first, and copied.
pub fn text(app: App, name: String, text: String) -> AnyView {
    let words = text.clone();
    let press = move || copy(app, text.clone());
    view! {
        <Details summary=name>
            <Paragraphs text=words/>
            <div class="gt-actions"><Button label=say("partnership.copy") on_press=press small=true/></div>
        </Details>
    }
    .into_any()
}

/// What goes with a seat: what its sector is asked and told, the call for it, and handing it over.
#[component]
pub fn SeatTexts(
    /// The seat.
    seat: Id,
) -> impl IntoView {
    let app = use_app();
    live(move || {
        let today = time::today();
        let since = today.plus_days(-90).unwrap_or(today);
        let texts: Option<Vec<(&str, String)>> = of_record(app, |ledger| {
            let line = partnership::seats(ledger, None, today).into_iter().find(|line| line.id == seat)?;
            let meetings = Meetings::new(ledger);
            let asked = line.group.and_then(|group| partnership::ask(ledger, &meetings, group, today));
            let told = line.group.map(|group| partnership::tell(ledger, &meetings, group, since, today));
            let mut all = Vec::new();
            all.extend(asked.map(|text| ("partnership.sectorAsk", text)));
            all.extend(told.map(|text| ("partnership.sectorTell", text)));
            all.push(("partnership.handOver", partnership::hand_over(ledger, &meetings, &line, today)));
            if matches!(line.held, Held::Vacant(_)) || !line.call.is_empty() {
                all.push(("partnership.callOf", partnership::call(ledger, &meetings, &line, today)));
            }
            Some(all)
        });
        let texts = texts.unwrap_or_default().into_iter().map(|(name, words)| text(app, say(name), words));
        view! { {texts.collect_view()} }.into_any()
    })
}
