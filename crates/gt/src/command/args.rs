//! Reading a command's arguments: files, options with a value, and switches. Every command says which it
//! knows; anything else is wrong usage.

use super::stop::Stop;
use crate::words::{fill, say};
use golden_thread_core::days::Date;
use golden_thread_core::record::Id;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{SystemTime, UNIX_EPOCH};

/// What a command was given.
#[derive(Debug, Default)]
pub struct Args {
    /// Files, in the order given; `-` is standard input.
    pub files: Vec<String>,
    values: BTreeMap<&'static str, String>,
    switches: BTreeSet<&'static str>,
    help: bool,
}

/// What a command knows.
pub struct Known {
    /// Its name.
    pub command: &'static str,
    /// Options that take a value, without their hyphens.
    pub values: &'static [&'static str],
    /// Options that take none.
    pub switches: &'static [&'static str],
}

/// Wrong usage, in the parser's words.
pub fn wrong(error: lexopt::Error) -> Stop {
    let what = match &error {
        lexopt::Error::MissingValue { option } => {
            return Stop::Usage(fill("gt.usage.value", &[("option", &option.as_deref().unwrap_or_default())]));
        }
        lexopt::Error::UnexpectedOption(option) => option.clone(),
        lexopt::Error::UnexpectedArgument(value) => value.to_string_lossy().into_owned(),
        lexopt::Error::UnexpectedValue { option, .. } => option.clone(),
        other => other.to_string(),
    };
    Stop::Usage(fill("gt.usage.unknown", &[("what", &what)]))
}

impl Args {
    /// Reads the arguments of a command. `None` where its help was asked for, and printed.
    pub fn read(mut parser: lexopt::Parser, known: &Known) -> Result<Option<Args>, Stop> {
        use lexopt::Arg::{Long, Short, Value};
        let mut args = Args::default();
        while let Some(arg) = parser.next().map_err(wrong)? {
            let name = match arg {
                Value(file) => {
                    args.files.push(file.to_string_lossy().into_owned());
                    continue;
                }
                Long("help") | Short('h') => {
                    args.help = true;
                    continue;
                }
                Short('o') => "output",
                Long(name) => match known.values.iter().chain(known.switches).find(|n| **n == name) {
                    Some(name) => name,
                    None => return Err(wrong(Long(name).unexpected())),
                },
                other => return Err(wrong(other.unexpected())),
            };
            if known.switches.contains(&name) {
                args.switches.insert(name);
            } else if known.values.contains(&name) {
                let value = parser.value().map_err(wrong)?.to_string_lossy().into_owned();
                if args.values.insert(name, value).is_some() {
                    return Err(Stop::Usage(fill("gt.usage.twice", &[("option", &name)])));
                }
            } else {
                return Err(Stop::Usage(fill("gt.usage.unknown", &[("what", &"-o")])));
            }
        }
        if args.help {
            super::help::print(Some(known.command))?;
            return Ok(None);
        }
        Ok(Some(args))
    }

    /// The value of an option.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Whether a switch is on.
    pub fn has(&self, name: &str) -> bool {
        self.switches.contains(name)
    }

    /// Exactly one file.
    pub fn one_file(&self) -> Result<&str, Stop> {
        match self.files.as_slice() {
            [file] => Ok(file),
            [] => Err(Stop::Usage(say("gt.usage.file"))),
            _ => Err(Stop::Usage(say("gt.usage.oneFile"))),
        }
    }

    /// One file or more.
    pub fn some_files(&self) -> Result<&[String], Stop> {
        if self.files.is_empty() { Err(Stop::Usage(say("gt.usage.file"))) } else { Ok(&self.files) }
    }

    /// An option that is a day.
    pub fn day(&self, name: &'static str) -> Result<Option<Date>, Stop> {
        self.read_value(name, "gt.usage.day", |text| text.parse().ok())
    }

    /// An option that is an id.
    pub fn id(&self, name: &'static str) -> Result<Option<Id>, Stop> {
        self.read_value(name, "gt.usage.id", |text| text.parse().ok())
    }

    /// `--now`, or else the present.
    pub fn now(&self) -> Result<Timestamp, Stop> {
        let given = self.read_value("now", "gt.usage.now", |text| text.parse::<Timestamp>().ok())?;
        let present = || {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(since.as_millis()).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok())
        };
        Ok(given.or_else(present).unwrap_or_default())
    }

    /// Reads an option's value; one in another form is wrong usage.
    pub fn read_value<T>(
        &self,
        name: &'static str,
        wrong: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Stop> {
        let Some(text) = self.value(name) else { return Ok(None) };
        let value = read(text);
        value.map(Some).ok_or_else(|| Stop::Usage(fill(wrong, &[("option", &name), ("value", &text)])))
    }
}

/// A moment in milliseconds since 1970, as clocks count.
pub fn ms(at: Timestamp) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or(0)
}
