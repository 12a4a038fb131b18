//! Which actions are due, overdue and stale: one rule for screens and papers. An action counts once, wherever it stands:
//! the number that Today says is the number of actions that the plan then shows, and that the report lists.

use super::tree::{ActionNode, PlanTree};
use crate::days::Date;
use crate::domain::{ActionState, Scale};
use crate::record::Id;
use std::collections::{BTreeMap, BTreeSet};

/// An action is due from so many days before the last day its timescale can mean.
const DUE_DAYS: i64 = 91;

/// Plans are told about twice a year: an update older than this many days has missed a turn.
const STALE_DAYS: i64 = 183;

/// The actions whose last possible day has passed and that are not over.
///
/// ```
#[doc = include_str!("example_plan.txt")]
/// use golden_thread_work::days::date;
/// use golden_thread_work::domain::ActionState;
/// use golden_thread_work::ledger::due::overdue;
///
/// let mut plan = plan(); // with one action, by March 2026
/// assert_eq!(overdue(&plan, date(2026, 3, 31)).len(), 0);
/// assert_eq!(overdue(&plan, date(2026, 4, 1)).len(), 1);
/// plan.unplaced[0].state = Some(ActionState::Stopped);
/// assert_eq!(overdue(&plan, date(2026, 4, 1)).len(), 0, "nobody owes it any more");
/// ```
pub fn overdue(tree: &PlanTree, today: Date) -> BTreeSet<Id> {
    open(tree, |places| latest_day(places).is_some_and(|latest| latest < today))
}

/// The actions whose last possible day is within three months and that are not over.
pub fn due(tree: &PlanTree, today: Date) -> BTreeSet<Id> {
    let soon = |latest: Date| (0..=DUE_DAYS).contains(&latest.days_after(today));
    open(tree, |places| latest_day(places).is_some_and(soon))
}

/// The actions that are not over and whose latest update is more than half a year old. Those without any update are not
/// among them, and what somebody else says is no update of the owner's.
pub fn stale(tree: &PlanTree, today: Date) -> BTreeSet<Id> {
    let theirs = |place: &&ActionNode| place.updates.iter().find(|u| !u.is_outsiders).map(|u| u.date.clone());
    let told = |place: &&ActionNode| theirs(place).and_then(|date| date.parse::<Date>().ok());
    let old = |day: Date| today.days_after(day) > STALE_DAYS;
    open(tree, |places| places.iter().filter_map(told).max().is_some_and(old))
}

/// The actions that nobody owes any more.
pub fn over(tree: &PlanTree) -> BTreeSet<Id> {
    by_action(tree).into_iter().filter(|(_, places)| is_over(&tree.scale, places)).map(|(id, _)| id).collect()
}

/// The actions that are not over and of which this is so, each asked with everywhere that it stands.
fn open(tree: &PlanTree, is_so: impl Fn(&[&ActionNode]) -> bool) -> BTreeSet<Id> {
    let actions = by_action(tree).into_iter();
    actions.filter(|(_, places)| !is_over(&tree.scale, places) && is_so(places)).map(|(id, _)| id).collect()
}

/// Every action with everywhere that it stands.
fn by_action(tree: &PlanTree) -> BTreeMap<Id, Vec<&ActionNode>> {
    let mut actions: BTreeMap<Id, Vec<&ActionNode>> = BTreeMap::new();
    for place in tree.placed_actions() {
        actions.entry(place.id).or_default().push(place);
    }
    actions
}

/// Whether nobody owes an action any more: its state says so, or it is rated complete wherever somebody rated it. One that
/// is complete in one place and not in another is still owed.
pub(super) fn is_over(scale: &Scale, places: &[&ActionNode]) -> bool {
    let state = places.iter().find_map(|place| place.state);
    let mut ratings = places.iter().filter_map(|place| place.rating()).peekable();
    state.is_some_and(ActionState::is_over) || ratings.peek().is_some() && ratings.all(|key| scale.is_complete(key))
}

fn latest_day(places: &[&ActionNode]) -> Option<Date> {
    places.iter().find_map(|place| place.timescale.as_ref()).and_then(|t| t.latest)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::days::date;
    use crate::domain::{Draft, Placement, fields as f, kind};
    use crate::ledger::{Ledger, Side};
    use crate::record::{Set, Stamp};
    use serde_json::json;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    /// A plan with one action, by this state and these ratings: each of an update of March 2025 for one of two places.
    fn tree(state: &str, ratings: [Option<&str>; 2], latest: &str) -> PlanTree {
        let places = [3, 4].map(|aim| Placement { priority: id(2), aim: id(aim) });
        let mut drafts = vec![
            Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"),
            Draft::new(id(2), kind::PRIORITY).with(f::PLAN, id(1).to_string()),
        ];
        let mut action = Draft::new(id(10), kind::ACTION)
            .with(f::PLAN, id(1).to_string())
            .with(f::STATE, state)
            .with(f::TIMESCALE, json!({ "words": latest, "earliest": latest, "latest": latest }));
        for (n, (place, rating)) in places.iter().zip(ratings).enumerate() {
            action.set(format!("{}/{}", f::PLACED, place.name()), n);
            drafts.push(Draft::new(place.aim, kind::AIM).with(format!("{}/{}", f::UNDER, id(2)), n));
            if let Some(rating) = rating {
                let update = Draft::new(id(20 + n as u8), kind::UPDATE)
                    .with(format!("{}/{}", f::COVERS, id(10)), json!({ "rating": rating }))
                    .with(f::PLACEMENT, place.name())
                    .with(f::DATE, "2025-03-01");
                drafts.push(update);
            }
        }
        drafts.push(action);
        let mut set = Set::new();
        for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
            set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(99)));
        }
        let ledger = Ledger::new(set, None, Side::Office);
        let tree = ledger.tree(ledger.plans().next().unwrap());
        assert_eq!(tree.placed_actions().count(), 2);
        tree
    }

    #[test]
    fn what_is_over_is_neither_overdue_nor_due_nor_stale() {
        let today = date(2026, 6, 30);
        for (state, over) in [
            ("", false),
            ("not started", false),
            ("under way", false),
            ("paused", false),
            ("waiting for the landlord", false),
            ("done", true),
            ("stopped", true),
            ("Stopped", true),
            ("superseded", true),
            ("merged", true),
            ("moved", true),
        ] {
            let past = tree(state, [Some("off-track"), None], "2026-06-29");
            assert_eq!(
                (overdue(&past, today).len(), stale(&past, today).len()),
                if over { (0, 0) } else { (1, 1) },
                "{state}"
            );
            assert_eq!(due(&tree(state, [None; 2], "2026-07-01"), today).len(), usize::from(!over), "{state}");
        }
    }

    #[test]
    fn complete_is_complete_wherever_it_was_rated() {
        for (ratings, late) in [
            ([None, None], 1),
            ([Some("complete"), None], 0),
            ([None, Some("complete")], 0),
            ([Some("complete"), Some("complete")], 0),
            ([Some("complete"), Some("at-risk")], 1),
            ([Some("at-risk"), Some("complete")], 1),
        ] {
            let tree = tree("under way", ratings, "2026-06-29");
            assert_eq!(overdue(&tree, date(2026, 6, 30)).len(), late, "{ratings:?}");
            assert_eq!(overdue(&tree, date(2026, 6, 29)).len(), 0, "the last day is no day late");
        }
    }
}
