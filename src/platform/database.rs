//! The browser's database (IndexedDB) as a [`Store`]: one database a partnership, one strict
//! transaction over all its tables, "saved" only once the transaction has completed.

mod aside;

use super::kept::{self, PREFIX};
use super::time;
use crate::store::{Batch, Rows, Store, StoreError, Table, View, failure, lines_of, may_be_full};
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use indexed_db_futures::{KeyRange, internals::SystemRepr};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The layout's version; see [`migrate`].
const VERSION: u32 = 2;

/// The row of [`Table::Meta`] that says who uses this device.
const ABOUT: &str = "about";

/// So long another window may take to let go before somebody is told that it stands in the way, in milliseconds.
const PATIENCE_MS: i32 = 3_000;

/// The table with keys that the browser keeps (no text rows, so not one of [`Table`]).
const KEYS: &str = "keys";

/// A partnership's database in this browser.
#[derive(Clone)]
pub struct BrowserStore {
    name: String,
    open: Rc<RefCell<Option<Rc<Database>>>>,
    /// Whether it was open once. From then on it is not made anew: where it is gone, what it held is gone.
    was_open: Rc<Cell<bool>>,
    lost: Listener,
}

/// Who is told when the connection goes, which happens when another window, or the person, removes what is kept.
type Listener = Rc<RefCell<Option<Box<dyn Fn()>>>>;

impl std::fmt::Debug for BrowserStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BrowserStore").field("name", &self.name).finish_non_exhaustive()
    }
}

impl BrowserStore {
    /// Opens (or makes) the database of a partnership.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] where the browser gives no storage, [`StoreError::HeldOpen`] where another
    /// window holds an older layout open.
    pub async fn open(partnership: &str) -> Result<BrowserStore, StoreError> {
        let store = BrowserStore::of(partnership);
        store.ready().await?;
        Ok(store)
    }

    /// The database of a partnership, not yet opened.
    pub fn of(partnership: &str) -> BrowserStore {
        let name = format!("{PREFIX}{partnership}");
        BrowserStore { name, open: Rc::default(), was_open: Rc::default(), lost: Rc::default() }
    }

    /// Opens (or makes) it. Where another window stands in the way, [`StoreError::HeldOpen`] is the answer at once, and
    /// [`BrowserStore::is_open`] becomes true by itself as soon as that window is closed.
    ///
    /// # Errors
    /// As [`BrowserStore::open`].
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.database().await.map(drop)
    }

    /// Whether what is kept has the layout of an earlier version, as far as the browser says. Nothing is opened for that.
    pub async fn is_of_an_older_layout(&self) -> bool {
        kept::layout(&self.name).await.is_some_and(|layout| layout < VERSION)
    }

    /// Whether there is a connection.
    pub fn is_open(&self) -> bool {
        self.open.borrow().is_some()
    }

    /// Calls back whenever the browser, or another window, has ended the connection.
    pub fn on_lost(&self, call: impl Fn() + 'static) {
        *self.lost.borrow_mut() = Some(Box::new(call));
    }

    /// Whether what was kept is still there: the database, and in it the row that says who uses this device. Errors of
    /// other kinds say nothing about that.
    pub async fn is_gone(&self) -> bool {
        let about = async {
            let database = self.begin(TransactionMode::Readonly).await?;
            let transaction =
                begin_on(&database, vec![Table::Meta.name()], TransactionMode::Readonly).map_err(error)?;
            let got =
                table(&transaction, Table::Meta)?.get::<String, _, _>(ABOUT.to_owned()).primitive().map_err(error)?;
            got.await.map_err(error)
        };
        matches!(about.await, Ok(None) | Err(StoreError::Gone))
    }

    /// Deletes a partnership's database for good.
    ///
    /// # Errors
    /// The browser's reason.
    pub async fn delete(self) -> Result<(), StoreError> {
        self.close();
        let gone = Database::delete_by_name(&self.name).map_err(open_error)?;
        gone.await.map_err(error)
    }

    /// Lets go of the connection; the next use opens a new one. (Dropping it would leave it open.)
    pub fn close(&self) {
        if let Some(open) = self.open.borrow_mut().take() {
            open.as_sys().close();
        }
    }

    /// Keeps keys that the browser never shows, in one transaction of their own.
    pub(super) async fn put_keys(&self, keys: &[(&str, &JsValue)]) -> Result<(), StoreError> {
        let database = self.begin(TransactionMode::Readwrite).await?;
        let transaction = begin_on(&database, vec![KEYS], TransactionMode::Readwrite).map_err(error)?;
        let table = transaction.object_store(KEYS).map_err(error)?;
        for (name, key) in keys {
            table.put((*key).clone()).with_key(*name).primitive().map_err(error)?.await.map_err(error)?;
        }
        transaction.commit().await.map_err(error)
    }

    /// Forgets the keys of these names.
    pub(super) async fn forget_keys(&self, goes: impl Fn(&str) -> bool) -> Result<(), StoreError> {
        let database = self.begin(TransactionMode::Readwrite).await?;
        let transaction = begin_on(&database, vec![KEYS], TransactionMode::Readwrite).map_err(error)?;
        let table = transaction.object_store(KEYS).map_err(error)?;
        let all = KeyRange::LowerBound(String::new(), false);
        let names = table
            .get_all_keys::<String>()
            .with_query::<String, _>(all)
            .primitive()
            .map_err(error)?
            .await
            .map_err(error)?;
        let names: Vec<String> = names.collect::<Result<_, _>>().map_err(error)?;
        for name in names.into_iter().filter(|name| goes(name)) {
            table.delete::<String, _>(name).primitive().map_err(error)?.await.map_err(error)?;
        }
        transaction.commit().await.map_err(error)
    }

    /// A key that the browser keeps.
    pub(super) async fn key(&self, name: &str) -> Result<Option<JsValue>, StoreError> {
        let database = self.begin(TransactionMode::Readonly).await?;
        let transaction = begin_on(&database, vec![KEYS], TransactionMode::Readonly).map_err(error)?;
        let table = transaction.object_store(KEYS).map_err(error)?;
        table.get::<JsValue, _, _>(name.to_owned()).primitive().map_err(error)?.await.map_err(error)
    }

    async fn database(&self) -> Result<Rc<Database>, StoreError> {
        if let Some(open) = self.open.borrow().as_ref() {
            return Ok(open.clone());
        }
        if self.was_open.get() && !kept::is_there(&self.name).await? {
            return Err(StoreError::Gone);
        }
        let (tell, told) = futures::channel::oneshot::channel();
        let tell = Rc::new(RefCell::new(Some(tell)));
        let once = move |answer: Result<Rc<Database>, StoreError>| {
            if let Some(tell) = tell.borrow_mut().take() {
                let _ = tell.send(answer);
            }
        };
        let blocked = once.clone();
        let opening = Database::open(self.name.clone())
            .with_version(VERSION)
            .with_on_blocked(move |_| {
                // It may be storing its last taps.
                let blocked = blocked.clone();
                time::after(PATIENCE_MS, move || blocked(Err(StoreError::HeldOpen)));
                Ok(())
            })
            .with_on_upgrade_needed(|event, db| migrate(event.old_version() as u32, &db));
        let store = self.clone();
        // Where another window stands in the way, whoever asked is told at once; the opening itself, which
        // changes the layout as soon as that window is closed, must not be left half-way.
        wasm_bindgen_futures::spawn_local(async move {
            once(opening.await.map_err(open_error).map(|database| store.hold(database)));
        });
        told.await.unwrap_or_else(|_| Err(StoreError::Lost("not opened".to_owned())))
    }

    fn hold(&self, database: Database) -> Rc<Database> {
        let database = Rc::new(database);
        *self.open.borrow_mut() = Some(database.clone());
        self.was_open.set(true);
        self.step_aside(&database);
        database
    }

    /// The database, with what was begun on it; once more from a new connection where the browser had
    /// closed the old one behind our back.
    async fn begin(&self, mode: TransactionMode) -> Result<Rc<Database>, StoreError> {
        let database = self.database().await?;
        // A transaction nothing was asked of ends by itself.
        let probe = begin(&database, mode).map(drop);
        match probe {
            Ok(()) => Ok(database),
            Err(Error::DomException(DomException::InvalidStateError(_))) => {
                self.open.borrow_mut().take();
                self.database().await
            }
            Err(e) => Err(error(e)),
        }
    }
}

fn begin(database: &Database, mode: TransactionMode) -> Result<Transaction<'_>, Error> {
    begin_on(database, Table::ALL.iter().map(|(_, name)| *name).collect(), mode)
}

fn begin_on<'a>(database: &'a Database, names: Vec<&str>, mode: TransactionMode) -> Result<Transaction<'a>, Error> {
    let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    database.transaction(names).with_mode(mode).with_options(options).build()
}

/// Layout changes, one step a version. Version 1 makes the tables, version 2 the one for keys.
fn migrate(from: u32, database: &Database) -> Result<(), Error> {
    if from < 1 {
        for (_, name) in Table::ALL {
            database.create_object_store(name).build()?;
        }
    }
    if from < 2 {
        database.create_object_store(KEYS).build()?;
    }
    Ok(())
}

impl Store for BrowserStore {
    async fn transact(
        &self,
        after: &str,
        build: impl FnOnce(View) -> Result<Batch, StoreError>,
    ) -> Result<(), StoreError> {
        let database = self.begin(TransactionMode::Readwrite).await?;
        let transaction = begin(&database, TransactionMode::Readwrite).map_err(error)?;
        // Asked for its reason after it has ended, when it is no longer ours.
        let ended = transaction.as_sys().clone();
        let saved = async move {
            // Nothing but the database may be awaited from here on, or the browser commits early.
            let meta = pairs(&transaction, Table::Meta, None).await?;
            let newer = pairs(&transaction, Table::Log, Some(KeyRange::LowerBound(after.to_owned(), true))).await?;
            let batch = match build(View { meta, newer }) {
                Ok(batch) => batch,
                Err(refused) => {
                    let _ = transaction.abort().await;
                    return Err(refused);
                }
            };
            write(&transaction, &batch).await?;
            let kept = read_back(&transaction, &batch).await?;
            if !kept {
                let _ = transaction.abort().await;
                return Err(StoreError::NotKept);
            }
            transaction.commit().await.map_err(error)
        };
        // A full disk often shows only as the transaction's end: the requests just say that it ended.
        let no_room = || ended.error().is_some_and(|e| failed(&e) == StoreError::Full);
        match saved.await {
            Err(StoreError::Lost(reason)) if no_room() || (may_be_full(&reason) && super::storage::is_full().await) => {
                Err(StoreError::Full)
            }
            saved => saved,
        }
    }

    async fn read(&self, wanted: &[(Table, &str)]) -> Result<Vec<Rows>, StoreError> {
        let database = self.begin(TransactionMode::Readonly).await?;
        let transaction = begin(&database, TransactionMode::Readonly).map_err(error)?;
        let mut found = Vec::with_capacity(wanted.len());
        for (table, beginning) in wanted {
            let range = (!beginning.is_empty()).then(|| keys_with(beginning));
            found.push(pairs(&transaction, *table, range).await?);
        }
        transaction.commit().await.map_err(error)?;
        Ok(found)
    }
}

fn table<'a>(transaction: &'a Transaction<'_>, table: Table) -> Result<ObjectStore<'a>, StoreError> {
    transaction.object_store(table.name()).map_err(error)
}

fn keys_with(beginning: &str) -> KeyRange<String> {
    KeyRange::Bound(beginning.to_owned(), false, format!("{beginning}\u{ffff}"), false)
}

async fn pairs(transaction: &Transaction<'_>, of: Table, range: Option<KeyRange<String>>) -> Result<Rows, StoreError> {
    let table = table(transaction, of)?;
    let range = range.unwrap_or_else(|| KeyRange::LowerBound(String::new(), false));
    let keys = table.get_all_keys::<String>().with_query::<String, _>(range.clone()).primitive().map_err(error)?;
    let texts = table.get_all::<String>().with_query::<String, _>(range).primitive().map_err(error)?;
    let keys: Vec<String> = keys.await.map_err(error)?.collect::<Result<_, _>>().map_err(error)?;
    let texts: Vec<String> = texts.await.map_err(error)?.collect::<Result<_, _>>().map_err(error)?;
    Ok(keys.into_iter().zip(texts).collect())
}

/// Requests go out in order when they are made; only the last ones are waited for.
async fn write(transaction: &Transaction<'_>, batch: &Batch) -> Result<(), StoreError> {
    for (of, beginning) in &batch.clear {
        let table = table(transaction, *of)?;
        if beginning.is_empty() {
            table.clear().map_err(error)?.await.map_err(error)?;
        } else {
            table.delete::<String, _>(keys_with(beginning)).primitive().map_err(error)?.await.map_err(error)?;
        }
    }
    for (of, key) in &batch.delete {
        table(transaction, *of)?.delete::<String, _>(key.clone()).primitive().map_err(error)?.await.map_err(error)?;
    }
    let mut waiting = Vec::with_capacity(batch.put.len());
    for (of, key, text) in &batch.put {
        let table = table(transaction, *of)?;
        waiting.push(table.put(text.as_str()).with_key(key.as_str()).primitive().map_err(error)?);
    }
    for put in waiting {
        put.await.map_err(error)?;
    }
    // Each is waited for, so that the page can draw and answer keys before the next is made into text.
    for (of, key, records) in &batch.late {
        let text = lines_of(records);
        table(transaction, *of)?.put(text).with_key(key.as_str()).primitive().map_err(error)?.await.map_err(error)?;
    }
    Ok(())
}

/// What was written last of each table is read again inside the transaction and compared.
async fn read_back(transaction: &Transaction<'_>, batch: &Batch) -> Result<bool, StoreError> {
    let last = |of: Table| batch.put.iter().rev().find(|(t, ..)| *t == of);
    let put = Table::ALL.iter().filter_map(|(of, _)| last(*of).cloned());
    let late = batch.late.last().map(|(of, key, records)| (*of, key.clone(), lines_of(records)));
    for (of, key, text) in put.chain(late) {
        let got = table(transaction, of)?.get::<String, _, _>(key).primitive().map_err(error)?;
        if got.await.map_err(error)?.as_deref() != Some(text.as_str()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What the browser says of itself, sorted by [`crate::store::failure`].
fn error(error: Error) -> StoreError {
    match &error {
        Error::DomException(e) => failed(e.as_sys()),
        _ => failure("", &error.to_string()),
    }
}

fn failed(e: &web_sys::DomException) -> StoreError {
    failure(&e.name(), &e.message())
}

fn open_error(error: OpenDbError) -> StoreError {
    let OpenDbError::Base(Error::DomException(e)) = &error else { return StoreError::Blocked(error.to_string()) };
    match (e.as_sys().name().as_str(), failed(e.as_sys())) {
        ("VersionError", _) => StoreError::Newer,
        (_, StoreError::Full) => StoreError::Full,
        _ => StoreError::Blocked(error.to_string()),
    }
}
