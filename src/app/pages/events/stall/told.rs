//! What people told us: a note in their own words. What is typed survives a closed page; what looks like a resident's
//! details is to be taken out before it is kept.

use super::desk::Desk;
use super::pin;
use crate::app::components::{Button, CollectView, ErrorSummary, Problem, Select, Show, TextInput, live};
use crate::domain::{Insight, Topic};
use crate::events;
use crate::events::insights::{self, Note};
use crate::ledger::changes::{Cause, Work};
use crate::platform::{self, journal, page, time};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;
use serde_json::{Value, json};

/// What is being typed.
#[derive(Clone, Copy)]
struct Form {
    theme: RwSignal<String>,
    words: RwSignal<String>,
    language: RwSignal<String>,
    summary: RwSignal<String>,
    translated_by: RwSignal<String>,
    said: RwSignal<String>,
}

impl Form {
    /// The fields with their names in the journal.
    fn fields(self) -> [(&'static str, RwSignal<String>); 6] {
        [
            ("theme", self.theme),
            ("words", self.words),
            ("language", self.language),
            ("summary", self.summary),
            ("translatedBy", self.translated_by),
            ("said", self.said),
        ]
    }

    /// An empty form, or what was typed when the page closed.
    fn open(event: Id) -> Form {
        let new = || RwSignal::new(String::new());
        let form =
            Form { theme: new(), words: new(), language: new(), summary: new(), translated_by: new(), said: new() };
        let typed = journal::setting(&key(event)).and_then(|text| serde_json::from_str::<Value>(&text).ok());
        for (name, field) in form.fields() {
            if let Some(text) = typed.as_ref().and_then(|t| t.get(name)).and_then(Value::as_str) {
                field.set(text.to_owned());
            }
        }
        form
    }

    fn note(self) -> Note {
        Note {
            theme: self.theme.get(),
            words: self.words.get(),
            language: self.language.get(),
            summary: self.summary.get(),
            translated_by: self.translated_by.get(),
            said: self.said.get().trim().parse().unwrap_or(1),
            bears_on: Vec::new(),
        }
    }
}

fn key(event: Id) -> String {
    format!("told.{event}")
}

/// The form, and the notes made since the phone was handed over last.
#[component]
pub fn Told(desk: Desk) -> impl IntoView {
    let form = Form::open(desk.event);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let anyway = RwSignal::new(false);
    let topics = desk.app.state.with_untracked(|s| Topic::of_partnership(events::counting_record(&s.ledger)));
    let about = desk.current.with_untracked(|c| c.as_ref().map(|c| c.topic.clone()));
    if let Some(topic) = about.and_then(|id| topics.iter().find(|t| t.id == id))
        && form.theme.with_untracked(String::is_empty)
    {
        form.theme.set(topic.word.clone());
    }
    let themes = std::iter::once((String::new(), untrack(|| desk.say("stall.theme.none"))))
        .chain(topics.iter().map(|t| (t.word.clone(), untrack(|| desk.topic(t)))))
        .collect();
    Effect::new(move |_| {
        let all: serde_json::Map<String, Value> =
            form.fields().into_iter().map(|(name, field)| (name.to_owned(), json!(field.get()))).collect();
        match form.words.with(String::is_empty) && form.summary.with(String::is_empty) {
            true => journal::forget_setting(&key(desk.event)),
            false => journal::set_setting(&key(desk.event), &Value::Object(all).to_string()),
        }
    });
    let found = Memo::new(move |_| {
        let found = form.note().personal();
        found.iter().map(|(kind, words)| (kind.warning_in(desk.language(), words), words.clone())).collect::<Vec<_>>()
    });
    let take_out = move || {
        let found = found.get_untracked();
        for (_, field) in form.fields() {
            let mut text = field.get_untracked();
            found.iter().for_each(|(_, words)| text = text.replace(words.as_str(), "…"));
            field.set(text);
        }
    };
    let keep = move || {
        let note = untrack(|| form.note());
        let mut wrong = Vec::new();
        if note.words.trim().is_empty() && note.summary.trim().is_empty() {
            wrong.push(Problem { field: "told-words", text: untrack(|| desk.say("stall.needWords")) });
        }
        let said = form.said.get_untracked();
        if !said.trim().is_empty() && said.trim().parse::<u64>().is_err() {
            wrong.push(Problem { field: "told-said", text: untrack(|| desk.say("stall.needNumber")) });
        }
        if !anyway.get_untracked() && found.with_untracked(|f| !f.is_empty()) {
            wrong.push(Problem { field: "told-words", text: untrack(|| desk.say("stall.personal")) });
        }
        let is_well = wrong.is_empty();
        problems.set(wrong);
        let Some(here) = desk.here(time::now_ms()).filter(|_| is_well) else { return };
        let id = platform::new_id();
        leptos::task::spawn_local(async move {
            if desk.app.count(&move |ledger| Some(note.keep(ledger, here, id))).await.is_ok() {
                for (_, field) in form.fields() {
                    field.try_set(String::new());
                }
                anyway.try_set(false);
                desk.app.tell("success", untrack(|| desk.say("stall.kept")));
            }
        });
    };
    let warnings = move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            let lines = found.into_iter().map(|(warning, _)| view! { <li>{warning}</li> });
            view! {
                <div class="gt-checks" role="status">
                    <ul class="nhsuk-list">{lines.collect_view()}</ul>
                    <div class="gt-actions">
                        <Button label=desk.say("stall.takeOut") on_press=take_out small=true/>
                        <Button label=desk.say("stall.anyway") on_press=move || { anyway.set(true); problems.set(Vec::new()) } small=true/>
                    </div>
                    {live(move || anyway.get().then(|| view! { <p>{desk.say("stall.anywayOn")}</p> }))}
                </div>
            }
        })
    };
    view! {
        <form class="gt-told" on:submit=|e| e.prevent_default()>
            <ErrorSummary problems=problems/>
            {live(move || view! {
                <TextInput id="told-words" label=desk.say("stall.words") hint=desk.say("stall.wordsHint") value=form.words rows=3 problems=problems/>
            })}
            {warnings}
            <Select id="told-theme" label=untrack(|| desk.say("stall.theme.label")) options=themes value=form.theme
                on_change=move |v| form.theme.set(v)/>
            <TextInput id="told-language" label=untrack(|| desk.say("stall.language")) hint=untrack(|| desk.say("stall.languageHint")) value=form.language/>
            <Show when=move || form.language.with(|l| !l.trim().is_empty())>
                <TextInput id="told-summary" label=untrack(|| desk.say("stall.summary")) value=form.summary rows=2/>
                <TextInput id="told-by" label=untrack(|| desk.say("stall.translatedBy")) value=form.translated_by/>
            </Show>
            <TextInput id="told-said" label=untrack(|| desk.say("stall.said")) hint=untrack(|| desk.say("stall.saidHint")) value=form.said problems=problems/>
            {live(move || view! { <Button label=desk.say("stall.keep") on_press=keep main=true/> })}
        </form>
        <Notes desk=desk/>
    }
    .into_any()
}

/// The notes that whoever holds the phone may read.
#[component]
fn Notes(desk: Desk) -> impl IntoView {
    let opened = RwSignal::new(false);
    let notes = Memo::new(move |_| {
        let all = opened.get();
        desk.app.state.with(|s| {
            let (shown, hidden) = insights::notes(&s.ledger, desk.event);
            let shown = if all { insights::of(&s.ledger, desk.event) } else { shown };
            let line = |n: Insight<'_>| (n.id(), n.theme().to_owned(), n.words().to_owned(), n.summary().to_owned());
            (shown.into_iter().map(line).collect::<Vec<_>>(), if all { 0 } else { hidden })
        })
    });
    let remove = move |id: Id| {
        let work = Work { erase: vec![(id, say("stall.removed"))], ..Work::new(Cause::Removed) };
        leptos::task::spawn_local(async move {
            if desk.app.save(work, Vec::new()).await.is_ok() {
                desk.app.tell("success", untrack(|| desk.say("stall.removedDone")));
                page::focus_heading();
            }
        });
    };
    live(move || {
        let (shown, hidden) = notes.get();
        let any = !shown.is_empty() || hidden > 0;
        let rows = shown.into_iter().map(move |(id, theme, words, summary)| {
            let sure = RwSignal::new(false);
            let press = move || if sure.get_untracked() { remove(id) } else { sure.set(true) };
            view! {
                <li class="gt-list__item">
                    <p class="nhsuk-u-margin-bottom-0">{words}</p>
                    <ul class="gt-meta"><li>{theme}</li> <li>{summary}</li></ul>
                    {live(move || {
                        let label = if sure.get() { "stall.removeSure" } else { "stall.remove" };
                        view! { <Button label=desk.say(label) on_press=press small=true warning=sure.get()/> }
                    })}
                </li>
            }
            .into_any()
        });
        any.then(|| {
            view! {
                <h2 class="nhsuk-heading-s">{desk.say("stall.notes")}</h2>
                <ul class="gt-list">{rows.collect_view()}</ul>
                {(hidden > 0).then(|| view! {
                    <p>{desk.say_count("stall.hidden", hidden)}</p>
                    <pin::Open opened=opened/>
                })}
            }
            .into_any()
        })
    })
}
