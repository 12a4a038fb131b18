//! Whole rounds: plan file out, return back, review, plan file out, each with one thing in view.

use super::support::{begin, not_used, outcome};
use crate::device::{Device, new_id};
use golden_thread::bundle;
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::ledger::{Standing, exchange};
use golden_thread::record::Record;
use golden_thread::store::incoming::{News, Refusal};
use golden_thread::store::rows::{SentRow, SentState};
use golden_thread::store::{RowChange, State, waiting};
use std::collections::BTreeMap;

#[test]
fn a_whole_round() {
    let (mut office, mut reps, actions) = begin(4, 1);
    let rep = &mut reps[0];
    let used = rep.update(actions[0], "used words");
    let amended = rep.update(actions[1], "words to amend");
    let declined = rep.update(actions[2], "declined words");
    let later = rep.update(actions[3], "later words");
    rep.when(actions[0], "summer 2026");
    rep.when(actions[1], "declined when");
    office.when(actions[2], "office when");
    rep.when(actions[2], "rep when");

    let (file, text) = rep.make_return().unwrap();
    assert_eq!(office.open(&text), Ok(News::Staged { file, items: 7 }));
    assert!(!office.state.ledger.records().iter().any(|r| bundle::record_line(r).contains("used words")));
    let two: Vec<Item> = office.pending(file).into_iter().filter(|i| i.two_versions).collect();
    assert_eq!(two.len(), 1);
    assert_eq!(two[0].proposed(), Decision::Later);
    assert_eq!(two[0].key, (actions[2], Some(f::TIMESCALE.into())));

    office.review(file, |item| match (item.key.0, &item.key.1) {
        (id, None) if id == amended => Decision::UseWithChanges("amended words".into()),
        (id, None) if id == declined => not_used("too long"),
        (id, None) if id == later => Decision::Later,
        (id, Some(_)) if id == actions[1] => not_used("no money"),
        (id, Some(_)) if id == actions[2] => not_used("we moved it"),
        _ => Decision::Use,
    });
    assert_eq!(office.pending(file).len(), 1);
    assert_eq!(office.state.ledger.standing(declined), Standing::NotUsed);
    assert!(office.state.ledger.conflicts().is_empty());

    let issue = office.make_issue();
    for words in
        ["declined words", "too long", "declined when", "no money", "rep when", "later words", "words to amend"]
    {
        assert!(!issue.contains(words), "{words}");
    }
    assert!(matches!(rep.open(&issue), Ok(News::Issue { number: 2, .. })));
    assert_eq!(rep.narrative(used).unwrap(), "used words");
    assert_eq!(rep.narrative(amended).unwrap(), "amended words");
    assert_eq!(rep.timescale(actions[0]), "summer 2026");
    assert_eq!(rep.timescale(actions[1]), "spring 2026");
    assert_eq!(rep.timescale(actions[2]), "office when");
    assert!(rep.holds("later words") && office.holds("later words"));
    assert_eq!(outcome(rep, used, None), Some(("used", None)));
    assert_eq!(outcome(rep, amended, None), Some(("usedWithChanges", None)));
    assert_eq!(outcome(rep, declined, None), Some(("notUsed", None)));
    assert_eq!(outcome(rep, later, None), None);
    assert_eq!(outcome(rep, actions[1], Some(f::TIMESCALE)), Some(("notUsed", None)));
    assert_eq!(rep.state.sent[0].state, SentState::Confirmed);
    assert!(rep.make_return().is_none(), "nothing more to send");

    let reply = office.make_reply(rep.writer());
    assert_eq!(rep.open(&reply), Ok(News::Reply { outcomes: 6 }));
    assert_eq!(outcome(rep, declined, None), Some(("notUsed", Some("too long"))));
    // The next plan file has no reasons, and takes none away.
    office.review(file, |_| Decision::Use);
    assert!(office.state.staged.is_empty());
    let issue = office.make_issue();
    rep.open(&issue).unwrap();
    assert_eq!(outcome(rep, declined, None), Some(("notUsed", Some("too long"))));
    assert_eq!(outcome(rep, later, None), Some(("used", None)));
    assert_eq!(rep.state.ledger.standing(later), Standing::Used);
    for record in bundle::read(issue.as_bytes()).unwrap().bundle.records {
        assert_eq!(rep.state.ledger.records().get(record.id), Some(&record));
    }
}

#[test]
fn ten_times_the_same_file_is_once() {
    let (mut office, mut reps, actions) = begin(2, 2);
    reps[0].update(actions[0], "words");
    reps[0].when(actions[1], "summer");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    let waiting = office.state.staged.clone();
    for _ in 0..10 {
        assert!(matches!(office.open(&text), Ok(News::Already { .. })));
    }
    assert_eq!(office.state.staged, waiting);
    office.review(file, |_| Decision::Use);
    let bytes = office.bytes();
    for _ in 0..10 {
        assert!(matches!(office.open(&text), Ok(News::Already { .. })));
        assert_eq!(office.bytes(), bytes);
    }
    // Sent once more, not confirmed yet: another file with the same words brings nothing.
    let (_, again) = reps[0].make_return().unwrap();
    assert_eq!(office.open(&again), Ok(News::Nothing));
    let issue = office.make_issue();
    for rep in &mut reps {
        rep.open(&issue).unwrap();
        let (bytes, sent) = (rep.bytes(), rep.state.sent.clone());
        for _ in 0..10 {
            assert!(matches!(rep.open(&issue), Ok(News::Already { .. })));
        }
        assert_eq!((rep.bytes(), &rep.state.sent), (bytes, &sent));
    }
}

#[test]
fn ones_own_return_is_known_as_that() {
    let (mut office, mut reps, actions) = begin(2, 2);
    let update = reps[0].update(actions[0], "words");
    reps[0].when(actions[1], "summer");
    let (_, text) = reps[0].make_return().unwrap();
    let bytes = reps[0].bytes();
    let made = reps[0].state.sent[0].created.clone();
    let own = |confirmed| {
        let holds = vec![actions[1], update];
        News::Own { sequence: 1, created: made.clone(), confirmed, holds }
    };
    assert_eq!(reps[0].open(&text), Ok(own(false)));
    assert_eq!(reps[1].open(&text), Err(Refusal::ForOffice));
    office.open(&text).unwrap();
    let issue = office.make_issue();
    reps[0].open(&issue).unwrap();
    let received = reps[0].state.received.clone();
    assert_eq!(reps[0].open(&text), Ok(own(true)));
    assert_eq!((reps[0].bytes(), &reps[0].state.received), (bytes, &received));
}

#[test]
fn figures_go_with_a_return_and_stand_under_their_action() {
    let (mut office, mut reps, actions) = begin(2, 1);
    let measure = new_id();
    office.type_in(measure, kind::MEASURE, f::NAME, "Places");
    office.type_in(measure, kind::MEASURE, &format!("{}/{}", f::ACTION, actions[1]), true);
    let issue = office.make_issue();
    let rep = &mut reps[0];
    rep.open(&issue).unwrap();
    let figure = golden_thread::domain::Figure::read("301 of 317").observation(new_id(), measure, "2026-01-01", "");
    rep.save(golden_thread::ledger::changes::Work::typed(figure.edits()), vec![]).unwrap();
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    let items = office.pending(file);
    assert_eq!(
        items.iter().map(|i| (i.kind.as_str(), i.action)).collect::<Vec<_>>(),
        [(kind::OBSERVATION, Some(actions[1]))]
    );
    office.review(file, |_| Decision::Use);
    assert!(office.make_issue().contains(&figure.id.to_string()));
}

#[test]
fn an_abandoned_file_leaves_nothing_and_may_come_back() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let bytes = office.bytes();
    reps[0].update(actions[0], "abandoned words");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.put_away(file);
    assert_eq!(office.bytes(), bytes);
    let issue = office.make_issue();
    assert!(!issue.contains("abandoned words") && !issue.contains(&file.to_string()));
    // Not confirmed, so the next return holds the words again.
    reps[0].open(&issue).unwrap();
    assert_eq!(reps[0].state.sent[0].state, SentState::Exported);
    let (_, next) = reps[0].make_return().unwrap();
    assert!(next.contains("abandoned words"));
    // And the file itself may be opened again.
    assert!(matches!(office.open(&text), Ok(News::Staged { items: 1, .. })));
}

#[test]
fn two_versions_either_way() {
    let (mut office, mut reps, actions) = begin(1, 2);
    reps[0].when(actions[0], "first");
    reps[1].when(actions[0], "second");
    for (n, expected) in [(0, "first"), (1, "second")] {
        let (file, text) = reps[n].make_return().unwrap();
        office.open(&text).unwrap();
        assert_eq!(office.pending(file)[0].two_versions, n == 1);
        office.review(file, |_| Decision::Use);
        assert_eq!(office.timescale(actions[0]), expected);
        assert!(office.state.ledger.conflicts().is_empty());
    }
    let issue = office.make_issue();
    for rep in &mut reps {
        rep.open(&issue).unwrap();
        assert_eq!(rep.timescale(actions[0]), "second");
        assert!(rep.state.ledger.conflicts().is_empty());
    }
}

#[test]
fn plan_files_of_others_and_old_ones_are_refused() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let old = office.make_issue();
    let newer = office.make_issue();
    let rep = &mut reps[0];
    rep.open(&newer).unwrap();
    let bytes = rep.bytes();
    assert_eq!(rep.open(&old), Err(Refusal::Older { number: 2, have: 3 }));
    let mut other = Device::new("Other office", true);
    other.plan(1);
    let forged = other.make_issue();
    assert_eq!(rep.open(&forged), Err(Refusal::UnknownOffice));
    assert_eq!(rep.bytes(), bytes);
    assert!(matches!(office.open(&forged), Ok(News::Staged { .. })));
    assert!(matches!(office.open(&newer), Ok(News::Already { .. })));
    rep.update(actions[0], "mine");
    let (_, text) = rep.make_return().unwrap();
    let mut third = Device::new("Third", false);
    third.open(&newer).unwrap();
    assert_eq!(third.open(&text), Err(Refusal::ForOffice));
    // A reply to somebody else.
    office.open(&text).unwrap();
    let reply = office.make_reply(rep.writer());
    assert_eq!(third.open(&reply), Err(Refusal::NotForYou));
}

/// What cannot be opened yet says what it is, and what comes first: of a reply something else than of a file for the office.
#[test]
fn a_reply_of_an_office_that_is_not_known_here_says_what_comes_first() {
    let (mut office, mut reps, actions) = begin(1, 1);
    reps[0].open(&office.make_issue()).unwrap();
    reps[0].update(actions[0], "mine");
    let (_, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    let reply = golden_thread::bundle::read(office.make_reply(reps[0].writer()).as_bytes()).unwrap();
    let theirs = golden_thread::bundle::read(text.as_bytes()).unwrap();
    for refusal in [Refusal::PlanFirst, Refusal::UnknownOffice, Refusal::OtherKey] {
        let words = refusal.words(&reply);
        assert!(words.contains("This is a reply") || words.contains("This reply"), "{words}");
        assert!(
            words.contains("plan file") && words.contains("Nothing was changed")
                || words.contains("so nothing was changed"),
            "{words}"
        );
    }
    let words = Refusal::PlanFirst.words(&theirs);
    assert!(words.contains("for the partnership office") && words.contains("send the file on"), "{words}");
}

/// An office that went on from a backup writes under a new id that says whom it follows.
#[test]
fn an_office_restored_from_a_backup_is_still_the_office() {
    let (office, mut reps, _) = begin(1, 1);
    let mut restored = Device::new("Office again", true);
    restored.plan(1);
    let old = office.writer();
    restored.type_in(restored.writer(), kind::WRITER, golden_thread::store::backup::FOLLOWS, old.to_string());
    restored.make_issue();
    let issue = restored.make_issue();
    assert!(matches!(reps[0].open(&issue), Ok(News::Issue { number: 2, .. })));
    let mut other = Device::new("Other", true);
    other.plan(1);
    other.type_in(other.writer(), kind::WRITER, golden_thread::store::backup::FOLLOWS, new_id().to_string());
    for _ in 0..3 {
        other.make_issue();
    }
    assert_eq!(reps[0].open(&other.make_issue()), Err(Refusal::UnknownOffice));
}

/// What the office sees once it has opened a file, and what the sender's own e-mail has.
#[test]
fn only_words_of_who_opened_a_file_confirm_it() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    rep.update(actions[0], "mine");
    let (file, text) = rep.make_return().unwrap();
    let own = format!("Here is a file. Check words: {}.", exchange::file_words(file));
    let quoted = format!("I am away until Monday.\n> {own}\n> {text}\n");
    for mail in [&own, &quoted, &text, &exchange::file_words(file)] {
        let named = waiting::named_by_words(&rep.state, mail);
        assert!(named.confirmed.is_empty(), "{mail}");
    }
    assert_eq!(waiting::named_by_words(&rep.state, &quoted).only_named.len(), 1);
    assert!(!text.contains(rep.state.sent[0].words.as_ref().unwrap()));

    office.open(&text).unwrap();
    let words = office.state.received.last().unwrap().words.clone().unwrap();
    let mail = format!("Hello,\nFile 1 received: 1 update. Words: {}.\nBye\n> {own}", words.to_uppercase());
    let confirmed = |state: &State, text: &str| waiting::named_by_words(state, text).confirmed.len();
    assert_eq!(confirmed(&rep.state, &mail), 1);
    assert_eq!(confirmed(&rep.state, &words.replace('-', " ")), 1);
    assert_eq!(confirmed(&rep.state, words.rsplit_once('-').unwrap().0), 0);
    assert_eq!(confirmed(&rep.state, ""), 0);

    // A file that an earlier version made has no words noted; its records give them.
    let older = SentRow { words: None, ..rep.state.sent[0].clone() };
    rep.save(Work::new(Cause::Typed), vec![RowChange::Sent(older)]).unwrap();
    assert_eq!(confirmed(&rep.state, &mail), 1);
    assert_eq!(confirmed(&rep.state, &own), 0);

    // A copy that was changed on the way is not the file.
    let (mut office, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    rep.update(actions[0], "the whole words");
    let (_, text) = rep.make_return().unwrap();
    office.open(&text.replace("the whole words", "the words")).unwrap();
    let words = office.state.received.last().unwrap().words.clone().unwrap();
    assert_eq!(confirmed(&rep.state, &words), 0);
}

/// Once a sender was told by words copied for an e-mail, the file can no longer be put away unused.
#[test]
fn a_file_whose_sender_was_told_is_not_put_away() {
    let (mut office, mut reps, actions) = begin(1, 1);
    reps[0].update(actions[0], "mine");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    let id = file.to_string();
    assert!(waiting::may_put_away(&office.state, &id));
    let told = waiting::told(&office.state, &id).unwrap();
    office.save(Work::new(Cause::Typed), vec![told]).unwrap();
    assert!(!waiting::may_put_away(&office.state, &id));
    assert_eq!(waiting::told(&office.state, &id), None);
}

/// What a file says of a field by leaving things out: a value that is seen and not held, with nothing new.
#[test]
fn a_file_cannot_take_a_value_away_without_a_decision() {
    let (mut office, mut reps, actions) = begin(1, 1);
    reps[0].update(actions[0], "mine");
    let (_, text) = reps[0].make_return().unwrap();
    let mut read = bundle::read(text.as_bytes()).unwrap().bundle;
    let known = office.state.ledger.records().get(actions[0]).unwrap();
    let title = known.field(f::TITLE).unwrap();
    let hollow = golden_thread::record::Field::from_parts(vec![], title.seen().collect(), BTreeMap::new());
    let fields = [(f::TITLE.to_owned(), hollow)];
    let part = Record::from_parts(actions[0], kind::ACTION.into(), fields, Default::default(), None, BTreeMap::new());
    read.records.join_record(part);
    // Nor can anybody rename the office, or bring decisions.
    let me = office.writer();
    let stamp = golden_thread::record::Stamp::new(u64::MAX, 0, reps[0].writer());
    let mut renamed = Record::new(me, kind::WRITER);
    renamed.edit(f::NAME, "Mallory".into(), stamp);
    read.records.join_record(renamed);
    let mut review = Record::new(new_id(), kind::REVIEW);
    review.edit(&format!("{}/{}", f::DECIDED, new_id()), serde_json::json!({ "outcome": "used" }), stamp);
    read.records.join_record(review);
    let file = read.envelope.id;
    office.open(&bundle::write(&read)).unwrap();
    office.review(file, |_| Decision::Use);
    let records = office.state.ledger.records();
    assert_eq!(records.get(actions[0]).unwrap().text(f::TITLE), Some("Action 0"));
    assert_eq!(records.get(me).unwrap().text(f::NAME), Some("Office"));
    assert_eq!(records.iter().filter(|r| r.kind == kind::REVIEW).count(), 1);
}

/// Removing words for good is an item of its own: using another field of the record does not bring it, and
/// leaving it does not answer the record.
#[test]
fn words_removed_for_good_are_decided_by_themselves() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let update = reps[0].update(actions[0], "about Mrs Smith");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let issue = office.make_issue();
    let rep = &mut reps[0];
    rep.open(&issue).unwrap();
    let stamp = rep.state.ledger.records().get(update).unwrap().field(f::NARRATIVE).unwrap().latest().unwrap();
    let mut work = golden_thread::ledger::changes::Work::new(golden_thread::ledger::changes::Cause::Removed);
    work.redact.push((update, vec![stamp]));
    rep.save(work, vec![]).unwrap();
    rep.type_in(update, kind::UPDATE, f::NEXT_STEPS, "ring them");
    let (file, text) = rep.make_return().unwrap();
    assert!(!text.contains("Mrs Smith"));
    office.open(&text).unwrap();
    office.review(file, |item| if item.removal { Decision::Later } else { Decision::Use });
    assert_eq!(office.narrative(update).as_deref(), Some("about Mrs Smith"));
    assert_eq!(office.state.ledger.records().get(update).unwrap().text(f::NEXT_STEPS), Some("ring them"));
    assert!(office.state.ledger.update(update).is_some());
    assert_eq!(office.pending(file).len(), 1);
    office.review(file, |_| Decision::Use);
    assert_eq!(office.narrative(update), None);
    assert!(!office.holds("Mrs Smith"));
}

#[test]
fn a_declined_new_action_stays_in_the_office() {
    let (mut office, mut reps, _) = begin(1, 1);
    let action = new_id();
    reps[0].type_in(action, kind::ACTION, f::TITLE, "An action nobody wants");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| not_used("no room"));
    assert!(office.state.ledger.action(action).is_none());
    let issue = office.make_issue();
    assert!(!issue.contains("nobody wants") && !issue.contains("no room"));
    // Taken up again by the office after all.
    office.type_in(action, kind::ACTION, f::TITLE, "An action somebody wants");
    assert!(office.make_issue().contains("somebody wants"));
}
