//! Live checks of what somebody is writing: what a reader will miss, and what looks like a resident's
//! personal data ([`crate::personal`]). They point; they never block.

use crate::days::Date;
use crate::domain::Timescale;
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

/// What is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written<'a> {
    /// What has happened: the text that papers print.
    pub narrative: &'a str,
    /// What else is written: what changed, next steps, help needed.
    pub more: &'a str,
    /// By when the next steps are to be done. A day given there is always a promise.
    pub by: &'a str,
}

/// What is known beside the text.
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// What the last update on the same action says has happened, or empty.
    pub last: &'a str,
    /// Today.
    pub today: Option<Date>,
}

/// Checks what is written. Nothing written is nothing to check.
pub fn check(written: Written<'_>, context: &Context<'_>) -> Vec<Check> {
    let parts = [written.narrative, written.more, written.by];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    let text = parts.join("\n");
    if text.is_empty() {
        return Vec::new();
    }
    let text = text.as_str();
    let mut found: Vec<Check> = personal(text).into_iter().map(|(kind, words)| Check::Personal(kind, words)).collect();
    if !context.last.is_empty() && normal_words(written.narrative) == normal_words(context.last) {
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
    let is_past = |latest: Option<Date>| latest.zip(context.today).is_some_and(|(latest, today)| latest < today);
    for promise in promises.iter().filter(|promise| is_past(promise.latest)) {
        if is_promise(text, &promise.words) {
            found.push(Check::PromisePassed(promise.words.clone()));
        }
    }
    let by = written.by.trim();
    if is_past(Timescale::read(by, context.today).latest) {
        found.push(Check::PromisePassed(by.to_owned()));
    }
    let length = text.chars().count();
    if length > LONG {
        found.push(Check::TooLong(length));
    }
    found
}

const NUMBER_WORDS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "all"];

/// Whom figures are about that are looked at for small numbers.
const PEOPLE: [&str; 12] = [
    "people",
    "person",
    "residents",
    "resident",
    "patients",
    "patient",
    "carers",
    "carer",
    "children",
    "adults",
    "women",
    "men",
];

/// Figures in an owner's words that may be about so few people (from 1 to `bound`) that somebody could be known: "3
/// residents", "4 of 60", "58 of 60". They are theirs and are pointed at, never altered.
pub fn small_figures(text: &str, bound: u64) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let is_small = |n: u64| (1..=bound).contains(&n);
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let mut found = Vec::new();
    for (at, written) in words.iter().enumerate() {
        let Some(n) = whole_number(written) else { continue };
        let of = if word(at + 1) == "out" { at + 2 } else { at + 1 };
        let whole = Some(of + 1).filter(|_| word(of) == "of").and_then(|at| Some((at, whole_number(word(at))?)));
        let end = match whole {
            Some((end, whole)) if is_small(n) || whole.checked_sub(n).is_some_and(is_small) => end,
            None if is_small(n) && PEOPLE.iter().any(|p| p.eq_ignore_ascii_case(word(at + 1))) => at + 1,
            _ => continue,
        };
        found.push(words.iter().take(end + 1).skip(at).copied().collect::<Vec<_>>().join(" "));
    }
    found
}

/// A whole number, in figures or in a word.
fn whole_number(word: &str) -> Option<u64> {
    let named = NUMBER_WORDS.iter().take(10).position(|name| name.eq_ignore_ascii_case(word));
    named.map(|at| at as u64 + 1).or_else(|| word.replace(',', "").parse().ok())
}

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
        let check = |narrative, context: &Context<'_>| check(Written { narrative, ..Written::default() }, context);
        let bare = check("Work is going well.", &Context { last: "work is going  well", today });
        assert_eq!(bare, [Check::SameAsLastTime, Check::NoFigure, Check::NoDate]);
        let late = check("It will open 3 hubs by March 2024.", &Context { last: "", today });
        assert!(late.iter().any(|c| matches!(c, Check::PromisePassed(_))), "{late:?}");
        let told = check("In March 2024 we opened 3 hubs.", &Context { last: "", today });
        assert_eq!(told, []);
        assert_eq!(check("  ", &Context::default()), []);
    }

    #[test]
    fn small_figures_of_owners_are_pointed_at() {
        let text = "We saw 301 of 317 households. Four people moved, 58 of 60 carers stayed; 3 out of 1,200 left. We ran 3 hubs \
                    for 40 residents in 2024, one of them in May.";
        assert_eq!(small_figures(text, 7), ["Four people", "58 of 60", "3 out of 1,200"]);
        assert_eq!(small_figures(text, 20), ["301 of 317", "Four people", "58 of 60", "3 out of 1,200"]);
        assert_eq!(small_figures("0 of 12 people, 12 of 12 people, 8 people", 7), [""; 0]);
    }

    #[test]
    fn by_when_is_always_a_promise() {
        let context = Context { last: "We met 3 times in May 2025.", today: Some(date(2026, 11, 22)) };
        let found = |narrative, by| check(Written { narrative, more: "", by }, &context);
        let went = "We met 4 times since 3 March 2026.";
        for past in ["summer 2024", "June 2026", "by the end of 2025", "31/10/2026", "2022/23"] {
            assert_eq!(found(went, past), [Check::PromisePassed(past.to_owned())]);
        }
        for ahead in ["March 2027", "as soon as we can", ""] {
            assert_eq!(found(went, ahead), [], "{ahead}");
        }
        assert_eq!(found("We met 3 times in May 2025. ", "June 2027"), [Check::SameAsLastTime]);
        assert_eq!(found("", "June 2026"), [Check::PromisePassed("June 2026".to_owned())]);
    }
}
