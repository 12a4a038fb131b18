//! Who changed what, when: read from the database when asked for.

use crate::app::components::{Button, CollectView, Paragraphs, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::form::may_change;
use crate::domain::{Writer, fields as f};
use crate::ledger::Ledger;
use crate::ledger::changes::Cause;
use crate::ledger::pieces::Names;
use crate::platform::time;
use crate::record::{Edit, Id, Stamp};
use crate::store::Vault;
use crate::store::came::came_with;
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
    // What is in sight is read again with every change of the record: "Use this again" is one.
    let last = Memo::new(move |_| of_record(app, |ledger| ledger.records().get(record)?.stamps().max()));
    Effect::new(move |before: Option<Option<Stamp>>| {
        let now = last.get();
        if before.is_some_and(|before| before != now) && rows.with_untracked(Option::is_some) {
            read();
        }
        now
    });
    view! {
        <h2 class="nhsuk-heading-m">{say("action.history")}</h2>
        {live(move || match rows.get() {
            None => view! { <Button label=say("action.historyShow") on_press=read small=true/> }.into_any(),
            Some(rows) if rows.is_empty() => view! { <p>{say("action.historyNone")}</p> }.into_any(),
            Some(rows) => view! { <Table record=record rows=rows/> }.into_any(),
        })}
    }
    .into_any()
}

#[component]
fn Table(record: Id, rows: Vec<ChangeRow>) -> impl IntoView {
    let app = use_app();
    let mut came = app.state.with_untracked(|s| {
        let record = s.ledger.records().get(record);
        record.map(|r| brought(&s.ledger, r.id, &came_with(r, &rows))).unwrap_or_default()
    });
    let rows = rows.into_iter().map(|row| {
        let (who, cells) = app.state.with_untracked(|s| {
            // Only of the last time that it came is it known what with.
            if row.field.is_empty() {
                let words = format!("{}\n\n{}", say("action.historyCame"), std::mem::take(&mut came));
                return (String::new(), cell("3", words));
            }
            let names = Names { ledger: &s.ledger, file: None };
            let words = |v: Option<&serde_json::Value>| names.value(record, &row.field, v);
            let again = again(app, &s.ledger, record, &row);
            let cells = [names.field(record, &row.field), words(row.before.as_ref()), words(row.after.as_ref())];
            let [what, before, after] = cells;
            let before = view! { <td class="nhsuk-table__cell"><Paragraphs text=before/> {again}</td> };
            let cells = view! { {cell("1", what)} {before} {cell("1", after)} }.into_any();
            (writer(&s.ledger, &row.at).map(|(name, _)| name).unwrap_or_default(), cells)
        });
        let day = day_text(&time::day_of(row.when));
        view! {
            <tr class="nhsuk-table__row">
                <td class="nhsuk-table__cell">{day} <br/> {who} <br/> <span class="gt-meta">{row.cause().as_ref().map(cause_words)}</span></td>
                {cells}
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

/// The button that makes a field say again what it said before a change, where it says something else now.
fn again(app: App, ledger: &Ledger, record: Id, row: &ChangeRow) -> Option<AnyView> {
    let stands = ledger.records().get(record)?;
    let now = stands.value(&row.field).filter(|value| !value.is_null());
    let before = row.before.clone().filter(|value| !value.is_null() && Some(value) != now)?;
    let edit = Edit { record, kind: stands.kind.clone(), field: row.field.clone(), value: before };
    let press = move || {
        let edit = edit.clone();
        app.change(move |_| vec![edit.clone()], say("action.historyBack"));
    };
    may_change(app, &stands.kind)
        .then(|| view! { <Button label=say("action.historyAgain") on_press=press small=true/> }.into_any())
}

/// Who wrote what bears this stamp, and on which day.
fn writer(ledger: &Ledger, at: &str) -> Option<(String, String)> {
    let at = at.parse::<Stamp>().ok()?;
    let name = ledger.records().get(at.writer()).map(|r| Writer(r).name().to_owned());
    Some((name?, day_text(&time::day_of(at.ms()))))
}

fn cell(columns: &'static str, words: String) -> AnyView {
    view! { <td class="nhsuk-table__cell" colspan=columns><Paragraphs text=words/></td> }.into_any()
}

/// The fields that an entry came with, each with its words, under who wrote them and when.
fn brought(ledger: &Ledger, record: Id, rows: &[ChangeRow]) -> String {
    let names = Names { ledger, file: None };
    let line = |row: &ChangeRow| {
        let by = writer(ledger, &row.at).map(|(who, day)| fill("action.historyWrote", &[("who", &who), ("day", &day)]));
        let words = names.value(record, &row.field, row.after.as_ref());
        (by.unwrap_or_default(), format!("{}: {words}", names.field(record, &row.field)))
    };
    // Its title first, and not of which plan it is.
    let other = |row: &&ChangeRow| row.field != f::TITLE && row.field != f::PLAN;
    let title = rows.iter().filter(|row| row.field == f::TITLE);
    let mut lines: Vec<(String, String)> = title.chain(rows.iter().filter(other)).map(line).collect();
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    let (mut last, mut shown) = (String::new(), String::new());
    for (by, line) in lines {
        for words in [if by == last { "" } else { &by }, &line] {
            shown.push_str(words);
            shown.push_str("\n\n");
        }
        last = by;
    }
    shown
}

fn cause_words(cause: &Cause) -> String {
    match cause {
        Cause::Typed => say("cause.typed"),
        Cause::Review { .. } => say("cause.review"),
        Cause::Issue { number } => fill("cause.issue", &[("number", number)]),
        Cause::Intake { title } => fill("cause.intake", &[("title", title)]),
        Cause::Chosen => say("cause.chosen"),
        Cause::TakenBack => say("cause.takenBack"),
        Cause::Undo { .. } => say("cause.undo"),
        Cause::Restored => say("cause.restored"),
        Cause::Removed => say("cause.removed"),
        Cause::Counted => say("cause.counted"),
    }
}
