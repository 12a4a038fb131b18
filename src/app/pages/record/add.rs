//! A new record at its place.

use super::super::NotHere;
use super::home::home;
use crate::app::components::{Button, Details, Page};
use crate::app::context::{App, use_app};
use crate::app::form::{Also, Enter, RecordForm, may_change, pressed};
use crate::app::route::Route;
use crate::domain::{Placement, fields as f, kind, kinds};
use crate::ledger::pieces::Names;
use crate::pencil::adding::{self, OF_PARTNERSHIP};
use crate::record::Id;
use crate::words::say;
use leptos::prelude::*;
use std::sync::Arc;

/// What says that an action is over, or how far it has come by its own word; nobody asks it of a new one.
pub const OVER: [&str; 6] = [f::STATE, f::CLOSED, f::BECAUSE, f::DECIDED_BY, f::DECIDED_ON, f::GOES_ON_IN];

/// What of a kind is asked at once; the rest is asked beneath.
fn first_fields(kind: &str) -> &'static [&'static str] {
    match kind {
        kind::PLAN => &[f::TITLE, f::PERIOD, f::VISION],
        kind::PRIORITY => &[f::TITLE, f::NUMBER],
        kind::AIM => &[f::STATEMENT, f::NUMBER],
        kind::ACTION => &[f::TITLE, f::OWNER, f::TIMESCALE, f::NUMBER],
        kind::GROUP => &[f::NAME, f::KIND_OF_GROUP, f::REPORTS_TO, f::CADENCE],
        kind::SEAT => &[f::GROUP, f::ROLE, f::TITLE, f::ORGANISATION, f::COMMITMENT, f::VACANT, f::VACANT_SINCE],
        kind::MEETING => &[f::GROUP, f::STARTS, f::ENDS, f::TIMESCALE, f::PLACE, f::PURPOSE],
        kind::DECISION => &[f::AT_MEETING, f::VERB, f::TEXT, f::STATE],
        kind::RECOMMENDATION => &[f::TEXT, f::TO, f::TO_GROUP, f::REPLY_DUE],
        kind::BARRIER => &[f::STATEMENT, "mover", f::ESCALATED_GROUP, f::ESCALATED_ON, f::ANSWER_DUE],
        kind::ENGAGEMENT => &[f::WHO, f::PERIOD, f::PLACE, f::STATE, f::HEARD],
        _ => &[],
    }
}

/// What puts a new record into its place.
pub fn at(kind: &'static str, place: String) -> Also {
    Arc::new(move |state, id| adding::place(&state.ledger, kind, id, &place).unwrap_or_default())
}

/// The form of a new record.
#[component]
pub fn NewRecord(
    /// Its kind.
    kind: &'static str,
    /// Where it goes; see [`adding::place`].
    place: String,
) -> impl IntoView {
    let app = use_app();
    let is_place =
        app.state.with_untracked(|s| adding::place(&s.ledger, kind, Id::from_bytes([0; 16]), &place).is_some());
    let declared = kinds::find(kind).filter(|kind| is_place && may_change(app, kind.name));
    let partnership = || app.about().map(|a| a.partnership).unwrap_or_default();
    let key = if place.is_empty() { partnership() } else { place.clone() };
    // What its place says already is not asked, nor of a new action that it is over.
    let said = app.state.with_untracked(|s| adding::place(&s.ledger, kind, Id::from_bytes([0; 16]), &place));
    let said = said.unwrap_or_default().into_iter().map(|edit| edit.field);
    let over = OVER.into_iter().filter(|_| kind == kind::ACTION).map(str::to_owned);
    let without: Vec<String> = said.chain(over).collect();
    let without: Vec<&str> = without.iter().map(String::as_str).collect();
    let Some(form) = declared.and_then(|kind| RecordForm::new_at(app, kind, &key, &without)) else {
        return view! { <NotHere/> }.into_any();
    };
    form.propose(f::NUMBER, app.state.with_untracked(|s| adding::number(&s.ledger, kind, &place)));
    let first = first_fields(kind);
    let (here, rest): (Vec<&str>, Vec<&str>) = form.fields().into_iter().partition(|name| first.contains(name));
    // In the order in which somebody thinks of them; of other kinds, all at once.
    let (first, rest) = match first.is_empty() {
        true => (rest, Vec::new()),
        false => (first.iter().copied().filter(|name| here.contains(name)).collect(), rest),
    };
    let more =
        (!rest.is_empty()).then(|| view! { <Details summary=say("pencil.more")>{form.controls(&rest)}</Details> });
    let also = at(kind, place.clone());
    let save = move || {
        if kind == kind::PLAN {
            return form.save_to(also.clone(), |_| Route::Plan(Default::default()));
        }
        form.save_to(also.clone(), move |id| home(kind, id));
    };
    let back = back(app, kind, &place);
    let cancel = {
        let back = back.0.clone();
        move || {
            form.typed.clear();
            app.go(&back);
        }
    };
    let keys = pressed(Enter::SavesALine, save.clone(), || ());
    view! {
        <Page title=say(&format!("pencil.new.{kind}")) back=back.clone()>
            {form.head()}
            <div on:keydown=keys>{form.controls(&first)} {more} {form.agreement()}</div>
            {form.care()}
            <div class="gt-actions">
                <Button label=say(&format!("pencil.addThis.{kind}")) on_press=save main=true busy=form.busy/>
                <Button label=say("action.cancel") on_press=cancel/>
            </div>
        </Page>
    }
    .into_any()
}

/// The page from which a new record is added, and what it is called.
fn back(app: App, kind: &str, place: &str) -> (Route, String) {
    let plan = || (Route::Plan(Default::default()), say("action.back"));
    let of = match Placement::read(place) {
        Some(place) => Some(place.aim),
        None => place.parse::<Id>().ok(),
    };
    match (kind, of) {
        (kind::ORGANISATION, _) => (Route::Partnership, say("partnership.title")),
        (of, None) if OF_PARTNERSHIP.contains(&of) => (Route::Partnership, say("partnership.title")),
        (kind::BARRIER, _) => (Route::Risks, say("risk.title")),
        (_, None) => plan(),
        (_, Some(id)) => app.state.with_untracked(|s| {
            let of = s.ledger.records().get(id).map(|r| r.kind.as_str()).unwrap_or_default();
            (home(of, id), Names { ledger: &s.ledger, file: None }.title(id))
        }),
    }
}
