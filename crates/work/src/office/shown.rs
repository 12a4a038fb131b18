//! How a sheet shows its numbers: as they are, as percentages, as days, as months.

use super::unpack::Flaw;
use super::walk::{Step, walk};
use crate::days::Date;
use crate::record::nearest;
use crate::words::{day, month_of_year};
use std::collections::BTreeMap;

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Number,
    Percent,
    Day,
    /// A month of a year: the day in it is the program's.
    Month,
    /// A year alone.
    Year,
}

/// How each style of cells shows numbers.
pub(super) fn formats(xml: &str) -> Result<Vec<Format>, Flaw> {
    let (mut own, mut all, mut inside): (BTreeMap<String, String>, _, _) = (BTreeMap::new(), Vec::new(), false);
    walk(xml, |step| {
        match step {
            Step::Open(start) => match start.name() {
                "numFmt" => {
                    let code = start.value("formatCode").unwrap_or_default();
                    own.extend(start.value("numFmtId").map(|id| (id, code)));
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id = start.value("numFmtId").unwrap_or_default();
                    let usual = match id.parse::<u32>() {
                        Ok(9 | 10) => Format::Percent,
                        Ok(17) => Format::Month,
                        Ok(14..=16 | 22 | 27..=36 | 50..=58) => Format::Day,
                        _ => Format::Number,
                    };
                    all.push(own.get(&id).map_or(usual, |code| by_code(code)));
                }
                _ => {}
            },
            Step::Close("cellXfs") => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(all)
}

fn by_code(code: &str) -> Format {
    // Words in quotes and brackets are not part of the format.
    let mut plain = String::new();
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            // The sign after it stands for itself, or is as wide as the space it leaves.
            '\\' | '_' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            c if !quoted && !bracket => plain.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    // The first part is for numbers from nothing on; the others are for less, and for words.
    let plain = plain.split(';').next().unwrap_or_default();
    if plain.contains('d') {
        Format::Day
    } else if plain.contains('y') {
        // Beside an hour, an "m" is minutes; a year with a time and no day is no month that anybody typed.
        match (plain.contains('m'), plain.contains('h')) {
            (true, false) => Format::Month,
            (false, false) => Format::Year,
            _ => Format::Day,
        }
    } else if plain.contains('m') && !plain.contains(['h', 's', '0', '#', '?']) {
        Format::Month
    } else if plain.contains('%') {
        Format::Percent
    } else {
        Format::Number
    }
}

impl Format {
    /// A number as a person reads it; `since` is the day that days are counted from.
    pub fn shown(self, words: &str, since: Date) -> String {
        let words = words.trim();
        let Some(value) = nearest(words).filter(|v| v.abs() < 1e15) else {
            return words.to_owned();
        };
        match self {
            Format::Number => value.to_string(),
            Format::Percent => format!("{}%", (value * 1e9).round() / 1e7),
            Format::Day | Format::Month | Format::Year => {
                let Some(date) = since.plus_days(value.floor() as i64) else { return value.to_string() };
                match self {
                    Format::Month => month_of_year(date),
                    Format::Year => date.year().to_string(),
                    _ => day(date),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::date;

    #[test]
    fn numbers_read_as_they_are_shown() {
        let shown = |format: Format, words: &str| format.shown(words, date(1899, 12, 30));
        assert_eq!(shown(Format::Number, "0.28999999999999998"), "0.29");
        assert_eq!(shown(Format::Percent, "0.57"), "57%");
        assert_eq!(shown(Format::Day, "45231"), "1 November 2023");
        assert_eq!(shown(Format::Day, "1e300"), "1e300");
        assert_eq!(shown(Format::Month, "45931"), "October 2025");
        assert_eq!(shown(Format::Year, "45931"), "2025");
        let codes = ["[Red]0.0%", "dd/mm/yyyy", "0 \"days\"", "0\\d"].map(by_code);
        assert_eq!(codes, [Format::Percent, Format::Day, Format::Number, Format::Number]);
        for month in ["mmm-yy", "mmmm yyyy", "[$-809]mmmm\\ yyyy;@", "mm/yyyy", "yyyy\"-\"mm"] {
            assert_eq!(by_code(month), Format::Month, "{month}");
        }
        assert_eq!(by_code("yyyy"), Format::Year);
    }
}
