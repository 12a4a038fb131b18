//! What the page around the app saves when the app cannot run (`public/boot.js`): every table as it stands
//! in the browser, and what was noted at each keystroke. Read here, it becomes a backup of each partnership
//! in it, which can be restored like any other. Of keys it has what a backup has: nothing secret but the office's, as its
//! keeper sealed it.
//!
//! What may not live here: the browser. The file's form is `public/boot.js`'s: `{format, version, saved,
//! databases: [{name, stores: {table: [{key, value}]}}], localStorage: {name: text}}`.

use super::backup::backup;
use super::backup::newest;
use super::journal::drafts_name;
use crate::bundle::{Bundle, Partnership};
use crate::domain::fields as f;
use crate::ledger::exchange::Sender;
use crate::record::Id;
use crate::store::database::rows::DraftRow;
use crate::store::database::tables::Store;
use crate::store::database::tables::Table;
use crate::store::device::state::State;
use crate::words::say;
use serde_json::Value;

/// What such a file calls itself.
const FORMAT: &str = "golden-thread-rescue";

/// What the names of the browser's databases begin with, before the partnership's id.
pub const DATABASE: &str = "golden-thread.";

/// A backup of each partnership in such a file, the one with the most records first; `None` for any other
/// file. A database that nobody has begun to use, or that could not be read when the file was made, gives
/// none; one that has lost the row of who used it gives its records, drafts and files all the same. `new_id` gives each backup its id, `holding` a store of rows, to be read as the app reads its own.
pub async fn backups<S: Store>(
    bytes: &[u8],
    mut new_id: impl FnMut() -> Id,
    holding: impl Fn(Vec<(Table, String, String)>) -> S,
) -> Option<Vec<Bundle>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains(FORMAT))?;
    let file: Value = serde_json::from_str(text).ok()?;
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return None;
    }
    let small = file.get("localStorage").and_then(Value::as_object);
    let small: Vec<(&str, &str)> =
        small.into_iter().flatten().filter_map(|(name, row)| Some((name.as_str(), row.as_str()?))).collect();
    let mut found = Vec::new();
    for database in file.get("databases").and_then(Value::as_array).into_iter().flatten() {
        let Some(state) = state_of(database, &holding).await else { continue };
        let known =
            state.about.as_ref().and_then(|about| Some((about.partnership()?, about.writer()?, about.sequence)));
        let Some((partnership, writer, sequence)) = known.or_else(|| Some((left_of(database, &state)?, new_id(), 1)))
        else {
            continue;
        };
        let created = file.get("saved").and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = partnership.id.to_string();
        let sender = Sender { partnership, writer, id: new_id(), sequence, created };
        let noted = |(name, row): &(&str, &str)| {
            drafts_name(name, &id).then(|| serde_json::from_str::<DraftRow>(row).ok()).flatten()
        };
        let noted = small.iter().filter_map(noted).collect();
        found.push(backup(&state, &newest(&state, noted), sender));
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.records.len()));
    Some(found)
}

/// The partnership of a database that does not say itself whose it is, by its name and its plan; `None` where nothing
/// else is in it either.
fn left_of(database: &Value, state: &State) -> Option<Partnership> {
    if state.ledger.records().is_empty() && state.drafts.is_empty() && state.sent.is_empty() {
        return None;
    }
    let id = database.get("name")?.as_str()?.strip_prefix(DATABASE)?.parse().ok()?;
    let plan = state.ledger.plans().min_by_key(|plan| plan.id());
    let name = plan.and_then(|plan| plan.0.text(f::TITLE)).filter(|title| !title.is_empty()).map(str::to_owned);
    Some(Partnership { id, name: name.unwrap_or_else(|| say("app.name")) })
}

/// The state that a database's tables hold, as the app reads it.
async fn state_of<S: Store>(database: &Value, holding: &impl Fn(Vec<(Table, String, String)>) -> S) -> Option<State> {
    let stores = database.get("stores")?;
    let rows = |(table, name): (Table, &str)| {
        let rows = stores.get(name).and_then(Value::as_array).into_iter().flatten();
        let text = |row: &Value, part: &str| row.get(part).and_then(Value::as_str).map(str::to_owned);
        rows.filter_map(|row| Some((table, text(row, "key")?, text(row, "value")?))).collect::<Vec<_>>()
    };
    State::load(&holding(Table::ALL.into_iter().flat_map(rows).collect())).await.ok()
}
