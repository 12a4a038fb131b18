//! Whose form a file is, told without a plan: what it says about itself.

use super::document::properties;
use super::grid;
use crate::forms::marks::{About, about_from};
use crate::forms::refuse::Refused;
use crate::office::{Package, book, unpack};
use crate::record::Id;

/// For whom a form says that it was made. What a program lost of it is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MadeFor {
    /// The partnership.
    pub partnership: Option<Id>,
    /// The plan.
    pub plan: Option<Id>,
    /// The organisation that was asked.
    pub organisation: Option<Id>,
    /// The number of the plan file or cycle.
    pub issue: Option<u64>,
}

/// For whom a file was made, where it says that it is a form of ours; `None` for any other file, and for a form whose
/// marks some program has lost, which [`read`](crate::forms::read()) may know by its titles.
///
/// # Errors
/// It is no office file, or one that cannot be opened.
pub fn made_for(bytes: &[u8]) -> Result<Option<MadeFor>, Refused> {
    let about = about(&unpack(bytes)?)?.filter(|about| about.partnership.is_some());
    Ok(about.map(|about| MadeFor {
        partnership: about.partnership,
        plan: about.plan,
        organisation: about.organisation,
        issue: about.issue,
    }))
}

fn about(package: &Package<'_>) -> Result<Option<About>, Refused> {
    if package.has("xl/workbook.xml") {
        return Ok(grid::about(&book::read(package)?));
    }
    let (part, name) = if package.has("word/document.xml") {
        ("docProps/custom.xml", "property")
    } else {
        ("meta.xml", "user-defined")
    };
    let Some(xml) = package.text(part)? else { return Ok(None) };
    Ok(Some(about_from(&properties(&xml, name)?)))
}
