//! The notes beneath a thing that people told us: for the office alone.

use super::answering::{Answering, Open};
use crate::app::components::{Button, CollectView, Details, ErrorSummary, Problem, TextInput, live};
use crate::app::typed::{Recovered, Typed};
use crate::domain::{Event, Insight, kind, languages};
use crate::events::insights::{lacks_english, put_into_english};
use crate::ledger::Ledger;
use crate::record::Id;
use crate::words::{count, fill, say};
use leptos::prelude::*;

/// A note as the office reads it.
#[derive(Debug, Clone, PartialEq)]
struct Note {
    id: Id,
    words: String,
    facts: Vec<String>,
    summary: String,
    lacks_english: bool,
}

impl Note {
    fn of(ledger: &Ledger, note: Insight<'_>) -> Note {
        let event = note.event().and_then(|id| ledger.live(id, kind::EVENT)).map(Event);
        let said = |key: &str, gap: &str, text: &str| (!text.is_empty()).then(|| fill(key, &[(gap, &text)]));
        let facts = [
            event.map(|e| fill("heard.note.at", &[("event", &e.name())])),
            (note.said() > 1).then(|| fill("heard.note.said", &[("count", &note.said())])),
            match note.language().trim() {
                "" => None,
                typed if languages::named(typed) == languages::OTHER => Some(say("heard.note.otherLanguage")),
                typed => said("heard.note.language", "language", languages::named(typed)),
            },
            said("heard.note.translated", "name", note.translated_by()),
        ];
        Note {
            id: note.id(),
            words: note.words().to_owned(),
            facts: facts.into_iter().flatten().collect(),
            summary: note.summary().to_owned(),
            lacks_english: lacks_english(note),
        }
    }
}

/// The notes; open at once where one of them is to be put into English.
pub fn notes_view(answering: Answering, ids: Vec<Id>) -> AnyView {
    let notes: Vec<Note> = answering.app.state.with_untracked(|s| {
        ids.iter().filter_map(|id| s.ledger.live(*id, kind::INSIGHT)).map(|r| Note::of(&s.ledger, Insight(r))).collect()
    });
    let open = notes.iter().any(|n| n.lacks_english);
    let summary = count("heard.notes", notes.len());
    let items = notes.into_iter().map(|note| one(answering, note)).collect_view();
    view! { <Details summary=summary open=open><ul class="nhsuk-list">{items}</ul></Details> }.into_any()
}

fn one(answering: Answering, note: Note) -> AnyView {
    let id = note.id;
    let facts = note.facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view();
    let english = (!note.summary.is_empty()).then(|| view! { <p>{say("heard.note.english")} ": " {note.summary}</p> });
    let lacks = note.lacks_english.then(|| {
        live(move || match answering.open.get() {
            Open::English(open) if open == id => form(answering, id),
            _ => view! {
                <Button label=say("heard.note.put") on_press=move || answering.put_into_english(id) small=true/>
            }
            .into_any(),
        })
    });
    view! {
        <li class="gt-stack gt-stack--s">
            <blockquote class="gt-told__words">{note.words}</blockquote>
            {english}
            <ul class="gt-meta">{facts}</ul>
            {lacks}
        </li>
    }
    .into_any()
}

/// Putting a note into English.
fn form(answering: Answering, id: Id) -> AnyView {
    let form =
        Typed::keep(format!("english.{id}"), &[("english", answering.english), ("translator", answering.translator)]);
    let form = form.on(answering.app, &[id]);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let save = move || {
        let (text, by) = (answering.english.get_untracked(), answering.translator.get_untracked());
        if text.trim().is_empty() {
            return problems.set(vec![Problem::new("note-english", say("heard.note.need"))]);
        }
        answering.save_typed(form, Box::new(move |_| Some(put_into_english(id, &text, &by))), "heard.note.saved");
    };
    let cancel = move || {
        form.clear();
        answering.close();
    };
    view! {
        <ErrorSummary problems=problems/>
        <Recovered form=form/>
        <TextInput id="note-english" label=say("heard.note.english") hint=say("heard.note.englishHint") rows=3
            value=answering.english problems=problems/>
        <TextInput id="note-translator" label=say("heard.note.by") value=answering.translator/>
        <div class="gt-actions">
            <Button label=say("heard.note.save") on_press=save main=true/>
            <Button label=say("action.cancel") on_press=cancel/>
        </div>
    }
    .into_any()
}
