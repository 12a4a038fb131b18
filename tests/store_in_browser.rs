//! The browser's database inside a browser: the suite every store must pass, what its transactions ask for,
//! and what it does when the browser takes the database away in the midst of saving.
//!
//! Runs in the page, through `wasm-bindgen-test-runner` (see `script/test`); natively there is nothing here.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use golden_thread::platform::database::BrowserStore;
use golden_thread::platform::keys::{self, Kept, Key, NotOpened, Randomness};
use golden_thread::seal::{self, Identity, Locked, Recipient, Signer, Unopened};
use golden_thread::store::keys::{OfficeKey, OwnKey};
use golden_thread::store::{Batch, Store, StoreError, Table, conformance};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What the tests put between the store and the browser. `interfere` runs once, right after the next call of
/// an IndexedDB method, with the transaction and its database.
const BETWEEN: &str = r#"
if (!window.interfere) {
  const of = { put: IDBObjectStore, commit: IDBTransaction };
  window.begun = [];
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...given) {
    const transaction = begin.apply(this, given);
    begun.push({ transaction, database: this, asked: `${transaction.mode} ${transaction.durability}` });
    return transaction;
  };
  window.interfere = (method, what) => {
    const real = of[method].prototype[method];
    of[method].prototype[method] = function (...given) {
      of[method].prototype[method] = real;
      const transaction = method === "put" ? this.transaction : this;
      if (what.length === 2) { const done = real.apply(this, given); what(transaction, transaction.db); return done; }
      return what(transaction);
    };
  };
}
begun.length = 0;
"#;

fn js(code: &str) -> JsValue {
    js_sys::eval(code).unwrap_or_else(|e| panic!("{code}: {e:?}"))
}

/// A new, empty store.
async fn store(name: &str) -> BrowserStore {
    js(BETWEEN);
    BrowserStore::open(name).await.unwrap()
}

async fn save(store: &BrowserStore, key: &str, text: &str) -> Result<(), StoreError> {
    let batch = Batch { put: vec![(Table::Log, key.to_owned(), text.to_owned())], ..Batch::default() };
    store.transact("", |_| Ok(batch)).await
}

/// One transaction writes the log and another table, while others read both: they find both, or neither.
#[wasm_bindgen_test]
async fn several_tables_are_read_in_one_transaction() {
    let store = store("read-in-one").await;
    let mut written = 0;
    let write = async {
        for n in 0..40 {
            let rows = [(Table::Log, format!("{n:012}"), String::new()), (Table::Meta, "turn".into(), n.to_string())];
            store.transact("", |_| Ok(Batch { put: rows.to_vec(), ..Batch::default() })).await.unwrap();
            written = n;
        }
    };
    let read = async {
        for _ in 0..40 {
            let read = store.read(&[(Table::Log, ""), (Table::Meta, "turn")]).await.unwrap();
            let last = read[0].last().map(|(key, _)| key.trim_start_matches('0').parse().unwrap_or(0));
            assert_eq!(last, read[1].last().map(|(_, n)| n.parse::<u64>().unwrap()));
        }
    };
    futures::future::join(write, read).await;
    assert_eq!(written, 39);
}

async fn kept(store: &BrowserStore) -> Vec<String> {
    store.rows(Table::Log, "").await.unwrap().into_iter().map(|(_, text)| text).collect()
}

/// What becomes of a promise within three seconds.
async fn in_time(code: &str) -> String {
    let waited = format!("Promise.race([{code}, new Promise(late => setTimeout(() => late('too late'), 3000))])");
    let answer = JsFuture::from(js_sys::Promise::from(js(&waited))).await.unwrap();
    answer.as_string().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn the_browsers_store_conforms() {
    let store = store("conforms").await;
    conformance::run(&store).await.unwrap();
    // And what it wrote is there for the next one that opens it.
    store.close();
    let again = BrowserStore::open("conforms").await.unwrap();
    assert_eq!(kept(&again).await.len(), 2);
}

#[wasm_bindgen_test]
async fn every_save_asks_for_the_disk() {
    let store = store("durable").await;
    save(&store, "1", "one").await.unwrap();
    conformance::run(&BrowserStore::open("durable too").await.unwrap()).await.unwrap();
    let asked = js("begun.map(b => b.asked).filter(a => a.startsWith('readwrite')).join()").as_string().unwrap();
    let asked: Vec<&str> = asked.split(',').collect();
    assert!(asked.len() >= 6, "the saves were seen: {asked:?}");
    assert!(asked.iter().all(|a| *a == "readwrite strict"), "{asked:?}");
}

#[wasm_bindgen_test]
async fn a_connection_closed_between_two_saves_is_opened_anew() {
    let store = store("closed").await;
    save(&store, "1", "one").await.unwrap();
    js("begun.at(-1).database.close()");
    save(&store, "2", "two").await.unwrap();
    assert_eq!(kept(&store).await, ["one", "two"]);
    // The browser closed it by itself and says so.
    js("{ const { database } = begun.at(-1); database.close(); database.dispatchEvent(new Event('close')); }");
    save(&store, "3", "three").await.unwrap();
    assert_eq!(kept(&store).await, ["one", "two", "three"]);
}

#[wasm_bindgen_test]
async fn a_connection_closed_while_saving_loses_nothing_unsaid() {
    let store = store("closing").await;
    save(&store, "1", "one").await.unwrap();
    // Closed, with the save under way: it is completed.
    js("interfere('put', (transaction, database) => database.close())");
    save(&store, "2", "two").await.unwrap();
    assert_eq!(kept(&store).await, ["one", "two"]);
    // Torn away, as when the disk fails or the person clears the browser: refused, and nothing was changed.
    let torn = "interfere('put', (transaction, database) => {
        transaction.abort(); database.close(); database.dispatchEvent(new Event('close')); })";
    js(torn);
    let refused = save(&store, "3", "three").await.unwrap_err();
    assert!(matches!(refused, StoreError::Lost(_)), "{refused:?}");
    assert!(refused.words().contains("not saved"), "{}", refused.words());
    assert_eq!(kept(&store).await, ["one", "two"]);
    save(&store, "3", "three").await.unwrap();
    assert_eq!(kept(&store).await, ["one", "two", "three"]);
    // Torn away after everything was written, before it was on the disk.
    js("interfere('commit', (transaction) => transaction.abort())");
    assert!(matches!(save(&store, "4", "four").await, Err(StoreError::Lost(_))));
    assert_eq!(kept(&store).await, ["one", "two", "three"]);
}

#[wasm_bindgen_test]
async fn no_room_is_called_no_room_wherever_it_shows() {
    let store = store("full").await;
    save(&store, "1", "one").await.unwrap();
    let full = "new DOMException('no room', 'QuotaExceededError')";
    // The browser refuses the row itself.
    js(&format!("interfere('put', (transaction) => {{ throw {full}; }})"));
    assert_eq!(save(&store, "2", "two").await, Err(StoreError::Full));
    // It refuses when it writes everything to the disk: the transaction ends with that as its reason.
    let late = format!(
        "(transaction) => {{ Object.defineProperty(transaction, 'error', {{ value: {full} }}); transaction.abort(); }}"
    );
    js(&format!("interfere('commit', {late})"));
    assert_eq!(save(&store, "2", "two").await, Err(StoreError::Full));
    // It ends the transaction for it while rows are being written.
    js(&format!("interfere('put', (transaction, database) => ({late})(transaction))"));
    assert_eq!(save(&store, "2", "two").await, Err(StoreError::Full));
    assert_eq!(kept(&store).await, ["one"]);
    save(&store, "2", "two").await.unwrap();
}

#[wasm_bindgen_test]
async fn a_newer_layout_waits_for_the_save_and_then_refuses_the_older_app_in_words() {
    let store = store("newer").await;
    save(&store, "1", "one").await.unwrap();
    let newer = "window.newer = new Promise((done, failed) => {
        const asked = indexedDB.open('golden-thread.newer', 99);
        asked.onsuccess = () => { window.held = asked.result; held.onversionchange = () => held.close(); done('changed'); };
        asked.onerror = () => failed(asked.error);
    })";
    js(&format!("interfere('put', (transaction, database) => {{ {newer} }})"));
    save(&store, "2", "two").await.unwrap();
    assert_eq!(in_time("newer").await, "changed", "this window stands in the newer one's way");
    let there = "new Promise(done => { const all = held.transaction('log').objectStore('log').getAll();
        all.onsuccess = () => done(all.result.join()); })";
    assert_eq!(in_time(there).await, "one,two", "what was called saved is there");
    let refused = save(&store, "3", "three").await.unwrap_err();
    assert_eq!(refused, StoreError::Newer);
    assert!(refused.words().contains("newer version"), "{}", refused.words());
    assert_eq!(BrowserStore::open("newer").await.map(drop), Err(StoreError::Newer));
}

/// A window of an older version that does not let go: the newer one says so at once and does not wait for ever.
#[wasm_bindgen_test]
async fn a_window_that_holds_an_older_layout_is_named() {
    js(BETWEEN);
    let older = "new Promise(done => { const asked = indexedDB.open('golden-thread.held', 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore('log');
        asked.onsuccess = () => { window.older = asked.result; done('open'); } })";
    assert_eq!(in_time(older).await, "open");
    // This app, some versions on.
    js("{ const real = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (name, version) {
            IDBFactory.prototype.open = real; return real.call(this, name, version + 1); } }");
    js("setTimeout(() => older.close(), 5000)");
    let begun = js_sys::Date::now();
    let refused = BrowserStore::open("held").await.map(drop);
    assert!(js_sys::Date::now() - begun < 4000.0, "it waited until the other window was closed");
    assert_eq!(refused, Err(StoreError::HeldOpen));
    assert!(StoreError::HeldOpen.words().contains("Close the other windows"));
}

#[wasm_bindgen_test]
async fn the_layout_without_keys_is_taken_over_with_what_is_in_it() {
    js(BETWEEN);
    let first = "new Promise(done => { const asked = indexedDB.open('golden-thread.first', 1);
        asked.onupgradeneeded = () => ['meta', 'log', 'snapshot', 'staged', 'drafts', 'changes', 'sent', 'received']
            .forEach(name => asked.result.createObjectStore(name));
        asked.onsuccess = () => { const change = asked.result.transaction('log', 'readwrite');
            change.objectStore('log').put('one', '1');
            change.oncomplete = () => { asked.result.close(); done('kept'); }; } })";
    assert_eq!(in_time(first).await, "kept");
    let store = BrowserStore::open("first").await.unwrap();
    assert_eq!(kept(&store).await, ["one"]);
    let (_, own) = keys::make(Some(&store), "writer").await.unwrap();
    assert!(keys::find(Some(&store), &own).await.is_some());
    store.delete().await.unwrap();
}

#[wasm_bindgen_test]
async fn a_writers_key_is_kept_by_the_browser_found_again_and_shown_to_nobody() {
    let store = store("keys").await;
    let (key, own) = keys::make(Some(&store), "writer").await.unwrap();
    let signature = key.sign(b"words").await.unwrap();
    assert!(own.key.signed(b"words", &signature) && !own.key.signed(b"swords", &signature));
    // Where this browser can keep keys.
    if let Key::Kept(kept, _) = &key {
        assert_eq!(own.secret, None);
        let shown = js_sys::Reflect::get(kept, &"extractable".into()).unwrap();
        assert_eq!(shown, JsValue::FALSE);
    }
    store.close();
    let again = keys::find(Some(&store), &own).await.unwrap();
    assert!(own.key.signed(b"other", &again.sign(b"other").await.unwrap()));
    assert_eq!(again.public_key(), own.key);

    // One that lay in its row is taken too, and is the same key.
    let (soft, own) = keys::make(None, "writer").await.unwrap();
    assert!(matches!(soft, Key::Memory(_)) && own.secret.is_some());
    assert!(keys::find(None, &own).await.is_some());
    assert!(keys::keep_own(None, &own).await.is_none());
    if matches!(key, Key::Kept(..)) {
        let taken = keys::keep_own(Some(&store), &own).await.unwrap();
        assert!(matches!(taken, Key::Kept(..)) && taken.public_key() == soft.public_key());
        assert_eq!(taken.sign(b"words").await.unwrap(), soft.sign(b"words").await.unwrap());
        let unspoken = OwnKey { secret: None, ..own };
        assert!(matches!(keys::find(Some(&store), &unspoken).await, Some(Key::Kept(..))));
    }
    store.delete().await.unwrap();
}

#[wasm_bindgen_test]
async fn the_offices_key_is_kept_by_the_browser_opens_and_signs_and_is_forgotten() {
    let store = store("office").await;
    let made = OfficeKey::generate("Mara", &mut Randomness).unwrap();
    let row = made.closed();
    assert_eq!(keys::where_office(Some(&store), &made).await, Kept::Clear);
    assert_eq!(keys::where_office(Some(&store), &row).await, Kept::Locked);
    // In memory only, where there is no database.
    assert!(!keys::keep_office(None, &made).await);
    assert_eq!(keys::where_office(Some(&store), &row).await, Kept::Unlocked);
    keys::lock_office();
    assert_eq!(keys::where_office(Some(&store), &row).await, Kept::Locked);
    if !keys::keep_office(Some(&store), &made).await {
        return; // a browser without such keys
    }
    store.close();
    assert_eq!(keys::where_office(Some(&store), &row).await, Kept::ByBrowser);
    let office = keys::office(Some(&store), &row).await.unwrap();
    assert!(row.keeper.key.signed(b"words", &office.key.sign(b"words").await.unwrap()));
    let other = Identity::generate(&mut Randomness).unwrap();
    let to = [other.recipient(), row.keeper.recipient.parse().unwrap()];
    let locked = |to: &[Recipient]| Locked::read(&seal::lock(b"words", to, &mut Randomness).unwrap()).unwrap();
    assert_eq!(office.opener.open(&locked(&to)).await.unwrap(), b"words");
    let not = office.opener.open(&locked(&to[..1])).await;
    assert_eq!(not, Err(NotOpened::File(Unopened::NoKeyFits)));
    // A share that makes the same of every key: a point of small order, in base64.
    let mut small = seal::lock(b"words", &to[..1], &mut Randomness).unwrap();
    let at = small.windows(10).position(|w| w == b"-> X25519 ").unwrap() + 10;
    small[at..at + 43].fill(b'A');
    let small = office.opener.open(&Locked::read(&small).unwrap()).await;
    assert_eq!(small, Err(NotOpened::File(Unopened::Header)));
    // Another key beside it, and then only that one.
    let second = OfficeKey::generate("Kit", &mut Randomness).unwrap();
    assert!(keys::keep_office(Some(&store), &second).await);
    keys::forget_offices(Some(&store), Some(&second)).await;
    assert_eq!(keys::where_office(Some(&store), &row).await, Kept::Locked);
    assert_eq!(keys::where_office(Some(&store), &second.closed()).await, Kept::ByBrowser);
    keys::forget_offices(Some(&store), None).await;
    assert_eq!(keys::where_office(Some(&store), &second.closed()).await, Kept::Locked);
    store.delete().await.unwrap();
}
