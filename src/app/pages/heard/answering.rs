//! What is open on the page and what was typed there. An answer that is being written outlives the page: it is noted
//! on this device with every keystroke, until it is saved or put away.

use super::line::Line;
use crate::app::components::{Covers, Tone};
use crate::app::context::{App, answers_setting};
use crate::app::typed::{self, Typed};
use crate::domain::{Answer, AnswerState, kind};
use crate::events::insights::Wording;
use crate::ledger::changes::{Had, Work};
use crate::platform::{journal, page, time};
use crate::record::Id;
use crate::store::State;
use crate::words::say;
use leptos::prelude::*;
use serde_json::{Map, Value};

/// Which form is open, and about what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// None.
    Nothing,
    /// The answer to a thing.
    Answer(Id),
    /// Its theme and what it bears on.
    Sort(Id),
    /// A note's English.
    English(Id),
}

/// What is typed; copied freely.
#[derive(Clone, Copy)]
pub struct Answering {
    pub app: App,
    pub open: RwSignal<Open>,
    /// The answer that says this too, or empty for a new one.
    pub to: RwSignal<String>,
    pub theme: RwSignal<String>,
    pub wording: RwSignal<String>,
    pub state: RwSignal<String>,
    pub because: RwSignal<String>,
    pub by: RwSignal<String>,
    pub approved: RwSignal<String>,
    /// What a note says in English, and who put it so.
    pub english: RwSignal<String>,
    pub translator: RwSignal<String>,
    pub covers: RwSignal<Covers>,
    /// The answer as it stood when it was opened: what is like it is not noted.
    before: StoredValue<Vec<String>>,
    /// What is changed by the form that is open, as it stood when it was opened.
    had: StoredValue<Had>,
}

/// What a form comes to.
type Build = Box<dyn Fn(&State) -> Option<Work>>;

/// Beside the texts of an answer, what stood in its record when somebody began to write.
const HAD: &str = "had";

/// Where answers that are being written are noted: one place a partnership.
fn noted_under(app: App) -> String {
    let about = app.state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership.clone()));
    answers_setting(&about.unwrap_or_default())
}

fn noted(app: App) -> Map<String, Value> {
    let text = journal::setting(&noted_under(app)).unwrap_or_default();
    serde_json::from_str::<Value>(&text).ok().and_then(|v| v.as_object().cloned()).unwrap_or_default()
}

fn note(app: App, all: Map<String, Value>) {
    if all.is_empty() {
        journal::forget_setting(&noted_under(app));
    } else {
        journal::set_setting(&noted_under(app), &Value::Object(all).to_string());
    }
}

impl Answering {
    /// Nothing open. What was noted of things that are not here any more is forgotten.
    pub fn new(app: App) -> Answering {
        let text = || RwSignal::new(String::new());
        let answering = Answering {
            app,
            open: RwSignal::new(Open::Nothing),
            to: text(),
            theme: text(),
            wording: text(),
            state: text(),
            because: text(),
            by: text(),
            approved: text(),
            english: text(),
            translator: text(),
            covers: RwSignal::default(),
            before: StoredValue::default(),
            had: StoredValue::default(),
        };
        let before = noted(app);
        let is_here = |id: &str| {
            let id: Option<Id> = id.parse().ok();
            app.state.with_untracked(|s| {
                id.is_some_and(|id| [kind::ANSWER, kind::INSIGHT].iter().any(|k| s.ledger.live(id, k).is_some()))
            })
        };
        let here: Map<String, Value> = before.iter().filter(|(id, _)| is_here(id)).map(own).collect();
        if here.len() < before.len() {
            note(app, here);
        }
        Effect::new(move |_| answering.keep());
        answering
    }

    fn fields(self) -> [(&'static str, RwSignal<String>); 7] {
        [
            ("to", self.to),
            ("theme", self.theme),
            ("wording", self.wording),
            ("state", self.state),
            ("because", self.because),
            ("by", self.by),
            ("approved", self.approved),
        ]
    }

    /// Notes what is typed of an answer, where it differs from what stood there.
    fn keep(self) {
        let typed: Vec<String> = self.fields().into_iter().map(|(_, value)| value.get()).collect();
        if let Open::Answer(key) = self.open.get_untracked() {
            let mut all = noted(self.app);
            if self.before.with_value(|before| *before == typed) {
                all.remove(&key.to_string());
            } else {
                let names = self.fields().into_iter().map(|(name, _)| name.to_owned());
                let typed = names.zip(typed.into_iter().map(Value::String));
                let had = (HAD.to_owned(), Value::String(self.had.with_value(Had::note)));
                all.insert(key.to_string(), Value::Object(typed.chain([had]).collect()));
            }
            note(self.app, all);
        }
    }

    /// Opens the answer to a thing, as it was left or as it stands.
    pub fn answer(self, line: &Line) {
        self.open.set(Open::Nothing);
        let left = self.left(line);
        let stands = line.answer.as_ref().and_then(|a| self.standing(a.id));
        let theme = line.theme.clone();
        let fresh = Wording {
            theme,
            wording: String::new(),
            state: AnswerState::Heard,
            because: String::new(),
            answered_by: String::new(),
            approved_by: String::new(),
        };
        // The answer, and the notes that it answers.
        let ids: Vec<Id> = line.answer.iter().map(|a| a.id).collect();
        self.had.set_value(self.app.state.with_untracked(|s| typed::had(s, &ids)));
        self.put(&stands.unwrap_or(fresh));
        self.to.set(String::new());
        self.before.set_value(self.fields().into_iter().map(|(_, value)| value.get_untracked()).collect());
        if let Some(noted) = left.as_ref().and_then(|l| l.get(HAD)).and_then(Value::as_str) {
            self.had.update_value(|had| had.recall(noted));
        }
        for (name, value) in self.fields() {
            if let Some(left) = left.as_ref().and_then(|l| l.get(name)).and_then(Value::as_str) {
                value.set(left.to_owned());
            }
        }
        self.show(Open::Answer(line.key), "answer-wording");
    }

    /// The answer as it was left. It is known by a note of the thing, and a note that came in since may stand first.
    fn left(self, line: &Line) -> Option<Value> {
        let mut all = noted(self.app);
        let mut ids = std::iter::once(&line.key).chain(&line.notes);
        let left = ids.find_map(|id| all.remove(&id.to_string()))?;
        all.insert(line.key.to_string(), left.clone());
        note(self.app, all);
        Some(left)
    }

    /// The wording of an answer as it stands.
    pub fn standing(self, answer: Id) -> Option<Wording> {
        self.app.state.with_untracked(|s| s.ledger.live(answer, kind::ANSWER).map(Answer).map(Wording::of))
    }

    fn put(self, wording: &Wording) {
        self.theme.set(wording.theme.clone());
        self.wording.set(wording.wording.clone());
        self.state.set(wording.state.name().to_owned());
        self.because.set(wording.because.clone());
        self.by.set(wording.answered_by.clone());
        self.approved.set(wording.approved_by.clone());
    }

    /// Takes what is empty yet from an answer that says this too. Nothing that was typed is lost to it.
    pub fn take(self, answer: &Wording) {
        let given = [
            (self.theme, &answer.theme),
            (self.wording, &answer.wording),
            (self.because, &answer.because),
            (self.by, &answer.answered_by),
            (self.approved, &answer.approved_by),
        ];
        for (value, text) in given.into_iter().filter(|(value, _)| value.with_untracked(|v| v.trim().is_empty())) {
            value.set(text.clone());
        }
        self.state.set(answer.state.name().to_owned());
    }

    /// The answer as typed.
    pub fn typed(self) -> Wording {
        Wording {
            theme: self.theme.get(),
            wording: self.wording.get(),
            state: AnswerState::read(&self.state.get()).unwrap_or(AnswerState::Heard),
            because: self.because.get(),
            answered_by: self.by.get(),
            approved_by: self.approved.get(),
        }
    }

    /// Opens theme and actions of a thing.
    pub fn sort(self, line: &Line) {
        self.open.set(Open::Nothing);
        self.had.set_value(self.app.state.with_untracked(|s| typed::had(s, &line.notes)));
        self.theme.set(line.theme.clone());
        self.covers.set(line.bears_on.iter().map(|id| (id.to_string(), String::new())).collect());
        self.show(Open::Sort(line.key), "sort-theme");
    }

    /// Opens a note's English.
    pub fn put_into_english(self, id: Id) {
        self.english.set(String::new());
        self.translator.set(String::new());
        self.show(Open::English(id), "note-english");
    }

    fn show(self, open: Open, focus: &'static str) {
        self.open.set(open);
        time::after(0, move || page::focus(focus));
    }

    /// Closes what is open; an answer that was being written is noted no longer.
    pub fn close(self) {
        if let Open::Answer(key) = self.open.get_untracked() {
            let mut all = noted(self.app);
            all.remove(&key.to_string());
            note(self.app, all);
        }
        self.open.set(Open::Nothing);
    }

    /// Saves, and then closes what is open.
    pub fn save(self, build: Build, told: &'static str) {
        let had = self.had.get_value();
        leptos::task::spawn_local(async move {
            if typed::save_form(self.app, &had, &mut |s| build(s)).await.is_some() {
                self.close();
                self.app.tell(Tone::Saved, say(told));
            }
        });
    }

    /// The same for a form that is kept while somebody types.
    pub fn save_typed(self, form: Typed, build: Build, told: &'static str) {
        leptos::task::spawn_local(async move {
            if form.save(self.app, &mut |s| build(s)).await {
                self.close();
                self.app.tell(Tone::Saved, say(told));
            }
        });
    }
}

fn own((id, value): (&String, &Value)) -> (String, Value) {
    (id.clone(), value.clone())
}
