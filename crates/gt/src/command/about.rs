//! What the program says about itself: its version, and the schema of bundles.

use super::args::{Args, Known};
use super::files;
use super::stop::Stop;
use crate::words::fill;
use golden_thread_core::bundle;

/// Prints the version.
pub fn version() -> Result<(), Stop> {
    files::print(format!("gt {}\n", env!("CARGO_PKG_VERSION")).as_bytes())
}

/// Prints the JSON Schema of bundles.
pub fn schema(parser: lexopt::Parser) -> Result<(), Stop> {
    let known = Known { command: "schema", values: &["output"], switches: &[] };
    let Some(args) = Args::read(parser, &known)? else { return Ok(()) };
    if let Some(file) = args.files.first() {
        return Err(Stop::Usage(fill("gt.usage.unknown", &[("what", file)])));
    }
    let text = serde_json::to_string_pretty(&bundle::schema()).unwrap_or_default() + "\n";
    files::write(args.value("output"), text.as_bytes())
}
