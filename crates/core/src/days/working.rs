//! Working days in England: Monday to Friday without the bank holidays of the Banking and Financial
//! Dealings Act 1971 and the usual proclamations (New Year's Day, Early May). Days proclaimed for one year
//! only, as for a coronation, cannot be known beforehand and are not here.

use super::Date;
use jiff::civil::Weekday;

/// How many clear days a council committee's papers are public before it meets: Local Government Act 1972,
/// section 100B(3).
pub const CLEAR_DAYS: u8 = 5;

/// The last day on which papers can be published so that so many clear working days lie between it and
/// the meeting; neither that day nor the meeting's counts. `None` at the calendar's beginning.
///
/// ```
/// use golden_thread_core::days::{date, working::{CLEAR_DAYS, publish_by}};
///
/// // A committee that meets on the Thursday after Easter 2026.
/// assert_eq!(publish_by(date(2026, 4, 9), CLEAR_DAYS), Some(date(2026, 3, 30)));
/// ```
pub fn publish_by(meeting: Date, clear_days: u8) -> Option<Date> {
    let mut day = meeting;
    let mut clear = 0;
    loop {
        day = day.plus_days(-1)?;
        if is_working(day) {
            if clear == clear_days {
                return Some(day);
            }
            clear += 1;
        }
    }
}

/// Whether offices work on a day.
pub fn is_working(day: Date) -> bool {
    !is_weekend(day) && !is_bank_holiday(day)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn is_bank_holiday(day: Date) -> bool {
    let year = day.year();
    let on = |month, at| Date::new(year, month, at).ok();
    let monday = day.weekday() == Weekday::Monday;
    // On a weekend they move to the next weekday that is free.
    let new_year = on(1, 1).map(moved);
    let (christmas, boxing) = match on(12, 25).map(|d| d.weekday()) {
        Some(Weekday::Friday) => (on(12, 25), on(12, 28)),
        Some(Weekday::Saturday) => (on(12, 27), on(12, 28)),
        Some(Weekday::Sunday) => (on(12, 26), on(12, 27)),
        _ => (on(12, 25), on(12, 26)),
    };
    let easter = easter_sunday(year);
    let from_easter = |days| easter.and_then(|e| e.plus_days(days));
    let proclaimed = [new_year, christmas, boxing, from_easter(-2), from_easter(1)];
    let first_of_may = monday && day.month() == 5 && day.day() <= 7;
    let last_of = |month| monday && day.month() == month && day.day() > 24;
    proclaimed.contains(&Some(day)) || first_of_may || last_of(5) || last_of(8)
}

/// A day on a weekend: the Monday after it.
fn moved(day: Date) -> Date {
    let days = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day.plus_days(days).unwrap_or(day)
}

/// Easter Sunday of the western churches (the anonymous Gregorian reckoning, Nature 1876).
fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::days::date;

    /// As gov.uk/bank-holidays lists them for England and Wales, but for the days proclaimed once.
    #[test]
    fn bank_holidays_are_those_of_the_government_s_list() {
        let listed: [(i16, [(i8, i8); 8]); 6] = [
            (2020, [(1, 1), (4, 10), (4, 13), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]),
            (2021, [(1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
            (2023, [(1, 2), (4, 7), (4, 10), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)]),
            (2024, [(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]),
            (2026, [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]),
            (2027, [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
        ];
        for (year, days) in listed {
            // In 2020 Early May was moved to the 8th for that year.
            let mut day = date(year, 1, 1);
            let mut found = Vec::new();
            while day.year() == year {
                if !is_weekend(day) && is_bank_holiday(day) {
                    found.push((day.month(), day.day()));
                }
                day = day.plus_days(1).unwrap();
            }
            assert_eq!(found, days, "{year}");
        }
        // Christmas on a Sunday: its day is the Monday, Boxing Day's the Tuesday.
        assert!([date(2022, 12, 26), date(2022, 12, 27)].into_iter().all(is_bank_holiday));
    }

    #[test]
    fn five_clear_working_days_lie_between() {
        // A Thursday meeting: published on the Wednesday of the week before.
        assert_eq!(publish_by(date(2026, 11, 26), CLEAR_DAYS), Some(date(2026, 11, 18)));
        // Over Christmas and New Year.
        assert_eq!(publish_by(date(2027, 1, 7), CLEAR_DAYS), Some(date(2026, 12, 29)));
    }
}
