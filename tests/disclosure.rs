//! The rule for small numbers, and that by its scope nobody can work one out: every table there can be of a size is
//! made, and those that look the same are laid side by side.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "common/attacker.rs"]
mod attacker;

use attacker::{Everything, Puzzle, every_way};
use golden_thread::disclosure::{Rule, Shown};
use proptest::prelude::*;

fn rules() -> Vec<Rule> {
    let bounds = (Rule::LEAST_BOUND..=Rule::GREATEST_BOUND).flat_map(|b| Rule::BASES.map(|base| (b, base)));
    bounds.map(|(bound, base)| Rule::new(bound, base).unwrap()).collect()
}

#[test]
fn nought_is_nought_one_to_seven_a_star_and_the_rest_rounded_to_five() {
    let shown = |n| Rule::PUBLISHED.show(n);
    assert_eq!(shown(0), Shown::Count(0));
    assert!((1..=7).all(|n| shown(n) == Shown::Few));
    for (n, rounded) in [(8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (60, 60), (62, 60), (63, 65), (1_234, 1_235)]
    {
        assert_eq!(shown(n), Shown::Count(rounded), "{n}");
    }
    assert_eq!(Rule::default(), Rule::PUBLISHED);
    assert_eq!((Rule::PUBLISHED.sparse(), shown(u64::MAX)), (12, Shown::Count(u64::MAX / 5 * 5)));
}

#[test]
fn a_partnership_may_choose_another_bound_and_base_within_reason() {
    let fewer_than_five = Rule::new(4, 5).unwrap();
    assert_eq!(
        [4, 5, 7, 8].map(|n| fewer_than_five.show(n)),
        [Shown::Few, Shown::Count(5), Shown::Count(5), Shown::Count(10)]
    );
    for (bound, base) in [(3, 5), (0, 5), (100, 5), (7, 1), (7, 0), (7, 3)] {
        assert_eq!(Rule::new(bound, base), None, "{bound} {base}");
    }
    for rule in rules() {
        for n in 0..400 {
            let shown = rule.show(n);
            let (least, most) = rule.range(shown);
            assert!((least..=most).contains(&n), "{rule:?} {n}");
            assert!((least..=most).all(|n| rule.show(n) == shown) && rule.show(most + 1) != shown, "{rule:?} {n}");
            assert!(least == 0 || rule.show(least - 1) != shown, "{rule:?} {n}");
            assert_eq!(shown == Shown::Count(0), n == 0, "{rule:?} {n}: nothing but nought is shown as 0");
            // What stands by itself has room on at least one side, whatever it is.
            assert!(n <= rule.sparse() || most - least + 1 == rule.base(), "{rule:?} {n}");
        }
        assert!(rule.sparse() > rule.bound());
    }
}

#[test]
fn a_percentage_is_of_rounded_numbers_and_of_no_small_one() {
    let share = |part, whole| Rule::share(Rule::PUBLISHED.show(part), Rule::PUBLISHED.show(whole));
    assert_eq!(share(61, 178), Some(33), "60 of 180");
    assert_eq!((share(0, 178), share(178, 178)), (Some(0), Some(100)));
    assert_eq!(share(12, 13), Some(67), "10 of 15");
    for (part, whole) in [(3, 178), (7, 7), (0, 7), (0, 0)] {
        assert_eq!(share(part, whole), None, "{part} of {whole}");
    }
    assert_eq!(Rule::share(Shown::Kept, Shown::Count(10)), None);
}

/// What the scope is for: by the bare rule small counts are found.
#[test]
fn the_attacker_finds_what_the_rule_alone_gives_away() {
    let rule = Rule::PUBLISHED;
    let bare = |parts: &[u64]| {
        let mut puzzle = Puzzle::default();
        let total = parts.iter().sum();
        let total = puzzle.cell("total", total, rule.range(rule.show(total)));
        let cells = parts.iter().map(|n| puzzle.cell("part", *n, rule.range(rule.show(*n)))).collect();
        puzzle.sum(total, cells);
        puzzle.determined(7)
    };
    assert_eq!(bare(&[8, 8, 1]).len(), 1, "10, 10 and * under 15");
    assert_eq!(bare(&[7, 7, 7, 7]).len(), 4, "four times * under 30");
    assert_eq!(bare(&[1; 12]).len(), 12, "twelve times * under 10");
    assert_eq!(bare(&[1, 30, 28, 1]), [""; 0]);
    assert_eq!(bare(&[20, 9, 3]), [""; 0]);
    assert!(rule.tells((13, 17), &[[8, 8, 1].map(|n| rule.show(n)).to_vec()]));
    assert!(rule.tells((28, 32), &[vec![Shown::Few; 4]]) && rule.tells((8, 12), &[vec![Shown::Few; 12]]));
    assert!(!rule.tells((58, 62), &[[1, 30, 28, 1].map(|n| rule.show(n)).to_vec()]));
    // Two lists, each of which tells nothing alone: at most 14 by the one, at least 14 by the other.
    let (ages, languages) = (vec![Shown::Few; 2], vec![Shown::Few; 14]);
    assert!(
        !rule.tells((13, 17), std::slice::from_ref(&ages)) && !rule.tells((13, 17), std::slice::from_ref(&languages))
    );
    assert!(rule.tells((13, 17), &[ages, languages]));
    // What cannot add up to the total says that not everybody was asked, and nothing else.
    assert!(!rule.tells((178, 182), &[vec![Shown::Few; 4]]));
}

/// Every table of so many parts up to a size, with its total: what stands by itself, what the others come to.
fn every_table(rule: Rule, parts: usize, most: u64, sensitive: usize) -> (usize, Vec<String>) {
    let mut everything = Everything::default();
    // The last total's window must be whole.
    assert_eq!(rule.range(rule.show(most)).1, most);
    for counts in (0..=most).flat_map(|all| every_way(all, parts)) {
        let named = counts.iter().enumerate().map(|(at, n)| (at, *n, at >= sensitive));
        let shown = (rule.show(counts.iter().sum()), rule.apart(named));
        everything.add([vec![counts.iter().sum()], counts].concat(), &shown);
    }
    let names: Vec<String> = (0..=parts).map(|n| format!("part {n}")).collect();
    (everything.ways(), everything.breaks(&names, rule.bound()))
}

#[test]
fn of_no_table_there_can_be_is_a_small_count_known() {
    let fives = Rule::new(4, 5).unwrap();
    let tens = Rule::new(4, 10).unwrap();
    for (rule, parts, most, sensitive) in [
        (Rule::PUBLISHED, 1, 62, 0),
        (Rule::PUBLISHED, 2, 102, 0),
        (Rule::PUBLISHED, 3, 67, 0),
        (Rule::PUBLISHED, 3, 52, 1),
        (Rule::PUBLISHED, 4, 32, 0),
        (fives, 3, 52, 0),
        (fives, 4, 37, 1),
        (fives, 5, 22, 0),
        (tens, 3, 54, 0),
        (tens, 4, 34, 0),
    ] {
        let (ways, breaks) = every_table(rule, parts, most, sensitive);
        assert!(ways > most as usize / 10, "{ways}");
        assert_eq!(breaks, [""; 0], "{rule:?}, {parts} parts up to {most}");
    }
}

proptest! {
    /// Large tables, attacked with the solver: it knows the rule, the scope, and which parts there are.
    #[test]
    fn of_no_large_table_is_a_small_count_known(
        counts in proptest::collection::vec(prop_oneof![2 => Just(0u64), 4 => 1..=7u64, 3 => 8..=12u64, 3 => 13..40u64], 1..9),
        at in 0usize..rules().len(),
    ) {
        let rule = rules()[at];
        let (alone, others) = rule.apart(counts.iter().enumerate().map(|(at, n)| (at, *n, true)));
        let mut puzzle = Puzzle::default();
        let all = counts.iter().sum();
        let total = puzzle.cell("total", all, rule.range(rule.show(all)));
        let part = |puzzle: &mut Puzzle, at: usize| {
            let shown = alone.iter().find(|(known, _)| *known == at).map(|(_, shown)| rule.range(*shown));
            puzzle.cell(&format!("part {at}"), counts[at], shown.unwrap_or((0, rule.sparse())))
        };
        let cells: Vec<usize> = (0..counts.len()).map(|at| part(&mut puzzle, at)).collect();
        let (named, hidden): (Vec<usize>, Vec<usize>) =
            cells.iter().partition(|cell| alone.iter().any(|(known, _)| cells[*known] == **cell));
        if !hidden.is_empty() {
            let least = if alone.is_empty() { (0, u64::MAX) } else { (0, rule.sparse()) };
            let rest = hidden.iter().map(|cell| puzzle.count(*cell)).sum();
            let rest = puzzle.cell("the others", rest, others.map_or(least, |shown| rule.range(shown)));
            puzzle.sum(rest, hidden);
            puzzle.sum(total, named.iter().copied().chain([rest]).collect());
        } else {
            puzzle.sum(total, named);
        }
        prop_assert_eq!(puzzle.determined(rule.bound()), Vec::<String>::new());
    }
}
