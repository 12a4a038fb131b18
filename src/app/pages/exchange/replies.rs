//! The replies to those who have sent something, with the reasons.

use super::between::between_files;
use super::made::hand_over;
use crate::app::components::{Button, CollectView, Details, Empty, Paragraphs, live};
use crate::app::context::{App, use_app};
use crate::app::copying::copy;
use crate::app::send::{self, Made};
use crate::bundle::Purpose;
use crate::ledger::exchange;
use crate::ledger::pieces::{self, Names};
use crate::record::Id;
use crate::store::rows::ReceivedRow;
use crate::store::{RowChange, State, letter};
use crate::words::{count, fill, say};
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
