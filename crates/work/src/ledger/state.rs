//! The ledger itself: records, the last plan file, and where an update stands.

use super::decided::{MERGED_INTO, is_live, standing};
use crate::domain::kind::Audience;
use crate::domain::{Action, Organisation, Outcome, Plan, Update, fields as f, kind, kinds};
use crate::record::{Id, Record, Set, Stamp};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which side of the exchange a device is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The partnership office: what is in its record was accepted.
    Office,
    /// Everybody else: what goes beyond the last plan file is "mine, not yet accepted".
    Member,
}

/// Where an update stands, from the office's decisions and the last plan file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Ready on this device, not yet in the office's record.
    Mine,
    /// In the office's record as it was written.
    Used,
    /// In the office's record with changes.
    UsedWithChanges,
    /// Looked at by the office and not used.
    NotUsed,
}

/// Everything a device knows of a partnership.
#[derive(Debug, Clone)]
pub struct Ledger {
    records: Set,
    base: Option<Set>,
    side: Side,
    decided: BTreeMap<Id, (Stamp, Outcome, Vec<Stamp>)>,
    revision: u64,
    plan: u64,
}

/// Numbers never given twice, so that a ledger that took another one's place differs from it.
fn next_revision() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

impl Ledger {
    /// A ledger over records, beside the records of the last plan file if there was one.
    pub fn new(records: Set, base: Option<Set>, side: Side) -> Ledger {
        let decided = decisions(&records);
        Ledger { records, base, side, decided, revision: next_revision(), plan: next_revision() }
    }

    /// A number that changes whenever anything here changes, and is the same in copies: whoever derives
    /// something from the whole ledger can tell by it that nothing need be derived again.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Like [`Ledger::revision`], but the same after taps at an event: they change nothing of the plan, and come
    /// by the hundred.
    pub fn plan_revision(&self) -> u64 {
        self.plan
    }

    /// The records.
    pub fn records(&self) -> &Set {
        &self.records
    }

    /// The records of the last plan file.
    pub fn base(&self) -> Option<&Set> {
        self.base.as_ref()
    }

    /// Which side of the exchange this is.
    pub fn side(&self) -> Side {
        self.side
    }

    /// Changes the records, and brings what is derived from them up to date.
    pub fn change(&mut self, change: impl FnOnce(&mut Set)) {
        change(&mut self.records);
        self.decided = decisions(&self.records);
        self.revision = next_revision();
        self.plan = self.revision;
    }

    /// Changes records that never leave this device (see `kind::Audience::Device`), and no others.
    pub fn count(&mut self, change: impl FnOnce(&mut Set)) {
        change(&mut self.records);
        self.revision = next_revision();
    }

    /// Takes a new last plan file.
    pub fn rebase(&mut self, base: Set) {
        self.base = Some(base);
        self.revision = next_revision();
        self.plan = self.revision;
    }

    /// A live record: there, of this kind, neither erased nor withdrawn.
    pub fn live(&self, id: Id, kind: &str) -> Option<&Record> {
        self.records.get(id).filter(|r| r.kind == kind && is_live(r) && !self.is_closed(id))
    }

    /// All live records of a kind.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Record> + 'a {
        let opens = kinds::opened_by(kind).is_some();
        self.records.iter().filter(move |r| r.kind == kind && is_live(r) && !(opens && self.is_closed(r.id)))
    }

    /// Whether the office has closed a record again that this device has from an earlier plan file: it is shown nowhere here, and
    /// sent nowhere. By what the last plan file says, so that nothing written here hides a record.
    pub fn is_closed(&self, id: Id) -> bool {
        let last = self.base.as_ref().filter(|_| self.side == Side::Member).and_then(|base| base.get(id));
        last.is_some_and(|r| kinds::opened_by(&r.kind).is_some() && kinds::audience_of(r) > Audience::Partnership)
    }

    /// Whether somebody outside the office has a record because it came from there: the office has decided about it.
    pub(super) fn came_from_outside(&self, id: Id) -> bool {
        self.decided.contains_key(&id)
    }

    /// The plans.
    pub fn plans(&self) -> impl Iterator<Item = Plan<'_>> {
        self.of_kind(kind::PLAN).map(Plan)
    }

    /// The live action with this id.
    pub fn action(&self, id: Id) -> Option<Action<'_>> {
        self.live(id, kind::ACTION).map(Action)
    }

    /// The live update with this id.
    pub fn update(&self, id: Id) -> Option<Update<'_>> {
        self.live(id, kind::UPDATE).map(Update)
    }

    /// The record that stands for this one: itself, or the one that it was merged into.
    pub fn stands_for(&self, id: Id) -> Id {
        let next = |id: Id| self.records.get(id)?.text(MERGED_INTO)?.parse().ok();
        let mut seen = vec![id];
        let mut at = id;
        while let Some(into) = next(at).filter(|into| !seen.contains(into)) {
            seen.push(into);
            at = into;
        }
        at
    }

    /// The organisation's name, or the spelling given where the record is not here.
    pub fn organisation_name(&self, id: Id, otherwise: &str) -> String {
        let name = self.records.get(id).map(|r| Organisation(r).name()).filter(|n| !n.is_empty());
        name.unwrap_or(otherwise).to_owned()
    }

    /// Organisations by name.
    pub fn organisations(&self) -> Vec<(Id, String)> {
        let mut all: Vec<(Id, String)> =
            self.of_kind(kind::ORGANISATION).map(|r| (r.id, Organisation(r).name().to_owned())).collect();
        all.sort_by_key(|a| a.1.to_lowercase());
        all
    }

    /// Where an update stands.
    pub fn standing(&self, update: Id) -> Standing {
        if let Some((_, outcome, stamps)) = self.decided.get(&update) {
            let covers_all = || {
                self.records
                    .get(update)
                    .is_none_or(|r| r.stamps().all(|s| stamps.contains(&s)) || *outcome == Outcome::UsedWithChanges)
            };
            match outcome {
                Outcome::NotUsed => return Standing::NotUsed,
                Outcome::UsedWithChanges => return Standing::UsedWithChanges,
                Outcome::Used if covers_all() => return Standing::Used,
                Outcome::Used => {}
            }
        }
        let issued = self.base.as_ref().is_some_and(|b| b.get(update).is_some());
        if issued || self.side == Side::Office { Standing::Used } else { Standing::Mine }
    }

    /// Updates on an action, newest first (by their date, then by when they were written).
    pub fn updates_on(&self, action: Id) -> Vec<Update<'_>> {
        let name = format!("{}/{action}", f::COVERS);
        let covers = |r: &&Record| r.value(&name).is_some();
        let mut updates: Vec<Update<'_>> = self.of_kind(kind::UPDATE).filter(covers).map(Update).collect();
        updates.sort_by(|a, b| newer_first(*a, *b));
        updates
    }

    /// The fields in which two versions wait for a choice, with their records.
    pub fn conflicts(&self) -> Vec<(&Record, &str)> {
        let live = self.records.iter().filter(|r| is_live(r) && !self.is_closed(r.id));
        live.flat_map(|r| {
            let fields = r.fields().iter().filter(|(_, field)| field.is_conflict());
            fields.map(move |(name, _)| (r, name.as_str()))
        })
        .collect()
    }
}

pub(crate) fn newer_first(a: Update<'_>, b: Update<'_>) -> std::cmp::Ordering {
    let written = |u: Update<'_>| u.0.stamps().map(|s| (s.ms(), s)).max();
    b.date().cmp(a.date()).then_with(|| written(b).cmp(&written(a))).then_with(|| a.id().cmp(&b.id()))
}

/// The decision that stands on each record as a whole, from the office's review records.
fn decisions(records: &Set) -> BTreeMap<Id, (Stamp, Outcome, Vec<Stamp>)> {
    let first = standing(records).into_iter().filter_map(|group| group.into_iter().next());
    let whole = first.filter(|decided| decided.key.1.is_none());
    whole.map(|decided| (decided.key.0, (decided.at, decided.outcome, decided.stamps))).collect()
}
