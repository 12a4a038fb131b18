//! Dates of birth: a date beside words that say so, or a whole date of the last century in figures.

use crate::domain::timescale::MONTHS;

/// Dates of birth in a text, with the words that say so.
pub(super) fn find(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut skip_to = 0;
    for (at, _) in words.iter().enumerate() {
        let Some(rest) = words.get(at..).filter(|_| at >= skip_to) else { continue };
        let length = said(rest).or_else(|| bare(rest));
        if let Some(length) = length {
            let here = rest.get(..length).unwrap_or_default().join(" ");
            found.push(here.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
            skip_to = at + length;
        }
    }
    found.into_iter()
}

/// How many words from here on say a date of birth.
fn said(words: &[&str]) -> Option<usize> {
    let plain = |at: usize| words.get(at).map(|w| bare_word(w)).unwrap_or_default();
    let (first, second, third) = (plain(0), plain(1), plain(2));
    let mark = match (first.as_str(), second.as_str(), third.as_str()) {
        ("dob" | "d.o.b" | "dob:" | "birthday" | "birthdate", ..) => 1,
        ("date", "of", "birth") => 3,
        ("born", "on", _) => 2,
        ("born", ..) => 1,
        _ => return None,
    };
    // "DOB is", "date of birth was the", a dash: a few words may stand between.
    let filler = |at: usize| matches!(plain(at).as_str(), "is" | "was" | "on" | "the" | "");
    let from = (mark..mark + 3).find(|at| !filler(*at)).unwrap_or(mark);
    let length = date(words.get(from..)?)?;
    Some(from + length)
}

/// A whole date of the last century in figures: hardly a meeting's.
fn bare(words: &[&str]) -> Option<usize> {
    let word = bare_word(words.first()?);
    figures(&word).filter(|year| (1900..2000).contains(year)).map(|_| 1)
}

fn bare_word(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// How many words a date with a day takes up, if there is one at the beginning.
fn date(words: &[&str]) -> Option<usize> {
    let plain = |at: usize| words.get(at).map(|w| bare_word(w)).unwrap_or_default();
    if figures(&plain(0)).is_some() {
        return Some(1);
    }
    let day = |text: &str| {
        let digits = text.trim_end_matches(|c: char| c.is_alphabetic());
        digits.parse::<u8>().is_ok_and(|d| (1..=31).contains(&d))
    };
    let month = |text: &str| text.len() >= 3 && MONTHS.iter().any(|m| m.to_lowercase().starts_with(text));
    let year = |text: &str| matches!(text.len(), 2 | 4) && text.bytes().all(|b| b.is_ascii_digit());
    let of = usize::from(plain(1) == "of");
    let day_first = day(&plain(0)) && month(&plain(1 + of)) && year(&plain(2 + of));
    let month_first = month(&plain(0)) && day(&plain(1)) && year(&plain(2));
    (day_first || month_first).then_some(3 + if day_first { of } else { 0 })
}

/// The year of a date in figures, `03/05/61`, `3.5.1961`, `1961-05-03`; two figures of a year are of the last
/// century unless they are below 30.
fn figures(word: &str) -> Option<u16> {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let number = |text: &str, longest: usize| text.parse::<u16>().ok().filter(|_| text.len() <= longest);
    let (day, month, year) = if a.len() == 4 { (c, b, a) } else { (a, b, c) };
    let (day, month) = (number(day, 2)?, number(month, 2)?);
    let sound = (1..=31).contains(&day) && (1..=12).contains(&month);
    let year = match (year.len(), number(year, 4)?) {
        (4, year) => year,
        (2, year) if year < 30 => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    sound.then_some(year)
}
