//! The year's events: how many against the goal, ambassadors, where, about what; and, for the office, event by event
//! what was handed over and what is published. Nothing here compares people or phones.

mod events;
mod wrong;

use crate::app::components::{CollectView, Empty, Page, Select, bars, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::route::Route;
use crate::events::{MeasureLine, Sum, Year, YearView, topic_word, year, years};
use crate::platform::time;
use crate::words::{count, count_with, day_text, fill, say};
use leptos::prelude::*;

/// The year's events.
#[component]
pub fn TheYear() -> impl IntoView {
    let app = use_app();
    let office = untrack(|| app.is_office());
    let (all, first) = app.state.with_untracked(|s| years(&s.ledger, time::today()));
    let chosen = RwSignal::new(first.0);
    let options = all.into_iter().map(|y| (y.0.to_string(), y.words())).collect();
    let value = Signal::derive(move || chosen.get().to_string());
    let shown = live(move || {
        let view = of_record(app, |ledger| year(ledger, Year(chosen.get()), time::today()));
        year_view(app, &view, office)
    });
    let back = (Route::Events, say("heard.backEvents"));
    view! {
        <Page title=say("year.title") back=back>
            <Select id="year" label=say("year.which") options=options value=value
                on_change=move |y| chosen.set(y.parse().unwrap_or(first.0))/>
            <div class="gt-stack gt-stack--l">
                {shown}
                {office.then(|| events::events_view(app, chosen))}
                {office.then(|| wrong::wrong_view(app))}
            </div>
        </Page>
    }
    .into_any()
}

fn year_view(app: App, view: &YearView, office: bool) -> AnyView {
    if view.held + view.planned + view.cancelled == 0 {
        let none = view! { <Empty lead=say("year.none")/> };
        return view! { <div>{none} {goal(view, office)}</div> {ambassadors(view, office)} }.into_any();
    }
    let missing = view.unpublished.len();
    let figures = [
        ("year.conversations", view.conversations),
        ("year.reached", view.reached),
        ("year.checked", view.checked),
        ("year.referred", view.referred),
    ];
    let figures = figures.into_iter().map(|(key, n)| row(say(key), n.words())).collect_view();
    let named = |place: &str| if place.is_empty() { say("year.nowhere") } else { place.to_owned() };
    let places = view.neighbourhoods.iter().map(|(place, n)| (named(place), *n as u64, n.to_string())).collect();
    let topics = app.state.with_untracked(|s| {
        let named = view.topics.iter().map(|(topic, n)| (topic_word(&s.ledger, topic), *n));
        let all = named.chain([(say("year.otherTopics"), view.other_topics)]);
        let told = all.filter(|(_, n)| n.left_out > 0 || n.shown > 0);
        told.map(|(name, n): (String, Sum)| (name, n.shown, n.words())).collect::<Vec<_>>()
    });
    let about = [view.conversations, view.reached, view.checked, view.referred];
    let about = about.iter().any(|n| n.rounded || n.left_out > 0);
    view! {
        <section aria-labelledby="held-title">
            <h2 class="nhsuk-heading-m" id="held-title">{held(view)}</h2>
            {view.goal.map(|goal| view! {
                <progress class="gt-progress" max=goal.max(1).to_string() value=(view.held as u64).min(goal).to_string()
                    aria-hidden="true"></progress>
            })}
            <ul class="gt-meta">
                {(view.planned > 0).then(|| view! { <li>{fill("year.planned", &[("count", &view.planned)])}</li> })}
                {(view.cancelled > 0).then(|| view! { <li>{fill("year.cancelled", &[("count", &view.cancelled)])}</li> })}
            </ul>
            {goal(view, office)}
        </section>
        <section aria-labelledby="figures-title">
            <h2 class="nhsuk-heading-m" id="figures-title">{say("year.figures")}</h2>
            <dl class="nhsuk-summary-list">{figures}</dl>
            <p class="gt-meta nhsuk-u-margin-bottom-4">{say("year.figuresNote")}</p>
            {about.then(|| view! { <p class="gt-meta nhsuk-u-margin-bottom-4">{say("year.sums")} " " {say("year.topicsNote")}</p> })}
            {(missing > 0).then(|| view! { <p>{count("year.missing", missing)}</p> })}
        </section>
        {picture("year.about", "year.topic", view.conversations.shown, topics)}
        {picture("year.where", "year.neighbourhood", view.held as u64, places)}
        {ambassadors(view, office)}
    }
    .into_any()
}

/// So many events, of so many that were aimed at.
fn held(view: &YearView) -> String {
    match view.goal {
        Some(goal) => count_with("year.heldOf", view.held, &[("goal", &goal)]),
        None => count("year.held", view.held),
    }
}

/// The way to setting a goal, where there is none.
fn goal(view: &YearView, office: bool) -> Option<AnyView> {
    (view.goal.is_none() && office).then(|| {
        view! {
            <p>{say("year.noGoal")} " " <a class="nhsuk-link" href=Route::Counting.href()>{say("year.setGoal")}</a></p>
        }
        .into_any()
    })
}

fn picture(title: &'static str, what: &'static str, whole: u64, rows: Vec<(String, u64, String)>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby=title>
                <h2 class="nhsuk-heading-m" id=title>{say(title)}</h2>
                {bars(say(title), what, whole, rows)}
            </section>
        }
        .into_any()
    })
}

fn row(name: String, value: String) -> AnyView {
    view! {
        <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">{name}</dt>
            <dd class="nhsuk-summary-list__value">{value}</dd>
        </div>
    }
    .into_any()
}

/// Ambassadors: at events, and as the plan's own measures count them.
fn ambassadors(view: &YearView, office: bool) -> AnyView {
    let measure = |m: &MeasureLine| {
        let figures = m.figures.iter().map(|(day, figure)| format!("{figure} ({})", day_text(day)));
        let figures = figures.collect::<Vec<_>>().join(", ");
        let figures = if figures.is_empty() { say("year.noFigure") } else { figures };
        let add = m.action.map(|id| {
            view! {
                <dd class="nhsuk-summary-list__actions">
                    <a class="nhsuk-link" href=Route::Action(id).href()>
                        {say("year.addFigure")}<span class="gt-visually-hidden">": " {m.name.clone()}</span>
                    </a>
                </dd>
            }
        });
        view! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{m.name.clone()}</dt>
                <dd class="nhsuk-summary-list__value">{figures}</dd>
                {add}
            </div>
        }
        .into_any()
    };
    let measures = view.measures.iter().map(measure).collect_view();
    let none = (view.measures.is_empty() && office).then(|| {
        view! {
            <p>{say("year.noMeasures")} " " <a class="nhsuk-link" href=Route::Counting.href()>{say("year.chooseMeasures")}</a></p>
        }
    });
    let goal = view.goal_ambassadors.map(|n| view! { <p>{fill("year.goalAmbassadors", &[("count", &n)])}</p> });
    let there =
        (view.ambassadors > 0).then(|| view! { <p>{fill("year.atEvents", &[("count", &view.ambassadors)])}</p> });
    view! {
        <section aria-labelledby="ambassadors-title">
            <h2 class="nhsuk-heading-m" id="ambassadors-title">{say("year.ambassadors")}</h2>
            {there}
            {goal}
            {(!view.measures.is_empty()).then(|| view! { <dl class="nhsuk-summary-list">{measures}</dl> })}
            {none}
        </section>
    }
    .into_any()
}
