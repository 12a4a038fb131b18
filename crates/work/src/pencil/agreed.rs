//! What an approved plan said, and who agreed that it says something else since. The fields are those that their kind's
//! declaration calls agreed: wording, targets, dates.

use super::value;
use crate::domain::kinds::{self, Field};
use crate::domain::{Measure, Plan, fields as f, kind};
use crate::ledger::Ledger;
use crate::ledger::pieces::agreed;
use crate::record::{Edit, Id, Record};
use crate::words::day_text;
use serde_json::{Value, json};

/// Who agreed a change, and when; each empty where nobody has said so yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agreed {
    /// A meeting, a board or a role.
    pub by: String,
    /// The day, `YYYY-MM-DD`.
    pub on: String,
}

impl Agreed {
    fn of(record: &Record, field: &str) -> Agreed {
        let value = record.value(&member(f::AGREED, field));
        let part = |name: &str| value.and_then(|v| v.get(name)).and_then(Value::as_str).unwrap_or_default().to_owned();
        Agreed { by: part("by"), on: part("on") }
    }

    fn to_value(&self) -> Value {
        match (self.by.as_str(), self.on.as_str()) {
            ("", "") => Value::Null,
            (by, on) => json!({ "by": by, "on": on }),
        }
    }
}

/// What an approved field said, and who agreed that it says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The day on which the plan was approved, in words.
    pub approved: String,
    /// What the field said then, as people read it.
    pub said: String,
    /// Who agreed the change, and when, in words.
    pub agreed: String,
}

fn member(list: &str, field: &str) -> String {
    format!("{list}/{field}")
}

/// The approved plan that a record belongs to: its own, or for a measure that of what it measures.
fn approved_plan<'a>(ledger: &'a Ledger, record: &Record) -> Option<Plan<'a>> {
    let plan = record.text(f::PLAN).and_then(|id| id.parse::<Id>().ok());
    let of_measured = || {
        let measured = Measure(record).measured().into_iter().filter(|_| record.kind == kind::MEASURE);
        measured.filter_map(|id| ledger.records().get(id)).find_map(|r| r.text(f::PLAN)?.parse().ok())
    };
    let plan = ledger.live(plan.or_else(of_measured)?, kind::PLAN)?;
    plan.text(f::APPROVED).filter(|day| !day.is_empty())?;
    Some(Plan(plan))
}

/// Whether a record belongs to an approved plan, so that whoever changes its wording says who agreed that.
pub fn is_approved(ledger: &Ledger, id: Id) -> bool {
    ledger.records().get(id).is_some_and(|record| approved_plan(ledger, record).is_some())
}

/// What a field said when the plan was approved on this day, where that was noted. What an earlier approval said is history.
fn approved<'a>(record: &'a Record, field: &str, on: &str) -> Option<&'a Value> {
    let noted = record.value(&member(f::APPROVED, field))?;
    (noted.get("on").and_then(Value::as_str) == Some(on)).then(|| noted.get("said").unwrap_or(&Value::Null))
}

/// What a field said when its plan was approved, where it says something else since.
pub fn since(ledger: &Ledger, record: &Record, field: &Field) -> Option<Since> {
    let plan = approved_plan(ledger, record)?;
    let before = approved(record, field.name, plan.0.text(f::APPROVED).unwrap_or_default())?;
    let names = crate::ledger::pieces::Names { ledger, file: None };
    let said = Agreed::of(record, field.name);
    Some(Since {
        approved: day_text(plan.0.text(f::APPROVED).unwrap_or_default()),
        said: names.value_of(field.kind, field.name, Some(before)),
        agreed: agreed(&said.by, &said.on),
    })
}

/// What goes with edits of a record of an approved plan: the approved value of each agreed field stays beside it, with who
/// agreed the change. A field that says again what was approved needs neither. `of_one` is a field by itself, of which who
/// agreed it may be said later.
pub fn beside(ledger: &Ledger, id: Id, edits: &[Edit], said: &Agreed, of_one: Option<&Field>) -> Vec<Edit> {
    let Some(record) = ledger.records().get(id) else { return Vec::new() };
    let Some(plan) = approved_plan(ledger, record) else { return Vec::new() };
    let on = plan.0.text(f::APPROVED).unwrap_or_default();
    let is_agreed = |field: &&Field| field.is_agreed;
    let fields = kinds::find(&record.kind).into_iter().flat_map(|kind| kind.fields).filter(is_agreed);
    let mut beside = Vec::new();
    let mut put = |name: String, value: Value| {
        if record.value(&name).unwrap_or(&Value::Null) != &value {
            beside.push(Edit { record: id, kind: record.kind.clone(), field: name, value });
        }
    };
    for field in fields {
        let approved = approved(record, field.name, on);
        let stands = record.value(field.name).unwrap_or(&Value::Null);
        let now = edits.iter().find(|edit| edit.record == id && edit.field == field.name).map(|edit| &edit.value);
        let is_said = *said != Agreed::default();
        let is_said_later = is_said && approved.is_some() && of_one.is_some_and(|one| one.name == field.name);
        match now {
            None if !is_said_later => {}
            Some(now) if approved.is_some_and(|approved| same(field, approved, now)) => {
                put(member(f::APPROVED, field.name), Value::Null);
                put(member(f::AGREED, field.name), Value::Null);
            }
            _ => {
                if approved.is_none() {
                    put(member(f::APPROVED, field.name), json!({ "on": on, "said": stands }));
                }
                put(member(f::AGREED, field.name), said.to_value());
            }
        }
    }
    beside
}

/// Whether two values of a field are typed as the same: a timescale of the same words is.
fn same(field: &Field, one: &Value, other: &Value) -> bool {
    value::words_of(field, one) == value::words_of(field, other)
}
