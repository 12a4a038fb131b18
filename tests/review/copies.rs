//! Two files under one id, and copies that somebody altered or took the signature off: each leaves the other as it is.

use super::support::{begin, begin_keepers};
use crate::device::forged::Forged;
use crate::device::{set_keys, with_key};
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::seal::Signer as _;
use golden_thread::store::incoming::News;
use golden_thread::store::rows::SentState;

/// A file that its sender made, under whose id a stranger's came first.
#[test]
fn a_file_that_bears_the_id_of_another_keeps_nobody_from_the_other() {
    for strangers_first in [true, false] {
        let (mut office, mut reps, actions) = begin(2, 1);
        let rep = &mut reps[0];
        rep.update(actions[0], "Nine people came.");
        let (file, real) = rep.make_return().unwrap();
        let mut forged = Forged::new(&office);
        forged.update_as(forged.from, actions[1], "Nobody came.");
        let strange = forged.text_under(file, "return");
        let (first, second) = if strangers_first { (&strange, &real) } else { (&real, &strange) };
        for text in [first, second] {
            assert!(matches!(office.open(text), Ok(News::Staged { items: 1, .. })));
        }
        for text in [first, second] {
            assert!(matches!(office.open(text), Ok(News::Already { .. })), "each is here once");
        }
        let waiting: Vec<Id> = office.state.staged.iter().map(|s| s.envelope.id).collect();
        assert_eq!(waiting.len(), 2);
        assert_ne!(waiting[0], waiting[1]);
        assert!(office.holds("Nine people came.") && office.holds("Nobody came."));
        // Read again from what is stored, they are two as before.
        for (n, staged) in office.state.staged.clone().into_iter().enumerate() {
            assert_eq!(staged.row.id, waiting[n].to_string());
        }
        for file in waiting {
            assert_eq!(office.review(file, |_| Decision::Use).len(), 1);
        }
        assert!(office.state.staged.is_empty());
        rep.open(&office.make_issue()).unwrap();
        assert!(rep.state.sent.iter().all(|s| s.state == SentState::Confirmed), "its own file was received");
    }
}

/// Who takes the signature off a file and sends that first keeps the real one from nobody either.
#[test]
fn a_copy_without_its_signature_gives_place_to_the_file_itself() {
    let ([mut office, _], [key, _], mut reps, actions) = begin_keepers(1, 1);
    let rep = &mut reps[0];
    let own = with_key(rep, 9);
    let from = rep.writer();
    set_keys(&mut office, |k| k.name_sender(from, own.public_key()));
    rep.update(actions[0], "Nine people came.");
    let (file, signed) = rep.return_signed(&own);
    let mut read = golden_thread::bundle::read(signed.as_bytes()).unwrap().bundle;
    golden_thread::bundle::proof::strip(&mut read);
    let stripped = golden_thread::bundle::write(&read);
    assert!(matches!(office.open(&stripped), Ok(News::Staged { .. })));
    assert!(matches!(office.open(&signed), Ok(News::Staged { items: 1, .. })));
    assert_eq!(office.state.staged.len(), 1);
    assert!(office.state.staged[0].claims.is_empty(), "its sender says so");
    assert!(matches!(office.open(&stripped), Ok(News::Already { .. })), "and not the other way round");
    office.review(file, |_| Decision::Use);
    rep.open(&office.issue_signed(&key)).unwrap();
    assert!(rep.state.sent.iter().all(|s| s.state == SentState::Confirmed));
}

/// Who copies the id of a return that never arrived does not get it confirmed.
#[test]
fn an_acknowledgement_says_whose_file_it_was() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    rep.update(actions[0], "Nine people came.");
    let (file, real) = rep.make_return().unwrap();
    let mut forged = Forged::new(&office);
    forged.update_as(forged.from, actions[0], "Nobody came.");
    office.open(&forged.text_under(file, "return")).unwrap();
    rep.open(&office.make_issue()).unwrap();
    assert!(rep.state.sent.iter().all(|s| s.state == SentState::Exported), "a stranger's file of that id came");
    office.open(&real).unwrap();
    rep.open(&office.make_issue()).unwrap();
    assert!(rep.state.sent.iter().all(|s| s.state == SentState::Confirmed));
}

/// A copy of a keeper's plan file that lost its signature, opened first, keeps nobody from the plan file.
#[test]
fn a_plan_file_that_could_not_be_believed_is_no_reason_against_the_one_that_can() {
    let ([mut office, mut second], [key, other], _, actions) = begin_keepers(1, 0);
    office.open(&second.handover_signed(&other)).unwrap();
    second.when(actions[0], "by May 2027");
    let signed = second.issue_signed(&other);
    let mut read = golden_thread::bundle::read(signed.as_bytes()).unwrap().bundle;
    golden_thread::bundle::proof::strip(&mut read);
    office.open(&golden_thread::bundle::write(&read)).unwrap();
    assert!(matches!(office.open(&signed), Ok(News::Issue { number: 2, .. })));
    assert_eq!(office.timescale(actions[0]), "by May 2027");
    assert!(matches!(office.open(&signed), Ok(News::Already { .. })));
    let _ = key;
}

/// A copy that somebody altered takes nothing from the file that it was made of.
#[test]
fn an_altered_copy_leaves_the_file_as_it_is() {
    let ([mut office, _], [key, _], mut reps, actions) = begin_keepers(1, 1);
    let rep = &mut reps[0];
    let own = with_key(rep, 9);
    set_keys(&mut office, |k| k.name_sender(rep.writer(), own.public_key()));
    rep.update(actions[0], "Nine people came.");
    let (file, signed) = rep.return_signed(&own);
    office.open(&signed).unwrap();
    office.review(file, |_| Decision::Use);
    let _ = office.open(&signed.replace("Nine people", "Ninety people"));
    rep.open(&office.issue_signed(&key)).unwrap();
    assert!(rep.state.sent.iter().all(|s| s.state == SentState::Confirmed), "it was received all the same");
}
