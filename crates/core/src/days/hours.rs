//! Hours, and the times that people write beside a day, by the clocks of London.
//!
//! The clocks of the United Kingdom go forward at 01:00 UTC on the last Sunday of March and back at 01:00 UTC
//! on the last Sunday of October (Summer Time Act 1972 as amended in 2002). That one rule is here instead of a
//! date library's time zones, which weigh more than the app.

use super::{Date, date};
use std::fmt;
use std::str::FromStr;

const HOUR_MS: u64 = 60 * 60 * 1000;

/// One hour of the world's time, counted from 1970. What an event's counts are kept by: the same hour on every
/// device, also where the clocks go back and one hour is there twice. Spelled `YYYY-MM-DDTHHZ`, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour(i64);

/// A day and a time as people write them, by the clocks of London. Spelled `YYYY-MM-DDTHH:MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WallTime {
    /// The day.
    pub date: Date,
    /// Minutes since midnight, 0 to 1439.
    pub minute: u16,
}

/// Not an hour or time of the spelling expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotATime;

/// A time that no clock shows: the clocks go forward over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkippedTime;

/// Which of two runs of a time is meant, on the night when the clocks go back and it is there twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// The one in summer time.
    First,
    /// The one an hour later.
    Second,
}

impl Hour {
    /// The hour of a moment, in milliseconds since 1970.
    pub fn at(ms: u64) -> Hour {
        Hour(i64::try_from(ms / HOUR_MS).unwrap_or(i64::MAX))
    }

    /// When it begins, in milliseconds since 1970.
    pub fn start_ms(self) -> u64 {
        u64::try_from(self.0).unwrap_or(0).saturating_mul(HOUR_MS)
    }

    /// The hour after it.
    pub fn next(self) -> Hour {
        Hour(self.0.saturating_add(1))
    }

    /// How many hours it is after another; negative where it is before.
    pub fn after(self, other: Hour) -> i64 {
        self.0.saturating_sub(other.0)
    }

    /// The day and the time at which it begins in London.
    pub fn in_london(self) -> WallTime {
        WallTime::at(self.start_ms())
    }

    /// Whether London's clocks have shown this hour's times just before: the second run of one hour.
    pub fn is_again(self) -> bool {
        self.0 > 0 && Hour(self.0 - 1).in_london() == self.in_london()
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = date(1970, 1, 1).plus_days(self.0.div_euclid(24)).unwrap_or(date(9999, 12, 31));
        write!(f, "{day}T{:02}Z", self.0.rem_euclid(24))
    }
}

impl FromStr for Hour {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Hour, NotATime> {
        let (day, rest) = text.split_once('T').ok_or(NotATime)?;
        let hour = rest.strip_suffix('Z').filter(|h| h.len() == 2).ok_or(NotATime)?;
        let day: Date = day.parse().map_err(|_| NotATime)?;
        let days = day.days_after(date(1970, 1, 1));
        Ok(Hour(days * 24 + i64::from(two_digits(hour, 24)?)))
    }
}

impl WallTime {
    /// The day and time in London at a moment, in milliseconds since 1970; seconds are left out.
    pub fn at(ms: u64) -> WallTime {
        let minutes = i64::try_from(ms / 60_000).unwrap_or(i64::MAX);
        let utc = split(minutes);
        let shift = if is_summer(minutes, utc.date) { 60 } else { 0 };
        split(minutes.saturating_add(shift))
    }

    /// The moment, in milliseconds since 1970.
    ///
    /// ```
    /// use golden_thread_core::days::hours::{Run, SkippedTime, WallTime};
    ///
    /// let noon: WallTime = "2026-07-01T12:00".parse().unwrap();
    /// assert_eq!(WallTime::at(noon.moment(Run::First).unwrap()), noon);
    /// let skipped: WallTime = "2026-03-29T01:30".parse().unwrap();
    /// assert_eq!(skipped.moment(Run::First), Err(SkippedTime));
    /// ```
    ///
    /// # Errors
    /// [`SkippedTime`] where the clocks go forward over it.
    pub fn moment(self, run: Run) -> Result<u64, SkippedTime> {
        let days = self.date.days_after(date(1970, 1, 1));
        let as_utc = days * 24 * 60 + i64::from(self.minute);
        let shows =
            |minutes: i64| u64::try_from(minutes).ok().map(|m| m * 60_000).filter(|ms| WallTime::at(*ms) == self);
        let (summer, winter) = (shows(as_utc - 60), shows(as_utc));
        let moment = if run == Run::First { summer.or(winter) } else { winter.or(summer) };
        moment.ok_or(SkippedTime)
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.date, self.minute / 60, self.minute % 60)
    }
}

impl FromStr for WallTime {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<WallTime, NotATime> {
        let (day, time) = text.split_once('T').ok_or(NotATime)?;
        let (hour, minute) = time.split_once(':').filter(|(h, m)| h.len() == 2 && m.len() == 2).ok_or(NotATime)?;
        let minute = two_digits(hour, 24)? * 60 + two_digits(minute, 60)?;
        Ok(WallTime { date: day.parse().map_err(|_| NotATime)?, minute })
    }
}

fn two_digits(text: &str, below: u16) -> Result<u16, NotATime> {
    let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|n| digits && *n < below).ok_or(NotATime)
}

/// Minutes since 1970 as a day and a time.
fn split(minutes: i64) -> WallTime {
    let date = date(1970, 1, 1).plus_days(minutes.div_euclid(24 * 60)).unwrap_or(date(9999, 12, 31));
    WallTime { date, minute: u16::try_from(minutes.rem_euclid(24 * 60)).unwrap_or(0) }
}

/// Whether summer time is in force, at a minute since 1970 that lies on this day in UTC.
fn is_summer(minutes: i64, day: Date) -> bool {
    let change = |month: i8| {
        let last = Date::new(day.year(), month, 31).ok()?;
        let sunday = last.plus_days(-i64::from(last.weekday().to_sunday_zero_offset()))?;
        Some(sunday.days_after(date(1970, 1, 1)) * 24 * 60 + 60)
    };
    match (change(3), change(10)) {
        (Some(forward), Some(back)) => (forward..back).contains(&minutes),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn wall(text: &str) -> WallTime {
        text.parse().unwrap()
    }

    /// The days on which the clocks change, as gov.uk/when-do-the-clocks-change lists them.
    #[test]
    fn the_clocks_change_when_they_do() {
        for (forward, back) in [
            ("2024-03-31", "2024-10-27"),
            ("2025-03-30", "2025-10-26"),
            ("2026-03-29", "2026-10-25"),
            ("2027-03-28", "2027-10-31"),
        ] {
            let last = |day: &str| format!("{day}T00Z").parse::<Hour>().unwrap();
            assert_eq!(last(forward).in_london(), wall(&format!("{forward}T00:00")));
            assert_eq!(last(forward).next().in_london(), wall(&format!("{forward}T02:00")), "an hour is skipped");
            assert_eq!(last(back).in_london(), wall(&format!("{back}T01:00")));
            assert_eq!(last(back).next().in_london(), wall(&format!("{back}T01:00")), "an hour is there twice");
            assert!(last(back).next().is_again() && !last(back).is_again() && !last(back).next().next().is_again());
            assert_eq!(wall(&format!("{forward}T01:30")).moment(Run::First), Err(SkippedTime));
            let twice = wall(&format!("{back}T01:30"));
            let apart = twice.moment(Run::Second).unwrap() - twice.moment(Run::First).unwrap();
            assert_eq!(apart, HOUR_MS);
        }
        assert_eq!(
            wall("2026-07-01T12:00").moment(Run::First).map(Hour::at),
            "2026-07-01T11Z".parse().map_err(|_: NotATime| SkippedTime)
        );
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in
            ["2026-07-01", "2026-07-01T24:00", "2026-07-01T1:00", "2026-02-30T10:00", "2026-07-01T10:60", "T10:00"]
        {
            assert!(text.parse::<WallTime>().is_err(), "{text}");
        }
        for text in ["2026-07-01T10", "2026-07-01T24Z", "2026-07-01T1Z", "2026-07-01T10:00Z", "2026-07-01T+1Z"] {
            assert!(text.parse::<Hour>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn hours_and_times_read_back(ms in 0u64..7_000_000_000_000) {
            let hour = Hour::at(ms);
            prop_assert_eq!(hour.to_string().parse::<Hour>(), Ok(hour));
            prop_assert!(hour.start_ms() <= ms && ms < hour.next().start_ms());
            let shown = WallTime::at(ms);
            prop_assert_eq!(shown.to_string().parse::<WallTime>(), Ok(shown));
            let minute = ms - ms % 60_000;
            prop_assert!([Run::First, Run::Second].map(|run| shown.moment(run)).contains(&Ok(minute)));
        }
    }
}
