//! What stands in an address behind its path: what is asked of the plan, and how it is shown.

use crate::ledger::entries::By;
use crate::ledger::search::{Only, Query};
use std::fmt::Write;

/// How the plan is shown, other than as a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanView {
    /// As a table.
    Table(Sheet),
    /// Grouped by who owns.
    Owners,
    /// Grouped by the month in which something is due.
    Months,
}

/// What somebody chose in the table; what is empty was not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The name of the column by which it is sorted.
    pub sort: String,
    /// Whether the last comes first.
    pub down: bool,
    /// By what its rows are grouped.
    pub group: Option<By>,
    /// The names of its columns, with commas between them.
    pub columns: String,
    /// Which page of its lines, from 0.
    pub page: usize,
}

impl PlanView {
    /// Reads the last part of a path, and what stands behind it.
    pub fn read(name: &str, query: &str) -> Option<PlanView> {
        match name {
            "table" => Some(PlanView::Table(read_sheet(query))),
            "owners" => Some(PlanView::Owners),
            "months" => Some(PlanView::Months),
            _ => None,
        }
    }

    /// The last part of its path.
    pub fn name(&self) -> &'static str {
        match self {
            PlanView::Table(_) => "table",
            PlanView::Owners => "owners",
            PlanView::Months => "months",
        }
    }

    /// As it is before anybody has chosen anything.
    pub fn plain(&self) -> PlanView {
        match self {
            PlanView::Table(_) => PlanView::Table(Sheet::default()),
            other => other.clone(),
        }
    }

    /// What stands in the address beside what is asked: name and value.
    pub(super) fn members(&self) -> Vec<(&'static str, String)> {
        let PlanView::Table(sheet) = self else { return Vec::new() };
        let page = if sheet.page == 0 { String::new() } else { (sheet.page + 1).to_string() };
        vec![
            ("sort", sheet.sort.clone()),
            ("down", if sheet.down { "yes".to_owned() } else { String::new() }),
            ("group", sheet.group.map_or("", By::name).to_owned()),
            ("columns", sheet.columns.clone()),
            ("page", page),
        ]
    }
}

fn members(text: &str) -> impl Iterator<Item = (&str, String)> {
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name, decode(value)))
}

fn read_sheet(text: &str) -> Sheet {
    let mut sheet = Sheet::default();
    for (name, value) in members(text) {
        match name {
            "sort" => sheet.sort = value,
            "down" => sheet.down = value == "yes",
            "group" => sheet.group = By::read(&value),
            "columns" => sheet.columns = value,
            "page" => sheet.page = value.parse::<usize>().unwrap_or_default().saturating_sub(1),
            _ => {}
        }
    }
    sheet
}

/// What is asked of the plan.
pub(super) fn read_query(text: &str) -> Query {
    let mut query = Query::default();
    for (name, value) in members(text) {
        match name {
            "words" => query.words = value,
            "owner" => query.owner = value,
            "rating" => query.rating = value,
            "only" => query.only = Only::read(&value),
            _ => {}
        }
    }
    query
}

/// What is asked of the plan, and these further members.
pub(super) fn write_query(query: &Query, more: Vec<(&'static str, String)>) -> String {
    let only = query.only.map_or("", Only::name);
    let members = [
        ("words", query.words.as_str()),
        ("owner", query.owner.as_str()),
        ("rating", query.rating.as_str()),
        ("only", only),
    ];
    let more = more.iter().map(|(name, value)| (*name, value.as_str()));
    let mut text = String::new();
    for (name, value) in members.into_iter().chain(more).filter(|(_, v)| !v.is_empty()) {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        encode(value, &mut text);
    }
    text
}

fn encode(value: &str, to: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            to.push(char::from(byte));
        } else {
            let _ = write!(to, "%{byte:02X}");
        }
    }
}

/// Percent signs that encode nothing stay as they are; bytes that are not UTF-8 become `U+FFFD`.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        match (byte, hex(ahead.next()), hex(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = ahead;
            }
            (b'+', ..) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
