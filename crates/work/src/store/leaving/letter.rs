//! The reply to somebody who does not use the app: the text of an e-mail instead of a file, with what became of each
//! piece and why. What was put in for someone, or read from a form, has nobody who could open a file.
//!
//! What may not live here: what a reply in a file holds (that is [`outgoing`](super::outgoing)'s).

use crate::bundle::{Purpose, Receipt};
use crate::domain::{Outcome, Writer, fields as f};
use crate::ledger::exchange::{self, Sender};
use crate::ledger::pieces::{self, Names};
use crate::record::Id;
use crate::store::database::rows::About;
use crate::store::database::rows::ReceivedRow;
use crate::store::database::rows::SentRow;
use crate::store::database::rows::SentState;
use crate::store::device::state::State;
use crate::store::writing::row_change::RowChange;
use crate::words::{day_text, fill, say};

/// Whether a file was made here, of words that somebody said or wrote outside the app. Its writer has no device.
pub fn was_put_in(row: &ReceivedRow) -> bool {
    row.purpose == Purpose::Return.name() && row.proof.is_none() && row.created == row.received
}

/// Whether somebody whose words are here has no device that could open a reply.
pub fn has_no_device(state: &State, writer: Id) -> bool {
    let writer = writer.to_string();
    let mut theirs =
        state.received.iter().filter(|r| r.from == writer && r.purpose == Purpose::Return.name()).peekable();
    theirs.peek().is_some() && theirs.all(was_put_in)
}

fn decided(state: &State, by: Id) -> Vec<Receipt> {
    let all = exchange::receipts(&state.ledger).into_iter();
    all.filter(|(_, writers)| writers.contains(&by)).map(|(receipt, _)| receipt).collect()
}

fn files(state: &State, from: Id) -> Vec<&ReceivedRow> {
    let from = from.to_string();
    state.received.iter().filter(|r| r.from == from && !r.put_away).collect()
}

/// What became of what this person said, with the reasons that are for this person: nothing of anybody else's.
/// `None` where nothing is decided yet.
pub fn letter(state: &State, to: Id) -> Option<String> {
    let about = state.about.as_ref()?;
    let names = Names { ledger: &state.ledger, file: None };
    let decided = decided(state, to);
    if decided.is_empty() {
        return None;
    }
    let name = |id: Option<Id>| {
        let writer = id.and_then(|id| state.ledger.records().get(id)).map(Writer);
        writer.map(|w| w.name().to_owned()).unwrap_or_default()
    };
    let day = files(state, to).first().map(|r| day_text(&r.received)).unwrap_or_default();
    let partnership = about.partnership_name.as_str();
    let mut parts = vec![
        fill("letter.dear", &[("name", &name(Some(to)))]),
        fill("letter.thanks", &[("partnership", &partnership), ("day", &day)]),
    ];
    parts.extend(decided.iter().map(|receipt| piece(&names, receipt)));
    let waits = state.staged.iter().any(|staged| staged.envelope.from == to);
    parts.extend(waits.then(|| say("letter.rest")));
    parts.push(format!("{}\n{}\n{partnership}", say("letter.regards"), name(about.writer())));
    Some(parts.join("\n\n"))
}

/// What to remember once a letter is copied: that a reply went out, what it spoke of, and that whoever said it knows
/// that it arrived. `None` before the first visit is done.
pub fn told(state: &State, sender: Sender, to: Id) -> Option<Vec<RowChange>> {
    let about = state.about.as_ref()?;
    let speaks = |r: &Receipt| r.reason.is_some() || r.outcome == Outcome::UsedWithChanges;
    let held = decided(state, to).into_iter().filter(speaks).map(|receipt| receipt.record.to_string());
    let sent = SentRow {
        id: sender.id.to_string(),
        sequence: sender.sequence,
        purpose: Purpose::Reply.name().to_owned(),
        number: None,
        created: sender.created,
        state: SentState::Exported,
        records: Vec::new(),
        to: Some(to.to_string()),
        held: Some(held.collect()),
        left: Vec::new(),
        locked: None,
        words: None,
        unsent: false,
    };
    let about = About { sequence: sender.sequence.saturating_add(1), ..about.clone() };
    let mut rows = vec![RowChange::Sent(sent), RowChange::About(about)];
    let untold = files(state, to).into_iter().filter(|row| !row.acknowledged);
    rows.extend(untold.map(|row| RowChange::Received(ReceivedRow { acknowledged: true, ..row.clone() })));
    Some(rows)
}

/// One piece: what it is, what became of it, and where it was changed, how it reads now.
fn piece(names: &Names<'_>, receipt: &Receipt) -> String {
    let title = names.title(receipt.record);
    let title = receipt
        .field
        .as_ref()
        .map_or(title.clone(), |field| format!("{title}: {}", names.field(receipt.record, field)));
    let outcome = match (receipt.outcome, receipt.reason.as_deref().filter(|r| !r.trim().is_empty())) {
        // There is no other reply to wait for.
        (Outcome::NotUsed, None) => say("letter.notUsed"),
        (outcome, reason) => pieces::outcome(outcome.name(), reason),
    };
    let field = receipt.field.as_deref().unwrap_or(f::NARRATIVE);
    let now = names.find(receipt.record).and_then(|record| record.value(field));
    let now = now.filter(|_| receipt.outcome == Outcome::UsedWithChanges);
    let now = now.map(|value| fill("letter.now", &[("words", &names.value(receipt.record, field, Some(value)))]));
    format!("{title}\n{outcome}{}", now.map(|now| format!("\n{now}")).unwrap_or_default())
}

/// When the last reply to this person was made, in a letter or a file.
pub fn replied(state: &State, to: Id) -> Option<String> {
    let to = Some(to.to_string());
    let row = state.sent.iter().rev().find(|row| row.purpose == Purpose::Reply.name() && row.to == to)?;
    Some(fill("exchange.reply.replied", &[("day", &day_text(&row.created))]))
}
