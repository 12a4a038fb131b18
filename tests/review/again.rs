//! Two plan files of one number in the office, and reviews that are taken back.

use super::support::{begin, begin_keepers, not_used, outcome};
use crate::device::Device;
use golden_thread::domain::{Outcome, Update};
use golden_thread::ledger::changes::Work;
use golden_thread::ledger::decisions::chosen;
use golden_thread::ledger::exchange;
use golden_thread::ledger::review::Decision;
use golden_thread::ledger::whose;
use golden_thread::store::incoming::{News, Refusal};
use serde_json::Value;

#[test]
fn two_plan_files_of_one_number_come_together_in_the_office() {
    let ([mut one, mut other], keys, mut reps, actions) = begin_keepers(2, 1);
    one.when(actions[0], "spring 2031");
    other.when(actions[1], "autumn 2032");
    let (mine, theirs) = (one.issue_signed(&keys[0]), other.issue_signed(&keys[1]));
    reps[0].open(&mine).unwrap();
    assert_eq!(reps[0].open(&theirs), Err(Refusal::Fork { number: 2 }), "everybody else asks the office");
    // There is nobody the office could ask: what differs is looked at piece by piece.
    let Ok(News::Staged { file, items }) = one.open(&theirs) else { panic!("it waits") };
    assert_eq!(items, 1);
    one.review(file, |_| Decision::Use);
    let both = one.issue_signed(&keys[0]);
    assert!(both.contains("spring 2031") && both.contains("autumn 2032"));
    assert!(matches!(reps[0].open(&both), Ok(News::Issue { number: 3, .. })));
    assert!(matches!(other.open(&both), Ok(News::Issue { number: 3, .. })));
}

#[test]
fn whose_rating_counts_comes_along_with_the_other_keeper_s_plan_file() {
    let ([mut one, mut other], keys, mut reps, actions) = begin_keepers(1, 1);
    let update = reps[0].update(actions[0], "words");
    let (file, text) = reps[0].make_return().unwrap();
    one.open(&text).unwrap();
    one.review(file, |_| Decision::Use);
    other.open(&one.issue_signed(&keys[0])).unwrap();
    let counts =
        |device: &Device| Update(device.state.ledger.records().get(update).unwrap()).counts_for_rating(actions[0]);
    assert!(counts(&one) && counts(&other));
    other.save(Work::typed([whose::counting(update, actions[0], false)]), vec![]).unwrap();
    one.when(actions[0], "spring 2031");
    let (mine, theirs) = (one.issue_signed(&keys[0]), other.issue_signed(&keys[1]));
    assert_ne!(mine, theirs);
    one.open(&theirs).unwrap();
    assert!(!counts(&one), "what the other keeper said of it is the office's word");
}

#[test]
fn what_was_chosen_is_known_when_a_review_is_taken_back() {
    let (mut office, mut reps, actions) = begin(3, 1);
    let updates = [("Used", 0), ("To amend", 1), ("Declined", 2)].map(|(words, n)| reps[0].update(actions[n], words));
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |item| match updates.iter().position(|id| *id == item.key.0) {
        Some(1) => Decision::UseWithChanges("Amended".into()),
        Some(2) => not_used("we had this"),
        _ => Decision::Use,
    });
    let before = chosen(office.state.ledger.records(), file);
    let of = |n: usize| before.iter().find(|c| c.key == (updates[n], None)).unwrap();
    assert_eq!((before.len(), of(0).outcome, &of(0).words), (3, Outcome::Used, &None));
    assert_eq!((of(1).outcome, of(1).words.clone()), (Outcome::UsedWithChanges, Some("Amended".into())));
    assert_eq!((of(2).outcome, of(2).reason.as_deref()), (Outcome::NotUsed, Some("we had this")));
    office.undo(file).unwrap();
    assert!(chosen(office.state.ledger.records(), file).is_empty());
}

#[test]
fn a_review_is_taken_back_before_anything_left() {
    let (mut office, mut reps, actions) = begin(2, 1);
    reps[0].update(actions[0], "one");
    reps[0].update(actions[0], "two");
    reps[0].when(actions[1], "summer");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    let (bytes, pending) = (office.bytes(), office.pending(file));
    office.review(file, |item| match &item.incoming {
        Some(Value::String(words)) if words == "one" => not_used("no"),
        _ => Decision::Use,
    });
    assert!(office.state.staged.is_empty());
    office.undo(file).unwrap();
    assert_eq!(office.bytes(), bytes);
    assert_eq!(office.pending(file), pending);
    assert!(exchange::receipts(&office.state.ledger).is_empty());
    assert!(!office.state.undoable.contains(&file.to_string()));
}

#[test]
fn a_review_is_taken_back_after_a_plan_file() {
    let (mut office, mut reps, actions) = begin(3, 2);
    let used = reps[0].update(actions[0], "used words");
    let declined = reps[0].update(actions[0], "declined words");
    reps[0].when(actions[1], "summer");
    reps[0].when(actions[2], "summer");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |item| if item.key.0 == declined { not_used("no") } else { Decision::Use });
    let issue = office.make_issue();
    for rep in &mut reps {
        rep.open(&issue).unwrap();
    }
    assert_eq!(outcome(&reps[0], used, None), Some(("used", None)));
    // Somebody has changed one of the fields since: that one is left as it is.
    office.when(actions[2], "winter");
    office.undo(file).unwrap();
    assert_eq!(office.timescale(actions[1]), "spring 2026");
    assert_eq!(office.timescale(actions[2]), "winter");
    assert!(office.state.ledger.update(used).is_none());
    let issue = office.make_issue();
    assert!(!issue.contains("declined words"));
    for rep in &mut reps {
        rep.open(&issue).unwrap();
        assert_eq!(rep.timescale(actions[1]), "spring 2026");
        assert_eq!(rep.timescale(actions[2]), "winter");
        assert!(rep.state.ledger.update(used).is_none());
        assert_eq!(outcome(rep, used, None), None, "the outcome was taken back too");
    }
}
