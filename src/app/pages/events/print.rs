//! Sheets to print for an event: tally sheets, each with a number of its own; what people told us and what happened
//! since; the poster. What they say is made by `report`; here somebody chooses.

use crate::app::components::{Button, Keys, Page, Problem, Select, TextInput, live};
use crate::app::context::{App, use_app};
use crate::app::pages::NotHere;
use crate::app::route::{EventPage, Route};
use crate::events::sheet::new_numbers;
use crate::events::{Here, event};
use crate::platform::{journal, page, time};
use crate::record::Id;
use crate::report;
use crate::store::State;
use crate::words::{count, count_with, say};
use leptos::prelude::*;

/// What can be printed.
const KINDS: [&str; 3] = ["tally", "answers", "poster"];

/// So many sheets at once at most.
const MAX_SHEETS: u64 = 40;

/// Where the poster's contact is kept on this device.
const CONTACT: &str = "poster.contact";

/// Sheets to print.
#[component]
pub fn Print(event: Id) -> impl IntoView {
    let app = use_app();
    let name = app.state.with_untracked(|s| self::event(&s.ledger, event).map(|e| e.name().to_owned()));
    let Some(name) = name else { return view! { <NotHere/> }.into_any() };
    let partnership = app.about().map(|a| a.partnership_name).unwrap_or_default();
    let kind = RwSignal::new("tally".to_owned());
    let numbers = RwSignal::new(Vec::<String>::new());
    let contact = RwSignal::new(journal::setting(CONTACT).unwrap_or_default());
    Effect::new(move |_| {
        contact.with(|contact| journal::set_setting(CONTACT, contact));
    });
    let html = Memo::new(move |_| {
        let numbered: Vec<Option<String>> = numbers.get().into_iter().map(Some).collect();
        app.state.with(|s| match kind.get().as_str() {
            "answers" => report::answers_sheet(&s.ledger, event, &partnership),
            "poster" => report::poster(&partnership, &contact.get()),
            _ if numbered.is_empty() => report::tally_sheets(&s.ledger, event, &[None]),
            _ => report::tally_sheets(&s.ledger, event, &numbered),
        })
    });
    let choices = KINDS.map(|kind| (kind.to_owned(), say(&format!("printing.{kind}")))).to_vec();
    view! {
        <Page title=say("printing.title") caption=name.clone() wide=true
            back=(Route::Event(event, EventPage::About), name)>
            <div class="gt-reading">
                <Select id="which" label=say("printing.which") options=choices value=kind
                    on_change=move |chosen| kind.set(chosen)/>
                {live(move || match kind.get().as_str() {
                    "answers" => view! { <Answers app=app event=event/> }.into_any(),
                    "poster" => view! {
                        <TextInput id="contact" label=say("printing.contact") hint=say("printing.contactHint")
                            value=contact/>
                        <Button label=say("printing.print") on_press=page::print main=true/>
                    }
                    .into_any(),
                    _ => view! { <Tally app=app event=event numbers=numbers/> }.into_any(),
                })}
                <h2 class="nhsuk-heading-m nhsuk-u-margin-top-5" id="preview">{say("printing.preview")}</h2>
            </div>
            <div class="gt-sheets" role="region" tabindex="0" aria-labelledby="preview" inner_html=move || html.get()></div>
        </Page>
    }
    .into_any()
}

/// How many sheets; numbering them is kept before any is printed.
#[component]
fn Tally(app: App, event: Id, numbers: RwSignal<Vec<String>>) -> impl IntoView {
    let how_many = RwSignal::new("1".to_owned());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let busy = RwSignal::new(false);
    let make = move || {
        let wanted = how_many.with_untracked(|n| n.trim().parse::<u64>().ok()).filter(|n| (1..=MAX_SHEETS).contains(n));
        let Some(wanted) = wanted else {
            return problems.set(vec![Problem::new("how-many", say("printing.howManyWrong"))]);
        };
        problems.set(Vec::new());
        let Some(writer) = app.about().and_then(|a| a.writer()) else { return };
        let here = Here { event, writer, now_ms: time::now_ms() };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let mut new = Vec::new();
            let mut build = |s: &State| {
                let (numbers, work) = new_numbers(&s.ledger, here, wanted);
                new = numbers;
                Some(work.into())
            };
            let saved = app.transact(&mut build).await.is_ok();
            busy.try_set(false);
            if saved && numbers.try_set(new).is_none() {
                // Once the sheets stand on the page.
                time::after(100, page::print);
            }
        });
    };
    let made = move || {
        numbers.with(|numbers| {
            let (first, last) = (numbers.first()?, numbers.last()?);
            Some(count_with("printing.made", numbers.len(), &[("first", first), ("last", last)]))
        })
    };
    view! {
        <TextInput id="how-many" label=say("printing.howMany") hint=say("printing.howManyHint") value=how_many
            keys=Keys::Number problems=problems/>
        <Button label=say("printing.make") on_press=make main=true busy=busy/>
        <p role="status">{made}</p>
    }
    .into_any()
}

#[component]
fn Answers(app: App, event: Id) -> impl IntoView {
    let left = app.state.with(|s| report::answers_that_fit(&s.ledger, event).1.len());
    view! {
        <p>{say("printing.answersHint")}</p>
        {(left > 0).then(|| view! { <p>{count("printing.left", left)}</p> })}
        <Button label=say("printing.print") on_press=page::print main=true/>
    }
    .into_any()
}
