//! How often a group meets, as people write it ("every other month", "second Tuesday"), and the days that come of it.

use super::{Date, date};
use jiff::civil::Weekday;

/// So many days are worked out at a time: a weekly group's for two years.
const MOST: usize = 104;

/// How often a group meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// Every so many days: weekly and fortnightly.
    Days(u16),
    /// Every so many months, on the same weekday of the same week of the month as the first.
    Months(u8),
    /// Every so many months, on this weekday of the month: the first to the fourth, or with −1 the last.
    On {
        /// Which of the month's.
        nth: i8,
        /// The weekday.
        weekday: Weekday,
        /// Every so many months.
        months: u8,
    },
}

/// A cadence as it was read, and whether the words can mean another as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// What they mean, or mostly mean.
    pub cadence: Cadence,
    /// Whether that is a guess: "bi-monthly" is twice a month to some.
    pub is_guess: bool,
}

/// Reads how often a group meets; `None` where the words do not say.
///
/// ```
/// use golden_thread_core::days::{cadence::{self, Cadence}, date};
///
/// let read = cadence::read("Second Tuesday of every other month").unwrap();
/// let days = read.cadence.days(date(2026, 1, 1), date(2026, 6, 30));
/// assert_eq!(days, [date(2026, 1, 13), date(2026, 3, 10), date(2026, 5, 12)]);
/// assert!(cadence::read("when it is needed").is_none());
/// ```
pub fn read(words: &str) -> Option<Read> {
    let lower = words.to_lowercase().replace(['-', '‑', '–'], " ");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |phrase: &str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|window| window == phrase)
    };
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| has(phrase));
    let two_monthly =
        ["every other month", "every two months", "every 2 months", "each second month", "alternate months"];
    let guessed = any(&["bi monthly", "bimonthly"]);
    let months = if any(&two_monthly) || guessed {
        Some(2)
    } else if any(&[
        "quarterly",
        "every quarter",
        "each quarter",
        "every three months",
        "every 3 months",
        "of the quarter",
    ]) {
        Some(3)
    } else if any(&["every four months", "every 4 months", "three times a year", "3 times a year", "termly"]) {
        Some(4)
    } else if any(&["twice a year", "every six months", "every 6 months", "half yearly", "six monthly", "biannually"]) {
        Some(6)
    } else if any(&["yearly", "annually", "annual", "once a year", "every year", "each year"]) {
        Some(12)
    } else if any(&["monthly", "every month", "each month", "once a month", "of the month", "a month"]) {
        Some(1)
    } else {
        None
    };
    let weekday = words.iter().find_map(|word| weekday(word));
    if let (Some(nth), Some(weekday)) = (words.iter().find_map(|word| nth(word)), weekday) {
        let is_week = has("every second") && months.is_none();
        return Some(match is_week {
            // "Every second Tuesday" is every other one.
            true => Read { cadence: Cadence::Days(14), is_guess: true },
            false => Read { cadence: Cadence::On { nth, weekday, months: months.unwrap_or(1) }, is_guess: guessed },
        });
    }
    let days = if any(&[
        "fortnightly",
        "every fortnight",
        "every other week",
        "every two weeks",
        "every 2 weeks",
        "bi weekly",
    ]) {
        Some(14)
    } else if any(&["weekly", "every week", "each week", "once a week"]) {
        Some(7)
    } else {
        None
    };
    let cadence = days.map(Cadence::Days).or(months.map(Cadence::Months))?;
    Some(Read { cadence, is_guess: guessed || has("bi weekly") })
}

fn weekday(word: &str) -> Option<Weekday> {
    let all = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let word = word.strip_suffix('s').unwrap_or(word);
    all.into_iter().find(|(name, _)| *name == word).map(|(_, weekday)| weekday)
}

fn nth(word: &str) -> Option<i8> {
    match word {
        "first" | "1st" => Some(1),
        "second" | "2nd" => Some(2),
        "third" | "3rd" => Some(3),
        "fourth" | "4th" => Some(4),
        "last" => Some(-1),
        _ => None,
    }
}

impl Cadence {
    /// The days from one on until another, at the most a hundred or so. What keeps the place of the first day in its month (and a
    /// month that has no fifth such weekday its last) counts from that day.
    pub fn days(self, from: Date, until: Date) -> Vec<Date> {
        let within = |day: &Date| *day <= until;
        match self {
            Cadence::Days(every) => {
                let steps = (0..).map(|n: i64| from.plus_days(n.checked_mul(i64::from(every.max(1)))?));
                steps.map_while(|day| day).take_while(within).take(MOST).collect()
            }
            Cadence::Months(every) => {
                let nth = (from.day() - 1) / 7 + 1;
                let on = Cadence::On { nth: if nth > 4 { -1 } else { nth }, weekday: from.weekday(), months: every };
                on.days(from, until)
            }
            Cadence::On { nth, weekday, months } => {
                let day = |month: Date| month.nth_weekday_of_month(nth, weekday).ok().map(Date::from);
                let Ok(month) = Date::new(from.year(), from.month(), 1) else { return Vec::new() };
                // The first is in the month of the day it counts from, or in the next where that is over.
                let begins = if day(month).is_some_and(|day| day >= from) { Some(month) } else { month.plus_months(1) };
                let Some(begins) = begins else { return Vec::new() };
                let steps = (0..).map(|n: i64| begins.plus_months(n * i64::from(months.max(1))).and_then(day));
                steps.map_while(|day| day).take_while(within).take(MOST).collect()
            }
        }
    }

    /// The next day after this one on which a group that met then meets again.
    pub fn after(self, day: Date) -> Option<Date> {
        let until = day.plus_months(14).unwrap_or(date(9999, 12, 31));
        self.days(day, until).into_iter().find(|next| *next > day)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_that_partnerships_write_are_read() {
        let on = |nth, weekday, months| Some((Cadence::On { nth, weekday, months }, false));
        let cases = [
            ("Monthly", Some((Cadence::Months(1), false))),
            ("meets once a month", Some((Cadence::Months(1), false))),
            ("bi-monthly", Some((Cadence::Months(2), true))),
            ("every other month", Some((Cadence::Months(2), false))),
            ("Fortnightly, by Teams", Some((Cadence::Days(14), false))),
            ("weekly", Some((Cadence::Days(7), false))),
            ("Quarterly", Some((Cadence::Months(3), false))),
            ("twice a year", Some((Cadence::Months(6), false))),
            ("annually", Some((Cadence::Months(12), false))),
            ("second Tuesday", on(2, Weekday::Tuesday, 1)),
            ("2nd Tuesdays of the month", on(2, Weekday::Tuesday, 1)),
            ("the last Thursday of every quarter", on(-1, Weekday::Thursday, 3)),
            ("every second Tuesday", Some((Cadence::Days(14), true))),
            ("as needed", None),
            ("", None),
        ];
        for (words, wanted) in cases {
            assert_eq!(read(words).map(|r| (r.cadence, r.is_guess)), wanted, "{words}");
        }
    }

    #[test]
    fn a_monthly_group_keeps_its_place_in_the_month() {
        // The fourth Thursday, and the last where a month is asked for its fifth.
        let days = Cadence::Months(1).days(date(2026, 1, 22), date(2026, 4, 30));
        assert_eq!(days, [date(2026, 1, 22), date(2026, 2, 26), date(2026, 3, 26), date(2026, 4, 23)]);
        let last = Cadence::Months(2).days(date(2026, 1, 29), date(2026, 5, 31));
        assert_eq!(last, [date(2026, 1, 29), date(2026, 3, 26), date(2026, 5, 28)]);
        assert_eq!(Cadence::Days(14).after(date(2026, 12, 24)), Some(date(2027, 1, 7)));
    }

    proptest! {
        #[test]
        fn days_rise_lie_between_and_are_that_weekday(
            start in 0i64..40_000, long in 0i64..4_000, nth in prop_oneof![1i8..=4, Just(-1)], months in 0u8..=12, every in 0u16..60,
        ) {
            let from = date(1970, 1, 1).plus_days(start).unwrap();
            let until = from.plus_days(long).unwrap();
            for cadence in [Cadence::Days(every), Cadence::Months(months), Cadence::On { nth, weekday: Weekday::Tuesday, months }] {
                let days = cadence.days(from, until);
                prop_assert!(days.len() <= MOST);
                prop_assert!(days.windows(2).all(|two| two[0] < two[1]), "{days:?}");
                prop_assert!(days.iter().all(|day| *day >= from && *day <= until));
                if matches!(cadence, Cadence::On { .. }) {
                    prop_assert!(days.iter().all(|day| day.weekday() == Weekday::Tuesday));
                }
            }
        }

        #[test]
        fn any_words_are_a_cadence_or_not(words in "\\PC{0,40}") {
            let _ = read(&words);
        }
    }
}
