//! Everything a device holds of one partnership, in memory, and how it is read from a store.

use crate::bundle::{self, Envelope, read_record_line};
use crate::domain::Outcome;
use crate::ledger::claims::Claim;
use crate::ledger::review::Item;
use crate::ledger::{Ledger, Side, Standing};
use crate::record::{Clock, Id, Record, Set, Stamp};
use crate::store::database::rows::About;
use crate::store::database::rows::DraftRow;
use crate::store::database::rows::ReceiptsRow;
use crate::store::database::rows::ReceivedRow;
use crate::store::database::rows::StagedRow;
use crate::store::database::tables::Table;
use crate::store::device::sent::Sent;
use crate::store::keys::{KeysRow, OwnKey};
use std::collections::{BTreeMap, BTreeSet};

/// What could not be read when the database was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Damage {
    /// Rows or records that could not be read.
    pub unreadable: usize,
    /// Records that the last snapshot counted and that are not there.
    pub missing: usize,
}

/// A file that waits for a decision, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Staged {
    /// The row as stored.
    pub row: StagedRow,
    /// What the file says about itself.
    pub envelope: Envelope,
    /// What its sender wrote.
    pub records: Set,
    /// What others are said in it to have written.
    pub claims: Vec<Claim>,
    /// How many of its records were set aside when it was read.
    pub set_aside: usize,
}

impl Staged {
    /// Reads a stored file again, as it is stored; `None` if it is no longer a bundle.
    pub(in crate::store) fn read(row: StagedRow) -> Option<Staged> {
        let read = bundle::read(row.text.as_bytes()).ok()?;
        let set_aside = read.set_aside.len().max(row.set_aside);
        let records = |lines: &[String]| lines.iter().filter_map(|line| read_record_line(line).ok()).collect();
        let claim = |(author, lines): &(String, Vec<String>)| {
            Some(Claim { author: author.parse().ok()?, records: records(lines) })
        };
        let claims = row.claims.iter().flatten().filter_map(claim).collect();
        // Under the id that it is kept under here, which another file may not have.
        let envelope = Envelope { id: row.id.parse().unwrap_or(read.bundle.envelope.id), ..read.bundle.envelope };
        Some(Staged { row, envelope, records: read.bundle.records, claims, set_aside })
    }

    /// The records that an item is about: those of its author, where that is not the sender.
    pub fn records_of(&self, item: &Item) -> &Set {
        let claim = item.claim.and_then(|author| self.claims.iter().find(|claim| claim.author == author));
        claim.map_or(&self.records, |claim| &claim.records)
    }

    /// Every set of records it holds: what its sender wrote, and what others are said to have written.
    pub fn sets(&self) -> impl Iterator<Item = &Set> {
        [&self.records].into_iter().chain(self.claims.iter().map(|claim| &claim.records))
    }
}

/// Everything a device holds of one partnership.
#[derive(Debug, Clone)]
pub struct State {
    /// The records and what follows from them.
    pub ledger: Ledger,
    /// Who uses this device; `None` until the first visit is done.
    pub about: Option<About>,
    /// Updates being drafted, by id.
    pub drafts: BTreeMap<String, DraftRow>,
    /// Files waiting for a decision, oldest first.
    pub staged: Vec<Staged>,
    /// Files sent, oldest first.
    pub sent: Sent,
    /// Files opened, oldest first.
    pub received: Vec<ReceivedRow>,
    /// What the office did with what this device sent.
    pub receipts: ReceiptsRow,
    /// Whose keys are known, and this device's own.
    pub keys: KeysRow,
    /// Files whose review can be taken back.
    pub undoable: BTreeSet<String>,
    /// What could not be read.
    pub damage: Damage,
    pub(in crate::store) clock: Option<Clock>,
    pub(in crate::store) about_text: Option<String>,
    pub(in crate::store) keys_text: Option<String>,
    pub(in crate::store) cursor: String,
    pub(in crate::store) floor: String,
    /// Counts the transactions that changed other rows than the records.
    pub(in crate::store) turn: String,
    pub(in crate::store) entries: usize,
}

impl Default for State {
    fn default() -> State {
        State {
            ledger: Ledger::new(Set::new(), None, Side::Member),
            about: None,
            drafts: BTreeMap::new(),
            staged: Vec::new(),
            sent: Sent::default(),
            received: Vec::new(),
            receipts: ReceiptsRow::default(),
            keys: KeysRow::default(),
            undoable: BTreeSet::new(),
            damage: Damage::default(),
            clock: None,
            about_text: None,
            keys_text: None,
            cursor: String::new(),
            floor: String::new(),
            turn: String::new(),
            entries: 0,
        }
    }
}

impl State {
    /// The key with which this device's writer signs, where it is in memory or in the browser's keeping.
    pub fn own_key(&self) -> Option<&OwnKey> {
        let writer = &self.about.as_ref()?.writer;
        self.keys.own.as_ref().filter(|own| own.writer == *writer)
    }

    /// The rating that "no change" keeps of an action: the one chosen in the draft, where one was; else the one said last,
    /// also where that is only ready on this device. What the office did not use is no rating that anything keeps.
    pub fn rating_kept(&self, action: Id, draft: Option<&DraftRow>) -> Option<String> {
        let chosen = draft.and_then(|d| d.covers.get(&action.to_string())).filter(|rating| !rating.is_empty());
        chosen.cloned().or_else(|| {
            let updates = self.ledger.updates_on(action).into_iter();
            let mut said = updates.map(|update| self.ledger.update_node(update, action));
            // Here the office's outcomes come in replies, there they are its own decisions.
            let unused = |id: Id| {
                self.receipts.0.get(&ReceiptsRow::key(id, None)).is_some_and(|r| r.outcome == Outcome::NotUsed.name())
            };
            said.find(|update| update.standing != Standing::NotUsed && update.counts && !unused(update.id))?.rating
        })
    }

    /// What tells two states of one database apart: every transaction changes one of these.
    pub(in crate::store) fn mark(&self) -> (&str, &str, &str, Option<&str>, Option<&str>) {
        (&self.cursor, &self.floor, &self.turn, self.about_text.as_deref(), self.keys_text.as_deref())
    }

    /// Whether a draft that was noted at each keystroke has become an update since. Those notes reach the disk
    /// late, and so does their being forgotten: a browser that was killed may bring back what was finished.
    pub fn is_finished(&self, noted: &DraftRow) -> bool {
        // What finishes a draft takes it out of the database with that, and Undo puts it there again.
        if self.drafts.get(&noted.id).is_some_and(|kept| kept.opened == noted.opened) {
            return false;
        }
        let Some(newest) = noted.id.parse().ok().and_then(|id| self.newest_stamp(id)) else { return false };
        match &noted.opened {
            // Stamps may be ahead of this device's time: only that the update is another one by now says anything.
            Some(opened) => newest.to_string() != *opened,
            None => newest.ms() >= noted.saved,
        }
    }

    /// The newest stamp in a record that is here.
    pub(in crate::store) fn newest_stamp(&self, id: Id) -> Option<Stamp> {
        self.ledger.records().get(id)?.stamps().max()
    }

    /// This device's writer, once the first visit is done.
    pub fn writer(&self) -> Option<Id> {
        self.about.as_ref().and_then(|about| about.writer())
    }

    /// What the confirmed files held: no longer "not known to have arrived".
    pub fn confirmed(&self) -> &Set {
        self.sent.confirmed()
    }

    /// What any file held that has left this device.
    pub fn exported(&self) -> &Set {
        self.sent.exported()
    }
}

/// The records in chunks of this many for the snapshot.
const CHUNK: usize = 200;

/// The rows of a set of records under a beginning such as `records/`.
pub(in crate::store) fn chunks<'a>(
    beginning: &str,
    records: impl Iterator<Item = &'a Record>,
) -> Vec<(Table, String, Vec<Record>)> {
    let records: Vec<&Record> = records.collect();
    let chunk = |(n, chunk): (usize, &[&Record])| {
        (Table::Snapshot, format!("{beginning}{n:06}"), chunk.iter().map(|r| (*r).clone()).collect())
    };
    records.chunks(CHUNK).enumerate().map(chunk).collect()
}

/// The ids in a list of rows' texts.
pub(in crate::store) fn id(text: &str) -> Option<Id> {
    text.parse().ok()
}
