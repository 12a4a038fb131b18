//! The first visit: who you are, and one choice how to begin.

use crate::app::components::{ErrorSummary, Page, Problem, TextInput};
use crate::app::context::{App, Person, use_app};
use crate::app::receive::receive;
use crate::app::route::Route;
use crate::bundle::{self, Partnership, Purpose};
use crate::ledger::changes::{Cause, Work};
use crate::platform::{self, files, journal};
use crate::store::RowChange;
use crate::store::rows::IssueRow;
use crate::words::{fill, say};
use leptos::prelude::*;

/// The sample's file, beside the app.
const SAMPLE: &str = "sample.thread.json";

/// The first visit.
#[component]
pub fn Welcome() -> impl IntoView {
    let app = use_app();
    let role = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let organisation = RwSignal::new(String::new());
    let partnership = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let person = move || Person {
        role: role.get_untracked(),
        name: name.get_untracked().trim().to_owned(),
        organisation: organisation.get_untracked().trim().to_owned(),
    };
    let check = move |needs_partnership: bool| {
        let mut found = Vec::new();
        let mut need = |missing: bool, field, key: &str| {
            if missing {
                found.push(Problem { field, text: say(key) });
            }
        };
        need(role.get_untracked().is_empty(), "role-representative", "welcome.needRole");
        need(name.get_untracked().trim().is_empty(), "name", "welcome.needName");
        let no_partnership = partnership.get_untracked().trim().is_empty();
        need(needs_partnership && no_partnership, "partnership", "welcome.needPartnership");
        let fine = found.is_empty();
        problems.set(found);
        fine
    };
    let begin_empty = move |then: Route| {
        if check(true) {
            let new = Partnership { id: platform::new_id(), name: partnership.get_untracked().trim().to_owned() };
            leptos::task::spawn_local(async move {
                if app.begin(new, person(), &Default::default()).await.is_ok() {
                    app.go(&then);
                }
            });
        }
    };
    let sample = move |_| {
        // To look at the sample nobody needs to say who they are.
        let mut who = person();
        if who.name.is_empty() {
            who.name = say("welcome.samplePerson");
        }
        if who.role.is_empty() {
            who.role = "manager".to_owned();
        }
        leptos::task::spawn_local(async move {
            if let Err(text) = open_sample(app, who).await {
                app.tell("warning", text);
            }
        });
    };
    view! {
        <Page title=say("welcome.title")>
            <p class="nhsuk-lede-text">{say("welcome.lead")}</p>
            <ErrorSummary problems=problems/>
            <Roles role=role problems=problems/>
            <TextInput id="name" label=say("welcome.name") value=name problems=problems autocomplete="name"/>
            <TextInput id="organisation" label=say("welcome.organisation") hint=say("welcome.organisationHint")
                value=organisation autocomplete="organization"/>
            <Show when=move || role.get() == "manager">
                <TextInput id="partnership" label=say("welcome.partnership") hint=say("welcome.partnershipHint")
                    value=partnership problems=problems/>
            </Show>
            <h2 class="nhsuk-heading-m">{say("welcome.how")}</h2>
            <ul class="gt-card-choice">
                <FileChoice id="open-file" title="welcome.open" hint="welcome.openHint" check=move || check(false) person=person/>
                <FileChoice id="last-file" title="welcome.again" hint="welcome.againHint" check=move || check(false) person=person/>
                <Show when=move || role.get() == "manager">
                    <Choice title="welcome.bringIn" hint="welcome.bringInHint" on_press=move |_| begin_empty(Route::BringIn)/>
                    <Choice title="welcome.empty" hint="welcome.emptyHint" on_press=move |_| begin_empty(Route::Today)/>
                </Show>
                <Choice title="welcome.sample" hint="welcome.sampleHint" on_press=sample/>
            </ul>
        </Page>
    }
}

#[component]
fn Roles(role: RwSignal<String>, problems: RwSignal<Vec<Problem>>) -> impl IntoView {
    let item = move |value: &'static str| {
        let id = format!("role-{value}");
        let hint = format!("{id}-hint");
        view! {
            <div class="nhsuk-radios__item">
                <input class="nhsuk-radios__input" id=id.clone() name="role" type="radio" value=value
                    aria-describedby=hint.clone() on:change=move |_| role.set(value.to_owned())/>
                <label class="nhsuk-label nhsuk-radios__label" for=id>{say(&format!("welcome.{value}"))}</label>
                <div class="nhsuk-hint nhsuk-radios__hint" id=hint>{say(&format!("welcome.{value}Hint"))}</div>
            </div>
        }
    };
    let missing = move || problems.with(|p| p.iter().any(|p| p.field == "role-representative"));
    view! {
        <fieldset class="nhsuk-fieldset nhsuk-form-group" class=("nhsuk-form-group--error", missing)>
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">{say("welcome.role")}</legend>
            <div class="nhsuk-radios">{item("representative")} {item("manager")} {item("ambassador")}</div>
        </fieldset>
    }
    .into_any()
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
    person: impl Fn() -> Person + Copy + Send + 'static,
) -> impl IntoView {
    let app = use_app();
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
        let who = person();
        leptos::task::spawn_local(async move {
            let opened = match files::chosen(&input).await {
                Ok(opened) => opened,
                Err(e) if e.0 == "TooLarge" => return app.tell("warning", say("welcome.fileTooLarge")),
                Err(e) => return app.tell("warning", fill("welcome.fileFailed", &[("reason", &e.0)])),
            };
            let [file] = opened.as_slice() else { return app.tell("warning", say("welcome.manyFiles")) };
            match open_first(app, file.clone(), who).await {
                Ok(()) => app.go(&Route::Today),
                Err(text) => app.tell("warning", text),
            }
        });
    };
    view! {
        <li>
            <button class="gt-card-choice__button" type="button" on:click=press>
                <span class="gt-card-choice__title">{say(title)}</span>
                <span class="gt-card-choice__hint">{say(hint)}</span>
            </button>
            <input class="gt-visually-hidden" node_ref=input id=id type="file" tabindex="-1"
                aria-label=say(title) accept=".json,application/json" on:change=chosen/>
        </li>
    }
    .into_any()
}

async fn open_first(app: App, file: files::Opened, person: Person) -> Result<(), String> {
    if let Ok(read) = bundle::read(&file.bytes)
        && read.bundle.envelope.purpose == Purpose::Backup
    {
        return super::device::restore(app, read.bundle, Some(person)).await;
    }
    receive(app, file, Some(person)).await.map(|_| ())
}

/// Opens the sample: a partnership of its own, beside any real one.
async fn open_sample(app: App, person: Person) -> Result<(), String> {
    let failed = |reason: String| fill("welcome.sampleFailed", &[("reason", &reason)]);
    let bytes = files::fetch(SAMPLE).await.map_err(|e| failed(e.0))?;
    let read = bundle::read(&bytes).map_err(|e| failed(e.words()))?;
    let envelope = read.bundle.envelope;
    let created = envelope.created.clone();
    app.begin(envelope.partnership.clone(), person, &read.bundle.records).await.map_err(|e| e.words())?;
    let Some(mut about) = app.about() else { return Ok(()) };
    about.sample = true;
    about.keeper = Some(if about.office { about.writer.clone() } else { envelope.from.to_string() });
    about.issue = Some(IssueRow { id: envelope.id.to_string(), number: envelope.number.unwrap_or(1), created });
    let mut work = Work::new(Cause::Issue { number: envelope.number.unwrap_or(1) });
    work.joins = read.bundle.records.iter().cloned().collect();
    let rows = vec![RowChange::About(about), RowChange::Base(read.bundle.records)];
    app.save(work, rows).await.map_err(|e| e.words())?;
    journal::set_setting("seenSample", "yes");
    app.go(&Route::Today);
    Ok(())
}
