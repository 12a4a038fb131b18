//! `gt check`: whether files are bundles, one line a file; with `--json`, one object a problem.

use super::args::{Args, Known};
use super::{Stop, files, keys};
use golden_thread::bundle::{self, Note, Place, Proven, Read, Refused, proof};
use golden_thread::words::{count, fill, say};
use serde_json::{Value, json};

const KNOWN: Known = Known { command: "check", values: &["known"], switches: &["json"] };

/// Something found in a file.
struct Problem {
    /// refused, setAside, note or signature.
    what: &'static str,
    place: Option<Place>,
    record: Option<String>,
    words: String,
}

/// Checks every file. What is refused or set aside makes the command fail, and so do counts that do not
/// match: something is missing; and a signature that does not match. Other notes do not.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let known = args.value("known").map(keys::known).transpose()?.unwrap_or_default();
    let mut bad = false;
    for file in args.some_files()? {
        let bytes = files::bytes(file)?;
        let read = bundle::read(&bytes);
        let proof = read.as_ref().map_or(Proven::Unsigned, |r| proof::check(&r.bundle.envelope, &bytes));
        let mut problems = problems(&read);
        if proof == Proven::Broken && args.has("json") {
            let words = say("gt.check.broken");
            problems.push(Problem { what: "signature", place: None, record: None, words });
        }
        bad |= is_bad(&read) || proof == Proven::Broken;
        let signed = signed(proof, &known);
        let text = if args.has("json") { objects(file, &problems) } else { line(file, &read, &signed, &problems) };
        files::print(text.as_bytes())?;
    }
    if bad { Err(Stop::Found) } else { Ok(()) }
}

/// Who signed, as far as `known` tells.
fn signed(proof: Proven, known: &[(String, String)]) -> String {
    match proof {
        Proven::Unsigned => say("gt.check.unsigned"),
        Proven::NotChecked => say("gt.check.notChecked"),
        Proven::Broken => say("gt.check.broken"),
        Proven::By(key) => match known.iter().find(|(k, _)| *k == key.to_string()) {
            Some((_, name)) => fill("gt.check.known", &[("name", name)]),
            None => fill("gt.check.unknown", &[("key", &key)]),
        },
    }
}

fn is_bad(read: &Result<Read, Refused>) -> bool {
    let counts = |note: &Note| matches!(note, Note::Counts { .. } | Note::CountsUnclear { .. });
    read.as_ref().map_or(true, |read| !read.set_aside.is_empty() || read.notes.iter().any(counts))
}

fn problems(read: &Result<Read, Refused>) -> Vec<Problem> {
    let read = match read {
        Ok(read) => read,
        Err(why) => {
            return vec![Problem { what: "refused", place: why.place(), record: None, words: why.words() }];
        }
    };
    let set_aside = read.set_aside.iter().map(|s| Problem {
        what: "setAside",
        place: Some(s.place),
        record: s.id.clone(),
        words: s.words(),
    });
    let notes = read.notes.iter().map(|note| {
        let place = match note {
            Note::Repeated { place, .. } | Note::LeftOut { place, .. } | Note::CountsUnclear { place } => Some(*place),
            _ => None,
        };
        Problem { what: "note", place, record: None, words: note.words() }
    });
    set_aside.chain(notes).collect()
}

fn objects(file: &str, problems: &[Problem]) -> String {
    let object = |p: &Problem| {
        let mut object = json!({ "file": file, "problem": p.what, "words": p.words });
        if let Value::Object(members) = &mut object {
            members.extend(p.place.map(|place| ("line".to_owned(), json!(place.line))));
            members.extend(p.place.map(|place| ("byte".to_owned(), json!(place.byte))));
            members.extend(p.record.clone().map(|record| ("record".to_owned(), json!(record))));
        }
        format!("{object}\n")
    };
    problems.iter().map(object).collect()
}

fn line(file: &str, read: &Result<Read, Refused>, signed: &str, problems: &[Problem]) -> String {
    let said = match read {
        Ok(read) => {
            let envelope = &read.bundle.envelope;
            let purpose = say(&format!("gt.purpose.{}", envelope.purpose.name()));
            let records = count("gt.check.records", read.bundle.records.len());
            fill(
                "gt.check.fine",
                &[
                    ("purpose", &purpose),
                    ("partnership", &envelope.partnership.name),
                    ("records", &records),
                    ("signed", &signed),
                ],
            )
        }
        Err(_) => String::new(),
    };
    let words: Vec<&str> = problems.iter().map(|p| p.words.as_str()).collect();
    let all = if said.is_empty() { words.join(" ") } else { [vec![said.as_str()], words].concat().join(" ") };
    format!("{}\n", fill("gt.refused.file", &[("file", &files::name(file)), ("why", &all)]))
}
