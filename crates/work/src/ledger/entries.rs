//! The actions of a plan one by one, each once wherever it stands: what is wrong with it, and by what they are grouped.

use super::due::{over, overdue, stale};
use super::nodes::OwnerName;
use super::tree::{ActionNode, AimNode, PlanTree, PriorityNode};
use crate::days::Date;
use crate::domain::{ActionState, fields as f, kind, kinds};
use crate::record::Id;
use crate::words::{fill, say};
use std::collections::BTreeMap;

/// An action of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The action's id.
    pub id: Id,
    /// Its number as printed, or empty.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Where it stands, in the plan's order; nothing for one that stands under no aim.
    pub places: Vec<Place>,
    /// Its owners in order.
    pub owners: Vec<OwnerName>,
    /// The last day that its timescale can mean.
    pub latest: Option<Date>,
    /// Its state, where it says one that is known.
    pub state: Option<ActionState>,
    /// The rating of what was said last and may set it, wherever that was; `None` is not known.
    pub rating: Option<String>,
    /// The day of what was said last, `YYYY-MM-DD`, or empty.
    pub said: String,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
}

/// One of the places of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The priority.
    pub priority: Id,
    /// The priority as people call it.
    pub above: String,
    /// The aim as people call it.
    pub aim: String,
    /// Whether it was asked for here.
    pub is_asked: bool,
}

/// What can be wrong with an action that is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// Its last possible day has passed.
    Overdue,
    /// Nobody has told anything new about it for half a year.
    Stale,
    /// Nobody owns it.
    NoOwner,
    /// How it goes is not known.
    NoRating,
}

impl Flaw {
    /// All of them, the worst first.
    pub const ALL: [Flaw; 4] = [Flaw::Overdue, Flaw::Stale, Flaw::NoOwner, Flaw::NoRating];

    fn name(self) -> &'static str {
        match self {
            Flaw::Overdue => "overdue",
            Flaw::Stale => "stale",
            Flaw::NoOwner => "noOwner",
            Flaw::NoRating => "noRating",
        }
    }

    /// What people call it.
    pub fn words(self) -> String {
        say(&format!("plan.flaw.{}", self.name()))
    }
}

/// A priority as people call it.
pub fn called(priority: &PriorityNode) -> String {
    match priority.number.is_empty() {
        true => priority.title.clone(),
        false => fill("plan.priority", &[("number", &priority.number), ("title", &priority.title)]),
    }
}

/// The actions of a plan that are asked for at one of their places at least, in the order of their first.
///
/// ```
#[doc = include_str!("example_plan.txt")]
/// use golden_thread_work::days::date;
/// use golden_thread_work::ledger::entries::{Flaw, entries};
///
/// let plan = plan(); // with one action, "Walks", by March 2026, that nobody owns or has rated
/// let all = entries(&plan, date(2026, 4, 1), |_| true);
/// assert_eq!(all[0].flaws, [Flaw::Overdue, Flaw::NoOwner, Flaw::NoRating]);
/// ```
pub fn entries(tree: &PlanTree, today: Date, is_asked: impl Fn(&ActionNode) -> bool) -> Vec<Entry> {
    let (overdue, stale, over) = (overdue(tree, today), stale(tree, today), over(tree));
    let mut at: BTreeMap<Id, usize> = BTreeMap::new();
    let mut rated_on: BTreeMap<Id, String> = BTreeMap::new();
    let mut all: Vec<Entry> = Vec::new();
    let mut take = |above: Option<(&PriorityNode, &AimNode)>, action: &ActionNode| {
        let asked = is_asked(action);
        let place = above.map(|(priority, aim)| Place {
            priority: priority.id,
            above: called(priority),
            aim: format!("{} {}", aim.number, aim.statement).trim().to_owned(),
            is_asked: asked,
        });
        let known = at.get(&action.id).and_then(|at| all.get_mut(*at));
        if let Some(entry) = known {
            let said = action.latest().map(|u| u.date.as_str()).unwrap_or_default();
            if said > entry.said.as_str() {
                said.clone_into(&mut entry.said);
            }
            let rated = rated_on.entry(action.id).or_default();
            if action.rated_on() > rated.as_str() || (entry.rating.is_none() && action.rated_on() == rated.as_str()) {
                entry.rating = action.rating().map(str::to_owned);
                action.rated_on().clone_into(rated);
            }
            entry.places.extend(place);
            return;
        }
        at.insert(action.id, all.len());
        rated_on.insert(action.id, action.rated_on().to_owned());
        all.push(Entry {
            id: action.id,
            number: action.number.clone(),
            title: action.title.clone(),
            places: place.into_iter().collect(),
            owners: action.owners.clone(),
            latest: action.timescale.as_ref().and_then(|t| t.latest),
            state: action.state,
            rating: action.rating().map(str::to_owned),
            said: action.latest().map(|u| u.date.clone()).unwrap_or_default(),
            flaws: Vec::new(),
        });
    };
    for priority in &tree.priorities {
        for aim in &priority.aims {
            for action in &aim.actions {
                take(Some((priority, aim)), action);
            }
        }
    }
    for action in &tree.unplaced {
        take(None, action);
    }
    let asked: std::collections::BTreeSet<Id> =
        tree.placed_actions().filter(|action| is_asked(action)).map(|action| action.id).collect();
    all.retain(|entry| asked.contains(&entry.id));
    for entry in all.iter_mut().filter(|entry| !over.contains(&entry.id)) {
        let is_so = |flaw: &Flaw| match flaw {
            Flaw::Overdue => overdue.contains(&entry.id),
            Flaw::Stale => stale.contains(&entry.id),
            Flaw::NoOwner => entry.owners.is_empty(),
            Flaw::NoRating => entry.rating.is_none(),
        };
        entry.flaws = Flaw::ALL.into_iter().filter(is_so).collect();
    }
    all
}

/// By what actions are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By who owns them; one with several owners stands with each.
    Owner,
    /// By the priorities that they stand under.
    Priority,
    /// By the month in which they are due at the latest.
    Month,
    /// By their rating.
    Rating,
    /// By their state.
    State,
}

impl By {
    /// All of them.
    pub const ALL: [By; 5] = [By::Owner, By::Priority, By::Month, By::Rating, By::State];

    /// Its name in addresses and in keys of sentences (`plan.groupBy`).
    pub fn name(self) -> &'static str {
        match self {
            By::Owner => "owner",
            By::Priority => "priority",
            By::Month => "month",
            By::Rating => "rating",
            By::State => "state",
        }
    }

    /// The one of this name.
    pub fn read(name: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.name() == name)
    }
}

/// Actions that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What tells it from the others; empty for those of which it is not known.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// Its actions, by their places among the entries.
    pub entries: Vec<usize>,
}

impl Group {
    /// How many of its actions have each flaw that any has, the worst first.
    pub fn flaws(&self, all: &[Entry]) -> Vec<(Flaw, usize)> {
        let here = || self.entries.iter().filter_map(|at| all.get(*at));
        let counted = Flaw::ALL.into_iter().map(|flaw| (flaw, here().filter(|e| e.flaws.contains(&flaw)).count()));
        counted.filter(|(_, count)| *count > 0).collect()
    }
}

/// The groups of these actions, those of which it is not known first; within a group they keep their order.
pub fn groups(tree: &PlanTree, all: &[Entry], by: By) -> Vec<Group> {
    let mut found: BTreeMap<(usize, String, String), Group> = BTreeMap::new();
    for (at, entry) in all.iter().enumerate() {
        for (place, key, title) in belongs(tree, entry, by) {
            // What people call it decides the order only where nothing else does.
            let order = (place, title.to_lowercase(), key.clone());
            let group = found.entry(order).or_insert_with(|| Group { key, title, entries: Vec::new() });
            if group.entries.last() != Some(&at) {
                group.entries.push(at);
            }
        }
    }
    found.into_values().collect()
}

/// The groups that an action belongs to: the place of each, what tells it from the others, and what it is called.
fn belongs(tree: &PlanTree, entry: &Entry, by: By) -> Vec<(usize, String, String)> {
    let none = || vec![(0, String::new(), say(&format!("plan.unknown.{}", by.name())))];
    let one = |place: usize, key: String, title: String| vec![(place + 1, key, title)];
    match by {
        By::Owner if entry.owners.is_empty() => none(),
        By::Owner => entry.owners.iter().map(|o| (1, o.id.to_string(), o.name.clone())).collect(),
        By::Priority if entry.places.is_empty() => none(),
        By::Priority => {
            let place = |id: Id| tree.priorities.iter().position(|p| p.id == id).unwrap_or_default();
            let asked = entry.places.iter().filter(|p| p.is_asked);
            asked.map(|p| (place(p.priority) + 1, p.priority.to_string(), p.above.clone())).collect()
        }
        By::Month => entry.latest.map_or_else(none, |day| {
            let months = usize::try_from(i64::from(day.year()) * 12 + i64::from(day.month())).unwrap_or_default();
            let name = say(&format!("date.month.m{}", day.month()));
            let title = fill("plan.month", &[("month", &name), ("year", &day.year())]);
            one(months, format!("{:04}-{:02}", day.year(), day.month()), title)
        }),
        By::Rating => entry.rating.as_ref().map_or_else(none, |key| {
            let place = tree.scale.0.iter().position(|r| r.key == *key).unwrap_or(tree.scale.0.len());
            let name = tree.scale.get(key).map_or_else(|| key.clone(), |rating| rating.name.clone());
            one(place, key.clone(), name)
        }),
        By::State => entry.state.map_or_else(none, |state| {
            let place = ActionState::NAMES.iter().position(|name| *name == state.name()).unwrap_or_default();
            let name = kinds::field(kind::ACTION, f::STATE).map(|field| field.choice(state.name()));
            one(place, state.name().to_owned(), name.unwrap_or_default())
        }),
    }
}
