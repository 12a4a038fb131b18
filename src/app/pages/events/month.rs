//! Events as a calendar: a table for each month that has any, from this month on.

use crate::app::components::{CollectView, Details, live};
use crate::app::context::use_app;
use crate::app::route::{EventPage, Route};
use crate::days::Date;
use crate::events;
use crate::platform::time;
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// An event on a day.
type Entry = (Date, Id, String);

/// The calendar; nothing where no event is to come.
#[component]
pub fn Months() -> impl IntoView {
    let app = use_app();
    let entries = Memo::new(move |_| {
        let today = time::today();
        app.state.with(|s| {
            let entry = |e: crate::domain::Event<'_>| {
                let date = e.starts()?.date;
                let coming = (date.year(), date.month()) >= (today.year(), today.month());
                coming.then(|| (date, e.id(), e.name().to_owned()))
            };
            events::events(&s.ledger).into_iter().filter_map(entry).collect::<Vec<Entry>>()
        })
    });
    live(move || {
        let entries = entries.get();
        let mut months: Vec<(i16, i8)> = entries.iter().map(|(d, ..)| (d.year(), d.month())).collect();
        months.dedup();
        let tables = months.iter().map(|month| table(*month, &entries)).collect_view();
        (!months.is_empty()).then(|| {
            view! { <Details summary=say("events.calendar")><div class="gt-scroll">{tables}</div></Details> }.into_any()
        })
    })
}

fn table((year, month): (i16, i8), entries: &[Entry]) -> AnyView {
    let name = format!("{} {year}", say(&format!("date.month.m{month}")));
    let Ok(first) = Date::new(year, month, 1) else { return ().into_any() };
    let before = i64::from(first.weekday().to_monday_zero_offset());
    let day = |date: Date| {
        let on = entries.iter().filter(|(d, ..)| *d == date);
        let links = on.map(|(_, id, name)| {
            view! { <a class="gt-month__event" href=Route::Event(*id, EventPage::About).href()>{name.clone()}</a> }
                .into_any()
        });
        view! { <td><span class="gt-month__day">{date.day()}</span>{links.collect_view()}</td> }.into_any()
    };
    let week = |week: i64| {
        let cell = |n: i64| match first.plus_days(week * 7 + n - before) {
            Some(date) if date.month() == month => day(date),
            _ => view! { <td></td> }.into_any(),
        };
        view! { <tr>{(0..7).map(cell).collect_view()}</tr> }.into_any()
    };
    let weeks = (0..6).filter(|w| first.plus_days(w * 7 - before).is_some_and(|d| *w == 0 || d.month() == month));
    let heads = (0..7).map(|n| view! { <th scope="col">{say(&format!("date.weekday.d{n}"))}</th> });
    view! {
        <table class="gt-month">
            <caption class="nhsuk-table__caption">{name}</caption>
            <thead><tr>{heads.collect_view()}</tr></thead>
            <tbody>{weeks.map(week).collect_view()}</tbody>
        </table>
    }
    .into_any()
}
