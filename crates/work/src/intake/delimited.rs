//! Splitting text at a separator, with quoted cells. Shared by the tab and the comma reader.
//!
//! A cell counts as quoted only if its closing quote stands at the cell's end; any other quote is the
//! author's. So a cell that begins with a quoted word, or a quote that never closes, swallows nothing.

use super::markup::plain_words;
use super::source::Cell;

/// One record: its cells and the bytes of the text it takes, without the line's end.
pub(super) struct Record {
    pub cells: Vec<Cell>,
    pub start: usize,
    pub end: usize,
}

/// The records of a text. Cells may hold line breaks where they are quoted.
pub(super) fn records(text: &str, separator: char) -> Vec<Record> {
    let mut records = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let start = at;
        let mut cells = Vec::new();
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let (cell, length) = cell(rest, separator);
            cells.push(cell);
            at += length;
            match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if c == separator => at += c.len_utf8(),
                _ => break,
            }
        }
        let end = at;
        let rest = text.get(at..).unwrap_or_default();
        at += if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) };
        records.push(Record { cells, start, end });
    }
    records
}

/// The cell at the start of this text, and how many bytes it takes up to the separator or line's end.
fn cell(text: &str, separator: char) -> (Cell, usize) {
    if let Some((words, length)) = quoted(text, separator) {
        let raw = text.get(..length).unwrap_or_default();
        return (Cell::new(raw, plain_words(&words)), length);
    }
    let length = text.find([separator, '\n', '\r']).unwrap_or(text.len());
    let raw = text.get(..length).unwrap_or_default();
    (Cell::new(raw, plain_words(raw)), length)
}

/// The words of the quoted cell at the start of this text, if one stands there.
fn quoted(text: &str, separator: char) -> Option<(String, usize)> {
    let mut words = String::new();
    let mut rest = text.strip_prefix('"')?;
    loop {
        let at = rest.find('"')?;
        let (before, after) = rest.split_at_checked(at)?;
        words.push_str(before);
        let after = after.strip_prefix('"')?;
        if let Some(more) = after.strip_prefix('"') {
            words.push('"');
            rest = more;
            continue;
        }
        let spaces = after.len() - after.trim_start_matches(' ').len();
        let beyond = after.get(spaces..)?;
        let ends = beyond.is_empty() || beyond.starts_with([separator, '\n', '\r']);
        return ends.then(|| (words.replace("\r\n", "\n").replace('\r', "\n"), text.len() - beyond.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, separator: char) -> Vec<Vec<String>> {
        let texts = |r: &Record| r.cells.iter().map(|c| c.text.to_string()).collect();
        records(text, separator).iter().map(texts).collect()
    }

    #[test]
    fn quoted_cells_keep_their_breaks_and_separators() {
        assert_eq!(
            split("a,\"b, c\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",=1+1,", ','),
            [vec!["a", "b, c", "say \"hi\""], vec!["two\nlines", "=1+1", ""]]
        );
    }

    #[test]
    fn a_quote_that_is_the_authors_swallows_nothing() {
        assert_eq!(
            split("\"Buddies\" scheme\tPublic Health\n\"never closed\tx\ny", '\t'),
            [vec!["\"Buddies\" scheme", "Public Health"], vec!["\"never closed", "x"], vec!["y"]]
        );
    }
}
