//! Two keepers of one office, each with the same returned files, decide them in opposite order as chance has
//! it: use, use with changes, not use, leave for later, take back, erase. Then each takes in what the other
//! holds: both have the same record, nothing that waits is lost, and nothing that was not used or was erased
//! comes back.

use super::random::cases;
use super::support::{begin_keepers, not_used};
use crate::device::Device;
use golden_thread::bundle;
use golden_thread::domain::{Outcome, Timescale};
use golden_thread::ledger::Standing;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::decisions::settle;
use golden_thread::ledger::exchange::receipts;
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::record::Id;
use golden_thread::seal::SigningKey;
use golden_thread::store::incoming::News;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a representative does before anything is decided.
#[derive(Debug, Clone)]
enum Written {
    Update(usize, usize),
    When(usize, usize),
    Return(usize),
}

/// What a keeper does.
#[derive(Debug, Clone)]
enum Done {
    Open,
    Review(usize, Vec<u8>),
    TakeBack(usize),
    Erase(usize),
}

fn written() -> impl Strategy<Value = Written> {
    let (rep, action) = (0..3usize, 0..2usize);
    prop_oneof![
        3 => (rep.clone(), action.clone()).prop_map(|(r, a)| Written::Update(r, a)),
        2 => (rep.clone(), action).prop_map(|(r, a)| Written::When(r, a)),
        2 => rep.prop_map(Written::Return),
    ]
}

fn done() -> impl Strategy<Value = (usize, Done)> {
    let any = 0..8usize;
    let done = prop_oneof![
        3 => Just(Done::Open),
        4 => (any.clone(), prop::collection::vec(0..5u8, 6)).prop_map(|(f, d)| Done::Review(f, d)),
        1 => any.clone().prop_map(Done::TakeBack),
        1 => any.prop_map(Done::Erase),
    ];
    (0..2usize, done)
}

/// The words of an item or a field's value.
fn words_of(value: Option<&Value>) -> String {
    let text = |v: &Value| v.as_str().or_else(|| v.get("words")?.as_str()).unwrap_or_default().to_owned();
    value.map(text).unwrap_or_default()
}

/// What was decided about which words, with the file and how many had been decided before: a file may be
/// reviewed in several goes, and only the last is taken back.
type Decided = BTreeMap<String, ((Id, usize), &'static str)>;

/// One keeper's device, the files not opened yet, and what was decided.
struct Keeper {
    device: Device,
    unopened: Vec<String>,
    decided: Decided,
}

struct World {
    keepers: [Keeper; 2],
    keys: [SigningKey; 2],
    reps: Vec<Device>,
    actions: Vec<Id>,
    files: Vec<(Id, String)>,
    /// Updates by their words.
    updates: BTreeMap<String, Id>,
    erased: BTreeSet<String>,
    count: usize,
}

impl World {
    fn new() -> World {
        let (devices, keys, reps, actions) = begin_keepers(2, 3);
        let keeper = |device| Keeper { device, unopened: vec![], decided: BTreeMap::new() };
        World {
            keepers: devices.map(keeper),
            keys,
            reps,
            actions,
            files: vec![],
            updates: BTreeMap::new(),
            erased: BTreeSet::new(),
            count: 0,
        }
    }

    fn words(&mut self) -> String {
        self.count += 1;
        format!("words-{}-", self.count)
    }

    fn write(&mut self, step: &Written) {
        match step {
            Written::Update(rep, action) => {
                let words = self.words();
                let id = self.reps[*rep].update(self.actions[*action], &words);
                self.updates.insert(words, id);
            }
            Written::When(rep, action) => {
                let words = self.words();
                self.reps[*rep].when(self.actions[*action], &words);
            }
            Written::Return(rep) => self.files.extend(self.reps[*rep].make_return()),
        }
    }

    /// Everybody's words are on their way; the two keepers get them in opposite order.
    fn deliver(&mut self) {
        for rep in 0..3 {
            self.files.extend(self.reps[rep].make_return());
        }
        let texts: Vec<String> = self.files.iter().map(|(_, text)| text.clone()).collect();
        self.keepers[0].unopened = texts.iter().rev().cloned().collect();
        self.keepers[1].unopened = texts;
    }

    fn act(&mut self, keeper: usize, done: &Done) {
        let Keeper { device, unopened, decided } = &mut self.keepers[keeper];
        match done {
            Done::Open => {
                if let Some(text) = unopened.pop() {
                    device.open(&text).unwrap();
                }
            }
            Done::Review(file, picks) => {
                let staged: Vec<Id> = device.state.staged.iter().map(|s| s.envelope.id).collect();
                if let Some(file) = staged.get(file % staged.len().max(1)) {
                    review(device, decided, *file, picks);
                }
            }
            Done::TakeBack(file) => {
                let undoable: Vec<String> = device.state.undoable.iter().cloned().collect();
                if let Some(file) = undoable.get(file % undoable.len().max(1)) {
                    let file: Id = file.parse().unwrap();
                    device.undo(file).unwrap();
                    let last = decided.values().map(|(by, _)| *by).filter(|(by, _)| *by == file).max();
                    decided.retain(|_, (by, _)| Some(*by) != last);
                }
            }
            Done::Erase(which) => {
                let here = |id: &Id| device.state.ledger.records().get(*id).is_some_and(|r| r.erased().is_none());
                let here: Vec<(String, Id)> =
                    self.updates.iter().filter(|(_, id)| here(id)).map(|(w, id)| (w.clone(), *id)).collect();
                if let Some((words, id)) = here.get(which % here.len().max(1)) {
                    let mut work = Work::new(Cause::Removed);
                    work.erase.push((*id, "named a resident".into()));
                    device.save(work, vec![]).unwrap();
                    self.erased.insert(words.clone());
                }
            }
        }
        self.check_erased(keeper);
    }

    /// What this keeper erased is nowhere on this device.
    fn check_erased(&self, keeper: usize) {
        let device = &self.keepers[keeper].device;
        for words in &self.erased {
            let record = device.state.ledger.records().get(self.updates[words]);
            if record.is_some_and(|r| r.erased().is_some()) {
                assert!(!device.holds(words), "erased, and here: {words}");
            }
        }
    }

    /// Each saves a file for the other keepers and opens the other's.
    fn exchange(&mut self) {
        let files = [0, 1].map(|n| self.keepers[n].device.handover_signed(&self.keys[n]));
        for (n, theirs) in files.iter().rev().enumerate() {
            self.keepers[n].device.open(theirs).unwrap();
            let Ok(News::Already { .. }) = self.keepers[n].device.open(theirs) else { panic!("twice is once") };
        }
        assert_eq!(self.keepers[0].device.bytes(), self.keepers[1].device.bytes());
        (0..2).for_each(|n| self.check_erased(n));
        assert!(self.erased.iter().all(|words| self.keepers.iter().all(|k| !k.device.holds(words))));
    }

    /// The first keeper chooses everywhere that the two decided differently; then nothing is open, what was
    /// chosen stands on both sides, and its sender can be told.
    fn choose(&mut self, picks: &[u8]) {
        let contrary = self.keepers[0].device.state.ledger.contrary();
        let mut chosen = Vec::new();
        for (contrary, pick) in contrary.iter().zip(picks.iter().cycle()) {
            let decision = &contrary.decisions[usize::from(*pick) % contrary.decisions.len()];
            let device = &mut self.keepers[0].device;
            let work = settle(&device.state.ledger, contrary, decision, &device.reviewer(contrary.key.0));
            device.save(work, vec![]).unwrap();
            chosen.push((contrary.clone(), decision.clone()));
        }
        self.exchange();
        for keeper in &self.keepers {
            let ledger = &keeper.device.state.ledger;
            assert_eq!(ledger.contrary(), []);
            let told = receipts(ledger);
            for (contrary, decision) in &chosen {
                let receipt = told.iter().find(|(r, _)| (r.record, r.field.clone()) == contrary.key);
                assert_eq!(receipt.map(|(r, _)| (r.outcome, &r.reason)), Some((decision.outcome, &decision.reason)));
                let Some(record) = ledger.records().get(contrary.key.0) else { continue };
                match (&contrary.key.1, decision.outcome) {
                    (Some(field), Outcome::Used) => assert_eq!(record.value(field), contrary.words.as_ref()),
                    (None, Outcome::NotUsed) => assert_eq!(ledger.standing(record.id), Standing::NotUsed),
                    (None, _) => assert_ne!(ledger.standing(record.id), Standing::NotUsed),
                    _ => {}
                }
            }
        }
    }

    fn outcomes(&self, words: &str) -> BTreeSet<&'static str> {
        self.keepers.iter().filter_map(|k| Some(k.decided.get(words)?.1)).collect()
    }

    /// What nobody decided waits where it waited; what was only ever not used is in no plan file.
    fn check(&self) {
        for (words, id) in &self.updates {
            let outcomes = self.outcomes(words);
            if self.erased.contains(words) {
                continue;
            }
            for (n, keeper) in self.keepers.iter().enumerate() {
                let device = &keeper.device;
                let waits = |s: &golden_thread::store::Staged| {
                    device.pending(s.envelope.id).iter().any(|item| item.key == (*id, None))
                };
                let opened = !keeper.unopened.iter().any(|text| text.contains(words.as_str()))
                    || device.state.staged.iter().any(|s| s.records.get(*id).is_some());
                if outcomes.is_empty() && opened {
                    assert!(device.state.staged.iter().any(waits), "keeper {n} lost {words}");
                }
                if !outcomes.is_empty() && !outcomes.contains("usedWithChanges") {
                    assert!(device.holds(words), "keeper {n} lost {words}");
                }
                let contrary = device.state.ledger.contrary();
                let differ = contrary.iter().find(|c| c.key == (*id, None));
                assert_eq!(differ.is_some(), outcomes.len() > 1, "{words}: {outcomes:?}");
                if let Some(differ) = differ {
                    // Both are kept, the words too, and nobody is told anything yet.
                    let kept: BTreeSet<_> = differ.decisions.iter().map(|d| d.outcome.name()).collect();
                    assert_eq!(kept, outcomes);
                    assert!(
                        words_of(differ.words.as_ref()).contains(words.as_str()) || kept.contains("usedWithChanges")
                    );
                    let told = receipts(&device.state.ledger);
                    assert!(told.iter().all(|(r, _)| (r.record, r.field.clone()) != differ.key));
                }
                if outcomes.contains("notUsed") {
                    assert_eq!(device.state.ledger.standing(*id), Standing::NotUsed);
                }
            }
        }
        let mut keepers = [0, 1].map(|n| self.keepers[n].device.clone());
        for device in &mut keepers {
            let issue = device.make_issue();
            for n in 1..=self.count {
                let words = format!("words-{n}-");
                let unused = self.outcomes(&words) == BTreeSet::from(["notUsed"]);
                assert!(!(unused || self.erased.contains(&words)) || !issue.contains(&words), "came back: {words}");
            }
        }
    }

    /// Every file once more, everything that still waits used, one more exchange: the same record again, and
    /// neither what was not used nor what was erased has come back with the files.
    fn settle(&mut self) {
        for keeper in &mut self.keepers {
            for (_, text) in &self.files {
                keeper.device.open(text).unwrap();
            }
            keeper.unopened.clear();
            let staged: Vec<Id> = keeper.device.state.staged.iter().map(|s| s.envelope.id).collect();
            for file in staged {
                review(&mut keeper.device, &mut keeper.decided, file, &[0]);
            }
        }
        self.exchange();
        self.check();
        for words in self.updates.keys().filter(|words| !self.erased.contains(*words)) {
            assert!(!self.outcomes(words).is_empty(), "never decided: {words}");
        }
    }
}

fn review(device: &mut Device, decided: &mut Decided, file: Id, picks: &[u8]) {
    // Counted on and on: what was taken back must not give its number to a later go.
    static GOES: AtomicUsize = AtomicUsize::new(0);
    let go = GOES.fetch_add(1, Ordering::Relaxed);
    let mut next = picks.iter().cycle();
    let decide = |item: &Item| match (next.next().unwrap(), &item.key.1) {
        (0 | 1, _) => Decision::Use,
        (2, None) => Decision::UseWithChanges("amended".into()),
        (2, Some(_)) => Decision::UseWithChanges(Timescale::read("amended", None).to_value().into()),
        (3, _) => not_used("because"),
        _ => Decision::Later,
    };
    for (item, decision) in device.review(file, decide) {
        let outcome = match decision {
            Decision::Use => "used",
            Decision::UseWithChanges(_) => "usedWithChanges",
            Decision::NotUse { .. } => "notUsed",
            Decision::Later => continue,
        };
        decided.insert(words_of(item.incoming.as_ref()), ((file, go), outcome));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn two_keepers_in_opposite_order_come_to_one_record(
        written in prop::collection::vec(written(), 1..14),
        done in prop::collection::vec(done(), 1..30),
        picks in prop::collection::vec(0..2u8, 1..6),
    ) {
        let mut world = World::new();
        written.iter().for_each(|step| world.write(step));
        world.deliver();
        done.iter().for_each(|(keeper, step)| world.act(*keeper, step));
        world.exchange();
        world.check();
        world.settle();
        world.choose(&picks);
        let lines = world.keepers[0].device.bytes();
        for line in lines {
            prop_assert!(bundle::read_record_line(&line).is_ok());
        }
    }
}
