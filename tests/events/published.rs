//! What is published of events, attacked: everything in plan files and papers taken together gives no small
//! number away, also not over time.

use super::stall::*;
use crate::attacker::Puzzle;
use crate::device::Device;
use golden_thread::disclosure::{Range, Rule, Shown};
use golden_thread::domain::{Counts, Did, kind};
use golden_thread::events::counting::What;
use golden_thread::events::figures::{self, Figures};
use golden_thread::events::totals::handed_over;
use golden_thread::events::{self, Sum, Year, year};
use golden_thread::ledger::{Ledger, Side};
use golden_thread::record::Id;
use golden_thread::report;
use proptest::prelude::*;

const RULE: Rule = Rule::PUBLISHED;

/// What a reader knows of an event, from the cells of its published figures: each number's range, what adds up to what,
/// which topics and hours there are, and that there is nothing small among what stands by itself. The true counts are
/// counted from what was handed over without the code that publishes. The place of the conversations comes back.
fn what_a_reader_knows(puzzle: &mut Puzzle, counts: &Counts, figures: &Figures) -> usize {
    let talks: Vec<(Vec<String>, u64)> =
        counts.under("talk").map(|(rest, n)| (rest.split('/').map(str::to_owned).collect(), n)).collect();
    let of = |test: &dyn Fn(&[String]) -> bool| talks.iter().filter(|(t, _)| test(t)).map(|(_, n)| n).sum::<u64>();
    let range =
        |name: &str| -> Range { RULE.range(figures.get(name).unwrap_or_else(|| panic!("{name} is not published"))) };
    let all = puzzle.cell("talk", of(&|_| true), range("talk"));
    let breakdown = |puzzle: &mut Puzzle, part: &str, names: &[String], count: &dyn Fn(&str) -> u64, whole: usize| {
        let alone = figures.under(part).count();
        let cells: Vec<(bool, usize)> = names
            .iter()
            .map(|name| {
                let shown = figures.get(&format!("{part}/{name}"));
                let sensitive = part == "topic" && ["alcohol", "mental-wellbeing"].contains(&name.as_str());
                let hidden = (0, if sensitive { u64::MAX } else { RULE.sparse() });
                let range = shown.map_or(hidden, |shown| RULE.range(shown));
                (shown.is_some(), puzzle.cell(&format!("{part}/{name}"), count(name), range))
            })
            .collect();
        let only = |is: bool| cells.iter().filter(|(shown, _)| *shown == is).map(|(_, cell)| *cell).collect::<Vec<_>>();
        let hidden = if alone == 0 { (0, u64::MAX) } else { (0, RULE.sparse()) };
        let shown = figures.get(&format!("rest/{part}")).map_or(hidden, |shown| RULE.range(shown));
        let truth = only(false).iter().map(|cell| puzzle.count(*cell)).sum();
        let rest = puzzle.cell(&format!("rest/{part}"), truth, shown);
        puzzle.sum(rest, only(false));
        puzzle.sum(whole, only(true).into_iter().chain([rest]).collect());
    };
    let mut topics: Vec<String> = TOPICS.iter().chain(&["alcohol", "weight"]).map(|t| (*t).to_owned()).collect();
    for (talk, _) in &talks {
        if !topics.contains(&talk[1]) {
            topics.push(talk[1].clone());
        }
    }
    breakdown(puzzle, "topic", &topics, &|x| of(&|t| t[1] == x), all);
    let mut hours: Vec<String> = talks.iter().map(|(t, _)| t[0].clone()).collect();
    hours.sort();
    hours.dedup();
    breakdown(puzzle, "hour", &hours, &|x| of(&|t| t[0] == x), all);
    // Who was not checked is in no table, and follows from those who were.
    for did in ["checked", "signposted", "referred"] {
        let cell = puzzle.cell(did, of(&|t| t[2].contains(did)), range(did));
        puzzle.difference(&format!("not {did}"), all, cell);
    }
    let group = puzzle.cell("group", counts.sum("group"), range("group"));
    puzzle.difference("not group", all, group);
    // A service is named where somebody was signposted or referred, and once a conversation.
    let either = of(&|t| t[2].contains("referred") || t[2].contains("signposted"));
    let either = puzzle.cell("signposted or referred", either, (0, u64::MAX));
    puzzle.difference("neither", all, either);
    let services: Vec<String> = counts.under("service").map(|(name, _)| name.to_owned()).collect();
    let named = puzzle.cell("a service named", counts.sum("service"), (0, u64::MAX));
    breakdown(puzzle, "service", &services, &|x| counts.get(&format!("service/{x}")), named);
    puzzle.difference("no service named", either, named);
    // Whoever takes it that everybody was asked.
    for list in ["age", "language", "district"] {
        let shown: Vec<(&str, Shown)> = figures.under(list).collect();
        let cells: Vec<usize> = shown
            .iter()
            .map(|(name, shown)| puzzle.cell(name, counts.get(&format!("{list}/{name}")), RULE.range(*shown)))
            .collect();
        if cells.iter().map(|cell| puzzle.count(*cell)).sum::<u64>() == puzzle.count(all) {
            puzzle.sum(all, cells);
        }
    }
    all
}

fn assert_nothing_small_can_be_told(ledger: &Ledger, events: &[Id]) {
    let mut puzzle = Puzzle::default();
    for event in events {
        let figures = figures::published(ledger, *event).unwrap();
        what_a_reader_knows(&mut puzzle, &handed_over(ledger, *event), &figures);
    }
    assert_eq!(puzzle.determined(RULE.bound()), [""; 0]);
}

fn tap_all(phone: &mut Device, event: Id, taps: &[(usize, usize, u8)], asked: bool) {
    for (n, (topic, hours, what)) in taps.iter().enumerate() {
        let tap = talk(phone, event, if *topic == 3 { "alcohol" } else { TOPICS[*topic] }, n % 9 == 0);
        for (at, one) in Did::ALL.into_iter().enumerate().filter(|(at, _)| what & (1 << at) != 0) {
            // Each stall has two services; not every signposting names one.
            let service =
                (one == Did::Signposted && n % 4 != 0).then(|| Id::from_bytes([200 + (at + n % 2) as u8; 16]));
            did(phone, &tap, one, service);
        }
        if n % 3 == 0 || asked {
            count(phone, event, What::Age(golden_thread::events::AGE_BANDS[(n * n) % 6].into()));
            count(phone, event, What::Language(["English", "Somali", "Twi"][n % 7 % 3].into()));
        }
        phone.ms += *hours as u64 * 60 * 60 * 1000 / 16;
    }
}

pub(super) fn publish(office: &mut Device, event: Id) {
    let work = figures::publish(&office.state.ledger, event, "2026-01-02".parse().unwrap()).unwrap();
    office.save(work, vec![]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn no_small_number_can_be_worked_out_of_a_plan_file(
        taps in proptest::collection::vec((prop_oneof![6 => Just(0usize), 2 => Just(1), 1 => Just(2), 1 => Just(3)], 0..4usize, 0..8u8), 1..90),
        asked in any::<bool>(),
    ) {
        let (mut office, mut phones, event) = stall(1);
        // Small events are the ones to be careful with.
        let few = if taps.len() % 3 > 0 { taps.len() / 4 + 1 } else { taps.len() };
        tap_all(&mut phones[0], event, &taps[..few], asked);
        close(&mut phones[0], event);
        hand_in(&mut phones[0], &mut office);
        publish(&mut office, event);
        assert_nothing_small_can_be_told(&office.state.ledger, &[event]);
    }
}

/// A device that has counts as if handed over, in so many events.
pub(super) fn office_with(counts: &[Counts]) -> (Device, Vec<Id>) {
    use golden_thread::domain::{Draft, fields as f};
    use golden_thread::ledger::changes::{Cause, Work};
    let mut office = Device::new("Office", true);
    office.plan(1);
    let mut drafts = Vec::new();
    for counts in counts {
        let event =
            Draft::new(crate::device::new_id(), kind::EVENT).with(f::NAME, "Fair").with(f::STARTS, "2026-01-01T10:00");
        let tally = Draft::new(crate::device::new_id(), kind::TALLY)
            .with(f::EVENT, event.id.to_string())
            .with(f::SOURCE, "phone")
            .with(format!("{}/{}", f::COUNT, crate::device::new_id()), counts.to_value());
        drafts.extend([event, tally]);
    }
    office.save(Work::drafts(drafts.iter(), Cause::Typed), vec![]).unwrap();
    let events = drafts.iter().filter(|d| d.kind == kind::EVENT).map(|d| d.id).collect();
    (office, events)
}

pub(super) fn counts(of: &[(&str, u64)]) -> Counts {
    let mut counts = Counts::new();
    of.iter().for_each(|(name, n)| counts.add(name, *n));
    counts
}

/// Case 36: sixty people, of whom two were of ages that nobody else was; languages and districts likewise.
#[test]
fn two_people_of_two_ages_are_not_known_to_be_one_each() {
    let counts = counts(&[
        ("talk/2025-05-10T09Z/blood-pressure/talked", 60),
        ("age/16-24", 1),
        ("age/25-44", 30),
        ("age/45-64", 28),
        ("age/80-plus", 1),
        ("language/English", 57),
        ("language/Somali", 2),
        ("language/Polish", 1),
        ("district/SE15", 58),
        ("district/SE1", 2),
        ("reached", 60),
    ]);
    let (mut office, events) = office_with(std::slice::from_ref(&counts));
    publish(&mut office, events[0]);
    let figures = figures::published(&office.state.ledger, events[0]).unwrap();
    let ages: Vec<(&str, Shown)> = figures.under("age").collect();
    let (thirty, few) = (Shown::Count(30), Shown::Few);
    assert_eq!(ages, [("16-24", few), ("25-44", thirty), ("45-64", thirty), ("80-plus", few)]);
    let mut puzzle = Puzzle::default();
    what_a_reader_knows(&mut puzzle, &counts, &figures);
    assert_eq!(puzzle.determined(RULE.bound()), [""; 0]);
    let paper = report::markdown(&report::event(&office.state.ledger, events[0], None).unwrap());
    assert!(paper.contains("| 16 to 24 | \\* |") && paper.contains("| 25 to 44 | 30 |"), "{paper}");
    assert!(paper.contains("NHS Digital") && paper.contains("September 2018"), "{paper}");
}

/// Under a total of 15 two counts shown as 10 and a small one can only be 8, 8 and 1, if everybody was asked. Then no
/// list is shown. Under one of 20 they can be more.
#[test]
fn lists_that_would_give_a_small_count_away_are_not_shown() {
    let talk = |n| ("talk/2025-05-10T09Z/food/talked", n);
    let (office, events) = office_with(&[
        counts(&[talk(17), ("age/16-24", 8), ("age/25-44", 8), ("age/80-plus", 1), ("district/SE15", 9)]),
        counts(&[talk(18), ("age/16-24", 8), ("age/25-44", 8), ("age/80-plus", 2)]),
    ]);
    let listed = |event, list| figures::figures(&office.state.ledger, event).unwrap().under(list).count();
    assert_eq!((listed(events[0], "age"), listed(events[1], "age")), (0, 3));
    assert_eq!(
        listed(events[0], "district"),
        0,
        "that one of several is missing would say that it gives something away"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    /// A year: several events are published one by one, counts come late, and a reader keeps every paper and every page
    /// of the year. The page is made of what is published, so what it adds is checked by making it elsewhere.
    #[test]
    fn no_small_number_can_be_worked_out_of_a_year(
        sizes in proptest::collection::vec(
            (proptest::collection::vec(prop_oneof![3 => 0..=7u64, 2 => 8..=12u64, 2 => 13..40u64], 4), 0..20u64, 0..12u64),
            1..5,
        ),
    ) {
        let talk = |topic: &str| format!("talk/2026-01-01T10Z/{topic}/talked");
        let made = |n: &[u64], late: u64| {
            let of: Vec<(String, u64)> = TOPICS.iter().zip(n).map(|(topic, n)| (talk(topic), *n)).collect();
            let mut counts = counts(&of.iter().map(|(name, n)| (name.as_str(), *n)).collect::<Vec<_>>());
            counts.add(&talk("food"), late);
            counts
        };
        let all: Vec<Counts> = sizes.iter().map(|(n, ..)| made(n, 0)).collect();
        let (mut office, events) = office_with(&all);
        let mut puzzle = Puzzle::default();
        for (at, (n, first, second)) in sizes.iter().enumerate() {
            let event = events[at];
            if all[at].sum("talk") == 0 {
                continue;
            }
            publish(&mut office, event);
            let frozen = figures::published(&office.state.ledger, event).unwrap();
            let mut before = what_a_reader_knows(&mut puzzle, &all[at], &frozen);
            for late in [*first, first + second] {
                put_in(&mut office, event, &made(n, late));
                if let Some(work) = figures::add_late(&office.state.ledger, event) {
                    office.save(work, vec![]).unwrap();
                    let now = figures::published(&office.state.ledger, event).unwrap();
                    let Some(Shown::Count(talk)) = now.get("talk") else { panic!("{now:?}") };
                    let truth = all[at].sum("talk") + late;
                    let total = puzzle.cell("with the late", truth, RULE.range(Shown::Count(talk + now.late)));
                    puzzle.difference("late", total, before);
                    before = total;
                }
            }
        }
        prop_assert_eq!(puzzle.determined(RULE.bound()), Vec::<String>::new());
        let (this, today) = (Year(2025), "2026-03-01".parse().unwrap());
        let issue = office.make_issue();
        let read = golden_thread::bundle::read(issue.as_bytes()).unwrap();
        prop_assert!(read.bundle.records.iter().all(|r| r.kind != kind::TALLY));
        let reader = Ledger::new(read.bundle.records, None, Side::Member);
        prop_assert_eq!(year(&reader, this, today), year(&office.state.ledger, this, today));
    }
}

/// Another sheet in the place of what an event's counts were.
fn put_in(office: &mut Device, event: Id, counts: &Counts) {
    let tally = events::totals::tallies(&office.state.ledger, event).next().unwrap().0;
    let (id, member) = (tally.id, tally.members(golden_thread::domain::fields::COUNT).next().unwrap().0.to_owned());
    let field = format!("{}/{member}", golden_thread::domain::fields::COUNT);
    office.type_in(id, kind::TALLY, &field, counts.to_value());
}

#[test]
fn what_was_published_does_not_change_and_the_late_are_told_in_steps() {
    let (mut office, mut phones, event) = stall(2);
    for n in 0..40 {
        talk(&mut phones[0], event, TOPICS[n % 2], false);
    }
    close(&mut phones[0], event);
    hand_in(&mut phones[0], &mut office);
    publish(&mut office, event);
    let first = figures::published(&office.state.ledger, event).unwrap();
    for (more, late) in [(2, None), (1, Some(5)), (4, None), (1, Some(10)), (4, None)] {
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
    let paper = report::markdown(&report::event(&office.state.ledger, event, None).unwrap());
    assert!(paper.contains("10 more conversations were handed over"), "{paper}");
}

#[test]
fn a_year_is_made_of_what_is_published_and_of_nothing_else() {
    let (mut office, mut phones, event) = stall(1);
    for n in 0..31 {
        talk(&mut phones[0], event, if n < 3 { "carers" } else { "food" }, false);
    }
    close(&mut phones[0], event);
    hand_in(&mut phones[0], &mut office);
    let (this, today) = (Year(2025), "2026-03-01".parse().unwrap());
    let view = year(&office.state.ledger, this, today);
    assert_eq!((view.held, view.unpublished.len(), view.conversations), (1, 1, Sum::default()));
    publish(&mut office, event);
    let view = year(&office.state.ledger, this, today);
    assert_eq!(view.conversations, Sum { shown: 30, rounded: true, left_out: 0 });
    assert_eq!(view.conversations.words(), "about 30");
    assert_eq!(view.topics, [("food".to_owned(), Sum { shown: 30, rounded: true, left_out: 0 })]);
    assert_eq!((view.checked.words(), view.other_topics), ("0".to_owned(), Sum::default()));
    let small = Sum { left_out: 1, ..Sum::default() };
    assert_eq!(small.words(), "small or not shown at 1 event");
    assert!(Sum { shown: 30, rounded: true, left_out: 2 }.words().starts_with("about 30, and numbers"));
    assert_eq!(Sum { shown: 31, ..Sum::default() }.words(), "31", "what was published exactly");
    // Somebody who has only the plan file makes the same year out: the raw counts are not in it.
    let issue = issue_to(&mut office, &mut phones[0]);
    let read = golden_thread::bundle::read(issue.as_bytes()).unwrap();
    let reader = Ledger::new(read.bundle.records, None, Side::Member);
    assert_eq!(year(&reader, this, today), view);
    assert_eq!(Year::of(today), this);
    assert_eq!(this.words(), "2025/26");
    assert!(report::event_exact(&reader, event, None).is_none(), "and has nothing exact");
}
