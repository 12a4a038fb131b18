//! Random histories between an office and three representatives: nothing is lost, and all settle on one
//! record.

use super::support::{begin, not_used, outcome};
use crate::device::Device;
use golden_thread::bundle::{self, Purpose};
use golden_thread::domain::{Timescale, kind};
use golden_thread::ledger::exchange;
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::record::{Id, Set as Records};
use golden_thread::store::incoming::News;
use golden_thread::store::rows::SentState;
use golden_thread::store::waiting;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

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
                    && waiting::may_put_away(&self.office.state, &file.to_string())
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
            (2, Some(_)) => Decision::UseWithChanges(Timescale::read("amended", None).to_value().into()),
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

/// How many histories are played; PROPTEST_CASES says otherwise.
pub fn cases() -> u32 {
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
