//! Search as you type over everything: plain words, all of which must occur.

use super::tree::{ActionNode, PlanTree};
use crate::days::Date;

/// What is asked of the list of actions; empty members ask nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words that must all occur, in any order and case, in what is shown about the action.
    pub words: String,
    /// An owner's id.
    pub owner: String,
    /// A rating's key, or `none` for not known.
    pub rating: String,
    /// `overdue`, `due`, `stale`, `noUpdate` or `twoVersions`.
    pub only: String,
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
                let above = format!("{} {} {}", priority.title, aim.number, aim.statement);
                entries.extend(aim.actions.iter().map(|a| words_of(a, &above)));
            }
        }
        entries.extend(tree.unplaced.iter().map(|a| words_of(a, "")));
        Index { entries }
    }

    /// For each placement in the plan's order, whether it answers the query.
    pub fn find(&self, tree: &PlanTree, query: &Query, today: Date) -> Vec<bool> {
        let words: Vec<String> = query.words.split_whitespace().map(str::to_lowercase).collect();
        let entries = self.entries.iter();
        let answers = |(entry, action): (&String, &ActionNode)| {
            words.iter().all(|w| entry.contains(w.as_str())) && matches(action, query, today)
        };
        entries.zip(tree.placed_actions()).map(answers).collect()
    }
}

fn words_of(action: &ActionNode, above: &str) -> String {
    let mut words = format!("{above} {} {} {}", action.number, action.title, action.success);
    for owner in &action.owners {
        words.push(' ');
        words.push_str(&owner.name);
    }
    if let Some(timescale) = &action.timescale {
        words.push(' ');
        words.push_str(&timescale.words);
    }
    for update in &action.updates {
        for part in [&update.narrative, &update.what_changed, &update.next_steps, &update.help_needed] {
            words.push(' ');
            words.push_str(part);
        }
    }
    words.to_lowercase()
}

fn matches(action: &ActionNode, query: &Query, today: Date) -> bool {
    let owner = query.owner.is_empty() || action.owners.iter().any(|o| o.id.to_string() == query.owner);
    let rating = query.rating.is_empty() || action.rating().unwrap_or("none") == query.rating;
    let only = match query.only.as_str() {
        "overdue" => is_overdue(action, today),
        "due" => is_due(action, today),
        "stale" => is_stale(action, today),
        "noUpdate" => action.updates.is_empty(),
        "twoVersions" => !action.conflicts.is_empty(),
        _ => true,
    };
    owner && rating && only
}

/// An action is due from so many days before the last day its timescale can mean.
const DUE_DAYS: i64 = 91;

/// Plans are told about twice a year: an update older than this many days has missed a turn.
const STALE_DAYS: i64 = 183;

/// Whether an action's timescale ends within three months and it is not said to be done.
pub fn is_due(action: &ActionNode, today: Date) -> bool {
    let ahead = action.timescale.as_ref().and_then(|t| t.latest).map(|latest| latest.days_after(today));
    ahead.is_some_and(|days| (0..=DUE_DAYS).contains(&days)) && !is_done(action)
}

/// Whether an action that is not said to be done has updates, the latest of them more than half a year old.
pub fn is_stale(action: &ActionNode, today: Date) -> bool {
    let day = action.latest().and_then(|u| u.date.parse::<Date>().ok());
    day.is_some_and(|day| today.days_after(day) > STALE_DAYS) && !is_done(action)
}

fn is_done(action: &ActionNode) -> bool {
    action.rating() == Some("complete") || action.state == "done"
}

/// Whether the last day an action's timescale can mean has passed and it is not said to be done.
pub fn is_overdue(action: &ActionNode, today: Date) -> bool {
    let passed = action.timescale.as_ref().and_then(|t| t.latest).is_some_and(|latest| latest < today);
    passed && !is_done(action)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::days::date;
    use crate::domain::{Draft, fields as f, kind};
    use crate::ledger::{Ledger, Side, moves};
    use crate::record::{Id, Set, Stamp};
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

    fn only(tree: &PlanTree, what: &str) -> bool {
        let query = Query { only: what.to_owned(), ..Query::default() };
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
            assert_eq!((only(&under_way, "due"), only(&under_way, "overdue")), (due, overdue), "{latest}");
            let done = tree(&[("2026-06-01", 20, Some("complete"))], latest);
            assert!(!only(&done, "due") && !only(&done, "overdue"));
        }
    }

    #[test]
    fn an_update_is_stale_after_half_a_year_and_none_is_not_stale() {
        let stale = |day: &str| only(&tree(&[(day, 20, Some("on-track"))], "2027-01-01"), "stale");
        assert!(stale("2025-12-28") && !stale("2025-12-29"));
        assert!(!only(&tree(&[], "2027-01-01"), "stale"));
        assert!(!only(&tree(&[("2020-01-01", 20, Some("complete"))], "2027-01-01"), "stale"));
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
