//! Help, the version, and the schema.

use super::args::{Args, Known};
use super::{Stop, files};
use crate::words::{fill, say};
use golden_thread_core::bundle;

/// The commands, in the order in which help lists them.
pub const COMMANDS: [&str; 9] = ["intake", "check", "join", "diff", "report", "ask", "answer", "keys", "schema"];

/// Prints the help of one command, or of all.
pub fn print(of: Option<&str>) -> Result<(), Stop> {
    match of {
        None => files::print(say("gt.help.all").as_bytes()),
        Some(name) if COMMANDS.contains(&name) => files::print(say(&format!("gt.help.{name}")).as_bytes()),
        Some(name) => Err(Stop::Usage(fill("gt.usage.command", &[("name", &name)]))),
    }
}

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
