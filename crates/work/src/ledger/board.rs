//! What a board member would find in a plan before its paper goes out: each with the place where it is mended. It points; it
//! never blocks.

use super::due::{is_over, overdue};
use super::help;
use super::pieces::Names;
use super::{ActionNode, Ledger, PlanTree, UpdateNode};
use crate::days::Date;
use crate::domain::{Action, ActionState, Measure, Observation, Update, fields as f, kind};
use crate::record::{Id, Record};
use crate::words::{day, day_text, fill, say};
use std::collections::{BTreeMap, BTreeSet};

/// What may be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A fact has two versions.
    Versions,
    /// Nobody has written about an action.
    NoUpdate,
    /// An action has updates and no rating.
    Unrated,
    /// An update of this cycle rates an action, and nobody has said whose word it is, so it sets no rating.
    NobodysWord,
    /// An action is rated as going to plan, and its last day has passed.
    OnTrackPast,
    /// An action's latest update is from before the cycle began.
    OlderThanCycle,
    /// A priority's headlines have no date.
    Undated,
    /// A priority's headlines are from before the cycle began.
    OldHeadlines,
    /// Somebody asks for help, and no owner has answered.
    Help,
    /// An action will not be done here, and nobody is said to have decided that.
    Undecided,
}

impl What {
    /// All, in the order in which they are shown.
    pub const ALL: [What; 10] = [
        What::Versions,
        What::NoUpdate,
        What::Unrated,
        What::NobodysWord,
        What::OnTrackPast,
        What::OlderThanCycle,
        What::Undated,
        What::OldHeadlines,
        What::Help,
        What::Undecided,
    ];

    /// Its name in keys of sentences (`papers.before`).
    pub fn name(self) -> &'static str {
        match self {
            What::Versions => "versions",
            What::NoUpdate => "noUpdate",
            What::Unrated => "unrated",
            What::NobodysWord => "nobodysWord",
            What::OnTrackPast => "onTrackPast",
            What::OlderThanCycle => "olderThanCycle",
            What::Undated => "undated",
            What::OldHeadlines => "oldHeadlines",
            What::Help => "help",
            What::Undecided => "undecided",
        }
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub what: What,
    /// The record in which it is mended.
    pub at: Id,
    /// That record's kind.
    pub kind: &'static str,
    /// What it is about, in words.
    pub words: String,
}

/// Everything that a board member would find in a plan as it is printed on this day.
pub fn found(ledger: &Ledger, tree: &PlanTree, as_at: Date) -> Vec<Found> {
    let began = ledger.open_cycle(tree.id).and_then(|cycle| cycle.opened());
    let mut actions: BTreeMap<Id, Vec<&ActionNode>> = BTreeMap::new();
    let mut order = Vec::new();
    for place in tree.placed_actions() {
        let places = actions.entry(place.id).or_default();
        if places.is_empty() {
            order.push(place.id);
        }
        places.push(place);
    }
    let late = overdue(tree, as_at);
    let is_rated = tree.placed_actions().any(|a| a.rating().is_some());
    let mut all = two_versions(ledger, tree);
    for places in order.iter().filter_map(|id| actions.get(id)) {
        let Some(first) = places.first() else { continue };
        let on = |what, words: String| Found { what, at: first.id, kind: kind::ACTION, words };
        // What is done is done; that something is not to be is a decision.
        let dropped = first.state.is_some_and(|state| state.is_over() && state != ActionState::Done);
        if dropped && first.ending.as_ref().is_none_or(|ending| ending.by.is_empty()) {
            all.push(on(What::Undecided, label(first)));
        }
        let updates = || places.iter().flat_map(|place| &place.updates);
        if updates().next().is_none() {
            all.push(on(What::NoUpdate, label(first)));
            continue;
        }
        if is_over(&tree.scale, places) {
            continue;
        }
        if is_rated && places.iter().all(|place| place.rating().is_none()) {
            all.push(on(What::Unrated, label(first)));
        }
        let mut seen = BTreeSet::new();
        let of_cycle = |u: &UpdateNode| u.date.parse::<Date>().is_ok_and(|day| began.is_none_or(|began| day >= began));
        let unvouched = updates().filter(|u| u.is_unvouched && u.rating.is_some() && of_cycle(u) && seen.insert(u.id));
        all.extend(unvouched.map(|update| {
            let rating =
                update.rating.as_deref().and_then(|key| tree.scale.get(key)).map(|rating| rating.name.as_str());
            let rating = rating.unwrap_or_default();
            let who = who_says(update);
            let gaps: [(&str, &dyn std::fmt::Display); 3] =
                [("action", &label(first)), ("who", &who), ("rating", &rating)];
            on(What::NobodysWord, fill("papers.before.nobodysWordLine", &gaps))
        }));
        let on_track = |place: &&ActionNode| place.rating().is_some_and(|key| tree.scale.is_on_track(key));
        if late.contains(&first.id) && places.iter().any(on_track) {
            let words = first.timescale.as_ref().map(|t| t.words.clone()).unwrap_or_default();
            let gaps: [(&str, &dyn std::fmt::Display); 2] = [("action", &label(first)), ("words", &words)];
            all.push(on(What::OnTrackPast, fill("papers.before.onTrackPastLine", &gaps)));
        }
        // Somebody else's word is no answer of the owner's. What nobody has said yet whose word it is stands in the list of these.
        let newest =
            updates().filter(|u| !u.is_outsiders || u.is_unvouched).filter_map(|u| u.date.parse::<Date>().ok()).max();
        if let Some((newest, _)) = newest.zip(began).filter(|(newest, began)| newest < began) {
            let gaps: [(&str, &dyn std::fmt::Display); 2] = [("action", &label(first)), ("day", &day(newest))];
            all.push(on(What::OlderThanCycle, fill("papers.before.olderThanCycleLine", &gaps)));
        }
    }
    all.extend(help(ledger, tree));
    for priority in &tree.priorities {
        let is_told = [&priority.headline_progress, &priority.headline_further].iter().any(|t| !t.trim().is_empty());
        let on = |what, words: String| Found { what, at: priority.id, kind: kind::PRIORITY, words };
        let title = format!("{} {}", priority.number, priority.title).trim().to_owned();
        match priority.headlines_on.parse::<Date>() {
            _ if !is_told => {}
            Err(_) => all.push(on(What::Undated, title)),
            Ok(of) if began.is_some_and(|began| of < began) => {
                let gaps: [(&str, &dyn std::fmt::Display); 2] =
                    [("priority", &title), ("day", &day_text(&priority.headlines_on))];
                all.push(on(What::OldHeadlines, fill("papers.before.oldHeadlinesLine", &gaps)));
            }
            Ok(_) => {}
        }
    }
    all.sort_by_key(|found| found.what);
    all
}

/// Who says it: the organisation that it names and whoever wrote it, as far as they are known.
fn who_says(update: &UpdateNode) -> String {
    let organisation = update.organisation.iter().map(|(_, name)| name.as_str());
    let names: Vec<&str> = organisation.chain([update.author.as_str()]).filter(|name| !name.is_empty()).collect();
    if names.is_empty() { say("piece.somebody") } else { names.join(", ") }
}

/// The help that is asked for in what is printed and that no owner has answered.
fn help(ledger: &Ledger, tree: &PlanTree) -> Vec<Found> {
    let one = |(action, update): (&ActionNode, &UpdateNode)| {
        let gaps: [(&str, &dyn std::fmt::Display); 2] = [("action", &label(action)), ("words", &update.help_needed)];
        Found { what: What::Help, at: action.id, kind: kind::ACTION, words: fill("papers.before.helpLine", &gaps) }
    };
    help::open(ledger, tree).into_iter().map(one).collect()
}

/// Facts of this plan with two versions, each with the action it bears on, or where it stands.
fn two_versions(ledger: &Ledger, tree: &PlanTree) -> Vec<Found> {
    let names = Names { ledger, file: None };
    let one = |(record, field): (&Record, &str)| {
        let action = match record.kind.as_str() {
            kind::ACTION => Some(record.id),
            kind::UPDATE => Update(record).covers().first().map(|(id, _)| *id),
            _ => None,
        };
        let action = action.and_then(|id| ledger.action(id));
        let numbered =
            |Action(r): Action<'_>| format!("{} {}", Action(r).number(), Action(r).title()).trim().to_owned();
        let title = action.map_or_else(|| names.title_of(record), numbered);
        let gaps: [(&str, &dyn std::fmt::Display); 2] = [("field", &names.field(record.id, field)), ("what", &title)];
        Found {
            what: What::Versions,
            at: action.map_or(record.id, |action| action.id()),
            kind: if action.is_some() { kind::ACTION } else { "" },
            words: fill("papers.before.versionsLine", &gaps),
        }
    };
    let here = in_tree(tree);
    let open = ledger.conflicts().into_iter().filter(|(record, _)| is_of(ledger, tree.id, &here, record));
    open.map(one).collect()
}

/// The plan, its priorities, aims and actions, and who owns these.
fn in_tree(tree: &PlanTree) -> BTreeSet<Id> {
    let above = tree.priorities.iter().flat_map(|p| std::iter::once(p.id).chain(p.aims.iter().map(|aim| aim.id)));
    let actions =
        tree.placed_actions().flat_map(|a| std::iter::once(a.id).chain(a.owners.iter().map(|owner| owner.id)));
    std::iter::once(tree.id).chain(above).chain(actions).collect()
}

/// Whether a record is one of this plan's: it stands in the tree, names the plan, or is about an action that does.
fn is_of(ledger: &Ledger, plan: Id, here: &BTreeSet<Id>, record: &Record) -> bool {
    let about = |record: &Record| match record.kind.as_str() {
        kind::UPDATE => Update(record).covers().iter().any(|(action, _)| here.contains(action)),
        kind::MEASURE => Measure(record).measured().iter().any(|action| here.contains(action)),
        _ => here.contains(&record.id) || record.text(f::PLAN) == Some(plan.to_string().as_str()),
    };
    match Observation(record).measure().filter(|_| record.kind == kind::OBSERVATION) {
        Some(measure) => ledger.records().get(measure).is_some_and(about),
        None => about(record),
    }
}

fn label(action: &ActionNode) -> String {
    format!("{} {}", action.number, action.title).trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::days::date;
    use crate::domain::{Draft, Timescale};
    use crate::ledger::Side;
    use crate::record::{Set, Stamp};
    use serde_json::json;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    /// A plan with one priority and one action, and a cycle that began on 1 October 2026.
    fn plan() -> Vec<Draft> {
        let plan = id(1).to_string();
        vec![
            Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"),
            Draft::new(id(2), kind::PRIORITY).with(f::PLAN, plan.as_str()).with(f::NUMBER, "1").with(f::TITLE, "One"),
            Draft::new(id(10), kind::ACTION)
                .with(f::PLAN, plan.as_str())
                .with(f::TITLE, "Walks")
                .with(f::TIMESCALE, Timescale::read("by December 2026", None).to_value()),
            Draft::new(id(30), kind::CYCLE).with(f::PLAN, plan.as_str()).with(f::OPENED, "2026-10-01"),
        ]
    }

    fn update(n: u8, rating: Option<&str>, day: &str) -> Draft {
        Draft::new(id(n), kind::UPDATE)
            .with(format!("{}/{}", f::COVERS, id(10)), json!({ "rating": rating }))
            .with(f::NARRATIVE, "Words")
            .with(f::DATE, day)
    }

    fn set(drafts: &[Draft]) -> Set {
        let mut set = Set::new();
        for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
            set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(99)));
        }
        set
    }

    fn found_in(set: Set, as_at: Date) -> Vec<(What, Id, String)> {
        let ledger = Ledger::new(set, None, Side::Office);
        let tree = ledger.tree(ledger.plans().next().unwrap());
        found(&ledger, &tree, as_at).into_iter().map(|f| (f.what, f.at, f.words)).collect()
    }

    fn names(drafts: &[Draft], as_at: Date) -> Vec<What> {
        found_in(set(drafts), as_at).into_iter().map(|(what, ..)| what).collect()
    }

    #[test]
    fn actions_that_say_too_little_are_found() {
        let now = date(2026, 11, 1);
        let mut all = plan();
        assert_eq!(names(&all, now), [What::NoUpdate]);
        all.push(update(40, Some("on-track"), "2026-10-20"));
        assert_eq!(names(&all, now), [], "all is well");
        let late = date(2027, 1, 1);
        let found = found_in(set(&all), late);
        assert_eq!((found[0].0, found[0].1), (What::OnTrackPast, id(10)), "on track past its date");
        assert!(found[0].2.contains("Walks") && found[0].2.contains("by December 2026"), "{:?}", found[0].2);
        all.push(update(41, Some("off-track"), "2026-10-21"));
        assert_eq!(names(&all, late), [], "who says that it is late has said so");
        // One that was over owes nobody anything.
        all[2].set(f::STATE, "stopped");
        assert_eq!(names(&all, late), [What::Undecided], "nobody is said to have decided that");
        all[2].set(f::DECIDED_BY, "Board");
        all.truncate(4);
        all.push(update(42, None, "2026-01-01"));
        assert_eq!(names(&all, late), []);
    }

    #[test]
    fn unrated_and_older_than_the_cycle_are_found() {
        let now = date(2026, 11, 1);
        let mut all = plan();
        let other = Draft::new(id(11), kind::ACTION).with(f::PLAN, id(1).to_string()).with(f::TITLE, "Talks");
        let rated = Draft::new(id(43), kind::UPDATE)
            .with(format!("{}/{}", f::COVERS, id(11)), json!({ "rating": "on-track" }))
            .with(f::DATE, "2026-10-20");
        all.extend([other, rated, update(40, None, "2026-10-20")]);
        assert_eq!(names(&all, now), [What::Unrated]);
        all.pop();
        all.push(update(40, Some("at-risk"), "2026-09-30"));
        let found = found_in(set(&all), now);
        assert_eq!((found[0].0, found[0].1), (What::OlderThanCycle, id(10)));
        assert!(found[0].2.contains("30 September 2026"), "{:?}", found[0].2);
        // Without a cycle nothing is older than it.
        all[3].set(f::CLOSED, "2026-10-02");
        assert_eq!(names(&all, now), []);
    }

    #[test]
    fn headlines_without_a_date_and_old_ones_are_found() {
        let now = date(2026, 11, 1);
        let mut all = plan();
        all.push(update(40, Some("on-track"), "2026-10-20"));
        all[1].set(f::HEADLINE_PROGRESS, "Two hubs opened.");
        let found = found_in(set(&all), now);
        assert_eq!((found[0].0, found[0].1, found.len()), (What::Undated, id(2), 1), "in the priority");
        all[1].set(f::HEADLINES_ON, "2026-09-30");
        assert_eq!(names(&all, now), [What::OldHeadlines]);
        all[1].set(f::HEADLINES_ON, "2026-10-15");
        assert_eq!(names(&all, now), []);
    }

    #[test]
    fn open_versions_and_help_without_an_answer_are_found() {
        let now = date(2026, 11, 1);
        let mut all = plan();
        all.push(update(40, Some("on-track"), "2026-10-20").with(f::HELP_NEEDED, "A hall"));
        let found = found_in(set(&all), now);
        assert_eq!((found[0].0, found[0].1), (What::Help, id(10)));
        assert!(found[0].2.contains("A hall"));
        all[4].set(f::HELP_ANSWER, "We have one.");
        assert_eq!(names(&all, now), []);
        let (mut one, mut other) = (set(&all), set(&all));
        let edit = |n: u8, title: &str| crate::record::Edit {
            record: id(n),
            kind: if n == 10 { kind::ACTION } else { kind::PRIORITY }.into(),
            field: f::TITLE.into(),
            value: title.into(),
        };
        for n in [10, 2] {
            one.edit(&edit(n, "One way"), Stamp::new(5000 + u64::from(n), 0, id(98)));
            other.edit(&edit(n, "Another way"), Stamp::new(6000 + u64::from(n), 0, id(97)));
        }
        one.join(other);
        let found = found_in(one, now);
        let at: Vec<Id> = found.iter().filter(|f| f.0 == What::Versions).map(|f| f.1).collect();
        assert_eq!(at, [id(2), id(10)], "each where it is chosen");
    }
}
