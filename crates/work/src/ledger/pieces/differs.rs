//! How a record says something else than it did.

use super::Names;
use crate::domain::{fields as f, kind, kinds};
use crate::record::Record;

/// What a record says otherwise now than when it was sent, field by field: an update's own words without their name, anything
/// else as "Next steps: …". What the office alone writes is left out.
pub fn differs(names: Names<'_>, sent: &Record, now: &Record) -> Vec<String> {
    let fields = sent.fields().keys().chain(now.fields().keys().filter(|name| sent.field(name).is_none()));
    let is_told = |name: &&String| !kinds::office_writes_field(&now.kind, name) && sent.value(name) != now.value(name);
    let one = |name: &String| {
        let words = names.value_of(&now.kind, name, now.value(name));
        match (now.kind.as_str(), name.as_str()) {
            (kind::UPDATE, f::NARRATIVE) => words,
            _ => format!("{}: {words}", names.field_of(&now.kind, name)),
        }
    };
    fields.filter(is_told).map(one).collect()
}
