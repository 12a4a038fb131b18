//! Meetings in the order of their days, and the days that come of how often a group meets.

use super::super::Ledger;
use super::super::pieces::Names;
use crate::days::hours::WallTime;
use crate::days::{Date, cadence, working};
use crate::domain::{Timescale, fields as f, kind};
use crate::record::{Id, Record};
use std::collections::BTreeMap;

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
    /// Whether it is known to be on that day: a time is set, or its words mean one day.
    pub is_exact: bool,
    /// The day from which it was moved, where it says one.
    pub moved_from: Option<Date>,
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
    /// Whether it takes place after all that is known. What was moved does on its new day; what says no other day than the one from
    /// which it was moved does not.
    pub fn is_on(&self) -> bool {
        self.state == "held" || self.is_to_be()
    }

    /// Whether it is to take place, or nobody has said yet that it did.
    pub fn is_to_be(&self) -> bool {
        let has_new_day = self.day.is_some() && self.day != self.moved_from;
        self.state == "planned" || (self.state == "moved" && has_new_day)
    }

    /// Whether a calendar that has it takes it out: it was cancelled, or moved to a day that nobody knows yet.
    pub fn is_called_off(&self) -> bool {
        self.state == "cancelled" || (self.state == "moved" && !self.is_on())
    }

    /// Whether it is on a day or a later one, and takes place.
    pub fn is_coming(&self, today: Date) -> bool {
        self.is_to_be() && self.day.is_some_and(|day| day >= today)
    }
}

/// All meetings, read once for whoever asks several things of them.
#[derive(Debug, Clone, Default)]
pub struct Meetings {
    lines: Vec<MeetingLine>,
    /// Where each one stands among them.
    of: BTreeMap<Id, usize>,
    /// Where those of a group stand, by their day.
    of_group: BTreeMap<Id, Vec<usize>>,
}

impl Meetings {
    /// Reads them.
    pub fn new(ledger: &Ledger) -> Meetings {
        let lines = meetings(ledger);
        let of = lines.iter().enumerate().map(|(n, line)| (line.id, n)).collect();
        let mut of_group: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        for (n, line) in lines.iter().enumerate() {
            if let Some(group) = line.group {
                of_group.entry(group).or_default().push(n);
            }
        }
        Meetings { lines, of, of_group }
    }

    /// All of them by their day; those of no day at the end.
    pub fn lines(&self) -> &[MeetingLine] {
        &self.lines
    }

    /// The meeting of this id.
    pub fn get(&self, id: Id) -> Option<&MeetingLine> {
        self.of.get(&id).and_then(|n| self.lines.get(*n))
    }

    /// Those of a group by their day.
    pub fn of_group(&self, group: Id) -> impl Iterator<Item = &MeetingLine> {
        self.of_group.get(&group).into_iter().flatten().filter_map(|n| self.lines.get(*n))
    }

    /// The next meeting of a group.
    pub fn next(&self, group: Id, today: Date) -> Option<&MeetingLine> {
        self.of_group(group).find(|meeting| meeting.is_coming(today))
    }

    /// The group that a record is of: the one that it says, or its meeting's.
    pub(super) fn group_of(&self, record: &Record) -> Option<Id> {
        let own = record.text(f::GROUP).and_then(|id| id.parse().ok());
        own.or_else(|| self.get(record.text(f::AT_MEETING)?.parse().ok()?)?.group)
    }

    /// What goes into a calendar file of a group's meetings, or of all: from a day on, whatever is known to the day. With how many
    /// were left out since nobody has said their day.
    pub fn for_calendar(&self, group: Option<Id>, today: Date) -> (Vec<&MeetingLine>, usize) {
        let of = |m: &&MeetingLine| group.is_none() || m.group == group;
        let known = self.lines.iter().filter(of).filter(|m| m.is_exact && m.day.is_some_and(|day| day >= today));
        let vague = self.lines.iter().filter(of).filter(|m| !m.is_exact && m.is_to_be());
        (known.collect(), vague.filter(|m| m.day.is_none_or(|day| day >= today)).count())
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
    let one_day = written.as_ref().is_some_and(|when| when.latest.is_some() && when.earliest == when.latest);
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
        is_exact: starts.is_some() || one_day,
        moved_from: text(f::MOVED_FROM).parse().ok(),
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

/// The days on which a group meets from one day until another by how often it meets, counted from its last meeting before that has
/// a day to itself (from which it was moved, where it was), without those on which a meeting of it stands already, also one that was
/// cancelled or moved. With whether that reading of its words is a guess. `None` where its words do not say how often.
pub fn dates(ledger: &Ledger, group: Id, from: Date, until: Date) -> Option<(Vec<Date>, bool)> {
    let record = ledger.live(group, kind::GROUP)?;
    let read = cadence::read(record.text(f::CADENCE)?)?;
    let of_group: Vec<MeetingLine> =
        meetings(ledger).into_iter().filter(|line| line.group == Some(group) && line.is_exact).collect();
    let should: Vec<Date> = of_group.iter().filter_map(|line| line.moved_from.or(line.day)).collect();
    let taken: Vec<Date> = of_group.iter().filter_map(|line| line.day).chain(should.iter().copied()).collect();
    let last = should.iter().copied().filter(|day| *day <= from).max();
    // Of a group that has not met yet, from the first that it has planned.
    let met = last.or_else(|| should.iter().copied().min());
    let days = met.map_or_else(|| read.cadence.days(from, until), |met| read.cadence.days_since(met, from, until));
    Some((days.into_iter().filter(|day| !taken.contains(day)).collect(), read.is_guess))
}
