//! Beginning a cycle, and changing it: what it is called and the days that count.

use crate::app::components::{Button, live};
use crate::app::context::{App, use_app};
use crate::app::form::{self, Also, RecordForm, nothing, one_more};
use crate::app::typed;
use crate::days::working::{CLEAR_DAYS, publish_by};
use crate::domain::{fields as f, kind, read_day};
use crate::platform::{page, time};
use crate::record::Id;
use crate::words::{day, fill, say};
use leptos::prelude::*;
use std::sync::Arc;

/// What it is called, and the days that count.
const FIELDS: [&str; 5] = [f::TITLE, f::FIGURES_AS_AT, f::DUE, f::CLEARANCE_DUE, f::MEETING];

/// The form that begins a cycle.
#[component]
pub fn Begin() -> impl IntoView {
    let app = use_app();
    view! {
        <p>{say("cycle.lead")}</p>
        // The form gives way to the cycle: the page is read from its top then.
        {fields(app, None, Callback::new(|()| time::after(0, page::focus_heading)))}
    }
    .into_any()
}

/// The same form for the cycle that is open, behind a button: meetings move, and with them the days.
#[component]
pub fn Change(
    /// The cycle.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(typed::is_left(&form::key(kind::CYCLE, Some(id), "")));
    let done = Callback::new(move |()| {
        let _ = open.try_set(false);
        page::focus_heading();
    });
    live(move || match open.get() {
        false => view! {
            <div class="gt-actions"><Button label=say("cycle.change") on_press=move || open.set(true) small=true/></div>
        }
        .into_any(),
        true => view! {
            <section aria-labelledby="cycle-change">
                <h2 class="nhsuk-heading-m" id="cycle-change">{say("cycle.change")}</h2>
                {fields(app, Some(id), done)}
            </section>
        }
        .into_any(),
    })
}

/// The form: of a new cycle, or of this one. `done` follows once it is saved.
fn fields(app: App, of: Option<Id>, done: Callback<()>) -> AnyView {
    let plan = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id.to_string())).unwrap_or_default();
    let Some(form) = RecordForm::open(app, kind::CYCLE, of, &plan, &FIELDS) else { return ().into_any() };
    let save = move || {
        let plan = one_more(kind::CYCLE, f::PLAN, plan.clone());
        let opened = one_more(kind::CYCLE, f::OPENED, time::today().to_string());
        let also: Also = match of {
            Some(_) => nothing(),
            None => Arc::new(move |s, id| [plan(s, id), opened(s, id)].concat()),
        };
        form.save(also, move |_| done.run(()));
    };
    let publish = move || {
        let by = read_day(&form.text(f::MEETING).get()).and_then(|m| publish_by(m, CLEAR_DAYS))?;
        Some(view! { <p role="status">{fill("cycle.publishBy", &[("day", &day(by))])}</p> })
    };
    view! {
        {form.head()}
        {form.controls(&FIELDS)}
        {publish}
        <div class="gt-actions">
            <Button label=say(if of.is_some() { "cycle.saveChange" } else { "cycle.begin" }) on_press=save main=true
                busy=form.busy/>
        </div>
    }
    .into_any()
}
