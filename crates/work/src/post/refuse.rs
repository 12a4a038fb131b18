//! What cannot be read of what came back, as sentences that say what it is and what to do.

use crate::bundle;
use crate::words::{count, say};
use std::fmt;

/// Why a thing cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub enum NotRead {
    /// There is nothing in it.
    Empty,
    /// It is larger than anything that is opened here.
    TooLarge,
    /// It is damaged or not complete.
    Broken,
    /// A file of this program that cannot be used.
    Bundle(bundle::Refused),
    /// A zip, or a file in one, with a password.
    Password,
    /// An office file with a password.
    LockedOffice,
    /// A mail that is encrypted.
    Encrypted,
    /// A mail signed in such a way that its words lie in the signature.
    Sealed,
    /// A calendar entry or an invitation.
    Calendar,
    /// A task.
    Task,
    /// A contact or a business card.
    Contact,
    /// A message that a mail could not be delivered, or was read.
    Report,
    /// Another thing of Outlook's.
    Outlook,
    /// A file that was not attached, but linked to.
    Link,
    /// A mail without any words or files.
    NoWords,
    /// What Outlook packs files into for others (`winmail.dat`).
    Winmail,
    /// An older office program's file (.doc, .xls), or rich text.
    OldOffice,
    /// An OpenDocument sheet.
    OpenSheet,
    /// Slides.
    Slides,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A sound or a film.
    Recording,
    /// An archive that is no zip.
    Archive,
    /// Data of another program (JSON).
    Data,
    /// Files lie within each other deeper than is looked.
    TooDeep,
    /// So many further files in it were not looked at.
    More(usize),
    /// Something else.
    Other,
}

impl NotRead {
    fn name(&self) -> &'static str {
        match self {
            NotRead::Empty => "empty",
            NotRead::TooLarge => "tooLarge",
            NotRead::Broken => "broken",
            NotRead::Bundle(_) => "bundle",
            NotRead::Password => "password",
            NotRead::LockedOffice => "lockedOffice",
            NotRead::Encrypted => "encrypted",
            NotRead::Sealed => "sealed",
            NotRead::Calendar => "calendar",
            NotRead::Task => "task",
            NotRead::Contact => "contact",
            NotRead::Report => "report",
            NotRead::Outlook => "outlook",
            NotRead::Link => "link",
            NotRead::NoWords => "noWords",
            NotRead::Winmail => "winmail",
            NotRead::OldOffice => "oldOffice",
            NotRead::OpenSheet => "openSheet",
            NotRead::Slides => "slides",
            NotRead::Pdf => "pdf",
            NotRead::Picture => "picture",
            NotRead::Recording => "recording",
            NotRead::Archive => "archive",
            NotRead::Data => "data",
            NotRead::TooDeep => "tooDeep",
            NotRead::More(_) => "more",
            NotRead::Other => "other",
        }
    }
}

impl fmt::Display for NotRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotRead::Bundle(refused) => f.write_str(&refused.words()),
            NotRead::More(files) => f.write_str(&count("post.notRead.more", *files)),
            other => f.write_str(&say(&format!("post.notRead.{}", other.name()))),
        }
    }
}

impl std::error::Error for NotRead {}

/// In what a mail's words were, where not in plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherWords {
    /// As a web page: read, without its looks.
    Html,
    /// As rich text alone: not read.
    Rich,
}

impl OtherWords {
    /// What a person should know of it.
    pub fn words(self) -> String {
        match self {
            OtherWords::Html => say("post.words.html"),
            OtherWords::Rich => say("post.words.rich"),
        }
    }
}
