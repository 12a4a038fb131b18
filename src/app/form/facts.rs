//! What a record says, as a page lists it: the same fields, in the same order, as its form has.

use crate::app::components::Fact;
use crate::domain::kinds;
use crate::ledger::Ledger;
use crate::pencil::value;
use crate::record::Record;
use leptos::prelude::*;

/// The fields of a record that say something, or say that nothing stands there.
pub fn facts(ledger: &Ledger, record: &Record, fields: &[&str]) -> Vec<(String, String)> {
    let kind = kinds::find(&record.kind);
    let fields = fields.iter().filter_map(|name| kind?.fields.iter().find(|field| field.name == *name));
    let fact = |field: &kinds::Field| {
        let text = Some(value::shown(ledger, record, field)).filter(|text| !text.is_empty());
        Some((field.called(), text.or_else(|| field.empty())?))
    };
    fields.filter_map(fact).collect()
}

/// A fact that is only words.
pub fn said((name, words): (String, String)) -> Fact {
    (name, words.into_any())
}
