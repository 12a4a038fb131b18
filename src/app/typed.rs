//! A small form's texts, kept on every keystroke: whoever closes the page, or is called away, finds them again.

use super::components::{Button, live};
use crate::platform::{journal, time};
use crate::record::SortedMap;
use crate::store::rows::DraftRow;
use crate::words::say;
use leptos::prelude::*;

/// The texts of a form, by name.
#[derive(Clone, Copy)]
pub struct Typed {
    key: StoredValue<String>,
    /// Name, what stood there at first, what is typed.
    texts: StoredValue<Vec<(String, String, RwSignal<String>)>>,
    recovered: RwSignal<bool>,
    not_kept: RwSignal<bool>,
}

impl Typed {
    /// The form of this key as it was left, or with these first texts; from now on it is kept on every change.
    pub fn open(key: String, first: Vec<(String, String)>) -> Typed {
        let row = journal::noted(&key);
        let recovered = row.is_some();
        let fields = row.map(|row| row.fields).unwrap_or_default();
        let text = |(name, first): (String, String)| {
            let now = fields.get(&name).cloned().unwrap_or_else(|| first.clone());
            (name, first, RwSignal::new(now))
        };
        let form = Typed {
            key: StoredValue::new(key),
            texts: StoredValue::new(first.into_iter().map(text).collect()),
            recovered: RwSignal::new(recovered),
            not_kept: RwSignal::new(false),
        };
        Effect::new(move |_| {
            let mut fields = SortedMap::new();
            form.texts.with_value(|texts| {
                for (name, first, text) in texts {
                    let now = text.get();
                    if now != *first {
                        fields.insert(name.clone(), now);
                    }
                }
            });
            let key = form.key.get_value();
            if fields.is_empty() {
                journal::forget(&key);
            } else {
                let row = DraftRow { id: key.clone(), fields, saved: time::now_ms(), ..DraftRow::default() };
                form.not_kept.set(!journal::note(&key, &row));
            }
        });
        form
    }

    /// The text of this name.
    pub fn text(self, name: &str) -> RwSignal<String> {
        let found = self.texts.with_value(|texts| texts.iter().find(|(n, ..)| n == name).map(|(.., text)| *text));
        found.unwrap_or_default()
    }

    /// What is typed under this name, now.
    pub fn now(self, name: &str) -> String {
        self.text(name).get_untracked()
    }

    /// Puts every text back to what stood there at first: it was saved elsewhere, or is not wanted.
    pub fn clear(self) {
        let _ = self.recovered.try_set(false);
        self.texts.try_with_value(|texts| {
            for (_, first, text) in texts {
                let _ = text.try_set(first.clone());
            }
        });
        if let Some(key) = self.key.try_get_value() {
            journal::forget(&key);
        }
    }
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
