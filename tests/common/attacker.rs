//! Somebody who wants to know a hidden number. An exact solver over whole numbers: every count has a least and a
//! greatest value it may have; totals narrow them; what is left is tried value by value.

use golden_thread::disclosure::{Shown, Tables};

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
