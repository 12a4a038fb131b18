//! What came with a record that came in whole. Its row of history holds none of its words (a plan file may bring ten
//! thousand), so they are worked out: what stands now, with everything changed since put back.

use crate::record::{Field, Record};
use crate::store::database::rows::ChangeRow;
use serde_json::Value;

/// The fields that a record came with, as rows of its history; `rows` is that history, newest first. Who wrote a field
/// and when is known where it was not changed since.
pub fn came_with(record: &Record, rows: &[ChangeRow]) -> Vec<ChangeRow> {
    let Some((place, came)) = rows.iter().enumerate().find(|(_, row)| row.field.is_empty()) else { return Vec::new() };
    let of = |field: &str, after: Option<&Value>, at: String| {
        let field = field.to_owned();
        ChangeRow { field, after: after.filter(|value| !value.is_null()).cloned(), at, ..came.clone() }
    };
    let now = |(name, field): (&String, &Field)| {
        of(name, field.value(), field.latest().map(|stamp| stamp.to_string()).unwrap_or_default())
    };
    let mut fields: Vec<ChangeRow> = record.fields().iter().map(now).collect();
    for row in rows.iter().take(place) {
        fields.retain(|known| known.field != row.field);
        fields.push(of(&row.field, row.before.as_ref(), String::new()));
    }
    fields.retain(|row| row.after.is_some());
    fields
}
