//! The office's check words: whoever opens a first signed plan file compares them once, by telephone. Where that was a
//! mistake it is taken back here, and plan files wait until the words of one are compared.

use crate::app::components::{Button, CollectView, Details, Tone, WordsToCompare, live};
use crate::app::context::{App, use_app};
use crate::platform::{self, page, time};
use crate::store::admit::repaired;
use crate::store::doubt::{Waiting, compared, is_locked_for_others, take_back, waiting};
use crate::store::incoming::Arrival;
use crate::store::keys::office_words;
use crate::store::rows::SentRow;
use crate::store::{Intent, State};
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// How far this device is with knowing its office; nothing where there is nothing to compare, or it is its own key.
fn known(state: &State) -> Option<String> {
    let keys = &state.keys;
    let own = keys.proven().is_some_and(|own| keys.is_keeper(&own.keeper.key));
    // By their keys: working their words out takes a moment, and is left until they are shown.
    let who: String = keys.keepers.iter().map(|k| k.key.to_string()).collect();
    match () {
        () if keys.is_taken_back() => Some("takenBack".to_owned()),
        () if keys.keepers.is_empty() || own => None,
        () if keys.compared => Some(format!("{who} compared")),
        () => Some(who),
    }
}

/// The office's check words, and what somebody said of them.
#[component]
pub fn CheckOffice() -> impl IntoView {
    let app = use_app();
    let shown = Memo::new(move |_| app.state.with(known));
    live(move || match shown.get() {
        None => ().into_any(),
        Some(how) if how == "takenBack" => live(move || taken_back(app)),
        Some(how) => {
            let words = app.state.with_untracked(|s| office_words(&s.keys.keepers));
            if !how.ends_with("compared") {
                return to_compare(app, words);
            }
            let content = view! {
                <WordsToCompare label=say("exchange.office.known") words=words/>
                {wrong(app)}
            }
            .into_any();
            view! { <Details summary=say("exchange.office.words")>{content}</Details> }.into_any()
        }
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
        <WordsToCompare label=say("exchange.office.compare") words=words/>
        <Button label=say("exchange.office.match") on_press=fits/>
        <Details summary=say("exchange.office.other")>
            <p>{say("exchange.office.otherHint")}</p>
            {wrong(app)}
        </Details>
    };
    framed("exchange.office.title", content.into_any())
}

/// "These are not the right words": what that means, and the way to saying it.
fn wrong(app: App) -> AnyView {
    let yes = move || keep(app, |s| Some(take_back(s).into()), "exchange.office.takenBack");
    view! {
        <Details summary=say("exchange.office.wrong")>
            <p>{say("exchange.office.askHint")}</p>
            <p><strong>{say("exchange.office.ask")}</strong></p>
            <Button label=say("exchange.office.yes") on_press=yes warning=true/>
        </Details>
    }
    .into_any()
}

/// Saves what somebody said of the words, and says so at the top of the page.
fn keep(app: App, build: impl Fn(&State) -> Option<Intent> + 'static, told: &'static str) {
    leptos::task::spawn_local(async move {
        if app.transact(&mut |s| build(s)).await == Ok(true) {
            page::focus_heading();
            app.tell(Tone::Saved, say(told));
        }
    });
}

/// Nobody is believed to be the office: what that means, what strangers can read, and the plan files that wait.
fn taken_back(app: App) -> AnyView {
    let (sent, files) = app.state.with(|s| {
        let name = |row: &SentRow| {
            let line = fill("exchange.office.sent", &[("number", &row.sequence), ("day", &day_text(&row.created))]);
            view! { <li>{line}</li> }
        };
        let sent: Vec<&SentRow> = s.sent.iter().filter(|row| is_locked_for_others(s, row)).collect();
        let read = (!sent.is_empty()).then(|| {
            view! {
                <p><strong>{say("exchange.office.readable")}</strong></p>
                <ul class="nhsuk-list nhsuk-list--bullet">{sent.into_iter().map(name).collect_view()}</ul>
            }
        });
        (read, waiting(s))
    });
    let none = files.is_empty().then(|| view! { <p>{say("exchange.office.noneWaits")}</p> });
    let content = view! {
        <p>{say("exchange.office.waits")}</p>
        {sent}
        {none}
        {files.into_iter().map(|file| plan_file(app, file)).collect_view()}
    };
    framed("exchange.office.unknown", content.into_any())
}

/// A plan file that waits, with its words.
fn plan_file(app: App, file: Waiting) -> AnyView {
    let title = fill("exchange.office.file", &[("number", &file.number), ("day", &day_text(&file.created))]);
    let fits = move || {
        let (now, id) = (time::now_text(), file.id.clone());
        let build = move |s: &State| {
            let arrival = compared(s, &id, (time::now_ms(), &now))?;
            let Arrival { work, rows, poisoned, .. } = arrival;
            let (work, rows) = repaired(s, (work, rows), &poisoned, platform::new_id());
            Some(Intent { work, rows })
        };
        keep(app, build, "exchange.office.compared");
    };
    view! {
        <h3 class="nhsuk-heading-s">{title}</h3>
        {file.doubted.then(|| view! { <p>{say("exchange.office.doubted")}</p> })}
        <WordsToCompare label=say("exchange.office.compare") words=file.words/>
        <Button label=say("exchange.office.matchOpen") on_press=fits/>
    }
    .into_any()
}
