//! A workbook as plain data: what goes out of a plan, for whom.

use super::column::{Column, columns, sheets};
use super::names::Names;
use super::order;
use super::view::View;
use crate::bundle::{Partnership, Purpose, for_audience};
use crate::days::Date;
use crate::domain::kind;
use crate::domain::kinds::{self, Kind};
use crate::ledger::{Ledger, Standing, exchange};
use crate::record::{Id, Record, Set};
use crate::words::say;
use std::collections::BTreeMap;

/// Who is going to read a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// The members of the partnership: what a plan file holds.
    Partnership,
    /// The office alone: its contacts too.
    Office,
}

/// What a workbook was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The partnership.
    pub partnership: Partnership,
    /// Who is going to read it.
    pub readers: Readers,
    /// The plan.
    pub plan: Id,
    /// What the plan is called.
    pub title: String,
    /// The day it was made.
    pub made: Date,
}

/// A workbook.
#[derive(Debug, Clone)]
pub struct Book {
    /// What it was made of.
    pub about: About,
    /// Its sheets; of a kind of which there is nothing to see yet, an empty one.
    pub sheets: Vec<Sheet>,
    /// What people read for ids and keys, and may choose from.
    pub names: Names,
}

/// A kind's sheet.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The kind.
    pub kind: &'static Kind,
    /// Its columns.
    pub columns: Vec<Column>,
    /// A row for each record.
    pub rows: Vec<Row>,
}

/// A record's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The record.
    pub id: Id,
    /// The texts that stand in it, by their columns' names; nothing for an empty cell.
    pub cells: BTreeMap<&'static str, String>,
}

impl Sheet {
    /// What its tab says.
    pub fn name(&self) -> String {
        sheet_name(self.kind.name)
    }
}

/// What the tab of a kind's sheet says.
pub(super) fn sheet_name(kind: &str) -> String {
    say(&format!("workbook.sheet.{kind}"))
}

/// The workbook of a plan; `None` where it is not here. What its readers may not see is not in it, and neither is what the
/// office did not use, nor for the partnership whatever else a plan file keeps back.
///
/// ```
/// use golden_thread_work::bundle::Partnership;
/// use golden_thread_work::days::date;
/// use golden_thread_work::ledger::{Ledger, Side};
/// use golden_thread_work::record::{Edit, Id, Set, Stamp};
/// use golden_thread_work::workbook::{Readers, book};
///
/// let id = |n| Id::from_bytes([n; 16]);
/// let edit = |n, kind: &str, field: &str, value: String| Edit { record: id(n), kind: kind.into(), field: field.into(), value: value.into() };
/// let mut records = Set::new();
/// records.edit(&edit(1, "plan", "title", "Health plan".into()), Stamp::new(1, 0, id(9)));
/// records.edit(&edit(2, "action", "title", "Walks".into()), Stamp::new(2, 0, id(9)));
/// records.edit(&edit(2, "action", "plan", id(1).to_string()), Stamp::new(3, 0, id(9)));
/// let ledger = Ledger::new(records, None, Side::Office);
/// let partnership = Partnership { id: id(8), name: "Our partnership".into() };
///
/// let book = book(&ledger, &partnership, id(1), Readers::Partnership, date(2026, 5, 1)).unwrap();
/// let actions = book.sheets.iter().find(|sheet| sheet.kind.name == "action").unwrap();
/// assert_eq!(actions.rows[0].cells["title"], "Walks");
/// ```
pub fn book(ledger: &Ledger, partnership: &Partnership, plan: Id, readers: Readers, today: Date) -> Option<Book> {
    let purpose = match readers {
        Readers::Partnership => Purpose::Issue,
        Readers::Office => Purpose::Handover,
    };
    let is_in = |record: &&Record| match (readers, ledger.standing(record.id)) {
        (Readers::Office, standing) => standing != Standing::NotUsed,
        // What is on its way to the office is its writer's to show.
        (Readers::Partnership, Standing::Mine) => ledger.live(record.id, &record.kind).is_some(),
        (Readers::Partnership, _) => exchange::travels(ledger, record),
    };
    let records: Set = ledger.records().iter().filter(is_in).cloned().collect();
    let seen = Ledger::new(for_audience(&records, purpose), None, ledger.side());
    let view = View::of(&seen, plan, today)?;
    let most = if readers == Readers::Office { kind::Audience::Office } else { kind::Audience::Partnership };
    let seen_kinds = sheets().filter_map(kinds::find).filter(|kind| kind.audience <= most);
    let sheets = seen_kinds.map(|kind| sheet(&view, kind)).collect();
    let title = view.tree.title.clone();
    let about = About { partnership: partnership.clone(), readers, plan, title, made: today };
    Some(Book { about, sheets, names: view.names })
}

fn sheet(view: &View<'_>, kind: &'static Kind) -> Sheet {
    let columns = columns(kind);
    let row = |record: &Record| {
        let texts = columns.iter().map(|column| (column.name, view.text(record, *column)));
        Row { id: record.id, cells: texts.filter(|(_, text)| !text.is_empty()).collect() }
    };
    let rows = order::rows(view.ledger, &view.tree, kind.name).into_iter().map(row).collect();
    Sheet { kind, columns, rows }
}
