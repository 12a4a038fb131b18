//! An event's figures as everybody may see them: one set of tables, small numbers hidden, published once.
//!
//! Cells are named by what they count, the whole before its parts:
//!
//! | cell | what it counts |
//! |---|---|
//! | `talk` | conversations |
//! | `topic/<topic>`, `hour/<hour>`, `cell/<topic>/<hour>` | conversations by topic, by hour, by both |
//! | `checked`, `signposted`, `referred`, each also `/<topic>` | conversations in which that happened |
//! | `group` | conversations with two or three people |
//! | `age/…`, `language/…`, `district/…`, `also/…`, `service/…` | lists, each by itself and without a total |
//! | `reached`, `leaflets` | people reached; leaflets, which are no people |
//!
//! Where the hours, the services or the topics are held back whole, their names are not published either, but for the
//! topics offered: so many names would say that there were at least so many conversations.
//!
//! A figure that was published never changes, also where another version of this program would hide more today: of two papers that differ by 3, somebody could tell what the three
//! were. What is handed over later is added as one further number ([`Figures::late`]), in steps that are no
//! smaller than the threshold. Whatever is said over several events ([`Year`](super::Year)) is worked out from
//! published figures alone, so it tells nothing that they do not.

use super::totals::{by, handed_over, talks};
use super::{AGE_BANDS, edit, topics};
use crate::days::Date;
use crate::disclosure::{self, Shown, Tables};
use crate::domain::{Counts, Did, Happened, fields as f, ids, kind, languages};
use crate::ledger::Ledger;
use crate::ledger::changes::Work;
use crate::personal;
use crate::record::{Edit, Id, Record};
use serde_json::Value;

/// How a count is shown, by the words of a field.
const FEW: &str = "few";
const KEPT: &str = "kept";

/// Lists that stand by themselves. Services do too, but there are no more of them than conversations.
const LISTS: [&str; 4] = ["age", "language", "district", "also"];
const SERVICE: &str = "service";

/// An event's figures as they may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Every cell by name, in the order of names.
    cells: Vec<(String, Shown)>,
    /// Counts below it, from 1 on, are hidden.
    pub threshold: u64,
    /// The day they were published; none where they are not yet.
    pub published: Option<Date>,
    /// Conversations that were handed over after they were published, and are in none of the cells.
    pub late: u64,
}

/// The threshold of the partnership; never below 2, since below that nothing is hidden.
pub fn threshold(ledger: &Ledger) -> u64 {
    let own = super::counting_record(ledger).and_then(|r| r.value(f::THRESHOLD)).and_then(Value::as_u64);
    own.unwrap_or(disclosure::THRESHOLD).max(2)
}

/// The record of an event's published figures.
pub fn figures_id(event: Id) -> Id {
    ids::derived(&[kind::FIGURES, &event.to_string()])
}

/// The figures of an event: as published, or else as they would be published now. `None` where nothing was
/// handed over, or no way is found to protect every small number.
pub fn figures(ledger: &Ledger, event: Id) -> Option<Figures> {
    published(ledger, event).or_else(|| Figures::of(ledger, event))
}

/// The published figures of an event.
pub fn published(ledger: &Ledger, event: Id) -> Option<Figures> {
    Figures::read(ledger.live(figures_id(event), kind::FIGURES)?)
}

impl Figures {
    /// What may be published of what was handed over.
    fn of(ledger: &Ledger, event: Id) -> Option<Figures> {
        let counts = handed_over(ledger, event);
        if counts.is_empty() {
            return None;
        }
        let offered = topics(ledger, super::event(ledger, event), &Counts::new());
        let offered: Vec<&str> = offered.iter().map(|t| t.id.as_str()).collect();
        let threshold = threshold(ledger);
        Some(Figures { cells: hidden(&counts, &offered, threshold)?, threshold, published: None, late: 0 })
    }

    fn read(record: &Record) -> Option<Figures> {
        let shown = |value: &Value| match value.as_str() {
            Some(FEW) => Some(Shown::Few),
            Some(_) => Some(Shown::Kept),
            None => value.as_u64().map(Shown::Count),
        };
        let cells = record.members(f::SHOWN).filter_map(|(name, v)| Some((name.to_owned(), shown(v)?)));
        let number = |field: &str| record.value(field).and_then(Value::as_u64);
        Some(Figures {
            cells: cells.collect(),
            threshold: number(f::THRESHOLD).unwrap_or(disclosure::THRESHOLD),
            published: Some(record.text(f::DATE)?.parse().ok()?),
            late: number(f::LATE).unwrap_or(0),
        })
    }

    /// One cell. What is about a topic and not listed is held back where the topics are, and else nothing.
    pub fn get(&self, name: &str) -> Option<Shown> {
        let listed = self.cells.iter().find(|(known, _)| known == name).map(|(_, shown)| *shown);
        let by_topic = || is_by_topic(name) && name.contains('/') && is_held_back(&self.cells, "topic");
        listed.or_else(|| by_topic().then_some(Shown::Kept))
    }

    /// The cells under a first part of the name, with the rest of their names.
    pub fn under<'a>(&'a self, part: &'a str) -> impl Iterator<Item = (&'a str, Shown)> + 'a {
        self.cells.iter().filter_map(move |(name, shown)| Some((name.strip_prefix(part)?.strip_prefix('/')?, *shown)))
    }

    /// The topics, those talked about most first; a hidden number counts as the least it can be.
    pub fn topics(&self) -> Vec<(&str, Shown)> {
        let mut topics: Vec<(&str, Shown)> = self.under("topic").collect();
        crate::record::sort(&mut topics, |a, b| least(b.1).cmp(&least(a.1)));
        topics
    }

    /// The hours as they are spelled, in order; `-` for paper sheets.
    pub fn hours(&self) -> Vec<&str> {
        let mut hours: Vec<&str> = self.under("hour").map(|(hour, _)| hour).collect();
        crate::record::sort(&mut hours, |a, b| (*a == super::sheet::NO_HOUR, a).cmp(&(*b == super::sheet::NO_HOUR, b)));
        hours
    }

    /// How a shown number reads.
    pub fn words(&self, shown: Option<Shown>) -> String {
        use crate::words::{fill, say};
        match shown {
            Some(Shown::Count(n)) => n.to_string(),
            Some(Shown::Few) => fill("event.figures.few", &[("count", &self.threshold)]),
            Some(Shown::Kept) => say("event.figures.kept"),
            None => "0".to_owned(),
        }
    }

    /// Whether anything is held back or called small.
    pub fn hides(&self) -> bool {
        self.cells.iter().any(|(_, shown)| !matches!(shown, Shown::Count(_)))
    }
}

/// The least a shown number can be, as far as it says so itself.
pub fn least(shown: Shown) -> u64 {
    match shown {
        Shown::Count(n) => n,
        Shown::Few => 1,
        Shown::Kept => 0,
    }
}

/// What counts look like with their small numbers hidden, by cell. All of an event's tables are protected
/// together, because they share their totals. `None` where no way is found that protects every small number.
pub fn hidden(counts: &Counts, offered: &[&str], threshold: u64) -> Option<Vec<(String, Shown)>> {
    let (tables, names) = tables(counts, offered);
    let shown = disclosure::protect(&tables, threshold)?;
    let printed = names.into_iter().zip(shown).filter_map(|(name, shown)| Some((name?, shown)));
    let mut cells: Vec<(String, Shown)> = printed.collect();
    leave_out(&mut cells, offered);
    // Leaflets are no people.
    cells.extend(Some(("leaflets".to_owned(), Shown::Count(counts.get("leaflets")))));
    crate::record::sort(&mut cells, |a, b| a.0.cmp(&b.0));
    Some(cells)
}

/// Leaves out names that would tell something themselves. An hour, a service and a topic that is not offered are
/// listed because somebody was counted there; where the numbers are all held back, so many names would say that
/// there were at least so many conversations.
fn leave_out(cells: &mut Vec<(String, Shown)>, offered: &[&str]) {
    let held_back: Vec<&str> =
        ["topic", "hour", SERVICE].into_iter().filter(|part| is_held_back(cells, part)).collect();
    cells.retain(|(name, _)| {
        let mut parts = name.split('/');
        let (first, second) = (parts.next().unwrap_or_default(), parts.next());
        let by_topic = is_by_topic(name);
        let unknown = second.is_some_and(|topic| !offered.contains(&topic));
        let by_hour = first == "hour" || first == "cell";
        !(held_back.contains(&"topic") && by_topic && unknown
            || held_back.contains(&"hour") && by_hour
            || held_back.contains(&SERVICE) && first == SERVICE && second.is_some())
    });
}

/// Whether a cell is about a topic, by its name.
fn is_by_topic(name: &str) -> bool {
    let first = name.split('/').next().unwrap_or_default();
    first == "topic" || first == "cell" || Did::ALL.iter().any(|did| did.name() == first)
}

/// Whether a whole breakdown is held back.
fn is_held_back(cells: &[(String, Shown)], part: &str) -> bool {
    let within = |name: &str| name.strip_prefix(part).is_some_and(|rest| rest.starts_with('/'));
    cells.iter().filter(|(name, _)| within(name)).all(|(_, shown)| *shown == Shown::Kept)
}

/// An event's tables with everything that adds up in them, and each cell's name; none for what is never printed.
pub(super) fn tables(counts: &Counts, offered: &[&str]) -> (Tables, Vec<Option<String>>) {
    let mut made = Making { tables: Tables::default(), names: Vec::new() };
    let mut topics: Vec<String> = by(counts, |t| t.topic).into_iter().map(|(topic, _)| topic).collect();
    topics.extend(offered.iter().map(|t| (*t).to_owned()));
    crate::record::sort(&mut topics, String::cmp);
    topics.dedup();
    let hours: Vec<String> = by(counts, |t| t.hour).into_iter().map(|(hour, _)| hour).collect();
    let count = |keep: &dyn Fn(&crate::domain::Talk<'_>) -> bool| -> u64 {
        talks(counts).filter(|(talk, _)| keep(talk)).map(|(_, n)| n).sum()
    };
    let all = made.cell("talk".to_owned(), count(&|_| true));
    let by_hour: Vec<usize> = hours.iter().map(|h| made.cell(format!("hour/{h}"), count(&|t| t.hour == h))).collect();
    let by_topic: Vec<usize> =
        topics.iter().map(|x| made.cell(format!("topic/{x}"), count(&|t| t.topic == x))).collect();
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); hours.len()];
    for (topic, total) in topics.iter().zip(&by_topic) {
        let cell = |made: &mut Making, hour: &String| {
            made.cell(format!("cell/{topic}/{hour}"), count(&|t| t.topic == topic && t.hour == hour))
        };
        let row: Vec<usize> = hours.iter().map(|hour| cell(&mut made, hour)).collect();
        columns.iter_mut().zip(&row).for_each(|(column, cell)| column.push(*cell));
        made.tables.sum(*total, row);
    }
    for (column, total) in columns.into_iter().zip(&by_hour) {
        made.tables.sum(*total, column);
    }
    made.tables.sum(all, by_hour);
    for did in Did::ALL {
        let has = |t: &crate::domain::Talk<'_>| Happened::read(t.happened).has(did);
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for (topic, total) in topics.iter().zip(&by_topic) {
            let parts = (count(&|t| t.topic == topic && has(t)), count(&|t| t.topic == topic && !has(t)));
            let (with, without) = made.halves(*total, format!("{}/{topic}", did.name()), parts);
            yes.push(with);
            no.push(without);
        }
        let (with, without) = made.halves(all, did.name().to_owned(), (count(&has), count(&|t| !has(t))));
        made.tables.sum(with, yes);
        made.tables.sum(without, no);
    }
    made.tables.sum(all, by_topic);
    let signposted = |t: &crate::domain::Talk<'_>| Happened::read(t.happened).has(Did::Signposted);
    let referred = |t: &crate::domain::Talk<'_>| Happened::read(t.happened).has(Did::Referred);
    made.services(
        counts,
        all,
        [count(&signposted), count(&|t| referred(t) && !signposted(t)), count(&|t| referred(t) && signposted(t))],
    );
    let groups = counts.sum("group").min(count(&|_| true));
    made.halves(all, "group".to_owned(), (groups, count(&|_| true) - groups));
    for list in LISTS {
        for (name, n) in public(counts, list).iter() {
            made.cell(format!("{list}/{name}"), n);
        }
    }
    made.cell("reached".to_owned(), counts.get("reached"));
    (made.tables, made.names)
}

/// What is counted under a list, by the names everybody may read. What was typed elsewhere is no name.
fn public(counts: &Counts, list: &str) -> Counts {
    let mut named = Counts::new();
    for (name, n) in counts.under(list) {
        let name = match list {
            "language" => Some(languages::named(name)),
            "age" => Some(name).filter(|name| AGE_BANDS.contains(name)),
            "district" => Some(name).filter(|name| personal::district(name).as_deref() == Some(*name)),
            _ => Some(name),
        };
        name.into_iter().for_each(|name| named.add(name, n));
    }
    named
}

struct Making {
    tables: Tables,
    names: Vec<Option<String>>,
}

impl Making {
    fn cell(&mut self, name: String, count: u64) -> usize {
        self.names.push(Some(name));
        self.tables.cell(count, true)
    }

    fn unprinted(&mut self, count: u64) -> usize {
        self.names.push(None);
        self.tables.cell(count, false)
    }

    fn free(&mut self, count: u64) -> usize {
        self.names.push(None);
        self.tables.free_cell(count)
    }

    fn count(&self, cell: usize) -> u64 {
        self.tables.cells.get(cell).map_or(0, |c| c.count)
    }

    /// The services people were told of. No table adds them up, but a service is named only where somebody was
    /// signposted or referred, so those conversations are a limit that a reader can reckon with.
    /// `[signposted, only referred, both]` are conversations.
    fn services(&mut self, counts: &Counts, all: usize, [signposted, only_referred, both]: [u64; 3]) {
        let named: Vec<usize> =
            counts.under(SERVICE).map(|(name, n)| self.cell(format!("{SERVICE}/{name}"), n)).collect();
        let union = signposted + only_referred;
        let sum: u64 = named.iter().map(|cell| self.count(*cell)).sum();
        let find = |names: &[Option<String>], did: Did| names.iter().position(|n| n.as_deref() == Some(did.name()));
        let (Some(s), Some(r)) = (find(&self.names, Did::Signposted), find(&self.names, Did::Referred)) else { return };
        // Counts of another system may name services in other conversations too; then there is no such limit.
        if sum > union {
            return;
        }
        let union_cell = self.free(union);
        let only = self.free(only_referred);
        let both = self.free(both);
        let neither = self.free(self.count(all) - union);
        let unnamed = self.unprinted(union - sum);
        self.tables.sum(union_cell, vec![s, only]);
        self.tables.sum(r, vec![only, both]);
        self.tables.sum(all, vec![union_cell, neither]);
        self.tables.sum(union_cell, named.into_iter().chain([unnamed]).collect());
    }

    /// A printed part of a whole, and the other part, which nobody prints and anybody can work out.
    fn halves(&mut self, whole: usize, name: String, (count, rest): (u64, u64)) -> (usize, usize) {
        let part = self.cell(name, count);
        let other = self.unprinted(rest);
        self.tables.sum(whole, vec![part, other]);
        (part, other)
    }
}

/// Publishes an event's figures with the next plan file: for good, so once everybody has handed over. `None`
/// where there is nothing to publish, or it was published already; then see [`add_late`].
pub fn publish(ledger: &Ledger, event: Id, today: Date) -> Option<Work> {
    if ledger.records().get(figures_id(event)).is_some() {
        return None;
    }
    let figures = Figures::of(ledger, event)?;
    let id = figures_id(event);
    let shown = |shown: Shown| match shown {
        Shown::Count(n) => Value::from(n),
        Shown::Few => FEW.into(),
        Shown::Kept => KEPT.into(),
    };
    let mut edits: Vec<Edit> = vec![
        edit(id, kind::FIGURES, f::EVENT, event.to_string()),
        edit(id, kind::FIGURES, f::DATE, today.to_string()),
        edit(id, kind::FIGURES, f::THRESHOLD, figures.threshold),
    ];
    let cells =
        figures.cells.iter().map(|(name, s)| edit(id, kind::FIGURES, format!("{}/{name}", f::SHOWN), shown(*s)));
    edits.extend(cells);
    Some(Work::typed(edits))
}

/// Conversations handed over since an event's figures were published that are not counted as late yet. `None`
/// where it cannot be said, because the number itself was too small to publish.
pub fn waiting(ledger: &Ledger, event: Id) -> Option<u64> {
    let figures = published(ledger, event)?;
    let Some(Shown::Count(talk)) = figures.get("talk") else { return None };
    Some(handed_over(ledger, event).sum("talk").saturating_sub(talk).saturating_sub(figures.late))
}

/// Counts what was handed over since as late, once it is no small number. Everything else stays as published.
pub fn add_late(ledger: &Ledger, event: Id) -> Option<Work> {
    let figures = published(ledger, event)?;
    let waiting = waiting(ledger, event).filter(|n| *n >= figures.threshold)?;
    Some(Work::typed([edit(figures_id(event), kind::FIGURES, f::LATE, figures.late + waiting)]))
}

/// The events whose figures could be published now.
pub fn publishable(ledger: &Ledger) -> Vec<Id> {
    let events = super::events(ledger).into_iter().map(|e| e.id());
    let ready = |id: &Id| ledger.records().get(figures_id(*id)).is_none() && !handed_over(ledger, *id).is_empty();
    events.filter(ready).collect()
}
