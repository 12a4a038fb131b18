//! One record many times in a file, and fields that many have written: what it comes to, and that what reading takes
//! grows with the file and not with its square.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use super::*;
use crate::record::{Field, Record, Stamp, Write, steps};
use serde_json::json;

fn id(n: u32) -> Id {
    let mut bytes = [0; 16];
    // Ids in no order at all, and all different.
    bytes[..4].copy_from_slice(&n.wrapping_mul(2_654_435_761).to_be_bytes());
    (bytes[6], bytes[8], bytes[15]) = (0x70, 0x80, 1);
    Id::from_bytes(bytes)
}

fn stamp(n: u32) -> Stamp {
    Stamp::new(u64::from(n % 97), 0, id(n))
}

/// The same record as somebody else wrote it.
fn copy(n: u32) -> Record {
    let mut record = Record::new(id(0), "action");
    record.edit("title", json!(format!("T{}", n % 500)), stamp(n + 1));
    record
}

fn file(records: impl Iterator<Item = Record>) -> String {
    let lines: Vec<String> = records.map(|record| record_line(&record)).collect();
    let envelope = Envelope {
        partnership: Partnership { id: id(1), name: "P".into() },
        id: id(2),
        sequence: 1,
        created: "2026-11-12T09:30:00Z".into(),
        purpose: Purpose::Return,
        from: id(3),
        number: None,
        based_on: None,
        receipts: Vec::new(),
        acknowledged: Vec::new(),
        extra: BTreeMap::new(),
    };
    let text = write(&Bundle { envelope, records: Set::new() });
    text.replace("\"records\":[", &format!("\"records\":[\n{}", lines.join(",\n")))
}

#[test]
fn copies_of_a_record_come_to_what_joining_them_one_by_one_comes_to() {
    for count in [1, 2, 3, 7, 40, 700] {
        let read = read(file((0..count).map(copy)).as_bytes()).unwrap();
        let one_by_one: Set = (0..count).map(copy).collect();
        assert_eq!(read.bundle.records, one_by_one);
        let repeated = read.notes.iter().filter(|note| matches!(note, Note::Repeated { .. })).count();
        assert_eq!(repeated, usize::from(count > 1), "said once");
        assert_eq!(read.set_aside, []);
    }
}

#[test]
fn a_field_with_more_versions_than_anybody_could_look_through_is_set_aside_by_its_place() {
    let other = |n: u32| {
        let mut record = Record::new(id(5), "update");
        record.edit("narrative", json!(n), stamp(n));
        record
    };
    let crowded = file((0..1_001).map(copy).chain([other(1)]));
    let read = super::read(crowded.as_bytes()).unwrap();
    assert_eq!(read.bundle.records, Set::from_iter([other(1)]), "the rest is read");
    let [aside] = read.set_aside.as_slice() else { panic!("{:?}", read.set_aside.len()) };
    assert_eq!(aside.reason, Reason::Crowded("title".into()));
    assert_eq!(aside.id, Some(id(0).to_string()));
    let line = crowded.lines().nth(aside.place.line - 1).unwrap();
    assert!(line.contains(&id(0).to_string()), "{line}");
    assert!(aside.words().contains("1,000") && aside.words().contains("title"), "{}", aside.words());
    // In one record as in many; and so many writers seen.
    let writes =
        |n: u32| (0..n).map(|n| Write { at: stamp(n), value: Some(json!(n)), extra: BTreeMap::new() }).collect();
    let with = |field: Field| {
        let fields = [("title".to_owned(), field)];
        Record::from_parts(id(0), "action".into(), fields, Default::default(), None, BTreeMap::new())
    };
    for (field, aside) in [
        (Field::from_parts(writes(1_000), vec![], BTreeMap::new()), 0),
        (Field::from_parts(writes(1_001), vec![], BTreeMap::new()), 1),
        (Field::from_parts(writes(1), (0..10_000).map(stamp).collect(), BTreeMap::new()), 0),
        (Field::from_parts(writes(1), (0..10_001).map(stamp).collect(), BTreeMap::new()), 1),
    ] {
        let read = super::read(file([with(field)].into_iter()).as_bytes()).unwrap();
        assert_eq!(read.set_aside.len(), aside);
    }
}

/// Twice as much takes little more than twice the steps (sorting adds a tenth); four times would be the square.
fn grows_evenly(what: &str, steps: impl Fn(u32) -> u64) {
    let (once, twice) = (steps(4_000), steps(8_000));
    println!("{what}: {once} and {twice} steps");
    assert!(once > 0 && twice < once * 26 / 10, "{what}: {once} and {twice} steps");
}

#[test]
fn what_reading_takes_grows_with_the_file() {
    let read = |text: String| steps::of(|| super::read(text.as_bytes()).unwrap());
    grows_evenly("one record many times", |n| read(file((0..n).map(copy))));
    let line = |n: u32| {
        let writes = (0..n).map(|n| format!("{{\"at\":\"{}\",\"value\":\"T{n}\"}}", stamp(n))).collect::<Vec<_>>();
        let seen = (n..2 * n).map(|n| format!("\"{}\"", stamp(n))).collect::<Vec<_>>();
        let field = format!("{{\"seen\":[{}],\"writes\":[{}]}}", seen.join(","), writes.join(","));
        format!("{{\"fields\":{{\"title\":{field}}},\"id\":\"{}\",\"kind\":\"action\"}}", id(0))
    };
    grows_evenly("two such fields joined", |n| {
        let [mut a, b] = [line(n), line(n).replace(":\"T", ":\"U")].map(|line| read_record_line(&line).unwrap());
        steps::of(|| a.join(&b))
    });
}
