//! An action's measures: a small chart, and the same figures as a table.

use super::figures::AddFigures;
use crate::app::components::{CollectView, Details, Show, live};
use crate::app::context::use_app;
use crate::domain::{Measure, Observation, kind, observed};
use crate::record::Id;
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// A measure as it is shown.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    name: String,
    unit: String,
    target: Option<f64>,
    points: Vec<Point>,
}

#[derive(Debug, Clone, PartialEq)]
struct Point {
    date: String,
    value: Option<f64>,
    words: String,
    note: String,
}

/// The measures linked to an action.
#[component]
pub fn Measures(action: Id) -> impl IntoView {
    let app = use_app();
    // New figures show at once; whoever types one does not lose it to that.
    let measures = Memo::new(move |_| {
        app.state.with(|s| {
            let linked = |m: &Measure<'_>| m.actions().contains(&action);
            let observed = |m: Measure<'_>| {
                let of = |o: &Observation<'_>| o.measure() == Some(m.id());
                let mut points: Vec<Point> =
                    s.ledger.of_kind(kind::OBSERVATION).map(Observation).filter(of).map(point).collect();
                points.sort_by(|a, b| a.date.cmp(&b.date));
                Shown { name: m.name().to_owned(), unit: m.unit().to_owned(), target: m.target(), points }
            };
            s.ledger.of_kind(kind::MEASURE).map(Measure).filter(linked).map(observed).collect::<Vec<Shown>>()
        })
    });
    let can_add = Memo::new(move |_| app.is_office() || measures.with(|m| !m.is_empty()));
    view! {
        <Show when=move || can_add.get()>
            <h2 class="nhsuk-heading-m">{say("action.measures")}</h2>
            {live(move || measures.get().into_iter().map(|m| view! { <One measure=m/> }).collect_view())}
            <AddFigures action=action/>
        </Show>
    }
    .into_any()
}

fn point(o: Observation<'_>) -> Point {
    let words = observed(o);
    Point { date: o.date().to_owned(), value: o.value(), words, note: o.note().to_owned() }
}

#[component]
fn One(measure: Shown) -> impl IntoView {
    let known: Vec<(String, f64)> = measure.points.iter().filter_map(|p| Some((p.date.clone(), p.value?))).collect();
    let target = measure.target.map(|t| format!("; {}", fill("action.target", &[("target", &t)]))).unwrap_or_default();
    let unit = if measure.unit.is_empty() { String::new() } else { format!(" ({})", measure.unit) };
    let last = measure.points.last().map(|p| format!(": {}", p.words)).unwrap_or_default();
    let chart = (known.len() > 1).then(|| view! { <Chart points=known target=measure.target/> });
    let rows = measure.points.into_iter().map(|p| {
        view! {
            <tr class="nhsuk-table__row">
                <td class="nhsuk-table__cell">{day_text(&p.date)}</td>
                <td class="nhsuk-table__cell">{p.words}</td>
                <td class="nhsuk-table__cell">{p.note}</td>
            </tr>
        }
    });
    let heading = |key: &str| view! { <th class="nhsuk-table__header" scope="col">{say(key)}</th> };
    view! {
        <h3 class="nhsuk-heading-s">{measure.name.clone()} {unit} {last} {target}</h3>
        {chart}
        <Details summary=say("action.measureTable")>
            <table class="nhsuk-table">
                <caption class="nhsuk-table__caption gt-visually-hidden">{measure.name.clone()}</caption>
                <thead class="nhsuk-table__head">
                    <tr>{heading("action.date")} {heading("action.figure")} {heading("action.note")}</tr>
                </thead>
                <tbody class="nhsuk-table__body">{rows.collect_view()}</tbody>
            </table>
        </Details>
    }
    .into_any()
}

/// A line through the figures; the ground is zero, the target dashed.
#[component]
fn Chart(points: Vec<(String, f64)>, target: Option<f64>) -> impl IntoView {
    let top = points.iter().map(|(_, v)| *v).chain(target).fold(1.0_f64, f64::max);
    let step = 288.0 / (points.len().saturating_sub(1)).max(1) as f64;
    let x = |n: usize| 28.0 + step * n as f64;
    let y = |v: f64| 100.0 - 90.0 * (v / top).clamp(0.0, 1.0);
    let place = |(n, (_, v)): (usize, &(String, f64))| format!("{:.1} {:.1}", x(n), y(*v));
    let line = format!("M{}", points.iter().enumerate().map(place).collect::<Vec<_>>().join("L"));
    let first = points.first().map(|(d, v)| (d.get(..7).unwrap_or(d).to_owned(), *v)).unwrap_or_default();
    let last = points.last().map(|(d, v)| (d.get(..7).unwrap_or(d).to_owned(), *v)).unwrap_or_default();
    let label = fill("action.from", &[("first", &first.1), ("last", &last.1)]);
    let dots = points.iter().enumerate().map(|(n, (_, v))| {
        view! { <circle class="gt-chart__point" cx=format!("{:.1}", x(n)) cy=format!("{:.1}", y(*v)) r="3.5"></circle> }
    });
    view! {
        <figure class="gt-chart">
            <svg class="gt-chart__plot" viewBox="0 0 320 120" role="img" aria-label=label>
                <path class="gt-chart__axis" d="M28 4V100H316"></path>
                {target.map(|t| view! { <path class="gt-chart__target" d=format!("M28 {:.1}H316", y(t))></path> })}
                <path class="gt-chart__line" d=line></path>
                {dots.collect_view()}
                <text class="gt-chart__label" x="28" y="115">{first.0}</text>
                <text class="gt-chart__label" x="316" y="115" text-anchor="end">{last.0}</text>
            </svg>
        </figure>
    }
    .into_any()
}
