//! What is published of small events, attacked by somebody who has the program too: every small event there can be
//! is published, and those of which the same is published are laid side by side. What they agree on is known.

use crate::attacker::{Everything, every_way};
use golden_thread::disclosure::Rule;
use golden_thread::domain::{Counts, Talk};
use golden_thread::events::figures::shown;

const TOPICS: [&str; 4] = ["carers", "food", "money", "weight"];
const HOURS: [&str; 3] = ["2026-01-01T10Z", "2026-01-01T11Z", "2026-01-01T12Z"];

/// Kinds of conversation: the hour, the topic, what happened.
type Kind = (&'static str, &'static str, &'static str);

fn rule(bound: u64) -> Rule {
    Rule::new(bound, 5).unwrap()
}

/// Publishes every event with up to `most` conversations of these kinds.
fn all_events(rule: Rule, kinds: &[Kind], most: u64) {
    let mut everything = Everything::default();
    assert_eq!(rule.range(rule.show(most)).1, most, "the last total's window must be whole");
    let mut names: Vec<String> = Vec::new();
    for taken in (0..=most).flat_map(|all| every_way(all, kinds.len())) {
        let mut counts = Counts::new();
        for ((hour, topic, happened), n) in kinds.iter().zip(&taken) {
            counts.add(&Talk { hour, topic, happened }.name(), *n);
        }
        let truth = truth(kinds, &taken);
        names = truth.iter().map(|(name, _)| name.clone()).collect();
        let cells = shown(&counts, rule, &|_| false);
        for (name, shown) in &cells {
            let known = truth.iter().find(|(n, _)| n == name).map(|(_, n)| *n);
            assert!(known.is_none_or(|known| rule.show(known) == *shown), "{name} is {known:?} and shown as {shown:?}");
        }
        everything.add(truth.into_iter().map(|(_, n)| n).collect(), &cells);
    }
    let breaks = everything.breaks(&names, rule.bound());
    assert!(breaks.is_empty(), "{} counts are known, such as\n{}", breaks.len(), breaks[0]);
}

/// The true counts behind everything that is published, and what follows from it: who was not checked.
fn truth(kinds: &[Kind], taken: &[u64]) -> Vec<(String, u64)> {
    let sum = |test: &dyn Fn(&Kind) -> bool| kinds.iter().zip(taken).filter(|(k, _)| test(k)).map(|(_, n)| n).sum();
    let mut all: Vec<(String, u64)> = vec![("talk".into(), sum(&|_| true))];
    let once = |of: fn(&Kind) -> &'static str| kinds.iter().map(of).collect::<std::collections::BTreeSet<_>>();
    for topic in once(|k| k.1) {
        all.push((format!("topic/{topic}"), sum(&|k| k.1 == topic)));
        all.push((format!("{topic}, checked"), sum(&|k| k.1 == topic && k.2 == "checked")));
        all.extend(
            once(|k| k.0).iter().map(|hour| (format!("{topic} at {hour}"), sum(&|k| k.1 == topic && k.0 == *hour))),
        );
    }
    all.extend(once(|k| k.0).iter().map(|hour| (format!("hour/{hour}"), sum(&|k| k.0 == *hour))));
    all.push(("checked".into(), sum(&|k| k.2 == "checked")));
    all.push(("not checked".into(), sum(&|k| k.2 != "checked")));
    all
}

fn kinds(topics: usize, hours: usize, did: &[&'static str]) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for topic in &TOPICS[..topics] {
        for hour in &HOURS[..hours] {
            kinds.extend(did.iter().map(|did| (*hour, *topic, *did)));
        }
    }
    kinds
}

#[test]
fn every_event_with_topics_and_hours() {
    all_events(rule(7), &kinds(3, 1, &["talked"]), 52);
    all_events(rule(7), &kinds(2, 2, &["talked"]), 32);
    all_events(rule(4), &kinds(4, 1, &["talked"]), 32);
    all_events(rule(4), &kinds(2, 2, &["talked"]), 27);
    all_events(rule(4), &kinds(2, 3, &["talked"]), 12);
}

#[test]
fn every_event_in_which_somebody_was_checked() {
    all_events(rule(7), &kinds(1, 1, &["talked", "checked"]), 52);
    all_events(rule(7), &kinds(2, 1, &["talked", "checked"]), 32);
    all_events(rule(4), &kinds(2, 1, &["talked", "checked"]), 27);
}

/// Everybody was asked how old they are and what they speak, and the reader knows it.
#[test]
fn every_event_at_which_everybody_was_asked() {
    for (rule, ages, languages, most) in
        [(rule(7), 3, 1, 42), (rule(7), 2, 2, 37), (rule(4), 3, 2, 17), (rule(4), 4, 1, 22)]
    {
        let mut everything = Everything::default();
        let bands = &golden_thread::events::AGE_BANDS[..ages];
        let spoken = &["Somali", "Spanish", "Twi"][..languages];
        for all in 0..=most {
            for (by_age, by_language) in every_way(all, ages)
                .iter()
                .flat_map(|a| every_way(all, languages).into_iter().map(move |l| (a.clone(), l)))
            {
                let mut counts = Counts::new();
                counts.add(&Talk { hour: HOURS[0], topic: "food", happened: "talked" }.name(), all);
                bands
                    .iter()
                    .zip(&by_age)
                    .filter(|(_, n)| **n > 0)
                    .for_each(|(band, n)| counts.add(&format!("age/{band}"), *n));
                let told = spoken.iter().zip(&by_language).filter(|(_, n)| **n > 0);
                told.for_each(|(language, n)| counts.add(&format!("language/{language}"), *n));
                everything.add([vec![all], by_age, by_language].concat(), &shown(&counts, rule, &|_| false));
            }
        }
        let names: Vec<String> = ["talk"].iter().chain(bands).chain(spoken).map(|n| (*n).to_owned()).collect();
        let breaks = everything.breaks(&names, rule.bound());
        assert!(breaks.is_empty(), "{} counts are known, such as\n{}", breaks.len(), breaks[0]);
    }
}
