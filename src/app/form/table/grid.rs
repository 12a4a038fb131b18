//! Where somebody is in a table, and where the keys lead from there.

use crate::app::context::App;
use crate::app::route::Route;
use crate::domain::kinds::Field;
use crate::pencil::cells::At;
use crate::pencil::table::{Cell, Line};
use crate::platform::{page, time};
use crate::record::Id;
use leptos::prelude::*;
use std::sync::Arc;

/// So many lines are on the page at once.
pub const ON_A_PAGE: usize = 100;

/// The column behind the others, which leads to a record's own page.
pub const OPEN: &str = "open";

/// The line of the headings.
pub const HEADINGS: &str = "headings";

/// A column as the table shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn {
    /// Its name in addresses and ids; without a hyphen.
    pub name: &'static str,
    /// Its heading.
    pub title: String,
    /// The field that is changed in it, where one is.
    pub field: Option<&'static Field>,
    /// Where a control of the page's own stands in it instead: what that control's id begins with, before the record's.
    pub own: Option<&'static str>,
}

/// By which column a table is sorted, and whether the last comes first.
pub type Sorted = Option<(String, bool)>;

/// How the page shows a cell: of this record, in the column of this name, with these words.
pub type Look = Arc<dyn Fn(Id, &'static str, Cell) -> AnyView + Send + Sync>;

/// A control of the page's own, in the cell of this record and this column. It saves at once what is chosen in it.
pub type Own = Callback<(Id, &'static str), AnyView>;

/// The page of a record.
pub type Open = fn(Id) -> Route;

/// A place in the table that stays the same wherever its line goes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spot {
    /// The line's key.
    pub line: String,
    /// The column's name.
    pub column: String,
    /// How many lines stood above it: where its line is no longer there, that is where somebody goes on.
    pub near: usize,
}

/// Where saving a cell leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// To the cell beneath.
    Down,
    /// To the next one.
    Right,
    /// To the one before.
    Left,
    /// Nowhere: somebody has gone elsewhere already.
    Stay,
}

/// A table: what it shows, and where somebody is in it.
#[derive(Clone, Copy)]
pub struct Grid {
    pub(super) app: App,
    /// What the ids of its cells begin with.
    pub(super) name: &'static str,
    /// Its columns.
    pub columns: Memo<Vec<TableColumn>>,
    /// Its lines.
    pub lines: Memo<Arc<Vec<Line>>>,
    /// Which page of its lines.
    pub page: Signal<usize>,
    /// Goes to another page of them.
    pub turn: Callback<usize>,
    at: RwSignal<Spot>,
    /// The cell that is changed.
    pub(super) editing: RwSignal<Option<Spot>>,
    /// What it begins with in place of what stands there.
    pub(super) first: StoredValue<Option<String>>,
    /// What was pasted and is no value of one cell: how many rows it has, and its words.
    pub(super) pasted: RwSignal<Option<(usize, String)>>,
    /// What was typed while a cell was being saved.
    pub(super) ahead: StoredValue<String>,
    /// The text of the cell that is changed.
    pub(super) typing: StoredValue<Option<RwSignal<String>>>,
    /// The page's own control of a cell, where it has one.
    pub(super) own: Option<Own>,
    /// Saves the cell that is changed.
    pub(super) save: StoredValue<Option<Callback<Then>>>,
    /// Where the keyboard belongs: the line and the column, by their numbers.
    pub(super) stop: Memo<At>,
}

impl Grid {
    /// So many lines are on the page at once.
    pub const ON_A_PAGE: usize = ON_A_PAGE;

    /// A table of this name.
    pub fn new(
        app: App,
        name: &'static str,
        columns: Memo<Vec<TableColumn>>,
        lines: Memo<Arc<Vec<Line>>>,
        page: Signal<usize>,
        turn: Callback<usize>,
    ) -> Grid {
        let at = RwSignal::new(Spot::default());
        let stop = Memo::new(move |_| {
            let spot = at.get();
            let page = page.get();
            lines.with(|lines| {
                let on_page = page * ON_A_PAGE + 1..((page + 1) * ON_A_PAGE).min(lines.len()) + 1;
                let here = lines.iter().position(|line| line.key() == spot.line).map(|n| n + 1);
                let line = match (spot.line == HEADINGS, here) {
                    (true, _) => 0,
                    (_, Some(line)) if on_page.contains(&line) => line,
                    (_, None) if on_page.contains(&spot.near) => spot.near,
                    _ => on_page.start.min(lines.len()),
                };
                let column = columns.with(|all| {
                    all.iter()
                        .position(|c| c.name == spot.column)
                        .unwrap_or_else(|| if spot.column == OPEN { all.len() } else { 0 })
                });
                At { line, column }
            })
        });
        Grid {
            app,
            name,
            columns,
            lines,
            page,
            turn,
            at,
            editing: RwSignal::new(None),
            first: StoredValue::new(None),
            pasted: RwSignal::new(None),
            ahead: StoredValue::new(String::new()),
            typing: StoredValue::new(None),
            own: None,
            save: StoredValue::new(None),
            stop,
        }
    }

    /// The same table with controls of the page's own for what is no field.
    pub fn with_own(self, own: Own) -> Grid {
        Grid { own: Some(own), ..self }
    }

    /// How many lines and columns there are, headings and the way to a record's page among them.
    pub fn size(self) -> (usize, usize) {
        (self.lines.with(|lines| lines.len()) + 1, self.columns.with(Vec::len) + 1)
    }

    /// How many pages of lines there are.
    pub fn pages(self) -> usize {
        self.lines.with(|lines| lines.len().div_ceil(ON_A_PAGE)).max(1)
    }

    /// The lines of the page in sight, each with its number.
    pub(super) fn in_sight(self) -> Vec<(usize, Line)> {
        let from = self.page.get() * ON_A_PAGE;
        self.lines.with(|lines| {
            let numbered = lines.iter().cloned().enumerate().skip(from).take(ON_A_PAGE);
            numbered.map(|(n, line)| (n + 1, line)).collect()
        })
    }

    /// The id of a cell.
    pub(super) fn id(self, line: &str, column: &str) -> String {
        format!("{}-{line}-{column}", self.name)
    }

    /// The place of the cell of this id. What stands over all columns leaves the column as it was.
    fn read(self, id: &str) -> Option<Spot> {
        let (line, column) = id.strip_prefix(self.name)?.strip_prefix('-')?.rsplit_once('-')?;
        let before = self.at.with_untracked(|at| at.column.clone());
        let column = if column == ALL { before } else { column.to_owned() };
        Some(Spot { line: line.to_owned(), column, near: self.stop.get_untracked().line })
    }

    /// The place at this line and column.
    pub(super) fn spot(self, at: At) -> Option<Spot> {
        let column = self.columns.with_untracked(|all| all.get(at.column).map_or(OPEN, |column| column.name));
        let line = match at.line.checked_sub(1) {
            None => HEADINGS.to_owned(),
            Some(n) => self.lines.with_untracked(|lines| lines.get(n).map(Line::key))?,
        };
        Some(Spot { line, column: column.to_owned(), near: at.line })
    }

    /// The line that the keyboard is at.
    pub(super) fn line(self) -> Option<Line> {
        let n = self.stop.get_untracked().line.checked_sub(1)?;
        self.lines.with_untracked(|lines| lines.get(n).cloned())
    }

    /// The column that the keyboard is at; nothing for the way to a record's page.
    pub(super) fn column(self) -> Option<TableColumn> {
        self.columns.with_untracked(|all| all.get(self.stop.get_untracked().column).cloned())
    }

    /// Goes to a cell, on whichever page its line is.
    pub(super) fn go(self, spot: Spot) {
        let line = self.lines.with_untracked(|lines| lines.iter().position(|line| line.key() == spot.line));
        if let Some(page) = line.map(|n| n / ON_A_PAGE).filter(|page| *page != self.page.get_untracked()) {
            self.turn.run(page);
        }
        self.at.set(spot);
        self.focus();
    }

    /// Puts the keyboard where it belongs, once what is there is drawn.
    pub(super) fn focus(self) {
        time::after(0, move || {
            if let Some(id) = self.stop.try_get_untracked().and_then(|at| self.focus_id(at)) {
                page::focus(&id);
            }
        });
    }

    fn focus_id(self, at: At) -> Option<String> {
        let spot = self.spot(at)?;
        let is_group = matches!(self.line(), Some(Line::Group(..)));
        Some(self.id(&spot.line, if is_group { ALL } else { &spot.column }))
    }

    /// Notes that the keyboard, or a finger, is in this cell now.
    pub(super) fn entered(self, id: &str) {
        if let Some(spot) = self.read(id) {
            self.at.set(spot);
        }
    }

    /// Whether the keyboard belongs to the cell at this line and column.
    pub(super) fn is_stop(self, line: &str, column: &str) -> bool {
        let at = self.stop.get();
        self.spot(at).is_some_and(|spot| spot.line == line && (column == ALL || spot.column == column))
    }
}

/// In place of a column's name: what stands over all of them.
pub const ALL: &str = "all";
