//! `gt intake`: a bundle from an existing paper. The same paper under the same `--now` and `--writer` makes
//! the same bytes.

use super::args::{Args, Known, ms};
use super::files;
use super::stop::Stop;
use crate::words::{count, fill};
use data_encoding::HEXLOWER;
use golden_thread_core::bundle::{self, Bundle, Envelope, Partnership, Purpose};
use golden_thread_core::domain::{Draft, Plan, ids::derived, kind};
use golden_thread_core::record::{Clock, Id, Set};
use golden_thread_work::intake::{self, Format, Options, Proposal};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const KNOWN: Known = Known {
    command: "intake",
    values: &["title", "date", "format", "now", "writer", "into", "output"],
    switches: &["summary"],
};

/// Reads a paper and writes a bundle, or the counts.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let file = args.one_file()?;
    let (now, writer) = (args.now()?, args.id("writer")?);
    let into = args.value("into").map(files::read).transpose()?;
    let mut options = Options {
        title: args.value("title").map(str::to_owned),
        date: args.day("date")?,
        format: args.read_value("format", "gt.usage.format", Format::named)?,
        ..Options::default()
    };
    // A plan that is known already has a scale by which the rating cells are read.
    if let Some(plan) = into.as_ref().and_then(|b| b.records.iter().find(|r| r.kind == kind::PLAN)) {
        options.scale = Plan(plan).scale();
    }
    let bytes = files::bytes(file)?;
    let proposal = intake::read(&bytes, &options).map_err(|why| files::refused(file, &why))?;
    if args.has("summary") {
        let summary = serde_json::to_string(&proposal.summary()).unwrap_or_default() + "\n";
        return files::write(args.value("output"), summary.as_bytes());
    }
    say_doubts(&proposal);
    let writer = writer.unwrap_or_else(|| Id::from_bytes(uuid::Uuid::now_v7().into_bytes()));
    let partnership = into.map(|b| b.envelope.partnership).unwrap_or_else(|| of_its_own(&proposal));
    let made = make(&proposal, &bytes, partnership, writer, now);
    files::write(args.value("output"), bundle::write(&made).as_bytes())
}

/// What was not understood and what was guessed, for a person to look at.
fn say_doubts(proposal: &Proposal) {
    for line in proposal.not_understood() {
        if let intake::Kind::NotUnderstood(why) = &line.kind {
            eprintln!("{}", fill("gt.intake.line", &[("line", &line.number), ("words", why)]));
        }
    }
    for question in &proposal.questions {
        eprintln!("{}", fill("gt.intake.line", &[("line", &question.line), ("words", &question.words)]));
    }
    eprintln!("{}", count("gt.intake.notUnderstood", proposal.not_understood().count()));
    eprintln!("{}", count("gt.intake.questions", proposal.questions.len()));
}

/// A paper that belongs to no partnership known here makes one of its own, the same for the same plan.
fn of_its_own(proposal: &Proposal) -> Partnership {
    let period = proposal.period.as_ref().map_or("", |p| p.words.as_str());
    let id = derived(&["partnership", &proposal.title, period]);
    Partnership { id, name: proposal.title.clone() }
}

/// The proposal as the writer's own entries, on their way to the office.
fn make(proposal: &Proposal, bytes: &[u8], partnership: Partnership, writer: Id, now: jiff::Timestamp) -> Bundle {
    let mut clock = Clock::new(writer);
    let mut records = Set::new();
    let me = Draft::new(writer, kind::WRITER).with("name", crate::words::say("gt.intake.writer"));
    for edit in proposal.drafts().iter().chain([&me]).flat_map(Draft::edits) {
        let at = clock.next(ms(now));
        records.edit(&edit, at);
    }
    let digest: String = HEXLOWER.encode(&Sha256::digest(bytes));
    let envelope = Envelope {
        id: derived(&["bundle", &writer.to_string(), &now.to_string(), &digest]),
        partnership,
        sequence: 1,
        created: now.to_string(),
        purpose: Purpose::Return,
        from: writer,
        number: None,
        based_on: None,
        receipts: Vec::new(),
        acknowledged: Vec::new(),
        extra: BTreeMap::new(),
    };
    Bundle { envelope, records }
}
