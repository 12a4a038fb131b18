//! Under which keys half-made choices are kept.

use crate::ledger::review::{Item, Key};
use crate::record::Id;

/// Under which key the choice about a piece of a file is kept until it is decided.
pub(super) fn kept_under(file: Id, item: &Item) -> String {
    kept_key(file, &item.key, item.claim)
}

/// Under which key every field of a new record is kept while it is changed, beside the choice about it.
pub(super) fn fields_of(kept: &str) -> String {
    format!("{kept}.fields")
}

/// The same for what a piece is about, and who is said to have written it where that is not the file's sender.
pub(super) fn kept_key(file: Id, (record, field): &Key, claim: Option<Id>) -> String {
    let key = format!("review.{file}.{record}.{}", field.as_deref().unwrap_or_default());
    claim.map_or(key.clone(), |author| format!("{key}.{author}"))
}
