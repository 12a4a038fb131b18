//! Dates of birth: a day beside words that say so, a whole day of the last century as forms write it; and in notes
//! any day on which somebody now alive may have been born.

use super::found::{Personal, Place};
use super::months::{Month, month};
use super::pieces::Text;
use super::signs::is_room;
use crate::days::Date;
use crate::domain::letters::bare;

/// Words before a day that say what else it is.
const BUSINESS: [&str; 32] = [
    "built",
    "opened",
    "opens",
    "open",
    "opening",
    "founded",
    "since",
    "established",
    "started",
    "launched",
    "launch",
    "began",
    "closed",
    "published",
    "dated",
    "updated",
    "version",
    "meeting",
    "act",
    "signed",
    "agreed",
    "until",
    "adopted",
    "commissioned",
    "desde",
    "abierto",
    "held",
    "minutes",
    "inspected",
    "incorporated",
    "formed",
    "letter",
];

/// Words that go on about somebody, and are nothing that is counted: "12 mar 56 he said".
const GOES_ON: [&str; 34] = [
    "and", "he", "she", "they", "is", "was", "who", "whose", "lives", "living", "has", "says", "said", "so", "but",
    "with", "in", "at", "her", "his", "their", "my", "i", "not", "nhs", "tel", "phone", "mobile", "from", "on", "told",
    "wants", "y", "e",
];

/// A day that was found.
pub(super) struct Day {
    /// The piece behind it.
    pub end: usize,
    year: i16,
    /// Whether its figures can hardly be anything else: a whole year, and a sign between them.
    pub is_sure: bool,
    /// Whether it is written as forms write it, `03/05/61`.
    is_form: bool,
}

/// Dates of birth. `note_of` is the day of a note of what a resident said.
pub(super) fn find(text: &Text, note_of: Option<Date>, found: &mut Vec<Place>) {
    let born = match note_of {
        Some(today) => today.year() - 110..=today.year() - 14,
        None => 1900..=1999,
    };
    let mut at = 0;
    while at < text.len() {
        let bare = || {
            let day = in_figures(text, at).or_else(|| named(text, at)).or_else(|| together(text, at));
            let day = day.filter(|day| born.contains(&day.year) && (day.is_form || note_of.is_some()))?;
            let glued = text.is_glued(at) || text.glues(day.end - 1);
            (!glued && !is_business(text, at)).then_some(day.end)
        };
        let end = marked(text, at, &|year| born.contains(&year)).or_else(bare);
        let place = end.map(|end| text.range(at, end - 1)).filter(|place| !text.is_id(place));
        found.extend(place.map(|place| (Personal::BirthDate, place)));
        at = end.unwrap_or(at + 1);
    }
}

/// Whether one of the three words before says what this day is. A comma ends what they say.
fn is_business(text: &Text, at: usize) -> bool {
    let mut before = at;
    while before > 0 && at - before < 3 && !text.gap(before - 1).contains(['.', ',', ';', '!', '?', '\n']) {
        before -= 1;
        if BUSINESS.contains(&text.word(before).as_str()) {
            return true;
        }
    }
    false
}

/// "Born", without accents: English, Spanish, Portuguese, French, Polish, Welsh, German, Romanian, Turkish.
const BORN: [&str; 26] = [
    "born", "nacio", "nacido", "nacida", "naci", "nascido", "nascida", "nasci", "nasceu", "nasc", "ne", "nee",
    "urodzona", "urodzony", "urodzil", "urodzila", "ur", "ganwyd", "ganed", "geboren", "geb", "nascut", "nascuta",
    "dogumlu", "dogdu", "dhashay",
];

/// Words between one of those and the day.
const NEAR: [&str; 18] =
    ["is", "was", "on", "the", "in", "el", "es", "fue", "en", "a", "le", "em", "dia", "ar", "am", "dnia", "la", "it"];

/// The piece behind a date of birth that begins with words that say so.
fn marked(text: &Text, at: usize, is_born: &dyn Fn(i16) -> bool) -> Option<usize> {
    let word = |n: usize| bare(&text.word(at + n));
    let (first, second, third) = (word(0), word(1), word(2));
    // How many pieces it is, whether any figures behind it say when, and whether words may stand between.
    let (mark, any, far) = match (first.as_str(), second.as_str(), third.as_str()) {
        ("d", "o", "b") | ("date", "of", "birth") => (3, true, false),
        ("fecha", "de", "nacimiento") | ("data", "de", "nascimento") | ("date", "de", "naissance") => (3, true, false),
        ("data", "urodzenia", _) | ("dyddiad", "geni", _) | ("fecha", "nacimiento", _) => (2, true, false),
        ("dob" | "birthdate" | "geburtsdatum" | "dogum", ..) => (1, true, false),
        ("birthday" | "bday" | "cumpleanos" | "aniversario" | "urodziny", ..) => (1, false, false),
        (first, ..) if BORN.contains(&first) => (1, false, true),
        _ => return None,
    };
    let from = at + mark;
    let mut near = true;
    for here in from..from + 8 {
        let ends = here > from && text.gap(here - 1).contains(['.', ';', '!', '?']);
        if text.piece(here).is_empty() || ends {
            return None;
        }
        let day = in_figures(text, here).or_else(|| named(text, here)).or_else(|| together(text, here));
        if let Some(day) = day.filter(|day| near || is_born(day.year)) {
            return Some(day.end);
        }
        if let Some(day) = month_and_year(text, here).filter(|day| is_born(day.year)) {
            return Some(day.end);
        }
        if text.is_digits(here) {
            return (any && near).then(|| figures_on(text, here));
        }
        near = near && NEAR.contains(&text.word(here).as_str());
        if !near && !far {
            return None;
        }
    }
    None
}

/// The piece behind figures that go on: "03 05 61", "3 May".
fn figures_on(text: &Text, from: usize) -> usize {
    let mut end = from + 1;
    let goes = |at: usize| text.is_digits(at) || month(&text.word(at)).is_some() || is_suffix(text, at);
    while end < from + 4 && text.gap(end - 1).chars().count() <= 3 && goes(end) {
        end += 1;
    }
    end
}

fn number(piece: &str, longest: usize) -> Option<i16> {
    piece.parse().ok().filter(|_| piece.len() <= longest)
}

fn is_day_and_month(day: &str, month: &str) -> bool {
    number(day, 2).is_some_and(|d| (1..=31).contains(&d)) && number(month, 2).is_some_and(|m| (1..=12).contains(&m))
}

/// Two figures of a year are of the last century unless they are below 30.
fn whole_year(piece: &str) -> Option<i16> {
    match (piece.len(), number(piece, 4)?) {
        (4, year) if (1800..2200).contains(&year) => Some(year),
        (2, year) if year < 30 => Some(2000 + year),
        (2, year) => Some(1900 + year),
        _ => None,
    }
}

/// A day in figures: `03/05/61`, `3.5.1961`, `1961-05-03`; with room between them only as `03 05 1961`.
pub(super) fn in_figures(text: &Text, at: usize) -> Option<Day> {
    let sign = |at: usize| {
        let (gap, mut signs) = (text.gap(at), text.gap(at).chars().filter(|c| !is_room(*c)));
        let sign = signs.next();
        let apart = !gap.is_empty() && gap.chars().count() <= 3 && signs.next().is_none();
        let sign = sign.map(|c| if matches!(c, '\u{2010}'..='\u{2015}') { '-' } else { c });
        (apart && sign.is_none_or(|c| matches!(c, '/' | '.' | '-'))).then_some(sign)
    };
    let (first, second) = (sign(at)?, sign(at + 1)?);
    let (a, b, c) = (text.piece(at), text.piece(at + 1), text.piece(at + 2));
    let (day, month, year) = if a.len() == 4 { (c, b, a) } else { (a, b, c) };
    if first != second || !is_day_and_month(day, month) {
        return None;
    }
    let is_whole = year.len() == 4;
    // More figures on either side with the same sign: an address of a computer, a phone number.
    let goes_on = |at: usize| first.is_some() && text.is_digits(at) && sign(at) == Some(first);
    let more = (at > 0 && goes_on(at - 1)) || (goes_on(at + 2) && text.is_digits(at + 3));
    let spaced = first.is_none() && !(is_whole && day.len() == 2 && month.len() == 2);
    let form = first.is_some();
    (!more && !spaced).then_some(Day { end: at + 3, year: whole_year(year)?, is_sure: is_whole && form, is_form: form })
}

/// A day in eight or six figures and nothing else: `03051961`.
fn together(text: &Text, at: usize) -> Option<Day> {
    let (day, rest) = text.piece(at).split_at_checked(2)?;
    let (month, year) = rest.split_at_checked(2)?;
    let is_day = text.is_digits(at) && is_day_and_month(day, month);
    let form = Day { end: at + 1, year: whole_year(year)?, is_sure: false, is_form: false };
    (is_day && year.len() == 4).then_some(form)
}

/// The ends of "3rd" in the languages whose months are known.
const SUFFIXES: [&str; 13] = ["st", "nd", "rd", "th", "er", "º", "ª", "o", "af", "il", "ydd", "fed", "eg"];

/// The end of "3rd".
fn is_suffix(text: &Text, at: usize) -> bool {
    text.is_glued(at) && SUFFIXES.contains(&text.word(at).as_str())
}

/// Whether a gap lets a day go on.
fn goes_on(text: &Text, at: usize) -> bool {
    text.gap(at).chars().count() <= 3
}

/// The piece behind a word such as "of", where there is one.
fn behind_of(text: &Text, at: usize) -> usize {
    at + usize::from(["of", "de", "del", "the", "do", "di"].contains(&text.word(at).as_str()))
}

/// A day with its month's name, English or Spanish: `3rd of May, 1961`, `May 3 1961`, `3 de mayo de 1961`.
fn named(text: &Text, at: usize) -> Option<Day> {
    let day = |at: usize| {
        let sound = number(text.piece(at), 2).is_some_and(|d| (1..=31).contains(&d));
        sound.then_some(at + 1 + usize::from(is_suffix(text, at + 1)))
    };
    let (after, month_at) = match day(at) {
        Some(after) => {
            let at = behind_of(text, after);
            (at + 1, at)
        }
        None => (day(at + 1)?, at),
    };
    let month = month(&text.word(month_at))?;
    let year_at = behind_of(text, after);
    let year = text.piece(year_at);
    // "3 May 10-12" and "3 May 45 people" are no years; "3 May '61" and "3 May 61." are.
    let is_year = text.is_digits(year_at) && (at..year_at).all(|at| goes_on(text, at));
    let ends = year_at + 1 == text.len() || !text.gap(year_at).chars().all(is_room);
    let alone = year > "31" && !text.glues(year_at) && (ends || GOES_ON.contains(&text.word(year_at + 1).as_str()));
    let cut = alone || text.gap(year_at - 1).contains(['\'', '\u{2019}']) || says_born(text, at);
    let whole = year.len() == 4 || cut;
    // "12 mar 56" is how forms write it; a day of the last century in another language is what somebody said.
    let is_form = match month {
        Month::Short => year.len() == 2 && alone,
        Month::Foreign => year_at > after,
        Month::English => false,
    };
    let named = Day { end: year_at + 1, year: whole_year(year)?, is_sure: false, is_form };
    (is_year && whole).then_some(named)
}

/// Whether a word right before is one of birth.
fn says_born(text: &Text, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|at| {
        let word = bare(&text.word(at));
        matches!(word.as_str(), "b" | "dob" | "birth" | "birthday") || BORN.contains(&word.as_str())
    })
}

/// A month and its year, which say enough behind "born".
fn month_and_year(text: &Text, at: usize) -> Option<Day> {
    let year_at = behind_of(text, at + 1);
    let year = text.piece(year_at);
    let is_month = month(&text.word(at)).is_some() && year.len() == 4 && (at..year_at).all(|at| goes_on(text, at));
    let day = Day { end: year_at + 1, year: whole_year(year)?, is_sure: false, is_form: false };
    is_month.then_some(day)
}
