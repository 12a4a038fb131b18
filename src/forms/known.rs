//! What reading needs to know of the plan: its actions, measures, ratings and owners.

use super::ask::{Asking, Form, ask, owners};
use crate::bundle::Partnership;
use crate::domain::ids::normal_words;
use crate::domain::{Measure, Scale, kind};
use crate::ledger::{Ledger, PlanTree};
use crate::record::Id;

/// A plan as far as answers to it are read.
#[derive(Debug, Clone)]
pub struct Known {
    pub(super) partnership: Partnership,
    pub(super) plan: Id,
    pub(super) scale: Scale,
    pub(super) actions: Vec<KnownAction>,
    pub(super) measures: Vec<KnownMeasure>,
    /// What each owner would be asked now.
    pub(super) forms: Vec<Form>,
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
        let asking = Asking { partnership: partnership.clone(), issue: None, due: None };
        let forms: Vec<Form> = owners(tree).into_iter().filter_map(|(id, ..)| ask(ledger, tree, id, &asking)).collect();
        let measures = ledger.of_kind(kind::MEASURE).map(Measure).map(|m| {
            let unit = m.unit();
            let label = if unit.is_empty() { m.name().to_owned() } else { format!("{} ({unit})", m.name()) };
            KnownMeasure { id: m.id(), name: m.name().to_owned(), label, actions: m.actions() }
        });
        Known {
            partnership: partnership.clone(),
            plan: tree.id,
            scale: tree.scale.clone(),
            actions,
            measures: measures.collect(),
            forms,
        }
    }

    pub(super) fn action(&self, id: Id) -> Option<&KnownAction> {
        self.actions.iter().find(|a| a.id == id)
    }

    pub(super) fn measure(&self, id: Id) -> Option<&KnownMeasure> {
        self.measures.iter().find(|m| m.id == id)
    }

    /// The one action with this number and title, exactly (but for case and white space).
    pub(super) fn by_title(&self, number: &str, title: &str) -> Option<Id> {
        let (number, title) = (normal_words(number), normal_words(title));
        only(self.actions.iter().filter(|a| normal_words(&a.title) == title && normal_words(&a.number) == number))
            .filter(|_| !title.is_empty())
    }

    /// The one action that a heading names: number and title, or else the title alone, or else (where `numbers`
    /// count) the number alone of one of `among`, which are looked at first.
    pub(super) fn by_heading(&self, heading: &str, among: &[Id], numbers: bool) -> Option<Id> {
        let words = normal_words(heading);
        if words.is_empty() || words.len() > 600 {
            return None;
        }
        let whole = |a: &&KnownAction| normal_words(&a.heading()) == words;
        let title = |a: &&KnownAction| normal_words(&a.title) == words;
        let bare = words.trim_start_matches("action ").trim_end_matches([')', ' ']);
        let number = |a: &&KnownAction| !a.number.trim().is_empty() && normal_words(&a.number) == bare;
        let own = |a: &&KnownAction| among.contains(&a.id);
        let all = || self.actions.iter();
        only(all().filter(own).filter(whole))
            .or_else(|| only(all().filter(whole)))
            .or_else(|| only(all().filter(own).filter(title)))
            .or_else(|| only(all().filter(title)))
            .or_else(|| only(all().filter(own).filter(number)).filter(|_| numbers))
    }

    /// The one measure of this name, of an action if one is given.
    pub(super) fn measure_named(&self, name: &str, action: Option<Id>) -> Option<&KnownMeasure> {
        let words = normal_words(name);
        let named = |m: &&KnownMeasure| normal_words(&m.name) == words || normal_words(&m.label) == words;
        let mut here = self.measures.iter().filter(named).filter(|m| action.is_none_or(|a| m.actions.contains(&a)));
        let found = here.next()?;
        here.next().is_none().then_some(found)
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
fn only<'a>(mut all: impl Iterator<Item = &'a KnownAction>) -> Option<Id> {
    let found = all.next()?.id;
    all.all(|a| a.id == found).then_some(found)
}
