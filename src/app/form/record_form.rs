//! A form over a record: its texts, its checks, saving.

use super::agreement;
use super::ids::control_id;
use crate::app::components::{Button, CollectView, ErrorSummary, Problem, live};
use crate::app::context::App;
use crate::app::route::Route;
use crate::app::typed::{Recovered, Typed};
use crate::domain::kind;
use crate::domain::kinds::{self, Field, Kind, Shape};
use crate::ledger::changes::Work;
use crate::pencil::adding;
use crate::pencil::agreed::{self, Agreed};
use crate::pencil::taking_back::TakingBack;
use crate::pencil::{self, Filled, Form};
use crate::platform::{self, time};
use crate::record::{Edit, Id, Record};
use crate::store::State;
use crate::words::say;
use leptos::prelude::*;
use std::sync::Arc;

/// What a page adds to the edits of its form: whom a new record belongs to, when somebody made sure of it.
pub type Also = Arc<dyn Fn(&State, Id) -> Vec<Edit> + Send + Sync>;

/// A form over a record, or over one that is to be.
#[derive(Clone, Copy)]
pub struct RecordForm {
    pub(super) app: App,
    pub(super) id: Option<Id>,
    pub(super) form: StoredValue<Form>,
    /// What its controls' ids begin with, where several forms of one kind stand on a page; else nothing.
    prefix: StoredValue<String>,
    /// Its texts, by the fields' names.
    pub typed: Typed,
    /// What keeps it from being saved.
    pub problems: RwSignal<Vec<Problem>>,
    /// Whether it is being saved.
    pub busy: RwSignal<bool>,
}

/// What became of a form that was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// The record.
    pub id: Id,
    /// What to tell whoever saved it: a key.
    pub told: &'static str,
    /// What takes it back.
    pub back: TakingBack,
}

impl RecordForm {
    /// The form of a record, as it was left or as the record stands; of none, of a new record, kept while it is typed
    /// under the place where it would stand. `None` where the record is not here.
    pub fn open(app: App, kind: &str, id: Option<Id>, place: &str, fields: &[&str]) -> Option<RecordForm> {
        RecordForm::over(app, pencil::form(kind, fields, time::today())?, id, place, key(kind, id, place))
    }

    /// The form of everything that a record says, in the order in which it is declared.
    pub fn whole(app: App, kind: &'static Kind, id: Id) -> Option<RecordForm> {
        RecordForm::over(app, Form::whole(kind, time::today()), Some(id), "", key(kind.name, Some(id), ""))
    }

    /// The form of a new record, of everything that its kind is asked but these fields and its place.
    pub fn new_at(app: App, kind: &'static Kind, place: &str, without: &[&str]) -> Option<RecordForm> {
        let is_place = |field: &Field| matches!(field.shape.of_one(), Shape::Under(_) | Shape::Placed);
        let form = Form::whole(kind, time::today());
        let fields = form.fields().iter().filter(|field| !is_place(field) && !without.contains(&field.name));
        let fields: Vec<&str> = fields.map(|field| field.name).collect();
        RecordForm::over(app, Form::new(kind, &fields, time::today()), None, place, key(kind.name, None, place))
    }

    /// The form of some facts of a record that belong together, beside its whole form; `part` names them.
    pub fn part(app: App, kind: &str, id: Id, part: &str, fields: &[&str]) -> Option<RecordForm> {
        RecordForm::over(app, pencil::form(kind, fields, time::today())?, Some(id), "", pencil_key(id, part))
    }

    /// The form of one fact of a record, where it stands.
    pub fn pencil(app: App, id: Id, field: &'static Field) -> Option<RecordForm> {
        let form = pencil::form(field.kind, &[field.name], time::today())?;
        RecordForm::over(app, form, Some(id), "", pencil_key(id, field.name))
    }

    /// The form of everything that may be typed in a record that came in and is not here. `prefix` is what its controls'
    /// ids begin with. It is not saved: whoever asked for it takes its [`RecordForm::changed`].
    pub fn of_one_that_came(app: App, record: Record, key: String, prefix: String) -> Option<RecordForm> {
        let kind = kinds::find(&record.kind)?;
        let (id, form) = (record.id, Form::whole(kind, time::today()).without_the_offices().over(record));
        let form = RecordForm::over(app, form, Some(id), "", key)?;
        form.prefix.set_value(prefix);
        Some(form)
    }

    /// What the record would say otherwise, field by field.
    pub fn changed(self) -> Vec<Edit> {
        let Some(id) = self.id else { return Vec::new() };
        let filled = untrack(|| self.filled());
        self.app.state.with_untracked(|s| self.form.with_value(|form| form.edits(&s.ledger, id, &filled)))
    }

    /// What a field's control is called in the page.
    pub(super) fn id_of(self, field: &Field) -> String {
        self.prefix.with_value(|prefix| format!("{prefix}{}", control_id(field.kind, field.name)))
    }

    fn over(app: App, form: Form, id: Option<Id>, place: &str, key: String) -> Option<RecordForm> {
        let kind = form.kind().name;
        let came = form.is_over_one_that_came();
        // What the office alone writes is asked of nobody else: what they said there would be left out of their file.
        let form = if untrack(|| app.is_office()) { form } else { form.without_the_offices() };
        let is_here = id.is_none_or(|id| app.state.with_untracked(|s| s.ledger.live(id, kind).is_some()));
        if !is_here && !came {
            return None;
        }
        let first = app.state.with_untracked(|s| form.first(&s.ledger, id));
        let asked = match id {
            Some(_) if came => Vec::new(),
            Some(id) => agreement::first(app, &form, id),
            None => agreement::first_of_new(app, &form, place),
        };
        let typed = Typed::open(key, first.0.into_iter().chain(asked).collect()).on(app, id.as_slice());
        let form = StoredValue::new(form);
        let prefix = StoredValue::default();
        Some(RecordForm { app, id, form, prefix, typed, problems: RwSignal::default(), busy: RwSignal::new(false) })
    }

    /// What is typed in a field.
    pub fn text(self, field: &str) -> RwSignal<String> {
        self.typed.text(field)
    }

    /// All that is typed; whoever reads it here hears of every change.
    pub fn filled(self) -> Filled {
        let names: Vec<&str> = self.form.with_value(|form| form.fields().iter().map(|field| field.name).collect());
        Filled(names.into_iter().map(|name| (name.to_owned(), self.text(name).get())).collect())
    }

    /// What stands above the fields: what is wrong, and that these are words from before.
    pub fn head(self) -> AnyView {
        view! {
            <ErrorSummary problems=self.problems/>
            <Recovered form=self.typed/>
        }
        .into_any()
    }

    /// That these are words from before, for a form that is one field.
    pub fn recovered(self) -> AnyView {
        view! { <Recovered form=self.typed/> }.into_any()
    }

    /// The names of its fields, in order.
    pub fn fields(self) -> Vec<&'static str> {
        self.form.with_value(|form| form.fields().iter().map(|field| field.name).collect())
    }

    /// Whether it asks who agreed the change.
    pub fn asks_who_agreed(self) -> bool {
        agreement::said(self.typed).is_some()
    }

    /// The question who agreed the change; nothing where the plan is not approved, or none of its agreed words are changed.
    pub fn agreement(self) -> AnyView {
        agreement::asked(self.typed, self.problems)
    }

    /// What looks like somebody's personal data in what is typed, where everybody would read it.
    pub fn care(self) -> AnyView {
        let found = move || {
            let filled = self.filled();
            self.form.with_value(|form| form.personal(&filled))
        };
        let list = live(move || {
            let found = found();
            (!found.is_empty()).then(|| {
                let items = found.into_iter().map(|(kind, words)| {
                    view! { <li class="gt-checks__item gt-checks__item--care">{kind.warning(&words)}</li> }
                });
                view! {
                    <section class="gt-checks" aria-labelledby="care-title">
                        <h2 class="gt-checks__title" id="care-title">{say("pencil.care")}</h2>
                        <ul class="gt-checks__list">{items.collect_view()}</ul>
                    </section>
                }
            })
        });
        view! { <div aria-live="polite">{list} {self.told()}</div> }.into_any()
    }

    /// What may be right and is worth a look before it is saved.
    fn told(self) -> AnyView {
        live(move || {
            let filled = self.filled();
            let (state, id) = (self.app.state, self.id);
            let told = state.with_untracked(|s| self.form.with_value(|form| form.told(&s.ledger, id, &filled)));
            (!told.is_empty()).then(|| {
                let items = told.into_iter().map(|problem| view! { <li class="gt-checks__item">{problem.text}</li> });
                view! {
                    <section class="gt-checks" aria-labelledby="told-title">
                        <h2 class="gt-checks__title" id="told-title">{say("pencil.told.title")}</h2>
                        <ul class="gt-checks__list">{items.collect_view()}</ul>
                    </section>
                }
            })
        })
    }

    /// Whether what is typed can be saved; what is wrong is shown.
    pub fn is_well(self) -> bool {
        let filled = untrack(|| self.filled());
        let wrong = self.app.state.with_untracked(|s| self.form.with_value(|f| f.wrong(&s.ledger, self.id, &filled)));
        let id = |name: &str| self.form.with_value(|form| form.field(name).map(|field| self.id_of(field)));
        let problem = |p: pencil::Problem| Problem::new(id(p.field).unwrap_or_default(), p.text);
        let asked = agreement::wrong(self.typed);
        self.problems.set(wrong.into_iter().map(problem).chain(asked).collect());
        self.problems.with_untracked(Vec::is_empty)
    }

    /// Puts a text into a field of a new record that nobody has typed: what it mostly is.
    pub fn propose(self, field: &str, text: String) {
        self.typed.propose(field, text);
    }

    /// Saves the form in the state as it is by then, where nothing is wrong with it; `done` follows once it is stored.
    pub fn save(self, also: Also, done: impl Fn(Saved) + 'static) {
        if !self.is_well() {
            return;
        }
        let filled = untrack(|| self.filled());
        let id = self.id.unwrap_or_else(platform::new_id);
        let form = self.form.get_value();
        // Another window may have taken away meanwhile what was chosen here: then nothing is saved, and what is typed stays.
        let is_well = {
            let (form, filled) = (form.clone(), filled.clone());
            move |s: &State| form.wrong(&s.ledger, self.id, &filled).is_empty()
        };
        let agreed = agreement::said(self.typed);
        let edits = move |s: &State| {
            let mut edits = form.edits(&s.ledger, id, &filled);
            let is_new = s.ledger.records().get(id).is_none();
            let beside = agreed.as_ref().map(|agreed| agreed::beside(&s.ledger, id, &edits, agreed, form.only()));
            edits.extend(beside.unwrap_or_default());
            edits.extend(also(s, id));
            if is_new {
                edits.extend(agreed::added(&s.ledger, id, &edits, agreed.as_ref().unwrap_or(&Agreed::default())));
            }
            edits.extend(adding::seat_filled(&s.ledger, id, &edits, time::today()));
            edits
        };
        let (same, fills) = self.app.state.with_untracked(|s| {
            let edits = edits(s);
            (edits.is_empty(), edits.iter().any(|edit| edit.kind == kind::SEAT && edit.record != id))
        });
        let told = match (same, fills, untrack(|| self.app.is_office())) {
            (true, ..) => "pencil.unchanged",
            (_, true, true) => "pencil.seatFilledOffice",
            (_, true, false) => "pencil.seatFilled",
            (_, _, true) => "pencil.savedOffice",
            _ => "pencil.saved",
        };
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let mut work = |s: &State| is_well(s).then(|| Work::typed(edits(s)));
            if let Some(back) = self.typed.save_to_take_back(self.app, &mut work).await {
                done(Saved { id, told, back });
            } else if self.busy.try_get_untracked().is_some() {
                self.is_well();
            }
            self.busy.try_set(false);
        });
    }

    /// Saves, and goes to this page of the record telling that it is saved.
    pub fn save_to(self, also: Also, page: impl Fn(Id) -> Route + 'static) {
        let app = self.app;
        self.save(also, move |saved| app.go_telling_saved(&page(saved.id), say(saved.told), saved.back));
    }

    /// The two buttons that end a form which stands among other things: save, and put it away.
    pub fn ends(self, label: String, save: impl Fn() + 'static, cancel: impl Fn() + 'static) -> AnyView {
        let cancel = move || {
            self.typed.clear();
            cancel();
        };
        view! {
            <div class="gt-actions">
                <Button label=label on_press=save main=true busy=self.busy/>
                <Button label=say("action.cancel") on_press=cancel/>
            </div>
        }
        .into_any()
    }
}

/// Under which key a form is kept while somebody types: of this record, or of a new one at this place.
pub fn key(kind: &str, id: Option<Id>, place: &str) -> String {
    match id {
        Some(id) => format!("{kind}.{id}"),
        None => format!("{kind}.{place}"),
    }
}

/// Under which key one fact of a record is kept while somebody types it.
pub fn pencil_key(id: Id, field: &str) -> String {
    format!("pencil.{id}.{field}")
}

/// Nothing beside the form.
pub fn nothing() -> Also {
    Arc::new(|_, _| Vec::new())
}

/// One more field that is set where it does not say so already: a text, or nothing where it is empty.
pub fn one_more(kind: &'static str, field: &'static str, text: String) -> Also {
    Arc::new(move |state, id| {
        let stands = state.ledger.records().get(id).and_then(|r| r.text(field)).unwrap_or_default();
        let differs = stands != text && !text.is_empty();
        let edit = || Edit { record: id, kind: kind.to_owned(), field: field.to_owned(), value: text.clone().into() };
        differs.then(edit).into_iter().collect()
    })
}
