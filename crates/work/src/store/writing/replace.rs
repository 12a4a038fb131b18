//! Replacing everything held of a partnership by what a backup holds, in one strict transaction.

use super::plan::is_present;
use super::written::put_row;
use crate::ledger::Ledger;
use crate::record::{Clock, Edit, Set};
use crate::store::database::rows::About;
use crate::store::database::tables::Batch;
use crate::store::database::tables::Store;
use crate::store::database::tables::StoreError;
use crate::store::database::tables::Table;
use crate::store::database::tables::View;
use crate::store::device::state::State;
use crate::store::device::state::chunks;
use crate::store::writing::row_change::RowChange;
use crate::store::writing::transact::Held;
use crate::store::writing::vault::Vault;

impl Vault {
    /// Empties every table and writes these records and rows instead; gives back the state as it then is.
    /// `about` says who goes on: a new writer, so that a copied device never writes under the id of the
    /// one it was copied from; `edits` are stamped as that writer's. The clock goes on from where this
    /// device's clock was, and the log from where the log was, so that other windows notice.
    ///
    /// # Errors
    /// Why nothing was changed; [`StoreError::Behind`] where another window saved something that the
    /// caller has not seen (and so has not kept a copy of).
    pub async fn replace(
        store: &impl Store,
        state: &State,
        records: Set,
        edits: &[Edit],
        about: About,
        rows: Vec<RowChange>,
        now_ms: u64,
    ) -> Result<State, StoreError> {
        let mut planned = None;
        store
            .transact(&state.cursor, |view| {
                let (batch, new) = plan(state, &view, records, edits, about, rows, now_ms)?;
                planned = Some(new);
                Ok(batch)
            })
            .await?;
        planned.ok_or(StoreError::NotKept)
    }

    /// The same for a state that is held: everything comes from what `build` makes of it.
    ///
    /// # Errors
    /// As above. Where another window was first the state is read again, for whoever decides anew.
    pub async fn replace_held(
        store: &impl Store,
        held: &impl Held,
        build: impl FnOnce(&State) -> Replacement,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        let (cursor, with) = held.look(|state| (state.cursor.clone(), build(state)));
        let mut planned = None;
        let done = store.transact(&cursor, |view| {
            let Replacement { records, edits, about, rows } = with;
            let (batch, new) = held.look(|state| plan(state, &view, records, &edits, about, rows, now_ms))?;
            planned = Some(new);
            Ok(batch)
        });
        match (done.await, planned) {
            (Ok(()), Some(new)) => {
                held.change(|state| *state = new);
                Ok(())
            }
            (Ok(()), None) => Err(StoreError::NotKept),
            (Err(error), _) => {
                if error == StoreError::Behind {
                    Vault::read_again(store, held).await?;
                }
                Err(error)
            }
        }
    }
}

/// What takes the place of everything held of a partnership.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The records.
    pub records: Set,
    /// What is written besides, by the new writer.
    pub edits: Vec<Edit>,
    /// Who goes on.
    pub about: About,
    /// The other rows.
    pub rows: Vec<RowChange>,
}

fn plan(
    state: &State,
    view: &View,
    mut records: Set,
    edits: &[Edit],
    about: About,
    rows: Vec<RowChange>,
    now_ms: u64,
) -> Result<(Batch, State), StoreError> {
    let meta = |name: &str| view.meta.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
    if !is_present(state, view) {
        return Err(StoreError::Behind);
    }
    let writer = about.writer().ok_or(StoreError::Behind)?;
    let last = meta("clock").and_then(|text| text.parse().ok());
    let mut clock = last.map_or_else(|| Clock::new(writer), |last| Clock::resume(writer, last));
    for stamp in records.iter().flat_map(|r| r.stamps()) {
        clock.observe(stamp, now_ms);
    }
    for edit in edits {
        let at = clock.next(now_ms);
        records.edit(edit, at);
    }
    let cursor = format!("{:012}", state.cursor.parse::<u64>().unwrap_or(0) + 1);
    let mut batch = Batch { clear: Table::ALL.iter().map(|(t, _)| (*t, String::new())).collect(), ..Batch::default() };
    batch.late.extend(chunks("records/", records.iter()));
    for (name, text) in
        [("counted", records.len().to_string()), ("floor", cursor.clone()), ("clock", clock.last().to_string())]
    {
        batch.put.push((Table::Meta, name.to_owned(), text));
    }
    let side = about.side();
    let mut new = State {
        ledger: Ledger::new(records, None, side),
        clock: Some(clock),
        cursor: cursor.clone(),
        floor: cursor,
        ..State::default()
    };
    // Only one row about the device: whatever came along is not it.
    let rows = rows.into_iter().filter(|r| !matches!(r, RowChange::About(_)));
    for row in rows.chain([RowChange::About(about)]) {
        put_row(&row, &mut batch);
        new.apply_row(row);
    }
    Ok((batch, new))
}
