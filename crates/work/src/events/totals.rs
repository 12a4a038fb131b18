//! Totals of an event: what one device has counted so far, and what the office has of all of them.

use super::counter::{conversations, counter_of, counting_writers};
use super::of_event;
use crate::domain::{Counts, Did, Happened, Talk, Tally, kind};
use crate::ledger::Ledger;
use crate::record::{Id, Record};

/// What counts add up to. Reached, checked and referred are three figures: never added, never swapped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Conversations.
    pub conversations: u64,
    /// Conversations among them with two or three people.
    pub groups: u64,
    /// Conversations in which somebody was checked.
    pub checked: u64,
    /// Conversations in which somebody was told of a service.
    pub signposted: u64,
    /// Conversations in which somebody was helped to use a service's own form or phone.
    pub referred: u64,
    /// People reached.
    pub reached: u64,
    /// Leaflets given out.
    pub leaflets: u64,
    /// Conversations by topic, most first.
    pub topics: Vec<(String, u64)>,
    /// Conversations by hour as it is spelled, in order; `-` of paper sheets, which have no hours.
    pub hours: Vec<(String, u64)>,
}

impl Totals {
    /// What these counts add up to.
    pub fn of(counts: &Counts) -> Totals {
        let did = |did: Did| talks(counts).filter(|(t, _)| Happened::read(t.happened).has(did)).map(|(_, n)| n).sum();
        Totals {
            conversations: counts.sum("talk"),
            groups: counts.sum("group"),
            checked: did(Did::Checked),
            signposted: did(Did::Signposted),
            referred: did(Did::Referred),
            reached: counts.get("reached"),
            leaflets: counts.get("leaflets"),
            topics: by_topic(counts),
            hours: by(counts, |t| t.hour),
        }
    }

    /// The fewest and the most people spoken to: "2 or 3 people" are two or three. A person who came twice is
    /// counted twice.
    pub fn people(&self) -> (u64, u64) {
        (self.conversations + self.groups, self.conversations + 2 * self.groups)
    }
}

/// Conversations by topic, most first.
pub fn by_topic(counts: &Counts) -> Vec<(String, u64)> {
    let mut topics = by(counts, |t| t.topic);
    topics.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    topics
}

/// Conversations by something about them, by its name.
pub(super) fn by(counts: &Counts, key: for<'a> fn(&Talk<'a>) -> &'a str) -> Vec<(String, u64)> {
    let mut sums = Counts::new();
    talks(counts).for_each(|(talk, n)| sums.add(key(&talk), n));
    sums.iter().map(|(name, n)| (name.to_owned(), n)).collect()
}

/// Every kind of conversation that was counted.
pub fn talks(counts: &Counts) -> impl Iterator<Item = (Talk<'_>, u64)> {
    counts.under("talk").filter_map(|(rest, n)| Some((Talk::read(rest)?, n)))
}

/// What one writer has counted at an event on this device: what is still single, and what no longer is.
pub fn counted_by(ledger: &Ledger, event: Id, writer: Id) -> Counts {
    let mut counts = counter_of(ledger, event, writer);
    let own = conversations(ledger, event).into_iter().filter(|c| c.counted_by() == Some(writer));
    own.for_each(|c| counts.join(&c.counts()));
    counts
}

/// What was counted at an event on this device: the running totals.
pub fn on_this_device(ledger: &Ledger, event: Id) -> Counts {
    let mut counts = Counts::new();
    counting_writers(ledger, event).into_iter().for_each(|w| counts.join(&counted_by(ledger, event, w)));
    counts
}

/// The tallies of an event that stand in the record: one a phone, one a paper sheet.
pub fn tallies(ledger: &Ledger, event: Id) -> impl Iterator<Item = Tally<'_>> {
    of_event(ledger, kind::TALLY, event).map(|r: &Record| Tally(r))
}

/// What was handed over of an event, from all phones and paper sheets: what the office counts and publishes.
pub fn handed_over(ledger: &Ledger, event: Id) -> Counts {
    let mut counts = Counts::new();
    tallies(ledger, event).for_each(|tally| counts.join(&tally.counts()));
    counts
}
