//! What an approved plan said where it says something else since, who agreed that, and what was added to it since.
//!
//! Both stand in the record: `approved/<field>` is the day of the approval and what the field said then, `agreed/<field>` who
//! agreed the change. That what names a record said nothing when the plan was approved says that the record was added since.

use super::pieces::{Names, added, agreed};
use super::state::Ledger;
use crate::domain::kinds::{self, Field};
use crate::domain::{Measure, Plan, fields as f, kind};
use crate::record::{Id, Record};
use crate::words::{day_text, fill};
use serde_json::Value;

/// What an approved field said, and who agreed that it says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The field's name in data.
    pub field: &'static str,
    /// What people call the field.
    pub label: String,
    /// Whether the record was added after the approval; then nothing of it was approved.
    pub is_added: bool,
    /// The day on which the plan was approved, in words.
    pub approved: String,
    /// What the field said then, as people read it.
    pub said: String,
    /// What it says now, as people read it.
    pub now: String,
    /// Who agreed the change, and when, in words.
    pub agreed: String,
}

impl Since {
    /// What was approved, as a sentence; or that the record was added since.
    pub fn words(&self) -> String {
        let gaps: [(&str, &dyn std::fmt::Display); 2] = [("approved", &self.approved), ("said", &self.said)];
        fill(if self.is_added { "agreed.added" } else { "agreed.said" }, &gaps)
    }
}

/// The name of the field that notes something of another one.
pub fn member(list: &str, field: &str) -> String {
    format!("{list}/{field}")
}

/// The approved plan that a record belongs to: its own, or for a measure that of what it measures. The record may be one that
/// is about to be made.
pub fn approved_plan<'a>(ledger: &'a Ledger, record: &Record) -> Option<Plan<'a>> {
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
pub fn noted<'a>(record: &'a Record, field: &str, on: &str) -> Option<&'a Value> {
    let noted = record.value(&member(f::APPROVED, field))?;
    (noted.get("on").and_then(Value::as_str) == Some(on)).then(|| noted.get("said").unwrap_or(&Value::Null))
}

/// The field by which it is noted that a record of this kind was added after the approval: what it is called by.
pub fn naming(kind: &str) -> Option<&'static Field> {
    let field = kinds::field(kind, kinds::titled(kind).first()?)?;
    field.is_agreed.then_some(field)
}

/// Whether a record was added after its plan was approved on this day.
pub fn is_added(record: &Record, on: &str) -> bool {
    naming(&record.kind).and_then(|field| noted(record, field.name, on)).is_some_and(Value::is_null)
}

/// What a field said when its plan was approved, where it says something else since.
pub fn since(ledger: &Ledger, record: &Record, field: &'static Field) -> Option<Since> {
    // Most records have nothing of the sort.
    record.value(&member(f::APPROVED, field.name))?;
    let plan = approved_plan(ledger, record)?;
    let on = plan.0.text(f::APPROVED).unwrap_or_default();
    let before = noted(record, field.name, on)?;
    let names = Names { ledger, file: None };
    let words = |value: Option<&Value>| names.value_of(field.kind, field.name, value);
    let who = record.value(&member(f::AGREED, field.name));
    let part = |name: &str| who.and_then(|v| v.get(name)).and_then(Value::as_str).unwrap_or_default();
    let is_added = is_added(record, on);
    Some(Since {
        field: field.name,
        label: field.called(),
        is_added,
        approved: day_text(on),
        said: words(Some(before)),
        now: words(record.value(field.name)),
        agreed: if is_added { added(part("by"), part("on")) } else { agreed(part("by"), part("on")) },
    })
}

/// All that a record said otherwise when its plan was approved, in the order of its fields; of one that was added since, that.
pub fn all_since(ledger: &Ledger, record: &Record) -> Vec<Since> {
    if record.members(f::APPROVED).next().is_none() {
        return Vec::new();
    }
    let fields = kinds::find(&record.kind).into_iter().flat_map(|kind| kind.fields).filter(|field| field.is_agreed);
    let all: Vec<Since> = fields.filter_map(|field| since(ledger, record, field)).collect();
    match all.iter().find(|since| since.is_added && naming(&record.kind).is_some_and(|f| f.name == since.field)) {
        Some(added) => vec![added.clone()],
        None => all,
    }
}
