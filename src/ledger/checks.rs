//! Live checks of what somebody is writing: what a reader will miss, and what looks like a resident's
//! personal data ([`crate::personal`]). They point; they never block.

use crate::days::Date;
use crate::domain::ids::normal_words;
use crate::domain::timescale::{MONTHS, find_promises};
pub use crate::personal::{Personal, find as personal};

/// Something worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// There is no figure.
    NoFigure,
    /// There is no date.
    NoDate,
    /// A promised date has passed already; the words of it.
    PromisePassed(String),
    /// The same text as last time.
    SameAsLastTime,
    /// Over 4,000 characters; how many.
    TooLong(usize),
    /// Looks like personal data of a resident; what kind, and the words.
    Personal(Personal, String),
}

/// The length over which papers become unreadable, in characters.
const LONG: usize = 4000;

impl Check {
    /// The check in plain words.
    pub fn words(&self) -> String {
        use crate::words::{fill, say};
        match self {
            Check::NoFigure => say("check.noFigure"),
            Check::NoDate => say("check.noDate"),
            Check::PromisePassed(words) => fill("check.promisePassed", &[("words", words)]),
            Check::SameAsLastTime => say("check.sameAsLastTime"),
            Check::TooLong(n) => fill("check.tooLong", &[("count", n)]),
            Check::Personal(kind, words) => kind.warning(words),
        }
    }
}

/// What is known beside the text.
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// The text of the last update on the same action, or empty.
    pub last: &'a str,
    /// Today.
    pub today: Option<Date>,
}

/// Checks a text. An empty text has nothing to check.
pub fn check(text: &str, context: &Context<'_>) -> Vec<Check> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Check> = personal(text).into_iter().map(|(kind, words)| Check::Personal(kind, words)).collect();
    if !context.last.is_empty() && normal_words(text) == normal_words(context.last) {
        found.push(Check::SameAsLastTime);
    }
    let promises = find_promises(text, context.today);
    let has_figure = text.chars().any(|c| c.is_ascii_digit()) || NUMBER_WORDS.iter().any(|w| has_word(text, w));
    if !has_figure {
        found.push(Check::NoFigure);
    }
    if promises.is_empty() && !MONTHS.iter().any(|m| has_word(text, m)) && !has_year(text) {
        found.push(Check::NoDate);
    }
    for promise in &promises {
        let passed = promise.latest.zip(context.today).is_some_and(|(latest, today)| latest < today);
        if passed && is_promise(text, &promise.words) {
            found.push(Check::PromisePassed(promise.words.clone()));
        }
    }
    let length = text.chars().count();
    if length > LONG {
        found.push(Check::TooLong(length));
    }
    found
}

const NUMBER_WORDS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "all"];

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|w| w.eq_ignore_ascii_case(word))
}

fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|w| w.len() == 4 && (w.starts_with("20") || w.starts_with("19")))
}

/// Whether the words before a date promise something ("will … by", "expected", "planned") rather than
/// tell what happened then.
fn is_promise(text: &str, words: &str) -> bool {
    let lower = text.to_lowercase();
    let Some(at) = lower.find(&words.to_lowercase()) else { return false };
    let sentence = lower.get(..at).unwrap_or_default();
    let sentence = sentence.rsplit(['.', '\n', ';']).next().unwrap_or_default();
    const PROMISING: [&str; 14] = [
        "will",
        "expect",
        "anticipat",
        "plan",
        "due",
        "aim",
        "target",
        "intend",
        "schedul",
        "hope",
        "to be ",
        "by ",
        "next",
        "propos",
    ];
    PROMISING.iter().any(|p| sentence.contains(p))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::date;

    #[test]
    fn what_a_reader_misses_is_pointed_at() {
        let today = Some(date(2026, 1, 1));
        let bare = check("Work is going well.", &Context { last: "work is going  well", today });
        assert_eq!(bare, [Check::SameAsLastTime, Check::NoFigure, Check::NoDate]);
        let late = check("It will open 3 hubs by March 2024.", &Context { last: "", today });
        assert!(late.iter().any(|c| matches!(c, Check::PromisePassed(_))), "{late:?}");
        let told = check("In March 2024 we opened 3 hubs.", &Context { last: "", today });
        assert_eq!(told, []);
        assert_eq!(check("  ", &Context::default()), []);
    }
}
