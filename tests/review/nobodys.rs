//! What is nothing to send: an organisation that somebody has only said they are of.

use super::support::begin;
use crate::device::new_id;
use golden_thread::domain::{Draft, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};

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
