//! Where a paper is in being read: what was understood so far, the open table, and what a row hands on.

use super::column_names::Role;
use super::columns::Column;
use super::headlines;
use super::proposal::Proposal;
use super::source::{Cell, Row};
use super::titles::Announced;
use std::collections::{BTreeMap, BTreeSet};

/// A paper being read.
pub(super) struct Reading {
    pub proposal: Proposal,
    pub priority: Option<usize>,
    pub aim: Option<usize>,
    pub table: Option<Table>,
    /// Tables seen so far.
    pub tables: usize,
    pub announced: Vec<Announced>,
    pub announced_keys: BTreeSet<String>,
    pub headlines: headlines::Reader,
    /// Headings that say nothing by their words, above the next table: level, line, words.
    pub unlabelled: Vec<(u8, usize, String)>,
    pub background: Vec<(usize, String)>,
    pub by_title: BTreeMap<String, usize>,
    pub by_statement: BTreeMap<String, usize>,
    pub by_action: BTreeMap<String, usize>,
    /// Owners' cells by action, split once all names of the paper are known.
    pub owner_cells: BTreeMap<usize, Vec<OwnerCell>>,
    pub support_cells: BTreeMap<usize, String>,
    /// The aims of each priority, in the order in which they stand under it.
    pub aims_of: BTreeMap<usize, Vec<usize>>,
    /// How many actions stand at each place.
    pub at_place: BTreeMap<(usize, usize), u32>,
    /// The line just before, if it was a row: words right under it may be the rest of its last cell.
    pub row_ends: Option<usize>,
    /// The pieces that are headings of the whole paper.
    pub titled: Vec<usize>,
    /// The place of the piece being read.
    pub at: usize,
    /// What a line says that nothing has read yet.
    pub unread: String,
}

/// A table being read.
pub(super) struct Table {
    pub number: usize,
    pub columns: Vec<Column>,
    pub row: usize,
    pub last: Option<LastRow>,
    /// Which table the shape says it is.
    pub shape: Option<usize>,
    /// Whether words stood since its last row: rows that follow are a continuation, with their own owners.
    pub broken: bool,
    /// Whether its rows are passed over: a table with headings that say nothing.
    pub unknown: bool,
    /// Whether its rows are labelled blocks.
    pub labelled: bool,
}

impl Table {
    pub fn new(number: usize, columns: Vec<Column>, shape: Option<usize>) -> Table {
        Table { number, columns, row: 0, last: None, shape, broken: false, unknown: false, labelled: false }
    }
}

/// What a row hands down to the one below in its table.
#[derive(Debug, Clone)]
pub(super) struct LastRow {
    pub action: usize,
    pub owner: Option<OwnerCell>,
    /// The update that stands in this row or reaches over it.
    pub update: Option<usize>,
}

/// An owner's cell, markup stripped, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnerCell {
    pub words: String,
    pub line: usize,
    pub inherited: bool,
}

/// The cells of a row by what their columns hold.
pub(super) struct Cells<'a> {
    pub row: &'a Row,
    pub roles: Vec<Option<Role>>,
}

impl<'a> Cells<'a> {
    pub fn cell(&self, role: Role) -> Option<&'a Cell> {
        let index = self.roles.iter().position(|r| *r == Some(role))?;
        self.row.cells.get(index)
    }

    /// The words of a cell; a merged cell from above counts.
    pub fn words(&self, role: Role) -> &'a str {
        self.cell(role).map_or("", |c| &c.text)
    }

    /// The words of a cell that stands in this very row.
    pub fn own(&self, role: Role) -> &'a str {
        self.cell(role).filter(|c| !c.covered).map_or("", |c| &c.text)
    }

    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&Some(role))
    }

    pub fn is_covered(&self, role: Role) -> bool {
        self.cell(role).is_some_and(|c| c.covered)
    }
}
