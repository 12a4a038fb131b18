//! The days, months, seasons and years that stand in words, moved: "17 November 2023", "by March 2025", "summer 2024",
//! "2022-23", "in 2022". What names no year stays as it is.

use super::shift::Shift;
use crate::days::Date;
use crate::domain::timescale::MONTHS;

const SEASONS: [&str; 4] = ["winter", "spring", "summer", "autumn"];

/// A text whose days are moved.
pub(super) fn moved(text: &str, by: Shift) -> String {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return text.to_owned();
    }
    let pieces = pieces(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest) = pieces.get(at..).filter(|rest| !rest.is_empty()) {
        let before = at.checked_sub(1).and_then(|i| pieces.get(i)).copied();
        let as_it_is = || (rest.first().copied().unwrap_or_default().to_owned(), 1);
        let (words, taken) = phrase(rest, before, by).unwrap_or_else(as_it_is);
        out.push_str(&words);
        at += taken;
    }
    out
}

/// A text as runs of digits, runs of letters, and every other sign by itself.
fn pieces(text: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if c.is_ascii_digit() => 0,
        c if c.is_alphabetic() => 1,
        _ => 2,
    };
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if last.is_some_and(|last| last != class(c) || last == 2) {
            pieces.extend(text.get(from..at));
            from = at;
        }
        last = Some(class(c));
    }
    pieces.extend(text.get(from..));
    pieces
}

/// The phrase that begins here, moved, and how many pieces it takes; none where no phrase of ours does.
fn phrase(rest: &[&str], before: Option<&str>, by: Shift) -> Option<(String, usize)> {
    match rest {
        [day, " ", month, " ", year, ..] if day.len() < 3 && is_year(year) && month_of(month).is_some() => {
            let day =
                Date::new(year.parse().ok()?, i8::try_from(month_of(month)? + 1).ok()?, day.parse().ok()?).ok()?;
            let moved = day.plus_days(by.weeks)?;
            let name = named(&MONTHS, i64::from(moved.month()) - 1, month)?;
            Some((format!("{} {name} {}", moved.day(), moved.year()), 5))
        }
        [month, " ", year, ..] if is_year(year) && month_of(month).is_some() => {
            let all = year.parse::<i64>().ok()? * 12 + i64::try_from(month_of(month)?).ok()? + by.months;
            let name = named(&MONTHS, all.rem_euclid(12), month)?;
            Some((format!("{name} {}", all.div_euclid(12)), 3))
        }
        [season, " ", year, ..] if is_year(year) && season_of(season).is_some() => {
            let all = year.parse::<i64>().ok()? * 4 + i64::try_from(season_of(season)?).ok()? + by.seasons;
            let name = named(&SEASONS, all.rem_euclid(4), season)?;
            Some((format!("{name} {}", all.div_euclid(4)), 3))
        }
        [year, dash @ ("-" | "/" | "\u{2013}"), next, ..] if is_year(year) && follows(year, next) => {
            let year = year.parse::<i64>().ok()? + by.years;
            let next = if next.len() == 4 { format!("{}", year + 1) } else { format!("{:02}", (year + 1) % 100) };
            Some((format!("{year}{dash}{next}"), 3))
        }
        // "£2024", "2,024" and "1.2024" are no years.
        [year, ..] if is_year(year) && !before.is_some_and(|b| ["\u{a3}", ",", ".", "/"].contains(&b)) => {
            Some((format!("{}", year.parse::<i64>().ok()? + by.years), 1))
        }
        _ => None,
    }
}

/// Whether digits name a year that a plan may speak of.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year: i64| (1990..2200).contains(&year))
}

/// Whether the second year is the one after the first, in two digits or four.
fn follows(year: &str, next: &str) -> bool {
    let (Ok(year), Ok(after)) = (year.parse::<i64>(), next.parse::<i64>()) else { return false };
    match next.len() {
        2 => (year + 1) % 100 == after,
        4 => year + 1 == after,
        _ => false,
    }
}

fn month_of(word: &str) -> Option<usize> {
    MONTHS.iter().position(|month| month.eq_ignore_ascii_case(word))
}

fn season_of(word: &str) -> Option<usize> {
    SEASONS.iter().position(|season| season.eq_ignore_ascii_case(word))
}

/// A name from a list, with a capital where the word in whose place it stands has one.
fn named(names: &[&str], at: i64, like: &str) -> Option<String> {
    let name = names.get(usize::try_from(at).ok()?)?;
    let mut letters = name.chars();
    let first = letters.next()?;
    let capital = like.chars().next().is_some_and(char::is_uppercase);
    let first = if capital { first.to_ascii_uppercase() } else { first.to_ascii_lowercase() };
    Some(std::iter::once(first).chain(letters).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::days::date;

    #[test]
    fn what_names_a_year_moves_and_nothing_else() {
        let by = Shift::between(date(2024, 1, 29), date(2026, 11, 30));
        for (from, to) in [
            ("It meets first on 17 November 2023.", "It meets first on 18 September 2026."),
            ("by March 2025", "by January 2028"),
            ("Spring 2024, then in the summer", "Winter 2027, then in the summer"),
            ("In winter 2024", "In autumn 2026"),
            ("In 2022-23, and in 2024/2025", "In 2025-26, and in 2027/2028"),
            (
                "Begun in 2022; over 2,700 families, 35,000 pupils, \u{a3}2024",
                "Begun in 2025; over 2,700 families, 35,000 pupils, \u{a3}2024",
            ),
            ("at 10am on Tuesday, 020 7946 0101", "at 10am on Tuesday, 020 7946 0101"),
            ("", ""),
            ("caf\u{e9} in March 2025\u{2026}", "caf\u{e9} in January 2028\u{2026}"),
        ] {
            assert_eq!(moved(from, by), to);
            assert_eq!(moved(to, by.back()), from);
        }
    }

    #[test]
    fn winter_is_named_by_the_year_it_ends_in() {
        let december = Shift::between(date(2024, 1, 29), date(2026, 12, 31));
        assert_eq!(moved("winter 2024", december), "winter 2027");
        assert_eq!(moved("winter 2024", Shift::between(date(2024, 1, 29), date(2028, 2, 29))), "winter 2028");
    }
}
