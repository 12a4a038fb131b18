//! Which record each row is: by its id, and where that is gone or stands twice, what can be said of it.

use super::came::{Came, CameRow, CameSheet, Doubt, Texts};
use super::fresh::{self, Fresh};
use crate::record::Id;
use crate::words::{count_with, fill, say};
use std::collections::{BTreeMap, BTreeSet};

/// The rows of a workbook that came back.
#[derive(Default)]
pub(super) struct Rows<'a> {
    /// Of records that went out.
    pub known: Vec<(&'a CameSheet, &'a CameRow, Id)>,
    /// Without an id.
    pub new: Vec<Fresh<'a>>,
    /// What was not read.
    pub doubts: Vec<Doubt>,
    /// What is worth knowing.
    pub remarks: Vec<String>,
}

/// Finds out which record each row is.
pub(super) fn rows(came: &Came) -> Rows<'_> {
    let mut all = Rows::default();
    let mut by_id: BTreeMap<Id, Vec<(&CameSheet, &CameRow)>> = BTreeMap::new();
    let mut without: Vec<(&CameSheet, &CameRow)> = Vec::new();
    for (sheet, row) in came.sheets.iter().flat_map(|sheet| sheet.rows.iter().map(move |row| (sheet, row))) {
        let went_out = |id: &Id| came.out.get(id).is_some_and(|(kind, _)| *kind == sheet.kind.name);
        match row.id.parse::<Id>().ok().filter(went_out) {
            Some(id) => by_id.entry(id).or_default().push((sheet, row)),
            None if row.cells.is_empty() => {}
            None if row.id.is_empty() => without.push((sheet, row)),
            None => all.doubts.push(doubt(sheet, row, say("workbook.why.strangeId"))),
        }
    }
    let mut missing: BTreeSet<Id> = came.out.keys().filter(|id| !by_id.contains_key(id)).copied().collect();
    let mut sheets: BTreeMap<&str, WentOut> = BTreeMap::new();
    for (sheet, row) in without {
        let went_out = sheets.entry(&sheet.name).or_insert_with(|| WentOut::of(came, sheet, &missing));
        all.without(came, sheet, row, went_out, &mut missing);
    }
    for (id, rows) in by_id {
        all.with(came, id, rows);
    }
    all.gone(came, &missing);
    all
}

/// What went out of a sheet, to look up rows without an id in.
struct WentOut {
    /// The rows, as far as their columns came back.
    rows: BTreeSet<Texts>,
    /// Records that have no row any more, by their words; nothing where several say the same.
    missing: BTreeMap<String, Option<Id>>,
    /// How many new rows say the same in every cell.
    new: BTreeMap<Texts, usize>,
}

impl WentOut {
    fn of(came: &Came, sheet: &CameSheet, missing: &BTreeSet<Id>) -> WentOut {
        let mut all = WentOut { rows: BTreeSet::new(), missing: BTreeMap::new(), new: BTreeMap::new() };
        for (id, (_, out)) in came.out.iter().filter(|(_, (kind, _))| *kind == sheet.kind.name) {
            let here = out.iter().filter(|(column, _)| sheet.columns.contains_key(*column));
            let here: Texts = here.map(|(column, text)| (*column, text.clone())).collect();
            if missing.contains(id) {
                let words = WentOut::words(sheet, &here);
                all.missing.entry(words).and_modify(|id| *id = None).or_insert(Some(*id));
            }
            all.rows.insert(here);
        }
        all
    }

    /// What a row is called, or where it is called nothing all that it says.
    fn words(sheet: &CameSheet, cells: &Texts) -> String {
        let title = fresh::called(sheet.kind, cells);
        if title.is_empty() { cells.values().cloned().collect::<Vec<_>>().join("\n") } else { title }
    }
}

fn doubt(sheet: &CameSheet, row: &CameRow, why: String) -> Doubt {
    let words = row.cells.values().cloned().collect::<Vec<_>>().join(" | ");
    Doubt { at: sheet.row(row.number), words, why }
}

/// Whether a row says of these columns what went out.
fn is_as_it_went_out(sheet: &CameSheet, row: &CameRow, out: &Texts) -> bool {
    sheet.columns.keys().all(|column| row.cells.get(column) == out.get(column))
}

impl<'a> Rows<'a> {
    /// A row without an id: a record whose row lost it, a copy of another row, or new.
    fn without(
        &mut self,
        came: &Came,
        sheet: &'a CameSheet,
        row: &'a CameRow,
        went_out: &mut WentOut,
        missing: &mut BTreeSet<Id>,
    ) {
        let words = WentOut::words(sheet, &row.cells);
        let lost = went_out.missing.get(&words).copied().flatten().filter(|id| missing.remove(id));
        if let Some(id) = lost {
            self.known.push((sheet, row, id));
            let (place, title) = (sheet.row(row.number).words(), fresh::called(sheet.kind, &row.cells));
            self.remarks.push(fill("workbook.remark.lostId", &[("place", &place), ("title", &title)]));
            return;
        }
        if went_out.rows.contains(&row.cells) {
            self.doubts.push(doubt(sheet, row, say("workbook.why.copied")));
            return;
        }
        let nth = went_out.new.entry(row.cells.clone()).or_default();
        let id = fresh::id(came, sheet.kind, &row.cells, *nth);
        *nth += 1;
        self.new.push(Fresh { sheet, row, id });
    }

    /// The rows with one id: one, or copies, of which at most one may have been changed.
    fn with(&mut self, came: &Came, id: Id, rows: Vec<(&'a CameSheet, &'a CameRow)>) {
        let Some((_, out)) = came.out.get(&id) else { return };
        let told = |(sheet, row): (&'a CameSheet, &'a CameRow)| match row.cells.is_empty() && !out.is_empty() {
            true => Err(doubt(sheet, row, say("workbook.why.emptied"))),
            false => Ok((sheet, row, id)),
        };
        if let [only] = rows.as_slice() {
            match told(*only) {
                Ok(known) => self.known.push(known),
                Err(emptied) => self.doubts.push(Doubt { words: fresh::called(only.0.kind, out), ..emptied }),
            }
            return;
        }
        let numbers: Vec<String> = rows.iter().map(|(sheet, row)| sheet.row(row.number).words()).collect();
        let why = fill("workbook.why.twice", &[("places", &numbers.join("; "))]);
        let changed = rows.into_iter().filter(|(sheet, row)| !is_as_it_went_out(sheet, row, out));
        let changed: Vec<Doubt> = changed.map(|(sheet, row)| doubt(sheet, row, why.clone())).collect();
        if changed.is_empty() {
            self.remarks.push(fill("workbook.remark.twice", &[("places", &numbers.join("; "))]));
        }
        self.doubts.extend(changed);
    }

    /// What went out and has no row any more: nothing is taken out, which is said once a sheet.
    fn gone(&mut self, came: &Came, missing: &BTreeSet<Id>) {
        let mut by_kind: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (kind, _) in missing.iter().filter_map(|id| came.out.get(id)) {
            *by_kind.entry(kind).or_default() += 1;
        }
        for (kind, rows) in by_kind {
            let sheet = super::book::sheet_name(kind);
            self.remarks.push(match came.sheets.iter().any(|sheet| sheet.kind.name == kind) {
                true => count_with("workbook.remark.rowsGone", rows, &[("sheet", &sheet)]),
                false => fill("workbook.remark.sheetGone", &[("sheet", &sheet)]),
            });
        }
    }
}
