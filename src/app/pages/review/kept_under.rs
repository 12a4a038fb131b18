//! Under which keys half-made choices are kept.

use crate::ledger::review::{Item, Key};
use crate::record::Id;

/// Under which key the choice about a piece of a file is kept until it is decided.
pub(super) fn kept_under(file: Id, item: &Item) -> String {
    let key = kept_key(file, &item.key);
    item.claim.map_or(key.clone(), |author| format!("{key}.{author}"))
}

/// Under which key every field of a new record is kept while it is changed, beside the choice about it.
pub(super) fn fields_of(kept: &str) -> String {
    format!("{kept}.fields")
}

/// The same for what the file's sender wrote.
pub(super) fn kept_key(file: Id, (record, field): &Key) -> String {
    format!("review.{file}.{record}.{}", field.as_deref().unwrap_or_default())
}
