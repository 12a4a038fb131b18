//! The `gt` command from outside: what it writes, how it ends, and that the same input makes the same bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../../../tests/common/dice.rs"]
mod dice;

mod gt {
    mod asking;
    mod book;
    mod grouping;
    mod keys;
}

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const LAYOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/report-layout.txt");
const WRITER: &str = "0190a6f2-7c1e-7abc-8def-0123456789ab";
const OTHER_WRITER: &str = "0190a6f2-7c1e-7abc-8def-0123456789ff";
const NOW: &str = "2024-01-01T09:30:00Z";

struct Ran {
    code: i32,
    out: Vec<u8>,
    err: String,
}

impl Ran {
    fn text(&self) -> String {
        String::from_utf8(self.out.clone()).unwrap()
    }

    /// The result of a command that must have worked.
    fn fine(self) -> Vec<u8> {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out
    }
}

fn gt(args: &[&str]) -> Ran {
    gt_reading(args, b"")
}

fn gt_reading(args: &[&str], stdin: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gt"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let bytes = stdin.to_vec();
    let feeding = std::thread::spawn(move || {
        // A command that needs no input may have ended already.
        let _ = pipe.write_all(&bytes);
    });
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    Ran { code: output.status.code().unwrap(), out: output.stdout, err }
}

/// A folder of its own for each test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

fn taken_in(writer: &str, now: &str) -> Vec<u8> {
    gt(&["intake", LAYOUT, "--date", "2023-11-01", "--now", now, "--writer", writer]).fine()
}

/// The bundle with one field of its first action changed by another writer, later, as a program that knows
/// only the JSON would do it.
fn edited(bundle: &[u8], writer: &str, at: &str, title: &str) -> Vec<u8> {
    let text = String::from_utf8(bundle.to_vec()).unwrap();
    let mut done = false;
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let body = line.trim_end_matches(',');
            let Ok(mut record) = serde_json::from_str::<Value>(body) else { return line.to_owned() };
            if done || record["kind"] != "action" {
                return line.to_owned();
            }
            done = true;
            let before = record["fields"]["title"]["writes"][0]["at"].clone();
            let now = format!("{at}-0000-{writer}");
            record["fields"]["title"] =
                serde_json::json!({ "writes": [{ "at": now, "value": title }], "seen": [before, now] });
            format!("{record}{}", if line.ends_with(',') { "," } else { "" })
        })
        .collect();
    assert!(done);
    let id = "\"id\":\"0190a6f2-7c1e-7abc-8def-";
    let own = text.lines().find(|l| l.starts_with("\"id\":")).unwrap();
    let new = format!("{id}{}\",", &writer[24..]);
    (lines.join("\n").replace(own, &new) + "\n").into_bytes()
}

#[test]
fn intake_of_a_report_laid_out_like_a_real_one() {
    let summary = gt(&["intake", LAYOUT, "--date", "2023-11-01", "--summary"]);
    assert_eq!(summary.code, 0);
    let text = summary.text();
    assert!(
        text.starts_with(r#"{"priorities":5,"aims":22,"actions":53,"updates":52,"owners":19,"notUnderstood":"#),
        "{text}"
    );
    assert!(text.ends_with("}\n") && text.lines().count() == 1);
    assert_eq!(summary.err, "");

    let one = taken_in(WRITER, NOW);
    assert_eq!(one, taken_in(WRITER, NOW), "the same paper, time and writer make the same bytes");
    let paper = std::fs::read(LAYOUT).unwrap();
    let read = gt_reading(&["intake", "-", "--date", "2023-11-01", "--now", NOW, "--writer", WRITER], &paper);
    assert_eq!(one, read.fine());
    let head: Vec<&str> = std::str::from_utf8(&one).unwrap().lines().take(9).collect();
    assert!(head.iter().any(|l| l.contains("\"purpose\":\"return\"")), "{head:?}");
    assert!(head.iter().any(|l| l.contains("\"action\":53")), "{head:?}");
}

#[test]
fn intake_of_the_seed_paper_where_it_is_there() {
    let seed = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds/003_19d0b283dda8e0c0.txt");
    if Path::new(seed).exists() {
        let text = gt(&["intake", seed, "--date", "2023-11-01", "--summary"]).text();
        assert!(text.starts_with(r#"{"priorities":5,"aims":22,"actions":53,"updates":52,"owners":19,"#), "{text}");
    }
}

#[test]
fn intake_says_what_it_cannot_read_and_what_it_guessed() {
    let refused = gt_reading(&["intake", "-"], b"%PDF-1.7 \x00\x01");
    assert_eq!((refused.code, refused.out.len()), (1, 0));
    assert!(refused.err.contains("PDF"), "{}", refused.err);
    assert_eq!(gt(&["intake", "/no/such/file"]).code, 1);
    let guessed = gt(&["intake", LAYOUT, "--now", NOW, "--writer", WRITER]);
    assert_eq!(guessed.code, 0);
    assert!(guessed.err.contains("guess"), "{}", guessed.err);
    let other = gt_reading(&["intake", "-", "--format", "csv", "--title", "T"], b"Action,Owner\nOpen a hub,Council\n");
    let bundle = String::from_utf8(other.fine()).unwrap();
    assert!(bundle.contains("Open a hub") && bundle.contains("\"T\""));
}

#[test]
fn what_is_taken_in_can_join_a_partnership_that_is_known() {
    let folder = Folder::new("into");
    let known = folder.put("known.thread.json", &taken_in(WRITER, NOW));
    let csv = b"Action,Owner\nOpen a hub,Council\n";
    let alone = folder.put("alone.thread.json", &gt_reading(&["intake", "-", "--title", "Other"], csv).fine());
    assert_eq!(gt(&["join", &known, &alone]).code, 1, "two partnerships are never joined");
    let into = gt_reading(&["intake", "-", "--title", "Other", "--into", &known], csv).fine();
    let into = folder.put("into.thread.json", &into);
    assert_eq!(gt(&["join", &known, &into]).code, 0);
}

#[test]
fn check_says_what_is_sound_and_what_is_not() {
    let folder = Folder::new("check");
    let bundle = taken_in(WRITER, NOW);
    let sound = folder.put("sound.thread.json", &bundle);
    let fine = gt(&["check", &sound]);
    assert_eq!((fine.code, fine.text().lines().count()), (0, 1));
    let nothing = gt(&["check", "--json", &sound]);
    assert_eq!((nothing.code, nothing.text().as_str()), (0, ""));

    let torn = folder.put("torn.thread.json", &bundle[..bundle.len() / 2]);
    let text = String::from_utf8(bundle.clone()).unwrap();
    let damaged = folder.put("damaged.thread.json", text.replacen("\"kind\":\"action\"", "\"kind\":7", 1).as_bytes());
    let ran = gt(&["check", &sound, &torn, &damaged]);
    assert_eq!((ran.code, ran.text().lines().count()), (1, 3), "{}", ran.text());
    let ran = gt(&["check", "--json", &torn, &damaged]);
    let problems: Vec<Value> = ran.text().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(problems[0]["problem"], "refused");
    assert!(problems[0]["line"].is_u64() && problems[0]["byte"].is_u64());
    assert!(problems[1..].iter().any(|p| p["problem"] == "setAside" && p["line"].is_u64()), "{problems:?}");
    assert_eq!(gt(&["check", "/no/such/file"]).code, 1);
}

#[test]
fn join_makes_the_same_bytes_in_every_order() {
    let folder = Folder::new("join");
    let base = taken_in(WRITER, NOW);
    let mut files = vec![folder.put("0.thread.json", &base)];
    for n in 1..6u8 {
        let writer = format!("0190a6f2-7c1e-7abc-8def-0123456789f{n}");
        let at = format!("018d0000000{n}");
        files.push(folder.put(&format!("{n}.thread.json"), &edited(&base, &writer, &at, &format!("Title {n}"))));
    }
    let join = |order: &[usize]| {
        let mut args = vec!["join"];
        args.extend(order.iter().map(|n| files[*n].as_str()));
        gt(&args).fine()
    };
    let first = join(&[0, 1, 2, 3, 4, 5]);
    // Orders from a small generator with a fixed seed; a file named twice is one file.
    let mut seed: u64 = 20_240_101;
    for _ in 0..12 {
        let mut order: Vec<usize> = (0..6).collect();
        for i in (1..6).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            order.swap(i, (seed >> 33) as usize % (i + 1));
        }
        order.push(order[0]);
        assert_eq!(join(&order), first, "{order:?}");
    }
    let joined = String::from_utf8(first.clone()).unwrap();
    for n in 1..6 {
        assert!(joined.contains(&format!("Title {n}")), "nobody's words are lost");
    }
    assert!(joined.contains("\"purpose\":\"backup\""));
    let out = folder.path("out.thread.json");
    assert_eq!(gt(&["join", &files[1], &files[0], "-o", &out]).fine(), b"");
    assert_eq!(std::fs::read(&out).unwrap(), join(&[0, 1]));
    assert_eq!(gt(&["check", &out]).code, 0);
    let bad = folder.put("bad.thread.json", b"{}");
    let refused = gt(&["join", &files[0], &bad]);
    assert_eq!((refused.code, refused.out.len()), (1, 0));
    assert!(refused.err.contains("bad.thread.json"), "{}", refused.err);
}

#[test]
fn diff_says_what_would_change() {
    let folder = Folder::new("diff");
    let base = taken_in(WRITER, NOW);
    let a = folder.put("a.thread.json", &base);
    let b = folder.put("b.thread.json", &edited(&base, OTHER_WRITER, "018d00000001", "A new title"));
    let same = gt(&["diff", &a, &a]);
    assert_eq!((same.code, same.text().as_str()), (0, "0 changes\n"));
    let words = gt(&["diff", &a, &b]).text();
    assert!(words.contains("+ A new title") && words.contains("1 change\n"), "{words}");
    let json = gt(&["diff", &a, &b, "--json"]).text();
    let change: Value = serde_json::from_str(json.trim()).unwrap();
    assert_eq!((change["field"].as_str(), change["incoming"].as_str()), (Some("title"), Some("A new title")));
    assert_eq!(change["twoVersions"], false);
    let early = gt(&["diff", &a, &b, "--json", "--now", "2020-01-01T00:00:00Z"]).text();
    assert!(early.contains("\"clockLooksWrong\":true"));
    assert_eq!(gt(&["diff", &a]).code, 2);
    assert_eq!(gt(&["diff", &a, LAYOUT]).code, 1);
}

#[test]
fn report_makes_the_papers_of_the_app() {
    let folder = Folder::new("report");
    let file = folder.put("plan.thread.json", &taken_in(WRITER, NOW));
    let report = |form: &str| gt(&["report", &file, "--kind", "progress", "--as", form, "--as-at", "2023-11-01"]);
    let md = report("md").text();
    assert!(md.starts_with("# ") && md.contains("1 November 2023"), "{}", &md[..200]);
    let html = report("html").text();
    assert!(html.starts_with("<!doctype html>"));
    assert!(report("docx").fine().starts_with(b"PK\x03\x04"));
    assert_eq!(report("docx").out, report("docx").out, "the same bytes each time");
    let out = folder.path("paper.docx");
    let args = ["report", &file, "--kind", "progress", "--as", "docx", "--as-at", "2023-11-01", "-o", &out];
    assert_eq!(gt(&args).fine(), b"");
    assert_eq!(std::fs::read(&out).unwrap(), report("docx").out);
    for wrong in [
        &["report", &file][..],
        &["report", &file, "--kind", "poem", "--as", "md"],
        &["report", &file, "--kind", "progress", "--as", "pdf"],
    ] {
        assert_eq!(gt(wrong).code, 2, "{wrong:?}");
    }
    let text = String::from_utf8(std::fs::read(&file).unwrap()).unwrap();
    let no_plan =
        folder.put("no-plan.thread.json", text.replace("\"kind\":\"plan\"", "\"kind\":\"scheme\"").as_bytes());
    assert_eq!(gt(&["report", &no_plan, "--kind", "progress", "--as", "md"]).code, 1);
}

#[test]
fn report_makes_the_paper_of_an_event() {
    let report = |more: &[&str]| gt(&[&["report", SAMPLE, "--kind", "event"][..], more].concat());
    let md = report(&["--as", "md"]).text();
    assert!(md.starts_with("# Health in the park") && md.contains("\\*") && md.contains("September 2018"), "{md}");
    assert!(report(&["--as", "docx"]).fine().starts_with(b"PK\x03\x04"));
    let none = report(&["--as", "md", "--event", "0190a6f2-0000-7000-8000-000000000001"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("no such event"), "{}", none.err);
    assert_eq!(report(&["--as", "md", "--event", "park"]).code, 2);
    let folder = Folder::new("event-report");
    let no_events = folder.put("plan.thread.json", &taken_in(WRITER, NOW));
    assert_eq!(gt(&["report", &no_events, "--kind", "event", "--as", "md"]).code, 1);
    assert_eq!(gt(&["report", &no_events, "--kind", "heard", "--as", "md"]).code, 1);
    let heard = gt(&["report", SAMPLE, "--kind", "heard", "--as", "md"]).text();
    assert!(
        heard.contains("About 10 people at 3 events said: Hospital Buddies did not always ring back."),
        "{}",
        heard
    );
    assert!(heard.contains("Fewer than 8 people at 1 event said"), "{}", heard);
}

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/served/sample.thread.json");

#[test]
fn schema_help_and_version() {
    let schema: Value = serde_json::from_slice(&gt(&["schema"]).fine()).unwrap();
    assert!(schema.is_object());
    let help = gt(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    for command in ["intake", "check", "join", "diff", "report", "ask", "answer", "schema"] {
        assert!(help.text().contains(command));
        let one = gt(&["help", command]).fine();
        assert!(String::from_utf8(one.clone()).unwrap().starts_with(&format!("gt {command}")));
        assert_eq!(gt(&[command, "--help"]).fine(), one);
    }
    assert_eq!(gt(&["help"]).fine(), help.out);
    assert_eq!(gt(&["--version"]).text(), format!("gt {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_ends_with_two_and_says_why() {
    let wrong: [&[&str]; 12] = [
        &[],
        &["poem"],
        &["help", "poem"],
        &["--loud"],
        &["intake"],
        &["intake", LAYOUT, LAYOUT],
        &["intake", LAYOUT, "--date", "yesterday"],
        &["intake", LAYOUT, "--writer", "me"],
        &["intake", LAYOUT, "--now", "noon"],
        &["intake", LAYOUT, "--format", "pdf"],
        &["join", "--output"],
        &["check", "--quiet", LAYOUT],
    ];
    for args in wrong {
        let ran = gt(args);
        assert_eq!((ran.code, ran.out.len()), (2, 0), "{args:?}");
        assert!(ran.err.starts_with("gt") && ran.err.contains("For help: gt"), "{}", ran.err);
        assert!(!ran.err.contains("gt.usage"), "a message without words: {}", ran.err);
    }
}

#[test]
fn any_bytes_end_in_a_result_or_a_reason() {
    let mut seed: u64 = 7;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as u8
    };
    let bundle = taken_in(WRITER, NOW);
    for round in 0..12 {
        let mut bytes = bundle[..bundle.len().min(6_000)].to_vec();
        for _ in 0..=round {
            let at = (usize::from(next()) << 8 | usize::from(next())) % bytes.len();
            bytes[at] = next();
        }
        for command in [&["check", "-"][..], &["join", "-"], &["intake", "-", "--summary"]] {
            let ran = gt_reading(command, &bytes);
            assert!(matches!(ran.code, 0 | 1), "{command:?}: {}", ran.err);
        }
    }
}
