//! Intended changes to the record, before they are stored: what a screen, a review or an intake hands
//! to the store, which allots the stamps inside its transaction.

mod had;

pub use had::Had;

use crate::domain::Draft;
use crate::record::{Edit, Id, Record, Stamp};

/// Why something changed; kept in the history beside each change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Somebody typed it on this device.
    Typed,
    /// A returned file was reviewed.
    Review {
        /// The file's id.
        bundle: String,
    },
    /// A plan file was opened.
    Issue {
        /// Its number.
        number: u64,
    },
    /// An existing report was brought in.
    Intake {
        /// Its title.
        title: String,
    },
    /// One of two versions was chosen.
    Chosen,
    /// What was just saved was taken back.
    TakenBack,
    /// A review was taken back.
    Undo {
        /// The reviewed file's id.
        bundle: String,
    },
    /// A backup was restored, or another device's file combined.
    Restored,
    /// Words were removed for good.
    Removed,
    /// A tap at an event. Its stamps say the hour and no more, and it leaves no history: neither the time nor
    /// the order of taps may single anybody out.
    Counted,
}

/// A cause as rows hold it, beside their other members: its name, and what it speaks of. Plain members,
/// because a tagged enum that is flattened into a row brings half of serde's workings into the download.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CauseParts {
    /// Its name.
    pub cause: String,
    /// The file, for a review and its undoing.
    pub bundle: Option<String>,
    /// The plan file's number.
    pub number: Option<u64>,
    /// The report's title.
    pub title: Option<String>,
}

impl Cause {
    /// The cause as rows hold it.
    pub fn parts(&self) -> CauseParts {
        let (name, mut parts) = match self {
            Cause::Typed => ("typed", CauseParts::default()),
            Cause::Review { bundle } => ("review", CauseParts { bundle: Some(bundle.clone()), ..Default::default() }),
            Cause::Issue { number } => ("issue", CauseParts { number: Some(*number), ..Default::default() }),
            Cause::Intake { title } => ("intake", CauseParts { title: Some(title.clone()), ..Default::default() }),
            Cause::Chosen => ("chosen", CauseParts::default()),
            Cause::TakenBack => ("takenBack", CauseParts::default()),
            Cause::Undo { bundle } => ("undo", CauseParts { bundle: Some(bundle.clone()), ..Default::default() }),
            Cause::Restored => ("restored", CauseParts::default()),
            Cause::Removed => ("removed", CauseParts::default()),
            Cause::Counted => ("counted", CauseParts::default()),
        };
        parts.cause = name.to_owned();
        parts
    }

    /// The cause that rows hold; `None` for one this version does not know, or that lacks what it speaks of.
    pub fn of_parts(parts: CauseParts) -> Option<Cause> {
        Some(match parts.cause.as_str() {
            "typed" => Cause::Typed,
            "review" => Cause::Review { bundle: parts.bundle? },
            "issue" => Cause::Issue { number: parts.number? },
            "intake" => Cause::Intake { title: parts.title? },
            "chosen" => Cause::Chosen,
            "takenBack" => Cause::TakenBack,
            "undo" => Cause::Undo { bundle: parts.bundle? },
            "restored" => Cause::Restored,
            "removed" => Cause::Removed,
            "counted" => Cause::Counted,
            _ => return None,
        })
    }
}

/// One transaction's worth of intended changes, in the order in which they take effect: joins, then
/// edits, then what is removed for good or taken out.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// Records (or parts of records) to join in, with the stamps they came with.
    pub joins: Vec<Record>,
    /// Edits, to be stamped when stored.
    pub edits: Vec<Edit>,
    /// Writes whose words are removed for good.
    pub redact: Vec<(Id, Vec<Stamp>)>,
    /// Records to erase for good, with the reason.
    pub erase: Vec<(Id, String)>,
    /// Records to take out without a trace. Only what never leaves this device is taken out; anything else
    /// stays, because others may hold it.
    pub forget: Vec<Id>,
    /// What whoever made the edits had before them, where they filled in a form: what somebody wrote meanwhile stays
    /// beside the edit, as two versions.
    pub had: Had,
    /// Why.
    pub cause: Cause,
}

impl Work {
    /// Nothing yet, for a cause.
    pub fn new(cause: Cause) -> Work {
        let (joins, edits) = (Vec::new(), Vec::new());
        let (redact, erase, forget, had) = (Vec::new(), Vec::new(), Vec::new(), Had::default());
        Work { joins, edits, redact, erase, forget, had, cause }
    }

    /// Edits typed on this device.
    pub fn typed(edits: impl IntoIterator<Item = Edit>) -> Work {
        Work { edits: edits.into_iter().collect(), ..Work::new(Cause::Typed) }
    }

    /// New records.
    pub fn drafts<'a>(drafts: impl IntoIterator<Item = &'a Draft>, cause: Cause) -> Work {
        Work { edits: drafts.into_iter().flat_map(Draft::edits).collect(), ..Work::new(cause) }
    }

    /// Takes other work in behind this, under this cause.
    pub fn add(&mut self, other: Work) {
        self.joins.extend(other.joins);
        self.edits.extend(other.edits);
        self.redact.extend(other.redact);
        self.erase.extend(other.erase);
        self.forget.extend(other.forget);
    }

    /// The work of a form that was opened on these records: what nobody touched in it is left as it is now, whatever it
    /// has become meanwhile.
    pub fn of_form(mut self, had: &Had) -> Work {
        self.edits.retain(|edit| !had.is_untouched(edit));
        self.had = had.clone();
        self
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        let removes = !self.redact.is_empty() || !self.erase.is_empty() || !self.forget.is_empty();
        self.joins.is_empty() && self.edits.is_empty() && !removes
    }
}
