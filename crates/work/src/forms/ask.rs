//! What one organisation is asked: its actions, with what was said and counted last time. Plain data; how
//! a form looks is its writers' business.

use crate::bundle::Partnership;
use crate::days::Date;
use crate::domain::{Measure, Observation, Scale, kind, number_words};
use crate::ledger::{ActionNode, Ledger, PlanTree, UpdateNode};
use crate::record::Id;
use crate::words::{fill, say};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked around the actions.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The partnership.
    pub partnership: Partnership,
    /// The number of the last plan file, or of the cycle.
    pub issue: Option<u64>,
    /// The day by which answers are due.
    pub due: Option<Date>,
    /// The day that figures should describe.
    pub figures: Option<Date>,
    /// Where the app is, as an address; or empty.
    pub app: String,
}

/// What one organisation is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The partnership.
    pub partnership: Partnership,
    /// The plan.
    pub plan: Id,
    /// The plan's title.
    pub plan_title: String,
    /// The number of the last plan file, or of the cycle.
    pub issue: Option<u64>,
    /// The organisation that is asked.
    pub organisation: Id,
    /// Its name.
    pub organisation_name: String,
    /// The day by which answers are due.
    pub due: Option<Date>,
    /// The day that figures should describe.
    pub figures: Option<Date>,
    /// Where the app is, as an address; or empty.
    pub app: String,
    /// The plan's rating scale.
    pub scale: Scale,
    /// Its actions, each once, in the plan's order.
    pub actions: Vec<Asked>,
}

/// An action that is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The action.
    pub id: Id,
    /// Its number as printed, or empty.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its timescale in words, or empty.
    pub timescale: String,
    /// What was said last: one, or several where an action stands in several places with different words.
    pub last: Vec<Last>,
    /// The measures asked for here. A measure of several actions is asked for once, with the first.
    pub measures: Vec<AskedMeasure>,
}

/// What was said last.
#[derive(Debug, Clone, PartialEq)]
pub struct Last {
    /// The day, `YYYY-MM-DD`, or empty.
    pub date: String,
    /// The words; empty for "no change".
    pub words: String,
    /// The rating's name, or `None` for not known.
    pub rating: Option<String>,
    /// The organisation that spoke, where it was another one; or empty.
    pub speaker: String,
}

/// A measure that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedMeasure {
    /// The measure.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What is counted, or empty.
    pub unit: String,
    /// The last figure in words, or empty.
    pub last: String,
    /// Its day, `YYYY-MM-DD`, or empty.
    pub date: String,
}

impl Form {
    /// The same, asking of these actions alone; of all of them where none of these is its own.
    pub fn only(mut self, actions: &[Id]) -> Form {
        if self.actions.iter().any(|a| actions.contains(&a.id)) {
            self.actions.retain(|a| actions.contains(&a.id));
        }
        self
    }
}

impl Asked {
    /// Number and title, as headings have them.
    pub fn heading(&self) -> String {
        format!("{} {}", self.number, self.title).trim().to_owned()
    }
}

impl Last {
    /// When, by whom and how it was going, as one sentence.
    pub fn about(&self) -> String {
        let rating = self.rating.clone().unwrap_or_else(|| say("forms.last.notRated"));
        let day = crate::words::day_text(&self.date);
        let key = match (self.date.is_empty(), self.speaker.is_empty()) {
            (true, true) => "forms.last.about",
            (true, false) => "forms.last.aboutBy",
            (false, true) => "forms.last.aboutOn",
            (false, false) => "forms.last.aboutOnBy",
        };
        fill(key, &[("day", &day), ("rating", &rating), ("speaker", &self.speaker)])
    }

    /// The words, or that there was no change.
    pub fn text(&self) -> String {
        if self.words.is_empty() { say("forms.last.noChange") } else { self.words.clone() }
    }
}

impl AskedMeasure {
    /// Its name and what is counted.
    pub fn label(&self) -> String {
        if self.unit.is_empty() { self.name.clone() } else { format!("{} ({})", self.name, self.unit) }
    }

    /// The last figure with its day, in words.
    pub fn last_words(&self) -> String {
        match (self.last.is_empty(), self.date.is_empty()) {
            (true, _) => say("forms.figure.none"),
            (false, true) => self.last.clone(),
            (false, false) => {
                let day = crate::words::day_text(&self.date);
                fill("forms.figure.last", &[("value", &self.last), ("day", &day)])
            }
        }
    }
}

/// The organisations that own actions of a plan, by name, each with how many.
pub fn owners(tree: &PlanTree) -> Vec<(Id, String, usize)> {
    let mut all: BTreeMap<Id, (String, BTreeSet<Id>)> = BTreeMap::new();
    for action in tree.placed_actions() {
        for owner in &action.owners {
            let entry = all.entry(owner.id).or_insert_with(|| (owner.name.clone(), BTreeSet::new()));
            entry.1.insert(action.id);
        }
    }
    let mut all: Vec<(Id, String, usize)> = all.into_iter().map(|(id, (name, of))| (id, name, of.len())).collect();
    all.sort_by(|a, b| a.1.to_lowercase().cmp(&b.1.to_lowercase()).then_with(|| a.0.cmp(&b.0)));
    all
}

/// What an organisation is asked; `None` where it owns no action of this plan.
pub fn ask(ledger: &Ledger, tree: &PlanTree, organisation: Id, asking: &Asking) -> Option<Form> {
    let mut places: Vec<(Id, Vec<&ActionNode>)> = Vec::new();
    let mut name = String::new();
    for action in tree.placed_actions() {
        let Some(owner) = action.owners.iter().find(|o| o.id == organisation) else { continue };
        name.clone_from(&owner.name);
        match places.iter_mut().find(|(id, _)| *id == action.id) {
            Some((_, all)) => all.push(action),
            None => places.push((action.id, vec![action])),
        }
    }
    if places.is_empty() {
        return None;
    }
    let mut measured = BTreeSet::new();
    let all_measures: Vec<Measure<'_>> = ledger.of_kind(kind::MEASURE).map(Measure).collect();
    let figures = last_figures(ledger);
    let one = |(id, nodes): (Id, Vec<&ActionNode>)| {
        let first = *nodes.first()?;
        Some(Asked {
            id,
            number: first.number.clone(),
            title: first.title.clone(),
            timescale: first.timescale.as_ref().map(|t| t.words.clone()).unwrap_or_default(),
            last: last(&nodes, organisation, &tree.scale),
            measures: measures(&all_measures, id, &mut measured, &figures),
        })
    };
    Some(Form {
        partnership: asking.partnership.clone(),
        plan: tree.id,
        plan_title: tree.title.clone(),
        issue: asking.issue,
        organisation,
        organisation_name: name,
        due: asking.due,
        figures: asking.figures,
        app: asking.app.clone(),
        scale: tree.scale.clone(),
        actions: places.into_iter().filter_map(one).collect(),
    })
}

/// The organisation's own last words in each place, or else what anybody said there.
fn last(nodes: &[&ActionNode], organisation: Id, scale: &Scale) -> Vec<Last> {
    let own = |u: &&UpdateNode| u.organisation.as_ref().is_some_and(|(id, _)| *id == organisation);
    let mut seen: Vec<Id> = Vec::new();
    let mut all = Vec::new();
    for node in nodes {
        let Some(update) = node.updates.iter().find(own).or(node.latest()) else { continue };
        if seen.contains(&update.id) {
            continue;
        }
        seen.push(update.id);
        let other = update.organisation.as_ref().filter(|(id, _)| *id != organisation);
        all.push(Last {
            date: update.date.clone(),
            words: [update.narrative.as_str(), update.what_changed.as_str()].join("\n\n").trim().to_owned(),
            rating: update.rating.as_deref().map(|key| scale.get(key).map_or(key, |r| &r.name).to_owned()),
            speaker: other.map(|(_, name)| name.clone()).unwrap_or_default(),
        });
    }
    all
}

/// The last figure of every measure, in words, with its day.
fn last_figures(ledger: &Ledger) -> BTreeMap<Id, (String, String)> {
    let mut all: BTreeMap<Id, (String, String)> = BTreeMap::new();
    for observation in ledger.of_kind(kind::OBSERVATION).map(Observation) {
        let Some(measure) = observation.measure() else { continue };
        let date = observation.date().to_owned();
        if all.get(&measure).is_none_or(|(_, known)| *known <= date) {
            all.insert(measure, (figure(observation), date));
        }
    }
    all
}

fn figure(observation: Observation<'_>) -> String {
    match (observation.as_written(), observation.value(), observation.denominator()) {
        ("", Some(part), Some(whole)) => {
            fill("forms.figure.of", &[("part", &number_words(part)), ("whole", &number_words(whole))])
        }
        ("", Some(value), None) => number_words(value),
        (words, ..) => words.to_owned(),
    }
}

fn measures(
    all: &[Measure<'_>],
    action: Id,
    measured: &mut BTreeSet<Id>,
    figures: &BTreeMap<Id, (String, String)>,
) -> Vec<AskedMeasure> {
    let here = all.iter().filter(|m| m.actions().contains(&action));
    let mut all: Vec<AskedMeasure> = here
        .filter(|m| measured.insert(m.id()))
        .map(|m| {
            let (last, date) = figures.get(&m.id()).cloned().unwrap_or_default();
            AskedMeasure { id: m.id(), name: m.name().to_owned(), unit: m.unit().to_owned(), last, date }
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
    all
}
