//! Rows about files: what came in, what was sent, and what became of it.

use crate::bundle::{Envelope, KEEPER, Proven, Receipt};
use crate::record::Id;
use crate::store::database::left_out::LeftOut;
use crate::words::count;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A file that came in and waits for a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StagedRow {
    /// The file's id.
    pub id: String,
    /// Its name, if it had one.
    pub name: String,
    /// When it was opened here, RFC 3339.
    pub received: String,
    /// The file as it came or, once it was admitted, what its sender wrote.
    pub text: String,
    /// What others are said in it to have written (see [`admit`](crate::store::arriving::admit)): a writer's id, and the records, a line
    /// each. None where nobody was asked yet: files that an earlier version stored, and plan files that wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<Vec<(String, Vec<String>)>>,
    /// How many of its records could not be read when it arrived.
    #[serde(default)]
    pub set_aside: usize,
    /// What was left out of it when it arrived.
    #[serde(default, skip_serializing_if = "LeftOut::is_nothing")]
    pub left_out: LeftOut,
    /// What of the document it was made of could not be read, a line each, in words. A line without words was there when
    /// something was removed for good here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_read: Vec<String>,
}

impl StagedRow {
    /// What could not be read of what it was made of, a line each; and, where words were removed for good since, how much
    /// there was that is not told any more.
    pub fn not_read(&self) -> Vec<String> {
        let gone = self.not_read.iter().filter(|line| line.is_empty()).count();
        let gone = (gone > 0).then(|| count("review.notReadGone", gone));
        self.not_read.iter().filter(|line| !line.is_empty()).cloned().chain(gone).collect()
    }

    /// The same, without the words that could not be read: what was removed for good may stand in them.
    pub(in crate::store) fn without_not_read(mut self) -> StagedRow {
        self.not_read.iter_mut().for_each(String::clear);
        self
    }
}

/// How far a sent file is known to have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SentState {
    /// Made; saved as a file or handed to the share sheet unless it is `unsent`. Not known to have arrived.
    Exported,
    /// The other side has confirmed it.
    Confirmed,
}

/// A file this device made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentRow {
    /// The file's id.
    pub id: String,
    /// Its number among this writer's files.
    pub sequence: u64,
    /// return, issue, reply or backup.
    pub purpose: String,
    /// The plan file's number, for an issue.
    #[serde(default)]
    pub number: Option<u64>,
    /// When, RFC 3339.
    pub created: String,
    /// How far it is known to have come.
    pub state: SentState,
    /// The records it held, a line each; only for returns (what an acknowledgement confirms).
    #[serde(default)]
    pub records: Vec<String>,
    /// Whom it was for (a writer's id), for a reply.
    #[serde(default)]
    pub to: Option<String>,
    /// Ids of the records it held words of: of a plan file those that the one before did not hold, of a reply those
    /// it gave a reason or new words for. None where nobody kept count.
    #[serde(default)]
    pub held: Option<Vec<String>>,
    /// Ids of the records that the plan file before held, and this one did not any more.
    #[serde(default)]
    pub left: Vec<String>,
    /// For whom a return was locked (`age1…`); for nobody where it went out open. None where nobody noted it.
    #[serde(default)]
    pub locked: Option<Vec<String>>,
    /// The words that confirm a return: see [`exchange::received_words`](crate::ledger::exchange::received_words). None
    /// where nobody noted them yet; they follow from `records` then.
    #[serde(default)]
    pub words: Option<String>,
    /// Whether it was made and has not left: the share sheet was closed, or refused it, or the page was closed before.
    /// What it holds then counts as not sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsent: bool,
}

impl SentRow {
    /// Whether it has left this device, as far as anybody can know: handed to the share sheet or to the browser's
    /// downloads, or confirmed.
    pub fn has_left(&self) -> bool {
        !self.unsent || self.state == SentState::Confirmed
    }

    /// The row of a file that the other side has confirmed.
    pub fn confirmed(&self) -> SentRow {
        SentRow { state: SentState::Confirmed, unsent: false, ..self.clone() }
    }
}

/// A file this device opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedRow {
    /// The id under which it is kept here: the file's own, unless another file bears that one.
    pub id: String,
    /// The file's own id, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bears: Option<String>,
    /// SHA-256 of its sender and its records, in hexadecimal digits; none of words put in here, and of what an earlier
    /// version opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Who sent it (a writer's id) and that person's name and organisation as the file gave them.
    pub from: String,
    /// The name.
    pub from_name: String,
    /// Its number among the sender's files.
    pub sequence: u64,
    /// return, issue, reply or backup.
    pub purpose: String,
    /// When it was made, as it says, RFC 3339.
    pub created: String,
    /// When it was opened here, RFC 3339.
    pub received: String,
    /// How many updates, and how many other changed records, it held.
    pub updates: usize,
    /// See `updates`.
    pub others: usize,
    /// Whether an acknowledgement of it has gone out in a file.
    #[serde(default)]
    pub acknowledged: bool,
    /// Whether it was put away unused: it is not acknowledged, and may be opened again.
    #[serde(default)]
    pub put_away: bool,
    /// What its proof came to when it was opened, as [`Proven`] writes it; none for words put in here for somebody.
    #[serde(default)]
    pub proof: Option<String>,
    /// The number of the plan file that its sender worked from, and so had.
    #[serde(default)]
    pub based_on: Option<u64>,
    /// The words that confirm a return to its sender; none where no device waits for them, and of a file that an
    /// earlier version opened: the next plan file, or a reply, confirms that one.
    #[serde(default)]
    pub words: Option<String>,
}

impl ReceivedRow {
    /// What its proof came to.
    pub fn proven(&self) -> Option<Proven> {
        Proven::read(self.proof.as_ref()?)
    }
}

/// What the office did with a piece this device sent: one row of `meta` with all of them, by record
/// (and field).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReceiptsRow(pub BTreeMap<String, ReceiptRow>);

/// One outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptRow {
    /// used, usedWithChanges or notUsed.
    pub outcome: String,
    /// The reason, once a reply has brought it.
    #[serde(default)]
    pub reason: Option<String>,
    /// The plan file that brought it.
    #[serde(default)]
    pub number: Option<u64>,
    /// The keeper (a writer's id) whose decision it is; empty where an older version did not note it.
    #[serde(default)]
    pub keeper: String,
    /// The number, among that keeper's own files, of the last one that named it; 0 where none did.
    #[serde(default)]
    pub sequence: u64,
}

impl ReceiptsRow {
    /// Takes a file's receipts in; a reason once known is not lost to a later receipt of the same
    /// outcome without one, and what a keeper said last stands, also when an earlier file is opened after it.
    pub fn take(&mut self, envelope: &Envelope) {
        let from = envelope.from.to_string();
        let mut receipts: Vec<(String, &Receipt)> =
            envelope.receipts.iter().map(|r| (ReceiptsRow::key(r.record, r.field.as_deref()), r)).collect();
        receipts.sort_by(|(a, _), (b, _)| a.cmp(b));
        // In order, so that each is put behind the others: a plan file has tens of thousands.
        let mut taken = BTreeMap::new();
        for (key, receipt) in receipts {
            let keeper = receipt.extra.get(KEEPER).and_then(serde_json::Value::as_str).unwrap_or(&from).to_owned();
            let known = taken.get(&key).or_else(|| self.0.get(&key));
            let before = known.filter(|k| k.keeper == keeper).map_or(0, |k| k.sequence);
            let sequence = if keeper == from { envelope.sequence } else { before };
            if sequence < before {
                continue;
            }
            let outcome = receipt.outcome.name();
            let known = known.filter(|k| k.outcome == outcome);
            let reason = receipt.reason.clone().or_else(|| known.and_then(|k| k.reason.clone()));
            let number = known.and_then(|k| k.number).or(envelope.number);
            taken.insert(key, ReceiptRow { outcome: outcome.to_owned(), reason, number, keeper, sequence });
        }
        let mut all: Vec<(String, ReceiptRow)> = std::mem::take(&mut self.0).into_iter().chain(taken).collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.0 = all.into_iter().collect();
    }

    /// Takes a plan file's receipts in. What its keeper decided and it does not name any more was taken back; of what
    /// another keeper decided it may know nothing. `is_sender` says whether a keeper is the one who made the file.
    pub fn take_all(&mut self, envelope: &Envelope, is_sender: impl Fn(&str) -> bool) {
        let keys = envelope.receipts.iter().map(|r| ReceiptsRow::key(r.record, r.field.as_deref()));
        let keys = BTreeSet::from_iter(keys);
        let from = envelope.from.to_string();
        // Whoever went on from a backup counts its files from one again.
        let later = |row: &ReceiptRow| row.keeper != from || envelope.sequence > row.sequence;
        self.0.retain(|key, row| keys.contains(key) || !is_sender(&row.keeper) || !later(row));
        self.take(envelope);
    }

    /// The key of a record's (or field's) outcome.
    pub fn key(record: Id, field: Option<&str>) -> String {
        field.map_or_else(|| record.to_string(), |field| format!("{record}:{field}"))
    }
}
