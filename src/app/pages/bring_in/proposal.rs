//! The second step: what was read, as a whole: its counts, what the plan is called, the questions, the rows,
//! and the paper itself.

use super::accept::Accept;
use super::changes::Changes;
use super::lines::Lines;
use super::mender::Mender;
use super::questions::Questions;
use super::rows::Priorities;
use super::stage::{Stage, forget, to_heading};
use crate::app::bringing::{Kept, Mend, Mending, plan_id, summary_words};
use crate::app::components::{
    Banner, Button, CollectView, Details, ErrorSummary, Field, Page, Problem, Show, Tone, carries, live,
};
use crate::app::context::{use_app, with_ledger};
use crate::app::route::Route;
use crate::domain::read_day;
use crate::intake::Proposal;
use crate::words::{day, fill, say};
use leptos::prelude::*;
use std::sync::Arc;

/// What was read, to be put right and accepted.
#[component]
pub(super) fn Check(stage: RwSignal<Stage>, read: Arc<(Kept, Proposal, Mending)>) -> impl IntoView {
    let app = use_app();
    let (kept, proposal, mending) = (*read).clone();
    let mender = Mender::new(kept, proposal, mending);
    let accept = Accept::new(app, mender, stage);
    let summary = Memo::new(move |_| summary_words(&mender.finished()));
    let back = move || {
        let kept = mender.kept.get_value();
        stage.set(Stage::Source(Arc::new(Kept { read: false, ..kept })));
        to_heading();
    };
    let sure = RwSignal::new(false);
    let throw_away = move || {
        if !sure.get_untracked() {
            return sure.set(true);
        }
        forget();
        let partnership = mender.kept.with_value(|k| k.partnership.clone());
        stage.set(Stage::Source(Arc::new(Kept { partnership, ..Kept::default() })));
        app.tell(Tone::Info, say("bringin.thrownAway"));
        to_heading();
    };
    let go = move || accept.start();
    view! {
        {live(move || accept.compared.with(Option::is_some).then(|| view! { <Changes accept=accept/> }))}
        <Show when=move || accept.compared.with(Option::is_none)>
            <Page title=say("bringin.check") back=(Route::Plan(Default::default()), say("plan.title")) wide=true>
                <p class="nhsuk-lede-text" role="status">{live(move || summary.get())}</p>
                <p>{say("bringin.checkLead")}</p>
                <ErrorSummary problems=mender.problems/>
                <SecondPlan mender=mender/>
                <Questions mender=mender/>
                <Show when=move || mender.questions.with(Vec::is_empty)>
                    <div class="gt-actions">
                        <Button label=say("bringin.accept") on_press=go main=true busy=accept.busy/>
                    </div>
                </Show>
                <AboutPlan mender=mender/>
                <Priorities mender=mender/>
                <Lines mender=mender/>
                <div class="gt-actions">
                    // While no question is open it stands above, too.
                    {live(move || {
                        let main = mender.questions.with(|all| !all.is_empty());
                        view! { <Button label=say("bringin.accept") on_press=go main=main busy=accept.busy/> }
                    })}
                    <Button label=say("bringin.toPaper") on_press=back/>
                    {live(move || {
                        let label = if sure.get() { say("bringin.throwAwaySure") } else { say("bringin.throwAway") };
                        view! { <Button label=label on_press=throw_away/> }
                    })}
                </div>
            </Page>
        </Show>
    }
    .into_any()
}

/// Says so where the paper's plan would stand beside another.
#[component]
fn SecondPlan(mender: Mender) -> impl IntoView {
    let app = use_app();
    let named = Memo::new(move |_| mender.proposal.with(|p| (p.title.clone(), p.period.clone())));
    let other = Memo::new(move |_| {
        let _ = named.get();
        let id = mender.proposal.with_untracked(plan_id);
        with_ledger(app, |l| {
            let known = l.plans().any(|p| Some(p.id()) == id);
            l.plans().next().filter(|_| !known).map(|p| p.title().to_owned())
        })
    });
    live(move || {
        other.get().map(|title| {
            let text = fill("bringin.secondPlan", &[("title", &title)]);
            view! { <Banner tone=Tone::Info title=say("bringin.secondPlanTitle") text=text/> }
        })
    })
}

/// The plan's title and period, and the day of the report.
#[component]
fn AboutPlan(mender: Mender) -> impl IntoView {
    let (title, period, date, background) = mender.proposal.with_untracked(|p| {
        let period = p.period.as_ref().map(|p| p.words.clone()).unwrap_or_default();
        (p.title.clone(), period, p.date.map(day).unwrap_or_default(), p.background.clone())
    });
    let clear = move |field: &'static str| mender.problems.update(|all| all.retain(|p| p.field != field));
    let set_title = move |e| {
        clear("plan-title");
        mender.mend(Mend::Title(event_target_value(&e)));
    };
    let set_period = move |e| mender.mend(Mend::Period(event_target_value(&e)));
    let set_date = move |e| match read_day(&event_target_value(&e)) {
        Some(day) => {
            clear("report-date");
            mender.mend(Mend::Date(day.to_string()));
        }
        None => mender.problems.set(vec![Problem::new("report-date", say("bringin.needDay"))]),
    };
    let (title_described, title_class) = carries("plan-title", false, mender.problems, "nhsuk-input");
    let (date_described, date_class) =
        carries("report-date", true, mender.problems, "nhsuk-input nhsuk-input--width-20");
    view! {
        <section aria-labelledby="about-title">
            <h2 class="nhsuk-heading-m" id="about-title">{say("bringin.aboutPlan")}</h2>
            <Field id="plan-title" label=say("bringin.planTitle") problems=mender.problems>
                <input class=title_class id="plan-title" type="text" autocomplete="off" aria-describedby=title_described
                    prop:value=title on:change=set_title/>
            </Field>
            <Field id="plan-period" label=say("bringin.period") hint=say("bringin.periodHint")>
                <input class="nhsuk-input nhsuk-input--width-20" id="plan-period" type="text" autocomplete="off"
                    aria-describedby="plan-period-hint" prop:value=period on:change=set_period/>
            </Field>
            <Field id="report-date" label=say("bringin.date") hint=say("bringin.dateHint") problems=mender.problems>
                <input class=date_class id="report-date" type="text" autocomplete="off"
                    aria-describedby=date_described prop:value=date on:change=set_date/>
            </Field>
            {(!background.is_empty()).then(|| view! {
                <Details summary=say("bringin.background")>
                    {background.into_iter().map(|l| view! { <p>{l}</p> }).collect_view()}
                </Details>
            })}
        </section>
    }
    .into_any()
}
