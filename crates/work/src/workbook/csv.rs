//! The sheets as comma-separated texts, for other programs. They go out only.

use super::book::{Book, Sheet, sheet_name};
use crate::domain::kinds::Shape;
use crate::office::guarded;

/// The file name and the text of each sheet that has a row: headings first, the record's id in the first column, lines ended
/// as the format wants them, and a mark in front that tells Excel how the letters are written.
///
/// No cell is a formula when a spreadsheet opens it: where a text begins like one, an apostrophe stands before it.
pub fn csv(book: &Book) -> Vec<(String, String)> {
    let filled = book.sheets.iter().filter(|sheet| !sheet.rows.is_empty());
    filled.map(|sheet| (format!("{}.csv", sheet_name(sheet.kind.name)), text(sheet))).collect()
}

fn text(sheet: &Sheet) -> String {
    let mut text = String::from("\u{feff}");
    let heads = sheet.columns.iter().map(|column| column.title());
    line(&mut text, std::iter::once("id".to_owned()).chain(heads));
    for row in &sheet.rows {
        let cells = sheet.columns.iter().map(|column| {
            let cell = row.cells.get(column.name).map_or("", String::as_str);
            let is_number = matches!(column.shape(), Shape::Number | Shape::Whole | Shape::Score(_));
            if is_number && cell.parse::<f64>().is_ok() { cell.to_owned() } else { guarded(cell) }
        });
        line(&mut text, std::iter::once(row.id.to_string()).chain(cells));
    }
    text
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let quoted = |cell: String| match cell.contains(['"', ',', ';', '\n', '\r', '\t']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    };
    text.push_str(&cells.map(quoted).collect::<Vec<_>>().join(","));
    text.push_str("\r\n");
}
