//! Papers, workbooks and letters that were saved as files: whoever removes words for good is told their names.

use super::support::begin;
use crate::device::now;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::removal::Gone;
use golden_thread::store::copies::touched;
use golden_thread::store::rows::MAX_SAVED;
use golden_thread::store::{RowChange, State};

#[test]
fn what_was_saved_since_an_entry_was_written_is_named_where_it_is_removed() {
    let (mut office, _, actions) = begin(1, 0);
    let update = office.update(actions[0], "Mrs Smith came.");
    let save = |office: &mut crate::device::Device, name: &str, day: &str| {
        let about = office.state.about.clone().unwrap().having_saved(name, day);
        office.save(Work::new(Cause::Typed), vec![RowChange::About(about)]).unwrap();
    };
    // Entries here are written on 1 January 2026.
    for (name, day) in [("Old paper.docx", "2025-12-31"), ("Plan.xlsx", "2026-01-01"), ("Letter.eml", "2026-01-02")] {
        save(&mut office, name, day);
    }
    save(&mut office, "Plan.xlsx", "2026-01-01");
    let named = touched(&office.state, update, Gone::Whole).saved;
    assert_eq!(named, ["Plan.xlsx, saved 1 January 2026", "Letter.eml, saved 2 January 2026"]);
    // It is there after a start, also after the words are gone.
    office.save(Work { erase: vec![(update, "A name".into())], ..Work::new(Cause::Removed) }, vec![]).unwrap();
    let read = now(State::load(&office.store)).unwrap();
    assert_eq!(read.about.unwrap().saved.len(), 3);
    for n in 0..MAX_SAVED {
        save(&mut office, &format!("Paper {n}.docx"), "2026-01-03");
    }
    let saved = &office.state.about.as_ref().unwrap().saved;
    assert_eq!((saved.len(), saved[0].name.as_str()), (MAX_SAVED, "Paper 0.docx"), "the oldest are forgotten");
}

#[test]
fn an_entry_from_a_phone_that_is_ahead_may_be_in_any_of_them() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let about = office.state.about.clone().unwrap().having_saved("Plan.xlsx", "2026-01-01");
    office.save(Work::new(Cause::Typed), vec![RowChange::About(about)]).unwrap();
    reps[0].ms += 400 * 86_400_000;
    let update = reps[0].update(actions[0], "Mrs Smith came.");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| golden_thread::ledger::review::Decision::Use);
    assert_eq!(touched(&office.state, update, Gone::Whole).saved, ["Plan.xlsx, saved 1 January 2026"]);
}
