//! A fact where it stands, with its pencil: what it is called, what it says, and changing it there. Enter saves, Escape leaves;
//! where a text has several lines, Enter is a new line and Control with Enter saves.

use super::agreement;
use super::ids::control_id;
use super::record_form::{RecordForm, nothing, pencil_key};
use crate::app::components::{CollectView, Paragraphs, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::typed;
use crate::domain::kinds::{self, Field, Writers};
use crate::pencil::agreed::Since;
use crate::pencil::value;
use crate::platform::{page, time};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;

/// Whether whoever uses this device may change records of a kind.
pub fn may_change(app: App, kind: &str) -> bool {
    untrack(|| app.is_office()) || kinds::find(kind).is_some_and(|kind| kind.writers == Writers::Anyone)
}

/// The facts of a record, each with its pencil, in this order. A fact that says nothing has a row only for those who may
/// change it.
#[component]
pub fn Pencils(
    /// The record.
    record: Id,
    /// The fields.
    fields: Vec<&'static Field>,
) -> impl IntoView {
    fields.into_iter().map(|field| pencil_row(record, field, None)).collect_view()
}

/// What a fact is in the record as it is now.
#[derive(PartialEq)]
struct Fact {
    text: String,
    is_mine: bool,
    since: Option<Since>,
}

/// A row of a list of facts; `shown` shows the fact in a way of its own.
pub fn pencil_row(id: Id, field: &'static Field, shown: Option<ViewFn>) -> AnyView {
    let app = use_app();
    let may = may_change(app, field.kind) && (untrack(|| app.is_office()) || field.writers == Writers::Anyone);
    let editing = RwSignal::new(may && typed::is_left(&pencil_key(id, field.name)));
    let fact = Memo::new(move |_| of_record(app, |ledger| fact(ledger, id, field)));
    let link = format!("change-{}", control_id(field.kind, field.name));
    let to = link.clone();
    let start = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        editing.set(true);
        time::after(0, move || page::focus_field(&control_id(field.kind, field.name)));
    };
    let done = move || {
        editing.set(false);
        let to = to.clone();
        time::after(0, move || page::focus_in_place(&to));
    };
    let value = move || {
        if editing.get() {
            return editor(app, id, field, done.clone());
        }
        let (text, is_mine) = fact.with(|fact| (fact.text.clone(), fact.is_mine));
        let text = match &shown {
            Some(shown) => shown.run(),
            None if text.is_empty() => {
                let nothing = field.empty().unwrap_or_else(|| say("pencil.nothing"));
                view! { <span class="gt-meta">{nothing}</span> }.into_any()
            }
            None => view! { <Paragraphs text=text/> }.into_any(),
        };
        let mine = is_mine.then(|| view! { <p class="gt-meta">{say("pencil.mine")}</p> });
        view! { {text} {mine} {agreement::beside(move || fact.with(|fact| fact.since.clone()))} }.into_any()
    };
    let pencil = move || {
        (may && !editing.get()).then(|| {
            view! {
                <a class="nhsuk-link" id=link.clone() href="#" on:click=start>
                    {say("action.change")}<span class="gt-visually-hidden">" " {field.called()}</span>
                </a>
            }
        })
    };
    let hidden = move || !may && fact.with(|fact| fact.text.is_empty()) && field.empty().is_none();
    view! {
        <div class="nhsuk-summary-list__row" hidden=hidden>
            <dt class="nhsuk-summary-list__key">{field.called()}</dt>
            <dd class="nhsuk-summary-list__value">{live(value)}</dd>
            <dd class="nhsuk-summary-list__actions">{live(pencil)}</dd>
        </div>
    }
    .into_any()
}

/// What a field of a record says; and whether that is this person's own word, which the office has not accepted yet.
fn fact(ledger: &crate::ledger::Ledger, id: Id, field: &'static Field) -> Fact {
    let Some(record) = ledger.records().get(id) else {
        return Fact { text: String::new(), is_mine: false, since: None };
    };
    Fact {
        text: value::shown(ledger, record, field),
        is_mine: value::is_proposed(ledger, record, field),
        since: agreement::since(ledger, id, field),
    }
}

/// The field, to be changed where it stands.
fn editor(app: App, id: Id, field: &'static Field, done: impl Fn() + Clone + Send + Sync + 'static) -> AnyView {
    let Some(form) = RecordForm::pencil(app, id, field) else { return ().into_any() };
    let save = {
        let done = done.clone();
        move || {
            let done = done.clone();
            form.save(nothing(), move |saved| {
                done();
                app.tell_saved(say(saved.told), saved.back);
            });
            if form.problems.with_untracked(|problems| !problems.is_empty()) {
                page::focus_field(&control_id(field.kind, field.name));
            }
        }
    };
    let leave = {
        let done = done.clone();
        move || {
            form.typed.clear();
            done();
        }
    };
    let keys = pressed(Enter::SavesALine, save.clone(), leave.clone());
    view! {
        <div class="gt-pencil" on:keydown=keys>
            {form.recovered()}
            {form.control(field.name)}
            {form.agreement()}
            {form.care()}
            {form.ends(say("pencil.save"), save, leave)}
        </div>
    }
    .into_any()
}

/// When Enter saves a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enter {
    /// In a field of one line; in one of several it begins the next, and saves with Control.
    SavesALine,
    /// In every field; with Shift it begins the next line.
    Saves,
}

/// What Enter and Escape do in a form that stands among other things.
pub fn pressed(
    enter: Enter,
    save: impl Fn() + 'static,
    leave: impl Fn() + 'static,
) -> impl Fn(leptos::ev::KeyboardEvent) + 'static {
    move |event| {
        let begins_a_line = enter == Enter::SavesALine || event.shift_key();
        let several = page::is_in(&event, "textarea") && begins_a_line && !(event.ctrl_key() || event.meta_key());
        // Enter on a button is that button's, and in a word that is being composed the composer's.
        let enters =
            event.key() == "Enter" && !several && !page::is_in(&event, "button, a, summary") && !event.is_composing();
        if enters {
            event.prevent_default();
            save();
        } else if event.key() == "Escape" {
            event.stop_propagation();
            leave();
        }
    }
}
