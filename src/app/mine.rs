//! What is mine: actions my organisation owns or supports, and those I follow, without those I unticked.

use crate::ledger::{ActionNode, Ledger, PlanTree};
use crate::record::Id;
use crate::store::rows::About;
use std::collections::BTreeSet;

/// Whether an action is mine.
pub fn is_mine(ledger: &Ledger, about: &About, action: Id) -> bool {
    let text = action.to_string();
    if about.followed.contains(&text) {
        return true;
    }
    if about.not_mine.contains(&text) {
        return false;
    }
    let Some(organisation) = about.organisation.as_ref().and_then(|o| o.parse::<Id>().ok()) else { return false };
    // An organisation that was made one with another speaks as that one.
    let organisation = ledger.stands_for(organisation);
    let Some(action) = ledger.action(action) else { return false };
    action.owners().iter().chain(&action.support()).any(|o| o.organisation == organisation)
}

/// My actions, each once, in the plan's order.
pub fn mine<'a>(ledger: &Ledger, about: &About, tree: &'a PlanTree) -> Vec<&'a ActionNode> {
    let mut seen = BTreeSet::new();
    tree.placed_actions().filter(|a| seen.insert(a.id) && is_mine(ledger, about, a.id)).collect()
}

/// The same about-row with an action ticked or unticked as mine.
pub fn tick(about: &About, action: Id, mine: bool) -> About {
    let text = action.to_string();
    let mut about = about.clone();
    about.followed.retain(|a| *a != text);
    about.not_mine.retain(|a| *a != text);
    if mine {
        about.followed.push(text)
    } else {
        about.not_mine.push(text)
    }
    about
}
