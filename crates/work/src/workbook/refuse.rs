//! Why a workbook cannot be written, or what came back cannot be read, as a sentence that says what to do.

use crate::office::Flaw;
use crate::words::{fill, say};
use std::fmt;

/// There are more rows than a sheet takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unwritten;

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say("workbook.unwritten"))
    }
}

impl std::error::Error for Unwritten {}

/// Why a file is no workbook that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is no workbook of ours: an owner's form, somebody's own sheet, or no Excel file at all.
    NotOurs,
    /// It is a sheet in OpenDocument form.
    OpenSheet,
    /// It is torn or damaged.
    Broken,
    /// It, or a part of it, is larger than any workbook that we make.
    TooLarge,
    /// It is locked with a password.
    Locked,
    /// The hidden sheet with what went out is gone, so nobody can tell what was changed.
    NothingToCompare,
    /// A newer version of the program made it.
    Newer,
    /// It was made for another partnership.
    OtherPartnership,
    /// It was made of another plan, which is not here.
    OtherPlan,
}

impl Refused {
    /// Every reason, with the name of its sentence.
    pub const ALL: [(Refused, &'static str); 9] = [
        (Refused::NotOurs, "notOurs"),
        (Refused::OpenSheet, "openSheet"),
        (Refused::Broken, "broken"),
        (Refused::TooLarge, "tooLarge"),
        (Refused::Locked, "locked"),
        (Refused::NothingToCompare, "nothingToCompare"),
        (Refused::Newer, "newer"),
        (Refused::OtherPartnership, "otherPartnership"),
        (Refused::OtherPlan, "otherPlan"),
    ];
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Refused::ALL.iter().find(|(reason, _)| reason == self).map_or("broken", |(_, name)| name);
        f.write_str(&fill(&format!("workbook.refused.{name}"), &[("sheet", &say("workbook.sheet.out"))]))
    }
}

impl std::error::Error for Refused {}

impl From<Flaw> for Refused {
    fn from(flaw: Flaw) -> Refused {
        match flaw {
            Flaw::NoPackage => Refused::NotOurs,
            Flaw::Broken => Refused::Broken,
            Flaw::TooLarge | Flaw::TooDeep => Refused::TooLarge,
            Flaw::Locked => Refused::Locked,
        }
    }
}
