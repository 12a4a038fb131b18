//! Whose file is it: the office's identity over its plan files, senders that the office has named, the recovery
//! file before any key goes out, and returns locked for the keepers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod device;
#[path = "keys/doubt.rs"]
mod doubt;
#[path = "keys/held.rs"]
mod held;

use device::{Counting, Device, new_id, now, set_keys, with_key};
use golden_thread::bundle::{self, Proven};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::record::Id;
use golden_thread::seal::{Derivation, Locked, Signer as _, SigningKey, lock, lock_with};
use golden_thread::store::backup::{backup, unpack};
use golden_thread::store::incoming::{News, Refusal};
use golden_thread::store::keys::{CannotSign, Keeper, KeysRow, NotAdded, OfficeKey, OwnKey, office_words};
use golden_thread::store::outgoing::{self, Lock};
use golden_thread::store::trust::Trust;
use golden_thread::store::{RowChange, StoreError, Vault};
use std::collections::BTreeSet;

fn key(n: u8) -> SigningKey {
    SigningKey::generate(&mut Counting(n)).unwrap()
}

fn begin() -> (Device, SigningKey, Device, Id) {
    let mut office = Device::new("Office", true);
    let actions = office.plan(1);
    let signer = with_key(&mut office, 1);
    let mut rep = Device::new("Rep", false);
    let issue = office.issue_signed(&signer);
    assert!(matches!(rep.open(&issue), Ok(News::Issue { number: 1, .. })));
    (office, signer, rep, actions[0])
}

#[test]
fn the_first_signed_plan_file_fixes_who_the_office_is() {
    let (mut office, signer, mut rep, _) = begin();
    assert_eq!(rep.state.keys.keepers, office.state.keys.keepers);
    assert!(rep.state.keys.is_keeper(&signer.public_key()) && !rep.state.keys.compared);
    let text = office.issue_signed(&signer);
    assert!(matches!(rep.open(&text), Ok(News::Issue { number: 2, .. })));
    assert_eq!(rep.state.received.last().unwrap().proven(), Some(Proven::By(signer.public_key())));
}

#[test]
fn a_forged_plan_file_is_refused_whatever_it_says() {
    let (mut office, signer, mut rep, _) = begin();
    let before = rep.bytes();
    // The forger has a copy of everything, and says that it is the office.
    let mut forger = office.clone();
    let theirs = with_key(&mut forger, 9);
    let forged = forger.issue_signed(&theirs);
    assert_eq!(rep.open(&forged), Err(Refusal::OtherKey));
    let mut bare = bundle::read(forged.as_bytes()).unwrap().bundle;
    bundle::proof::strip(&mut bare);
    assert_eq!(rep.open(&bundle::write(&bare)), Err(Refusal::NotSigned));
    let real = office.issue_signed(&signer);
    assert_eq!(rep.open(&real.replace("Action 0", "Action X")), Err(Refusal::Broken));
    // One that says that it goes on from the office's writer.
    let mut successor = forger.clone();
    let mut about = successor.state.about.clone().unwrap();
    let (old, new) = (about.writer.clone(), new_id());
    about.writer = new.to_string();
    successor.save(Work::new(Cause::Typed), vec![RowChange::About(about)]).unwrap();
    successor.type_in(new, "writer", golden_thread::store::backup::FOLLOWS, old);
    assert_eq!(rep.open(&successor.issue_signed(&theirs)), Err(Refusal::OtherKey));
    assert_eq!(rep.open(&successor.make_issue()), Err(Refusal::NotSigned));
    assert_eq!(rep.bytes(), before);
    assert_eq!(rep.state.keys.keepers.len(), 1);
    assert!(matches!(rep.open(&real), Ok(News::Issue { .. })));
}

#[test]
fn the_office_goes_on_under_another_writer_with_a_known_key() {
    let (mut office, signer, mut rep, _) = begin();
    // A new laptop: another writer, who says nothing of the old one; the key came out of the recovery file.
    let mut about = office.state.about.clone().unwrap();
    about.writer = new_id().to_string();
    office.save(Work::new(Cause::Typed), vec![RowChange::About(about)]).unwrap();
    assert!(matches!(rep.open(&office.issue_signed(&signer)), Ok(News::Issue { number: 2, .. })));
}

#[test]
fn another_keeper_counts_once_a_known_one_has_signed_for_it() {
    let (mut office, signer, mut rep, _) = begin();
    let mut second = Device::new("Second", true);
    let theirs = with_key(&mut second, 5);
    second.open(&office.issue_signed(&signer)).unwrap();
    assert_eq!(rep.open(&second.clone().issue_signed(&theirs)), Err(Refusal::OtherKey), "nobody has named it yet");
    assert_eq!(second.state.keys.to_sign().unwrap_err(), CannotSign::NotNamed, "so it is not signed with at all");
    let line = second.state.keys.proven().unwrap().keeper.line();
    set_keys(&mut office, |k| k.add(&line).unwrap());
    assert!(!office.state.keys.is_keeper(&theirs.public_key()), "not before a plan file says it");
    let named = office.issue_signed(&signer);
    rep.open(&named).unwrap();
    second.open(&named).unwrap();
    assert_eq!(rep.state.keys.recipients().len(), 2);
    let issue = second.issue_signed(&theirs);
    assert!(matches!(rep.open(&issue), Ok(News::Issue { .. })), "and now it is known");
    // In the other office it joins too: nobody there needs to review it.
    assert!(matches!(office.open(&issue), Ok(News::Issue { .. })));
    assert!(second.state.keys.to_sign().unwrap().is_some());
}

#[test]
fn a_keeper_who_leaves_counts_for_nothing_once_a_plan_file_says_so() {
    let (mut office, signer, mut rep, _) = begin();
    let mut second = Device::new("Second", true);
    let theirs = with_key(&mut second, 5);
    let line = second.state.keys.proven().unwrap().keeper.line();
    set_keys(&mut office, |k| k.add(&line).unwrap());
    let named = office.issue_signed(&signer);
    rep.open(&named).unwrap();
    second.open(&named).unwrap();
    let words = office_words(&office.state.keys.keepers);
    set_keys(&mut office, |k| k.take_out(theirs.public_key()));
    assert_eq!(office_words(&office.state.keys.keepers), words, "people telephone about the last plan file");
    set_keys(&mut office, |k| k.add(&line).unwrap());
    assert_eq!(office.state.keys.to_carry().len(), 2, "taken out by mistake");
    set_keys(&mut office, |k| k.take_out(theirs.public_key()));
    rep.open(&office.issue_signed(&signer)).unwrap();
    assert_eq!((rep.state.keys.keepers.len(), rep.state.keys.recipients().len()), (1, 1));
    assert!(office.state.keys.leaving.is_empty());
    second.issue_signed(&theirs);
    assert_eq!(rep.open(&second.issue_signed(&theirs)), Err(Refusal::OtherKey));
}

#[test]
fn a_plan_file_signed_by_another_is_refused_in_the_office_too() {
    let (mut office, signer, _, _) = begin();
    let mut forger = office.clone();
    let theirs = with_key(&mut forger, 9);
    let own = office.clone().issue_signed(&signer);
    assert!(matches!(office.open(&own), Ok(News::Already { .. })), "this very device made it");
    assert_eq!(office.open(&own.replace("Action 0", "Action X")), Err(Refusal::Broken));
    assert_eq!(office.open(&forger.clone().issue_signed(&theirs)), Err(Refusal::OtherKey));
    // One that says that it is from somebody else than this very device.
    let mut about = forger.state.about.clone().unwrap();
    about.writer = new_id().to_string();
    forger.save(Work::new(Cause::Typed), vec![RowChange::About(about)]).unwrap();
    let forged = forger.issue_signed(&theirs);
    let before = office.bytes();
    assert_eq!(office.open(&forged), Err(Refusal::OtherKey));
    let real = forger.issue_signed(&signer).replace("Action 0", "Action X");
    assert_eq!(office.open(&real), Err(Refusal::Broken));
    assert!(office.bytes() == before && office.state.staged.is_empty());
    // One that is not signed waits to be looked at, with its label.
    forger.type_in(new_id(), "action", "title", "Another");
    let bare = forger.make_issue();
    let Ok(News::Staged { file, .. }) = office.open(&bare) else { panic!("it waits") };
    let label = office.state.label(&file.to_string()).unwrap();
    assert_eq!(label.words, Trust::Unsigned.words(""));
}

#[test]
fn a_copy_that_was_changed_is_not_confirmed_and_gives_place_to_the_file_itself() {
    let (mut office, signer, mut rep, action) = begin();
    let update = rep.update(action, "words");
    let (file, text) = rep.return_signed(&key(3));
    let changed = text.replace("words", "swords");
    assert!(matches!(office.open(&changed), Ok(News::Staged { .. })));
    assert!(office.state.label(&file.to_string()).unwrap().warning);
    let issue = office.issue_signed(&signer);
    assert!(!issue.contains(&file.to_string()), "nobody tells the sender that it arrived");
    rep.open(&issue).unwrap();
    assert!(rep.state.confirmed().get(update).is_none());
    // The file itself takes its place, and is not displaced by the copy again.
    assert!(matches!(office.open(&text), Ok(News::Staged { .. })));
    assert!(matches!(office.open(&changed), Ok(News::Already { .. })));
    let waiting = &office.state.staged;
    assert!(waiting.len() == 1 && waiting[0].row.text == text);
    assert!(!office.state.label(&file.to_string()).unwrap().warning);
    rep.open(&office.issue_signed(&signer)).unwrap();
    assert!(rep.state.confirmed().get(update).is_some());
}

#[test]
fn every_keeper_knows_the_senders_that_one_of_them_has_named() {
    let (mut office, signer, mut rep, action) = begin();
    let mut second = Device::new("Second", true);
    set_keys(&mut office, |k| k.name_sender(rep.writer(), key(3).public_key()));
    let issue = office.issue_signed(&signer);
    second.open(&issue).unwrap();
    rep.open(&issue).unwrap();
    assert!(rep.state.keys.senders.is_empty(), "nobody but an office judges senders");
    rep.update(action, "words");
    let (file, text) = rep.return_signed(&key(3));
    second.open(&text).unwrap();
    assert_eq!(second.state.label(&file.to_string()).unwrap().words, Trust::Known.words("Rep"));
}

#[test]
fn what_is_locked_may_be_a_bomb_and_is_answered_like_any_other_file() {
    let (office, ..) = begin();
    let key = office.state.keys.office.as_ref().unwrap().identity().unwrap();
    let locked = |plain: &[u8]| lock(plain, &[key.recipient()], &mut Counting(5)).unwrap();
    let opened = |bytes: &[u8]| Locked::read(bytes).unwrap().open(std::slice::from_ref(&key)).unwrap();
    let deep = locked(format!("{{\"format\":\"golden-thread/bundle\",\"records\":{}", "[".repeat(4 << 20)).as_bytes());
    let inner = locked(&locked(b"{}"));
    let zeros = locked(&vec![0; 8 << 20]);
    let mut words = BTreeSet::new();
    for bomb in [deep, inner, zeros] {
        let refused = bundle::read(&opened(&bomb)).unwrap_err();
        words.insert(refused.words());
    }
    // One whose passphrase is made to cost all the time and memory there is, and one with ways in without end.
    let (salt, key) = ("A".repeat(22), "A".repeat(43));
    let hard = format!("age-encryption.org/v1\n-> scrypt {salt} 30\n{key}\n--- {key}\n0123456789abcdef");
    words.insert(Locked::read(hard.as_bytes()).unwrap().derivation("words").unwrap_err().words());
    let many = format!("age-encryption.org/v1\n{}--- A\n", "-> X25519 A\n\n".repeat(100_000));
    words.insert(Locked::read(many.as_bytes()).unwrap_err().words());
    assert_eq!(words.len(), 5, "{words:#?}");
    assert!(words.iter().all(|w| w.contains("Nothing was changed")), "{words:#?}");
}

#[test]
fn a_restored_backup_leaves_the_offices_key_where_it_is() {
    let (mut office, ..) = begin();
    set_keys(&mut office, |k| k.name_sender(new_id(), key(3).public_key()));
    let sender = golden_thread::ledger::exchange::Sender {
        partnership: device::partnership(),
        writer: office.writer(),
        id: new_id(),
        sequence: 9,
        created: "2026-01-01T00:00:00Z".into(),
    };
    let mut restored = unpack(backup(&office.state, &[], sender));
    restored.keep_office_key(&office.state.keys);
    let keys =
        |rows: &[RowChange]| rows.iter().find_map(|r| if let RowChange::Keys(k) = r { Some(k.clone()) } else { None });
    assert_eq!(keys(&restored.rows), Some(KeysRow { own: None, ..office.state.keys.clone() }));
    restored.rows.clear();
    restored.keep_office_key(&office.state.keys);
    assert_eq!(keys(&restored.rows).unwrap().office, office.state.keys.office);
}

#[test]
fn plan_files_that_were_never_signed_go_on_as_before_until_one_is() {
    let mut office = Device::new("Office", true);
    office.plan(1);
    let mut rep = Device::new("Rep", false);
    rep.open(&office.make_issue()).unwrap();
    assert!(rep.state.keys.keepers.is_empty());
    assert_eq!(rep.open(&Device::new("Other", true).make_issue()), Err(Refusal::UnknownOffice));
    let signer = with_key(&mut office, 1);
    rep.open(&office.issue_signed(&signer)).unwrap();
    assert_eq!(rep.open(&office.make_issue()), Err(Refusal::NotSigned));
    assert_eq!(rep.open(&office.make_reply(rep.writer())), Err(Refusal::NotSigned));
}

#[test]
fn a_file_from_a_sender_is_known_unknown_changed_broken_or_unsigned() {
    let (mut office, _, mut rep, action) = begin();
    rep.update(action, "words");
    let (id, text) = rep.return_signed(&key(3));
    let from = rep.writer().to_string();
    let trust = |office: &Device| {
        let row = office.state.received.iter().find(|r| r.from == from).unwrap();
        office.state.keys.trust(&row.from, row.proven().unwrap())
    };
    assert!(matches!(office.open(&text), Ok(News::Staged { file, .. }) if file == id));
    assert_eq!(trust(&office), Trust::Unknown);
    set_keys(&mut office, |k| k.name_sender(rep.writer(), key(3).public_key()));
    assert_eq!(trust(&office), Trust::Known);

    let judged = |text: &str| {
        let mut office = office.clone();
        office.state.received.clear();
        office.state.staged.clear();
        let read = bundle::read(text.as_bytes()).unwrap();
        office.state.keys.trust(&from, bundle::proof::check(&read.bundle.envelope, text.as_bytes()))
    };
    assert_eq!(judged(&text.replace("words", "swords")), Trust::Broken);
    assert_eq!(judged(&rep.make_return().unwrap().1), Trust::NoLongerSigned);
    assert_eq!(judged(&rep.return_signed(&key(4)).1), Trust::OtherKey);
    assert_eq!(KeysRow::default().trust(&from, Proven::Unsigned), Trust::Unsigned);
    // In the sender's own eyes: a plan file before and after its check words were compared, and one's own file.
    let (sender, by) = (office.writer().to_string(), office.state.keys.keepers[0].key);
    assert_eq!(rep.state.keys.trust(&sender, Proven::By(by)), Trust::NotCompared);
    set_keys(&mut rep, |k| k.compared = true);
    assert_eq!(rep.state.keys.trust(&sender, Proven::By(by)), Trust::Keeper);
    let own = OwnKey { writer: from.clone(), key: key(3).public_key(), secret: None };
    set_keys(&mut rep, |k| k.own = Some(own));
    assert_eq!(rep.state.keys.trust(&from, Proven::By(key(3).public_key())), Trust::Own);
    // With the same name but from somebody else, it is nobody's own.
    assert_eq!(rep.state.keys.trust(&sender, Proven::By(key(3).public_key())), Trust::Unknown);
    let all = [
        Trust::Known,
        Trust::Keeper,
        Trust::NotCompared,
        Trust::Own,
        Trust::Unknown,
        Trust::OtherKey,
        Trust::NotOffice,
        Trust::Broken,
        Trust::Unsigned,
        Trust::NoLongerSigned,
    ];
    let words: BTreeSet<String> = all.iter().map(|t| t.words("Ana")).collect();
    assert!(words.len() == all.len() && words.iter().all(|w| !w.contains("keys.") && !w.contains("%{")));
}

#[test]
fn no_key_goes_out_before_its_recovery_file_was_opened_again() {
    let mut office = Device::new("Office", true);
    office.plan(1);
    let made = OfficeKey::generate("Office", &mut Counting(1)).unwrap();
    set_keys(&mut office, |k| k.office = Some(made.clone()));
    assert!(made.signer().is_none() && office.state.keys.to_carry().is_empty());
    assert!(!office.make_issue().contains("age1"));

    let sealed = {
        let key = Derivation::fresh("river candle nine", 4, &mut Counting(2)).unwrap().derive().unwrap();
        lock_with(made.recovery().unwrap().as_bytes(), &key, &mut Counting(3)).unwrap()
    };
    let file = Locked::read(&sealed).unwrap();
    let open = |words: &str| file.derivation(words).and_then(|d| file.open_with(&d.derive()?));
    assert!(open("river candle ten").is_err());
    let opened = open("river candle nine").unwrap();

    let mut proven = made.clone();
    let other = OfficeKey::generate("Office", &mut Counting(8)).unwrap();
    assert!(!proven.prove(other.recovery().unwrap().as_bytes(), "now") && !proven.is_proven(), "another key's file");
    assert!(!proven.prove(b"not a key", "now") && !proven.prove(b"\xff", "now"));
    assert!(proven.prove(&opened, "now") && proven.is_proven());
    set_keys(&mut office, |k| k.office = Some(proven.clone()));
    assert!(office.issue_signed(&proven.signer().unwrap()).contains(&proven.keeper.recipient));

    // The same key on another device, out of the recovery file alone.
    let back = OfficeKey::recover(&opened, "Office", "later").unwrap();
    assert_eq!(
        (back.keeper.clone(), back.identity().unwrap().secret()),
        (made.keeper.clone(), made.identity().unwrap().secret())
    );
    assert!(!format!("{back:?}").contains("SECRET"));
}

#[test]
fn a_backup_has_the_offices_key_as_it_was_sealed_and_the_passphrase_brings_it_back() {
    let (mut office, _, mut rep, action) = begin();
    let made = office.state.keys.office.clone().unwrap();
    let sealed = {
        let key = Derivation::fresh("river candle nine", 4, &mut Counting(2)).unwrap().derive().unwrap();
        lock_with(made.recovery().unwrap().as_bytes(), &key, &mut Counting(3)).unwrap()
    };
    set_keys(&mut office, |k| k.take_office(Some((made.clone(), &sealed))));
    let text = bundle::write(&backup(&office.state, &[], sender(&office)));
    let restored = unpack(bundle::read(text.as_bytes()).unwrap().bundle);
    let keys =
        |rows: &[RowChange]| rows.iter().find_map(|r| if let RowChange::Keys(k) = r { Some(k.clone()) } else { None });
    let found = keys(&restored.rows).unwrap();
    assert!(found.is_sealed() && !office.state.keys.is_sealed());
    let locked = found.recovery.clone().unwrap();
    assert!(
        text.contains(locked.lines().nth(1).unwrap()) && !text.contains(made.identity().unwrap().secret().as_str())
    );
    let locked = Locked::read(locked.as_bytes()).unwrap();
    let opened = locked.open_with(&locked.derivation("river candle nine").unwrap().derive().unwrap()).unwrap();
    let back = OfficeKey::recover(&opened, "Office", "later").unwrap();
    assert_eq!(back.keeper, made.keeper);
    assert!(locked.derivation("another").and_then(|d| locked.open_with(&d.derive()?)).is_err());
    // What was sealed as text stays as it is; a key that was thrown away leaves nothing sealed.
    let mut row = KeysRow::default();
    row.take_office(Some((made, found.recovery.clone().unwrap().as_bytes())));
    assert_eq!(row.recovery, found.recovery);
    row.take_office(None);
    assert_eq!(row, KeysRow::default());
    // Over the device that has the key, an older backup takes neither the key nor its sealed form.
    let mut other = unpack(backup(&Device::new("Other", true).state, &[], sender(&office)));
    other.keep_office_key(&office.state.keys);
    let kept = keys(&other.rows).unwrap();
    assert_eq!((kept.office, kept.recovery), (office.state.keys.office.clone(), office.state.keys.recovery.clone()));
    // No file that goes to anybody has it.
    let signer = office.state.keys.office.as_ref().unwrap().signer().unwrap();
    rep.update(action, "words");
    office.open(&rep.make_return().unwrap().1).unwrap();
    office.type_in(new_id(), "action", "title", "Another");
    let line = found.recovery.as_ref().unwrap().lines().nth(1).unwrap().to_owned();
    for out in [office.issue_signed(&signer), office.make_reply(rep.writer()), office.make_issue()] {
        assert!(!out.contains(&line) && !out.contains("AGE ENCRYPTED") && !out.contains("recovery"));
    }
    let mut about = office.state.about.clone().unwrap();
    about.office = false;
    office.save(Work::new(Cause::Typed), vec![RowChange::About(about)]).unwrap();
    office.type_in(action, "action", "title", "Changed");
    assert!(!office.make_return().unwrap().1.contains("AGE ENCRYPTED"));
}

#[test]
fn a_return_is_locked_for_the_keepers_and_opens_with_the_recovery_file_alone() {
    let (office, _, mut rep, action) = begin();
    rep.update(action, "words nobody else may read");
    let sender = golden_thread::ledger::exchange::Sender {
        partnership: device::partnership(),
        writer: rep.writer(),
        id: new_id(),
        sequence: 1,
        created: "2026-01-01T00:00:00Z".into(),
    };
    let departure = outgoing::make_return(&rep.state, sender, &[]).unwrap();
    let plain = departure.text.clone();
    let locked = departure.locked(&rep.state.keys.recipients(), &mut Counting(4)).unwrap();
    assert!(locked.name.ends_with(".thread.age") && !locked.text.contains("words nobody"));
    assert_eq!(bundle::read(locked.text.as_bytes()).unwrap_err(), bundle::Refused::Locked);
    let recovery = office.state.keys.office.as_ref().unwrap().recovery().unwrap();
    let back = OfficeKey::recover(recovery.as_bytes(), "Office", "later").unwrap();
    let opened = Locked::read(locked.text.as_bytes()).unwrap().open(&[back.identity().unwrap()]).unwrap();
    assert_eq!(opened, plain.into_bytes());
}

#[test]
fn no_secret_half_is_in_a_backup_and_what_is_known_is() {
    let (mut office, _, rep, _) = begin();
    let own = key(7);
    let mine = OwnKey { writer: office.writer().to_string(), key: own.public_key(), secret: Some(own.secret()) };
    set_keys(&mut office, |k| {
        k.own = Some(mine.clone());
        k.name_sender(rep.writer(), key(3).public_key());
    });
    assert_eq!(office.state.own_key(), Some(&mine));
    let sender = golden_thread::ledger::exchange::Sender {
        partnership: device::partnership(),
        writer: office.writer(),
        id: new_id(),
        sequence: 9,
        created: "2026-01-01T00:00:00Z".into(),
    };
    let saved = backup(&office.state, &[], sender);
    let text = bundle::write(&saved);
    let secret = office.state.keys.office.as_ref().unwrap();
    for secret in [own.secret(), secret.identity().unwrap().secret(), secret.signer().unwrap().secret()] {
        assert!(!text.contains(secret.as_str()));
    }
    let rows = unpack(bundle::read(text.as_bytes()).unwrap().bundle).rows;
    let keys = rows.iter().find_map(|r| if let RowChange::Keys(keys) = r { Some(keys) } else { None }).unwrap();
    // Whose keys there are comes back; what was compared and whose were named does not.
    assert_eq!(keys.keepers, office.state.keys.keepers);
    assert_eq!((keys.compared, keys.senders.len()), (false, 0));
}

#[test]
fn the_row_of_keys_is_stored_whole() {
    let (mut office, _, rep, _) = begin();
    let other = OfficeKey::generate("Other", &mut Counting(6)).unwrap().keeper;
    set_keys(&mut office, |k| {
        k.own = Some(OwnKey { writer: "w".into(), key: key(7).public_key(), secret: None });
        k.recovery = Some("sealed".into());
        k.add(&other.line()).unwrap();
        k.leaving.push(key(8).public_key());
        k.name_sender(rep.writer(), key(3).public_key());
    });
    let row = &office.state.keys;
    assert!(row.compared && row.office.is_some() && row.keepers.len() == 1);
    assert_eq!(KeysRow::from_value(&row.to_value()), *row);
    assert_eq!(
        KeysRow::from_value(&serde_json::json!({ "keepers": [7, { "name": "x" }], "later": 1 })),
        KeysRow::default()
    );
}

#[test]
fn a_window_that_has_not_seen_the_keys_does_not_write_over_them() {
    let (mut office, ..) = begin();
    let stale = office.state.clone();
    set_keys(&mut office, |k| k.name_sender(new_id(), key(3).public_key()));
    let rows = vec![RowChange::Keys(KeysRow::default())];
    let saved = now(Vault::save(&office.store, &stale, &Work::new(Cause::Typed), rows, office.ms));
    assert_eq!(saved.unwrap_err(), StoreError::Behind);
}

#[test]
fn there_are_five_keepers_at_most_and_a_line_is_read_strictly() {
    let mut keys = KeysRow::default();
    for n in 1..=5 {
        let made = OfficeKey::generate(&format!("Keeper {n}"), &mut Counting(n)).unwrap().keeper;
        assert_eq!(Keeper::read(&made.line()), Some(made.clone()));
        assert_eq!((keys.add(&made.line()), keys.add(&made.line())), (Ok(()), Ok(())), "twice is once");
    }
    let sixth = OfficeKey::generate("Six", &mut Counting(6)).unwrap().keeper.line();
    assert_eq!((keys.add(&sixth), keys.adding.len()), (Err(NotAdded::TooMany), 5));
    for bad in ["", "age1", "hello there you", &sixth[..40], &sixth.to_uppercase()] {
        assert_eq!(keys.add(bad), Err(NotAdded::NotAKeeper), "{bad}");
    }
}

#[test]
fn a_return_goes_open_by_choice_this_once_and_is_signed_all_the_same() {
    let (_, signer, mut rep, action) = begin();
    rep.update(action, "words that may be read");
    let mut send = |lock| {
        let departure = outgoing::make_return(&rep.state, sender(&rep), &[]).unwrap();
        let departure = now(departure.signed(&key(3))).unwrap();
        let departure = departure.travelling(&rep.state.keys, lock, &mut Counting(4)).unwrap();
        rep.save(Work::new(Cause::Typed), departure.rows.clone()).unwrap();
        (departure, rep.state.sent.last().unwrap().locked.clone().unwrap())
    };
    let (open, to) = send(Lock::Open);
    assert!(open.name.ends_with("return-1.thread.json") && open.text.contains("words that may be read"));
    assert_eq!(to, Vec::<String>::new());
    let read = bundle::read(open.text.as_bytes()).unwrap();
    let proof = bundle::proof::check(&read.bundle.envelope, open.text.as_bytes());
    assert_eq!(proof, Proven::By(key(3).public_key()));
    let (locked, to) = send(Lock::NotCompared);
    assert!(locked.name.ends_with("return-2.thread.age") && !locked.text.contains("may be read"));
    assert_eq!(to, rep.state.keys.recipients().iter().map(ToString::to_string).collect::<Vec<_>>());
    // A file that is no return is never locked, and with nobody to lock it for a return is not either.
    let issue = outgoing::make_issue(&rep.state, sender(&rep)).unwrap();
    let text = issue.text.clone();
    assert_eq!(issue.travelling(&rep.state.keys, Lock::ForOffice, &mut Counting(4)).unwrap().text, text);
    let open = outgoing::make_return(&rep.state, sender(&rep), &[]).unwrap();
    let text = open.text.clone();
    assert_eq!(open.travelling(&KeysRow::default(), Lock::ForOffice, &mut Counting(4)).unwrap().text, text);
    assert!(rep.state.keys.is_keeper(&signer.public_key()));
}

fn sender(device: &Device) -> golden_thread::ledger::exchange::Sender {
    golden_thread::ledger::exchange::Sender {
        partnership: device::partnership(),
        writer: device.writer(),
        id: new_id(),
        sequence: device.state.about.as_ref().unwrap().sequence,
        created: "2026-01-01T00:00:00Z".into(),
    }
}
