//! The join against `automerge`, which knows nothing of ours: over random histories of five and more
//! writers, with forks and re-joins, whole and in part, both hold the same visible values and the same
//! conflicts.
//!
//! `ORACLE_HISTORIES=100000 cargo test --test oracle` is the long run (`ORACLE_FIRST` says from which seed, to run
//! it in parts); a seed that ever failed is pinned.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/dice.rs"]
mod dice;

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ROOT, ReadDoc, ScalarValue, Value as Theirs};
use dice::Dice;
use golden_thread::record::{Clock, Edit, Id, Set, Stamp};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Seeds of histories in which the two once differed.
const PINNED: [u64; 0] = [];
/// How many records a history writes into. Each is a document of its own there, so that one may travel
/// without the others.
const RECORDS: usize = 3;
const NOW: u64 = 1_790_000_000_000;
const DAY: u64 = 24 * 60 * 60 * 1000;

/// How long a history is, and how much it writes into.
struct Size {
    steps: usize,
    fields: usize,
    /// One step in so many sends something.
    sends: usize,
    most_writers: usize,
    /// One arrival in so many is compared at once; all copies are at the end.
    compares: usize,
}

fn record_id(n: usize) -> Id {
    Id::from_bytes([n as u8 + 1; 16])
}

fn writer_id(n: usize) -> [u8; 16] {
    [0xa0 + n as u8; 16]
}

/// One writer's copy, ours and theirs.
struct Copy {
    ours: Set,
    theirs: Vec<AutoCommit>,
    /// A clock for each record, since theirs count for each document.
    clocks: Vec<Clock>,
    /// How wrong this device's date is, where dates are used.
    skew: u64,
}

struct World {
    dice: Dice,
    copies: Vec<Copy>,
    size: Size,
    /// Whether stamps count as theirs do (then the value shown first is the same one too), or come from
    /// clocks that are up to ten years off.
    counting: bool,
    written: usize,
    operations: usize,
}

impl World {
    fn new(seed: u64, size: Size) -> World {
        let mut dice = Dice(seed);
        let counting = dice.roll(2) == 0;
        let mut world = World { dice, copies: Vec::new(), size, counting, written: 0, operations: 0 };
        // All begin from one empty document a record.
        for n in 0..5 {
            let theirs = (0..RECORDS).map(|_| AutoCommit::new().with_actor(ActorId::from(writer_id(n)))).collect();
            world.push(Set::new(), theirs);
        }
        world
    }

    fn push(&mut self, ours: Set, theirs: Vec<AutoCommit>) {
        let n = self.copies.len();
        let clocks = vec![Clock::new(Id::from_bytes(writer_id(n))); RECORDS];
        let skew = self.dice.roll(7300) as u64 * DAY;
        self.copies.push(Copy { ours, theirs, clocks, skew });
        for record in 0..RECORDS {
            self.observe(n, record);
        }
    }

    /// Where stamps count as theirs do, what was read is counted on from.
    fn observe(&mut self, copy: usize, record: usize) {
        let Copy { ours, clocks, .. } = &mut self.copies[copy];
        let seen = ours.get(record_id(record)).into_iter().flat_map(|r| r.fields().values());
        let latest: Option<Stamp> = seen.flat_map(|f| f.seen().collect::<Vec<_>>()).max();
        if let (true, Some(latest)) = (self.counting, latest) {
            clocks[record].observe(latest, 0);
        }
    }

    fn value(&mut self) -> Value {
        self.written += 1;
        match self.dice.roll(6) {
            0 => Value::Null,
            1 => json!(self.dice.roll(2) == 0),
            2 => json!(self.dice.roll(3) as i64 - 1),
            3 => json!(self.dice.roll(3) as f64 + 0.5),
            4 => json!(["a", "b", ""][self.dice.roll(3)]),
            _ => json!(format!("words {}", self.written)),
        }
    }

    fn edit(&mut self) {
        let (n, record) = (self.dice.roll(self.copies.len()), self.dice.roll(RECORDS));
        let field = format!("field{}", self.dice.roll(self.size.fields));
        let value = self.value();
        let copy = &mut self.copies[n];
        let ms = if self.counting { 0 } else { NOW + self.written as u64 * 1000 - copy.skew };
        let doc = &mut copy.theirs[record];
        let shown = doc.get(ROOT, field.as_str()).unwrap().map(plain);
        if shown.as_ref() == Some(&value) {
            // To write again what is shown is no write of its own for them (it drops what stands beside it),
            // but it is one for us: the words in between make it one for both.
            doc.put(ROOT, field.as_str(), "in between").unwrap();
            copy.clocks[record].next(ms);
        }
        doc.put(ROOT, field.as_str(), scalar(&value)).unwrap();
        let at = copy.clocks[record].next(ms);
        copy.ours.edit(&Edit { record: record_id(record), kind: "action".into(), field, value }, at);
        self.operations += 1;
    }

    /// One copy reaches another: all of it, or one record.
    fn send(&mut self, from: usize, to: usize, only: Option<usize>) {
        if from == to {
            return;
        }
        let chosen = |record: usize| only.is_none_or(|n| n == record);
        for record in (0..RECORDS).filter(|n| chosen(*n)) {
            if let Some(sent) = self.copies[from].ours.get(record_id(record)).cloned() {
                self.copies[to].ours.join_record(sent);
            }
            let mut sent = std::mem::take(&mut self.copies[from].theirs[record]);
            self.copies[to].theirs[record].merge(&mut sent).unwrap();
            self.copies[from].theirs[record] = sent;
            self.observe(to, record);
        }
    }

    /// Somebody new goes on from a copy.
    fn fork(&mut self) {
        let (from, new) = (self.dice.roll(self.copies.len()), self.copies.len());
        let ours = self.copies[from].ours.clone();
        let fork = |doc: &mut AutoCommit| doc.fork().with_actor(ActorId::from(writer_id(new)));
        let theirs = self.copies[from].theirs.iter_mut().map(fork).collect();
        self.push(ours, theirs);
    }

    fn step(&mut self) {
        let writers = self.copies.len();
        if self.dice.roll(self.size.sends) > 0 {
            self.edit();
        } else if writers < self.size.most_writers && self.dice.roll(20) == 0 {
            self.fork();
        } else {
            let (from, to) = (self.dice.roll(writers), self.dice.roll(writers));
            let only = (self.dice.roll(3) == 0).then(|| self.dice.roll(RECORDS));
            self.send(from, to, only);
            if self.dice.roll(self.size.compares) == 0 {
                self.compare(to);
            }
        }
    }

    /// Every field of a copy holds the same values here and there.
    fn compare(&self, copy: usize) {
        let Copy { ours, theirs, .. } = &self.copies[copy];
        for (record, doc) in theirs.iter().enumerate() {
            let known = ours.get(record_id(record));
            let names: BTreeSet<String> = doc.keys(ROOT).collect();
            let mine: BTreeSet<String> = known.into_iter().flat_map(|r| r.fields().keys().cloned()).collect();
            assert_eq!(mine, names);
            for name in names {
                let field = known.unwrap().field(&name).unwrap();
                let mut mine: Vec<Value> = field.writes().iter().filter_map(|w| w.value.clone()).collect();
                let mut other: Vec<Value> = doc.get_all(ROOT, name.as_str()).unwrap().into_iter().map(plain).collect();
                let shown = doc.get(ROOT, name.as_str()).unwrap().map(plain).filter(|v| !v.is_null());
                if self.counting {
                    assert_eq!(field.value(), shown.as_ref(), "shown first");
                } else {
                    mine.sort_by(golden_thread::record::compare);
                    other.sort_by(golden_thread::record::compare);
                }
                assert_eq!(mine, other, "{name} of record {record}");
                let different = other.iter().any(|v| *v != other[0]);
                assert_eq!(field.is_conflict(), different);
            }
        }
    }

    /// Plays to the end, then lets every copy reach every other: all are the same.
    fn play(mut self) -> (usize, usize) {
        for _ in 0..self.size.steps {
            self.step();
        }
        let conflicts = (0..self.copies.len()).map(|n| conflicts(&self.copies[n].ours)).sum();
        (0..self.copies.len()).for_each(|n| self.compare(n));
        for n in 1..self.copies.len() {
            self.send(n, 0, None);
        }
        self.compare(0);
        for n in 1..self.copies.len() {
            self.send(0, n, None);
            assert_eq!(self.copies[n].ours, self.copies[0].ours);
        }
        (self.operations, conflicts)
    }
}

fn conflicts(set: &Set) -> usize {
    set.iter().flat_map(|r| r.fields().values()).filter(|f| f.is_conflict()).count()
}

fn scalar(value: &Value) -> ScalarValue {
    match value {
        Value::Null => ScalarValue::Null,
        Value::Bool(b) => ScalarValue::Boolean(*b),
        Value::Number(n) if n.is_i64() => ScalarValue::Int(n.as_i64().unwrap()),
        Value::Number(n) => ScalarValue::F64(n.as_f64().unwrap()),
        Value::String(text) => ScalarValue::Str(text.as_str().into()),
        other => panic!("no scalar: {other}"),
    }
}

fn plain<X>((value, _): (Theirs<'_>, X)) -> Value {
    match value.into_scalar().unwrap() {
        ScalarValue::Null => Value::Null,
        ScalarValue::Boolean(b) => json!(b),
        ScalarValue::Int(n) => json!(n),
        ScalarValue::F64(n) => json!(n),
        ScalarValue::Str(text) => json!(text.as_str()),
        other => panic!("not written by us: {other:?}"),
    }
}

/// A history of everyday size, its shape drawn from the seed too.
fn usual(seed: u64) -> World {
    let mut dice = Dice(!seed);
    let size = Size {
        steps: 10 + dice.roll(110),
        fields: 1 + dice.roll(4),
        sends: 2 + dice.roll(4),
        most_writers: 5 + dice.roll(4),
        compares: 4,
    };
    World::new(seed, size)
}

#[test]
fn random_histories_come_to_what_automerge_comes_to() {
    let said = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let (first, histories) = (said("ORACLE_FIRST").unwrap_or(0), said("ORACLE_HISTORIES").unwrap_or(2_000));
    let (mut operations, mut conflicts) = (0, 0);
    for seed in PINNED.into_iter().chain(first..first + histories) {
        let played = std::panic::catch_unwind(|| usual(seed).play());
        let (done, met) = played.unwrap_or_else(|_| panic!("pin this seed: {seed}"));
        operations += done;
        conflicts += met;
    }
    println!("{histories} histories, {operations} operations, {conflicts} conflicts");
    assert!(conflicts > histories as usize, "too few people wrote at the same time");
}

#[test]
fn a_history_of_thirty_thousand_operations() {
    let size = Size { steps: 32_500, fields: 40, sends: 80, most_writers: 9, compares: 20 };
    let (operations, conflicts) = World::new(30_000, size).play();
    println!("{operations} operations, {conflicts} conflicts");
    assert!(operations >= 30_000, "{operations}");
}
