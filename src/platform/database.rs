//! The browser's database (IndexedDB) as a [`Store`]: one database a partnership, one strict
//! transaction over all its tables, "saved" only once the transaction has completed.

use super::{leaving, time};
use crate::store::{Batch, Rows, Store, StoreError, Table, View, lines_of};
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use indexed_db_futures::{KeyRange, internals::SystemRepr};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the names of all our databases begin with; the static recovery page looks for it too.
const PREFIX: &str = "golden-thread.";

/// A database that is made and deleted at once, to see whether the browser keeps any.
const TRIAL: &str = "golden-thread-trial";

/// The layout's version; see [`migrate`].
const VERSION: u32 = 2;

/// So long another window may take to let go before somebody is told that it stands in the way, in milliseconds.
const PATIENCE_MS: i32 = 3_000;

/// The table with keys that the browser keeps (no text rows, so not one of [`Table`]).
const KEYS: &str = "keys";

/// A partnership's database in this browser.
#[derive(Clone)]
pub struct BrowserStore {
    name: String,
    open: Rc<RefCell<Option<Rc<Database>>>>,
}

impl std::fmt::Debug for BrowserStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BrowserStore").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The partnerships (their ids) that have a database in this browser, where it can say.
pub async fn names() -> Vec<String> {
    let names = async {
        let factory = web_sys::window()?.indexed_db().ok()??;
        let list: js_sys::Function = js_sys::Reflect::get(&factory, &"databases".into()).ok()?.dyn_into().ok()?;
        let promise: js_sys::Promise = list.call0(&factory).ok()?.dyn_into().ok()?;
        let found: js_sys::Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
        let name = |one| js_sys::Reflect::get(&one, &"name".into()).ok()?.as_string();
        let names: Vec<String> = found.iter().filter_map(name).collect();
        Some(names.iter().filter_map(|n| Some(n.strip_prefix(PREFIX)?.to_owned())).collect())
    };
    names.await.unwrap_or_default()
}

/// Whether the browser lets a database be made at all.
pub async fn may_keep() -> bool {
    use wasm_bindgen::JsValue;
    fn call(on: &JsValue, name: &str, given: &js_sys::Array) -> Option<JsValue> {
        let function: js_sys::Function = js_sys::Reflect::get(on, &name.into()).ok()?.dyn_into().ok()?;
        function.apply(on, given).ok()
    }
    let tried = async {
        let factory = web_sys::window()?.indexed_db().ok()??;
        let trial = js_sys::Array::of1(&TRIAL.into());
        let request = call(&factory, "open", &trial)?;
        let answered = js_sys::Promise::new(&mut |done, _| {
            for (name, yes) in [("onsuccess", true), ("onerror", false)] {
                let answer = done.bind1(&JsValue::NULL, &yes.into());
                let _ = js_sys::Reflect::set(&request, &name.into(), &answer);
            }
        });
        let made = JsFuture::from(answered).await.ok()?.as_bool()?;
        if made {
            let database = js_sys::Reflect::get(&request, &"result".into()).ok()?;
            call(&database, "close", &js_sys::Array::new());
            call(&factory, "deleteDatabase", &trial);
        }
        Some(made)
    };
    tried.await.unwrap_or(false)
}

impl BrowserStore {
    /// Opens (or makes) the database of a partnership.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] where the browser gives no storage, [`StoreError::HeldOpen`] where another
    /// window holds an older layout open.
    pub async fn open(partnership: &str) -> Result<BrowserStore, StoreError> {
        let store = BrowserStore { name: format!("{PREFIX}{partnership}"), open: Rc::default() };
        store.database().await?;
        Ok(store)
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
        self.step_aside(&database);
        database
    }

    /// When a newer version of the app wants to change the layout, or the browser closes the connection,
    /// lets go of it, so that the next save opens it anew. Whoever wants to change the layout waits for what this window
    /// has not stored yet: afterwards it could not store it any more.
    fn step_aside(&self, database: &Rc<Database>) {
        use wasm_bindgen::closure::Closure;
        let raw = database.as_sys();
        let held = Rc::downgrade(&self.open);
        let connection = raw.clone();
        let let_go = move || {
            // Until it is closed, no other window can change the layout or remove the database.
            connection.close();
            if let Some(held) = held.upgrade() {
                held.borrow_mut().take();
            }
        };
        let asked = {
            let let_go = let_go.clone();
            Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
                let let_go = let_go.clone();
                // A database that is removed takes nothing more, and nobody should wait for it.
                let removed = js_sys::Reflect::get(&event, &"newVersion".into()).is_ok_and(|v| v.is_null());
                if removed {
                    return let_go();
                }
                wasm_bindgen_futures::spawn_local(async move {
                    leaving::put_away().await;
                    let_go();
                });
            })
        };
        let closed = Closure::<dyn FnMut()>::new(let_go);
        raw.set_onclose(Some(closed.as_ref().unchecked_ref()));
        raw.set_onversionchange(Some(asked.as_ref().unchecked_ref()));
        closed.forget();
        asked.forget();
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
        let no_room = || ended.error().is_some_and(|e| e.name() == QUOTA);
        saved.await.map_err(|e| if matches!(e, StoreError::Lost(_)) && no_room() { StoreError::Full } else { e })
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

/// What the browser calls "no room".
const QUOTA: &str = "QuotaExceededError";

fn error(error: Error) -> StoreError {
    match &error {
        Error::DomException(DomException::Other(e)) if e.name() == QUOTA => StoreError::Full,
        _ => match error.to_string() {
            text if text.contains("QuotaExceeded") || text.contains("quota") => StoreError::Full,
            text => StoreError::Lost(text),
        },
    }
}

fn open_error(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::Base(Error::DomException(DomException::Other(e))) if e.name() == QUOTA => StoreError::Full,
        OpenDbError::Base(Error::DomException(DomException::Other(e))) if e.name() == "VersionError" => {
            StoreError::Newer
        }
        other => StoreError::Blocked(other.to_string()),
    }
}
