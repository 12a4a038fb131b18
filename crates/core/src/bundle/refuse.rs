//! Why a file, or a record in it, cannot be used, as plain data with words a person can act on.
//! Nothing here reads a file.

use crate::record::Id;
use crate::words::fill;
use std::fmt;

/// Where in a file: the line, counted from 1, and the byte, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, the first being 1.
    pub line: usize,
    /// The offset in bytes from the start of the file.
    pub byte: usize,
}

/// What is wrong with the JSON at some place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The text stops before what was begun is closed.
    Ended,
    /// A character that may not stand there.
    Unexpected(char),
    /// A raw control character inside a text (a line break, a tab).
    Control,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// One name twice in one object.
    Duplicate(String),
    /// Half of a surrogate pair (`\ud800`), which is no character.
    LoneSurrogate,
    /// More than 64 levels inside each other.
    TooDeep,
    /// A number that a 64-bit float does not keep exactly as written.
    Number(String),
    /// More values than can be held in memory.
    TooMuch,
    /// More records than one file may hold.
    TooMany,
    /// More damaged records than are worth listing.
    TooBroken,
}

/// Why a whole file is refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The file has no content.
    Empty,
    /// The file is over 200 MiB, or holds more values than can be kept in memory.
    TooLarge,
    /// It holds more than 300,000 records.
    TooMany,
    /// UTF-16 instead of UTF-8.
    WrongEncoding,
    /// Locked with `age`, which this version cannot open.
    Locked,
    /// Something else: a picture, a web page, another program's JSON.
    NotABundle,
    /// Made by a newer version.
    NewerVersion {
        /// The version the file says it has.
        version: u64,
    },
    /// The file stops in the middle.
    Truncated {
        /// Where it stops.
        place: Place,
    },
    /// The JSON is broken outside any one record.
    NotJson {
        /// Where.
        place: Place,
        /// What is wrong there.
        what: Fault,
    },
    /// A member of the envelope is not there.
    Missing {
        /// Its name.
        member: &'static str,
    },
    /// A member of the envelope has the wrong shape.
    Member {
        /// Where.
        place: Place,
        /// Its name.
        member: &'static str,
    },
    /// So many records are damaged that going on makes no sense.
    TooDamaged {
        /// Where reading stopped.
        place: Place,
    },
}

/// Why one record is set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The record's own JSON is broken or not exact.
    Json(Fault),
    /// Not an object.
    NotAnObject,
    /// No id.
    NoId,
    /// An id that is not a UUID in lower case with hyphens.
    BadId,
    /// No kind, or one that is not a text, or an empty one.
    Kind,
    /// `fields` is not an object.
    Fields,
    /// A field that is not an object.
    Field(String),
    /// A field whose `writes` is not a list of objects, each with a valid stamp.
    Write(String),
    /// A field whose `seen` is not a list of stamps.
    Seen(String),
    /// `redacted` is not a list of stamps.
    Redacted,
    /// `erased` without a stamp, a writer or a reason.
    Erased,
    /// A field with more values side by side, or more writers, than any plan has.
    Crowded(String),
}

/// A record that could not be used, left out of what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Where the trouble is.
    pub place: Place,
    /// The record's id as the file spells it, where it could be made out.
    pub id: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// Something worth knowing about a file that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The file's own count of a kind differs from what it holds, and records set aside do not explain it.
    Counts {
        /// The kind.
        kind: String,
        /// How many the file says.
        said: u64,
        /// How many there were.
        found: u64,
    },
    /// The file's own counts could not be read.
    CountsUnclear {
        /// Where they stand.
        place: Place,
    },
    /// One record twice in the file; its copies were joined.
    Repeated {
        /// The record.
        id: Id,
        /// Where the later copy stands.
        place: Place,
    },
    /// An entry of a list in the envelope was not understood and left out.
    LeftOut {
        /// Where the list stands.
        place: Place,
        /// The list.
        member: &'static str,
        /// How many entries.
        count: usize,
    },
    /// A text so long that nobody typed it; the longest of the file.
    LongText {
        /// The record.
        id: Id,
        /// The field.
        field: String,
        /// How many bytes.
        length: usize,
    },
    /// Far more records than a plan has.
    Many {
        /// How many.
        count: usize,
    },
    /// `created` is not a date and time.
    Created {
        /// What it says.
        created: String,
    },
    /// The file carries a proof of who made it, of a kind that this version cannot check.
    ProofNotChecked,
}

impl Place {
    fn say(self, key: &str) -> String {
        fill(key, &[("line", &self.line), ("byte", &self.byte)])
    }
}

impl Fault {
    /// What is wrong, as the middle of a sentence.
    pub fn words(&self) -> String {
        match self {
            Fault::Ended => fill("bundle.fault.ended", &[]),
            Fault::Unexpected(found) => fill("bundle.fault.unexpected", &[("found", &visible(*found))]),
            Fault::Control => fill("bundle.fault.control", &[]),
            Fault::NotUtf8 => fill("bundle.fault.notUtf8", &[]),
            Fault::Duplicate(name) => fill("bundle.fault.duplicate", &[("name", name)]),
            Fault::LoneSurrogate => fill("bundle.fault.loneSurrogate", &[]),
            Fault::TooDeep => fill("bundle.fault.tooDeep", &[]),
            Fault::Number(number) => fill("bundle.fault.number", &[("number", number)]),
            Fault::TooMuch => fill("bundle.fault.tooMuch", &[]),
            Fault::TooMany => fill("bundle.fault.tooMany", &[]),
            Fault::TooBroken => fill("bundle.fault.tooBroken", &[]),
        }
    }
}

/// A character as it can be shown in a sentence.
fn visible(found: char) -> String {
    if found.is_control() || found.is_whitespace() { format!("U+{:04X}", u32::from(found)) } else { found.to_string() }
}

impl Refused {
    /// A plain sentence: what is wrong, where, and what to do.
    pub fn words(&self) -> String {
        match self {
            Refused::Empty => fill("bundle.refused.empty", &[]),
            Refused::TooLarge => fill("bundle.refused.tooLarge", &[]),
            Refused::TooMany => fill("bundle.refused.tooMany", &[]),
            Refused::WrongEncoding => fill("bundle.refused.wrongEncoding", &[]),
            Refused::Locked => fill("bundle.refused.locked", &[]),
            Refused::NotABundle => fill("bundle.refused.notABundle", &[]),
            Refused::NewerVersion { version } => fill("bundle.refused.newerVersion", &[("version", version)]),
            Refused::Truncated { place } => place.say("bundle.refused.truncated"),
            Refused::NotJson { place, what } => {
                fill("bundle.refused.notJson", &[("line", &place.line), ("byte", &place.byte), ("what", &what.words())])
            }
            Refused::Missing { member } => fill("bundle.refused.missing", &[("member", member)]),
            Refused::Member { place, member } => {
                fill("bundle.refused.member", &[("line", &place.line), ("byte", &place.byte), ("member", member)])
            }
            Refused::TooDamaged { place } => place.say("bundle.refused.tooDamaged"),
        }
    }

    /// Where the trouble is, if it is in one place.
    pub fn place(&self) -> Option<Place> {
        match self {
            Refused::Truncated { place }
            | Refused::NotJson { place, .. }
            | Refused::Member { place, .. }
            | Refused::TooDamaged { place } => Some(*place),
            _ => None,
        }
    }
}

impl Reason {
    /// A plain sentence: what is wrong with the record.
    pub fn words(&self) -> String {
        match self {
            Reason::Json(fault) => fill("bundle.reason.json", &[("what", &fault.words())]),
            Reason::NotAnObject => fill("bundle.reason.notAnObject", &[]),
            Reason::NoId => fill("bundle.reason.noId", &[]),
            Reason::BadId => fill("bundle.reason.badId", &[]),
            Reason::Kind => fill("bundle.reason.kind", &[]),
            Reason::Fields => fill("bundle.reason.fields", &[]),
            Reason::Field(name) => fill("bundle.reason.field", &[("name", name)]),
            Reason::Write(name) => fill("bundle.reason.write", &[("name", name)]),
            Reason::Seen(name) => fill("bundle.reason.seen", &[("name", name)]),
            Reason::Redacted => fill("bundle.reason.redacted", &[]),
            Reason::Erased => fill("bundle.reason.erased", &[]),
            Reason::Crowded(name) => fill("bundle.reason.crowded", &[("name", name)]),
        }
    }
}

impl SetAside {
    /// A plain sentence: where the record stands, what is wrong with it, and what became of it.
    pub fn words(&self) -> String {
        let gaps: &[(&str, &dyn fmt::Display)] =
            &[("line", &self.place.line), ("byte", &self.place.byte), ("reason", &self.reason.words())];
        fill("bundle.setAside", gaps)
    }
}

impl Note {
    /// A plain sentence.
    pub fn words(&self) -> String {
        match self {
            Note::Counts { kind, said, found } => {
                fill("bundle.note.counts", &[("kind", kind), ("said", said), ("found", found)])
            }
            Note::CountsUnclear { place } => place.say("bundle.note.countsUnclear"),
            Note::Repeated { id, place } => fill("bundle.note.repeated", &[("id", id), ("line", &place.line)]),
            Note::LeftOut { place, member, count } => {
                fill("bundle.note.leftOut", &[("count", count), ("member", member), ("line", &place.line)])
            }
            Note::LongText { id, field, length } => {
                let kilobytes = length / 1000;
                fill("bundle.note.longText", &[("id", id), ("field", field), ("kilobytes", &kilobytes)])
            }
            Note::Many { count } => fill("bundle.note.many", &[("count", count)]),
            Note::Created { created } => fill("bundle.note.created", &[("created", created)]),
            Note::ProofNotChecked => fill("bundle.note.proofNotChecked", &[]),
        }
    }
}

macro_rules! shown_in_words {
    ($($type:ty),*) => { $(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.words())
            }
        }
    )* };
}
shown_in_words!(Refused, Reason, SetAside, Note, Fault);

impl std::error::Error for Refused {}
impl std::error::Error for Reason {}
