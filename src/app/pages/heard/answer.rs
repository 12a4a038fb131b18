//! Answering: wording for everybody, looked at for personal data while it is typed, shown as it will go out, and
//! published only once somebody has approved it.

use super::answering::Answering;
use super::line::Line;
use crate::app::components::{Button, CollectView, Details, ErrorSummary, Problem, Select, TextInput, live};
use crate::app::typed::{Recovered, Typed};
use crate::domain::AnswerState;
use crate::events::insights::{NotApproved, answers, approve, as_published, withdraw_answer};
use crate::personal;
use crate::platform::{new_id, time};
use crate::record::Id;
use crate::store::State;
use crate::words::{fill, say};
use leptos::prelude::*;

/// The answer to a thing.
pub fn form(answering: Answering, line: Line) -> AnyView {
    let app = answering.app;
    let problems = RwSignal::new(Vec::<Problem>::new());
    let own = line.answer.as_ref().map(|a| a.id);
    let fresh = new_id();
    // The answer that is changed, the one that says this too, or a new one.
    let id = move || own.or_else(|| answering.to.get().parse().ok()).unwrap_or(fresh);
    let notes = StoredValue::new(line.notes.clone());
    let approve = move || {
        let (wording, id, notes) = (untrack(|| answering.typed()), untrack(id), notes.get_value());
        let build = move |s: &State| approve(&s.ledger, &notes, &wording, id, time::today());
        match app.state.with_untracked(&build) {
            Ok(_) => {
                problems.set(Vec::new());
                answering.save(Box::new(move |s| build(s).ok()), "heard.answer.saved");
            }
            Err(why) => problems.set(vec![Problem::new(field(answering, &why), why.words())]),
        }
    };
    let found = live(move || {
        let found = answering.typed().personal();
        if found.is_empty() {
            return ().into_any();
        }
        let item = |(kind, words): (personal::Personal, String)| {
            view! { <li class="gt-checks__item gt-checks__item--care">{kind.warning(&words)}</li> }
        };
        let items = found.into_iter().map(item).collect_view();
        view! {
            <section class="gt-checks" aria-labelledby="care-title">
                <h3 class="gt-checks__title" id="care-title">{say("heard.answer.care")}</h3>
                <ul class="gt-checks__list">{items}</ul>
            </section>
        }
        .into_any()
    });
    let states = AnswerState::ALL.map(|s| (s.name().to_owned(), say(&format!("event.state.{}", s.name()))));
    let legend = fill("heard.answer.title", &[("theme", &line.theme)]);
    let (theme, title) = (answering.theme, legend.clone());
    view! {
        <section class="gt-stack" aria-label=title>
            <h4 class="nhsuk-heading-s">{legend}</h4>
            <ErrorSummary problems=problems/>
            {own.is_none().then(|| same_answer(answering))}
            <TextInput id="answer-wording" label=say("heard.answer.wording") hint=say("heard.answer.wordingHint")
                value=answering.wording rows=3 problems=problems/>
            <Select id="answer-state" label=say("heard.answer.state") options=states.to_vec() value=answering.state
                on_change=move |state| answering.state.set(state)/>
            <TextInput id="answer-because" label=say("heard.answer.because") hint=say("heard.answer.becauseHint")
                value=answering.because rows=3 problems=problems/>
            <TextInput id="answer-theme" label=say("heard.answer.theme") value=theme problems=problems/>
            <TextInput id="answer-by" label=say("heard.answer.by") value=answering.by problems=problems/>
            <TextInput id="answer-approved" label=say("heard.answer.approved") hint=say("heard.answer.approvedHint")
                value=answering.approved problems=problems/>
            <div aria-live="polite">{found}</div>
            {live(move || preview(answering, notes, id()))}
            <div class="gt-actions">
                <Button label=say("heard.answer.save") on_press=approve main=true/>
                <Button label=say("heard.answer.away") on_press=move || answering.close()/>
            </div>
            <p class="gt-meta">{say("heard.answer.kept")}</p>
            {own.map(|id| withdraw(answering, id))}
        </section>
    }
    .into_any()
}

/// The control a refusal is about.
fn field(answering: Answering, why: &NotApproved) -> &'static str {
    match why {
        NotApproved::NoWording => "answer-wording",
        NotApproved::NoReason => "answer-because",
        NotApproved::NoApprover => "answer-approved",
        NotApproved::TheirWords { in_wording: true, .. } => "answer-wording",
        NotApproved::TheirWords { in_wording: false, .. } => "answer-because",
        NotApproved::Personal(_) => {
            let fields = [
                ("answer-wording", answering.wording),
                ("answer-because", answering.because),
                ("answer-theme", answering.theme),
                ("answer-by", answering.by),
            ];
            let holds = |value: RwSignal<String>| value.with_untracked(|text| !personal::find(text).is_empty());
            fields.into_iter().find(|(_, value)| holds(*value)).map_or("answer-approved", |(field, _)| field)
        }
    }
}

/// An answer that says this too: its notes are counted together then.
fn same_answer(answering: Answering) -> AnyView {
    let known = answering.app.state.with_untracked(|s| answers(&s.ledger, None));
    if known.is_empty() {
        return ().into_any();
    }
    let mut options = vec![(String::new(), say("heard.answer.new"))];
    options.extend(known.into_iter().map(|a| (a.id.to_string(), a.told)));
    let choose = move |to: String| {
        if let Some(wording) = to.parse().ok().and_then(|id| answering.standing(id)) {
            answering.take(&wording);
        }
        answering.to.set(to);
    };
    view! { <Select id="answer-to" label=say("heard.answer.to") options=options value=answering.to on_change=choose/> }
        .into_any()
}

/// Just what goes out.
fn preview(answering: Answering, notes: StoredValue<Vec<Id>>, id: Id) -> AnyView {
    let wording = answering.typed();
    let told = answering.app.state.with(|s| notes.with_value(|n| as_published(&s.ledger, n, &wording.wording, id)));
    let state = say(&format!("event.state.{}", wording.state.name()));
    let by = [wording.theme, fill("heard.words.answeredBy", &[("name", &wording.answered_by)])];
    let shown = [true, !wording.answered_by.trim().is_empty()];
    let by = by.into_iter().zip(shown).filter(|(text, shown)| *shown && !text.is_empty());
    let by = by.map(|(text, _)| view! { <li>{text}</li> }).collect_view();
    view! {
        <div class="gt-told gt-told--public">
            <p class="gt-told__who">{say("heard.answer.preview")}</p>
            <p class="gt-told__said">{told}</p>
            <p><strong class="nhsuk-tag">{state}</strong> " " {wording.because}</p>
            <ul class="gt-meta">{by}</ul>
            <p class="gt-meta">{say("heard.answer.previewHint")}</p>
        </div>
    }
    .into_any()
}

/// Taking an answer back.
fn withdraw(answering: Answering, id: Id) -> AnyView {
    let reason = RwSignal::new(String::new());
    let form = Typed::keep(format!("withdraw.{id}"), &[("reason", reason)]);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let withdraw = move || {
        if reason.with_untracked(|r| r.trim().is_empty()) {
            return problems.set(vec![Problem::new("withdraw-reason", say("heard.answer.needReason"))]);
        }
        let reason = reason.get_untracked().trim().to_owned();
        answering.save_typed(
            form,
            Box::new(move |s| withdraw_answer(&s.ledger, id, &reason)),
            "heard.answer.withdrawn",
        );
    };
    view! {
        <Details summary=say("heard.answer.withdraw") open=form.is_left()>
            <Recovered form=form/>
            <TextInput id="withdraw-reason" label=say("heard.answer.withdrawHint") value=reason problems=problems/>
            <Button label=say("heard.answer.withdrawSure") on_press=withdraw warning=true small=true/>
        </Details>
    }
    .into_any()
}
