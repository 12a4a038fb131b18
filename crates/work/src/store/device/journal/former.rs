//! Entries that an earlier version wrote, whose names did not say whose they are: they get a name and an age. Whose
//! they are is read off the name, off what stands in them, or off the ids in either; until it is known they stay where
//! every partnership finds them.

use super::{Names, OURS, Shelf, UNKNOWN, draft_name, entry, family, kept_name, key_of, stored, unstored};
use crate::domain::fields as f;
use crate::record::Id;
use crate::store::rows::DraftRow;
use serde_json::Value;

/// Gives every entry of an earlier version a name that says whose it is, as far as the entry itself does; and an age,
/// which counts from now where it has none.
pub fn migrate(shelf: &dyn Shelf, now_ms: u64) {
    let names = shelf.names();
    let paper =
        shelf.read(&format!("{OURS}bringin")).as_deref().and_then(text_of).and_then(|text| owner_of_paper(&text));
    for name in names {
        let Some((is_draft, key)) = key_of(&name) else { continue };
        let Some(text) = shelf.read(&name) else { continue };
        if is_draft {
            let Ok(row) = serde_json::from_str::<DraftRow>(&text) else { continue };
            let owner = row.fields.get("partnership").filter(|p| p.parse::<Id>().is_ok()).cloned();
            let owner = owner.or_else(|| owner_in(key)).unwrap_or_else(|| UNKNOWN.to_owned());
            rename(shelf, &name, &draft_name(&owner, key), &text, |there| {
                serde_json::from_str::<DraftRow>(there).is_ok_and(|there| there.saved >= row.saved)
            });
        } else {
            let Some(text) = text_of(&text) else { continue };
            let owner = match key {
                "bringin" | "bringin.mending" => paper.clone(),
                _ => owner_in(key),
            };
            let owner = owner.unwrap_or_else(|| UNKNOWN.to_owned());
            // What is there under the new name was written after the move.
            rename(shelf, &name, &kept_name(&owner, key), &stored(&text, now_ms), |_| true);
        }
    }
    super::forms::rename(shelf);
}

/// A setting's text as an earlier version stored it.
fn text_of(stored: &str) -> Option<String> {
    serde_json::from_str(stored).ok()
}

/// The partnership that a key names, where its family names one.
fn owner_in(key: &str) -> Option<String> {
    let family = family(key).filter(|f| f.names == Names::Partnership)?;
    let rest = key.strip_prefix(family.name)?.strip_prefix('.')?;
    let id = rest.split('.').next()?;
    id.parse::<Id>().is_ok().then(|| id.to_owned())
}

fn owner_of_paper(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    let owner = value.get("partnership")?.as_str()?;
    owner.parse::<Id>().is_ok().then(|| owner.to_owned())
}

/// Moves an entry. Where the storage is too full to hold it twice it is taken out first, and put back should it not fit
/// under its new name. What stands there already stays, where it is the `later`.
fn rename(shelf: &dyn Shelf, from: &str, to: &str, text: &str, later: impl Fn(&str) -> bool) {
    if from == to {
        return;
    }
    let former = shelf.read(from);
    if shelf.read(to).is_some_and(|there| later(&there)) || shelf.write(to, text) {
        return shelf.remove(from);
    }
    shelf.remove(from);
    if !shelf.write(to, text)
        && let Some(former) = former
    {
        shelf.remove(to);
        shelf.write(from, &former);
    }
}

/// Takes for a partnership what nobody knew the owner of and what names something that it `knows`; with `only` this
/// partnership on the device, all of it.
pub fn adopt(shelf: &dyn Shelf, partnership: &str, knows: &dyn Fn(Id) -> bool, only: bool) {
    for name in shelf.names() {
        let Some(found) = entry(&name).filter(|e| e.partnership == UNKNOWN) else { continue };
        let Some(text) = shelf.read(&name) else { continue };
        let row = if found.is_draft { serde_json::from_str::<DraftRow>(&text).ok() } else { None };
        let in_row = row.iter().flat_map(ids_in_row);
        if !only && !ids_in(found.key).into_iter().chain(in_row).any(knows) {
            continue;
        }
        let to = if found.is_draft { draft_name(partnership, found.key) } else { kept_name(partnership, found.key) };
        rename(shelf, &name, &to, &text, |there| match &row {
            Some(row) => serde_json::from_str::<DraftRow>(there).is_ok_and(|there| there.saved >= row.saved),
            None => unstored(there).is_some(),
        });
    }
}

/// The ids in a key.
fn ids_in(key: &str) -> Vec<Id> {
    key.split(['.', '/', ':']).filter_map(|part| part.parse().ok()).collect()
}

/// What a draft is about: the actions that it covers, and what it revises or answers.
fn ids_in_row(row: &DraftRow) -> Vec<Id> {
    let answers = row.fields.get(f::ANSWERS).map(String::as_str).unwrap_or_default();
    let about = row.covers.keys().chain(&row.revises).flat_map(|id| ids_in(id));
    about.chain(ids_in(answers)).collect()
}
