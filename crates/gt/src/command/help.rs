//! The pages of help.

use super::files;
use super::stop::Stop;
use crate::words::{fill, say};

/// The commands, in the order in which help lists them.
pub const COMMANDS: [&str; 10] =
    ["intake", "check", "join", "diff", "report", "export", "ask", "answer", "keys", "schema"];

/// Prints the help of one command, or of all.
pub fn print(of: Option<&str>) -> Result<(), Stop> {
    match of {
        None => files::print(say("gt.help.all").as_bytes()),
        Some(name) if COMMANDS.contains(&name) => files::print(say(&format!("gt.help.{name}")).as_bytes()),
        Some(name) => Err(Stop::Usage(fill("gt.usage.command", &[("name", &name)]))),
    }
}
