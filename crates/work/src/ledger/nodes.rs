//! What an action in the plan's tree holds: updates, owners, and where two versions wait, as people read them.

use super::state::{Ledger, Standing};
use crate::domain::{Action, Timescale, fields as f};
use crate::record::{Id, Record};
use crate::words::{day_text, fill};
use serde_json::Value;

/// A field of an action in which two versions wait for a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictNode {
    /// The field.
    pub field: String,
    /// The versions, earliest first.
    pub versions: Vec<Value>,
}

impl ConflictNode {
    /// The fields of a record in which two versions wait for a choice.
    pub fn all_of(record: &Record) -> Vec<ConflictNode> {
        let conflicts = record.fields().iter().filter(|(_, field)| field.is_conflict());
        let one = |(name, field): (&String, &crate::record::Field)| {
            let versions = field.versions().iter().filter_map(|w| w.value.clone()).collect();
            ConflictNode { field: name.clone(), versions }
        };
        conflicts.map(one).collect()
    }
}

/// What is said of an action's being over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The day on which it was over, in words, or empty.
    pub day: String,
    /// Why, or empty.
    pub because: String,
    /// Who decided it, or empty where nobody is said to have.
    pub by: String,
    /// The day of that decision, in words, or empty.
    pub on: String,
    /// The action in which it goes on, by its number and title, or empty.
    pub goes_on_in: String,
}

impl Ending {
    /// What an action says of it; nothing where it says nothing.
    pub(super) fn of(ledger: &Ledger, action: Action<'_>) -> Option<Ending> {
        let text = |field: &str| action.0.text(field).unwrap_or_default().trim().to_owned();
        let goes_on = text(f::GOES_ON_IN).parse::<Id>().ok().and_then(|id| ledger.records().get(id)).map(Action);
        let ending = Ending {
            day: day_text(&text(f::CLOSED)),
            because: text(f::BECAUSE),
            by: text(f::DECIDED_BY),
            on: day_text(&text(f::DECIDED_ON)),
            goes_on_in: goes_on.map(|a| format!("{} {}", a.number(), a.title()).trim().to_owned()).unwrap_or_default(),
        };
        let is_said = [&ending.day, &ending.because, &ending.by, &ending.on, &ending.goes_on_in];
        is_said.iter().any(|words| !words.is_empty()).then_some(ending)
    }

    /// When it was over and by whose decision, as one sentence; nothing where neither is said.
    pub fn decided(&self) -> Option<String> {
        let gaps: [(&str, &dyn std::fmt::Display); 3] = [("day", &self.day), ("by", &self.by), ("on", &self.on)];
        let key = match [&self.day, &self.by, &self.on].map(|words| !words.is_empty()) {
            [false, false, false] => return None,
            [true, false, false] => "ending.day",
            [true, true, false] => "ending.dayBy",
            [true, false, true] => "ending.dayOn",
            [true, true, true] => "ending.dayByOn",
            [false, true, false] => "ending.by",
            [false, false, true] => "ending.on",
            [false, true, true] => "ending.byOn",
        };
        Some(fill(key, &gaps))
    }
}

/// An owner's name.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnerName {
    /// The organisation.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its spelling as the paper printed it.
    pub printed: String,
}

/// An update as people read it.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateNode {
    /// The update's id.
    pub id: Id,
    /// The day its figures are as at, `YYYY-MM-DD`, or empty.
    pub date: String,
    /// What has happened.
    pub narrative: String,
    /// What changed, or empty.
    pub what_changed: String,
    /// Next steps, or empty.
    pub next_steps: String,
    /// By when.
    pub expected_by: Option<Timescale>,
    /// Help needed, or empty.
    pub help_needed: String,
    /// The address of a web page that shows it, or empty.
    pub evidence: String,
    /// What was answered to that, or empty; and of which organisation or who that is.
    pub help_answer: String,
    /// Whose answer that is, or empty.
    pub help_answered_by: String,
    /// Whether it stands in the last plan file, so that whoever owns the action has been shown it.
    pub is_issued: bool,
    /// Whether it says "no change since last time".
    pub no_change: bool,
    /// The rating's key for this action, if it has one.
    pub rating: Option<String>,
    /// The organisation that speaks, and its name.
    pub organisation: Option<(Id, String)>,
    /// Who wrote it or, for words put in for someone, who said it; or empty, as for words of a report.
    pub author: String,
    /// Whether it is from somebody whose organisation neither owns nor supports this action.
    pub is_outsiders: bool,
    /// Whether its rating is the action's: not where it is somebody else's and the office does not let it be.
    pub counts: bool,
    /// Whether it names, or its writer does, an organisation that neither owns nor supports this action, or none at all; what the
    /// office put in without naming one is nobody else's.
    pub names_no_owner: bool,
    /// Whether it does not count because nobody has said whose word it is: it names an owner, or nobody at all.
    pub is_unvouched: bool,
    /// Whether its words were taken from a report: whoever took them in did not write them.
    pub from_report: bool,
    /// How many further actions it covers.
    pub covers_others: usize,
    /// Where it stands.
    pub standing: Standing,
}

impl UpdateNode {
    /// Whether it says how the action is rated, and nothing else.
    pub fn is_rating_only(&self) -> bool {
        let words = [&self.narrative, &self.what_changed, &self.next_steps, &self.help_needed];
        !self.no_change
            && self.rating.is_some()
            && self.expected_by.is_none()
            && self.evidence.is_empty()
            && words.iter().all(|w| w.trim().is_empty())
    }
}
