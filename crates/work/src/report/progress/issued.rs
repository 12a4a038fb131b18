//! Where two versions of a fact wait for a choice, a paper prints what the last plan file says.

use crate::domain::fields as f;
use crate::ledger::{ActionNode, PlanTree};
use crate::record::Id;
use std::collections::BTreeMap;

/// The tree with the last plan file's values in the fields that have two versions. Which fields these
/// are stays noted on each action.
pub(super) fn as_issued(tree: &PlanTree, last: Option<&PlanTree>) -> PlanTree {
    let mut tree = tree.clone();
    let Some(last) = last else { return tree };
    let issued: BTreeMap<Id, &ActionNode> = last.placed_actions().map(|a| (a.id, a)).collect();
    let placed = tree.priorities.iter_mut().flat_map(|p| &mut p.aims).flat_map(|a| &mut a.actions);
    for action in placed.chain(&mut tree.unplaced) {
        if let Some(before) = issued.get(&action.id) {
            restore(action, before);
        }
    }
    tree
}

fn restore(action: &mut ActionNode, before: &ActionNode) {
    for field in action.conflicts.iter().map(|c| c.field.clone()).collect::<Vec<_>>() {
        let (list, member) = field.split_once('/').unwrap_or((&field, ""));
        match list {
            f::TITLE => action.title.clone_from(&before.title),
            f::NUMBER => action.number.clone_from(&before.number),
            f::TIMESCALE => action.timescale.clone_from(&before.timescale),
            f::SUCCESS => action.success.clone_from(&before.success),
            f::STATE => {
                action.state = before.state;
                action.ending.clone_from(&before.ending);
            }
            f::OWNER => restore_owner(action, before, member),
            // Where an action stands is not taken back: it would then stand nowhere in this tree.
            _ => {}
        }
    }
}

fn restore_owner(action: &mut ActionNode, before: &ActionNode, member: &str) {
    let Ok(id) = member.parse::<Id>() else { return };
    let was = before.owners.iter().position(|o| o.id == id);
    action.owners.retain(|o| o.id != id);
    if let Some((at, owner)) = was.and_then(|at| Some((at, before.owners.get(at)?))) {
        action.owners.insert(at.min(action.owners.len()), owner.clone());
    }
}
