//! Every word a person reads, on screen and on paper, from the locale files in `locales/app/`.
//!
//! A key is dotted (`plan.empty`); the files are compiled in, so they work with no connection and in
//! both worlds, native and browser. A count picks the plural form of its language: `key.one`,
//! `key.other`. What may not live here: which words go where.

use std::fmt::Display;

/// The sentence for a key. A key that no locale file has comes back as itself; a test keeps that from
/// happening for the keys in the source.
pub fn say(key: &str) -> String {
    rust_i18n::t!(key).into_owned()
}

/// The sentence for a key; `None` where no locale file has it.
pub fn said(key: &str) -> Option<String> {
    Some(say(key)).filter(|sentence| sentence != key)
}

/// The sentence for a key in another language (`es`); in English where that language does not have it.
pub fn say_in(language: &str, key: &str) -> String {
    rust_i18n::t!(key, locale = language).into_owned()
}

/// The sentence for a key with its gaps filled: `%{name}` becomes the value beside `"name"`.
///
/// ```
/// use golden_thread_core::words::{fill, say};
///
/// assert_eq!(say("today.overdue"), "Overdue");
/// assert_eq!(fill("today.lastUpdate", &[("day", &"1 May 2026")]), "Last update 1 May 2026");
/// ```
pub fn fill(key: &str, gaps: &[(&str, &dyn Display)]) -> String {
    filled(&say(key), gaps)
}

/// Like [`fill`], in another language; see [`say_in`].
pub fn fill_in(language: &str, key: &str, gaps: &[(&str, &dyn Display)]) -> String {
    filled(&say_in(language, key), gaps)
}

/// A sentence with its gaps filled; a gap that nobody names stays as it is.
pub fn filled(sentence: &str, gaps: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    // One pass from the left, so that a value that happens to contain a gap's name stays as it is.
    while let Some((before, after)) = rest.split_once("%{") {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push_str("%{");
            rest = after;
            continue;
        };
        if let Some((_, value)) = gaps.iter().find(|(gap, _)| *gap == name) {
            filled.push_str(&value.to_string());
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// The sentence for a count, in the plural form that fits, with `%{count}` filled.
///
/// ```
/// use golden_thread_core::words::count;
///
/// assert_eq!(count("today.gapNoUpdate", 1), "1 action has no update");
/// assert_eq!(count("today.gapNoUpdate", 3), "3 actions have no update");
/// ```
pub fn count(key: &str, count: usize) -> String {
    count_with(key, count, &[])
}

/// Like [`count`], in another language; see [`say_in`].
pub fn count_in(language: &str, key: &str, count: usize) -> String {
    let form = if count == 1 { "one" } else { "other" };
    fill_in(language, &format!("{key}.{form}"), &[("count", &count)])
}

/// Like [`count`], with further gaps to fill.
pub fn count_with(key: &str, count: usize, gaps: &[(&str, &dyn Display)]) -> String {
    let form = if count == 1 { "one" } else { "other" };
    let mut all: Vec<(&str, &dyn Display)> = vec![("count", &count)];
    all.extend_from_slice(gaps);
    fill(&format!("{key}.{form}"), &all)
}

/// A day as people write it: `1 November 2023`.
pub fn day(date: crate::days::Date) -> String {
    day_in("en", date)
}

/// Like [`day`], in another language; see [`say_in`].
pub fn day_in(language: &str, date: crate::days::Date) -> String {
    let month = say_in(language, &format!("date.month.m{}", date.month()));
    fill_in(language, "date.day", &[("day", &date.day()), ("month", &month), ("year", &date.year())])
}

/// The month a day is in, as people write it: `October 2025`.
pub fn month_of_year(date: crate::days::Date) -> String {
    let month = say(&format!("date.month.m{}", date.month()));
    fill("date.monthYear", &[("month", &month), ("year", &date.year())])
}

/// A day given as `YYYY-MM-DD`, as people write it; other text comes back as it is.
pub fn day_text(text: &str) -> String {
    let head = text.get(..10).unwrap_or(text);
    head.parse().map_or_else(|_| text.to_owned(), day)
}

/// How far off a day is, in words: "today", "in 3 days", "1 day ago". Negative is past.
pub fn far_off(days: i64) -> String {
    let far = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    match days {
        0 => say("far.today"),
        1.. => count("far.ahead", far),
        _ => count("far.past", far),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_looks_like_a_gap_is_not_filled_again() {
        let filled = fill("date.day", &[("day", &"%{year}"), ("month", &"June"), ("year", &2024)]);
        assert_eq!(filled, "%{year} June 2024");
    }

    #[test]
    fn days_read_as_people_write_them() {
        assert_eq!(day_text("2023-11-01"), "1 November 2023");
        assert_eq!(day_text("soon"), "soon");
    }
}
