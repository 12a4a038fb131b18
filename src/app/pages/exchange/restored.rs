//! An office's device that was restored from a backup: which plan file was sent last is asked before another one is made,
//! because one that the backup does not know may have gone out.

use crate::app::components::{Button, ErrorSummary, Problem, TextInput, Tone};
use crate::app::context::App;
use crate::store::backup::plan_file_sent;
use crate::store::{RowChange, State};
use crate::words::{fill, say};
use leptos::prelude::*;

/// The control's id.
pub const FIELD: &str = "plan-file-sent";

/// What is wrong with a number that was typed; nothing is wrong with one that is not lower than the last one known.
///
/// # Errors
/// What to do about it.
pub fn number(typed: &str, known: u64) -> Result<u64, Vec<Problem>> {
    plan_file_sent(typed, known).map_err(|least| {
        let text = if least == 0 { say("restored.needNumber") } else { fill("restored.tooLow", &[("number", &least)]) };
        vec![Problem::new(FIELD, text)]
    })
}

/// The field, with the last number known in it.
pub fn field(typed: RwSignal<String>, problems: RwSignal<Vec<Problem>>) -> AnyView {
    view! {
        <TextInput id=FIELD label=say("restored.label") hint=say("restored.hint") value=typed problems=problems/>
    }
    .into_any()
}

/// Asks, and keeps the answer.
pub fn ask(app: App, known: u64) -> AnyView {
    let typed = RwSignal::new(known.to_string());
    let problems = RwSignal::new(Vec::<Problem>::new());
    let busy = RwSignal::new(false);
    let keep = move || {
        let number = match typed.with_untracked(|typed| number(typed, known)) {
            Ok(number) => number,
            Err(wrong) => return problems.set(wrong),
        };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let mut build = |s: &State| Some(RowChange::About(s.about.clone()?.after_plan_file(number)).into());
            if app.transact(&mut build).await.is_ok() {
                app.tell(Tone::Saved, fill("restored.kept", &[("number", &number.saturating_add(1))]));
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="nhsuk-inset-text">
            <ErrorSummary problems=problems/>
            <p>{say("restored.why")}</p>
            {field(typed, problems)}
            <Button label=say("restored.keep") on_press=keep main=true busy=busy/>
        </div>
    }
    .into_any()
}
