//! A file that leaves: its text, its name, and the rows that remember it. The rows are stored before the
//! file is handed over, so that no file is ever out of which this device knows nothing.

use super::file_names::slug;
use crate::bundle::{self, ACKNOWLEDGED_FROM, BasedOn, Bundle, KEEPER, KEEPERS, Purpose, Receipt, SENDERS, proof};
use crate::domain::{Outcome, Writer, fields as f, kind};
use crate::ledger::exchange::{self, Sender};
use crate::record::{Edit, Id, Record};
use crate::seal::{self, NotSigned, Random, Recipient, Signer, Unopened};
use crate::store::arriving::follows::follows;
use crate::store::database::rows::About;
use crate::store::database::rows::IssueRow;
use crate::store::database::rows::ReceiptRow;
use crate::store::database::rows::ReceivedRow;
use crate::store::database::rows::SentRow;
use crate::store::database::rows::SentState;
use crate::store::device::state::State;
use crate::store::keys::Keeper;
use crate::store::keys::KeysRow;
use crate::store::writing::row_change::RowChange;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A file, ready to be handed over once its rows are stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Departure {
    /// The file's name.
    pub name: String,
    /// What it says about itself and its records.
    pub bundle: Bundle,
    /// Its text.
    pub text: String,
    /// What to remember of it.
    pub rows: Vec<RowChange>,
}

/// How a return travels. Nothing remembers it: whoever wants the next one open says so again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Locked for the office, as soon as its keys are known and somebody has compared their check words.
    ForOffice,
    /// Locked for the keys in the plan file, although nobody has compared their check words: its sender was asked.
    NotCompared,
    /// Open: anyone who gets it can read it.
    Open,
}

/// The ending by which people and programs know our files.
const ENDING: &str = ".thread.json";
/// The ending of a locked file.
const LOCKED_ENDING: &str = ".thread.age";

impl Departure {
    /// The same file, signed.
    ///
    /// # Errors
    /// The platform's reason.
    pub async fn signed(mut self, signer: &impl Signer) -> Result<Departure, NotSigned> {
        proof::sign(&mut self.bundle, signer).await?;
        self.text = bundle::write(&self.bundle);
        Ok(self)
    }

    /// The same file, locked for these recipients: as text, which e-mail programs leave as it is. The row that
    /// remembers it says for whom.
    ///
    /// # Errors
    /// Nobody to lock it for, or no randomness.
    pub fn locked(mut self, to: &[Recipient], from: &mut dyn Random) -> Result<Departure, Unopened> {
        let text = seal::armor(&seal::lock(self.text.as_bytes(), to, from)?);
        let stem = self.name.strip_suffix(ENDING).unwrap_or(&self.name);
        for row in &mut self.rows {
            if let RowChange::Sent(sent) = row {
                sent.locked = Some(to.iter().map(Recipient::to_string).collect());
            }
        }
        Ok(Departure { name: format!("{stem}{LOCKED_ENDING}"), text, ..self })
    }

    /// A file as it travels: what goes to the office, a return or one keeper's record, locked for the keepers that are
    /// known here, unless its sender wants just this one to go open (they lost their keys; a mail filter lets nothing
    /// through that it cannot read). No other file is locked.
    ///
    /// # Errors
    /// No randomness.
    pub fn travelling(self, keys: &KeysRow, lock: Lock, from: &mut dyn Random) -> Result<Departure, Unopened> {
        let to = keys.recipients();
        let to_office = matches!(self.bundle.envelope.purpose, Purpose::Return | Purpose::Handover);
        let wanted = match lock {
            Lock::ForOffice => !keys.to_compare(),
            Lock::NotCompared => true,
            Lock::Open => false,
        };
        match wanted && to_office && !to.is_empty() {
            true => self.locked(&to, from),
            false => Ok(self),
        }
    }
}

/// A return to the office: everything of mine that is not confirmed as received. `None` with nothing to
/// send, or before the first visit is done. What is `held` back stays, and so does what names something new that stays.
pub fn make_return(state: &State, sender: Sender, held: &[Id]) -> Option<Departure> {
    let about = state.about.as_ref()?;
    let confirmed = state.confirmed();
    let mine = exchange::mine(&state.ledger, confirmed);
    let held = exchange::held_back(&state.ledger, &mine, held);
    if mine.iter().all(|r| held.contains(&r.id)) {
        return None;
    }
    let based_on = based_on(about);
    let organisation = about.organisation.as_ref().and_then(|o| o.parse().ok());
    let organisation = organisation.map(|o| state.ledger.organisation_name(o, "")).filter(|o| !o.is_empty());
    let who = organisation.unwrap_or_else(|| name_of(state, sender.writer));
    let name = format!("{}-{}-{}{ENDING}", slug(&who, "my"), "return", sender.sequence);
    let mut bundle = exchange::make_return(&state.ledger, confirmed, sender, based_on);
    for id in &held {
        bundle.records.remove(*id);
    }
    // What was sent, and taken out all the same in another window, is taken out there too; its words are not sent again.
    for record in state.exported().iter().filter(|r| r.kind == kind::UPDATE && confirmed.get(r.id).is_none()) {
        let whole = state.ledger.records().get(record.id).filter(|whole| whole.withdrawn().is_some());
        if let Some(whole) = whole.filter(|r| bundle.records.get(r.id).is_none()) {
            bundle.records.join_record(whole.part([Record::withdrawn_field()]));
        }
    }
    let records = exchange::lines(&bundle.records);
    // Noted now: words removed for good later change these lines here, and not in the file.
    let words = Some(exchange::received_words(bundle.envelope.id, &records));
    let sent = SentRow { records, words, locked: Some(Vec::new()), ..sent_row(&bundle) };
    Some(departure(about.clone(), name, bundle, sent))
}

/// The next numbered plan file. From then on this device's writer is the office everybody knows. It carries the
/// keepers once this device's key may go out, and then it must be [signed](Departure::signed) with that key. `None` too
/// where a restored device has not been told yet which one was sent last.
pub fn make_issue(state: &State, sender: Sender) -> Option<Departure> {
    let about = state.about.as_ref().filter(|about| !about.asks_number)?;
    let number = next_number(about);
    let acknowledged = unconfirmed(state, None);
    let ids = arrived(state, None);
    let mut bundle = exchange::make_issue(&state.ledger, sender, number, ids);
    bundle.envelope.extra.extend(arrived_from(state, None));
    let carried = carried(state, &bundle.envelope.receipts);
    bundle.envelope.receipts.extend(carried);
    let keepers = state.keys.to_carry();
    if !keepers.is_empty() {
        let mut carry = |name: &str, value| bundle.envelope.extra.insert(name.to_owned(), value);
        carry(KEEPERS, keepers.iter().map(Keeper::to_value).collect());
        if !state.keys.senders.is_empty() {
            carry(SENDERS, state.keys.senders_value());
        }
    }
    let issue = IssueRow { id: bundle.envelope.id.to_string(), number, created: bundle.envelope.created.clone() };
    let about = About { issue: Some(issue), keeper: Some(about.writer.clone()), ..about.clone() };
    let base = RowChange::Base(bundle.records.clone());
    let sent = super::copies::noted(state, sent_row(&bundle), &bundle.records);
    let mut departure = departure(about, format!("plan-file-no-{number}{ENDING}"), bundle, sent);
    departure.rows.push(base);
    let keys = state.keys.published(keepers);
    let changes = !keys.keepers.is_empty() && keys != state.keys;
    departure.rows.extend(changes.then_some(RowChange::Keys(keys)));
    departure.rows.extend(acknowledging(acknowledged));
    Some(departure)
}

/// Outcomes that another keeper's plan files brought here, of decisions that this device does not have: their senders
/// hear of them from the next plan file too, which may be the first one they open. Whoever made a decision speaks for it,
/// and nobody where two keepers decided differently.
fn carried(state: &State, told: &[Receipt]) -> Vec<Receipt> {
    let Some(me) = state.writer() else { return Vec::new() };
    let contrary = state.ledger.contrary();
    let receipt = |(key, row): (&String, &ReceiptRow)| {
        let (record, field) = key.split_once(':').map_or((key.as_str(), None), |(id, field)| (id, Some(field)));
        let (record, field) = (record.parse().ok()?, field.map(str::to_owned));
        let keeper = row.keeper.parse().ok().filter(|id| !follows(state.ledger.records(), me, *id))?;
        let open = contrary.iter().any(|c| c.key == (record, field.clone()));
        let is_told = open || told.iter().any(|r| r.record == record && r.field == field);
        let mut extra = std::collections::BTreeMap::new();
        extra.insert(KEEPER.to_owned(), Id::to_string(&keeper).into());
        (!is_told).then_some(Receipt { record, field, outcome: Outcome::read(&row.outcome)?, reason: None, extra })
    };
    state.receipts.0.iter().filter_map(receipt).collect()
}

/// Who makes the plan files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuer {
    /// Nobody has made one yet, or nobody said who.
    Unset,
    /// This device's writer, or whom it went on from after a backup was restored.
    Mine,
    /// Somebody else.
    Others {
        /// That writer.
        writer: Id,
        /// Since when, in milliseconds since 1970.
        since: u64,
    },
}

/// Who holds the pen of the partnership's plan (the first, where there are several).
pub fn issuer(state: &State) -> Issuer {
    let plan = state.ledger.plans().min_by_key(|p| p.id());
    let me = state.about.as_ref().and_then(About::writer);
    let held = plan.and_then(|p| Some((p.pen().parse::<Id>().ok()?, p.0.field(f::PEN)?.latest()?)));
    match (held, me) {
        (None, _) => Issuer::Unset,
        (Some((writer, _)), Some(me)) if follows(state.ledger.records(), me, writer) => Issuer::Mine,
        (Some((writer, at)), _) => Issuer::Others { writer, since: at.ms() },
    }
}

/// The edit by which this device's writer takes the pen; `None` with no plan.
pub fn become_issuer(state: &State) -> Option<Edit> {
    let plan = state.ledger.plans().min_by_key(|p| p.id())?;
    let me = state.about.as_ref()?.writer()?;
    let value = serde_json::Value::String(me.to_string());
    Some(Edit { record: plan.id(), kind: kind::PLAN.to_owned(), field: f::PEN.to_owned(), value })
}

/// The number of the next plan file.
pub fn next_number(about: &About) -> u64 {
    about.last_number().saturating_add(1)
}

/// A reply to one sender: what became of each piece, with the reasons.
pub fn make_reply(state: &State, sender: Sender, to: Id) -> Option<Departure> {
    let about = state.about.as_ref()?;
    let acknowledged = unconfirmed(state, Some(to));
    let ids = arrived(state, Some(to));
    let name = format!("reply-to-{}-{}{ENDING}", slug(&name_of(state, to), "sender"), sender.sequence);
    let mut bundle = exchange::make_reply(&state.ledger, sender, to, ids);
    bundle.envelope.extra.extend(arrived_from(state, Some(to)));
    let reasons = bundle.envelope.receipts.iter().filter(|receipt| receipt.reason.is_some());
    let held = Some(reasons.map(|receipt| receipt.record.to_string()).collect());
    let sent = SentRow { to: Some(to.to_string()), held, ..sent_row(&bundle) };
    let mut departure = departure(about.clone(), name, bundle, sent);
    departure.rows.extend(acknowledging(acknowledged));
    Some(departure)
}

/// The office's record for its other keepers. It must be [signed](Departure::signed) with the office's key: decisions
/// of anybody else join nobody's record.
pub fn make_handover(state: &State, sender: Sender) -> Option<Departure> {
    let about = state.about.as_ref()?;
    let name = format!("keeper-{}-{}{ENDING}", slug(&name_of(state, sender.writer), "office"), sender.sequence);
    let bundle = exchange::make_handover(&state.ledger, sender, based_on(about));
    let sent = sent_row(&bundle);
    Some(departure(about.clone(), name, bundle, sent))
}

fn based_on(about: &About) -> Option<BasedOn> {
    about.issue.as_ref().and_then(|i| Some(BasedOn { id: i.id.parse().ok()?, number: i.number }))
}

/// What to remember of any file.
fn sent_row(bundle: &Bundle) -> SentRow {
    let envelope = &bundle.envelope;
    SentRow {
        id: envelope.id.to_string(),
        sequence: envelope.sequence,
        purpose: envelope.purpose.name().to_owned(),
        number: envelope.number,
        created: envelope.created.clone(),
        state: SentState::Exported,
        records: Vec::new(),
        to: None,
        held: None,
        left: Vec::new(),
        locked: None,
        words: None,
        unsent: false,
    }
}

fn departure(about: About, name: String, bundle: Bundle, sent: SentRow) -> Departure {
    let about = About { sequence: bundle.envelope.sequence.saturating_add(1), ..about };
    let text = bundle::write(&bundle);
    Departure { name, text, rows: vec![RowChange::Sent(sent), RowChange::About(about)], bundle }
}

/// The rows of a file that is stored before it is handed over: as long as nobody has, what it holds is not sent.
pub fn not_left_yet(mut rows: Vec<RowChange>) -> Vec<RowChange> {
    for row in &mut rows {
        if let RowChange::Sent(sent) = row {
            sent.unsent = true;
        }
    }
    rows
}

/// The row that notes that a file has left this device, or that it has not after all. `None` where that is known.
pub fn left(state: &State, file: Id, has_left: bool) -> Option<RowChange> {
    let row = state.sent.iter().find(|row| row.id == file.to_string())?;
    let changed = row.state == SentState::Exported && row.unsent == has_left;
    changed.then(|| RowChange::Sent(SentRow { unsent: !has_left, ..row.clone() }))
}

fn is_return(row: &ReceivedRow) -> bool {
    row.purpose == bundle::Purpose::Return.name()
}

/// Returned files (of one sender) that are here, were not put away, and are what they say.
fn returns(state: &State, from: Option<Id>) -> impl Iterator<Item = &ReceivedRow> {
    let from = from.map(|id| id.to_string());
    let theirs = move |r: &&ReceivedRow| from.as_ref().is_none_or(|from| r.from == *from);
    state.received.iter().filter(|r| is_return(r) && !r.put_away && state.is_believed(r)).filter(theirs)
}

/// Files whose acknowledgement has not gone out in a file yet.
fn unconfirmed(state: &State, from: Option<Id>) -> Vec<ReceivedRow> {
    returns(state, from).filter(|r| !r.acknowledged).cloned().collect()
}

/// Every file that arrived is confirmed again and again: the file that confirmed it first may be lost.
fn arrived(state: &State, from: Option<Id>) -> Vec<Id> {
    let ids: BTreeSet<Id> = returns(state, from).filter_map(|r| r.bears().parse().ok()).collect();
    ids.into_iter().collect()
}

/// Whose they are: an id is in a file for anybody to copy, so it alone confirms nothing to its sender.
fn arrived_from(state: &State, from: Option<Id>) -> Option<(String, Value)> {
    let mut whose: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in returns(state, from) {
        whose.entry(row.bears()).or_default().insert(row.from.as_str());
    }
    (!whose.is_empty()).then(|| (ACKNOWLEDGED_FROM.to_owned(), json!(whose)))
}

fn acknowledging(rows: Vec<ReceivedRow>) -> impl Iterator<Item = RowChange> {
    rows.into_iter().map(|row| RowChange::Received(ReceivedRow { acknowledged: true, ..row }))
}

fn name_of(state: &State, writer: Id) -> String {
    let known = state.ledger.records().get(writer).map(|r| Writer(r).name().to_owned());
    // Of whom nothing was used the record has nothing: what the file said is noted beside it.
    let told = || state.received.iter().rev().find(|r| r.from == writer.to_string()).map(|r| r.from_name.clone());
    known.or_else(told).unwrap_or_default()
}
