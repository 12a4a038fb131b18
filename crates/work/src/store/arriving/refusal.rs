//! Why a file was not taken in, and what is odd about one that was, as plain data with words a person can
//! act on. Nothing here changes anything.

use crate::bundle::{Purpose, Read};
use crate::ledger::pieces::sender_name;
use crate::record::{Clock, Set};
use crate::store::database::rows::IssueRow;
use crate::store::device::state::State;
use crate::words::{count, fill, say};

/// Why a file was not taken in. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A file of another partnership than the one that is open.
    OtherPartnership,
    /// A return or reply for a partnership this device does not have.
    PlanFirst,
    /// A plan file by somebody who is not known as the office.
    UnknownOffice,
    /// An older plan file than the one here.
    Older {
        /// Its number.
        number: u64,
        /// The number of the one here.
        have: u64,
    },
    /// Another plan file with the number of the one here.
    Fork {
        /// The number.
        number: u64,
    },
    /// A plan file, or a reply, whose signature does not fit it.
    Broken,
    /// A plan file, or a reply, that none of the known keepers signed, but somebody else.
    OtherKey,
    /// A plan file, or a reply, that is not signed, although the office's are.
    NotSigned,
    /// A reply, after somebody said that the office's check words were not the right ones.
    TakenBack,
    /// A plan file without a number.
    NoNumber,
    /// A return, on a device that is not the office's.
    ForOffice,
    /// A backup, on a device that is not the office's: it is restored elsewhere, not combined here.
    BackupHere,
    /// A reply to somebody else.
    NotForYou,
}

impl Refusal {
    /// A plain sentence about the file: why, that nothing was changed, and what to do.
    pub fn words(&self, read: &Read) -> String {
        let envelope = &read.bundle.envelope;
        let partnership = &envelope.partnership.name;
        let from = sender_name(&read.bundle.records, &Set::new(), envelope.from);
        let from = if from.is_empty() { say("piece.somebody") } else { from };
        let replies = envelope.purpose == Purpose::Reply;
        match self {
            Refusal::OtherPartnership => fill("receive.otherPartnership", &[("partnership", partnership)]),
            Refusal::PlanFirst if replies => fill("receive.planFirstReply", &[("partnership", partnership)]),
            Refusal::PlanFirst => fill("receive.planFirst", &[("partnership", partnership)]),
            Refusal::UnknownOffice if replies => {
                fill("receive.unknownOfficeReply", &[("name", &from), ("partnership", partnership)])
            }
            Refusal::UnknownOffice => fill("receive.unknownOffice", &[("name", &from), ("partnership", partnership)]),
            Refusal::Older { number, have } => fill("receive.older", &[("number", number), ("have", have)]),
            Refusal::Fork { number } => fill("receive.fork", &[("number", number)]),
            Refusal::Broken => say("receive.broken"),
            Refusal::OtherKey if replies => fill("receive.otherKeyReply", &[("partnership", partnership)]),
            Refusal::OtherKey => fill("receive.otherKey", &[("partnership", partnership)]),
            Refusal::NotSigned => fill("receive.notSigned", &[("partnership", partnership)]),
            Refusal::TakenBack => say("receive.takenBack"),
            Refusal::NoNumber => say("receive.noNumber"),
            Refusal::ForOffice => say("receive.forOffice"),
            Refusal::BackupHere => say("receive.backupHere"),
            Refusal::NotForYou => say("receive.notForYou"),
        }
    }
}

/// What is odd about a file. It is opened like any other; a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Odd {
    /// A later file of the same sender is here already: this one was on its way for long, or is an old copy.
    SequenceBack {
        /// Its number among the sender's files.
        sequence: u64,
        /// The latest number here.
        have: u64,
    },
    /// In an office: another plan file with the number of the one here.
    Fork {
        /// The number.
        number: u64,
    },
    /// Something in it is dated more than a day ahead: its sender's clock is wrong. The date is not followed.
    ClockAhead {
        /// How many days ahead.
        days: u64,
    },
}

impl Odd {
    /// A plain sentence.
    pub fn words(&self) -> String {
        match self {
            Odd::SequenceBack { sequence, have } => {
                fill("receive.odd.sequenceBack", &[("sequence", sequence), ("have", have)])
            }
            Odd::Fork { number } => fill("receive.odd.fork", &[("number", number), ("next", &(number + 1))]),
            Odd::ClockAhead { days } => count("receive.odd.clockAhead", usize::try_from(*days).unwrap_or(usize::MAX)),
        }
    }
}

/// What is odd about a file that was read, before anything is done with it.
pub fn odd(state: &State, read: &Read, now_ms: u64) -> Vec<Odd> {
    let envelope = &read.bundle.envelope;
    let (id, from) = (envelope.id.to_string(), envelope.from.to_string());
    let theirs = state.received.iter().filter(|r| r.from == from && r.id != id);
    let back = theirs.map(|r| r.sequence).max().filter(|have| *have > envelope.sequence);
    let ahead = read.bundle.records.iter().flat_map(|r| r.stamps()).filter(|s| Clock::looks_wrong(*s, now_ms)).max();
    let back = back.map(|have| Odd::SequenceBack { sequence: envelope.sequence, have });
    let here = state.about.as_ref().filter(|a| a.office && a.writer != from).and_then(|a| a.issue.as_ref());
    let is_fork = |here: &&IssueRow| Some(here.number) == envelope.number && here.id != id;
    let fork = here.filter(is_fork).map(|here| Odd::Fork { number: here.number });
    let ahead = ahead.map(|at| Odd::ClockAhead { days: (at.ms() - now_ms) / (24 * 60 * 60 * 1000) });
    fork.into_iter().chain(back).chain(ahead).collect()
}
