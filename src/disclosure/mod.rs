//! Disclosure control: tables of counts in which small numbers are hidden, and which keep them hidden.
//!
//! A count from 1 up to the threshold is shown as "fewer than" it ([`Shown::Few`]). Hiding it alone is not
//! enough: where a table has totals, subtracting what is shown from a total gives it back. So further counts are
//! held back ([`Shown::Kept`]) until *nobody can tell more about a small count than that it is small*: for each
//! of them there are two tables that agree with everything shown, one in which it is 1 and one in which it is
//! the greatest small number. [`protect`] finds those tables, or hides more until they exist; it never trusts a
//! rule of thumb about rows and columns, and so works for any number of tables that share their totals.
//!
//! What is decided here:
//!
//! * **Nought is shown as 0.** Nobody is behind it, and a table full of "fewer than 5" would say that somebody
//!   was. It is held back only where a whole breakdown is.
//! * The parts of a small total are not shown at all, noughts included: each of them is small too.
//! * Whoever reads the table is taken to know all of this page. A count held back by itself is known to be at
//!   the threshold or above, because a nought would be shown and a small one would be called small.
//!
//! What may not live here: what is counted, where the tables stand, words.

mod narrow;
mod search;

use narrow::{Bounds, exists, narrow};
use search::{Search, by_key};

/// The usual threshold: 1 to 4 are small.
pub const THRESHOLD: u64 = 5;

/// One count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The count.
    pub count: u64,
    /// Whether any table prints it. Counts that nobody prints are still protected where they follow from
    /// printed ones: of 30 people 28 were checked, so 2 were not.
    pub printed: bool,
}

/// A total and its parts, by their places in the list of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The total.
    pub whole: usize,
    /// The parts that add up to it.
    pub parts: Vec<usize>,
}

/// Counts and how they add up: any number of tables, with all the totals they share.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tables {
    /// The counts.
    pub cells: Vec<Cell>,
    /// What adds up to what. Everything that a reader can add up must be here.
    pub sums: Vec<Sum>,
}

/// How a count is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// As it is.
    Count(u64),
    /// "Fewer than" the threshold, and not nought.
    Few,
    /// Not shown, so that a small one cannot be worked out.
    Kept,
}

/// What a reader can know of a cell from how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Few,
    /// Held back by itself: at the threshold or above.
    Kept,
    /// Held back with its whole breakdown, or never printed: anything.
    Blank,
}

impl Tables {
    /// Adds a count; its place comes back.
    pub fn cell(&mut self, count: u64, printed: bool) -> usize {
        self.cells.push(Cell { count, printed });
        self.cells.len() - 1
    }

    /// Adds a total and its parts.
    pub fn sum(&mut self, whole: usize, parts: Vec<usize>) {
        self.sums.push(Sum { whole, parts });
    }
}

/// How each cell is to be shown, in the cells' order. `None` where no way is found that protects every small
/// count; then nothing of the tables may be shown. (None such has been met: with everything held back, every
/// small count is protected. It would also be `None` where a total is not the sum of its parts.)
pub fn protect(tables: &Tables, threshold: u64) -> Option<Vec<Shown>> {
    let mut control = Control::new(tables, threshold)?;
    for place in 0..tables.cells.len() {
        while !control.is_safe(place) {
            control.hide_more(place)?;
        }
    }
    control.show_what_need_not_be_kept();
    Some(control.shown())
}

struct Control<'a> {
    tables: &'a Tables,
    threshold: u64,
    states: Vec<State>,
    /// For each cell the sums it is in.
    within: Vec<Vec<usize>>,
    /// For each sum whether its whole breakdown is held back.
    blank: Vec<bool>,
}

impl<'a> Control<'a> {
    fn new(tables: &'a Tables, threshold: u64) -> Option<Control<'a>> {
        let mut within = vec![Vec::new(); tables.cells.len()];
        for (at, sum) in tables.sums.iter().enumerate() {
            let parts: u64 = sum.parts.iter().filter_map(|p| tables.cells.get(*p)).map(|c| c.count).sum();
            if tables.cells.get(sum.whole)?.count != parts {
                return None;
            }
            for cell in sum.parts.iter().chain([&sum.whole]) {
                within.get_mut(*cell)?.push(at);
            }
        }
        let blank = vec![false; tables.sums.len()];
        let mut control = Control { tables, threshold, states: Vec::new(), within, blank };
        let small_whole = |sum: &Sum| control.is_small(sum.whole);
        control.blank = tables.sums.iter().map(small_whole).collect();
        control.states = (0..tables.cells.len()).map(|cell| control.plain(cell)).collect();
        Some(control)
    }

    fn is_small(&self, cell: usize) -> bool {
        (1..self.threshold).contains(&self.count(cell))
    }

    /// How a cell is shown where nothing is held back for the sake of another.
    fn plain(&self, cell: usize) -> State {
        let is_part = |at: &usize| self.tables.sums.get(*at).is_some_and(|sum| sum.parts.contains(&cell));
        let blank = |at: &usize| self.blank.get(*at) == Some(&true) && is_part(at);
        let printed = self.tables.cells.get(cell).is_some_and(|c| c.printed);
        match self.within.get(cell) {
            _ if !printed => State::Blank,
            Some(sums) if sums.iter().any(blank) => State::Blank,
            _ if self.is_small(cell) => State::Few,
            _ => State::Open,
        }
    }

    fn count(&self, cell: usize) -> u64 {
        self.tables.cells.get(cell).map_or(0, |c| c.count)
    }

    fn state(&self, cell: usize) -> State {
        self.states.get(cell).copied().unwrap_or(State::Open)
    }

    /// Whether nothing more can be told of a small count than that it is small; true for any other count.
    fn is_safe(&self, cell: usize) -> bool {
        !self.is_small(cell) || (self.reaches(cell, 1) && self.reaches(cell, self.threshold - 1))
    }

    /// Whether there is a table that agrees with everything shown and has this count in this cell.
    fn reaches(&self, cell: usize, count: u64) -> bool {
        let bounds: Vec<Bounds> = (0..self.tables.cells.len()).map(|c| self.bounds(c)).collect();
        // Mending the true table is quick and mostly does it; what it does not find is looked for from scratch.
        Search::new(self.tables, &self.within, bounds.clone()).reaches(cell, count)
            || exists(self.tables, bounds, cell, count)
    }

    /// The least and the greatest count a reader may take a cell for.
    fn bounds(&self, cell: usize) -> Bounds {
        match self.state(cell) {
            State::Open => (self.count(cell), self.count(cell)),
            State::Few => (1, self.threshold - 1),
            State::Kept => (self.threshold, u64::MAX),
            State::Blank => (0, u64::MAX),
        }
    }

    /// Hides something more so that a small count comes nearer to being safe. `None` where nothing is left.
    fn hide_more(&mut self, cell: usize) -> Option<()> {
        let reachable = self.reachable(cell);
        let sums = || reachable.iter().filter_map(|(at, far)| Some((*at, self.tables.sums.get(*at)?, *far)));
        // First a part, from the sum in which least can give way; the nearer one of two alike.
        let from = |(_, sum, far): (usize, &Sum, usize)| {
            let part = sum.parts.iter().copied().filter(|p| self.can_be_kept(*p)).min_by_key(|p| self.price(*p))?;
            Some(((self.slack(sum), far), part))
        };
        if let Some((_, part)) = sums().filter_map(from).min_by_key(|(key, _)| *key) {
            set(&mut self.states, part, State::Kept);
            return Some(());
        }
        // Then a whole breakdown, the nearest, and last a total.
        let open = |sum: &Sum| sum.parts.iter().any(|p| !matches!(self.state(*p), State::Blank));
        let breakdown = sums().filter(|(_, sum, _)| open(sum)).min_by_key(|(.., far)| *far);
        if let Some((at, sum, _)) = breakdown {
            let parts = sum.parts.clone();
            self.blank.iter_mut().skip(at).take(1).for_each(|blank| *blank = true);
            parts.into_iter().for_each(|part| set(&mut self.states, part, State::Blank));
            return Some(());
        }
        let whole = sums().map(|(_, sum, far)| (far, sum.whole)).filter(|(_, w)| self.can_be_kept(*w)).min()?;
        set(&mut self.states, whole.1, State::Kept);
        Some(())
    }

    /// The sums that a change of a cell can be felt in, with how far they are: through cells that are not open.
    fn reachable(&self, cell: usize) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut edge = vec![cell];
        let mut far = 0;
        while !edge.is_empty() {
            let mut next = Vec::new();
            for at in edge.iter().filter_map(|c| self.within.get(*c)).flatten() {
                if found.iter().any(|(known, _)| known == at) {
                    continue;
                }
                found.push((*at, far));
                let Some(sum) = self.tables.sums.get(*at) else { continue };
                let hidden = sum.parts.iter().chain([&sum.whole]).filter(|c| self.state(**c) != State::Open);
                next.extend(hidden.copied());
            }
            edge = next;
            far += 1;
        }
        found
    }

    fn can_be_kept(&self, cell: usize) -> bool {
        self.state(cell) == State::Open && self.count(cell) >= self.threshold
    }

    /// How many cells of a sum can give way freely.
    fn slack(&self, sum: &Sum) -> usize {
        let free = |c: &&usize| matches!(self.state(**c), State::Kept | State::Blank);
        sum.parts.iter().chain([&sum.whole]).filter(free).count()
    }

    /// What holding a cell back costs: the sums in which nothing is hidden yet, whether it is too near the
    /// threshold to give way downwards, and how much it says.
    fn price(&self, cell: usize) -> (usize, bool, u64) {
        let untouched = |at: &&usize| self.tables.sums.get(**at).is_some_and(|sum| self.slack(sum) == 0);
        let sums = self.within.get(cell).map_or(0, |all| all.iter().filter(untouched).count());
        (sums, self.count(cell) < 2 * self.threshold, self.count(cell))
    }

    /// Hiding goes step by step, and an early step may turn out to be needless. What is still held back by
    /// itself after this cannot be worked out: showing it would give a small count away, so it says something.
    fn show_what_need_not_be_kept(&mut self) {
        let cells = 0..self.tables.cells.len();
        for (at, sum) in self.tables.sums.iter().enumerate() {
            if self.blank.get(at) != Some(&true) || self.is_small(sum.whole) {
                continue;
            }
            let before = self.states.clone();
            self.blank.iter_mut().skip(at).take(1).for_each(|blank| *blank = false);
            let plain: Vec<(usize, State)> = sum.parts.iter().map(|part| (*part, self.plain(*part))).collect();
            plain.into_iter().for_each(|(part, state)| set(&mut self.states, part, state));
            if !cells.clone().all(|c| self.is_safe(c)) {
                self.blank.iter_mut().skip(at).take(1).for_each(|blank| *blank = true);
                self.states = before;
            }
        }
        let mut kept: Vec<usize> = cells.clone().filter(|c| self.state(*c) == State::Kept).collect();
        by_key(&mut kept, |c| std::cmp::Reverse(self.count(*c)));
        for cell in kept {
            set(&mut self.states, cell, State::Open);
            if !cells.clone().all(|c| self.is_safe(c)) {
                set(&mut self.states, cell, State::Kept);
            }
        }
        // What follows from the rest by adding up is known to everybody, and may as well be shown.
        let mut known: Vec<Bounds> = cells.map(|cell| self.bounds(cell)).collect();
        narrow(self.tables, &mut known);
        for (cell, (least, most)) in known.into_iter().enumerate() {
            if self.state(cell) == State::Kept && least == most {
                set(&mut self.states, cell, State::Open);
            }
        }
    }

    fn shown(&self) -> Vec<Shown> {
        let shown = |(place, cell): (usize, &Cell)| match self.state(place) {
            State::Open => Shown::Count(cell.count),
            State::Few => Shown::Few,
            State::Kept | State::Blank => Shown::Kept,
        };
        self.tables.cells.iter().enumerate().map(shown).collect()
    }
}

fn set(states: &mut [State], cell: usize, state: State) {
    states.iter_mut().skip(cell).take(1).for_each(|s| *s = state);
}
