//! A plan as its workbook sees it, and what stands in a cell: one text a cell, whatever its shape.

use super::column::{Column, Holds, RATINGS, YES};
use super::names::{Index, Names};
use crate::days::Date;
use crate::domain::kinds::{Field, Shape};
use crate::domain::{Plan, kind};
use crate::ledger::entries::{Entry, entries};
use crate::ledger::{Ledger, PlanTree};
use crate::office::printable_lines;
use crate::pencil::order::placed;
use crate::pencil::value;
use crate::record::{Id, Record};
use crate::words::say;
use serde_json::Value;
use std::collections::BTreeMap;

/// The most of a text that goes into a cell, in units of UTF-16: Excel takes 32,767.
pub(super) const MOST_IN_CELL: usize = 32_000;

/// A plan as its workbook sees it.
pub(super) struct View<'a> {
    pub ledger: &'a Ledger,
    pub tree: PlanTree,
    pub names: Names,
    pub index: Index,
    pub today: Date,
    entries: BTreeMap<Id, Entry>,
}

impl<'a> View<'a> {
    /// The view of a plan; `None` where it is not here.
    pub fn of(ledger: &'a Ledger, plan: Id, today: Date) -> Option<View<'a>> {
        let tree = ledger.tree(Plan(ledger.live(plan, kind::PLAN)?));
        let names = Names::of(ledger, plan);
        let index = Index::of(&names);
        let entries = entries(&tree, today, |_| true).into_iter().map(|entry| (entry.id, entry)).collect();
        Some(View { ledger, tree, names, index, today, entries })
    }

    /// What stands in a record's cell: days as `YYYY-MM-DD`, days with a time as `YYYY-MM-DDTHH:MM`, numbers plain, names for
    /// everything that is an id or a key (nothing for a record whose name its readers may not see), several with a line each (owners with semicolons); empty where nothing stands there.
    pub fn text(&self, record: &Record, column: Column) -> String {
        let text = match column.holds {
            Holds::Field(field) if field.is_list() => self.list(record, column, field),
            Holds::Field(field) => {
                record.value(field.name).map(|value| self.single(column, field, value)).unwrap_or_default()
            }
            Holds::Rated(field) => lines(self.rated(record, field).into_iter().map(|(action, _)| action)),
            Holds::Ratings(field) => {
                let rated = self.rated(record, field);
                match rated.iter().all(|(_, rating)| rating.is_empty()) {
                    true => String::new(),
                    false => lines(rated.into_iter().map(|(_, rating)| or_none(rating))),
                }
            }
            Holds::Rating => {
                let rating = self.entries.get(&record.id).and_then(|entry| entry.rating.as_deref());
                rating.map(|key| self.index.name(RATINGS, key)).unwrap_or_default()
            }
            Holds::Said => self.entries.get(&record.id).map(|entry| entry.said.clone()).unwrap_or_default(),
        };
        fit(&text)
    }

    fn single(&self, column: Column, field: &Field, value: &Value) -> String {
        let text = value.as_str().unwrap_or_default();
        match (field.shape, column.list()) {
            (Shape::Day, _) => text.to_owned(),
            (Shape::Flag, _) => {
                value.as_bool().filter(|on| *on).map(|on| self.index.name(YES, &on.to_string())).unwrap_or_default()
            }
            (Shape::Ref(_), Some(list)) => self.index.known(&list, text).unwrap_or_default(),
            (_, Some(list)) if !text.is_empty() => self.index.name(&list, text),
            _ => value::words_of(field, value),
        }
    }

    fn list(&self, record: &Record, column: Column, field: &Field) -> String {
        let members = || record.members(field.name).map(|(member, _)| member);
        let list = column.list().unwrap_or_default();
        match field.shape.of_one() {
            Shape::Owner => self.owners(record, field.name, "", &list),
            Shape::OwnerOr(words) => self.owners(record, field.name, words, &list),
            Shape::Flag => members().collect::<Vec<_>>().join(", "),
            Shape::Line => lines(members().map(str::to_owned)),
            Shape::Under(_) | Shape::Placed => {
                lines(placed(record, field.name).into_iter().filter_map(|(place, _)| self.index.known(&list, &place)))
            }
            Shape::Link(_) => {
                let mut names: Vec<String> = members().filter_map(|member| self.index.known(&list, member)).collect();
                names.sort_by_cached_key(|name| super::order::natural(name));
                lines(names.into_iter())
            }
            _ => {
                let mut names: Vec<String> = members().map(|member| self.index.name(&list, member)).collect();
                names.sort_by_cached_key(|name| super::order::natural(name));
                lines(names.into_iter())
            }
        }
    }

    /// Owners in their order, as they are called now; one whose record is not here, as it was printed.
    fn owners(&self, record: &Record, field: &str, words: &str, list: &str) -> String {
        let order = |value: &Value| value.get("order").and_then(Value::as_f64).unwrap_or(f64::MAX);
        let mut members: Vec<(&str, &Value)> = record.members(field).collect();
        members.sort_by(|(_, a), (_, b)| order(a).total_cmp(&order(b)));
        let printed = |value: &Value| value.get("as").and_then(Value::as_str).unwrap_or_default().to_owned();
        let named = |(member, value): (&str, &Value)| match self.index.name(list, member) {
            name if name == member => printed(value),
            name => name,
        };
        let mut names: Vec<String> = members.into_iter().map(named).collect();
        names.push(record.text(words).unwrap_or_default().to_owned());
        names.retain(|name| !name.trim().is_empty());
        let is_plain = names.iter().all(|name| !name.contains(';'));
        names.join(if is_plain { "; " } else { "\n" })
    }

    /// The actions that an update covers, each with its rating, or nothing.
    fn rated(&self, record: &Record, field: &Field) -> Vec<(String, String)> {
        let rating = |value: &Value| {
            let key = value.get("rating").and_then(Value::as_str);
            key.map(|key| self.index.name(RATINGS, key)).unwrap_or_default()
        };
        let members = record.members(field.name);
        let mut all: Vec<(String, String)> = members
            .filter_map(|(action, value)| Some((self.index.known(kind::ACTION, action)?, rating(value))))
            .collect();
        all.sort_by_cached_key(|(action, _)| super::order::natural(action));
        all
    }
}

fn or_none(rating: String) -> String {
    if rating.is_empty() { say("rating.none") } else { rating }
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}

/// A text as a cell can hold it: without what no file can carry, and cut where it is too long.
pub(super) fn fit(text: &str) -> String {
    let text = printable_lines(text);
    let mut room = MOST_IN_CELL;
    let fits = |c: &char| {
        let is_room = room >= c.len_utf16();
        room = room.saturating_sub(c.len_utf16());
        is_room
    };
    text.trim().chars().take_while(fits).collect()
}
