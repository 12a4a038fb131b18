//! A whole afternoon: 120 conversations on two phones, one of them with a paper sheet, handed in and published.

use super::stall::*;
use crate::device::new_id;
use golden_thread::bundle;
use golden_thread::disclosure::Shown;
use golden_thread::domain::{Did, Happened, fields as f, kind};
use golden_thread::events::counting::{Tap, What};
use golden_thread::events::sheet::{Again, Sheet, SheetRefused, enter};
use golden_thread::events::totals::{Totals, handed_over, on_this_device};
use golden_thread::events::{self, closing, figures};
use serde_json::Value;
use std::collections::BTreeMap;

/// The counts in a file, added up from its text alone.
fn counted_in(files: &[String]) -> BTreeMap<String, u64> {
    let mut sums = BTreeMap::new();
    for file in files {
        let file: Value = serde_json::from_str(file).unwrap();
        for record in file["records"].as_array().unwrap().iter().filter(|r| r["kind"] == "tally") {
            for (name, field) in record["fields"].as_object().unwrap() {
                if !name.starts_with("count/") {
                    continue;
                }
                for (cell, n) in field["writes"][0]["value"].as_object().unwrap() {
                    *sums.entry(cell.clone()).or_insert(0) += n.as_u64().unwrap();
                }
            }
        }
    }
    sums
}

#[test]
fn two_phones_and_a_sheet_add_up_to_what_the_office_publishes() {
    let (mut office, mut phones, event) = stall(2);
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for n in 0..120usize {
        let phone = &mut phones[n % 2];
        let topic = TOPICS[(n * 7 + n / 5) % 3];
        let group = n % 10 == 0;
        let tap = talk(phone, event, topic, group);
        let mut happened = Happened::default();
        if n % 3 == 0 {
            did(phone, &tap, Did::Checked, None);
            happened = happened.and(Did::Checked);
        }
        if n % 4 == 0 {
            did(phone, &tap, Did::Signposted, Some(office.writer()));
            happened = happened.and(Did::Signposted);
            *expected.entry(format!("service/{}", office.writer())).or_insert(0) += 1;
        }
        let hour = golden_thread::days::hours::Hour::at(phone.ms);
        *expected.entry(format!("talk/{hour}/{topic}/{}", happened.name())).or_insert(0) += 1;
        if group {
            *expected.entry(format!("group/{}", happened.name())).or_insert(0) += 1;
        }
        if n % 6 == 0 {
            count(phone, event, What::Age("80-plus".into()));
            count(phone, event, What::District("se15 4ql".into()));
            *expected.entry("age/80-plus".into()).or_insert(0) += 1;
            *expected.entry("district/SE15".into()).or_insert(0) += 1;
        }
        if n % 30 == 0 {
            phone.ms += 60 * 60 * 1000;
        }
    }
    count(&mut phones[0], event, What::Reached(250));
    count(&mut phones[1], event, What::Leaflets(90));
    expected.insert("reached".into(), 250);
    expected.insert("leaflets".into(), 90);
    let sheet = Sheet {
        number: "12".into(),
        rows: vec![("food".into(), Happened::default(), 7), ("smoking".into(), Happened::of(&[Did::Referred]), 5)],
        ..Sheet::default()
    };
    let work = enter(&phones[1].state.ledger, event, &sheet, Again::Ask).unwrap();
    phones[1].save(work, vec![]).unwrap();
    expected.insert("talk/-/food/talked".into(), 7);
    expected.insert("talk/-/smoking/referred".into(), 5);
    let mut files = Vec::new();
    for phone in &mut phones {
        close(phone, event);
        assert!(!closing::is_open(&phone.state.ledger, event, Some(phone.writer())));
        files.push(hand_in(phone, &mut office));
    }
    assert_eq!(counted_in(&files), expected);
    let counts = handed_over(&office.state.ledger, event);
    assert_eq!(counts.iter().map(|(name, n)| (name.to_owned(), n)).collect::<BTreeMap<_, _>>(), expected);
    let totals = Totals::of(&counts);
    assert_eq!((totals.conversations, totals.checked, totals.referred, totals.reached), (132, 40, 5, 250));
    assert_eq!((totals.signposted, totals.leaflets, totals.people()), (30, 90, (144, 156)));
    let work = figures::publish(&office.state.ledger, event, "2026-01-02".parse().unwrap()).unwrap();
    office.save(work, vec![]).unwrap();
    assert!(figures::publish(&office.state.ledger, event, "2026-01-03".parse().unwrap()).is_none(), "once");
    let issue = issue_to(&mut office, &mut phones[0]);
    let there = figures::published(&phones[0].state.ledger, event).unwrap();
    assert_eq!(there.get("talk"), Some(Shown::Count(132)));
    assert!(issue.contains("\"kind\":\"figures\"") && !issue.contains("\"kind\":\"tally\""));
    assert!(events::event(&phones[0].state.ledger, event).is_some_and(|e| events::lacks(e).is_empty()));
}

#[test]
fn the_same_file_twice_and_the_same_sheet_twice_count_once() {
    let (mut office, mut phones, event) = stall(2);
    for _ in 0..6 {
        talk(&mut phones[0], event, "food", false);
    }
    close(&mut phones[0], event);
    let text = hand_in(&mut phones[0], &mut office);
    let before = office.bytes();
    office.open(&text).unwrap();
    assert_eq!(office.bytes(), before);
    let sheet =
        |n| Sheet { number: "7".into(), rows: vec![("food".into(), Happened::default(), n)], ..Sheet::default() };
    for phone in &mut phones {
        let work = enter(&phone.state.ledger, event, &sheet(9), Again::Ask).unwrap();
        phone.save(work, vec![]).unwrap();
        assert_eq!(enter(&phone.state.ledger, event, &sheet(9), Again::Ask), Err(SheetRefused::Known { same: true }));
        assert_eq!(enter(&phone.state.ledger, event, &sheet(8), Again::Ask), Err(SheetRefused::Known { same: false }));
        hand_in(phone, &mut office);
    }
    assert_eq!(handed_over(&office.state.ledger, event).sum("talk"), 15, "two people typed one sheet in");
    assert!(office.state.ledger.conflicts().is_empty(), "and said the same");
    let work = enter(&phones[0].state.ledger, event, &sheet(10), Again::Same(1)).unwrap();
    phones[0].save(work, vec![]).unwrap();
    hand_in(&mut phones[0], &mut office);
    assert_eq!(handed_over(&office.state.ledger, event).sum("talk"), 16);
    let nothing = Sheet { number: "8".into(), ..Sheet::default() };
    assert_eq!(enter(&phones[0].state.ledger, event, &nothing, Again::Ask), Err(SheetRefused::Empty));
    assert_eq!(enter(&phones[0].state.ledger, event, &Sheet::default(), Again::Ask), Err(SheetRefused::NoNumber));
}

#[test]
fn conversations_go_once_they_have_arrived_and_what_comes_after_is_added() {
    let (mut office, mut phones, event) = stall(1);
    let phone = &mut phones[0];
    let taps: Vec<Tap> = (0..8).map(|_| talk(phone, event, "food", false)).collect();
    did(phone, &taps[0], Did::Checked, None);
    count(phone, event, What::Age("16-24".into()));
    close(phone, event);
    assert_eq!(tidy(phone), 0, "nothing has arrived");
    hand_in(phone, &mut office);
    assert_eq!(tidy(phone), 0, "nothing says that it has");
    issue_to(&mut office, phone);
    let before = on_this_device(&phone.state.ledger, event);
    assert_eq!(tidy(phone), 8);
    assert_eq!(on_this_device(&phone.state.ledger, event), before, "the counts stay");
    assert!(!closing::is_open(&phone.state.ledger, event, Some(phone.writer())));
    assert_eq!(tidy(phone), 0);
    // Somebody remembers one more.
    talk(phone, event, "carers", true);
    assert!(closing::is_open(&phone.state.ledger, event, Some(phone.writer())));
    close(phone, event);
    hand_in(phone, &mut office);
    let totals = Totals::of(&handed_over(&office.state.ledger, event));
    assert_eq!((totals.conversations, totals.checked, totals.groups), (9, 1, 1));
    // What never arrives goes after 30 days, and is handed over all the same.
    phone.ms += 29 * 24 * 60 * 60 * 1000;
    assert_eq!(tidy(phone), 0);
    phone.ms += 24 * 60 * 60 * 1000 + 60 * 60 * 1000;
    assert_eq!(tidy(phone), 1);
    assert_eq!(on_this_device(&phone.state.ledger, event), handed_over(&office.state.ledger, event));
}

#[test]
fn the_last_conversation_taken_back_asks_for_closing_again() {
    let (_, mut phones, event) = stall(1);
    let phone = &mut phones[0];
    let me = Some(phone.writer());
    let Tap::Conversation(only) = talk(phone, event, "food", false) else { panic!("not a conversation") };
    close(phone, event);
    assert!(!closing::is_open(&phone.state.ledger, event, me));
    phone.save(golden_thread::events::counting::take_back(&[only]), vec![]).unwrap();
    assert!(closing::is_open(&phone.state.ledger, event, me));
    close(phone, event);
    assert!(!closing::is_open(&phone.state.ledger, event, me));
    assert_eq!(handed_over(&phone.state.ledger, event).sum("talk"), 0);
}

#[test]
fn a_phone_in_other_hands_goes_on_counting_and_hides_what_was_noted() {
    let (mut office, mut phones, event) = stall(1);
    let phone = &mut phones[0];
    let note = |words: &str| golden_thread::events::insights::Note { words: words.into(), ..Default::default() };
    let keep = |phone: &mut crate::device::Device, words: &str| {
        let work = note(words).keep(&phone.state.ledger, here(phone, event), new_id());
        phone.save(work, vec![]).unwrap();
    };
    talk(phone, event, "food", false);
    keep(phone, "The buddy never rang back");
    let work = golden_thread::events::counting::hand_over(&phone.state.ledger, here(phone, event), " Sam ");
    phone.save(work, vec![]).unwrap();
    keep(phone, "The hall is cold");
    talk(phone, event, "food", false);
    let (shown, hidden) = golden_thread::events::insights::notes(&phone.state.ledger, event);
    assert_eq!((shown.iter().map(|n| n.words()).collect::<Vec<_>>(), hidden), (vec!["The hall is cold"], 1));
    assert_eq!(on_this_device(&phone.state.ledger, event).sum("talk"), 2);
    let chosen = shown[0].id();
    let leaving = closing::leaving(&phone.state.ledger, event);
    assert_eq!((leaving.totals.conversations, leaving.notes.len(), leaving.notes_staying.len()), (2, 0, 2));
    let work = closing::close(&phone.state.ledger, here(phone, event), &[chosen], "It rained", new_id());
    phone.save(work, vec![]).unwrap();
    let text = hand_in(phone, &mut office);
    assert!(text.contains("The hall is cold") && text.contains("It rained"));
    assert!(!text.contains("buddy") && !text.contains("Sam"));
    assert_eq!(closing::lessons(&office.state.ledger, event), ["It rained"]);
    // Chosen once and then not: it is still the office's, and nothing else has changed.
    assert_eq!(closing::leaving(&phone.state.ledger, event).notes, [chosen]);
    let read = bundle::read(text.as_bytes()).unwrap();
    assert!(read.bundle.records.iter().all(|r| r.kind != kind::ENCOUNTER && r.kind != kind::COUNTER));
    assert!(read.bundle.records.iter().any(|r| r.text(f::SOURCE) == Some("phone")));
}
