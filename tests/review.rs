//! Plan file out, return back, review, plan file out: between an office and its representatives, each
//! with a store of their own.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod device;

use device::{Device, new_id};
use golden_thread::bundle::{self, Purpose};
use golden_thread::domain::{Timescale, fields as f, kind};
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::ledger::{Standing, exchange};
use golden_thread::record::{Id, Record, Set as Records};
use golden_thread::store::incoming::{self, News, Refusal};
use golden_thread::store::rows::{ReceiptsRow, SentState};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

fn not_used(reason: &str) -> Decision {
    Decision::NotUse { reason: reason.into() }
}

/// An office with a plan of so many actions, and so many representatives who have opened plan file no. 1.
fn begin(actions: usize, reps: usize) -> (Device, Vec<Device>, Vec<Id>) {
    let mut office = Device::new("Office", true);
    let actions = office.plan(actions);
    let issue = office.make_issue();
    let reps = (0..reps).map(|n| {
        let mut rep = Device::new(&format!("Rep {n}"), false);
        assert!(matches!(rep.open(&issue), Ok(News::Issue { number: 1, .. })));
        rep
    });
    let reps = reps.collect();
    (office, reps, actions)
}

fn outcome<'a>(device: &'a Device, record: Id, field: Option<&str>) -> Option<(&'a str, Option<&'a str>)> {
    let row = device.state.receipts.0.get(&ReceiptsRow::key(record, field))?;
    Some((row.outcome.as_str(), row.reason.as_deref()))
}

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

#[test]
fn check_words_confirm_a_file() {
    let (_, mut reps, actions) = begin(1, 1);
    reps[0].update(actions[0], "mine");
    let (file, _) = reps[0].make_return().unwrap();
    let words = exchange::check_words(file);
    let mail = format!("Hello,\nReceived 1 January 2026: 1 update. Check words {}.\nBye", words.to_uppercase());
    assert_eq!(incoming::named_by_check_words(&reps[0].state, &mail).len(), 1);
    assert_eq!(incoming::named_by_check_words(&reps[0].state, &words.replace('-', " ")).len(), 1);
    assert!(incoming::named_by_check_words(&reps[0].state, "river candle").is_empty());
    assert!(incoming::named_by_check_words(&reps[0].state, "").is_empty());
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
    let fields = [(f::TITLE.to_owned(), hollow)].into_iter().collect();
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

/// One step of a random history.
#[derive(Debug, Clone)]
enum Step {
    Update(usize, usize),
    When(usize, usize),
    OfficeWhen(usize),
    OfficeUpdate(usize),
    Return(usize),
    Deliver(usize),
    Review(usize, Vec<u8>),
    PutAway(usize),
    Undo(usize),
    Issue,
    Open(usize),
    Reply(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let (rep, action, any) = (0..3usize, 0..2usize, 0..8usize);
    prop_oneof![
        3 => (rep.clone(), action.clone()).prop_map(|(r, a)| Step::Update(r, a)),
        3 => (rep.clone(), action.clone()).prop_map(|(r, a)| Step::When(r, a)),
        2 => action.clone().prop_map(Step::OfficeWhen),
        1 => action.prop_map(Step::OfficeUpdate),
        3 => rep.clone().prop_map(Step::Return),
        4 => any.clone().prop_map(Step::Deliver),
        5 => (any.clone(), prop::collection::vec(0..5u8, 6)).prop_map(|(f, d)| Step::Review(f, d)),
        1 => any.clone().prop_map(Step::PutAway),
        1 => any.clone().prop_map(Step::Undo),
        3 => Just(Step::Issue),
        4 => rep.clone().prop_map(Step::Open),
        1 => rep.prop_map(Step::Reply),
    ]
}

/// The world of a random history.
struct World {
    office: Device,
    reps: Vec<Device>,
    actions: Vec<Id>,
    files: Vec<(Id, String)>,
    issue: String,
    /// Words written so far, each once in the world: a representative's updates.
    written: Vec<(usize, String)>,
    /// What became of words, with the file whose review said so.
    decided: BTreeMap<String, (Id, &'static str)>,
    count: usize,
}

impl World {
    fn new() -> World {
        let (mut office, reps, actions) = begin(2, 3);
        let issue = office.make_issue();
        World { office, reps, actions, files: vec![], issue, written: vec![], decided: BTreeMap::new(), count: 0 }
    }

    fn words(&mut self) -> String {
        self.count += 1;
        format!("words-{}-", self.count)
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Update(rep, action) => {
                let words = self.words();
                self.reps[*rep].update(self.actions[*action], &words);
                self.written.push((*rep, words));
            }
            Step::When(rep, action) => {
                let words = self.words();
                self.reps[*rep].when(self.actions[*action], &words);
            }
            Step::OfficeWhen(action) => {
                let words = self.words();
                self.office.when(self.actions[*action], &words);
            }
            Step::OfficeUpdate(action) => {
                let words = self.words();
                self.office.update(self.actions[*action], &words);
            }
            Step::Return(rep) => self.files.extend(self.reps[*rep].make_return()),
            Step::Deliver(file) if !self.files.is_empty() => {
                let (_, text) = &self.files[file % self.files.len()];
                self.office.open(text).unwrap();
            }
            Step::Review(file, decisions) => {
                let staged: Vec<Id> = self.office.state.staged.iter().map(|s| s.envelope.id).collect();
                if let Some(file) = staged.get(file % staged.len().max(1)) {
                    let mut next = decisions.iter().cycle();
                    self.review(*file, |_| *next.next().unwrap());
                }
            }
            Step::PutAway(file) => {
                let staged: Vec<Id> = self.office.state.staged.iter().map(|s| s.envelope.id).collect();
                if let Some(file) = staged.get(file % staged.len().max(1))
                    && incoming::may_put_away(&self.office.state, &file.to_string())
                {
                    self.office.put_away(*file);
                }
            }
            Step::Undo(file) => {
                let undoable: Vec<String> = self.office.state.undoable.iter().cloned().collect();
                if let Some(file) = undoable.get(file % undoable.len().max(1)) {
                    let file: Id = file.parse().unwrap();
                    self.office.undo(file).unwrap();
                    self.decided.retain(|_, (by, _)| *by != file);
                }
            }
            Step::Issue => self.publish(),
            Step::Open(rep) => {
                let _ = self.reps[*rep].open(&self.issue);
            }
            Step::Reply(rep) => {
                let reply = self.office.make_reply(self.reps[*rep].writer());
                let _ = self.reps[*rep].open(&reply);
            }
            Step::Deliver(_) => {}
        }
        self.check();
    }

    fn review(&mut self, file: Id, mut pick: impl FnMut(&Item) -> u8) {
        let decided = self.office.review(file, |item| match (pick(item), &item.key.1) {
            (0 | 1, _) => Decision::Use,
            (2, None) => Decision::UseWithChanges("amended".into()),
            (2, Some(_)) => Decision::UseWithChanges(Timescale::read("amended", None).to_value()),
            (3, _) => not_used("because"),
            _ => Decision::Later,
        });
        for (item, decision) in decided {
            let value = item.incoming.unwrap_or_default();
            let words = value.as_str().or_else(|| value.get("words").and_then(Value::as_str)).unwrap_or_default();
            let outcome = match decision {
                Decision::Use => "used",
                Decision::UseWithChanges(_) => "usedWithChanges",
                Decision::NotUse { .. } => "notUsed",
                Decision::Later => continue,
            };
            self.decided.insert(words.to_owned(), (file, outcome));
        }
    }

    fn publish(&mut self) {
        self.issue = self.office.make_issue();
        let read = bundle::read(self.issue.as_bytes()).unwrap().bundle;
        assert_eq!(read.envelope.purpose, Purpose::Issue);
        assert!(read.records.iter().all(|r| r.kind != kind::REVIEW && r.kind != kind::DECLINED));
        for (words, (_, outcome)) in &self.decided {
            assert!(*outcome != "notUsed" || !self.issue.contains(&format!("\"{words}\"")), "declined: {words}");
        }
        assert!(!self.issue.contains("because"), "a reason in a plan file");
    }

    /// No words that wait are lost, and what was amended is nowhere but amended.
    fn check(&self) {
        for (rep, words) in &self.written {
            let amended = self.decided.get(words).is_some_and(|(_, outcome)| *outcome == "usedWithChanges");
            assert!(amended || self.reps[*rep].holds(words) || self.office.holds(words), "lost: {words}");
        }
    }

    /// Everybody sends everything, the office decides everything, everybody opens the next plan file: then
    /// all hold the office's record.
    fn settle(&mut self) {
        for _ in 0..2 {
            for rep in &mut self.reps {
                if let Some((_, text)) = rep.make_return() {
                    self.office.open(&text).unwrap();
                }
            }
            let staged: Vec<Id> = self.office.state.staged.iter().map(|s| s.envelope.id).collect();
            for file in staged {
                self.review(file, |item| if item.two_versions { 3 } else { 0 });
            }
            self.publish();
            let issue = self.issue.clone();
            for rep in &mut self.reps {
                assert!(matches!(rep.open(&issue), Ok(News::Issue { .. })));
            }
            self.check();
        }
        assert!(self.office.state.staged.iter().all(|s| self.office.pending(s.envelope.id).is_empty()));
        let office: Records = bundle::read(self.issue.as_bytes()).unwrap().bundle.records;
        for rep in &mut self.reps {
            assert!(rep.make_return().is_none(), "something is left to send");
            for record in office.iter() {
                assert_eq!(rep.state.ledger.records().get(record.id), Some(record));
            }
            assert!(rep.state.sent.iter().filter(|s| s.purpose == "return").all(|s| {
                let put_away = |r: &golden_thread::store::rows::ReceivedRow| r.id == s.id && !r.put_away;
                s.state == SentState::Confirmed || !self.office.state.received.iter().any(put_away)
            }));
            for (receipt, writers) in exchange::receipts(&self.office.state.ledger) {
                if writers.contains(&rep.writer()) {
                    let told = outcome(rep, receipt.record, receipt.field.as_deref()).map(|(o, _)| o);
                    assert_eq!(told, Some(receipt.outcome.name()));
                }
            }
        }
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn random_histories_lose_nothing_and_settle(steps in prop::collection::vec(step(), 1..40)) {
        let mut world = World::new();
        for step in &steps {
            world.step(step);
        }
        world.settle();
    }
}
