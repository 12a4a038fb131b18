//! Sorted lists as maps and sets hold what the standard library's hold, in the same order, after any steps.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use golden_thread::record::{SortedMap, SortedSet};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
enum Step {
    Insert(String, u32),
    Remove(String),
    Add(String, u32),
    Keep(u32),
    Extend(Vec<(String, u32)>),
    Clear,
}

fn key() -> impl Strategy<Value = String> {
    "[a-e]{0,2}"
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (key(), 0..9_u32).prop_map(|(k, v)| Step::Insert(k, v)),
        3 => key().prop_map(Step::Remove),
        4 => (key(), 0..9_u32).prop_map(|(k, v)| Step::Add(k, v)),
        1 => (1..5_u32).prop_map(Step::Keep),
        2 => prop::collection::vec((key(), 0..9_u32), 0..9).prop_map(Step::Extend),
        1 => Just(Step::Clear),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_map_holds_what_the_standard_one_holds(steps in prop::collection::vec(step(), 0..40), asked in key()) {
        let (mut ours, mut theirs) = (SortedMap::new(), BTreeMap::new());
        for step in steps {
            match step {
                Step::Insert(k, v) => prop_assert_eq!(ours.insert(k.clone(), v), theirs.insert(k, v)),
                Step::Remove(k) => prop_assert_eq!(ours.remove(k.as_str()), theirs.remove(k.as_str())),
                Step::Add(k, v) => {
                    *ours.entry(k.clone()).or_insert(v) += v;
                    *theirs.entry(k).or_insert(v) += v;
                }
                Step::Keep(n) => {
                    ours.retain(|_, v| *v % n == 0);
                    theirs.retain(|_, v| *v % n == 0);
                }
                Step::Extend(all) => {
                    ours.extend(all.clone());
                    theirs.extend(all);
                }
                Step::Clear => {
                    ours.clear();
                    theirs.clear();
                }
            }
            prop_assert!(ours.iter().eq(theirs.iter()), "{ours:?} {theirs:?}");
        }
        prop_assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
        prop_assert_eq!((ours.len(), ours.is_empty()), (theirs.len(), theirs.is_empty()));
        prop_assert_eq!(ours.get(asked.as_str()), theirs.get(asked.as_str()));
        prop_assert_eq!(ours.get_mut(asked.as_str()), theirs.get_mut(asked.as_str()));
        prop_assert_eq!(ours.get_key_value(asked.as_str()), theirs.get_key_value(asked.as_str()));
        prop_assert_eq!(ours.contains_key(asked.as_str()), theirs.contains_key(asked.as_str()));
        prop_assert!(ours.iter().rev().eq(theirs.iter().rev()));
        prop_assert!(ours.keys().eq(theirs.keys()) && ours.values().eq(theirs.values()));
        prop_assert!(ours.values_mut().eq(theirs.values_mut()));
        let text = serde_json::to_string(&ours).unwrap();
        prop_assert_eq!(&text, &serde_json::to_string(&theirs).unwrap());
        prop_assert_eq!(&serde_json::from_str::<SortedMap<String, u32>>(&text).unwrap(), &ours);
        prop_assert!(ours.clone().into_values().eq(theirs.clone().into_values()));
        prop_assert!(ours.into_iter().eq(theirs));
    }

    #[test]
    fn a_set_holds_what_the_standard_one_holds(steps in prop::collection::vec(step(), 0..40), other in prop::collection::vec(key(), 0..9)) {
        let (mut ours, mut theirs) = (SortedSet::new(), BTreeSet::new());
        for step in steps {
            match step {
                Step::Insert(k, _) | Step::Add(k, _) => prop_assert_eq!(ours.insert(k.clone()), theirs.insert(k)),
                Step::Remove(k) => prop_assert_eq!(ours.remove(k.as_str()), theirs.remove(k.as_str())),
                Step::Keep(n) => {
                    ours.retain(|k| k.len() % n as usize == 0);
                    theirs.retain(|k| k.len() % n as usize == 0);
                }
                Step::Extend(all) => {
                    ours.extend(all.iter().map(|(k, _)| k.clone()));
                    theirs.extend(all.into_iter().map(|(k, _)| k));
                }
                Step::Clear => {
                    ours.clear();
                    theirs.clear();
                }
            }
            prop_assert!(ours.iter().eq(theirs.iter()), "{ours:?} {theirs:?}");
        }
        prop_assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
        prop_assert_eq!((ours.len(), ours.is_empty(), ours.last()), (theirs.len(), theirs.is_empty(), theirs.last()));
        let (one, two): (SortedSet<String>, BTreeSet<String>) = (other.iter().cloned().collect(), other.iter().cloned().collect());
        let unordered = other;
        prop_assert_eq!(one.is_subset(&ours), two.is_subset(&theirs));
        prop_assert!(SortedSet::of(unordered).iter().eq(&two));
        let text = serde_json::to_string(&ours).unwrap();
        prop_assert_eq!(&text, &serde_json::to_string(&theirs).unwrap());
        prop_assert_eq!(&serde_json::from_str::<SortedSet<String>>(&text).unwrap(), &ours);
        prop_assert!((&ours).into_iter().eq(&theirs));
        prop_assert!(ours.into_iter().eq(theirs));
    }
}
