//! Every column of every kind, out and back.

use super::support::*;
use golden_thread::domain::{kind, kinds};
use golden_thread::workbook::{Holds, Row, columns, read, sheets, xlsx};

#[test]
fn a_workbook_that_nobody_touched_says_nothing() {
    for world in [&*SAMPLE, &*FULL] {
        let book = made(world);
        let came = read(&xlsx(&book).unwrap()).unwrap();
        let all = read_back(world, &came);
        assert_eq!(all.changes, []);
        assert_eq!(all.new, []);
        assert_eq!(all.doubts, []);
        assert_eq!(all.remarks, Vec::<String>::new());
        // And what was read is what went out, cell for cell.
        for (sheet, back) in book.sheets.iter().zip(&came.sheets) {
            assert_eq!(sheet.kind.name, back.kind.name);
            assert_eq!(sheet.rows.len(), back.rows.len(), "{}", back.name);
            for (row, back) in sheet.rows.iter().zip(&back.rows) {
                assert_eq!((row.id.to_string(), &row.cells), (back.id.clone(), &back.cells));
            }
        }
    }
}

#[test]
fn every_kind_that_people_keep_has_a_sheet() {
    let without: Vec<&str> =
        kinds::ALL.iter().map(|kind| kind.name).filter(|name| !sheets().any(|sheet| sheet == *name)).collect();
    let meant = [
        kind::WRITER,
        kind::COUNTING,
        kind::ANSWER,
        kind::FIGURES,
        kind::INSIGHT,
        kind::LESSON,
        kind::CORRECTION,
        kind::TALLY,
        kind::ENCOUNTER,
        kind::COUNTER,
        kind::REVIEW,
        kind::DECLINED,
    ];
    assert_eq!(without, meant);
}

#[test]
fn a_changed_cell_is_that_change_and_no_other() {
    let book = made(&FULL);
    let untouched = came(&book);
    let mut tried = 0;
    for sheet in &book.sheets {
        // The plan's own row, or the one in which everything is filled in.
        let row = sheet.rows.iter().find(|row| row.id == id(sheet.kind.name, 1) || row.id == FULL.plan).unwrap();
        for column in columns(sheet.kind).into_iter().filter(|column| column.is_read()) {
            tried += 1;
            let name = format!("{}.{}", sheet.kind.name, column.name);
            let now = row.cells.get(column.name).cloned().unwrap_or_default();
            let says = other(&book, column, &now);
            assert_ne!(now, says, "{name}");
            let mut came = untouched.clone();
            write(&mut came, row.id, column.name, &says);
            let all = read_back(&FULL, &came);
            assert_eq!(all.doubts, [], "{name}");
            if column.holds == Holds::Rating {
                assert_eq!((all.changes.len(), all.new.len()), (0, 1), "{name}");
                assert_eq!(all.new[0].draft.kind, kind::UPDATE);
                continue;
            }
            assert_eq!((all.changes.len(), all.new.len()), (1, 0), "{name}");
            let change = &all.changes[0];
            assert_eq!((change.record, change.column, change.says.as_str()), (row.id, column, says.as_str()));
            assert!(!change.is_stale(), "{name}: {:?} {:?}", change.was, change.stands);
            // Once it is used, it stands in the next workbook, and nothing else is different.
            let after = made(&with(&FULL, &all.changes));
            for (one, other) in book.sheets.iter().zip(&after.sheets) {
                for row_after in &other.rows {
                    let before = one.rows.iter().find(|row| row.id == row_after.id).unwrap();
                    if row_after.id == row.id {
                        let stands = row_after.cells.get(column.name).map_or("", String::as_str);
                        assert_eq!(stands, says, "{name}");
                    } else if columns(sheet.kind).iter().all(|c| !sheet.kind.titled.contains(&c.name)) {
                        assert_eq!(without_made(before), without_made(row_after), "{name}");
                    }
                }
            }
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn an_emptied_cell_proposes_to_empty_the_field() {
    let book = made(&FULL);
    let untouched = came(&book);
    for sheet in book.sheets.iter().filter(|sheet| sheet.kind.name != kind::PLAN) {
        let row = sheet.rows.iter().find(|row| row.id == id(sheet.kind.name, 1)).unwrap();
        for column in columns(sheet.kind).into_iter().filter(|column| column.is_read()) {
            let name = format!("{}.{}", sheet.kind.name, column.name);
            assert!(row.cells.contains_key(column.name) || column.holds == Holds::Rating, "{name}");
            let mut came = untouched.clone();
            write(&mut came, row.id, column.name, "");
            if row.cells.len() == 1 {
                continue;
            }
            let all = read_back(&FULL, &came);
            let is_needed = match column.holds {
                Holds::Field(field) => field.is_needed,
                Holds::Rated(_) | Holds::Rating => true,
                _ => false,
            };
            match is_needed {
                true => assert_eq!((all.changes.len(), all.doubts.len()), (0, 1), "{name}: cannot be empty"),
                false => {
                    assert_eq!((all.changes.len(), all.doubts.len()), (1, 0), "{name}");
                    assert!(all.changes[0].is_emptied(), "{name}");
                    let after = made(&with(&FULL, &all.changes));
                    let rows = after.sheets.iter().flat_map(|sheet| &sheet.rows);
                    let after = rows.into_iter().find(|r| r.id == row.id).unwrap();
                    assert_eq!(after.cells.get(column.name), None, "{name}");
                }
            }
        }
    }
}

/// A row without what follows from updates, and without what an update is called by its actions.
fn without_made(row: &Row) -> Row {
    let mut row = row.clone();
    row.cells.retain(|column, _| !["rating", "lastUpdate", "revises"].contains(column));
    row
}
