//! What is due of meetings: what a clerk goes through before the next one.

use super::super::Ledger;
use super::super::barriers::Escalation;
use super::super::pieces::Names;
use super::{MeetingLine, Meetings};
use crate::days::Date;
use crate::domain::{fields as f, kind};
use crate::record::{Id, Record};

/// So many days ahead papers are named.
const AHEAD: i64 = 28;

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Papers of a meeting.
    Papers,
    /// Whether a meeting whose day is over was held, and what it decided.
    Minutes,
    /// A decision whose minutes nobody has approved.
    Approval,
    /// An action arising that is not done.
    Arising,
    /// A recommendation without an answer.
    Recommendation,
    /// A barrier that was taken to a group and has no answer.
    Barrier,
    /// A risk that was taken to a group and has no answer.
    Risk,
    /// Engagement that was held, of which nobody was told what changed or cannot.
    Engagement,
}

impl Due {
    /// All of them, in the order of the list.
    pub const ALL: [Due; 8] = [
        Due::Papers,
        Due::Minutes,
        Due::Approval,
        Due::Arising,
        Due::Recommendation,
        Due::Barrier,
        Due::Risk,
        Due::Engagement,
    ];

    /// Its name in the keys of sentences.
    pub fn name(self) -> &'static str {
        match self {
            Due::Papers => "papers",
            Due::Minutes => "minutes",
            Due::Approval => "approval",
            Due::Arising => "arising",
            Due::Recommendation => "recommendation",
            Due::Barrier => "barrier",
            Due::Risk => "risk",
            Due::Engagement => "engagement",
        }
    }
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    /// What.
    pub what: Due,
    /// The record that it is about.
    pub id: Id,
    /// What that is called.
    pub title: String,
    /// The group that it is for.
    pub group: Option<Id>,
    /// The day by which; nothing where none was said.
    pub day: Option<Date>,
    /// Whether that day is over.
    pub is_late: bool,
}

/// All that is due, what is late first, then by day.
pub fn due(ledger: &Ledger, today: Date) -> Vec<DueLine> {
    let held = Meetings::new(ledger);
    let mut all: Vec<DueLine> = held.lines().iter().filter_map(|meeting| of_meeting(meeting, today)).collect();
    let group_of = |record: &Record| held.group_of(record);
    let is_said = |record: &Record, field: &str| record.text(field).is_some_and(|text| !text.trim().is_empty());
    let day = |record: &Record, field: &str| record.text(field).and_then(|day| day.parse::<Date>().ok());
    let names = Names { ledger, file: None };
    let mut add = |what: Due, record: &Record, group: Option<Id>, day: Option<Date>| {
        let is_late = day.is_some_and(|day| day < today);
        all.push(DueLine { what, id: record.id, title: names.title_of(record), group, day, is_late });
    };
    for record in ledger.of_kind(kind::DECISION) {
        if record.text(f::STATE) != Some("approved") {
            add(Due::Approval, record, group_of(record), None);
        }
    }
    for record in ledger.of_kind(kind::ARISING).filter(|r| !is_said(r, f::DONE)) {
        add(Due::Arising, record, group_of(record), day(record, f::DUE));
    }
    for record in ledger.of_kind(kind::RECOMMENDATION).filter(|r| !is_said(r, f::ANSWER)) {
        add(Due::Recommendation, record, group_of(record), day(record, f::REPLY_DUE));
    }
    for (what, kind) in [(Due::Barrier, kind::BARRIER), (Due::Risk, kind::RISK)] {
        for record in ledger.of_kind(kind).filter(|r| !is_said(r, f::CLOSED)) {
            let escalation = Escalation::of(ledger, record);
            if escalation.is_unanswered() {
                add(what, record, escalation.group, day(record, f::ANSWER_DUE));
            }
        }
    }
    for record in ledger.of_kind(kind::ENGAGEMENT).filter(|r| r.text(f::STATE) == Some("held")) {
        if !is_said(record, "changed") && !is_said(record, "cannot") {
            add(Due::Engagement, record, None, None);
        }
    }
    all.sort_by_key(|line| (!line.is_late, line.day.is_none(), line.day, line.what, line.id));
    all
}

fn of_meeting(meeting: &MeetingLine, today: Date) -> Option<DueLine> {
    let day = meeting.day.filter(|_| meeting.is_to_be())?;
    let (what, due) = match (day < today, meeting.papers_due) {
        (true, _) => (Due::Minutes, None),
        (false, Some(papers)) if papers.days_after(today) <= AHEAD => (Due::Papers, Some(papers)),
        _ => return None,
    };
    Some(DueLine {
        what,
        id: meeting.id,
        title: meeting.title.clone(),
        group: meeting.group,
        day: due,
        is_late: due.is_some_and(|due| due < today),
    })
}
