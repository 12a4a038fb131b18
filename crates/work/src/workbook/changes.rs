//! What was changed in a workbook that came back: each cell that says something else than it did when it went out, and each
//! new row. A cell as it went out says nothing, whatever the plan says now.

use super::came::{At, Came, CameRow, CameSheet, Doubt, Texts};
use super::column::{Column, Holds, columns};
use super::fresh::{New, fresh, rating, says_otherwise, why};
use super::names::Index;
use super::refuse::Refused;
use super::rows::rows;
use super::values::{Cell, Reader, Values};
use super::view::{MOST_IN_CELL, View};
use crate::bundle::Partnership;
use crate::days::Date;
use crate::domain::fields as f;
use crate::domain::ids::normal_words;
use crate::ledger::Ledger;
use crate::pencil::{Form, Wrong, rules, value};
use crate::record::{Id, Record};
use crate::words::{fill, say};
use serde_json::Value;
use std::collections::BTreeMap;

/// A changed cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Where it stands.
    pub at: At,
    /// The record.
    pub record: Id,
    /// Its kind.
    pub kind: &'static str,
    /// The column.
    pub column: Column,
    /// What stood in the cell when it went out.
    pub was: String,
    /// What would stand in it now.
    pub stands: String,
    /// What stands in it as it came back.
    pub says: String,
    /// The fields that this changes, each with its new value; null for what was emptied, or left a list.
    pub edits: Vec<(String, Value)>,
    /// Those of its fields that say something else here than when the workbook went out. Of a list, each member counts by
    /// itself.
    pub stale: Vec<String>,
}

impl Change {
    /// Whether somebody changed the same here since the workbook went out.
    pub fn is_stale(&self) -> bool {
        self.was != self.stands
    }

    /// Whether the cell was emptied.
    pub fn is_emptied(&self) -> bool {
        self.says.is_empty()
    }
}

/// Everything that a workbook that came back proposes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// The changed cells, in the order of the sheets.
    pub changes: Vec<Change>,
    /// The new records: of new rows, and of an action's other rating.
    pub new: Vec<New>,
    /// What was not read as a change.
    pub doubts: Vec<Doubt>,
    /// What is worth knowing, as sentences.
    pub remarks: Vec<String>,
}

/// What a workbook that came back would change. Nothing is changed by this: it is looked at first, like whatever comes in.
///
/// # Errors
/// It was made for another partnership, or of a plan that is not here.
pub fn changes(came: &Came, ledger: &Ledger, partnership: &Partnership, today: Date) -> Result<Changes, Refused> {
    if came.partnership != partnership.id {
        return Err(Refused::OtherPartnership);
    }
    let view = View::of(ledger, came.plan, today).ok_or(Refused::OtherPlan)?;
    let rows = rows(came);
    let named = |new: &super::fresh::Fresh<'_>| {
        let kind = new.sheet.kind;
        ((kind.name, normal_words(&super::fresh::called(kind, &new.row.cells))), new.id.to_string())
    };
    let new = rows.new.iter().map(named).filter(|((_, name), _)| !name.is_empty()).collect();
    let reader = Reader { view: &view, out: Index::of(&came.names), new };
    let mut all = Changes { remarks: rows.remarks, ..Changes::default() };
    all.doubts.extend(came.doubts.iter().cloned().chain(rows.doubts));
    let place: BTreeMap<&str, usize> = came.sheets.iter().map(|s| s.name.as_str()).zip(0..).collect();
    let mut known = rows.known;
    known.sort_by_key(|(sheet, row, _)| (place.get(sheet.name.as_str()).copied(), row.number));
    for (sheet, row, id) in known {
        if let Some((_, out)) = came.out.get(&id) {
            Comparing { reader: &reader, came, sheet, row, id, out }.row(&mut all);
        }
    }
    for one in &rows.new {
        all.new.extend(fresh(&reader, came, one, &mut all.doubts));
    }
    // What was brought in before is here, and may have been changed since.
    let (new, before): (Vec<New>, Vec<New>) =
        all.new.into_iter().partition(|new| ledger.records().get(new.draft.id).is_none());
    all.new = new;
    for new in before {
        all.brought_in_before(&reader, came, new);
    }
    Ok(all)
}

impl Changes {
    /// What comes again is not proposed again. Where the record says something else by now, the row's words are told.
    fn brought_in_before(&mut self, reader: &Reader<'_>, came: &Came, new: New) {
        let here = reader.view.ledger.records().get(new.draft.id);
        if !here.is_some_and(|record| says_otherwise(reader, record, &new.draft)) {
            self.remarks.push(fill("workbook.remark.before", &[("place", &new.at.words())]));
            return;
        }
        let row = |sheet: &&CameSheet| sheet.name == new.at.sheet;
        let row = came.sheets.iter().find(row).and_then(|s| s.rows.iter().find(|row| row.number == new.at.row));
        let words = row.map(|row| row.cells.values().cloned().collect::<Vec<_>>().join(" | ")).unwrap_or_default();
        self.doubts.push(Doubt { at: new.at, words, why: say("workbook.why.before") });
    }
}

/// A row beside what went out of it.
struct Comparing<'a> {
    reader: &'a Reader<'a>,
    came: &'a Came,
    sheet: &'a CameSheet,
    row: &'a CameRow,
    id: Id,
    out: &'a Texts,
}

impl Comparing<'_> {
    fn row(&self, all: &mut Changes) {
        let first = all.changes.len();
        let here = columns(self.sheet.kind).into_iter().filter(|c| self.sheet.columns.contains_key(c.name));
        for column in here.filter(|column| self.cell(column.name).was != self.cell(column.name).says) {
            self.changed(column, all);
        }
        let own = all.changes.get(first..).unwrap_or_default();
        let remarks = self.rules(own);
        all.remarks.extend(remarks);
    }

    fn cell(&self, column: &str) -> Cell<'_> {
        Cell {
            was: self.out.get(column).map_or("", String::as_str),
            says: self.row.cells.get(column).map_or("", String::as_str),
        }
    }

    fn doubt(&self, column: Column, why: String) -> Doubt {
        let cell = self.cell(column.name);
        let words = if cell.says.is_empty() { cell.was } else { cell.says };
        Doubt { at: self.sheet.at(self.row.number, column), words: words.to_owned(), why }
    }

    /// A cell that says something else than it did.
    fn changed(&self, column: Column, all: &mut Changes) {
        let cell = self.cell(column.name);
        if !column.is_read() {
            let why = if column.holds == Holds::Said { "workbook.why.workedOut" } else { "workbook.why.offices" };
            return all.doubts.push(self.doubt(column, say(why)));
        }
        if cell.was.encode_utf16().count() >= MOST_IN_CELL - 1 {
            return all.doubts.push(self.doubt(column, say("workbook.why.cut")));
        }
        let Some(record) = self.reader.view.ledger.live(self.id, self.sheet.kind.name) else {
            return all.doubts.push(self.doubt(column, say("workbook.why.gone")));
        };
        if column.holds == Holds::Rating {
            return self.rated_anew(column, record, all);
        }
        match self.values(column, record, cell) {
            Err(wrong) => all.doubts.push(self.doubt(column, why(column, &wrong))),
            Ok(None) => all.doubts.push(self.doubt(column, say("workbook.why.sameMembers"))),
            Ok(Some(values)) => {
                let is_news = |(name, value): &(String, Value)| record.value(name).unwrap_or(&Value::Null) != value;
                let edits: Values = values.into_iter().filter(is_news).collect();
                if !edits.is_empty() {
                    let stands = self.reader.view.text(record, column);
                    all.changes.push(self.change(column, record, stands, edits));
                }
            }
        }
    }

    fn change(&self, column: Column, record: &Record, stands: String, edits: Values) -> Change {
        let cell = self.cell(column.name);
        let went_out = (self.cell(f::COVERS).was, self.cell("ratings").was);
        let names = edits.iter().map(|(name, _)| name.clone());
        let stale = names.filter(|name| match column.holds {
            Holds::Field(field) if field.is_list() => {
                self.reader.is_stale_in_list(column, field, record, cell.was, name)
            }
            Holds::Rated(_) | Holds::Ratings(_) => self.reader.is_stale_in_rated(record, went_out, name),
            _ => cell.was != stands,
        });
        let stale = stale.collect();
        Change {
            at: self.sheet.at(self.row.number, column),
            record: self.id,
            kind: self.sheet.kind.name,
            column,
            was: cell.was.to_owned(),
            stands,
            says: cell.says.to_owned(),
            edits,
            stale,
        }
    }

    /// The values that a changed cell comes to; `None` where it names the same in another order.
    fn values(&self, column: Column, record: &Record, cell: Cell<'_>) -> Result<Option<Values>, Wrong> {
        match column.holds {
            Holds::Field(field) if field.is_needed && cell.says.is_empty() => Err(Wrong::Needed),
            Holds::Field(field) if field.is_list() => {
                let values = self.reader.list(column, field, Some(record), cell)?;
                let is_same = values.is_empty() && self.reader.list(column, field, None, cell)?.is_empty();
                Ok((!is_same || cell.says.is_empty()).then_some(values))
            }
            Holds::Field(field) => {
                let value = self.reader.single(column, field, cell.says)?;
                Ok(Some(vec![(field.name.to_owned(), value)]))
            }
            Holds::Rated(_) => {
                let ratings = self.ratings();
                if cell.says.is_empty() {
                    return Err(Wrong::Needed);
                }
                self.reader.rated(Some(record), cell, ratings).map(Some)
            }
            // Where its actions were changed too, it was read with them.
            Holds::Ratings(_) => {
                let actions = self.cell(f::COVERS);
                let is_read = actions.was != actions.says && self.sheet.columns.contains_key(f::COVERS);
                let actions = Cell { was: actions.was, says: if is_read { actions.says } else { actions.was } };
                let ratings = self.reader.rated(Some(record), actions, cell)?;
                Ok(Some(if is_read { Values::new() } else { ratings }))
            }
            Holds::Rating | Holds::Said => Ok(Some(Values::new())),
        }
    }

    /// The ratings as they went out, and as they are now unless their column was taken out.
    fn ratings(&self) -> Cell<'_> {
        let cell = self.cell("ratings");
        let is_here = self.sheet.columns.contains_key("ratings");
        Cell { was: cell.was, says: if is_here { cell.says } else { cell.was } }
    }

    /// Another rating in an action's row: an update that says it. An empty one says nothing that an update could.
    fn rated_anew(&self, column: Column, record: &Record, all: &mut Changes) {
        let cell = self.cell(column.name);
        match self.reader.rating(cell.says) {
            Err(wrong) => all.doubts.push(self.doubt(column, why(column, &wrong))),
            Ok(None) => all.doubts.push(self.doubt(column, say("workbook.why.noRating"))),
            Ok(_) if self.reader.view.text(record, column) == cell.says => {}
            Ok(key) => {
                let draft = rating(self.reader, self.came, self.id, key.as_deref());
                all.new.push(New { at: self.sheet.at(self.row.number, column), draft });
            }
        }
    }

    /// What does not hold between the fields of a record once its row is used. It is said, and decided in review.
    fn rules(&self, changes: &[Change]) -> Vec<String> {
        let ledger = self.reader.view.ledger;
        let kind = self.sheet.kind;
        if changes.is_empty() {
            return Vec::new();
        }
        let mut filled = Form::whole(kind, self.reader.view.today).first(ledger, Some(self.id));
        for change in changes {
            if let Holds::Field(field) = change.column.holds {
                let typed = match (field.is_list(), change.edits.as_slice()) {
                    (false, [(_, value)]) => value::words_of(field, value),
                    _ => change.says.clone(),
                };
                filled.0.insert(field.name.to_owned(), typed);
            }
        }
        let found = rules::wrong(kind.name, ledger, Some(self.id), &filled);
        let own = |problem: &&crate::pencil::Problem| changes.iter().any(|c| c.column.name == problem.field);
        let place = self.sheet.row(self.row.number).words();
        let remark = |problem: &crate::pencil::Problem| {
            fill("workbook.remark.rule", &[("place", &place), ("words", &problem.text)])
        };
        found.iter().filter(own).map(remark).collect()
    }
}
