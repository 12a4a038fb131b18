//! Excel's file as what came back: sheets, columns and rows known again by their marks, else by what they are called.

use super::book::sheet_name;
use super::came::{At, Came, CameRow, CameSheet, Doubt, Texts};
use super::cell::text;
use super::column::{Column, columns, sheets};
use super::marks::{COLUMNS, LISTS, MADE, OUT, PARTNERSHIP, PLAN, SHEET, THIS_VERSION, VERSION};
use super::names::{Name, Names};
use super::refuse::Refused;
use crate::days::Date;
use crate::domain::ids::normal_words;
use crate::domain::kinds::{self, Kind};
use crate::domain::read_day;
use crate::office::book::{Book, Cell, Sheet};
use crate::office::{book, unpack};
use crate::record::Id;
use crate::words::say;
use std::collections::{BTreeMap, BTreeSet};

/// In so many rows from the top, and so many cells of each, the headings are looked for.
const HEADS_WITHIN: u32 = 40;
const HEADS_MOST: usize = 200;

/// Reads a workbook of ours that came back, from Excel or from any program that saves Excel's files.
///
/// # Errors
/// It is no workbook of ours, or cannot be read.
pub fn read(bytes: &[u8]) -> Result<Came, Refused> {
    let package = unpack(bytes)?;
    if package.has("content.xml") {
        return Err(Refused::OpenSheet);
    }
    if !package.has("xl/workbook.xml") {
        return Err(Refused::NotOurs);
    }
    let book = book::read(&package)?;
    let marked = |mark: &str| book.sheets.iter().find(|sheet| corner(sheet) == mark);
    let Some(hidden) = marked(OUT) else {
        let is_ours = book.sheets.iter().any(|sheet| mark_of(sheet).is_some());
        return Err(if is_ours || marked(LISTS).is_some() { Refused::NothingToCompare } else { Refused::NotOurs });
    };
    let (mut came, former) = went_out(hidden)?;
    came.names = marked(LISTS).map(lists).unwrap_or_default();
    let others = book.sheets.iter().filter(|sheet| ![OUT, LISTS].contains(&corner(sheet)));
    for sheet in others {
        match known(sheet) {
            Some(heads) => {
                let read = rows(sheet, heads, book.since, &former, &mut came.doubts);
                came.sheets.push(read);
            }
            None if sheet.name == say("workbook.sheet.first") => {}
            None => came.doubts.extend(not_ours(sheet)),
        }
    }
    beside(&book, &mut came.doubts);
    Ok(came)
}

fn corner(sheet: &Sheet) -> &str {
    sheet.rows.get(&1).and_then(|row| row.first()).filter(|cell| cell.column == 1).map_or("", |cell| &*cell.text)
}

fn at(row: &[Cell], column: u32) -> &str {
    row.iter().find(|cell| cell.column == column).map_or("", |cell| cell.text.trim())
}

/// The cells of columns that this version does not have (another did), as they went out: by row and column.
type Former = BTreeMap<(Id, String), String>;

/// The hidden sheet: what the workbook was made of, and every cell as it went out.
fn went_out(sheet: &Sheet) -> Result<(Came, Former), Refused> {
    let mut about: BTreeMap<&str, &str> = BTreeMap::new();
    let mut heads: BTreeMap<&'static str, BTreeMap<u32, &'static str>> = BTreeMap::new();
    let mut former_heads: BTreeMap<&'static str, BTreeMap<u32, String>> = BTreeMap::new();
    let (mut out, mut former) = (BTreeMap::new(), Former::new());
    for row in sheet.rows.values() {
        let (first, second) = (at(row, 1), at(row, 2));
        if let Some(kind) = first.strip_prefix(COLUMNS).and_then(kinds::find) {
            let known = columns(kind);
            let named = |cell: &Cell| {
                let column = known.iter().find(|column| column.name == &*cell.text)?;
                Some((cell.column, column.name))
            };
            let is_former = |cell: &&Cell| cell.column > 1 && named(cell).is_none();
            let others = row.iter().filter(is_former).map(|cell| (cell.column, plain(&cell.text)));
            former_heads.insert(kind.name, others.collect());
            heads.insert(kind.name, row.iter().filter_map(named).collect());
        } else if let (Some(kind), Ok(id)) = (kinds::find(first), second.parse::<Id>()) {
            let heads = heads.get(kind.name);
            let text = |cell: &Cell| Some((*heads?.get(&cell.column)?, plain(&cell.text)));
            out.insert(id, (kind.name, row.iter().filter_map(text).collect()));
            let others = former_heads.get(kind.name);
            let other = |cell: &Cell| Some(((id, others?.get(&cell.column)?.clone()), plain(&cell.text)));
            former.extend(row.iter().filter_map(other));
        } else {
            about.insert(first, second);
        }
    }
    let id = |name: &str| about.get(name).and_then(|id| id.parse::<Id>().ok());
    let version = about.get(VERSION).and_then(|version| version.parse::<u32>().ok());
    match (version, id(PARTNERSHIP), id(PLAN)) {
        (Some(version), ..) if version > THIS_VERSION => Err(Refused::Newer),
        (Some(_), Some(partnership), Some(plan)) => {
            let made = about.get(MADE).map(|made| (*made).to_owned()).unwrap_or_default();
            let (names, sheets, doubts) = (Names::default(), Vec::new(), Vec::new());
            Ok((Came { partnership, plan, made, sheets, out, names, doubts }, former))
        }
        _ => Err(Refused::NothingToCompare),
    }
}

fn plain(text: &str) -> String {
    text.trim().to_owned()
}

/// The names that went out.
fn lists(sheet: &Sheet) -> Names {
    let mut names = Names::default();
    let known: BTreeSet<String> = sheets().filter_map(kinds::find).flat_map(columns).filter_map(Column::list).collect();
    for head in sheet.rows.get(&2).into_iter().flatten() {
        // Of the lists that there are, each once: what else stands there takes no time.
        if !known.contains(&*head.text) || names.0.contains_key(&*head.text) {
            continue;
        }
        let one = |row: &Vec<Cell>| {
            let (key, name) = (at(row, head.column), at(row, head.column + 1));
            let name = Name { key: key.to_owned(), name: name.to_owned(), is_offered: true, also: Vec::new() };
            (!key.is_empty()).then_some(name)
        };
        let rows = sheet.rows.iter().filter(|(number, _)| **number > 2);
        names.0.insert(head.text.to_string(), rows.filter_map(|(_, row)| one(row)).collect());
    }
    names
}

/// Where a kind's sheet has what.
struct Heads {
    kind: &'static Kind,
    /// The last row that is none of a record's.
    above: u32,
    /// The column of ids; 0 where it is gone.
    ids: u32,
    columns: BTreeMap<&'static str, u32>,
}

/// The kind that a sheet's mark names, with the mark's place.
fn mark_of(sheet: &Sheet) -> Option<(&'static Kind, u32, u32)> {
    let rows = sheet.rows.range(..=HEADS_WITHIN);
    let mut cells = rows.flat_map(|(row, cells)| cells.iter().map(move |cell| (*row, cell)));
    cells.find_map(|(row, cell)| Some((kinds::find(cell.text.trim().strip_prefix(SHEET)?)?, row, cell.column)))
}

/// Knows a sheet of ours again: by its marks, or where those are gone by its headings.
fn known(sheet: &Sheet) -> Option<Heads> {
    if let Some((kind, row, ids)) = mark_of(sheet).filter(|(kind, ..)| sheets().any(|name| name == kind.name)) {
        let all = columns(kind);
        let marks = sheet.rows.get(&row).into_iter().flatten();
        let mut found: BTreeMap<&'static str, u32> = BTreeMap::new();
        for cell in marks {
            if let Some(column) = all.iter().find(|column| column.name == cell.text.trim()) {
                found.entry(column.name).or_insert(cell.column);
            }
        }
        let heads = sheet.rows.get(&(row + 1)).map(Vec::as_slice).unwrap_or_default();
        called(&all, heads, &mut found);
        return Some(Heads { kind, above: row + 1, ids, columns: found });
    }
    // By the headings: the row and the kind of which most are there, and more than half.
    let mut best: Option<(usize, bool, Heads)> = None;
    for (row, cells) in sheet.rows.range(..=HEADS_WITHIN) {
        for kind in sheets().filter_map(kinds::find) {
            let (all, mut found) = (columns(kind), BTreeMap::new());
            called(&all, cells, &mut found);
            let is_named = sheet.name == sheet_name(kind.name);
            // One heading alone may stand in anybody's sheet.
            let is_enough = (found.len() * 2 > all.len() && found.len() > 1) || (is_named && !found.is_empty());
            // The names of the columns may stand above the headings.
            let is_better = best.as_ref().is_none_or(|(most, named, heads)| {
                let (this, other) = ((is_named, found.len()), (*named, *most));
                this > other || (this == other && heads.kind.name == kind.name)
            });
            if is_enough && is_better {
                let count = found.len();
                best = Some((count, is_named, Heads { kind, above: *row, ids: ids(sheet, *row), columns: found }));
            }
        }
    }
    best.map(|(.., heads)| heads)
}

/// Adds the columns that are still missing and whose heading stands in this row.
fn called(all: &[Column], heads: &[Cell], found: &mut BTreeMap<&'static str, u32>) {
    let mut taken: BTreeSet<u32> = found.values().copied().collect();
    for column in all {
        let wanted = normal_words(&column.title());
        let is_it = |cell: &&Cell| !taken.contains(&cell.column) && normal_words(&cell.text) == wanted;
        if let Some(cell) = heads.iter().take(HEADS_MOST).find(is_it).filter(|_| !found.contains_key(column.name)) {
            found.insert(column.name, cell.column);
            taken.insert(cell.column);
        }
    }
}

/// The column in which most ids stand, below this row; 0 where there is none.
fn ids(sheet: &Sheet, above: u32) -> u32 {
    let mut counted: BTreeMap<u32, usize> = BTreeMap::new();
    for cell in sheet.rows.iter().filter(|(row, _)| **row > above).flat_map(|(_, cells)| cells) {
        if cell.text.trim().parse::<Id>().is_ok() {
            *counted.entry(cell.column).or_default() += 1;
        }
    }
    counted.into_iter().max_by_key(|(_, count)| *count).map_or(0, |(column, _)| column)
}

fn rows(sheet: &Sheet, heads: Heads, since: Date, former: &Former, doubts: &mut Vec<Doubt>) -> CameSheet {
    let all = columns(heads.kind);
    let by_place: BTreeMap<u32, Column> =
        all.iter().filter_map(|column| Some((*heads.columns.get(column.name)?, *column))).collect();
    let mut rows = Vec::new();
    // The marks stand above the headings.
    let mark =
        |column: u32| heads.above.checked_sub(1).and_then(|row| sheet.rows.get(&row)).map_or("", |row| at(row, column));
    let mut strange: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (number, cells) in sheet.rows.iter().filter(|(number, _)| **number > heads.above) {
        let mut row = CameRow { number: *number, id: String::new(), cells: Texts::new() };
        let id =
            cells.iter().find(|cell| cell.column == heads.ids).and_then(|cell| cell.text.trim().parse::<Id>().ok());
        // A column of another version that says what it said says nothing.
        let is_as_it_was = |cell: &Cell| {
            let went = id.and_then(|id| former.get(&(id, mark(cell.column).to_owned())));
            let now = plain(&cell.text);
            went.is_some_and(|went| *went == now || (read_day(went).is_some() && read_day(went) == read_day(&now)))
        };
        for cell in cells {
            match by_place.get(&cell.column) {
                Some(column) => {
                    row.cells.insert(column.name, text(*column, cell, since));
                }
                None if cell.column == heads.ids => row.id = plain(&cell.text),
                None if is_as_it_was(cell) => {}
                None => strange.entry(cell.column).or_default().push(plain(&cell.text)),
            }
        }
        row.cells.retain(|_, text| !text.is_empty());
        rows.push(row);
    }
    let heading = |column: u32| sheet.rows.get(&heads.above).map_or("", |row| at(row, column)).to_owned();
    for (column, words) in strange {
        let at = At { sheet: sheet.name.clone(), row: 0, column, heading: heading(column) };
        doubts.push(Doubt { at, words: words.join(" | "), why: say("workbook.why.column") });
    }
    CameSheet { name: sheet.name.clone(), kind: heads.kind, columns: heads.columns, rows }
}

/// A sheet that somebody put in: its words, in one.
fn not_ours(sheet: &Sheet) -> Option<Doubt> {
    let words: Vec<String> = sheet.rows.values().flatten().map(|cell| plain(&cell.text)).collect();
    let at = At { sheet: sheet.name.clone(), row: 0, column: 0, heading: String::new() };
    (!words.is_empty()).then(|| Doubt { at, words: words.join(" | "), why: say("workbook.why.sheet") })
}

/// Comments, and the words in drawings.
fn beside(book: &Book, doubts: &mut Vec<Doubt>) {
    for (_, words) in book.beside.iter().filter(|(_, words)| !words.trim().is_empty()) {
        let at = At { sheet: String::new(), row: 0, column: 0, heading: String::new() };
        doubts.push(Doubt { at, words: plain(words), why: say("workbook.why.beside") });
    }
}
