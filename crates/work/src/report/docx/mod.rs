//! A paper as a Word document, written part by part.
//!
//! Sheets with a table of actions lie on their side (A4 landscape): boards are used to that, and an update
//! of three paragraphs beside four other columns is a readable column there and a ribbon otherwise. Header
//! rows repeat on every sheet and rows are not torn, which is why the parts are written here.
//!
//! The same paper always makes the same bytes: no clock, no user's name, fixed order, fixed times.

mod document;

use super::Paper;
use crate::office::package::{self, Properties};
use crate::office::word;

/// The paper as the bytes of a `.docx` file.
pub fn docx(paper: &Paper) -> Vec<u8> {
    let title = format!("{} \u{2013} {}", paper.title, paper.subtitle);
    let parts = [
        ("word/_rels/document.xml.rels", word::relations()),
        ("word/document.xml", document::document(paper)),
        ("word/footer1.xml", word::footer(&title)),
        ("word/numbering.xml", word::numbering()),
        ("word/settings.xml", word::settings()),
        ("word/styles.xml", word::styles(paper.lang)),
    ];
    let parts = parts.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    let properties = Properties { title: &title, lang: paper.lang, own: &[] };
    package::file("word/document.xml", &word::contents(), &properties, parts)
}
