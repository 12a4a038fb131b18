//! Where the secret halves of the office's key are: a database as the build of 29 November 2026 left it has them in
//! clear; once the browser has taken them (or the passphrase was typed), nothing that is kept has them any more.

use super::device::now;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::seal::{Identity, Locked, Signer as _, SigningKey};
use golden_thread::store::keys::{KeysRow, OfficeKey, OwnKey};
use golden_thread::store::{MemoryStore, RowChange, State, Store, Table, Vault};
use serde_json::Value;

const SAMPLE: &str = "tests/data/builds/2026-11-29/office";

fn sample(file: &str) -> Vec<u8> {
    std::fs::read(format!("{SAMPLE}/{file}")).unwrap()
}

/// The office's database of that build.
fn database() -> MemoryStore {
    let all: Value = serde_json::from_slice(&sample("office-database.json")).unwrap();
    let tables = all.as_object().unwrap().iter().find(|(name, _)| *name != "ls").unwrap().1;
    let rows = Table::ALL.into_iter().flat_map(|(table, name)| {
        let rows = tables[name].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        rows.map(|row| (table, text(&row[0]), text(&row[1]))).collect::<Vec<_>>()
    });
    MemoryStore::holding(rows.collect())
}

/// Everything a store keeps, as one text.
fn everything(store: &MemoryStore) -> String {
    let rows = Table::ALL.into_iter().flat_map(|(table, _)| now(store.rows(table, "")).unwrap());
    rows.map(|(key, text)| format!("{key}\n{text}\n")).collect()
}

/// How a key's secret halves may be spelled.
fn spelled(identity: &Identity, signing: &SigningKey) -> Vec<String> {
    let raw = |pkcs8: &[u8]| pkcs8[16..].to_vec();
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let list = |bytes: &[u8]| bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    let (opens, signs) = (raw(identity.pkcs8().as_slice()), raw(signing.pkcs8().as_slice()));
    assert_eq!(hex(&signs), *signing.secret());
    let mut all = vec!["AGE-SECRET-KEY".to_owned(), identity.secret().to_lowercase(), "\"signing\"".to_owned()];
    for half in [opens, signs] {
        all.extend([hex(&half), hex(&half).to_uppercase(), list(&half)]);
    }
    all
}

#[test]
fn a_database_of_november_2026_opens_as_before_and_then_keeps_no_secret_half_anywhere() {
    let store = database();
    let mut state = now(State::load(&store)).unwrap();
    let office = state.keys.proven().unwrap().clone();
    assert!(office.is_clear());
    let (identity, signing) = (office.identity().unwrap(), office.signer().unwrap());
    assert_eq!(signing.public_key(), office.keeper.key);
    assert_eq!(identity.recipient().to_string(), office.keeper.recipient);
    let locked = Locked::read(&sample("return-1-locked.thread.age")).unwrap();
    let plain = locked.open(std::slice::from_ref(&identity)).unwrap();
    let secrets = spelled(&identity, &signing);
    let there = |text: &str| secrets.iter().filter(|s| text.contains(s.as_str())).count();
    assert!(there(&everything(&store)) >= 3, "or this finds nothing in anything");

    // What was kept beside the row stays byte for byte.
    let before: Vec<_> = Table::ALL.into_iter().map(|(table, _)| now(store.rows(table, "")).unwrap()).collect();
    let rows = vec![RowChange::Keys(state.keys.with_office_closed())];
    let delta = now(Vault::save(&store, &state, &Work::new(Cause::Typed), rows, 1_796_000_000_000)).unwrap();
    state.apply(delta);
    assert_eq!(there(&everything(&store)), 0, "nothing that is kept has the key");
    for ((table, name), before) in Table::ALL.into_iter().zip(before) {
        let mut changed = now(store.rows(table, "")).unwrap();
        changed.retain(|row| !before.contains(row));
        assert!(changed.iter().all(|(key, _)| name == "meta" && key == "keys"), "{name}: {changed:?}");
    }

    // It is the office's key all the same, and the passphrase alone brings its secret halves back.
    let state = now(State::load(&store)).unwrap();
    let kept = state.keys.to_sign().unwrap().unwrap();
    assert_eq!((&kept.keeper, kept.is_clear(), kept.is_proven()), (&office.keeper, false, true));
    assert!(kept.identity().is_none() && kept.signer().is_none() && kept.recovery().is_none());
    assert_eq!(state.keys.to_carry(), vec![office.keeper.clone()]);
    let passphrase = String::from_utf8(sample("passphrase.txt")).unwrap();
    let back = |sealed: &[u8]| {
        let sealed = Locked::read(sealed).unwrap();
        let key = sealed.derivation(passphrase.trim()).unwrap().derive().unwrap();
        OfficeKey::recover(&sealed.open_with(&key).unwrap(), "Mara Winter", "now").unwrap()
    };
    for key in [back(state.keys.recovery.as_ref().unwrap().as_bytes()), back(&sample("recovery.age"))] {
        assert_eq!(key.keeper, office.keeper);
        assert_eq!(locked.open(&[key.identity().unwrap()]).unwrap(), plain);
    }
}

#[test]
fn a_key_that_is_made_is_proven_by_its_public_halves_alone() {
    let made = OfficeKey::generate("Office", &mut super::Counting(1)).unwrap();
    let recovery = made.recovery().unwrap();
    let mut row = made.closed();
    assert!(!row.is_clear() && !row.is_proven() && row.keeper == made.keeper);
    let other = OfficeKey::generate("Office", &mut super::Counting(8)).unwrap().recovery().unwrap();
    assert!(!row.prove(other.as_bytes(), "now") && !row.is_proven(), "another key's file");
    assert!(row.prove(recovery.as_bytes(), "now") && row.is_proven() && row.is_clear());
    assert_eq!(row.signer().unwrap().public_key(), made.keeper.key);
}

#[test]
fn a_row_is_read_with_its_secret_halves_and_without_and_half_of_them_is_none() {
    let mut made = OfficeKey::generate("Office", &mut super::Counting(1)).unwrap();
    let recovery = made.recovery().unwrap();
    made.prove(recovery.as_bytes(), "now");
    let own = SigningKey::generate(&mut super::Counting(2)).unwrap();
    let own = OwnKey { writer: "w".into(), key: own.public_key(), secret: Some(own.secret()) };
    let clear = KeysRow { office: Some(made), own: Some(own), recovery: Some("sealed".into()), ..KeysRow::default() };
    assert_eq!(KeysRow::from_value(&clear.to_value()), clear);
    let closed = clear.with_office_closed().with_own_closed();
    let text = closed.to_value().to_string();
    assert_eq!(KeysRow::from_value(&closed.to_value()), closed);
    assert!(!text.contains("identity") && !text.contains("signing") && text.contains("\"secret\":null"), "{text}");
    assert_eq!(closed.office.as_ref().unwrap().keeper.key, clear.office.as_ref().unwrap().keeper.key);
    assert_eq!(closed.own.as_ref().map(|own| own.key), clear.own.as_ref().map(|own| own.key));
    // Neither half opens or signs without the other; nor does what is no key.
    for gone in ["identity", "signing"] {
        let mut value = clear.to_value();
        value["office"].as_object_mut().unwrap().remove(gone);
        let office = KeysRow::from_value(&value).office.unwrap();
        assert!(!office.is_clear() && office.identity().is_none() && office.signer().is_none());
    }
    // An unproven key signs nothing that goes out, also where it is in memory.
    let unproven = OfficeKey::generate("Office", &mut super::Counting(3)).unwrap();
    assert!(unproven.signing().is_some() && unproven.signer().is_none());
}
