//! A picture of a few numbers: a bar each, with the same facts as a table behind one button.

use super::{CollectView, Details};
use crate::words::say;
use leptos::prelude::*;

/// Bars, each with its name, how long it is, and its number as it reads. They are parts of a whole, so that where
/// numbers are hidden the few that are shown do not look like all there is.
pub fn bars(caption: String, what: &'static str, whole: u64, rows: Vec<(String, u64, String)>) -> AnyView {
    let most = rows.iter().map(|(_, n, _)| *n).max().unwrap_or(0).max(whole).max(1);
    let bar = |(name, n, words): &(String, u64, String)| {
        let width = format!("{}%", n.saturating_mul(100) / most);
        let part = (*n > 0).then(|| view! { <span class="gt-bars__part" style:width=width></span> });
        view! {
            <li class="gt-bars__row">
                <span class="gt-bars__name">{name.clone()}</span>
                <span class="gt-bars__track" aria-hidden="true">{part}</span>
                <span class="gt-bars__count">{words.clone()}</span>
            </li>
        }
    };
    let drawn = rows.iter().map(bar).collect_view();
    let row = |(name, _, words): (String, u64, String)| {
        view! {
            <tr class="nhsuk-table__row">
                <th class="nhsuk-table__header" scope="row">{name}</th>
                <td class="nhsuk-table__cell">{words}</td>
            </tr>
        }
    };
    view! {
        <ul class="gt-bars">{drawn}</ul>
        <Details summary=say("year.table")>
            <table class="nhsuk-table">
                <caption class="nhsuk-table__caption gt-visually-hidden">{caption}</caption>
                <thead class="nhsuk-table__head">
                    <tr>
                        <th class="nhsuk-table__header" scope="col">{say(what)}</th>
                        <th class="nhsuk-table__header" scope="col">{say("year.howMany")}</th>
                    </tr>
                </thead>
                <tbody class="nhsuk-table__body">{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </Details>
    }
    .into_any()
}
