//! Counts of an event as they came: a table for each device or sheet, and beneath it what else was said of them.

use super::parts::parts_view;
use super::shown::{Told, base};
use crate::app::components::CollectView;
use crate::app::context::use_app;
use crate::domain::{Counts, fields as f};
use crate::ledger::pieces::{Counted, Names};
use crate::record::Record;
use leptos::prelude::*;

/// The counts of a tally that came in, as tables; `parts` is all that it says in words, `told` what each of its fields tells.
pub(super) fn tables(record: &Record, parts: &[(String, String)], told: &[Told]) -> AnyView {
    let app = use_app();
    let counts: Vec<Counted> = app.state.with_untracked(|s| {
        let names = Names { ledger: &s.ledger, file: None };
        let counted = record.fields().iter().filter(|(name, _)| base(name) == f::COUNT);
        let tables = counted.filter_map(|(_, field)| Some(names.table(&Counts::from_value(field.value()?))));
        tables.flatten().collect()
    });
    let is_table = |words: &String| told.iter().any(|t| base(&t.field) == f::COUNT && t.text == *words);
    let rest: Vec<_> = parts.iter().filter(|(_, words)| !is_table(words)).cloned().collect();
    view! { {counts.into_iter().map(table).collect_view()} {parts_view(&rest)} }.into_any()
}

fn table((title, rows): Counted) -> AnyView {
    let row = |(what, n): (String, u64)| {
        view! {
            <tr class="nhsuk-table__row">
                <th class="nhsuk-table__header" scope="row">{what}</th>
                <td class="nhsuk-table__cell nhsuk-table__cell--numeric">{n}</td>
            </tr>
        }
        .into_any()
    };
    let label = title.clone();
    view! {
        <div class="gt-scroll" role="region" tabindex="0" aria-label=label>
            <table class="nhsuk-table">
                <caption class="nhsuk-table__caption nhsuk-table__caption--s">{title}</caption>
                <tbody class="nhsuk-table__body">{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
