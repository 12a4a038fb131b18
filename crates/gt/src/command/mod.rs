//! Which command was asked for, and how it ended: 0 done, 1 refused input (the reason on standard error),
//! 2 wrong usage.

mod about;
mod answer;
mod answer_book;
mod args;
mod ask;
mod check;
mod diff;
mod export;
mod files;
mod help;
mod intake;
mod join;
mod keys;
mod report;
mod stop;

use crate::words::{fill, say};
use std::process::ExitCode;
use stop::Stop;

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let mut parser = lexopt::Parser::from_env();
    let (name, done) = match first(&mut parser) {
        Ok(First::Help(of)) => (String::new(), help::print(of.as_deref())),
        Ok(First::Version) => (String::new(), about::version()),
        Ok(First::Command(name)) => {
            let done = command(&name, parser);
            (name, done)
        }
        Err(stop) => (String::new(), Err(stop)),
    };
    let program = if name.is_empty() { "gt".to_owned() } else { format!("gt {name}") };
    match done {
        Ok(()) | Err(Stop::Unread) => ExitCode::SUCCESS,
        Err(Stop::Found) => ExitCode::from(1),
        Err(Stop::Refused(why)) => {
            eprintln!("{program}: {why}");
            ExitCode::from(1)
        }
        Err(Stop::Usage(why)) => {
            eprintln!("{program}: {why}");
            let more = if !help::COMMANDS.contains(&name.as_str()) {
                "gt --help".to_owned()
            } else {
                format!("gt help {name}")
            };
            eprintln!("{}", fill("gt.usage.more", &[("command", &more)]));
            ExitCode::from(2)
        }
    }
}

enum First {
    Help(Option<String>),
    Version,
    Command(String),
}

fn first(parser: &mut lexopt::Parser) -> Result<First, Stop> {
    use lexopt::Arg::{Long, Short, Value};
    match parser.next().map_err(args::wrong)? {
        Some(Long("help") | Short('h')) => Ok(First::Help(None)),
        Some(Long("version") | Short('V')) => Ok(First::Version),
        Some(Value(name)) if name == "help" => match parser.next().map_err(args::wrong)? {
            Some(Value(of)) => Ok(First::Help(Some(of.to_string_lossy().into_owned()))),
            _ => Ok(First::Help(None)),
        },
        Some(Value(name)) => Ok(First::Command(name.to_string_lossy().into_owned())),
        Some(other) => Err(args::wrong(other.unexpected())),
        None => Err(Stop::Usage(say("gt.usage.none"))),
    }
}

fn command(name: &str, parser: lexopt::Parser) -> Result<(), Stop> {
    match name {
        "intake" => intake::run(parser),
        "check" => check::run(parser),
        "join" => join::run(parser),
        "diff" => diff::run(parser),
        "report" => report::run(parser),
        "export" => export::run(parser),
        "ask" => ask::run(parser),
        "answer" => answer::run(parser),
        "keys" => keys::run(parser),
        "schema" => about::schema(parser),
        _ => Err(Stop::Usage(fill("gt.usage.command", &[("name", &name)]))),
    }
}
