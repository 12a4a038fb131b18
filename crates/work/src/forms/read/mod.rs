//! What came back, as answers: which sort of file it is, and reading it. Any bytes give answers or a reason.

mod document;
mod docx;
mod form;
mod grid;
mod made_for;
mod odt;
mod whose;

pub use whose::{MadeFor, made_for};

use super::answers::Answers;
use super::known::Known;
use super::refuse::Refused;
use crate::office::{Package, book, unpack};

/// Reads a form that came back: Word's, OpenDocument's text, or Excel's.
pub fn read(bytes: &[u8], known: &Known) -> Result<Answers, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if !bytes.starts_with(b"PK") {
        return Err(sort(bytes));
    }
    let package = unpack(bytes)?;
    if package.has("word/document.xml") {
        return form::understand(docx::read(&package)?, known);
    }
    if package.has("xl/workbook.xml") {
        return grid::understand(book::read(&package)?, known);
    }
    if package.has("content.xml") {
        return open_document(&package, known);
    }
    Err(Refused::Other)
}

fn open_document(package: &Package<'_>, known: &Known) -> Result<Answers, Refused> {
    let kind = package.text("mimetype")?.unwrap_or_default();
    match kind.trim() {
        "application/vnd.oasis.opendocument.text" => form::understand(odt::read(package)?, known),
        "application/vnd.oasis.opendocument.spreadsheet" => Err(Refused::OpenSheet),
        _ => Err(Refused::Other),
    }
}

/// What sort of file it is that is no zipped package.
fn sort(bytes: &[u8]) -> Refused {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"%PDF") {
        Refused::Pdf
    } else if starts(b"\xd0\xcf\x11\xe0") || starts(b"{\\rtf") {
        Refused::OldOffice
    } else if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") || starts(b"RIFF") {
        Refused::Picture
    } else if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) {
        Refused::Text
    } else {
        Refused::Other
    }
}
