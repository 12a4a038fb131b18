//! `gt export`: the plan as one Excel workbook, or a folder of CSV texts.

use super::args::{Args, Known};
use super::stop::Stop;
use super::{files, join};
use crate::words::{fill, say};
use golden_thread_core::days::Date;
use golden_thread_work::ledger::{Ledger, Side};
use golden_thread_work::workbook::{self, Readers};
use std::path::Path;

const KNOWN: Known = Known { command: "export", values: &["xlsx", "csv", "for", "plan", "now"], switches: &[] };

/// Writes the workbook of a plan.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let all = args.some_files()?;
    let readers = args.read_value("for", "gt.usage.exportFor", |name| match name {
        "partnership" => Some(Readers::Partnership),
        "office" => Some(Readers::Office),
        _ => None,
    })?;
    let (chosen, now) = (args.id("plan")?, args.now()?);
    let (to_file, to_folder) = (args.value("xlsx"), args.value("csv"));
    if to_file.is_none() && to_folder.is_none() {
        return Err(Stop::Usage(say("gt.usage.needExport")));
    }
    let Some(bundle) = join::joined(all)? else { return Ok(()) };
    let partnership = bundle.envelope.partnership.clone();
    let ledger = Ledger::new(bundle.records, None, Side::Office);
    let first = all.first().map_or("-", String::as_str);
    let today: Date = now.to_zoned(jiff::tz::TimeZone::UTC).date().into();
    let plan = chosen.or_else(|| ledger.plans().map(|plan| plan.id()).min());
    let readers = readers.unwrap_or(Readers::Partnership);
    let book = plan.and_then(|plan| workbook::book(&ledger, &partnership, plan, readers, today));
    let book = book.ok_or_else(|| files::refused(first, &say("gt.refused.noPlan")))?;
    if let Some(file) = to_file {
        let bytes = workbook::xlsx(&book).map_err(|why| files::refused(first, &why))?;
        files::write(Some(file), &bytes)?;
    }
    if let Some(folder) = to_folder {
        std::fs::create_dir_all(folder)
            .map_err(|e| Stop::Refused(fill("gt.refused.unwritten", &[("file", &folder), ("why", &e)])))?;
        for (name, text) in workbook::csv(&book) {
            let path = Path::new(folder).join(name).to_string_lossy().into_owned();
            files::write(Some(&path), text.as_bytes())?;
            files::print(format!("{path}\n").as_bytes())?;
        }
    }
    Ok(())
}
