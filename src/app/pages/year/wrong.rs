//! Services that somebody reported to be wrong, until their entries are looked at.

use crate::app::components::{CollectView, keyed};
use crate::app::context::App;
use crate::app::route::Route;
use crate::domain::{Service, kind};
use crate::events::services::wrong_entries;
use crate::record::Id;
use crate::words::{day, fill, say};
use leptos::prelude::*;

/// The entries that were reported to be wrong.
pub fn wrong_view(app: App) -> AnyView {
    let all = Memo::new(move |_| {
        app.state.with(|s| {
            let name = |id: Id| s.ledger.live(id, kind::SERVICE).map(|r| Service(r).name().to_owned());
            let wrong = wrong_entries(&s.ledger).into_iter();
            wrong.map(|w| (w.id, w.service, name(w.service).unwrap_or_default(), w.note, w.date)).collect::<Vec<_>>()
        })
    });
    let one = |(_, service, name, note, date): (Id, Id, String, String, Option<crate::days::Date>)| {
        let reported = date.map(|on| fill("year.wrongLine", &[("day", &day(on))]));
        view! {
            <li class="gt-list__item">
                <a class="gt-list__link" href=Route::ChangeService(Some(service)).href()>{name}</a>
                <p class="nhsuk-u-margin-bottom-0">{note}</p>
                <ul class="gt-meta">{[reported].into_iter().flatten().map(|r| view! { <li>{r}</li> }).collect_view()}</ul>
            </li>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="wrong-title">
            <h2 class="nhsuk-heading-m" id="wrong-title">{say("year.wrong")}</h2>
            {move || all.with(Vec::is_empty).then(|| view! { <p>{say("year.wrongNone")}</p> })}
            <ul class="gt-list">{keyed(move || all.get(), |w| w.0.to_string(), one)}</ul>
        </section>
    }
    .into_any()
}
