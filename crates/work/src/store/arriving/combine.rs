//! Any number of files into one. The same bytes come out for the same files in, in any order and grouping
//! and however often each is named: what was put together before may be put together again.
//!
//! Everything in the result's envelope is therefore taken from what the files hold: `partnership` must be
//! one for all (its name is that of the file made last); `created` is the latest, `from` the smallest,
//! `sequence` the largest of theirs; `purpose` is always `backup` (everything there is, numbered by nobody);
//! receipts and acknowledgements are put together and sorted; `id` comes from all of that and the records.
//! Of members this version does not know the greater value stays. What belongs to one device (its drafts and
//! rows) or proves one file is left out.

use crate::bundle::{self, Bundle, Envelope, Partnership, Purpose, Receipt, canonical};
use crate::domain::ids::derived;
use crate::record::{Id, compare};
use crate::store::database::rows::DEVICE;
use crate::store::database::rows::DRAFTS;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Members of an envelope that speak of one file or device and not of the record.
const NOT_JOINED: [&str; 4] = [DEVICE, DRAFTS, "proof", "basedOn"];

/// Lists whose entries this version may not understand; see [`Envelope::extra`].
const LISTS: [&str; 2] = ["receipts", "acknowledged"];

/// Files on their way into one.
#[derive(Debug, Clone)]
pub struct Combined {
    bundle: Bundle,
    /// Of the file made last: what decides the name and the date.
    last: Made,
    receipts: BTreeMap<String, Receipt>,
    acknowledged: BTreeSet<Id>,
}

/// What decides which file was made last; where two say the same moment, their words decide.
type Made = (Option<Timestamp>, String, String);

fn made(envelope: &Envelope) -> Made {
    (envelope.created.parse().ok(), envelope.created.clone(), envelope.partnership.name.clone())
}

/// A receipt as a text by which equal ones are one and all are sorted.
fn key(receipt: &Receipt) -> String {
    let optional = |text: &Option<String>| text.clone().map_or(Value::Null, Value::String);
    let extra = Value::Object(receipt.extra.clone().into_iter().collect());
    let parts = [
        Value::String(receipt.record.to_string()),
        optional(&receipt.field),
        Value::String(receipt.outcome.name().to_owned()),
        optional(&receipt.reason),
        extra,
    ];
    canonical(&Value::Array(parts.into()))
}

impl Combined {
    /// Begins with one file.
    pub fn new(bundle: Bundle) -> Combined {
        let mut combined =
            Combined { last: made(&bundle.envelope), receipts: BTreeMap::new(), acknowledged: BTreeSet::new(), bundle };
        let envelope = combined.bundle.envelope.clone();
        combined.bundle.envelope.extra.clear();
        combined.note(envelope);
        combined
    }

    /// Takes another file in.
    ///
    /// # Errors
    /// The partnership so far, where the file belongs to another. Nothing was taken in.
    pub fn take(&mut self, other: Bundle) -> Result<(), Partnership> {
        let mine = &self.bundle.envelope.partnership;
        if mine.id != other.envelope.partnership.id {
            return Err(mine.clone());
        }
        self.bundle.records.join(other.records);
        self.note(other.envelope);
        Ok(())
    }

    fn note(&mut self, other: Envelope) {
        let made = made(&other);
        if made > self.last {
            self.last = made;
        }
        self.receipts.extend(other.receipts.into_iter().map(|r| (key(&r), r)));
        self.acknowledged.extend(other.acknowledged);
        let mine = &mut self.bundle.envelope;
        mine.from = mine.from.min(other.from);
        mine.sequence = mine.sequence.max(other.sequence);
        for (name, value) in other.extra.into_iter().filter(|(name, _)| !NOT_JOINED.contains(&name.as_str())) {
            let known = mine.extra.entry(name.clone()).or_insert(Value::Null);
            if LISTS.contains(&name.as_str()) {
                let lists = [std::mem::take(known), value].into_iter().filter_map(|list| match list {
                    Value::Array(entries) => Some(entries),
                    _ => None,
                });
                let mut all: Vec<Value> = lists.flatten().collect();
                all.sort_by(compare);
                all.dedup();
                *known = Value::Array(all);
            } else if compare(known, &value).is_lt() {
                *known = value;
            }
        }
    }

    /// The one file.
    pub fn finish(self) -> Bundle {
        let (_, created, name) = self.last;
        let mut bundle = self.bundle;
        let envelope = &mut bundle.envelope;
        envelope.id = envelope.partnership.id;
        envelope.partnership.name = name;
        envelope.created = created;
        envelope.purpose = Purpose::Backup;
        envelope.number = None;
        envelope.based_on = None;
        envelope.receipts = self.receipts.into_values().collect();
        envelope.acknowledged = self.acknowledged.into_iter().collect();
        let content: String = HEXLOWER.encode(&Sha256::digest(bundle::write(&bundle)));
        bundle.envelope.id = derived(&["join", &content]);
        bundle
    }
}
