//! Looking for another table that agrees with everything shown.
//!
//! The true table agrees. From it one count is changed as asked; every total that no longer adds up is mended
//! by changing one more count that a reader does not know, within what a reader may take it for, until all add
//! up again. What is found is a whole table of whole numbers, so it proves what it is asked to prove; what is not
//! found may still be there.

use super::Tables;
use super::narrow::Bounds;

/// So many changes are tried for one question.
const STEPS: usize = 600;

/// A cell that could mend a sum, its sign in it, and its room.
type Mending = (usize, i128, i128);

/// A search over some tables.
pub(super) struct Search<'a> {
    tables: &'a Tables,
    within: &'a [Vec<usize>],
    bounds: Vec<Bounds>,
    /// The counts of the table that is being made.
    counts: Vec<u64>,
    changed: Vec<bool>,
    /// For each sum, by how much its parts fall short of the whole.
    short: Vec<i128>,
    steps: usize,
}

impl<'a> Search<'a> {
    /// Begins at the true table. `bounds` are the least and the greatest count a reader may take a cell for.
    pub(super) fn new(tables: &'a Tables, within: &'a [Vec<usize>], bounds: Vec<Bounds>) -> Search<'a> {
        let cells = tables.cells.len();
        Search {
            tables,
            within,
            bounds,
            counts: tables.cells.iter().map(|c| c.count).collect(),
            changed: vec![false; cells],
            short: vec![0; tables.sums.len()],
            steps: STEPS,
        }
    }

    /// Whether there is a table in which this cell has this count.
    pub(super) fn reaches(mut self, cell: usize, count: u64) -> bool {
        let Some((least, most)) = self.bounds.get(cell).copied() else { return false };
        if !(least..=most).contains(&count) {
            return false;
        }
        let now = self.count(cell);
        if now == count {
            return true;
        }
        self.change(cell, i128::from(count) - i128::from(now));
        self.mend()
    }

    fn count(&self, cell: usize) -> u64 {
        self.counts.get(cell).copied().unwrap_or(0)
    }

    /// Adds to a cell, and notes it in its sums.
    fn change(&mut self, cell: usize, by: i128) {
        let count = i128::from(self.count(cell)) + by;
        self.counts.iter_mut().skip(cell).take(1).for_each(|c| *c = u64::try_from(count).unwrap_or(0));
        self.changed.iter_mut().skip(cell).take(1).for_each(|c| *c = !*c);
        for at in self.within.get(cell).into_iter().flatten() {
            let is_whole = self.tables.sums.get(*at).is_some_and(|s| s.whole == cell);
            self.short.iter_mut().skip(*at).take(1).for_each(|s| *s += if is_whole { by } else { -by });
        }
    }

    /// Makes every sum add up again; what did not help is taken back.
    fn mend(&mut self) -> bool {
        if self.steps == 0 {
            return false;
        }
        self.steps -= 1;
        let Some((short, options)) = self.tightest() else { return true };
        // A cell that can take all of it, those in fewest sums first.
        for (cell, sign, room) in &options {
            let by = short * sign;
            if by.abs() <= *room {
                self.change(*cell, by);
                if self.mend() {
                    return true;
                }
                self.change(*cell, -by);
            }
        }
        // None can alone: one takes what it can, and the next step sees to the rest.
        for (cell, sign, room) in options.iter().filter(|(.., room)| *room < short.abs()) {
            let by = short.signum() * sign * room;
            self.change(*cell, by);
            if self.mend() {
                return true;
            }
            self.change(*cell, -by);
        }
        false
    }

    /// Of the sums that do not add up, the one with the fewest cells that could mend it: by how much it is
    /// short, and those cells, each with its sign in it and its room. `None` where all add up.
    fn tightest(&self) -> Option<(i128, Vec<Mending>)> {
        let broken = self.short.iter().enumerate().filter(|(_, short)| **short != 0);
        let with_options = broken.map(|(at, short)| (*short, self.options(at, *short)));
        with_options.min_by_key(|(_, options)| options.len())
    }

    fn options(&self, at: usize, short: i128) -> Vec<Mending> {
        let Some(sum) = self.tables.sums.get(at) else { return Vec::new() };
        let cells = sum.parts.iter().map(|p| (*p, 1)).chain([(sum.whole, -1)]);
        let option = |(cell, sign): (usize, i128)| {
            let (least, most) = self.bounds.get(cell).copied()?;
            let count = self.count(cell);
            let up = short * sign > 0;
            let room = if up { most.saturating_sub(count) } else { count.saturating_sub(least) };
            let untouched = self.changed.get(cell) == Some(&false);
            (untouched && room > 0).then_some((cell, sign, i128::from(room)))
        };
        let mut options: Vec<_> = cells.filter_map(option).collect();
        let sums = |cell: usize| self.within.get(cell).map_or(0, Vec::len);
        by_key(&mut options, |(cell, _, room)| (sums(*cell), std::cmp::Reverse(*room)));
        options
    }
}

/// Puts a short list in order; see `record::sort`, which this room may not name.
fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && items.get(at - 1).map(&key) > items.get(at).map(&key) {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}
