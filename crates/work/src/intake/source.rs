//! What readers hand over: the lines of the file, and pieces that say which of them they came from.

/// A line of the file with its end as it stood, and the place of its first byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawLine<'a> {
    pub text: &'a str,
    pub end: &'static str,
    pub start: usize,
}

/// One thing read, with its first and last line (from 1).
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub first: usize,
    pub last: usize,
    pub content: Content,
}

/// What a piece is.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Nothing: the end of a paragraph.
    Blank,
    /// Words; `level` where the shape says that they are a heading (1 is the highest).
    Words { text: String, level: Option<u8> },
    /// A row of a table.
    Row(Row),
    /// A line that belongs to the heading above it and says nothing: Markdown's `|---|---|`.
    Rule,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// Which table it belongs to, where the shape says so; another number is another table.
    pub table: Option<usize>,
    /// Whether the shape says that these are column headings.
    pub heading: bool,
    /// For labelled blocks: the labels, one a cell. Such a row brings its own columns, and a label that
    /// is missing means "not known", never "as above".
    pub labels: Option<Vec<String>>,
}

/// A cell: as it stands in the file, and its words with the markup taken off.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub raw: String,
    pub text: String,
    /// Whether a cell further up reaches down over this one (a merged cell); `text` is then that cell's.
    pub covered: bool,
}

impl Cell {
    pub fn new(raw: &str, text: String) -> Cell {
        Cell { raw: raw.to_owned(), text, covered: false }
    }

    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// The lines of a text. A line ends at `\n`, `\r\n` or a lone `\r`.
pub(super) fn split_lines(text: &str) -> Vec<RawLine<'_>> {
    let mut lines = Vec::new();
    let (mut rest, mut start) = (text, 0);
    while !rest.is_empty() {
        let at = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, tail) = rest.split_at(at);
        let end = if tail.starts_with("\r\n") {
            "\r\n"
        } else if tail.starts_with('\n') {
            "\n"
        } else if tail.starts_with('\r') {
            "\r"
        } else {
            ""
        };
        lines.push(RawLine { text: line, end, start });
        start += at + end.len();
        rest = tail.strip_prefix(end).unwrap_or_default();
    }
    lines
}

/// The number (from 1) of the line that holds a byte of the text.
pub(super) fn line_at(lines: &[RawLine<'_>], byte: usize) -> usize {
    lines.partition_point(|line| line.start <= byte).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_put_together_again_are_the_text() {
        let text = "a\r\n\nb\rc\n";
        let lines = split_lines(text);
        assert_eq!(lines.len(), 4);
        let whole: String = lines.iter().flat_map(|l| [l.text, l.end]).collect();
        assert_eq!(whole, text);
        assert_eq!(line_at(&lines, 0), 1);
        assert_eq!(line_at(&lines, 3), 2);
        assert_eq!(line_at(&lines, 6), 4);
    }
}
