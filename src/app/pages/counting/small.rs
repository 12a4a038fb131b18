//! The rule for small numbers: what it is, where it is from, and deciding on another.

use super::saving::{Problems, ends, now, save};
use crate::app::components::{Button, Details, Keys, Problem, Select, TextInput, live};
use crate::app::context::{App, of_record};
use crate::disclosure::Rule;
use crate::events::small::{self, SmallNumbers, Source, WrongRule, small_numbers};
use crate::platform::time;
use crate::store::State;
use crate::words::{fill, say};
use leptos::prelude::*;

/// What the rule is and where it is from, and the form for another.
pub(super) fn small_view(app: App, problems: Problems) -> AnyView {
    let stands_now = move || of_record(app, small_numbers);
    let stands = live(move || {
        let small = stands_now();
        view! { <p>{small.words()} " " {small.source_words()}</p> }.into_any()
    });
    let back = live(move || match stands_now().source {
        Source::Published => ().into_any(),
        Source::Decided(..) | Source::Earlier => {
            let back = move || save(app, Box::new(|_| Some(small::as_published())), Box::new(|| ()));
            view! { <Button label=say("counting.smallBack") on_press=back small=true/> }.into_any()
        }
    });
    view! {
        <section aria-labelledby="small-title">
            <h2 class="nhsuk-heading-m" id="small-title">{say("counting.small")}</h2>
            <p>{say("counting.smallHint")}</p>
            {stands}
            <p class="gt-meta">{say("counting.smallStays")}</p>
            {back}
            <Details summary=say("counting.smallChange")>{form(app, problems, &untrack(stands_now))}</Details>
        </section>
    }
    .into_any()
}

fn form(app: App, problems: Problems, small: &SmallNumbers) -> AnyView {
    let bound = RwSignal::new(small.rule.bound().to_string());
    let base = RwSignal::new(small.rule.base().to_string());
    let by = RwSignal::new(String::new());
    let gaps: [(&str, &dyn std::fmt::Display); 2] = [("least", &Rule::LEAST_BOUND), ("most", &Rule::GREATEST_BOUND)];
    let (hint, need) = (fill("counting.smallBoundHint", &gaps), fill("counting.needBound", &gaps));
    let had = StoredValue::new(now(app));
    let on_save = move || {
        let typed = bound.with_untracked(|t| t.trim().parse().ok());
        let base = base.with_untracked(|t| t.parse().unwrap_or(Rule::PUBLISHED.base()));
        let problem = match small::decide(typed, base, &by.get_untracked(), time::today()) {
            Ok(work) => {
                problems.set(Vec::new());
                let build = move |_: &State| Some(work.clone().of_form(&had.get_value()));
                let after = move || {
                    by.try_set(String::new());
                    had.try_set_value(now(app));
                };
                return save(app, Box::new(build), Box::new(after));
            }
            Err(WrongRule::Bound) => Problem::new("small-bound", need.clone()),
            Err(WrongRule::Nobody) => Problem::new("small-by", say("counting.needDecider")),
        };
        problems.set(vec![problem]);
    };
    let bases = Rule::BASES.map(|n| (n.to_string(), n.to_string())).to_vec();
    view! {
        <div>
            <TextInput id="small-bound" label=say("counting.smallBound") hint=hint value=bound keys=Keys::Number problems=problems/>
            <Select id="small-base" label=say("counting.smallBase") options=bases value=base on_change=move |n| base.set(n)/>
            <TextInput id="small-by" label=say("counting.smallBy") hint=say("counting.smallByHint") value=by problems=problems/>
            {ends("counting.smallSave", Box::new(on_save), None)}
        </div>
    }
    .into_any()
}
