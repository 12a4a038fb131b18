//! A file that was opened: what it changes here, worked out before anything is stored. Plan files of the
//! known office and what its keepers hand to each other join the record, replies bring outcomes, everything else is
//! staged for a review.

use super::admit;
use super::admit::Admitted;
use super::admit::Claim;
use super::admit::Incoming;
pub use super::arrival::Arrival;
pub use super::arrival::News;
use super::arrival::nothing;
pub use super::differences::Change;
use super::differences::differences;
use super::follows::follows;
use super::known::KeptAs;
use super::known::rank;
pub use super::refusal::Odd;
pub use super::refusal::Refusal;
pub use super::refusal::odd;
use super::trust::Trust;
use crate::bundle::{ACKNOWLEDGED_FROM, Envelope, Proven, Purpose, Read, proof, record_line};
use crate::domain::kind;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::{claims, exchange, review};
use crate::record::{Id, Record, Set};
use crate::store::arriving::admit::rules::Rules;
pub use crate::store::database::left_out::LeftOut;
use crate::store::database::rows::About;
use crate::store::database::rows::IssueRow;
use crate::store::database::rows::ReceivedRow;
use crate::store::database::rows::SentState;
use crate::store::database::rows::StagedRow;
use crate::store::device::state::State;
use crate::store::keys::keeper::names;
use crate::store::writing::row_change::RowChange;
use crate::store::writing::scrub::redacted;
use crate::store::writing::scrub::removed_here;
use crate::store::writing::scrub::rewritten;
use crate::store::writing::scrub::scrubbed;
use serde_json::Value;

/// Works out what opening a file changes. `about` is this device in the file's own partnership.
///
/// # Errors
/// Why it is not taken in; see [`Refusal`].
pub fn arrive(
    state: &State,
    about: &About,
    opened: (&str, &[u8]),
    read: &Read,
    now: (u64, &str),
) -> Result<Arrival, Refusal> {
    arrive_by(state, about, opened, read, now, &Rules::ALL)
}

/// The same by these rules of admission. The app asks by all of them.
///
/// # Errors
/// As [`arrive`].
pub fn arrive_by(
    state: &State,
    about: &About,
    opened: (&str, &[u8]),
    read: &Read,
    now: (u64, &str),
    rules: &Rules,
) -> Result<Arrival, Refusal> {
    if read.bundle.envelope.partnership.id.to_string() != about.partnership {
        return Err(Refusal::OtherPartnership);
    }
    let proof = proof::check(&read.bundle.envelope, opened.1);
    let kept = KeptAs::of(state, read, proof);
    let arriving = Arriving { state, about, opened, read, proof, now, rules, kept };
    match read.bundle.envelope.purpose {
        Purpose::Issue if state.keys.is_taken_back() => arriving.wait(),
        Purpose::Issue => arriving.issue(),
        Purpose::Reply => arriving.reply(),
        Purpose::Return if arriving.is_own() => Ok(arriving.own()),
        Purpose::Return if !about.office => Err(Refusal::ForOffice),
        Purpose::Return => Ok(arriving.stage()),
        Purpose::Handover if !about.office => Err(Refusal::ForOffice),
        Purpose::Handover => arriving.handover(),
        Purpose::Backup if !about.office => Err(Refusal::BackupHere),
        Purpose::Backup => Ok(arriving.stage()),
    }
}

pub(in crate::store) struct Arriving<'a> {
    pub(in crate::store) state: &'a State,
    pub(in crate::store) about: &'a About,
    pub(in crate::store) opened: (&'a str, &'a [u8]),
    pub(in crate::store) read: &'a Read,
    pub(in crate::store) proof: Proven,
    pub(in crate::store) now: (u64, &'a str),
    pub(in crate::store) rules: &'a Rules,
    pub(in crate::store) kept: KeptAs,
}

impl Arriving<'_> {
    pub(in crate::store) fn envelope(&self) -> &Envelope {
        &self.read.bundle.envelope
    }

    pub(in crate::store) fn records(&self) -> &Set {
        &self.read.bundle.records
    }

    pub(in crate::store) fn already(&self) -> Option<&ReceivedRow> {
        let id = self.kept.id.to_string();
        self.state.received.iter().find(|r| r.id == id)
    }

    /// Whether this device holds nothing of the partnership yet but the person who has just begun.
    fn is_new_here(&self) -> bool {
        self.about.issue.is_none() && self.state.ledger.plans().next().is_none()
    }

    /// Whether the file is the known office's. Once a plan file was signed, only a known keeper's signature
    /// counts, whoever the file says it is from: what a file says, anybody can write. Before that, the
    /// sender must be the same writer, or the one under whom the office went on after a backup was restored (or
    /// whom it went on from).
    fn of_the_office(&self) -> Result<(), Refusal> {
        match self.proof {
            Proven::Broken => return Err(Refusal::Broken),
            Proven::By(key) if self.state.keys.is_keeper(&key) => return Ok(()),
            _ if self.state.keys.is_taken_back() => return Err(Refusal::TakenBack),
            // People compare the check words of the keepers it names; so one of those must have signed it.
            Proven::By(key) if !names(self.envelope(), &key) => return Err(Refusal::OtherKey),
            _ if self.state.keys.keepers.is_empty() => {}
            Proven::By(_) => return Err(Refusal::OtherKey),
            Proven::Unsigned | Proven::NotChecked => return Err(Refusal::NotSigned),
        }
        let from = self.envelope().from;
        let keeper: Option<Id> = self.about.keeper.as_ref().and_then(|k| k.parse().ok());
        match keeper {
            Some(known) => {
                let goes_on = follows(self.records(), from, known);
                let came_from = follows(self.state.ledger.records(), known, from);
                if goes_on || came_from { Ok(()) } else { Err(Refusal::UnknownOffice) }
            }
            // The first plan file fixes who the office is, on a device that is not an office's already.
            None if !self.about.office || self.is_new_here() => Ok(()),
            None => Err(Refusal::UnknownOffice),
        }
    }

    /// Whether this person made the file, here or before a backup was restored.
    pub(in crate::store) fn is_own(&self) -> bool {
        // Signed with the key that is known as somebody else's, it is theirs, whatever the record says of who follows whom.
        let from = self.envelope().from.to_string();
        let theirs = from != self.about.writer && self.state.keys.trust(&from, self.proof) == Trust::Known;
        let me = self.about.writer.parse();
        // A keeper may go on with the old device after a backup was restored on a new one: the two hand over to each other.
        if self.about.office {
            let id = self.envelope().id.to_string();
            return from == self.about.writer || self.state.sent.iter().any(|sent| sent.id == id);
        }
        !theirs && me.is_ok_and(|me| follows(self.state.ledger.records(), me, self.envelope().from))
    }

    fn own(&self) -> Arrival {
        let envelope = self.envelope();
        let id = envelope.id.to_string();
        nothing(News::Own {
            sequence: envelope.sequence,
            created: envelope.created.clone(),
            confirmed: self.state.sent.iter().any(|s| s.id == id && s.state == SentState::Confirmed),
            holds: self.work().map(|r| r.id).collect(),
        })
    }

    /// The records people count as work: all but who wrote them.
    fn work(&self) -> impl Iterator<Item = &Record> {
        self.records().iter().filter(|r| r.kind != kind::WRITER)
    }

    fn issue(&self) -> Result<Arrival, Refusal> {
        let from = self.envelope().from.to_string();
        // One that was opened and did not join, because nobody could tell whose it is, is no reason not to.
        let joined = |known: &&ReceivedRow| match &self.about.issue {
            Some(last) => known.bears() == last.id || self.envelope().number.is_some_and(|n| n <= last.number),
            None => false,
        };
        if let Some(known) = self.already().filter(joined) {
            return Ok(nothing(News::Already { received: known.received.clone() }));
        }
        match self.of_the_office() {
            // What anybody can write is who a file is from; that this device made it is believed of what fits.
            Ok(()) | Err(Refusal::UnknownOffice | Refusal::NotSigned) if from == self.about.writer => {
                return Ok(nothing(News::Already { received: String::new() }));
            }
            Ok(()) => {}
            // In an office a person looks at it piece by piece instead. A signature that is wrong is worse than none.
            Err(Refusal::UnknownOffice | Refusal::NotSigned) if self.about.office => return Ok(self.stage()),
            Err(refused) => return Err(refused),
        }
        let number = self.envelope().number.ok_or(Refusal::NoNumber)?;
        match &self.about.issue {
            Some(last) if last.number > number => return Err(Refusal::Older { number, have: last.number }),
            Some(last) if last.number == number && last.id != self.envelope().id.to_string() => {
                // Two keepers made one each, and there is nobody else to ask: what differs is looked at piece by piece,
                // and stands in the next one.
                return if self.about.office { Ok(self.fork(number)) } else { Err(Refusal::Fork { number }) };
            }
            _ => {}
        }
        Ok(self.join_issue(number, from))
    }

    pub(in crate::store) fn join_issue(&self, number: u64, from: String) -> Arrival {
        let admit::Admitted { records, poisoned, left_out, .. } =
            admit::of_the_office(self.records(), self.state, self.rules);
        let work = Work { joins: records.iter().cloned().collect(), ..Work::new(Cause::Issue { number }) };
        let issue = IssueRow { id: self.envelope().id.to_string(), number, created: self.envelope().created.clone() };
        let about = About { issue: Some(issue), keeper: Some(from), ..self.about.clone() };
        let mut receipts = self.state.receipts.clone();
        receipts.take_all(self.envelope(), |keeper| self.decides_as(keeper));
        // What could not be read of this file is not taken for a thing the office has never had.
        let removals = removed_here(&self.state.ledger, self.records());
        let mut base: Set = records.into_iter().map(|record| redacted(record, &removals)).collect();
        if let Some(former) = self.state.ledger.base().filter(|_| !self.read.set_aside.is_empty()) {
            base.join(former.clone());
        }
        let changes = self.state.ledger.base().map(|former| differences(former, self.records())).unwrap_or_default();
        let mut rows = vec![
            RowChange::About(about),
            RowChange::Base(base),
            RowChange::Receipts(receipts),
            RowChange::Received(self.received_row()),
        ];
        if let Proven::By(key) = self.proof {
            let mut keys = self.state.keys.clone();
            keys.follow(self.envelope(), key, self.about.office);
            rows.extend((keys != self.state.keys).then_some(RowChange::Keys(keys)));
        }
        rows.extend(self.confirmed());
        Arrival {
            work,
            rows,
            news: News::Issue { number, changes },
            poisoned,
            left_out: LeftOut { entries: left_out, seen: 0 },
        }
    }

    /// Whether a decision of this keeper is one of whoever made this file. Of whom nobody noted it, it is of who made
    /// the last plan file.
    fn decides_as(&self, keeper: &str) -> bool {
        let keeper = if keeper.is_empty() { self.about.keeper.as_deref().unwrap_or_default() } else { keeper };
        let Ok(keeper) = keeper.parse() else { return true };
        follows(self.records(), self.envelope().from, keeper)
    }

    fn reply(&self) -> Result<Arrival, Refusal> {
        if let Some(known) = self.already() {
            return Ok(nothing(News::Already { received: known.received.clone() }));
        }
        let envelope = self.envelope();
        if self.proof == Proven::Broken || self.about.keeper.is_some() {
            self.of_the_office()?;
        }
        let mine = self.state.exported();
        let about_mine = envelope.receipts.iter().any(|r| mine.get(r.record).is_some());
        let confirms = |id: &Id| self.state.sent.iter().any(|s| s.id == id.to_string());
        if !about_mine && !envelope.acknowledged.iter().any(confirms) {
            return Err(Refusal::NotForYou);
        }
        let mut receipts = self.state.receipts.clone();
        receipts.take(envelope);
        let mut rows = vec![RowChange::Receipts(receipts), RowChange::Received(self.received_row())];
        rows.extend(self.confirmed());
        let news = News::Reply { outcomes: envelope.receipts.len() };
        Ok(Arrival { rows, ..nothing(news) })
    }

    /// Into the waiting room: outside the record and every export. A file that was put away may be opened
    /// again; one whose every word is decided brings nothing.
    pub(in crate::store) fn stage(&self) -> Arrival {
        let id = self.kept.id;
        let waits = self.state.staged.iter().any(|s| s.row.id == id.to_string());
        let known = self.already();
        // A copy that was damaged or changed on the way, or lost its signature, gives place to the file itself.
        let row = self.received_row();
        let rank_of = |row: &ReceivedRow| row.proven().map_or(1, |proof| rank(self.state, &row.from, proof));
        let better = known.is_some_and(|known| rank_of(known) < rank_of(&row));
        let worse = known.is_some_and(|known| rank_of(known) > rank_of(&row));
        if waits && !better || worse {
            let received = known.map(|k| k.received.clone()).unwrap_or_default();
            return nothing(News::Already { received });
        }
        let admitted = admit::admit(self.incoming(), self.state, self.rules);
        let ledger = &self.state.ledger;
        let left_out = LeftOut { entries: admitted.left_out, seen: admitted.unknown_seen };
        let claimed = claims::pending(ledger, &admitted.claims, self.now.0).len();
        let items = review::pending(ledger, &admitted.records, self.now.0).len() + claimed;
        match (items, known) {
            (0, Some(known)) if !better => nothing(News::Already { received: known.received.clone() }),
            (0, _) => {
                let mut rows = vec![RowChange::Received(row)];
                rows.extend(waits.then(|| RowChange::StagedGone(id.to_string())));
                Arrival { rows, left_out, ..nothing(News::Nothing) }
            }
            (items, _) => {
                let staged = self.staged_row(admitted, left_out);
                let rows = vec![RowChange::Received(row), RowChange::Staged(staged)];
                Arrival { rows, left_out, ..nothing(News::Staged { file: id, items }) }
            }
        }
    }

    fn incoming(&self) -> Incoming<'_> {
        let envelope = self.envelope();
        Incoming { purpose: envelope.purpose, from: envelope.from, proof: self.proof, records: self.records() }
    }

    /// What waits of the file: what its sender wrote and, apart, what others are said to have written. Where that is the
    /// whole file it stays as it came.
    fn staged_row(&self, admitted: Admitted, left_out: LeftOut) -> StagedRow {
        let whole = admitted.claims.is_empty() && admitted.records == *self.records();
        let removals = removed_here(&self.state.ledger, self.records());
        let line = |record: &Record| record_line(record);
        let claim = |claim: Claim| {
            let records = scrubbed(claim.records, &removals);
            (claim.author.to_string(), records.iter().map(line).collect())
        };
        let text = match whole {
            true => self.text(),
            false => rewritten(self.envelope().clone(), scrubbed(admitted.records, &removals)),
        };
        StagedRow {
            id: self.kept.id.to_string(),
            name: self.opened.0.to_owned(),
            received: self.now.1.to_owned(),
            text,
            claims: Some(admitted.claims.into_iter().map(claim).collect()),
            set_aside: self.read.set_aside.len(),
            left_out,
            not_read: Vec::new(),
        }
    }

    /// The file as it came. One with bytes that are no text is written anew from what could be read:
    /// otherwise those bytes would turn into signs that nobody wrote. So is one that still has words that were
    /// removed for good here.
    pub(in crate::store) fn text(&self) -> String {
        let removals = removed_here(&self.state.ledger, self.records());
        match std::str::from_utf8(self.opened.1) {
            Ok(text) if removals.is_empty() => text.to_owned(),
            _ => {
                let records = scrubbed(self.records().clone(), &removals);
                rewritten(self.envelope().clone(), records)
            }
        }
    }

    fn confirmed(&self) -> impl Iterator<Item = RowChange> {
        let named = |id: &str| self.envelope().acknowledged.iter().any(|a| a.to_string() == id);
        // Whose file of that id it was, where that is said: a stranger's may bear the id of one that never arrived.
        let whose = self.envelope().extra.get(ACKNOWLEDGED_FROM);
        let me: Option<Id> = self.about.writer.parse().ok();
        let mine = move |id: &str| {
            let writers = whose.and_then(|whose| whose.get(id)).and_then(Value::as_array)?;
            let mut writers = writers.iter().filter_map(|writer| writer.as_str()?.parse().ok());
            Some(writers.any(|writer| me.is_some_and(|me| follows(self.state.ledger.records(), me, writer))))
        };
        let arrived = move |id: &str| named(id) && mine(id).unwrap_or(true);
        let sent = self.state.sent.iter().filter(move |s| s.state == SentState::Exported && arrived(&s.id));
        sent.map(|s| RowChange::Sent(s.confirmed()))
    }

    pub(in crate::store) fn received_row(&self) -> ReceivedRow {
        let envelope = self.envelope();
        let work: Set = self.work().cloned().collect();
        let (updates, others) = exchange::pieces(&work);
        ReceivedRow {
            id: self.kept.id.to_string(),
            bears: self.kept.bears.clone(),
            digest: Some(self.kept.digest.clone()),
            from: envelope.from.to_string(),
            from_name: crate::ledger::pieces::sender_name(self.records(), self.state.ledger.records(), envelope.from),
            sequence: envelope.sequence,
            purpose: envelope.purpose.name().to_owned(),
            created: envelope.created.clone(),
            received: self.now.1.to_owned(),
            updates,
            others,
            acknowledged: self.already().is_some_and(|k| k.acknowledged),
            put_away: false,
            proof: Some(self.proof.to_string()),
            based_on: envelope.based_on.map(|issue| issue.number),
            words: (envelope.purpose == Purpose::Return)
                .then(|| exchange::received_words(envelope.id, &exchange::lines(self.records()))),
        }
    }
}
