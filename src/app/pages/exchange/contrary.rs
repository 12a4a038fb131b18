//! Where two keepers of the office decided differently about the same words: both decisions side by side,
//! and the choice of the one that stands.

use crate::app::components::{Button, CollectView, Tone, live};
use crate::app::context::{App, use_app};
use crate::ledger::decisions::{Contrary, Decided, settle};
use crate::ledger::pieces::Names;
use crate::ledger::review::Reviewer;
use crate::platform::{new_id, time};
use crate::record::Id;
use crate::store::State;
use crate::words::{fill, say};
use leptos::prelude::*;
use serde_json::Value;

/// One thing decided differently, as it is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    contrary: Contrary,
    title: String,
    words: String,
    /// What else would come back: the field, how it came, and what stands now.
    others: Vec<String>,
    /// Who decided, and what, in the order of the decisions.
    lines: Vec<(String, String)>,
}

/// What a thing decided differently is called.
pub fn title(names: &Names<'_>, contrary: &Contrary) -> String {
    let (id, field) = &contrary.key;
    let title = names.title(*id);
    field.as_ref().map_or(title.clone(), |field| format!("{title}: {}", names.field(*id, field)))
}

fn shown(state: &State) -> Vec<Shown> {
    let names = Names { ledger: &state.ledger, file: None };
    let line = |d: &Decided| {
        let who = d.reviewer.map(|id| names.writer(id)).unwrap_or_else(|| say("piece.somebody"));
        (fill("exchange.contrary.choose", &[("who", &who)]), names.decided(d))
    };
    let other = |id: Id, (field, came): &(String, Value)| {
        let says = |value: Option<&Value>| {
            let words = value.map(|value| names.value(id, field, Some(value))).unwrap_or_default();
            if words.trim().is_empty() { say("exchange.contrary.empty") } else { words }
        };
        let now = state.ledger.records().get(id).and_then(|record| record.value(field));
        let gaps: [(&str, &dyn std::fmt::Display); 3] =
            [("field", &names.field(id, field)), ("came", &says(Some(came))), ("now", &says(now))];
        fill("exchange.contrary.other", &gaps)
    };
    let one = |contrary: Contrary| Shown {
        title: title(&names, &contrary),
        words: names.value(contrary.key.0, contrary.key.1.as_deref().unwrap_or_default(), contrary.words.as_ref()),
        others: contrary.others.iter().map(|of| other(contrary.key.0, of)).collect(),
        lines: contrary.decisions.iter().map(line).collect(),
        contrary,
    };
    state.ledger.contrary().into_iter().map(one).collect()
}

/// Lets one of the decisions stand.
fn choose(app: App, contrary: Contrary, chosen: Decided) {
    leptos::task::spawn_local(async move {
        let mut build = |s: &State| {
            let writer: Id = s.about.as_ref()?.writer()?;
            // Another window may have chosen meanwhile.
            let open = s.ledger.contrary().contains(&contrary);
            let today = time::today().to_string();
            let by = Reviewer { writer, bundle: contrary.key.0, review: new_id(), today };
            open.then(|| settle(&s.ledger, &contrary, &chosen, &by).into())
        };
        if app.transact(&mut build).await == Ok(true) {
            app.tell(Tone::Saved, say("exchange.contrary.done"));
        }
    });
}

/// What was decided differently; nothing where nothing was.
#[component]
pub fn DecidedDifferently() -> impl IntoView {
    let app = use_app();
    let list = Memo::new(move |_| app.state.with(shown));
    let row = move |shown: Shown| {
        let Shown { contrary, title, words, others, lines } = shown;
        let others = (!others.is_empty()).then(|| {
            let lines = others.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! { <p>{say("exchange.contrary.others")}</p><ul class="nhsuk-list nhsuk-list--bullet">{lines}</ul> }
        });
        let decisions = contrary.decisions.clone().into_iter().zip(lines).map(|(decision, (label, line))| {
            let contrary = contrary.clone();
            let press = move || choose(app, contrary.clone(), decision.clone());
            view! { <li><p>{line}</p><Button label=label on_press=press small=true/></li> }
        });
        view! {
            <li class="gt-stack gt-stack--s">
                <h3 class="nhsuk-heading-s">{title}</h3>
                {(!words.is_empty()).then(|| view! { <blockquote class="nhsuk-inset-text">{words}</blockquote> })}
                {others}
                <ul class="nhsuk-list">{decisions.collect_view()}</ul>
            </li>
        }
        .into_any()
    };
    live(move || {
        let list = list.get();
        (!list.is_empty()).then(|| {
            view! {
                <section aria-labelledby="contrary-title">
                    <h2 class="nhsuk-heading-m" id="contrary-title">{say("exchange.contrary.title")}</h2>
                    <p>{say("exchange.contrary.hint")}</p>
                    <ul class="nhsuk-list">{list.into_iter().map(row).collect_view()}</ul>
                </section>
            }
            .into_any()
        })
    })
}
