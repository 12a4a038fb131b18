//! What is due of meetings, as a clerk goes through it, and where the thread is broken.

use crate::app::components::{Button, CollectView, Details, Empty, Page, live};
use crate::app::context::{of_record, use_app};
use crate::app::copying::copy;
use crate::app::pages::record::home;
use crate::app::route::Route;
use crate::ledger::partnership::{self, Due, DueLine, Loose, LooseLine};
use crate::ledger::pieces::Names;
use crate::platform::time;
use crate::words::{count, day_text, fill, said, say};
use leptos::prelude::*;

/// How many things are due, in brackets; nothing where none is.
#[component]
pub fn Count() -> impl IntoView {
    let app = use_app();
    live(move || {
        let many = of_record(app, |ledger| partnership::due(ledger, time::today()).len());
        (many > 0).then(|| view! { <span class="gt-meta">{count("partnership.dueCount", many)}</span> }).into_any()
    })
}

/// What is due, and what hangs loose.
#[component]
pub fn WhatIsDue() -> impl IntoView {
    let back = (Route::Partnership, say("partnership.title"));
    view! {
        <Page title=say("partnership.dueTitle") back=back>
            <p>{say("partnership.dueLead")}</p>
            {live(due)}
            <h2 class="nhsuk-heading-m">{say("partnership.loose")}</h2>
            {live(loose)}
        </Page>
    }
}

/// A thing that is due, with its group's name and its page.
type Row = (DueLine, String, Route);

fn due() -> AnyView {
    let app = use_app();
    let rows: Vec<Row> = of_record(app, |ledger| {
        let names = Names { ledger, file: None };
        let row = |line: DueLine| {
            let group = line.group.map(|id| names.title(id)).unwrap_or_default();
            let kind = ledger.records().get(line.id).map(|r| r.kind.clone()).unwrap_or_default();
            let page = home(&kind, line.id);
            (line, group, page)
        };
        partnership::due(ledger, time::today()).into_iter().map(row).collect()
    });
    if rows.is_empty() {
        return view! { <Empty lead=say("partnership.dueNone") hint=say("partnership.dueNoneHint")/> }.into_any();
    }
    let text = rows.iter().map(words).collect::<Vec<_>>().join("\n");
    let press = move || copy(app, text.clone());
    let parts = Due::ALL.into_iter().map(|what| {
        let of: Vec<&Row> = rows.iter().filter(|(line, ..)| line.what == what).collect();
        (!of.is_empty()).then(|| {
            let hint = said(&format!("partnership.dueHint.{}", what.name()));
            let hint = hint.map(|hint| view! { <p class="gt-meta">{hint}</p> });
            view! {
                <h2 class="nhsuk-heading-s">{say(&format!("partnership.due.{}", what.name()))}</h2>
                {hint}
                <ul class="gt-list">{of.into_iter().map(row).collect_view()}</ul>
            }
        })
    });
    view! {
        {parts.collect_view()}
        <div class="gt-actions"><Button label=say("partnership.dueCopy") on_press=press/></div>
    }
    .into_any()
}

fn by(line: &DueLine) -> String {
    match line.day {
        Some(day) => fill("partnership.by", &[("day", &day_text(&day.to_string()))]),
        None => say("partnership.noDay"),
    }
}

fn words((line, group, _): &Row) -> String {
    let what = say(&format!("partnership.due.{}", line.what.name()));
    let late = if line.is_late { format!(" ({})", say("partnership.late")) } else { String::new() };
    let group = if group.is_empty() { String::new() } else { format!(", {group}") };
    format!("{what}: {}{group}, {}{late}", line.title, by(line))
}

fn row((line, group, page): &Row) -> AnyView {
    let late = line.is_late.then(|| {
        view! { <span class="gt-list__side"><strong class="nhsuk-tag nhsuk-tag--red">{say("partnership.late")}</strong></span> }
    });
    let group = (!group.is_empty()).then(|| view! { <li>{group.clone()}</li> });
    view! {
        <li class="gt-list__item">
            <a class="gt-list__link" href=page.href()>{line.title.clone()}</a>
            <ul class="gt-meta">{group} <li>{by(line)}</li></ul>
            {late}
        </li>
    }
    .into_any()
}

fn loose() -> AnyView {
    let app = use_app();
    let lines: Vec<(LooseLine, Route)> = of_record(app, |ledger| {
        let page = |line: LooseLine| {
            let kind = ledger.records().get(line.id).map(|r| r.kind.clone()).unwrap_or_default();
            let page = if line.what == Loose::Insight { Route::Heard } else { home(&kind, line.id) };
            (line, page)
        };
        partnership::loose(ledger, time::today()).into_iter().map(page).collect()
    });
    if lines.is_empty() {
        return view! { <p>{say("partnership.looseNone")}</p> }.into_any();
    }
    let parts = Loose::ALL.into_iter().map(|what| {
        let of = lines.iter().filter(|(line, _)| line.what == what).map(|(line, page)| {
            view! { <li><a class="nhsuk-link" href=page.href()>{line.title.clone()}</a></li> }
        });
        let of: Vec<_> = of.collect();
        (!of.is_empty()).then(|| {
            let summary = format!("{} ({})", say(&format!("partnership.looseOf.{}", what.name())), of.len());
            view! { <Details summary=summary><ul class="nhsuk-list nhsuk-list--bullet">{of.collect_view()}</ul></Details> }
        })
    });
    view! { <p>{say("partnership.looseLead")}</p> {parts.collect_view()} }.into_any()
}
