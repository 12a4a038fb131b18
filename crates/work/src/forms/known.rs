//! What reading needs to know of the plan: its actions, measures, ratings and owners.

use super::ask::{Asking, Form, ask, owners};
use crate::bundle::Partnership;
use crate::days::Date;
use crate::domain::ids::normal_words;
use crate::domain::{Measure, Scale, kind};
use crate::ledger::{Ledger, PlanTree};
use crate::record::Id;
use std::collections::BTreeMap;

/// A plan as far as answers to it are read.
#[derive(Debug, Clone)]
pub struct Known {
    pub(super) partnership: Partnership,
    pub(super) plan: Id,
    /// Today, where it is known: a day without its year is the last such day before it.
    pub(super) today: Option<Date>,
    pub(super) scale: Scale,
    pub(super) actions: Vec<KnownAction>,
    pub(super) measures: Vec<KnownMeasure>,
    /// What each owner would be asked now.
    pub(super) forms: Vec<Form>,
    /// Actions by number and title, and by title, in their plain forms; several may share one.
    headings: BTreeMap<String, Vec<Id>>,
    titles: BTreeMap<String, Vec<Id>>,
    /// Measures by name and by label, as places in `measures`.
    names: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug, Clone)]
pub(super) struct KnownAction {
    pub id: Id,
    pub number: String,
    pub title: String,
}

#[derive(Debug, Clone)]
pub(super) struct KnownMeasure {
    pub id: Id,
    pub name: String,
    pub label: String,
    pub actions: Vec<Id>,
}

impl Known {
    /// What is known of a plan.
    pub fn of(ledger: &Ledger, tree: &PlanTree, partnership: &Partnership) -> Known {
        let mut actions: Vec<KnownAction> = Vec::new();
        for node in tree.placed_actions() {
            if !actions.iter().any(|a| a.id == node.id) {
                actions.push(KnownAction { id: node.id, number: node.number.clone(), title: node.title.clone() });
            }
        }
        let asking =
            Asking { partnership: partnership.clone(), issue: None, due: None, figures: None, app: String::new() };
        let forms: Vec<Form> = owners(tree).into_iter().filter_map(|(id, ..)| ask(ledger, tree, id, &asking)).collect();
        let measures = ledger.of_kind(kind::MEASURE).map(Measure).map(|m| {
            let unit = m.unit();
            let label = if unit.is_empty() { m.name().to_owned() } else { format!("{} ({unit})", m.name()) };
            KnownMeasure { id: m.id(), name: m.name().to_owned(), label, actions: m.actions() }
        });
        let measures: Vec<KnownMeasure> = measures.collect();
        let (mut headings, mut titles) = (BTreeMap::new(), BTreeMap::new());
        for action in &actions {
            note(&mut headings, &action.heading(), action.id);
            note(&mut titles, &action.title, action.id);
        }
        let mut names = BTreeMap::new();
        for (at, measure) in measures.iter().enumerate() {
            note(&mut names, &measure.name, at);
            note(&mut names, &measure.label, at);
        }
        Known {
            headings,
            titles,
            names,
            partnership: partnership.clone(),
            plan: tree.id,
            today: None,
            scale: tree.scale.clone(),
            actions,
            measures,
            forms,
        }
    }

    /// The same on this day.
    pub fn on(self, today: Date) -> Known {
        Known { today: Some(today), ..self }
    }

    /// The same, where letters say that the app is at this address: the line that says so is no owner's.
    pub fn found_at(mut self, app: &str) -> Known {
        self.forms.iter_mut().for_each(|form| app.clone_into(&mut form.app));
        self
    }

    pub(super) fn action(&self, id: Id) -> Option<&KnownAction> {
        self.actions.iter().find(|a| a.id == id)
    }

    pub(super) fn measure(&self, id: Id) -> Option<&KnownMeasure> {
        self.measures.iter().find(|m| m.id == id)
    }

    /// The one action with this number and title, exactly (but for case and white space).
    pub(super) fn by_title(&self, number: &str, title: &str) -> Option<Id> {
        let number = normal_words(number);
        let numbered = |id: &Id| self.action(*id).is_some_and(|a| normal_words(&a.number) == number);
        only(self.titles.get(&normal_words(title))?.iter().copied().filter(numbered))
    }

    /// The one action that a heading names: number and title, or else the title alone. Where several share it,
    /// the one of `among`.
    pub(super) fn by_heading(&self, heading: &str, among: &[Id]) -> Option<Id> {
        let words = normal_words(heading);
        let find = |map: &BTreeMap<String, Vec<Id>>| {
            let all = map.get(&words)?;
            only(all.iter().copied().filter(|id| among.contains(id))).or_else(|| only(all.iter().copied()))
        };
        find(&self.headings).or_else(|| find(&self.titles))
    }

    /// The one measure of this name, of an action if one is given.
    pub(super) fn measure_named(&self, name: &str, action: Option<Id>) -> Option<&KnownMeasure> {
        let all = self.names.get(&normal_words(name))?.iter().filter_map(|at| self.measures.get(*at));
        let mut here = all.filter(|m| action.is_none_or(|a| m.actions.contains(&a)));
        let found = here.next()?;
        here.all(|m| m.id == found.id).then_some(found)
    }

    /// The actions of an organisation.
    pub(super) fn actions_of(&self, organisation: Option<Id>) -> Vec<Id> {
        let form = self.forms.iter().find(|f| Some(f.organisation) == organisation);
        form.map(|f| f.actions.iter().map(|a| a.id).collect()).unwrap_or_default()
    }
}

impl KnownAction {
    pub fn heading(&self) -> String {
        format!("{} {}", self.number, self.title).trim().to_owned()
    }
}

/// The one there is; none where there are several.
fn only(mut all: impl Iterator<Item = Id>) -> Option<Id> {
    let found = all.next()?;
    all.all(|id| id == found).then_some(found)
}

/// Notes what has this name, unless it has none.
fn note<T>(map: &mut BTreeMap<String, Vec<T>>, name: &str, what: T) {
    let words = normal_words(name);
    if !words.is_empty() {
        map.entry(words).or_default().push(what);
    }
}
