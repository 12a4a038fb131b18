//! A note leaves a phone only with the word of whoever made it. What nobody let go stays, the office hears how many stayed,
//! and it goes after 30 days.

use super::stall::*;
use crate::device::{Device, new_id, now};
use golden_thread::domain::{Tally, kind};
use golden_thread::events::closing::{self, leaving, release};
use golden_thread::events::counting::hand_over;
use golden_thread::events::insights::{self, Note};
use golden_thread::events::totals::{Totals, handed_over};
use golden_thread::events::{Year, lines};
use golden_thread::record::Id;
use golden_thread::store::{Store, Table, backup};

const HOUR: u64 = 60 * 60 * 1000;
const DAY: u64 = 24 * HOUR;

fn note(phone: &mut Device, event: Id, words: &str) -> Id {
    let note = Note { words: words.into(), ..Note::default() };
    let id = golden_thread::domain::ids::without_minute(new_id());
    let work = note.keep(&phone.state.ledger, here(phone, event), id);
    phone.save(work, vec![]).unwrap();
    id
}

fn hand_on(phone: &mut Device, event: Id, to: &str, released: &[Id]) {
    let mut work = hand_over(&phone.state.ledger, here(phone, event), to);
    work.edits.extend(release(&phone.state.ledger, here(phone, event), released));
    phone.save(work, vec![]).unwrap();
}

fn close_with(phone: &mut Device, event: Id, chosen: &[Id], opened: &[u64]) {
    let work = closing::close_with(&phone.state.ledger, here(phone, event), (chosen, opened), "", new_id());
    phone.save(work, vec![]).unwrap();
}

fn everything(device: &Device) -> String {
    let tables = Table::ALL.iter().map(|(table, _)| now(device.store.rows(*table, "")).unwrap());
    let rows: String = tables.flatten().map(|(key, text)| format!("{key} {text}\n")).collect();
    rows + golden_thread::bundle::write(&backup::backup(&device.state, &[], device.clone().sender())).as_str()
}

fn stayed(device: &Device, event: Id) -> u64 {
    let tallies = device.state.ledger.of_kind(kind::TALLY).map(Tally).filter(|t| t.event() == Some(event));
    tallies.map(Tally::stayed).sum()
}

#[test]
fn nobody_sends_what_somebody_else_noted() {
    let (mut office, mut phones, event) = stall(1);
    let phone = &mut phones[0];
    let (first, second) = (note(phone, event, "Nobody rang Ada"), note(phone, event, "It is cold"));
    talk(phone, event, "food", false);
    hand_on(phone, event, "Sam", &[second]);
    let own = note(phone, event, "Too few benches");
    let seen = leaving(&phone.state.ledger, event);
    assert_eq!((seen.notes.as_slice(), seen.sealed.as_slice()), ([second].as_slice(), [first].as_slice()));
    // Whoever holds the phone now asks for all of them to go, and for one that was let go not to.
    close_with(phone, event, &[first, own], &[]);
    let text = hand_in(phone, &mut office);
    assert!(!text.contains("Nobody rang Ada"), "it stays");
    assert!(text.contains("It is cold") && text.contains("Too few benches"));
    assert_eq!(Totals::of(&handed_over(&office.state.ledger, event)).conversations, 1, "counts go on without it");
    assert_eq!(stayed(&office, event), 1, "and the office hears that one stayed");
    let day = "2026-01-02".parse().unwrap();
    let line = lines(&office.state.ledger, Year::of(day), day).into_iter().find(|l| l.id == event).unwrap();
    assert_eq!((line.phones, line.stayed), (1, 1));
    // Its writer comes back, and lets it go with their PIN.
    close_with(phone, event, &[first, own], &[0]);
    let text = hand_in(phone, &mut office);
    assert!(text.contains("Nobody rang Ada"));
    assert_eq!(stayed(&office, event), 1, "the other one of theirs they did not let go this time");
}

#[test]
fn a_phone_with_a_note_and_no_counts_says_that_it_stayed() {
    let (mut office, mut phones, event) = stall(1);
    note(&mut phones[0], event, "Nobody rang Ada");
    hand_on(&mut phones[0], event, "", &[]);
    close_with(&mut phones[0], event, &[], &[]);
    let text = hand_in(&mut phones[0], &mut office);
    assert!(!text.contains("Nobody rang Ada"));
    assert_eq!(stayed(&office, event), 1);
}

#[test]
fn what_is_let_go_after_closing_is_told_too() {
    let (mut office, mut phones, event) = stall(1);
    let phone = &mut phones[0];
    let first = note(phone, event, "Nobody rang Ada");
    close_with(phone, event, &[], &[]);
    assert_eq!(stayed(phone, event), 1);
    hand_on(phone, event, "", &[first]);
    assert_eq!(stayed(phone, event), 0);
    assert!(hand_in(phone, &mut office).contains("Nobody rang Ada"));
    let again = closing::close(&phone.state.ledger, here(phone, event), &[], "", new_id());
    assert!(again.is_empty(), "{again:?}");
}

#[test]
fn what_nobody_let_go_is_gone_after_thirty_days_without_a_trace() {
    let (mut office, mut phones, event) = stall(1);
    let phone = &mut phones[0];
    phone.ms += 3 * HOUR;
    let let_go = note(phone, event, "It is cold");
    note(phone, event, "Nobody rang Ada");
    hand_on(phone, event, "Sam", &[let_go]);
    talk(phone, event, "food", false);
    close_with(phone, event, &[], &[]);
    phone.ms += 29 * DAY;
    tidy(phone);
    assert!(everything(phone).contains("Nobody rang Ada"));
    phone.ms += DAY + HOUR;
    tidy(phone);
    assert!(!everything(phone).contains("Nobody rang Ada"), "in no table, and in no later backup");
    assert!(everything(phone).contains("It is cold"), "what was let go is still to be sent");
    let text = hand_in(phone, &mut office);
    assert!(text.contains("It is cold"));
    assert_eq!((stayed(&office, event), insights::of(&office.state.ledger, event).len()), (1, 1));
    assert_eq!(Totals::of(&handed_over(&office.state.ledger, event)).conversations, 1);
    assert_eq!(tidy(phone), 0, "nothing is due twice");
}

#[test]
fn an_office_keeps_what_it_noted_itself() {
    let (mut office, _, event) = stall(0);
    note(&mut office, event, "It is cold");
    office.ms += 40 * DAY;
    tidy(&mut office);
    assert_eq!(insights::of(&office.state.ledger, event).len(), 1, "it is answered there");
    hand_on(&mut office, event, "Sam", &[]);
    tidy(&mut office);
    assert_eq!(insights::of(&office.state.ledger, event).len(), 0, "what is hidden goes there too");
}
