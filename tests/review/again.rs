//! Two plan files of one number in the office, and a review that is taken back.

use super::support::{begin, begin_keepers, not_used};
use golden_thread::domain::Outcome;
use golden_thread::ledger::decisions::chosen;
use golden_thread::ledger::review::Decision;
use golden_thread::store::incoming::{News, Refusal};

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
