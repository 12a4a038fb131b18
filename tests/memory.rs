//! How much memory reading takes: a bundle at most four times the file, whatever it holds. A paper is far
//! smaller (20 MiB and 500,000 lines at the most) and every line of it is kept beside what it was read as: what that
//! takes is held to what it takes now. The allocator of this program counts, so the tests have a program to
//! themselves.
#![cfg(not(target_arch = "wasm32"))]
#![allow(unsafe_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/big_plan.rs"]
mod big_plan;

use big_plan::{edit, id};
use golden_thread::bundle::{self, Bundle, Envelope, Partnership, Purpose, Receipt};
use golden_thread::domain::{Counts, Draft, Outcome, Update, fields as f, kind};
use golden_thread::intake::{self, Options};
use golden_thread::record::{Clock, Id, Set};
use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn more(bytes: usize) {
    let now = NOW.fetch_add(bytes, Relaxed) + bytes;
    MOST.fetch_max(now, Relaxed);
}

// SAFETY: everything is handed on to the system's allocator; only sizes are added up beside it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        more(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// How many times its own size reading a file takes, at the worst moment. The file itself is not counted.
fn times<T>(file: &[u8], read: impl FnOnce(&[u8]) -> T) -> f64 {
    let before = NOW.load(Relaxed);
    MOST.store(before, Relaxed);
    let kept = read(file);
    let most = MOST.load(Relaxed) - before;
    drop(kept);
    most as f64 / file.len() as f64
}

/// A plan file with so many times the sample's records in it, each under an id of its own.
fn many(copies: usize) -> String {
    let file = include_str!("data/served/sample.thread.json");
    let (head, records) = file.split_once("\"records\":[\n").unwrap();
    let lines: Vec<&str> = records.lines().take_while(|line| line.starts_with('{')).collect();
    let head: String = head.lines().filter(|line| !line.starts_with("\"counts\"")).collect::<Vec<_>>().join("\n");
    let mut all = Vec::new();
    for copy in 0..copies {
        for line in &lines {
            let line = line.trim_end_matches(',');
            let (before, id) = line.rsplit_once("\"id\":\"").unwrap();
            all.push(format!("{before}\"id\":\"{copy:08x}{}", &id[8..]));
        }
    }
    format!("{head}\n\"records\":[\n{}\n]}}\n", all.join(",\n"))
}

/// What the app writes, of small records: conversations and counts in a phone's backup, one-word changes in a return,
/// a plan file with what became of everything.
fn written(purpose: Purpose) -> String {
    let mut records = Set::new();
    let mut clock = Clock::new(id(3, 7));
    let mut receipts = Vec::new();
    for n in 0..4_000u64 {
        // Ids as a device makes them: by time, and random behind it.
        let new = |group: u64| {
            Id::from_bytes(
                (u128::from(n) << 90 | u128::from(group) << 64 | 7 << 76 | u128::from(n * 7919)).to_be_bytes(),
            )
        };
        match purpose {
            Purpose::Backup => {
                let talk = Draft::new(new(1), kind::ENCOUNTER)
                    .with(f::EVENT, id(9, 1).to_string())
                    .with(f::HOUR, "2026-06-20T09Z")
                    .with(f::TOPIC, "food");
                edit(&mut records, &talk, &mut clock, n);
            }
            Purpose::Return => {
                let title = Draft::new(new(2), kind::ACTION).with(f::TITLE, format!("Action {n}"));
                edit(&mut records, &title, &mut clock, n);
            }
            _ => {
                let (field, value) = Update::covering(new(2), Some("on-track"));
                let update = Draft::new(new(3), kind::UPDATE).with(f::DATE, "2026-05-01").with(field, value);
                edit(&mut records, &update.with(f::NARRATIVE, "Two hubs opened."), &mut clock, n);
                receipts.push(Receipt {
                    record: new(3),
                    field: None,
                    outcome: Outcome::Used,
                    reason: None,
                    extra: BTreeMap::new(),
                });
            }
        }
    }
    let mut counts = Counts::new();
    (0..300).for_each(|n| counts.add(&format!("talk/2026-06-20T09Z/topic{n}/talked"), n + 1));
    let counter = Draft::new(id(9, 2), kind::COUNTER).with(format!("{}/{}", f::COUNT, id(3, 7)), counts.to_value());
    edit(&mut records, &counter, &mut clock, 1);
    let envelope = Envelope {
        partnership: Partnership { id: id(1, 1), name: "Partnership".to_owned() },
        id: id(2, 1),
        sequence: 1,
        created: "2026-11-12T09:30:00Z".to_owned(),
        purpose,
        from: id(3, 7),
        number: None,
        based_on: None,
        receipts,
        acknowledged: Vec::new(),
        extra: BTreeMap::new(),
    };
    bundle::write(&Bundle { envelope, records })
}

#[test]
fn a_bundle_takes_at_most_four_times_its_file_and_a_paper_what_it_takes_now() {
    // The words are read from the locale files once, whatever is read after that.
    golden_thread::words::say("bundle.refused.empty");
    let mut found = Vec::new();
    let mut bundle = |name: &str, file: &str, sound: bool| {
        let read = |bytes: &[u8]| {
            let read = bundle::read(bytes);
            assert_eq!(read.as_ref().is_ok_and(|r| r.set_aside.is_empty()), sound, "{name}");
            read
        };
        found.push((format!("bundle: {name}"), times(file.as_bytes(), read)));
    };
    let large = many(100);
    bundle("the sample", include_str!("data/served/sample.thread.json"), true);
    bundle("a hundred times the sample", &large, true);
    bundle("all on one line", &large.replace('\n', ""), true);
    bundle("cut off", &large[..large.len() / 2], false);
    bundle("every record broken", &large.replace("\"kind\":", "\"kind\";"), false);
    bundle(
        "a megabyte in one field",
        &large.replacen("\"value\":\"", &format!("\"value\":\"{}", "x".repeat(1 << 20)), 1),
        true,
    );
    bundle("a large plan as its office sends it", &big_plan::plan_file(), true);
    bundle("a phone's backup", &written(Purpose::Backup), true);
    bundle("a return of small changes", &written(Purpose::Return), true);
    bundle("a plan file with its receipts", &written(Purpose::Issue), true);
    bundle("escapes", &large.replace("the ", "\\u0074he \\n\\\""), true);
    let layout = include_str!("data/report-layout.txt");
    let mut paper = |name: &str, file: &str| {
        found.push((
            format!("intake: {name}"),
            times(file.as_bytes(), |bytes| intake::read(bytes, &Options::default()).unwrap()),
        ));
    };
    paper("a report", layout);
    paper("twenty reports", &layout.repeat(20));
    paper("small cells between commas", &include_str!("data/intake/small.csv").repeat(200));
    paper("a web page", &include_str!("data/intake/small.html").repeat(50));
    paper("small cells between bars", &include_str!("data/intake/small.md").repeat(200));
    paper("prose", &"Words and words, and nothing that is a table.\n".repeat(10_000));
    let ceiling = |name: &str| match name {
        // Cells of a few letters: each is a text of its own, in a row, in a proposal.
        "intake: small cells between commas" => 36.0,
        "intake: small cells between bars" => 24.0,
        paper if paper.starts_with("intake") => 16.0,
        // Hundreds of outcomes beside few records: each is an object of its own until it is read.
        "bundle: a plan file with its receipts" => 4.25,
        _ => 4.0,
    };
    for (name, times) in &found {
        println!("{times:6.2}  {name}");
    }
    let over: Vec<_> = found.iter().filter(|(name, times)| *times > ceiling(name)).collect();
    assert!(over.is_empty(), "{over:?}");
}
