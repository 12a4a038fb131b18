//! Live checks of what somebody is writing: what a reader will miss, and what looks like a resident's
//! personal data. They point; they never block.

use crate::days::Date;
use crate::domain::ids::normal_words;
use crate::domain::timescale::{MONTHS, find_promises};

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

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Personal {
    NhsNumber,
    Phone,
    Email,
    Postcode,
    BirthDate,
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
            Check::Personal(kind, words) => {
                let key = match kind {
                    Personal::NhsNumber => "check.nhsNumber",
                    Personal::Phone => "check.phone",
                    Personal::Email => "check.email",
                    Personal::Postcode => "check.postcode",
                    Personal::BirthDate => "check.birthDate",
                };
                fill(key, &[("words", words)])
            }
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

/// What looks like personal data, with its words, in the text's order of kinds.
pub fn personal(text: &str) -> Vec<(Personal, String)> {
    let mut found = Vec::new();
    for run in digit_runs(text) {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        if is_nhs_number(&digits) {
            found.push((Personal::NhsNumber, run.to_owned()));
        } else if is_phone(run, &digits) {
            found.push((Personal::Phone, run.to_owned()));
        }
    }
    let words: Vec<&str> = text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    for word in &words {
        let is_email = word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if is_email {
            found.push((Personal::Email, (*word).to_owned()));
        }
        if is_full_postcode(word) {
            found.push((Personal::Postcode, (*word).to_owned()));
        }
    }
    for pair in words.windows(2) {
        if let [outward, inward] = pair
            && !is_full_postcode(outward)
            && is_full_postcode(&format!("{outward}{inward}"))
            && inward.len() == 3
        {
            found.push((Personal::Postcode, format!("{outward} {inward}")));
        }
    }
    found.extend(birth_date(text).map(|words| (Personal::BirthDate, words)));
    found
}

/// Runs of digits with single spaces, hyphens, brackets or a plus between them.
fn digit_runs(text: &str) -> Vec<&str> {
    let joins = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '+');
    let runs = text.split(|c| !joins(c)).map(|r| r.trim_matches(|c: char| !c.is_ascii_digit() && c != '+'));
    runs.filter(|r| r.chars().filter(char::is_ascii_digit).count() >= 10).collect()
}

/// Ten digits whose last one is the modulus 11 check digit of the others (NHS Data Dictionary, NHS number).
fn is_nhs_number(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let (Some((check, body)), 10) = (digits.split_last(), digits.len()) else { return false };
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(d, weight)| d * weight).sum();
    match 11 - sum % 11 {
        11 => *check == 0,
        10 => false,
        expected => *check == expected,
    }
}

fn is_phone(run: &str, digits: &str) -> bool {
    let uk = digits.len() == 11 && digits.starts_with('0');
    let abroad = run.starts_with('+') && (10..=15).contains(&digits.len());
    uk || abroad || (digits.len() == 12 && digits.starts_with("44"))
}

/// A whole UK postcode (BS 7666: outward and inward part). A district alone ("SE15") is not personal.
fn is_full_postcode(word: &str) -> bool {
    let letters: Vec<char> = word.chars().map(|c| c.to_ascii_uppercase()).collect();
    if !(5..=7).contains(&letters.len()) || !word.chars().all(|c| c.is_ascii_alphanumeric()) {
        return false;
    }
    let (outward, inward) = letters.split_at(letters.len() - 3);
    let inward_fits =
        matches!(inward, [d, a, b] if d.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase());
    let shape: String = outward.iter().map(|c| if c.is_ascii_digit() { '9' } else { 'A' }).collect();
    inward_fits && matches!(shape.as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A")
}

/// A date said to be one of birth ("born 3 May 1961", "DOB 03/05/61").
fn birth_date(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let marks = ["date of birth", "d.o.b", "dob ", "dob:", "born on", "born in"];
    marks.iter().find_map(|mark| {
        let at = lower.find(mark)?;
        let after: String = lower.get(at..)?.chars().take(40).collect();
        after.chars().any(|c| c.is_ascii_digit()).then(|| after.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::date;

    fn kinds(text: &str) -> Vec<Personal> {
        personal(text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn personal_data_is_noticed() {
        assert_eq!(kinds("Her number is 943 476 5919."), [Personal::NhsNumber]);
        assert_eq!(kinds("9434765918 is not one"), []);
        assert_eq!(kinds("ring 020 7525 5000 or +44 7700 900123"), [Personal::Phone, Personal::Phone]);
        assert_eq!(kinds("write to amina.b@example.org, please"), [Personal::Email]);
        assert_eq!(kinds("lives at SE15 4QL near SE15"), [Personal::Postcode]);
        assert_eq!(kinds("(se154ql)"), [Personal::Postcode]);
        assert_eq!(kinds("DOB: 03/05/61"), [Personal::BirthDate]);
    }

    #[test]
    fn plain_figures_are_not_personal() {
        let plain = "In 2022/23, 301 of 317 people; over 2,700 families; 85+ schools by April 2025; 1,001 days; SE15.";
        assert_eq!(kinds(plain), []);
    }

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
