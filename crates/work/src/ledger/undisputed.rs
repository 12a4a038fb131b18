//! What papers print where two versions wait for a choice: the value of the last plan file.

use super::nodes::ConflictNode;
use super::state::Ledger;
use super::tree::{ActionNode, PlanTree};
use crate::domain::{Plan, kind};
use crate::record::{Field, Id};
use std::collections::BTreeMap;

/// The ledger with every field that has two versions put back to what the last plan file says, where
/// that file has one undisputed value for it. Where it has none, both versions stay.
pub fn undisputed(ledger: &Ledger) -> Ledger {
    let Some(base) = ledger.base() else { return ledger.clone() };
    let issued = |id: Id, name: &str| base.get(id)?.field(name).filter(|field| field.versions().len() == 1).cloned();
    let conflicts = ledger.conflicts().into_iter();
    let former: Vec<(Id, String, Field)> =
        conflicts.filter_map(|(record, name)| Some((record.id, name.to_owned(), issued(record.id, name)?))).collect();
    let mut undisputed = ledger.clone();
    undisputed.change(|records| {
        for (id, name, field) in former {
            records.with(id, |record| record.restore(&name, Some(field)));
        }
    });
    undisputed
}

/// The tree that papers are made from: undisputed, with what waits for a choice still noted on each action.
pub fn tree_to_print(ledger: &Ledger, plan: Id) -> Option<PlanTree> {
    let live = ledger.tree(ledger.live(plan, kind::PLAN).map(Plan)?);
    let waiting: BTreeMap<Id, Vec<ConflictNode>> =
        live.placed_actions().filter(|a| !a.conflicts.is_empty()).map(|a| (a.id, a.conflicts.clone())).collect();
    if ledger.conflicts().is_empty() {
        return Some(live);
    }
    let undisputed = undisputed(ledger);
    let mut tree = undisputed.tree(undisputed.live(plan, kind::PLAN).map(Plan)?);
    let placed = tree.priorities.iter_mut().flat_map(|p| &mut p.aims).flat_map(|a| &mut a.actions);
    for action in placed.chain(&mut tree.unplaced) {
        note(action, &waiting);
    }
    Some(tree)
}

fn note(action: &mut ActionNode, waiting: &BTreeMap<Id, Vec<ConflictNode>>) {
    if let Some(conflicts) = waiting.get(&action.id) {
        action.conflicts.clone_from(conflicts);
    }
}

/// The tree as the last plan file has it; what is new is counted against it.
pub fn tree_as_issued(ledger: &Ledger, plan: Id) -> Option<PlanTree> {
    let issued = Ledger::new(ledger.base()?.clone(), None, ledger.side());
    let plan = issued.live(plan, kind::PLAN).map(Plan)?;
    Some(issued.tree(plan))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::{fields as f, kind};
    use crate::ledger::Side;
    use crate::record::{Record, Set, Stamp};
    use serde_json::json;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    /// An action of the last plan file, and the same action edited by two people who did not see each other.
    fn two_versions() -> (Record, Record) {
        let mut issued = Record::new(id(1), kind::ACTION);
        issued.edit(f::TITLE, json!("Open a hub"), Stamp::new(1, 0, id(9)));
        let (mut one, mut other) = (issued.clone(), issued.clone());
        one.edit(f::TITLE, json!("Open two hubs"), Stamp::new(5, 0, id(7)));
        one.edit(f::SUCCESS, json!("Hubs are open"), Stamp::new(6, 0, id(7)));
        other.edit(f::TITLE, json!("Open three hubs"), Stamp::new(7, 0, id(8)));
        one.join(&other);
        (issued, one)
    }

    #[test]
    fn two_versions_read_as_the_last_plan_file_has_it() {
        let (issued, now) = two_versions();
        let ledger = Ledger::new(Set::from_iter([now]), Some(Set::from_iter([issued])), Side::Office);
        assert_eq!(ledger.conflicts().len(), 1);
        let undisputed = undisputed(&ledger);
        assert!(undisputed.conflicts().is_empty());
        assert_eq!(undisputed.action(id(1)).unwrap().title(), "Open a hub");
        assert_eq!(undisputed.action(id(1)).unwrap().success(), "Hubs are open", "what nobody disputes stays");
        assert_eq!(ledger.conflicts().len(), 1, "the ledger itself is as it was");
    }

    #[test]
    fn what_is_printed_is_settled_and_still_says_what_waits() {
        let (issued, mut now) = two_versions();
        let plan = |r: &mut Record| r.edit(f::PLAN, json!(id(3).to_string()), Stamp::new(2, 0, id(9)));
        plan(&mut now);
        let mut of = Record::new(id(3), kind::PLAN);
        of.edit(f::TITLE, json!("Plan"), Stamp::new(1, 0, id(9)));
        let records = Set::from_iter([now, of.clone()]);
        let ledger = Ledger::new(records, Some(Set::from_iter([issued, of])), Side::Office);
        let tree = tree_to_print(&ledger, id(3)).unwrap();
        let action = tree.unplaced.first().unwrap();
        assert_eq!((action.title.as_str(), action.conflicts.len()), ("Open a hub", 1));
        assert_eq!(tree_as_issued(&ledger, id(3)).unwrap().title, "Plan");
        assert!(tree_to_print(&ledger, id(4)).is_none());
    }

    #[test]
    fn without_a_settled_value_in_the_last_plan_file_both_versions_stay() {
        let (issued, now) = two_versions();
        let first = Ledger::new(Set::from_iter([now.clone()]), None, Side::Office);
        assert_eq!(undisputed(&first).conflicts().len(), 1, "there was no plan file yet");
        let unsure = Ledger::new(Set::from_iter([now.clone()]), Some(Set::from_iter([now.clone()])), Side::Office);
        assert_eq!(undisputed(&unsure).conflicts().len(), 1, "that plan file had both versions too");
        let other = Record::new(id(2), kind::ACTION);
        let unknown = Ledger::new(Set::from_iter([now]), Some(Set::from_iter([other])), Side::Office);
        assert_eq!(undisputed(&unknown).conflicts().len(), 1);
        drop(issued);
    }

    #[test]
    fn a_member_added_by_one_and_removed_by_another_is_as_issued() {
        let owner = format!("{}/{}", f::OWNER, id(5));
        let mut issued = Record::new(id(1), kind::ACTION);
        issued.edit(&owner, json!({ "order": 1 }), Stamp::new(1, 0, id(9)));
        let (mut one, mut other) = (issued.clone(), issued.clone());
        one.edit(&owner, json!(null), Stamp::new(5, 0, id(7)));
        other.edit(&owner, json!({ "order": 2 }), Stamp::new(6, 0, id(8)));
        one.join(&other);
        let ledger = Ledger::new(Set::from_iter([one]), Some(Set::from_iter([issued])), Side::Office);
        assert_eq!(undisputed(&ledger).action(id(1)).unwrap().owners().first().unwrap().order, 1.0);
    }
}
