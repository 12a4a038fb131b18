//! The store in memory: for tests, and for the browser that keeps nothing.

use crate::store::database::tables::Batch;
use crate::store::database::tables::Rows;
use crate::store::database::tables::Store;
use crate::store::database::tables::StoreError;
use crate::store::database::tables::Table;
use crate::store::database::tables::View;
use crate::store::database::tables::lines_of;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Tables in memory. Cloning makes an independent copy.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    rows: RefCell<BTreeMap<Table, BTreeMap<String, String>>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    /// A store with these rows.
    pub fn holding(rows: Vec<(Table, String, String)>) -> MemoryStore {
        let store = MemoryStore::default();
        for (table, key, text) in rows {
            store.rows.borrow_mut().entry(table).or_default().insert(key, text);
        }
        store
    }

    fn select(&self, table: Table, keep: impl Fn(&str) -> bool) -> Rows {
        let rows = self.rows.borrow();
        let chosen = rows.get(&table).into_iter().flatten().filter(|(key, _)| keep(key));
        chosen.map(|(key, text)| (key.clone(), text.clone())).collect()
    }
}

impl Store for MemoryStore {
    async fn transact(
        &self,
        after: &str,
        build: impl FnOnce(View) -> Result<Batch, StoreError>,
    ) -> Result<(), StoreError> {
        let view = View { meta: self.select(Table::Meta, |_| true), newer: self.select(Table::Log, |k| k > after) };
        let batch = build(view)?;
        let mut rows = self.rows.borrow_mut();
        for (table, beginning) in &batch.clear {
            rows.entry(*table).or_default().retain(|key, _| !key.starts_with(beginning.as_str()));
        }
        for (table, key) in &batch.delete {
            rows.entry(*table).or_default().remove(key);
        }
        let late = batch.late.into_iter().map(|(table, key, records)| (table, key, lines_of(&records)));
        for (table, key, text) in batch.put.into_iter().chain(late) {
            rows.entry(table).or_default().insert(key, text);
        }
        Ok(())
    }

    async fn read(&self, wanted: &[(Table, &str)]) -> Result<Vec<Rows>, StoreError> {
        let rows = |(table, beginning): &(Table, &str)| self.select(*table, |key| key.starts_with(beginning));
        Ok(wanted.iter().map(rows).collect())
    }
}
