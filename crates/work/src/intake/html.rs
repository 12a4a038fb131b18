//! A web page, or what a word processor gives when pasted as one. Tolerant: tags that do not close, tables
//! inside cells (read as part of the cell), merged cells. Nothing is fetched or run.

use super::markup::{self, Newlines, Tag, plain};
use super::source::{Cell, Content, Piece, RawLine, Row, line_at};

/// How many bytes and cells merged cells may add to a page: a few tags can ask for thousands of rows.
const MAX_REPEATED_BYTES: usize = 4_000_000;

/// The pieces of a page. Lines that hold only markup give none.
pub(super) fn pieces(text: &str, lines: &[RawLine<'_>]) -> Vec<Piece> {
    let mut reader = Reader {
        text,
        lines,
        pieces: Vec::new(),
        block: 0,
        level: None,
        item: None,
        lists: Vec::new(),
        table: None,
        tables: 0,
        depth: 0,
        repeated: 0,
    };
    let mut comments = markup::Comments::default();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += found;
        let rest = text.get(at..).unwrap_or_default();
        at += match markup::tag(rest) {
            Some(tag) => reader.tag(&tag, at),
            None => comments.length(rest).unwrap_or(1),
        };
    }
    reader.end_table(text.len());
    reader.flush(text.len());
    reader.pieces
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a [RawLine<'a>],
    pieces: Vec<Piece>,
    /// Where the words outside tables that are not handed over yet begin.
    block: usize,
    level: Option<u8>,
    /// The number of the list item that begins here.
    item: Option<String>,
    /// For each open list, the next number; `None` for bullets.
    lists: Vec<Option<usize>>,
    table: Option<Table>,
    tables: usize,
    depth: usize,
    /// What merged cells have added so far.
    repeated: usize,
}

#[derive(Default)]
struct Table {
    /// The row being read and where it begins.
    row: Option<(usize, Vec<Cell>, Vec<bool>)>,
    /// The cell being read.
    cell: Option<OpenCell>,
    /// By column: how many more rows the merged cell above covers, and that cell.
    above: Vec<(usize, Cell)>,
    /// Where the words of a caption begin.
    caption: Option<usize>,
}

struct OpenCell {
    start: usize,
    heading: bool,
    columns: usize,
    rows: usize,
}

impl Reader<'_> {
    /// Takes a tag that stands at this byte; gives how many bytes to go on.
    fn tag(&mut self, tag: &Tag<'_>, at: usize) -> usize {
        let end = at + tag.length;
        match tag.name.as_str() {
            "style" | "script" | "title" if !tag.closing => return self.skip(tag, at),
            "table" => self.table_tag(tag, at, end),
            "tr" | "td" | "th" | "caption" if self.depth == 1 => self.part_tag(tag, at, end),
            "p" | "div" | "br" | "hr" | "ul" | "ol" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "body"
            | "head" | "html" | "blockquote" | "pre"
                if self.depth == 0 =>
            {
                self.block_tag(tag, at, end);
            }
            _ => {}
        }
        tag.length
    }

    /// Passes over what is not words.
    fn skip(&mut self, tag: &Tag<'_>, at: usize) -> usize {
        if self.depth == 0 {
            self.flush(at);
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let close = format!("</{}", tag.name);
        let end = rest.to_ascii_lowercase_find(&close).unwrap_or(rest.len());
        let after = rest.get(end..).unwrap_or_default();
        let length = end + after.find('>').map_or(after.len(), |i| i + 1);
        if self.depth == 0 {
            self.block = at + length;
        }
        length.max(1)
    }

    fn block_tag(&mut self, tag: &Tag<'_>, at: usize, end: usize) {
        self.flush(at);
        self.block = end;
        let heading = tag.name.strip_prefix('h').and_then(|n| n.parse().ok());
        self.level = if tag.closing { None } else { heading };
        match (tag.name.as_str(), tag.closing) {
            ("ul", false) => self.lists.push(None),
            ("ol", false) => self.lists.push(Some(1)),
            ("ul" | "ol", true) => drop(self.lists.pop()),
            ("li", false) => {
                self.item = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                });
            }
            _ => {}
        }
    }

    /// Hands over the words outside tables up to this byte.
    fn flush(&mut self, until: usize) {
        let raw = self.text.get(self.block..until).unwrap_or_default();
        let words = plain(raw, Newlines::Spaces);
        if !words.is_empty() {
            let (first, last) = self.span(self.block, until);
            let text = format!("{}{words}", self.item.take().unwrap_or_default());
            self.pieces.push(Piece { first, last, content: Content::Words { text, level: self.level } });
            self.pieces.push(Piece { first: last, last, content: Content::Blank });
        }
        self.block = until;
    }

    /// The lines of the words between two bytes.
    fn span(&self, start: usize, end: usize) -> (usize, usize) {
        let raw = self.text.get(start..end).unwrap_or_default();
        let lead = raw.len() - raw.trim_start().len();
        let trail = raw.len() - raw.trim_end().len();
        let first = line_at(self.lines, start + lead);
        (first, line_at(self.lines, end.saturating_sub(trail + 1)).max(first))
    }

    fn table_tag(&mut self, tag: &Tag<'_>, at: usize, end: usize) {
        if tag.closing {
            self.depth = self.depth.saturating_sub(1);
            if self.depth == 0 {
                self.end_table(at);
                self.block = end;
            }
            return;
        }
        if self.depth == 0 {
            self.flush(at);
            self.tables += 1;
            self.table = Some(Table { caption: Some(end), ..Table::default() });
        }
        self.depth += 1;
    }

    fn part_tag(&mut self, tag: &Tag<'_>, at: usize, end: usize) {
        if let Some(from) = self.table.as_mut().and_then(|t| t.caption.take()) {
            self.block = from;
            self.flush(at);
        }
        self.end_cell(at);
        match (tag.name.as_str(), tag.closing) {
            ("tr", _) => self.end_row(at),
            ("caption", false) => self.set_caption(end),
            ("td" | "th", false) => {
                let size = |name: &str| attribute(tag.attributes, name).and_then(|v| v.parse().ok()).unwrap_or(1);
                let cell = OpenCell {
                    start: end,
                    heading: tag.name == "th",
                    columns: size("colspan").clamp(1, 100),
                    rows: size("rowspan").clamp(1, 1000),
                };
                if let Some(table) = &mut self.table {
                    table.row.get_or_insert_with(|| (at, Vec::new(), Vec::new()));
                    table.cell = Some(cell);
                }
            }
            _ => {}
        }
    }

    fn set_caption(&mut self, from: usize) {
        if let Some(table) = &mut self.table {
            table.caption = Some(from);
        }
    }

    fn end_cell(&mut self, at: usize) {
        let Some(table) = &mut self.table else { return };
        let Some(open) = table.cell.take() else { return };
        let Some((_, cells, headings)) = &mut table.row else { return };
        let raw = self.text.get(open.start..at).unwrap_or_default();
        let cell = Cell::new(raw, plain(raw, Newlines::Spaces));
        fill_from_above(cells, &mut table.above, &mut self.repeated);
        let columns = if self.repeated + open.columns * std::mem::size_of::<Cell>() > MAX_REPEATED_BYTES {
            1
        } else {
            open.columns
        };
        self.repeated += (columns - 1) * std::mem::size_of::<Cell>();
        for column in 0..columns {
            let here = if column == 0 { cell.clone() } else { Cell::default() };
            if open.rows > 1 {
                let index = cells.len();
                if table.above.len() <= index {
                    table.above.resize_with(index + 1, Default::default);
                }
                if let Some(above) = table.above.get_mut(index) {
                    // One more than the rows below: the row that is being read counts it down once.
                    *above = (open.rows, Cell { raw: String::new(), covered: true, ..here.clone() });
                }
            }
            cells.push(here);
        }
        headings.push(open.heading);
    }

    fn end_row(&mut self, at: usize) {
        let Some(table) = &mut self.table else { return };
        let Some((start, mut cells, headings)) = table.row.take() else { return };
        fill_from_above(&mut cells, &mut table.above, &mut self.repeated);
        for (left, _) in &mut table.above {
            *left = left.saturating_sub(1);
        }
        let heading = !headings.is_empty() && headings.iter().all(|h| *h);
        let (first, last) = self.span(start, at);
        let content = if cells.iter().all(Cell::is_blank) {
            Content::Blank
        } else {
            Content::Row(Row { cells, table: Some(self.tables), heading, labels: None })
        };
        self.pieces.push(Piece { first, last, content });
    }

    fn end_table(&mut self, at: usize) {
        self.end_cell(at);
        self.end_row(at);
        if let Some(Table { caption: Some(from), .. }) = self.table.take() {
            self.block = from;
            self.flush(at);
        } else {
            self.block = self.block.max(at);
        }
        self.depth = 0;
    }
}

/// Puts in the merged cells that reach down over the next columns of this row.
fn fill_from_above(cells: &mut Vec<Cell>, above: &mut [(usize, Cell)], repeated: &mut usize) {
    while let Some((left, cell)) = above.get(cells.len()) {
        let cost = cell.text.len() + std::mem::size_of::<Cell>();
        if *left == 0 || *repeated + cost > MAX_REPEATED_BYTES {
            break;
        }
        *repeated += cost;
        cells.push(cell.clone());
    }
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let at = attributes.to_ascii_lowercase_find(name)?;
    let value = attributes.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value.get(..end)
}

trait FindAsciiCase {
    fn to_ascii_lowercase_find(&self, part: &str) -> Option<usize>;
}

impl FindAsciiCase for str {
    /// Where a part stands, whatever the case of its letters.
    fn to_ascii_lowercase_find(&self, part: &str) -> Option<usize> {
        let part = part.as_bytes();
        self.as_bytes().windows(part.len().max(1)).position(|w| w.eq_ignore_ascii_case(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::source::split_lines;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let lines = split_lines(text);
        let mark = |c: &Cell| if c.covered { format!("^{}", c.text) } else { c.text.to_string() };
        let row = |p: Piece| match p.content {
            Content::Row(row) => Some(row.cells.iter().map(mark).collect()),
            _ => None,
        };
        pieces(text, &lines).into_iter().filter_map(row).collect()
    }

    #[test]
    fn merged_cells_reach_over_the_rows_they_cover() {
        let page = "<table><tr><th>Action<th>Owner<th>Progress</tr>\n<tr><td>a<td rowspan=2>X</td><td rowspan='2'>u</td></tr>\
             <tr><td>b</td></tr><tr><td colspan=\"3\">Aim: c</td></tr><tr><td>d<td>Y<td>v</table>";
        assert_eq!(
            rows(page),
            [
                vec!["Action", "Owner", "Progress"],
                vec!["a", "X", "u"],
                vec!["b", "^X", "^u"],
                vec!["Aim: c", "", ""],
                vec!["d", "Y", "v"],
            ]
        );
    }

    #[test]
    fn tables_inside_cells_are_part_of_the_cell() {
        let page = "<TABLE><TR><TD>a<table><tr><td>x</td><td>y</td></tr></table>b</TD><TD>c</TD></TR></TABLE>";
        assert_eq!(rows(page), [vec!["a\n\nx y\n\nb", "c"]]);
    }
}
