//! Phrases that count from the report's date: "this term", "next five months", "later this year". Always
//! guesses, and without days where the report has no date.

use super::span::{Atom, Parser, Prefix, Span, financial_year_of, months};
use crate::days::Date;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Weeks,
    Months,
    Quarters,
    Years,
    FinancialYears,
    AcademicYears,
    Terms,
}

impl Parser<'_> {
    pub(super) fn relative(&self, at: usize, prefix: Prefix) -> Option<(Atom, usize)> {
        if self.text(at) == "later" && self.text(at + 1) == "this" {
            let (unit, next) = self.unit(at + 2)?;
            let whole = self.report.and_then(|day| whole(day, unit, 0));
            let span = Span {
                earliest: self.report.filter(|_| whole.is_some()),
                latest: whole.and_then(|s| s.latest),
                guess: true,
            };
            return Some((Atom { span, bare: None, ahead: true }, next));
        }
        let ahead = self.any_word(at, &["next", "coming", "following"]);
        let here = self.any_word(at, &["this", "current"]).or_else(|| {
            // "the end of the year", "by the end of term": the one the report is of.
            (prefix == Prefix::Within && at > 0 && !self.prose).then_some(at)
        });
        if let Some((count, unit, next)) = self.amount(ahead.unwrap_or(at)) {
            // Prose holds many amounts; only one that says "next" or "within" is a time.
            let says = ahead.is_some() || (prefix == Prefix::Within && self.text(at.saturating_sub(1)) == "within");
            if says || !self.prose {
                let latest = self.report.and_then(|day| later(day, unit, count));
                let span = Span { earliest: self.report.filter(|_| latest.is_some()), latest, guess: true };
                let next = self.any_word(next, &["'"]).and_then(|i| self.any_word(i, &["time"])).unwrap_or(next);
                return Some((Atom { span, bare: None, ahead: says }, next));
            }
        }
        let step = if ahead.is_some() { 1 } else { 0 };
        let (unit, next) = self.unit(ahead.or(here)?)?;
        let span = self.report.and_then(|day| whole(day, unit, step)).unwrap_or_default().guessed();
        Some((Atom { span, bare: None, ahead: step == 1 }, next))
    }

    /// "5 months", "five months", "6-12 months", "a year": the larger number, and the unit.
    fn amount(&self, at: usize) -> Option<(i64, Unit, usize)> {
        let (first, mut next) = self.small_number(at)?;
        let second = self.any_word(next, &["-", "to", "or"]).and_then(|i| self.small_number(i));
        let count = second.map_or(first, |(n, _)| n.max(first));
        next = second.map_or(next, |(_, after)| after);
        let (unit, next) = self.unit(next)?;
        Some((count, unit, next))
    }

    fn small_number(&self, at: usize) -> Option<(i64, usize)> {
        const WORDS: [(&str, i64); 17] = [
            ("a", 1),
            ("an", 1),
            ("one", 1),
            ("two", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("seven", 7),
            ("eight", 8),
            ("nine", 9),
            ("ten", 10),
            ("eleven", 11),
            ("twelve", 12),
            ("fifteen", 15),
            ("eighteen", 18),
            ("twenty", 20),
        ];
        let word = self.text(at);
        if let Some((_, n)) = WORDS.iter().find(|(w, _)| *w == word) {
            return Some((*n, at + 1));
        }
        let number: i64 = word.parse().ok().filter(|n| (1..=400).contains(n))?;
        Some((number, at + 1))
    }

    fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let unit = match self.text(at) {
            "day" | "days" => Unit::Days,
            "week" | "weeks" => Unit::Weeks,
            "month" | "months" => Unit::Months,
            "quarter" | "quarters" => Unit::Quarters,
            "year" | "years" => Unit::Years,
            "term" => Unit::Terms,
            "financial" if self.text(at + 1).starts_with("year") => return Some((Unit::FinancialYears, at + 2)),
            "academic" | "school" if self.text(at + 1).starts_with("year") => {
                return Some((Unit::AcademicYears, at + 2));
            }
            _ => return None,
        };
        Some((unit, at + 1))
    }
}

/// So many units after a day.
fn later(day: Date, unit: Unit, count: i64) -> Option<Date> {
    match unit {
        Unit::Days => day.plus_days(count),
        Unit::Weeks => day.plus_days(count * 7),
        Unit::Months => day.plus_months(count),
        Unit::Quarters => day.plus_months(count * 3),
        Unit::Years | Unit::FinancialYears | Unit::AcademicYears => day.plus_months(count * 12),
        Unit::Terms => day.plus_months(count * 4),
    }
}

/// The whole unit that holds a day (step 0), or the one after it (step 1).
fn whole(day: Date, unit: Unit, step: i8) -> Option<Span> {
    let first_of = |year: i16, month: i8, count: i8| {
        let from = Date::new(year, month, 1).ok()?;
        let from = from.plus_months(i64::from(count) * i64::from(step))?;
        months(from.year(), from.month(), count)
    };
    let year = day.year();
    match unit {
        Unit::Days => later(day, Unit::Days, i64::from(step)).map(|d| Span::days(d, d)),
        Unit::Weeks => {
            let into = i64::from(day.weekday().to_monday_zero_offset());
            let monday = day.plus_days(i64::from(step) * 7 - into)?;
            Some(Span::days(monday, later(monday, Unit::Days, 6)?))
        }
        Unit::Months => first_of(year, day.month(), 1),
        Unit::Quarters => first_of(year, (day.month() - 1) / 3 * 3 + 1, 3),
        Unit::Years => first_of(year, 1, 12),
        Unit::FinancialYears => first_of(financial_year_of(day), 4, 12),
        Unit::AcademicYears => first_of(if day.month() >= 9 { year } else { year - 1 }, 9, 12),
        Unit::Terms => {
            // Easter moves, so where one term ends and the next begins is only about right.
            let (year, first) = match day.month() {
                1..=3 => (year, 1),
                4..=7 => (year, 4),
                _ => (year, 9),
            };
            let (year, first) = match (step, first) {
                (0, first) => (year, first),
                (_, 1) => (year, 4),
                (_, 4) => (year, 9),
                _ => (year + 1, 1),
            };
            months(year, first, if first == 1 { 3 } else { 4 })
        }
    }
}
