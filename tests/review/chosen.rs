//! What goes in a return: what its sender chose; and an organisation that somebody has only said they are of is
//! nothing to send.

use super::support::begin;
use crate::device::new_id;
use golden_thread::domain::{Draft, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::review::Decision;

#[test]
fn an_organisation_that_only_its_person_names_is_nothing_to_send() {
    let (_, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    let mistyped = Draft::new(new_id(), kind::ORGANISATION).with(f::NAME, "Wellbeing Taem");
    let me = Draft::new(rep.writer(), kind::WRITER).with(f::ORGANISATION, mistyped.id.to_string());
    rep.save(Work::drafts([&mistyped, &me], Cause::Typed), vec![]).unwrap();
    assert!(rep.make_return().is_none(), "nothing was done yet");
    // It goes along with work, because who sends that names it.
    rep.update(actions[0], "Words");
    let (_, text) = rep.make_return().unwrap();
    assert!(text.contains("Wellbeing Taem"));
    // Corrected, it is nobody's, and stays here.
    let right = Draft::new(new_id(), kind::ORGANISATION).with(f::NAME, "Wellbeing Team");
    let me = Draft::new(rep.writer(), kind::WRITER).with(f::ORGANISATION, right.id.to_string());
    rep.save(Work::drafts([&right, &me], Cause::Typed), vec![]).unwrap();
    let (_, text) = rep.make_return().unwrap();
    assert!(text.contains("Wellbeing Team") && !text.contains("Wellbeing Taem"));
}

#[test]
fn what_is_held_back_waits_for_another_file() {
    let (mut office, mut reps, actions) = begin(2, 1);
    let rep = &mut reps[0];
    let goes = rep.update(actions[0], "Goes at once");
    let waits = rep.update(actions[1], "Waits for the board");
    let (file, text) = rep.make_return_without(&[waits]).unwrap();
    assert!(text.contains("Goes at once") && !text.contains("Waits for the board"));
    assert!(rep.state.exported().get(goes).is_some() && rep.state.exported().get(waits).is_none(), "not sent yet");
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    rep.open(&office.make_issue()).unwrap();
    // What was held back is all there is now; held back again, there is nothing to make.
    assert!(rep.make_return_without(&[waits]).is_none());
    let (_, text) = rep.make_return().unwrap();
    assert!(text.contains("Waits for the board") && !text.contains("Goes at once"));
}

#[test]
fn what_names_something_new_that_is_held_back_waits_with_it() {
    let (_, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    let forum = Draft::new(new_id(), kind::ORGANISATION).with(f::NAME, "Southside Forum");
    rep.save(Work::drafts([&forum], Cause::Typed), vec![]).unwrap();
    let update = rep.update(actions[0], "The forum met");
    let by = Draft::new(update, kind::UPDATE).with(f::ORGANISATION, forum.id.to_string());
    rep.save(Work::drafts([&by], Cause::Typed), vec![]).unwrap();
    assert!(rep.make_return_without(&[forum.id]).is_none(), "an update of nobody the office knows would say nothing");
    // The action itself the office has: what speaks of it may go without a change to it.
    rep.when(actions[0], "summer 2028");
    let (_, text) = rep.make_return_without(&[actions[0]]).unwrap();
    assert!(text.contains("The forum met") && !text.contains("summer 2028"));
}
