//! The rule for small numbers: what it is, where it is from, and deciding on another.

use super::{Problems, ends, save};
use crate::app::components::{Button, Details, Problem, Select, TextInput, live};
use crate::app::context::{App, of_record};
use crate::disclosure::Rule;
use crate::events::small::{self, SmallNumbers, Source, WrongRule, small_numbers};
use crate::platform::time;
use crate::words::{fill, say};
use leptos::prelude::*;

/// What the rule is and where it is from, and the form for another.
pub(super) fn small_view(app: App, problems: Problems) -> AnyView {
    let now = move || of_record(app, small_numbers);
    let stands = live(move || {
        let now = now();
        view! { <p>{now.words()} " " {now.source_words()}</p> }.into_any()
    });
    let back = live(move || match now().source {
        Source::Published => ().into_any(),
        Source::Decided(..) | Source::Earlier => {
            let back = move || save(app, Some(small::as_published()), Box::new(|| ()));
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
            <Details summary=say("counting.smallChange")>{form(app, problems, &untrack(now))}</Details>
        </section>
    }
    .into_any()
}

fn form(app: App, problems: Problems, now: &SmallNumbers) -> AnyView {
    let bound = RwSignal::new(now.rule.bound().to_string());
    let base = RwSignal::new(now.rule.base().to_string());
    let by = RwSignal::new(String::new());
    let gaps: [(&str, &dyn std::fmt::Display); 2] = [("least", &Rule::LEAST_BOUND), ("most", &Rule::GREATEST_BOUND)];
    let (hint, need) = (fill("counting.smallBoundHint", &gaps), fill("counting.needBound", &gaps));
    let on_save = move || {
        let typed = bound.with_untracked(|t| t.trim().parse().ok());
        let base = base.with_untracked(|t| t.parse().unwrap_or(Rule::PUBLISHED.base()));
        let problem = match small::decide(typed, base, &by.get_untracked(), time::today()) {
            Ok(work) => {
                problems.set(Vec::new());
                return save(app, Some(work), Box::new(move || drop(by.try_set(String::new()))));
            }
            Err(WrongRule::Bound) => Problem { field: "small-bound", text: need.clone() },
            Err(WrongRule::Nobody) => Problem { field: "small-by", text: say("counting.needDecider") },
        };
        problems.set(vec![problem]);
    };
    let bases = Rule::BASES.map(|n| (n.to_string(), n.to_string())).to_vec();
    view! {
        <div>
            <TextInput id="small-bound" label=say("counting.smallBound") hint=hint value=bound problems=problems/>
            <Select id="small-base" label=say("counting.smallBase") options=bases value=base on_change=move |n| base.set(n)/>
            <TextInput id="small-by" label=say("counting.smallBy") hint=say("counting.smallByHint") value=by problems=problems/>
            {ends("counting.smallSave", Box::new(on_save), None)}
        </div>
    }
    .into_any()
}
