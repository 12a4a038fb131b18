//! Cells separated by commas or semicolons. A record with one cell, or whose other cells are all blank
//! before any column headings, is words: spreadsheets pad such lines with separators.

use super::columns;
use super::delimited::{Record, records};
use super::source::{Content, Piece, RawLine, Row, line_at};

/// The pieces of such a text.
pub(super) fn pieces(text: &str, lines: &[RawLine<'_>]) -> Vec<Piece> {
    let piece = |record: Record| {
        let (first, last) =
            (line_at(lines, record.start), line_at(lines, record.end.saturating_sub(1).max(record.start)));
        let blank = record.cells.iter().all(super::source::Cell::is_blank);
        let content = match record.cells.as_slice() {
            _ if blank => Content::Blank,
            [only] => Content::Words { text: only.text.clone(), level: None },
            _ => Content::Row(Row { cells: record.cells, ..Row::default() }),
        };
        Piece { first, last, content }
    };
    records(text, separator(text)).into_iter().map(piece).collect()
}

/// The separator that makes column headings; where none does, the one there is more of.
pub(super) fn separator(text: &str) -> char {
    let headed = |separator: char| records(head(text), separator).iter().any(|r| columns::is_heading(&r.cells));
    let count = |separator: char| head(text).matches(separator).count();
    match (headed(','), headed(';')) {
        (true, _) => ',',
        (false, true) => ';',
        (false, false) if count(';') > count(',') => ';',
        _ => ',',
    }
}

/// The beginning of a text: enough to judge its shape by.
pub(super) fn head(text: &str) -> &str {
    let end = (0..=text.len().min(100_000)).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}
