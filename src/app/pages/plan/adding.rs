//! Adding to the plan where it stands, one after the other: Enter adds and goes on with the next, Escape ends it.

use crate::app::components::{Button, live};
use crate::app::context::{App, use_app};
use crate::app::form::{Enter, RecordForm, control_id, key, pressed};
use crate::app::pages::record::at;
use crate::app::typed;
use crate::domain::{fields as f, kind};
use crate::pencil::adding;
use crate::platform::{page, time};
use crate::words::say;
use leptos::prelude::*;

/// What is asked of one that is added in the plan itself.
fn fields(kind: &str) -> &'static [&'static str] {
    match kind {
        kind::ACTION => &[f::TITLE, f::OWNER],
        kind::AIM => &[f::STATEMENT],
        _ => &[f::TITLE],
    }
}

/// The button that opens the form of a new record at this place, and the form. Only while the plan is edited.
#[component]
pub fn AddHere(
    /// The kind of record.
    kind: &'static str,
    /// Where it goes; see [`adding::place`].
    place: String,
) -> impl IntoView {
    let app = use_app();
    let here = format!("{kind} {place}");
    live(move || {
        if !app.editing_plan.get() {
            return ().into_any();
        }
        let is_left = typed::is_left(&key(kind, None, &place));
        let is_open = is_left || app.adding_at.with(|open| open.as_ref() == Some(&here));
        if is_open {
            return form(app, kind, place.clone());
        }
        let here = here.clone();
        let open = move || app.adding_at.set(Some(here.clone()));
        view! { <div class="gt-actions"><Button label=say(&format!("pencil.add.{kind}")) on_press=open small=true/></div> }
            .into_any()
    })
}

fn form(app: App, kind: &'static str, place: String) -> AnyView {
    let fields = fields(kind);
    let Some(form) = RecordForm::open(app, kind, None, &place, fields) else { return ().into_any() };
    let first = fields.first().copied().unwrap_or_default();
    let focus = move || time::after(0, move || page::focus_in_place(&control_id(kind, first)));
    if app.adding_at.with_untracked(Option::is_some) {
        focus();
    }
    let also = {
        let place = place.clone();
        let put = at(kind, place.clone());
        move |state: &crate::store::State, id| {
            let mut edits = put(state, id);
            let number = adding::number(&state.ledger, kind, &place);
            if !number.is_empty() {
                edits.push(crate::record::Edit {
                    record: id,
                    kind: kind.to_owned(),
                    field: f::NUMBER.to_owned(),
                    value: number.into(),
                });
            }
            edits
        }
    };
    let also: crate::app::form::Also = std::sync::Arc::new(also);
    let last = also.clone();
    let save = move || {
        form.save(also.clone(), move |saved| {
            app.tell_saved(say("pencil.added"), saved.back);
            focus();
        });
        if form.problems.with_untracked(|problems| !problems.is_empty()) {
            focus();
        }
    };
    let leave = move || {
        form.typed.clear();
        app.adding_at.set(None);
    };
    // What is typed is added first: nobody who says that they have finished means to throw it away. Escape does.
    let finish = move || {
        if form.text(first).with_untracked(|text| text.trim().is_empty()) {
            return leave();
        }
        form.save(last.clone(), move |saved| {
            app.tell_saved(say("pencil.added"), saved.back);
            app.adding_at.set(None);
        });
    };
    let keys = pressed(Enter::Saves, save.clone(), leave);
    view! {
        <div class="gt-pencil" on:keydown=keys>
            {form.recovered()}
            {form.controls(fields)}
            {form.agreement()}
            {form.care()}
            <div class="gt-actions">
                <Button label=say("pencil.addNext") on_press=save main=true small=true busy=form.busy/>
                <Button label=say("pencil.addDone") on_press=finish small=true/>
            </div>
        </div>
    }
    .into_any()
}
