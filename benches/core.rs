//! The core's speed on what a partnership really holds: reading and joining what two hundred people
//! returned, finding words in five hundred actions, taking in a report. Each join is measured beside what
//! reading and writing the same JSON twice costs with `serde_json`, in the same run.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/common/big_plan.rs"]
mod big_plan;

use big_plan::{WORDS, edit, id};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use golden_thread::bundle::{self, Bundle, Envelope, Partnership, Purpose};
use golden_thread::domain::{Draft, Plan, fields as f, kind};
use golden_thread::intake;
use golden_thread::ledger::search::{Index, Query};
use golden_thread::ledger::{Ledger, Side};
use golden_thread::record::{Clock, Id, Set};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::hint::black_box;

const BUNDLES: u64 = 200;
const RECORDS: u64 = 100;
const LAYOUT: &[u8] = include_bytes!("../tests/data/report-layout.txt");

fn envelope(n: u64, from: Id) -> Envelope {
    Envelope {
        partnership: Partnership { id: id(1, 1), name: "Partnership".to_owned() },
        id: id(2, n),
        sequence: n,
        created: "2024-01-01T00:00:00Z".to_owned(),
        purpose: Purpose::Return,
        from,
        number: None,
        based_on: None,
        receipts: Vec::new(),
        acknowledged: Vec::new(),
        extra: BTreeMap::new(),
    }
}

/// What person `n` returns: half of the records are the person's own, half are shared with everybody, and a
/// tenth of those was edited by everybody at the same time.
fn returned(n: u64) -> Bundle {
    let (office, mut mine) = (Clock::new(id(3, 0)), Clock::new(id(3, n + 1)));
    let mut records = Set::new();
    for r in 0..RECORDS {
        let shared = r < RECORDS / 2;
        let record = if shared { id(4, r) } else { id(5 + n, r) };
        let draft = Draft::new(record, kind::UPDATE)
            .with(f::NARRATIVE, WORDS.chars().take(40 + 40 * (r % 3) as usize).collect::<String>())
            .with(f::NEXT_STEPS, "A report goes to the board in March.")
            .with(f::DATE, "2024-01-01")
            .with(format!("{}/{}", f::COVERS, id(6, r)), json!({ "rating": "onTrack" }));
        let mut clock = if shared { office } else { mine };
        edit(&mut records, &draft, &mut clock, 1_000 + r);
        if !shared {
            mine = clock;
        } else if r % 10 == 0 {
            let own = Draft::new(record, kind::UPDATE).with(f::NEXT_STEPS, format!("Person {n} will report in May."));
            edit(&mut records, &own, &mut mine, 9_000);
        }
    }
    Bundle { envelope: envelope(n, id(3, n + 1)), records }
}

fn exchange(c: &mut Criterion) {
    let files: Vec<String> = (0..BUNDLES).map(|n| bundle::write(&returned(n))).collect();
    let bytes: usize = files.iter().map(String::len).sum();
    println!("{BUNDLES} bundles of {RECORDS} records: {:.1} MB", bytes as f64 / 1e6);
    let mut group = c.benchmark_group("exchange");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("read", |b| {
        b.iter(|| files.iter().map(|file| bundle::read(file.as_bytes()).unwrap().bundle.records.len()).sum::<usize>());
    });
    group.bench_function("read and join", |b| {
        b.iter(|| {
            let mut joined = Set::new();
            for file in &files {
                joined.join(bundle::read(file.as_bytes()).unwrap().bundle.records);
            }
            black_box(joined.len())
        });
    });
    group.bench_function("join alone", |b| {
        let sets: Vec<Set> = files.iter().map(|f| bundle::read(f.as_bytes()).unwrap().bundle.records).collect();
        let join = |sets: Vec<Set>| {
            let mut joined = Set::new();
            sets.into_iter().for_each(|set| joined.join(set));
            joined.len()
        };
        b.iter_batched(|| sets.clone(), join, BatchSize::LargeInput);
    });
    group.bench_function("serde_json: read and write twice", |b| {
        b.iter(|| {
            let twice = |file: &String| {
                let once = serde_json::from_str::<Value>(file).unwrap().to_string();
                serde_json::from_str::<Value>(&once).unwrap().to_string().len()
            };
            files.iter().map(twice).sum::<usize>()
        });
    });
    group.finish();
}

fn search(c: &mut Criterion) {
    let ledger = Ledger::new(big_plan::records(), None, Side::Office);
    let plan = ledger.plans().next().map(Plan::id).unwrap();
    let tree = || ledger.tree(Plan(ledger.records().get(plan).unwrap()));
    let made = tree();
    let index = Index::new(&made);
    let today = "2024-06-01".parse().unwrap();
    let query = Query { words: "falls residents 49".to_owned(), ..Query::default() };
    let mut group = c.benchmark_group("500 actions");
    group.bench_function("search", |b| b.iter(|| index.find(black_box(&made), black_box(&query), today)));
    group.bench_function("index", |b| b.iter(|| Index::new(black_box(&made))));
    group.bench_function("tree", |b| b.iter(|| tree().action_count()));
    group.finish();
}

fn take_in(c: &mut Criterion) {
    let options = intake::Options { date: "2023-11-01".parse().ok(), ..intake::Options::default() };
    let mut group = c.benchmark_group("intake");
    group.throughput(Throughput::Bytes(LAYOUT.len() as u64));
    group.bench_function("report", |b| b.iter(|| intake::read(black_box(LAYOUT), &options).unwrap().actions.len()));
    group.finish();
}

criterion_group!(core, exchange, search, take_in);
criterion_main!(core);
