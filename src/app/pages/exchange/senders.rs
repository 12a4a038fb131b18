//! Who has sent what, the acknowledgement of each file, and the replies with their reasons.

use super::between::between_files;
use super::copy::copy;
use super::made::hand_over;
use crate::app::components::{Button, CollectView, Details, Empty, FileLabel, Paragraphs, Tone, live};
use crate::app::context::{App, use_app};
use crate::app::pages::take_back;
use crate::app::send::{self, Made};
use crate::bundle::Purpose;
use crate::ledger::exchange::{self, file_words};
use crate::ledger::pieces::{self, Names};
use crate::record::Id;
use crate::store::rows::ReceivedRow;
use crate::store::{RowChange, State, letter, waiting};
use crate::words::{count, day_text, fill, say};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// One sender with what became of everything that sender wrote.
#[derive(Clone, PartialEq)]
struct Sender {
    id: Id,
    name: String,
    outcomes: Vec<String>,
    /// The reply as the text of an e-mail, for somebody who does not use the app.
    letter: Option<String>,
    /// When the last reply was made.
    replied: Option<String>,
}

fn returns(state: &State) -> impl Iterator<Item = &ReceivedRow> {
    state.received.iter().filter(|r| r.purpose == Purpose::Return.name())
}

fn senders(state: &State) -> Vec<Sender> {
    let receipts = exchange::receipts(&state.ledger);
    let names = Names { ledger: &state.ledger, file: None };
    let mut senders: BTreeMap<String, String> = BTreeMap::new();
    for row in returns(state) {
        senders.insert(row.from.clone(), row.from_name.clone());
    }
    let one = |(id, name): (String, String)| {
        let id: Id = id.parse().ok()?;
        let theirs = receipts.iter().filter(|(_, writers)| writers.contains(&id));
        let line = |(receipt, _): &(crate::bundle::Receipt, Vec<Id>)| {
            let title = names.title(receipt.record);
            let title = receipt
                .field
                .as_ref()
                .map_or(title.clone(), |f| format!("{title}: {}", names.field(receipt.record, f)));
            format!("{title}: {}", pieces::outcome(receipt.outcome.name(), receipt.reason.as_deref()))
        };
        let outcomes: Vec<String> = theirs.map(line).collect();
        let letter = letter::has_no_device(state, id).then(|| letter::letter(state, id)).flatten();
        let replied = letter::replied(state, id);
        (!outcomes.is_empty()).then_some(Sender { id, name, outcomes, letter, replied })
    };
    senders.into_iter().filter_map(one).collect()
}

/// A reply for each sender of reviewed words.
#[component]
pub fn Replies(made: RwSignal<Option<Made>>) -> impl IntoView {
    let app = use_app();
    let list = between_files(app, senders);
    let row = move |sender: Sender| {
        let Sender { id, name, outcomes, letter, replied } = sender;
        let name = if name.is_empty() { say("piece.somebody") } else { name };
        let make = move || {
            leptos::task::spawn_local(async move {
                let file = send::make_reply(app, id).await;
                hand_over(app, made, file);
            });
        };
        let summary = count("exchange.reply.outcomes", outcomes.len());
        let outcomes = outcomes.into_iter().map(|o| view! { <li>{o}</li> }).collect_view();
        let reply = match letter {
            Some(text) => {
                let copied = text.clone();
                view! {
                    <p>{say("exchange.reply.byMail")}</p>
                    <Details summary=say("exchange.reply.read")><Paragraphs text=text/></Details>
                    <Button label=fill("exchange.reply.copy", &[("name", &name)]) small=true
                        on_press=move || copy_letter(app, id, copied.clone())/>
                }
                .into_any()
            }
            None => view! {
                <Details summary=summary><ul class="nhsuk-list nhsuk-list--bullet">{outcomes}</ul></Details>
                <Button label=fill("exchange.reply.save", &[("name", &name)]) on_press=make small=true/>
            }
            .into_any(),
        };
        view! {
            <li class="gt-stack gt-stack--s">
                <h3 class="nhsuk-heading-s">{name}</h3>
                {replied.map(|replied| view! { <p class="gt-meta">{replied}</p> })}
                {reply}
            </li>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="replies-title">
            <h2 class="nhsuk-heading-m" id="replies-title">{say("exchange.reply.title")}</h2>
            {live(move || {
                let list = list.get();
                if list.is_empty() {
                    return view! { <Empty lead=say("exchange.reply.none")/> }.into_any();
                }
                view! {
                    <p>{say("exchange.reply.hint")}</p>
                    <ul class="nhsuk-list">{list.into_iter().map(row).collect_view()}</ul>
                }.into_any()
            })}
        </section>
    }
    .into_any()
}

/// One file that was sent here.
#[derive(Clone, PartialEq)]
struct File {
    id: String,
    who: String,
    number: String,
    /// The check words that its sender's e-mail has.
    check: Option<String>,
    day: String,
    holds: String,
    state: String,
    gap: Option<String>,
    acknowledgement: Option<String>,
    undoable: bool,
}

/// Every file that was opened here, also those that only look like a plan file or a reply of the office.
fn files(state: &State) -> Vec<File> {
    let mut rows: Vec<&ReceivedRow> = state.received.iter().collect();
    rows.sort_by(|a, b| (&a.from_name, &a.from, a.sequence).cmp(&(&b.from_name, &b.from, b.sequence)));
    let mut last: Option<(&str, u64)> = None;
    let mut files = Vec::new();
    for row in rows {
        let is_return = row.purpose == Purpose::Return.name();
        // Plan files and replies are not all for one reader, so their numbers tell nothing.
        let before = last.filter(|(from, _)| is_return && *from == row.from).map(|(_, n)| n);
        if is_return {
            last = Some((&row.from, row.sequence));
        }
        let holds = pieces::pieces(row.updates, row.others);
        let day = day_text(&row.received);
        let check = row.id.parse().ok().filter(|_| is_return && row.proof.is_some()).map(file_words);
        let waits = state.staged.iter().any(|s| s.row.id == row.id);
        let words = row.words.clone().unwrap_or_default();
        let gaps: &[(&str, &dyn std::fmt::Display)] =
            &[("day", &day), ("pieces", &holds), ("number", &row.sequence), ("words", &words)];
        let ack = match (&row.words, &row.proof) {
            (Some(_), _) => "exchange.senders.ack",
            (None, Some(_)) => "exchange.senders.ackLater",
            (None, None) => "exchange.senders.ackPlain",
        };
        files.push(File {
            id: row.id.clone(),
            who: if row.from_name.is_empty() { say("piece.somebody") } else { row.from_name.clone() },
            number: match is_return {
                true => row.sequence.to_string(),
                false => say(&format!("exchange.senders.what.{}", row.purpose)),
            },
            state: say(match (waits, row.put_away) {
                (true, _) => "exchange.senders.waits",
                (false, true) => "exchange.senders.putAway",
                (false, false) => "exchange.senders.done",
            }),
            gap: before.and_then(|before| missing(before, row.sequence)),
            acknowledgement: (is_return && !row.put_away && state.is_believed(row)).then(|| fill(ack, gaps)),
            check: check.map(|words| fill("exchange.senders.check", &[("words", &words)])),
            undoable: state.undoable.contains(&row.id),
            day,
            holds,
        });
    }
    files
}

/// Files between two of one sender that have not arrived. A later file holds their words again, because
/// only what was confirmed is left out.
fn missing(before: u64, now: u64) -> Option<String> {
    let first = before.saturating_add(1);
    match now.saturating_sub(first) {
        0 => None,
        1 => Some(fill("exchange.senders.gap", &[("number", &first), ("later", &now)])),
        _ => Some(fill("exchange.senders.gaps", &[("from", &first), ("to", &(now - 1)), ("later", &now)])),
    }
}

/// Copies the reply to somebody who does not use the app.
fn copy_letter(app: App, to: Id, text: String) {
    let Some(sender) = app.sender() else { return };
    let rows = move |s: &State| {
        // The number is the next there is when it is stored.
        let sequence = s.about.as_ref().map_or(sender.sequence, |about| about.sequence);
        letter::told(s, exchange::Sender { sequence, ..sender.clone() }, to).unwrap_or_default()
    };
    copy_to_tell(app, text, rows);
}

/// Copies words that tell a sender of files. From then on the sender counts as told, and will not send them again.
fn copy_to_tell(app: App, text: String, told: impl Fn(&State) -> Vec<RowChange> + 'static) {
    leptos::task::spawn_local(async move {
        let mut build = |s: &State| Some(told(s)).filter(|rows| !rows.is_empty()).map(Into::into);
        // Noted first: what was told and not noted could be put away unused.
        if app.transact(&mut build).await.is_ok() {
            copy(app, text);
        }
    });
}

/// The table of files that were sent here.
#[component]
pub fn Senders() -> impl IntoView {
    let app = use_app();
    let list = between_files(app, files);
    let press = move |id: String| {
        leptos::task::spawn_local(async move {
            let Ok(file) = id.parse() else { return };
            if take_back(app, file).await {
                let waits = app.state.with_untracked(|s| s.staged.iter().any(|s| s.row.id == id));
                let key = if waits { "review.takenBackWaits" } else { "review.takenBack" };
                app.tell(Tone::Saved, say(key));
            }
        });
    };
    let row = move |file: File| {
        let id = file.id.clone();
        let undo = file.undoable.then(|| {
            view! { <Button label=say("review.takeBack") small=true on_press=move || press(id.clone())/> }
        });
        let ack = file.acknowledgement.map(|text| {
            let (copied, told) = (text.clone(), file.id.clone());
            let press = move || {
                let told = told.clone();
                copy_to_tell(app, copied.clone(), move |s| waiting::told(s, &told).into_iter().collect());
            };
            view! {
                <p>{text}</p>
                <Button label=say("exchange.senders.copy") small=true on_press=press/>
            }
        });
        view! {
            <tr class="nhsuk-table__row">
                <th class="nhsuk-table__header gt-table__who" scope="row">{file.who} <FileLabel file=file.id/></th>
                <td class="nhsuk-table__cell">
                    {file.number}
                    {file.check.map(|words| view! { <p class="gt-meta">{words}</p> })}
                    {file.gap.map(|gap| view! { <p class="gt-meta">{gap}</p> })}
                </td>
                <td class="nhsuk-table__cell">{file.day}</td>
                <td class="nhsuk-table__cell">{file.holds} <p class="gt-meta">{file.state}</p> {undo}</td>
                <td class="nhsuk-table__cell">{ack}</td>
            </tr>
        }
        .into_any()
    };
    let heads = || {
        let head = |h: &str| {
            view! { <th class="nhsuk-table__header" scope="col">{say(&format!("exchange.senders.head.{h}"))}</th> }
        };
        ["who", "number", "day", "holds", "answer"].into_iter().map(head).collect_view()
    };
    view! {
        <section aria-labelledby="senders-title">
            <h2 class="nhsuk-heading-m" id="senders-title">{say("exchange.senders.title")}</h2>
            {live(move || {
                let list = list.get();
                if list.is_empty() {
                    return view! { <Empty lead=say("exchange.senders.none")/> }.into_any();
                }
                view! {
                    <div class="gt-scroll" role="region" tabindex="0" aria-labelledby="senders-caption">
                        <table class="nhsuk-table">
                            <caption class="nhsuk-table__caption" id="senders-caption">{say("exchange.senders.caption")}</caption>
                            <thead class="nhsuk-table__head"><tr>{heads()}</tr></thead>
                            <tbody class="nhsuk-table__body">{list.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                }.into_any()
            })}
        </section>
    }
    .into_any()
}
