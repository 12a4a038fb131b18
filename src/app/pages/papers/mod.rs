//! Papers: choosing one, what to look at before it goes out, the preview as it will print, and the words
//! that were published before. What a paper says is worked out by `report`.

mod before;
mod published;
mod save;

use crate::app::components::{Button, Empty, Field, Page, Select, Show, live};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::days::Date;
use crate::ledger::{Ledger, PlanTree, tree_as_issued, tree_to_print};
use crate::platform::{page, time};
use crate::record::Id;
use crate::report::{self, Paper};
use crate::words::say;
use leptos::prelude::*;
use std::sync::Arc;

/// A paper as it stands on the screen: what is printed and saved is exactly this.
#[derive(Debug, Clone, PartialEq)]
struct Made {
    tree: PlanTree,
    paper: Paper,
    as_at: Date,
}

impl Made {
    /// The progress report of a plan, from what this device has.
    fn progress(ledger: &Ledger, plan: Id, as_at: Date, issue: Option<u64>) -> Option<Made> {
        let tree = tree_to_print(ledger, plan)?;
        let last_issue = tree_as_issued(ledger, plan);
        let before = ledger.published().into_iter().filter_map(|p| p.as_at().parse::<Date>().ok());
        let options = report::Options {
            as_at: Some(as_at),
            prepared: Some(time::today()),
            issue,
            last_issue: last_issue.as_ref(),
            last_report: before.filter(|day| *day < as_at).max(),
        };
        let paper = report::progress(&tree, &options);
        Some(Made { tree, paper, as_at })
    }
}

/// Papers.
#[component]
pub fn Papers() -> impl IntoView {
    let app = use_app();
    let day = RwSignal::new(time::today().to_string());
    let chosen = RwSignal::new(None::<Id>);
    let plans = Memo::new(move |_| app.state.with(|s| plans(&s.ledger)));
    let plan = move || chosen.get().or_else(|| plans.with(|p| p.first().map(|(id, _)| *id)));
    let made: Memo<Option<Arc<Made>>> = Memo::new(move |_| {
        let as_at = day.get().parse().unwrap_or_else(|_| time::today());
        let plan = plan()?;
        app.state.with(|s| {
            let member = s.about.as_ref().filter(|a| !a.office);
            let issue = member.and_then(|a| a.issue.as_ref()).map(|i| i.number);
            Made::progress(&s.ledger, plan, as_at, issue).map(Arc::new)
        })
    });
    let has_plan = Memo::new(move |_| plans.with(|p| !p.is_empty()));
    view! {
        <Page title=say("papers.title") wide=true>
            <Show when=move || has_plan.get() fallback=nothing>
                <div class="gt-reading">
                    <h2 class="nhsuk-heading-m">{say("papers.kind.title")}</h2>
                    <p>{say("papers.kind.progress")}</p>
                    <p class="gt-meta">{say("papers.kind.more")}</p>
                    <WhichPlan plans=plans chosen=chosen/>
                    <AsAt day=day/>
                    <before::Before made=made/>
                    <Buttons app=app made=made/>
                    <p class="gt-meta">{live(move || say(if app.is_office() { "papers.save.office" } else { "papers.save.member" }))}</p>
                </div>
                <Preview made=made/>
            </Show>
            <Show when=move || app.state.with(|s| !s.ledger.published().is_empty())>
                <published::PublishedPapers/>
            </Show>
        </Page>
    }
}

fn nothing() -> impl IntoView {
    let app = use_app();
    let hint = if app.is_office() { "papers.none.office" } else { "papers.none.member" };
    view! {
        <Empty lead=say("papers.none.lead") hint=say(hint)/>
        <p><a class="nhsuk-link" href=Route::Exchange.href()>{say("papers.none.link")}</a></p>
    }
}

fn plans(ledger: &Ledger) -> Vec<(Id, String)> {
    let mut plans: Vec<(Id, String)> = ledger.plans().map(|p| (p.id(), p.title().to_owned())).collect();
    crate::record::sort(&mut plans, Ord::cmp);
    plans
}

/// Which plan the paper is about; asked only where there are several.
#[component]
fn WhichPlan(plans: Memo<Vec<(Id, String)>>, chosen: RwSignal<Option<Id>>) -> impl IntoView {
    live(move || {
        let plans = plans.get();
        (plans.len() > 1).then(|| {
            let first = plans.first().map(|(id, _)| id.to_string()).unwrap_or_default();
            let value = Signal::derive(move || chosen.get().map_or_else(|| first.clone(), |id| id.to_string()));
            let options = plans.into_iter().map(|(id, title)| (id.to_string(), title)).collect();
            view! {
                <Select id="plan" label=say("papers.plan") options=options value=value
                    on_change=move |id| chosen.set(id.parse().ok())/>
            }
        })
    })
}

/// The day the figures are as at.
#[component]
fn AsAt(day: RwSignal<String>) -> impl IntoView {
    view! {
        <Field id="as-at" label=say("papers.asAt") hint=say("papers.asAtHint")>
            <input class="nhsuk-input nhsuk-input--width-10" id="as-at" type="date" aria-describedby="as-at-hint"
                prop:value=move || day.get() on:change=move |e| day.set(event_target_value(&e))/>
        </Field>
    }
    .into_any()
}

#[component]
fn Buttons(app: App, made: Memo<Option<Arc<Made>>>) -> impl IntoView {
    let save = move |format: save::Format| {
        move || {
            if let Some(made) = made.get_untracked() {
                save::save(app, &made, format);
            }
        }
    };
    view! {
        <div class="gt-actions">
            <Button label=say("papers.save.word") on_press=save(save::Format::Word) main=true/>
            <Button label=say("papers.save.page") on_press=save(save::Format::Page)/>
            <Button label=say("papers.save.text") on_press=save(save::Format::Text)/>
            <Button label=say("papers.save.print") on_press=page::print/>
        </div>
    }
    .into_any()
}

/// The paper as it will print. All of people's words in it were escaped by the report's writer.
#[component]
fn Preview(made: Memo<Option<Arc<Made>>>) -> impl IntoView {
    let html = Memo::new(move |_| made.get().map(|m| report::html_body(&m.paper)).unwrap_or_default());
    view! {
        <h2 class="nhsuk-heading-m nhsuk-u-margin-top-5" id="preview-title">{say("papers.preview")}</h2>
        <div class="nhsuk-u-margin-bottom-5" role="region" aria-labelledby="preview-title" inner_html=move || html.get()></div>
    }
    .into_any()
}
