//! What people told us: a note in their own words. What is typed survives a closed page; what looks like a resident's
//! details is to be taken out before it is kept.

use super::desk::Desk;
use super::pin::{self, draft_key};
use crate::app::components::{Button, CollectView, ErrorSummary, Keys, Problem, Select, Show, TextInput, Tone, live};
use crate::app::pages::events::care::Care;
use crate::domain::{Insight, Topic, languages};
use crate::events;
use crate::events::counting::turn;
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
    fn open(event: Id, turn: u64) -> Form {
        let new = || RwSignal::new(String::new());
        let form =
            Form { theme: new(), words: new(), language: new(), summary: new(), translated_by: new(), said: new() };
        form.take(draft(event, turn).as_ref());
        form
    }

    /// Goes on with what was half typed.
    fn take(self, typed: Option<&Value>) {
        for (name, field) in self.fields() {
            if let Some(text) = typed.and_then(|t| t.get(name)).and_then(Value::as_str) {
                field.set(text.to_owned());
            }
        }
    }

    fn is_empty(self) -> bool {
        self.words.with(String::is_empty) && self.summary.with(String::is_empty)
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

/// What is half typed of a note by whoever holds the phone at a turn.
fn draft(event: Id, turn: u64) -> Option<Value> {
    serde_json::from_str(&journal::setting(&draft_key(event, turn))?).ok()
}

/// More people than that say nothing to one person at a stall: it is a phone number.
const MAX_SAID: u64 = 9_999;

/// The form, and the notes made since the phone was handed over last.
#[component]
pub fn Told(desk: Desk) -> impl IntoView {
    let own = desk.app.state.with_untracked(|s| turn(&s.ledger, desk.event));
    let form = Form::open(desk.event, own);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let care = Care::of(vec![form.words, form.summary, form.theme, form.language, form.translated_by]);
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
        match form.is_empty() {
            true => journal::forget_setting(&draft_key(desk.event, own)),
            false => {
                journal::set_setting(&draft_key(desk.event, own), &Value::Object(all).to_string());
            }
        }
    });
    let keep = move || {
        let note = untrack(|| form.note());
        let mut wrong = Vec::new();
        if note.words.trim().is_empty() && note.summary.trim().is_empty() {
            wrong.push(Problem::new("told-words", untrack(|| desk.say("stall.needWords"))));
        }
        if !note.language.trim().is_empty() && languages::name(&note.language).is_none() {
            wrong.push(Problem::new("told-language", untrack(|| desk.say("stall.toldLanguage"))));
        }
        let said = form.said.get_untracked();
        if !said.trim().is_empty() && said.trim().parse::<u64>().map_or(true, |n| n > MAX_SAID) {
            wrong.push(Problem::new("told-said", untrack(|| desk.say("stall.needNumber"))));
        }
        if untrack(|| care.holds_back()) {
            wrong.push(Problem::new("told-words", untrack(|| desk.say("stall.personal"))));
        }
        let is_well = wrong.is_empty();
        problems.set(wrong);
        let Some(here) = desk.here(time::now_ms()).filter(|_| is_well) else { return };
        let id = platform::new_id();
        leptos::task::spawn_local(async move {
            if desk.app.count(&move |s| Some(note.keep(&s.ledger, here, id))).await.is_ok() {
                for (_, field) in form.fields() {
                    field.try_set(String::new());
                }
                desk.app.tell(Tone::Saved, untrack(|| desk.say("stall.kept")));
            }
        });
    };
    let warnings = care.view(Signal::derive(move || desk.language()), move || problems.set(Vec::new()));
    view! {
        <form class="gt-told" on:submit=|e| e.prevent_default()>
            <ErrorSummary problems=problems/>
            {live(move || view! {
                <TextInput id="told-words" label=desk.say("stall.words") hint=desk.say("stall.wordsHint") value=form.words rows=3 problems=problems/>
            })}
            {warnings}
            <Select id="told-theme" label=untrack(|| desk.say("stall.theme.label")) options=themes value=form.theme
                on_change=move |v| form.theme.set(v)/>
            <TextInput id="told-language" label=untrack(|| desk.say("stall.language")) hint=untrack(|| desk.say("stall.languageHint")) value=form.language problems=problems/>
            <Show when=move || form.language.with(|l| !l.trim().is_empty())>
                <TextInput id="told-summary" label=untrack(|| desk.say("stall.summary")) value=form.summary rows=2/>
                <TextInput id="told-by" label=untrack(|| desk.say("stall.translatedBy")) value=form.translated_by/>
            </Show>
            <TextInput id="told-said" label=untrack(|| desk.say("stall.said")) hint=untrack(|| desk.say("stall.saidHint")) value=form.said keys=Keys::Number problems=problems/>
            {live(move || view! { <Button label=desk.say("stall.keep") on_press=keep main=true/> })}
        </form>
        <Notes desk=desk form=form problems=problems/>
    }
    .into_any()
}

/// The notes that whoever holds the phone may read.
#[component]
fn Notes(desk: Desk, form: Form, problems: RwSignal<Vec<Problem>>) -> impl IntoView {
    // The turns whose PIN was entered.
    let opened = RwSignal::new(Vec::<u64>::new());
    let notes = Memo::new(move |_| {
        let open = opened.get();
        desk.app.state.with(|s| {
            let shown = |n: &Insight<'_>| n.turn() >= turn(&s.ledger, desk.event) || open.contains(&n.turn());
            let (shown, hidden): (Vec<_>, Vec<_>) = insights::of(&s.ledger, desk.event).into_iter().partition(shown);
            let line = |n: Insight<'_>| (n.id(), n.theme().to_owned(), n.words().to_owned(), n.summary().to_owned());
            let shut = pin::hidden(&s.ledger, desk.event).iter().any(|turn| !open.contains(turn));
            (shown.into_iter().map(line).collect::<Vec<_>>(), hidden.len(), shut)
        })
    });
    let remove = move |id: Id| {
        let work = Work { erase: vec![(id, say("stall.removed"))], ..Work::new(Cause::Removed) };
        leptos::task::spawn_local(async move {
            if desk.app.transact(&mut |_| Some(work.clone().into())).await.is_ok() {
                desk.app.tell(Tone::Saved, untrack(|| desk.say("stall.removedDone")));
                page::focus_heading();
            }
        });
    };
    live(move || {
        let (shown, hidden, shut) = notes.get();
        let half_typed =
            opened.get().into_iter().filter_map(|turn| half_typed(desk, form, problems, turn)).collect_view();
        let any = !shown.is_empty() || shut || opened.with(|o| !o.is_empty());
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
                <p class="nhsuk-hint">{desk.say("stall.notesHint")}</p>
                <ul class="gt-list">{half_typed} {rows.collect_view()}</ul>
                {(hidden > 0).then(|| view! { <p>{desk.say_count("stall.hidden", hidden)}</p> })}
                {shut.then(|| view! {
                    <pin::Open event=desk.event opened=opened language=Signal::derive(move || desk.language())/>
                })}
            }
            .into_any()
        })
    })
}

/// What somebody had half typed when they handed the phone over, to go on with.
fn half_typed(desk: Desk, form: Form, problems: RwSignal<Vec<Problem>>, turn: u64) -> Option<AnyView> {
    let typed = draft(desk.event, turn)?;
    let text = |name: &str| typed.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (words, summary) = (text("words"), text("summary"));
    let is_gone = RwSignal::new(false);
    let go_on = move || {
        if !untrack(|| form.is_empty()) {
            return problems.set(vec![Problem::new("told-words", untrack(|| desk.say("stall.goOnFirst")))]);
        }
        form.take(draft(desk.event, turn).as_ref());
        journal::forget_setting(&draft_key(desk.event, turn));
        is_gone.set(true);
        page::focus_heading();
    };
    let card = live(move || {
        (!is_gone.get()).then(|| {
            view! {
                <li class="gt-list__item">
                    <p class="nhsuk-u-margin-bottom-0">{words.clone()}</p>
                    <ul class="gt-meta"><li>{desk.say("stall.halfTyped")}</li> <li>{summary.clone()}</li></ul>
                    <Button label=desk.say("stall.goOn") on_press=go_on small=true/>
                </li>
            }
        })
    });
    Some(card)
}
