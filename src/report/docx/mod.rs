//! A paper as a Word document, written part by part.
//!
//! Sheets with a table of actions lie on their side (A4 landscape): boards are used to that, and an update
//! of three paragraphs beside four other columns is a readable column there and a ribbon otherwise. Header
//! rows repeat on every sheet and rows are not torn, which is why the parts are written here.
//!
//! The same paper always makes the same bytes: no clock, no user's name, fixed order, fixed times.

mod document;
mod parts;
mod xml;

use super::Paper;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The paper as the bytes of a `.docx` file.
pub fn docx(paper: &Paper) -> Vec<u8> {
    // Writing into memory does not fail; if it ever did, the part would be missing and Word would say so.
    pack(paper).unwrap_or_default()
}

fn pack(paper: &Paper) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // 1980-01-01, the earliest day the format knows; stored as it is, since papers are small.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let parts = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::core(paper)),
        ("word/_rels/document.xml.rels", parts::document_relations()),
        ("word/document.xml", document::document(paper)),
        ("word/footer1.xml", parts::footer(paper)),
        ("word/numbering.xml", parts::numbering()),
        ("word/settings.xml", parts::settings()),
        ("word/styles.xml", parts::styles(paper)),
    ];
    for (name, bytes) in parts {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
