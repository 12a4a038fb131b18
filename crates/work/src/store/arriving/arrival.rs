//! What comes of a file that was opened.

use super::differences::Change;
use crate::ledger::changes::{Cause, Work};
use crate::ledger::decisions::Decided;
use crate::record::Id;
use crate::store::database::left_out::LeftOut;
use crate::store::writing::row_change::RowChange;

/// What opening a file changes, and what there is to say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// Changes to the records.
    pub work: Work,
    /// Changes to the other rows.
    pub rows: Vec<RowChange>,
    /// What happened.
    pub news: News,
    /// Fields of which the file says that this device's own writer wrote what it never did: that was left out, and the
    /// device goes on under a new writer id ([`admit::repair`](super::admit::repair)).
    pub poisoned: Vec<(Id, String)>,
    /// What was left out of it for good.
    pub left_out: LeftOut,
}

/// What happened to a file that was opened.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// It was here already: nothing was changed.
    Already {
        /// When it was opened first, RFC 3339; empty where this device made it.
        received: String,
    },
    /// A plan file was joined in.
    Issue {
        /// Its number.
        number: u64,
        /// What differs from the last plan file, one entry a new record or changed field; empty for the
        /// first plan file.
        changes: Vec<Change>,
    },
    /// A plan file waits until somebody has compared its check words.
    Waits {
        /// Its number.
        number: u64,
    },
    /// A reply was read.
    Reply {
        /// How many outcomes it brought.
        outcomes: usize,
    },
    /// Another keeper's record was joined in.
    Handover {
        /// What differs, one entry a new record or changed field.
        changes: Vec<Change>,
        /// What was decided there and was not known here.
        decided: Vec<Decided>,
    },
    /// It waits for a review.
    Staged {
        /// The file's id.
        file: Id,
        /// How many things there are to decide.
        items: usize,
    },
    /// It holds nothing that is not here: nothing to decide.
    Nothing,
    /// This person's own return: nothing was changed.
    Own {
        /// Its number among this person's files.
        sequence: u64,
        /// When it was made, RFC 3339.
        created: String,
        /// Whether the office has confirmed it.
        confirmed: bool,
        /// The updates and changes it holds.
        holds: Vec<Id>,
    },
}

pub(in crate::store) fn nothing(news: News) -> Arrival {
    Arrival {
        work: Work::new(Cause::Typed),
        rows: Vec::new(),
        news,
        poisoned: Vec::new(),
        left_out: LeftOut::default(),
    }
}
