//! The first visit: who you are, and one choice how to begin. What is done about the choice is
//! [`super::beginning`]'s; this is fetched before that.

use super::components::{
    CollectView, ErrorSummary, Page, Problem, Radio, Radios, Show, TextInput, Tone, live, only_one,
};
use super::entrance::{Choice, Door, Message};
use super::route::Route;
use crate::domain::{Role, kind};
use crate::platform::files;
use crate::words::say;
use leptos::prelude::*;

/// The first visit.
#[component]
pub fn FirstVisit(
    /// What is typed, which outlives this view.
    door: Door,
    /// Begins.
    choose: impl Fn(Choice) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let Door { role, name, organisation, partnership, problems, .. } = door;
    let check = move |needs_partnership: bool| {
        let mut found = Vec::new();
        let mut need = |missing: bool, field, key: &str| {
            if missing {
                found.push(Problem::new(field, say(key)));
            }
        };
        need(role.get_untracked().is_empty(), "role", "welcome.needRole");
        need(name.get_untracked().trim().is_empty(), "name", "welcome.needName");
        let no_partnership = partnership.get_untracked().trim().is_empty();
        need(needs_partnership && no_partnership, "partnership", "welcome.needPartnership");
        let fine = found.is_empty();
        problems.set(found);
        fine
    };
    let begin_empty = move |then: Route| {
        if check(true) {
            choose(Choice::Empty(then));
        }
    };
    // To look at the sample nobody needs to say who they are.
    let look = move |role: Role| move |_: leptos::ev::MouseEvent| choose(Choice::Sample(role));
    let sample = move || match role.with(|r| Role::read(r)) {
        Some(role) => {
            view! { <Choice title="welcome.sample" hint="welcome.sampleHint" on_press=look(role)/> }.into_any()
        }
        None => [
            (Role::Manager, "welcome.sampleManager", "welcome.sampleManagerHint"),
            (Role::Representative, "welcome.sampleRepresentative", "welcome.sampleRepresentativeHint"),
            (Role::Ambassador, "welcome.sampleAmbassador", "welcome.sampleAmbassadorHint"),
        ]
        .into_iter()
        .map(|(role, title, hint)| view! { <Choice title=title hint=hint on_press=look(role)/> })
        .collect_view()
        .into_any(),
    };
    let file = move |file| choose(Choice::File(file));
    let last = move |file| choose(Choice::Last(file));
    let is_manager = move || role.with(|r| Role::read(r) == Some(Role::Manager));
    // A manager who begins with nothing begins with the plan.
    let first_plan = move || match is_manager() {
        true => Route::NewRecord(kind::PLAN, String::new()),
        false => Route::Today,
    };
    view! {
        <Page title=say("welcome.title")>
            <p class="nhsuk-lede-text">{say("welcome.lead")}</p>
            <ErrorSummary problems=problems/>
            <Radios id="role" legend=say("welcome.role") heading=true options=roles() value=role problems=problems/>
            <TextInput id="name" label=say("welcome.name") value=name problems=problems autocomplete="name"/>
            <TextInput id="organisation" label=say("welcome.organisation") hint=say("welcome.organisationHint")
                value=organisation autocomplete="organization"/>
            <Show when=is_manager>
                <TextInput id="partnership" label=say("welcome.partnership") hint=say("welcome.partnershipHint")
                    value=partnership problems=problems/>
            </Show>
            <h2 class="nhsuk-heading-m">{say("welcome.how")}</h2>
            <ul class="gt-card-choice">
                <FileChoice id="open-file" title="welcome.open" hint="welcome.openHint" check=move || check(false) door=door file=file/>
                <FileChoice id="last-file" title="welcome.again" hint="welcome.againHint" check=move || check(false) door=door file=last/>
                <Show when=is_manager>
                    <Choice title="welcome.bringIn" hint="welcome.bringInHint" on_press=move |_| begin_empty(Route::BringIn)/>
                    <Choice title="welcome.empty" hint="welcome.emptyHint" on_press=move |_| begin_empty(first_plan())/>
                </Show>
                {live(sample)}
            </ul>
        </Page>
    }
}

fn roles() -> Vec<Radio> {
    let one = |of: Role| Radio {
        value: of.name(),
        words: say(&format!("welcome.{}", of.name())),
        hint: say(&format!("welcome.{}Hint", of.name())),
    };
    [Role::Representative, Role::Manager, Role::Ambassador].map(one).into()
}

#[component]
fn Choice(
    title: &'static str,
    hint: &'static str,
    on_press: impl Fn(leptos::ev::MouseEvent) + Send + 'static,
) -> impl IntoView {
    view! {
        <li>
            <button class="gt-card-choice__button" type="button" on:click=on_press>
                <span class="gt-card-choice__title">{say(title)}</span>
                <span class="gt-card-choice__hint">{say(hint)}</span>
            </button>
        </li>
    }
    .into_any()
}

/// A choice that opens the file chooser. The label is what is pressed; the input keeps the keyboard.
#[component]
fn FileChoice(
    id: &'static str,
    title: &'static str,
    hint: &'static str,
    check: impl Fn() -> bool + Copy + Send + 'static,
    door: Door,
    file: impl Fn(files::Opened) + Copy + Send + 'static,
) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let press = move |_| {
        if check()
            && let Some(input) = input.get_untracked()
        {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let problem = match only_one(files::chosen(&input).await, "welcome.manyFiles") {
                Ok(Some(opened)) => return file(opened),
                Ok(None) => return,
                Err(words) => words,
            };
            door.message.set(Some(Message { tone: Tone::Warning, text: problem, way: None }));
        });
    };
    view! {
        <li>
            <button class="gt-card-choice__button" type="button" on:click=press>
                <span class="gt-card-choice__title">{say(title)}</span>
                <span class="gt-card-choice__hint">{say(hint)}</span>
            </button>
            <input class="gt-visually-hidden" node_ref=input id=id type="file" tabindex="-1"
                aria-label=say(title) accept=".json,.age,.txt,application/json,text/plain" on:change=chosen/>
        </li>
    }
    .into_any()
}
