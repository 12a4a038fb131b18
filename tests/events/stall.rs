//! A stall for tests: an event, phones at it, and taps as a person makes them.

use crate::device::{Device, new_id};
use golden_thread::domain::{Did, Draft, fields as f, kind};
use golden_thread::events::counting::{self, Tap, What};
use golden_thread::events::{Here, closing};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;

pub const TOPICS: [&str; 4] = ["food", "smoking", "vaccination", "carers"];

/// An office with an event in its first plan file, and phones that have opened it.
pub fn stall(phones: usize) -> (Device, Vec<Device>, Id) {
    let mut office = Device::new("Office", true);
    office.plan(1);
    let event = Draft::new(new_id(), kind::EVENT)
        .with(f::NAME, "Health in the park")
        .with(f::VENUE, "The bandstand")
        .with(f::NEIGHBOURHOOD, "Peckham")
        .with(f::STARTS, "2026-01-01T00:00")
        .with(f::ENDS, "2026-01-01T05:00")
        .with(f::LEAD, "Ada Example")
        .with(f::LEAD_NUMBER, "020 7946 0000");
    office.save(Work::drafts([&event], Cause::Typed), vec![]).unwrap();
    let issue = office.make_issue();
    let phones = (0..phones).map(|n| {
        let mut phone = Device::new(&format!("Ambassador {n}"), false);
        phone.open(&issue).unwrap();
        phone
    });
    let phones = phones.collect();
    (office, phones, event.id)
}

pub fn here(phone: &Device, event: Id) -> Here {
    Here { event, writer: phone.writer(), now_ms: phone.ms }
}

pub fn talk(phone: &mut Device, event: Id, topic: &str, group: bool) -> Tap {
    let (work, tap) = counting::conversation(here(phone, event), new_id(), topic, group);
    phone.save(work, vec![]).unwrap();
    tap
}

pub fn did(phone: &mut Device, tap: &Tap, did: Did, service: Option<Id>) -> Tap {
    let Tap::Conversation(id) = tap else { panic!("not a conversation") };
    let (work, tap) = counting::happened(&phone.state.ledger, *id, did, service).unwrap();
    phone.save(work, vec![]).unwrap();
    tap
}

pub fn count(phone: &mut Device, event: Id, what: What) -> Tap {
    let (work, tap) = counting::count(&phone.state.ledger, here(phone, event), &what).unwrap();
    phone.save(work, vec![]).unwrap();
    tap
}

pub fn undo(phone: &mut Device, event: Id, tap: &Tap) {
    let work = counting::undo(&phone.state.ledger, here(phone, event), tap).unwrap();
    phone.save(work, vec![]).unwrap();
}

pub fn close(phone: &mut Device, event: Id) {
    let work = closing::close(&phone.state.ledger, here(phone, event), &[], "", new_id());
    if !work.is_empty() {
        phone.save(work, vec![]).unwrap();
    }
}

/// What a phone has to hand over goes to the office, which uses all of it.
pub fn hand_in(phone: &mut Device, office: &mut Device) -> String {
    let (file, text) = phone.make_return().expect("there is something to hand in");
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    text
}

/// What the office has decided goes to a phone, with the next plan file.
pub fn issue_to(office: &mut Device, phone: &mut Device) -> String {
    let issue = office.make_issue();
    phone.open(&issue).unwrap();
    issue
}

/// Single conversations that are due to go do.
pub fn tidy(phone: &mut Device) -> usize {
    let confirmed = phone.state.confirmed();
    match closing::due_to_go(&phone.state.ledger, confirmed, phone.ms) {
        Some(work) => {
            let gone = work.forget.len();
            phone.save(work, vec![]).unwrap();
            gone
        }
        None => 0,
    }
}
