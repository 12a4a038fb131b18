//! What stands under a record, in its order, and adding to it.

use super::home::home;
use crate::app::components::{CollectView, keyed, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::may_change;
use crate::app::route::Route;
use crate::domain::{Aim, Placement, kind};
use crate::ledger::Ledger;
use crate::ledger::pieces::Names;
use crate::pencil::adding;
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

/// What stands under a record, and where more of it can be added: kind, place, and the place's name where there are several.
type Under = (Vec<(Id, String, Route)>, Vec<(&'static str, String, String)>);

fn under(ledger: &Ledger, id: Id) -> Under {
    let names = Names { ledger, file: None };
    let one = |id: Id| {
        let kind = ledger.records().get(id).map(|r| r.kind.as_str()).unwrap_or_default();
        (id, names.title(id), home(kind, id))
    };
    let all = adding::contents(ledger, id).into_iter().map(one).collect();
    let Some(record) = ledger.records().get(id) else { return (all, Vec::new()) };
    let adds = match record.kind.as_str() {
        kind::PLAN => vec![(kind::PRIORITY, id.to_string(), String::new())],
        kind::PRIORITY => vec![(kind::AIM, id.to_string(), String::new())],
        kind::AIM => {
            let places = Aim(record).under();
            let is_one = places.len() < 2;
            let place = |(priority, _): (Id, f64)| {
                let name = if is_one { String::new() } else { names.title(priority) };
                (kind::ACTION, Placement { priority, aim: id }.name(), name)
            };
            places.into_iter().map(place).collect()
        }
        _ => Vec::new(),
    };
    (all, adds)
}

/// These records, each with the way to its page; nothing where there are none.
fn list(all: Vec<(Id, String, Route)>) -> Option<AnyView> {
    let show = |(_, title, route): (Id, String, Route)| {
        view! { <li class="gt-list__item"><a class="gt-list__link" href=route.href()>{title}</a></li> }.into_any()
    };
    let is_any = !all.is_empty();
    let list = move || view! { <ul class="gt-list">{keyed(move || all.clone(), |(id, ..)| id.to_string(), show)}</ul> };
    is_any.then(|| list().into_any())
}

/// The themes, which run across priorities and plans, and adding one.
#[component]
pub fn Themes() -> impl IntoView {
    let app = use_app();
    live(move || {
        let all = of_record(app, |ledger| {
            let names = Names { ledger, file: None };
            let mut all: Vec<(Id, String, Route)> = ledger
                .of_kind(kind::THEME)
                .map(|theme| (theme.id, names.title_of(theme), home(kind::THEME, theme.id)))
                .collect();
            all.sort_by_key(|(_, name, _)| name.to_lowercase());
            all
        });
        let none = all.is_empty().then(|| view! { <p>{say("pencil.noneYet.theme")}</p> });
        let href = Route::NewRecord(kind::THEME, String::new()).href();
        let add = may_change(app, kind::THEME).then(|| {
            view! { <a class="nhsuk-button nhsuk-button--secondary" href=href>{say("pencil.add.theme")}</a> }
        });
        view! {
            <h2 class="nhsuk-heading-m">{say("pencil.under.theme")}</h2>
            {none}
            {list(all)}
            <div class="gt-actions">{add}</div>
        }
        .into_any()
    })
}

/// The list of what stands under a record; nothing for a kind under which nothing stands.
#[component]
pub fn Contents(record: Id) -> impl IntoView {
    let app = use_app();
    live(move || {
        let (all, adds) = of_record(app, |ledger| under(ledger, record));
        let is_theme = of_record(app, |ledger| ledger.live(record, kind::THEME).is_some());
        let of = if is_theme { Some(kind::ACTION) } else { adds.first().map(|(kind, ..)| *kind) };
        let Some(kind) = of else { return ().into_any() };
        let heading = say(&format!("pencil.under.{kind}"));
        let none = all.is_empty().then(|| {
            let key = if is_theme { "pencil.noneYet.aboutTheme".to_owned() } else { format!("pencil.noneYet.{kind}") };
            view! { <p>{say(&key)}</p> }
        });
        let list = list(all);
        let adds = adds.into_iter().filter(|(kind, ..)| may_change(app, kind)).map(|(kind, place, name)| {
            let label = match name.is_empty() {
                true => say(&format!("pencil.add.{kind}")),
                false => fill(&format!("pencil.addUnder.{kind}"), &[("name", &name)]),
            };
            let href = Route::NewRecord(kind, place).href();
            view! { <a class="nhsuk-button nhsuk-button--secondary" href=href>{label}</a> }
        });
        view! {
            <h2 class="nhsuk-heading-m">{heading}</h2>
            {none}
            {list}
            <div class="gt-actions">{adds.collect_view()}</div>
        }
        .into_any()
    })
}
