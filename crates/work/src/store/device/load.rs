//! Reading from a store everything that a device holds.

use super::state::{Damage, Staged, State};
use crate::bundle::{Purpose, read_record_line};
use crate::ledger::review::{self, Item};
use crate::ledger::{Ledger, Side, claims};
use crate::record::{Clock, Set};
use crate::store::arriving::admit::rules::Rules;
use crate::store::arriving::admit::{Incoming, admit};
use crate::store::database::entry::Entry;
use crate::store::database::rows::{About, DraftRow, ReceivedRow, SentRow, StagedRow};
use crate::store::database::tables::{Rows, Store, StoreError, Table};
use crate::store::keys::KeysRow;
use crate::store::writing::plan::LAST;

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

impl State {
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
        let sent: Vec<SentRow> = json_rows(&next(), &mut damage);
        state.sent = sent.into();
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
    pub(in crate::store) fn staged(&self, row: StagedRow) -> Option<Staged> {
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
}

/// How many entries the log should have and does not: they are numbered without gaps from the last snapshot on.
fn missed(meta: &Rows, entries: usize) -> usize {
    let number = |name: &str| {
        let row = meta.iter().find(|(k, _)| k == name).and_then(|(_, text)| text.parse::<usize>().ok());
        row.unwrap_or(0)
    };
    number(LAST).saturating_sub(number("floor")).saturating_sub(entries)
}

/// The log's last word on each record counts.
pub(in crate::store) fn take_entry(records: &mut Set, entry: Entry) {
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
