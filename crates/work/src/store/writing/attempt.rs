//! One attempt at a transaction.

use super::delta::Delta;
use crate::store::database::tables::{Batch, Store, StoreError, View};

/// One attempt, planned inside the transaction; `cursor` is the last row of the log that is known.
pub(in crate::store) async fn attempt(
    store: &impl Store,
    cursor: &str,
    make: impl FnOnce(&View) -> Result<(Batch, Delta), StoreError>,
) -> Result<Delta, StoreError> {
    let mut planned = None;
    store
        .transact(cursor, |view| {
            let (batch, delta) = make(&view)?;
            planned = Some(delta);
            Ok(batch)
        })
        .await?;
    planned.ok_or(StoreError::NotKept)
}
