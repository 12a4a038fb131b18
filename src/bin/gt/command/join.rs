//! `gt join`: any number of bundles into one record. The same bytes come out for the same set of bundles
//! in, in any order and however often each is named.
//!
//! Everything in the result's envelope is therefore taken from the inputs as a set: `partnership` must be
//! one for all (its name is that of the bundle made last); `id` comes from the inputs' ids, sorted; `created`
//! is the latest, `from` the smallest, `sequence` the largest of theirs; `purpose` is always `backup`
//! (everything there is, numbered by nobody); receipts and acknowledgements are put together and sorted. Of
//! members this version does not know the greater value stays. What belongs to one device (its drafts and
//! rows) or proves one file is left out.

use super::args::{Args, Known};
use super::{Stop, files};
use golden_thread::bundle::{self, Bundle, Envelope, Purpose, Receipt, canonical};
use golden_thread::domain::ids::derived;
use golden_thread::record::{Id, compare};
use golden_thread::store::backup::{DEVICE, DRAFTS};
use golden_thread::words::fill;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const KNOWN: Known = Known { command: "join", values: &["output"], switches: &[] };

/// Members of an envelope that speak of one file or device and not of the record.
const NOT_JOINED: [&str; 3] = [DEVICE, DRAFTS, "proof"];

/// Joins the files.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let mut joined: Option<Joined> = None;
    for file in args.some_files()? {
        let bundle = files::read(file)?;
        match &mut joined {
            None => joined = Some(Joined::new(bundle)),
            Some(joined) => joined.take(bundle, file)?,
        }
    }
    let Some(joined) = joined else { return Ok(()) };
    files::write(args.value("output"), bundle::write(&joined.finish()).as_bytes())
}

struct Joined {
    bundle: Bundle,
    ids: BTreeSet<Id>,
    /// Of the bundle made last: what decides the name and the date.
    last: (Option<Timestamp>, String, String),
    receipts: BTreeMap<String, Receipt>,
    acknowledged: BTreeSet<Id>,
}

/// What decides which bundle was made last; where two say the same moment, their words decide.
fn made(envelope: &Envelope) -> (Option<Timestamp>, String, String) {
    (envelope.created.parse().ok(), envelope.created.clone(), envelope.partnership.name.clone())
}

/// A receipt as a text by which equal ones are one and all are sorted.
fn key(receipt: &Receipt) -> String {
    let field = receipt.field.as_deref().unwrap_or_default();
    let reason = receipt.reason.as_deref().unwrap_or_default();
    let extra = canonical(&Value::Object(receipt.extra.clone().into_iter().collect()));
    [receipt.record.to_string().as_str(), field, receipt.outcome.name(), reason, &extra].join("\u{0}")
}

impl Joined {
    fn new(bundle: Bundle) -> Joined {
        let mut joined = Joined {
            ids: BTreeSet::new(),
            last: made(&bundle.envelope),
            receipts: BTreeMap::new(),
            acknowledged: BTreeSet::new(),
            bundle,
        };
        let envelope = joined.bundle.envelope.clone();
        joined.bundle.envelope.extra.clear();
        joined.note(envelope);
        joined
    }

    fn take(&mut self, other: Bundle, file: &str) -> Result<(), Stop> {
        let (mine, theirs) = (&self.bundle.envelope.partnership, &other.envelope.partnership);
        if mine.id != theirs.id {
            let why = fill("gt.refused.partnership", &[("one", &mine.name), ("other", &theirs.name)]);
            return Err(files::refused(file, &why));
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
        self.ids.insert(other.id);
        self.receipts.extend(other.receipts.into_iter().map(|r| (key(&r), r)));
        self.acknowledged.extend(other.acknowledged);
        let mine = &mut self.bundle.envelope;
        mine.from = mine.from.min(other.from);
        mine.sequence = mine.sequence.max(other.sequence);
        for (name, value) in other.extra.into_iter().filter(|(name, _)| !NOT_JOINED.contains(&name.as_str())) {
            match mine.extra.get(&name) {
                Some(known) if compare(known, &value).is_ge() => {}
                _ => {
                    mine.extra.insert(name, value);
                }
            }
        }
    }

    fn finish(self) -> Bundle {
        let ids: Vec<String> = self.ids.iter().map(Id::to_string).collect();
        let parts: Vec<&str> = ["join"].into_iter().chain(ids.iter().map(String::as_str)).collect();
        let (_, created, name) = self.last;
        let mut bundle = self.bundle;
        let envelope = &mut bundle.envelope;
        envelope.id = derived(&parts);
        envelope.partnership.name = name;
        envelope.created = created;
        envelope.purpose = Purpose::Backup;
        envelope.number = None;
        envelope.based_on = None;
        envelope.receipts = self.receipts.into_values().collect();
        envelope.acknowledged = self.acknowledged.into_iter().collect();
        bundle
    }
}
