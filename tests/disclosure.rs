//! Hidden numbers stay hidden. An attacker who knows everything that is shown, how it adds up and how hiding
//! works tries to work small numbers out. The attacker shares no code with what is attacked: it narrows what
//! every count may be until nothing narrows any more, and then tries values one by one, which is exact.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "common/attacker.rs"]
mod attacker;

use attacker::Attacker;
use golden_thread::disclosure::{Shown, Tables, protect};
use proptest::prelude::*;

const T: u64 = 5;

/// A table of rows and columns with all its totals.
fn grid(counts: &[Vec<u64>]) -> Tables {
    let mut tables = Tables::default();
    let rows: Vec<Vec<usize>> = counts.iter().map(|row| row.iter().map(|n| tables.cell(*n, true)).collect()).collect();
    let columns = counts[0].len();
    let totals: Vec<usize> = counts.iter().map(|row| tables.cell(row.iter().sum(), true)).collect();
    let below: Vec<usize> = (0..columns).map(|c| tables.cell(counts.iter().map(|row| row[c]).sum(), true)).collect();
    let all = tables.cell(counts.iter().flatten().sum(), true);
    for (row, total) in rows.iter().zip(&totals) {
        tables.sum(*total, row.clone());
    }
    for (column, total) in below.iter().enumerate() {
        tables.sum(*total, rows.iter().map(|row| row[column]).collect());
    }
    tables.sum(all, totals);
    tables.sum(all, below);
    tables
}

/// Nothing narrower than "fewer than the threshold" can be told of any small count, and what is held back by
/// itself cannot be told at all. (In a breakdown that is held back whole, a great count may follow from another
/// table; the small ones beside it do not.)
fn assert_safe(tables: &Tables, shown: &[Shown], threshold: u64) {
    for (place, cell) in tables.cells.iter().enumerate() {
        let small = (1..threshold).contains(&cell.count);
        if small {
            assert!(!cell.printed || !matches!(shown[place], Shown::Count(_)), "a small count is shown: {place}");
            for asked in [1, threshold - 1] {
                let can = attacker::can_be(tables, shown, threshold, place, asked);
                assert!(can, "cell {place} cannot be {asked}: {tables:?} {shown:?}");
            }
        } else if cell.printed && shown[place] == Shown::Kept && !attacker::in_blank_breakdown(tables, shown, place) {
            assert!(cell.count >= threshold, "a nought is held back by itself: {place}");
            let others = (0..=cell.count + 3 * threshold).filter(|n| *n != cell.count);
            let mut others = others.filter(|n| Attacker::new(tables, shown, threshold).can_be(place, *n));
            assert!(others.next().is_some(), "cell {place} is given away: {tables:?} {shown:?}");
        } else if let Shown::Count(n) = shown[place] {
            assert_eq!(n, cell.count);
        }
    }
}

#[test]
fn the_attacker_finds_what_hiding_small_numbers_alone_gives_away() {
    let tables = grid(&[vec![3, 20], vec![15, 30]]);
    let only_small: Vec<Shown> = tables
        .cells
        .iter()
        .map(|c| if (1..T).contains(&c.count) { Shown::Few } else { Shown::Count(c.count) })
        .collect();
    let known: Vec<u64> = (0..9).filter(|n| Attacker::new(&tables, &only_small, T).can_be(0, *n)).collect();
    assert_eq!(known, [3]);
    let shown = protect(&tables, T).unwrap();
    assert_eq!(shown.iter().filter(|s| **s == Shown::Kept).count(), 3, "{shown:?}");
    assert_safe(&tables, &shown, T);
}

#[test]
fn what_can_be_shown_is_shown() {
    let open = grid(&[vec![0, 20], vec![15, 0]]);
    assert_eq!(protect(&open, T).unwrap(), open.cells.iter().map(|c| Shown::Count(c.count)).collect::<Vec<_>>());
    // Two small counts in a row hide each other; one in a list without a total needs no other.
    let mut list = Tables::default();
    for n in [2, 40, 0, 7] {
        list.cell(n, true);
    }
    assert_eq!(protect(&list, T).unwrap(), [Shown::Few, Shown::Count(40), Shown::Count(0), Shown::Count(7)]);
    let whole = list.cell(49, true);
    list.sum(whole, vec![0, 1, 2, 3]);
    let shown = protect(&list, T).unwrap();
    assert_eq!(shown[4], Shown::Count(49), "a part goes before a total: {shown:?}");
    assert_safe(&list, &shown, T);
}

#[test]
fn a_small_total_has_no_breakdown_and_six_ones_are_not_told() {
    let mut tables = Tables::default();
    let parts: Vec<usize> = [1, 2, 0].iter().map(|n| tables.cell(*n, true)).collect();
    let whole = tables.cell(3, true);
    tables.sum(whole, parts);
    assert_eq!(protect(&tables, T).unwrap(), [Shown::Kept, Shown::Kept, Shown::Kept, Shown::Few]);
    let mut ones = Tables::default();
    let mut parts: Vec<usize> = (0..6).map(|_| ones.cell(1, true)).collect();
    parts.push(ones.cell(0, true));
    let whole = ones.cell(6, true);
    ones.sum(whole, parts);
    let shown = protect(&ones, T).unwrap();
    assert_eq!(shown[7], Shown::Count(6));
    assert_safe(&ones, &shown, T);
}

#[test]
fn what_is_never_printed_is_protected_too() {
    // Of 30 people 28 were checked: 2 were not, though no table says so.
    let mut tables = Tables::default();
    let (all, checked, others) = (tables.cell(30, true), tables.cell(28, true), tables.cell(2, false));
    tables.sum(all, vec![checked, others]);
    let shown = protect(&tables, T).unwrap();
    assert_eq!(shown[all], Shown::Count(30));
    assert_eq!(shown[checked], Shown::Kept);
    assert_safe(&tables, &shown, T);
}

#[test]
fn totals_that_do_not_add_up_are_refused() {
    let mut tables = Tables::default();
    let (a, b) = (tables.cell(3, true), tables.cell(9, true));
    tables.sum(b, vec![a]);
    assert_eq!(protect(&tables, T), None);
    tables.sum(7, vec![a]);
    assert_eq!(protect(&tables, T), None, "a place that is not there");
}

fn counts(most: u64) -> impl Strategy<Value = u64> {
    prop_oneof![3 => Just(0u64), 4 => 1..5u64, 3 => 5..=most]
}

proptest! {
    #[test]
    fn nothing_small_can_be_worked_out_of_a_table(
        counts in (2usize..5, 2usize..4).prop_flat_map(|(r, c)| {
            proptest::collection::vec(proptest::collection::vec(counts(40), c), r)
        }),
    ) {
        let tables = grid(&counts);
        let shown = protect(&tables, T).unwrap();
        assert_safe(&tables, &shown, T);
    }

    #[test]
    fn nothing_small_can_be_worked_out_with_another_threshold(
        counts in proptest::collection::vec(proptest::collection::vec(0u64..30, 3), 3), threshold in 2u64..11,
    ) {
        let tables = grid(&counts);
        let shown = protect(&tables, threshold).unwrap();
        assert_safe(&tables, &shown, threshold);
    }

    /// Tables that share totals: rows by columns, and each row once more in two halves of which one is printed.
    #[test]
    fn nothing_small_can_be_worked_out_across_tables(
        counts in proptest::collection::vec(proptest::collection::vec(counts(20), 3), 3),
        checked in proptest::collection::vec(0u64..100, 3),
    ) {
        let mut tables = grid(&counts);
        let totals: Vec<usize> = (9..12).collect();
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for (total, share) in totals.iter().zip(&checked) {
            let all = tables.cells[*total].count;
            let part = all * share / 100;
            yes.push(tables.cell(part, true));
            no.push(tables.cell(all - part, false));
            tables.sum(*total, vec![*yes.last().unwrap(), *no.last().unwrap()]);
        }
        let sum = |tables: &Tables, cells: &[usize]| cells.iter().map(|c| tables.cells[*c].count).sum::<u64>();
        let all_yes = tables.cell(sum(&tables, &yes), true);
        let all_no = tables.cell(sum(&tables, &no), false);
        tables.sum(all_yes, yes);
        tables.sum(all_no, no);
        tables.sum(15, vec![all_yes, all_no]);
        let shown = protect(&tables, T).unwrap();
        assert_safe(&tables, &shown, T);
    }
}
