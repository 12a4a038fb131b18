//! A reporting cycle as the office follows it: what is due when, and for each owner whether it was asked,
//! chased, has answered and was used. Worked out from the records and from the files that wait; only the
//! days of asking and chasing are kept, because nothing else tells them.

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
    /// How many of its actions have an update of this cycle in the record that is its own.
    pub answered: usize,
    /// How many others have one of another owner.
    pub by_others: usize,
    /// How many have one of its own that was not used, and none that was.
    pub not_used: usize,
}

impl OwnerRow {
    /// Where it stands.
    pub fn stands(&self) -> Stands {
        match self {
            _ if self.answered >= self.actions => Stands::Answered,
            _ if self.waiting > 0 => Stands::Waiting,
            _ if self.not_used > 0 => Stands::NotUsed,
            _ if self.answered + self.by_others >= self.actions => Stands::Covered,
            _ if self.answered > 0 => Stands::Part,
            _ if self.chased.is_some() => Stands::Chased,
            _ if self.asked.is_some() => Stands::Asked,
            _ => Stands::NotAsked,
        }
    }

    /// Whether it is late: the day is past, and something is still to be heard from it that does not lie here already.
    pub fn is_late(&self, due: Date, today: Date) -> bool {
        due < today && matches!(self.stands(), Stands::NotAsked | Stands::Asked | Stands::Chased | Stands::Part)
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
        let answered: BTreeSet<Id> = updates.flat_map(|u| u.covers()).map(|(action, _)| action).collect();
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
        // What each update of this cycle speaks for, and who speaks; one that names nobody speaks for every owner.
        let spoken =
            |update: Update<'_>| (update.organisation(), update.covers().into_iter().map(|(id, _)| id).collect());
        let staged = waiting.flat_map(|set| set.iter().filter(|r| r.kind == kind::UPDATE));
        let staged: Vec<(Option<Id>, Vec<Id>)> =
            staged.filter(|r| self.records().get(r.id).is_none()).map(|r| spoken(Update(r))).collect();
        let of_cycle = self.of_kind(kind::UPDATE).map(Update).filter(|u| answers(cycle, *u));
        let (refused, used): (Vec<_>, Vec<_>) =
            of_cycle.map(|u| (self.standing(u.id()), spoken(u))).partition(|(s, _)| *s == Standing::NotUsed);
        let mut owners: BTreeMap<Id, (String, BTreeSet<Id>)> = BTreeMap::new();
        for action in tree.placed_actions() {
            for owner in &action.owners {
                let entry = owners.entry(owner.id).or_default();
                entry.0.clone_from(&owner.name);
                entry.1.insert(action.id);
            }
        }
        let row = |(id, (name, actions)): (Id, (String, BTreeSet<Id>))| {
            let own =
                |(who, on): &(Option<Id>, Vec<Id>), action: &Id| who.is_none_or(|w| w == id) && on.contains(action);
            let mut row = OwnerRow {
                id,
                name,
                asked: cycle.asked(id),
                chased: cycle.chased(id),
                actions: actions.len(),
                waiting: 0,
                answered: 0,
                by_others: 0,
                not_used: 0,
            };
            for action in &actions {
                row.waiting += usize::from(staged.iter().any(|u| own(u, action)));
                match () {
                    () if used.iter().any(|(_, u)| own(u, action)) => row.answered += 1,
                    () if used.iter().any(|(_, (_, on))| on.contains(action)) => row.by_others += 1,
                    () if refused.iter().any(|(_, u)| own(u, action)) => row.not_used += 1,
                    () => {}
                }
            }
            row
        };
        let mut rows: Vec<OwnerRow> = owners.into_iter().map(row).collect();
        rows.sort_by_cached_key(|row| (row.stands(), row.name.to_lowercase()));
        rows
    }
}

/// Whether an update is one of this cycle: it says so, or was handed over since the cycle was begun.
fn answers(cycle: Cycle<'_>, update: Update<'_>) -> bool {
    let opened = cycle.opened();
    let since = day(update.handed_over()).or(day(update.date()));
    update.cycle() == Some(cycle.id()) || (opened.is_some() && since >= opened)
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::days::date;
    use crate::domain::Draft;
    use crate::ledger::Side;
    use crate::record::Stamp;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    fn set(drafts: &[Draft]) -> Set {
        let mut set = Set::new();
        let edits = drafts.iter().flat_map(Draft::edits);
        for (n, edit) in edits.enumerate() {
            set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(99)));
        }
        set
    }

    fn plan() -> Vec<Draft> {
        let (plan, priority, aim) = (id(1), id(2), id(3));
        let mut all = vec![
            Draft::new(plan, kind::PLAN).with(f::TITLE, "Plan"),
            Draft::new(priority, kind::PRIORITY).with(f::PLAN, plan.to_string()).with(f::TITLE, "One"),
            Draft::new(aim, kind::AIM)
                .with(f::PLAN, plan.to_string())
                .with(f::STATEMENT, "Aim")
                .with(format!("{}/{priority}", f::UNDER), 1),
        ];
        for (n, owner) in [(10, 20), (11, 20), (12, 21)] {
            all.push(
                Draft::new(id(n), kind::ACTION)
                    .with(f::PLAN, plan.to_string())
                    .with(f::TITLE, format!("Action {n}"))
                    .with(format!("{}/{}", f::OWNER, id(owner)), serde_json::json!({ "order": 1 }))
                    .with(format!("{}/{priority}.{aim}", f::PLACED), 1),
            );
        }
        all.push(Draft::new(id(20), kind::ORGANISATION).with(f::NAME, "Trust"));
        all.push(Draft::new(id(21), kind::ORGANISATION).with(f::NAME, "Council"));
        all.push(
            Draft::new(id(30), kind::CYCLE)
                .with(f::PLAN, plan.to_string())
                .with(f::TITLE, "Autumn 2026")
                .with(f::OPENED, "2026-10-01")
                .with(f::DUE, "2026-11-06")
                .with(f::MEETING, "2026-11-26")
                .with(format!("{}/{}", f::ASKED, id(20)), "2026-10-02"),
        );
        all
    }

    fn update(n: u8, action: u8, day: &str) -> Draft {
        Draft::new(id(n), kind::UPDATE)
            .with(f::PLAN, id(1).to_string())
            .with(format!("{}/{}", f::COVERS, id(action)), serde_json::json!({ "rating": null }))
            .with(f::NARRATIVE, "Words")
            .with(f::DATE, day)
            .with(f::HANDED_OVER, day)
    }

    fn rows(drafts: &[Draft], waiting: &[Set]) -> Vec<(String, Stands, usize, usize)> {
        let ledger = Ledger::new(set(drafts), None, Side::Office);
        let tree = ledger.tree(ledger.plans().next().unwrap());
        let cycle = ledger.open_cycle(id(1)).unwrap();
        let rows = ledger.owner_rows(&tree, cycle, waiting.iter());
        rows.into_iter().map(|r| (r.name.clone(), r.stands(), r.waiting, r.answered)).collect()
    }

    #[test]
    fn an_owner_s_standing_follows_from_what_came() {
        let mut drafts = plan();
        drafts.push(update(40, 10, "2026-09-30"));
        let none = [("Council".to_owned(), Stands::NotAsked, 0, 0), ("Trust".to_owned(), Stands::Asked, 0, 0)];
        assert_eq!(rows(&drafts, &[]), none, "an update from before the cycle answers nothing");
        let waiting = [set(&[update(41, 12, "2026-10-20")])];
        assert_eq!(rows(&drafts, &waiting)[1], ("Council".to_owned(), Stands::Waiting, 1, 0));
        drafts.push(update(42, 10, "2026-10-20"));
        assert_eq!(rows(&drafts, &[])[1], ("Trust".to_owned(), Stands::Part, 0, 1));
        drafts.push(update(43, 11, "2026-10-20"));
        assert_eq!(rows(&drafts, &[])[1], ("Trust".to_owned(), Stands::Answered, 0, 2));
    }

    #[test]
    fn an_answer_is_its_speaker_s() {
        let (plan_of, action) = (id(1), id(10));
        let by =
            |n: u8, action: u8, who: u8| update(n, action, "2026-10-20").with(f::ORGANISATION, id(who).to_string());
        // Both own the action now, and the Trust the other one alone.
        let mut drafts = plan();
        let council = Draft::new(action, kind::ACTION)
            .with(format!("{}/{}", f::OWNER, id(21)), serde_json::json!({ "order": 2 }));
        drafts.push(council);
        drafts.push(by(40, 10, 21));
        let stand = |drafts: &[Draft]| {
            let ledger = Ledger::new(set(drafts), None, Side::Office);
            let tree = ledger.tree(ledger.plans().next().unwrap());
            let rows = ledger.owner_rows(&tree, ledger.open_cycle(plan_of).unwrap(), [].iter());
            rows.into_iter()
                .map(|r| (r.name.clone(), r.answered, r.by_others, r.not_used, r.stands()))
                .collect::<Vec<_>>()
        };
        let asked = ("Trust".to_owned(), 0, 1, 0, Stands::Asked);
        assert_eq!(stand(&drafts)[0], asked, "what the Council says is no answer of the Trust's");
        assert_eq!(stand(&drafts)[1], ("Council".to_owned(), 1, 0, 0, Stands::Part));
        // One that was looked at and not used was heard all the same.
        let (name, decided) = crate::ledger::decided::written(
            &(id(41), None),
            crate::domain::Outcome::NotUsed,
            set(&[by(41, 11, 20)]).get(id(41)).unwrap().stamps(),
            Some("Settled"),
            &[],
        );
        drafts.extend([by(41, 11, 20), Draft::new(id(50), kind::REVIEW).with(name, decided)]);
        let trust = ("Trust".to_owned(), 0, 1, 1, Stands::NotUsed);
        assert!(stand(&drafts).contains(&trust), "{:?}", stand(&drafts));
    }

    #[test]
    fn late_is_who_was_not_heard_from_once_the_day_is_past() {
        let (due, mut drafts) = (date(2026, 11, 6), plan());
        let late = |drafts: &[Draft], waiting: &[Set], today: Date| {
            let ledger = Ledger::new(set(drafts), None, Side::Office);
            let tree = ledger.tree(ledger.plans().next().unwrap());
            let rows = ledger.owner_rows(&tree, ledger.open_cycle(id(1)).unwrap(), waiting.iter());
            rows.into_iter().filter(|r| r.is_late(due, today)).map(|r| r.name).collect::<Vec<_>>()
        };
        assert!(late(&drafts, &[], due).is_empty(), "the last day is no day late");
        let after = date(2026, 11, 7);
        assert_eq!(late(&drafts, &[], after), ["Council", "Trust"]);
        assert_eq!(late(&drafts, &[set(&[update(41, 12, "2026-10-20")])], after), ["Trust"], "what waits has come");
        drafts.extend([update(42, 10, "2026-10-20"), update(43, 12, "2026-10-20")]);
        assert_eq!(late(&drafts, &[], after), ["Trust"], "one of its two actions is missing");
        drafts.push(update(44, 11, "2026-10-20"));
        assert!(late(&drafts, &[], after).is_empty());
    }

    #[test]
    fn what_is_still_asked_knows_words_not_sent_yet() {
        let mut drafts = plan();
        let asked = |drafts: &[Draft]| {
            let ledger = Ledger::new(set(drafts), None, Side::Member);
            let cycle = ledger.open_cycle(id(1)).unwrap();
            ledger.still_asked(cycle, [id(10), id(11)].into_iter()).into_iter().collect::<Vec<_>>()
        };
        drafts.push(update(40, 10, "2026-09-30"));
        assert_eq!(asked(&drafts), [id(10), id(11)], "an update from before the cycle answers nothing");
        drafts.push(update(41, 10, "2026-10-20"));
        assert_eq!(asked(&drafts), [id(11)]);
        drafts.push(update(42, 11, "2026-09-30").with(f::CYCLE, id(30).to_string()));
        assert!(asked(&drafts).is_empty(), "an older one that says it is for this cycle");
    }

    #[test]
    fn milestones_count_down_and_a_closed_cycle_is_not_open() {
        let ledger = Ledger::new(set(&plan()), None, Side::Office);
        let cycle = ledger.open_cycle(id(1)).unwrap();
        let days = ledger.milestones(cycle, date(2026, 11, 4));
        let days: Vec<_> = days.iter().map(|m| (m.of.name(), m.day.to_string(), m.ahead)).collect();
        let of = |name, day: &str, ahead| (name, day.to_owned(), ahead);
        assert_eq!(
            days,
            [of("due", "2026-11-06", 2), of("publish", "2026-11-18", 14), of("meeting", "2026-11-26", 22)]
        );
        let mut drafts = plan();
        drafts.last_mut().unwrap().set(f::CLOSED, "2026-12-01");
        assert!(Ledger::new(set(&drafts), None, Side::Office).open_cycle(id(1)).is_none());
    }
}
