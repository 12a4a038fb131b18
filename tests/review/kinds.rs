//! What kind a known record is, no file says: of two kinds the join keeps the lesser name, so a review joins
//! what comes in under the kind it has here.

use super::support::begin;
use crate::device::{Device, new_id};
use golden_thread::bundle::{self, Bundle};
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::review::Decision;
use golden_thread::record::{Id, Record, Stamp};

/// A representative's return with one more record in it, under a kind of its own.
fn with_record(rep: &mut Device, id: Id, kind: &str, field: &str, value: &str) -> (Id, String) {
    let (file, text) = rep.make_return().unwrap();
    let mut bundle: Bundle = bundle::read(text.as_bytes()).unwrap().bundle;
    let mut record = Record::new(id, kind);
    record.edit(field, value.into(), Stamp::new(rep.ms, 9, rep.writer()));
    bundle.records.join_record(record);
    (file, bundle::write(&bundle))
}

#[test]
fn a_file_cannot_make_an_action_vanish() {
    let (mut office, mut reps, actions) = begin(1, 1);
    reps[0].update(actions[0], "words");
    let (file, text) = with_record(&mut reps[0], actions[0], "a", f::SUCCESS, "more hubs");
    office.open(&text).unwrap();
    assert!(office.pending(file).iter().any(|item| item.key == (actions[0], Some(f::SUCCESS.into()))));
    office.review(file, |_| Decision::Use);
    let action = office.state.ledger.records().get(actions[0]).unwrap();
    assert_eq!((action.kind.as_str(), action.text(f::SUCCESS)), (kind::ACTION, Some("more hubs")));
    assert!(office.make_issue().contains("more hubs"));
}

#[test]
fn a_file_cannot_make_the_offices_own_words_travel() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let contact = new_id();
    office.type_in(contact, kind::CONTACT, f::NAME, "Mrs Jones, 020 7946 0000");
    reps[0].update(actions[0], "words");
    let (file, text) = with_record(&mut reps[0], contact, kind::ACTION, f::TITLE, "An action");
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    assert_eq!(office.state.ledger.records().get(contact).unwrap().kind, kind::CONTACT);
    assert!(!office.make_issue().contains("Mrs Jones"));
}

#[test]
fn a_file_cannot_rewrite_a_decision_or_rename_the_office() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let update = reps[0].update(actions[0], "words");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::NotUse { reason: "no".into() });
    let review = office.state.ledger.records().iter().find(|r| r.kind == kind::REVIEW).unwrap().id;
    let before = office.bytes();
    let decided = format!("{}/{update}", f::DECIDED);
    let (second, text) = with_record(&mut reps[0], review, kind::ACTION, &decided, "used");
    office.open(&text).unwrap();
    office.review(second, |_| Decision::Use);
    let me = office.writer();
    let (third, text) = with_record(&mut reps[0], me, kind::ACTION, f::NAME, "Mallory");
    office.open(&text).unwrap();
    office.review(third, |_| Decision::Use);
    assert_eq!(office.bytes(), before);
}
