//! Rows without an id, as records that are proposed.

use super::came::{At, Came, CameRow, CameSheet, Doubt, Texts};
use super::column::{Column, Holds, columns};
use super::values::{Cell, Reader};
use crate::domain::ids::derived;
use crate::domain::kinds::{self, Kind};
use crate::domain::{Draft, Update, fields as f, kind};
use crate::pencil::{Wrong, order};
use crate::record::{Id, Record};
use crate::words::say;
use serde_json::Value;

/// A record that is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct New {
    /// Where it stands.
    pub at: At,
    /// The record.
    pub draft: Draft,
}

/// A new row with the id that its record gets: the same for the same row of the same workbook, so that what comes twice is
/// proposed once.
pub(super) struct Fresh<'a> {
    pub sheet: &'a CameSheet,
    pub row: &'a CameRow,
    pub id: Id,
}

/// What a row's record is called, as far as it says.
pub(super) fn called(kind: &Kind, cells: &Texts) -> String {
    let title = kind.titled.iter().find_map(|name| cells.get(*name));
    title.cloned().unwrap_or_default()
}

/// The id of the `nth` new row of a kind that says the same in every cell. Two people's rows of one title are two records.
pub(super) fn id(came: &Came, kind: &Kind, cells: &Texts, nth: usize) -> Id {
    let words: Vec<String> = cells.iter().map(|(name, text)| format!("{name}\0{text}")).collect();
    let words = words.join("\0\0");
    derived(&["workbook", &came.plan.to_string(), &came.made, kind.name, &words, &nth.to_string()])
}

/// What a new row proposes: its record, and of an action that has a rating the update that says it. Nothing where it cannot be
/// a record, which is said like whatever in it was not understood.
pub(super) fn fresh(reader: &Reader<'_>, came: &Came, new: &Fresh<'_>, doubts: &mut Vec<Doubt>) -> Vec<New> {
    let (sheet, row, kind) = (new.sheet, new.row, new.sheet.kind);
    let mut draft = Draft::new(new.id, kind.name);
    let mut rated = None;
    let mut doubt = |column: Option<Column>, words: &str, why: String| {
        let at = column.map_or_else(|| sheet.row(row.number), |column| sheet.at(row.number, column));
        doubts.push(Doubt { at, words: words.to_owned(), why });
    };
    for column in columns(kind) {
        let says = row.cells.get(column.name).map_or("", String::as_str);
        if says.is_empty() {
            continue;
        }
        let cell = Cell { was: "", says };
        let values = match column.holds {
            Holds::Field(field) if field.is_list() => reader.list(column, field, None, cell),
            Holds::Field(field) => reader.single(column, field, says).map(|value| vec![(field.name.to_owned(), value)]),
            Holds::Rated(_) => {
                let ratings = row.cells.get("ratings").map_or("", String::as_str);
                reader.rated(None, cell, Cell { was: "", says: ratings })
            }
            // Read with the actions.
            Holds::Ratings(_) if row.cells.contains_key(f::COVERS) => Ok(Vec::new()),
            Holds::Rating => reader.rating(says).map(|key| {
                rated = key.map(|key| (column, key));
                Vec::new()
            }),
            Holds::Ratings(_) | Holds::Said => {
                doubt(Some(column), says, say("workbook.why.notHere"));
                continue;
            }
        };
        match values {
            Ok(values) => values.into_iter().for_each(|(field, value)| draft.set(field, value)),
            Err(wrong) => doubt(Some(column), says, why(column, &wrong)),
        }
    }
    if let Some(missing) = missing(kind, &draft) {
        let words = row.cells.values().cloned().collect::<Vec<_>>().join(" | ");
        doubt(None, &words, missing);
        return Vec::new();
    }
    belongs(reader, came, &mut draft);
    let rated = rated.map(|(column, key)| {
        let draft = rating(reader, came, draft.id, Some(&key));
        New { at: sheet.at(row.number, column), draft }
    });
    std::iter::once(New { at: sheet.row(row.number), draft }).chain(rated).collect()
}

/// What is wrong with a cell's text, and what to do.
pub(super) fn why(column: Column, wrong: &Wrong) -> String {
    match column.holds {
        Holds::Field(field) => wrong.words(field),
        _ => crate::words::fill("pencil.wrong.choice", &[("label", &column.title())]),
    }
}

/// What a record lacks without which it says nothing.
fn missing(kind: &Kind, draft: &Draft) -> Option<String> {
    let has = |name: &str| draft.fields.keys().any(|field| field == name || field.starts_with(&format!("{name}/")));
    let needed = kind.fields.iter().filter(|field| field.is_needed).find(|field| !has(field.name));
    if let Some(field) = needed {
        return Some(field.need());
    }
    match kind.name {
        kind::PLAN => Some(say("workbook.why.onePlan")),
        kind::UPDATE if !has(f::COVERS) => Some(say("workbook.why.noAction")),
        kind::OBSERVATION if !has(f::MEASURE) => Some(say("workbook.why.noMeasure")),
        _ => None,
    }
}

/// Puts a new record where it belongs: into the plan, a priority behind the others; an update says when it was handed over.
fn belongs(reader: &Reader<'_>, came: &Came, draft: &mut Draft) {
    let has_plan = kinds::find(draft.kind).is_some_and(|kind| kind.field(f::PLAN).is_some());
    if has_plan {
        draft.set(f::PLAN, came.plan.to_string());
    }
    if draft.kind == kind::PRIORITY {
        draft.set(f::ORDER, order::last_in_plan(reader.view.ledger, came.plan));
    }
    if draft.kind == kind::UPDATE {
        dated(draft, &reader.view.today.to_string());
    }
}

/// Whether a record that was brought in before says something else by now than the row that comes again. What is put in beside
/// a row's cells is not compared: the day it came, its place behind others. Nothing is told of words that were removed.
pub(super) fn says_otherwise(reader: &Reader<'_>, here: &Record, draft: &Draft) -> bool {
    let today = Value::from(reader.view.today.to_string());
    let is_put_in = |name: &str, value: &Value| match name {
        f::ORDER => true,
        f::DATE | f::HANDED_OVER => *value == today,
        f::ORGANISATION => draft.kind == kind::UPDATE,
        _ => false,
    };
    let is_said = |name: &str, value: &Value| match (here.value(name), name.split_once('/')) {
        // Of a list only who is in it; of a rated action its rating too.
        (Some(stands), Some((list, _))) if list != f::COVERS => !stands.is_null(),
        (stands, _) => stands.unwrap_or(&Value::Null) == value,
    };
    let mut typed = draft.fields.iter().filter(|(name, value)| !is_put_in(name, value));
    here.erased().is_none() && typed.any(|(name, value)| !is_said(name, value))
}

fn dated(draft: &mut Draft, today: &str) {
    for field in [f::DATE, f::HANDED_OVER] {
        if !draft.fields.contains_key(field) {
            draft.set(field, today);
        }
    }
}

/// The update that another rating in an action's row is. Who speaks is whoever sent the workbook, where that is known: nobody is
/// made to speak by a cell.
pub(super) fn rating(reader: &Reader<'_>, came: &Came, action: Id, key: Option<&str>) -> Draft {
    let id =
        derived(&["workbook", &came.plan.to_string(), &came.made, "rating", &action.to_string(), key.unwrap_or("")]);
    let (field, value) = Update::covering(action, key);
    let mut draft = Draft::new(id, kind::UPDATE).with(f::PLAN, came.plan.to_string()).with(field, value);
    dated(&mut draft, &reader.view.today.to_string());
    draft
}
