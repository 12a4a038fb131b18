//! What is typed when words are put in for someone: kept on every keystroke, checked, and made into a file
//! that waits to be looked at.

use crate::app::components::{Problem, Tone};
use crate::app::context::{App, Said, find_organisation};
use crate::app::route::Route;
use crate::app::stage;
use crate::domain::Draft;
use crate::domain::read_day;
use crate::forms::mail::Words;
use crate::platform::{self, journal, time};
use crate::record::Id;
use crate::store::rows::DraftRow;
use crate::words::{day, fill, say};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What the journal's keys for this form begin with; the whole key, before each partnership had its own.
const KEY: &str = "put-in";

fn key(partnership: &str) -> String {
    format!("{KEY}.{partnership}")
}

fn partnership(app: App) -> String {
    app.state.with_untracked(|s| s.about.as_ref().map(|a| a.partnership.clone())).unwrap_or_default()
}

/// The choice "another organisation".
pub(super) const OTHER: &str = "other";

/// How somebody can have said it; their names in data.
pub(super) const HOWS: [&str; 4] = ["e-mail", "phone", "meeting", "letter"];

/// What is typed so far.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub words: RwSignal<String>,
    /// An organisation's id, [`OTHER`], or empty.
    pub organisation: RwSignal<String>,
    pub other: RwSignal<String>,
    pub who: RwSignal<String>,
    pub how: RwSignal<String>,
    pub when: RwSignal<String>,
    pub next_steps: RwSignal<String>,
    pub expected_by: RwSignal<String>,
    pub help_needed: RwSignal<String>,
    /// The chosen actions with the rating's key for each; empty for not known.
    pub covers: RwSignal<BTreeMap<String, String>>,
    pub problems: RwSignal<Vec<Problem>>,
    pub busy: RwSignal<bool>,
    /// Whether these are words from before the page was closed.
    pub recovered: RwSignal<bool>,
    /// Whether the browser refuses to keep what is typed.
    pub not_kept: RwSignal<bool>,
    /// For which owner, where it was reached from that owner's row in this cycle.
    owner: StoredValue<Option<Id>>,
}

impl Form {
    /// The form as it was left, or an empty one; from now on it is kept on every change.
    pub fn open(app: App, owner: Option<Id>) -> Form {
        let partnership = partnership(app);
        let key = key(&partnership);
        let row = journal::noted(&key).or_else(|| {
            let row = journal::noted(KEY).filter(|row| row.fields.get("partnership") == Some(&partnership))?;
            journal::forget(KEY);
            Some(row)
        });
        let recovered = row.is_some();
        let row = row.unwrap_or_default();
        let text = |name: &str| RwSignal::new(row.fields.get(name).cloned().unwrap_or_default());
        let form = Form {
            words: text("narrative"),
            organisation: text("organisation"),
            other: text("other"),
            who: text("who"),
            how: text("how"),
            when: text("when"),
            next_steps: text("nextSteps"),
            expected_by: text("expectedBy"),
            help_needed: text("helpNeeded"),
            covers: RwSignal::new(row.covers.clone()),
            problems: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            recovered: RwSignal::new(recovered),
            not_kept: RwSignal::new(false),
            owner: StoredValue::new(owner),
        };
        if !recovered {
            form.begin();
        }
        Effect::new(move |_| {
            let row = form.row(&partnership);
            if form.is_blank() {
                journal::forget(&key);
            } else {
                form.not_kept.set(!journal::note(&row));
            }
        });
        form
    }

    /// Everything typed, by name.
    fn texts(self) -> [(&'static str, RwSignal<String>); 9] {
        [
            ("narrative", self.words),
            ("organisation", self.organisation),
            ("other", self.other),
            ("who", self.who),
            ("how", self.how),
            ("when", self.when),
            ("nextSteps", self.next_steps),
            ("expectedBy", self.expected_by),
            ("helpNeeded", self.help_needed),
        ]
    }

    /// What an empty form says: by e-mail, today, and the owner from whose row somebody came.
    fn begin(self) {
        self.organisation.set(self.first_organisation());
        self.how.set(HOWS.first().copied().unwrap_or_default().to_owned());
        self.when.set(day(time::today()));
    }

    fn first_organisation(self) -> String {
        self.owner.get_value().map(|owner| owner.to_string()).unwrap_or_default()
    }

    fn is_blank(self) -> bool {
        let of_itself = ["how", "when", "organisation"];
        let mut typed = self.texts().into_iter().filter(|(name, _)| !of_itself.contains(name));
        let chosen = self.organisation.with(|o| !o.is_empty() && *o != self.first_organisation());
        !chosen && typed.all(|(_, text)| text.with(|t| t.trim().is_empty())) && self.covers.with(BTreeMap::is_empty)
    }

    fn row(self, partnership: &str) -> DraftRow {
        let mut fields: BTreeMap<String, String> =
            self.texts().into_iter().map(|(name, text)| (name.to_owned(), text.get())).collect();
        fields.insert("partnership".to_owned(), partnership.to_owned());
        let (id, covers) = (key(partnership), self.covers.get());
        DraftRow { id, covers, fields, saved: time::now_ms(), ..DraftRow::default() }
    }

    /// Empties the form.
    pub fn clear(self) {
        for (_, text) in self.texts() {
            text.set(String::new());
        }
        self.covers.set(BTreeMap::new());
        self.problems.set(Vec::new());
        self.recovered.set(false);
        self.begin();
    }

    pub fn problem(self, field: &'static str, text: String) {
        self.problems.set(vec![Problem::new(field, text)]);
    }

    /// The organisation that speaks, with its draft where it is new. Reactive.
    pub fn organisation(self, app: App) -> Option<(Id, Vec<Draft>)> {
        let chosen = self.organisation.get();
        if chosen == OTHER {
            let name = self.other.get();
            let named = !name.trim().is_empty();
            return named.then(|| app.state.with(|s| find_organisation(s.ledger.records(), &name)));
        }
        Some((chosen.parse().ok()?, Vec::new()))
    }

    fn find_problems(self, app: App) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut need = |wrong: bool, field, key: &str| {
            if wrong {
                problems.push(Problem::new(field, say(key)));
            }
        };
        let empty = |text: RwSignal<String>| text.with_untracked(|t| t.trim().is_empty());
        need(empty(self.words), "put-words", "putin.needWords");
        let other = self.organisation.with_untracked(|o| o == OTHER);
        let none = untrack(|| self.organisation(app)).is_none();
        need(none && !other, "put-organisation", "putin.needOrganisation");
        need(none && other, "put-other", "putin.needOther");
        need(empty(self.who), "put-who", "putin.needWho");
        need(self.when.with_untracked(|w| read_day(w)).is_none(), "put-when", "bringin.needDay");
        need(self.covers.with_untracked(BTreeMap::is_empty), "put-search", "putin.needAction");
        problems
    }

    /// Puts it in: a file of its own, by a writer of its own, that waits to be looked at.
    pub fn put_in(self, app: App) {
        let problems = self.find_problems(app);
        let ok = problems.is_empty();
        self.problems.set(problems);
        let (true, Some((organisation, new))) = (ok, untrack(|| self.organisation(app))) else { return };
        let Some(voice) = stage::voice(app) else { return };
        let words = self.take(app, organisation, new);
        let organisation = self.organisation_name(app, organisation);
        let bundle = words.bundle(platform::new_id(), voice);
        let from = fill("putin.from", &[("who", &words.who), ("organisation", &organisation)]);
        let name = fill("putin.fileName", &[("who", &words.who)]);
        let owner = self.owner.get_value();
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let file = stage::stage(app, bundle, name, from, Vec::new()).await;
            self.busy.try_set(false);
            if let Some(file) = file {
                self.clear();
                journal::forget(&key(&partnership(app)));
                match owner {
                    // Back to the row that somebody came from, with the way to looking at it.
                    Some(owner) => {
                        let way = Some((Route::Review(Some(file)), say("putin.look")));
                        let said = Said { text: say("putin.waits"), way };
                        app.go_telling(&Route::CycleOf(owner), Tone::Info, said);
                    }
                    None => app.go(&Route::Review(Some(file))),
                }
            }
        });
    }

    fn take(self, app: App, organisation: Id, new: Vec<Draft>) -> Words {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let covers = self.covers.get_untracked().into_iter();
        let rating = |key: String| Some(key).filter(|k| !k.is_empty());
        Words {
            plan: app.tree.with_untracked(|t| t.as_ref().map(|t| t.id)),
            covers: covers.filter_map(|(id, key)| Some((id.parse().ok()?, rating(key)))).collect(),
            narrative: text(self.words),
            next_steps: text(self.next_steps),
            expected_by: text(self.expected_by),
            help_needed: text(self.help_needed),
            organisation: Some(organisation),
            new_organisation: new,
            who: text(self.who),
            how: text(self.how),
            when: self.when.with_untracked(|w| read_day(w)),
        }
    }

    fn organisation_name(self, app: App, id: Id) -> String {
        let typed = self.other.get_untracked();
        app.state.with_untracked(|s| s.ledger.organisation_name(id, typed.trim()))
    }
}
