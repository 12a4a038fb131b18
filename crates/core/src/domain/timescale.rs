//! Timescales: the words a paper uses, and beside them the days they can mean. Words are always kept; a
//! reading that is not certain says that it is a guess.
//!
//! `span` reads time phrases, built of `atoms`, `relative` those that count from the report's date, `promises` finds them in
//! prose.

mod atoms;
mod promises;
mod relative;
mod span;
#[cfg(test)]
mod tests;
mod token;

pub use atoms::MONTHS_IN_FULL as MONTHS;
pub use promises::find_promises;

use crate::days::Date;
use serde_json::{Value, json};
use span::{Parser, Span};

/// A timescale as written, with the earliest and latest day it can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timescale {
    /// The words as written.
    pub words: String,
    /// The earliest day the words can mean.
    pub earliest: Option<Date>,
    /// The latest day the words can mean: what "due" and "overdue" go by.
    pub latest: Option<Date>,
    /// Whether the reading is a guess a person should confirm.
    pub guess: bool,
}

/// Words that say when, and name no day.
const NO_DAYS: [&str; 24] = [
    "ongoing",
    "on going",
    "on-going",
    "continuous",
    "continuing",
    "continual",
    "rolling",
    "rolling programme",
    "throughout",
    "business as usual",
    "bau",
    "annual",
    "annually",
    "yearly",
    "monthly",
    "quarterly",
    "weekly",
    "as required",
    "tbc",
    "tbd",
    "tba",
    "to be confirmed",
    "n/a",
    "to be agreed",
];

/// Words that begin a timescale without a set end.
const OPEN_ENDED: [&str; 5] = ["ongoing", "continuous", "continuing", "rolling", "throughout"];

impl Timescale {
    /// Reads a timescale's words. `report_date` is the day that "this term" or "next five months" count
    /// from. Words that are not understood give no days, and a guess.
    ///
    /// Days are day-month-year as in the UK, financial years run from April, and "by March 2024" ends on
    /// the month's last day and has no first one.
    ///
    /// ```
    /// use golden_thread_core::days::date;
    /// use golden_thread_core::domain::Timescale;
    ///
    /// let read = Timescale::read("2022/23", None);
    /// assert_eq!((read.earliest, read.latest), (Some(date(2022, 4, 1)), Some(date(2023, 3, 31))));
    /// let read = Timescale::read("by March 2024", None);
    /// assert_eq!((read.earliest, read.latest), (None, Some(date(2024, 3, 31))));
    /// assert_eq!(Timescale::read("ongoing", None).latest, None);
    /// assert_eq!(read.words, "by March 2024", "the words stay as written");
    /// ```
    pub fn read(words: &str, report_date: Option<Date>) -> Timescale {
        let words = words.trim();
        let plain = super::ids::normal_words(words);
        let span = if NO_DAYS.contains(&plain.as_str()) {
            Span { guess: false, ..Span::default() }
        } else {
            read_whole(words, report_date)
        };
        Timescale::from_span(words, span)
    }

    /// Its words where the page already says "by": without a "by" of their own, else as they were written.
    pub fn after_by(&self) -> &str {
        let words = self.words.trim();
        let rest = words.get(..3).filter(|by| by.eq_ignore_ascii_case("by ")).and(words.get(3..));
        rest.map(str::trim_start).filter(|rest| !rest.is_empty()).unwrap_or(words)
    }

    fn from_span(words: &str, span: Span) -> Timescale {
        let (mut earliest, mut latest, mut guess) = (span.earliest, span.latest, span.guess);
        // "March 2025 to January 2024": somebody slipped. The days are there, their order is a guess.
        if earliest.zip(latest).is_some_and(|(e, l)| e > l) {
            std::mem::swap(&mut earliest, &mut latest);
            guess = true;
        }
        Timescale { words: words.to_owned(), earliest, latest, guess }
    }

    /// The timescale as a field holds it.
    pub fn to_value(&self) -> Value {
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        json!({ "words": self.words, "earliest": day(self.earliest), "latest": day(self.latest), "guess": self.guess })
    }

    /// A timescale from a field; a bare text is words without days.
    pub fn from_value(value: &Value) -> Option<Timescale> {
        let day = |name: &str| value.get(name).and_then(Value::as_str).and_then(|d| d.parse().ok());
        let words = value.as_str().or_else(|| value.get("words").and_then(Value::as_str))?;
        Some(Timescale {
            words: words.to_owned(),
            earliest: day("earliest"),
            latest: day("latest"),
            guess: value.get("guess").and_then(Value::as_bool).unwrap_or(false),
        })
    }
}

fn read_whole(words: &str, report_date: Option<Date>) -> Span {
    let tokens = token::tokens(words);
    let parser = Parser { tokens: &tokens, report: report_date, prose: false };
    if let Some(span) = open_ended(&parser) {
        return span;
    }
    if let Some((phrase, next)) = parser.phrase(0)
        && parser.only_marks(next)
    {
        return phrase.span;
    }
    // Words around the phrases: the days are those of all phrases, but only a person can say.
    let mut found: Option<Span> = None;
    let mut at = 0;
    while at < tokens.len() {
        match parser.phrase(at) {
            Some((phrase, next)) => {
                found = Some(found.map_or(phrase.span, |f| f.cover(phrase.span)));
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    Span { guess: true, ..found.unwrap_or_default() }
}

/// "Ongoing to March 2026", "ongoing from April 2024", "ongoing (2022-27)".
fn open_ended(parser: &Parser<'_>) -> Option<Span> {
    let at = parser.any_word(0, &OPEN_ENDED)?;
    let ends = parser.any_word(at, &["to", "until", "till", "through", "by"]).or(parser.mark(at, &['-']));
    if let Some((phrase, next)) = ends.and_then(|i| parser.phrase(i)) {
        let whole = parser.only_marks(next);
        return Some(Span { earliest: None, latest: phrase.span.latest, guess: phrase.span.guess || !whole });
    }
    let (phrase, next) = parser.phrase(parser.skip_marks(at))?;
    Some(Span { guess: phrase.span.guess || !parser.only_marks(next), ..phrase.span })
}
