//! A service's card, to be held out to somebody: large, with one still code for their own phone; slips to take away;
//! and what may be done when they ask to be contacted.

use super::wrong::Wrong;
use crate::app::components::{Button, CollectView, Page, live};
use crate::app::context::use_app;
use crate::app::pages::NotHere;
use crate::app::pages::events::safety::Safety;
use crate::app::route::Route;
use crate::events::services::{Wanted, find, wrong_entries};
use crate::platform::page;
use crate::record::Id;
use crate::report;
use crate::words::{day, fill, say};
use leptos::prelude::*;

/// A service's card.
#[component]
pub fn Service(id: Id) -> impl IntoView {
    let app = use_app();
    let now = super::clock();
    let line =
        move |now| app.state.with(|s| find(&s.ledger, &Wanted::default(), now).into_iter().find(|line| line.id == id));
    let Some(first) = untrack(|| line(now.get())) else { return view! { <NotHere/> }.into_any() };
    let card = move || line(now.get()).map(|line| report::service_card(&line)).unwrap_or_default();
    let from = app.about().map(|about| fill("signpost.from", &[("partnership", &about.partnership_name)]));
    let from = from.unwrap_or_default();
    let slips = report::service_slips(&first, &from);
    let own = report::own_contact(&first.reach);
    let own = if own.is_empty() { format!("<p>{}</p>", say("signpost.contactedNone")) } else { own };
    let reports = move || {
        app.state.with(|s| {
            let all = wrong_entries(&s.ledger).into_iter().filter(|w| w.service == id);
            let said = |date: Option<_>| date.map(day).unwrap_or_default();
            all.map(|w| fill("signpost.wrongOn", &[("words", &w.note), ("day", &said(w.date))])).collect::<Vec<_>>()
        })
    };
    view! {
        <Page title=first.name caption=say("signpost.forThem") back=(Route::Services, say("signpost.title"))>
            <article class="gt-show" inner_html=card></article>
            <Safety event=None/>
            <h2 class="nhsuk-heading-m">{say("signpost.contacted")}</h2>
            <p>{say("signpost.contactedHint")}</p>
            <div inner_html=own></div>
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
