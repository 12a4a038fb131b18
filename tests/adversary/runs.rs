//! Many cases, on as many threads as there are processors, and what they covered.

use super::case::{Start, play};
use super::hostile::INGREDIENTS;
use super::rules::{Rules, switched_off};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn cases() -> u64 {
    number("ADVERSARY_CASES").unwrap_or(2_000)
}

/// What many cases came to.
#[derive(Default)]
struct Run {
    tags: BTreeMap<&'static str, usize>,
    events: BTreeMap<&'static str, usize>,
    wrong: Vec<(u64, String)>,
}

impl Run {
    fn take(&mut self, other: Run) {
        for (name, n) in other.tags {
            *self.tags.entry(name).or_default() += n;
        }
        for (name, n) in other.events {
            *self.events.entry(name).or_default() += n;
        }
        self.wrong.extend(other.wrong);
    }
}

fn one(starts: &[Start; 2], case: u64, rules: &Rules, attacked: bool, run: &mut Run) {
    let played = catch_unwind(AssertUnwindSafe(|| play(starts, case, rules, attacked)));
    let Ok(played) = played else {
        run.wrong.push((case, "panic".into()));
        return;
    };
    for tag in played.tags {
        *run.tags.entry(tag).or_default() += 1;
    }
    for (event, n) in played.events {
        *run.events.entry(event).or_default() += n;
    }
    if let Err(wrong) = played.result {
        run.wrong.push((case, wrong));
    }
}

/// Plays so many cases from a seed on; stops at the first that goes wrong where it is told to.
fn run(from: u64, count: u64, rules: &Rules, attacked: bool, stop: bool) -> Run {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let found = std::sync::atomic::AtomicBool::new(false);
    let mut all = Run::default();
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|thread| {
                let found = &found;
                scope.spawn(move || {
                    let starts = [Start::new(true), Start::new(false)];
                    let mut run = Run::default();
                    for case in (from..from + count).filter(|case| case % threads == thread) {
                        if stop && found.load(std::sync::atomic::Ordering::Relaxed) {
                            break;
                        }
                        one(&starts, case, rules, attacked, &mut run);
                        if !run.wrong.is_empty() {
                            found.store(true, std::sync::atomic::Ordering::Relaxed);
                        }
                    }
                    run
                })
            })
            .collect();
        for handle in handles {
            all.take(handle.join().unwrap());
        }
    });
    all.wrong.sort();
    all
}

/// The model by itself: without an attacker it and the devices agree, so what it finds is the attacker's doing.
#[test]
fn without_an_attacker_the_model_and_the_devices_agree() {
    let (from, count) = number("ADVERSARY_CASE").map_or((0, cases() / 10), |case| (case, 1));
    let all = run(from, count, &Rules::default(), false, false);
    let shown: Vec<String> = all.wrong.iter().take(5).map(|(case, wrong)| format!("{case}: {wrong}")).collect();
    assert!(all.wrong.is_empty(), "{} of {count} cases went wrong\n{}", all.wrong.len(), shown.join("\n"));
}

#[test]
fn nothing_changes_unseen_and_every_honest_edit_arrives() {
    let seed = number("ADVERSARY_SEED").unwrap_or(0);
    let (from, count) = number("ADVERSARY_CASE").map_or((seed, cases()), |case| (case, 1));
    let begun = std::time::Instant::now();
    let all = run(from, count, &Rules::default(), true, false);
    println!("{count} cases in {:?}; {:?}", begun.elapsed(), all.events);
    let mut by: BTreeMap<String, usize> = BTreeMap::new();
    for (_, wrong) in &all.wrong {
        let name: String = wrong
            .lines()
            .next()
            .unwrap()
            .split_whitespace()
            .filter(|w| w.chars().all(|c| c.is_alphabetic() || ":,".contains(c)))
            .take(7)
            .collect::<Vec<_>>()
            .join(" ");
        *by.entry(name).or_default() += 1;
    }
    println!("wrong: {by:#?}");
    let shown: Vec<String> =
        all.wrong.iter().take(5).map(|(case, wrong)| format!("ADVERSARY_CASE={case}: {wrong}")).collect();
    assert!(all.wrong.is_empty(), "{} of {count} cases went wrong\n{}", all.wrong.len(), shown.join("\n"));
    for (name, least) in INGREDIENTS {
        let had = all.tags.get(name).copied().unwrap_or(0);
        assert!(count < 2_000 || had >= least * usize::try_from(count / 2_000).unwrap(), "{name}: only {had} times");
    }
}

/// A rule that can be switched off without anybody noticing is no rule, or the attacker too weak. Each is found within
/// 2,000 cases; `ADVERSARY_RULE` names one to try by itself.
#[test]
fn each_rule_switched_off_is_noticed() {
    let mut unnoticed = Vec::new();
    let asked = std::env::var("ADVERSARY_RULE").ok();
    for (name, rules) in switched_off().into_iter().filter(|(name, _)| asked.as_deref().is_none_or(|a| a == *name)) {
        let found = run(0, 2_000, &rules, true, true);
        match found.wrong.first() {
            Some((case, wrong)) => {
                println!("without {name}: case {case}: {}", wrong.lines().next().unwrap_or_default())
            }
            None => unnoticed.push(name),
        }
    }
    assert_eq!(unnoticed, [""; 0], "switched off and not noticed");
}
