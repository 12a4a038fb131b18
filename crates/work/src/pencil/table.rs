//! A plan's actions as a table: its columns, what stands in a cell, how the rows are sorted and grouped.

use super::value;
use crate::domain::kinds::{self, Field, Shape};
use crate::domain::{Scale, Timescale, fields as f, kind};
use crate::ledger::entries::{By, Entry, Flaw, groups};
use crate::ledger::{Ledger, PlanTree};
use crate::record::Id;
use crate::words::{day_text, say};
use serde_json::Value;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Column {
    /// A field of the action, as it is declared.
    Field(&'static Field),
    /// What follows from where it stands and what was said of it.
    Made(Made),
}

/// What is worked out of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// The priorities that it stands under.
    Priority,
    /// The aims that it stands under.
    Aim,
    /// Its rating.
    Rating,
    /// When something was last said of it.
    Said,
    /// What is wrong with it.
    Flaws,
}

impl Made {
    const ALL: [Made; 5] = [Made::Rating, Made::Said, Made::Flaws, Made::Priority, Made::Aim];
}

/// The columns that are there until somebody chooses others.
const FIRST: [&str; 8] = [f::TITLE, f::NUMBER, f::OWNER, f::TIMESCALE, "rating", "lastUpdate", "wrong", "inPriority"];

impl Column {
    /// All of them: what an action is asked for in the order in which it is declared, then what is worked out.
    pub fn all() -> Vec<Column> {
        let fields = kinds::find(kind::ACTION).map_or(&[][..], |kind| kind.fields);
        let fields = fields.iter().filter(|field| field.is_asked && value::is_typed(field)).map(Column::Field);
        fields.chain(Made::ALL.map(Column::Made)).collect()
    }

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Column::Field(field) => field.name,
            Column::Made(Made::Priority) => "inPriority",
            Column::Made(Made::Aim) => "inAim",
            Column::Made(Made::Rating) => "rating",
            Column::Made(Made::Said) => "lastUpdate",
            Column::Made(Made::Flaws) => "wrong",
        }
    }

    /// The one of this name.
    pub fn read(name: &str) -> Option<Column> {
        Column::all().into_iter().find(|column| column.name() == name)
    }

    /// The columns of these names, in the table's order; those that it begins with where none of them is one. What an action is
    /// called is always among them.
    pub fn chosen<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Vec<Column> {
        let of = |names: Vec<&str>| -> Vec<Column> {
            Column::all().into_iter().filter(|column| names.contains(&column.name())).collect()
        };
        let asked = of(names.clone().collect());
        match asked.is_empty() {
            true => of(FIRST.to_vec()),
            false => of(names.chain([f::TITLE]).collect()),
        }
    }

    /// What people call it.
    pub fn title(self) -> String {
        match self {
            Column::Field(field) => field.called(),
            Column::Made(_) => say(&format!("plan.column.{}", self.name())),
        }
    }

    /// The field that is changed in it: its own, or of where an action stands the places.
    pub fn field(self) -> Option<&'static Field> {
        match self {
            Column::Field(field) => Some(field),
            Column::Made(Made::Priority | Made::Aim) => kinds::field(kind::ACTION, f::PLACED),
            Column::Made(_) => None,
        }
    }

    /// What stands in its cell of an action.
    pub fn cell(self, ledger: &Ledger, scale: &Scale, entry: &Entry) -> Cell {
        let record = ledger.live(entry.id, kind::ACTION);
        let is_mine = match (self.field(), record) {
            (Some(field), Some(record)) => value::is_proposed(ledger, record, field),
            _ => false,
        };
        let text = match (self, record) {
            // As it was said; the days that it is read as are what it is sorted by.
            (Column::Field(field), Some(record)) if field.shape == Shape::Timescale => {
                value::typed(ledger, record, field)
            }
            (Column::Field(field), Some(record)) => value::shown(ledger, record, field),
            (Column::Field(_), None) => String::new(),
            (Column::Made(Made::Priority), _) => once(entry.places.iter().map(|place| place.above.as_str())),
            (Column::Made(Made::Aim), _) => once(entry.places.iter().map(|place| place.aim.as_str())),
            (Column::Made(Made::Rating), _) => match entry.rating.as_deref() {
                Some(key) => scale.get(key).map_or_else(|| key.to_owned(), |rating| rating.name.clone()),
                None => say("rating.none"),
            },
            (Column::Made(Made::Said), _) => day_text(&entry.said),
            (Column::Made(Made::Flaws), _) => {
                entry.flaws.iter().map(|flaw| flaw.words()).collect::<Vec<_>>().join("; ")
            }
        };
        Cell { text, is_mine }
    }

    /// By what rows are sorted in it; `None` where nothing stands there, which comes last in either direction.
    fn key(self, ledger: &Ledger, scale: &Scale, entry: &Entry) -> Option<Vec<Part>> {
        let record = ledger.live(entry.id, kind::ACTION);
        let text = |field: &Field| record.and_then(|record| record.text(field.name)).map(str::to_owned);
        let number = |n: usize| Some(vec![Part::Number(n as u64)]);
        match self {
            Column::Field(field) => match field.shape {
                Shape::Day | Shape::When => text(field).map(|text| vec![Part::Words(text)]),
                Shape::Timescale => {
                    let value = record.and_then(|record| record.value(field.name));
                    let timescale = value.and_then(|value: &Value| Timescale::from_value(value));
                    timescale.and_then(|t| t.latest.or(t.earliest)).map(|day| vec![Part::Words(day.to_string())])
                }
                Shape::Choice(choices) => {
                    let word = text(field)?;
                    number(choices.iter().position(|choice| *choice == word).unwrap_or(choices.len()))
                }
                _ => parts(&self.cell(ledger, scale, entry).text),
            },
            Column::Made(Made::Rating) => number(scale.rank(entry.rating.as_deref()?)),
            Column::Made(Made::Said) => Some(vec![Part::Words(entry.said.clone())]).filter(|_| !entry.said.is_empty()),
            // The worst first, and of those with the same the one with more.
            Column::Made(Made::Flaws) => entry.flaws.first().map(|worst| {
                let fewer = Flaw::ALL.len() - entry.flaws.len();
                vec![Part::Number(*worst as u64), Part::Number(fewer as u64)]
            }),
            Column::Made(Made::Priority | Made::Aim) => parts(&self.cell(ledger, scale, entry).text),
        }
    }
}

/// These texts, each once, with a line for each.
fn once<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join("\n")
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// In words.
    pub text: String,
    /// Whether it is this person's own word, which the office has not accepted yet.
    pub is_mine: bool,
}

/// A part of a text as it is sorted: "1.10" comes after "1.9".
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Words(String),
}

fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    for letter in text.trim().chars().take(200).flat_map(char::to_lowercase) {
        let digit = letter.to_digit(10).map(u64::from);
        match (parts.last_mut(), digit) {
            (Some(Part::Number(n)), Some(digit)) => *n = n.saturating_mul(10).saturating_add(digit),
            (_, Some(digit)) => parts.push(Part::Number(digit)),
            (Some(Part::Words(words)), None) => words.push(letter),
            (_, None) => parts.push(Part::Words(letter.to_string())),
        }
    }
    Some(parts).filter(|parts| !parts.is_empty())
}

/// By which column the rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sort {
    /// The column.
    pub by: Column,
    /// Whether the last comes first.
    pub down: bool,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// The heading of the rows beneath it: what tells it from others, what it is called, how many there are.
    Group(String, String, usize),
    /// An action: the key of its group, or nothing, and its id.
    Row(String, Id),
}

impl Line {
    /// What tells it from every other line.
    pub fn key(&self) -> String {
        match self {
            Line::Group(key, ..) => format!("group-{key}"),
            Line::Row(group, id) if group.is_empty() => id.to_string(),
            Line::Row(group, id) => format!("{group}-{id}"),
        }
    }
}

/// The lines of the table in order: these actions, sorted, under the headings of their groups. Of the `folded` groups only the
/// heading is there.
pub fn lines(
    ledger: &Ledger,
    tree: &PlanTree,
    entries: &[Entry],
    sort: Option<Sort>,
    by: Option<By>,
    folded: &dyn Fn(&str) -> bool,
) -> Vec<Line> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    if let Some(Sort { by, down }) = sort {
        let mut keyed: Vec<(Option<Vec<Part>>, usize)> =
            entries.iter().map(|entry| by.key(ledger, &tree.scale, entry)).zip(order).collect();
        keyed.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if down => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        order = keyed.into_iter().map(|(_, at)| at).collect();
    }
    let sorted: Vec<Entry> = order.into_iter().filter_map(|at| entries.get(at)).cloned().collect();
    let row = |group: &str, entry: &Entry| Line::Row(group.to_owned(), entry.id);
    let Some(by) = by else { return sorted.iter().map(|entry| row("", entry)).collect() };
    let mut all = Vec::new();
    for group in groups(tree, &sorted, by) {
        let key = if group.key.is_empty() { "none".to_owned() } else { group.key.replace(' ', "-") };
        let rows = group.entries.iter().filter_map(|at| sorted.get(*at)).map(|entry| row(&key, entry));
        let rows: Vec<Line> = if folded(&key) { Vec::new() } else { rows.collect() };
        all.push(Line::Group(key, group.title, group.entries.len()));
        all.extend(rows);
    }
    all
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
