//! What people told us. The office sees the notes, how many people said it, and answers; everybody else reads the
//! answers. What only the office sees and what everybody reads stand in differently marked blocks, each with a word
//! that says which it is.

mod answer;
mod answering;
mod line;
mod notes;
mod sort;

use crate::app::components::{Button, CollectView, Empty, Page, keyed, live};
use crate::app::context::{App, of_record, use_app};
use crate::app::copying::copy;
use crate::app::route::Route;
use crate::events::insights::{AnswerLine, answers, unanswered, voices};
use crate::ledger::Ledger;
use crate::platform::time;
use crate::report;
use crate::words::{day_text, fill, say};
use answering::{Answering, Open};
use leptos::prelude::*;
use line::Line;

/// What waits for an answer, and what is answered.
fn lines(ledger: &Ledger) -> (Vec<Line>, Vec<Line>) {
    let all = voices(ledger);
    let open = unanswered(ledger).iter().filter_map(|voice| Line::of(ledger, Some(voice), None)).collect();
    let of = |line: AnswerLine| Line::of(ledger, all.iter().find(|v| v.answer == Some(line.id)), Some(line));
    (open, answers(ledger, None).into_iter().filter_map(of).collect())
}

/// What people told us.
#[component]
pub fn Heard() -> impl IntoView {
    let app = use_app();
    let back = (Route::Events, say("heard.backEvents"));
    view! {
        <Page title=say("heard.title") back=back>
            <p>{say("heard.lead")}</p>
            {office_view(app)}
        </Page>
    }
    .into_any()
}

fn office_view(app: App) -> AnyView {
    let answering = Answering::new(app);
    let copy_list = move || {
        let paper = app.state.with_untracked(|s| report::heard(&s.ledger, Some(time::today())));
        if let Some(paper) = paper {
            copy(app, report::markdown(&paper));
        }
    };
    let section = move |answered: bool| {
        let all = move || of_record(app, |ledger| if answered { lines(ledger).1 } else { lines(ledger).0 });
        keyed(all, Line::content, move |line| line_view(answering, line))
    };
    // Beneath what waits: nothing does, or what can be done with the list of it.
    let beneath = live(move || {
        let (open, answered) = of_record(app, lines);
        match (open.is_empty(), answered.is_empty()) {
            (true, true) => view! { <Empty lead=say("heard.none") hint=say("heard.noneHint")/> }.into_any(),
            (true, false) => view! { <p>{say("heard.open.none")}</p> }.into_any(),
            _ => view! {
                <div class="gt-actions">
                    <a class="nhsuk-button nhsuk-button--secondary" href=Route::Papers.href()>{say("heard.open.paper")}</a>
                    <Button label=say("heard.open.copy") on_press=copy_list/>
                </div>
            }
            .into_any(),
        }
    });
    let answered = live(move || {
        if of_record(app, |ledger| lines(ledger).1.is_empty()) {
            return ().into_any();
        }
        view! { <h2 class="nhsuk-heading-m nhsuk-u-margin-top-5">{say("heard.answered")}</h2> }.into_any()
    });
    view! {
        <p class="gt-meta nhsuk-u-margin-bottom-4">{say("heard.exact")}</p>
        <section aria-labelledby="open-title">
            <h2 class="nhsuk-heading-m" id="open-title">{say("heard.open.title")}</h2>
            {section(false)}
            {beneath}
        </section>
        {answered}
        {section(true)}
    }
    .into_any()
}

/// What everybody reads of an answer; `marked` where the office sees other things beside it.
pub(super) fn public_view(theme: &str, answer: &AnswerLine, marked: bool) -> AnyView {
    let by = (!answer.answered_by.is_empty())
        .then(|| fill("heard.words.answeredBy", &[("name", &answer.answered_by)]))
        .into_iter()
        .chain((!answer.date.is_empty()).then(|| day_text(&answer.date)));
    let by = by.map(|fact| view! { <li>{fact}</li> }).collect_view();
    view! {
        <div class="gt-told gt-told--public">
            {marked.then(|| view! { <p class="gt-told__who">{say("heard.public")}</p> })}
            {(!theme.is_empty() && !marked).then(|| view! { <h2 class="nhsuk-heading-s">{theme.to_owned()}</h2> })}
            <p class="gt-told__said">{answer.told.clone()}</p>
            <p><strong class="nhsuk-tag">{answer.state_words()}</strong> " " {answer.because.clone()}</p>
            <ul class="gt-meta">{by}</ul>
        </div>
    }
    .into_any()
}

/// One thing with what can be done about it.
fn line_view(answering: Answering, line: Line) -> AnyView {
    let key = line.key;
    let title = if line.theme.is_empty() { say("heard.noTheme") } else { line.theme.clone() };
    let name = title.clone();
    let public = line.answer.as_ref().map(|a| public_view(&line.theme, a, true));
    let links = line.linked.iter().map(|(route, title)| {
        view! { <li><a class="nhsuk-link" href=route.href()>{title.clone()}</a></li> }
    });
    let linked = match line.linked.is_empty() {
        true => view! { <p class="gt-meta">{say("heard.alone")}</p> }.into_any(),
        false => view! {
            <p class="gt-meta">{say("heard.bears")}</p>
            <ul class="nhsuk-list nhsuk-list--bullet">{links.collect_view()}</ul>
        }
        .into_any(),
    };
    let notes = line.notes.clone();
    let exact = (!line.exact.is_empty()).then(|| {
        let said = line.exact.iter().cloned().map(|said| view! { <p class="gt-told__said">{said}</p> }).collect_view();
        view! {
            <div class="gt-told gt-told--office">
                <p class="gt-told__who">{say("heard.private")}</p>
                {said}
                {notes::notes_view(answering, notes)}
            </div>
        }
    });
    let answer = if line.answer.is_some() { "heard.answer.change" } else { "heard.answer.open" };
    let sortable = !line.notes.is_empty();
    let below = live(move || match answering.open.get() {
        Open::Answer(open) if open == key => answer::form(answering, line.clone()),
        Open::Sort(open) if open == key => sort::form(answering, line.notes.clone()),
        _ => {
            let (answered, sorted) = (line.clone(), line.clone());
            view! {
                <div class="gt-actions">
                    <Button label=say(answer) on_press=move || answering.answer(&answered) small=true/>
                    {sortable.then(|| view! {
                        <Button label=say("heard.sort.open") on_press=move || answering.sort(&sorted) small=true/>
                    })}
                </div>
            }
            .into_any()
        }
    });
    view! {
        <article class="gt-stack" aria-label=name>
            <h3 class="nhsuk-heading-s nhsuk-u-margin-top-4">{title}</h3>
            {public}
            {exact}
            {linked}
            {below}
        </article>
    }
    .into_any()
}
