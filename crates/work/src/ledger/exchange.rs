//! What goes out and what comes back: the contents of returns, plan files and backups, and what each
//! device knows about the fate of what it sent.

use super::decided::{Decided, MERGED_INTO, is_live, standing};
use super::state::{Ledger, Standing};
use crate::bundle::{BasedOn, Bundle, Envelope, KEEPER, Partnership, Purpose, Receipt, for_audience, may_travel};
use crate::domain::{Outcome, fields as f, kind, kinds};
use crate::record::{Field, Id, Record, Set};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What a file needs beside its records.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The partnership.
    pub partnership: Partnership,
    /// The writer who sends.
    pub writer: Id,
    /// A new id for the file.
    pub id: Id,
    /// The writer's next file number.
    pub sequence: u64,
    /// Now, RFC 3339.
    pub created: String,
}

impl Sender {
    fn envelope(self, purpose: Purpose) -> Envelope {
        Envelope {
            partnership: self.partnership,
            id: self.id,
            sequence: self.sequence,
            created: self.created,
            purpose,
            from: self.writer,
            number: None,
            based_on: None,
            receipts: Vec::new(),
            acknowledged: Vec::new(),
            extra: BTreeMap::new(),
        }
    }
}

/// What is mine and not yet in the office's record: everything beyond the last plan file, without
/// what an acknowledgement has confirmed (`confirmed`: what the confirmed files held), and without an update that its author
/// took out before any of these files held it. Losing a file on
/// the way costs nothing, since the next one holds it again. What never leaves a device is not counted, and neither is
/// an organisation that only who I am names: it goes along with that ([`make_return`]).
///
/// ```
/// use golden_thread_work::ledger::{Ledger, Side, exchange};
/// use golden_thread_work::record::{Edit, Id, Set, Stamp};
///
/// let id = |n| Id::from_bytes([n; 16]);
/// let edit = |title: &str| Edit { record: id(2), kind: "action".into(), field: "title".into(), value: title.into() };
/// let mut issued = Set::new();
/// issued.edit(&edit("Walks"), Stamp::new(1_000, 0, id(9)));
/// let mut here = issued.clone();
/// here.edit(&edit("Health walks"), Stamp::new(2_000, 0, id(8)));
///
/// let ledger = Ledger::new(here, Some(issued), Side::Member);
/// let mine = exchange::mine(&ledger, &Set::new());
/// assert_eq!(exchange::pieces(&mine), (0, 1), "no update, one change to something else");
/// ```
pub fn mine(ledger: &Ledger, confirmed: &Set) -> Set {
    let empty = Set::new();
    let beyond = ledger.records().beyond_all(&[ledger.base().unwrap_or(&empty), confirmed]);
    let leaves = |r: &Record| {
        let whole = ledger.records().get(r.id);
        !ledger.is_closed(r.id) && whole.is_some_and(|whole| may_travel(whole, Purpose::Return))
    };
    let is_gone = |r: &Record| {
        let taken_out = ledger.records().get(r.id).is_some_and(|whole| !is_live(whole));
        r.kind == kind::UPDATE && taken_out && is_new(ledger, r) && confirmed.get(r.id).is_none()
    };
    let mut mine: Set = beyond.into_iter().filter(|r| r.kind != kind::WRITER && leaves(r) && !is_gone(r)).collect();
    let unnamed =
        |r: &&Record| r.kind == kind::ORGANISATION && is_new(ledger, r) && !mine.iter().any(|other| names(other, r.id));
    let unnamed: Vec<Id> = mine.iter().filter(unnamed).map(|r| r.id).collect();
    for id in unnamed {
        mine.remove(id);
    }
    mine
}

/// Whether the office has never had a record that is here.
fn is_new(ledger: &Ledger, record: &Record) -> bool {
    record.erased().is_none() && ledger.base().is_none_or(|base| base.get(record.id).is_none())
}

/// Whether a record names another one, in a field or a list.
fn names(record: &Record, other: Id) -> bool {
    let id = other.to_string();
    let in_field =
        |(name, field): (&String, &Field)| name.contains(&id) || field.value().and_then(Value::as_str) == Some(&id);
    record.id != other && record.fields().iter().any(in_field)
}

/// What stays back of what is `mine` where these records do: they, and whatever names a new one among them, which would
/// say nothing without it.
pub fn held_back(ledger: &Ledger, mine: &Set, held: &[Id]) -> BTreeSet<Id> {
    let mut all: BTreeSet<Id> = held.iter().copied().filter(|id| mine.get(*id).is_some()).collect();
    loop {
        let new = |id: &&Id| mine.get(**id).is_some_and(|r| is_new(ledger, r));
        let more = mine.iter().filter(|r| !all.contains(&r.id) && all.iter().filter(new).any(|id| names(r, *id)));
        let more: Vec<Id> = more.map(|r| r.id).collect();
        if more.is_empty() {
            return all;
        }
        all.extend(more);
    }
}

/// A return to the office: what is mine, and who I am.
pub fn make_return(ledger: &Ledger, confirmed: &Set, sender: Sender, based_on: Option<BasedOn>) -> Bundle {
    let mut records = mine(ledger, confirmed);
    if let Some(writer) = ledger.records().get(sender.writer) {
        let organisation = writer.text(f::ORGANISATION).and_then(|id| id.parse().ok());
        let organisation = organisation.and_then(|id: Id| ledger.records().get(id));
        if let Some(organisation) = organisation.filter(|r| is_new(ledger, r)) {
            records.join_record(organisation.clone());
        }
        records.join_record(writer.clone());
    }
    let mut envelope = sender.envelope(Purpose::Return);
    envelope.based_on = based_on;
    Bundle { envelope, records }
}

/// Whether everybody gets to see a record, where its kind is for everybody. Whatever was not used stays here whole, with its
/// words and the reason; so does what was taken out before anybody got to see it. Somebody may have taken a declined record
/// that is no update up again.
pub fn travels(ledger: &Ledger, record: &Record) -> bool {
    let is_issued = || ledger.base().is_some_and(|base| base.get(record.id).is_some());
    record.erased().is_some()
        || match ledger.standing(record.id) {
            Standing::NotUsed => record.kind != kind::UPDATE && is_live(record),
            Standing::Mine => record.kind != kind::UPDATE,
            Standing::Used | Standing::UsedWithChanges => is_live(record) || is_issued(),
        }
}

/// A numbered plan file for everybody: the office's record without drafts, words that were not used
/// and whatever is for the office alone; with the outcome of each returned piece, but no reasons.
pub fn make_issue(ledger: &Ledger, sender: Sender, number: u64, acknowledged: Vec<Id>) -> Bundle {
    let records = ledger.records().iter().filter(|r| travels(ledger, r)).filter_map(|r| issued(ledger, r)).collect();
    let mut envelope = sender.envelope(Purpose::Issue);
    envelope.number = Some(number);
    envelope.receipts = receipts(ledger).into_iter().map(|(r, _)| Receipt { reason: None, ..r }).collect();
    leave_own_name_out(&mut envelope);
    envelope.acknowledged = acknowledged;
    Bundle { envelope, records }
}

/// What a plan file says of a record of the office's. Of one that is closed, or of which all is removed for good, whoever may have
/// it is told just that; nobody is told of one that never went out. Of one with words that nobody has opened yet everybody keeps
/// what the last plan file said.
fn issued(ledger: &Ledger, record: &Record) -> Option<Record> {
    let Some(opened_by) = kinds::opened_by(&record.kind) else {
        return may_travel(record, Purpose::Issue).then(|| record.clone());
    };
    if record.erased().is_none() && may_travel(record, Purpose::Issue) {
        return Some(record.clone());
    }
    let last = ledger.base().and_then(|base| base.get(record.id));
    if last.is_none() && !ledger.came_from_outside(record.id) {
        return None;
    }
    match last.filter(|_| kinds::is_to_confirm(record, opened_by)) {
        Some(last) => {
            let mut told = last.clone();
            told.join(&only(record, &[Record::withdrawn_field(), MERGED_INTO]));
            Some(told)
        }
        None if last.is_none() && record.erased().is_none() && record.redacted().is_empty() => None,
        None => Some(only(record, last.map(|_| opened_by).as_slice())),
    }
}

/// These fields of a record and what was removed of it, without what this version does not know.
fn only(record: &Record, names: &[&str]) -> Record {
    let chosen = names.iter().filter_map(|name| Some(((*name).to_owned(), record.field(name)?.clone())));
    let (redacted, erased) = (record.redacted().clone(), record.erased().cloned());
    Record::from_parts(record.id, record.kind.clone(), chosen, redacted, erased, BTreeMap::new())
}

/// A reply to one sender: what became of each piece that sender wrote, with the reasons.
pub fn make_reply(ledger: &Ledger, sender: Sender, to: Id, acknowledged: Vec<Id>) -> Bundle {
    let mut envelope = sender.envelope(Purpose::Reply);
    envelope.receipts = receipts(ledger).into_iter().filter(|(_, w)| w.contains(&to)).map(|(r, _)| r).collect();
    leave_own_name_out(&mut envelope);
    envelope.acknowledged = acknowledged;
    let writer = ledger.records().get(envelope.from).cloned();
    Bundle { envelope, records: writer.into_iter().collect() }
}

/// The office's record as this keeper has it, for the other keepers: with what was decided and why, and without what
/// never leaves a device.
pub fn make_handover(ledger: &Ledger, sender: Sender, based_on: Option<BasedOn>) -> Bundle {
    let mut envelope = sender.envelope(Purpose::Handover);
    envelope.based_on = based_on;
    Bundle { envelope, records: for_audience(ledger.records(), Purpose::Handover) }
}

/// Everything, for a backup of this device.
pub fn make_backup(records: &Set, sender: Sender) -> Bundle {
    Bundle { envelope: sender.envelope(Purpose::Backup), records: records.clone() }
}

/// Whose decision a receipt is goes without saying where it is the sender's own.
fn leave_own_name_out(envelope: &mut Envelope) {
    let from = envelope.from.to_string();
    for receipt in &mut envelope.receipts {
        if receipt.extra.get(KEEPER).and_then(Value::as_str) == Some(&from) {
            receipt.extra.remove(KEEPER);
        }
    }
}

/// Every decision of the office as a receipt, with the keeper who made it and the writers of the words decided. Where two keepers
/// decided differently there is none until one of them has chosen.
pub fn receipts(ledger: &Ledger) -> Vec<(Receipt, Vec<Id>)> {
    let agreed = standing(ledger.records()).into_iter().filter(|group| group.len() == 1).flatten();
    let agreed = agreed.filter(|decided| !(decided.claim && decided.outcome == Outcome::NotUsed));
    let receipt = |decided: Decided| {
        let (record, field) = decided.key;
        let writers = decided.stamps.iter().map(|s| s.writer()).collect();
        let (outcome, reason) = (decided.outcome, decided.reason);
        let mut extra = BTreeMap::new();
        if let Some(keeper) = decided.reviewer {
            extra.insert(KEEPER.to_owned(), Value::String(keeper.to_string()));
        }
        (Receipt { record, field, outcome, reason, extra }, writers)
    };
    agreed.map(receipt).collect()
}

/// How many pieces of work a set holds, as people count them: updates, and changes to anything else
/// (each changed record once).
pub fn pieces(set: &Set) -> (usize, usize) {
    let updates = set.iter().filter(|r| r.kind == kind::UPDATE).count();
    (updates, set.len() - updates)
}

/// Three words from an id's digest, to be read aloud or pasted: check words. Not a secret, only a check
/// that two people speak of the same file. They say nothing of its having arrived: the sender's own e-mail has them,
/// and whatever quotes it.
///
/// ```
/// use golden_thread_work::ledger::exchange::file_words;
/// use golden_thread_work::record::Id;
///
/// let file = Id::from_bytes([2; 16]);
/// assert_eq!(file_words(file).split('-').count(), 3);
/// assert_eq!(file_words(file), file_words(file), "the same wherever they are asked");
/// ```
pub fn file_words(id: Id) -> String {
    let digest = crate::domain::ids::derived(&["check words", &id.to_string()]).bytes();
    spoken(digest.into_iter().take(3))
}

/// Four words that confirm a return: from its id and every line of its records, so that only who has opened the file
/// can say them (of a locked one: only the office), and the sender's device can check them. No e-mail of the sender's,
/// no quote of it and no out-of-office answer has them.
pub fn received_words(id: Id, lines: &[String]) -> String {
    let mut digest = Sha256::new();
    digest.update(b"received words\n");
    digest.update(id.to_string());
    for line in lines {
        digest.update(b"\n");
        digest.update(line);
    }
    spoken(digest.finalize().into_iter().take(4))
}

/// The lines of a return's records, as the file has them.
pub fn lines(records: &Set) -> Vec<String> {
    records.iter().map(crate::bundle::record_line).collect()
}

/// A word for each byte, of which six bits count.
pub fn spoken(bytes: impl IntoIterator<Item = u8>) -> String {
    let list: Vec<&str> = CHECK_WORDS.split_whitespace().collect();
    let word = |byte: u8| list.get(usize::from(byte) % list.len().max(1)).copied().unwrap_or_default();
    bytes.into_iter().map(word).collect::<Vec<_>>().join("-")
}

/// Short, plain, unlike one another; 64 of them.
const CHECK_WORDS: &str = "river candle nine garden window apple silver bridge morning paper yellow kitchen \
    mountain letter orange harbour seven pencil winter basket engine violet market island copper button \
    summer ladder purple anchor forest teapot marble ticket autumn feather circle jacket lemon saddle \
    meadow thunder velvet compass pepper lantern rabbit shadow eleven barrel carpet walnut signal \
    pocket ribbon castle dragon magnet hammer cotton parcel thread twelve";
