//! The measures of an action, a priority, a theme or a plan: a small chart each, and the same figures as a table. Each leads to
//! the page on which it is changed.

mod figures;

pub(super) use figures::AddFigures;

use crate::app::components::{CollectView, Details, Show, live};
use crate::app::context::{of_record, use_app};
use crate::app::form::may_change;
use crate::app::route::Route;
use crate::domain::{kind, number_words};
use crate::ledger::{FigureNode, MeasureNode, marks};
use crate::record::Id;
use crate::words::{day_text, fill, say};
use leptos::prelude::*;

/// The measures of a record; of a measure its figures.
#[component]
pub fn Measures(of: Id) -> impl IntoView {
    let app = use_app();
    // New figures show at once; whoever types one does not lose it to that.
    let measures = Memo::new(move |_| of_record(app, |ledger| ledger.measures_of(of)));
    let is_measure = untrack(|| of_record(app, |ledger| ledger.live(of, kind::MEASURE).is_some()));
    let can_add = may_change(app, kind::MEASURE);
    let one = move |measure: MeasureNode| match measure.id == of {
        true => view! { <Figures measure=measure/> }.into_any(),
        false => view! { <One measure=measure/> }.into_any(),
    };
    view! {
        <Show when=move || can_add || measures.with(|m| !m.is_empty())>
            <h2 class="nhsuk-heading-m">{say(if is_measure { "action.figures" } else { "action.measures" })}</h2>
            {live(move || measures.get().into_iter().map(one).collect_view())}
            <AddFigures of=of/>
        </Show>
    }
    .into_any()
}

/// A measure with its figures; its name leads to where it is changed.
#[component]
fn One(measure: MeasureNode) -> impl IntoView {
    let target = measure.target.map(|t| format!("; {}", fill("action.target", &[("target", &number_words(t))])));
    let last = measure.figures.last().map(|figure| format!(": {}", figure.words)).unwrap_or_default();
    let label = measure.label();
    let href = Route::Record(measure.id).href();
    view! {
        <h3 class="nhsuk-heading-s"><a class="nhsuk-link" href=href>{label}</a> {last} {target}</h3>
        <Figures measure=measure/>
    }
    .into_any()
}

/// The figures of a measure: the chart, and the table.
#[component]
fn Figures(measure: MeasureNode) -> impl IntoView {
    let app = use_app();
    let known = measure.figures.iter().filter(|figure| figure.value.is_some()).count();
    let chart = (known > 1).then(|| view! { <Chart figures=measure.figures.clone() target=measure.target/> });
    let may = may_change(app, kind::OBSERVATION);
    let is_any = !measure.figures.is_empty();
    let name = measure.name;
    let rows = measure.figures.into_iter().map(move |figure| {
        let day = day_text(&figure.date);
        let change = may.then(|| {
            let (href, of) = (Route::Record(figure.id).href(), format!("{}, {day}", figure.words));
            view! {
                <td class="nhsuk-table__cell">
                    <a class="nhsuk-link" href=href>{say("action.change")}<span class="gt-visually-hidden">" " {of}</span></a>
                </td>
            }
        });
        view! {
            <tr class="nhsuk-table__row">
                <td class="nhsuk-table__cell">{day}</td>
                <td class="nhsuk-table__cell">{figure.words}</td>
                <td class="nhsuk-table__cell">{figure.note}</td>
                {change}
            </tr>
        }
    });
    let heading = |key: &str| view! { <th class="nhsuk-table__header" scope="col">{say(key)}</th> };
    is_any
        .then(move || {
            view! {
                {chart}
                <Details summary=say("action.measureTable")>
                    <table class="nhsuk-table">
                        <caption class="nhsuk-table__caption gt-visually-hidden">{name}</caption>
                        <thead class="nhsuk-table__head">
                            <tr>
                                {heading("action.date")} {heading("action.figure")} {heading("action.note")}
                                {may.then(|| heading("action.changeFigure"))}
                            </tr>
                        </thead>
                        <tbody class="nhsuk-table__body">{rows.collect_view()}</tbody>
                    </table>
                </Details>
            }
        })
        .into_any()
}

/// Where the chart's plane begins and ends, from the left and from the top.
const LEFT: f64 = 58.0;
const RIGHT: f64 = 316.0;
const TOP: f64 = 10.0;
const GROUND: f64 = 100.0;

/// A line through the figures, over a scale whose marks are numbers that people count in; the target is dashed.
#[component]
fn Chart(figures: Vec<FigureNode>, target: Option<f64>) -> impl IntoView {
    let points: Vec<(String, f64)> = figures.into_iter().filter_map(|p| Some((p.date, p.value?))).collect();
    let marks = marks(points.iter().map(|(_, v)| *v).chain(target));
    let (bottom, top) = (marks.first().copied().unwrap_or_default(), marks.last().copied().unwrap_or(1.0));
    let step = (RIGHT - LEFT) / (points.len().saturating_sub(1)).max(1) as f64;
    let x = |n: usize| LEFT + step * n as f64;
    let y = |v: f64| GROUND - (GROUND - TOP) * ((v - bottom) / (top - bottom)).clamp(0.0, 1.0);
    let place = |(n, (_, v)): (usize, &(String, f64))| format!("{:.1} {:.1}", x(n), y(*v));
    let line = format!("M{}", points.iter().enumerate().map(place).collect::<Vec<_>>().join("L"));
    let first = points.first().map(|(d, v)| (d.get(..7).unwrap_or(d).to_owned(), *v)).unwrap_or_default();
    let last = points.last().map(|(d, v)| (d.get(..7).unwrap_or(d).to_owned(), *v)).unwrap_or_default();
    let label = fill("action.from", &[("first", &number_words(first.1)), ("last", &number_words(last.1))]);
    let dots = points.iter().enumerate().map(|(n, (_, v))| {
        view! { <circle class="gt-chart__point" cx=format!("{:.1}", x(n)) cy=format!("{:.1}", y(*v)) r="3.5"></circle> }
    });
    let scale = marks.into_iter().map(|mark| {
        let at = y(mark);
        view! {
            <path class="gt-chart__axis" d=format!("M{LEFT} {at:.1}H{RIGHT}")></path>
            <text class="gt-chart__label" x=format!("{}", LEFT - 6.0) y=format!("{:.1}", at + 4.0) text-anchor="end">{number_words(mark)}</text>
        }
    });
    view! {
        <figure class="gt-chart">
            <svg class="gt-chart__plot" viewBox="0 0 320 120" role="img" aria-label=label>
                {scale.collect_view()}
                <path class="gt-chart__axis" d=format!("M{LEFT} 4V{GROUND}")></path>
                {target.map(|t| view! { <path class="gt-chart__target" d=format!("M{LEFT} {:.1}H{RIGHT}", y(t))></path> })}
                <path class="gt-chart__line" d=line></path>
                {dots.collect_view()}
                <text class="gt-chart__label" x=LEFT.to_string() y="115">{first.0}</text>
                <text class="gt-chart__label" x=RIGHT.to_string() y="115" text-anchor="end">{last.0}</text>
            </svg>
        </figure>
    }
    .into_any()
}
