//! Where the private keys are: with the browser, which shows them to nobody, or sealed with the passphrase where a
//! browser takes none. Every row of every table, and the browser's small storage, is read and searched for them: after a
//! key was made, after a database of the build of 29 November 2026 was opened, and in a browser without such keys.

use super::browser::{Browser, moment};
use super::keys::{PASSPHRASE, found, make_key, recovered};
use super::people::*;
use super::world::{World, here};
use golden_thread::bundle::{self, Proven, proof};
use golden_thread::seal::{Locked, SigningKey};
use golden_thread::store::keys::OfficeKey;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const SAMPLE: &str = "tests/data/builds/2026-11-29/office";

/// As browsers answered before they knew such keys.
const NO_SUCH_KEYS: &str = "for (const method of ['importKey', 'generateKey']) {
    const real = SubtleCrypto.prototype[method];
    SubtleCrypto.prototype[method] = function (...given) {
        const how = given[method === 'importKey' ? 2 : 0], name = how.name ?? how;
        if (['X25519', 'Ed25519'].includes(name)) return Promise.reject(new DOMException('unknown', 'NotSupportedError'));
        return real.apply(this, given);
    };
}";

/// All that this browser keeps as text, and the keys that it keeps for itself.
async fn kept(browser: &Browser) -> (String, Vec<Value>) {
    let read = "const done = arguments[arguments.length - 1];
        const ask = (r) => new Promise((yes, no) => { r.onsuccess = () => yes(r.result); r.onerror = () => no(r.error); });
        (async () => {
            let text = JSON.stringify({ ...localStorage });
            const keys = [];
            for (const { name } of await indexedDB.databases()) {
                const database = await ask(indexedDB.open(name));
                for (const table of database.objectStoreNames) {
                    const from = database.transaction(table).objectStore(table);
                    const [names, rows] = await Promise.all([ask(from.getAllKeys()), ask(from.getAll())]);
                    for (const [at, row] of rows.entries()) {
                        if (row instanceof CryptoKey) keys.push({ name: names[at], type: row.type, algorithm: row.algorithm.name,
                            extractable: row.extractable, shown: await Promise.any(['raw', 'pkcs8', 'jwk'].map((how) =>
                                crypto.subtle.exportKey(how, row))).then(() => true, () => false) });
                        text += `\\n${table} ${names[at]}\\n` + (typeof row === 'string' ? row : JSON.stringify(row));
                    }
                }
                database.close();
            }
            done({ text, keys });
        })().catch((e) => done({ text: String(e) }));";
    let all = browser.driver.execute_async(read, Vec::new()).await.unwrap().json().clone();
    let keys = all["keys"].as_array().unwrap_or_else(|| panic!("not read: {all}")).clone();
    (all["text"].as_str().unwrap().to_owned(), keys)
}

/// How the secret halves of this key may be spelled.
fn spelled(key: &OfficeKey) -> Vec<String> {
    let (identity, signing) = (key.identity().unwrap(), key.signer().unwrap());
    let raw: [Vec<u8>; 2] = [identity.pkcs8()[16..].to_vec(), signing.pkcs8()[16..].to_vec()];
    let mut all = vec!["AGE-SECRET-KEY".to_owned(), identity.secret().to_lowercase()];
    for half in raw {
        let hex: String = half.iter().map(|b| format!("{b:02x}")).collect();
        let list = half.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
        // In base64 whole groups of three bytes look the same wherever they stand; the three places a group may begin.
        all.extend((0..3).map(|at| base64(&half[at..at + 27])));
        all.extend([hex.to_uppercase(), hex, list]);
    }
    all
}

fn base64(bytes: &[u8]) -> String {
    let signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |b: &[u8]| {
        let all = u32::from(b[0]) << 16 | u32::from(b[1]) << 8 | u32::from(b[2]);
        [18, 12, 6, 0].map(|by| char::from(signs[(all >> by & 63) as usize]))
    };
    bytes.chunks_exact(3).flat_map(group).collect()
}

/// That nothing which is kept has a secret half of this key.
async fn is_nowhere(browser: &Browser, key: &OfficeKey) -> Vec<Value> {
    let (text, keys) = kept(browser).await;
    assert!(text.contains("\"office\":{"), "the row of keys is there");
    let there: Vec<String> = spelled(key).into_iter().filter(|secret| text.contains(secret.as_str())).collect();
    assert!(there.is_empty(), "{} spellings of a private key are kept", there.len());
    assert!(keys.iter().all(|k| k["extractable"] == false && k["shown"] == false), "{keys:?}");
    keys
}

/// That the browser keeps this key for itself: what signs and what opens.
async fn is_with_the_browser(browser: &Browser, key: &OfficeKey) {
    let is_office = |k: &Value| k["name"].as_str().unwrap().starts_with("office.");
    let mut keys = is_nowhere(browser, key).await;
    for _ in 0..100 {
        // It moves there once it has been tried.
        if keys.iter().filter(|k| is_office(k)).count() == 2 {
            break;
        }
        moment().await;
        keys = is_nowhere(browser, key).await;
    }
    let office: Vec<_> = keys.iter().filter(|k| k["name"].as_str().unwrap().starts_with("office.")).collect();
    let mut algorithms: Vec<&str> = office.iter().filter_map(|k| k["algorithm"].as_str()).collect();
    algorithms.sort_unstable();
    assert_eq!(algorithms, ["Ed25519", "X25519"], "{keys:?}");
    assert!(office.iter().all(|k| k["type"] == "private"), "{keys:?}");
    browser.go("#/device", "device").await;
    browser.sees("This browser holds the key. It uses it, and shows it to nobody.").await;
    browser.sees("can open what people send to the office and sign plan files as the office").await;
}

/// That the file was signed with this key.
fn is_signed_with(file: &Path, key: &OfficeKey) {
    let text = std::fs::read_to_string(file).unwrap();
    let envelope = bundle::read(text.as_bytes()).unwrap().bundle.envelope;
    assert_eq!(proof::check(&envelope, text.as_bytes()), Proven::By(key.keeper.key));
}

fn sample(file: &str) -> PathBuf {
    here(SAMPLE).join(file)
}

/// The office's key of that build.
fn sample_key() -> OfficeKey {
    let locked = Locked::read(&std::fs::read(sample("recovery.age")).unwrap()).unwrap();
    let key = locked.derivation(PASSPHRASE).unwrap().derive().unwrap();
    OfficeKey::recover(&locked.open_with(&key).unwrap(), "Mara Winter", "now").unwrap()
}

/// Puts that build's database into a browser where nothing was begun, as that build left it.
async fn put_back(browser: &Browser) {
    browser.sees("Which of these are you?").await;
    let saved: Value = serde_json::from_slice(&std::fs::read(sample("office-database.json")).unwrap()).unwrap();
    let write = "const [saved, done] = arguments;
        const { ls, ...databases } = saved;
        Object.entries(ls).forEach(([name, value]) => localStorage.setItem(name, value));
        const [[name, tables]] = Object.entries(databases);
        const asked = indexedDB.open(name, 2);
        asked.onupgradeneeded = () => Object.keys(tables).forEach((table) => asked.result.createObjectStore(table));
        asked.onsuccess = () => {
            const change = asked.result.transaction(Object.keys(tables), 'readwrite');
            Object.entries(tables).forEach(([table, rows]) =>
                rows.forEach(([key, row]) => change.objectStore(table).put(row, key)));
            change.oncomplete = () => { asked.result.close(); done('kept'); };
        };";
    let done = browser.driver.execute_async(write, vec![saved]).await.unwrap();
    assert_eq!(done.json(), "kept");
    let (text, keys) = kept(browser).await;
    assert!(keys.is_empty() && spelled(&sample_key()).iter().filter(|s| text.contains(s.as_str())).count() >= 2);
    browser.reload().await;
}

/// Waits until the row of keys has no secret half any more.
async fn moves(browser: &Browser) {
    for _ in 0..200 {
        if !kept(browser).await.0.contains("AGE-SECRET-KEY") {
            return;
        }
        moment().await;
    }
    panic!("the key stays in its row");
}

#[tokio::test]
async fn a_key_that_is_made_is_nowhere_to_be_read() {
    let world = World::new();
    let mut axe = Vec::new();
    let office = Browser::new(&world, "office").await;
    begin_as_manager(&office).await;
    let recovery = make_key(&office, &world, &mut axe).await;
    let key = recovered(&recovery);
    is_with_the_browser(&office, &key).await;
    axe.extend(found(&office, "device, a key that the browser holds").await);
    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 1").await;
    is_signed_with(&office.downloaded("plan-file-no-1.thread.json").await, &key);
    // A new start, and it signs still; with the partnership it goes.
    office.reload().await;
    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 2").await;
    is_signed_with(&office.downloaded("plan-file-no-2.thread.json").await, &key);
    office.has_not_stopped().await;
    office.go("#/device", "device").await;
    office.press("Remove this partnership from this device").await;
    office.type_into("forget-word", "remove").await;
    office.press("Remove it from this device").await;
    office.sees("Which of these are you?").await;
    let (text, keys) = kept(&office).await;
    assert!(keys.is_empty() && !text.contains("keepers"), "{keys:?}");
    office.close().await;
    assert!(axe.is_empty(), "axe finds\n{}", axe.join("\n"));
}

#[tokio::test]
async fn a_key_that_lay_in_clear_moves_to_the_browser_and_works_as_before() {
    let world = World::new();
    let key = sample_key();
    let office = Browser::new(&world, "office").await;
    put_back(&office).await;
    moves(&office).await;
    is_with_the_browser(&office, &key).await;
    for start in 0..2 {
        office.go("#/exchange/inbox", "Inbox").await;
        office.open_file("open-file", &sample("return-1-locked.thread.age")).await;
        office.sees(if start == 0 { "for you to look at" } else { "You already opened this file" }).await;
        office.go("#/exchange/send", "Send").await;
        office.press(&format!("Make plan file no. {}", start + 2)).await;
        is_signed_with(&office.downloaded(&format!("plan-file-no-{}.thread.json", start + 2)).await, &key);
        office.reload().await;
    }
    is_with_the_browser(&office, &key).await;
    // A backup has it only as it was sealed.
    office.press("Save a backup").await;
    let backup = std::fs::read_to_string(office.downloaded_as("golden-thread-backup-").await).unwrap();
    assert!(backup.contains("AGE ENCRYPTED FILE") && spelled(&key).iter().all(|s| !backup.contains(s.as_str())));
    office.has_not_stopped().await;
    office.close().await;
}

#[tokio::test]
async fn without_such_keys_it_is_sealed_and_the_passphrase_unlocks_it_until_the_page_closes() {
    let world = World::new();
    let mut axe = Vec::new();
    let key = sample_key();
    let office = Browser::meddled(&world, "office", NO_SUCH_KEYS).await;
    put_back(&office).await;
    office.go("#/device", "device").await;
    office.sees("This browser cannot hold such a key, and it lies here unsealed.").await;
    axe.extend(found(&office, "device, a key in clear").await);
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", &sample("return-1-locked.thread.age")).await;
    office.sees("for you to look at").await;
    office.go("#/device", "device").await;
    office.type_into("passphrase", "another passphrase").await;
    office.press("Seal the key").await;
    office.sees("This passphrase does not open the file.").await;
    office.type_over("passphrase", PASSPHRASE).await;
    office.press("Seal the key").await;
    office.sees("It is unlocked until you close this page.").await;
    assert!(is_nowhere(&office, &key).await.is_empty());
    axe.extend(found(&office, "device, a key that is unlocked").await);
    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 2").await;
    is_signed_with(&office.downloaded("plan-file-no-2.thread.json").await, &key);

    // After a new start it is asked for where it is needed, and what needs it says so.
    office.reload().await;
    office.go("#/", "Today").await;
    office.press("The office's key is sealed.").await;
    office.sees("what an unlocked laptop gives away").await;
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", &sample("return-1-locked.thread.age")).await;
    office.sees("This file is locked for the office, and the office's key is sealed.").await;
    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 3").await;
    office.sees("Type its passphrase on the page \"This device\"").await;
    axe.extend(found(&office, "exchange, the key is sealed").await);
    office.type_into("passphrase", PASSPHRASE).await;
    office.press("Unlock the office's key").await;
    office.sees("The office's key is unlocked.").await;
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", &sample("return-1-locked.thread.age")).await;
    office.sees("You already opened this file").await;
    office.go("#/exchange/send", "Send").await;
    office.press("Make plan file no. 3").await;
    is_signed_with(&office.downloaded("plan-file-no-3.thread.json").await, &key);
    assert!(is_nowhere(&office, &key).await.is_empty());
    office.go("#/device", "device").await;
    office.press("Lock the key now").await;
    office.sees("so it is here only as you sealed it").await;
    axe.extend(found(&office, "device, a key that is sealed").await);
    office.has_not_stopped().await;
    office.close().await;

    // A newer browser takes it as soon as the passphrase is typed.
    let office = Browser::new(&world, "office").await;
    office.go("#/device", "device").await;
    office.type_into("passphrase", PASSPHRASE).await;
    office.press("Unlock the office's key").await;
    is_with_the_browser(&office, &key).await;
    office.close().await;
    assert!(axe.is_empty(), "axe finds\n{}", axe.join("\n"));
}

#[tokio::test]
async fn a_writers_key_that_no_browser_holds_is_called_that_until_a_newer_one_takes_it() {
    let world = World::new();
    let representative = Browser::meddled(&world, "representative", NO_SUCH_KEYS).await;
    begin_with_sample(&representative, true).await;
    let action = find_action(&representative, "maternity partnership").await;
    write_update(&representative, &action, "maternity partnership", "Twelve midwives have met.").await;
    representative.go("#/exchange", "Exchange").await;
    representative.press("Save the file to send").await;
    representative.downloaded("return-1.thread.json").await;
    representative.go("#/device", "device").await;
    representative.sees("This browser cannot hold such a key, so it lies here unsealed.").await;
    let row = own_key(&representative).await;
    let secret = SigningKey::read(row["secret"].as_str().unwrap()).unwrap();
    representative.close().await;

    let newer = Browser::new(&world, "representative").await;
    newer.go("#/device", "device").await;
    newer.sees("This browser holds it, and shows it to nobody.").await;
    let (text, keys) = kept(&newer).await;
    assert!(!text.contains(secret.secret().as_str()) && keys.len() == 1 && keys[0]["shown"] == false, "{keys:?}");
    let now = own_key(&newer).await;
    assert_eq!((&now["key"], &now["secret"]), (&row["key"], &json!(null)));
    newer.close().await;
}

async fn own_key(browser: &Browser) -> Value {
    let rows = browser.rows("meta").await;
    let row = rows.iter().find(|row| row.contains("\"own\"")).unwrap_or_else(|| panic!("no row of keys in {rows:?}"));
    serde_json::from_str::<Value>(row).unwrap()["own"].clone()
}
