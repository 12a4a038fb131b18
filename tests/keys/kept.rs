//! Keys as they are kept: the recovery file before any goes out, what a backup has of them, what is locked and for whom.

use super::*;

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
