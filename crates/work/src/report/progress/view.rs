//! The plan while a progress report is made from it: what several sections ask.

use crate::days::Date;
use crate::domain::{Colour, Rating, Shape};
use crate::ledger::due::overdue;
use crate::ledger::risks::RiskLine;
use crate::ledger::{ActionNode, Closed, PlanTree, UpdateNode};
use crate::record::Id;
use crate::report::Inline;
use crate::words::{day, fill, say};
use std::collections::{BTreeMap, BTreeSet};

/// What a progress report needs beside the plan.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The day the figures are as at; what is overdue goes by it. Without it, the day of preparing; without
    /// that, the day of the latest update.
    pub as_at: Option<Date>,
    /// The day the paper is prepared.
    pub prepared: Option<Date>,
    /// The number of the plan file it is prepared from.
    pub issue: Option<u64>,
    /// The plan as the last plan file has it: what is printed where two versions wait for a choice, and
    /// what updates are new.
    pub last_issue: Option<&'a PlanTree>,
    /// The day of the last report: updates after it are counted as new. Without it, those that are not in
    /// the last plan file are.
    pub last_report: Option<Date>,
    /// The open risks of the plan, in the order in which they are printed.
    pub risks: &'a [RiskLine],
}

/// The plan while a paper is made from it: what several sections ask.
pub(super) struct View<'a> {
    pub tree: &'a PlanTree,
    pub options: Options<'a>,
    pub as_at: Option<Date>,
    pub overdue: BTreeSet<Id>,
    /// Every action once, in printed order, with all the places where it stands.
    pub actions: Vec<Standing<'a>>,
    /// Columns and sections with nothing in them in the whole paper are left out.
    pub owned: bool,
    pub timed: bool,
    pub rated: bool,
    pub updated: bool,
}

/// One action with its places.
pub(super) struct Standing<'a> {
    /// Where it stands first.
    pub first: &'a ActionNode,
    /// Everywhere it stands.
    pub places: Vec<&'a ActionNode>,
}

impl<'a> View<'a> {
    pub fn new(tree: &'a PlanTree, options: Options<'a>) -> View<'a> {
        let latest =
            || tree.placed_actions().flat_map(|a| &a.updates).filter_map(|u| u.date.parse::<Date>().ok()).max();
        let any = |test: &dyn Fn(&ActionNode) -> bool| tree.placed_actions().any(test);
        let as_at = options.as_at.or(options.prepared).or_else(latest);
        View {
            tree,
            options,
            as_at,
            overdue: as_at.map(|day| overdue(tree, day)).unwrap_or_default(),
            actions: standings(tree.placed_actions()),
            owned: any(&|a| !a.owners.is_empty()),
            timed: any(&|a| a.timescale.as_ref().is_some_and(|t| !t.words.trim().is_empty())),
            rated: any(&|a| a.updates.iter().any(|u| u.rating.is_some())),
            updated: any(&|a| !a.updates.is_empty()),
        }
    }

    pub fn meta(&self) -> Vec<(String, String)> {
        let file = self.options.issue.map(|n| fill("report.meta.planFile", &[("number", &n)]));
        let facts = [
            ("report.meta.period", Some(self.tree.period.clone())),
            ("report.meta.publisher", Some(self.tree.publisher.clone())),
            ("report.meta.asAt", self.as_at.map(day)),
            ("report.meta.prepared", self.options.prepared.map(day)),
            ("report.meta.issue", file),
        ];
        let given = facts.into_iter().filter_map(|(key, value)| Some((say(key), value?)));
        given.filter(|(_, value)| !value.trim().is_empty()).collect()
    }

    /// A rating by its key. One that the plan's scale does not have keeps its key as its word.
    pub fn rating(&self, key: &str) -> Rating {
        self.tree.scale.get(key).cloned().unwrap_or_else(|| Rating {
            key: key.to_owned(),
            name: key.to_owned(),
            meaning: String::new(),
            shape: Shape::Diamond,
            colour: Colour::Grey,
            is_complete: false,
        })
    }

    pub fn rating_inline(&self, key: Option<&str>) -> Inline {
        key.map_or(Inline::NotKnown, |key| Inline::Rating(self.rating(key)))
    }

    /// How many of these actions have each rating, in the scale's order; then how many are over, and last of how many it is not
    /// known.
    pub fn counts(&self, actions: &[Standing<'_>]) -> Vec<(Option<Rating>, usize)> {
        let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        for action in actions {
            *counts.entry(action.counted_as()).or_insert(0) += 1;
        }
        let unknown = counts.remove(&None).unwrap_or(0);
        let closed =
            Closed::ALL.map(|closed| (Some(closed.as_rating()), counts.remove(&Some(closed.key())).unwrap_or(0)));
        let mut all: Vec<(Option<Rating>, usize)> = Vec::new();
        for rating in &self.tree.scale.0 {
            all.push((Some(rating.clone()), counts.remove(&Some(rating.key.as_str())).unwrap_or(0)));
        }
        for (key, count) in counts {
            all.push((key.map(|k| self.rating(k)), count));
        }
        all.extend(closed);
        all.push((None, unknown));
        all
    }

    /// Whether an action was overdue on the day of the figures.
    pub fn is_overdue(&self, action: &ActionNode) -> bool {
        self.overdue.contains(&action.id)
    }
}

impl<'a> Standing<'a> {
    /// Its rating: the first place's that has one.
    pub fn rating(&self) -> Option<&'a str> {
        self.places.iter().find_map(|a| a.rating())
    }

    /// Under which key it is counted, see [`ActionNode::counted_as`].
    pub fn counted_as(&self) -> Option<&'a str> {
        self.first.closed().map(Closed::key).or_else(|| self.rating())
    }

    pub fn has_update(&self) -> bool {
        self.places.iter().any(|a| !a.updates.is_empty())
    }

    /// What the paper prints about it, each update once.
    pub fn printed(&self) -> Vec<&'a UpdateNode> {
        let mut seen: BTreeSet<Id> = BTreeSet::new();
        let printed = self.places.iter().flat_map(|a| a.printed_updates());
        printed.filter(|u| seen.insert(u.id)).collect()
    }
}

/// Every action once, in the order given.
pub(super) fn standings<'a>(actions: impl Iterator<Item = &'a ActionNode>) -> Vec<Standing<'a>> {
    let mut at: BTreeMap<Id, usize> = BTreeMap::new();
    let mut all: Vec<Standing<'a>> = Vec::new();
    for action in actions {
        let known = at.get(&action.id).and_then(|i| all.get_mut(*i));
        match known {
            Some(standing) => standing.places.push(action),
            None => {
                at.insert(action.id, all.len());
                all.push(Standing { first: action, places: vec![action] });
            }
        }
    }
    all
}

/// An action's number and title.
pub(super) fn label(action: &ActionNode) -> String {
    format!("{} {}", action.number.trim(), action.title.trim()).trim().to_owned()
}

/// A priority's number and title.
pub(super) fn priority_label(number: &str, title: &str) -> String {
    match number.trim() {
        "" => title.to_owned(),
        number => fill("report.priorityTitle", &[("number", &number), ("title", &title)]),
    }
}

/// The names of an action's owners.
pub(super) fn owners(action: &ActionNode) -> String {
    let name = |o: &crate::ledger::OwnerName| if o.name.is_empty() { o.printed.clone() } else { o.name.clone() };
    action.owners.iter().map(name).filter(|n| !n.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A rating's word within a sentence.
pub(super) fn lower(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}
