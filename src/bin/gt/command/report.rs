//! `gt report`: the same papers as the app makes.

use super::args::{Args, Known};
use super::{Stop, files};
use golden_thread::bundle::Purpose;
use golden_thread::ledger::{Ledger, Side, tree_to_print};
use golden_thread::record::Id;
use golden_thread::report::{self, Options};
use golden_thread::words::{fill, say};

const KNOWN: Known = Known { command: "report", values: &["kind", "as", "as-at", "plan", "output"], switches: &[] };

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
    args.read_value("kind", "gt.usage.kind", |kind| (kind == "progress").then_some(()))?
        .ok_or_else(|| Stop::Usage(say("gt.usage.needKind")))?;
    let format = args.read_value("as", "gt.usage.as", |name| match name {
        "html" => Some(Format::Html),
        "md" => Some(Format::Markdown),
        "docx" => Some(Format::Word),
        _ => None,
    })?;
    let format = format.ok_or_else(|| Stop::Usage(say("gt.usage.needAs")))?;
    let (as_at, chosen) = (args.day("as-at")?, args.id("plan")?);
    let bundle = files::read(file)?;
    let issue = bundle.envelope.number.filter(|_| bundle.envelope.purpose == Purpose::Issue);
    let ledger = Ledger::new(bundle.records, None, Side::Office);
    let plan = chosen.or_else(|| ledger.plans().map(|p| p.id()).min());
    let tree = plan.and_then(|plan: Id| tree_to_print(&ledger, plan));
    let tree = tree.ok_or_else(|| files::refused(file, &fill("gt.refused.noPlan", &[])))?;
    let paper = report::progress(&tree, &Options { as_at, issue, ..Options::default() });
    let bytes = match format {
        Format::Html => report::html(&paper).into_bytes(),
        Format::Markdown => report::markdown(&paper).into_bytes(),
        Format::Word => report::docx(&paper),
    };
    files::write(args.value("output"), &bytes)
}
