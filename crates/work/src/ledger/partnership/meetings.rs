//! Meetings in the order of their days, and the days that come of how often a group meets.

use super::super::Ledger;
use super::super::pieces::Names;
use crate::days::hours::WallTime;
use crate::days::{Date, cadence, working};
use crate::domain::{Timescale, fields as f, kind};
use crate::record::{Id, Record};

/// A meeting as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingLine {
    /// The meeting.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The group that meets.
    pub group: Option<Id>,
    /// The day on which it is, or the last that its words can mean.
    pub day: Option<Date>,
    /// When it is as written, where no time is set.
    pub words: String,
    /// When it begins.
    pub starts: Option<WallTime>,
    /// When it ends.
    pub ends: Option<WallTime>,
    /// Where; or empty.
    pub place: String,
    /// What it is for; or empty.
    pub purpose: String,
    /// Planned, held, cancelled or moved: the key of the choice; planned where the record says nothing.
    pub state: String,
    /// The day by which its papers are due: as it says, or so many clear working days before as its group says.
    pub papers_due: Option<Date>,
    /// When it was last changed, in milliseconds since 1970.
    pub changed_ms: u64,
}

impl MeetingLine {
    /// Whether it takes place after all that is known: neither cancelled, nor moved to another day that is a meeting of its own.
    pub fn is_on(&self) -> bool {
        self.state == "planned" || self.state == "held"
    }

    /// Whether it is on a day or a later one, and takes place.
    pub fn is_coming(&self, today: Date) -> bool {
        self.state == "planned" && self.day.is_some_and(|day| day >= today)
    }
}

/// All meetings by their day; those of no day at the end.
pub fn meetings(ledger: &Ledger) -> Vec<MeetingLine> {
    let mut all: Vec<MeetingLine> = ledger.of_kind(kind::MEETING).map(|r| line(ledger, r)).collect();
    all.sort_by_key(|line| (line.day.is_none(), line.day, line.starts.map(|at| at.minute), line.id));
    all
}

fn line(ledger: &Ledger, record: &Record) -> MeetingLine {
    let text = |name: &str| record.text(name).unwrap_or_default().trim().to_owned();
    let starts: Option<WallTime> = text(f::STARTS).parse().ok();
    let written = record.value(f::TIMESCALE).and_then(Timescale::from_value);
    let day = starts.map(|at| at.date).or_else(|| written.as_ref().and_then(|when| when.latest));
    let group: Option<Id> = text(f::GROUP).parse().ok();
    let clear = || {
        let group = ledger.live(group?, kind::GROUP)?;
        let days = group.value(f::PAPER_DAYS)?.as_u64()?;
        working::publish_by(day?, u8::try_from(days).ok()?)
    };
    let state = text(f::STATE);
    MeetingLine {
        id: record.id,
        title: Names { ledger, file: None }.title_of(record),
        group,
        day,
        words: written.map(|when| when.words).unwrap_or_default(),
        starts,
        ends: text(f::ENDS).parse().ok(),
        place: text(f::PLACE),
        purpose: text(f::PURPOSE),
        state: if state.is_empty() { "planned".to_owned() } else { state },
        papers_due: text(f::PAPERS_DUE).parse().ok().or_else(clear),
        changed_ms: record.stamps().map(|stamp| stamp.ms()).max().unwrap_or_default(),
    }
}

/// The days on which a group meets from one day until another by how often it meets, counted from its last meeting that has a
/// day, without those on which a meeting of it stands already, also one that was cancelled or moved. With whether that reading
/// of its words is a guess. `None` where its words do not say how often.
pub fn dates(ledger: &Ledger, group: Id, from: Date, until: Date) -> Option<(Vec<Date>, bool)> {
    let record = ledger.live(group, kind::GROUP)?;
    let read = cadence::read(record.text(f::CADENCE)?)?;
    let of_group: Vec<MeetingLine> = meetings(ledger).into_iter().filter(|line| line.group == Some(group)).collect();
    let known: Vec<Date> = of_group.iter().filter_map(|line| line.day).collect();
    // What was moved says from which day: that one is not proposed again.
    let moved =
        of_group.iter().filter_map(|line| ledger.records().get(line.id)?.text(f::MOVED_FROM)?.parse::<Date>().ok());
    let taken: Vec<Date> = known.iter().copied().chain(moved).collect();
    let begins = known.iter().copied().max().unwrap_or(from);
    let days = read.cadence.days(begins, until).into_iter().filter(|day| *day >= from && !taken.contains(day));
    Some((days.collect(), read.is_guess))
}
