//! Excel's workbook as rows of texts: shared texts, numbers, days, months and percentages as a person reads them. Total over
//! any bytes, like everything here: so many cells, and so much text in them, and no more.

use super::shown::{Format, formats};
use super::unpack::{Flaw, Package};
use super::walk::{Start, Step, walk};
use crate::days::{Date, date};
use crate::record::nearest;
use std::collections::BTreeMap;
use std::rc::Rc;

/// No workbook that people fill in has more cells, or more text in them: one shared text may stand in a million cells.
const MAX_CELLS: usize = 300_000;
const MAX_TEXT_BYTES: usize = 24 * 1024 * 1024;

/// A cell with words in it.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its column, counted from 1.
    pub column: u32,
    /// Its words, as a person reads them.
    pub text: Rc<str>,
    /// Whether a formula worked it out.
    pub formula: bool,
    /// The number that it holds, where it holds one: of a day, the days since [`Book::since`].
    pub number: Option<f64>,
}

/// A sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    /// What its tab says.
    pub name: String,
    /// Rows with words in them, by their number.
    pub rows: BTreeMap<u32, Vec<Cell>>,
}

/// A workbook.
#[derive(Debug)]
pub struct Book {
    /// Its sheets, in their order, the hidden ones too.
    pub sheets: Vec<Sheet>,
    /// What stands beside the cells: what it is, and its words.
    pub beside: Vec<(&'static str, String)>,
    /// How many pictures there are.
    pub pictures: usize,
    /// The day that days are counted from.
    pub since: Date,
}

/// The workbook in a package.
///
/// # Errors
/// A part is damaged, or larger than anybody's workbook.
pub fn read(package: &Package<'_>) -> Result<Book, Flaw> {
    let workbook = package.text("xl/workbook.xml")?.ok_or(Flaw::Broken)?;
    let relations = package.text("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let targets = targets(&relations)?;
    let mut taking = Taking { cells: 0, text: 0, formats: Vec::new(), shared: Vec::new(), since: date(1899, 12, 30) };
    taking.shared = package.text("xl/sharedStrings.xml")?.map_or(Ok(Vec::new()), |xml| shared(&xml))?;
    taking.formats = package.text("xl/styles.xml")?.map_or(Ok(Vec::new()), |xml| formats(&xml))?;
    let mut listed: Vec<(String, String)> = Vec::new();
    walk(&workbook, |step| {
        if let Step::Open(start) = step {
            match start.name() {
                "sheet" => {
                    let id = start.value("id").unwrap_or_default();
                    listed.push((start.value("name").unwrap_or_default(), id));
                }
                "workbookPr" if start.value("date1904").is_some_and(|v| v == "1" || v == "true") => {
                    taking.since = date(1904, 1, 1);
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    let mut book = Book { sheets: Vec::new(), beside: Vec::new(), pictures: 0, since: taking.since };
    for (name, id) in listed {
        let part = targets.get(&id).cloned().unwrap_or_default();
        let rows = package.text(&part)?.map_or(Ok(BTreeMap::new()), |xml| taking.rows(&xml))?;
        book.sheets.push(Sheet { name, rows });
    }
    beside(package, &mut book)?;
    Ok(book)
}

/// What the workbook refers to, by id, as names of parts.
fn targets(xml: &str) -> Result<BTreeMap<String, String>, Flaw> {
    let mut all = BTreeMap::new();
    walk(xml, |step| {
        if let Step::Open(start) = step
            && let (Some(id), Some(target)) = (start.value("Id"), start.value("Target"))
        {
            let part = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            all.insert(id, part);
        }
        Ok(())
    })?;
    Ok(all)
}

/// Comments and the words in drawings; Excel keeps threads of comments beside their older form.
fn beside(package: &Package<'_>, book: &mut Book) -> Result<(), Flaw> {
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let threads = names.iter().any(|n| n.starts_with("xl/threadedComments/"));
    for name in names.iter().filter(|n| n.ends_with(".xml")) {
        let (what, whole, words) = if name.starts_with("xl/threadedComments/") {
            ("comment", "threadedComment", "text")
        } else if name.starts_with("xl/comments") && !threads {
            ("comment", "comment", "t")
        } else if name.starts_with("xl/drawings/drawing") {
            ("drawing", "p", "t")
        } else {
            continue;
        };
        let Some(xml) = package.text(name)? else { continue };
        let (mut text, mut inside) = (String::new(), 0_usize);
        walk(&xml, |step| {
            match step {
                Step::Open(start) if start.name() == words => inside += 1,
                Step::Close(name) if name == words => inside = inside.saturating_sub(1),
                Step::Close(name) if name == whole => book.beside.push((what, std::mem::take(&mut text))),
                Step::Text(t) if inside > 0 => text.push_str(t),
                _ => {}
            }
            Ok(())
        })?;
    }
    book.pictures = names.iter().filter(|n| n.starts_with("xl/media/")).count();
    Ok(())
}

/// The texts that cells share.
fn shared(xml: &str) -> Result<Vec<Rc<str>>, Flaw> {
    let mut all: Vec<Rc<str>> = Vec::new();
    let (mut text, mut inside, mut spoken) = (String::new(), 0_usize, 0_usize);
    walk(xml, |step| {
        match step {
            Step::Open(start) if start.name() == "t" => inside += 1,
            Step::Close("t") => inside = inside.saturating_sub(1),
            // How a word is pronounced stands beside it.
            Step::Open(start) if start.name() == "rPh" => spoken += 1,
            Step::Close("rPh") => spoken = spoken.saturating_sub(1),
            Step::Text(t) if inside > 0 && spoken == 0 => text.push_str(t),
            Step::Close("si") => all.push(plain(&std::mem::take(&mut text)).into()),
            _ => {}
        }
        Ok(())
    })?;
    Ok(all)
}

struct Taking {
    cells: usize,
    text: usize,
    formats: Vec<Format>,
    shared: Vec<Rc<str>>,
    /// The day that days are counted from.
    since: Date,
}

/// A cell while it is being read.
#[derive(Default)]
struct Open {
    row: u32,
    column: u32,
    kind: String,
    style: usize,
    words: String,
    formula: bool,
}

impl Taking {
    fn rows(&mut self, xml: &str) -> Result<BTreeMap<u32, Vec<Cell>>, Flaw> {
        let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
        let (mut row, mut column) = (0_u32, 0_u32);
        let mut cell: Option<Open> = None;
        let (mut inside, mut spoken) = (0_usize, 0_usize);
        walk(xml, |step| {
            match step {
                Step::Open(start) => match start.name() {
                    "row" => {
                        row = start.value("r").and_then(|r| r.parse().ok()).unwrap_or(row.saturating_add(1));
                        column = 0;
                    }
                    "c" => {
                        let open = begin(start, row, column);
                        (row, column) = (open.row, open.column);
                        cell = Some(open);
                    }
                    "v" | "t" => inside += 1,
                    "rPh" => spoken += 1,
                    "f" => cell.iter_mut().for_each(|c| c.formula = true),
                    _ => {}
                },
                Step::Close("v" | "t") => inside = inside.saturating_sub(1),
                Step::Close("rPh") => spoken = spoken.saturating_sub(1),
                Step::Text(text) if inside > 0 && spoken == 0 => {
                    cell.iter_mut().for_each(|c| c.words.push_str(text));
                }
                Step::Close("c") => {
                    if let Some(open) = cell.take() {
                        self.keep(open, &mut rows)?;
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(rows)
    }

    fn keep(&mut self, open: Open, rows: &mut BTreeMap<u32, Vec<Cell>>) -> Result<(), Flaw> {
        let text = self.words(&open);
        if text.trim().is_empty() {
            return Ok(());
        }
        self.cells += 1;
        self.text += text.len();
        if self.cells > MAX_CELLS || self.text > MAX_TEXT_BYTES {
            return Err(Flaw::TooLarge);
        }
        let number = matches!(open.kind.as_str(), "" | "n").then(|| nearest(open.words.trim())).flatten();
        rows.entry(open.row).or_default().push(Cell { column: open.column, text, formula: open.formula, number });
        Ok(())
    }

    fn words(&self, open: &Open) -> Rc<str> {
        match open.kind.as_str() {
            "s" => {
                open.words.trim().parse::<usize>().ok().and_then(|at| self.shared.get(at).cloned()).unwrap_or_default()
            }
            "inlineStr" | "str" => plain(&open.words).into(),
            "b" => if open.words.trim() == "1" { "TRUE" } else { "FALSE" }.into(),
            "" | "n" => {
                let format = self.formats.get(open.style).copied().unwrap_or(Format::Number);
                format.shown(&open.words, self.since).into()
            }
            _ => open.words.as_str().into(),
        }
    }
}

fn begin(start: &Start<'_>, row: u32, column: u32) -> Open {
    let place = start.value("r").and_then(|r| place(&r));
    let (row, column) = place.map_or((row.max(1), column.saturating_add(1)), |(column, row)| (row, column));
    Open {
        row,
        column,
        kind: start.value("t").unwrap_or_default(),
        style: start.value("s").and_then(|s| s.parse().ok()).unwrap_or(0),
        ..Open::default()
    }
}

/// Column and row of a cell's name: "C7" is the third column, seventh row.
fn place(name: &str) -> Option<(u32, u32)> {
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(split);
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|v| *v < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(value) + 1)?;
    }
    Some((column, digits.parse().ok()?))
}

/// The name of a cell: "C7" for the third column, seventh row.
pub fn cell_name(column: u32, row: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    format!("{}{row}", letters.iter().rev().collect::<String>())
}

/// A text with its escapes put back: `_x000D_` is a character by its number. Line ends are line feeds.
fn plain(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        all.push_str(before);
        let digits = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        match digits.and_then(|d| u32::from_str_radix(d, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                all.push(c);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                all.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    all.push_str(rest);
    all.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn cells_have_names() {
        for (name, column, row) in [("A1", 1, 1), ("Z9", 26, 9), ("AA10", 27, 10), ("XFD1048576", 16384, 1_048_576)] {
            assert_eq!(place(name).unwrap(), (column, row));
            assert_eq!(cell_name(column, row), name);
        }
        assert!(
            [place(""), place("7A"), place("$A$1"), place("ZZZZZZZZZZ1")].iter().all(|p| p.is_none_or(|p| p.0 == 0))
        );
    }

    #[test]
    fn escapes_are_put_back() {
        assert_eq!(plain("a_x000D_\nb_x005F_x0041_ _x_ _xZZZZ_"), "a\nb_x0041_ _x_ _xZZZZ_");
    }
}
