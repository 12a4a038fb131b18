//! Who may see a record whose own fields narrow that.

use crate::domain::kind::Audience;
use crate::record::Record;
use serde_json::Value;

/// Who may see a record that is the office's until a field of it says this: the partnership from then on. Where two versions of
/// that field wait for a choice, both have to say it. That a record was removed for good, or all that it said, goes to everybody
/// who may have it.
pub(super) fn once(record: &Record, field: &str, says: impl Into<Value>) -> Audience {
    let says = says.into();
    let is_said = record.field(field).is_some_and(|field| {
        let writes = field.writes();
        !writes.is_empty() && writes.iter().all(|write| write.value.as_ref() == Some(&says))
    });
    let mut writes = record.fields().values().flat_map(|field| field.writes());
    let is_emptied = !record.redacted().is_empty() && writes.all(|write| write.value.is_none());
    if is_said || is_emptied || record.erased().is_some() { Audience::Partnership } else { Audience::Office }
}
