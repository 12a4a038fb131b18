//! The open risks on the matrix of likelihood and impact: how many stand in each place, each number a press that shows which.
//! Word and shape say a place's level too, and so does its colour.

use crate::app::components::{CollectView, RatingTag};
use crate::app::route::Route;
use crate::domain::{Level, Rating, fields as f, kind, kinds};
use crate::ledger::risks::RiskNode;
use crate::words::{count, count_with, say};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A place in the matrix: how likely, and how much it would do, each from 1 to 5.
pub type Place = (u8, u8);

/// The levels: the lowest score of each, and its words in the legend.
const LEVELS: [(u8, &str); 4] =
    [(1, "risk.matrix.low"), (4, "risk.matrix.moderate"), (8, "risk.matrix.high"), (15, "risk.matrix.extreme")];

/// The matrix, what its shapes mean, and beneath it the risks that nobody scored.
#[component]
pub fn Matrix(
    /// The open risks.
    open: Vec<RiskNode>,
    /// The place whose risks are shown; none where all are.
    chosen: RwSignal<Option<Place>>,
) -> impl IntoView {
    let mut counts: BTreeMap<Place, usize> = BTreeMap::new();
    for place in open.iter().filter_map(|risk| risk.place) {
        *counts.entry(place).or_default() += 1;
    }
    let heads = (1..=5).map(|impact| head(f::IMPACT, impact, "col")).collect_view();
    let rows = (1..=5).rev().map(|likelihood| {
        let cells = (1..=5).map(|impact| (likelihood, impact));
        let cells = cells.map(|place| cell(counts.get(&place).copied().unwrap_or_default(), place, chosen));
        view! { <tr>{head(f::LIKELIHOOD, likelihood, "row")} {cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let levels = LEVELS.into_iter().map(|(score, key)| {
        let level = Rating { name: say(key), ..Level::shown(Some(score)) };
        view! { <li><RatingTag rating=Some(level) plain=true/></li> }
    });
    view! {
        <div class="gt-matrix">
            <table class="gt-matrix__table">
                <caption class="nhsuk-table__caption">{say("risk.matrix.title")}</caption>
                <thead>
                    <tr>
                        <th class="gt-matrix__head gt-matrix__corner" scope="col" rowspan="2">{say("risk.matrix.likelihood")}</th>
                        <th class="gt-matrix__head gt-matrix__head--col" scope="colgroup" colspan="5">{say("risk.matrix.impact")}</th>
                    </tr>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="gt-meta gt-matrix__scale">{say("risk.matrix.scale")}</p>
            <ul class="gt-meta">{levels.collect_view()}</ul>
            <p class="nhsuk-hint">{say("risk.matrix.hint")}</p>
        </div>
        {not_scored(open)}
    }
    .into_any()
}

/// The head of a row or a column: its number, and the word for it.
fn head(field: &str, number: u8, scope: &'static str) -> AnyView {
    let number = number.to_string();
    let choice = kinds::field(kind::RISK, field).map_or_else(|| number.clone(), |field| field.choice(&number));
    let word = choice.strip_prefix(&number).unwrap_or(&choice).trim_start_matches([' ', '–']).to_owned();
    let class = format!("gt-matrix__head gt-matrix__head--{scope}");
    view! { <th class=class scope=scope>{number} " " <span class="gt-matrix__word">{word}</span></th> }.into_any()
}

/// A place: how many risks stand there, and the shape of its level.
fn cell(number: usize, place: Place, chosen: RwSignal<Option<Place>>) -> AnyView {
    let (likelihood, impact) = place;
    let score = likelihood * impact;
    let shown = Level::shown(Some(score));
    let level = match Level::of(score) {
        Level::Low => "low",
        Level::Moderate => "moderate",
        Level::High => "high",
        Level::Extreme => "extreme",
    };
    let count = match number {
        0 => view! { <span class="gt-visually-hidden">{say("risk.matrix.none")}</span> }.into_any(),
        number => {
            let gaps: [(&str, &dyn std::fmt::Display); 3] =
                [("likelihood", &likelihood), ("impact", &impact), ("level", &shown.name)];
            let label = count_with("risk.matrix.cell", number, &gaps);
            let pressed = move || if chosen.get() == Some(place) { "true" } else { "false" };
            let press = move |_| chosen.update(|now| *now = Some(place).filter(|place| *now != Some(*place)));
            view! {
                <button class="gt-matrix__count" type="button" aria-label=label aria-pressed=pressed on:click=press>
                    {number}
                </button>
            }
            .into_any()
        }
    };
    let shape = shown.shape.glyph().to_string();
    view! {
        <td class=format!("gt-matrix__cell gt-matrix__cell--{level}")>
            {count} <span class="gt-matrix__shape" aria-hidden="true">{shape}</span>
        </td>
    }
    .into_any()
}

/// The risks that nobody scored, each with the way to it; nothing where there are none.
fn not_scored(open: Vec<RiskNode>) -> Option<AnyView> {
    let all: Vec<RiskNode> = open.into_iter().filter(|risk| risk.place.is_none()).collect();
    let words = (!all.is_empty()).then(|| count("risk.matrix.notScored", all.len()))?;
    let one = |risk: RiskNode| {
        view! { <li><a class="nhsuk-link" href=Route::Risk(risk.line.id).href()>{risk.line.statement}</a></li> }
    };
    let list = view! {
        <p>{words}</p>
        <ul class="nhsuk-list nhsuk-list--bullet">{all.into_iter().map(one).collect_view()}</ul>
    };
    Some(list.into_any())
}
