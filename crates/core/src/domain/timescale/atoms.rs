//! What a time phrase is built of: days, months, seasons, quarters and years, each with its ways of being written.

use super::span::{Atom, Parser, Prefix, Span, financial_year_of, months};
use super::token::Token;
use crate::days::Date;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// The months' English names in full, in small letters, as papers are read (not as they are shown).
pub const MONTHS_IN_FULL: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Parser<'_> {
    /// "2024-03-31", "31/03/07", "31.3.2007", "03/2024".
    pub(super) fn numeric(&self, at: usize) -> Option<(Atom, usize)> {
        let marks = ['/', '-', '.'];
        let (a, a_digits) = self.number(at)?;
        let second = self.mark(at + 1, &marks)?;
        let (b, b_digits) = self.number(second)?;
        let tight = |i: usize| self.tokens.get(i).is_some_and(|t| !t.spaced);
        if !tight(at + 1) || !tight(second) {
            return None;
        }
        let third = self.mark(second + 1, &marks).filter(|i| tight(*i) && self.text(second + 1) == self.text(at + 1));
        if let Some((c, c_digits)) = third.and_then(|i| self.number(i)) {
            let next = second + 3;
            if a_digits == 4 {
                return Some((day_span(a, b, c)?, next));
            }
            let year = full_year(c, c_digits)?;
            // UK order; a month over 12 can only be the other order, which is a guess.
            if let Some(atom) = day_span(year, b, a) {
                return Some((atom, next));
            }
            let mut swapped = day_span(year, a, b)?;
            swapped.span.guess = true;
            return Some((swapped, next));
        }
        if a_digits <= 2 && b_digits == 4 && (1..=12).contains(&a) && is_year(b) {
            return Some((Atom::of(months(b, i8::try_from(a).ok()?, 1)?), second + 1));
        }
        let year_month = a_digits == 4 && b_digits == 2 && is_year(a) && (1..=12).contains(&b) && b != (a + 1) % 100;
        if year_month && self.text(at + 1) == "-" {
            // "2024-03" may also be a period of years that goes backwards; nobody writes that.
            return Some((Atom::of(months(a, i8::try_from(b).ok()?, 1)?), second + 1));
        }
        None
    }

    /// "31 March 2024", "1st of April 2024", "31-Mar-24", "March 31, 2024".
    pub(super) fn day_month(&self, at: usize) -> Option<(Atom, usize)> {
        let (day, digits) = self.number(at)?;
        if digits > 2 || !(1..=31).contains(&day) {
            return None;
        }
        let mut next = self.any_word(at + 1, &["st", "nd", "rd", "th"]).unwrap_or(at + 1);
        next = self.any_word(next, &["of"]).or(self.mark(next, &['-'])).unwrap_or(next);
        let month = month_named(self.text(next))?;
        next += 1;
        let day = i8::try_from(day).ok()?;
        match self.year_after(next) {
            Some((year, after, _)) => Some((day_span(year, i16::from(month), i16::from(day))?, after)),
            None => Some((Atom { span: Span::default(), bare: Some((Some(day), month, 1)), ahead: false }, next)),
        }
    }

    pub(super) fn month(&self, at: usize) -> Option<(Atom, usize)> {
        let month = month_named(self.text(at))?;
        // "may" is mostly not the month.
        if self.prose && self.text(at) == "may" && self.year_after(at + 1).is_none() {
            return None;
        }
        if let Some(found) = self.american(at, month) {
            return Some(found);
        }
        match self.year_after(at + 1) {
            Some((year, next, sure)) => {
                let span = months(year, month, 1)?;
                Some((Atom::of(Span { guess: !sure, ..span }), next))
            }
            None => Some((Atom { span: Span::default(), bare: Some((None, month, 1)), ahead: false }, at + 1)),
        }
    }

    /// "March 31, 2024".
    fn american(&self, at: usize, month: i8) -> Option<(Atom, usize)> {
        let (day, _) = self.number(at + 1).filter(|(_, digits)| *digits <= 2)?;
        let next = self.any_word(at + 2, &["st", "nd", "rd", "th"]).unwrap_or(at + 2);
        let next = self.mark(next, &[',']).unwrap_or(next);
        let (year, _) = self.number(next).filter(|(n, digits)| *digits == 4 && is_year(*n))?;
        Some((day_span(year, i16::from(month), day)?, next + 1))
    }

    /// A year after a month or day: "2024", "'24", "-24", ", 2024", "of 2024"; whether it is sure.
    fn year_after(&self, at: usize) -> Option<(i16, usize, bool)> {
        let marked = self.mark(at, &[',', '-', '\'', '/', '.']);
        let next = marked.or(self.any_word(at, &["of"])).unwrap_or(at);
        let (number, digits) = self.number(next)?;
        if digits == 4 && is_year(number) {
            return Some((number, next + 1, true));
        }
        // "Apr 25" may be the 25th of April; "Apr-25" and "Apr '25" are what sheets and people write.
        let short = digits == 2 && !self.prose && self.text(at) != "," && self.text(at) != ".";
        let alone = self.tokens.get(next + 1).is_none_or(Token::is_mark);
        (short && alone).then(|| full_year(number, 2).map(|year| (year, next + 1, marked.is_some())))?
    }

    pub(super) fn season(&self, at: usize) -> Option<(Atom, usize)> {
        let (first, mut next) = match self.text(at) {
            "spring" => (3, at + 1),
            "summer" => (6, at + 1),
            "autumn" | "fall" => (9, at + 1),
            "winter" => (12, at + 1),
            _ => return None,
        };
        let term = self.any_word(next, &["term"]);
        next = term.unwrap_or(next);
        // School terms are not seasons: autumn September to December, spring to Easter, summer to July.
        let (first, count) = match (term, first) {
            (None, month) => (month, 3),
            (Some(_), 9) => (9, 4),
            (Some(_), 3) => (1, 3),
            (Some(_), _) => (4, 4),
        };
        let Some((year, mut after, _)) = self.year_after(next).filter(|_| self.text(next) != "/") else {
            return Some((Atom { span: Span::default(), bare: Some((None, first, count)), ahead: false }, next));
        };
        // "winter 2024/25"; "autumn 2024/25" can only be the first of the two years.
        let second = self
            .mark(after, &['/', '-'])
            .filter(|i| self.number(*i).is_some_and(|(n, d)| d == 2 && n == (year + 1) % 100));
        let both = second.is_some();
        after = second.map_or(after, |i| i + 1);
        let year = if both && first < 6 { year + 1 } else { year };
        let span = months(year, first, count)?;
        let guess = term.is_some() || (first == 12 && !both);
        Some((Atom::of(Span { guess, ..span }), after))
    }

    /// "Q2 2025/26", "Q2 2025", "quarter 2", "2nd quarter of 2025/26", "Q1-Q2 2025/26".
    pub(super) fn quarter(&self, at: usize) -> Option<(Atom, usize)> {
        let (first, next) = self.quarter_number(at)?;
        let join = self.mark(next, &['-', '/', '&']).or(self.any_word(next, &["to", "and"]));
        let last = join.and_then(|i| self.quarter_number(i));
        let (last, next) = last.unwrap_or((first, next));
        if last < first {
            return None;
        }
        let year_at = self.any_word(next, &["of"]).or(self.mark(next, &[',', ':', '-', '('])).unwrap_or(next);
        let count = (last - first + 1) * 3;
        let financial = |year: i16| {
            let (month, year) = if first == 4 { (1, year + 1) } else { (first * 3 + 1, year) };
            months(year, month, count)
        };
        if let Some((year, _, after)) = self.financial_year(year_at) {
            return Some((Atom::of(financial(year)?), after));
        }
        if let Some((year, _)) = self.number(year_at).filter(|(n, d)| *d == 4 && is_year(*n)) {
            // A calendar quarter, or one of the financial year that begins in that year: ask.
            let calendar = months(year, first * 3 - 2, count)?;
            return Some((Atom::of(calendar.cover(financial(year)?).guessed()), year_at + 1));
        }
        let span = self.report.and_then(|day| financial(financial_year_of(day))).unwrap_or_default();
        Some((Atom::of(span.guessed()), next))
    }

    fn quarter_number(&self, at: usize) -> Option<(i8, usize)> {
        let in_four = |n: i16| (1..=4).contains(&n).then(|| i8::try_from(n).ok()).flatten();
        if let Some(next) = self.any_word(at, &["q", "qtr", "quarter"]) {
            return Some((in_four(self.number(next)?.0)?, next + 1));
        }
        if let Some(n) = ["first", "second", "third", "fourth"].iter().position(|w| self.text(at) == *w) {
            let next = self.any_word(at + 1, &["quarter"])?;
            return Some((i8::try_from(n + 1).ok()?, next));
        }
        let (n, _) = self.number(at)?;
        let next = self.any_word(at + 1, &["st", "nd", "rd", "th"])?;
        Some((in_four(n)?, self.any_word(next, &["quarter"])?))
    }

    /// "2022/23", "FY 2022-23", "financial year 2022/2023": its first year, whether it is sure, what follows.
    fn financial_year(&self, at: usize) -> Option<(i16, bool, usize)> {
        let named = self
            .any_word(at, &["fy"])
            .or_else(|| self.any_word(at, &["financial"]).and_then(|i| self.any_word(i, &["year"])));
        let start = named.unwrap_or(at);
        let (first, digits) = self.number(start)?;
        if digits == 2 && named.is_some() {
            // "FY24": by some the year it begins in, by others the year it ends in.
            let year = full_year(first, 2)?;
            let second = self
                .mark(start + 1, &['/', '-'])
                .filter(|i| self.number(*i).is_some_and(|(n, _)| n == (first + 1) % 100));
            return Some(second.map_or((year - 1, false, start + 1), |i| (year, true, i + 1)));
        }
        let second = self.mark(start + 1, &['/', '-'])?;
        let (last, last_digits) = self.number(second)?;
        let follows = (last_digits == 2 && last == (first + 1) % 100) || (last_digits == 4 && last == first + 1);
        let plain = last_digits == 2 || self.text(start + 1) == "/" || named.is_some();
        (digits == 4 && is_year(first) && follows).then_some((first, plain, second + 1))
    }

    /// Financial and academic years, and periods of years.
    pub(super) fn years(&self, at: usize) -> Option<(Atom, usize)> {
        let academic = self.any_word(at, &["academic", "school"]).and_then(|i| self.any_word(i, &["year"]));
        if let Some((year, _, next)) = academic.and_then(|i| self.financial_year(i)) {
            return Some((Atom::of(months(year, 9, 12)?), next));
        }
        if let Some((year, sure, next)) = self.financial_year(at) {
            let (from, count) = if sure { (4, 12) } else { (1, 24) };
            let span = months(year, from, count)?;
            return Some((Atom::of(Span { guess: !sure, ..span }), next));
        }
        // "2022-27".
        let (first, digits) = self.number(at)?;
        let second = self.mark(at + 1, &['-', '/'])?;
        let (last, last_digits) = self.number(second)?;
        let last = if last_digits == 2 { first - first % 100 + last } else { last };
        let period =
            digits == 4 && matches!(last_digits, 2 | 4) && is_year(first) && last > first && last - first <= 30;
        let span = Span::days(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
        // A quarter may stand before the next year's number; then this is no period.
        period.then_some((Atom::of(span), second + 1))
    }

    pub(super) fn year(&self, at: usize, prefix: Prefix) -> Option<(Atom, usize)> {
        let (year, digits) = self.number(at)?;
        if digits != 4 || !is_year(year) || (self.prose && prefix == Prefix::None) {
            return None;
        }
        Some((Atom::of(months(year, 1, 12)?), at + 1))
    }
}

fn day_span(year: i16, month: i16, day: i16) -> Option<Atom> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    is_year(year).then(|| Atom::of(Span::days(date, date)))
}

fn month_named(word: &str) -> Option<i8> {
    let short = MONTHS.iter().position(|m| *m == word || (word == "sept" && *m == "sep"));
    let index = short.or_else(|| MONTHS_IN_FULL.iter().position(|m| *m == word))?;
    i8::try_from(index + 1).ok()
}

fn is_year(number: i16) -> bool {
    (1970..=2100).contains(&number)
}

/// Two digits are 1970 to 2069.
fn full_year(number: i16, digits: usize) -> Option<i16> {
    match digits {
        4 => is_year(number).then_some(number),
        2 if number < 70 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}
