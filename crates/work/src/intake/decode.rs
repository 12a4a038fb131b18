//! Bytes to text: UTF-8, UTF-16 with its mark, else Windows-1252. Files that are not text are refused with
//! what to do instead.

use crate::words;
use std::fmt;

/// The most bytes a paper may have: 20 MiB.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// No paper has more lines or cells than this; a file of nothing else would fill the memory.
const MAX_LINES: usize = 500_000;
const MAX_SEPARATORS: usize = 4_000_000;

/// Why a paper was not read. Shown as a sentence that says what to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is nothing in it.
    Empty,
    /// It is larger than [`MAX_BYTES`], or has more lines or cells than any paper.
    TooLarge,
    /// It is not text.
    NotText(NotText),
}

/// The sorts of files that are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// A word processor's document (docx, doc, odt, rtf).
    Document,
    /// A spreadsheet (xlsx, xls, ods).
    Sheet,
    /// Slides (pptx, odp).
    Slides,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// Some other file.
    Other,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match self {
            Refused::Empty => "intake.refused.empty",
            Refused::TooLarge => "intake.refused.tooLarge",
            Refused::NotText(NotText::Document) => "intake.refused.document",
            Refused::NotText(NotText::Sheet) => "intake.refused.sheet",
            Refused::NotText(NotText::Slides) => "intake.refused.slides",
            Refused::NotText(NotText::Pdf) => "intake.refused.pdf",
            Refused::NotText(NotText::Picture) => "intake.refused.picture",
            Refused::NotText(NotText::Other) => "intake.refused.other",
        };
        f.write_str(&words::say(key))
    }
}

impl std::error::Error for Refused {}

/// The text of a file.
pub(super) struct Decoded {
    /// Its text, without a byte order mark.
    pub text: String,
    /// Whether the bytes were not UTF-8 or UTF-16 and were read as Windows-1252.
    pub old_encoding: bool,
}

/// The text of these bytes, or why there is none.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Refused> {
    if bytes.len() > MAX_BYTES {
        return Err(Refused::TooLarge);
    }
    if let Some(sort) = not_text(bytes) {
        return Err(Refused::NotText(sort));
    }
    let (text, old_encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes), false),
        [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes), false),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        rest => utf8(rest),
    };
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let lines = text.bytes().filter(|b| matches!(b, b'\n' | b'\r')).count();
    let separators = text.bytes().filter(|b| matches!(b, b'\t' | b',' | b';' | b'|')).count();
    if lines > MAX_LINES || separators > MAX_SEPARATORS {
        return Err(Refused::TooLarge);
    }
    if text.contains('\0') {
        return Err(Refused::NotText(NotText::Other));
    }
    Ok(Decoded { text, old_encoding })
}

fn utf8(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (bytes.iter().map(|b| windows_1252(*b)).collect(), true),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let high = usize::from(byte).checked_sub(0x80).and_then(|i| HIGH.get(i));
    high.copied().unwrap_or_else(|| char::from(byte))
}

/// What sort of file this is, if it is not text. Judged by its first bytes; for the zipped office formats
/// by the names of the parts inside.
fn not_text(bytes: &[u8]) -> Option<NotText> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let holds = |part: &[u8]| bytes.windows(part.len()).take(200_000).any(|w| w == part);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Some(match () {
            () if holds(b"word/") || holds(b"opendocument.text") => NotText::Document,
            () if holds(b"xl/") || holds(b"opendocument.spreadsheet") => NotText::Sheet,
            () if holds(b"ppt/") || holds(b"opendocument.presentation") => NotText::Slides,
            () => NotText::Other,
        });
    }
    if starts(b"%PDF") {
        return Some(NotText::Pdf);
    }
    if starts(b"\xd0\xcf\x11\xe0") || starts(b"{\\rtf") {
        return Some(NotText::Document);
    }
    if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") || starts(b"RIFF") {
        return Some(NotText::Picture);
    }
    (starts(b"\x7fELF") || starts(b"\x1f\x8b") || starts(b"Rar!") || starts(b"7z\xbc\xaf")).then_some(NotText::Other)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_from_every_usual_encoding() {
        let text = |bytes: &[u8]| decode(bytes).map(|d| (d.text, d.old_encoding)).unwrap();
        assert_eq!(text("\u{feff}Café".as_bytes()), ("Café".to_owned(), false));
        assert_eq!(text(b"Caf\xe9 \x93pound\x94 \x80"), ("Café “pound” €".to_owned(), true));
        assert_eq!(text(b"\xff\xfeA\x00\xe9\x00"), ("Aé".to_owned(), false));
        assert_eq!(text(b"\xfe\xff\x00A\x00\xe9"), ("Aé".to_owned(), false));
    }

    #[test]
    fn files_that_are_not_text_say_what_to_do() {
        let refused = |bytes: &[u8]| decode(bytes).err().unwrap();
        assert_eq!(refused(b""), Refused::Empty);
        assert_eq!(refused(b" \r\n\t"), Refused::Empty);
        assert_eq!(refused(b"%PDF-1.7"), Refused::NotText(NotText::Pdf));
        assert_eq!(refused(b"PK\x03\x04....xl/workbook.xml"), Refused::NotText(NotText::Sheet));
        assert_eq!(refused(b"PK\x03\x04....word/document.xml"), Refused::NotText(NotText::Document));
        assert_eq!(refused(b"abc\x00def"), Refused::NotText(NotText::Other));
        assert_eq!(refused(&vec![b'a'; MAX_BYTES + 1]), Refused::TooLarge);
        for sort in [Refused::Empty, Refused::TooLarge, Refused::NotText(NotText::Pdf)] {
            assert!(!sort.to_string().starts_with("intake."), "{sort} has words");
        }
    }
}
