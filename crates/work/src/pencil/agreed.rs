//! What goes with a change of an approved plan: what was approved, and who agreed that it says something else since, or that
//! something was added. The fields are those that their kind's declaration calls agreed: wording, targets, dates. How it reads is
//! [`crate::ledger::approved`]'s.

use super::value;
use crate::domain::fields as f;
use crate::domain::kinds::{self, Field};
use crate::ledger::Ledger;
pub use crate::ledger::approved::{Since, is_approved, since};
use crate::ledger::approved::{approved_plan, is_added, member, naming, noted};
use crate::record::{Edit, Id, Record, Stamp};
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
    fn to_value(&self) -> Value {
        match (self.by.as_str(), self.on.as_str()) {
            ("", "") => Value::Null,
            (by, on) => json!({ "by": by, "on": on }),
        }
    }
}

/// What goes with edits of a record of an approved plan: the approved value of each agreed field stays beside it, with who
/// agreed the change. A field that says again what was approved needs neither. Of a record that was added after the approval
/// nothing was approved: only who agreed that it was is said. `of_one` is a field by itself, of which who agreed it may be said
/// later.
pub fn beside(ledger: &Ledger, id: Id, edits: &[Edit], said: &Agreed, of_one: Option<&Field>) -> Vec<Edit> {
    let Some(record) = ledger.records().get(id) else { return Vec::new() };
    let Some(plan) = approved_plan(ledger, record) else { return Vec::new() };
    let on = plan.0.text(f::APPROVED).unwrap_or_default();
    let fields = || kinds::find(&record.kind).into_iter().flat_map(|kind| kind.fields).filter(|field| field.is_agreed);
    let mut beside = Vec::new();
    let mut put = |name: String, value: Value| {
        if record.value(&name).unwrap_or(&Value::Null) != &value {
            beside.push(Edit { record: id, kind: record.kind.clone(), field: name, value });
        }
    };
    let is_said = *said != Agreed::default();
    if is_added(record, on) {
        let is_meant = |field: &Field| {
            of_one.is_some_and(|one| one.name == field.name) || edits.iter().any(|e| e.field == field.name)
        };
        if let Some(name) = naming(&record.kind).filter(|_| is_said && fields().any(is_meant)) {
            put(member(f::AGREED, name.name), said.to_value());
        }
        return beside;
    }
    for field in fields() {
        let approved = noted(record, field.name, on);
        let stands = record.value(field.name).unwrap_or(&Value::Null);
        let now = edits.iter().find(|edit| edit.record == id && edit.field == field.name).map(|edit| &edit.value);
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

/// The record of this id as edits make it, which is not there yet.
fn made(id: Id, edits: &[Edit]) -> Option<Record> {
    let here = || edits.iter().filter(|edit| edit.record == id);
    let mut record = Record::new(id, &here().next()?.kind);
    for (n, edit) in here().enumerate() {
        record.edit(&edit.field, edit.value.clone(), Stamp::new(n as u64, 0, id));
    }
    Some(record)
}

/// What goes with the edits that make a new record: where its plan is approved, that it was added since, and who agreed that.
pub fn added(ledger: &Ledger, id: Id, edits: &[Edit], said: &Agreed) -> Vec<Edit> {
    let Some(record) = made(id, edits) else { return Vec::new() };
    let (Some(plan), Some(name)) = (approved_plan(ledger, &record), naming(&record.kind)) else { return Vec::new() };
    let on = plan.0.text(f::APPROVED).unwrap_or_default();
    let put = |list: &str, value: Value| Edit {
        record: id,
        kind: record.kind.clone(),
        field: member(list, name.name),
        value,
    };
    let noted = put(f::APPROVED, json!({ "on": on, "said": Value::Null }));
    let said = Some(put(f::AGREED, said.to_value())).filter(|edit| !edit.value.is_null());
    std::iter::once(noted).chain(said).collect()
}

/// Whether two values of a field are typed as the same: a timescale of the same words is.
fn same(field: &Field, one: &Value, other: &Value) -> bool {
    value::words_of(field, one) == value::words_of(field, other)
}
