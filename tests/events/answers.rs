//! What people told us, and what they are told of it.

use super::stall::*;
use crate::device::{Device, new_id};
use golden_thread::domain::{AnswerState, Draft, fields as f, kind};
use golden_thread::events::insights::{
    NotApproved, Note, Wording, answers, approve, unanswered, voices_on, withdraw_answer,
};
use golden_thread::events::services::{self, Wanted, report_wrong, wrong_entries};
use golden_thread::events::{Open, closing};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::record::Id;

fn wording(state: AnswerState) -> Wording {
    Wording {
        theme: "Hospital Buddies".into(),
        wording: "Buddies did not always ring back.".into(),
        state,
        because: "There is a second phone line now.".into(),
        answered_by: "Hospital Buddies".into(),
        approved_by: "Partnership manager".into(),
    }
}

fn note(phone: &mut Device, event: Id, said: u64, action: Id) -> Id {
    let note = Note {
        theme: "Hospital Buddies".into(),
        words: "No me llamaron".into(),
        language: "Español".into(),
        summary: "the buddy service never rang back".into(),
        said,
        bears_on: vec![action],
        ..Note::default()
    };
    assert_eq!(note.personal("2026-02-01".parse().unwrap()), []);
    let id = golden_thread::domain::ids::without_minute(new_id());
    let work = note.keep(&phone.state.ledger, here(phone, event), id);
    phone.save(work, vec![]).unwrap();
    let work = closing::close(&phone.state.ledger, here(phone, event), &[id], "", new_id());
    phone.save(work, vec![]).unwrap();
    id
}

#[test]
fn nine_people_are_told_what_became_of_it() {
    let (mut office, mut phones, event) = stall(2);
    let action = office.state.ledger.of_kind(kind::ACTION).next().unwrap().id;
    note(&mut phones[0], event, 5, action);
    note(&mut phones[1], event, 4, action);
    for phone in &mut phones {
        hand_in(phone, &mut office);
    }
    let open = unanswered(&office.state.ledger);
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].sentences()[0], "9 people at 1 event said: the buddy service never rang back");
    assert_eq!(voices_on(&office.state.ledger, action), open);
    assert!(voices_on(&office.state.ledger, event).is_empty());
    let (id, today) = (new_id(), "2026-02-01".parse().unwrap());
    let with = |change: &dyn Fn(&mut Wording)| {
        let mut wording = wording(AnswerState::Cannot);
        change(&mut wording);
        approve(&office.state.ledger, &open[0].notes, &wording, id, today)
    };
    assert_eq!(with(&|w| w.wording.clear()), Err(NotApproved::NoWording));
    assert_eq!(with(&|w| w.because = " ".into()), Err(NotApproved::NoReason));
    assert_eq!(with(&|w| w.approved_by.clear()), Err(NotApproved::NoApprover));
    let named = with(&|w| w.wording = "Mrs Jones, 07700 900123, was not rung".into());
    assert!(matches!(&named, Err(NotApproved::Personal(found)) if found.len() == 1), "{named:?}");
    assert!(named.unwrap_err().words().contains("07700 900123"));
    let work = approve(&office.state.ledger, &open[0].notes, &wording(AnswerState::Done), id, today).unwrap();
    office.save(work, vec![]).unwrap();
    assert!(unanswered(&office.state.ledger).is_empty());
    let issue = issue_to(&mut office, &mut phones[0]);
    for never in ["No me llamaron", "never rang back", "\"insight\"", "Español"] {
        assert!(!issue.contains(never), "{never}");
    }
    let lines = answers(&phones[0].state.ledger, Some(event));
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].told, "About 10 people at 1 event said: Buddies did not always ring back.");
    assert!(lines[0].near && lines[0].state_words() == "It is done");
    // Two more say it: the answer is worded anew, and the number stays, because it is rounded to the same.
    note(&mut phones[1], event, 2, action);
    hand_in(&mut phones[1], &mut office);
    let more = unanswered(&office.state.ledger);
    assert_eq!(more[0].people, 2);
    let again = approve(&office.state.ledger, &more[0].notes, &wording(AnswerState::Done), id, today).unwrap();
    assert_eq!(again.edits.len(), 1, "{:?}", again.edits);
    office.save(again, vec![]).unwrap();
    assert_eq!(answers(&office.state.ledger, None)[0].told, lines[0].told);
    let work = withdraw_answer(&office.state.ledger, id, "it was wrong").unwrap();
    office.save(work, vec![]).unwrap();
    assert!(answers(&office.state.ledger, None).is_empty());
    assert_eq!(unanswered(&office.state.ledger)[0].people, 11, "what was withdrawn answers nobody");
}

#[test]
fn few_people_stay_few() {
    let (mut office, mut phones, event) = stall(1);
    let action = office.state.ledger.of_kind(kind::ACTION).next().unwrap().id;
    let told = note(&mut phones[0], event, 2, action);
    hand_in(&mut phones[0], &mut office);
    let today = "2026-02-01".parse().unwrap();
    let work = approve(&office.state.ledger, &[told], &wording(AnswerState::Heard), new_id(), today).unwrap();
    assert!(work.edits.iter().all(|e| e.kind != kind::ANSWER || e.field != f::SAID), "{work:?}");
    office.save(work, vec![]).unwrap();
    let line = answers(&office.state.ledger, None).remove(0);
    assert_eq!(line.told, "Fewer than 8 people at 1 event said: Buddies did not always ring back.");
    assert!(!line.near);
}

#[test]
fn a_note_with_personal_data_is_pointed_at() {
    let note = Note {
        words: "I am at SE15 4QL, 3 May 1961".into(),
        summary: "rings 07700 900123".into(),
        language: "Wolof, amina@example.org".into(),
        translated_by: "Jo 943 476 5919".into(),
        ..Note::default()
    };
    assert_eq!(note.personal("2026-02-01".parse().unwrap()).len(), 5);
}

#[test]
fn services_are_found_by_need_hours_language_and_cost() {
    let mut office = Device::new("Office", true);
    let service = |name: &str, opening: &str, cost: &str, checked: &str| {
        Draft::new(new_id(), kind::SERVICE)
            .with(f::NAME, name)
            .with(f::OPENING, opening)
            .with(f::COST, cost)
            .with(f::LAST_CHECKED, checked)
            .with(format!("{}/food", f::FOR), true)
            .with(format!("{}/Español", f::LANGUAGE), true)
    };
    let pantry = service("Pantry", "Mon–Fri 9am–5pm", "Free", "2026-06-01");
    let kitchen = service("Kitchen", "By arrangement", "£2 a meal", "2025-01-01");
    let stop = Draft::new(new_id(), kind::SERVICE).with(f::NAME, "Stop").with(format!("{}/smoking", f::FOR), true);
    office.save(Work::drafts([&pantry, &kitchen, &stop], Cause::Typed), vec![]).unwrap();
    let now = "2026-06-15T10:00".parse().unwrap();
    let ledger = office.state.ledger.clone();
    let names =
        |wanted: &Wanted| -> Vec<String> { services::find(&ledger, wanted, now).into_iter().map(|s| s.name).collect() };
    let food = Wanted { topic: "food".into(), ..Wanted::default() };
    assert_eq!(names(&food), ["Pantry", "Kitchen"], "what is open stands first");
    assert_eq!(names(&Wanted { open_at: Some(now), ..food.clone() }), ["Pantry"]);
    assert_eq!(names(&Wanted { free: true, ..food.clone() }), ["Pantry"]);
    assert_eq!(names(&Wanted { language: "español".into(), topic: "smoking".into(), ..Wanted::default() }), [""; 0]);
    assert_eq!(names(&Wanted::default()).len(), 3);
    assert_eq!(services::languages(&ledger), ["Español"]);
    let lines = services::find(&ledger, &food, now);
    assert_eq!((lines[0].open, lines[1].open), (Open::Yes, Open::Unknown));
    assert_eq!((lines[0].stale, lines[1].stale), (false, true));
    let report = report_wrong(new_id(), pantry.id, "It has moved", "2026-06-15".parse().unwrap());
    office.save(Work::drafts([&report], Cause::Typed), vec![]).unwrap();
    assert_eq!(wrong_entries(&office.state.ledger).len(), 1);
    assert!(services::find(&office.state.ledger, &food, now)[0].reported);
    office.type_in(pantry.id, kind::SERVICE, f::LAST_CHECKED, "2026-06-16");
    assert!(wrong_entries(&office.state.ledger).is_empty());
}
