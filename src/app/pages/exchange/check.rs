//! The office's check words: whoever opens a first signed plan file compares them once, by telephone. Where that was a
//! mistake it is taken back here, and plan files wait until the words of one are compared.

use crate::app::components::{Button, CollectView, Details, live};
use crate::app::context::{App, use_app};
use crate::ledger::changes::{Cause, Work};
use crate::platform::{page, time};
use crate::store::State;
use crate::store::doubt::{Waiting, compared, is_locked_for_others, take_back, waiting};
use crate::store::incoming::put_away;
use crate::store::keys::{Keeper, office_words};
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// How far this device is with knowing its office.
#[derive(Clone, PartialEq)]
enum Known {
    /// There is nothing to compare, or it is this device's own key.
    Nothing,
    /// Nobody has compared the words of these keepers yet.
    ToCompare(Vec<Keeper>),
    /// Somebody has.
    Compared(Vec<Keeper>),
    /// These were not the right ones: returns that are locked for them, and plan files that wait.
    TakenBack(Vec<String>, Vec<Waiting>),
}

impl Known {
    fn of(state: &State) -> Known {
        let keys = &state.keys;
        let own = keys.proven().is_some_and(|own| keys.is_keeper(&own.keeper.key));
        if keys.is_taken_back() {
            let sent = state.sent.iter().filter(|row| is_locked_for_others(state, row));
            let name = |row: &crate::store::rows::SentRow| {
                fill("exchange.office.sent", &[("number", &row.sequence), ("day", &day_text(&row.created))])
            };
            return Known::TakenBack(sent.map(name).collect(), waiting(state));
        }
        match keys.keepers.is_empty() || own {
            true => Known::Nothing,
            false if keys.compared => Known::Compared(keys.keepers.clone()),
            false => Known::ToCompare(keys.keepers.clone()),
        }
    }
}

/// The office's check words, and what somebody said of them.
#[component]
pub fn CheckOffice() -> impl IntoView {
    let app = use_app();
    let known = Memo::new(move |_| app.state.with(Known::of));
    live(move || match known.get() {
        Known::Nothing => ().into_any(),
        Known::ToCompare(keepers) => to_compare(app, office_words(&keepers)),
        Known::Compared(keepers) => {
            let content = view! {
                <p>{say("exchange.office.known")}</p>
                <p><strong>{office_words(&keepers)}</strong></p>
                {wrong(app)}
            };
            view! { <Details summary=say("exchange.office.words")>{content}</Details> }.into_any()
        }
        Known::TakenBack(sent, files) => taken_back(app, sent, files),
    })
}

fn framed(title: &str, content: AnyView) -> AnyView {
    view! {
        <section class="nhsuk-inset-text" aria-labelledby="office-title">
            <h2 class="nhsuk-heading-m" id="office-title">{say(title)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn to_compare(app: App, words: String) -> AnyView {
    let fits = move || app.save_keys(Box::new(|keys| keys.compared = true), "exchange.office.compared");
    let content = view! {
        <p>{say("exchange.office.compare")}</p>
        <p><strong>{words}</strong></p>
        <Button label=say("exchange.office.match") on_press=fits/>
        <Details summary=say("exchange.office.other")>
            <p>{say("exchange.office.otherHint")}</p>
            {wrong(app)}
        </Details>
    };
    framed("exchange.office.title", content.into_any())
}

/// "These are not the right words", after a question.
fn wrong(app: App) -> AnyView {
    let asked = RwSignal::new(false);
    let yes = move || {
        leptos::task::spawn_local(async move {
            let rows = app.state.with_untracked(take_back);
            if app.save(Work::new(Cause::Typed), rows).await.is_ok() {
                page::focus_heading();
                app.tell("success", say("exchange.office.takenBack"));
            }
        });
    };
    live(move || match asked.get() {
        false => view! {
            <Button label=say("exchange.office.wrong") on_press=move || asked.set(true) small=true/>
        }
        .into_any(),
        true => view! {
            <div class="nhsuk-warning-callout" role="alert">
                <h3 class="nhsuk-warning-callout__label">{say("exchange.office.ask")}</h3>
                <p>{say("exchange.office.askHint")}</p>
                <div class="gt-actions">
                    <Button label=say("exchange.office.yes") on_press=yes warning=true/>
                    <Button label=say("exchange.office.no") on_press=move || asked.set(false)/>
                </div>
            </div>
        }
        .into_any(),
    })
}

/// Nobody is believed to be the office: what that means, what strangers can read, and the plan files that wait.
fn taken_back(app: App, sent: Vec<String>, files: Vec<Waiting>) -> AnyView {
    let none = files.is_empty().then(|| view! { <p>{say("exchange.office.noneWaits")}</p> });
    let read = (!sent.is_empty()).then(|| {
        let sent = sent.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <p><strong>{say("exchange.office.readable")}</strong></p>
            <ul class="nhsuk-list nhsuk-list--bullet">{sent}</ul>
        }
    });
    let content = view! {
        <p>{say("exchange.office.waits")}</p>
        {read}
        {none}
        {files.into_iter().map(|file| plan_file(app, file)).collect_view()}
    };
    framed("exchange.office.unknown", content.into_any())
}

/// A plan file that waits, with its words.
fn plan_file(app: App, file: Waiting) -> AnyView {
    let title = fill("exchange.office.file", &[("number", &file.number), ("day", &day_text(&file.created))]);
    let (id, gone) = (file.id.clone(), file.id);
    let fits = move || {
        let now = time::now_text();
        let arrival = app.state.with_untracked(|s| compared(s, &id, (time::now_ms(), &now)));
        leptos::task::spawn_local(async move {
            if let Some(arrival) = arrival
                && app.save(arrival.work, arrival.rows).await.is_ok()
            {
                page::focus_heading();
                app.tell("success", say("exchange.office.compared"));
            }
        });
    };
    let away = move || {
        let rows = app.state.with_untracked(|s| put_away(s, &gone));
        leptos::task::spawn_local(async move {
            // If it cannot be saved, that is said at the top of the page, and the file still waits.
            let _ = app.save(Work::new(Cause::Typed), rows).await;
        });
    };
    view! {
        <h3 class="nhsuk-heading-s">{title}</h3>
        {file.doubted.then(|| view! { <p>{say("exchange.office.doubted")}</p> })}
        <p>{say("exchange.office.compareThis")}</p>
        <p><strong>{file.words}</strong></p>
        <div class="gt-actions">
            <Button label=say("exchange.office.matchOpen") on_press=fits/>
            <Button label=say("exchange.waiting.away") on_press=away/>
        </div>
    }
    .into_any()
}
