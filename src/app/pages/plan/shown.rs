//! What of the plan is shown.

use crate::app::components::{Page, live};
use crate::app::context::App;
use crate::app::pages::NoPlan;
use crate::days::Date;
use crate::domain::Placement;
use crate::ledger::search::{Index, Query};
use crate::ledger::{ActionNode, PlanTree};
use crate::platform::time;
use crate::record::Id;
use crate::words::say;
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
    /// Whether what has nothing to show is hidden.
    pub(super) narrowed: Signal<bool>,
    /// The priorities that somebody has folded or unfolded, against what they are at first.
    pub(super) turned: RwSignal<BTreeSet<Id>>,
    /// Whether priorities are folded at first.
    pub(super) folded: Signal<bool>,
}

/// What every way of seeing the plan goes by.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    /// The plan.
    pub(super) tree: Memo<Arc<PlanTree>>,
    /// What is asked of it.
    pub(super) query: Memo<Query>,
    /// What answers.
    pub(super) shown: Shown,
    /// The day that it is.
    pub(super) today: Date,
}

impl Looking {
    /// Looks at the plan that is open, which was this at first.
    pub(super) fn new(app: App, first: Arc<PlanTree>) -> Looking {
        let today = time::today();
        let tree = Memo::new(move |before: Option<&Arc<PlanTree>>| {
            app.tree.get().or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        });
        let query = Memo::new(move |_| app.route.with(|route| route.query().cloned()).unwrap_or_default());
        let index = Memo::new_with_compare(move |_| tree.with(|tree| Arc::new(Index::new(tree))), |_, _| true);
        let shown: Shown = Memo::new(move |_| {
            let (index, query) = (index.get(), query.get());
            tree.with(|tree| Arc::new(found(tree, &index.find(tree, &query, today))))
        });
        Looking { tree, query, shown, today }
    }

    /// Whether the plan has actions, and none of them answers.
    pub(super) fn finds_nothing(self) -> bool {
        self.shown.with(|shown| shown.is_empty()) && self.query.with(|query| !query.is_empty())
    }
}

/// The page of the plan that is open; another plan, or another scale, is another page. Whatever changes in this one, what has not
/// changed stays where it is.
pub(super) fn of_plan(app: App, show: fn(Arc<PlanTree>) -> AnyView) -> AnyView {
    let which = Memo::new(move |_| {
        app.tree.with(|tree| tree.as_ref().map(|tree| (tree.id, tree.title.clone(), tree.scale.clone())))
    });
    live(move || {
        which.get();
        match app.tree.get_untracked() {
            Some(tree) => show(tree),
            None => view! {
                <Page title=say("plan.title")>
                    <NoPlan office=app.is_office()/>
                </Page>
            }
            .into_any(),
        }
    })
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
    pub(super) fn now<K: PartialEq>(&mut self, now: &[T], id: impl Fn(&T) -> K) -> Vec<(T, u64)> {
        let next = |branch: &T| {
            let former = self.0.iter().find(|(former, _)| id(former) == id(branch));
            let number = former.map_or(0, |(former, number)| if former == branch { *number } else { number + 1 });
            (branch.clone(), number)
        };
        self.0 = now.iter().map(next).collect();
        self.0.clone()
    }
}
