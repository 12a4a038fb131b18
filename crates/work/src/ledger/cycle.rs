//! A reporting cycle as the office follows it: what is due when, and for each owner whether it was asked,
//! chased, has answered and was used. Worked out from the records and from the files that wait; only the
//! days of asking and chasing are kept, because nothing else tells them.

use super::whose::author;
use super::{Ledger, PlanTree, Standing};
use crate::days::Date;
use crate::days::working::{CLEAR_DAYS, publish_by};
use crate::domain::{Cycle, Update, fields as f, kind};
use crate::record::{Id, Set};
use std::collections::{BTreeMap, BTreeSet};

/// What one of a cycle's days is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CycleDay {
    /// Updates are due.
    Due,
    /// Clearance is due.
    Clearance,
    /// The last day on which papers can be published.
    Publish,
    /// The meeting.
    Meeting,
}

impl CycleDay {
    /// Its name in keys of sentences (`cycle.day`).
    pub fn name(self) -> &'static str {
        match self {
            CycleDay::Due => "due",
            CycleDay::Clearance => "clearance",
            CycleDay::Publish => "publish",
            CycleDay::Meeting => "meeting",
        }
    }
}

/// Where an owner stands in a cycle; who is to be heard from first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// Nobody asked it.
    NotAsked,
    /// It was asked.
    Asked,
    /// It was chased.
    Chased,
    /// It answered for some of its actions.
    Part,
    /// It answered, and that was not used.
    NotUsed,
    /// Another owner answered for its actions.
    Covered,
    /// What it answered waits to be looked at.
    Waiting,
    /// It answered for all of its actions.
    Answered,
}

impl Stands {
    /// Its name in keys of sentences (`cycle.stands`).
    pub fn name(self) -> &'static str {
        match self {
            Stands::NotAsked => "notAsked",
            Stands::Asked => "asked",
            Stands::Chased => "chased",
            Stands::Part => "part",
            Stands::NotUsed => "notUsed",
            Stands::Covered => "covered",
            Stands::Waiting => "waiting",
            Stands::Answered => "answered",
        }
    }
}

/// What was heard from an owner in a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Nothing.
    Nothing,
    /// Something, and something is missing still.
    Part,
    /// Something, and nothing is missing.
    All,
}

/// One of a cycle's days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Milestone {
    /// Which of them.
    pub of: CycleDay,
    /// The day.
    pub day: Date,
    /// How many days ahead it is; negative once it is past.
    pub ahead: i64,
}

/// An owner in a cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerRow {
    /// The organisation.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How many actions it answers for.
    pub actions: usize,
    /// The day it was asked.
    pub asked: Option<Date>,
    /// The day it was chased last.
    pub chased: Option<Date>,
    /// How many of its actions have an update that waits to be looked at.
    pub waiting: usize,
    /// How many of these waiting updates are from somebody who is known to be of it.
    pub waiting_known: usize,
    /// How many of its actions have an update of this cycle in the record that is its own, whether or not its rating counts.
    pub answered: usize,
    /// On how many of these nothing of its own rates the action, because nobody has said yet that it is its word.
    pub uncounted: usize,
    /// How many others have one of another owner, or of somebody who supports the action.
    pub by_others: usize,
    /// How many others have one that is only from somebody else.
    pub by_outsiders: usize,
    /// How many have one of its own that was not used, and none that was.
    pub not_used: usize,
    /// Those of its actions of which nobody who answers for them has said anything that was used or waits, in the plan's
    /// order.
    pub missing: Vec<Id>,
}

impl OwnerRow {
    /// On how many of its actions it has sent something, used or not, or waiting to be looked at.
    pub fn sent(&self) -> usize {
        (self.answered + self.not_used + self.waiting).min(self.actions)
    }

    /// What was heard from it in this cycle, as a letter that asks again speaks of it. What waits of somebody who is not known
    /// to be of it is not known to be its own.
    pub fn heard(&self) -> Heard {
        match self.answered + self.not_used + self.waiting_known {
            0 => Heard::Nothing,
            _ if self.missing.is_empty() => Heard::All,
            _ => Heard::Part,
        }
    }

    /// Whether it is to be asked, or asked again: something is missing, and nothing of it lies here.
    pub fn is_to_ask(&self) -> bool {
        !self.missing.is_empty() && self.waiting + self.not_used == 0
    }

    /// Where it stands.
    pub fn stands(&self) -> Stands {
        self.stands_with(self.waiting)
    }

    fn stands_with(&self, waiting: usize) -> Stands {
        match self {
            _ if self.answered >= self.actions => Stands::Answered,
            _ if waiting > 0 => Stands::Waiting,
            _ if self.not_used > 0 => Stands::NotUsed,
            _ if self.answered + self.by_others >= self.actions => Stands::Covered,
            _ if self.answered > 0 => Stands::Part,
            _ if self.chased.is_some() => Stands::Chased,
            _ if self.asked.is_some() => Stands::Asked,
            _ => Stands::NotAsked,
        }
    }

    /// Whether it is late: the day is past, and something is still to be heard from it that does not lie here already.
    /// What somebody sends who is not known to be of it has not come from it.
    pub fn is_late(&self, due: Date, today: Date) -> bool {
        due < today
            && matches!(
                self.stands_with(self.waiting_known),
                Stands::NotAsked | Stands::Asked | Stands::Chased | Stands::Part
            )
    }
}

impl Ledger {
    /// The cycle of a plan that is open: the newest that was not closed.
    pub fn open_cycle(&self, plan: Id) -> Option<Cycle<'_>> {
        let of_plan = |c: &Cycle<'_>| c.0.text(f::PLAN) == Some(plan.to_string().as_str());
        let open = self.of_kind(kind::CYCLE).map(Cycle).filter(of_plan).filter(|c| c.closed().is_none());
        open.max_by_key(|c| (c.opened(), c.id()))
    }

    /// Which of these actions nobody has written about in this cycle, as far as this device knows. An update that is
    /// not sent yet counts; one that was not used does not.
    pub fn still_asked(&self, cycle: Cycle<'_>, actions: impl Iterator<Item = Id>) -> BTreeSet<Id> {
        let of_cycle = |u: &Update<'_>| answers(cycle, *u) && self.standing(u.id()) != Standing::NotUsed;
        let updates = self.of_kind(kind::UPDATE).map(Update).filter(of_cycle);
        let spoken = updates.flat_map(|u| u.covers().into_iter().map(move |(action, _)| (u, action)));
        // Whether its rating counts is another matter: it was heard.
        let theirs = spoken.filter(|(u, action)| !self.names_no_owner(*u, *action));
        let answered: BTreeSet<Id> = theirs.map(|(_, action)| action).collect();
        actions.filter(|action| !answered.contains(action)).collect()
    }

    /// The cycle's days in order, as far as they are known.
    pub fn milestones(&self, cycle: Cycle<'_>, today: Date) -> Vec<Milestone> {
        let publish = cycle.meeting().and_then(|m| publish_by(m, CLEAR_DAYS));
        let days = [
            (CycleDay::Due, cycle.due()),
            (CycleDay::Clearance, cycle.clearance_due()),
            (CycleDay::Publish, publish),
            (CycleDay::Meeting, cycle.meeting()),
        ];
        let known = days.into_iter().filter_map(|(of, day)| Some((of, day?)));
        known.map(|(of, day)| Milestone { of, day, ahead: day.days_after(today) }).collect()
    }

    /// The owners of a plan's actions, those not heard from first. `waiting` are the records of the files
    /// that wait to be looked at.
    pub fn owner_rows<'a>(
        &self,
        tree: &PlanTree,
        cycle: Cycle<'_>,
        waiting: impl Iterator<Item = &'a Set>,
    ) -> Vec<OwnerRow> {
        let spoken = |update: Update<'_>| Spoken {
            who: self.speaker(update),
            is_offices: self.speaker(update).is_none() && self.is_offices(update),
            known: None,
            on: update.covers().into_iter().map(|(id, _)| (id, self.names_no_owner(update, id))).collect(),
            counts: update.covers().into_iter().map(|(id, _)| id).filter(|id| update.counts_for_rating(*id)).collect(),
        };
        let staged = waiting.flat_map(|set| set.iter().filter(|r| r.kind == kind::UPDATE));
        let staged = staged.filter(|r| self.records().get(r.id).is_none()).map(Update);
        let known = |u: Update<'_>| author(u.0).and_then(|writer| self.known_organisation(writer));
        let came = |u: Update<'_>| Spoken { known: known(u), ..spoken(u) };
        let staged: Vec<Spoken> = staged.filter(|u| answers(cycle, *u)).map(came).collect();
        let of_cycle = self.of_kind(kind::UPDATE).map(Update).filter(|u| answers(cycle, *u));
        let (refused, used): (Vec<_>, Vec<_>) =
            of_cycle.map(|u| (self.standing(u.id()), spoken(u))).partition(|(s, _)| *s == Standing::NotUsed);
        let mut owners: BTreeMap<Id, (String, BTreeSet<Id>)> = BTreeMap::new();
        let mut place: BTreeMap<Id, usize> = BTreeMap::new();
        for action in tree.placed_actions() {
            let next = place.len();
            place.entry(action.id).or_insert(next);
            for owner in &action.owners {
                let entry = owners.entry(owner.id).or_default();
                entry.0.clone_from(&owner.name);
                entry.1.insert(action.id);
            }
        }
        let row = |(id, (name, actions)): (Id, (String, BTreeSet<Id>))| {
            let own = |u: &Spoken, action: &Id| u.speaks_for(id) && u.is_on(*action) == Some(false);
            let is_known = |u: &Spoken| u.known.is_some_and(|of| self.stands_for(of) == self.stands_for(id));
            let mut row = OwnerRow {
                id,
                name,
                asked: cycle.asked(id),
                chased: cycle.chased(id),
                actions: actions.len(),
                waiting: 0,
                waiting_known: 0,
                answered: 0,
                uncounted: 0,
                by_others: 0,
                by_outsiders: 0,
                not_used: 0,
                missing: Vec::new(),
            };
            for action in &actions {
                row.waiting += usize::from(staged.iter().any(|u| own(u, action)));
                row.waiting_known += usize::from(staged.iter().any(|u| own(u, action) && is_known(u)));
                let mut its_own = used.iter().filter(|(_, u)| own(u, action)).peekable();
                let is_answered = its_own.peek().is_some();
                row.uncounted += usize::from(is_answered && !its_own.any(|(_, u)| u.counts.contains(action)));
                match () {
                    () if is_answered => row.answered += 1,
                    () if used.iter().any(|(_, u)| u.is_on(*action) == Some(false)) => row.by_others += 1,
                    () if refused.iter().any(|(_, u)| own(u, action)) => row.not_used += 1,
                    () if used.iter().any(|(_, u)| u.is_on(*action).is_some()) => row.by_outsiders += 1,
                    () => {}
                }
                let waits = staged.iter().any(|u| u.is_on(*action) == Some(false));
                if !waits && !used.iter().any(|(_, u)| u.is_on(*action) == Some(false)) {
                    row.missing.push(*action);
                }
            }
            row.missing.sort_by_key(|id| place.get(id).copied());
            row
        };
        let mut rows: Vec<OwnerRow> = owners.into_iter().map(row).collect();
        rows.sort_by_cached_key(|row| (row.stands(), row.name.to_lowercase()));
        rows
    }
}

/// What an update speaks of, and who speaks.
struct Spoken {
    who: Option<Id>,
    /// Whether the office made it: one that names nobody then speaks for every owner, and else for none.
    is_offices: bool,
    /// Of one that waits, the organisation that its writer is known to be of.
    known: Option<Id>,
    /// Each action, and whether it names nobody who owns or supports it.
    on: Vec<(Id, bool)>,
    /// The actions whose rating in it is the action's.
    counts: BTreeSet<Id>,
}

impl Spoken {
    fn speaks_for(&self, owner: Id) -> bool {
        self.who.map_or(self.is_offices, |who| who == owner)
    }

    fn is_on(&self, action: Id) -> Option<bool> {
        self.on.iter().find(|(id, _)| *id == action).map(|(_, is_outsiders)| *is_outsiders)
    }
}

/// Whether an update is one of this cycle: it was handed over since the cycle was begun or, where that day is not known, is of
/// a day since. What came before it began is none of it, also where it says so; where no day is known, what it says counts.
fn answers(cycle: Cycle<'_>, update: Update<'_>) -> bool {
    let since = day(update.handed_over()).or(day(update.date()));
    match cycle.opened().zip(since) {
        Some((opened, since)) => since >= opened,
        None => update.cycle() == Some(cycle.id()),
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

#[cfg(test)]
mod tests;
