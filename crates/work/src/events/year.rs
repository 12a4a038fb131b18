//! A year of events: how many against the goal, where, about what. Sums are made of published figures alone: so they tell
//! nothing that those do not, and are the same on every device. They are about right where figures are rounded, and say
//! at how many events a number is too small to be in them.

use super::figures::{self, By, Figures, published};
use super::totals::tallies;
use super::{events, rules};
use crate::days::{Date, date};
use crate::disclosure::Shown;
use crate::domain::{Event, Measure, Observation, Tally, fields as f, kind, observed};
use crate::ledger::Ledger;
use crate::record::Id;

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

/// A sum of published numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// What the numbers come to.
    pub shown: u64,
    /// Whether one of them is rounded.
    pub rounded: bool,
    /// How many more are small or not shown, and so not in it.
    pub left_out: usize,
}

impl Sum {
    fn add(&mut self, figures: &Figures, shown: Option<Shown>) {
        match shown {
            Some(Shown::Count(n)) => {
                self.shown = self.shown.saturating_add(n);
                self.rounded |= n > 0 && matches!(figures.by, By::Rule(_));
            }
            Some(Shown::Few | Shown::Kept) => self.left_out += 1,
            None => {}
        }
    }

    /// How it reads: "61", "about 60", "about 60, and small numbers at 2 events".
    pub fn words(self) -> String {
        use crate::words::{count, count_with, fill};
        let sum = match self.rounded {
            true => fill("event.figures.about", &[("count", &self.shown)]),
            false => self.shown.to_string(),
        };
        match (self.left_out, self.shown) {
            (0, _) => sum,
            (n, 0) => count("event.figures.onlySmall", n),
            (n, _) => count_with("event.figures.andSmall", n, &[("sum", &sum)]),
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
    pub conversations: Sum,
    /// Conversations by topic, most first.
    pub topics: Vec<(String, Sum)>,
    /// Conversations about topics that did not stand by themselves at their events.
    pub other_topics: Sum,
    /// People reached.
    pub reached: Sum,
    /// Conversations in which somebody was checked.
    pub checked: Sum,
    /// Conversations in which somebody was referred.
    pub referred: Sum,
    /// Events held whose figures are not published; they are in no sum above.
    pub unpublished: Vec<Id>,
    /// Measures of the plan that stand beside it, such as ambassadors recruited.
    pub measures: Vec<MeasureLine>,
}

/// A measure of the plan, with its figures of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureLine {
    /// The measure.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The action under which its figures are typed in.
    pub action: Option<Id>,
    /// Its figures of the year, oldest first: the day, `YYYY-MM-DD`, and the figure as written.
    pub figures: Vec<(String, String)>,
}

impl Year {
    fn holds(self, day: Date) -> bool {
        (self.from()..=self.to()).contains(&day)
    }
}

fn measure(ledger: &Ledger, measure: Measure<'_>, year: Year) -> MeasureLine {
    let within =
        |o: &Observation<'_>| o.measure() == Some(measure.id()) && o.date().parse().is_ok_and(|day| year.holds(day));
    let observations = ledger.of_kind(kind::OBSERVATION).map(Observation).filter(within);
    let mut figures: Vec<(String, String)> = observations.map(|o| (o.date().to_owned(), observed(o))).collect();
    figures.sort();
    let action = measure.actions().into_iter().find(|id| ledger.action(*id).is_some());
    MeasureLine { id: measure.id(), name: measure.name().to_owned(), action, figures }
}

/// How far an event's figures have come, as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// It is still to come.
    None,
    /// It was cancelled.
    Cancelled,
    /// It was held, and nobody has handed anything over.
    Nothing,
    /// Counts were handed over, and can be published.
    Ready,
    /// Its figures are published.
    Published {
        /// The day.
        on: Date,
        /// Conversations that were added as late.
        late: u64,
        /// Conversations that came in since and can be added; none where it cannot be said.
        waiting: Option<u64>,
    },
}

/// An event of the year, as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLine {
    /// The event.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its day.
    pub day: Option<Date>,
    /// Phones that handed over.
    pub phones: usize,
    /// Paper sheets that were handed over.
    pub sheets: usize,
    /// Notes that stayed on those phones.
    pub stayed: u64,
    /// How far its figures have come.
    pub stage: Stage,
}

/// The years that there is anything to say about, the newest first: that of today, and those of events, goals and
/// the figures of measures. The second is the one to look at first: that of an event whose figures wait to be
/// published, else the newest with events that were held, else today's.
pub fn years(ledger: &Ledger, today: Date) -> (Vec<Year>, Year) {
    let starts = || events(ledger).into_iter().filter_map(|e| e.starts()).map(|s| s.date);
    let held = starts().filter(|day| *day <= today).map(Year::of).max();
    let mut years: Vec<Year> = starts().map(Year::of).chain([Year::of(today)]).collect();
    let goals = super::counting_record(ledger).into_iter().flat_map(|r| r.members(f::GOAL));
    years.extend(goals.filter_map(|(year, _)| Some(Year(year.parse().ok()?))));
    let measures = rules::measures(ledger);
    let observed = ledger.of_kind(kind::OBSERVATION).map(Observation);
    let observed = observed.filter(|o| measures.iter().any(|m| o.measure() == Some(m.id())));
    years.extend(observed.filter_map(|o| o.date().parse().ok()).map(Year::of));
    years.sort_by(|a, b| b.cmp(a));
    years.dedup();
    let ready = figures::publishable(ledger).into_iter().filter_map(|id| super::event(ledger, id)?.starts());
    let ready = ready.map(|s| Year::of(s.date)).max();
    (years, ready.or(held).unwrap_or(Year::of(today)))
}

/// The events of a year one by one, the latest first. Nothing here tells phones or people apart.
pub fn lines(ledger: &Ledger, year: Year, today: Date) -> Vec<EventLine> {
    let line = |event: Event<'_>| {
        let id = event.id();
        let sheets = tallies(ledger, id).filter(|t| !t.sheet().is_empty()).count();
        let phones = tallies(ledger, id).count() - sheets;
        let stage = match published(ledger, id) {
            Some(figures) => Stage::Published {
                on: figures.published.unwrap_or(today),
                late: figures.late,
                waiting: figures::waiting(ledger, id),
            },
            None if phones + sheets > 0 => Stage::Ready,
            None if !event.cancelled().is_empty() => Stage::Cancelled,
            None if is_held(event, today) => Stage::Nothing,
            None => Stage::None,
        };
        let name = event.name().trim();
        let name = if name.is_empty() { crate::words::say("eventReport.untitled") } else { name.to_owned() };
        let stayed = tallies(ledger, id).map(Tally::stayed).sum();
        EventLine { id, name, day: event.starts().map(|s| s.date), phones, sheets, stayed, stage }
    };
    // One without a day stands in the year of today, or its figures could never be published.
    let within = |e: &Event<'_>| e.starts().map_or(year == Year::of(today), |s| year.holds(s.date));
    events(ledger).into_iter().rev().filter(within).map(line).collect()
}

fn is_held(event: Event<'_>, today: Date) -> bool {
    event.ends().or(event.starts()).is_some_and(|t| t.date <= today)
}

/// The year's events as they stand on a day.
pub fn year(ledger: &Ledger, year: Year, today: Date) -> YearView {
    let within = |e: &Event<'_>| e.starts().is_some_and(|s| year.holds(s.date));
    let (all, cancelled): (Vec<Event<'_>>, Vec<Event<'_>>) =
        events(ledger).into_iter().filter(within).partition(|e| e.cancelled().is_empty());
    let (held, planned): (Vec<Event<'_>>, Vec<Event<'_>>) = all.into_iter().partition(|e| is_held(*e, today));
    let figures: Vec<(Id, Option<Figures>)> = held.iter().map(|e| (e.id(), published(ledger, e.id()))).collect();
    let shown = || figures.iter().filter_map(|(_, figures)| figures.as_ref());
    let sum = |cell: &str| {
        let mut sum = Sum::default();
        shown().for_each(|figures| sum.add(figures, figures.get(cell)));
        sum
    };
    let mut conversations = sum("talk");
    conversations.shown = shown().map(|figures| figures.late).fold(conversations.shown, u64::saturating_add);
    let mut topics: Vec<(String, Sum)> = Vec::new();
    for (topic, _) in shown().flat_map(|figures| figures.under("topic")) {
        if !topics.iter().any(|(known, _)| known == topic) {
            topics.push((topic.to_owned(), sum(&format!("topic/{topic}"))));
        }
    }
    topics.sort_by(|a, b| (b.1.shown, &a.0).cmp(&(a.1.shown, &b.0)));
    let mut neighbourhoods: Vec<(String, usize)> = Vec::new();
    for place in held.iter().map(|e| e.neighbourhood().trim()) {
        match neighbourhoods.iter_mut().find(|(known, _)| known == place) {
            Some((_, n)) => *n += 1,
            None => neighbourhoods.push((place.to_owned(), 1)),
        }
    }
    neighbourhoods.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let (goal, goal_ambassadors) = rules::goal(ledger, year.0);
    YearView {
        year,
        held: held.len(),
        planned: planned.len(),
        cancelled: cancelled.len(),
        goal,
        goal_ambassadors,
        ambassadors: held.iter().filter_map(|e| e.ambassadors()).sum(),
        neighbourhoods,
        conversations,
        topics,
        other_topics: sum("rest/topic"),
        reached: sum("reached"),
        checked: sum("checked"),
        referred: sum("referred"),
        measures: rules::measures(ledger).into_iter().map(|m| measure(ledger, m, year)).collect(),
        unpublished: figures.iter().filter(|(_, f)| f.is_none()).map(|(id, _)| *id).collect(),
    }
}
