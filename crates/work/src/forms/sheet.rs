//! One sheet of a workbook as it is written: its cells, how they look, and its XML.

use crate::office::Xml;
use crate::words::say;

pub(super) const SPACES: [(&str, &str); 2] = [
    ("xmlns", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// Looks of cells, in the order in which the styles list them.
#[derive(Clone, Copy)]
pub(super) enum Look {
    Plain = 1,
    Title = 2,
    Head = 3,
    Info = 4,
    Answer = 5,
}

/// One cell: its words and its look.
pub(super) type Cell = (String, Look);

/// A sheet under construction: the widths of its columns and its rows, all texts.
pub(super) struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub widths: Vec<u32>,
    pub rows: Vec<Vec<Cell>>,
    /// The row of headings, counted from 1; it stays in view and is repeated on every sheet of paper.
    pub head: Option<usize>,
    /// Rows whose second cell goes over all columns.
    pub wide: Vec<usize>,
    /// The cells in which a rating is chosen.
    pub ratings: Option<String>,
}

/// A column's letter; our sheets have fewer than 26.
pub(super) fn letter(at: usize) -> char {
    u8::try_from(at).ok().and_then(|at| b'A'.checked_add(at)).map_or('A', char::from)
}

/// Text as a cell holds it: `_x` and four digits would be read as a character by its number.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        safe.push_str(before);
        let digits = from.get(2..6).is_some_and(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        safe.push_str(if digits && from.get(6..7) == Some("_") { "_x005F_x" } else { "_x" });
        rest = from.get(2..).unwrap_or_default();
    }
    safe + rest
}

impl Sheet {
    pub fn part(&self, choices: usize) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.element("worksheet", &SPACES, |xml| {
            xml.element("sheetPr", &[], |xml| xml.empty("pageSetUpPr", &[("fitToPage", "1")]));
            xml.element("sheetViews", &[], |xml| {
                xml.element("sheetView", &[("workbookViewId", "0")], |xml| {
                    if let Some(head) = self.head {
                        let (rows, below) = (head.to_string(), format!("A{}", head + 1));
                        let pane = [("ySplit", rows.as_str()), ("topLeftCell", &below), ("state", "frozen")];
                        xml.empty("pane", &[&pane[..], &[("activePane", "bottomLeft")]].concat());
                    }
                });
            });
            xml.element("cols", &[], |xml| {
                xml.empty("col", &[("min", "1"), ("max", "1"), ("width", "9"), ("hidden", "1")]);
                for (at, width) in self.widths.iter().enumerate() {
                    let (column, width) = ((at + 2).to_string(), width.to_string());
                    let about = [("min", column.as_str()), ("max", &column), ("width", &width), ("customWidth", "1")];
                    xml.empty("col", &about);
                }
            });
            xml.element("sheetData", &[], |xml| {
                for (at, row) in self.rows.iter().enumerate() {
                    self.row(xml, at + 1, row);
                }
            });
            if !self.wide.is_empty() {
                let last = letter(self.widths.len());
                xml.element("mergeCells", &[("count", &self.wide.len().to_string())], |xml| {
                    for row in &self.wide {
                        xml.empty("mergeCell", &[("ref", &format!("B{row}:{last}{row}"))]);
                    }
                });
            }
            if let Some(cells) = &self.ratings {
                let check =
                    [("type", "list"), ("allowBlank", "1"), ("showErrorMessage", "0"), ("sqref", cells.as_str())];
                let list = format!("'{}'!$C$1:$C${choices}", say("forms.sheet.marks").replace('\'', "''"));
                xml.element("dataValidations", &[("count", "1")], |xml| {
                    xml.element("dataValidation", &check, |xml| xml.text("formula1", &[], &list));
                });
            }
            xml.empty("pageSetup", &[("paperSize", "9"), ("orientation", "landscape"), ("fitToHeight", "0")]);
        });
        xml.bytes()
    }

    /// About how high a row must be for its words, in points; programs that measure better may change it.
    fn height(&self, number: usize, cells: &[Cell]) -> u32 {
        let all: u32 = self.widths.iter().sum();
        let lines = |(at, (text, _)): (usize, &Cell)| {
            let own = at.checked_sub(1).and_then(|at| self.widths.get(at)).copied().unwrap_or(all);
            let width = if self.wide.contains(&number) { all } else { own }.max(1);
            let each = text.lines().map(|l| u32::try_from(l.chars().count()).unwrap_or(u32::MAX) / width + 1);
            each.fold(0, u32::saturating_add)
        };
        let most = cells.iter().enumerate().skip(1).map(lines).max().unwrap_or(1).clamp(1, 27);
        let tall = cells.iter().any(|(_, look)| matches!(look, Look::Title));
        if tall { 24 } else { most * 15 }
    }

    fn row(&self, xml: &mut Xml, number: usize, cells: &[Cell]) {
        let (name, height) = (number.to_string(), self.height(number, cells).to_string());
        xml.element("row", &[("r", &name), ("ht", &height)], |xml| {
            for (at, (text, look)) in cells.iter().enumerate() {
                if text.is_empty() && matches!(look, Look::Plain) {
                    continue;
                }
                let (place, style) = (format!("{}{number}", letter(at)), (*look as u8).to_string());
                let about = [("r", place.as_str()), ("s", &style), ("t", "inlineStr")];
                if text.is_empty() {
                    xml.empty("c", &[("r", &place), ("s", &style)]);
                } else {
                    xml.element("c", &about, |xml| {
                        xml.element("is", &[], |xml| {
                            xml.lines("t", &[("xml:space", "preserve")], &escaped(text));
                        });
                    });
                }
            }
        });
    }
}
