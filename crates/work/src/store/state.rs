//! Everything a device holds of one partnership, in memory, and how it is read from a store.

use super::admit::{Claim, Incoming, Rules, admit};
use super::entry::Entry;
use super::keys::KeysRow;
use super::rows::{About, DraftRow, ReceiptsRow, ReceivedRow, SentRow, SentState, StagedRow};
use super::{Delta, RowChange, Rows, Store, StoreError, Table};
use crate::bundle::{self, Envelope, Purpose, read_record_line};
use crate::domain::{Outcome, kind, kinds};
use crate::ledger::review::{self, Item};
use crate::ledger::{Ledger, Side, Standing, claims};
use crate::record::{Clock, Id, Record, Set};
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
    pub(super) fn read(row: StagedRow) -> Option<Staged> {
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
    pub sent: Vec<SentRow>,
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
    pub(super) clock: Option<Clock>,
    pub(super) about_text: Option<String>,
    pub(super) keys_text: Option<String>,
    pub(super) cursor: String,
    pub(super) floor: String,
    /// Counts the transactions that changed other rows than the records.
    pub(super) turn: String,
    pub(super) entries: usize,
}

/// What [`State::load`] reads, in one transaction.
const ALL: [(Table, &str); 9] = [
    (Table::Meta, ""),
    (Table::Snapshot, "records/"),
    (Table::Snapshot, "base/"),
    (Table::Log, ""),
    (Table::Snapshot, "undo/"),
    (Table::Drafts, ""),
    (Table::Sent, ""),
    (Table::Received, ""),
    (Table::Staged, ""),
];

impl Default for State {
    fn default() -> State {
        State {
            ledger: Ledger::new(Set::new(), None, Side::Member),
            about: None,
            drafts: BTreeMap::new(),
            staged: Vec::new(),
            sent: Vec::new(),
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
            said.find(|update| update.standing != Standing::NotUsed && !unused(update.id))?.rating
        })
    }

    /// Reads everything from a store, in one transaction: what another window writes meanwhile is there whole, or not
    /// at all.
    ///
    /// # Errors
    /// Why the database could not be read. Rows that are there but cannot be understood are counted in
    /// [`State::damage`] instead, and left in the database.
    pub async fn load(store: &impl Store) -> Result<State, StoreError> {
        let mut read = store.read(&ALL).await?.into_iter();
        let mut next = || read.next().unwrap_or_default();
        let mut state = State::default();
        let meta = next();
        state.read_meta(&meta);
        let mut damage = Damage::default();
        let mut records = lines(&next(), &mut damage);
        let counted = meta.iter().find(|(k, _)| k == "counted").and_then(|(_, v)| v.parse::<usize>().ok());
        damage.missing = counted.unwrap_or(0).saturating_sub(records.len());
        let base_rows = next();
        let base = (!base_rows.is_empty()).then(|| lines(&base_rows, &mut damage));
        for (key, text) in next() {
            let (entry, unreadable) = Entry::read(&text);
            damage.unreadable += unreadable;
            if let Some(entry) = entry {
                take_entry(&mut records, entry);
            }
            state.entries += 1;
            state.cursor = state.cursor.max(key);
        }
        damage.missing += missed(&meta, state.entries);
        let side = state.about.as_ref().map_or(Side::Member, About::side);
        state.ledger = Ledger::new(records, base, side);
        let undo = next();
        state.undoable = undo.iter().filter_map(|(k, _)| Some(k.strip_prefix("undo/")?.to_owned())).collect();
        let drafts: Vec<DraftRow> = json_rows(&next(), &mut damage);
        state.drafts = drafts.into_iter().map(|d| (d.id.clone(), d)).collect();
        state.sent = json_rows(&next(), &mut damage);
        state.received = json_rows(&next(), &mut damage);
        state.received.sort_by(|a, b| a.received.cmp(&b.received));
        let staged: Vec<StagedRow> = json_rows(&next(), &mut damage);
        let rows = staged.len();
        state.staged = staged.into_iter().filter_map(|row| state.staged(row)).collect();
        damage.unreadable += rows - state.staged.len();
        state.staged.sort_by(|a, b| a.row.received.cmp(&b.row.received));
        state.damage = damage;
        Ok(state)
    }

    /// A file that waits, read. One of which nobody has asked yet what it may say is asked now.
    fn staged(&self, row: StagedRow) -> Option<Staged> {
        let mut staged = Staged::read(row)?;
        if staged.row.claims.is_none() && !self.waits_for_words(&staged) {
            let proof = self.received.iter().find(|r| r.id == staged.row.id).and_then(ReceivedRow::proven);
            let incoming = Incoming {
                purpose: staged.envelope.purpose,
                from: staged.envelope.from,
                proof: proof.unwrap_or_default(),
                records: &staged.records,
            };
            let admitted = admit(incoming, self, &Rules::ALL);
            (staged.records, staged.claims) = (admitted.records, admitted.claims);
        }
        Some(staged)
    }

    /// Whether a file is a plan file that waits until its check words were compared: it is kept as it came, and joins or
    /// goes as a whole.
    fn waits_for_words(&self, staged: &Staged) -> bool {
        staged.row.claims.is_none() && staged.envelope.purpose == Purpose::Issue && self.keys.is_taken_back()
    }

    /// What there is to decide about a file that waits: what its sender wrote, then what others are said in it to have
    /// written.
    pub fn items(&self, staged: &Staged, now_ms: u64) -> Vec<Item> {
        if self.waits_for_words(staged) {
            return Vec::new();
        }
        let mut items = review::pending(&self.ledger, &staged.records, now_ms);
        items.extend(claims::pending(&self.ledger, &staged.claims, now_ms));
        items
    }

    fn read_meta(&mut self, meta: &Rows) {
        let row = |name: &str| meta.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
        self.about_text = row("about").map(str::to_owned);
        self.about = row("about").and_then(|text| serde_json::from_str(text).ok());
        self.receipts = row("receipts").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        self.keys_text = row("keys").map(str::to_owned);
        let keys = row("keys").and_then(|text| serde_json::from_str(text).ok());
        self.keys = keys.as_ref().map(KeysRow::from_value).unwrap_or_default();
        self.floor = row("floor").unwrap_or_default().to_owned();
        self.turn = row("turn").unwrap_or_default().to_owned();
        self.cursor.clone_from(&self.floor);
        let last = row("clock").and_then(|text| text.parse().ok());
        let writer = self.about.as_ref().and_then(About::writer);
        self.clock = writer.map(|w| last.map_or_else(|| Clock::new(w), |last| Clock::resume(w, last)));
    }

    /// What tells two states of one database apart: every transaction changes one of these.
    pub(super) fn mark(&self) -> (&str, &str, &str, Option<&str>, Option<&str>) {
        (&self.cursor, &self.floor, &self.turn, self.about_text.as_deref(), self.keys_text.as_deref())
    }

    /// Whether a draft that was noted at each keystroke has become an update since. Those notes reach the disk
    /// late, and so does their being forgotten: a browser that was killed may bring back what was finished.
    pub fn is_finished(&self, noted: &DraftRow) -> bool {
        let update = noted.id.parse().ok().and_then(|id| self.ledger.records().get(id));
        update.and_then(|r| r.stamps().map(|s| s.ms()).max()).is_some_and(|ms| ms >= noted.saved)
    }

    /// This device's writer, once the first visit is done.
    pub fn writer(&self) -> Option<Id> {
        self.about.as_ref().and_then(|about| about.writer())
    }

    /// What the confirmed files held: no longer "not known to have arrived".
    pub fn confirmed(&self) -> Set {
        self.sent_records(|row| row.state == SentState::Confirmed)
    }

    /// What any file held that has left this device.
    pub fn exported(&self) -> Set {
        self.sent_records(SentRow::has_left)
    }

    fn sent_records(&self, counts: impl Fn(&SentRow) -> bool) -> Set {
        let rows = self.sent.iter().filter(|row| counts(row));
        rows.flat_map(|row| &row.records).filter_map(|line| read_record_line(line).ok()).collect()
    }

    /// Takes a completed transaction's changes in.
    pub fn apply(&mut self, delta: Delta) {
        self.cursor = delta.cursor;
        self.floor = delta.floor;
        self.turn = delta.turn;
        self.entries = delta.entries;
        self.clock = delta.clock;
        if !delta.records.is_empty() || !delta.removed.is_empty() {
            let counted = |r: &Record| kinds::audience(&r.kind) == kind::Audience::Device;
            let known = |id: &Id| self.ledger.records().get(*id).is_none_or(counted);
            let counts = delta.records.iter().all(counted) && delta.removed.iter().all(known);
            let change = |records: &mut Set| {
                for record in delta.records {
                    records.put(record);
                }
                for id in delta.removed {
                    records.remove(id);
                }
            };
            match counts {
                true => self.ledger.count(change),
                false => self.ledger.change(change),
            }
        }
        self.undoable.extend(delta.undoable);
        for gone in delta.not_undoable {
            self.undoable.remove(&gone);
        }
        if delta.forget_undo {
            self.undoable.clear();
        }
        for row in delta.rows {
            self.apply_row(row);
        }
    }

    pub(super) fn apply_row(&mut self, row: RowChange) {
        match row {
            RowChange::About(about) => {
                let side = about.side();
                self.about_text = serde_json::to_string(&about).ok();
                self.about = Some(about);
                if self.ledger.side() != side {
                    let base = self.ledger.base().cloned();
                    self.ledger = Ledger::new(self.ledger.records().clone(), base, side);
                }
            }
            RowChange::Draft(draft) => {
                self.drafts.insert(draft.id.clone(), draft);
            }
            RowChange::DraftGone(id) => {
                self.drafts.remove(&id);
            }
            RowChange::Staged(row) => {
                self.staged.retain(|s| s.row.id != row.id);
                self.staged.extend(self.staged(row));
                self.staged.sort_by(|a, b| a.row.received.cmp(&b.row.received));
            }
            RowChange::StagedGone(id) => self.staged.retain(|s| s.row.id != id),
            RowChange::Sent(row) => {
                self.sent.retain(|s| s.id != row.id);
                self.sent.push(row);
                self.sent.sort_by_key(|a| a.sequence);
            }
            RowChange::Received(row) => {
                self.received.retain(|r| r.id != row.id);
                self.received.push(row);
                self.received.sort_by(|a, b| a.received.cmp(&b.received));
            }
            RowChange::Receipts(receipts) => self.receipts = receipts,
            RowChange::Keys(keys) => {
                self.keys_text = Some(keys.to_value().to_string());
                self.keys = keys;
            }
            RowChange::Base(base) => self.ledger.rebase(base),
        }
    }
}

/// How many entries the log should have and does not: they are numbered without gaps from the last snapshot on.
fn missed(meta: &Rows, entries: usize) -> usize {
    let number = |name: &str| {
        let row = meta.iter().find(|(k, _)| k == name).and_then(|(_, text)| text.parse::<usize>().ok());
        row.unwrap_or(0)
    };
    number(super::plan::LAST).saturating_sub(number("floor")).saturating_sub(entries)
}

/// The log's last word on each record counts.
pub(super) fn take_entry(records: &mut Set, entry: Entry) {
    for record in entry.records {
        records.put(record);
    }
    for id in entry.removed {
        records.remove(id);
    }
}

fn lines(rows: &Rows, damage: &mut Damage) -> Set {
    let mut set = Set::new();
    for line in rows.iter().flat_map(|(_, text)| text.lines()) {
        match read_record_line(line) {
            Ok(record) => set.join_record(record),
            Err(_) => damage.unreadable += 1,
        }
    }
    set
}

fn json_rows<T: serde::de::DeserializeOwned>(rows: &Rows, damage: &mut Damage) -> Vec<T> {
    let read: Vec<T> = rows.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect();
    damage.unreadable += rows.len() - read.len();
    read
}

/// The records in chunks of this many for the snapshot.
const CHUNK: usize = 200;

/// The rows of a set of records under a beginning such as `records/`.
pub(super) fn chunks<'a>(
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
pub(super) fn id(text: &str) -> Option<Id> {
    text.parse().ok()
}
