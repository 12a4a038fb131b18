//! What goes out and what comes back: the contents of returns, plan files and backups, and what each
//! device knows about the fate of what it sent.

use super::state::{Ledger, Standing, is_live};
use crate::bundle::{BasedOn, Bundle, Envelope, Partnership, Purpose, Receipt, for_audience};
use crate::domain::{Outcome, fields as f, kind};
use crate::record::SortedMap;
use crate::record::{Id, Record, Set};
use serde_json::Value;
use std::collections::BTreeMap;

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
/// what an acknowledgement has confirmed (`confirmed`: what the confirmed files held). Losing a file on
/// the way costs nothing, since the next one holds it again.
pub fn mine(ledger: &Ledger, confirmed: &Set) -> Set {
    let empty = Set::new();
    let mut known = ledger.base().unwrap_or(&empty).clone();
    known.join(confirmed.clone());
    let beyond = ledger.records().beyond(&known);
    beyond.into_iter().filter(|r| r.kind != kind::WRITER).collect()
}

/// A return to the office: what is mine, and who I am.
pub fn make_return(ledger: &Ledger, confirmed: &Set, sender: Sender, based_on: Option<BasedOn>) -> Bundle {
    let mut records = for_audience(&mine(ledger, confirmed), Purpose::Return);
    if let Some(writer) = ledger.records().get(sender.writer) {
        records.join_record(writer.clone());
    }
    let mut envelope = sender.envelope(Purpose::Return);
    envelope.based_on = based_on;
    Bundle { envelope, records }
}

/// A numbered plan file for everybody: the office's record without drafts, words that were not used
/// and whatever is for the office alone; with the outcome of each returned piece, but no reasons.
pub fn make_issue(ledger: &Ledger, sender: Sender, number: u64, acknowledged: Vec<Id>) -> Bundle {
    let issued = |id: Id| ledger.base().is_some_and(|b| b.get(id).is_some());
    // Whatever was not used stays here whole, with its words and the reason; so does what was taken out
    // before anybody got to see it. Somebody may have taken a declined record that is no update up again.
    let travels = |r: &&Record| {
        r.erased().is_some()
            || match ledger.standing(r.id) {
                Standing::NotUsed => r.kind != kind::UPDATE && is_live(r),
                Standing::Mine => r.kind != kind::UPDATE,
                Standing::Used | Standing::UsedWithChanges => is_live(r) || issued(r.id),
            }
    };
    let records: Set = ledger.records().iter().filter(travels).cloned().collect();
    let mut envelope = sender.envelope(Purpose::Issue);
    envelope.number = Some(number);
    envelope.receipts = receipts(ledger).into_iter().map(|(r, _)| Receipt { reason: None, ..r }).collect();
    envelope.acknowledged = acknowledged;
    Bundle { envelope, records: for_audience(&records, Purpose::Issue) }
}

/// A reply to one sender: what became of each piece that sender wrote, with the reasons.
pub fn make_reply(ledger: &Ledger, sender: Sender, to: Id, acknowledged: Vec<Id>) -> Bundle {
    let mut envelope = sender.envelope(Purpose::Reply);
    envelope.receipts = receipts(ledger).into_iter().filter(|(_, w)| w.contains(&to)).map(|(r, _)| r).collect();
    envelope.acknowledged = acknowledged;
    let writer = ledger.records().get(envelope.from).cloned();
    Bundle { envelope, records: writer.into_iter().collect() }
}

/// Everything, for a backup of this device.
pub fn make_backup(records: &Set, sender: Sender) -> Bundle {
    Bundle { envelope: sender.envelope(Purpose::Backup), records: records.clone() }
}

/// Every decision of the office as a receipt, with the writers of the words decided.
pub fn receipts(ledger: &Ledger) -> Vec<(Receipt, Vec<Id>)> {
    type Decided = (crate::record::Stamp, Receipt, Vec<Id>);
    let mut latest: SortedMap<(Id, Option<String>), Decided> = SortedMap::new();
    for review in ledger.records().iter().filter(|r| r.kind == kind::REVIEW && is_live(r)) {
        for (name, field) in review.fields() {
            let Some(about) = name.strip_prefix(f::DECIDED).and_then(|n| n.strip_prefix('/')) else { continue };
            let (id, part) = about.split_once(':').map_or((about, None), |(id, part)| (id, Some(part)));
            let (Ok(record), Some(value), Some(at)) = (id.parse::<Id>(), field.value(), field.latest()) else {
                continue;
            };
            let text = |name: &str| value.get(name).and_then(Value::as_str);
            let Some(outcome) = text("outcome").and_then(Outcome::read) else { continue };
            let stamps = value.get("stamps").and_then(Value::as_array).into_iter().flatten();
            let writers = stamps.filter_map(|s| Some(s.as_str()?.parse::<crate::record::Stamp>().ok()?.writer()));
            let receipt = Receipt {
                record,
                field: part.map(str::to_owned),
                outcome,
                reason: text("reason").map(str::to_owned),
                extra: BTreeMap::new(),
            };
            let key = (record, receipt.field.clone());
            if latest.get(&key).is_none_or(|(known, ..)| *known < at) {
                latest.insert(key, (at, receipt, writers.collect()));
            }
        }
    }
    latest.into_values().map(|(_, receipt, writers)| (receipt, writers)).collect()
}

/// How many pieces of work a set holds, as people count them: updates, and changes to anything else
/// (each changed record once).
pub fn pieces(set: &Set) -> (usize, usize) {
    let updates = set.iter().filter(|r| r.kind == kind::UPDATE).count();
    (updates, set.len() - updates)
}

/// Three words from an id's digest, to be read aloud or pasted: check words. Not a secret, only a check
/// that two people speak of the same file.
pub fn check_words(id: Id) -> String {
    let list: Vec<&str> = CHECK_WORDS.split_whitespace().collect();
    let digest = crate::domain::ids::derived(&["check words", &id.to_string()]).bytes();
    let word = |n: usize| {
        let byte = digest.get(n).copied().unwrap_or_default();
        list.get(usize::from(byte) % list.len().max(1)).copied().unwrap_or_default()
    };
    format!("{}-{}-{}", word(0), word(1), word(2))
}

/// Short, plain, unlike one another; 64 of them.
const CHECK_WORDS: &str = "river candle nine garden window apple silver bridge morning paper yellow kitchen \
    mountain letter orange harbour seven pencil winter basket engine violet market island copper button \
    summer ladder purple anchor forest teapot marble ticket autumn feather circle jacket lemon saddle \
    meadow thunder velvet compass pepper lantern rabbit shadow eleven barrel carpet walnut signal \
    pocket ribbon castle dragon magnet hammer cotton parcel thread twelve";
