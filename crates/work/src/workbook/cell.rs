//! A cell that came back, as the text that would have gone out for it: days, days with a time and numbers have one spelling.

use super::column::Column;
use crate::days::Date;
use crate::days::hours::WallTime;
use crate::domain::kinds::Shape;
use crate::domain::read_day;
use crate::office::book::Cell;

/// Days that a plan may name, as Excel counts them: from 1927 to 2118. Anything else that stands in a day's cell is a number.
const DAYS: std::ops::RangeInclusive<f64> = 10_000.0..=80_000.0;

/// The text of a cell that stands in this column. `since` is the day that the workbook counts days from.
pub(super) fn text(column: Column, cell: &Cell, since: Date) -> String {
    let words = cell.text.trim();
    if column.is_several() {
        return words.to_owned();
    }
    match column.shape() {
        Shape::Day => day(words, cell.number, since),
        Shape::When => when(words, cell.number, since),
        _ => words.to_owned(),
    }
}

/// A day however it was typed. A month of a year is none: it stays as it reads, to be asked about.
fn day(words: &str, number: Option<f64>, since: Date) -> String {
    let counted = number.filter(|n| DAYS.contains(n) && words == n.to_string());
    let counted = counted.and_then(|days| since.plus_days(days.floor() as i64));
    let day = read_day(words).or(counted);
    day.map_or_else(|| words.to_owned(), |day| day.to_string())
}

fn when(words: &str, number: Option<f64>, since: Date) -> String {
    if let Some(days) = number.filter(|n| DAYS.contains(n)) {
        let minutes = (days * 1440.0).round() as i64;
        if let Some(day) = since.plus_days(minutes.div_euclid(1440)) {
            let minute = minutes.rem_euclid(1440);
            return format!("{day}T{:02}:{:02}", minute / 60, minute % 60);
        }
    }
    let typed = || {
        let (day, time) = words.rsplit_once(' ')?;
        let time = if time.len() == 4 { format!("0{time}") } else { time.to_owned() };
        let text = format!("{}T{time}", read_day(day.trim_end_matches([',', ' ']))?);
        text.parse::<WallTime>().ok().map(|_| text)
    };
    typed().unwrap_or_else(|| words.to_owned())
}
