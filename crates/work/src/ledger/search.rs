//! Search as you type over everything: plain words, all of which must occur.

use super::due::{due, overdue, stale};
use super::state::Ledger;
use super::tree::{ActionNode, PlanTree};
use crate::days::Date;
use crate::domain::ActionState;
use crate::record::Id;
use std::collections::BTreeSet;

/// What is asked of the list of actions; empty members ask nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words that must all occur, in any order and case, in what is shown about the action.
    pub words: String,
    /// An owner's id.
    pub owner: String,
    /// A rating's key, or `none` for not known.
    pub rating: String,
    /// Of which kind.
    pub only: Option<Only>,
}

/// A kind of actions that somebody looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Due soon; see [`due`].
    Due,
    /// See [`overdue`].
    Overdue,
    /// Without a late update; see [`stale`].
    Stale,
    /// Without any update.
    NoUpdate,
    /// With a field in which two versions wait for a choice.
    TwoVersions,
    /// Whose state says that nobody owes it any more.
    Over,
    /// That nobody owns.
    Unowned,
    /// Whose timescale says no last day, or that have none.
    Undated,
    /// Whose rating is not known.
    Unrated,
}

impl Only {
    /// All of them.
    pub const ALL: [Only; 9] = [
        Only::Due,
        Only::Overdue,
        Only::Stale,
        Only::NoUpdate,
        Only::TwoVersions,
        Only::Over,
        Only::Unowned,
        Only::Undated,
        Only::Unrated,
    ];

    /// Its name in addresses and in keys of sentences (`plan`).
    pub fn name(self) -> &'static str {
        match self {
            Only::Due => "due",
            Only::Overdue => "overdue",
            Only::Stale => "stale",
            Only::NoUpdate => "noUpdate",
            Only::TwoVersions => "twoVersions",
            Only::Over => "over",
            Only::Unowned => "unowned",
            Only::Undated => "undated",
            Only::Unrated => "unrated",
        }
    }

    /// The kind with this name.
    pub fn read(name: &str) -> Option<Only> {
        Only::ALL.into_iter().find(|only| only.name() == name)
    }
}

impl Query {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Query::default()
    }
}

/// The words of an action, its priority and aim, prepared for searching: one entry a placement, in the
/// plan's order.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<String>,
}

impl Index {
    /// Prepares a plan.
    pub fn new(tree: &PlanTree) -> Index {
        let mut entries = Vec::new();
        for priority in &tree.priorities {
            for aim in &priority.aims {
                // Not all that is written above: a priority's headlines say nothing of the one action.
                let above = format!("{} {} {}", priority.title, aim.number, aim.statement);
                entries.extend(aim.actions.iter().map(|a| format!("{above} {}", a.words).to_lowercase()));
            }
        }
        entries.extend(tree.unplaced.iter().map(|a| a.words.to_lowercase()));
        Index { entries }
    }

    /// For each placement in the plan's order, whether it answers the query.
    ///
    /// ```
    #[doc = include_str!("example_plan.txt")]
    /// use golden_thread_work::days::date;
    /// use golden_thread_work::ledger::search::{Index, Query};
    ///
    /// let plan = plan(); // with one action, "Walks", by March 2026
    /// let index = Index::new(&plan);
    /// let query = Query { words: "walk march".into(), ..Query::default() };
    /// assert_eq!(index.find(&plan, &query, date(2026, 4, 1)), [true]);
    /// let query = Query { words: "swimming".into(), ..Query::default() };
    /// assert_eq!(index.find(&plan, &query, date(2026, 4, 1)), [false]);
    /// ```
    pub fn find(&self, tree: &PlanTree, query: &Query, today: Date) -> Vec<bool> {
        let words: Vec<String> = query.words.split_whitespace().map(str::to_lowercase).collect();
        let entries = self.entries.iter();
        let timely = match query.only {
            Some(Only::Overdue) => Some(overdue(tree, today)),
            Some(Only::Due) => Some(due(tree, today)),
            Some(Only::Stale) => Some(stale(tree, today)),
            _ => None,
        };
        let answers = |(entry, action): (&String, &ActionNode)| {
            words.iter().all(|w| entry.contains(w.as_str()))
                && timely.as_ref().is_none_or(|of| of.contains(&action.id))
                && matches(action, query)
        };
        entries.zip(tree.placed_actions()).map(answers).collect()
    }
}

/// What answers in a plan that is not the one in sight.
#[derive(Debug, Clone, PartialEq)]
pub struct Elsewhere {
    /// The plan.
    pub plan: Id,
    /// Its title.
    pub title: String,
    /// The actions, each once, in the plan's order: number and title.
    pub found: Vec<(Id, String)>,
}

/// Every plan but this one, each prepared for searching.
pub fn others(ledger: &Ledger, but: Id) -> Vec<(PlanTree, Index)> {
    let prepared = |tree: PlanTree| {
        let index = Index::new(&tree);
        (tree, index)
    };
    ledger.plans().filter(|plan| plan.id() != but).map(|plan| prepared(ledger.tree(plan))).collect()
}

/// What answers a query in these plans; those in which nothing does are left out.
pub fn elsewhere(others: &[(PlanTree, Index)], query: &Query, today: Date) -> Vec<Elsewhere> {
    let in_plan = |(tree, index): &(PlanTree, Index)| {
        let mut seen = BTreeSet::new();
        let answers = tree.placed_actions().zip(index.find(tree, query, today)).filter(|(_, found)| *found);
        let once = answers.filter(|(action, _)| seen.insert(action.id));
        let named = once.map(|(a, _)| (a.id, format!("{} {}", a.number, a.title).trim().to_owned()));
        Elsewhere { plan: tree.id, title: tree.title.clone(), found: named.collect() }
    };
    others.iter().map(in_plan).filter(|plan| !plan.found.is_empty()).collect()
}

fn matches(action: &ActionNode, query: &Query) -> bool {
    let owner = query.owner.is_empty() || action.owners.iter().any(|o| o.id.to_string() == query.owner);
    let rating = query.rating.is_empty() || action.rating().unwrap_or("none") == query.rating;
    let only = match query.only {
        Some(Only::NoUpdate) => action.updates.is_empty(),
        Some(Only::TwoVersions) => !action.conflicts.is_empty(),
        Some(Only::Over) => action.state.is_some_and(ActionState::is_over),
        Some(Only::Unowned) => action.owners.is_empty(),
        Some(Only::Undated) => action.timescale.as_ref().is_none_or(|t| t.latest.is_none()),
        Some(Only::Unrated) => action.rating().is_none(),
        Some(Only::Due | Only::Overdue | Only::Stale) | None => true,
    };
    owner && rating && only
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::days::date;
    use crate::domain::kinds::{self, Shape};
    use crate::domain::{Draft, fields as f, kind};
    use crate::ledger::{Ledger, Side, moves};
    use crate::record::{Id, Record, Set, Stamp};
    use serde_json::json;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    /// A plan with one action, and these updates on it: day, organisation, rating.
    fn tree(updates: &[(&str, u8, Option<&str>)], latest: &str) -> PlanTree {
        let action = Draft::new(id(10), kind::ACTION)
            .with(f::PLAN, id(1).to_string())
            .with(f::TITLE, "Walks")
            .with(f::TIMESCALE, json!({ "words": latest, "earliest": latest, "latest": latest }));
        let mut drafts = vec![Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"), action];
        for (n, (day, organisation, rating)) in updates.iter().enumerate() {
            let update = Draft::new(id(40 + n as u8), kind::UPDATE)
                .with(f::PLAN, id(1).to_string())
                .with(format!("{}/{}", f::COVERS, id(10)), json!({ "rating": rating }))
                .with(f::ORGANISATION, id(*organisation).to_string())
                .with(f::NARRATIVE, "Words")
                .with(f::DATE, *day);
            drafts.push(update);
        }
        let mut set = Set::new();
        for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
            set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(99)));
        }
        let ledger = Ledger::new(set, None, Side::Office);
        ledger.tree(ledger.plans().next().unwrap())
    }

    fn only(tree: &PlanTree, what: Only) -> bool {
        let query = Query { only: Some(what), ..Query::default() };
        Index::new(tree).find(tree, &query, date(2026, 6, 30)) == [true]
    }

    #[test]
    fn due_is_soon_overdue_is_past_and_done_is_neither() {
        for (latest, due, overdue) in [
            ("2026-06-29", false, true),
            ("2026-06-30", true, false),
            ("2026-09-29", true, false),
            ("2026-09-30", false, false),
        ] {
            let under_way = tree(&[("2026-06-01", 20, Some("on-track"))], latest);
            assert_eq!((only(&under_way, Only::Due), only(&under_way, Only::Overdue)), (due, overdue), "{latest}");
            let done = tree(&[("2026-06-01", 20, Some("complete"))], latest);
            assert!(!only(&done, Only::Due) && !only(&done, Only::Overdue));
        }
    }

    #[test]
    fn every_word_that_people_wrote_is_found_whichever_field_it_is_in() {
        let written = |kind: &str, n: u8, about: &[(String, serde_json::Value)]| {
            let words = |field: &kinds::Field| (field.name.to_owned(), json!(format!("{kind}-{}", field.name)));
            let texts = kinds::find(kind).unwrap().fields.iter().filter(|field| matches!(field.shape, Shape::Text(_)));
            let mut record = Record::new(id(n), kind);
            for (at, (field, value)) in texts.map(words).chain(about.iter().cloned()).enumerate() {
                record.edit(&field, value, Stamp::new(1 + at as u64, 0, id(99)));
            }
            record
        };
        let plan = (f::PLAN.to_owned(), json!(id(1).to_string()));
        let owned = |list: &str, n: u8| (format!("{list}/{}", id(n)), json!({ "as": format!("printed-{list}") }));
        let about = [plan.clone(), owned(f::OWNER, 30), owned(f::SUPPORT, 31)];
        let covers = (format!("{}/{}", f::COVERS, id(10)), json!({ "rating": null }));
        let set: Set = [
            written(kind::PLAN, 1, &[]),
            written(kind::ACTION, 10, &about),
            written(kind::UPDATE, 11, &[plan, covers]),
            written(kind::ORGANISATION, 31, &[]),
        ]
        .into_iter()
        .collect();
        let ledger = Ledger::new(set, None, Side::Office);
        let tree = ledger.tree(ledger.plans().next().unwrap());
        let finds = |words: &str| {
            let query = Query { words: words.to_owned(), ..Query::default() };
            Index::new(&tree).find(&tree, &query, date(2026, 6, 30)) == [true]
        };
        for (kind, name) in [kind::ACTION, kind::UPDATE].into_iter().flat_map(|kind| {
            let texts = kinds::find(kind).unwrap().fields.iter().filter(|field| matches!(field.shape, Shape::Text(_)));
            texts.map(move |field| (kind, field.name))
        }) {
            assert!(finds(&format!("{kind}-{name}")), "{kind} {name}");
        }
        assert!(finds("printed-owner printed-support organisation-name"));
        assert!(!finds(&id(1).to_string()), "a plan's id is nobody's word");
    }

    #[test]
    fn an_update_is_stale_after_half_a_year_and_none_is_not_stale() {
        let stale = |day: &str| only(&tree(&[(day, 20, Some("on-track"))], "2027-01-01"), Only::Stale);
        assert!(stale("2025-12-28") && !stale("2025-12-29"));
        assert!(!only(&tree(&[], "2027-01-01"), Only::Stale));
        assert!(!only(&tree(&[("2020-01-01", 20, Some("complete"))], "2027-01-01"), Only::Stale));
    }

    #[test]
    fn a_move_is_between_two_updates_of_one_organisation() {
        let moved = |updates: &[(&str, u8, Option<&str>)]| {
            let tree = tree(updates, "2027-01-01");
            moves(&tree.scale, tree.placed_actions())
        };
        let (then, now) = ("2025-11-01", "2026-05-01");
        assert_eq!(moved(&[(then, 20, Some("at-risk")), (now, 20, Some("on-track"))]), (1, 0));
        assert_eq!(moved(&[(then, 20, Some("on-track")), (now, 20, Some("off-track"))]), (0, 1));
        assert_eq!(moved(&[(then, 20, Some("on-track")), (now, 20, Some("on-track"))]), (0, 0));
        assert_eq!(
            moved(&[(then, 20, None), (now, 20, Some("off-track"))]),
            (0, 0),
            "not known is no rating to move from"
        );
        assert_eq!(moved(&[(then, 20, Some("on-track")), (now, 21, Some("off-track"))]), (0, 0), "two organisations");
        assert_eq!(moved(&[(now, 20, Some("on-track")), (now, 20, Some("off-track"))]), (0, 0), "on one day");
    }
}
