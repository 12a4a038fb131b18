use super::*;
use crate::words::say;

const ALL: [fn() -> Trouble; 7] = [
    || Trouble::HeldOpen,
    || Trouble::Newer,
    || Trouble::Refused("UnknownError".to_owned()),
    || Trouble::NoAnswer,
    || Trouble::Full,
    || Trouble::Gone,
    || Trouble::Partial,
];

#[test]
fn each_trouble_says_what_is_so_and_offers_what_to_press() {
    for trouble in ALL.map(|make| make()) {
        for part in ["title", "text"] {
            let key = format!("notOpened.{}.{part}", trouble.key());
            assert_ne!(say(&key), key);
        }
        for others in [false, true] {
            let presses = trouble.presses(others);
            assert!(!presses.is_empty(), "{trouble:?} is a dead end");
            for press in presses {
                let key = format!("notOpened.press.{}", press.key());
                assert_ne!(say(&key), key);
            }
        }
    }
}

#[test]
fn a_database_that_does_not_open_is_never_a_first_visit() {
    assert_eq!(Trouble::of(StoreError::HeldOpen), Trouble::HeldOpen);
    assert_eq!(Trouble::of(StoreError::Newer), Trouble::Newer);
    assert_eq!(Trouble::of(StoreError::Full), Trouble::Full);
    assert_eq!(Trouble::of(StoreError::Gone), Trouble::Gone);
    let lost = "NotFoundError: one of the specified object stores was not found.";
    assert_eq!(Trouble::of(StoreError::Lost(lost.to_owned())), Trouble::Partial);
    let refused = StoreError::Blocked("InvalidStateError".to_owned());
    assert_eq!(Trouble::of(refused), Trouble::Refused("InvalidStateError".to_owned()));
}

#[test]
fn an_empty_database_is_a_first_visit_only_where_nobody_used_it() {
    let nobody = State::default();
    assert_eq!(Trouble::with(&nobody, false), None, "a first visit that was broken off");
    assert_eq!(Trouble::with(&nobody, true), Some(Trouble::Gone), "somebody used it");
    // Only the table that says who uses it is gone.
    let mut left = State::default();
    left.damage.unreadable = 1;
    assert_eq!(Trouble::with(&left, false), Some(Trouble::Partial));
    assert_eq!(Trouble::with(&left, true), Some(Trouble::Partial));
}
