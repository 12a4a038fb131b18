//! Services to signpost to: by need, open now, language and cost. Whether an entry is still right is shown, and a
//! wrong one can be reported.

use super::{Open, Opening};
use crate::days::Date;
use crate::days::hours::WallTime;
use crate::domain::{Draft, Service, fields as f, kind};
use crate::ledger::Ledger;
use crate::record::Id;
use std::collections::BTreeSet;

/// An entry that nobody has looked at for so many days is pointed out.
const STALE_DAYS: i64 = 180;

/// What is asked of the list of services; what is empty asks nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// A topic's id.
    pub topic: String,
    /// A language.
    pub language: String,
    /// Only those known to be open at this time.
    pub open_at: Option<WallTime>,
    /// Only those that say they are free.
    pub free: bool,
}

/// A service as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLine {
    /// The service.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it does, or empty.
    pub description: String,
    /// How to reach it, or empty.
    pub reach: String,
    /// When it is open, as written, or empty.
    pub opening: String,
    /// Whether it is open now.
    pub open: Open,
    /// What it costs, or empty.
    pub cost: String,
    /// The languages it speaks.
    pub languages: Vec<String>,
    /// The day somebody last made sure that the entry is right.
    pub last_checked: Option<Date>,
    /// Whether nobody has for half a year, or ever.
    pub stale: bool,
    /// Whether it was reported to be wrong since.
    pub reported: bool,
}

/// The services that fit, those that are open first. `now` by London's clocks.
pub fn find(ledger: &Ledger, wanted: &Wanted, now: WallTime) -> Vec<ServiceLine> {
    let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
    let fits = |service: &Service<'_>| {
        let topic = wanted.topic.is_empty() || service.topics().any(|t| t == wanted.topic);
        let language = wanted.language.is_empty() || service.languages().any(|l| same(l, &wanted.language));
        let open = wanted.open_at.is_none_or(|when| Opening::read(service.opening()).at(when) == Open::Yes);
        topic && language && open && (!wanted.free || is_free(service.cost()))
    };
    let wrong = wrong_entries(ledger);
    let line = |service: Service<'_>| {
        let last_checked = service.last_checked();
        ServiceLine {
            id: service.id(),
            name: service.name().to_owned(),
            description: service.description().to_owned(),
            reach: service.reach().to_owned(),
            opening: service.opening().to_owned(),
            open: Opening::read(service.opening()).at(now),
            cost: service.cost().to_owned(),
            languages: service.languages().map(str::to_owned).collect(),
            last_checked,
            stale: last_checked.is_none_or(|day| now.date.days_after(day) > STALE_DAYS),
            reported: wrong.iter().any(|report| report.service == service.id()),
        }
    };
    let mut lines: Vec<ServiceLine> = ledger.of_kind(kind::SERVICE).map(Service).filter(fits).map(line).collect();
    let place = |line: &ServiceLine| match line.open {
        Open::Yes => 0,
        Open::Unknown => 1,
        Open::No => 2,
    };
    lines.sort_by_key(|a| (place(a), a.name.to_lowercase()));
    lines
}

/// Whether a cost says that nothing is to be paid.
fn is_free(cost: &str) -> bool {
    let plain = cost.trim().to_lowercase();
    let first = plain.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    matches!(first, "free" | "none" | "nothing") && !plain.contains("free for") || plain == "no cost"
}

/// The languages that any service speaks, each once.
pub fn languages(ledger: &Ledger) -> Vec<String> {
    let all: BTreeSet<String> = ledger
        .of_kind(kind::SERVICE)
        .map(Service)
        .flat_map(|s| s.languages().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    all.into_iter().collect()
}

/// A report that an entry is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongEntry {
    /// The report.
    pub id: Id,
    /// The service.
    pub service: Id,
    /// What is wrong.
    pub note: String,
    /// The day it was reported.
    pub date: Option<Date>,
}

/// Reports that a service's entry is wrong; it goes to the office. `id` is new.
pub fn report_wrong(id: Id, service: Id, note: &str, today: Date) -> Draft {
    Draft::new(id, kind::CORRECTION)
        .with(f::RECORD, service.to_string())
        .with(f::NOTE, note.trim())
        .with(f::DATE, today.to_string())
}

/// Entries that were reported to be wrong and not checked since.
pub fn wrong_entries(ledger: &Ledger) -> Vec<WrongEntry> {
    let report = |r: &crate::record::Record| {
        let service: Id = r.text(f::RECORD)?.parse().ok()?;
        let date: Option<Date> = r.text(f::DATE).and_then(|d| d.parse().ok());
        let entry = ledger.live(service, kind::SERVICE).map(Service)?;
        let at = |r: &crate::record::Record, field: &str| r.field(field)?.writes().iter().map(|w| w.at).max();
        let open = match (entry.last_checked(), date) {
            // On one day the stamps tell which came first.
            (Some(checked), Some(date)) if checked == date => at(entry.0, f::LAST_CHECKED) < at(r, f::DATE),
            (Some(checked), Some(date)) => checked < date,
            _ => true,
        };
        let note = r.text(f::NOTE).unwrap_or_default().to_owned();
        open.then_some(WrongEntry { id: r.id, service, note, date })
    };
    ledger.of_kind(kind::CORRECTION).filter_map(report).collect()
}
