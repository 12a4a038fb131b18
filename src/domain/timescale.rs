//! Timescales: the words a paper uses, and beside them the days they can mean.

use jiff::civil::Date;
use serde_json::{Value, json};

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

impl Timescale {
    /// Reads a timescale's words.
    pub fn read(words: &str, report_date: Option<Date>) -> Timescale {
        let _ = report_date;
        Timescale { words: words.trim().to_owned(), earliest: None, latest: None, guess: true }
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

/// The time phrases found in prose that promise something.
pub fn find_promises(text: &str, report_date: Option<Date>) -> Vec<Timescale> {
    let _ = (text, report_date);
    Vec::new()
}
