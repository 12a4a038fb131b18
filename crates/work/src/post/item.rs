//! One thing that came back, as plain data.

use super::refuse::{NotRead, OtherWords};
use crate::bundle::{Partnership, Purpose};
use crate::days::Date;
use crate::forms::MadeFor;
use crate::intake::Format;
use crate::words::fill;
use std::rc::Rc;

/// What a mail says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Its sender's name, or empty.
    pub name: String,
    /// Its sender's address, or empty.
    pub address: String,
    /// Its subject, or empty.
    pub subject: String,
    /// The day it was sent, as its sender's clock had it.
    pub sent: Option<Date>,
}

impl Head {
    /// Who sent it, as a person reads it: name and address, or the one there is.
    pub fn who(&self) -> String {
        match (self.name.is_empty(), self.address.is_empty()) {
            (false, false) if self.name != self.address => {
                fill("post.who", &[("name", &self.name), ("address", &self.address)])
            }
            (true, _) => self.address.clone(),
            _ => self.name.clone(),
        }
    }
}

/// A paper that may be brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Text of this shape, which `intake` reads.
    Text(Format),
    /// A Word file, or the same as OpenDocument. It may be a form that lost its marks; `forms` knows it by its titles.
    Document,
    /// An Excel workbook; as above.
    Sheet,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A file of this program.
    Bundle {
        /// What for.
        purpose: Purpose,
        /// Whose record it is.
        partnership: Partnership,
        /// The number of a plan file.
        number: Option<u64>,
    },
    /// What the page around the app saved when the app could not run.
    Rescue,
    /// A locked file; what is in it is known once it is unlocked.
    Locked,
    /// A form of ours: Word's, OpenDocument's or Excel's.
    Form(MadeFor),
    /// The plan as a workbook, as it went out.
    Workbook,
    /// Words that somebody wrote: a mail's own, or a text's.
    Reply {
        /// The words.
        words: String,
        /// Where the words are of another sort than plain text: what became of them.
        other: Option<OtherWords>,
    },
    /// A paper that may be brought in.
    Paper(Paper),
    /// Nothing that can be read, and what to do.
    NotRead(NotRead),
}

/// One thing that came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The names it came by, from the file that was given to it itself.
    pub path: Vec<String>,
    /// The mail it came in, if it did.
    pub from: Option<Rc<Head>>,
    /// What it is.
    pub what: What,
    /// Its bytes. Of a mail's own words: those words.
    pub bytes: Vec<u8>,
}

impl Item {
    /// Its own name.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The way it came by: "letters.zip › reply.eml › form.docx".
    pub fn place(&self) -> String {
        self.path.join(" \u{203a} ")
    }
}
