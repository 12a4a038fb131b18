//! A form as an Excel workbook: a sheet with one row an action, a sheet with one row a measure, and two
//! hidden ones with the choices and with what the form was made for.
//!
//! Every cell is text, and those to fill in are formatted as text: what looks like a formula stays words.
//! The mark of a row stands in its first column, which is hidden.

use super::ask::Form;
use super::docx::{intro, title};
use super::marks::{About, Mark, digest};
use super::parts::{relations, styles, workbook};
use super::sheet::{Cell, Look, Sheet, letter};
use crate::office::package::{self, OFFICE, Properties};
use crate::office::printable_lines;
use crate::words::{day_text, fill, say};
use std::collections::BTreeSet;

/// The most characters a cell of Excel may have.
const MAX_IN_CELL: usize = 32_000;

/// The columns of the sheet of actions after that of the marks: heading and width.
pub(super) const ACTION_COLUMNS: [(&str, u32); 11] = [
    ("forms.column.number", 9),
    ("forms.column.action", 34),
    ("forms.column.timescale", 16),
    ("forms.column.lastWords", 48),
    ("forms.column.lastRating", 14),
    ("forms.column.lastDate", 16),
    ("forms.label.update", 50),
    ("forms.label.rating", 18),
    ("forms.label.next", 34),
    ("forms.label.when", 18),
    // Last, so that the columns of older forms stand where they stood.
    ("forms.label.help", 34),
];
/// Those that are to be filled in begin here.
const FIRST_ANSWER: usize = 6;

/// The columns of the sheet of figures after that of the marks.
pub(super) const FIGURE_COLUMNS: [(&str, u32); 4] =
    [("forms.column.action", 40), ("forms.column.measure", 40), ("forms.column.last", 28), ("forms.column.new", 24)];

/// The form as the bytes of an `.xlsx` file.
pub fn xlsx(form: &Form) -> Vec<u8> {
    let (mut sheets, own) = written(form);
    sheets.push(marks(form, &About::of(form, own)));
    let title = title(form);
    let mut contents = vec![("/xl/workbook.xml".to_owned(), "sheet.main"), ("/xl/styles.xml".to_owned(), "styles")];
    let mut parts = vec![
        ("xl/workbook.xml".to_owned(), workbook(&sheets)),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(sheets.len())),
        ("xl/styles.xml".to_owned(), styles()),
    ];
    for (at, sheet) in sheets.iter().enumerate() {
        let name = format!("xl/worksheets/sheet{}.xml", at + 1);
        contents.push((format!("/{name}"), "worksheet"));
        parts.push((name, sheet.part(form.scale.0.len())));
    }
    let contents: Vec<(&str, String)> =
        contents.iter().map(|(part, kind)| (part.as_str(), format!("{OFFICE}.spreadsheetml.{kind}+xml"))).collect();
    let properties = Properties { title: &title, lang: "en-GB", own: &[] };
    package::file("xl/workbook.xml", &contents, &properties, parts)
}

/// The sheets that people see, and digests of all the form's sentences.
fn written(form: &Form) -> (Vec<Sheet>, BTreeSet<String>) {
    let mut sheets = vec![actions(form)];
    sheets.extend(figures(form));
    let mut own = BTreeSet::new();
    for (text, look) in sheets.iter().flat_map(|s| &s.rows).flatten() {
        if !matches!(look, Look::Answer) {
            own.insert(digest(&printable_lines(text)));
        }
    }
    (sheets, own)
}

/// Digests of all the sentences that the form would have.
pub(super) fn own(form: &Form) -> BTreeSet<String> {
    written(form).1
}

fn plain(text: impl Into<String>) -> Cell {
    (text.into(), Look::Plain)
}

fn answer() -> Cell {
    (String::new(), Look::Answer)
}

fn actions(form: &Form) -> Sheet {
    let heading = format!("{} \u{2013} {}", fill("forms.title", &[("plan", &form.plan_title)]), form.organisation_name);
    let mut rows = vec![vec![plain(""), (heading, Look::Title)]];
    rows.extend(intro(form, "forms.intro.xlsx").map(|words| vec![plain(""), plain(words)]));
    let wide = (1..=rows.len()).collect();
    for (mark, label) in [(Mark::By, "forms.label.by"), (Mark::Date, "forms.label.date")] {
        rows.push(vec![plain(mark.text()), (say(label), Look::Info), answer()]);
    }
    rows.push(Vec::new());
    rows.push(head(&ACTION_COLUMNS));
    let head_row = rows.len();
    for action in &form.actions {
        let each = |text: &dyn Fn(&super::ask::Last) -> String| {
            action.last.iter().map(text).filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n\n")
        };
        let words = each(&|last| {
            if last.speaker.is_empty() { last.text() } else { format!("{}: {}", last.speaker, last.text()) }
        });
        let info = [
            action.number.clone(),
            action.title.clone(),
            action.timescale.clone(),
            if action.last.is_empty() { say("forms.last.none") } else { cut(&words) },
            each(&|last| last.rating.clone().unwrap_or_else(|| say("forms.last.notRated"))),
            each(&|last| day_text(&last.date)),
        ];
        let mut row = vec![plain(Mark::Action(action.id).text())];
        row.extend(info.map(|text| (text, Look::Info)));
        row.extend((FIRST_ANSWER..ACTION_COLUMNS.len()).map(|_| answer()));
        rows.push(row);
    }
    let column = letter(1 + FIRST_ANSWER + 1);
    let ratings = format!("{column}{}:{column}{}", head_row + 1, rows.len());
    Sheet {
        name: say("forms.sheet.update"),
        hidden: false,
        widths: ACTION_COLUMNS.iter().map(|(_, width)| *width).collect(),
        rows,
        head: Some(head_row),
        wide,
        ratings: (!form.scale.0.is_empty()).then_some(ratings),
    }
}

fn figures(form: &Form) -> Option<Sheet> {
    let mut rows = vec![head(&FIGURE_COLUMNS)];
    for action in &form.actions {
        for measure in &action.measures {
            let info = [action.heading(), measure.label(), measure.last_words()];
            let mut row = vec![plain(Mark::Figure(measure.id).text())];
            row.extend(info.map(|text| (text, Look::Info)));
            row.push(answer());
            rows.push(row);
        }
    }
    (rows.len() > 1).then(|| Sheet {
        name: say("forms.sheet.figures"),
        hidden: false,
        widths: FIGURE_COLUMNS.iter().map(|(_, width)| *width).collect(),
        rows,
        head: Some(1),
        wide: Vec::new(),
        ratings: None,
    })
}

/// The hidden sheet: what the form was made for in the first two columns, the ratings in the third.
fn marks(form: &Form, about: &About) -> Sheet {
    let pairs = about.pairs();
    let ratings = &form.scale.0;
    let row = |at: usize| {
        let (name, value) = pairs.get(at).cloned().unwrap_or_default();
        let rating = ratings.get(at).map(|r| r.name.clone()).unwrap_or_default();
        vec![plain(name), plain(value), plain(rating)]
    };
    Sheet {
        name: say("forms.sheet.marks"),
        hidden: true,
        widths: vec![40, 20],
        rows: (0..pairs.len().max(ratings.len())).map(row).collect(),
        head: None,
        wide: Vec::new(),
        ratings: None,
    }
}

fn head(columns: &[(&str, u32)]) -> Vec<Cell> {
    let mut row = vec![plain("")];
    row.extend(columns.iter().map(|(key, _)| (say(key), Look::Head)));
    row
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_IN_CELL / 2) {
        Some((at, _)) => fill("forms.sheet.cut", &[("words", &text.get(..at).unwrap_or_default())]),
        None => text.to_owned(),
    }
}
