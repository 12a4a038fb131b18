//! Somebody who wants to know a hidden number. An exact solver over whole numbers: every count has a least and a
//! greatest value it may have; totals narrow them; what is left is tried value by value.

use golden_thread::disclosure::{Shown, Tables};
use std::collections::{BTreeMap, BTreeSet};

/// Greater than any count in a test; what stands for "any number".
const MANY: i64 = 4_000;

pub struct Attacker<'a> {
    tables: &'a Tables,
    /// For each count the least and the greatest it may be.
    bounds: Vec<(i64, i64)>,
    steps: usize,
}

/// Whether a whole breakdown in which this count is a part is held back.
pub fn in_blank_breakdown(tables: &Tables, shown: &[Shown], place: usize) -> bool {
    let blank = |part: &usize| shown[*part] == Shown::Kept || !tables.cells[*part].printed;
    tables.sums.iter().any(|s| s.parts.contains(&place) && s.parts.iter().all(blank))
}

/// Whether a count may be this for all that is shown. One that is held back with its whole breakdown need not be
/// what its totals alone forbid.
#[allow(dead_code)]
pub fn can_be(tables: &Tables, shown: &[Shown], threshold: u64, place: usize, count: u64) -> bool {
    let inner = |place: usize| tables.sums.iter().filter(|s| s.parts.contains(&place)).count() > 1;
    let printed = tables.cells[place].printed;
    let blank = shown[place] == Shown::Kept && (!printed || in_blank_breakdown(tables, shown, place));
    if Attacker::new(tables, shown, threshold).can_be(place, count) {
        return true;
    }
    let only_totals: Vec<Shown> = (0..shown.len()).map(|at| if inner(at) { Shown::Kept } else { shown[at] }).collect();
    blank && inner(place) && !Attacker::new(tables, &only_totals, threshold).can_be(place, count)
}

impl<'a> Attacker<'a> {
    /// Knows what is shown, and how hiding works: a count that is held back by itself is at the threshold or
    /// above. Where a whole breakdown is held back, nothing is known of it.
    pub fn new(tables: &'a Tables, shown: &[Shown], threshold: u64) -> Attacker<'a> {
        let least = threshold as i64;
        let bounds = (0..tables.cells.len()).map(|place| match shown[place] {
            _ if !tables.cells[place].printed => (0, MANY),
            Shown::Count(n) => (n as i64, n as i64),
            Shown::Few => (1, least - 1),
            Shown::Kept if in_blank_breakdown(tables, shown, place) => (0, MANY),
            Shown::Kept => (least, MANY),
        });
        Attacker { tables, bounds: bounds.collect(), steps: 200_000 }
    }

    /// Whether a count may be this, for all the attacker knows.
    pub fn can_be(mut self, place: usize, count: u64) -> bool {
        let (least, most) = self.bounds[place];
        let count = count as i64;
        if !(least..=most).contains(&count) {
            return false;
        }
        self.bounds[place] = (count, count);
        self.solve()
    }

    /// The least and the greatest a count may be by adding up alone, without trying.
    #[allow(dead_code)]
    pub fn narrowed(mut self, place: usize) -> Option<(i64, i64)> {
        self.narrow().then(|| self.bounds[place])
    }

    fn solve(&mut self) -> bool {
        assert!(self.steps > 0, "the attacker gave up: make the table smaller");
        self.steps -= 1;
        if !self.narrow() {
            return false;
        }
        let open = (0..self.bounds.len()).filter(|p| self.bounds[*p].0 < self.bounds[*p].1);
        let Some(place) = open.min_by_key(|p| self.bounds[*p].1 - self.bounds[*p].0) else { return true };
        let (least, most) = self.bounds[place];
        let before = self.bounds.clone();
        // Halves of what is left, the lower one first: small numbers mostly fit.
        let middle = (least + most) / 2;
        for half in [(least, middle), (middle + 1, most)] {
            self.bounds[place] = half;
            if self.solve() {
                return true;
            }
            self.bounds.clone_from(&before);
        }
        false
    }

    /// Narrows every count by every total until nothing changes; false where they contradict each other.
    fn narrow(&mut self) -> bool {
        loop {
            let mut changed = false;
            for sum in &self.tables.sums {
                let low: i64 = sum.parts.iter().map(|p| self.bounds[*p].0).sum();
                let high: i64 = sum.parts.iter().map(|p| self.bounds[*p].1).sum();
                let whole = self.bounds[sum.whole];
                let now = (whole.0.max(low), whole.1.min(high));
                changed |= now != whole;
                self.bounds[sum.whole] = now;
                for part in &sum.parts {
                    let (least, most) = self.bounds[*part];
                    let fitted = (least.max(now.0 - (high - most)), most.min(now.1 - (low - least)));
                    changed |= fitted != (least, most);
                    if fitted.0 > fitted.1 {
                        return false;
                    }
                    // The sums above were taken before this part changed; the next round takes the new ones.
                    self.bounds[*part] = fitted;
                }
                if now.0 > now.1 {
                    return false;
                }
            }
            if !changed {
                return true;
            }
        }
    }
}

/// Somebody who has the program too. They make every table there can be, let the program hide small numbers in
/// each, and keep those of which it shows just what they see. What these agree on they know, however it was hidden:
/// by a blank, by the pattern of the blanks, or by the choice of what else is held back.
#[derive(Default)]
pub struct Everything {
    /// By what is shown: the true counts of every table of which just that is shown.
    seen: BTreeMap<String, Vec<Vec<u64>>>,
    /// The same by what is shown of the totals alone, and which of these goes with what is shown.
    by_totals: BTreeMap<String, Vec<Vec<u64>>>,
    totals: BTreeMap<String, String>,
}

#[allow(dead_code)]
impl Everything {
    /// One more table there can be: its true counts, the same ones in the same order for every table, what is
    /// shown of it, and what is shown of its totals.
    pub fn add(&mut self, truth: Vec<u64>, shown: &impl std::fmt::Debug, totals: &impl std::fmt::Debug) {
        let (shown, totals) = (format!("{shown:?}"), format!("{totals:?}"));
        self.totals.insert(shown.clone(), totals.clone());
        self.by_totals.entry(totals).or_default().push(truth.clone());
        self.seen.entry(shown).or_default().push(truth);
    }

    /// What can be known of a small count that is narrower than "from 1 to below the threshold": the count's name,
    /// what it can be, what is shown, and one of the tables. Of a part (`is_part` of its name) the totals alone may
    /// tell more, as that at least one of seven was not checked where six were; then it must be no more.
    pub fn breaks(&self, names: &[String], is_part: impl Fn(&str) -> bool, threshold: u64) -> Vec<String> {
        let mut breaks = Vec::new();
        let can_be = |tables: &[Vec<u64>], place: usize| -> BTreeSet<u64> { tables.iter().map(|t| t[place]).collect() };
        let small = 1..threshold;
        for (shown, tables) in &self.seen {
            let alike = &self.by_totals[&self.totals[shown]];
            for (place, name) in names.iter().enumerate() {
                let can = can_be(tables, place);
                let mut must: Vec<u64> = small.clone().collect();
                if is_part(name) {
                    let by_totals = can_be(alike, place);
                    must.retain(|n| by_totals.contains(n));
                }
                if can.iter().any(|n| small.contains(n)) && !must.iter().all(|n| can.contains(n)) {
                    let one = &tables[0];
                    breaks.push(format!(
                        "{name} is one of {can:?} in {} tables, as {one:?}, shown as {shown}",
                        tables.len()
                    ));
                }
            }
        }
        breaks
    }

    /// How many different things are shown.
    pub fn ways(&self) -> usize {
        self.seen.len()
    }
}

/// Every way to put `all` into so many places.
#[allow(dead_code)]
pub fn every_way(all: u64, places: usize) -> Vec<Vec<u64>> {
    match places {
        0 => Vec::new(),
        1 => vec![vec![all]],
        _ => (0..=all)
            .flat_map(|first| {
                every_way(all - first, places - 1).into_iter().map(move |rest| [vec![first], rest].concat())
            })
            .collect(),
    }
}
