//! What every store must do, as one suite: run natively on the one in memory and in a browser on
//! IndexedDB.

use crate::record::{Id, Record};
use crate::store::database::tables::Batch;
use crate::store::database::tables::Store;
use crate::store::database::tables::StoreError;
use crate::store::database::tables::Table;
use crate::store::database::tables::lines_of;

/// Runs the suite on an empty store.
///
/// # Errors
/// The first thing that was not as it must be, in words for developers.
pub async fn run(store: &impl Store) -> Result<(), String> {
    let check = |right: bool, what: &str| if right { Ok(()) } else { Err(what.to_owned()) };
    let fail = |e: StoreError| format!("{e:?}");
    let put = |rows: &[(Table, &str, &str)]| Batch {
        put: rows.iter().map(|(t, k, v)| (*t, (*k).to_owned(), (*v).to_owned())).collect(),
        ..Batch::default()
    };

    check(store.rows(Table::Log, "").await.map_err(fail)?.is_empty(), "a new store is empty")?;
    let first =
        put(&[(Table::Log, "000000000001", "one"), (Table::Meta, "clock", "c1"), (Table::Drafts, "d", "draft")]);
    store.transact("", |_| Ok(first)).await.map_err(fail)?;
    let log = store.rows(Table::Log, "").await.map_err(fail)?;
    check(log == [("000000000001".to_owned(), "one".to_owned())], "what was put is there")?;

    let mut seen = None;
    let second = put(&[(Table::Log, "000000000002", "two"), (Table::Log, "000000000010", "ten")]);
    store
        .transact("", |view| {
            seen = Some(view);
            Ok(second)
        })
        .await
        .map_err(fail)?;
    let view = seen.unwrap_or_default();
    check(view.meta == [("clock".to_owned(), "c1".to_owned())], "the view holds the meta rows")?;
    check(view.newer.len() == 1, "the view holds the log rows")?;

    let refused = store.transact("", |_| Err(StoreError::Behind)).await;
    check(refused == Err(StoreError::Behind), "a refusal comes back")?;
    let mut newer = Vec::new();
    let third = Batch {
        clear: vec![(Table::Log, "00000000000".to_owned())],
        delete: vec![(Table::Drafts, "d".to_owned())],
        put: vec![(Table::Log, "000000000011".to_owned(), "eleven \u{1f9f5} \u{0} end".to_owned())],
        ..Batch::default()
    };
    store
        .transact("000000000001", |view| {
            newer = view.newer;
            Ok(third)
        })
        .await
        .map_err(fail)?;
    check(newer.iter().map(|(_, v)| v.as_str()).eq(["two", "ten"]), "log rows after a number, in order")?;
    let log = store.rows(Table::Log, "").await.map_err(fail)?;
    check(log.iter().map(|(k, _)| k.as_str()).eq(["000000000010", "000000000011"]), "a beginning was cleared")?;
    check(log.last().is_some_and(|(_, v)| v == "eleven \u{1f9f5} \u{0} end"), "text comes back as it was")?;
    check(store.rows(Table::Drafts, "").await.map_err(fail)?.is_empty(), "a row was removed")?;
    let some = put(&[(Table::Snapshot, "records/1", "r"), (Table::Snapshot, "base/1", "b")]);
    store.transact("", |_| Ok(some)).await.map_err(fail)?;
    let base = store.rows(Table::Snapshot, "base/").await.map_err(fail)?;
    check(base == [("base/1".to_owned(), "b".to_owned())], "rows by the beginning of their key")?;
    let wanted = [(Table::Meta, ""), (Table::Snapshot, "records/"), (Table::Drafts, ""), (Table::Snapshot, "base/")];
    let read = store.read(&wanted).await.map_err(fail)?;
    let keys: Vec<Vec<&str>> = read.iter().map(|rows| rows.iter().map(|(k, _)| k.as_str()).collect()).collect();
    check(
        keys == [vec!["clock"], vec!["records/1"], vec![], vec!["base/1"]],
        "several tables, in the order asked for",
    )?;
    let records = [1, 2, 3].map(|n| Record::new(Id::from_bytes([n; 16]), "action"));
    let late = |range: std::ops::Range<usize>| records.get(range).unwrap_or_default().to_vec();
    let rows = [("base/1", late(0..2)), ("base/2", late(2..3))];
    let late = Batch {
        clear: vec![(Table::Snapshot, "base/".to_owned())],
        late: rows.iter().map(|(key, records)| (Table::Snapshot, (*key).to_owned(), records.clone())).collect(),
        ..put(&[(Table::Meta, "clock", "c2")])
    };
    store.transact("", |_| Ok(late)).await.map_err(fail)?;
    let base = store.rows(Table::Snapshot, "base/").await.map_err(fail)?;
    let expected = rows.map(|(key, records)| (key.to_owned(), lines_of(&records)));
    check(base == expected, "rows of records, a line each")?;
    let clock = store.rows(Table::Meta, "clock").await.map_err(fail)?;
    check(clock == [("clock".to_owned(), "c2".to_owned())], "what was put beside them is there")
}
