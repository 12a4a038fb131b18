//! The measures of a plan with their figures: of an action, a priority, a theme, or the plan as a whole.

use super::approved::{Since, all_since};
use super::pieces::Names;
use super::state::Ledger;
use crate::domain::{Measure, Observation, kind, observed};
use crate::record::Id;
use std::collections::BTreeMap;

/// A measure, as people read it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureNode {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What is counted, or empty.
    pub unit: String,
    /// Its target.
    pub target: Option<f64>,
    /// Everything that it measures.
    pub measured: Vec<Id>,
    /// What of that is in this plan, in words and in the plan's order; empty where no plan was asked of.
    pub of: Vec<String>,
    /// Its figures, the oldest first.
    pub figures: Vec<FigureNode>,
    /// What it said when its plan was approved, where it says something else since; or that it was added since.
    pub since: Vec<Since>,
}

/// A figure of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureNode {
    /// Its id.
    pub id: Id,
    /// The day it is of, `YYYY-MM-DD`, or empty.
    pub date: String,
    /// The number; of so many of so many, the part.
    pub value: Option<f64>,
    /// As people read it.
    pub words: String,
    /// A note, or empty.
    pub note: String,
}

impl MeasureNode {
    /// Its name, with what is counted.
    pub fn label(&self) -> String {
        match self.unit.as_str() {
            "" => self.name.clone(),
            unit => format!("{} ({unit})", self.name),
        }
    }
}

impl Ledger {
    /// The measures of an action, a priority, a theme or a plan, by their names; of a measure itself.
    ///
    /// ```
    /// use golden_thread_work::domain::{Draft, Figure, fields as f, kind};
    /// use golden_thread_work::ledger::{Ledger, Side};
    /// use golden_thread_work::record::{Clock, Id, Set};
    ///
    /// let id = |n: u8| Id::from_bytes([n; 16]);
    /// let drafts = [
    ///     Draft::new(id(1), kind::PRIORITY).with(f::TITLE, "Healthy lives"),
    ///     Draft::new(id(2), kind::MEASURE).with(f::NAME, "Walkers").with(format!("{}/{}", f::PRIORITY, id(1)), true),
    ///     Figure::read("1,250").observation(id(3), id(2), "2026-03-31", ""),
    /// ];
    /// let (mut records, mut clock) = (Set::new(), Clock::new(id(9)));
    /// drafts.iter().flat_map(Draft::edits).for_each(|edit| drop(records.edit(&edit, clock.next(1_000))));
    /// let measures = Ledger::new(records, None, Side::Office).measures_of(id(1));
    /// assert_eq!(measures[0].figures[0].words, "1,250");
    /// ```
    pub fn measures_of(&self, id: Id) -> Vec<MeasureNode> {
        self.measure_nodes(|measure| measure.id() == id || measure.measured().contains(&id))
    }

    /// These measures with their figures, by their names.
    fn measure_nodes(&self, is_wanted: impl Fn(&Measure<'_>) -> bool) -> Vec<MeasureNode> {
        let one = |measure: Measure<'_>| MeasureNode {
            id: measure.id(),
            name: measure.name().to_owned(),
            unit: measure.unit().to_owned(),
            target: measure.target(),
            measured: measure.measured(),
            of: Vec::new(),
            figures: Vec::new(),
            since: all_since(self, measure.0),
        };
        let mut all: Vec<MeasureNode> =
            self.of_kind(kind::MEASURE).map(Measure).filter(|measure| is_wanted(measure)).map(one).collect();
        if all.is_empty() {
            return all;
        }
        let mut figures: BTreeMap<Id, Vec<FigureNode>> = BTreeMap::new();
        for observation in self.of_kind(kind::OBSERVATION).map(Observation) {
            let Some(measure) = observation.measure() else { continue };
            figures.entry(measure).or_default().push(FigureNode {
                id: observation.id(),
                date: observation.date().to_owned(),
                value: observation.value(),
                words: observed(observation),
                note: observation.note().to_owned(),
            });
        }
        for measure in &mut all {
            measure.figures = figures.remove(&measure.id).unwrap_or_default();
            measure.figures.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.id.cmp(&b.id)));
        }
        all.sort_by(|a, b| a.name.to_lowercase().cmp(&b.name.to_lowercase()).then_with(|| a.id.cmp(&b.id)));
        all
    }

    /// The measures of these, each once and in this order.
    pub(super) fn measures_in(&self, order: impl Iterator<Item = Id>) -> Vec<MeasureNode> {
        let mut all = self.measure_nodes(|_| true);
        if all.is_empty() {
            return all;
        }
        let mut place: BTreeMap<Id, usize> = BTreeMap::new();
        for (at, id) in order.enumerate() {
            place.entry(id).or_insert(at);
        }
        let names = Names { ledger: self, file: None };
        for measure in &mut all {
            let mut here: Vec<(usize, Id)> =
                measure.measured.iter().filter_map(|id| Some((*place.get(id)?, *id))).collect();
            here.sort_unstable();
            measure.of = here.into_iter().map(|(_, id)| names.title(id)).collect();
        }
        all.retain(|measure| !measure.of.is_empty());
        let first = |m: &MeasureNode| m.measured.iter().filter_map(|id| place.get(id)).min().copied();
        all.sort_by_key(first);
        all
    }
}

/// The marks of a chart's scale for these values: in steps that people count in, from zero (or from beneath the least of them) to
/// above the greatest; at least two.
///
/// ```
/// use golden_thread_work::ledger::marks;
///
/// assert_eq!(marks([1_250.0, 900.0].into_iter()), [0.0, 500.0, 1_000.0, 1_500.0]);
/// assert_eq!(marks([0.3, -0.1].into_iter()), [-0.1, 0.0, 0.1, 0.2, 0.3]);
/// ```
pub fn marks(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let (least, most) = values.fold((0.0_f64, 0.0_f64), |(least, most), v| (least.min(v), most.max(v)));
    let rough = (most - least) / 4.0;
    if !(rough.is_finite() && rough > 1e-9) {
        return vec![0.0, 1.0];
    }
    let power = rough.log10().floor();
    let step = [1.0, 2.0, 5.0, 10.0].map(|n| n * 10_f64.powf(power)).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(rough);
    let digits = (-power).clamp(0.0, 12.0) as usize;
    let exact = |n: f64| format!("{:.digits$}", n * step).parse().unwrap_or(n * step);
    let (mut at, last) = ((least / step).floor(), (most / step).ceil());
    let mut marks = Vec::new();
    // No more than five steps fit; whatever rounding does, it ends.
    while at <= last && marks.len() < 8 {
        marks.push(exact(at));
        at += 1.0;
    }
    marks
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use crate::days::date;
    use crate::domain::{Draft, Figure, fields as f, kind};
    use crate::ledger::search::{Index, Query};
    use crate::ledger::{Ledger, Side};
    use crate::record::{Id, Set, Stamp};

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    /// A plan with a priority, an action about a theme, and a measure of each of the four; and one of another plan's.
    fn ledger() -> Ledger {
        let measure = |n: u8, name: &str| Draft::new(id(n), kind::MEASURE).with(f::NAME, name);
        let drafts = [
            Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"),
            Draft::new(id(2), kind::PRIORITY).with(f::TITLE, "Priority").with(f::PLAN, id(1).to_string()),
            Draft::new(id(3), kind::THEME).with(f::NAME, "Carers"),
            Draft::new(id(4), kind::ACTION)
                .with(f::TITLE, "Walks")
                .with(f::PLAN, id(1).to_string())
                .with(format!("{}/{}", f::THEME, id(3)), true),
            measure(10, "Of the theme").with(format!("{}/{}", f::THEME, id(3)), true),
            measure(11, "Of the action")
                .with(format!("{}/{}", f::ACTION, id(4)), true)
                .with(format!("{}/{}", f::PRIORITY, id(2)), true),
            measure(12, "Of the plan").with(f::PLAN, id(1).to_string()),
            measure(13, "Of something else").with(f::PLAN, id(77).to_string()),
            Figure::read("1,250").observation(id(20), id(11), "2026-03-31", ""),
            Figure::read("900").observation(id(21), id(11), "2025-03-31", ""),
        ];
        let mut set = Set::new();
        for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
            set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(99)));
        }
        Ledger::new(set, None, Side::Office)
    }

    #[test]
    fn a_plan_has_the_measures_of_all_that_is_in_it_each_once() {
        let ledger = ledger();
        let tree = ledger.tree(ledger.plans().next().unwrap());
        let shown: Vec<(&str, String)> = tree.measures.iter().map(|m| (m.name.as_str(), m.of.join(", "))).collect();
        let wanted = [("Of the plan", "Plan"), ("Of the action", "Priority, Walks"), ("Of the theme", "Carers")];
        assert_eq!(shown, wanted.map(|(name, of)| (name, of.to_owned())));
        let words: Vec<&str> = tree.measures[1].figures.iter().map(|figure| figure.words.as_str()).collect();
        assert_eq!(words, ["900", "1,250"]);
        for of in [id(1), id(2), id(3), id(4)] {
            assert_eq!(ledger.measures_of(of).len(), 1, "{of}");
        }
    }

    #[test]
    fn an_action_is_found_by_its_themes_and_measures() {
        let ledger = ledger();
        let tree = ledger.tree(ledger.plans().next().unwrap());
        assert_eq!(tree.unplaced[0].themes, [(id(3), "Carers".to_owned())]);
        for words in ["carers", "of the action"] {
            let query = Query { words: words.to_owned(), ..Query::default() };
            assert_eq!(Index::new(&tree).find(&tree, &query, date(2026, 6, 30)), [true], "{words}");
        }
    }
}
