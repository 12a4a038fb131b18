//! What of the plan is shown.

use crate::domain::Placement;
use crate::ledger::{ActionNode, PlanTree};
use crate::record::Id;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An action at one of its places.
pub(super) type At = (Option<Placement>, Id);

/// The actions that answer the query, each at its place; the whole page goes by it.
pub(super) type Shown = Memo<Arc<BTreeSet<At>>>;

/// What is wrong with actions: which are past their timescale, and which nobody has told anything new about.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wrong {
    pub(super) overdue: BTreeSet<Id>,
    pub(super) stale: BTreeSet<Id>,
}

/// What all branches of the page go by.
#[derive(Clone, Copy)]
pub(super) struct Going {
    /// What is shown.
    pub(super) shown: Shown,
    /// What is wrong.
    pub(super) wrong: Memo<Wrong>,
    /// Whether somebody searches or filters: then everything that is found is unfolded.
    pub(super) asked: Signal<bool>,
    /// The priorities that somebody has folded or unfolded, against what they are at first.
    pub(super) turned: RwSignal<BTreeSet<Id>>,
    /// Whether priorities are folded at first.
    pub(super) folded: Signal<bool>,
}

/// An action at the place where this is.
pub(super) fn at(action: &ActionNode) -> At {
    (action.placement, action.id)
}

/// The actions of a plan that an index has found.
pub(super) fn found(tree: &PlanTree, found: &[bool]) -> BTreeSet<At> {
    tree.placed_actions().zip(found).filter(|(_, found)| **found).map(|(action, _)| at(action)).collect()
}

/// A branch of the plan, and how often it has changed since the page was opened: what has not changed stays on the page.
#[derive(Debug)]
pub(super) struct Branches<T>(Vec<(T, u64)>);

impl<T> Default for Branches<T> {
    fn default() -> Branches<T> {
        Branches(Vec::new())
    }
}

impl<T: PartialEq + Clone> Branches<T> {
    /// The branches as they are now, each with its number.
    pub(super) fn now(&mut self, now: &[T], id: impl Fn(&T) -> Id) -> Vec<(T, u64)> {
        let next = |branch: &T| {
            let former = self.0.iter().find(|(former, _)| id(former) == id(branch));
            let number = former.map_or(0, |(former, number)| if former == branch { *number } else { number + 1 });
            (branch.clone(), number)
        };
        self.0 = now.iter().map(next).collect();
        self.0.clone()
    }
}
