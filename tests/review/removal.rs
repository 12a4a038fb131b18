//! What was removed for good, on every device that the removal reaches and in every file that still brings it.

use super::support::{begin, not_used};
use crate::device::{Device, new_id, now};
use golden_thread::domain::{Draft, fields, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::published::{MARKDOWN, PUBLISHED, REPORT};
use golden_thread::ledger::removal::{Gone, remove_words};
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::store::copies::{Copies, copies, touched};
use golden_thread::store::incoming::News;
use golden_thread::store::rows::SentRow;
use golden_thread::store::{RowChange, Store, Table};

fn erase(device: &mut Device, record: Id) {
    let mut work = Work::new(Cause::Removed);
    work.erase.push((record, "named a resident".into()));
    device.save(work, vec![]).unwrap();
}

fn redact(device: &mut Device, record: Id) {
    let stamps = device.state.ledger.records().get(record).unwrap().stamps().collect();
    let mut work = Work::new(Cause::Removed);
    work.redact.push((record, stamps));
    device.save(work, vec![]).unwrap();
}

/// Only the words, as the page "Device" removes them: other fields of the update stay.
fn redact_words(device: &mut Device, record: Id) {
    let here = device.state.ledger.records().get(record).unwrap();
    let work = remove_words(record, &[fields::NARRATIVE.to_owned()], [here]);
    device.save(work, vec![]).unwrap();
}

/// Whether words stand in any row of any table.
fn stored(device: &Device, words: &str) -> Vec<&'static str> {
    let holds =
        |table: &Table| now(device.store.rows(*table, "")).unwrap().iter().any(|(_, text)| text.contains(words));
    Table::ALL.iter().filter(|(table, _)| holds(table)).map(|(_, name)| *name).collect()
}

/// An office and representatives, the first of whom has an update in the office's record.
fn with_an_update(reps: usize) -> (Device, Vec<Device>, Vec<Id>, Id) {
    let (mut office, mut reps, actions) = begin(1, reps);
    let update = reps[0].update(actions[0], "about Mrs Smith");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    (office, reps, actions, update)
}

#[test]
fn a_removal_leaves_the_device_by_itself() {
    for remove in [erase, redact, redact_words] {
        let (mut office, mut reps, _, update) = with_an_update(1);
        reps[0].open(&office.make_issue()).unwrap();
        assert!(reps[0].make_return().is_none());
        remove(&mut reps[0], update);
        assert_eq!(stored(&reps[0], "Mrs Smith"), Vec::<&str>::new());
        let (file, text) = reps[0].make_return().expect("the office is told");
        assert!(!text.contains("Mrs Smith"));
        office.open(&text).unwrap();
        assert!(office.pending(file)[0].removal);
        office.review(file, |_| Decision::Use);
        // The words are gone from its history, its log and what taking back keeps too.
        assert_eq!(stored(&office, "Mrs Smith"), Vec::<&str>::new());
        reps[0].open(&office.make_issue()).unwrap();
        assert!(reps[0].make_return().is_none(), "said once");
    }
}

#[test]
fn a_removal_in_a_plan_file_scrubs_every_table() {
    for remove in [erase, redact, redact_words] {
        let (mut office, mut reps, _, update) = with_an_update(2);
        let issue = office.make_issue();
        reps.iter_mut().for_each(|rep| drop(rep.open(&issue).unwrap()));
        assert!(!stored(&reps[1], "Mrs Smith").is_empty());
        remove(&mut office, update);
        assert_eq!(office.wiped, [update]);
        let issue = office.make_issue();
        for rep in &mut reps {
            assert!(rep.wiped.is_empty());
            rep.open(&issue).unwrap();
            assert_eq!(stored(rep, "Mrs Smith"), Vec::<&str>::new());
            assert_eq!(rep.wiped, [update], "what is half typed about it goes too");
            assert!(rep.make_return().is_none());
        }
    }
}

#[test]
fn a_file_that_still_brings_removed_words_is_kept_without_them() {
    for remove in [erase, redact, redact_words] {
        let (mut office, mut reps, actions, update) = with_an_update(1);
        let early = office.make_issue();
        remove(&mut office, update);
        reps[0].update(actions[0], "other words");
        let (second, text) = reps[0].make_return().unwrap();
        assert!(text.contains("Mrs Smith"), "not confirmed yet, so sent again");
        office.open(&text).unwrap();
        assert_eq!(office.pending(second).len(), 1);
        assert_eq!(stored(&office, "Mrs Smith"), Vec::<&str>::new());
        // A plan file made before the removal reached the office brings the words to who removed them.
        remove(&mut reps[0], update);
        reps[0].open(&early).unwrap();
        assert_eq!(stored(&reps[0], "Mrs Smith"), Vec::<&str>::new());
        assert!(reps[0].make_return().is_some(), "the office is still to be told");
    }
}

#[test]
fn the_offices_copy_of_declined_words_goes_with_them() {
    for remove in [erase, redact, redact_words] {
        let (mut office, mut reps, actions) = begin(1, 1);
        let update = reps[0].update(actions[0], "about Mrs Smith");
        reps[0].update(actions[0], "about nobody");
        let (file, text) = reps[0].make_return().unwrap();
        office.open(&text).unwrap();
        office.review(file, |_| not_used("too private"));
        remove(&mut office, update);
        assert_eq!(stored(&office, "Mrs Smith"), Vec::<&str>::new());
        assert!(office.holds("about nobody"));
    }
}

/// Found by `keepers`: one keeper erased an update, the other had declined it; the copy of the declined words
/// came to the first with the other's record, after the words were gone.
#[test]
fn a_copy_of_declined_words_that_comes_later_goes_too() {
    for remove in [erase, redact, redact_words] {
        let (mut office, mut reps, actions) = begin(1, 1);
        let issue = office.make_issue();
        let mut second = Device::new("Second keeper", true);
        second.open(&issue).unwrap();
        let update = reps[0].update(actions[0], "about Mrs Smith");
        let (file, text) = reps[0].make_return().unwrap();
        for (device, decision) in [(&mut office, Decision::Use), (&mut second, not_used("too private"))] {
            device.open(&text).unwrap();
            device.review(file, |_| decision.clone());
        }
        remove(&mut office, update);
        let records = [&office, &second].map(|device| device.state.ledger.records().clone());
        for (device, theirs) in [&mut second, &mut office].into_iter().zip(records) {
            let work = Work { joins: theirs.into_iter().collect(), ..Work::new(Cause::Restored) };
            device.save(work, vec![]).unwrap();
            assert_eq!(stored(device, "Mrs Smith"), Vec::<&str>::new());
        }
        assert_eq!(office.bytes(), second.bytes());
    }
}

/// Whoever removes words is told what the removal does not reach: files that left, and papers that went out.
#[test]
fn who_has_copies_is_known_before_the_words_go() {
    let (mut office, mut reps, actions) = begin(1, 2);
    assert_eq!(copies(&office.state, actions[0]).plan_files, [1], "the plan was in the first plan file");
    let update = reps[0].update(actions[0], "Mrs Smith came to the hub, and was helped");
    assert_eq!(copies(&reps[0].state, update), Copies::default());
    let (file, text) = reps[0].make_return().unwrap();
    assert_eq!(copies(&reps[0].state, update).returns.len(), 1);
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let known = copies(&office.state, update);
    assert_eq!((known.plan_files, known.writers.len()), (vec![], 1), "in no plan file yet");
    let issues: Vec<String> = (2..=4).map(|_| office.make_issue()).collect();
    let known = copies(&office.state, update);
    assert_eq!((known.plan_files.as_slice(), known.others), ([2, 3, 4].as_slice(), false));
    assert!(known.opened_by.is_empty());
    // The second representative answers plan file no. 3, and so has it.
    reps[1].open(&issues[1]).unwrap();
    reps[1].update(actions[0], "other words");
    let (_, text) = reps[1].make_return().unwrap();
    office.open(&text).unwrap();
    assert_eq!(copies(&office.state, update).opened_by.len(), 1);
    // A paper that prints the words, and one that does not.
    let paper = |words: &str| {
        let draft = Draft::new(new_id(), REPORT).with(fields::TITLE, "Progress").with(PUBLISHED, "2026-01-01");
        draft.with(MARKDOWN, words.to_owned())
    };
    let papers = [paper("# Progress\n\n- Mrs Smith came to the hub, **and** was helped\n"), paper("# Progress\n")];
    office.save(Work::drafts(&papers, Cause::Typed), vec![]).unwrap();
    let narrative = [fields::NARRATIVE.to_owned()];
    let told = touched(&office.state, update, Gone::Fields(&narrative));
    assert_eq!(
        (told.copies.len(), told.papers.as_slice()),
        (3, ["Progress, published 1 January 2026".to_owned()].as_slice())
    );
    assert!(told.copies[0].contains("2, 3, 4"), "{:?}", told.copies);
    // Once it is erased the next plan file does not hold it, and what did is still known.
    erase(&mut office, update);
    office.make_issue();
    assert_eq!(copies(&office.state, update).plan_files, [2, 3, 4]);
    assert!(touched(&office.state, update, Gone::Whole).papers.is_empty(), "the words are not here any more");
}

#[test]
fn a_reply_with_a_reason_is_named_and_so_are_files_nobody_kept_count_of() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let update = reps[0].update(actions[0], "about Mrs Smith");
    reps[0].update(actions[0], "other words");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| not_used("names Mrs Smith"));
    office.make_reply(reps[0].writer());
    let known = copies(&office.state, update);
    assert_eq!((known.plan_files.len(), known.replies.len()), (0, 1));
    // A device whose rows are older than the count: the next plan file counts everything again.
    let mut older = office.clone();
    let rows: Vec<SentRow> = older.state.sent.iter().map(|row| SentRow { held: None, ..row.clone() }).collect();
    older.save(Work::new(Cause::Typed), rows.into_iter().map(RowChange::Sent).collect()).unwrap();
    let known = copies(&older.state, actions[0]);
    assert_eq!((known.plan_files, known.others), (vec![1], false), "the last one is here as a whole");
    older.make_issue();
    let known = copies(&older.state, actions[0]);
    assert_eq!((known.plan_files, known.others), (vec![2], true));
    office.make_issue();
    assert_eq!(copies(&office.state, actions[0]).plan_files, [1, 2]);
}

/// Whoever asks has removed the words on their own device; the office may keep them, and the request is gone then.
#[test]
fn a_request_to_remove_may_be_refused_and_waits_no_more() {
    for remove in [erase, redact, redact_words] {
        let (mut office, mut reps, _, update) = with_an_update(1);
        reps[0].open(&office.make_issue()).unwrap();
        remove(&mut reps[0], update);
        let (file, text) = reps[0].make_return().unwrap();
        office.open(&text).unwrap();
        office.review(file, |item| if item.removal { not_used("") } else { Decision::Use });
        assert_eq!(office.narrative(update).as_deref(), Some("about Mrs Smith"));
        assert!(office.state.staged.is_empty(), "it waits no more");
        assert!(office.make_issue().contains("Mrs Smith"));
    }
}

/// Whoever opens a plan file is told what it took away.
#[test]
fn a_plan_file_tells_what_was_removed_for_good() {
    for remove in [erase, redact, redact_words] {
        let (mut office, mut reps, _, update) = with_an_update(1);
        reps[0].open(&office.make_issue()).unwrap();
        remove(&mut office, update);
        let Ok(News::Issue { changes, .. }) = reps[0].open(&office.make_issue()) else { panic!("no plan file") };
        assert!(changes.iter().any(|c| c.record == update && c.removed && !c.is_new()), "{changes:?}");
        let Ok(News::Issue { changes, .. }) = reps[0].open(&office.make_issue()) else { panic!("no plan file") };
        assert!(changes.iter().all(|c| !c.removed), "said once: {changes:?}");
    }
}

/// Also of what is not in the plan: a service that is gone is one that somebody may have sent people to.
#[test]
fn a_service_that_was_removed_for_good_is_told_of() {
    let (mut office, mut reps, _) = begin(1, 1);
    let service = new_id();
    office.type_in(service, kind::SERVICE, fields::NAME, "Elm Road advice");
    reps[0].open(&office.make_issue()).unwrap();
    erase(&mut office, service);
    let Ok(News::Issue { changes, .. }) = reps[0].open(&office.make_issue()) else { panic!("no plan file") };
    assert!(changes.iter().any(|c| c.record == service && c.removed), "{changes:?}");
}
