//! Beginning a cycle: what it is called and the days that count.

use crate::app::components::{Button, CollectView, ErrorSummary, Problem, TextInput};
use crate::app::context::use_app;
use crate::app::typed::{Recovered, Typed};
use crate::days::working::{CLEAR_DAYS, publish_by};
use crate::domain::{Draft, fields as f, kind};
use crate::forms::mail::read_day;
use crate::ledger::changes::{Cause, Work};
use crate::platform::{self, time};
use crate::words::{day, fill, say};
use leptos::prelude::*;

/// The fields that hold days, with the ids of their controls.
const DAYS: [(&str, &str); 4] = [
    (f::FIGURES_AS_AT, "cycle-figures"),
    (f::DUE, "cycle-due"),
    (f::CLEARANCE_DUE, "cycle-clearance"),
    (f::MEETING, "cycle-meeting"),
];

/// The form that begins a cycle.
#[component]
pub fn Begin() -> impl IntoView {
    let app = use_app();
    let title = RwSignal::new(String::new());
    let days = DAYS.map(|(field, id)| (field, id, RwSignal::new(String::new())));
    let plan = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id.to_string())).unwrap_or_default();
    let texts: Vec<_> = days.iter().map(|(field, _, typed)| (*field, *typed)).chain([(f::TITLE, title)]).collect();
    let form = Typed::keep(format!("cycle.{plan}"), &texts);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let busy = RwSignal::new(false);
    let begin = move || {
        let mut found = Vec::new();
        if title.with_untracked(|t| t.trim().is_empty()) {
            found.push(Problem { field: "cycle-title", text: say("cycle.needTitle") });
        }
        let Some(plan) = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id)) else { return };
        let mut draft = Draft::new(platform::new_id(), kind::CYCLE)
            .with(f::PLAN, plan.to_string())
            .with(f::TITLE, title.get_untracked().trim())
            .with(f::OPENED, time::today().to_string());
        for (field, id, typed) in days {
            let typed = typed.get_untracked();
            match read_day(&typed) {
                Some(day) => draft.set(field, day.to_string()),
                None if typed.trim().is_empty() && field != f::DUE => {}
                None => found.push(Problem { field: id, text: say("bringin.needDay") }),
            }
        }
        let fine = found.is_empty();
        problems.set(found);
        if fine {
            busy.set(true);
            leptos::task::spawn_local(async move {
                form.save(app, Work::drafts(&[draft], Cause::Typed)).await;
                busy.try_set(false);
            });
        }
    };
    let fields = days.map(|(field, id, value)| {
        view! {
            <TextInput id=id label=say(&format!("cycle.field.{field}")) hint=say(&format!("cycle.hint.{field}"))
                value=value problems=problems/>
        }
    });
    let meeting = days.map(|(_, _, value)| value)[3];
    let publish = move || {
        let by = read_day(&meeting.get()).and_then(|m| publish_by(m, CLEAR_DAYS))?;
        Some(view! { <p role="status">{fill("cycle.publishBy", &[("day", &day(by))])}</p> })
    };
    view! {
        <p>{say("cycle.lead")}</p>
        <ErrorSummary problems=problems/>
        <Recovered form=form/>
        <TextInput id="cycle-title" label=say("cycle.field.title") hint=say("cycle.hint.title") value=title problems=problems/>
        {fields.into_iter().collect_view()}
        {publish}
        <div class="gt-actions"><Button label=say("cycle.begin") on_press=begin main=true busy=busy/></div>
    }
    .into_any()
}
