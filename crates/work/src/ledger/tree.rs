//! A plan as a tree of plain data: priorities, aims, actions with their updates. What the Plan screen
//! and every paper are made from.

use super::approved::{Since, all_since};
use super::closed::Closed;
use super::measures::MeasureNode;
use super::nodes::{ConflictNode, Ending, OwnerName, UpdateNode};
use super::state::{Ledger, Side, Standing};
use super::written;
use crate::domain::{
    Action, ActionState, Aim, Placement, Plan, Priority, Scale, Theme, Timescale, Update, fields as f, kind,
};
use crate::record::Id;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A plan with everything under it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanTree {
    /// The plan's id.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Its vision, or empty.
    pub vision: String,
    /// Its period in words, or empty.
    pub period: String,
    /// Who publishes it, or empty.
    pub publisher: String,
    /// Its rating scale.
    pub scale: Scale,
    /// Lines of background.
    pub background: Vec<String>,
    /// Its priorities in order.
    pub priorities: Vec<PriorityNode>,
    /// Actions that stand under no aim.
    pub unplaced: Vec<ActionNode>,
    /// The measures of the plan, its priorities, actions and themes, each once.
    pub measures: Vec<MeasureNode>,
}

/// A priority with its aims.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct PriorityNode {
    pub id: Id,
    pub number: String,
    pub title: String,
    pub headline_progress: String,
    pub headline_further: String,
    /// The day that both are as at, `YYYY-MM-DD`, or empty.
    pub headlines_on: String,
    pub aims: Vec<AimNode>,
    /// As of an action.
    pub since: Vec<Since>,
}

/// An aim, as it stands under one priority.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct AimNode {
    pub id: Id,
    pub number: String,
    pub statement: String,
    pub actions: Vec<ActionNode>,
    /// As of an action.
    pub since: Vec<Since>,
}

/// An action, as it stands in one placement.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionNode {
    /// The action's id.
    pub id: Id,
    /// Where this is, if it is placed.
    pub placement: Option<Placement>,
    /// Its number as printed, or empty.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its owners in order.
    pub owners: Vec<OwnerName>,
    /// Its timescale.
    pub timescale: Option<Timescale>,
    /// What success looks like, or empty.
    pub success: String,
    /// The themes that it is about, by their names.
    pub themes: Vec<(Id, String)>,
    /// Everything that people wrote in it and in its updates here, and who owns and supports it: what is searched.
    pub words: String,
    /// Its state, where it says one that is known and that the office has accepted.
    pub state: Option<ActionState>,
    /// The state that this person proposes and the office has not accepted yet.
    pub proposed: Option<ActionState>,
    /// What is said of its being over, where it is.
    pub ending: Option<Ending>,
    /// What it said when its plan was approved, where it says something else since; or that it was added since.
    pub since: Vec<Since>,
    /// Used updates that speak for this placement, newest first.
    pub updates: Vec<UpdateNode>,
    /// Fields in which two versions wait for a choice.
    pub conflicts: Vec<ConflictNode>,
}

impl ActionNode {
    /// The latest used update.
    pub fn latest(&self) -> Option<&UpdateNode> {
        self.updates.first()
    }

    /// The updates whose rating is the action's, newest first: all but those of somebody else that the office does not let set
    /// it. This is the one place where that is asked.
    fn rated(&self) -> impl Iterator<Item = &UpdateNode> {
        self.updates.iter().filter(|update| update.counts)
    }

    /// The rating of the latest update that may set it; `None` is "not known", never green.
    pub fn rating(&self) -> Option<&str> {
        self.rated().next().and_then(|u| u.rating.as_deref())
    }

    /// How it came to be over, where the office has accepted that it is.
    pub fn closed(&self) -> Option<Closed> {
        self.state.and_then(Closed::of)
    }

    /// Under which key it is counted: its rating's or, where it is over, that of [`Closed`]; `None` is not known.
    pub fn counted_as(&self) -> Option<&str> {
        self.closed().map(Closed::key).or_else(|| self.rating())
    }

    /// The day of the update whose rating is the action's, or empty.
    pub(super) fn rated_on(&self) -> &str {
        self.rated().next().map_or("", |update| update.date.as_str())
    }

    /// The rating of the update before where the latest one moved it, for the direction. Only between two updates of
    /// one organisation: two that speak at once are no movement.
    pub fn moved_from(&self) -> Option<&str> {
        let mut rated = self.rated();
        let (latest, before) = (rated.next()?, rated.next()?);
        let speaker = |u: &UpdateNode| u.organisation.as_ref().map(|(id, _)| *id);
        let moved = latest.rating.is_some() && latest.rating != before.rating;
        let rating = before.rating.as_deref().filter(|_| moved)?;
        (speaker(latest) == speaker(before) && before.date < latest.date).then_some(rating)
    }

    /// The updates a paper prints: the latest used one of each organisation.
    pub fn printed_updates(&self) -> Vec<&UpdateNode> {
        let mut printed: Vec<&UpdateNode> = Vec::new();
        for update in &self.updates {
            let speaker = update.organisation.as_ref().map(|(id, _)| *id);
            let said = |known: &&UpdateNode| known.organisation.as_ref().map(|(id, _)| *id) == speaker;
            if !printed.iter().any(said) {
                printed.push(update);
            }
        }
        printed
    }
}

/// How many actions, each counted once, became better and how many worse with their latest update. What was stopped became
/// neither.
pub fn moves<'a>(scale: &Scale, actions: impl Iterator<Item = &'a ActionNode>) -> (usize, usize) {
    let mut seen = BTreeSet::new();
    let (mut better, mut worse) = (0, 0);
    for action in actions.filter(|a| a.closed() != Some(Closed::Stopped) && seen.insert(a.id)) {
        if let (Some(now), Some(then)) = (action.rating(), action.moved_from()) {
            better += usize::from(scale.rank(now) < scale.rank(then));
            worse += usize::from(scale.rank(now) > scale.rank(then));
        }
    }
    (better, worse)
}

impl PlanTree {
    /// Every action once per placement, in printed order, then the unplaced ones.
    pub fn placed_actions(&self) -> impl Iterator<Item = &ActionNode> {
        let placed = self.priorities.iter().flat_map(|p| &p.aims).flat_map(|a| &a.actions);
        placed.chain(&self.unplaced)
    }

    /// How many distinct aims.
    pub fn aim_count(&self) -> usize {
        let aims = self.priorities.iter().flat_map(|p| p.aims.iter().map(|a| a.id));
        aims.collect::<BTreeSet<_>>().len()
    }

    /// How many distinct actions.
    pub fn action_count(&self) -> usize {
        self.placed_actions().map(|a| a.id).collect::<BTreeSet<_>>().len()
    }
}

impl PriorityNode {
    /// How many distinct actions, of those of which this is so, are counted under each key: a rating's, or that of how an action
    /// came to be over ([`Closed::key`]); `None` for not known.
    pub fn rating_counts(&self, is_counted: impl Fn(&ActionNode) -> bool) -> BTreeMap<Option<String>, usize> {
        let mut seen = BTreeSet::new();
        let mut counts = BTreeMap::new();
        for action in self.aims.iter().flat_map(|a| &a.actions) {
            if is_counted(action) && seen.insert(action.id) {
                *counts.entry(action.counted_as().map(str::to_owned)).or_insert(0) += 1;
            }
        }
        counts
    }
}

impl Ledger {
    /// The tree of one plan.
    ///
    /// ```
    /// use golden_thread_work::domain::{Draft, fields as f, kind};
    /// use golden_thread_work::ledger::{Ledger, Side};
    /// use golden_thread_work::record::{Clock, Id, Set};
    ///
    /// let (plan, action) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
    /// let drafts = [
    ///     Draft::new(plan, kind::PLAN).with(f::TITLE, "Recovery plan"),
    ///     Draft::new(action, kind::ACTION).with(f::PLAN, plan.to_string()).with(f::TITLE, "Walks"),
    /// ];
    /// let (mut records, mut clock) = (Set::new(), Clock::new(Id::from_bytes([9; 16])));
    /// for edit in drafts.iter().flat_map(Draft::edits) {
    ///     records.edit(&edit, clock.next(1_000));
    /// }
    /// let ledger = Ledger::new(records, None, Side::Office);
    /// let tree = ledger.tree(ledger.plans().next().unwrap());
    /// assert_eq!((tree.title.as_str(), tree.action_count()), ("Recovery plan", 1));
    /// assert_eq!(tree.unplaced[0].rating(), None, "not known, never green");
    /// ```
    pub fn tree(&self, plan: Plan<'_>) -> PlanTree {
        let mut updates: BTreeMap<Id, Vec<Update<'_>>> = BTreeMap::new();
        for update in self.of_kind(kind::UPDATE).map(Update) {
            for (action, _) in update.covers() {
                updates.entry(action).or_default().push(update);
            }
        }
        for list in updates.values_mut() {
            list.sort_by(|a, b| super::state::newer_first(*a, *b));
        }
        // Every placement of every action, sorted by its order in that place.
        let mut placed: BTreeMap<Placement, Vec<(f64, Action<'_>)>> = BTreeMap::new();
        let mut unplaced = Vec::new();
        for action in self.of_kind(kind::ACTION).map(Action).filter(|a| a.plan() == Some(plan.id())) {
            let placements = action.placements();
            if placements.is_empty() {
                unplaced.push(self.action_node(action, None, &updates));
            }
            for (placement, order) in placements {
                placed.entry(placement).or_default().push((order, action));
            }
        }
        let mut priorities: Vec<Priority<'_>> =
            self.of_kind(kind::PRIORITY).map(Priority).filter(|p| p.plan() == Some(plan.id())).collect();
        priorities.sort_by(|a, b| a.order().total_cmp(&b.order()).then_with(|| a.id().cmp(&b.id())));
        let aims: Vec<Aim<'_>> = self.of_kind(kind::AIM).map(Aim).collect();
        let priorities = priorities.into_iter().map(|p| self.priority_node(p, &aims, &mut placed, &updates)).collect();
        // An action whose priority or aim is not here still stands in the plan.
        for (_, action) in placed.into_values().flatten() {
            unplaced.push(self.action_node(action, None, &updates));
        }
        let background = plan.0.value(f::BACKGROUND).and_then(Value::as_array).into_iter().flatten();
        let mut tree = PlanTree {
            id: plan.id(),
            title: plan.title().to_owned(),
            vision: plan.vision().to_owned(),
            period: plan.period(),
            publisher: plan.publisher().to_owned(),
            scale: plan.scale(),
            background: background.filter_map(Value::as_str).map(str::to_owned).collect(),
            priorities,
            unplaced,
            measures: Vec::new(),
        };
        // Of the plan first, then in its order; of its themes last.
        let above = tree.priorities.iter().flat_map(|p| {
            std::iter::once(p.id).chain(p.aims.iter().flat_map(|aim| &aim.actions).map(|action| action.id))
        });
        let loose = tree.unplaced.iter().map(|action| action.id);
        let themes: BTreeSet<Id> = tree.placed_actions().flat_map(|a| &a.themes).map(|(id, _)| *id).collect();
        tree.measures = self.measures_in(std::iter::once(tree.id).chain(above).chain(loose).chain(themes));
        let mut measured: BTreeMap<Id, Vec<&str>> = BTreeMap::new();
        for measure in &tree.measures {
            for id in &measure.measured {
                measured.entry(*id).or_default().push(&measure.name);
            }
        }
        let placed = tree.priorities.iter_mut().flat_map(|p| &mut p.aims).flat_map(|a| &mut a.actions);
        for node in placed.chain(&mut tree.unplaced) {
            node.words = written::words(self, node.id, node.updates.iter().map(|update| update.id));
            let themes = node.themes.iter().map(|(_, name)| name.as_str());
            for words in themes.chain(measured.get(&node.id).into_iter().flatten().copied()) {
                node.words.push(' ');
                node.words.push_str(words);
            }
        }
        tree
    }

    fn priority_node<'a>(
        &self,
        priority: Priority<'a>,
        aims: &[Aim<'a>],
        placed: &mut BTreeMap<Placement, Vec<(f64, Action<'a>)>>,
        updates: &BTreeMap<Id, Vec<Update<'_>>>,
    ) -> PriorityNode {
        let here = |aim: &Aim<'a>| aim.under().into_iter().find(|(p, _)| *p == priority.id()).map(|(_, order)| order);
        let mut under: Vec<(f64, Aim<'a>)> = aims.iter().filter_map(|a| Some((here(a)?, *a))).collect();
        under.sort_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| x.id().cmp(&y.id())));
        let aims = under.into_iter().map(|(_, aim)| {
            let placement = Placement { priority: priority.id(), aim: aim.id() };
            let mut actions = placed.remove(&placement).unwrap_or_default();
            actions.sort_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| x.id().cmp(&y.id())));
            AimNode {
                id: aim.id(),
                number: aim.number().to_owned(),
                statement: aim.statement().to_owned(),
                actions: actions.into_iter().map(|(_, a)| self.action_node(a, Some(placement), updates)).collect(),
                since: all_since(self, aim.0),
            }
        });
        PriorityNode {
            id: priority.id(),
            number: priority.number().to_owned(),
            title: priority.title().to_owned(),
            headline_progress: priority.headline_progress().to_owned(),
            headline_further: priority.headline_further().to_owned(),
            headlines_on: priority.headlines_on().to_owned(),
            aims: aims.collect(),
            since: all_since(self, priority.0),
        }
    }

    fn action_node(
        &self,
        action: Action<'_>,
        placement: Option<Placement>,
        updates: &BTreeMap<Id, Vec<Update<'_>>>,
    ) -> ActionNode {
        let speaks_here = |u: &&Update<'_>| u.placement().is_none_or(|p| placement.is_none_or(|here| here == p));
        let used = |u: &UpdateNode| u.standing != Standing::NotUsed && u.standing != Standing::Mine;
        let updates = updates.get(&action.id()).into_iter().flatten();
        let (state, says) = (self.accepted_state(action), ActionState::read(action.state()));
        ActionNode {
            id: action.id(),
            placement,
            number: action.number().to_owned(),
            title: action.title().to_owned(),
            owners: self.owner_names(action),
            timescale: action.timescale(),
            success: action.success().to_owned(),
            themes: self.theme_names(action),
            words: String::new(),
            state,
            proposed: Some(says).filter(|says| *says != state).flatten(),
            ending: state.filter(|state| state.is_over()).and_then(|_| Ending::of(self, action)),
            since: all_since(self, action.0),
            updates: updates.filter(speaks_here).map(|u| self.update_node(*u, action.id())).filter(used).collect(),
            conflicts: ConflictNode::all_of(action.0),
        }
    }

    /// The names of an action's owners, in order.
    pub fn owner_names(&self, action: Action<'_>) -> Vec<OwnerName> {
        let one = |o: crate::domain::Owner| OwnerName {
            id: o.organisation,
            name: self.organisation_name(o.organisation, &o.printed),
            printed: o.printed,
        };
        action.owners().into_iter().map(one).collect()
    }

    /// The state of an action as the office has accepted it: what a representative says of one is a proposal until then.
    fn accepted_state(&self, action: Action<'_>) -> Option<ActionState> {
        let issued = self.base().filter(|_| self.side() == Side::Member).and_then(|base| base.get(action.id()));
        ActionState::read(issued.map_or(action, Action).state())
    }

    /// The themes that an action is about, by their names.
    fn theme_names(&self, action: Action<'_>) -> Vec<(Id, String)> {
        let live = action.themes().into_iter().filter_map(|id| self.live(id, kind::THEME));
        let mut themes: Vec<(Id, String)> = live.map(|r| (r.id, Theme(r).name().to_owned())).collect();
        themes.sort_by_key(|(_, name)| name.to_lowercase());
        themes
    }
}
