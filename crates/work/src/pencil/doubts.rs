//! What is worth a look in what came in, beside what is here: what no form would have saved, and what a form tells.

use super::form::Form;
use super::wrong::Wrong;
use super::{between, rules};
use crate::days::Date;
use crate::domain::kinds::{self, Shape};
use crate::ledger::Ledger;
use crate::record::{Id, Record, Stamp};
use serde_json::Value;

/// What is worth a look of a record that came in, as it would be here: what no form would have saved, a score outside its scale,
/// and what is told where it is typed. `today` is what a timescale is read from.
pub fn doubts(ledger: &Ledger, record: &Record, today: Date) -> Vec<String> {
    let Some(kind) = kinds::find(&record.kind) else { return Vec::new() };
    let filled = Form::whole(kind, today).over(record.clone()).first(ledger, Some(record.id));
    let off = kind.fields.iter().filter_map(|field| match (field.shape, record.value(field.name)) {
        (Shape::Score(most), Some(value)) if !value.is_null() => {
            let is_on = value.as_f64().is_some_and(|n| (1..=most).any(|on| f64::from(on) == n));
            (!is_on).then(|| Wrong::Score(most).words(field))
        }
        _ => None,
    });
    let mut all = between::all(kind.name, ledger, Some(record.id), &filled);
    all.extend(rules::told(kind.name, ledger, Some(record.id), &filled));
    off.chain(all.into_iter().map(|problem| problem.text)).collect()
}

/// The doubts about one field of a record of the ledger, were it to say this.
pub fn doubts_of_field(ledger: &Ledger, id: Id, field: &str, says: Option<&Value>, today: Date) -> Vec<String> {
    let Some(record) = ledger.records().get(id) else { return Vec::new() };
    let mut then = record.clone();
    let at = record.stamps().max();
    let at = at.map(|at| Stamp::new(at.ms().saturating_add(1), 0, at.writer()));
    let Some(at) = at else { return Vec::new() };
    then.edit(field, says.cloned().unwrap_or(Value::Null), at);
    let before = doubts(ledger, record, today);
    doubts(ledger, &then, today).into_iter().filter(|doubt| !before.contains(doubt)).collect()
}

#[cfg(test)]
#[path = "between_tests.rs"]
mod tests;
