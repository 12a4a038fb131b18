//! A figure as people write it ("301 of 317", "over 2,700", "45%") with the number it means. The words are
//! kept wherever they say more than the number.

use super::{Draft, Observation, fields as f, kind};
use crate::record::{Id, nearest};
use crate::words::fill;

/// A figure: its words, and the number (or part and whole) they are read as.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// As written.
    pub words: String,
    /// The number; of so many of so many, the part. `None` where the words hold none.
    pub value: Option<f64>,
    /// The whole, where the figure is so many of so many.
    pub whole: Option<f64>,
}

impl Figure {
    /// Reads a figure.
    ///
    /// ```
    /// use golden_thread_core::domain::Figure;
    ///
    /// let figure = Figure::read("301 of 317");
    /// assert_eq!((figure.value, figure.whole), (Some(301.0), Some(317.0)));
    /// assert_eq!(figure.words, "301 of 317");
    /// ```
    pub fn read(words: &str) -> Figure {
        let words = words.trim();
        let numbers = numbers(words);
        let between = match numbers.as_slice() {
            [first, second] => words.get(first.end..second.start).unwrap_or_default().trim(),
            _ => "",
        };
        let parted = matches!(between, "of" | "out of" | "/");
        Figure {
            words: words.to_owned(),
            value: numbers.first().map(|n| n.value),
            whole: numbers.get(1).filter(|_| parted).map(|n| n.value),
        }
    }

    /// Whether the words are the number and nothing else.
    pub fn is_plain(&self) -> bool {
        let bare: String = self.words.chars().filter(|c| *c != ',').collect();
        match (self.value, self.whole) {
            (Some(part), Some(whole)) => bare == format!("{part} of {whole}"),
            (Some(value), None) => bare == value.to_string(),
            (None, _) => false,
        }
    }

    /// The record of this figure for a measure on a day, `YYYY-MM-DD`.
    pub fn observation(&self, id: Id, measure: Id, day: &str, note: &str) -> Draft {
        let mut draft = Draft::new(id, kind::OBSERVATION)
            .with(f::MEASURE, measure.to_string())
            .with(f::DATE, day)
            .with(f::NOTE, note.trim());
        match self.whole {
            Some(whole) => {
                draft.set(f::NUMERATOR, self.value);
                draft.set(f::DENOMINATOR, whole);
            }
            None => draft.set(f::VALUE, self.value),
        }
        if !self.is_plain() {
            draft.set(f::AS_WRITTEN, self.words.as_str());
        }
        draft
    }
}

/// How a number reads: with a comma between thousands, as it is written in English.
///
/// ```
/// use golden_thread_core::domain::number_words;
///
/// assert_eq!(["1250", "1234567.5", "-12000", "999"].map(|n| number_words(n.parse().unwrap())),
///     ["1,250", "1,234,567.5", "-12,000", "999"]);
/// ```
pub fn number_words(number: f64) -> String {
    let plain = number.to_string();
    let start = plain.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
    let end = start + plain.chars().skip(start).take_while(char::is_ascii_digit).count();
    let mut words = String::new();
    for (at, letter) in plain.char_indices() {
        if at > start && at < end && (end - at) % 3 == 0 {
            words.push(',');
        }
        words.push(letter);
    }
    words
}

/// How so many of so many reads.
pub fn part_words(part: f64, whole: f64) -> String {
    fill("action.of", &[("part", &number_words(part)), ("whole", &number_words(whole))])
}

/// How a figure of a measure reads: as written, or else its number.
pub fn observed(observation: Observation<'_>) -> String {
    match (observation.as_written(), observation.value(), observation.denominator()) {
        ("", Some(part), Some(whole)) => part_words(part, whole),
        ("", Some(value), None) => number_words(value),
        (written, ..) => written.to_owned(),
    }
}

/// A number in a text, with its place.
struct Number {
    value: f64,
    start: usize,
    end: usize,
}

/// The numbers of a text: digits with "," between thousands and one ".", "k", "m" or "bn" right behind. Digits
/// within a word ("3rd", "Q2") are no numbers.
fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        let start = at + rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let digits = text.get(start..).unwrap_or_default();
        let inside = |c: char| !(c.is_ascii_digit() || c == ',' || c == '.');
        let run = digits.get(..digits.find(inside).unwrap_or(digits.len())).unwrap_or_default();
        let run = run.trim_end_matches([',', '.']);
        if run.is_empty() {
            break;
        }
        let behind = digits.get(run.len()..).unwrap_or_default();
        let letters = behind.get(..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len()));
        let letters = letters.unwrap_or_default();
        let times = match letters {
            "" => Some(1.0),
            "k" | "K" => Some(1e3),
            "m" | "M" => Some(1e6),
            "bn" => Some(1e9),
            _ => None,
        };
        let before = text.get(..start).unwrap_or_default().chars().next_back();
        let minus = matches!(before, Some('-' | '\u{2212}')) && found.is_empty() && start <= '\u{2212}'.len_utf8();
        let value = nearest(&run.replace(',', ""));
        if let (Some(value), Some(times)) = (value, times)
            && !before.is_some_and(char::is_alphabetic)
        {
            let value = value * times * if minus { -1.0 } else { 1.0 };
            found.push(Number { value, start, end: start + run.len() + letters.len() });
        }
        at = start + run.len() + letters.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_and_their_words_kept() {
        for (words, value, whole, plain) in [
            ("104", Some(104.0), None, true),
            ("2,700", Some(2700.0), None, true),
            ("over 2,700", Some(2700.0), None, false),
            ("125+", Some(125.0), None, false),
            ("301 of 317", Some(301.0), Some(317.0), true),
            ("301 out of 1,317", Some(301.0), Some(1317.0), false),
            ("12/30", Some(12.0), Some(30.0), false),
            ("45.5%", Some(45.5), None, false),
            ("-3", Some(-3.0), None, true),
            ("£1.2m", Some(1_200_000.0), None, false),
            ("60 in 2024", Some(60.0), None, false),
            ("in Q2 40", Some(40.0), None, false),
            ("most of them", None, None, false),
            ("1.2.3", None, None, false),
            ("", None, None, false),
        ] {
            let read = Figure::read(words);
            assert_eq!((read.value, read.whole, read.is_plain()), (value, whole, plain), "{words}");
            assert_eq!(read.words, words);
        }
    }

    #[test]
    fn a_figure_becomes_an_observation() {
        let id = |n: u8| Id::from_bytes([n; 16]);
        let plain = Figure::read("301 of 317").observation(id(1), id(2), "2026-01-02", " so far ");
        let field = |draft: &Draft, name: &str| draft.fields.get(name).cloned().unwrap_or_default();
        assert_eq!((field(&plain, f::NUMERATOR), field(&plain, f::DENOMINATOR)), (301.0.into(), 317.0.into()));
        assert_eq!((field(&plain, f::NOTE), field(&plain, f::AS_WRITTEN)), ("so far".into(), ().into()));
        let written = Figure::read("most").observation(id(1), id(2), "2026-01-02", "");
        assert_eq!((field(&written, f::AS_WRITTEN), field(&written, f::VALUE)), ("most".into(), ().into()));
    }
}
