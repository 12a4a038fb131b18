//! Who changed what, when: read from the database when asked for.

use crate::app::components::{Button, CollectView, live};
use crate::app::context::use_app;
use crate::domain::Writer;
use crate::ledger::changes::Cause;
use crate::ledger::pieces::Names;
use crate::platform::time;
use crate::record::{Id, Stamp};
use crate::store::Vault;
use crate::store::rows::ChangeRow;
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// The history of a record.
#[component]
pub fn History(record: Id) -> impl IntoView {
    let app = use_app();
    let rows = RwSignal::new(None::<Vec<ChangeRow>>);
    let read = move || {
        leptos::task::spawn_local(async move {
            match Vault::history(&app.store(), record).await {
                Ok(found) => rows.set(Some(found)),
                Err(e) => app.problem.set(Some(e)),
            }
        });
    };
    view! {
        <h2 class="nhsuk-heading-m">{say("action.history")}</h2>
        {live(move || match rows.get() {
            None => view! { <Button label=say("action.historyShow") on_press=read small=true/> }.into_any(),
            Some(rows) if rows.is_empty() => view! { <p>{say("action.historyNone")}</p> }.into_any(),
            Some(rows) => view! { <Table rows=rows/> }.into_any(),
        })}
    }
    .into_any()
}

#[component]
fn Table(rows: Vec<ChangeRow>) -> impl IntoView {
    let app = use_app();
    let rows = rows.into_iter().map(|row| {
        let (who, field, before, after) = app.state.with_untracked(|s| {
            let writer = row.at.parse::<Stamp>().ok().and_then(|at| s.ledger.records().get(at.writer()));
            let names = Names { ledger: &s.ledger, file: None };
            let words = |v: Option<&serde_json::Value>| names.value(&row.field, v);
            let who = writer.map(|r| Writer(r).name().to_owned()).unwrap_or_default();
            match row.field.is_empty() {
                true => (who, say("action.historyCame"), String::new(), String::new()),
                false => (who, names.field(&row.field), words(row.before.as_ref()), words(row.after.as_ref())),
            }
        });
        let day = day_text(&time::day_of(row.when));
        view! {
            <tr class="nhsuk-table__row">
                <td class="nhsuk-table__cell">{day} <br/> {who} <br/> <span class="gt-meta">{row.cause().as_ref().map(cause_words)}</span></td>
                <td class="nhsuk-table__cell">{field}</td>
                <td class="nhsuk-table__cell">{before}</td>
                <td class="nhsuk-table__cell">{after}</td>
            </tr>
        }
    });
    let heading = |key: &str| view! { <th class="nhsuk-table__header" scope="col">{say(key)}</th> };
    view! {
        <div class="gt-scroll" role="region" tabindex="0" aria-label=say("action.history")>
            <table class="nhsuk-table">
                <caption class="nhsuk-table__caption gt-visually-hidden">{say("action.history")}</caption>
                <thead class="nhsuk-table__head">
                    <tr>
                        {heading("action.historyWhen")} {heading("action.historyWhat")}
                        {heading("action.historyBefore")} {heading("action.historyAfter")}
                    </tr>
                </thead>
                <tbody class="nhsuk-table__body">{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn cause_words(cause: &Cause) -> String {
    match cause {
        Cause::Typed => say("cause.typed"),
        Cause::Review { .. } => say("cause.review"),
        Cause::Issue { number } => fill("cause.issue", &[("number", number)]),
        Cause::Intake { title } => fill("cause.intake", &[("title", title)]),
        Cause::Chosen => say("cause.chosen"),
        Cause::Undo { .. } => say("cause.undo"),
        Cause::Restored => say("cause.restored"),
        Cause::Removed => say("cause.removed"),
        Cause::Counted => say("cause.counted"),
    }
}
