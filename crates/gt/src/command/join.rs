//! `gt join`: any number of bundles into one record. The same bytes come out for the same set of bundles
//! in, in any order and grouping; see [`Combined`].

use super::args::{Args, Known};
use super::files;
use super::stop::Stop;
use crate::words::fill;
use golden_thread_core::bundle::{self, Bundle};
use golden_thread_work::store::combine::Combined;

const KNOWN: Known = Known { command: "join", values: &["output"], switches: &[] };

/// Joins the files.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let Some(joined) = joined(args.some_files()?)? else { return Ok(()) };
    files::write(args.value("output"), bundle::write(&joined).as_bytes())
}

/// The files as one.
pub fn joined(all: &[String]) -> Result<Option<Bundle>, Stop> {
    let mut joined: Option<Combined> = None;
    for file in all {
        let bundle = files::read(file)?;
        let Some(joined) = &mut joined else {
            joined = Some(Combined::new(bundle));
            continue;
        };
        let other = bundle.envelope.partnership.name.clone();
        joined.take(bundle).map_err(|mine| {
            let why = fill("gt.refused.partnership", &[("one", &mine.name), ("other", &other)]);
            files::refused(file, &why)
        })?;
    }
    Ok(joined.map(Combined::finish))
}
