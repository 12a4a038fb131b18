//! What other programs say of the same bytes: canonical text against PyPI's `rfc8785`, the schema and files
//! against `check-jsonschema`. `script/setup test` installs both.

use super::made::{everything, texts, values};
use golden_thread::bundle::{canonical, read, write};
use golden_thread::domain::Draft;
use golden_thread::intake;
use golden_thread::record::{Clock, Set};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program of the Python environment that `script/setup test` makes.
fn program(name: &str) -> Command {
    let home = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let cache = || home("XDG_CACHE_HOME").or_else(|| Some(home("HOME")?.join(".cache"))).unwrap_or_default();
    let tools = home("GOLDEN_THREAD_TOOLS").unwrap_or_else(|| cache().join("golden-thread"));
    let path = tools.join("python/bin").join(name);
    assert!(path.exists(), "{} is not there: run script/setup test", path.display());
    Command::new(path)
}

/// What `rfc8785` makes of each line.
fn theirs(lines: &[String]) -> Vec<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bundle/peers.py");
    let mut child = program("python").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut pipe, text) = (child.stdin.take().unwrap(), lines.join("\n") + "\n");
    let feeding = std::thread::spawn(move || pipe.write_all(text.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// Floats at every edge, and many at random.
fn floats() -> Vec<f64> {
    let mut bits: Vec<u64> = vec![0, 1, 2, 0x7fef_ffff_ffff_ffff, 0x000f_ffff_ffff_ffff, 0x0010_0000_0000_0000];
    // Every power of two, and powers of ten with their neighbours: where the spelling changes.
    bits.extend((0..2047u64).map(|exponent| exponent << 52));
    for power in -323..309 {
        let ten = format!("1e{power}").parse::<f64>().unwrap().to_bits();
        bits.extend([ten.saturating_sub(1), ten, ten + 1]);
    }
    for whole in [1u64 << 52, 1 << 53, (1 << 53) - 1, 1 << 63, 999_999_999_999_999] {
        let whole = (whole as f64).to_bits();
        bits.extend([whole - 1, whole, whole + 1]);
    }
    let mut state = 8785u64;
    bits.extend((0..20_000).map(|_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state ^ (state >> 31)
    }));
    let both = bits.into_iter().flat_map(|b| [f64::from_bits(b), -f64::from_bits(b)]);
    both.filter(|f| f.is_finite()).collect()
}

#[test]
fn canonical_text_is_what_rfc8785_writes() {
    let mut runner = TestRunner::deterministic();
    let mut made: Vec<Value> = (0..3_000).map(|_| values().new_tree(&mut runner).unwrap().current()).collect();
    // Names whose order differs by code point and by code unit, and every character that has an escape.
    made.extend((0..500).map(|n| {
        let names = (0..6).map(|m| (texts().new_tree(&mut runner).unwrap().current(), json!(n * m)));
        Value::Object(names.collect())
    }));
    made.push(json!({ "\u{10ffff}": 1, "\u{ffff}": 2, "\u{e000}": 3, "\u{10000}": 4, "\u{d7ff}": 5, "a": 6, "": 7 }));
    made.extend((0..0x2100u32).filter_map(char::from_u32).map(|c| json!(c.to_string())));
    let floats = floats();
    let lines = made.iter().map(|value| serde_json::to_string(value).unwrap());
    let lines: Vec<String> = lines.chain(floats.iter().map(|f| format!("#{:016x}", f.to_bits()))).collect();
    let ours = made.iter().map(canonical).chain(floats.iter().map(|f| canonical(&json!(f))));
    let theirs = theirs(&lines);
    assert_eq!(theirs.len(), lines.len());
    for ((ours, theirs), line) in ours.zip(&theirs).zip(&lines) {
        assert_eq!(ours, *theirs, "{line}");
    }
}

/// The files of these that `check-jsonschema` finds wrong by our schema.
fn found_wrong(files: &[String]) -> BTreeSet<String> {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/bundle.schema.json");
    let output = program("check-jsonschema").args(["-o", "json", "--schemafile", schema]).args(files).output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    assert_eq!(said["parse_errors"], json!([]));
    assert_eq!(output.status.success(), said["errors"] == json!([]));
    said["errors"].as_array().unwrap().iter().map(|e| e["filename"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_schema_is_a_schema() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/bundle.schema.json");
    let output = program("check-jsonschema").args(["--check-metaschema", schema]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

fn at() -> &'static str {
    "0190a1b2c3d4-0000-0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
}

/// What taking in an existing paper makes.
fn paper() -> String {
    let date = Some(golden_thread::days::date(2023, 11, 1));
    let options = intake::Options { title: Some("A plan".into()), date, ..Default::default() };
    let layout = include_str!("../data/report-layout.txt");
    let proposal = intake::read(layout.as_bytes(), &options).unwrap();
    let mut bundle = read(super::page::example().as_bytes()).unwrap().bundle;
    let mut clock = Clock::new(bundle.envelope.from);
    let mut records = Set::new();
    for edit in proposal.drafts().iter().flat_map(Draft::edits) {
        records.edit(&edit, clock.next(1_698_800_000_000));
    }
    bundle.records = records;
    write(&bundle)
}

#[test]
fn the_schema_takes_our_files_and_finds_what_is_wrong() {
    let root = env!("CARGO_MANIFEST_DIR");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema");
    std::fs::create_dir_all(&folder).unwrap();
    let put = |name: &str, value: &Value| {
        let path = folder.join(format!("{name}.thread.json"));
        std::fs::write(&path, value.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let sound = [
        format!("{root}/tests/data/served/sample.thread.json"),
        format!("{root}/tests/data/bundles/everything.thread.json"),
        put("example", &serde_json::from_str(super::page::example()).unwrap()),
    ];
    let mut sound = sound.to_vec();
    sound.push(put("paper", &serde_json::from_str(&paper()).unwrap()));
    // What is not known says nothing: another kind, another field, and what removes.
    let mut unknown: Value = serde_json::from_str(super::page::example()).unwrap();
    unknown["records"][0]["kind"] = json!("kind of tomorrow");
    unknown["records"][0]["fields"]["narrative"] = json!({ "writes": [{ "at": at(), "value": 7 }] });
    sound.push(put("unknown", &unknown));
    let of = |kind: &str, field: &str, value: Value| {
        let mut file: Value = serde_json::from_str(super::page::example()).unwrap();
        let record = json!({ "id": "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "kind": kind,
            "fields": { field: { "writes": [{ "at": at(), "value": value }] } } });
        file["records"] = json!([record]);
        file.as_object_mut().unwrap().remove("counts");
        file
    };
    sound.push(put("removed", &of("update", "date", Value::Null)));
    sound.push(put("more", &of("update", "noteOfTomorrow", json!({ "a": 1 }))));
    let whole: Value = serde_json::from_str(&write(&everything())).unwrap();
    let mut broken = Vec::new();
    let mut damage = |name: &str, how: &dyn Fn(&mut Value)| {
        let mut value = whole.clone();
        how(&mut value);
        // What the schema finds wrong the reader does not pass over in silence either.
        let said = read(value.to_string().as_bytes());
        let before = read(whole.to_string().as_bytes()).unwrap();
        assert!(
            said.is_err() || said.is_ok_and(|r| r.notes.len() > before.notes.len() || !r.set_aside.is_empty()),
            "{name}"
        );
        broken.push(put(&format!("broken-{name}"), &value));
    };
    for member in ["format", "version", "partnership", "id", "sequence", "created", "purpose", "from", "records"] {
        damage(&format!("without-{member}"), &|v| drop(v.as_object_mut().unwrap().remove(member)));
        damage(&format!("wrong-{member}"), &|v| v[member] = json!(true));
    }
    damage("version", &|v| v["version"] = json!(2));
    damage("purpose", &|v| v["purpose"] = json!("gift"));
    damage("created", &|v| v["created"] = json!("last week"));
    damage("sequence", &|v| v["sequence"] = json!(-1));
    damage("capitals", &|v| v["id"] = json!(v["id"].as_str().unwrap().to_uppercase().replace('0', "A")));
    damage("outcome", &|v| v["receipts"][0]["outcome"] = json!("saved"));
    damage("counts", &|v| v["counts"] = json!({ "action": "two" }));
    damage("record", &|v| v["records"][0] = json!([]));
    damage("kind", &|v| v["records"][0]["kind"] = json!(""));
    damage("stamp", &|v| v["records"][0]["fields"]["title"]["writes"][0]["at"] = json!("2024-11-12"));
    damage("seen", &|v| v["records"][0]["fields"]["title"]["seen"] = json!(["x"]));
    damage("fields", &|v| v["records"][0]["fields"] = json!([]));
    // A known field of another type is found wrong by the schema; the reader takes it, since it takes any value.
    for (kind, field, value) in [
        ("update", "narrative", json!(7)),
        ("update", "date", json!("last week")),
        ("update", "noChange", json!("yes")),
        ("update", "organisation", json!("the council")),
        ("update", "covers/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", json!("on-track")),
        ("plan", "scale", json!("usual")),
        ("aim", "under/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", json!("first")),
        ("counting", "threshold", json!(-1)),
        ("observation", "value", json!("over 2,700")),
        ("event", "topic/food", json!({ "order": 1 })),
    ] {
        let file = of(kind, field, value);
        assert!(read(file.to_string().as_bytes()).unwrap().set_aside.is_empty());
        broken.push(put(&format!("mistyped-{kind}-{}", field.split('/').next().unwrap()), &file));
    }
    let all: Vec<String> = sound.iter().chain(&broken).cloned().collect();
    assert_eq!(found_wrong(&all), broken.into_iter().collect());
}
