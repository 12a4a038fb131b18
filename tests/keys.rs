//! Whose file is it: the office's identity over its plan files, senders that the office has named, the recovery
//! file before any key goes out, and returns locked for the keepers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod device;
#[path = "keys/doubt.rs"]
mod doubt;
#[path = "keys/held.rs"]
mod held;
#[path = "keys/kept.rs"]
mod kept;

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

fn sender(device: &Device) -> golden_thread::ledger::exchange::Sender {
    golden_thread::ledger::exchange::Sender {
        partnership: device::partnership(),
        writer: device.writer(),
        id: new_id(),
        sequence: device.state.about.as_ref().unwrap().sequence,
        created: "2026-01-01T00:00:00Z".into(),
    }
}
