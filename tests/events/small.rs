//! The rule for small numbers is the partnership's own, sensitive topics too; and only the office has exact counts.

use super::published::{counts, office_with, publish};
use super::stall::*;
use crate::device::Device;
use golden_thread::disclosure::{Rule, Shown};
use golden_thread::domain::kind;
use golden_thread::events;
use golden_thread::events::figures::{self, By};
use golden_thread::events::small::{self, Source, WrongRule, small_numbers};
use golden_thread::ledger::Ledger;
use golden_thread::report;

#[test]
fn the_offices_own_counts_are_exact_and_say_so() {
    let (office, events) = office_with(&[counts(&[
        ("talk/2026-01-01T10Z/food/checked+referred", 3),
        ("talk/2026-01-01T10Z/alcohol/talked", 30),
        ("age/80-plus", 1),
        ("reached", 61),
    ])]);
    let paper = report::event_exact(&office.state.ledger, events[0], Some("2026-01-02".parse().unwrap())).unwrap();
    let text = report::markdown(&paper);
    for line in [
        "| Conversations | 33 |",
        "| 80 and over | 1 |",
        "| People reached | 61 |",
        "Food, 10:00: Checked, Referred | 3 |",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(text.matches("For the partnership office only.").count(), 2, "at its head and its foot: {text}");
    // What everybody reads has none of it.
    let text = report::markdown(&report::event(&office.state.ledger, events[0], None).unwrap());
    for never in ["33", "61", "| 3 |", "| 1 |", "Alcohol"] {
        assert!(!text.contains(never), "{never}: {text}");
    }
}

#[test]
fn a_sensitive_topic_stands_among_others_only_unless_the_partnership_says_so() {
    let talk = |topic: &str| format!("talk/2026-01-01T10Z/{topic}/talked");
    let (alcohol, food, weight) = (talk("alcohol"), talk("food"), talk("weight"));
    let (mut office, events) =
        office_with(&[counts(&[(&alcohol, 40), (&food, 31), (&weight, 12), ("also/alcohol", 20)])]);
    let get = |office: &Device, cell: &str| figures::figures(&office.state.ledger, events[0]).unwrap().get(cell);
    assert_eq!(
        (get(&office, "topic/alcohol"), get(&office, "topic/weight"), get(&office, "also/alcohol")),
        (None, None, None)
    );
    assert_eq!(
        (get(&office, "topic/food"), get(&office, "rest/topic")),
        (Some(Shown::Count(30)), Some(Shown::Count(50)))
    );
    office.save(events::rules::set_sensitive("alcohol", false), vec![]).unwrap();
    assert_eq!(get(&office, "topic/alcohol"), Some(Shown::Count(40)));
    assert_eq!((get(&office, "rest/topic"), get(&office, "also/alcohol")), (None, Some(Shown::Count(20))));
    office.save(events::rules::set_sensitive("food", true), vec![]).unwrap();
    assert_eq!((get(&office, "topic/food"), get(&office, "rest/topic")), (None, Some(Shown::Count(45))));
}

#[test]
fn the_rule_is_the_partnerships_and_travels_with_what_is_published_by_it() {
    let (mut office, mut phones, event) = stall(1);
    for _ in 0..9 {
        talk(&mut phones[0], event, "food", false);
    }
    close(&mut phones[0], event);
    hand_in(&mut phones[0], &mut office);
    assert_eq!(small_numbers(&office.state.ledger).source, Source::Published);
    let get = |ledger: &Ledger, cell: &str| figures::figures(ledger, event).unwrap().get(cell);
    assert_eq!(get(&office.state.ledger, "talk"), Some(Shown::Count(10)));
    let today = "2026-01-02".parse().unwrap();
    assert_eq!(small::decide(Some(3), 5, "DPO", today), Err(WrongRule::Bound));
    assert_eq!(small::decide(None, 5, "DPO", today), Err(WrongRule::Bound));
    assert_eq!(small::decide(Some(9), 7, "DPO", today), Err(WrongRule::Bound));
    assert_eq!(small::decide(Some(9), 5, " ", today), Err(WrongRule::Nobody));
    office.save(small::decide(Some(9), 10, " Data protection officer ", today).unwrap(), vec![]).unwrap();
    assert_eq!(get(&office.state.ledger, "talk"), Some(Shown::Few));
    publish(&mut office, event);
    // Another rule later, and another device: what was published says by which rule.
    office.save(small::decide(Some(4), 5, "Board", today).unwrap(), vec![]).unwrap();
    issue_to(&mut office, &mut phones[0]);
    for ledger in [&office.state.ledger, &phones[0].state.ledger] {
        let figures = figures::published(ledger, event).unwrap();
        assert_eq!(figures.words(figures.get("talk")), "*");
        let By::Rule(small) = &figures.by else { panic!("{figures:?}") };
        assert_eq!((small.rule, small_numbers(ledger).rule), (Rule::new(9, 10).unwrap(), Rule::new(4, 5).unwrap()));
        let paper = report::markdown(&report::event(ledger, event, None).unwrap());
        assert!(paper.contains("Data protection officer decided this on 2 January 2026."), "{paper}");
        assert!(
            paper.contains("nearest 10") && paper.contains("from 1 to 9") && !paper.contains("NHS Digital"),
            "{paper}"
        );
    }
    office.save(small::as_published(), vec![]).unwrap();
    assert_eq!(small_numbers(&office.state.ledger), small::SmallNumbers::default());
}

/// A partnership that hid more than the published rule does goes on hiding it; who decided was not kept then.
#[test]
fn an_earlier_setting_hides_what_it_hid() {
    let mut office = Device::new("Office", true);
    for (threshold, bound, source) in [(2, 7, Source::Published), (8, 7, Source::Published), (11, 10, Source::Earlier)]
    {
        office.type_in(events::counting_id(), kind::COUNTING, "threshold", threshold);
        let small = small_numbers(&office.state.ledger);
        assert_eq!((small.rule.bound(), small.source), (bound, source), "{threshold}");
    }
}
