//! A workbook as Excel's file.

use super::book::{Book, Readers, Sheet, sheet_name};
use super::column::{Column, Holds};
use super::marks::{COLUMNS, LISTS, MADE, OUT, PARTNERSHIP, PLAN, SHEET, THIS_VERSION, VERSION};
use super::refuse::Unwritten;
use crate::days::hours::WallTime;
use crate::days::{Date, date};
use crate::domain::kinds::Shape;
use crate::domain::read_day;
use crate::office::printable;
use crate::pencil::adding::OF_PARTNERSHIP;
use crate::words::{day, fill, say};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// So many rows behind the last have the look and the choices of their columns, for what is added.
const MORE_ROWS: u32 = 500;
/// The row of the headings, counted from 0; the one above it, with the columns' names, is hidden.
const HEAD: u32 = 1;

/// The workbook as Excel's file (.xlsx).
///
/// # Errors
/// It has more rows than a sheet of Excel's takes.
pub fn xlsx(book: &Book) -> Result<Vec<u8>, Unwritten> {
    write(book).map_err(|_| Unwritten)
}

fn write(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut file = Workbook::new();
    let about = &book.about;
    let made = ExcelDateTime::from_ymd(year(about.made), month(about.made), of_month(about.made))?;
    let properties = DocProperties::new().set_title(printable(&about.title)).set_creation_datetime(&made);
    file.set_properties(&properties);
    first(file.add_worksheet(), book)?;
    let mut ranges = BTreeMap::new();
    let mut hidden = Worksheet::new();
    lists(&mut hidden, book, &mut ranges)?;
    for sheet in &book.sheets {
        records(file.add_worksheet(), sheet, &ranges)?;
    }
    file.push_worksheet(hidden);
    out(file.add_worksheet(), book)?;
    file.save_to_buffer()
}

fn year(day: Date) -> u16 {
    u16::try_from(day.year()).unwrap_or(2000)
}

fn month(day: Date) -> u8 {
    day.month().unsigned_abs()
}

fn of_month(day: Date) -> u8 {
    day.day().unsigned_abs()
}

/// The sheet that says what this is and how it comes back.
fn first(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    let (title, made) = (printable(&book.about.title), day(book.about.made));
    sheet.set_name(say("workbook.sheet.first"))?.set_column_width(0, 100)?;
    let large = Format::new().set_bold().set_font_size(16).set_font_color(Color::RGB(0x00_5a_5a)).set_text_wrap();
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.write_string_with_format(0, 0, title, &large)?;
    let is_offices = book.about.readers == Readers::Office;
    let lines = [
        fill("workbook.first.what", &[("partnership", &book.about.partnership.name), ("day", &made)]),
        say("workbook.first.change"),
        say("workbook.first.add"),
        say("workbook.first.keep"),
        say("workbook.first.hidden"),
        say("workbook.first.send"),
    ];
    for (row, line) in (1..).zip(is_offices.then(|| say("workbook.first.office")).into_iter().chain(lines)) {
        sheet.write_string_with_format(row, 0, printable(&line), &plain)?;
    }
    Ok(())
}

/// The hidden sheet with the names to choose from: of each list a column of keys and one of names. Where in it the names of a
/// list stand is put into `ranges`.
fn lists(sheet: &mut Worksheet, book: &Book, ranges: &mut BTreeMap<String, String>) -> Result<(), XlsxError> {
    let name = say("workbook.sheet.lists");
    sheet.set_name(&name)?.set_hidden(true);
    sheet.write_string(0, 0, LISTS)?;
    for (column, (list, names)) in (0..).step_by(2).zip(&book.names.0) {
        sheet.write_string(1, column, list)?;
        // Those to choose from first, so that they are one range.
        let (offered, others): (Vec<_>, Vec<_>) = names.iter().partition(|name| name.is_offered);
        for (row, one) in (2..).zip(offered.iter().chain(&others)) {
            sheet.write_string(row, column, &one.key)?;
            sheet.write_string(row, column + 1, super::view::fit(&one.name))?;
        }
        if !offered.is_empty() {
            let letters = rust_xlsxwriter::column_number_to_name(column + 1);
            let range = format!("='{name}'!${letters}$3:${letters}${}", offered.len() + 2);
            ranges.insert(list.clone(), range);
        }
    }
    Ok(())
}

/// A kind's sheet.
fn records(sheet: &mut Worksheet, of: &Sheet, ranges: &BTreeMap<String, String>) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(of.kind.name))?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    // Thirty tabs are too many to look through; what is empty can be shown again by hand.
    sheet.set_hidden(of.rows.is_empty() && OF_PARTNERSHIP.contains(&of.kind.name));
    sheet.write_string(0, 0, format!("{SHEET}{}", of.kind.name))?.set_row_hidden(0)?.set_column_hidden(0)?;
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_font_color(Color::RGB(0x00_5a_5a))
        .set_background_color(Color::RGB(0xe6_f0_f0))
        .set_border_bottom(FormatBorder::Thin);
    sheet.write_string_with_format(HEAD, 0, "id", &head)?;
    let last = HEAD + u32::try_from(of.rows.len()).unwrap_or(u32::MAX - MORE_ROWS - HEAD);
    for (at, column) in (1..).zip(&of.columns) {
        let look = look(*column);
        sheet.set_column_width(at, width(*column))?.set_column_format(at, &look)?;
        sheet.write_string(0, at, column.name)?;
        sheet.write_string_with_format(HEAD, at, printable(&column.title()), &head)?;
        let range = column.list().filter(|_| column.is_read()).and_then(|list| ranges.get(&list));
        if let Some(range) = range {
            let choice = DataValidation::new().allow_list_formula(Formula::new(range));
            let choice = choice.show_error_message(!column.is_several());
            sheet.add_data_validation(HEAD + 1, at, last + MORE_ROWS, at, &choice)?;
        }
        for (row, record) in (HEAD + 1..).zip(&of.rows) {
            if let Some(text) = record.cells.get(column.name) {
                cell(sheet, row, at, *column, text, &look)?;
            }
        }
    }
    for (row, record) in (HEAD + 1..).zip(&of.rows) {
        sheet.write_string(row, 0, record.id.to_string())?;
    }
    let columns = u16::try_from(of.columns.len()).unwrap_or(u16::MAX);
    sheet.autofilter(HEAD, 0, last, columns)?.set_freeze_panes(HEAD + 1, 2)?.set_repeat_rows(HEAD, HEAD)?;
    Ok(())
}

/// A cell: a day or a number as such where the text is one, else the text, which is never a formula.
fn cell(sheet: &mut Worksheet, row: u32, at: u16, column: Column, text: &str, look: &Format) -> Result<(), XlsxError> {
    let number = match (column.is_several(), column.shape()) {
        (true, _) => None,
        (_, Shape::Day) => text.parse::<Date>().ok().map(serial),
        (_, Shape::When) => text.parse::<WallTime>().ok().and_then(|_| moment(text)),
        // What Excel would show with fewer figures than it has stays a text.
        (_, Shape::Number | Shape::Whole | Shape::Score(_)) if text.len() <= 15 => {
            text.parse().ok().filter(|number: &f64| number.is_finite())
        }
        _ => None,
    };
    match number {
        Some(number) => sheet.write_number_with_format(row, at, number, look)?,
        None => sheet.write_string_with_format(row, at, text, look)?,
    };
    Ok(())
}

/// A day as Excel counts them.
fn serial(day: Date) -> f64 {
    day.days_after(date(1899, 12, 30)) as f64
}

/// A day with a time as Excel counts them.
fn moment(text: &str) -> Option<f64> {
    let (day, time) = text.split_once('T')?;
    let (hour, minute) = time.split_once(':')?;
    let minutes = hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?;
    Some(serial(read_day(day)?) + f64::from(minutes) / 1440.0)
}

fn look(column: Column) -> Format {
    let look = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let look = match column.shape() {
        Shape::Day => look.set_num_format("d mmm yyyy"),
        Shape::When => look.set_num_format("d mmm yyyy hh:mm"),
        Shape::Number | Shape::Whole | Shape::Score(_) => look,
        // What is typed there stays as it was typed: 1.10 is no number, and "March 2026" no day.
        _ => look.set_num_format("@"),
    };
    match column.holds {
        Holds::Said => look.set_font_color(Color::RGB(0x6b_77_77)),
        _ => look,
    }
}

/// How many letters wide a column is.
fn width(column: Column) -> u32 {
    match column.shape() {
        Shape::Text(2..) => 50,
        Shape::Text(_) if column.name == crate::domain::fields::NUMBER => 9,
        Shape::Text(_) | Shape::Owner | Shape::OwnerOr(_) => 32,
        Shape::Link(_) | Shape::Under(_) | Shape::Placed | Shape::Ref(_) => 40,
        Shape::Mail | Shape::Timescale | Shape::Period | Shape::Line => 24,
        Shape::Number | Shape::Whole | Shape::Score(_) | Shape::Flag => 12,
        _ => 18,
    }
}

/// The hidden sheet: what the workbook was made of, and every cell as it went out.
fn out(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    sheet.set_name(say("workbook.sheet.out"))?.set_hidden(true);
    sheet.write_string(0, 0, OUT)?;
    let about = [
        (VERSION, THIS_VERSION.to_string()),
        (PARTNERSHIP, book.about.partnership.id.to_string()),
        (PLAN, book.about.plan.to_string()),
        (MADE, book.about.made.to_string()),
    ];
    for (row, (name, value)) in (1..).zip(about) {
        sheet.write_string(row, 0, name)?.write_string(row, 1, value)?;
    }
    let mut row = 5;
    for of in &book.sheets {
        sheet.write_string(row, 0, format!("{COLUMNS}{}", of.kind.name))?;
        for (at, column) in (2..).zip(&of.columns) {
            sheet.write_string(row, at, column.name)?;
        }
        row += 1;
        for record in &of.rows {
            sheet.write_string(row, 0, of.kind.name)?.write_string(row, 1, record.id.to_string())?;
            for (at, column) in (2..).zip(&of.columns) {
                if let Some(text) = record.cells.get(column.name) {
                    sheet.write_string(row, at, text)?;
                }
            }
            row += 1;
        }
    }
    Ok(())
}
