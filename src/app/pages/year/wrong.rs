//! Services that somebody reported to be wrong, until their entries are looked at.

use crate::app::components::{keyed, live};
use crate::app::context::{App, of_record};
use crate::app::route::Route;
use crate::domain::{Service, kind};
use crate::events::services::{WrongEntry, wrong_entries};
use crate::words::{day, fill, say};
use leptos::prelude::*;

/// The entries that were reported to be wrong.
pub fn wrong_view(app: App) -> AnyView {
    let all = move || of_record(app, wrong_entries);
    let one = move |WrongEntry { service, note, date, .. }: WrongEntry| {
        let reported = date.map(|on| fill("year.wrongLine", &[("day", &day(on))]));
        let name =
            app.state.with_untracked(|s| s.ledger.live(service, kind::SERVICE).map(|r| Service(r).name().to_owned()));
        view! {
            <li class="gt-list__item">
                <a class="gt-list__link" href=Route::ChangeService(Some(service)).href()>{name}</a>
                <p class="nhsuk-u-margin-bottom-0">{note}</p>
                <p class="gt-meta">{reported}</p>
            </li>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="wrong-title">
            <h2 class="nhsuk-heading-m" id="wrong-title">{say("year.wrong")}</h2>
            {live(move || match all().is_empty() {
                true => view! { <p>{say("year.wrongNone")}</p> }.into_any(),
                false => ().into_any(),
            })}
            <ul class="gt-list">{keyed(all, |w| w.id.to_string(), one)}</ul>
        </section>
    }
    .into_any()
}
