//! Looking for anything that is kept, of whatever kind, by its words.

use crate::app::components::{CollectView, Keys, TextInput, live};
use crate::app::context::{of_record, use_app};
use crate::app::pages::record::home;
use crate::domain::kind;
use crate::ledger::find::{Found, Index};
use crate::ledger::pieces::kind_name;
use crate::pencil::adding::OF_PARTNERSHIP;
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// So many are listed at once.
const SHOWN: usize = 30;

/// What is looked through beside what is the partnership's own.
const BESIDE: [&str; 9] = [
    kind::PLAN,
    kind::PRIORITY,
    kind::AIM,
    kind::ACTION,
    kind::MEASURE,
    kind::RISK,
    kind::THEME,
    kind::ORGANISATION,
    kind::EVENT,
];

/// A field to type into, and what has these words.
#[component]
pub fn FindAnything() -> impl IntoView {
    let app = use_app();
    let words = RwSignal::new(String::new());
    let is_looked_for = Memo::new(move |_| words.with(|words| !words.trim().is_empty()));
    // Prepared only once somebody looks for something, and anew when the record changes.
    let index = Memo::new(move |_| match is_looked_for.get() {
        true => of_record(app, |ledger| Index::new(ledger, &[&OF_PARTNERSHIP[..], &BESIDE[..]].concat())),
        false => Index::default(),
    });
    let found = move || {
        if !is_looked_for.get() {
            return ().into_any();
        }
        let found = index.with(|index| words.with(|words| index.find(words)));
        let said = match found.len() {
            0 => say("partnership.findNone"),
            many if many > SHOWN => fill("partnership.foundFirst", &[("shown", &SHOWN), ("count", &many)]),
            many => count("partnership.found", many),
        };
        let rows = found.into_iter().take(SHOWN).map(row);
        view! { <p class="gt-meta" role="status">{said}</p> <ul class="gt-list">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <div role="search">
            <TextInput id="partnership-find" label=say("partnership.find") value=words keys=Keys::default() autocomplete="off"/>
        </div>
        {live(found)}
    }
}

fn row(found: Found) -> AnyView {
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=home(&found.kind, found.id).href()>{found.title}</a>
            <ul class="gt-meta"><li>{kind_name(&found.kind)}</li></ul>
        </li>
    }
    .into_any()
}
