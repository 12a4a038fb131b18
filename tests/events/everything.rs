//! What is published of small events, attacked by somebody who has the program too: every small event there can be
//! is published, and those of which the same is published are laid side by side. What they agree on is known.

use crate::attacker::{Everything, every_way};
use golden_thread::disclosure::Shown;
use golden_thread::domain::{Counts, Talk};
use golden_thread::events::figures::hidden;

const T: u64 = 5;
const OFFERED: [&str; 5] = ["carers", "food", "money", "smoking", "weight"];

/// Kinds of conversation: the hour, the topic, what happened.
type Kind = (&'static str, &'static str, &'static str);

/// Publishes every event with so many conversations of these kinds.
fn all_events(kinds: &[Kind], sizes: impl IntoIterator<Item = u64>, offered: &[&str]) -> Vec<String> {
    let mut everything = Everything::default();
    let mut names: Vec<String> = Vec::new();
    let mut tables = 0;
    for taken in sizes.into_iter().flat_map(|all| every_way(all, kinds.len())) {
        let mut counts = Counts::new();
        for ((hour, topic, happened), n) in kinds.iter().zip(&taken) {
            counts.add(&Talk { hour, topic, happened }.name(), *n);
        }
        let truth = truth(kinds, &taken, offered);
        names = truth.iter().map(|(name, _)| name.clone()).collect();
        let shown = hidden(&counts, offered, T).expect("something may be shown");
        for (name, shown) in &shown {
            let known = truth.iter().find(|(n, _)| n == name).map(|(_, n)| *n);
            let right = match shown {
                Shown::Count(n) => known.is_none_or(|known| known == *n),
                Shown::Few => known.is_none_or(|known| (1..T).contains(&known)),
                Shown::Kept => true,
            };
            assert!(right, "{name} is {known:?} and shown as {shown:?}");
        }
        let is_total = |(name, _): &&(String, Shown)| !is_part(name);
        let totals: Vec<&(String, Shown)> = shown.iter().filter(is_total).collect();
        everything.add(truth.into_iter().map(|(_, n)| n).collect(), &shown, &totals);
        tables += 1;
    }
    let breaks = everything.breaks(&names, is_part, T);
    println!("{tables} events, {} ways to publish them, {} counts known", everything.ways(), breaks.len());
    breaks
}

/// Whether a count stands in a table of which both totals are shown: topics by hour, topics by what happened.
fn is_part(name: &str) -> bool {
    ["cell/", "checked/", "signposted/", "referred/", "not checked/"].iter().any(|part| name.starts_with(part))
}

/// The true counts behind everything that is published, and what follows from it: who was not checked.
fn truth(kinds: &[Kind], taken: &[u64], offered: &[&str]) -> Vec<(String, u64)> {
    let sum = |test: &dyn Fn(&Kind) -> bool| kinds.iter().zip(taken).filter(|(k, _)| test(k)).map(|(_, n)| n).sum();
    let mut all: Vec<(String, u64)> = vec![("talk".into(), sum(&|_| true))];
    let mut hours: Vec<&str> = kinds.iter().map(|(hour, ..)| *hour).collect();
    hours.sort_unstable();
    hours.dedup();
    for topic in offered {
        all.push((format!("topic/{topic}"), sum(&|k| k.1 == *topic)));
        for hour in &hours {
            all.push((format!("cell/{topic}/{hour}"), sum(&|k| k.1 == *topic && k.0 == *hour)));
        }
    }
    all.extend(hours.iter().map(|hour| (format!("hour/{hour}"), sum(&|k| k.0 == *hour))));
    for did in ["checked", "signposted", "referred"] {
        if !kinds.iter().any(|k| k.2 == did) {
            continue;
        }
        all.push((did.into(), sum(&|k| k.2 == did)));
        all.push((format!("not {did}"), sum(&|k| k.2 != did)));
        for topic in offered {
            all.push((format!("{did}/{topic}"), sum(&|k| k.2 == did && k.1 == *topic)));
            all.push((format!("not {did}/{topic}"), sum(&|k| k.2 != did && k.1 == *topic)));
        }
    }
    all
}

fn assert_holds(breaks: &[String]) {
    assert!(
        breaks.is_empty(),
        "{} counts are known, such as\n{}",
        breaks.len(),
        breaks[..breaks.len().min(12)].join("\n")
    );
}

/// One hour, and conversations that are talk and nothing more.
fn topics(offered: &[&'static str]) -> Vec<Kind> {
    offered.iter().map(|topic| ("2026-01-01T10", *topic, "talked")).collect()
}

#[test]
fn five_conversations_on_five_topics_and_four_on_four() {
    assert_holds(&all_events(&topics(&OFFERED), 0..=5, &OFFERED));
}

#[test]
fn up_to_sixteen_conversations_on_four_topics() {
    assert_holds(&all_events(&topics(&OFFERED[..4]), 0..=16, &OFFERED[..4]));
}

#[test]
fn up_to_forty_conversations_on_two_topics_and_thirty_on_three() {
    assert_holds(&all_events(&topics(&OFFERED[..2]), 0..=40, &OFFERED[..2]));
    assert_holds(&all_events(&topics(&OFFERED[..3]), 0..=30, &OFFERED[..3]));
}

#[test]
fn conversations_in_which_somebody_was_checked() {
    let kinds = |n: usize| -> Vec<Kind> {
        let of = |did: &'static str| OFFERED[..n].iter().map(move |topic| ("2026-01-01T10", *topic, did));
        of("talked").chain(of("checked")).collect()
    };
    assert_holds(&all_events(&kinds(1), 0..=40, &OFFERED[..1]));
    assert_holds(&all_events(&kinds(2), 0..=16, &OFFERED[..2]));
    assert_holds(&all_events(&kinds(3), 0..=8, &OFFERED[..3]));
}

#[test]
fn conversations_in_several_hours() {
    let kinds = |n: usize, hours: &[&'static str]| -> Vec<Kind> {
        hours.iter().flat_map(|hour| OFFERED[..n].iter().map(move |topic| (*hour, *topic, "talked"))).collect()
    };
    let hours = ["2026-01-01T10", "2026-01-01T11", "2026-01-01T12", "2026-01-01T13"];
    assert_holds(&all_events(&kinds(1, &hours), 0..=14, &OFFERED[..1]));
    assert_holds(&all_events(&kinds(2, &hours[..2]), 0..=18, &OFFERED[..2]));
    assert_holds(&all_events(&kinds(3, &hours[..2]), 0..=9, &OFFERED[..3]));
}
