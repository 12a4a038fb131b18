//! A form as an Excel workbook: a sheet with one row an action, a sheet with one row a measure, and two
//! hidden ones with the choices and with what the form was made for.
//!
//! Every cell is text, and those to fill in are formatted as text: what looks like a formula stays words.
//! The mark of a row stands in its first column, which is hidden.

use super::ask::Form;
use super::docx::{intro, title};
use super::marks::{About, Mark, digest};
use super::workbook::{relations, styles, workbook};
use crate::office::package::{self, OFFICE, Properties};
use crate::office::{Xml, printable_lines};
use crate::words::{day_text, fill, say};
use std::collections::BTreeSet;

pub(super) const SPACES: [(&str, &str); 2] = [
    ("xmlns", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// The most characters a cell of Excel may have.
const MOST_IN_CELL: usize = 32_000;

/// The columns of the sheet of actions after that of the marks: heading and width.
pub(super) const ACTION_COLUMNS: [(&str, u32); 11] = [
    ("forms.column.number", 9),
    ("forms.column.action", 34),
    ("forms.column.timescale", 16),
    ("forms.column.lastWords", 48),
    ("forms.column.lastRating", 14),
    ("forms.column.lastDate", 16),
    ("forms.label.update", 50),
    ("forms.label.rating", 18),
    ("forms.label.next", 34),
    ("forms.label.when", 18),
    // Last, so that the columns of older forms stand where they stood.
    ("forms.label.help", 34),
];
/// Those that are to be filled in begin here.
const FIRST_ANSWER: usize = 6;

/// The columns of the sheet of figures after that of the marks.
pub(super) const FIGURE_COLUMNS: [(&str, u32); 4] =
    [("forms.column.action", 40), ("forms.column.measure", 40), ("forms.column.last", 28), ("forms.column.new", 24)];

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
type Cell = (String, Look);

/// A sheet under construction: the widths of its columns and its rows, all texts.
pub(super) struct Sheet {
    pub name: String,
    pub hidden: bool,
    widths: Vec<u32>,
    rows: Vec<Vec<Cell>>,
    /// The row of headings, counted from 1; it stays in view and is repeated on every sheet of paper.
    pub head: Option<usize>,
    /// Rows whose second cell goes over all columns.
    wide: Vec<usize>,
    /// The cells in which a rating is chosen.
    ratings: Option<String>,
}

/// The form as the bytes of an `.xlsx` file.
pub fn xlsx(form: &Form) -> Vec<u8> {
    let (mut sheets, own) = written(form);
    sheets.push(marks(form, &About::of(form, own)));
    let title = title(form);
    let mut contents = vec![("/xl/workbook.xml".to_owned(), "sheet.main"), ("/xl/styles.xml".to_owned(), "styles")];
    let mut parts = vec![
        ("xl/workbook.xml".to_owned(), workbook(&sheets)),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(sheets.len())),
        ("xl/styles.xml".to_owned(), styles()),
    ];
    for (at, sheet) in sheets.iter().enumerate() {
        let name = format!("xl/worksheets/sheet{}.xml", at + 1);
        contents.push((format!("/{name}"), "worksheet"));
        parts.push((name, sheet.part(form.scale.0.len())));
    }
    let contents: Vec<(&str, String)> =
        contents.iter().map(|(part, kind)| (part.as_str(), format!("{OFFICE}.spreadsheetml.{kind}+xml"))).collect();
    let properties = Properties { title: &title, lang: "en-GB", own: &[] };
    package::file("xl/workbook.xml", &contents, &properties, parts)
}

/// The sheets that people see, and digests of all the form's sentences.
fn written(form: &Form) -> (Vec<Sheet>, BTreeSet<String>) {
    let mut sheets = vec![actions(form)];
    sheets.extend(figures(form));
    let mut own = BTreeSet::new();
    for (text, look) in sheets.iter().flat_map(|s| &s.rows).flatten() {
        if !matches!(look, Look::Answer) {
            own.insert(digest(&printable_lines(text)));
        }
    }
    (sheets, own)
}

/// Digests of all the sentences that the form would have.
pub(super) fn own(form: &Form) -> BTreeSet<String> {
    written(form).1
}

fn plain(text: impl Into<String>) -> Cell {
    (text.into(), Look::Plain)
}

fn answer() -> Cell {
    (String::new(), Look::Answer)
}

fn actions(form: &Form) -> Sheet {
    let heading = format!("{} \u{2013} {}", fill("forms.title", &[("plan", &form.plan_title)]), form.organisation_name);
    let mut rows = vec![vec![plain(""), (heading, Look::Title)]];
    rows.extend(intro(form, "forms.intro.xlsx").map(|words| vec![plain(""), plain(words)]));
    let wide = (1..=rows.len()).collect();
    for (mark, label) in [(Mark::By, "forms.label.by"), (Mark::Date, "forms.label.date")] {
        rows.push(vec![plain(mark.text()), (say(label), Look::Info), answer()]);
    }
    rows.push(Vec::new());
    rows.push(head(&ACTION_COLUMNS));
    let head_row = rows.len();
    for action in &form.actions {
        let each = |text: &dyn Fn(&super::ask::Last) -> String| {
            action.last.iter().map(text).filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n\n")
        };
        let words = each(&|last| {
            if last.speaker.is_empty() { last.text() } else { format!("{}: {}", last.speaker, last.text()) }
        });
        let info = [
            action.number.clone(),
            action.title.clone(),
            action.timescale.clone(),
            if action.last.is_empty() { say("forms.last.none") } else { cut(&words) },
            each(&|last| last.rating.clone().unwrap_or_else(|| say("forms.last.notRated"))),
            each(&|last| day_text(&last.date)),
        ];
        let mut row = vec![plain(Mark::Action(action.id).text())];
        row.extend(info.map(|text| (text, Look::Info)));
        row.extend((FIRST_ANSWER..ACTION_COLUMNS.len()).map(|_| answer()));
        rows.push(row);
    }
    let column = letter(1 + FIRST_ANSWER + 1);
    let ratings = format!("{column}{}:{column}{}", head_row + 1, rows.len());
    Sheet {
        name: say("forms.sheet.update"),
        hidden: false,
        widths: ACTION_COLUMNS.iter().map(|(_, width)| *width).collect(),
        rows,
        head: Some(head_row),
        wide,
        ratings: (!form.scale.0.is_empty()).then_some(ratings),
    }
}

fn figures(form: &Form) -> Option<Sheet> {
    let mut rows = vec![head(&FIGURE_COLUMNS)];
    for action in &form.actions {
        for measure in &action.measures {
            let info = [action.heading(), measure.label(), measure.last_words()];
            let mut row = vec![plain(Mark::Figure(measure.id).text())];
            row.extend(info.map(|text| (text, Look::Info)));
            row.push(answer());
            rows.push(row);
        }
    }
    (rows.len() > 1).then(|| Sheet {
        name: say("forms.sheet.figures"),
        hidden: false,
        widths: FIGURE_COLUMNS.iter().map(|(_, width)| *width).collect(),
        rows,
        head: Some(1),
        wide: Vec::new(),
        ratings: None,
    })
}

/// The hidden sheet: what the form was made for in the first two columns, the ratings in the third.
fn marks(form: &Form, about: &About) -> Sheet {
    let pairs = about.pairs();
    let ratings = &form.scale.0;
    let row = |at: usize| {
        let (name, value) = pairs.get(at).cloned().unwrap_or_default();
        let rating = ratings.get(at).map(|r| r.name.clone()).unwrap_or_default();
        vec![plain(name), plain(value), plain(rating)]
    };
    Sheet {
        name: say("forms.sheet.marks"),
        hidden: true,
        widths: vec![40, 20],
        rows: (0..pairs.len().max(ratings.len())).map(row).collect(),
        head: None,
        wide: Vec::new(),
        ratings: None,
    }
}

fn head(columns: &[(&str, u32)]) -> Vec<Cell> {
    let mut row = vec![plain("")];
    row.extend(columns.iter().map(|(key, _)| (say(key), Look::Head)));
    row
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_IN_CELL / 2) {
        Some((at, _)) => fill("forms.sheet.cut", &[("words", &text.get(..at).unwrap_or_default())]),
        None => text.to_owned(),
    }
}

/// A column's letter; our sheets have fewer than 26.
fn letter(at: usize) -> char {
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
    fn part(&self, choices: usize) -> Vec<u8> {
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
