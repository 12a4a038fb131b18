//! What goes out of the office: the next plan file, replies, the record for other keepers; and where letters say that the
//! app is.

use super::between::between_files;
use super::contrary;
use super::excel::InExcel;
use super::handover::Handover;
use super::made::hand_over;
use super::replies::Replies;
use super::where_app::WhereTheAppIs;
use crate::app::components::{Button, CollectView, Details, Tone, live};
use crate::app::context::use_app;
use crate::app::pages::device::Unlock;
use crate::app::route::Route;
use crate::app::send::{self, Made};
use crate::bundle::Purpose;
use crate::domain::kind;
use crate::events::figures;
use crate::ledger::pieces::Names;
use crate::ledger::{Standing, exchange};
use crate::platform::time;
use crate::record::Id;
use crate::store::State;
use crate::store::keys::CannotSign;
use crate::store::outgoing::{Issuer, issuer, next_number};
use crate::store::rows::ReceivedRow;
use crate::words::{count, count_with, day_text, fill, say};
use leptos::prelude::*;

/// What goes out.
#[component]
pub fn SendRoom(made: RwSignal<Option<Made>>) -> impl IntoView {
    view! {
        <div class="gt-stack gt-stack--l">
            <Unlock/>
            <NextIssue made=made/>
            <Replies made=made/>
            <Handover made=made/>
            <InExcel/>
            <WhereTheAppIs/>
        </div>
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
