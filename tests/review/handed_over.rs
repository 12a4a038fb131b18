//! What one keeper decided, at the other: taken back, handed over, locked for the keepers, and who holds the pen.

use super::support::{begin, begin_keepers, not_used};
use crate::device::{Device, with_key};
use golden_thread::bundle;
use golden_thread::domain::Outcome;
use golden_thread::ledger::Standing;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::decisions::said_in;
use golden_thread::ledger::exchange::Sender;
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::store::incoming::{News, Refusal};
use golden_thread::store::outgoing::{Issuer, Lock, become_issuer, issuer, make_handover};

/// Words are used, then another's for the same field are not (or are used too), and then the first are taken back (and the
/// second too, in either order): what stood before stands again, and what was taken back waits.
#[test]
fn what_another_review_wrote_again_is_taken_back_too() {
    let cases = [(None, false), (Some(true), false), (Some(false), false), (Some(true), true), (Some(false), true)];
    for (second_too, used) in cases {
        let (mut office, mut reps, actions) = begin(1, 2);
        let issue = office.make_issue();
        reps.iter_mut().for_each(|rep| drop(rep.open(&issue).unwrap()));
        let mut files = Vec::new();
        for (rep, words) in reps.iter_mut().zip(["first", "second"]) {
            rep.when(actions[0], words);
            let (id, text) = rep.make_return().unwrap();
            office.open(&text).unwrap();
            files.push(id);
        }
        let stood = office.state.ledger.records().get(actions[0]).unwrap().value("timescale").cloned();
        office.review(files[0], |_| Decision::Use);
        office.review(files[1], |_| if used { Decision::Use } else { not_used("because") });
        let mut order = vec![files[0]];
        match second_too {
            Some(true) => order.insert(0, files[1]),
            Some(false) => order.push(files[1]),
            None => {}
        }
        for file in &order {
            office.undo(*file).unwrap();
        }
        let now = office.state.ledger.records().get(actions[0]).unwrap().value("timescale").cloned();
        assert_eq!(now, stood, "{order:?}");
        for file in order {
            assert_eq!(office.pending(file).len(), 1, "what was taken back waits");
        }
        assert!(!office.clone().make_issue().contains("first"));
    }
}

/// One keeper refused words and kept the reason; the other, who has the same file, has not looked yet. With the first
/// one's file they wait no more, the reason is there, and no plan file holds them. What they decide differently shows on both.
#[test]
fn what_one_keeper_decided_reaches_the_other() {
    let ([mut first, mut second], keys, mut reps, actions) = begin_keepers(2, 1);
    let refused = reps[0].update(actions[0], "Ring Mrs Smith.");
    let leaflets = reps[0].update(actions[1], "77 leaflets.");
    let (file, text) = reps[0].make_return().unwrap();
    for keeper in [&mut first, &mut second] {
        keeper.open(&text).unwrap();
    }
    first.review(file, |i| if i.key.0 == refused { not_used("names a resident") } else { Decision::Use });
    second.review(file, |i| if i.key.0 == leaflets { not_used("too old") } else { Decision::Later });
    let handed = first.handover_signed(&keys[0]);
    assert!(matches!(reps[0].open(&handed), Err(Refusal::ForOffice)));
    // Without a known keeper's signature it is only looked at, and no decision joins.
    let mut bare = bundle::read(handed.as_bytes()).unwrap().bundle;
    bundle::proof::strip(&mut bare);
    let mut stranger = bundle::read(handed.as_bytes()).unwrap().bundle;
    crate::device::now(bundle::proof::sign(&mut stranger, &with_key(&mut reps[0].clone(), 9))).unwrap();
    for unknown in [bare, stranger] {
        let mut device = second.clone();
        let reviews = |d: &Device| d.state.ledger.of_kind("review").count();
        let before = reviews(&device);
        assert!(matches!(device.open(&bundle::write(&unknown)), Ok(News::Staged { .. })));
        device.review(unknown.envelope.id, |_| Decision::Later);
        assert!(reviews(&device) == before && device.pending(file).iter().any(|i| i.key.0 == refused));
        // What it says of a piece is told beside the piece.
        let said = said_in(&device.state.staged.iter().find(|s| s.envelope.id == unknown.envelope.id).unwrap().records);
        let said = said.iter().find(|d| d.key.0 == refused).unwrap();
        assert_eq!((said.outcome, said.reason.as_deref()), (Outcome::NotUsed, Some("names a resident")));
    }
    assert_eq!(second.open(&handed.replace("77", "78")), Err(Refusal::Broken));
    let Ok(News::Handover { decided, .. }) = second.open(&handed) else { panic!("it joins") };
    assert_eq!(decided.len(), 2);
    assert!(second.state.staged.is_empty() && second.state.ledger.standing(refused) == Standing::NotUsed);
    let issue = second.clone().issue_signed(&keys[1]);
    assert!(!issue.contains("Mrs Smith") && !issue.contains("names a resident"));
    assert!(second.make_reply(reps[0].writer()).contains("names a resident"), "either can tell the sender why");
    let back = second.handover_signed(&keys[1]);
    first.open(&back).unwrap();
    for keeper in [&first, &second] {
        assert_eq!(keeper.state.ledger.contrary().iter().map(|c| c.key.0).collect::<Vec<_>>(), [leaflets]);
    }
    assert_eq!(first.bytes(), second.bytes());
    // Taken back by the one who decided it, and heard of by the other.
    first.undo(file).unwrap();
    second.open(&first.handover_signed(&keys[0])).unwrap();
    assert!(second.state.ledger.contrary().is_empty());
    assert!(!second.issue_signed(&keys[1]).contains("Mrs Smith"));
}

/// The file goes locked for the keepers, whatever else is in the open.
#[test]
fn a_keepers_file_is_locked_for_the_keepers() {
    let ([first, second], keys, ..) = begin_keepers(1, 0);
    let sender = Sender {
        partnership: crate::device::partnership(),
        writer: first.writer(),
        id: crate::device::new_id(),
        sequence: 9,
        created: "2026-01-01T00:00:00Z".into(),
    };
    let departure = make_handover(&first.state, sender).unwrap();
    let departure = crate::device::now(departure.signed(&keys[0])).unwrap();
    let text = departure.text.clone();
    let locked = departure.travelling(&first.state.keys, Lock::ForOffice, &mut crate::device::Counting(3)).unwrap();
    assert!(locked.name.ends_with(".thread.age") && !locked.text.contains("Action 0"));
    let key = second.state.keys.proven().unwrap().identity().unwrap();
    let opened = golden_thread::seal::Locked::read(locked.text.as_bytes()).unwrap().open(&[key]).unwrap();
    assert_eq!(opened, text.as_bytes());
}

/// One keeper makes the plan files; taking that over is an edit that everybody sees, and two who do so at once
/// are two versions.
#[test]
fn the_pen_is_taken_on_record() {
    let (mut first, mut reps, _) = begin(1, 1);
    assert_eq!(issuer(&first.state), Issuer::Unset);
    let take = |device: &mut Device| {
        let edit = become_issuer(&device.state);
        device.save(Work::typed(edit), vec![]).unwrap();
    };
    take(&mut first);
    assert_eq!(issuer(&first.state), Issuer::Mine);
    let issue = first.make_issue();
    let mut second = Device::new("Second keeper", true);
    second.open(&issue).unwrap();
    assert!(matches!(issuer(&second.state), Issuer::Others { writer, .. } if writer == first.writer()));
    take(&mut second);
    assert_eq!(issuer(&second.state), Issuer::Mine);
    // With the next plan file everybody knows; where the first has taken it again meanwhile, a person chooses.
    reps[0].open(&issue).unwrap();
    assert!(matches!(issuer(&reps[0].state), Issuer::Others { writer, .. } if writer == first.writer()));
    first.type_in(id_of_plan(&first), "plan", "pen", first.writer().to_string());
    let records = second.state.ledger.records().clone();
    let work = Work { joins: records.into_iter().collect(), ..Work::new(Cause::Restored) };
    first.save(work, vec![]).unwrap();
    assert_eq!(first.state.ledger.conflicts().iter().map(|(_, field)| *field).collect::<Vec<_>>(), ["pen"]);
}

fn id_of_plan(device: &Device) -> Id {
    device.state.ledger.plans().next().unwrap().id()
}
