//! The proposal: what was read from a paper, as plain data for a person to look at and mend. Lists refer
//! to each other by index; the methods in `mend` keep the indexes right.

use super::Format;
use crate::days::Date;
use crate::domain::{Period, Scale, Timescale, ids::normal_words};
use crate::words;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// What was read from a paper. Nothing of it is in the record until a person accepts it.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The plan's title; empty where the paper has none.
    pub title: String,
    /// The plan's period.
    pub period: Option<Period>,
    /// The report's date.
    pub date: Option<Date>,
    /// The rating scale the rating cells were read by.
    pub scale: Scale,
    /// The shape the paper was read as.
    pub format: Format,
    /// What stands outside the tables and is not structure, in order: kept with the plan.
    pub background: Vec<String>,
    /// Every line of the file, in order.
    pub lines: Vec<SourceLine>,
    /// The priorities, in the paper's order.
    pub priorities: Vec<ProposedPriority>,
    /// The aims, in the order in which they first stand.
    pub aims: Vec<ProposedAim>,
    /// The actions, in the order in which they first stand.
    pub actions: Vec<ProposedAction>,
    /// The progress updates.
    pub updates: Vec<ProposedUpdate>,
    /// What was guessed and a person should look at.
    pub questions: Vec<Question>,
    /// Spellings that a person said are one organisation: normal words of the spelling → its name.
    pub(super) same_owner: BTreeMap<String, String>,
}

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its text as it stood, without the line's end.
    pub text: String,
    /// The line's end as it stood: `"\n"`, `"\r\n"`, `"\r"`, or nothing on the last line. Texts and ends
    /// of all lines, one after another, are the file.
    pub end: &'static str,
    /// What it was read as.
    pub kind: Kind,
}

/// What a line was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// (Part of) a row of a table; both numbers from 1, rows counted within their table.
    Row {
        /// The table's number in the paper.
        table: usize,
        /// The row's number in the table, headings not counted.
        row: usize,
    },
    /// The headings of a table's columns.
    TableHeading,
    /// The paper's title, a priority or an aim.
    Heading,
    /// Words outside the tables, kept as the plan's background.
    Background,
    /// (Part of) a headline of a priority.
    Headline,
    /// Nothing, or only markup.
    Blank,
    /// Not understood, with the reason in words a person reads; also a row that a person left out.
    NotUnderstood(String),
}

/// A priority, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedPriority {
    /// Its number as printed, or empty.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The example of progress that headlines it, or empty.
    pub headline_progress: String,
    /// The example of further development that headlines it, or empty.
    pub headline_further: String,
    /// Its place among the priorities, from 1.
    pub order: u32,
    /// The line where it first stands.
    pub line: usize,
    /// The words its id comes from: as read, whatever a person mends afterwards.
    pub(super) born: String,
}

/// An aim, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedAim {
    /// Its number as printed, or empty.
    pub number: String,
    /// Its statement.
    pub statement: String,
    /// The priorities it stands under.
    pub under: Vec<Under>,
    /// The line where it first stands.
    pub line: usize,
    pub(super) born: String,
}

/// That an aim stands under a priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Under {
    /// The priority's index.
    pub priority: usize,
    /// The aim's place under that priority, from 1.
    pub order: u32,
}

/// An action, as read.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedAction {
    /// Its title.
    pub title: String,
    /// Its number as printed, or empty.
    pub number: String,
    /// The names read out of the owner's cell; empty for not known.
    pub owners: Vec<String>,
    /// The owner's cell as printed, markup stripped; for a blank one the cell above that it was read as.
    pub owner_printed: String,
    /// Whether the owner's cell was blank and read as "same as above".
    pub inherited: bool,
    /// The names read out of the partners' cell.
    pub support: Vec<String>,
    /// The partners' cell as printed, markup stripped.
    pub support_printed: String,
    /// The timescale, words and days.
    pub timescale: Option<Timescale>,
    /// What success looks like, or empty.
    pub success: String,
    /// Resources, or empty.
    pub resources: String,
    /// The rating's cell as printed, or empty.
    pub rating_printed: String,
    /// The key in the scale that the rating's cell means.
    pub rating: Option<String>,
    /// Columns that were not understood: heading → cell, markup stripped.
    pub printed: BTreeMap<String, String>,
    /// Where it stands.
    pub placements: Vec<Place>,
    /// The rows it was read from.
    pub rows: Vec<RowRead>,
    pub(super) born: String,
}

/// That an action stands under an aim, under a priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The priority's index.
    pub priority: usize,
    /// The aim's index.
    pub aim: usize,
    /// The action's place there, from 1.
    pub order: u32,
}

/// A row that an action was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRead {
    /// The table's number, from 1.
    pub table: usize,
    /// The row's number in its table, from 1.
    pub row: usize,
    /// Its first line in the file.
    pub first_line: usize,
    /// Its last line in the file.
    pub last_line: usize,
    /// The owner's cell exactly as it stands in the file, markup included.
    pub owner_cell: String,
    /// Whether the owner's cell was blank and read as the one above.
    pub inherited: bool,
    /// Where this row stands.
    pub place: (usize, usize),
}

/// A progress update, as read.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedUpdate {
    /// What has happened; paragraphs are separated by a blank line. Empty where the paper gives a rating
    /// and no words.
    pub narrative: String,
    /// Next steps, or empty.
    pub next_steps: String,
    /// The actions it covers.
    pub covers: Vec<Cover>,
    /// The priority and aim it speaks for, where its action stands in several places with different words.
    pub placement: Option<(usize, usize)>,
    /// Its date: the report's.
    pub date: Option<Date>,
    /// The line where it stands.
    pub line: usize,
    /// Where its row stands.
    pub(super) at: (usize, usize),
}

impl ProposedUpdate {
    /// Whether it has words or a rating; a person may have taken all of them out.
    pub fn says_something(&self) -> bool {
        !self.narrative.is_empty() || !self.next_steps.is_empty() || self.covers.iter().any(|c| c.rating.is_some())
    }
}

/// That an update covers an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The action's index.
    pub action: usize,
    /// Its rating's key; `None` for not known.
    pub rating: Option<String>,
}

/// Something guessed that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What sort of guess.
    pub kind: QuestionKind,
    /// The line it is about; 0 for the whole paper.
    pub line: usize,
    /// What it is about.
    pub about: Subject,
    /// The question, in words a person reads.
    pub words: String,
}

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The paper as a whole.
    Paper,
    /// A priority, by its index.
    Priority(usize),
    /// An aim, by its index.
    Aim(usize),
    /// An action, by its index.
    Action(usize),
    /// An update, by its index.
    Update(usize),
    /// Two names that may be one organisation.
    Owners(String, String),
}

/// The sorts of guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuestionKind {
    /// No title, or one that was guessed.
    Title,
    /// The report's date was guessed or is missing.
    Date,
    /// The file's letters were read by an old table.
    Letters,
    /// A priority or aim was guessed.
    Structure,
    /// A blank owner was read as the one above.
    OwnerFromAbove,
    /// An owner's cell may name one or several.
    OwnerSplit,
    /// No owner is known.
    OwnerUnknown,
    /// Two owners may be one.
    OwnersAlike,
    /// An update was read as covering several actions, or two rows as one update.
    UpdateCovers,
    /// An action may stand twice.
    RepeatedAction,
    /// A timescale's days are a guess.
    Timescale,
    /// A rating's cell is not in the scale.
    Rating,
    /// A table or row was not understood.
    Table,
}

/// The counts of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Priorities.
    pub priorities: usize,
    /// Aims.
    pub aims: usize,
    /// Actions.
    pub actions: usize,
    /// Progress updates.
    pub updates: usize,
    /// Different owner cells, exactly as they stand in the file.
    pub owners: usize,
    /// Lines not understood (and rows left out).
    pub not_understood: usize,
    /// Placements of actions.
    pub placements: usize,
    /// Tables.
    pub tables: usize,
    /// Rows of tables.
    pub rows: usize,
    /// Rows whose blank owner was read as the one above.
    pub inherited_owners: usize,
    /// Organisations, after splitting cells and merging spellings.
    pub organisations: usize,
    /// Questions.
    pub questions: usize,
}

impl Proposal {
    /// The counts.
    pub fn summary(&self) -> Summary {
        let rows = || self.actions.iter().flat_map(|a| &a.rows);
        let cells: BTreeSet<&str> = rows().map(|r| r.owner_cell.as_str()).filter(|c| !c.trim().is_empty()).collect();
        let tables: BTreeSet<usize> = rows().map(|r| r.table).collect();
        Summary {
            priorities: self.priorities.len(),
            aims: self.aims.len(),
            actions: self.actions.len(),
            updates: self.updates.iter().filter(|u| u.says_something()).count(),
            owners: cells.len(),
            not_understood: self.not_understood().count(),
            placements: self.actions.iter().map(|a| a.placements.len()).sum(),
            tables: tables.len(),
            rows: rows().count(),
            inherited_owners: rows().filter(|r| r.inherited).count(),
            organisations: self.organisations().len(),
            questions: self.questions.len(),
        }
    }

    /// The lines that were not understood, and the rows a person left out.
    pub fn not_understood(&self) -> impl Iterator<Item = &SourceLine> {
        self.lines.iter().filter(|l| matches!(l.kind, Kind::NotUnderstood(_)))
    }

    /// The organisations that own or support actions, each with the spellings seen; the first spelling
    /// is its name. In the order in which they first stand.
    pub fn organisations(&self) -> Vec<(String, BTreeSet<String>)> {
        let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for name in self.actions.iter().flat_map(|a| a.owners.iter().chain(&a.support)) {
            let canonical = self.canonical(name);
            let index = *known.entry(crate::domain::owners::key(&canonical)).or_insert_with(|| {
                found.push((canonical.clone(), BTreeSet::new()));
                found.len() - 1
            });
            if let Some((_, spellings)) = found.get_mut(index) {
                spellings.insert(name.clone());
            }
        }
        found
    }

    /// The name an owner goes by, after what a person said about spellings.
    pub(super) fn canonical(&self, name: &str) -> String {
        let mut name = name.to_owned();
        // At most as many steps as there are sayings, so that a circle of them ends.
        for _ in 0..=self.same_owner.len() {
            match self.same_owner.get(&normal_words(&name)) {
                Some(other) if *other != name => name = other.clone(),
                _ => break,
            }
        }
        name
    }

    /// Adds a question in the words of a key.
    pub(super) fn ask(
        &mut self,
        kind: QuestionKind,
        line: usize,
        about: Subject,
        key: &str,
        gaps: &[(&str, &dyn Display)],
    ) {
        self.questions.push(Question { kind, line, about, words: words::fill(key, gaps) });
    }
}
