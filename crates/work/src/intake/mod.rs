//! Intake: an existing paper becomes a proposal that a person looks at beside the source, mends and accepts.
//!
//! One reader per shape ([`Format`]) turns text into pieces: lines, table rows, labelled blocks, each with
//! the lines of the file it came from. One understanding of columns and structure turns pieces into a
//! [`Proposal`]. Readers know nothing of priorities and owners; the understanding knows nothing of tabs,
//! pipes or tags.
//!
//! Reading is total: any bytes give a proposal or a [`Refused`]. Every line of the file is in
//! [`Proposal::lines`], also those that were not understood. What is guessed is a [`Question`].
//!
//! What may not live here: the record, the ledger, or anything that is accepted without a person.

mod blocks;
mod column_names;
mod columns;
mod csv;
mod decode;
mod delimited;
mod drafts;
mod finish;
mod guess;
mod headlines;
mod html;
mod markdown;
mod markup;
mod mend;
mod people;
mod places;
mod proposal;
mod read;
mod reading;
mod rows;
mod source;
mod structure;
mod titles;
mod tsv;
mod understand;
mod updates;
mod words;

pub use decode::{MAX_BYTES, NotText, Refused};
pub use guess::guess;
pub use markup::plain_words;
pub use proposal::{
    Cover, Kind, Place, Proposal, ProposedAction, ProposedAim, ProposedPriority, ProposedUpdate, Question,
    QuestionKind, RowRead, SourceLine, Subject, Summary, Under,
};
pub use read::read;
pub use words::{page_words, text_of};

use crate::days::Date;
use crate::domain::Scale;

/// The shapes a paper's words arrive in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with tables whose cells are separated by tabs: what copying from slides or a sheet gives.
    Tsv,
    /// Cells separated by commas or semicolons, quoted where needed.
    Csv,
    /// Headings with `#` and tables with `|`.
    Markdown,
    /// A web page, or what a word processor gives when pasted as one.
    Html,
    /// Plain text, with "What: / Who: / When:" blocks where it has them.
    Text,
}

impl Format {
    /// The format with this name, as the command's `--format` spells it: tsv, csv, md, html, text.
    pub fn named(name: &str) -> Option<Format> {
        match name {
            "tsv" => Some(Format::Tsv),
            "csv" => Some(Format::Csv),
            "md" | "markdown" => Some(Format::Markdown),
            "html" => Some(Format::Html),
            "text" | "txt" => Some(Format::Text),
            _ => None,
        }
    }
}

/// What a person says about the paper before it is read; anything left out is looked for in it.
#[derive(Debug, Clone)]
pub struct Options {
    /// The plan's title.
    pub title: Option<String>,
    /// The report's date.
    pub date: Option<Date>,
    /// The plan's rating scale.
    pub scale: Scale,
    /// The shape of the text; guessed from its content otherwise.
    pub format: Option<Format>,
    /// The plan's period in words ("2022-2027").
    pub period: Option<String>,
}

impl Default for Options {
    fn default() -> Options {
        Options { title: None, date: None, scale: Scale::usual(), format: None, period: None }
    }
}
