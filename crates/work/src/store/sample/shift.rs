//! By how much a story moves so that it happens today.

use crate::days::Date;

/// By how much a story moves. An event and what was counted there move by days, so that tomorrow stays tomorrow; other days,
/// and when a group meets, by whole weeks, so that a Friday stays a Friday; named months, seasons and years by as many as lie
/// between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    /// Days.
    pub days: i64,
    /// Whole weeks, in days: never more than the days, and less than a week fewer.
    pub weeks: i64,
    /// Months of the calendar.
    pub months: i64,
    /// Seasons; winter begins in December.
    pub seasons: i64,
    /// Years from April to March.
    pub years: i64,
}

impl Shift {
    /// From the day of a story to today.
    pub fn between(story: Date, today: Date) -> Shift {
        let days = today.days_after(story);
        let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
        // December of one year is the winter of the next, as the season's months count.
        let seasons = |day: Date| (months(day) + 1).div_euclid(3);
        let years = |day: Date| (months(day) - 3).div_euclid(12);
        Shift {
            days,
            weeks: days.div_euclid(7) * 7,
            months: months(today) - months(story),
            seasons: seasons(today) - seasons(story),
            years: years(today) - years(story),
        }
    }

    /// The way back.
    #[cfg(test)]
    pub fn back(self) -> Shift {
        Shift { days: -self.days, weeks: -self.weeks, months: -self.months, seasons: -self.seasons, years: -self.years }
    }
}
