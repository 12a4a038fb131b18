//! Writing a service's entry: a new one, one that has changed or was checked, one that closed. Everybody may; from
//! outside the office it goes with the next file to send, like any change to the plan.

use super::NotHere;
use crate::app::components::{Button, Details, Page, Problem, TextInput, Tone};
use crate::app::context::{App, use_app};
use crate::app::form::{RecordForm, one_more};
use crate::app::route::Route;
use crate::app::typed::{Recovered, Typed};
use crate::days::hours::WallTime;
use crate::domain::{Service, fields as f, kind};
use crate::events::entry::withdraw;
use crate::events::reach::ways;
use crate::events::{Open, Opening};
use crate::platform::time;
use crate::record::Id;
use crate::words::{day, fill, say};
use leptos::prelude::*;

const FIELDS: [&str; 7] = [f::NAME, f::DESCRIPTION, f::FOR, f::REACH, f::OPENING, f::COST, f::LANGUAGE];

/// The form of a service's entry.
#[component]
pub fn ChangeService(service: Option<Id>) -> impl IntoView {
    let app = use_app();
    let partnership = app.about().map(|a| a.partnership).unwrap_or_default();
    let Some(form) = RecordForm::open(app, kind::SERVICE, service, &partnership, &FIELDS) else {
        return view! { <NotHere/> }.into_any();
    };
    let checked =
        app.state.with_untracked(|s| service.and_then(|id| Service(s.ledger.live(id, kind::SERVICE)?).last_checked()));
    let save = move |checked: bool| {
        let today = if checked { time::today().to_string() } else { String::new() };
        form.save_to(one_more(kind::SERVICE, f::LAST_CHECKED, today), Route::Service);
    };
    let (title, back) = match service {
        Some(id) => (say("service.title"), (Route::Service(id), form.text(f::NAME).get_untracked())),
        None => (say("service.newTitle"), (Route::Services, say("signpost.title"))),
    };
    let reach = move || {
        let text = form.text(f::REACH).get();
        let ways: Vec<String> = ways(&text).iter().map(|way| way.words()).collect();
        match (text.trim().is_empty(), ways.is_empty()) {
            (true, _) => String::new(),
            (_, true) => say("service.reachNone"),
            _ => fill("service.reachRead", &[("ways", &ways.join(", "))]),
        }
    };
    let opening = move || opening_read(&form.text(f::OPENING).get());
    view! {
        <Page title=title back=back>
            {form.head()}
            {form.controls(&[f::NAME, f::DESCRIPTION, f::FOR, f::REACH])}
            <p class="gt-meta" role="status">{reach}</p>
            {form.control(f::OPENING)}
            <p class="gt-meta" role="status">{opening}</p>
            {form.controls(&[f::COST, f::LANGUAGE])}
            {checked.map(|checked| view! { <p>{fill("service.lastChecked", &[("day", &day(checked))])}</p> })}
            <div class="gt-actions">
                <Button label=say("service.saveChecked") on_press=move || save(true) main=true busy=form.busy/>
                <Button label=say("service.save") on_press=move || save(false) busy=form.busy/>
            </div>
            {service.map(|id| view! { <Closed app=app service=id form=form.typed problems=form.problems/> })}
        </Page>
    }
    .into_any()
}

/// How opening times are read, and whether it would be open now.
fn opening_read(words: &str) -> String {
    if words.trim().is_empty() {
        return String::new();
    }
    let opening = Opening::read(words);
    let now = match opening.at(WallTime::at(time::now_ms())) {
        Open::Yes => "signpost.openNow",
        Open::No => "signpost.shutNow",
        Open::Unknown => "signpost.openUnknown",
    };
    match opening.reads_as() {
        Some(read) => fill("service.openingRead", &[("words", &read), ("now", &say(now))]),
        None => say("service.openingNotRead"),
    }
}

/// Taking a service off the list that closed.
#[component]
fn Closed(app: App, service: Id, form: Typed, problems: RwSignal<Vec<Problem>>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let why = Typed::keep(format!("closed.{service}"), &[("reason", reason)]);
    let close = move || {
        let words = reason.get_untracked();
        if words.trim().is_empty() {
            return problems.set(vec![Problem::new("service-closed", say("service.closeNeed"))]);
        }
        leptos::task::spawn_local(async move {
            if why.save(app, &mut |s| withdraw(&s.ledger, service, &words)).await {
                form.clear();
                app.go_telling(&Route::Services, Tone::Saved, say("service.closed"));
            }
        });
    };
    view! {
        <Details summary=say("service.closeTitle") open=why.is_left()>
            <Recovered form=why/>
            <p>{say("service.closeHint")}</p>
            <TextInput id="service-closed" label=say("service.closeReason") value=reason problems=problems/>
            <Button label=say("service.close") on_press=close warning=true/>
        </Details>
    }
    .into_any()
}
