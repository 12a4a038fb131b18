//! Half-filled forms that an earlier version kept under other names: the form's key, and the names of its texts. A form
//! over a declaration is kept as `<kind>.<record, or where a new one would stand>`, its texts by the fields' names.

use super::{Shelf, draft_name, entry, read_row, write_row};
use crate::domain::{fields as f, kind};
use crate::record::Id;

/// Of which form's texts which name became which.
const TEXTS: [(&str, &str, &str); 4] = [
    (kind::RISK, "actions", f::ACTION),
    (kind::SERVICE, "topics", f::FOR),
    (kind::SERVICE, "languages", f::LANGUAGE),
    (TIMESCALE, "words", f::TIMESCALE),
];

/// What the key of an action's timescale began with.
const TIMESCALE: &str = "timescale";

/// The key that a form has today, where it had another.
fn key_of_today(key: &str) -> Option<String> {
    if let Some(id) = key.strip_prefix("cycle.change.") {
        return Some(format!("{}.{id}", kind::CYCLE));
    }
    if let Some(id) = key.strip_prefix(TIMESCALE).and_then(|rest| rest.strip_prefix('.')) {
        return Some(format!("pencil.{id}.{}", f::TIMESCALE));
    }
    let action = key.strip_suffix(".measure").filter(|id| id.parse::<Id>().is_ok());
    action.map(|action| format!("{}.{action}", kind::MEASURE))
}

/// Gives every half-filled form of an earlier version its names of today.
pub(super) fn rename(shelf: &dyn Shelf) {
    for name in shelf.names() {
        let Some(found) = entry(&name).filter(|found| found.is_draft) else { continue };
        let Some(mut row) = read_row(shelf, &name) else { continue };
        let key = key_of_today(found.key);
        let form = found.key.split('.').next().unwrap_or_default();
        let mut any = false;
        for (_, former, today) in TEXTS.into_iter().filter(|(of, ..)| *of == form) {
            if let Some(text) = row.fields.remove(former) {
                row.fields.entry(today.to_owned()).or_insert(text);
                any = true;
            }
        }
        let to = key.as_ref().map_or_else(|| name.clone(), |key| draft_name(found.partnership, key));
        if let Some(key) = key {
            row.id = key;
        } else if !any {
            continue;
        }
        // Words may have been typed under both names, in a window of each version: those typed later stand, and none goes.
        if let Some(there) = read_row(shelf, &to).filter(|_| to != name) {
            let (later, earlier) = if there.saved >= row.saved { (there, row) } else { (row, there) };
            row = later;
            for (field, text) in earlier.fields {
                row.fields.entry(field).or_insert(text);
            }
        }
        if write_row(shelf, &to, &row) && to != name {
            shelf.remove(&name);
        }
    }
}
