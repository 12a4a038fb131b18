//! What there are two versions of: the way to choosing one, and for what has no page of its own the choice itself.

use crate::app::components::{CollectView, live};
use crate::app::context::{of_record, use_app};
use crate::app::pages::record::versions::Versions;
use crate::app::route::Route;
use crate::domain::kind;
use crate::ledger::pieces::Names;
use crate::ledger::{ConflictNode, Ledger};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Something with two versions: its id, kind and title, and the fields.
type Choice = (Id, String, String, Vec<ConflictNode>);

fn choices(ledger: &Ledger) -> Vec<Choice> {
    let names = Names { ledger, file: None };
    let mut all: BTreeMap<Id, Choice> = BTreeMap::new();
    for (record, name) in ledger.conflicts() {
        let fresh = || (record.id, record.kind.clone(), names.title_of(record), Vec::new());
        let versions = record.field(name).into_iter().flat_map(|f| f.versions()).filter_map(|w| w.value.clone());
        let conflict = ConflictNode { field: name.to_owned(), versions: versions.collect() };
        all.entry(record.id).or_insert_with(fresh).3.push(conflict);
    }
    all.into_values().collect()
}

/// Everything with two versions; nothing where there is none.
#[component]
pub fn Choices() -> impl IntoView {
    let app = use_app();
    let one = |(id, kind, title, conflicts): Choice| {
        let page = match kind.as_str() {
            kind::ACTION => Some(Route::Action(id)),
            kind::RISK => Some(Route::Risk(id)),
            _ => None,
        };
        match page {
            Some(page) => {
                view! { <li class="gt-list__item"><a class="gt-list__link" href=page.href()>{title}</a></li> }.into_any()
            }
            None => view! {
                <li class="gt-list__item">
                    <div class="gt-stack gt-stack--s"><p><strong>{title}</strong></p> <Versions conflicts=conflicts record=id/></div>
                </li>
            }
            .into_any(),
        }
    };
    live(move || {
        let all = of_record(app, choices);
        (!all.is_empty()).then(|| {
            view! {
                <h2 class="nhsuk-heading-m">{say("today.conflicts")}</h2>
                <ul class="gt-list">{all.into_iter().map(one).collect_view()}</ul>
            }
        })
    })
}
