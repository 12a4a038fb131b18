//! What is published of events, attacked: everything in plan files and papers taken together gives no small
//! number away, also not over time.

use super::stall::*;
use crate::attacker::can_be;
use crate::device::Device;
use golden_thread::disclosure::{Shown, Tables};
use golden_thread::domain::Did;
use golden_thread::events::counting::What;
use golden_thread::events::figures::{self, Figures};
use golden_thread::events::totals::handed_over;
use golden_thread::events::{AtLeast, Year, year};
use golden_thread::ledger::Ledger;
use golden_thread::record::Id;
use proptest::prelude::*;
use std::collections::BTreeMap;

const T: u64 = 5;

/// The true numbers behind published cells, counted from what was handed over without the code that publishes,
/// and what adds up to what, as any reader can see it from the cells' names. Last, the places inside of what totals
/// enclose: who of a topic came in an hour, was checked or was not, who was signposted and referred.
fn what_a_reader_knows(ledger: &Ledger, event: Id, figures: &Figures) -> (Tables, Vec<Shown>, Vec<String>, Vec<usize>) {
    let counts = handed_over(ledger, event);
    let talks: Vec<(Vec<String>, u64)> =
        counts.under("talk").map(|(rest, n)| (rest.split('/').map(str::to_owned).collect(), n)).collect();
    let truth = |name: &str| -> u64 {
        let parts: Vec<&str> = name.splitn(2, '/').collect();
        let of = |test: &dyn Fn(&[String]) -> bool| talks.iter().filter(|(t, _)| test(t)).map(|(_, n)| n).sum::<u64>();
        match parts.as_slice() {
            ["talk"] => of(&|_| true),
            ["topic", x] => of(&|t| t[1] == **x),
            ["hour", x] => of(&|t| t[0] == **x),
            ["cell", x] => of(&|t| format!("{}/{}", t[1], t[0]) == **x),
            ["group"] => counts.sum("group"),
            [did @ ("checked" | "signposted" | "referred")] => of(&|t| t[2].contains(did)),
            [did @ ("checked" | "signposted" | "referred"), x] => of(&|t| t[2].contains(did) && t[1] == **x),
            _ => counts.get(name),
        }
    };
    let mut names: Vec<String> = vec!["talk".into()];
    for part in ["topic", "hour", "cell", "checked", "signposted", "referred", "age", "language", "district", "service"]
    {
        names.extend(figures.under(part).map(|(rest, _)| format!("{part}/{rest}")));
    }
    names.extend(["checked", "signposted", "referred", "group", "reached"].map(str::to_owned));
    let mut tables = Tables::default();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for name in &names {
        at.insert(name.clone(), tables.cell(truth(name), true));
        shown.push(figures.get(name).unwrap_or_else(|| panic!("{name} is not published")));
    }
    let under = |part: &str| names.iter().filter(|n| n.starts_with(&format!("{part}/"))).cloned().collect::<Vec<_>>();
    let places = |all: &[String]| all.iter().map(|n| at[n]).collect::<Vec<_>>();
    // A breakdown that is held back may be left out whole.
    for part in ["topic", "hour"].map(under).iter().filter(|part| !part.is_empty()) {
        tables.sum(at["talk"], places(part));
    }
    for topic in under("topic") {
        let id = topic.strip_prefix("topic/").unwrap();
        let row = under(&format!("cell/{id}"));
        if !row.is_empty() {
            tables.sum(at[&topic], places(&row));
        }
    }
    for hour in under("hour") {
        let id = hour.strip_prefix("hour/").unwrap();
        let column: Vec<String> = under("cell").into_iter().filter(|c| c.ends_with(&format!("/{id}"))).collect();
        tables.sum(at[&hour], places(&column));
    }
    // Who was not checked is in no table, and follows from those that are.
    let mut rest = |tables: &mut Tables, whole: usize, part: usize| {
        let other = tables.cell(tables.cells[whole].count - tables.cells[part].count, false);
        shown.push(Shown::Kept);
        tables.sum(whole, vec![part, other]);
        other
    };
    let mut inner = places(&under("cell"));
    for did in ["checked", "signposted", "referred"] {
        let parts = under(did);
        tables.sum(at[did], places(&parts));
        let others: Vec<usize> = parts
            .iter()
            .map(|p| rest(&mut tables, at[&format!("topic/{}", p.split_once('/').unwrap().1)], at[p]))
            .collect();
        inner.extend(places(&parts).into_iter().chain(others.iter().copied()));
        let other = rest(&mut tables, at["talk"], at[did]);
        tables.sum(other, others);
    }
    rest(&mut tables, at["talk"], at["group"]);
    // A service is named where somebody was signposted or referred, and once a conversation.
    let of = |test: &dyn Fn(&str) -> bool| talks.iter().filter(|(t, _)| test(&t[2])).map(|(_, n)| n).sum::<u64>();
    let only = tables.cell(of(&|did| did.contains("referred") && !did.contains("signposted")), false);
    let both = tables.cell(of(&|did| did.contains("referred") && did.contains("signposted")), false);
    let either = tables.cell(of(&|did| did.contains("referred") || did.contains("signposted")), false);
    let neither = tables.cell(tables.cells[at["talk"]].count - tables.cells[either].count, false);
    let mut named = places(&under("service"));
    let sum: u64 = named.iter().map(|p| tables.cells[*p].count).sum();
    named.push(tables.cell(tables.cells[either].count - sum, false));
    tables.sum(either, vec![at["signposted"], only]);
    tables.sum(at["referred"], vec![only, both]);
    tables.sum(at["talk"], vec![either, neither]);
    tables.sum(either, named);
    shown.resize(tables.cells.len(), Shown::Kept);
    while names.len() < tables.cells.len() {
        names.push("(not printed)".into());
    }
    inner.extend([only, both, neither]);
    (tables, shown, names, inner)
}

/// A small count may be each of 1 to 4. One inside of what totals enclose may be narrowed by them (of 15 people, 9
/// signposted and 7 referred, at least one was both), but it is never told which it is.
fn assert_nothing_small_can_be_told(ledger: &Ledger, event: Id) {
    let figures = figures::published(ledger, event).unwrap();
    let (tables, shown, names, inner) = what_a_reader_knows(ledger, event, &figures);
    for (place, cell) in tables.cells.iter().enumerate().filter(|(_, c)| (1..T).contains(&c.count)) {
        let can = |count: u64| can_be(&tables, &shown, T, place, count);
        let name = &names[place];
        if inner.contains(&place) {
            let other = (0..=T).filter(|n| *n != cell.count).any(can);
            assert!(other, "{name} is {} and nothing else: {figures:?}", cell.count);
            continue;
        }
        for asked in [1, T - 1] {
            assert!(can(asked), "{name} is {} and cannot be {asked}: {figures:?}", cell.count);
        }
    }
    for (place, cell) in tables.cells.iter().enumerate() {
        assert!(!matches!(shown[place], Shown::Count(n) if n != cell.count), "{} is shown wrongly", names[place]);
    }
}

fn tap_all(phone: &mut Device, event: Id, taps: &[(usize, usize, u8)]) {
    for (n, (topic, hours, what)) in taps.iter().enumerate() {
        let tap = talk(phone, event, TOPICS[*topic], n % 9 == 0);
        for (at, one) in Did::ALL.into_iter().enumerate().filter(|(at, _)| what & (1 << at) != 0) {
            // Each stall has two services; not every signposting names one.
            let service =
                (one == Did::Signposted && n % 4 != 0).then(|| Id::from_bytes([200 + (at + n % 2) as u8; 16]));
            did(phone, &tap, one, service);
        }
        if n % 3 == 0 {
            count(phone, event, What::Age(golden_thread::events::AGE_BANDS[n % 6].into()));
        }
        phone.ms += *hours as u64 * 60 * 60 * 1000 / 16;
    }
}

fn publish(office: &mut Device, event: Id) {
    let work = figures::publish(&office.state.ledger, event, "2026-01-02".parse().unwrap()).unwrap();
    office.save(work, vec![]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn no_small_number_can_be_worked_out_of_a_plan_file(
        taps in proptest::collection::vec((prop_oneof![6 => Just(0usize), 2 => Just(1), 1 => Just(2)], 0..4usize, 0..8u8), 1..90),
    ) {
        let (mut office, mut phones, event) = stall(1);
        // Small events are the ones to be careful with.
        let few = if taps.len() % 3 > 0 { taps.len() / 4 + 1 } else { taps.len() };
        tap_all(&mut phones[0], event, &taps[..few]);
        close(&mut phones[0], event);
        hand_in(&mut phones[0], &mut office);
        publish(&mut office, event);
        assert_nothing_small_can_be_told(&office.state.ledger, event);
    }
}

#[test]
fn what_was_published_does_not_change_and_the_late_are_told_in_no_small_steps() {
    let (mut office, mut phones, event) = stall(2);
    for n in 0..40 {
        talk(&mut phones[0], event, TOPICS[n % 2], false);
    }
    close(&mut phones[0], event);
    hand_in(&mut phones[0], &mut office);
    publish(&mut office, event);
    let first = figures::published(&office.state.ledger, event).unwrap();
    for (more, late) in [(3, None), (1, None), (2, Some(6)), (4, None), (1, Some(11))] {
        for _ in 0..more {
            talk(&mut phones[1], event, "carers", false);
        }
        close(&mut phones[1], event);
        hand_in(&mut phones[1], &mut office);
        match (figures::add_late(&office.state.ledger, event), late) {
            (Some(work), Some(_)) => office.save(work, vec![]).unwrap(),
            (None, None) => {}
            (work, _) => panic!("after {more} more: {work:?}"),
        }
        let now = figures::published(&office.state.ledger, event).unwrap();
        if let Some(late) = late {
            assert_eq!(now.late, late);
        }
        let mut as_before = now.clone();
        as_before.late = 0;
        assert_eq!(as_before, first, "nothing else has changed");
    }
    assert_eq!(figures::waiting(&office.state.ledger, event), Some(0));
}

#[test]
fn a_year_is_made_of_what_is_published_and_of_nothing_else() {
    let (mut office, mut phones, event) = stall(1);
    for n in 0..30 {
        talk(&mut phones[0], event, if n < 3 { "carers" } else { "food" }, false);
    }
    close(&mut phones[0], event);
    hand_in(&mut phones[0], &mut office);
    let (this, today) = (Year(2025), "2026-03-01".parse().unwrap());
    let view = year(&office.state.ledger, this, today);
    assert_eq!((view.held, view.unpublished.len(), view.conversations), (1, 1, AtLeast::NONE));
    publish(&mut office, event);
    let view = year(&office.state.ledger, this, today);
    assert_eq!(view.conversations, AtLeast { least: 30, exact: true });
    let carers = view.topics.iter().find(|(t, _)| t == "carers").unwrap().1;
    assert!(!carers.exact && carers.least <= 1, "{carers:?}");
    assert_eq!(carers.words(), format!("at least {}", carers.least));
    assert_eq!(view.neighbourhoods, [("Peckham".to_owned(), 1)]);
    assert_eq!(AtLeast { least: 0, exact: false }.words(), "not shown");
    // A reader of the plan file works the same year out: the raw counts are not in it.
    let issue = issue_to(&mut office, &mut phones[0]);
    let read = golden_thread::bundle::read(issue.as_bytes()).unwrap();
    let reader = Ledger::new(read.bundle.records, None, golden_thread::ledger::Side::Member);
    assert_eq!(year(&reader, this, today), view);
    assert_eq!(Year::of(today), this);
    assert_eq!(this.words(), "2025/26");
}

#[test]
fn the_threshold_is_the_partnerships() {
    let (mut office, mut phones, event) = stall(1);
    for _ in 0..8 {
        talk(&mut phones[0], event, "food", false);
    }
    close(&mut phones[0], event);
    hand_in(&mut phones[0], &mut office);
    assert_eq!(figures::figures(&office.state.ledger, event).unwrap().get("talk"), Some(Shown::Count(8)));
    let counting = golden_thread::events::counting_id();
    office.type_in(counting, golden_thread::domain::kind::COUNTING, "threshold", 10);
    let figures = figures::figures(&office.state.ledger, event).unwrap();
    assert_eq!(figures.get("talk"), Some(Shown::Few));
    assert_eq!(figures.words(figures.get("talk")), "fewer than 10");
    assert_eq!(figures.get("topic/food"), Some(Shown::Kept));
    assert!(figures.hides() && figures.published.is_none());
}
