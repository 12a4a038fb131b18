//! The help that is asked for in what is printed, and whom it waits for.

use super::nodes::UpdateNode;
use super::state::Ledger;
use super::tree::{ActionNode, PlanTree};
use crate::record::Id;
use std::collections::BTreeSet;

/// Help that somebody asks for on an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpAsked {
    /// The update that asks.
    pub update: Id,
    /// The action.
    pub action: Id,
    /// The action's title.
    pub title: String,
    /// What is asked for.
    pub words: String,
    /// Which organisation, or else who, asks; or empty.
    pub who: String,
}

/// The help that is asked for in what is printed of a plan and that no owner has answered, each update once.
pub(super) fn open<'a>(ledger: &Ledger, tree: &'a PlanTree) -> Vec<(&'a ActionNode, &'a UpdateNode)> {
    let mut seen = BTreeSet::new();
    let printed = tree.placed_actions().flat_map(|a| a.printed_updates().into_iter().map(move |u| (a, u)));
    let asks = |a: &ActionNode, u: &UpdateNode| !u.help_needed.trim().is_empty() && !is_answered(ledger, a, u, None);
    printed.filter(|(a, u)| asks(a, u) && seen.insert(u.id)).collect()
}

/// Whether the office, somebody of an organisation that owns or supports the action, or this writer has answered.
fn is_answered(ledger: &Ledger, action: &ActionNode, update: &UpdateNode, me: Option<Id>) -> bool {
    let answerer = ledger.update(update.id).and_then(|of| ledger.answerer(of, action.id));
    answerer.is_some_and(|(who, is_owners)| is_owners || Some(who) == me)
}

/// The help that others ask for on what an organisation owns and that it has not answered yet: it may, before that reaches a
/// paper. `me` is the writer who is reminded; their own answer may be on its way still.
///
/// ```
/// use golden_thread_work::domain::{Draft, fields as f, kind};
/// use golden_thread_work::ledger::help::{asked_of, asked_of_all};
/// use golden_thread_work::ledger::{Ledger, Side};
/// use golden_thread_work::record::{Clock, Id, Set};
///
/// let id = |n: u8| Id::from_bytes([n; 16]);
/// let (owner, other) = (id(3), id(4));
/// let drafts = [
///     Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"),
///     Draft::new(id(2), kind::ACTION).with(f::PLAN, id(1).to_string()).with(f::TITLE, "Walks")
///         .with(format!("{}/{owner}", f::OWNER), serde_json::json!({ "order": 1 })),
///     Draft::new(id(5), kind::UPDATE).with(format!("{}/{}", f::COVERS, id(2)), serde_json::json!({ "rating": null }))
///         .with(f::ORGANISATION, other.to_string()).with(f::HELP_NEEDED, "A hall"),
/// ];
/// let (mut records, mut clock) = (Set::new(), Clock::new(id(9)));
/// drafts.iter().flat_map(Draft::edits).for_each(|edit| drop(records.edit(&edit, clock.next(1_000))));
/// let ledger = Ledger::new(records, None, Side::Office);
/// let tree = ledger.tree(ledger.plans().next().unwrap());
/// assert_eq!(asked_of(&ledger, &tree, owner, None)[0].words, "A hall");
/// assert_eq!(asked_of(&ledger, &tree, other, None), [], "who asks is not reminded");
/// assert_eq!(asked_of_all(&ledger, &tree), asked_of(&ledger, &tree, owner, None));
/// ```
pub fn asked_of(ledger: &Ledger, tree: &PlanTree, organisation: Id, me: Option<Id>) -> Vec<HelpAsked> {
    let is_theirs = |id: Id| ledger.stands_for(id) == ledger.stands_for(organisation);
    let theirs = |(action, update): &(&ActionNode, &UpdateNode)| {
        action.owners.iter().any(|owner| is_theirs(owner.id))
            && !update.organisation.as_ref().is_some_and(|(id, _)| is_theirs(*id))
            && !is_answered(ledger, action, update, me)
    };
    open(ledger, tree).into_iter().filter(theirs).map(one).collect()
}

/// All the help that is asked for in what is printed of a plan and that no owner has answered, for the office: what nobody
/// answers may be a barrier.
pub fn asked_of_all(ledger: &Ledger, tree: &PlanTree) -> Vec<HelpAsked> {
    open(ledger, tree).into_iter().map(one).collect()
}

fn one((action, update): (&ActionNode, &UpdateNode)) -> HelpAsked {
    HelpAsked {
        update: update.id,
        action: action.id,
        title: action.title.clone(),
        words: update.help_needed.trim().to_owned(),
        who: update.organisation.as_ref().map_or_else(|| update.author.clone(), |(_, name)| name.clone()),
    }
}
