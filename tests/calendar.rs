//! Calendar files as another program reads them: PyPI's `icalendar`, which `script/setup test` installs.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use golden_thread::calendar::{Entry, When, write};
use golden_thread::days::date;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

fn read(file: &str) -> Value {
    let home = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let cache = || home("XDG_CACHE_HOME").or_else(|| Some(home("HOME")?.join(".cache"))).unwrap_or_default();
    let tools = home("GOLDEN_THREAD_TOOLS").unwrap_or_else(|| cache().join("golden-thread"));
    let python = tools.join("python/bin/python");
    assert!(python.exists(), "{} is not there: run script/setup test", python.display());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/calendar/read.py");
    let mut child = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(file.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "icalendar does not read\n{file}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn entry(id: &str, title: &str, when: When) -> Entry {
    let (id, title, words) = (id.to_owned(), title.to_owned(), String::new());
    Entry { id, title, when, place: words.clone(), about: words, is_cancelled: false, changed_ms: 1_790_000_000_000 }
}

#[test]
fn what_is_written_is_read_back() {
    let time = |text: &str| text.parse().unwrap();
    let long = "Papers: the plan, risks; and what people told us. ".repeat(12) + "Łódź 🍎\nSecond line \\ end";
    let mut board = entry("1", "Board, “Start Well”; item 4", When::Time(time("2026-06-09T18:30"), None));
    board.place = "Town hall, 160 High Street".to_owned();
    board.about.clone_from(&long);
    let mut cell = entry("2", "Cell", When::Time(time("2026-01-15T10:00"), Some(time("2026-01-15T12:30"))));
    cell.is_cancelled = true;
    let due = entry("3", "Updates are due", When::Day(date(2026, 12, 31)));
    // The hour that the clocks skip, and the one that they show twice.
    let skipped = entry("4", "Early", When::Time(time("2026-03-29T01:30"), None));
    let twice = entry("5", "Late", When::Time(time("2026-10-25T01:30"), None));
    let found = read(&write("Mine at work", &[board, cell, due, skipped, twice], 1_790_000_000_000));
    assert_eq!(found["name"], "Mine at work");
    let entries = found["entries"].as_array().unwrap();
    let of = |n: usize, name: &str| entries[n][name].clone();
    assert_eq!(entries.len(), 5);
    assert_eq!(of(0, "title"), "Board, “Start Well”; item 4");
    assert_eq!(of(0, "about"), json!(long));
    assert_eq!(of(0, "place"), "Town hall, 160 High Street");
    assert_eq!([of(0, "starts"), of(0, "ends")], ["2026-06-09T17:30:00+00:00", "2026-06-09T18:30:00+00:00"]);
    assert_eq!([of(1, "starts"), of(1, "ends")], ["2026-01-15T10:00:00+00:00", "2026-01-15T12:30:00+00:00"]);
    assert_eq!([of(0, "status"), of(1, "status")], ["CONFIRMED", "CANCELLED"]);
    assert_eq!([of(2, "starts"), of(2, "ends")], ["2026-12-31", "2027-01-01"]);
    assert_eq!(of(3, "starts"), "2026-03-29T01:30:00+00:00");
    assert_eq!(of(4, "starts"), "2026-10-25T00:30:00+00:00");
}
