//! A field that is a list, kept as one field per member: all members as one text, and back.

use super::order::{self, placed};
use super::ratings;
use super::wrong::Wrong;
use crate::domain::kinds::{Field, Shape};
use crate::domain::owners::key;
use crate::domain::{Organisation, Placement, fields as f, kind};
use crate::ledger::Ledger;
use crate::record::{Id, Record};
use serde_json::{Value, json};

/// Whether a form can take a list of this.
pub fn is_typed(of: Shape) -> bool {
    matches!(
        of,
        Shape::Owner
            | Shape::OwnerOr(_)
            | Shape::Link(_)
            | Shape::Topic
            | Shape::TopicAt
            | Shape::Under(_)
            | Shape::Placed
            | Shape::Line
            | Shape::Flag
            | Shape::Rating
    )
}

/// The members of a list as they are typed: organisations by their names, with semicolons between them; records and
/// topics by their ids, with spaces; words with commas; ratings one a line, each behind the id of its action.
pub fn typed(ledger: &Ledger, record: &Record, field: &Field) -> String {
    match field.shape.of_one() {
        Shape::Owner => owners(ledger, record, field.name, ""),
        Shape::OwnerOr(words) => owners(ledger, record, field.name, words),
        Shape::Link(_) | Shape::Topic | Shape::TopicAt => names(record, field.name).join(" "),
        Shape::Under(_) | Shape::Placed => {
            placed(record, field.name).into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(" ")
        }
        Shape::Flag => names(record, field.name).join(", "),
        Shape::Line => names(record, field.name).join("\n"),
        Shape::Rating => ratings::typed(record, field.name),
        _ => String::new(),
    }
}

fn names<'a>(record: &'a Record, list: &'a str) -> Vec<&'a str> {
    record.members(list).map(|(member, _)| member).collect()
}

/// The organisations of a list in their order, each with its printed spelling.
fn owning(record: &Record, list: &str) -> Vec<(Id, String)> {
    let one = |(member, value): (&str, &Value)| {
        let printed = value.get("as").and_then(Value::as_str).unwrap_or_default().to_owned();
        let order = value.get("order").and_then(Value::as_f64).unwrap_or(f64::MAX);
        Some((order, member.parse::<Id>().ok()?, printed))
    };
    let mut owners: Vec<_> = record.members(list).filter_map(one).collect();
    owners.sort_by(|a, b| a.0.total_cmp(&b.0));
    owners.into_iter().map(|(_, id, printed)| (id, printed)).collect()
}

fn owners(ledger: &Ledger, record: &Record, list: &str, words: &str) -> String {
    let named = |(id, printed): (Id, String)| ledger.organisation_name(id, &printed);
    let mut names: Vec<String> = owning(record, list).into_iter().map(named).collect();
    names.push(record.text(words).unwrap_or_default().to_owned());
    names.retain(|name| !name.is_empty());
    names.join("; ")
}

/// Owners as typed: organisations that are known here by name or spelling, and the others in words.
fn read_owners<'a>(ledger: &Ledger, typed: &'a str) -> (Vec<(Id, &'a str)>, Vec<&'a str>) {
    let (mut owners, mut others): (Vec<(Id, &str)>, Vec<&str>) = (Vec::new(), Vec::new());
    for name in typed.split(';').map(str::trim).filter(|name| !name.is_empty()) {
        let wanted = key(name);
        let named = |r: &&Record| {
            key(Organisation(r).name()) == wanted || r.members(f::SPELLING).any(|(s, _)| key(s) == wanted)
        };
        match ledger.of_kind(kind::ORGANISATION).find(named) {
            Some(known) if owners.iter().any(|(id, _)| *id == known.id) => {}
            Some(known) => owners.push((known.id, name)),
            None => others.push(name),
        }
    }
    (owners, others)
}

/// The places of a list that it has not yet.
fn new_places<'a>(record: Option<&Record>, field: &Field, typed: &'a str) -> impl Iterator<Item = &'a str> {
    let stands = record.map(|r| placed(r, field.name)).unwrap_or_default();
    typed.split_whitespace().filter(move |place| !stands.iter().any(|(stands, _)| stands == place))
}

/// The names among owners as typed that no organisation has.
pub fn unknown(ledger: &Ledger, typed: &str) -> Vec<String> {
    read_owners(ledger, typed).1.into_iter().map(str::to_owned).collect()
}

/// What is wrong with a list as it was typed. Members that stand in it already may be of records that are not known here.
pub fn wrong(ledger: &Ledger, record: Option<&Record>, field: &Field, typed: &str) -> Option<Wrong> {
    match field.shape.of_one() {
        Shape::Owner => read_owners(ledger, typed).1.first().map(|name| Wrong::Organisation((*name).to_owned())),
        Shape::OwnerOr(_) | Shape::Flag | Shape::Line | Shape::Topic | Shape::TopicAt => None,
        Shape::Under(kind) => new_places(record, field, typed)
            .any(|place| place.parse().ok().and_then(|id| ledger.live(id, kind)).is_none())
            .then_some(Wrong::Choice),
        Shape::Placed => new_places(record, field, typed)
            .any(|place| !Placement::read(place).is_some_and(|place| order::is_place(ledger, place)))
            .then_some(Wrong::Choice),
        Shape::Link(kind) => {
            let stands = record.map(|r| names(r, field.name)).unwrap_or_default();
            let is_there = |id: &str| {
                let record = id.parse::<Id>().ok().and_then(|id| ledger.records().get(id));
                record.is_some_and(|record| kind.is_empty() || record.kind == kind)
            };
            (!typed.split_whitespace().all(|id| stands.contains(&id) || is_there(id))).then_some(Wrong::Choice)
        }
        Shape::Rating => ratings::wrong(ledger, record, field.name, typed),
        _ => Some(Wrong::NotTyped),
    }
}

/// The fields of a record that differ once its list is what was typed, each with its value: null for who left it.
pub fn edits(ledger: &Ledger, record: Option<&Record>, field: &Field, typed: &str) -> Vec<(String, Value)> {
    let list = field.name;
    let member = |name: &str| format!("{list}/{name}");
    match field.shape.of_one() {
        Shape::Owner => changed_owners(ledger, record, list, "", typed),
        Shape::OwnerOr(words) => changed_owners(ledger, record, list, words, typed),
        Shape::Under(_) | Shape::Placed => {
            let now: Vec<String> =
                record.map(|r| placed(r, list)).unwrap_or_default().into_iter().map(|(p, _)| p).collect();
            let wanted: Vec<&str> = typed.split_whitespace().collect();
            let left = now.iter().filter(|place| !wanted.contains(&place.as_str()));
            let left = left.map(|place| (member(place), Value::Null));
            let came = wanted.iter().filter(|place| !now.iter().any(|n| n == *place));
            let came = came.map(|place| (member(place), order::last(ledger, field.kind, list, place).into()));
            left.chain(came).collect()
        }
        shape @ (Shape::Link(_) | Shape::Topic | Shape::TopicAt | Shape::Flag | Shape::Line) => {
            let wanted = match shape {
                Shape::Flag => words(typed, &[',', ';', '\n']),
                Shape::Line => words(typed, &['\n']),
                _ => typed.split_whitespace().map(str::to_owned).collect(),
            };
            let now: Vec<&str> = record.map(|r| names(r, list)).unwrap_or_default();
            let left = now.iter().filter(|name| !wanted.iter().any(|w| w == *name));
            let mut edits: Vec<(String, Value)> = left.map(|name| (member(name), Value::Null)).collect();
            for (place, name) in wanted.iter().enumerate().filter(|(_, name)| !now.contains(&name.as_str())) {
                edits.push((member(name), if shape == Shape::TopicAt { place.into() } else { true.into() }));
            }
            edits
        }
        Shape::Rating => ratings::edits(record, list, typed),
        _ => Vec::new(),
    }
}

/// Words with one of these marks between them, each fit to name a member.
fn words(typed: &str, between: &[char]) -> Vec<String> {
    let one = |word: &str| word.split_whitespace().collect::<Vec<_>>().join(" ").replace('/', " ");
    typed.split(between).map(one).filter(|word| !word.is_empty()).collect()
}

/// Takes out who was in sight and is named no more. One whose name is not known here was never in sight, and stays.
fn changed_owners(
    ledger: &Ledger,
    record: Option<&Record>,
    list: &str,
    words: &str,
    typed: &str,
) -> Vec<(String, Value)> {
    let stands = record.map(|r| owning(r, list)).unwrap_or_default();
    let (owners, others) = read_owners(ledger, typed);
    let was_shown = |id: Id, printed: &str| !ledger.organisation_name(id, printed).is_empty();
    let left = stands.iter().filter(|(id, p)| was_shown(*id, p) && !owners.iter().any(|(new, _)| new == id));
    let mut edits: Vec<(String, Value)> = left.map(|(id, _)| (format!("{list}/{id}"), Value::Null)).collect();
    for (at, (id, typed)) in owners.iter().enumerate() {
        if !stands.iter().any(|(stands, _)| stands == id) {
            edits.push((format!("{list}/{id}"), json!({ "order": at + 1, "as": typed })));
        }
    }
    let others = others.join("; ");
    if !words.is_empty() && others != record.and_then(|r| r.text(words)).unwrap_or_default() {
        edits.push((words.to_owned(), if others.is_empty() { Value::Null } else { others.into() }));
    }
    edits
}
