//! When an event is: its beginning and end by London's clocks, and the hours it counts by.

use crate::days::hours::{Hour, Run, WallTime};
use crate::domain::Event;
use crate::ledger::Ledger;
use crate::words::say;

/// An event is offered for counting this long before it begins and after it ends: stalls are set up and
/// cleared away.
const AROUND_MS: u64 = 2 * 60 * 60 * 1000;

/// An event that lasts longer is asked about before it is kept: a day or a year may be wrong.
const USUAL_MS: u64 = 2 * 24 * 60 * 60 * 1000;

/// Nothing that lasts longer is one event: counts by the hour, a lead to ring, "on now". (A week, and the hour that
/// it has more where the clocks go back.)
const MAX_LENGTH_MS: u64 = (7 * 24 + 1) * 60 * 60 * 1000;

/// How long an event lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// As long as events do.
    Usual,
    /// So many days: it is to be asked whether that is right.
    Long(u64),
    /// More than a week, so many days: that is no one event.
    TooLong(u64),
}

/// A beginning and an end that fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// When it begins, in milliseconds since 1970.
    pub starts_ms: u64,
    /// When it ends.
    pub ends_ms: u64,
}

/// Why a beginning and an end are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongTime {
    /// There is no beginning, or it is no time.
    NoStart,
    /// There is no end, or it is no time.
    NoEnd,
    /// It ends before it begins, or as it begins.
    EndsFirst,
    /// The clocks go forward over one of the times.
    Skipped,
}

impl WrongTime {
    /// What to do about it, in plain words.
    pub fn words(self) -> String {
        match self {
            WrongTime::NoStart => say("event.wrong.noStart"),
            WrongTime::NoEnd => say("event.wrong.noEnd"),
            WrongTime::EndsFirst => say("event.wrong.endsFirst"),
            WrongTime::Skipped => say("event.wrong.skipped"),
        }
    }
}

/// Where a moment lies beside an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Before it begins.
    Before,
    /// While it is on.
    On,
    /// After it has ended.
    After,
}

impl Timing {
    /// Puts a beginning and an end together. Where the clocks go back, a beginning is the first and an end the
    /// second time that they show it.
    ///
    /// # Errors
    /// Why they do not fit; see [`WrongTime`].
    pub fn new(starts: Option<WallTime>, ends: Option<WallTime>) -> Result<Timing, WrongTime> {
        let (starts, ends) = (starts.ok_or(WrongTime::NoStart)?, ends.ok_or(WrongTime::NoEnd)?);
        if ends < starts {
            return Err(WrongTime::EndsFirst);
        }
        let starts_ms = starts.moment(Run::First).map_err(|_| WrongTime::Skipped)?;
        let ends_ms = ends.moment(Run::Second).map_err(|_| WrongTime::Skipped)?;
        if ends_ms <= starts_ms || starts == ends {
            return Err(WrongTime::EndsFirst);
        }
        Ok(Timing { starts_ms, ends_ms })
    }

    /// An event's.
    ///
    /// # Errors
    /// Why it has none.
    pub fn of(event: Event<'_>) -> Result<Timing, WrongTime> {
        Timing::new(event.starts(), event.ends())
    }

    /// How long it lasts.
    pub fn length(self) -> Length {
        let lasts = self.ends_ms.saturating_sub(self.starts_ms);
        let days = lasts.div_ceil(24 * 60 * 60 * 1000);
        if lasts <= USUAL_MS {
            Length::Usual
        } else if lasts <= MAX_LENGTH_MS {
            Length::Long(days.min(7))
        } else {
            Length::TooLong(days)
        }
    }

    /// The hours it touches, in order; also across midnight, and each run of an hour that is there twice.
    pub fn hours(self) -> Vec<Hour> {
        let first = Hour::at(self.starts_ms);
        let last = Hour::at(self.ends_ms.saturating_sub(1));
        std::iter::successors(Some(first), |hour| Some(hour.next())).take_while(|hour| *hour <= last).collect()
    }

    /// Where a moment lies beside it.
    pub fn phase(self, now_ms: u64) -> Phase {
        match now_ms {
            now if now < self.starts_ms => Phase::Before,
            now if now < self.ends_ms => Phase::On,
            _ => Phase::After,
        }
    }
}

/// The events that somebody may be counting at now, the one that is on first; behind them those that go on for more
/// than a week, which nobody meant (a wrong year), so that they never stand in front of today's. Where there are several, people
/// are asked which; each count belongs to one event and never to a moment.
pub fn happening(ledger: &Ledger, now_ms: u64) -> Vec<Event<'_>> {
    let near = |event: &Event<'_>| {
        let around =
            |t: Timing| (t.starts_ms.saturating_sub(AROUND_MS)..t.ends_ms.saturating_add(AROUND_MS)).contains(&now_ms);
        event.cancelled().is_empty() && Timing::of(*event).is_ok_and(around)
    };
    let mut near: Vec<Event<'_>> = super::events(ledger).into_iter().filter(near).collect();
    let on = |event: &Event<'_>| Timing::of(*event).is_ok_and(|t| t.phase(now_ms) == Phase::On);
    let meant = |event: &Event<'_>| !Timing::of(*event).is_ok_and(|t| matches!(t.length(), Length::TooLong(_)));
    near.sort_by_key(|event| std::cmp::Reverse((meant(event), on(event))));
    near
}

/// The end that a time of day means for an event that begins then: the same day, or the next where that time
/// is over when it begins. `minute` counts from midnight.
pub fn next_end(starts: WallTime, minute: u16) -> Option<WallTime> {
    let date = if minute > starts.minute { starts.date } else { starts.date.plus_days(1)? };
    (minute < 24 * 60).then_some(WallTime { date, minute })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn timing(starts: &str, ends: &str) -> Result<Timing, WrongTime> {
        Timing::new(starts.parse().ok(), ends.parse().ok())
    }

    fn hours(starts: &str, ends: &str) -> Vec<String> {
        timing(starts, ends).unwrap().hours().iter().map(Hour::to_string).collect()
    }

    #[test]
    fn an_end_before_the_start_is_refused_and_midnight_is_not() {
        assert_eq!(timing("2026-06-20T14:00", "2026-06-20T10:00"), Err(WrongTime::EndsFirst));
        assert_eq!(timing("2026-06-20T14:00", "2026-06-20T14:00"), Err(WrongTime::EndsFirst));
        assert_eq!(timing("", "2026-06-20T14:00"), Err(WrongTime::NoStart));
        assert_eq!(timing("2026-06-20T14:00", "14:00"), Err(WrongTime::NoEnd));
        assert_eq!(
            hours("2026-06-20T22:30", "2026-06-21T01:00"),
            ["2026-06-20T21Z", "2026-06-20T22Z", "2026-06-20T23Z"]
        );
        let starts: WallTime = "2026-06-20T22:30".parse().unwrap();
        assert_eq!(next_end(starts, 60).unwrap().to_string(), "2026-06-21T01:00");
        assert_eq!(next_end(starts, 23 * 60).unwrap().to_string(), "2026-06-20T23:00");
        for wrong in [WrongTime::NoStart, WrongTime::NoEnd, WrongTime::EndsFirst, WrongTime::Skipped] {
            assert!(wrong.words().ends_with('.'));
        }
    }

    #[test]
    fn a_wrong_year_is_asked_about_and_a_week_is_not_refused() {
        let length = |starts, ends| timing(starts, ends).unwrap().length();
        assert_eq!(length("2026-11-22T10:00", "2026-11-22T15:00"), Length::Usual);
        assert_eq!(length("2026-11-21T10:00", "2026-11-23T10:00"), Length::Usual);
        assert_eq!(length("2026-11-21T10:00", "2026-11-23T17:00"), Length::Long(3));
        assert_eq!(length("2026-10-19T10:00", "2026-10-26T10:00"), Length::Long(7), "the clocks go back");
        assert_eq!(length("2026-11-22T10:00", "2026-11-30T10:00"), Length::TooLong(8));
        assert_eq!(length("2026-11-22T10:00", "2027-11-22T15:00"), Length::TooLong(366));
    }

    #[test]
    fn clocks_that_change_during_an_event_cost_or_add_an_hour() {
        assert_eq!(hours("2026-10-24T23:00", "2026-10-25T03:00").len(), 5);
        assert_eq!(hours("2026-03-28T23:00", "2026-03-29T03:00").len(), 3);
        assert_eq!(hours("2026-10-25T01:00", "2026-10-25T01:30").len(), 2, "the second 01:30 is meant");
        assert_eq!(timing("2026-03-29T01:30", "2026-03-29T03:00"), Err(WrongTime::Skipped));
        assert_eq!(timing("2026-10-25T01:30", "2026-10-25T01:30"), Err(WrongTime::EndsFirst));
    }

    #[test]
    fn a_moment_is_before_during_or_after() {
        let t = timing("2026-06-20T10:00", "2026-06-20T15:00").unwrap();
        let phases = [t.starts_ms - 1, t.starts_ms, t.ends_ms - 1, t.ends_ms].map(|now| t.phase(now));
        assert_eq!(phases, [Phase::Before, Phase::On, Phase::On, Phase::After]);
    }
}
