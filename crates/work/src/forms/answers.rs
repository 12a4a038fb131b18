//! What somebody answered, as plain data, and what was not understood.

use super::known::Known;
use crate::days::Date;
use crate::domain::{read_day, read_past_day};
use crate::record::Id;
use crate::words::{fill, say};

/// In what an answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A Word form (or the same saved as OpenDocument).
    Document,
    /// An Excel sheet.
    Sheet,
    /// A reply pasted from an e-mail.
    Reply,
}

impl Via {
    /// How it was said, as an update's attribution has it.
    pub fn how(self) -> &'static str {
        match self {
            Via::Document | Via::Sheet => "form",
            Via::Reply => "e-mail",
        }
    }

    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Via::Document => "document",
            Via::Sheet => "sheet",
            Via::Reply => "reply",
        }
    }
}

/// How an answer was matched to its action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// By its hidden mark.
    Mark,
    /// By the action's number and title, exactly.
    Title,
    /// Not at all: a person has to say.
    None,
}

/// Where something stands, for a person to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A cell of a sheet: the sheet's name, the cell ("G12").
    Cell(String, String),
    /// A row of a sheet.
    Row(String, u32),
    /// A paragraph, counted from 1.
    Paragraph(usize),
    /// A row of a document's table, both counted from 1.
    TableRow(usize, usize),
    /// A line of a text, counted from 1.
    Line(usize),
    /// A part beside the main one: a comment, a footnote, a header.
    Beside(String),
}

impl Place {
    /// The place in words.
    pub fn words(&self) -> String {
        match self {
            Place::Cell(sheet, cell) => fill("forms.place.cell", &[("sheet", sheet), ("cell", cell)]),
            Place::Row(sheet, row) => fill("forms.place.row", &[("sheet", sheet), ("row", row)]),
            Place::Paragraph(number) => fill("forms.place.paragraph", &[("number", number)]),
            Place::TableRow(table, row) => fill("forms.place.tableRow", &[("table", table), ("row", row)]),
            Place::Line(line) => fill("forms.place.line", &[("line", line)]),
            Place::Beside(name) => match name.as_str() {
                "comment" | "note" | "header" | "drawing" => say(&format!("forms.place.{name}")),
                other => other.to_owned(),
            },
        }
    }
}

/// Words that were not understood: shown to a person, never dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Where they stand.
    pub place: Place,
    /// The words.
    pub words: String,
    /// Why they were not understood, as a sentence.
    pub why: String,
}

/// A figure somebody gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The measure; `None` where it is not known which.
    pub measure: Option<Id>,
    /// The measure's name, as the form or the reply has it.
    pub name: String,
    /// The figure as written.
    pub value: String,
}

/// What was said about one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The action; `None` where none fits.
    pub action: Option<Id>,
    /// How the action was found.
    pub matched: Match,
    /// Number and title as they stand in what came back.
    pub heading: String,
    /// What has changed, or empty.
    pub update: String,
    /// The rating's key in the plan's scale.
    pub rating: Option<String>,
    /// The figures.
    pub figures: Vec<Figure>,
    /// The next step, or empty.
    pub next_step: String,
    /// By when, or empty.
    pub by_when: String,
    /// The help that is needed, or empty.
    pub help: String,
    /// Where it stands.
    pub place: Place,
}

impl Answer {
    /// An answer that says nothing yet.
    pub(super) fn new(action: Option<Id>, matched: Match, heading: &str, place: Place) -> Answer {
        Answer {
            action,
            matched,
            heading: heading.to_owned(),
            update: String::new(),
            rating: None,
            figures: Vec::new(),
            next_step: String::new(),
            by_when: String::new(),
            help: String::new(),
            place,
        }
    }

    /// Whether it says nothing at all.
    pub fn is_blank(&self) -> bool {
        let texts = [&self.update, &self.next_step, &self.by_when, &self.help];
        texts.iter().all(|t| t.trim().is_empty()) && self.rating.is_none() && self.figures.is_empty()
    }
}

/// Everything that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// In what it came.
    pub via: Via,
    /// The partnership it was made for, where it still says so.
    pub partnership: Option<Id>,
    /// The plan it was made for, where it still says so.
    pub plan: Option<Id>,
    /// The organisation that was asked, where it still says so.
    pub organisation: Option<Id>,
    /// The number of the plan file or cycle it was made for.
    pub issue: Option<u64>,
    /// Which form it is: a digest of its own sentences, among them when it was due and what was last said. None where
    /// it no longer says them.
    pub(super) form: Option<String>,
    /// Who filled it in, or empty.
    pub filled_in_by: String,
    /// The day as written, or empty.
    pub date_words: String,
    /// The day it is read as.
    pub date: Option<Date>,
    /// What was said; answers that say nothing are left out.
    pub answers: Vec<Answer>,
    /// What was not understood, in the order in which it stands.
    pub leftovers: Vec<Leftover>,
    /// What else a person should know, as sentences: that marks are missing, for one.
    pub remarks: Vec<String>,
}

impl Answers {
    pub(super) fn new(via: Via) -> Answers {
        Answers {
            via,
            partnership: None,
            plan: None,
            organisation: None,
            issue: None,
            form: None,
            filled_in_by: String::new(),
            date_words: String::new(),
            date: None,
            answers: Vec::new(),
            leftovers: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Notes words that were not understood; `why` is a sentence's key.
    pub(super) fn leave(&mut self, place: Place, words: &str, why: &str) {
        if !words.trim().is_empty() {
            self.leftovers.push(Leftover { place, words: words.trim().to_owned(), why: say(why) });
        }
    }

    /// The answer for an action, made where there is none yet.
    pub(super) fn for_action(
        &mut self,
        action: Id,
        matched: Match,
        heading: &str,
        place: &Place,
    ) -> Option<&mut Answer> {
        let found = self.answers.iter().position(|a| a.action == Some(action));
        let at = found.unwrap_or_else(|| {
            self.answers.push(Answer::new(Some(action), matched, heading, place.clone()));
            self.answers.len() - 1
        });
        self.answers.get_mut(at)
    }

    /// Leaves out what says nothing, and reads the day; one that is not understood is left for a person.
    pub(super) fn finish(mut self, known: &Known) -> Answers {
        self.answers.retain(|a| !a.is_blank());
        self.date = match known.today {
            Some(today) => read_past_day(&self.date_words, today),
            None => read_day(&self.date_words),
        };
        if self.date.is_none() {
            let words = self.date_words.clone();
            self.leave(Place::Beside(say("forms.label.date")), &words, "forms.why.date");
        }
        self
    }
}
