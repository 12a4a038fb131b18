//! Where the thread is broken: what should hang on something and hangs on nothing.

use super::super::Ledger;
use super::super::pieces::Names;
use super::{Held, names, seats};
use crate::days::Date;
use crate::domain::{ActionState, Insight, Risk, fields as f, kind};
use crate::record::{Id, Record};
use std::collections::BTreeSet;

/// So many days a seat may be empty before it is named.
const EMPTY: i64 = 90;

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loose {
    /// Nobody took a commitment: it has no action.
    Commitment,
    /// A risk that is open has no owner.
    Risk,
    /// A seat has been empty for ninety days, or nobody knows since when.
    Seat,
    /// What people told us has no answer.
    Insight,
    /// An action that somebody owes has no measure.
    Action,
}

impl Loose {
    /// All of them, in the order of the list.
    pub const ALL: [Loose; 5] = [Loose::Commitment, Loose::Risk, Loose::Seat, Loose::Insight, Loose::Action];

    /// Its name in the keys of sentences.
    pub fn name(self) -> &'static str {
        match self {
            Loose::Commitment => "commitment",
            Loose::Risk => "risk",
            Loose::Seat => "seat",
            Loose::Insight => "insight",
            Loose::Action => "action",
        }
    }
}

/// One end that hangs loose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseLine {
    /// What is missing.
    pub what: Loose,
    /// The record that lacks it.
    pub id: Id,
    /// What that is called.
    pub title: String,
}

/// All ends that hang loose, by what is missing.
pub fn loose(ledger: &Ledger, today: Date) -> Vec<LooseLine> {
    let pieces = Names { ledger, file: None };
    let line = |what: Loose, record: &Record| LooseLine { what, id: record.id, title: pieces.title_of(record) };
    let mut all = Vec::new();
    let is_taken = |r: &Record| names(r).iter().any(|(_, id)| ledger.live(*id, kind::ACTION).is_some());
    let untaken = ledger.of_kind(kind::COMMITMENT).filter(|r| !is_taken(r));
    all.extend(untaken.map(|r| line(Loose::Commitment, r)));
    let is_owned = |r: &Record| {
        r.text(f::OWNED_BY).is_some_and(|words| !words.trim().is_empty()) || r.members(f::OWNER).next().is_some()
    };
    let unowned = ledger.of_kind(kind::RISK).filter(|r| Risk(r).closed().is_empty() && !is_owned(r));
    all.extend(unowned.map(|r| line(Loose::Risk, r)));
    for seat in seats(ledger, None, today) {
        let long = |since: Date| today.days_after(since) >= EMPTY;
        if matches!(seat.held, Held::Vacant(since) if since.is_none_or(long)) {
            all.extend(ledger.records().get(seat.id).map(|r| line(Loose::Seat, r)));
        }
    }
    let is_answered = |r: &Record| names(r).iter().any(|(_, id)| ledger.live(*id, kind::ANSWER).is_some());
    let unanswered = ledger.of_kind(kind::INSIGHT).filter(|r| Insight(r).is_chosen() && !is_answered(r));
    all.extend(unanswered.map(|r| line(Loose::Insight, r)));
    let measured: BTreeSet<Id> = ledger.of_kind(kind::MEASURE).flat_map(names).map(|(_, id)| id).collect();
    let owed = ledger.of_kind(kind::ACTION).filter(|r| !is_over(r));
    all.extend(owed.filter(|r| !measured.contains(&r.id)).map(|r| line(Loose::Action, r)));
    all.sort_by(|a, b| a.what.cmp(&b.what).then_with(|| a.title.cmp(&b.title)));
    all
}

fn is_over(action: &Record) -> bool {
    action.text(f::STATE).and_then(ActionState::read).is_some_and(ActionState::is_over)
}
