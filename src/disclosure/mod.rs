//! Disclosure control: tables of counts in which small numbers are hidden, and which keep them hidden.
//!
//! A count from 1 up to the threshold is shown as "fewer than" it ([`Shown::Few`]). Hiding it alone is not
//! enough: where a table has totals, subtracting what is shown from a total gives it back. So further counts are
//! held back ([`Shown::Kept`]) until *nobody can tell more about a small count than that it is small*: for each
//! of them there are two tables that agree with everything shown, one in which it is less than small and one in
//! which it is more. [`protect`] finds those tables, or hides more until they exist; it never trusts a
//! rule of thumb about rows and columns, and so works for any number of tables that share their totals.
//!
//! Whoever reads the table is taken to have this program too, to make every table there can be, and to lay those
//! side by side of which it shows the same. So what is hidden must not tell by *how* it is hidden:
//!
//! * **Nought is shown as 0.** Nobody is behind it, and a table full of "fewer than 5" would say that somebody
//!   was. It is held back only where a whole breakdown is.
//! * **A breakdown that is held back is held back whole**: noughts, both halves of each part, and all that these are
//!   broken down into. A nought that stood among blanks would say of the blanks that they are none. The parts of
//!   a small total are always held back so.
//! * A count held back by itself is known to be at the threshold or above, because a nought would be shown and a
//!   small one would be called small. Which one is held back is decided by where it stands, never by how great
//!   it is: "the smallest was held back" would say that it is smaller than its neighbours.
//! * A small count must be able to be one less than small and one more for the others' sake, not only small. If
//!   it had just enough room, the tables in which there is just not enough, and in which the whole breakdown
//!   is held back, would all be tables without the greatest small number.
//! * Counts that nobody prints (of 30 people 28 were checked) are taken to be known as well as the printed ones:
//!   whether they are nought, small or neither is told by how their other half is shown.
//!
//! What may not live here: what is counted, where the tables stand, words.

mod narrow;
mod search;
mod spare;

use narrow::{Bounds, exists, narrow};
use search::Search;

/// The usual threshold: 1 to 4 are small.
pub const THRESHOLD: u64 = 5;

/// A total below so many times the threshold is not broken down. Of what is greater, those tables that must be held
/// back are many enough, and different enough, to say nothing of their parts (`tests/disclosure.rs`).
const BREAKDOWN: u64 = 3;

/// One count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The count.
    pub count: u64,
    /// Whether any table prints it. Counts that nobody prints are still protected where they follow from
    /// printed ones: of 30 people 28 were checked, so 2 were not.
    pub printed: bool,
    /// Whether nobody can work it out, so that it needs no protection of its own; it only holds others together.
    pub free: bool,
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
    /// Held back by itself, or never printed: at the threshold or above.
    Kept,
    /// Held back with its whole breakdown: anything.
    Blank,
}

/// What is being looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// Totals, and lists with one.
    Totals,
    /// What stands inside tables, with a total in each direction.
    Inside,
}

impl Tables {
    /// Adds a count; its place comes back.
    pub fn cell(&mut self, count: u64, printed: bool) -> usize {
        self.cells.push(Cell { count, printed, free: false });
        self.cells.len() - 1
    }

    /// Adds a count that is not printed, and that nobody can work out: see [`Cell::free`].
    pub fn free_cell(&mut self, count: u64) -> usize {
        self.cells.push(Cell { count, printed: false, free: true });
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
    // The totals first and by themselves: what is shown of them must not depend on what stands inside.
    while control.hide_what_must_be(Level::Totals)? {}
    while control.hide_what_must_be(Level::Inside)? {}
    control.show_what_is_known();
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
    /// For each cell whether it is held back by itself.
    kept: Vec<bool>,
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
        let (blank, kept) = (vec![false; tables.sums.len()], vec![false; tables.cells.len()]);
        let mut control = Control { tables, threshold, states: Vec::new(), within, blank, kept };
        control.blank = tables.sums.iter().map(|sum| control.is_too_little(sum)).collect();
        control.settle();
        Some(control)
    }

    fn is_small(&self, cell: usize) -> bool {
        (1..self.threshold).contains(&self.count(cell))
    }

    /// Whether a total is too little to be broken down, whatever the parts are.
    fn is_too_little(&self, sum: &Sum) -> bool {
        let breakdown = sum.parts.len() > 1 && sum.parts.iter().all(|part| self.is_printed(*part));
        let least = if breakdown { BREAKDOWN * self.threshold } else { self.threshold };
        (1..least).contains(&self.count(sum.whole))
    }

    fn is_printed(&self, cell: usize) -> bool {
        self.tables.cells.get(cell).is_some_and(|c| c.printed)
    }

    fn is_free(&self, cell: usize) -> bool {
        self.tables.cells.get(cell).is_some_and(|c| c.free)
    }

    /// How every cell is shown: what is held back by itself or with its breakdown, and all that follows from it.
    fn settle(&mut self) {
        self.states = (0..self.tables.cells.len()).map(|cell| self.alone(cell)).collect();
        loop {
            let mut changed = false;
            for (at, sum) in self.tables.sums.iter().enumerate() {
                let is_blank = |cell: usize| self.state(cell) == State::Blank;
                // Of two halves of which only one is printed, each tells what the other is.
                let printed = sum.parts.iter().filter(|p| self.is_printed(**p)).count();
                let halves = (1..sum.parts.len()).contains(&printed) && !sum.parts.iter().any(|p| self.is_free(*p));
                let by_half = halves && sum.parts.iter().any(|p| is_blank(*p));
                let hidden = matches!(self.state(sum.whole), State::Kept | State::Blank);
                let by_whole = self.is_printed(sum.whole) && hidden;
                let blank = by_half || by_whole || self.blank.get(at) == Some(&true);
                if !blank || sum.parts.iter().all(|p| is_blank(*p)) {
                    continue;
                }
                changed = true;
                sum.parts.iter().for_each(|part| set(&mut self.states, *part, State::Blank));
            }
            if !changed {
                return;
            }
        }
    }

    /// How a cell is shown whose breakdown is not held back.
    fn alone(&self, cell: usize) -> State {
        match self.count(cell) {
            _ if self.is_free(cell) => State::Blank,
            0 => State::Open,
            _ if self.is_small(cell) => State::Few,
            _ if !self.is_printed(cell) || self.kept.get(cell) == Some(&true) => State::Kept,
            _ => State::Open,
        }
    }

    fn count(&self, cell: usize) -> u64 {
        self.tables.cells.get(cell).map_or(0, |c| c.count)
    }

    fn state(&self, cell: usize) -> State {
        self.states.get(cell).copied().unwrap_or(State::Open)
    }

    /// Whether nothing more can be told of a count that is called small than that it is, with something to spare;
    /// and of one that is held back with its breakdown, whatever it is, nothing but what its totals tell.
    fn is_safe(&self, cell: usize, level: Level) -> bool {
        match self.state(cell) {
            State::Few => self.reaches(cell, 0, level) && self.reaches(cell, self.spare(cell), level),
            State::Blank if level == Level::Inside && self.is_inner(cell) && !self.is_free(cell) => {
                let can = |n: u64| self.reaches(cell, n, level);
                let told = |n: u64| !can(n) && self.reaches(cell, n, Level::Totals);
                // That none of them is small may be told.
                !(told(1) || told(self.threshold - 1)) || !(1..self.threshold).any(can)
            }
            _ => true,
        }
    }

    /// Whether a cell stands inside a table, with a total in each direction.
    fn is_inner(&self, cell: usize) -> bool {
        let free = |sum: &Sum| sum.parts.iter().any(|part| self.is_free(*part));
        let is_part =
            |at: &&usize| self.tables.sums.get(**at).is_some_and(|sum| sum.parts.contains(&cell) && !free(sum));
        self.within.get(cell).is_some_and(|all| all.iter().filter(is_part).count() > 1)
    }

    /// Whether nothing more can be told of a small count than that it is small, with nothing to spare.
    fn is_small_at_least(&self, cell: usize, level: Level) -> bool {
        self.reaches(cell, 1, level) && self.reaches(cell, self.threshold - 1, level)
    }

    /// What a small count must be able to be, were it not known to be small: the threshold, or so much more that
    /// among the tables that are held back for want of room there are some with each small count.
    fn spare(&self, cell: usize) -> u64 {
        let mut most = self.threshold;
        for sum in self.within.get(cell).into_iter().flatten().filter_map(|at| self.tables.sums.get(*at)) {
            if sum.parts.contains(&cell) && self.state(sum.whole) == State::Open {
                let room = spare::room(self.count(sum.whole), sum.parts.len() as u64, self.threshold);
                most = most.max(room + 1);
            }
        }
        most
    }

    /// Whether there is a table that has this count in this cell, and agrees with all that is shown of the others;
    /// or with what is shown of the totals alone.
    fn reaches(&self, cell: usize, count: u64, level: Level) -> bool {
        let known = |c: usize| match level {
            Level::Totals if self.is_inner(c) => (0, u64::MAX),
            _ => self.bounds(c),
        };
        let mut bounds: Vec<Bounds> = (0..self.tables.cells.len()).map(known).collect();
        bounds.iter_mut().skip(cell).take(1).for_each(|b| *b = (b.0.min(count), b.1.max(count)));
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

    /// Looks at every count of a level once and hides what must be hidden for it: whether anything was. `None` where
    /// nothing more can be hidden, and something small could still be worked out.
    fn hide_what_must_be(&mut self, level: Level) -> Option<bool> {
        let mut hidden = false;
        for place in 0..self.tables.cells.len() {
            if level == Level::Totals && self.is_inner(place) {
                continue;
            }
            let (before, was) = (self.kept.clone(), self.state(place));
            while !self.is_safe(place, level) {
                // Where nothing more can be held back, being small must be all that is known of it.
                if self.hide_more(place, level).is_none() {
                    if self.state(place) == State::Few && !self.is_small_at_least(place, level) {
                        return None;
                    }
                    break;
                }
                hidden = true;
                // Once its breakdown is held back, what was held back in vain before may be shown.
                if was == State::Few && level == Level::Inside && self.state(place) == State::Blank {
                    self.kept.clone_from(&before);
                    self.settle();
                    break;
                }
            }
        }
        Some(hidden)
    }

    /// Hides something more of a level so that a count comes nearer to being safe. `None` where nothing is left.
    fn hide_more(&mut self, cell: usize, level: Level) -> Option<()> {
        let mut reachable = self.reachable(cell);
        let is_inside = |sum: &Sum| sum.parts.iter().all(|part| self.is_inner(*part));
        let of_level = |sum: &Sum| is_inside(sum) == (level == Level::Inside);
        reachable.retain(|(at, _)| self.tables.sums.get(*at).is_some_and(of_level));
        let sums = || reachable.iter().filter_map(|(at, far)| Some((*at, self.tables.sums.get(*at)?, *far)));
        // First a part, from the sum in which least can give way; the nearer one of two alike.
        let from = |(_, sum, far): (usize, &Sum, usize)| {
            let part = sum.parts.iter().copied().filter(|p| self.can_be_kept(*p)).min_by_key(|p| self.price(*p))?;
            Some(((self.slack(sum), far), part))
        };
        if let Some((_, part)) = sums().filter_map(from).min_by_key(|(key, _)| *key) {
            self.keep(part);
            return Some(());
        }
        // Then a whole breakdown, the nearest, and last a total.
        let open = |sum: &Sum| sum.parts.iter().any(|p| !matches!(self.state(*p), State::Blank));
        let breakdown = sums().filter(|(_, sum, _)| open(sum)).min_by_key(|(.., far)| *far);
        if let Some((at, ..)) = breakdown {
            self.blank.iter_mut().skip(at).take(1).for_each(|blank| *blank = true);
            self.settle();
            return Some(());
        }
        if level == Level::Inside {
            return None;
        }
        let whole = sums().map(|(_, sum, far)| (far, sum.whole)).filter(|(_, w)| self.can_be_kept(*w)).min()?;
        self.keep(whole.1);
        Some(())
    }

    fn keep(&mut self, cell: usize) {
        self.kept.iter_mut().skip(cell).take(1).for_each(|kept| *kept = true);
        self.settle();
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

    /// What holding a cell back costs: the sums in which nothing is hidden yet; of two alike the first.
    fn price(&self, cell: usize) -> usize {
        let untouched = |at: &&usize| self.tables.sums.get(**at).is_some_and(|sum| self.slack(sum) == 0);
        self.within.get(cell).map_or(0, |all| all.iter().filter(untouched).count())
    }

    /// What follows from the rest by adding up is known to everybody, and may as well be shown.
    fn show_what_is_known(&mut self) {
        let mut known: Vec<Bounds> = (0..self.tables.cells.len()).map(|cell| self.bounds(cell)).collect();
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
