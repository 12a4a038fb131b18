//! Properties of the join, over random histories of five writers whose clocks are up to ten years off:
//! copies come together to the same record in any order and grouping, however often and late parts
//! arrive, and a value survives exactly if nobody who wrote later had seen it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use golden_thread::record::{Clock, Edit, Erased, Id, Record, Set, Stamp};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const WRITERS: usize = 5;
const DAY: i64 = 24 * 60 * 60 * 1000;
const NOW: i64 = 1_790_000_000_000;

#[derive(Debug, Clone)]
enum Step {
    /// A writer edits a field of a record.
    Edit { writer: usize, record: u8, field: u8, value: u8 },
    /// One writer's copy reaches another: all of it, or only one record.
    Send { from: usize, to: usize, only: Option<u8> },
    /// A copy from earlier arrives (again, or late).
    Late { to: usize, which: usize },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0..WRITERS, 0u8..3, 0u8..3, 0u8..4)
            .prop_map(|(writer, record, field, value)| Step::Edit { writer, record, field, value }),
        3 => (0..WRITERS, 0..WRITERS, prop::option::of(0u8..3)).prop_map(|(from, to, only)| Step::Send { from, to, only }),
        1 => (0..WRITERS, 0usize..100).prop_map(|(to, which)| Step::Late { to, which }),
    ]
}

fn record_id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

fn writer_id(n: usize) -> Id {
    Id::from_bytes([0xf0 + n as u8; 16])
}

fn value(n: u8) -> Value {
    if n == 0 { Value::Null } else { json!(format!("words {n}")) }
}

/// What one write knew: the stamps of that field that its writer had seen.
type Known = BTreeMap<(Id, String), BTreeMap<Stamp, BTreeSet<Stamp>>>;

/// The stamps a copy has seen, by record and field.
type Seen = BTreeMap<(Id, String), BTreeSet<Stamp>>;

/// Plays the steps: each writer's copy at the end, copies from on the way, and the oracle.
fn play(steps: &[Step], skews: &[i64]) -> (Vec<Set>, Vec<Set>, Known) {
    let mut copies = vec![Set::new(); WRITERS];
    let mut seen: Vec<Seen> = vec![Seen::new(); WRITERS];
    let mut clocks: Vec<Clock> = (0..WRITERS).map(|n| Clock::new(writer_id(n))).collect();
    let mut past: Vec<(Set, Seen)> = Vec::new();
    let mut known = Known::new();
    for (tick, step) in steps.iter().enumerate() {
        match step {
            Step::Edit { writer, record, field, value: v } => {
                let now = NOW + tick as i64 * 1000 + skews[*writer] * DAY;
                let at = clocks[*writer].next(now as u64);
                let field = format!("field{field}");
                let edit =
                    Edit { record: record_id(*record), kind: "action".into(), field: field.clone(), value: value(*v) };
                copies[*writer].edit(&edit, at);
                let place = (record_id(*record), field);
                let mine = seen[*writer].entry(place.clone()).or_default();
                known.entry(place).or_default().insert(at, mine.clone());
                mine.insert(at);
            }
            Step::Send { from, to, only } => {
                let all = copies[*from].clone();
                let chosen = |id: Id| only.is_none_or(|n| record_id(n) == id);
                let sent: Set = all.into_iter().filter(|r| chosen(r.id)).collect();
                let what: Seen = seen[*from]
                    .iter()
                    .filter(|((id, _), _)| chosen(*id))
                    .map(|(k, v)| (k.clone(), v.clone()))
                    .collect();
                past.push((sent.clone(), what.clone()));
                copies[*to].join(sent);
                for (place, stamps) in what {
                    seen[*to].entry(place).or_default().extend(stamps);
                }
            }
            Step::Late { to, which } => {
                if let Some((sent, what)) = past.get(which % past.len().max(1)).cloned() {
                    copies[*to].join(sent);
                    for (place, stamps) in what {
                        seen[*to].entry(place).or_default().extend(stamps);
                    }
                }
            }
        }
    }
    (copies, past.into_iter().map(|(set, _)| set).collect(), known)
}

fn joined(sets: impl IntoIterator<Item = Set>) -> Set {
    let mut all = Set::new();
    for set in sets {
        all.join(set);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn joining_is_commutative_associative_and_idempotent(
        steps in prop::collection::vec(step(), 1..60),
        skews in prop::collection::vec(-3650i64..3650, WRITERS),
        order in Just((0..WRITERS).collect::<Vec<_>>()).prop_shuffle(),
        split in 0..WRITERS,
    ) {
        let (copies, past, _) = play(&steps, &skews);
        let all = joined(copies.clone());
        let shuffled: Vec<Set> = order.iter().map(|n| copies[*n].clone()).collect();
        prop_assert_eq!(&joined(shuffled.clone()), &all);
        let (left, right) = shuffled.split_at(split);
        prop_assert_eq!(&joined([joined(left.to_vec()), joined(right.to_vec())]), &all);
        prop_assert_eq!(&joined([all.clone(), all.clone()]), &all);
        // Copies from on the way, arriving late and again, change nothing.
        prop_assert_eq!(&joined(std::iter::once(all.clone()).chain(past)), &all);
        // What is beyond one copy is just what that copy lacks.
        for copy in &copies {
            prop_assert_eq!(&joined([copy.clone(), all.beyond(copy)]), &all);
            prop_assert!(copy.beyond(&all).is_empty());
        }
        // Beyond several copies is what is beyond all of them joined.
        let (some, _) = copies.split_at(split);
        let some: Vec<&Set> = some.iter().collect();
        prop_assert_eq!(all.beyond_all(&some), all.beyond(&joined(copies[..split].to_vec())));
    }

    #[test]
    fn a_value_survives_exactly_if_no_other_write_had_seen_it(
        steps in prop::collection::vec(step(), 1..60),
        skews in prop::collection::vec(-3650i64..3650, WRITERS),
    ) {
        let (copies, _, known) = play(&steps, &skews);
        let all = joined(copies);
        for ((record, field), writes) in known {
            let expected: BTreeSet<Stamp> = writes
                .keys()
                .filter(|at| !writes.values().any(|seen| seen.contains(at)))
                .copied()
                .collect();
            let field = all.get(record).unwrap().field(&field).unwrap();
            let survived: BTreeSet<Stamp> = field.writes().iter().map(|w| w.at).collect();
            prop_assert_eq!(survived, expected);
        }
    }

    #[test]
    fn erasing_and_redacting_win_over_everything(
        steps in prop::collection::vec(step(), 1..40),
        erased in 0u8..3,
        redacting in 0..WRITERS,
    ) {
        let (copies, past, _) = play(&steps, &[0; WRITERS]);
        let mut all = joined(copies.clone());
        let at = Stamp::new(1, 0, writer_id(0));
        all.with(record_id(erased), |r| r.erase(Erased { at, by: writer_id(0), why: "asked".into() }));
        // Another copy takes words of a second record away.
        let second = record_id((erased + 1) % 3);
        let mut other = copies[redacting].clone();
        let stamps: Vec<Stamp> = other.get(second).map(|r| r.stamps().collect()).unwrap_or_default();
        other.with(second, |r| r.redact(stamps.clone()));
        let back = joined([other.clone(), all.clone()].into_iter().chain(past.clone()).chain(copies.clone()));
        prop_assert_eq!(&joined(copies.into_iter().chain(past).chain([all.clone(), other])), &back);
        if let Some(record) = back.get(record_id(erased)).filter(|_| all.get(record_id(erased)).is_some()) {
            prop_assert!(record.erased().is_some() && record.fields().is_empty());
        }
        if let Some(record) = back.get(second) {
            for write in record.fields().values().flat_map(|f| f.writes()).filter(|w| stamps.contains(&w.at)) {
                prop_assert_eq!(&write.value, &None);
            }
        }
    }
}

#[test]
fn one_stamp_with_two_values_keeps_both() {
    let at = Stamp::new(5, 0, writer_id(1));
    let make = |v: &str| {
        let mut record = Record::new(record_id(1), "action");
        record.edit("title", json!(v), at);
        record
    };
    let (mut one, mut two) = (make("a"), make("b"));
    let (first, second) = (one.clone(), two.clone());
    one.join(&second);
    two.join(&first);
    assert_eq!(one, two);
    assert_eq!(one.field("title").unwrap().versions().len(), 2);
    assert!(one.field("title").unwrap().is_conflict());
}

#[test]
fn equal_values_written_at_the_same_time_are_no_conflict() {
    let mut one = Record::new(record_id(1), "action");
    one.edit("title", json!(1.0), Stamp::new(5, 0, writer_id(1)));
    let mut two = Record::new(record_id(1), "action");
    two.edit("title", json!(1), Stamp::new(6, 0, writer_id(2)));
    one.join(&two);
    assert!(!one.field("title").unwrap().is_conflict());
    assert_eq!(one.field("title").unwrap().writes().len(), 2);
}

#[test]
fn withdrawn_stays_withdrawn_until_somebody_edits_unseen() {
    let mut mine = Record::new(record_id(1), "action");
    mine.edit("title", json!("a"), Stamp::new(1, 0, writer_id(1)));
    let old = mine.clone();
    let withdrawal = mine.withdrawal("stopped");
    mine.edit(Record::withdrawn_field(), withdrawal, Stamp::new(2, 0, writer_id(1)));
    mine.join(&old);
    assert_eq!(mine.withdrawn(), Some("stopped"));
    assert!(!mine.edited_since_withdrawn());
    let mut theirs = old;
    theirs.edit("title", json!("b"), Stamp::new(1, 1, writer_id(2)));
    mine.join(&theirs);
    assert!(mine.edited_since_withdrawn());
}

#[test]
fn clocks_never_go_back_and_do_not_follow_a_wrong_date() {
    let mut clock = Clock::new(writer_id(1));
    let mut last = clock.next(1000);
    for now in [1000, 999, 0, 5000, 4999] {
        let next = clock.next(now);
        assert!(next > last);
        last = next;
    }
    let year = Stamp::new(5000 + 365 * DAY as u64, 0, writer_id(2));
    clock.observe(year, 5000);
    assert!(clock.next(5000).ms() < year.ms());
    clock.observe(Stamp::new(9000, 3, writer_id(2)), 5000);
    assert!(clock.next(5000) > Stamp::new(9000, 3, writer_id(1)));
    for text in [last.to_string(), year.to_string()] {
        assert_eq!(text.parse::<Stamp>().unwrap().to_string(), text);
    }
}
