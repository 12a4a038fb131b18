//! Paper sheets: totals by topic, typed in afterwards. The number printed on a sheet catches one that is typed
//! in twice.

use super::edit;
use crate::domain::{Counts, Happened, Talk, Tally, fields as f, ids, kind};
use crate::ledger::Ledger;
use crate::ledger::changes::{Cause, Work};
use crate::record::Id;

/// The hour of what has none.
pub const NO_HOUR: &str = "-";

/// A sheet as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The number on it.
    pub number: String,
    /// So many conversations on a topic (its id) in which this happened.
    pub rows: Vec<(String, Happened, u64)>,
    /// Leaflets given out.
    pub leaflets: u64,
    /// People reached.
    pub reached: u64,
    /// A note.
    pub note: String,
}

/// Why a sheet is not put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetRefused {
    /// It has no number, so that a repeat could not be noticed.
    NoNumber,
    /// There is nothing on it.
    Empty,
    /// A sheet with this number was typed in already; whether it said the same.
    Known {
        /// Whether the two say the same.
        same: bool,
    },
}

impl SheetRefused {
    /// What to do about it, in plain words.
    pub fn words(&self) -> String {
        use crate::words::say;
        match self {
            SheetRefused::NoNumber => say("event.sheet.noNumber"),
            SheetRefused::Empty => say("event.sheet.empty"),
            SheetRefused::Known { same: true } => say("event.sheet.same"),
            SheetRefused::Known { same: false } => say("event.sheet.known"),
        }
    }
}

impl Sheet {
    /// What it counts.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::new();
        for (topic, happened, n) in &self.rows {
            counts.add(&Talk { hour: NO_HOUR, topic, happened: &happened.name() }.name(), *n);
        }
        counts.add("leaflets", self.leaflets);
        counts.add("reached", self.reached);
        counts
    }

    /// The record of a sheet: the same for everybody who types it in, so that it is never counted twice.
    pub fn id(event: Id, number: &str) -> Id {
        ids::derived(&[kind::TALLY, &event.to_string(), "paper", number])
    }
}

/// Puts a sheet in; with `replace` in the place of one with the same number, which was wrong.
///
/// # Errors
/// Why it is not put in.
pub fn enter(ledger: &Ledger, event: Id, sheet: &Sheet, replace: bool) -> Result<Work, SheetRefused> {
    let number = sheet.number.trim();
    let counts = sheet.counts();
    if number.is_empty() {
        return Err(SheetRefused::NoNumber);
    }
    if counts.is_empty() {
        return Err(SheetRefused::Empty);
    }
    let id = Sheet::id(event, number);
    if let Some(known) = ledger.live(id, kind::TALLY).map(Tally).filter(|_| !replace) {
        return Err(SheetRefused::Known { same: known.counts() == counts });
    }
    let mut work = Work::new(Cause::Typed);
    work.edits = vec![
        edit(id, kind::TALLY, f::EVENT, event.to_string()),
        edit(id, kind::TALLY, f::SOURCE, "paper"),
        edit(id, kind::TALLY, f::SHEET, number),
        edit(id, kind::TALLY, format!("{}/sheet", f::COUNT), counts.to_value()),
    ];
    if !sheet.note.trim().is_empty() {
        work.edits.push(edit(id, kind::TALLY, f::NOTE, sheet.note.trim()));
    }
    Ok(work)
}
