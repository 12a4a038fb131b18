//! What came back, as plain data: each kind's sheet as rows of texts, beside every cell as it went out.

use super::names::Names;
use crate::domain::kinds::Kind;
use crate::office::book::cell_name;
use crate::record::Id;
use crate::words::{fill, say};
use std::collections::BTreeMap;

/// A place in a workbook, for a person to find it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// What the sheet's tab says; empty for what stands beside the cells.
    pub sheet: String,
    /// The row, counted from 1; 0 for the whole sheet.
    pub row: u32,
    /// The column, counted from 1; 0 for the whole row.
    pub column: u32,
    /// What the column is called.
    pub heading: String,
}

impl At {
    /// The place in words.
    ///
    /// ```
    /// use golden_thread_work::workbook::At;
    ///
    /// let at = At { sheet: "Actions".into(), row: 7, column: 4, heading: "Owner".into() };
    /// assert_eq!(at.words(), "sheet “Actions”, row 7, “Owner” (D7)");
    /// ```
    pub fn words(&self) -> String {
        let cell = cell_name(self.column, self.row);
        let gaps: [(&str, &dyn std::fmt::Display); 4] =
            [("sheet", &self.sheet), ("row", &self.row), ("heading", &self.heading), ("cell", &cell)];
        match (self.sheet.is_empty(), self.row, self.column) {
            (true, ..) => say("workbook.place.beside"),
            (_, 0, 0) => fill("workbook.place.sheet", &gaps),
            (_, 0, _) => fill("workbook.place.column", &gaps),
            (_, _, 0) => fill("workbook.place.row", &gaps),
            _ => fill("workbook.place.cell", &gaps),
        }
    }
}

/// Something that was not read as a change: words and why, with what to do. Nothing is dropped without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Where it stands.
    pub at: At,
    /// The words that stand there.
    pub words: String,
    /// Why they were not read, and what to do, as a sentence.
    pub why: String,
}

/// A workbook that came back.
#[derive(Debug, Clone)]
pub struct Came {
    /// The partnership that it was made for.
    pub partnership: Id,
    /// The plan that it was made of.
    pub plan: Id,
    /// The day it was made, as it says.
    pub made: String,
    /// Its sheets, as far as they were known again.
    pub sheets: Vec<CameSheet>,
    /// Every record as it went out: its kind, and the texts of its cells by their columns' names.
    pub out: BTreeMap<Id, (&'static str, Texts)>,
    /// The names that went out.
    pub names: Names,
    /// What was not read.
    pub doubts: Vec<Doubt>,
}

/// Texts by the names of their columns; nothing for an empty cell.
pub type Texts = BTreeMap<&'static str, String>;

/// A kind's sheet that came back.
#[derive(Debug, Clone)]
pub struct CameSheet {
    /// What its tab says.
    pub name: String,
    /// The kind.
    pub kind: &'static Kind,
    /// Where each column stands now, by its name. One that is not here was taken out.
    pub columns: BTreeMap<&'static str, u32>,
    /// Its rows.
    pub rows: Vec<CameRow>,
}

/// A row that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameRow {
    /// Its number, counted from 1.
    pub number: u32,
    /// What stands in the hidden column of ids; empty for a new row.
    pub id: String,
    /// Its texts.
    pub cells: Texts,
}

impl CameSheet {
    /// A cell's place.
    pub fn at(&self, row: u32, column: super::column::Column) -> At {
        let at = self.columns.get(column.name).copied().unwrap_or_default();
        At { sheet: self.name.clone(), row, column: at, heading: column.title() }
    }

    /// A row's place.
    pub fn row(&self, row: u32) -> At {
        At { sheet: self.name.clone(), row, column: 0, heading: String::new() }
    }
}
