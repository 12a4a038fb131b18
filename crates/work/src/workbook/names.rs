//! What people read for what is kept as an id or a key: each name once, so that it can be read back.

use super::column::{PLACES, RATINGS, TOPICS, YES, columns, sheets};
use crate::domain::ids::normal_words;
use crate::domain::kinds::{self, Shape};
use crate::domain::owners;
use crate::domain::{Aim, Placement, Plan, Topic, fields as f, kind};
use crate::ledger::Ledger;
use crate::ledger::pieces;
use crate::record::{Id, Record};
use crate::words::{fill, say};
use std::collections::{BTreeMap, BTreeSet};

/// A name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// What it stands for: an id, a place, a key.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Whether it can be chosen.
    pub is_offered: bool,
    /// What else it may be called by, where nothing else is.
    pub also: Vec<String>,
}

/// Lists of names, by the list's name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(pub BTreeMap<String, Vec<Name>>);

impl Names {
    /// The names of everything that cells may name.
    pub(super) fn of(ledger: &Ledger, plan: Id) -> Names {
        let mut names = Names::default();
        let kinds = sheets().filter_map(kinds::find);
        for column in kinds.flat_map(columns) {
            let Some(list) = column.list() else { continue };
            if names.0.contains_key(&list) {
                continue;
            }
            let all = match list.as_str() {
                PLACES => places(ledger, plan),
                TOPICS => topics(ledger),
                RATINGS => ratings(ledger, plan),
                YES => vec![offered(true.to_string(), say("workbook.yes"))],
                _ => match (column.shape(), column.holds) {
                    (Shape::Choice(choices), super::column::Holds::Field(field)) => {
                        choices.iter().map(|choice| offered((*choice).to_owned(), field.choice(choice))).collect()
                    }
                    _ => records(ledger, &list, plan),
                },
            };
            names.put(list, all);
        }
        names
    }

    /// Puts a list in, each name made one of its own.
    fn put(&mut self, list: String, mut all: Vec<Name>) {
        let mut taken = BTreeSet::new();
        for name in &mut all {
            let plain = name.name.clone();
            let mut number = 2;
            while !taken.insert(normal_words(&name.name)) {
                name.name = format!("{plain} ({number})");
                number += 1;
            }
        }
        self.0.insert(list, all);
    }

    /// A list.
    pub fn list(&self, list: &str) -> &[Name] {
        self.0.get(list).map_or(&[], Vec::as_slice)
    }
}

/// Names to look things up in.
#[derive(Default)]
pub(super) struct Index {
    names: BTreeMap<String, BTreeMap<String, String>>,
    exact: BTreeMap<String, BTreeMap<String, String>>,
    /// Nothing where several are called so.
    loose: BTreeMap<String, BTreeMap<String, Option<String>>>,
}

impl Index {
    pub(super) fn of(names: &Names) -> Index {
        let mut index = Index::default();
        for (list, all) in &names.0 {
            let (mut by_key, mut exact, mut loose) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
            for name in all {
                by_key.entry(name.key.clone()).or_insert_with(|| name.name.clone());
                exact.entry(normal_words(&name.name)).or_insert_with(|| name.key.clone());
                let also: BTreeSet<String> = name.also.iter().map(|also| loosely(list, also)).collect();
                for also in also.into_iter().filter(|_| name.is_offered) {
                    loose.entry(also).and_modify(|key| *key = None).or_insert_with(|| Some(name.key.clone()));
                }
            }
            index.names.insert(list.clone(), by_key);
            index.exact.insert(list.clone(), exact);
            index.loose.insert(list.clone(), loose);
        }
        index
    }

    /// What people read for a key, where anything is known of it.
    pub(super) fn known(&self, list: &str, key: &str) -> Option<String> {
        self.names.get(list).and_then(|names| names.get(key)).cloned()
    }

    /// What people read for a key; the key where nothing is known of it.
    pub(super) fn name(&self, list: &str, key: &str) -> String {
        self.known(list, key).unwrap_or_else(|| key.to_owned())
    }

    /// The key that a text names by its whole name.
    pub(super) fn exact(&self, list: &str, text: &str) -> Option<&str> {
        self.exact.get(list)?.get(&normal_words(text)).map(String::as_str)
    }

    /// The key that a text names by something that only one is called by.
    pub(super) fn loose(&self, list: &str, text: &str) -> Option<&str> {
        self.loose.get(list)?.get(&loosely(list, text))?.as_deref()
    }
}

fn loosely(list: &str, text: &str) -> String {
    if list == kind::ORGANISATION { owners::key(text) } else { normal_words(text) }
}

fn offered(key: String, name: String) -> Name {
    Name { key, name, is_offered: true, also: Vec::new() }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The records of a kind by what they are called, the live ones of this plan first, in the order of their names.
fn records(ledger: &Ledger, of: &str, plan: Id) -> Vec<Name> {
    let names = pieces::Names { ledger, file: None };
    let named = |record: &Record| {
        let title = one_line(&names.title_of(record));
        let number = record.text(f::NUMBER).map(one_line).filter(|number| !number.is_empty());
        let day = record.text(f::DATE).filter(|_| of == kind::UPDATE).map(crate::words::day_text);
        let name = match (&number, day) {
            (Some(number), _) => fill("workbook.named", &[("number", number), ("title", &title)]),
            (None, Some(day)) => format!("{title}, {day}"),
            (None, None) => title.clone(),
        };
        let spellings = record.members(f::SPELLING).map(|(spelling, _)| spelling.to_owned());
        let belongs = record.text(f::PLAN).is_none_or(|id| id == plan.to_string());
        let is_offered = belongs && ledger.live(record.id, of).is_some();
        let also = number.into_iter().chain([title]).chain(spellings).collect();
        Name { key: record.id.to_string(), name, is_offered, also }
    };
    let mut all: Vec<Name> =
        ledger.records().iter().filter(|r| r.kind == of && r.erased().is_none()).map(named).collect();
    all.sort_by_cached_key(|name| (!name.is_offered, super::order::natural(&name.name), name.key.clone()));
    all
}

/// The aims of the plan's priorities, as an action may stand under them.
fn places(ledger: &Ledger, plan: Id) -> Vec<Name> {
    let names = pieces::Names { ledger, file: None };
    let mut all = Vec::new();
    for aim in ledger.of_kind(kind::AIM).filter(|r| r.text(f::PLAN).is_none_or(|id| id == plan.to_string())) {
        let here = Aim(aim).under().into_iter().filter(|(priority, _)| ledger.records().get(*priority).is_some());
        for (priority, _) in here {
            let place = Placement { priority, aim: aim.id }.name();
            let name = one_line(&names.named(&place));
            let is_offered = ledger.live(priority, kind::PRIORITY).is_some();
            let number = aim.text(f::NUMBER).unwrap_or_default();
            let also = [number, aim.text(f::STATEMENT).unwrap_or_default()].map(one_line);
            let also = also.into_iter().filter(|word| !word.is_empty()).collect();
            let name = if number.is_empty() { name } else { format!("{number} {name}") };
            all.push(Name { key: place, name, is_offered, also });
        }
    }
    all.sort_by_cached_key(|name| (super::order::natural(&name.name), name.key.clone()));
    all
}

fn topics(ledger: &Ledger) -> Vec<Name> {
    let counting = ledger.of_kind(kind::COUNTING).next();
    let away = Topic::put_away(counting).into_iter().map(|topic| (topic, false));
    let all = Topic::of_partnership(counting).into_iter().map(|topic| (topic, true)).chain(away);
    all.map(|(topic, is_offered)| Name { is_offered, ..offered(topic.id, one_line(&topic.word)) }).collect()
}

fn ratings(ledger: &Ledger, plan: Id) -> Vec<Name> {
    let scale = ledger.live(plan, kind::PLAN).map(|plan| Plan(plan).scale()).unwrap_or_default();
    scale.0.into_iter().map(|rating| offered(rating.key, one_line(&rating.name))).collect()
}
