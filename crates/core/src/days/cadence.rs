//! How often a group meets, as people write it ("every other month", "second Tuesday"), and the days that come of it.

use super::{Date, date};
use jiff::civil::Weekday;

/// So many days are worked out at a time: a weekly group's for two years.
const MOST: usize = 104;

/// How often a group meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cadence {
    /// Every so many days: weekly and fortnightly.
    Days(u16),
    /// Every so many months, on the same weekday of the same week of the month as the first.
    Months(u8),
    /// Every so many months, on these weekdays of the month.
    On {
        /// Which of the month's, the first to the fourth or with −1 the last, each with its weekday. One at the least.
        which: Vec<(i8, Weekday)>,
        /// Every so many months.
        months: u8,
    },
}

/// A cadence as it was read, and whether the words can mean another as well.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    let two_monthly = [
        "every other month",
        "every two months",
        "every 2 months",
        "every second month",
        "each second month",
        "alternate months",
    ];
    let guessed = any(&["bi monthly", "bimonthly"]);
    let months = if any(&two_monthly) || guessed {
        Some(2)
    } else if any(&[
        "quarterly",
        "every quarter",
        "each quarter",
        "every three months",
        "every 3 months",
        "every third month",
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
    let which = which(&words);
    if !which.is_empty() {
        let is_week = has("every second") && months.is_none() && which.len() == 1;
        return Some(match is_week {
            // "Every second Tuesday" is every other one.
            true => Read { cadence: Cadence::Days(14), is_guess: true },
            false => {
                let is_guess = guessed || (has("or") && which.len() > 1);
                Read { cadence: Cadence::On { which, months: months.unwrap_or(1) }, is_guess }
            }
        });
    }
    // Not every other week in every month, and nobody says which.
    let twice = [
        "twice a month",
        "twice monthly",
        "twice each month",
        "twice every month",
        "two times a month",
        "2 times a month",
    ];
    if any(&twice) {
        return Some(Read { cadence: Cadence::Days(14), is_guess: true });
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

/// Which weekdays of a month the words name: "first and third Tuesday", "first Monday and last Friday", "Tuesdays, the second and
/// fourth". In the order of the words, each once; an ordinal of months ("every second month") is none.
fn which(words: &[&str]) -> Vec<(i8, Weekday)> {
    let mut all: Vec<(i8, Weekday)> = Vec::new();
    let (mut open, mut last): (Vec<i8>, Option<Weekday>) = (Vec::new(), None);
    let mut next = words.iter().skip(1);
    for word in words {
        let is_of_months = next.next().is_some_and(|next| ["month", "months"].contains(next));
        if let Some(nth) = nth(word).filter(|_| !is_of_months) {
            open.push(nth);
        } else if let Some(weekday) = weekday(word) {
            last = Some(weekday);
            all.extend(open.drain(..).map(|nth| (nth, weekday)));
        }
    }
    all.extend(last.into_iter().flat_map(|weekday| open.iter().map(move |nth| (*nth, weekday))));
    let mut told = Vec::new();
    all.retain(|one| {
        !told.contains(one) && {
            told.push(*one);
            true
        }
    });
    all
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
    pub fn days(&self, from: Date, until: Date) -> Vec<Date> {
        // The first is in the month of the day it counts from, or in the next where those are over.
        let begins = match self {
            Cadence::On { which, .. } if !of_month(which, from).any(|day| day >= from) => {
                let Some(next) = Date::new(from.year(), from.month(), 1).ok().and_then(|month| month.plus_months(1))
                else {
                    return Vec::new();
                };
                next
            }
            _ => from,
        };
        self.days_since(begins, from, until)
    }

    /// The days from one on until another, at the most a hundred or so, of a group that met on a day: what is every other month is so
    /// counted from that day's month.
    pub fn days_since(&self, met: Date, from: Date, until: Date) -> Vec<Date> {
        let within = |day: &Date| *day <= until;
        match self {
            Cadence::Days(every) => {
                let every = i64::from((*every).max(1));
                // What is over before the first day is not counted out one by one.
                let over = (from.days_after(met) / every).max(0);
                let steps = (over..).map(|n: i64| met.plus_days(n.checked_mul(every)?));
                steps.map_while(|day| day).skip_while(|day| *day < from).take_while(within).take(MOST).collect()
            }
            Cadence::Months(every) => {
                let nth = (met.day() - 1) / 7 + 1;
                let which = vec![(if nth > 4 { -1 } else { nth }, met.weekday())];
                let first = met.max(from);
                Cadence::On { which, months: *every }.days_since(met, first, until)
            }
            Cadence::On { which, months } => {
                let Ok(month) = Date::new(met.year(), met.month(), 1) else { return Vec::new() };
                let steps = (0..).map(|n: i64| month.plus_months(n.checked_mul(i64::from((*months).max(1)))?));
                let months = steps.map_while(|month| month).take_while(within);
                let days = months.flat_map(|month| {
                    let mut days: Vec<Date> = of_month(which, month).collect();
                    days.sort();
                    days.dedup();
                    days
                });
                days.filter(|day| *day >= from && within(day)).take(MOST).collect()
            }
        }
    }

    /// The next day after this one on which a group that met then meets again.
    pub fn after(&self, day: Date) -> Option<Date> {
        let until = day.plus_months(14).unwrap_or(date(9999, 12, 31));
        self.days(day, until).into_iter().find(|next| *next > day)
    }
}

/// The days of a day's month that are such weekdays of it.
fn of_month(which: &[(i8, Weekday)], month: Date) -> impl Iterator<Item = Date> {
    which.iter().filter_map(move |(nth, weekday)| month.nth_weekday_of_month(*nth, *weekday).ok().map(Date::from))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_that_partnerships_write_are_read() {
        let on = |nth, weekday, months| Some((Cadence::On { which: vec![(nth, weekday)], months }, false));
        let both =
            |which: [(i8, Weekday); 2], is_guess| Some((Cadence::On { which: which.into(), months: 1 }, is_guess));
        let (tuesday, friday) = (Weekday::Tuesday, Weekday::Friday);
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
            ("twice a month", Some((Cadence::Days(14), true))),
            ("Twice monthly, online", Some((Cadence::Days(14), true))),
            ("first and third Tuesday", both([(1, tuesday), (3, tuesday)], false)),
            ("Tuesdays, the 2nd and 4th of the month", both([(2, tuesday), (4, tuesday)], false)),
            ("first Tuesday and last Friday of the month", both([(1, tuesday), (-1, friday)], false)),
            ("first or second Tuesday", both([(1, tuesday), (2, tuesday)], true)),
            ("first Tuesday of every second month", on(1, tuesday, 2)),
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

    #[test]
    fn a_long_past_uses_up_no_days_and_keeps_its_count() {
        let weekly = Cadence::Days(7).days_since(date(2020, 1, 6), date(2026, 11, 30), date(2026, 12, 14));
        assert_eq!(weekly, [date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)]);
        let monthly = Cadence::Months(1).days_since(date(1990, 1, 8), date(2026, 11, 30), date(2026, 12, 31));
        assert_eq!(monthly, [date(2026, 12, 14)]);
        // It met a day after its second Tuesday: the next is two months on, not three.
        let second = Cadence::On { which: vec![(2, Weekday::Tuesday)], months: 2 };
        let days = second.days_since(date(2026, 10, 14), date(2026, 11, 30), date(2026, 12, 31));
        assert_eq!(days, [date(2026, 12, 8)]);
        let both = Cadence::On { which: vec![(3, Weekday::Tuesday), (1, Weekday::Tuesday)], months: 1 };
        let days = both.days(date(2026, 12, 2), date(2027, 1, 10));
        assert_eq!(days, [date(2026, 12, 15), date(2027, 1, 5)]);
    }

    proptest! {
        #[test]
        fn days_rise_lie_between_and_are_that_weekday(
            start in 0i64..40_000, long in 0i64..4_000, nth in prop_oneof![1i8..=4, Just(-1)], months in 0u8..=12, every in 0u16..60,
        ) {
            let from = date(1970, 1, 1).plus_days(start).unwrap();
            let until = from.plus_days(long).unwrap();
            for cadence in [Cadence::Days(every), Cadence::Months(months), Cadence::On { which: vec![(nth, Weekday::Tuesday)], months }] {
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
