//! The exchange page of everybody but the office: what was sent, and what became of it.

use super::check::CheckOffice;
use super::inbox::News;
use super::open::{OpenFiles, Paste, confirm};
use super::plan_first::plan_first;
use super::ready::Ready;
use super::travels::travelled;
use crate::app::came::{Came, Needs};
use crate::app::components::{Button, CollectView, Empty, Paragraphs, Show, live};
use crate::app::context::{App, use_app};
use crate::app::inbox::{self, EVERYBODYS};
use crate::app::pages::OfMine;
use crate::app::pages::draft::answer_update;
use crate::app::route::Route;
use crate::app::send::Made;
use crate::bundle::Purpose;
use crate::domain::{Insight, Update, fields as f, kind};
use crate::ledger::pieces::{self, Names};
use crate::ledger::review::Key;
use crate::record::Id;
use crate::store::State;
use crate::store::answer::{Progress, answered, progress};
use crate::store::rows::{SentRow, SentState};
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;

/// The exchange page of everybody but the office.
#[component]
pub fn Member(made: RwSignal<Option<Made>>) -> impl IntoView {
    let paste = Paste::open(use_app());
    view! {
        <div class="gt-stack gt-stack--l">
            <CheckOffice/>
            <How/>
            <Ready made=made/>
            <OpenFiles paste=paste road=EVERYBODYS/>
            <Opened/>
            <Sent/>
            <Outcomes/>
        </div>
    }
    .into_any()
}

/// By when updates are wanted, and how they get to the office; also without a file.
#[component]
fn How() -> impl IntoView {
    let app = use_app();
    let plan = app.tree.with_untracked(|t| t.as_ref().map(|t| t.id));
    let steps = ["write", "save", "send"].map(|step| {
        let to = (step == "write").then(|| {
            view! { " " <a class="nhsuk-link" href=Route::Today.href()>{say("exchange.how.toMine")}</a> }
        });
        view! { <li>{say(&format!("exchange.how.{step}"))} {to}</li> }
    });
    plan.map(|plan| {
        view! {
            <section aria-labelledby="how-title">
                <h2 class="nhsuk-heading-m" id="how-title">{say("exchange.how.title")}</h2>
                <OfMine plan=plan/>
                <ol class="nhsuk-list nhsuk-list--number">{steps.collect_view()}</ol>
                <p>{say("exchange.how.else")}</p>
            </section>
        }
    })
}

/// What became of what was opened just now.
#[component]
fn Opened() -> impl IntoView {
    let app = use_app();
    let one = move |came: Came| {
        let open = match came.needs.clone() {
            Needs::Partnership(file) => {
                let press = move || leptos::task::spawn_local(inbox::beside(app, file.clone()));
                view! { <Button label=say("exchange.open.beside") on_press=press small=true/> }.into_any()
            }
            Needs::PlanFile(file) => plan_first(app, came.key, file),
            _ => ().into_any(),
        };
        view! { <News came=came/> {open} }.into_any()
    };
    let here = move || app.state.with(|s| s.about.as_ref().map(|a| a.partnership.clone())).unwrap_or_default();
    view! {
        <div class="gt-stack" role="status">
            {live(move || {
                let here = here();
                app.inbox.get().into_iter().filter(|came| came.partnership == here).map(one).collect_view()
            })}
        </div>
    }
    .into_any()
}

#[component]
fn Sent() -> impl IntoView {
    let app = use_app();
    let words = RwSignal::new(String::new());
    let any = Memo::new(move |_| app.state.with(|s| s.sent.iter().any(|r| r.purpose == Purpose::Return.name())));
    let check = move || {
        let text = words.get_untracked();
        leptos::task::spawn_local(async move {
            if confirm(app, &text).await {
                words.try_set(String::new());
            }
        });
    };
    view! {
        <section aria-labelledby="sent-title">
            <h2 class="nhsuk-heading-m" id="sent-title">{say("exchange.sent.title")}</h2>
            {live(move || {
                let rows: Vec<String> = app.state.with(|s| {
                    s.sent.iter().rev().filter(|r| r.purpose == Purpose::Return.name()).map(|r| sent_row(s, r)).collect()
                });
                if rows.is_empty() {
                    return view! { <Empty lead=say("exchange.sent.none")/> }.into_any();
                }
                let rows = rows.into_iter().map(|row| view! { <li>{row}</li> }).collect_view();
                view! { <ul class="nhsuk-list nhsuk-list--bullet">{rows}</ul> }.into_any()
            })}
            <Show when=move || any.get()>
                <div class="nhsuk-form-group">
                    <label class="nhsuk-label" for="check-words">{say("exchange.check.label")}</label>
                    <div class="nhsuk-hint" id="check-hint">{say("exchange.check.hint")}</div>
                    <input class="nhsuk-input nhsuk-input--width-30" id="check-words" type="text" autocomplete="off"
                        aria-describedby="check-hint" prop:value=move || words.get()
                        on:input=move |e| words.set(event_target_value(&e))/>
                </div>
                <Button label=say("exchange.check.button") on_press=check/>
            </Show>
        </section>
    }
    .into_any()
}

fn sent_row(state: &State, row: &SentRow) -> String {
    let came = match row.state {
        SentState::Exported if row.unsent => say("exchange.sent.unsent"),
        SentState::Exported => say("exchange.sent.exported"),
        SentState::Confirmed => say("exchange.sent.confirmed"),
    };
    let gaps: &[(&str, &dyn std::fmt::Display)] =
        &[("number", &row.sequence), ("day", &day_text(&row.created)), ("state", &came)];
    let mut words = fill("exchange.sent.row", gaps);
    if let Some(travelled) = travelled(state, row) {
        words.push_str(". ");
        words.push_str(&travelled);
    }
    words
}

/// A piece this person wrote, and what became of it.
struct Fate {
    key: Key,
    /// How far an answer to it is; none where there is nothing to answer.
    answer: Option<Progress>,
    title: String,
    link: Option<Id>,
    words: String,
    now: Option<String>,
    outcome: String,
}

fn fates(state: &State) -> Vec<Fate> {
    let names = Names { ledger: &state.ledger, file: None };
    let sent = state.exported();
    let mut fates = Vec::new();
    for (key, row) in &state.receipts.0 {
        let (id, field) = key.split_once(':').map_or((key.as_str(), None), |(id, field)| (id, Some(field)));
        let Ok(id) = id.parse::<Id>() else { continue };
        let Some(record) = sent.get(id) else { continue };
        let title = names.title(record.id);
        let name = field.unwrap_or(f::NARRATIVE);
        let title = field.map_or(title.clone(), |field| format!("{title}: {}", names.field_of(&record.kind, field)));
        let is_hidden =
            names.find(id).is_some_and(|r| r.kind == kind::INSIGHT && pieces::is_hidden(&state.ledger, Insight(r)));
        let words = match field {
            _ if is_hidden => String::new(),
            None if record.kind == kind::UPDATE && Update(record).no_change() => say("piece.noChange"),
            None if record.kind != kind::UPDATE => String::new(),
            _ => names.value_of(&record.kind, name, record.value(name)),
        };
        let now = (row.outcome == "usedWithChanges" && !is_hidden)
            .then(|| state.ledger.records().get(record.id))
            .flatten()
            .map(|now| match field {
                Some(_) => names.value_of(&now.kind, name, now.value(name)),
                None => pieces::differs(names, record, now).join("\n\n"),
            });
        let action = match record.kind.as_str() {
            kind::ACTION => Some(record.id),
            kind::UPDATE => Update(record).covers().first().map(|(id, _)| *id),
            _ => None,
        };
        let link = action.filter(|id| state.ledger.action(*id).is_some());
        let key = (id, field.map(str::to_owned));
        let answer = answered(state, &key).map(|_| progress(state, &key));
        fates.push(Fate {
            key,
            answer,
            title,
            link,
            words,
            now,
            outcome: pieces::outcome(&row.outcome, row.reason.as_deref()),
        });
    }
    fates
}

#[component]
fn Outcomes() -> impl IntoView {
    let app = use_app();
    view! {
        <section aria-labelledby="outcomes-title">
            <h2 class="nhsuk-heading-m" id="outcomes-title">{say("exchange.outcomes.title")}</h2>
            {live(move || {
                let fates = app.state.with(fates);
                if fates.is_empty() {
                    return view! { <Empty lead=say("exchange.outcomes.none") hint=say("exchange.outcomes.noneHint")/> }.into_any();
                }
                let told = count("exchange.outcomes.count", fates.len());
                view! { <p class="gt-meta">{told}</p> {fates.into_iter().map(|fate| fate_view(app, fate)).collect_view()} }.into_any()
            })}
        </section>
    }
    .into_any()
}

fn fate_view(app: App, fate: Fate) -> AnyView {
    let heading = fate.title.clone();
    let answer = fate.answer.map(|progress| match progress {
        Progress::None => view! {
            <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button"
                aria-label=fill("exchange.outcomes.answerOf", &[("title", &heading)])
                on:click=move |_| answer_update(app, &fate.key)>{say("exchange.outcomes.answer")}</button>
        }
        .into_any(),
        Progress::Draft(action) => view! {
            <p><a class="nhsuk-link" href=Route::Draft(action).href()>{say("exchange.outcomes.answering")}</a></p>
        }
        .into_any(),
        Progress::Done => view! { <p class="gt-meta">{say("exchange.outcomes.answered")}</p> }.into_any(),
    });
    let title = match fate.link {
        Some(id) => view! { <a class="nhsuk-link" href=Route::Action(id).href()>{fate.title}</a> }.into_any(),
        None => fate.title.into_any(),
    };
    let column = |title: String, text: String, class: &str| {
        view! {
            <section class=format!("gt-compare__col gt-compare__col--{class}")>
                <h4 class="gt-compare__title">{title}</h4>
                <div class="gt-compare__value"><Paragraphs text=text/></div>
            </section>
        }
    };
    view! {
        <article>
            <h3 class="nhsuk-heading-s">{title}</h3>
            <p><strong>{fate.outcome}</strong></p>
            <div class="gt-compare">
                {(!fate.words.is_empty()).then(|| column(say("exchange.outcomes.yours"), fate.words, "before"))}
                {fate.now.map(|now| column(say("exchange.outcomes.now"), now, "now"))}
            </div>
            {answer}
        </article>
    }
    .into_any()
}
