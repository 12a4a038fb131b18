//! Choosing actions, an organisation's own first, and saying how each is going.

use crate::app::components::{CollectView, Field, Fieldset, Problem, Show, Tick, carries, live};
use crate::app::context::{App, of_record, use_app};
use crate::domain::Scale;
use crate::record::Id;
use crate::words::{count, say};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Actions (their ids) with the rating's key for each; empty for not known.
pub type Covers = BTreeMap<String, String>;

/// An action to choose.
#[derive(Clone, PartialEq)]
struct Choice {
    id: String,
    title: String,
    owners: String,
    /// Owners and supporters.
    of: BTreeSet<Id>,
    /// Title, owners and priorities, for searching.
    words: String,
}

/// A search over actions, a tick each, and the rating of each that is ticked.
#[component]
pub fn ChooseActions(
    /// The search field's id; problems with it are problems of the choice.
    #[prop(into)]
    id: String,
    /// What the list of ticks is called.
    #[prop(into)]
    legend: String,
    /// What is chosen.
    #[prop(into)]
    covers: Signal<Covers>,
    /// An action was ticked or rated (its rating's key), or is no longer ticked.
    change: Callback<(String, Option<String>)>,
    /// Whose actions come first.
    #[prop(into)]
    organisation: Signal<Option<Id>>,
    /// The key of the word that marks those.
    theirs: &'static str,
    /// Actions that cannot be chosen here.
    #[prop(optional)]
    without: Vec<String>,
    /// How many are listed at most; for more there is the search.
    most: usize,
    /// Only chosen, not rated.
    #[prop(optional)]
    unrated: bool,
    /// The form's problems.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let app = use_app();
    let id = StoredValue::new(id);
    let all = Memo::new(move |_| choices(app, &without));
    let search = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let words: Vec<String> = search.with(|s| s.split_whitespace().map(str::to_lowercase).collect());
        let own = organisation.get();
        all.with(|all| {
            let fits = |c: &&Choice| words.iter().all(|w| c.words.contains(w.as_str()));
            let is_own = |c: &&Choice| own.is_some_and(|own| c.of.contains(&own));
            let (first, rest): (Vec<&Choice>, Vec<&Choice>) = all.iter().filter(fits).partition(is_own);
            first.into_iter().chain(rest).cloned().collect::<Vec<Choice>>()
        })
    });
    let result = move || {
        let all = found.with(Vec::len);
        let first = count("choose.found", all);
        if all > most { format!("{first} {}", count("choose.firstOnly", most)) } else { first }
    };
    let choice = move |choice: Choice| {
        let box_id = format!("{}-action-{}", id.get_value(), choice.id);
        let (of, key) = (choice.of, choice.id);
        let own = move || {
            let own = organisation.get().is_some_and(|o| of.contains(&o));
            own.then(|| view! { <strong class="nhsuk-tag">{say(theirs)}</strong> " " })
        };
        let is_on = {
            let key = key.clone();
            Signal::derive(move || covers.with(|c| c.contains_key(&key)))
        };
        let flip = move |on: bool| change.run((key.clone(), on.then(String::new)));
        let hint = view! { {own} {choice.owners} }.into_any();
        view! { <Tick id=box_id on=is_on flip=flip hint=hint>{choice.title}</Tick> }.into_any()
    };
    let (described, class) = carries(&id.get_value(), false, problems, "nhsuk-input");
    view! {
        <Field id=id.get_value() label=say("choose.search") problems=problems>
            <input class=class id=id.get_value() type="search" autocomplete="off" aria-describedby=described prop:value=move || search.get()
                on:input=move |e| search.set(event_target_value(&e))/>
        </Field>
        <p role="status">{result}</p>
        <Fieldset id=format!("{}-actions", id.get_value()) legend=legend>
            <div class="nhsuk-checkboxes">
                // Drawn anew only while somebody searches, when nothing in it has the focus.
                {live(move || found.get().into_iter().take(most).map(&choice).collect_view())}
            </div>
        </Fieldset>
        {(!unrated).then(|| view! { <Ratings id=id covers=covers change=change all=all/> })}
    }
    .into_any()
}

fn choices(app: App, without: &[String]) -> Vec<Choice> {
    app.tree.with(|tree| {
        let Some(tree) = tree else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let actions = tree.placed_actions().filter(|a| seen.insert(a.id));
        let mut priorities: BTreeMap<Id, Vec<String>> = BTreeMap::new();
        for priority in &tree.priorities {
            let named = format!("{} {}", priority.number, priority.title);
            for action in priority.aims.iter().flat_map(|aim| &aim.actions) {
                priorities.entry(action.id).or_default().push(named.clone());
            }
        }
        of_record(app, |ledger| {
            let one = |a: &crate::ledger::ActionNode| {
                let owners: Vec<&str> = a.owners.iter().map(|o| o.name.as_str()).collect();
                let owners = owners.join("; ");
                let support = ledger.action(a.id).map(|r| r.support()).unwrap_or_default();
                let under = priorities.get(&a.id).cloned().unwrap_or_default();
                let title = format!("{} {}", a.number, a.title).trim().to_owned();
                Choice {
                    id: a.id.to_string(),
                    words: format!("{title} {owners} {}", under.join(" ")).to_lowercase(),
                    title,
                    owners,
                    of: a.owners.iter().map(|o| o.id).chain(support.iter().map(|o| o.organisation)).collect(),
                }
            };
            actions.map(one).filter(|c| !without.contains(&c.id)).collect()
        })
    })
}

/// How each chosen action is going.
#[component]
fn Ratings(
    id: StoredValue<String>,
    covers: Signal<Covers>,
    change: Callback<(String, Option<String>)>,
    all: Memo<Vec<Choice>>,
) -> impl IntoView {
    let app = use_app();
    let scale = app.tree.with_untracked(|t| t.as_ref().map(|t| t.scale.clone())).unwrap_or_else(Scale::usual);
    let scale = StoredValue::new(scale);
    let chosen = Memo::new(move |_| {
        let keys: Vec<String> = covers.with(|c| c.keys().cloned().collect());
        all.with(|all| all.iter().filter(|c| keys.contains(&c.id)).cloned().collect::<Vec<_>>())
    });
    let rated = move |choice: Choice| {
        let id = format!("{}-rating-{}", id.get_value(), choice.id);
        let key = choice.id;
        let now = covers.with_untracked(|c| c.get(&key).cloned()).unwrap_or_default();
        let unknown = std::iter::once((String::new(), say("rating.none")));
        let known = scale.with_value(|s| s.0.iter().map(|r| (r.key.clone(), r.name.clone())).collect::<Vec<_>>());
        let options = unknown.chain(known).map(|(value, name)| {
            let selected = value == now;
            view! { <option value=value selected=selected>{name}</option> }
        });
        let set = move |event| change.run((key.clone(), Some(event_target_value(&event))));
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
            <h3 class="nhsuk-heading-s">{say("choose.ratings")}</h3>
            {live(move || chosen.get().into_iter().map(rated).collect_view())}
        </Show>
    }
    .into_any()
}
