//! Days of the calendar: jiff's dates, read from and written as `YYYY-MM-DD` and nothing else, and the few
//! sums that timescales need; in [`hours`] the hours of a day by the clocks of London, in [`cadence`] how often a group meets. Beneath every room that
//! knows days. What may not live here: how a day reads to people (that is [`crate::words`]), a clock.
//!
//! A type of our own, because jiff's reading and writing bring all the sentences of its errors with them,
//! some tens of kilobytes that nobody ever sees.

pub mod cadence;
pub mod hours;
pub mod working;

use jiff::{SignedDuration, civil};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

/// A day. What jiff's date can tell of itself, this can.
///
/// ```
/// use golden_thread_core::days::{Date, date};
///
/// assert_eq!("2024-02-29".parse(), Ok(date(2024, 2, 29)));
/// assert!("29/02/2024".parse::<Date>().is_err(), "one spelling only; other words are a timescale's");
/// assert_eq!(date(2024, 3, 1).days_after(date(2024, 2, 28)), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// Not a day of the form `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

/// A day that is known to exist.
///
/// # Panics
/// It does not exist.
pub const fn date(year: i16, month: i8, day: i8) -> Date {
    Date(civil::date(year, month, day))
}

impl Date {
    /// A day of the calendar.
    ///
    /// # Errors
    /// There is none such, as on 30 February.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Date, NotADay> {
        civil::Date::new(year, month, day).map(Date).map_err(|_| NotADay)
    }

    /// So many days later; earlier for a negative number. `None` past the end of the calendar.
    pub fn plus_days(self, days: i64) -> Option<Date> {
        self.0.checked_add(SignedDuration::from_hours(days.checked_mul(24)?)).ok().map(Date)
    }

    /// The same day so many months later, or the month's last day where it has no such day. `None` past
    /// the end of the calendar.
    ///
    /// ```
    /// use golden_thread_core::days::date;
    ///
    /// assert_eq!(date(2024, 1, 31).plus_months(1), Some(date(2024, 2, 29)));
    /// ```
    pub fn plus_months(self, months: i64) -> Option<Date> {
        let all = i64::from(self.year()) * 12 + i64::from(self.month()) - 1;
        let all = all.checked_add(months)?;
        let (year, month) = (i16::try_from(all.div_euclid(12)).ok()?, i8::try_from(all.rem_euclid(12) + 1).ok()?);
        let first = civil::Date::new(year, month, 1).ok()?;
        Date::new(year, month, self.day().min(first.days_in_month())).ok()
    }

    /// The last day of its month.
    pub fn last_of_month(self) -> Date {
        Date(self.0.last_of_month())
    }

    /// How many days after another this is; negative where it is before.
    pub fn days_after(self, other: Date) -> i64 {
        self.0.duration_since(other.0).as_hours() / 24
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Date {
        Date(date)
    }
}

impl Deref for Date {
    type Target = civil::Date;

    fn deref(&self) -> &civil::Date {
        &self.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for Date {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Date, NotADay> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() });
        let part = |from: usize, to: usize| text.get(from..to).filter(|_| shaped).ok_or(NotADay);
        let small = |text: &str| text.parse::<i8>().map_err(|_| NotADay);
        let year = part(0, 4)?.parse().map_err(|_| NotADay)?;
        Date::new(year, small(part(5, 7)?)?, small(part(8, 10)?)?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_day_reads_back_and_agrees_with_jiff(days in -700_000i64..2_000_000, more in -40_000i64..40_000) {
            let Some(day) = date(1970, 1, 1).plus_days(days) else { return Ok(()) };
            if day.year() >= 0 {
                prop_assert_eq!(day.to_string().parse::<Date>().unwrap(), day);
                prop_assert_eq!(day.to_string(), (*day).to_string());
            }
            let months = (*day).checked_add(jiff::Span::new().months(more / 30)).ok();
            prop_assert_eq!(day.plus_months(more / 30).map(|d| *d), months);
            if let Some(later) = day.plus_days(more) {
                prop_assert_eq!(later.days_after(day), more);
            }
        }

        #[test]
        fn any_text_is_a_day_or_not(text in "\\PC{0,12}|[0-9]{4}-[0-9]{2}-[0-9]{2}") {
            if let Ok(day) = text.parse::<Date>() {
                prop_assert_eq!(day.to_string(), text);
            }
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2023-02-30", "2023-2-03", "20230203", "", "2023-02-03T", "+023-02-03", "２０２３-02-03"] {
            assert_eq!(text.parse::<Date>(), Err(NotADay), "{text}");
        }
        assert_eq!(date(2024, 1, 31).plus_months(1), Some(date(2024, 2, 29)));
    }
}
