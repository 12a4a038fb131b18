//! Somebody who wants to know a hidden number. [`Puzzle`] is an exact solver over whole numbers: every count has a least
//! and a greatest value it may have; totals narrow them; what is left is tried value by value. [`Everything`] has the
//! program too: it makes every table there can be, and lays those side by side that look the same.

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

/// Greater than any count in a test; what stands for "any number".
pub const MANY: i64 = 4_000;

/// Counts and how they add up, as a reader knows them.
#[derive(Debug, Clone, Default)]
pub struct Puzzle {
    /// For each count the least and the greatest it may be.
    bounds: Vec<(i64, i64)>,
    /// What adds up to what: a total, and its parts.
    sums: Vec<(usize, Vec<usize>)>,
    /// The counts' names, and what they truly are.
    pub truth: Vec<(String, i64)>,
}

impl Puzzle {
    /// Adds a count, by its name, what it is, and the least and the greatest it may be; its place comes back.
    pub fn cell(&mut self, name: &str, truth: u64, (least, most): (u64, u64)) -> usize {
        let most = i64::try_from(most).map_or(MANY, |most| most.min(MANY));
        assert!((least..=most as u64).contains(&truth), "{name} is {truth} and shown as {least} to {most}");
        self.bounds.push((least as i64, most));
        self.truth.push((name.to_owned(), truth as i64));
        self.bounds.len() - 1
    }

    /// Adds a total and its parts.
    pub fn sum(&mut self, whole: usize, parts: Vec<usize>) {
        let truly: i64 = parts.iter().map(|p| self.truth[*p].1).sum();
        assert_eq!(self.truth[whole].1, truly, "{} is no such sum", self.truth[whole].0);
        self.sums.push((whole, parts));
    }

    /// Adds a count that is what one is more than another, which is at least as much.
    pub fn difference(&mut self, name: &str, whole: usize, part: usize) -> usize {
        let truth = self.truth[whole].1 - self.truth[part].1;
        let rest = self.cell(name, truth as u64, (0, u64::MAX));
        self.sum(whole, vec![part, rest]);
        rest
    }

    /// The true count.
    pub fn count(&self, place: usize) -> u64 {
        self.truth[place].1 as u64
    }

    /// The small counts (from 1 to `bound`) that can only be what they are.
    pub fn determined(&self, bound: u64) -> Vec<String> {
        let small = |place: &usize| (1..=bound as i64).contains(&self.truth[*place].1);
        let known = (0..self.truth.len()).filter(small).filter(|place| !self.could_be_another(*place));
        known.map(|place| format!("{:?}", self.truth[place])).collect()
    }

    /// Whether a count can be anything but what it is.
    fn could_be_another(&self, place: usize) -> bool {
        let truly = self.truth[place].1;
        let mut narrowed = self.clone();
        assert!(narrowed.narrow(), "the truth itself is ruled out");
        let (least, most) = narrowed.bounds[place];
        let near = (1..=most - least).flat_map(|by| [truly + by, truly - by]);
        let near: Vec<i64> = near.filter(|n| (least..=most).contains(n)).collect();
        // What fits mostly fits soon: a value that takes long is left for the next, and looked at again in the end.
        let mut open = Vec::new();
        for n in near {
            match self.can_be(place, n, 300) {
                Some(true) => return true,
                Some(false) => {}
                None => open.push(n),
            }
            if open.len() > 12 {
                break;
            }
        }
        let nearest = open.iter().take(3).find_map(|n| self.can_be(place, *n, 20_000).filter(|can| *can));
        assert!(nearest.is_some() || open.is_empty(), "the attacker gave up: make the table smaller");
        nearest.is_some()
    }

    /// Whether a count can be this; `None` where so many steps do not tell.
    fn can_be(&self, place: usize, count: i64, mut steps: usize) -> Option<bool> {
        let mut tried = self.clone();
        tried.bounds[place] = (count, count);
        tried.solve(&mut steps)
    }

    fn solve(&mut self, steps: &mut usize) -> Option<bool> {
        *steps = steps.checked_sub(1)?;
        if !self.narrow() {
            return Some(false);
        }
        let open = (0..self.bounds.len()).filter(|p| self.bounds[*p].0 < self.bounds[*p].1);
        let Some(place) = open.min_by_key(|p| self.bounds[*p].1 - self.bounds[*p].0) else { return Some(true) };
        let (least, most) = self.bounds[place];
        let before = self.bounds.clone();
        // The truth first, or what is nearest to it: a table near the true one mostly fits.
        let near = self.truth[place].1.clamp(least, most);
        for half in [(near, near), (least, near - 1), (near + 1, most)].into_iter().filter(|(from, to)| from <= to) {
            self.bounds[place] = half;
            if self.solve(steps)? {
                return Some(true);
            }
            self.bounds.clone_from(&before);
        }
        Some(false)
    }

    /// Narrows every count by every total until nothing changes; false where they contradict each other.
    fn narrow(&mut self) -> bool {
        loop {
            let mut changed = false;
            for (whole, parts) in &self.sums {
                let low: i64 = parts.iter().map(|p| self.bounds[*p].0).sum();
                let high: i64 = parts.iter().map(|p| self.bounds[*p].1).sum();
                let before = self.bounds[*whole];
                let now = (before.0.max(low), before.1.min(high));
                changed |= now != before;
                self.bounds[*whole] = now;
                for part in parts {
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

/// Somebody who makes every table there can be, has small numbers hidden in each, and keeps those of which just what
/// they see is shown. What these agree on they know, however it was hidden.
#[derive(Default)]
pub struct Everything {
    /// By what is shown: the true counts of every table of which just that is shown.
    seen: BTreeMap<String, Vec<Vec<u64>>>,
}

impl Everything {
    /// One more table there can be: its true counts, the same ones in the same order for every table, and what is
    /// shown of it.
    pub fn add(&mut self, truth: Vec<u64>, shown: &impl std::fmt::Debug) {
        self.seen.entry(format!("{shown:?}")).or_default().push(truth);
    }

    /// The counts from 1 to `bound` that are the same in every table that looks the same.
    pub fn breaks(&self, names: &[String], bound: u64) -> Vec<String> {
        let mut breaks = Vec::new();
        for (shown, tables) in &self.seen {
            for (place, name) in names.iter().enumerate() {
                let can: BTreeSet<u64> = tables.iter().map(|t| t[place]).collect();
                if can.len() == 1 && can.iter().all(|n| (1..=bound).contains(n)) {
                    breaks.push(format!("{name} is {can:?} in {} tables, shown as {shown}", tables.len()));
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
