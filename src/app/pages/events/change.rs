//! Writing an event: a new one, or changing one. Whoever plans an event may make it on their own device; it goes to the
//! office with the next file.

use crate::app::components::{Button, Details, Page, Problem};
use crate::app::context::use_app;
use crate::app::form::{RecordForm, control_id, nothing};
use crate::app::route::{EventPage, Route};
use crate::domain::{fields as f, kind};
use crate::events::{Length, Timing};
use crate::record::Id;
use crate::words::{fill, say};
use leptos::prelude::*;

const FIELDS: [&str; 13] = [
    f::NAME,
    f::STARTS,
    f::ENDS,
    f::VENUE,
    f::NEIGHBOURHOOD,
    f::LEAD,
    f::LEAD_NUMBER,
    f::OFFERED,
    f::AMBASSADORS,
    f::ORGANISATION,
    f::PARTNER,
    f::TOPIC,
    f::CANCELLED,
];

/// Asks once about an event of several days: nothing is wrong with it, but a mistyped day looks like that. `asked`: the
/// times about which somebody was asked and said that they stand.
fn is_asked(form: RecordForm, asked: StoredValue<[String; 2]>) -> bool {
    let times = [f::STARTS, f::ENDS].map(|name| form.text(name).get_untracked());
    let [starts, ends] = &times;
    let length = Timing::new(starts.parse().ok(), ends.parse().ok()).map(Timing::length);
    match length {
        Ok(Length::Long(days)) if asked.get_value() != times => {
            asked.set_value(times);
            let text = fill("event.wrong.long", &[("days", &days)]);
            form.problems.set(vec![Problem::new(control_id(kind::EVENT, f::ENDS), text)]);
            true
        }
        _ => false,
    }
}

/// The form.
#[component]
pub fn Change(event: Option<Id>) -> impl IntoView {
    let app = use_app();
    let partnership = app.about().map(|a| a.partnership).unwrap_or_default();
    let Some(form) = RecordForm::open(app, kind::EVENT, event, &partnership, &FIELDS) else {
        return view! { <super::super::NotHere/> }.into_any();
    };
    // Whoever writes a new one down mostly holds it.
    let own = app.about().and_then(|a| a.organisation);
    if let (None, Some(own), false) = (event, own, form.typed.is_left()) {
        form.propose(f::ORGANISATION, own);
    }
    // What stands in the record already was meant.
    let stands = [f::STARTS, f::ENDS].map(|name| form.text(name).get_untracked());
    let asked = StoredValue::new(if event.is_some() { stands } else { Default::default() });
    let save = move || {
        if form.is_well() && !is_asked(form, asked) {
            form.save_to(nothing(), |id| Route::Event(id, EventPage::About));
        }
    };
    let (title, back) = match event {
        Some(id) => {
            (say("events.changeTitle"), (Route::Event(id, EventPage::About), form.text(f::NAME).get_untracked()))
        }
        None => (say("events.newTitle"), (Route::Events, say("events.title"))),
    };
    let more = move |key: &str, field: &str| {
        let (summary, control) = (say(key), form.control(field));
        view! { <Details summary=summary>{control}</Details> }.into_any()
    };
    view! {
        <Page title=title back=back>
            <form on:submit=|e| e.prevent_default()>
                {form.head()}
                {form.controls(&[f::NAME, f::STARTS, f::ENDS, f::VENUE, f::NEIGHBOURHOOD, f::LEAD, f::LEAD_NUMBER])}
                {form.controls(&[f::OFFERED, f::AMBASSADORS, f::ORGANISATION])}
                {form.has_choices(f::PARTNER).then(|| more("events.field.partners", f::PARTNER))}
                {more("events.field.topics", f::TOPIC)}
                {event.is_some().then(|| more("events.field.cancel", f::CANCELLED))}
                <Button label=say("events.save") on_press=save main=true busy=form.busy/>
            </form>
        </Page>
    }
    .into_any()
}
