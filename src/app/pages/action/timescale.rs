//! An action's timescale: the words as written, the days they are read as, and changing them.

use crate::app::components::{Button, Problem, TextInput, live};
use crate::app::context::use_app;
use crate::app::typed::{Recovered, Typed};
use crate::domain::{Timescale, fields as f, kind};
use crate::ledger::changes::Work;
use crate::platform::{page, time};
use crate::record::{Edit, Id};
use crate::words::{day, fill, say};
use leptos::prelude::*;

/// The row of the summary, with "change".
#[component]
pub fn TimescaleRow(action: Id, timescale: Option<Timescale>) -> impl IntoView {
    let app = use_app();
    let words = RwSignal::new(timescale.as_ref().map(|t| t.words.clone()).unwrap_or_default());
    let form = Typed::keep(format!("timescale.{action}"), &[("words", words)]).on(app, &[action]);
    let editing = RwSignal::new(form.is_left());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let shown = match &timescale {
        Some(t) => (t.words.clone(), read_as(t)),
        None => (say("action.notKnown"), None),
    };
    let save = move || {
        let text = words.get_untracked().trim().to_owned();
        if text.is_empty() {
            return problems.set(vec![Problem::new("timescale", say("action.needTimescale"))]);
        }
        let value = Timescale::read(&text, Some(time::today())).to_value();
        let edit = Edit { record: action, kind: kind::ACTION.to_owned(), field: f::TIMESCALE.to_owned(), value };
        leptos::task::spawn_local(async move {
            if form.save(app, &mut |_| Some(Work::typed([edit.clone()]))).await {
                let key = if app.is_office() { "action.timescaleSavedOffice" } else { "action.timescaleSaved" };
                app.tell("success", say(key));
            }
        });
    };
    let cancel = move || {
        form.clear();
        editing.set(false);
    };
    let preview = move || {
        let text = words.get();
        let read = Timescale::read(text.trim(), Some(time::today()));
        if text.trim().is_empty() { None } else { read_as(&read) }
    };
    let edit = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        editing.set(true);
        time::after(0, || page::focus("timescale"));
    };
    view! {
        <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">{say("action.timescale")}</dt>
            <dd class="nhsuk-summary-list__value">
                {live(move || if editing.get() {
                    view! {
                        <Recovered form=form/>
                        <TextInput id="timescale" label=say("action.timescaleLabel") hint=say("action.timescaleHint")
                            value=words problems=problems/>
                        <p class="gt-meta" role="status">{preview}</p>
                        <div class="gt-actions">
                            <Button label=say("action.saveTimescale") on_press=save main=true/>
                            <Button label=say("action.cancel") on_press=cancel/>
                        </div>
                    }.into_any()
                } else {
                    let (words, read) = shown.clone();
                    view! { {words} {read.map(|r| view! { <p class="gt-meta">{r}</p> })} }.into_any()
                })}
            </dd>
            <dd class="nhsuk-summary-list__actions">
                {live(move || (!editing.get()).then(|| view! {
                    <a class="nhsuk-link" href="#" on:click=edit>
                        {say("action.change")}<span class="gt-visually-hidden">" " {say("action.timescale")}</span>
                    </a>
                }))}
            </dd>
        </div>
    }
    .into_any()
}

/// The days a timescale is read as, in words, or nothing.
pub(super) fn read_as(timescale: &Timescale) -> Option<String> {
    let mut words = match (timescale.earliest, timescale.latest) {
        (Some(from), Some(to)) => fill("action.readAs", &[("from", &day(from)), ("to", &day(to))]),
        (None, Some(to)) => fill("action.readAsUntil", &[("to", &day(to))]),
        (Some(from), None) => fill("action.readAsFrom", &[("from", &day(from))]),
        (None, None) => return None,
    };
    if timescale.guess {
        words.push_str("; ");
        words.push_str(&say("action.guess"));
    }
    Some(words)
}
