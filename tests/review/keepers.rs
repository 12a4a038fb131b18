//! Two keepers of one office, each with the same returned files, decide them in opposite order as chance has
//! it: use, use with changes, not use, leave for later, take back, erase. Then each takes in what the other
//! holds: both have the same record, nothing that waits is lost, and nothing that was not used or was erased
//! comes back.

use super::random::cases;
use super::support::{begin, begin_keepers, not_used};
use crate::device::{Device, with_key};
use golden_thread::bundle;
use golden_thread::domain::{Outcome, Timescale};
use golden_thread::ledger::Standing;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::decisions::{said_in, settle};
use golden_thread::ledger::exchange::{Sender, receipts};
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::record::Id;
use golden_thread::seal::SigningKey;
use golden_thread::store::incoming::{News, Refusal};
use golden_thread::store::outgoing::{Issuer, Lock, become_issuer, issuer, make_handover};
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
        (2, Some(_)) => Decision::UseWithChanges(Timescale::read("amended", None).to_value()),
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
