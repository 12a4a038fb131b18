//! The office's exchange page: what waits for a look, and the next plan file.

use super::between::between_files;
use super::check::CheckOffice;
use super::contrary::{self, DecidedDifferently};
use super::handover::Handover;
use super::made::hand_over;
use super::open::OpenFiles;
use super::senders::{Replies, Senders};
use crate::app::components::{Button, CollectView, Details, Empty, FileLabel, Tone, live};
use crate::app::context::use_app;
use crate::app::pages::device::Unlock;
use crate::app::route::Route;
use crate::app::send::{self, Made};
use crate::bundle::Purpose;
use crate::domain::kind;
use crate::events::figures;
use crate::ledger::pieces::{self, Names};
use crate::ledger::{Standing, exchange};
use crate::platform::time;
use crate::record::Id;
use crate::store::State;
use crate::store::keys::CannotSign;
use crate::store::outgoing::{Issuer, issuer, next_number};
use crate::store::rows::ReceivedRow;
use crate::store::waiting::{may_put_away, put_away};
use crate::words::{count, count_with, day_text, fill, say};
use leptos::prelude::*;

/// The office's exchange page.
#[component]
pub fn Office(made: RwSignal<Option<Made>>) -> impl IntoView {
    view! {
        <div class="gt-stack gt-stack--l">
            <CheckOffice/>
            <Unlock/>
            <Waiting/>
            <DecidedDifferently/>
            <OpenFiles/>
            <section aria-labelledby="others-title">
                <h2 class="nhsuk-heading-m" id="others-title">{say("exchange.others.title")}</h2>
                <ul class="nhsuk-list">
                    <li><a class="nhsuk-link" href=Route::Cycle.href()>{say("exchange.others.cycle")}</a></li>
                    <li><a class="nhsuk-link" href=Route::PutIn.href()>{say("exchange.others.putIn")}</a></li>
                    <li><a class="nhsuk-link" href=Route::Organisations.href()>{say("organisations.title")}</a></li>
                    <li><a class="nhsuk-link" href=Route::Heard.href()>{say("heard.title")}</a></li>
                    <li><a class="nhsuk-link" href=Route::Year.href()>{say("year.title")}</a></li>
                    <li><a class="nhsuk-link" href=Route::Counting.href()>{say("counting.title")}</a></li>
                    <li><a class="nhsuk-link" href=Route::BringIn.href()>{say("exchange.others.bringIn")}</a></li>
                </ul>
            </section>
            <NextIssue made=made/>
            <Replies made=made/>
            <Handover made=made/>
            <Senders/>
        </div>
    }
    .into_any()
}

/// A file that waits.
#[derive(Clone, PartialEq)]
struct Waits {
    id: String,
    who: String,
    facts: Vec<String>,
    may_go: bool,
}

fn waiting(state: &State) -> Vec<Waits> {
    let one = |staged: &crate::store::Staged| {
        let names = Names { ledger: &state.ledger, file: Some(&staged.records) };
        let items = state.items(staged, time::now_ms()).len();
        let received = state.received.iter().find(|r| r.id == staged.row.id);
        let mut facts = vec![
            fill("exchange.waiting.file", &[("number", &staged.envelope.sequence)]),
            fill("exchange.waiting.made", &[("day", &day_text(&staged.envelope.created))]),
            fill("exchange.waiting.opened", &[("day", &day_text(&staged.row.received))]),
        ];
        facts.extend(received.map(|r| pieces::pieces(r.updates, r.others)));
        facts.push(count("exchange.waiting.items", items));
        if staged.set_aside > 0 {
            facts.push(count("exchange.waiting.setAside", staged.set_aside));
        }
        facts.extend(staged.row.left_out.words());
        Waits {
            id: staged.row.id.clone(),
            who: names.writer(staged.envelope.from),
            facts,
            may_go: may_put_away(state, &staged.row.id),
        }
    };
    state.staged.iter().map(one).collect()
}

#[component]
fn Waiting() -> impl IntoView {
    let app = use_app();
    let list = between_files(app, waiting);
    let asking = RwSignal::new(None::<String>);
    let away = move |id: String, who: String| {
        leptos::task::spawn_local(async move {
            if app.transact(&mut |s| Some(put_away(s, &id).into())).await.is_ok() {
                app.tell(Tone::Saved, fill("exchange.waiting.awayDone", &[("who", &who)]));
            }
        });
    };
    let row = move |waits: Waits| {
        let Waits { id, who, facts, may_go } = waits;
        let heading = who.clone();
        let facts = facts.into_iter().map(|f| view! { <li>{f}</li> }).collect_view();
        let look = id.parse::<Id>().ok().map(|id| {
            view! {
                <a class="nhsuk-link" href=Route::Review(Some(id)).href()>
                    {say("exchange.waiting.look")}
                    <span class="gt-visually-hidden">" " {who.clone()}</span>
                </a>
            }
        });
        let (ask, asked, file) = (id.clone(), id.clone(), id.clone());
        let confirm = move || {
            let (id, who) = (id.clone(), who.clone());
            (asking.get().as_deref() == Some(asked.as_str())).then(move || {
                let text = fill("exchange.waiting.awayAsk", &[("who", &who)]);
                view! {
                    <div class="nhsuk-warning-callout" role="alert">
                        <p>{text}</p>
                        <div class="gt-actions">
                            <Button label=say("exchange.waiting.awayYes") warning=true small=true
                                on_press=move || { asking.set(None); away(id.clone(), who.clone()) }/>
                            <Button label=say("exchange.waiting.awayNo") small=true on_press=move || asking.set(None)/>
                        </div>
                    </div>
                }
            })
        };
        view! {
            <li class="gt-stack gt-stack--s">
                <h3 class="nhsuk-heading-s">{heading}</h3>
                <ul class="gt-meta">{facts}</ul>
                <FileLabel file=file/>
                <div class="gt-actions">
                    {look}
                    {may_go.then(|| view! {
                        <Button label=say("exchange.waiting.away") small=true
                            on_press=move || asking.set(Some(ask.clone()))/>
                    })}
                </div>
                {confirm}
            </li>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="waiting-title">
            <h2 class="nhsuk-heading-m" id="waiting-title">{say("exchange.waiting.title")}</h2>
            {live(move || {
                let list = list.get();
                if list.is_empty() {
                    return view! { <Empty lead=say("exchange.waiting.none") hint=say("exchange.waiting.noneHint")/> }.into_any();
                }
                let together = (list.len() > 1).then(|| view! {
                    <p><a class="nhsuk-link" href=Route::Review(None).href()>{count("exchange.waiting.together", list.len())}</a></p>
                });
                view! {
                    {together}
                    <ul class="nhsuk-list">{list.into_iter().map(row).collect_view()}</ul>
                }
                .into_any()
            })}
        </section>
    }
    .into_any()
}

/// What the next plan file will hold.
#[derive(Clone, PartialEq)]
struct Next {
    /// The last number known, where a restored device has to be told which plan file was sent last.
    asks_number: Option<u64>,
    number: u64,
    last: Option<(u64, String)>,
    holds: Vec<String>,
    conflicts: Vec<(String, Option<Id>)>,
    /// Events whose figures could be published, and are not.
    unpublished: Vec<String>,
    /// Who else makes the plan files, and since which day.
    other: Option<(String, String)>,
    /// Whether this is the sample, to look at.
    sample: bool,
    /// Why it is not signed, or cannot be, as the key of a sentence.
    unsigned: Option<&'static str>,
}

fn next(state: &State) -> Option<Next> {
    let about = state.about.as_ref()?;
    let updates =
        state.ledger.of_kind(kind::UPDATE).filter(|u| state.ledger.standing(u.id) != Standing::NotUsed).count();
    let new = |r: &&ReceivedRow| {
        r.purpose == Purpose::Return.name() && !r.acknowledged && !r.put_away && state.is_believed(r)
    };
    let acknowledged = state.received.iter().filter(new).count();
    let names = Names { ledger: &state.ledger, file: None };
    let conflict = |(record, field): (&crate::record::Record, &str)| {
        let action = (record.kind == kind::ACTION).then_some(record.id);
        (format!("{}: {}", names.title_of(record), names.field_of(&record.kind, field)), action)
    };
    let contrary = state
        .ledger
        .contrary()
        .into_iter()
        .map(|contrary| (fill("exchange.contrary.open", &[("what", &contrary::title(&names, &contrary))]), None));
    Some(Next {
        number: next_number(about),
        last: about.issue.as_ref().filter(|i| !i.created.is_empty()).map(|i| (i.number, day_text(&i.created))),
        asks_number: about.asks_number.then(|| about.last_number()),
        holds: vec![
            count("exchange.issue.actions", state.ledger.of_kind(kind::ACTION).count()),
            count("exchange.issue.updates", updates),
            count("exchange.issue.outcomes", exchange::receipts(&state.ledger).len()),
            count("exchange.issue.confirms", acknowledged),
        ],
        conflicts: state.ledger.conflicts().into_iter().map(conflict).chain(contrary).collect(),
        unpublished: figures::publishable(&state.ledger).into_iter().map(|id| names.title(id)).collect(),
        other: match issuer(state) {
            Issuer::Others { writer, since } => {
                let name = names.writer(writer);
                let name = if name.is_empty() { say("exchange.pen.somebody") } else { name };
                Some((name, day_text(&time::day_of(since))))
            }
            Issuer::Unset | Issuer::Mine => None,
        },
        sample: about.sample,
        unsigned: match state.keys.to_sign() {
            Ok(Some(_)) => None,
            Ok(None) => Some("exchange.issue.unsigned"),
            Err(CannotSign::NoKey) => Some("send.noKey"),
            Err(CannotSign::NotNamed) => Some("send.notNamed"),
        },
    })
}

#[component]
fn NextIssue(made: RwSignal<Option<Made>>) -> impl IntoView {
    let app = use_app();
    let next = between_files(app, next);
    let busy = RwSignal::new(false);
    let make = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let file = send::make_issue(app).await;
            hand_over(app, made, file);
            busy.try_set(false);
        });
    };
    let take = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            if send::become_issuer(app).await.is_ok() {
                app.tell(Tone::Saved, say("exchange.pen.taken"));
            }
            busy.try_set(false);
        });
    };
    view! {
        <section aria-labelledby="issue-title">
            {live(move || next.get().map(|next| {
                let holds = next.holds.into_iter().map(|h| view! { <li>{h}</li> }).collect_view();
                let last = next.last.map(|(number, day)| {
                    view! { <p class="gt-meta">{fill("exchange.issue.last", &[("number", &number), ("day", &day)])}</p> }
                });
                let signed = match next.unsigned {
                    None => view! { <p>{say("exchange.issue.signed")}</p> }.into_any(),
                    // The sample has no key, and needs none.
                    Some(why) => {
                        let to_keys = (!next.sample).then(|| view! {
                            " " <a class="nhsuk-link" href=Route::Device.href()>{say("exchange.issue.toKeys")}</a>
                        });
                        view! { <p>{say(why)} {to_keys}</p> }.into_any()
                    }
                };
                let figures = (!next.unpublished.is_empty()).then(|| unpublished(next.unpublished));
                let open = (!next.conflicts.is_empty()).then(|| conflicts(next.conflicts));
                view! {
                    <h2 class="nhsuk-heading-m" id="issue-title">{fill("exchange.issue.title", &[("number", &next.number)])}</h2>
                    {last}
                    <p>{say("exchange.issue.holds")}</p>
                    <ul class="nhsuk-list nhsuk-list--bullet">{holds}</ul>
                    <p>{say("exchange.issue.leavesOut")}</p>
                    {signed}
                    {open}
                    {figures}
                    {match next.other {
                        _ if next.asks_number.is_some() => super::restored::ask(app, next.asks_number.unwrap_or_default()),
                        Some((name, day)) => view! {
                            <p>{fill("exchange.pen.other", &[("name", &name), ("day", &day)])}</p>
                            <Button label=say("exchange.pen.take") on_press=take busy=busy/>
                        }.into_any(),
                        None => view! {
                            <Button label=fill("exchange.issue.make", &[("number", &next.number)]) on_press=make main=true busy=busy/>
                        }.into_any(),
                    }}
                }
            }))}
        </section>
    }
    .into_any()
}

/// Where two versions wait for a choice: shown before a plan file is made, which may be made all the same.
fn conflicts(open: Vec<(String, Option<Id>)>) -> AnyView {
    let title = count_with("exchange.issue.conflicts", open.len(), &[]);
    let items = open.into_iter().map(|(words, action)| match action {
        Some(id) => view! { <li><a class="nhsuk-link" href=Route::Action(id).href()>{words}</a></li> }.into_any(),
        None => view! { <li>{words}</li> }.into_any(),
    });
    let items = items.collect_view();
    view! {
        <div class="gt-banner gt-banner--warning">
            <h3 class="gt-banner__title">{title}</h3>
            <p>{say("exchange.issue.conflictsHint")}</p>
            <Details summary=say("exchange.issue.conflictsList") open=true>
                <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul>
            </Details>
        </div>
    }
    .into_any()
}

/// Events whose figures this plan file will not hold, because nobody has published them.
fn unpublished(events: Vec<String>) -> AnyView {
    let title = count("year.unpublished.title", events.len());
    let items = events.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
    view! {
        <div class="gt-banner gt-banner--info">
            <h3 class="gt-banner__title">{title}</h3>
            <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul>
            <p>
                {say("year.unpublished.hint")} " "
                <a class="nhsuk-link" href=Route::Year.href()>{say("year.unpublished.link")}</a>
            </p>
        </div>
    }
    .into_any()
}
