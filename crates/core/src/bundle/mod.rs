//! The wire: the only place that knows the JSON in which records travel.
//!
//! A *bundle* is one UTF-8 file: an [`Envelope`] (whose record, from whom, what for) on its first lines, then
//! one record per line in canonical form (RFC 8785), so that it can be read in any text editor and compared
//! by any tool. [`write()`] makes one, always the same bytes for the same bundle; [`read()`] is total: any
//! bytes give a bundle or a reason with its place, in bounded memory and time. One bad record is set aside
//! and the rest goes on. What this version does not know is carried on. Who made it is checked apart, by
//! [`proof::check`].
//!
//! What may not live here: what a bundle means for the record that receives it, files, the browser.
//!
//! ```
//! use golden_thread_core::bundle::{self, Bundle, Envelope, Partnership, Purpose, Refused};
//! use golden_thread_core::record::{Id, Record, Set, Stamp};
//! use std::collections::BTreeMap;
//!
//! let id = |n| Id::from_bytes([n; 16]);
//! let mut action = Record::new(id(9), "action");
//! action.edit("title", "Walks".into(), Stamp::new(1_000, 0, id(4)));
//! let envelope = Envelope {
//!     partnership: Partnership { id: id(1), name: "Southwark".into() },
//!     id: id(2),
//!     sequence: 3,
//!     created: "2026-05-01T09:30:00Z".into(),
//!     purpose: Purpose::Return,
//!     from: id(4),
//!     number: None,
//!     based_on: None,
//!     receipts: Vec::new(),
//!     acknowledged: Vec::new(),
//!     extra: BTreeMap::new(),
//! };
//! let text = bundle::write(&Bundle { envelope, records: Set::from_iter([action]) });
//! let read = bundle::read(text.as_bytes()).unwrap();
//! assert_eq!(read.bundle.records.get(id(9)).unwrap().text("title"), Some("Walks"));
//! assert_eq!(bundle::proof::check(&read.bundle.envelope, text.as_bytes()), bundle::Proven::Unsigned);
//!
//! // What cannot be used says why; what of it can be used is used.
//! assert_eq!(bundle::read(b"%PDF-1.7").unwrap_err(), Refused::NotABundle);
//! let broken = text.replace("Walks", "Wa\\lks");
//! assert_eq!(bundle::read(broken.as_bytes()).unwrap().set_aside.len(), 1);
//! ```

mod canonical;
mod envelope;
mod json;
mod line;
mod lines;
mod names;
mod number;
pub mod proof;
mod read;
mod refuse;
mod schema;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_copies;
mod write;

pub use canonical::canonical;
pub use line::{read_record_line, record_line};
pub use names::{ACKNOWLEDGED_FROM, FORMAT_NAME, KEEPER, KEEPERS, KEY, RECIPIENT, SENDERS, VERSION_NUMBER};
pub use proof::Proven;
pub use read::{Read, read};
pub use refuse::{Fault, Note, Place, Reason, Refused, SetAside};
pub use schema::schema;
pub use write::write;

use crate::domain::kind::Audience;
use crate::domain::{self, kinds};
use crate::record::{Id, Record, Set};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whose record it is: records of two partnerships are never joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partnership {
    /// What identifies it.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// What a bundle is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Somebody's own entries, to the office.
    Return,
    /// The office's record, numbered, to everybody.
    Issue,
    /// The office's answer to one sender.
    Reply,
    /// Everything a device holds.
    Backup,
    /// The office's record as one keeper has it, with what that keeper decided, to the other keepers.
    Handover,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 5] = [Purpose::Return, Purpose::Issue, Purpose::Reply, Purpose::Backup, Purpose::Handover];

    /// The purpose's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Purpose::Return => "return",
            Purpose::Issue => "issue",
            Purpose::Reply => "reply",
            Purpose::Backup => "backup",
            Purpose::Handover => "handover",
        }
    }

    /// The purpose with this name.
    pub fn read(name: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|purpose| purpose.name() == name)
    }
}

/// The issue a bundle was drafted against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasedOn {
    /// The id of the issue's bundle.
    pub id: Id,
    /// The issue's number.
    pub number: u64,
}

/// What became of a returned record, or of one field of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// The record.
    pub record: Id,
    /// The field, where the receipt is for one field only.
    pub field: Option<String>,
    /// What the office decided.
    pub outcome: domain::Outcome,
    /// Why; only ever in a reply to the sender.
    pub reason: Option<String>,
    /// Members this version does not know.
    pub extra: BTreeMap<String, Value>,
}

/// What a bundle says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// Whose record it is.
    pub partnership: Partnership,
    /// What identifies this bundle.
    pub id: Id,
    /// Counts the writer's bundles, so that a gap shows that one was lost.
    pub sequence: u64,
    /// When it was made, an RFC 3339 date and time.
    pub created: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The writer who made it.
    pub from: Id,
    /// The number of an issue.
    pub number: Option<u64>,
    /// The issue it was drafted against.
    pub based_on: Option<BasedOn>,
    /// What became of returned records.
    pub receipts: Vec<Receipt>,
    /// Bundles this one confirms as received.
    pub acknowledged: Vec<Id>,
    /// Members this version does not know, carried on. Under the name of a member that it does know: what it
    /// does not know inside that one (members of `partnership` and `basedOn`, entries of the lists).
    pub extra: BTreeMap<String, Value>,
}

/// One file: the envelope and the records.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    /// What the file says about itself.
    pub envelope: Envelope,
    /// The records.
    pub records: Set,
}

/// The records that may travel in a bundle of this purpose. What its readers may not see is left out whole.
/// A return goes to the office, which may see everything that leaves a device at all, and so does what one keeper
/// hands to the others; a backup stays with its owner.
pub fn for_audience(records: &Set, purpose: Purpose) -> Set {
    records.iter().filter(|record| may_travel(record, purpose)).cloned().collect()
}

/// Whether a record may travel in a bundle of this purpose. Of what people said at an event only the notes
/// that their writer chose leave the device. Ask it of a whole record: a part may lack that choice.
///
/// ```
/// use golden_thread_core::bundle::{Purpose, may_travel};
/// use golden_thread_core::domain::kind;
/// use golden_thread_core::record::{Id, Record};
///
/// let contact = Record::new(Id::from_bytes([9; 16]), kind::CONTACT);
/// assert!(may_travel(&contact, Purpose::Return));
/// assert!(!may_travel(&contact, Purpose::Issue), "for the office alone");
/// let conversation = Record::new(Id::from_bytes([8; 16]), kind::ENCOUNTER);
/// assert!(!may_travel(&conversation, Purpose::Return), "never leaves the device that counted it");
/// ```
pub fn may_travel(record: &Record, purpose: Purpose) -> bool {
    let audience = kinds::audience_of(record);
    match purpose {
        Purpose::Backup => true,
        Purpose::Return | Purpose::Handover => audience <= Audience::Office,
        Purpose::Issue | Purpose::Reply => audience <= Audience::Partnership,
    }
}
