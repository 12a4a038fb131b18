//! The groups of the partnership, each beneath the one that it reports to.

use super::super::Ledger;
use super::super::pieces::Names;
use crate::days::Date;
use crate::domain::{fields as f, kind};
use crate::record::{Id, Record};
use std::collections::{BTreeMap, BTreeSet};

/// A group in the order in which groups report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// The group.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// A board, a leadership cell …: the key of the choice, or empty.
    pub kind: String,
    /// How many groups lie between it and one that reports to none, itself included; 0 for such a one.
    pub depth: usize,
    /// How often it meets, as written; or empty.
    pub cadence: String,
    /// Whether it reports to itself by way of others, so that nobody is at the top.
    pub is_in_circle: bool,
    /// Whether it ended before the day that was asked for.
    pub is_over: bool,
}

/// All groups: those that report to none by their names, beneath each those that report to it. Of those who report in a circle the
/// first by name stands at the top, and each says so.
pub fn groups(ledger: &Ledger, today: Date) -> Vec<GroupLine> {
    let name = |r: &Record| Names { ledger, file: None }.title_of(r);
    let mut all: Vec<(String, &Record)> = ledger.of_kind(kind::GROUP).map(|r| (name(r).to_lowercase(), r)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let above = |r: &Record| -> Option<Id> {
        let id = r.text(f::REPORTS_TO)?.parse().ok()?;
        ledger.live(id, kind::GROUP).map(|group| group.id).filter(|id| *id != r.id)
    };
    let circles: BTreeSet<Id> = all.iter().filter(|(_, r)| is_in_circle(r, above, ledger)).map(|(_, r)| r.id).collect();
    let mut beneath: BTreeMap<Option<Id>, Vec<&Record>> = BTreeMap::new();
    for (_, record) in &all {
        beneath.entry(above(record)).or_default().push(record);
    }
    let mut lines = Vec::new();
    let mut told = BTreeSet::new();
    let line = |record: &Record, depth: usize| GroupLine {
        id: record.id,
        name: name(record),
        kind: record.text(f::KIND_OF_GROUP).unwrap_or_default().to_owned(),
        depth,
        cadence: record.text(f::CADENCE).unwrap_or_default().to_owned(),
        is_in_circle: circles.contains(&record.id)
            || record.text(f::REPORTS_TO).is_some_and(|id| id.parse() == Ok(record.id)),
        is_over: record.text(f::UNTIL).and_then(|day| day.parse::<Date>().ok()).is_some_and(|day| day < today),
    };
    let tops = beneath.get(&None).into_iter().flatten().copied();
    // Whoever is reached from no top reports in a circle, or to somebody who does.
    for top in tops.chain(all.iter().map(|(_, r)| *r).filter(|r| circles.contains(&r.id))) {
        let mut open = vec![(top, 0)];
        while let Some((record, depth)) = open.pop() {
            if told.insert(record.id) {
                lines.push(line(record, depth));
                let under = beneath.get(&Some(record.id)).into_iter().flatten();
                open.extend(under.rev().map(|r| (*r, depth + 1)));
            }
        }
    }
    lines
}

/// Whether whoever follows whom a group reports to comes back to it.
fn is_in_circle(group: &Record, above: impl Fn(&Record) -> Option<Id>, ledger: &Ledger) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = above(group);
    while let Some(at) = next.filter(|at| seen.insert(*at)) {
        if at == group.id {
            return true;
        }
        next = ledger.live(at, kind::GROUP).and_then(&above);
    }
    false
}

/// Something with what stands beneath it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nested<T> {
    /// The thing itself.
    pub of: T,
    /// What stands beneath it, in order.
    pub beneath: Vec<Nested<T>>,
}

/// So deep things are nested; what lies deeper stands beside its like.
const DEEPEST: usize = 6;

/// Puts things that stand in order, each with its depth, beneath one another. What lies more than one deeper than what stands before
/// it stands right beneath that.
pub fn nest<T>(rows: impl IntoIterator<Item = (usize, T)>) -> Vec<Nested<T>> {
    let mut top: Vec<Nested<T>> = Vec::new();
    for (depth, of) in rows {
        put(&mut top, depth.min(DEEPEST), Nested { of, beneath: Vec::new() });
    }
    top
}

fn put<T>(among: &mut Vec<Nested<T>>, depth: usize, one: Nested<T>) {
    match among.last_mut() {
        Some(last) if depth > 0 => put(&mut last.beneath, depth - 1, one),
        _ => among.push(one),
    }
}
