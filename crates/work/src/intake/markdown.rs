//! Headings with `#` and tables with `|`, with or without the row of dashes.

use super::columns;
use super::markup::plain_words;
use super::source::{Cell, Content, Piece, RawLine, Row};

/// The pieces of such a text.
pub(super) fn pieces(lines: &[RawLine<'_>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let in_table = matches!(pieces.last().map(|p| &p.content), Some(Content::Row(_) | Content::Rule));
        let content = content(line.text, in_table);
        pieces.push(Piece { first: index + 1, last: index + 1, content });
    }
    pieces
}

fn content(line: &str, in_table: bool) -> Content {
    let trimmed = line.trim();
    if trimmed.is_empty() {
        return Content::Blank;
    }
    if let Some(cells) = cells(trimmed, in_table) {
        let dashes = |c: &Cell| {
            let text = c.text.as_str();
            text.contains('-') && text.trim_matches(':').chars().all(|c| c == '-')
        };
        return if cells.iter().all(dashes) { Content::Rule } else { Content::Row(Row { cells, ..Row::default() }) };
    }
    let hashes = trimmed.bytes().take_while(|b| *b == b'#').count();
    let after = trimmed.trim_start_matches('#');
    let is_heading = (1..=6).contains(&hashes) && after.starts_with([' ', '\t']);
    let text = if is_heading { after.trim().trim_end_matches('#') } else { trimmed };
    let level = if is_heading { u8::try_from(hashes).ok() } else { None };
    Content::Words { text: plain_words(&unmarked(text)), level }
}

/// The cells of a line, if it is a row of a table: it begins with a pipe, has two or more, or its one pipe
/// stands in a table or parts column headings.
fn cells(line: &str, in_table: bool) -> Option<Vec<Cell>> {
    let parts = split(line);
    let pipes = parts.len() - 1;
    let cells: Vec<Cell> = {
        let skip = usize::from(line.starts_with('|'));
        let keep = parts.len() - skip - usize::from(pipes > 0 && line.ends_with('|') && !line.ends_with("\\|"));
        let cell = |raw: &&str| Cell::new(raw, plain_words(&unmarked(&raw.replace("\\|", "|"))));
        parts.iter().skip(skip).take(keep).map(cell).collect()
    };
    let is_row = pipes > 0 && (line.starts_with('|') || pipes > 1 || in_table || columns::is_heading(&cells));
    (is_row && !cells.is_empty()).then_some(cells)
}

/// The parts of a line between pipes that are not escaped.
fn split(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, c) in line.char_indices() {
        if c == '|' && !escaped {
            parts.push(line.get(from..at).unwrap_or_default());
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(line.get(from..).unwrap_or_default());
    parts
}

/// Text without the marks of bold print.
pub(super) fn unmarked(text: &str) -> String {
    text.replace("**", "").replace("__", "")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn pipes_part_cells_unless_escaped() {
        let texts = |line: &str, in_table| {
            cells(line, in_table).map(|cells| cells.iter().map(|c| c.text.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(texts("| a | **b** | c \\| d |", false).unwrap(), ["a", "b", "c | d"]);
        assert_eq!(texts("Action | Owner", false).unwrap(), ["Action", "Owner"]);
        assert_eq!(texts("either | or", false), None);
        assert_eq!(texts("either | or", true).unwrap(), ["either", "or"]);
        assert_eq!(texts("| a | | |", false).unwrap(), ["a", "", ""]);
        assert!(matches!(content("|---|:--:|", true), Content::Rule));
        assert!(matches!(content("## Aim: grow", false), Content::Words { level: Some(2), .. }));
    }
}
