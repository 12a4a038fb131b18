//! A backup: one file with everything a device holds, and what it becomes again. Records travel as in any
//! file; drafts and the device's own rows stand in members of the envelope beside them, which a version
//! that does not know them carries on.

use crate::bundle::{Bundle, Purpose, read_record_line, record_line};
use crate::domain::{Draft, Organisation, Writer, fields as f, kind};
use crate::ledger::exchange::{Sender, make_backup};
use crate::record::{Edit, Id, Record, Set};
use crate::store::database::rows::About;
use crate::store::database::rows::DraftRow;
use crate::store::database::rows::ReceiptsRow;
use crate::store::database::rows::ReceivedRow;
use crate::store::database::rows::SentRow;
use crate::store::database::rows::StagedRow;
use crate::store::database::tables::Rows;
use crate::store::device::state::Staged;
use crate::store::device::state::State;
use crate::store::keys::KeysRow;
use crate::store::writing::lost::Lost;
use crate::store::writing::row_change::RowChange;
use crate::store::writing::scrub::redacted;
use crate::store::writing::scrub::scrubbed_row;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use crate::ledger::claims::FOLLOWS;
pub use crate::store::database::rows::{DEVICE, DRAFTS};

/// Everything of a device. `drafts` may hold newer words than the state does: what was typed and is not
/// in the database yet.
pub fn backup(state: &State, drafts: &[DraftRow], sender: Sender) -> Bundle {
    let mut bundle = make_backup(state.ledger.records(), sender);
    let mut extra = |name: &str, value: Option<Value>| {
        bundle.envelope.extra.extend(value.map(|value| (name.to_owned(), value)));
    };
    extra(DRAFTS, serde_json::to_value(drafts).ok().filter(|_| !drafts.is_empty()));
    extra(DEVICE, serde_json::to_value(Device::of(state)).ok());
    bundle
}

/// The number of the plan file that was sent last, as somebody types it.
///
/// # Errors
/// The lowest number that it can be: plan files up to it are known.
pub fn plan_file_sent(typed: &str, known: u64) -> Result<u64, u64> {
    typed.trim().parse().ok().filter(|number| (known..1_000_000).contains(number)).ok_or(known)
}

/// The drafts of this partnership, each with the newest words there are: the database's or, where it
/// has them later or alone, those `noted` at each keystroke.
pub fn newest(state: &State, noted: Vec<DraftRow>) -> Vec<DraftRow> {
    let mut drafts = state.drafts.clone();
    // The journal also holds the form of words put in for someone, which is no draft of an update.
    for noted in noted.into_iter().filter(|d| d.id.parse::<Id>().is_ok() && !state.is_finished(d)) {
        let known = drafts.get(&noted.id);
        let is_ours = || {
            let mut covered = noted.covers.keys().filter_map(|id| id.parse().ok());
            covered.any(|id| state.ledger.records().get(id).is_some())
        };
        if known.map_or_else(is_ours, |known| noted.saved >= known.saved) {
            drafts.insert(noted.id.clone(), noted);
        }
    }
    drafts.into_values().collect()
}

/// The rows of a device as they travel. Each list reads what it can.
#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Device {
    about: Value,
    receipts: Value,
    sent: Vec<Value>,
    received: Vec<Value>,
    staged: Vec<Value>,
    /// Known keys; never a secret one.
    keys: Value,
    /// The records of the last plan file.
    last_issue: Option<Vec<Value>>,
}

impl Device {
    fn of(state: &State) -> Device {
        fn all<'a, T: Serialize + 'a>(rows: impl IntoIterator<Item = &'a T>) -> Vec<Value> {
            rows.into_iter().filter_map(|row| serde_json::to_value(row).ok()).collect()
        }
        let record = |r| serde_json::from_str(&record_line(r)).ok();
        Device {
            about: serde_json::to_value(&state.about).unwrap_or_default(),
            receipts: serde_json::to_value(&state.receipts).unwrap_or_default(),
            sent: all(&state.sent),
            received: all(&state.received),
            keys: state.keys.public().to_value(),
            staged: all(state.staged.iter().map(|s| &s.row)),
            last_issue: state.ledger.base().map(|base| base.iter().filter_map(record).collect()),
        }
    }
}

/// What a backup holds, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Backup {
    /// The records.
    pub records: Set,
    /// Who used the device, where the file says it.
    pub about: Option<About>,
    /// The device's other rows.
    pub rows: Vec<RowChange>,
    /// Rows that could not be read.
    pub unreadable: usize,
}

/// Reads a backup. A file without a device's rows (any other file with records) has none.
pub fn unpack(bundle: Bundle) -> Backup {
    let mut extra = bundle.envelope.extra;
    let mut backup = Backup { records: bundle.records, about: None, rows: Vec::new(), unreadable: 0 };
    if let Some(Value::Array(drafts)) = extra.remove(DRAFTS) {
        backup.take(drafts, |draft: DraftRow| RowChange::Draft(draft));
    }
    let device: Device = match extra.remove(DEVICE).map(row) {
        Some(Ok(device)) => device,
        Some(Err(_)) => {
            backup.unreadable += 1;
            Device::default()
        }
        None => Device::default(),
    };
    backup.about = row(device.about).ok();
    if let Ok(receipts) = row::<ReceiptsRow>(device.receipts) {
        backup.rows.push(RowChange::Receipts(receipts));
    }
    if device.keys.is_object() {
        backup.rows.push(RowChange::Keys(KeysRow::from_value(&device.keys).restored()));
    }
    backup.take(device.sent, |row: SentRow| RowChange::Sent(row));
    backup.take(device.received, |row: ReceivedRow| RowChange::Received(row));
    backup.take(device.staged, |row: StagedRow| RowChange::Staged(row));
    if let Some(last) = device.last_issue {
        let (all, mut base) = (last.len(), Set::new());
        for record in last.iter().filter_map(|r| read_record_line(&r.to_string()).ok()) {
            base.join_record(record);
        }
        backup.unreadable += all.saturating_sub(base.len());
        backup.rows.push(RowChange::Base(base));
    }
    backup
}

/// A row out of a file, through its text: so the readers that the store uses serve here too, instead of a
/// second set of them.
fn row<T: DeserializeOwned>(value: Value) -> serde_json::Result<T> {
    serde_json::from_str(&value.to_string())
}

impl Backup {
    fn take<T: DeserializeOwned>(&mut self, rows: Vec<Value>, change: impl Fn(T) -> RowChange) {
        for value in rows {
            match row(value) {
                Ok(row) => self.rows.push(change(row)),
                Err(_) => self.unreadable += 1,
            }
        }
    }

    /// Leaves the office's key, which a backup has at most sealed, where it is on this device; and what was taken for the office
    /// by mistake is not trusted again.
    pub fn keep_office_key(&mut self, known: &KeysRow) {
        let at = self.rows.iter().position(|row| matches!(row, RowChange::Keys(_)));
        let mut keys = match at.map(|at| self.rows.remove(at)) {
            Some(RowChange::Keys(keys)) => keys,
            _ => KeysRow::default(),
        };
        keys.keep_office(known);
        keys.keep_doubts(known);
        self.rows.push(RowChange::Keys(keys));
    }

    /// Takes out of the backup what `known` says was removed for good: erasing wins over everything, and so
    /// over going back to an older state.
    pub fn keep_removed(&mut self, known: &Set) {
        let removed = known.iter().filter(|r| r.erased().is_some() || !r.redacted().is_empty());
        let removals: Set = removed.map(|r| r.part([])).collect();
        if removals.is_empty() {
            return;
        }
        let lost = self.lost(&removals);
        let scrubbed = |record: Record| {
            let mut record = redacted(record, &lost.wide);
            if let Some(removal) = removals.get(record.id) {
                record.join(removal);
            }
            record
        };
        let line = |line: &String| read_record_line(line).map(|r| record_line(&scrubbed(r))).ok();
        self.records.join(removals.clone());
        for row in &mut self.rows {
            match row {
                RowChange::Base(base) => *base = std::mem::take(base).into_iter().map(scrubbed).collect(),
                RowChange::Sent(sent) => sent.records = sent.records.iter().filter_map(line).collect(),
                RowChange::Staged(row) => {
                    if let Some(staged) = Staged::read(row.clone()) {
                        *row = scrubbed_row(row.clone(), staged, &removals, &lost.wide);
                    }
                }
                other => *other = lost.row(other.clone()),
            }
        }
        self.rows.retain(|row| !matches!(row, RowChange::DraftGone(_)));
    }

    /// What goes with what was removed, of the words as they stand in the backup.
    fn lost(&self, removals: &Set) -> Lost {
        let mut copies: Vec<Record> = self.records.iter().cloned().collect();
        for row in &self.rows {
            match row {
                RowChange::Base(base) => copies.extend(base.iter().cloned()),
                RowChange::Sent(sent) => copies.extend(sent.records.iter().filter_map(|l| read_record_line(l).ok())),
                RowChange::Staged(row) => {
                    let staged = Staged::read(row.clone());
                    copies
                        .extend(staged.iter().flat_map(|s| s.sets().flat_map(Set::iter).cloned().collect::<Vec<_>>()));
                }
                _ => {}
            }
        }
        copies.retain(|record| removals.get(record.id).is_some());
        Lost::of(removals, &copies.iter().collect::<Vec<_>>(), &Rows::new())
    }

    /// The number of the last plan file that is known, in the backup or `here` on the device it is restored on: the
    /// office may have sent later ones.
    pub fn last_plan_file(&self, here: Option<&About>) -> Option<u64> {
        let abouts = self.about.iter().chain(here);
        let sent = self.sent().filter(|row| row.purpose == Purpose::Issue.name()).filter_map(|row| row.number);
        abouts.filter_map(|about| Some(about.issue.as_ref()?.number)).chain(sent).max()
    }

    fn sent(&self) -> impl Iterator<Item = &SentRow> {
        self.rows.iter().filter_map(|row| match row {
            RowChange::Sent(sent) => Some(sent),
            _ => None,
        })
    }

    /// The number of the next file: beyond every one that is known. A number that was sent already would stand for two
    /// files.
    fn next_file(&self, here: Option<&About>) -> u64 {
        let next = self.about.iter().chain(here).map(|about| about.sequence);
        next.chain(self.sent().map(|row| row.sequence.saturating_add(1))).max().unwrap_or(1).max(1)
    }

    /// The same person under a new writer id, as a device that was restored or copied must go on: what the
    /// row about this device becomes, and the edits that make the new `writer` record. `now` is who the
    /// person says to be, or else what the file says goes on. File numbers go on from the highest that is known, in the
    /// backup or `here` on this device; plan files from the one that was `sent` last, as the person says, where that is
    /// later than any known.
    pub fn go_on_as(
        &self,
        writer: Id,
        now: About,
        name: Option<&str>,
        (here, sent): (Option<&About>, Option<u64>),
    ) -> (About, Vec<Edit>) {
        let before = self.about.as_ref().unwrap_or(&now);
        let old = before.writer();
        let record = old.and_then(|id| self.records.get(id)).filter(|r| r.kind == kind::WRITER).map(Writer);
        let name = name.filter(|n| !n.is_empty()).or(record.map(Writer::name)).unwrap_or_default();
        let organisation =
            now.organisation.clone().or_else(|| record.and_then(Writer::organisation).map(|o| o.to_string()));
        let mut draft = Draft::new(writer, kind::WRITER).with(f::NAME, name).with(f::ROLE, now.role.as_str());
        draft.set(f::ORGANISATION, organisation.clone());
        draft.set(FOLLOWS, old.map(|o| o.to_string()));
        let keeper = before.keeper.clone().map(|k| if k == before.writer { writer.to_string() } else { k });
        let about = About {
            asks_number: false,
            writer: writer.to_string(),
            organisation,
            followed: before.followed.clone(),
            not_mine: before.not_mine.clone(),
            issue: before.issue.clone(),
            keeper,
            sample: before.sample,
            sequence: self.next_file(here),
            last_backup: before.last_backup.clone(),
            ..now
        };
        let about = match about.office && !about.sample {
            true => {
                let number = self.last_plan_file(here).max(sent).unwrap_or(0);
                About { asks_number: sent.is_none(), ..about.after_plan_file(number) }
            }
            false => about,
        };
        (about, draft.edits().collect())
    }

    /// The name of the organisation somebody speaks for, where the backup knows it.
    pub fn organisation_name(&self, about: &About) -> Option<&str> {
        let record = self.records.get(about.organisation.as_ref()?.parse().ok()?)?;
        Some(Organisation(record).name())
    }
}

#[cfg(test)]
#[path = "backup_tests.rs"]
mod tests;
