//! Search as you type over everything: plain words, all of which must occur.

use super::tree::{ActionNode, PlanTree};

/// What is asked of the list of actions; empty members ask nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words that must all occur, in any order and case, in what is shown about the action.
    pub words: String,
    /// An owner's id.
    pub owner: String,
    /// A rating's key, or `none` for not known.
    pub rating: String,
    /// `overdue`, `noUpdate` or `twoVersions`.
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
    pub fn find(&self, tree: &PlanTree, query: &Query, today: crate::days::Date) -> Vec<bool> {
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

fn matches(action: &ActionNode, query: &Query, today: crate::days::Date) -> bool {
    let owner = query.owner.is_empty() || action.owners.iter().any(|o| o.id.to_string() == query.owner);
    let rating = query.rating.is_empty() || action.rating().unwrap_or("none") == query.rating;
    let only = match query.only.as_str() {
        "overdue" => is_overdue(action, today),
        "noUpdate" => action.updates.is_empty(),
        "twoVersions" => !action.conflicts.is_empty(),
        _ => true,
    };
    owner && rating && only
}

/// Whether the last day an action's timescale can mean has passed and it is not said to be done.
pub fn is_overdue(action: &ActionNode, today: crate::days::Date) -> bool {
    let passed = action.timescale.as_ref().and_then(|t| t.latest).is_some_and(|latest| latest < today);
    passed && action.rating() != Some("complete") && action.state != "done"
}
