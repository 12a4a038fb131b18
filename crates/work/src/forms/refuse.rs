//! Why what came back cannot be read, as a sentence that says what to do.

use crate::office::Flaw;
use crate::words::say;
use std::fmt;

/// Why a file is no form that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is nothing in it.
    Empty,
    /// It, or a part of it, is larger than any form.
    TooLarge,
    /// It is torn or damaged.
    Broken,
    /// It is locked with a password.
    Locked,
    /// It is of an older office program (.doc, .xls), or locked with a password.
    OldOffice,
    /// It is a sheet in OpenDocument form.
    OpenSheet,
    /// It is a PDF.
    Pdf,
    /// It is a picture.
    Picture,
    /// It is plain text, which is read as a reply.
    Text,
    /// It is some other file.
    Other,
    /// It is a document or a sheet, but nothing in it is of a form of this plan.
    NoForm,
    /// It was made for another partnership.
    OtherPartnership,
    /// It was made for another plan.
    OtherPlan,
}

impl Refused {
    /// Every reason.
    pub const ALL: [(Refused, &'static str); 13] = [
        (Refused::Empty, "empty"),
        (Refused::TooLarge, "tooLarge"),
        (Refused::Broken, "broken"),
        (Refused::Locked, "locked"),
        (Refused::OldOffice, "oldOffice"),
        (Refused::OpenSheet, "openSheet"),
        (Refused::Pdf, "pdf"),
        (Refused::Picture, "picture"),
        (Refused::Text, "text"),
        (Refused::Other, "other"),
        (Refused::NoForm, "noForm"),
        (Refused::OtherPartnership, "otherPartnership"),
        (Refused::OtherPlan, "otherPlan"),
    ];
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Refused::ALL.iter().find(|(reason, _)| reason == self).map_or("other", |(_, name)| name);
        f.write_str(&say(&format!("forms.refused.{name}")))
    }
}

impl std::error::Error for Refused {}

impl From<Flaw> for Refused {
    fn from(flaw: Flaw) -> Refused {
        match flaw {
            Flaw::NoPackage => Refused::Other,
            Flaw::Broken => Refused::Broken,
            Flaw::TooLarge | Flaw::TooDeep => Refused::TooLarge,
            Flaw::Locked => Refused::Locked,
        }
    }
}
