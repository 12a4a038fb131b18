//! `gt check`: whether files are bundles, one line a file; with `--json`, one object a problem.

use super::args::{Args, Known};
use super::stop::Stop;
use super::{files, keys};
use crate::words::{count, count_with, fill, say};
use golden_thread_core::bundle::{self, Bundle, Note, Place, Proven, Purpose, Read, Refused, proof};
use golden_thread_work::ledger::pieces::Names;
use golden_thread_work::ledger::{Ledger, Side};
use golden_thread_work::store::State;
use golden_thread_work::store::admit::{Claim, Incoming, Rules, admit};
use golden_thread_work::store::incoming::LeftOut;
use serde_json::{Value, json};

const KNOWN: Known = Known { command: "check", values: &["known", "plan"], switches: &["json"] };

/// Something found in a file.
struct Problem {
    /// refused, setAside, note, admission or signature.
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
    let plan = args.value("plan").map(files::read).transpose()?;
    let mut bad = false;
    for file in args.some_files()? {
        let bytes = files::bytes(file)?;
        let read = bundle::read(&bytes);
        let proof = read.as_ref().map_or(Proven::Unsigned, |r| proof::check(&r.bundle.envelope, &bytes));
        let mut problems = problems(&read);
        if let Ok(read) = &read {
            problems.extend(apart(read, proof, plan.as_ref()));
        }
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

/// What an office would set apart of a file: words of others than its sender, and what it says was seen of others. With its
/// plan file at hand as the office that made it would; without one, as an office that has nothing yet.
fn apart(read: &Read, proof: Proven, plan: Option<&Bundle>) -> Vec<Problem> {
    let envelope = &read.bundle.envelope;
    if !matches!(envelope.purpose, Purpose::Return | Purpose::Handover) {
        return Vec::new();
    }
    let mut state = State::default();
    if let Some(plan) = plan {
        state.ledger = Ledger::new(plan.records.clone(), Some(plan.records.clone()), Side::Office);
    }
    let records = &read.bundle.records;
    let file = Incoming { purpose: envelope.purpose, from: envelope.from, proof, records };
    let admitted = admit(file, &state, &Rules::ALL);
    let names = Names { ledger: &state.ledger, file: Some(records) };
    let claim = |claim: &Claim| {
        let words = count_with("gt.check.claims", claim.records.len(), &[("name", &names.writer(claim.author))]);
        Problem { what: "admission", place: None, record: claim.records.iter().next().map(|r| r.id.to_string()), words }
    };
    let mut problems: Vec<Problem> = admitted.claims.iter().map(claim).collect();
    // Without the plan nobody can say what its sender may have seen.
    let seen = if plan.is_some() { admitted.unknown_seen } else { 0 };
    for words in (LeftOut { entries: admitted.left_out, seen }).words() {
        problems.push(Problem { what: "admission", place: None, record: None, words });
    }
    problems
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
