//! Disclosure control: how a count of people is shown outside the office.
//!
//! The rule is one that is published: NHS Digital's disclosure control methodology for HES and ECDS (from
//! September 2018). Nought is shown as 0; a count from 1 to the bound (7) is small and shown as `*`; every other is
//! rounded to the nearest 5. Totals are worked out from true counts and then rounded. It replaced hiding further counts
//! by hand so that nobody can work the small ones out, which was slow, and went wrong.
//!
//! By itself it does not keep every small count from being worked out: two counts shown as 10 and a small one, under a
//! total shown as 15, can only be 8, 8 and 1. So it comes with a scope:
//!
//! * **Parts of a total stand by themselves only where they are many** ([`Rule::apart`]): all that would be shown as
//!   `*` or as the smallest number there is (up to [`Rule::sparse`]) are taken together, and what they come to is shown
//!   only where it is more than that. Whatever of them is small may then be one more or one less: somebody else moves
//!   over from another part that is not shown, or to or from one that is, which by rounding has room on one side.
//! * **Lists that have no total** are shown as they are, each count by the rule. A reader may take it that they have
//!   one all the same (that everybody was asked); where that would give a small count away none of these lists is shown
//!   ([`Rule::tells`]). What is not shown may as well be empty.
//! * No two things are crossed: of each conversation its topic, its hour and what happened are counted apart.
//!
//! What may not live here: what is counted, where the tables stand, words.

/// The rule: which counts are small, and how the others are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    bound: u64,
    base: u64,
}

/// How a count is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// This number.
    Count(u64),
    /// That it is small, and not nought.
    Few,
    /// Nothing. By the rule no count is shown so; in what was published before it some are.
    Kept,
}

/// The least and the greatest count there can be behind what is shown.
pub type Range = (u64, u64);

impl Rule {
    /// The rule as it is published: 1 to 7 are small, the rest is rounded to the nearest 5.
    pub const PUBLISHED: Rule = Rule { bound: 7, base: 5 };
    /// The lowest bound: that of bodies that hide what is fewer than 5.
    pub const LEAST_BOUND: u64 = 4;
    /// The greatest.
    pub const GREATEST_BOUND: u64 = 99;
    /// What may be rounded to.
    pub const BASES: [u64; 2] = [5, 10];

    /// A rule of one's own. `None` where the bound is not from [`Rule::LEAST_BOUND`] to [`Rule::GREATEST_BOUND`] or the
    /// base none of [`Rule::BASES`]. (So nothing that is not small is rounded to 0.)
    pub fn new(bound: u64, base: u64) -> Option<Rule> {
        let fits = (Rule::LEAST_BOUND..=Rule::GREATEST_BOUND).contains(&bound) && Rule::BASES.contains(&base);
        fits.then_some(Rule { bound, base })
    }

    /// The greatest count that is small.
    pub fn bound(self) -> u64 {
        self.bound
    }

    /// What the others are rounded to the nearest multiple of.
    pub fn base(self) -> u64 {
        self.base
    }

    /// How a count is shown.
    ///
    /// ```
    /// use golden_thread_core::disclosure::{Rule, Shown};
    ///
    /// let rule = Rule::PUBLISHED;
    /// assert_eq!(rule.show(0), Shown::Count(0));
    /// assert_eq!(rule.show(7), Shown::Few);
    /// assert_eq!(rule.show(38), Shown::Count(40));
    /// assert_eq!(Rule::share(rule.show(20), rule.show(38)), Some(50), "from what is shown, never from the true counts");
    /// ```
    pub fn show(self, count: u64) -> Shown {
        match count {
            0 => Shown::Count(0),
            _ if count <= self.bound => Shown::Few,
            _ => Shown::Count(self.rounded(count)),
        }
    }

    fn rounded(self, count: u64) -> u64 {
        count.saturating_add(self.base / 2) / self.base * self.base
    }

    /// The counts that are shown so.
    pub fn range(self, shown: Shown) -> Range {
        match shown {
            Shown::Count(0) => (0, 0),
            Shown::Count(n) => {
                let least = n.saturating_sub(self.base / 2).max(self.bound + 1);
                (least, n.saturating_add((self.base - 1) / 2))
            }
            Shown::Few => (1, self.bound),
            Shown::Kept => (0, u64::MAX),
        }
    }

    /// The greatest count that is shown as `*` or as the smallest number there is.
    pub fn sparse(self) -> u64 {
        self.range(self.show(self.bound + 1)).1
    }

    /// A percentage, from what is shown. `None` where the part or the whole is small or not shown, or the whole is 0.
    pub fn share(part: Shown, whole: Shown) -> Option<u64> {
        match (part, whole) {
            (Shown::Count(part), Shown::Count(whole)) if whole > 0 => {
                Some((part.saturating_mul(200).saturating_add(whole) / whole / 2).min(100))
            }
            _ => None,
        }
    }

    /// The parts of a total that stand by themselves, in their order, and what all others come to where that is
    /// shown. A part is its name, its count, and whether it may stand by itself at all.
    pub fn apart<N>(self, parts: impl IntoIterator<Item = (N, u64, bool)>) -> (Vec<(N, Shown)>, Option<Shown>) {
        let (mut alone, mut others) = (Vec::new(), 0u64);
        for (name, count, may_stand) in parts {
            match may_stand && count > self.sparse() {
                true => alone.push((name, self.show(count))),
                false => others = others.saturating_add(count),
            }
        }
        // Where nothing stands by itself the others are the total.
        let shown = (others > self.sparse() && !alone.is_empty()).then(|| self.show(others));
        (alone, shown)
    }

    /// What the parts of a total by [`Rule::apart`] say of it.
    pub fn total_of(self, alone: &[Shown], others: Option<Shown>) -> Range {
        let (least, most) = self.added(alone);
        let others = others.map_or((0, self.sparse()), |shown| self.range(shown));
        // Where none stands by itself, nothing is said.
        if alone.is_empty() { (0, u64::MAX) } else { (least + others.0, most.saturating_add(others.1)) }
    }

    fn added(self, parts: &[Shown]) -> Range {
        let ranges = parts.iter().map(|shown| self.range(*shown));
        ranges.fold((0, 0), |all, (least, most)| (all.0 + least, most.saturating_add(all.1)))
    }

    /// Whether some list among these gives a small count away to somebody who takes it that the parts of each add up to
    /// one total, which is in this range. A list that cannot add up to it tells nothing.
    pub fn tells(self, total: Range, lists: &[Vec<Shown>]) -> bool {
        let sums: Vec<Range> = lists.iter().map(|list| self.added(list)).collect();
        let both = |a: Range, b: Range| Some((a.0.max(b.0), a.1.min(b.1))).filter(|(least, most)| least <= most);
        let known = sums.iter().fold(total, |known, sum| both(known, *sum).unwrap_or(known));
        let at_its_end = |(list, (least, most)): (&Vec<Shown>, &Range)| {
            list.contains(&Shown::Few) && (*least == known.1 || *most == known.0)
        };
        lists.iter().zip(&sums).any(at_its_end) || (known.0 == known.1 && (1..=self.bound).contains(&known.0))
    }
}

impl Default for Rule {
    fn default() -> Rule {
        Rule::PUBLISHED
    }
}
