//! `gt report`: the same papers as the app makes.

use super::args::{Args, Known};
use super::files;
use super::stop::Stop;
use crate::words::{fill, say};
use golden_thread_core::bundle::Purpose;
use golden_thread_core::days::Date;
use golden_thread_core::record::Id;
use golden_thread_work::events;
use golden_thread_work::ledger::risks::risks_of_plan;
use golden_thread_work::ledger::{Ledger, Side, tree_to_print};
use golden_thread_work::report::{self, Options, Paper};

const KNOWN: Known =
    Known { command: "report", values: &["kind", "as", "as-at", "plan", "event", "output"], switches: &[] };

#[derive(Clone, Copy)]
enum Kind {
    Progress,
    Event,
    Exact,
    Heard,
}

#[derive(Clone, Copy)]
enum Format {
    Html,
    Markdown,
    Word,
}

/// Makes a paper from a bundle.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let file = args.one_file()?;
    let kind = args.read_value("kind", "gt.usage.kind", |kind| match kind {
        "progress" => Some(Kind::Progress),
        "event" => Some(Kind::Event),
        "exact" => Some(Kind::Exact),
        "heard" => Some(Kind::Heard),
        _ => None,
    })?;
    let kind = kind.ok_or_else(|| Stop::Usage(say("gt.usage.needKind")))?;
    let format = args.read_value("as", "gt.usage.as", |name| match name {
        "html" => Some(Format::Html),
        "md" => Some(Format::Markdown),
        "docx" => Some(Format::Word),
        _ => None,
    })?;
    let format = format.ok_or_else(|| Stop::Usage(say("gt.usage.needAs")))?;
    let (as_at, plan, event) = (args.day("as-at")?, args.id("plan")?, args.id("event")?);
    let bundle = files::read(file)?;
    let issue = bundle.envelope.number.filter(|_| bundle.envelope.purpose == Purpose::Issue);
    let ledger = Ledger::new(bundle.records, None, Side::Office);
    let (paper, without) = match kind {
        Kind::Progress => (progress(&ledger, plan, as_at, issue), "gt.refused.noPlan"),
        Kind::Event => (about_event(&ledger, event, &|id| report::event(&ledger, id, as_at)), "gt.refused.noEvent"),
        Kind::Exact => {
            (about_event(&ledger, event, &|id| report::event_exact(&ledger, id, as_at)), "gt.refused.noCounts")
        }
        Kind::Heard => (report::heard(&ledger, as_at), "gt.refused.nothingHeard"),
    };
    let paper = paper.ok_or_else(|| files::refused(file, &fill(without, &[])))?;
    let bytes = match format {
        Format::Html => report::html(&paper).into_bytes(),
        Format::Markdown => report::markdown(&paper).into_bytes(),
        Format::Word => report::docx(&paper),
    };
    files::write(args.value("output"), &bytes)
}

fn progress(ledger: &Ledger, chosen: Option<Id>, as_at: Option<Date>, issue: Option<u64>) -> Option<Paper> {
    let plan = chosen.or_else(|| ledger.plans().map(|p| p.id()).min())?;
    let tree = tree_to_print(ledger, plan)?;
    let risks = risks_of_plan(ledger, plan);
    Some(report::progress(&tree, &Options { as_at, issue, risks: &risks, ..Options::default() }))
}

/// The event asked for, or else the latest of which anything may be shown.
fn about_event(ledger: &Ledger, chosen: Option<Id>, paper: &dyn Fn(Id) -> Option<Paper>) -> Option<Paper> {
    let all: Vec<Id> = events::events(ledger).into_iter().rev().map(|e| e.id()).collect();
    let mut asked = chosen.map_or(all, |id| vec![id]).into_iter();
    asked.find_map(paper)
}
