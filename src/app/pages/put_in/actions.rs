//! Which actions somebody's words are about, their organisation's own first, and how each is going.

use super::form::Form;
use crate::app::components::Field;
use crate::app::context::{App, use_app};
use crate::domain::Scale;
use crate::record::Id;
use crate::words::{count, say};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// So many actions are listed; for more there is the search.
const MOST: usize = 100;

/// An action to choose.
#[derive(Clone, PartialEq)]
struct Choice {
    id: String,
    title: String,
    owners: String,
    /// Owners and supporters.
    of: BTreeSet<Id>,
    /// Title and owners, for searching.
    words: String,
}

/// Which actions, and how each is going.
#[component]
pub(super) fn Actions(form: Form) -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| choices(app));
    let search = RwSignal::new(String::new());
    let organisation = Memo::new(move |_| form.organisation(app).map(|(id, _)| id));
    let found = Memo::new(move |_| {
        let words: Vec<String> = search.with(|s| s.split_whitespace().map(str::to_lowercase).collect());
        let own = organisation.get();
        let mut found: Vec<Choice> = all.with(|all| {
            let fits = |c: &&Choice| words.iter().all(|w| c.words.contains(w.as_str()));
            all.iter().filter(fits).cloned().collect()
        });
        let others = |c: &Choice| !own.is_some_and(|own| c.of.contains(&own));
        crate::record::sort(&mut found, |a, b| others(a).cmp(&others(b)));
        found
    });
    let listed = move || found.get().into_iter().take(MOST).collect::<Vec<_>>();
    let result = move || {
        let all = found.with(Vec::len);
        let first = count("putin.found", all);
        if all > MOST { format!("{first} {}", count("putin.firstOnly", MOST)) } else { first }
    };
    view! {
        <h2 class="nhsuk-heading-m">{say("putin.actionsTitle")}</h2>
        <Field id="put-search" label=say("putin.search") problems=form.problems>
            <input class="nhsuk-input" id="put-search" type="search" autocomplete="off" prop:value=move || search.get()
                on:input=move |e| search.set(event_target_value(&e))/>
        </Field>
        <p role="status">{result}</p>
        <fieldset class="nhsuk-fieldset nhsuk-form-group">
            <legend class="nhsuk-fieldset__legend">{say("putin.actions")}</legend>
            <div class="nhsuk-checkboxes">
                <For each=listed key=|c| c.id.clone() children=move |c| choice(form, organisation, c)/>
            </div>
        </fieldset>
        <Ratings form=form all=all/>
    }
    .into_any()
}

fn choices(app: App) -> Vec<Choice> {
    app.tree.with(|tree| {
        let Some(tree) = tree else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let actions = tree.placed_actions().filter(|a| seen.insert(a.id));
        app.state.with(|s| {
            let one = |a: &crate::ledger::ActionNode| {
                let owners: Vec<&str> = a.owners.iter().map(|o| o.name.as_str()).collect();
                let owners = owners.join("; ");
                let support = s.ledger.action(a.id).map(|r| r.support()).unwrap_or_default();
                let title = format!("{} {}", a.number, a.title).trim().to_owned();
                Choice {
                    id: a.id.to_string(),
                    words: format!("{title} {owners}").to_lowercase(),
                    title,
                    owners,
                    of: a.owners.iter().map(|o| o.id).chain(support.iter().map(|o| o.organisation)).collect(),
                }
            };
            actions.map(one).collect()
        })
    })
}

fn choice(form: Form, organisation: Memo<Option<Id>>, choice: Choice) -> AnyView {
    let id = format!("put-action-{}", choice.id);
    let hint = format!("{id}-hint");
    let (of, key) = (choice.of, choice.id);
    let theirs = move || {
        let own = organisation.get().is_some_and(|o| of.contains(&o));
        own.then(|| view! { <strong class="nhsuk-tag">{say("putin.theirs")}</strong> " " })
    };
    let is_on = {
        let key = key.clone();
        move || form.covers.with(|c| c.contains_key(&key))
    };
    let flip = move |event| {
        let on = event_target_checked(&event);
        form.covers.update(|c| {
            if on {
                c.entry(key.clone()).or_default();
            } else {
                c.remove(&key);
            }
        });
    };
    view! {
        <div class="nhsuk-checkboxes__item">
            <input class="nhsuk-checkboxes__input" id=id.clone() type="checkbox" aria-describedby=hint.clone()
                prop:checked=is_on on:change=flip/>
            <label class="nhsuk-label nhsuk-checkboxes__label" for=id>{choice.title}</label>
            <div class="nhsuk-hint nhsuk-checkboxes__hint" id=hint>{theirs} {choice.owners}</div>
        </div>
    }
    .into_any()
}

/// How each chosen action is going.
#[component]
fn Ratings(form: Form, all: Memo<Vec<Choice>>) -> impl IntoView {
    let app = use_app();
    let scale = app.tree.with_untracked(|t| t.as_ref().map(|t| t.scale.clone())).unwrap_or_else(Scale::usual);
    let scale = StoredValue::new(scale);
    let chosen = Memo::new(move |_| {
        let keys: Vec<String> = form.covers.with(|c| c.keys().cloned().collect());
        all.with(|all| all.iter().filter(|c| keys.contains(&c.id)).cloned().collect::<Vec<_>>())
    });
    let rated = move |choice: Choice| {
        let id = format!("put-rating-{}", choice.id);
        let key = choice.id;
        let now = form.covers.with_untracked(|c| c.get(&key).cloned()).unwrap_or_default();
        let unknown = std::iter::once((String::new(), say("rating.none")));
        let known = scale.with_value(|s| s.0.iter().map(|r| (r.key.clone(), r.name.clone())).collect::<Vec<_>>());
        let options = unknown.chain(known).map(|(value, name)| {
            let selected = value == now;
            view! { <option value=value selected=selected>{name}</option> }
        });
        let set = move |event| {
            form.covers.update(|c| {
                c.insert(key.clone(), event_target_value(&event));
            });
        };
        view! {
            <div class="nhsuk-form-group">
                <label class="nhsuk-label" for=id.clone()>{choice.title}</label>
                <select class="nhsuk-select" id=id on:change=set>{options.collect_view()}</select>
            </div>
        }
        .into_any()
    };
    view! {
        <Show when=move || chosen.with(|c| !c.is_empty())>
            <h3 class="nhsuk-heading-s">{say("putin.ratings")}</h3>
            <For each=move || chosen.get() key=|c| c.id.clone() children=rated/>
        </Show>
    }
    .into_any()
}
