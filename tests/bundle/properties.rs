//! Properties of every bundle: it comes back as it was, and no bytes make the reader panic or take a part
//! for the whole.

use super::made::{bundles, everything, id_from, records, values};
use golden_thread::bundle::{Bundle, Fault, Reason, canonical, read, read_record_line, record_line, write};
use golden_thread::record::{Record, Set, Stamp, normal};
use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::{Value, json};

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_bundle_comes_back_as_it_was(bundle in bundles()) {
        let text = write(&bundle);
        let read = read(text.as_bytes()).unwrap();
        prop_assert_eq!(&read.set_aside, &vec![]);
        prop_assert_eq!(&read.notes, &vec![]);
        prop_assert_eq!(&read.bundle, &bundle);
        prop_assert_eq!(write(&read.bundle), text);
    }

    #[test]
    fn the_order_in_which_records_came_changes_no_byte(bundle in bundles()) {
        let mut backwards: Vec<Record> = bundle.records.iter().cloned().collect();
        backwards.reverse();
        let other = Bundle { envelope: bundle.envelope.clone(), records: backwards.into_iter().collect::<Set>() };
        prop_assert_eq!(write(&bundle), write(&other));
    }

    #[test]
    fn a_record_line_is_canonical_and_comes_back(record in records()) {
        let line = record_line(&record);
        prop_assert!(!line.contains('\n'));
        let value: Value = serde_json::from_str(&line).unwrap();
        prop_assert_eq!(canonical(&value), line.clone());
        prop_assert_eq!(read_record_line(&line).unwrap(), record);
    }

    #[test]
    fn other_readers_understand_what_is_written(value in values()) {
        let theirs: Value = serde_json::from_str(&canonical(&value)).unwrap();
        prop_assert_eq!(canonical(&normal(theirs)), canonical(&value));
    }

    #[test]
    fn every_float_comes_back(float in any::<f64>().prop_filter("finite", |f| f.is_finite())) {
        let mut record = Record::new(id_from(1), "measure");
        record.edit("value", json!(float), Stamp::new(1, 0, id_from(1)));
        prop_assert_eq!(read_record_line(&record_line(&record)).unwrap(), record);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = read_record_line(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_change_to_a_bundle_makes_the_reader_panic(
        bundle in bundles(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..6),
    ) {
        let mut bytes = write(&bundle).into_bytes();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => { bytes.remove(at); }
                _ => bytes[at] = *b"{}[]\",:\\"[usize::from(byte) % 8..].first().unwrap(),
            }
            match read(&bytes) {
                Ok(read) => for aside in read.set_aside {
                    prop_assert!(aside.place.byte <= bytes.len());
                    aside.words();
                },
                Err(refused) => prop_assert!(refused.place().is_none_or(|p| p.byte <= bytes.len() && p.line > 0)),
            }
        }
    }
}

#[test]
fn the_golden_bundle_is_reproduced_byte_for_byte() {
    let text = write(&everything());
    crate::golden::golden("tests/data/bundles/everything.thread.json", &text);
    assert_eq!(read(text.as_bytes()).unwrap().bundle, everything());
}

#[test]
fn a_file_that_stops_anywhere_is_never_taken_for_whole() {
    let text = write(&everything());
    let whole = read(text.as_bytes()).unwrap();
    for end in 0..text.len() - 1 {
        let refused = read(&text.as_bytes()[..end]).expect_err("a part is no bundle");
        let words = refused.words();
        assert!(end == 0 || words.contains("stops in the middle"), "{end}: {words}");
    }
    // Without its last line break the file says the same.
    assert_eq!(read(&text.as_bytes()[..text.len() - 1]).unwrap(), whole);
}

#[test]
fn one_bad_record_in_a_thousand_costs_only_itself() {
    let mut bundle = everything();
    bundle.records = (0..1000)
        .map(|n| {
            let mut record = Record::new(id_from(n), "action");
            record.edit("title", json!(format!("Action {n}")), Stamp::new(n, 0, id_from(1)));
            record
        })
        .collect();
    let lost = bundle.records.iter().nth(499).unwrap().clone();
    let line = record_line(&lost);
    let text = write(&bundle);
    for broken in [line.replace("}}", "}"), line.replace("\"kind\":\"action\"", "\"kind\":7"), line[..40].to_owned()] {
        let read = read(text.replace(&line, &broken).as_bytes()).unwrap();
        assert_eq!(read.bundle.records.len(), 999);
        assert_eq!(read.set_aside.len(), 1);
        assert_eq!(read.notes.len(), 1, "the proof's; the count is explained by the record set aside");
        assert!(read.bundle.records.get(lost.id).is_none());
    }
    let twice = line.replace("\"kind\"", "\"kind\":\"plan\",\"kind\"");
    let read = read(text.replace(&line, &twice).as_bytes()).unwrap();
    assert_eq!(read.set_aside[0].reason, Reason::Json(Fault::Duplicate("kind".into())));
    assert_eq!(read.set_aside[0].id, Some(lost.id.to_string()));
}
