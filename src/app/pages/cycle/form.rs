//! Beginning a cycle, and changing it: what it is called and the days that count.

use crate::app::components::{Button, CollectView, ErrorSummary, Problem, TextInput, live};
use crate::app::context::{App, use_app};
use crate::app::typed::{self, Recovered, Typed};
use crate::days::Date;
use crate::days::working::{CLEAR_DAYS, publish_by};
use crate::domain::{Draft, fields as f, kind};
use crate::forms::mail::read_day;
use crate::ledger::changes::{Cause, Work};
use crate::platform::{self, page, time};
use crate::record::Id;
use crate::words::{day, day_text, fill, say};
use leptos::prelude::*;
use serde_json::Value;

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
    let plan = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id.to_string())).unwrap_or_default();
    view! {
        <p>{say("cycle.lead")}</p>
        {fields(app, None, format!("cycle.{plan}"), Callback::new(|()| ()))}
    }
    .into_any()
}

/// Under what key a change to a cycle is kept while it is typed.
fn key(id: Id) -> String {
    format!("cycle.change.{id}")
}

/// The same form for the cycle that is open, behind a button: meetings move, and with them the days.
#[component]
pub fn Change(
    /// The cycle.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(typed::is_left(&key(id)));
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
                {fields(app, Some(id), key(id), done)}
            </section>
        }
        .into_any(),
    })
}

/// What stands in a cycle's field, as it is typed.
fn stands(app: App, id: Option<Id>, field: &str) -> String {
    let text = |id| app.state.with_untracked(|s| Some(s.ledger.records().get(id)?.text(field)?.to_owned()));
    id.and_then(text).unwrap_or_default()
}

/// The days in the order they must come in, as far as they are typed; the first that does not is a problem.
fn out_of_order(days: &[(&'static str, Date)]) -> Option<Problem> {
    let pair = days.windows(2).find_map(|pair| match pair {
        [(_, before), (id, day)] if day < before => Some(*id),
        _ => None,
    });
    pair.map(|field| Problem { field, text: say("cycle.outOfOrder") })
}

/// The form: of a new cycle, or of this one. `done` follows once it is saved.
fn fields(app: App, of: Option<Id>, key: String, done: Callback<()>) -> AnyView {
    let title = RwSignal::new(stands(app, of, f::TITLE));
    let days = DAYS.map(|(field, id)| (field, id, RwSignal::new(day_text(&stands(app, of, field)))));
    let texts: Vec<_> = days.iter().map(|(field, _, typed)| (*field, *typed)).chain([(f::TITLE, title)]).collect();
    let form = Typed::keep(key, &texts).on(app, of.as_slice());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let busy = RwSignal::new(false);
    let save = move || {
        let mut found = Vec::new();
        if title.with_untracked(|t| t.trim().is_empty()) {
            found.push(Problem { field: "cycle-title", text: say("cycle.needTitle") });
        }
        let Some(plan) = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id)) else { return };
        let mut draft = match of {
            Some(id) => Draft::new(id, kind::CYCLE),
            None => Draft::new(platform::new_id(), kind::CYCLE)
                .with(f::PLAN, plan.to_string())
                .with(f::OPENED, time::today().to_string()),
        };
        let mut set = |field: &str, now: String| {
            if now != stands(app, of, field) {
                draft.set(field, if now.is_empty() { Value::Null } else { Value::String(now) });
            }
        };
        set(f::TITLE, title.get_untracked().trim().to_owned());
        let mut in_order = Vec::new();
        for (field, id, typed) in days {
            let typed = typed.get_untracked();
            match read_day(&typed) {
                Some(day) => {
                    set(field, day.to_string());
                    in_order.extend((field != f::FIGURES_AS_AT).then_some((id, day)));
                }
                None if typed.trim().is_empty() && field != f::DUE => set(field, String::new()),
                None => found.push(Problem { field: id, text: say("bringin.needDay") }),
            }
        }
        found.extend(out_of_order(&in_order));
        let fine = found.is_empty();
        problems.set(found);
        if fine {
            busy.set(true);
            leptos::task::spawn_local(async move {
                if form.save(app, &mut |_| Some(Work::drafts([&draft], Cause::Typed))).await {
                    done.run(());
                }
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
    let [.., (_, _, meeting)] = days;
    let publish = move || {
        let by = read_day(&meeting.get()).and_then(|m| publish_by(m, CLEAR_DAYS))?;
        Some(view! { <p role="status">{fill("cycle.publishBy", &[("day", &day(by))])}</p> })
    };
    view! {
        <ErrorSummary problems=problems/>
        <Recovered form=form/>
        <TextInput id="cycle-title" label=say("cycle.field.title") hint=say("cycle.hint.title") value=title problems=problems/>
        {fields.into_iter().collect_view()}
        {publish}
        <div class="gt-actions">
            <Button label=say(if of.is_some() { "cycle.saveChange" } else { "cycle.begin" }) on_press=save main=true busy=busy/>
        </div>
    }
    .into_any()
}
