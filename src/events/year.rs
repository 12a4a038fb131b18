//! A year of events: how many against the goal, where, about what. Sums are made of published figures alone, so
//! they tell nothing that those do not; where a number is hidden, a sum says "at least".

use super::figures::{Figures, least, published};
use super::{counting_record, events};
use crate::days::{Date, date};
use crate::disclosure::Shown;
use crate::domain::{Event, fields as f};
use crate::ledger::Ledger;
use crate::record::Id;
use serde_json::Value;

/// A financial year, from 1 April.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Year(pub i16);

impl Year {
    /// The year in which a day lies.
    pub fn of(day: Date) -> Year {
        Year(if day.month() < 4 { day.year() - 1 } else { day.year() })
    }

    /// Its first day.
    pub fn from(self) -> Date {
        Date::new(self.0, 4, 1).unwrap_or(date(2000, 4, 1))
    }

    /// Its last day.
    pub fn to(self) -> Date {
        Date::new(self.0.saturating_add(1), 3, 31).unwrap_or(date(2001, 3, 31))
    }

    /// As people write it: `2022/23`.
    pub fn words(self) -> String {
        format!("{}/{:02}", self.0, (self.0.saturating_add(1)).rem_euclid(100))
    }
}

/// A sum of numbers of which some may be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtLeast {
    /// The least it can be.
    pub least: u64,
    /// Whether it is just that.
    pub exact: bool,
}

impl AtLeast {
    /// Nothing yet.
    pub const NONE: AtLeast = AtLeast { least: 0, exact: true };

    fn add(&mut self, shown: Option<Shown>) {
        if let Some(shown) = shown {
            self.least += least(shown);
            self.exact &= matches!(shown, Shown::Count(_));
        }
    }

    /// How it reads: "61", or "at least 61".
    pub fn words(self) -> String {
        match self.exact {
            true => self.least.to_string(),
            false => crate::words::fill("event.figures.atLeast", &[("count", &self.least)]),
        }
    }
}

/// A year of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearView {
    /// The year.
    pub year: Year,
    /// Events held by the day asked about.
    pub held: usize,
    /// Events still to come.
    pub planned: usize,
    /// Events cancelled.
    pub cancelled: usize,
    /// How many events the partnership aims at.
    pub goal: Option<u64>,
    /// How many ambassadors it aims at.
    pub goal_ambassadors: Option<u64>,
    /// Ambassadors at the events held, each once an event.
    pub ambassadors: u64,
    /// Events held by neighbourhood, most first; without a name where it was not said.
    pub neighbourhoods: Vec<(String, usize)>,
    /// Conversations, with those handed over late.
    pub conversations: AtLeast,
    /// Conversations by topic, most first.
    pub topics: Vec<(String, AtLeast)>,
    /// People reached.
    pub reached: AtLeast,
    /// Conversations in which somebody was checked.
    pub checked: AtLeast,
    /// Conversations in which somebody was referred.
    pub referred: AtLeast,
    /// Events held whose figures are not published; they are in no sum above.
    pub unpublished: Vec<Id>,
}

/// The year's events as they stand on a day.
pub fn year(ledger: &Ledger, year: Year, today: Date) -> YearView {
    let within = |e: &Event<'_>| e.starts().is_some_and(|s| (year.from()..=year.to()).contains(&s.date));
    let (all, cancelled): (Vec<Event<'_>>, Vec<Event<'_>>) =
        events(ledger).into_iter().filter(within).partition(|e| e.cancelled().is_empty());
    let (held, planned): (Vec<Event<'_>>, Vec<Event<'_>>) =
        all.into_iter().partition(|e| e.ends().or(e.starts()).is_some_and(|t| t.date <= today));
    let figures: Vec<(Id, Option<Figures>)> = held.iter().map(|e| (e.id(), published(ledger, e.id()))).collect();
    let shown = || figures.iter().filter_map(|(_, figures)| figures.as_ref());
    let sum = |cell: &str| {
        let mut sum = AtLeast::NONE;
        shown().for_each(|figures| sum.add(figures.get(cell)));
        sum
    };
    let mut conversations = sum("talk");
    conversations.least += shown().map(|figures| figures.late).sum::<u64>();
    let mut topics: Vec<(String, AtLeast)> = Vec::new();
    for (topic, _) in shown().flat_map(|figures| figures.under("topic")) {
        if !topics.iter().any(|(known, _)| known == topic) {
            topics.push((topic.to_owned(), sum(&format!("topic/{topic}"))));
        }
    }
    crate::record::sort(&mut topics, |a, b| (b.1.least, &a.0).cmp(&(a.1.least, &b.0)));
    let mut neighbourhoods: Vec<(String, usize)> = Vec::new();
    for place in held.iter().map(|e| e.neighbourhood().trim()) {
        match neighbourhoods.iter_mut().find(|(known, _)| known == place) {
            Some((_, n)) => *n += 1,
            None => neighbourhoods.push((place.to_owned(), 1)),
        }
    }
    crate::record::sort(&mut neighbourhoods, |a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let goal = counting_record(ledger).and_then(|r| r.value(&format!("{}/{}", f::GOAL, year.0)).cloned());
    let goal = |name: &str| goal.as_ref().and_then(|g| g.get(name)).and_then(Value::as_u64);
    YearView {
        year,
        held: held.len(),
        planned: planned.len(),
        cancelled: cancelled.len(),
        goal: goal(f::EVENTS),
        goal_ambassadors: goal(f::AMBASSADORS),
        ambassadors: held.iter().filter_map(|e| e.ambassadors()).sum(),
        neighbourhoods,
        conversations,
        topics,
        reached: sum("reached"),
        checked: sum("checked"),
        referred: sum("referred"),
        unpublished: figures.iter().filter(|(_, f)| f.is_none()).map(|(id, _)| *id).collect(),
    }
}
