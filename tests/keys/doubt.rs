//! Taking back that somebody is the office, and comparing anew.

use super::*;
use golden_thread::store::doubt;
use golden_thread::store::rows::DraftRow;

/// A representative who took a stranger's plan file for the office's, said yes to its words, and sent a return that the
/// stranger confirmed; the office, the stranger's device with its key, and the update.
fn deceived() -> (Device, SigningKey, Device, SigningKey, Device, Id) {
    let (mut office, signer, _, action) = begin();
    let mut stranger = office.clone();
    let theirs = with_key(&mut stranger, 9);
    set_keys(&mut stranger, |k| k.keepers.clear());
    let mut rep = Device::new("Rep", false);
    rep.open(&stranger.issue_signed(&theirs)).unwrap();
    set_keys(&mut rep, |k| k.compared = true);
    let update = rep.update(action, "for the office alone");
    let departure = outgoing::make_return(&rep.state, sender(&rep), &[]).unwrap();
    let plain = departure.text.clone();
    let locked = departure.travelling(&rep.state.keys, Lock::ForOffice, &mut Counting(4)).unwrap();
    rep.save(Work::new(Cause::Typed), locked.rows).unwrap();
    stranger.open(&plain).unwrap();
    rep.open(&stranger.issue_signed(&theirs)).unwrap();
    assert!(rep.state.confirmed().get(update).is_some());
    let draft = DraftRow { id: new_id().to_string(), saved: 1, ..DraftRow::default() };
    rep.save(Work::typed([]), vec![RowChange::Draft(draft)]).unwrap();
    office.type_in(action, "action", "title", "What the office says");
    (office, signer, stranger, theirs, rep, update)
}

fn take_back(rep: &mut Device) {
    let rows = doubt::take_back(&rep.state);
    rep.save(Work::new(Cause::Typed), rows).unwrap();
}

/// Says that the words of a waiting plan file are the office's.
fn compare(rep: &mut Device, file: &str) -> News {
    rep.ms += 1000;
    let arrival = doubt::compared(&rep.state, file, (rep.ms, "2026-03-01T00:00:00Z")).unwrap();
    rep.save(arrival.work, arrival.rows).unwrap();
    arrival.news
}

#[test]
fn a_wrongly_compared_office_is_taken_back_and_nothing_else_changes() {
    let (.., mut rep, update) = deceived();
    let before = rep.clone();
    take_back(&mut rep);
    let (then, now) = (&before.state, &rep.state);
    assert_eq!(rep.bytes(), before.bytes());
    assert_eq!((now.ledger.base(), &now.drafts, &now.staged), (then.ledger.base(), &then.drafts, &then.staged));
    assert_eq!((&now.received, &now.receipts, &now.about), (&then.received, &then.receipts, &then.about));
    assert_eq!(now.keys.own, then.keys.own);
    assert!(now.keys.is_taken_back() && now.keys.recipients().is_empty() && !now.keys.to_compare());
    // What the stranger confirmed goes to the office again; which files the stranger can read is known.
    assert_eq!(now.exported(), then.exported());
    assert!(now.confirmed().get(update).is_none() && now.exported().get(update).is_some());
    let read: Vec<u64> =
        now.sent.iter().filter(|row| doubt::is_locked_for_others(now, row)).map(|row| row.sequence).collect();
    assert_eq!(read, [1]);
    assert!(!then.sent.iter().any(|row| doubt::is_locked_for_others(then, row)));
    let mut open = outgoing::make_return(now, sender(&rep), &[]).unwrap();
    open = open.travelling(&now.keys, Lock::ForOffice, &mut Counting(4)).unwrap();
    assert!(open.text.contains("for the office alone"), "locked for nobody, least of all a stranger");
    // Of a file from before anybody noted it, the time tells.
    let mut old = now.sent[0].clone();
    old.locked = None;
    old.created = "2026-02-01T00:00:00Z".into();
    assert!(doubt::is_locked_for_others(now, &old));
    old.created = "2025-01-01T00:00:00Z".into();
    assert!(!doubt::is_locked_for_others(now, &old));
}

#[test]
fn whatever_comes_after_waits_until_it_is_compared() {
    let (mut office, signer, mut stranger, theirs, mut rep, _) = deceived();
    take_back(&mut rep);
    let mut third = office.clone();
    let another = with_key(&mut third, 5);
    set_keys(&mut third, |k| k.keepers.clear());
    let mut dice = 7_u32;
    let (mut before, mut waiting) = (rep.bytes(), BTreeSet::new());
    for turn in 0..60 {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (device, key) = match dice >> 30 {
            0 => (&mut office, &signer),
            1 => (&mut third, &another),
            _ => (&mut stranger, &theirs),
        };
        device.type_in(new_id(), "action", "title", format!("Title {turn}"));
        match (dice >> 24) % 5 {
            0 => {
                let text = device.issue_signed(key);
                assert!(matches!(rep.open(&text), Ok(News::Waits { .. })));
                assert!(matches!(rep.open(&text), Ok(News::Already { .. })), "it waits already");
                waiting.insert(rep.state.staged.last().unwrap().row.id.clone());
            }
            1 => assert_eq!(rep.open(&device.make_issue()), Err(Refusal::NotSigned)),
            2 => {
                let changed = device.issue_signed(key).replace(&format!("Title {turn}"), "Another");
                assert_eq!(rep.open(&changed), Err(Refusal::Broken));
            }
            3 => assert_eq!(rep.open(&device.make_reply(rep.writer())), Err(Refusal::TakenBack)),
            _ => {
                let actions = rep.state.ledger.of_kind("action").map(|r| r.id).collect::<Vec<_>>();
                rep.update(actions[0], &format!("Own words {turn}"));
                before = rep.bytes();
            }
        }
        assert_eq!(rep.bytes(), before, "turn {turn}");
        assert!(rep.state.keys.is_taken_back() && rep.state.keys.recipients().is_empty());
    }
    assert!(waiting.len() > 5);
    let listed = doubt::waiting(&rep.state);
    assert_eq!(listed.iter().map(|w| w.id.clone()).collect::<BTreeSet<_>>(), waiting);
    let words = office_words(&office.state.keys.keepers);
    let real = listed.iter().find(|w| w.words == words).unwrap().clone();
    assert!(!real.doubted && listed.iter().any(|w| w.doubted));
    assert!(matches!(compare(&mut rep, &real.id), News::Issue { .. }));
    assert_eq!(rep.state.about.as_ref().unwrap().issue.as_ref().unwrap().number, real.number, "also a lower one");
    assert_eq!(rep.state.keys.keepers, office.state.keys.keepers);
    assert!(rep.state.keys.compared && rep.state.staged.is_empty());
    assert_eq!(doubt::compared(&rep.state, &real.id, (rep.ms, "now")), None);
    // The office's files are taken as ever, the stranger's are not, and are called what they are.
    assert!(matches!(rep.open(&office.issue_signed(&signer)), Ok(News::Issue { .. })));
    let forged = stranger.issue_signed(&theirs);
    assert_eq!(rep.open(&forged), Err(Refusal::OtherKey));
    assert_eq!(rep.state.keys.trust("", Proven::By(theirs.public_key())), Trust::NotOffice);
    assert!(rep.state.sent.iter().any(|row| doubt::is_locked_for_others(&rep.state, row)), "and that stays known");
}

#[test]
fn a_hurried_no_is_mended_with_the_plan_file_that_was_there_already() {
    let (mut office, signer, mut rep, _) = begin();
    let text = office.issue_signed(&signer);
    rep.open(&text).unwrap();
    take_back(&mut rep);
    assert!(matches!(rep.open(&text), Ok(News::Waits { number: 2 })), "though it was opened before");
    let waits = doubt::waiting(&rep.state)[0].clone();
    assert!(waits.doubted);
    // Words that are removed for good meanwhile are in no table; the file can be compared all the same.
    let action = rep.state.ledger.of_kind("action").next().unwrap().id;
    let stamps: Vec<_> = rep.state.ledger.records().get(action).unwrap().stamps().collect();
    rep.save(Work { redact: vec![(action, stamps)], ..Work::new(Cause::Removed) }, vec![]).unwrap();
    assert!(!rep.holds("Action 0"));
    assert!(matches!(compare(&mut rep, &waits.id), News::Issue { number: 2, .. }));
    assert!(!rep.holds("Action 0"));
    assert_eq!(rep.state.keys.keepers, office.state.keys.keepers);
    assert!(rep.state.keys.compared && rep.state.keys.not_office.is_empty());
    // Put away, it may be opened again.
    take_back(&mut rep);
    rep.open(&text).unwrap();
    rep.put_away(waits.id.parse().unwrap());
    assert!(doubt::waiting(&rep.state).is_empty());
    assert!(matches!(rep.open(&text), Ok(News::Waits { .. })));
}

#[test]
fn a_plan_file_is_signed_by_a_keeper_that_it_names() {
    let (mut office, ..) = begin();
    // The forger names the real keepers, whose words will fit, and signs with another key.
    let mut read = bundle::read(office.issue_signed(&key(1)).as_bytes()).unwrap().bundle;
    bundle::proof::strip(&mut read);
    now(bundle::proof::sign(&mut read, &key(9))).unwrap();
    let forged = bundle::write(&read);
    let mut rep = Device::new("Rep", false);
    assert_eq!(rep.open(&forged), Err(Refusal::OtherKey));
    let (.., mut rep, _) = deceived();
    take_back(&mut rep);
    assert_eq!(rep.open(&forged), Err(Refusal::OtherKey));
}

#[test]
fn an_older_backup_does_not_bring_the_trust_back() {
    let (.., mut rep, _) = deceived();
    let mut older = unpack(backup(&rep.state, &[], sender(&rep)));
    take_back(&mut rep);
    older.keep_office_key(&rep.state.keys);
    let restored = older.rows.iter().find_map(|r| if let RowChange::Keys(k) = r { Some(k) } else { None }).unwrap();
    assert!(restored.is_taken_back());
    assert_eq!(restored.not_office, rep.state.keys.not_office);
    assert_eq!(KeysRow::from_value(&restored.to_value()), *restored);
}
