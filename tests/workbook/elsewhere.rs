//! Workbooks that other programs saved, and marks that did not outlive them. How the files were made is said beside them, in
//! `tests/data/workbook/README.md`.

use super::support::*;
use golden_thread::domain::{fields as f, kind};
use golden_thread::office::book::cell_name;
use golden_thread::record::Clock;
use golden_thread::workbook::{Changes, Refused, changes, read, xlsx};
use std::io::{Cursor, Read, Write};

const LIBRE_OFFICE: &[u8] = include_bytes!("../data/workbook/libreoffice.xlsx");
const OPENPYXL: &[u8] = include_bytes!("../data/workbook/openpyxl.xlsx");
const BOTH: &[u8] = include_bytes!("../data/workbook/both.xlsx");

/// What was changed, as column and text.
fn told(all: &Changes) -> Vec<(&'static str, &'static str, &str)> {
    all.changes.iter().map(|change| (change.kind, change.column.name, change.says.as_str())).collect()
}

fn new(all: &Changes) -> Vec<&str> {
    all.new.iter().map(|new| new.draft.fields[f::TITLE].as_str().unwrap()).collect()
}

#[test]
fn five_cells_a_row_and_sorting_in_libreoffice_are_six_changes() {
    let all = read_back(&SAMPLE, &read(LIBRE_OFFICE).unwrap());
    assert_eq!(
        told(&all),
        [
            (kind::ACTION, f::TITLE, "Health walks in every neighbourhood"),
            (kind::ACTION, f::STATE, "Paused"),
            (kind::ACTION, f::OWNER, "Public Health; Adult Social Care"),
            (kind::UPDATE, f::EXPECTED_BY, "by March 2031"),
            (kind::RISK, f::LIKELIHOOD, "2"),
        ]
    );
    assert_eq!(new(&all), ["Evening walks for carers"]);
    assert_eq!(all.doubts, []);
}

#[test]
fn days_months_moved_columns_and_other_headings_are_understood() {
    for file in [OPENPYXL, BOTH] {
        let all = read_back(&SAMPLE, &read(file).unwrap());
        assert_eq!(
            told(&all),
            [
                (kind::ACTION, f::TITLE, "Health walks in every neighbourhood"),
                (kind::ACTION, f::STATE, "Paused"),
                (kind::ACTION, f::OWNER, "Public Health; Adult Social Care"),
                (kind::ACTION, f::CLOSED, "2026-03-31"),
                (kind::ACTION, f::TIMESCALE, "March 2026"),
            ]
        );
        assert_eq!(new(&all), ["Evening walks for carers"]);
        assert_eq!(all.doubts, []);
        let gone = "Sheet “Events” is not in the workbook any more. Nothing was taken out of the plan.";
        // A day on which it was over, of an action that goes on: taken as typed, and pointed out.
        let how =
            "Choose first how it ended (done, stopped, superseded, merged or moved). If it goes on, leave this empty.";
        assert_eq!(all.remarks, [gone.to_owned(), format!("Look at sheet “What we do”, row 8: {how}")]);
    }
}

#[test]
fn an_old_file_says_its_own_changes_and_no_others() {
    // What it says is used, and much else is changed; then the same old file comes again.
    let first = read_back(&SAMPLE, &read(LIBRE_OFFICE).unwrap());
    let later = with(&SAMPLE, &first.changes);
    let again = changes(&read(LIBRE_OFFICE).unwrap(), &later.ledger, &later.partnership, today()).unwrap();
    assert_eq!(again.changes, []);
    assert_eq!(again.new, first.new, "the same record");
    // Once it is used it is there, whatever is changed in it later.
    let mut set = later.ledger.records().clone();
    let mut clock = Clock::new(id("writer", 8));
    first.new[0].draft.edits().for_each(|edit| drop(set.edit(&edit, clock.next(1_800_000_000_001))));
    let later = World { ledger: ledger(set), partnership: later.partnership, plan: later.plan };
    let again = read_back(&later, &read(LIBRE_OFFICE).unwrap());
    assert!(again.is_empty());
    assert!(again.remarks.iter().any(|words| words.contains("was brought in before")), "{:?}", again.remarks);
}

/// The file with a text in every part made another one.
fn with_words(file: &[u8], words: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let (mut part, mut text) = (zip.by_index(at).unwrap(), String::new());
        part.read_to_string(&mut text).unwrap();
        for (from, to) in words {
            text = text.replace(from, to);
        }
        out.start_file(part.name().unwrap().into_owned(), zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn without_marks_headings_are_read() {
    let marks = [("golden-thread/sheet/action", "x"), ("golden-thread/sheet/risk", "y")];
    let file = xlsx(&made(&SAMPLE)).unwrap();
    let file = with_words(&file, &marks);
    let came = read(&file).unwrap();
    assert_eq!(came.sheets.len(), made(&SAMPLE).sheets.len());
    let all = read_back(&SAMPLE, &came);
    assert_eq!((all.changes.len(), all.new.len(), all.remarks.len()), (0, 0, 0));
    assert_eq!(all.doubts, []);
}

#[test]
fn without_what_went_out_nothing_is_guessed() {
    let file = xlsx(&made(&SAMPLE)).unwrap();
    let gone = with_words(&file, &[("golden-thread/as-it-went-out", "x")]);
    assert_eq!(read(&gone).unwrap_err(), Refused::NothingToCompare);
    assert!(Refused::NothingToCompare.to_string().contains("“As it went out”"));
    let newer = with_words(&file, &[("<t>1</t>", "<t>2</t>")]);
    assert_eq!(read(&newer).unwrap_err(), Refused::Newer);
}

#[test]
fn a_sheet_of_somebodys_own_is_said() {
    let file = xlsx(&made(&SAMPLE)).unwrap();
    // Headings of its own too: a kind's are known without its mark.
    let own = [
        ("golden-thread/sheet/theme", "golden-thread/sheet/other"),
        ("Themes", "My notes"),
        ("Kind of theme", "Colour"),
        ("What it means", "Whose turn"),
        ("kindOfTheme", "colour"),
        ("meaning", "turn"),
    ];
    let all = read_back(&SAMPLE, &read(&with_words(&file, &own)).unwrap());
    assert_eq!((all.changes.len(), all.new.len(), all.doubts.len()), (0, 0, 1));
    assert_eq!(all.doubts[0].at.words(), "sheet “My notes”");
}

#[test]
fn a_column_of_somebodys_own_is_said_with_what_stands_in_it() {
    let file = xlsx(&made(&SAMPLE)).unwrap();
    let at = came(&made(&SAMPLE)).sheets.iter().find(|s| s.kind.name == kind::ACTION).unwrap().columns[f::OWNER];
    // Its name and its heading are gone.
    let mut zip = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    let mut sheet = String::new();
    zip.by_name("xl/worksheets/sheet5.xml").unwrap().read_to_string(&mut sheet).unwrap();
    let cells: Vec<String> = [1, 2]
        .map(|row| {
            let from = sheet.find(&format!("<c r=\"{}\"", cell_name(at, row))).unwrap();
            sheet[from..from + sheet[from..].find("</c>").unwrap() + 4].to_owned()
        })
        .into();
    let gone: Vec<(&str, &str)> = cells.iter().map(|cell| (cell.as_str(), "")).collect();
    let mut part = gone.iter().fold(sheet.clone(), |sheet, (cell, none)| sheet.replace(cell, none));
    std::mem::swap(&mut sheet, &mut part);
    let all = read_back(&SAMPLE, &read(&with_words(&file, &[(part.as_str(), sheet.as_str())])).unwrap());
    assert_eq!((all.changes.len(), all.new.len(), all.doubts.len()), (0, 0, 1));
    assert_eq!((all.doubts[0].at.row, all.doubts[0].at.column), (0, at));
    assert!(all.doubts[0].words.contains("Public Health"), "{}", all.doubts[0].words);
}
