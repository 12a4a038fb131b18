//! Papers: choosing one, what to look at before it goes out, the preview as it will print, and the words
//! that were published before. What a paper says is worked out by `report`.

mod before;
mod made;
mod published;
pub(super) mod save;

use crate::app::components::{Button, Empty, Field, Page, Select, Show, live};
use crate::app::context::{App, use_app};
use crate::app::route::Route;
use crate::domain::Event;
use crate::events::{self, figures, insights};
use crate::ledger::Ledger;
use crate::platform::{page, time};
use crate::record::Id;
use crate::report::{self};
use crate::words::{count, fill, say};
use leptos::prelude::*;
use made::{HEARD, Made, PROGRESS};
use std::sync::Arc;

/// The papers that can be made: how each is chosen, and what it is called.
fn papers(ledger: &Ledger, has_plan: bool) -> Vec<(String, String)> {
    let mut papers = Vec::new();
    if has_plan {
        papers.push((PROGRESS.to_owned(), say("papers.kind.title")));
    }
    if !insights::unanswered(ledger).is_empty() || !insights::answers(ledger, None).is_empty() {
        papers.push((HEARD.to_owned(), say("papers.kind.heard")));
    }
    let event = |event: Event<'_>| {
        figures::published(ledger, event.id())?;
        let on = event.starts().map(|s| crate::words::day(s.date)).unwrap_or_default();
        Some((event.id().to_string(), fill("papers.kind.event", &[("event", &event.name()), ("day", &on)])))
    };
    papers.extend(events::events(ledger).into_iter().rev().filter_map(event));
    papers
}

/// Papers.
#[component]
pub fn Papers() -> impl IntoView {
    let app = use_app();
    let day = RwSignal::new(time::today().to_string());
    let chosen = RwSignal::new(None::<Id>);
    let which = RwSignal::new(None::<String>);
    let plans = Memo::new(move |_| app.state.with(|s| plans(&s.ledger)));
    let plan = move || chosen.get().or_else(|| plans.with(|p| p.first().map(|(id, _)| *id)));
    let all = Memo::new(move |_| app.state.with(|s| papers(&s.ledger, plans.with(|p| !p.is_empty()))));
    let paper = Memo::new(move |_| {
        which.get().or_else(|| all.with(|a| a.first().map(|(key, _)| key.clone()))).unwrap_or_default()
    });
    let made: Memo<Option<Arc<Made>>> = Memo::new(move |_| {
        let as_at = day.get().parse().unwrap_or_else(|_| time::today());
        let plan = plan();
        app.state.with(|s| paper.with(|paper| Made::chosen(s, paper, plan, as_at)).map(Arc::new))
    });
    let any = Memo::new(move |_| all.with(|a| !a.is_empty()));
    let progress = Memo::new(move |_| paper.with(|p| p == PROGRESS));
    let hint = move || match paper.get().as_str() {
        PROGRESS => say("papers.kind.progress"),
        HEARD => say("papers.kind.heardHint"),
        _ => say("papers.kind.eventHint"),
    };
    let which_paper = move || {
        let options = all.get();
        view! { <Select id="paper" label=say("papers.kind.which") options=options value=paper
        on_change=move |key| which.set(Some(key))/> }
    };
    let unpublished = move || {
        let ready = app.state.with(|s| figures::publishable(&s.ledger).len());
        (app.is_office() && ready > 0).then(|| {
            view! {
                <p class="gt-meta">
                    {count("papers.unpublished", ready)} " "
                    <a class="nhsuk-link" href=Route::Year.href()>{say("year.unpublished.link")}</a>
                </p>
            }
        })
    };
    view! {
        <Page title=say("papers.title") wide=true>
            <Show when=move || any.get() fallback=nothing>
                <div class="gt-reading">
                    {which_paper}
                    <p>{hint}</p>
                    {unpublished}
                    <Show when=move || progress.get()>
                        <WhichPlan plans=plans chosen=chosen/>
                        <AsAt day=day/>
                    </Show>
                    <before::Before made=made/>
                    <Buttons app=app made=made/>
                    <Publish app=app made=made/>
                </div>
            </Show>
            <Show when=move || app.state.with(|s| !s.ledger.published().is_empty())>
                <published::PublishedPapers/>
            </Show>
            <Show when=move || any.get()>
                <Preview made=made/>
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
    plans.sort_by(Ord::cmp);
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

/// Keeping the words as they went out, which only the office does, and once for the same words.
#[component]
fn Publish(app: App, made: Memo<Option<Arc<Made>>>) -> impl IntoView {
    live(move || {
        if !app.is_office() {
            return view! { <p class="gt-meta">{say("papers.save.member")}</p> }.into_any();
        }
        if made.with(|made| made.as_ref().is_some_and(|made| save::is_published(app, made))) {
            return view! { <p class="gt-meta" role="status">{say("papers.publish.isKept")}</p> }.into_any();
        }
        let publish = move || {
            if let Some(made) = made.get_untracked() {
                save::publish(app, &made);
            }
        };
        view! {
            <p class="gt-meta">{say("papers.publish.hint")}</p>
            <div class="gt-actions"><Button label=say("papers.publish.button") on_press=publish/></div>
        }
        .into_any()
    })
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
