//! A form's texts, kept on every keystroke: whoever closes the page, leaves it or is called away, finds them again.

use super::components::{Button, live};
use super::context::{App, use_app};
use crate::ledger::changes::{Had, Work};
use crate::pencil::taking_back::TakingBack;
use crate::platform::{journal, time};
use crate::record::{Id, Record};
use crate::store::State;
use crate::store::rows::DraftRow;
use crate::words::say;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Beside a form's texts, the partnership they are for.
const PARTNERSHIP: &str = "partnership";

/// Beside a form's texts, what stood in its records when somebody began to type.
const HAD: &str = "had";

/// The texts of a form, by name.
#[derive(Debug, Clone, Copy)]
pub struct Typed {
    key: StoredValue<String>,
    /// Name, what stood there at first, what is typed.
    texts: StoredValue<Vec<(String, String, RwSignal<String>)>>,
    recovered: RwSignal<bool>,
    not_kept: RwSignal<bool>,
    had: StoredValue<Had>,
}

/// These records, as they stand now.
pub fn had(state: &State, ids: &[Id]) -> Had {
    let record = |id: &Id| state.ledger.records().get(*id).cloned().unwrap_or_else(|| Record::new(*id, ""));
    Had::of(ids.iter().map(record))
}

impl Typed {
    /// The form of this key as it was left, or with these first texts; from now on it is kept on every change.
    pub fn open(key: String, first: Vec<(String, String)>) -> Typed {
        Typed::of(key, first.into_iter().map(|(name, first)| (name, RwSignal::new(first))).collect())
    }

    /// These texts, by name, as they were left under this key, if they were; from now on they are kept on every change.
    pub fn keep(key: String, texts: &[(&str, RwSignal<String>)]) -> Typed {
        Typed::of(key, texts.iter().map(|(name, text)| ((*name).to_owned(), *text)).collect())
    }

    fn of(key: String, texts: Vec<(String, RwSignal<String>)>) -> Typed {
        let partnership = use_app().state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership.clone()));
        let row = journal::noted(&key);
        let recovered = row.is_some();
        let fields = row.map(|row| row.fields).unwrap_or_default();
        let mut noted = Had::default();
        noted.recall(fields.get(HAD).map(String::as_str).unwrap_or_default());
        let text = |(name, text): (String, RwSignal<String>)| {
            let first = text.get_untracked();
            if let Some(left) = fields.get(&name) {
                text.set(left.clone());
            }
            (name, first, text)
        };
        let form = Typed {
            key: StoredValue::new(key),
            texts: StoredValue::new(texts.into_iter().map(text).collect()),
            recovered: RwSignal::new(recovered),
            not_kept: RwSignal::new(false),
            had: StoredValue::new(noted),
        };
        Effect::new(move |before: Option<()>| {
            let mut fields = BTreeMap::new();
            form.texts.with_value(|texts| {
                for (name, first, text) in texts {
                    let now = text.get();
                    if now != *first {
                        fields.insert(name.clone(), now);
                    }
                }
            });
            let key = form.key.get_value();
            if !fields.is_empty() {
                fields.extend(partnership.clone().map(|p| (PARTNERSHIP.to_owned(), p)));
                let had = form.had.with_value(Had::note);
                fields.extend(Some((HAD.to_owned(), had)).filter(|(_, had)| !had.is_empty()));
                let row = DraftRow { id: key.clone(), fields, saved: time::now_ms(), ..DraftRow::default() };
                form.not_kept.set(!journal::note(&row));
            } else if before.is_some() || recovered {
                journal::forget(&key);
            }
        });
        form
    }

    /// Notes on which records the form was opened. What somebody else writes there while it is open stays beside what
    /// is saved from it, as two versions.
    pub fn on(self, app: App, ids: &[Id]) -> Typed {
        let mut now = app.state.with_untracked(|s| had(s, ids));
        self.had.update_value(|noted| {
            now.recall(&noted.note());
            *noted = now;
        });
        self
    }

    /// What stood in the records of the form.
    pub fn had(self) -> Had {
        self.had.get_value()
    }

    /// Puts a text that nobody typed where nothing stands: leaving it is no change.
    pub fn propose(self, name: &str, text: String) {
        self.texts.update_value(|texts| {
            if let Some((_, first, typed)) = texts.iter_mut().find(|(n, ..)| n == name) {
                first.clone_from(&text);
                typed.set(text);
            }
        });
    }

    /// The text of this name.
    pub fn text(self, name: &str) -> RwSignal<String> {
        let found = self.texts.with_value(|texts| texts.iter().find(|(n, ..)| n == name).map(|(.., text)| *text));
        found.unwrap_or_default()
    }

    /// Whether the form has a text of this name.
    pub fn has(self, name: &str) -> bool {
        self.texts.with_value(|texts| texts.iter().any(|(n, ..)| n == name))
    }

    /// What is typed under this name, now.
    pub fn now(self, name: &str) -> String {
        self.text(name).get_untracked()
    }

    /// Whether these are words from before.
    pub fn is_left(self) -> bool {
        self.recovered.get_untracked()
    }

    /// Puts every text back to what stood there at first: it was saved elsewhere, or is not wanted.
    pub fn clear(self) {
        let _ = self.recovered.try_set(false);
        self.had.try_update_value(Had::forget_noted);
        self.texts.try_with_value(|texts| {
            for (_, first, text) in texts {
                let _ = text.try_set(first.clone());
            }
        });
        if let Some(key) = self.key.try_get_value() {
            journal::forget(&key);
        }
    }

    /// The key, for [`Typed::clear_all`] once the form may be gone.
    pub fn key(self) -> String {
        self.key.get_value()
    }

    /// Like [`Typed::clear`], also where the form's page was left meanwhile.
    pub fn clear_all(self, key: &str) {
        self.clear();
        journal::forget(key);
    }

    /// Saves what the form comes to in the state as it is; once it is stored, or where nothing differs, the form is
    /// cleared, also where its page was left meanwhile. Where `build` makes nothing, it is not. See [`App::transact`].
    pub async fn save(self, app: App, build: &mut dyn FnMut(&State) -> Option<Work>) -> bool {
        self.save_to_take_back(app, build).await.is_some()
    }

    /// Like [`Typed::save`], with what takes it back; `None` where it was not saved.
    pub async fn save_to_take_back(
        self,
        app: App,
        build: &mut dyn FnMut(&State) -> Option<Work>,
    ) -> Option<TakingBack> {
        let (key, had) = (self.key(), self.had.get_value());
        let saved = save_form(app, &had, build).await;
        if saved.is_some() {
            self.clear_all(&key);
            // A form that stays open goes on from what it has just saved.
            let now = app.state.with_untracked(|s| self::had(s, &had.ids()));
            self.had.try_set_value(now);
        }
        saved
    }
}

/// Saves what a form comes to that was opened on these records. What takes it back, where it is stored or nothing differs.
pub async fn save_form(app: App, had: &Had, build: &mut dyn FnMut(&State) -> Option<Work>) -> Option<TakingBack> {
    let mut made = None;
    let mut build = |state: &State| {
        let work = build(state).map(|work| work.of_form(had));
        made = work.as_ref().map(|work| TakingBack::of(&state.ledger, &work.edits));
        work.filter(|work| !work.is_empty()).map(Into::into)
    };
    app.transact(&mut build).await.ok().and(made)
}

/// Leaves these texts, by name, in the form of this key, as if they had been typed there.
pub fn leave(app: App, key: String, texts: &[(&str, String)]) {
    let partnership = app.about().map(|a| (PARTNERSHIP.to_owned(), a.partnership));
    let mut fields = BTreeMap::new();
    fields.extend(texts.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).chain(partnership));
    journal::note(&DraftRow { id: key, fields, saved: time::now_ms(), ..DraftRow::default() });
}

/// Whether words were left in the form of this key.
pub fn is_left(key: &str) -> bool {
    journal::noted(key).is_some()
}

/// Says that these are words from before the page was closed, and offers to clear them; or that they are kept
/// nowhere.
#[component]
pub fn Recovered(
    /// The form.
    form: Typed,
) -> impl IntoView {
    view! {
        {live(move || form.recovered.get().then(|| view! {
            <div class="nhsuk-inset-text">
                <p role="status">{say("typed.recovered")}</p>
                <Button label=say("typed.clear") on_press=move || form.clear() small=true/>
            </div>
        }))}
        {live(move || form.not_kept.get().then(|| view! { <p class="nhsuk-hint" role="status">{say("putin.notKept")}</p> }))}
    }
    .into_any()
}
