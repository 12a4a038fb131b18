//! The sheets as comma-separated texts, for other programs. They go out only.

use super::book::{Book, Sheet, sheet_name};
use crate::domain::kinds::Shape;

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

/// A cell that no spreadsheet takes for a formula, wherever it parts the line: a part of a cell that begins like one, after a
/// sign at which some part lines, has an apostrophe before it too. A quotation mark alone keeps no cell together there.
fn guarded(cell: &str) -> String {
    let signs = ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let begins = |part: &str| {
        let bare = part.trim_start_matches(|c: char| c.is_whitespace() || "\"'".contains(c));
        let space = part.get(..part.len() - bare.len()).unwrap_or_default();
        bare.starts_with(signs) || space.starts_with(['\t', '\r'])
    };
    let mut all = String::new();
    for (at, part) in cell.split_inclusive([',', ';', '\t', '\n', '\r']).enumerate() {
        // A comma parts this file's lines, and what is quoted then stays together; a dash behind one is a dash.
        let is_words = at > 0 && all.ends_with(',') && part.starts_with(' ');
        if begins(part) && !is_words {
            all.push('\'');
        }
        all.push_str(part);
    }
    all
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let quoted = |cell: String| match cell.contains(['"', ',', ';', '\n', '\r', '\t']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    };
    text.push_str(&cells.map(quoted).collect::<Vec<_>>().join(","));
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@sum", "\t", "\r", " =1", "\u{3000}+1", "\"=1", "\u{ff1d}1", "\n\u{ff20}x"] {
            assert_eq!(guarded(bad).replacen('\'', "", 1), bad);
            assert!(guarded(bad).trim_start().starts_with('\''), "{bad:?}");
        }
        for (bad, safe) in [
            ("a;=1+1", "a;'=1+1"),
            ("a;+cmd|' /C calc'!A0", "a;'+cmd|' /C calc'!A0"),
            ("a; -1+cmd|x", "a;' -1+cmd|x"),
            ("a,=1", "a,'=1"),
            ("a\n@x", "a\n'@x"),
            ("- one\n- two", "'- one\n'- two"),
            ("\t=1", "'\t'=1"),
        ] {
            assert_eq!(guarded(bad), safe);
        }
        for fine in ["Walks", "a - b", "x=1", "3 + 4", "a, -b"] {
            assert_eq!(guarded(fine), fine);
        }
    }
}
