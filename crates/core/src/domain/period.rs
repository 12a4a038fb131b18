//! A period of years, as a plan's: the words as written, and the days that they mean.

use super::Timescale;
use crate::days::Date;
use serde_json::{Value, json};

/// A period: the words, and the days they can mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Period {
    /// The words as written.
    pub words: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Period {
    /// Reads a period's words: years, or days as a timescale names them. Words that name none keep their words.
    ///
    /// ```
    /// use golden_thread_core::days::date;
    /// use golden_thread_core::domain::Period;
    ///
    /// let period = Period::read("2022 to 2027");
    /// assert_eq!((period.from, period.to), (Some(date(2022, 1, 1)), Some(date(2027, 12, 31))));
    /// assert_eq!(Period::read("April 2026 to March 2029").to, Some(date(2029, 3, 31)));
    /// assert_eq!(Period::read("initial 18 months").from, None);
    /// ```
    pub fn read(words: &str) -> Period {
        let read = Timescale::read(words, None);
        match Period::of_years(words) {
            years if years.from.is_some() => years,
            words => Period { from: read.earliest, to: read.latest, ..words },
        }
    }

    /// Like [`Period::read`], of years alone.
    pub fn of_years(words: &str) -> Period {
        let span = Period::words_in(words).and_then(|w| years(&w));
        Period {
            words: words.trim().to_owned(),
            from: span.and_then(|(first, _)| Date::new(first, 1, 1).ok()),
            to: span.and_then(|(_, last)| Date::new(last, 12, 31).ok()),
        }
    }

    /// The words of a period of years inside a title: "2022-2027", "2022/23 to 2026/27", "2022-27".
    pub fn words_in(text: &str) -> Option<String> {
        let text = text.replace(['\u{2013}', '\u{2014}'], "-").replace(" to ", "-").replace(" - ", "-");
        let part = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_ascii_digit());
            let digits = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/'));
            (digits && word.contains(['-', '/']) && years(word).is_some()).then(|| word.to_owned())
        };
        text.split_whitespace().find_map(part)
    }

    /// The period that a field holds.
    pub fn from_value(value: &Value) -> Period {
        let part = |name: &str| value.get(name).and_then(Value::as_str);
        let day = |name: &str| part(name).and_then(|day| day.parse().ok());
        Period { words: part("words").unwrap_or_default().to_owned(), from: day("from"), to: day("to") }
    }

    /// The period as a field holds it.
    pub fn to_value(&self) -> Value {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        json!({ "words": self.words, "from": day(self.from), "to": day(self.to) })
    }
}

/// The first and last year of "2022-2027", "2022-27", "2022/23-2026/27".
fn years(words: &str) -> Option<(i16, i16)> {
    let year = |text: &str| text.parse::<i16>().ok().filter(|y| text.len() == 4 && (1990..=2100).contains(y));
    let mut parts = words.split(['-', '/']);
    let first = parts.next().and_then(year)?;
    let last = parts.next_back()?;
    let last = year(last).or_else(|| {
        let short: i16 = last.parse().ok().filter(|_| last.len() == 2)?;
        Some(first - first % 100 + short)
    })?;
    (last > first && last - first <= 30).then_some((first, last))
}
