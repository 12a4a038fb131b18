//! Text with tables whose cells are separated by tabs. A line without a tab is words.

use super::delimited::records;
use super::source::{Content, Piece, RawLine, Row, line_at};

/// The pieces of such a text.
pub(super) fn pieces(text: &str, lines: &[RawLine<'_>]) -> Vec<Piece> {
    let piece = |record: super::delimited::Record| {
        let (first, last) =
            (line_at(lines, record.start), line_at(lines, record.end.saturating_sub(1).max(record.start)));
        let content = match record.cells.as_slice() {
            [only] if only.is_blank() => Content::Blank,
            [only] => Content::Words { text: only.text.clone(), level: None },
            _ => Content::Row(Row { cells: record.cells, ..Row::default() }),
        };
        Piece { first, last, content }
    };
    records(text, '\t').into_iter().map(piece).collect()
}
