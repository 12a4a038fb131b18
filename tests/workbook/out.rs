//! What goes out, for whom, and as what.

use super::support::*;
use crate::golden::golden;
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::{Ledger, Side};
use golden_thread::office::{book as cells, unpack};
use golden_thread::record::{Clock, Edit, Record, Set};
use golden_thread::workbook::{Book, Readers, Refused, book, csv, read, xlsx};
use serde_json::Value;
use std::fmt::Write as _;

/// A workbook as a text that people can compare.
fn as_text(book: &Book) -> String {
    let mut text = format!("{} | {} | {}\n", book.about.title, book.about.partnership.name, book.about.made);
    for sheet in &book.sheets {
        let heads: Vec<String> = sheet.columns.iter().map(|column| column.title()).collect();
        writeln!(text, "\n== {} ==\n{}", sheet.name(), heads.join(" | ")).unwrap();
        for row in &sheet.rows {
            let cells = sheet.columns.iter().map(|c| row.cells.get(c.name).map_or("", String::as_str));
            writeln!(text, "{}", cells.map(|text| text.replace('\n', " / ")).collect::<Vec<_>>().join(" | ")).unwrap();
        }
    }
    for (list, names) in &book.names.0 {
        let names: Vec<&str> = names.iter().map(|name| name.name.as_str()).collect();
        writeln!(text, "\n-- {list} --\n{}", names.join("\n")).unwrap();
    }
    text
}

#[test]
fn the_sample_as_a_workbook() {
    let book = book(&SAMPLE.ledger, &SAMPLE.partnership, SAMPLE.plan, Readers::Partnership, today()).unwrap();
    golden("tests/data/workbook/sample.txt", &as_text(&book));
}

#[test]
fn what_its_readers_may_not_see_is_nowhere_in_the_file() {
    let all = |readers| {
        let book = book(&FULL.ledger, &FULL.partnership, FULL.plan, readers, today()).unwrap();
        let (bytes, csv) = (xlsx(&book).unwrap(), csv(&book));
        let package = unpack(&bytes).unwrap();
        let parts: Vec<String> = package.names().map(str::to_owned).collect();
        let parts = parts.iter().map(|part| package.text(part).unwrap().unwrap());
        parts.chain(csv.into_iter().map(|(_, text)| text)).collect::<String>()
    };
    for word in ["n1@example.org", "name 2 of contact", &id(kind::CONTACT, 1).to_string()] {
        assert!(all(Readers::Office).contains(word), "{word}");
        assert!(!all(Readers::Partnership).contains(word), "{word}");
    }
    let office = all(Readers::Office);
    for record in FULL.ledger.records().iter() {
        let is_hidden = [kind::FIGURES, kind::ANSWER, kind::COUNTING].contains(&record.kind.as_str());
        assert!(!is_hidden || !office.contains(&record.id.to_string()), "{}", record.kind);
    }
}

#[test]
fn days_and_numbers_are_days_and_numbers_and_no_text_is_a_formula() {
    let bytes = xlsx(&made(&FULL)).unwrap();
    let package = unpack(&bytes).unwrap();
    let names: Vec<String> = package.names().filter(|name| name.contains("sheets/sheet")).map(str::to_owned).collect();
    for name in &names {
        let xml = package.text(name).unwrap().unwrap();
        assert!(!xml.contains("<f>"), "{name} has a formula");
    }
    let read = cells::read(&package).unwrap();
    let events = read.sheets.iter().find(|sheet| sheet.name == "Events").unwrap();
    let cell = |row: u32, column: u32| events.rows[&row].iter().find(|c| c.column == column).cloned();
    let heads: Vec<(u32, String)> = events.rows[&2].iter().map(|c| (c.column, c.text.to_string())).collect();
    let starts = heads.iter().find(|(_, title)| title == "Starts" || title.starts_with("Begins")).unwrap().0;
    let filled = events.rows.keys().find(|row| cell(**row, starts).is_some_and(|c| c.number.is_some()));
    assert!(filled.is_some(), "{heads:?}");
    // The choices, filters, frozen heads and hidden things are there.
    let sheets: String = names.iter().map(|name| package.text(name).unwrap().unwrap()).collect();
    for wanted in ["<autoFilter ", "state=\"frozen\"", "<dataValidation type=\"list\"", "hidden=\"1\""] {
        assert!(sheets.contains(wanted), "{wanted}");
    }
    assert_eq!(package.text("xl/workbook.xml").unwrap().unwrap().matches("state=\"hidden\"").count(), 2);
}

#[test]
fn the_same_plan_makes_the_same_bytes() {
    assert_eq!(xlsx(&made(&SAMPLE)).unwrap(), xlsx(&made(&SAMPLE)).unwrap());
}

#[test]
fn sheets_as_csv_hold_no_formula() {
    let files = csv(&made(&FULL));
    assert!(files.iter().any(|(name, _)| name == "Actions.csv"));
    for (name, text) in files {
        let text = text.strip_prefix('\u{feff}').unwrap();
        for line in text.split("\r\n") {
            assert!(!line.starts_with(['=', '+', '-', '@']), "{name}: {line}");
            for sign in ["=", "@"] {
                assert!(!line.contains(&format!(",{sign}")) && !line.contains(&format!(",\"{sign}")), "{name}: {line}");
            }
        }
    }
}

#[test]
fn anything_else_is_refused_with_a_reason() {
    assert_eq!(read(b"").unwrap_err(), Refused::NotOurs);
    assert_eq!(read(b"id,title\n1,Walks").unwrap_err(), Refused::NotOurs);
    let form = include_bytes!("../data/forms/without-help.xlsx");
    assert_eq!(read(form).unwrap_err(), Refused::NotOurs, "an owner's form has a reader of its own");
    let bytes = xlsx(&made(&SAMPLE)).unwrap();
    for cut in [10, 1000, bytes.len() / 2, bytes.len() - 30] {
        assert!(read(&bytes[..cut]).is_err(), "{cut}");
    }
    for (refused, _) in Refused::ALL {
        assert!(refused.to_string().ends_with('.'), "{refused}");
    }
}

#[test]
fn what_a_plan_file_keeps_back_is_not_in_the_partnerships_workbook() {
    // Drafted and taken out before anybody saw it; the office's own workbook knows what it was called.
    let (mut set, mut clock) = (FULL.ledger.records().clone(), Clock::new(id("writer", 8)));
    let gone = [
        (kind::ACTION, f::TITLE),
        (kind::RISK, f::STATEMENT),
        (kind::ORGANISATION, f::NAME),
        (kind::PRIORITY, f::TITLE),
    ];
    for (of, field) in gone {
        let edit = |field: &str, value: Value| Edit { record: id(of, 2), kind: of.into(), field: field.into(), value };
        set.edit(&edit(field, format!("Secret {of}").into()), clock.next(1_790_000_000_000));
        let taken_out = set.get(id(of, 2)).unwrap().withdrawal("Not wanted");
        set.edit(&edit(Record::withdrawn_field(), taken_out), clock.next(1_790_000_000_000));
    }
    let all = |base: Option<Set>, readers| {
        let ledger = Ledger::new(set.clone(), base, Side::Office);
        let book = book(&ledger, &FULL.partnership, FULL.plan, readers, today()).unwrap();
        let bytes = xlsx(&book).unwrap();
        let package = unpack(&bytes).unwrap();
        let parts: Vec<String> = package.names().map(str::to_owned).collect();
        parts.iter().map(|part| package.text(part).unwrap().unwrap()).collect::<String>()
    };
    let (everybodys, office) = (all(None, Readers::Partnership), all(None, Readers::Office));
    for (of, _) in gone {
        let id = id(of, 2).to_string();
        assert!(!everybodys.contains(&format!("Secret {of}")) && !everybodys.contains(&id), "{of}");
    }
    assert!(office.contains("Secret action"));
    // What a plan file held is known to everybody.
    assert!(all(Some(set.clone()), Readers::Partnership).contains("Secret action"));
    // Whose workbook it is stands on its first sheet.
    let words = "For the partnership office only";
    assert!(office.contains(words) && !everybodys.contains(words));
}
