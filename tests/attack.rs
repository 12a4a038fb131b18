//! Eight hostile files, each as somebody writes it who has a plan file and nothing else, and what must become of them. Made
//! anew from a plan file of the test's own: an office with a key, a representative whose key it has named (the victim), another
//! who never signs, and a stranger who sends.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod device;

mod attack {
    pub mod world;
}

use attack::world::{FAR, STRANGER, begin, decisions, items, staged};
use device::Counting;
use golden_thread::bundle::{self, Partnership, Purpose};
use golden_thread::domain::kind;
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::record::Id;
use golden_thread::seal::SigningKey;
use golden_thread::store::incoming::{News, Refusal};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

#[test]
fn poisoned_seen_is_one_update_to_decide_and_the_offices_edits_arrive_whatever_is_decided() {
    for decision in decisions() {
        let mut world = begin();
        let poison = world.poison(world.office.writer());
        let update = world.update(2, world.actions[0], "We held two sessions in October.", STRANGER);
        let text = world.file("return", 1).with([update]).with(poison).text();
        let before = world.office.bytes();
        let (file, count) = staged(world.office.open(&text));
        assert_eq!((count, items(&world.office, file).len()), (1, 1));
        assert_eq!(world.office.bytes(), before);
        world.office.review(file, |_| decision.clone());
        world.everything_arrives("first");
        world.everything_arrives("again");
    }
}

#[test]
fn a_poisoned_colleagues_changes_still_reach_review() {
    for decision in decisions() {
        let mut world = begin();
        let poison = [world.poison(world.victim.writer()), world.poison(world.other.writer())].concat();
        // One record once, with both.
        let set: Vec<Value> = poison;
        let update = world.update(3, world.actions[0], "One more session.", STRANGER);
        let half = set.len() / 2;
        for part in [&set[..half], &set[half..]] {
            let text = world.file("return", 2).with([update.clone()]).with(part.to_vec()).text();
            match world.office.open(&text) {
                Ok(News::Staged { file, .. }) => drop(world.office.review(file, |_| decision.clone())),
                other => assert!(matches!(other, Ok(News::Nothing | News::Already { .. })), "{other:?}"),
            }
        }
        world.everything_arrives("first");
        world.everything_arrives("again");
    }
}

#[test]
fn nobody_else_is_renamed_and_a_colleagues_genuine_return_is_reviewed() {
    for decision in decisions() {
        let mut world = begin();
        let (office, victim) = (world.office.writer().to_string(), world.victim.writer().to_string());
        let far = |who: &str, value: &str| json!({ "writes": [{ "at": format!("{FAR}{who}"), "value": value }] });
        let update = world.update(4, world.actions[2], "One more session.", STRANGER);
        let hijack = [
            json!({ "id": office, "kind": "writer", "fields": { "follows": far(&office, &victim), "name": far(&office, "Mallory") } }),
            json!({ "id": victim, "kind": "writer", "fields": { "name": far(&victim, "Somebody Else") } }),
        ];
        let text = world.file("return", 3).with([update]).with(hijack).text();
        let (file, _) = staged(world.office.open(&text));
        let own = |item: &Item| if item.kind == kind::WRITER { Decision::Later } else { decision.clone() };
        world.office.review(file, own);
        world.names_stay();
        world.everything_arrives("first");
        world.names_stay();
    }
}

#[test]
fn words_under_a_colleagues_name_are_a_claim_and_never_credited_to_the_colleague() {
    for decision in decisions() {
        let mut world = begin();
        let victim = world.victim.writer();
        let forged = world.update(5, world.actions[0], "All done, says somebody in another name.", &victim.to_string());
        let id: Id = forged["id"].as_str().unwrap().parse().unwrap();
        let text = world.file("return", 4).with([forged]).text();
        let (file, count) = staged(world.office.open(&text));
        assert_eq!(count, 1);
        let shown = items(&world.office, file);
        assert_eq!(
            shown.iter().map(|i| (i.key.clone(), i.proposed())).collect::<Vec<_>>(),
            [((id, None), Decision::Later)]
        );
        assert_eq!(shown[0].claim, Some(victim), "said to be by the victim");
        world.office.review(file, |_| decision.clone());
        let record = world.office.state.ledger.records().get(id).cloned();
        assert_eq!(record.is_some(), matches!(decision, Decision::Use | Decision::UseWithChanges(_)));
        for record in record.iter() {
            assert!(
                record.stamps().all(|s| s.writer() == world.office.writer()),
                "nobody wrote it but whoever used it"
            );
        }
        world.everything_arrives("first");
    }
}

#[test]
fn erasing_and_redacting_are_asked_for_and_nothing_is_gone_until_it_is_chosen() {
    let world = begin();
    let action = world.plan.records.get(world.actions[0]).unwrap();
    let stamp = action.stamps().next().unwrap().to_string();
    let mut redacted: Value = serde_json::from_str(&bundle::record_line(action)).unwrap();
    redacted["redacted"] = json!([stamp]);
    let erased = json!({ "id": world.actions[2].to_string(), "kind": "action", "erased": { "at": world.at(7, STRANGER), "by": STRANGER, "why": "x" } });
    let text = world.file("return", 5).with([redacted, erased]).text();
    for choose in [None, Some(world.actions[0]), Some(world.actions[2])] {
        let mut office = world.office.clone();
        let before = office.bytes();
        let (file, count) = staged(office.open(&text));
        let shown = items(&office, file);
        assert_eq!((count, shown.len()), (2, 2));
        assert!(shown.iter().all(|i| i.removal && i.proposed() == Decision::Later), "nothing is pre-chosen");
        office.review(file, |item| item.proposed());
        assert_eq!(office.bytes(), before, "nothing is gone");
        let Some(chosen) = choose else { continue };
        office.review(file, |item| if item.key.0 == chosen { Decision::Use } else { Decision::Later });
        let is_gone = |id: Id| office.state.ledger.records().get(id).unwrap();
        assert_eq!(is_gone(world.actions[2]).erased().is_some(), chosen == world.actions[2]);
        assert_eq!(!is_gone(world.actions[0]).redacted().is_empty(), chosen == world.actions[0]);
        assert!(is_gone(world.actions[1]) == world.plan.records.get(world.actions[1]).unwrap());
    }
}

#[test]
fn one_record_sixty_thousand_times_is_read_in_bounded_time_and_starts_stay_quick() {
    let mut world = begin();
    let one = |n: u32| {
        let at = world.at(8, &format!("{n:08x}-0000-7000-8000-00000000bad1"));
        json!({ "id": world.actions[0].to_string(), "kind": "action", "fields": { "title": { "writes": [{ "at": at, "value": format!("T{n}") }] } } })
    };
    // Without its optimiser the compiler makes this five to ten times as slow.
    let count = if cfg!(debug_assertions) { 6_000 } else { 60_000 };
    let text = world.file("return", 6).with((0..count).map(one)).text();
    let begun = Instant::now();
    let read = bundle::read(text.as_bytes()).map(|read| read.bundle.records.len());
    assert!(begun.elapsed() < Duration::from_secs(1), "read in {:?}", begun.elapsed());
    let before = world.office.bytes();
    let begun = Instant::now();
    if read.is_ok() {
        let read = bundle::read(text.as_bytes()).unwrap();
        let about = world.office.state.about.clone().unwrap();
        let opened = ("file", text.as_bytes());
        let now = (world.office.ms + 1, "2026-01-02T00:00:00Z");
        if let Ok(arrival) = golden_thread::store::incoming::arrive(&world.office.state, &about, opened, &read, now) {
            let delta = device::now(golden_thread::store::Vault::save(
                &world.office.store,
                &world.office.state,
                &arrival.work,
                arrival.rows,
                world.office.ms + 1,
            ));
            world.office.state.apply(delta.unwrap());
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "opened in {:?}", begun.elapsed());
    assert_eq!(world.office.bytes(), before);
    let begun = Instant::now();
    device::now(golden_thread::store::State::load(&world.office.store)).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(10), "started in {:?}", begun.elapsed());
}

#[test]
fn a_backup_that_says_its_words_were_compared_is_refused_on_a_representatives_device_and_trusts_nobody() {
    let mut world = begin();
    let keys = json!({ "compared": true, "keepers": [{ "name": "Mal", "key": "x", "recipient": "y" }], "senders": {} });
    let mut file = world
        .file("backup", 1)
        .with(world.plan.records.iter().map(|r| serde_json::from_str(&bundle::record_line(r)).unwrap()));
    file.records.remove(0);
    file.members["device"] = json!({ "about": null, "keys": keys });
    let text = file.text();
    let before = (world.victim.bytes(), world.victim.state.keys.clone());
    assert_eq!(world.victim.open(&text), Err(Refusal::BackupHere));
    assert_eq!((world.victim.bytes(), world.victim.state.keys.clone()), before);
    let before = (world.office.bytes(), world.office.state.keys.clone());
    let news = world.office.open(&text);
    assert!(matches!(news, Ok(News::Nothing | News::Staged { .. })), "{news:?}");
    assert_eq!((world.office.bytes(), world.office.state.keys.clone()), before);
    // As a backup that is restored on purpose: what was compared or trusted is never restored.
    let backup = golden_thread::store::backup::unpack(bundle::read(text.as_bytes()).unwrap().bundle);
    for row in &backup.rows {
        if let golden_thread::store::RowChange::Keys(keys) = row {
            assert!(!keys.compared, "words compared elsewhere are not compared here");
        }
    }
}

#[test]
fn a_look_alike_partnership_is_not_this_one() {
    let mut world = begin();
    let mut other = world.plan.clone();
    bundle::proof::strip(&mut other);
    other.envelope.partnership = Partnership { id: Id::from_bytes([9; 16]), name: other.envelope.partnership.name };
    other.envelope.id = device::new_id();
    assert_eq!(other.envelope.purpose, Purpose::Issue);
    let theirs = SigningKey::generate(&mut Counting(9)).unwrap();
    device::now(bundle::proof::sign(&mut other, &theirs)).unwrap();
    for bundle in [other.clone(), {
        let mut bare = other;
        bundle::proof::strip(&mut bare);
        bare
    }] {
        let text = bundle::write(&bundle);
        for device in [&mut world.office, &mut world.victim, &mut world.other] {
            let (bytes, keys, about) = (device.bytes(), device.state.keys.clone(), device.state.about.clone());
            assert_eq!(device.open(&text), Err(Refusal::OtherPartnership));
            assert_eq!((device.bytes(), device.state.keys.clone(), device.state.about.clone()), (bytes, keys, about));
        }
    }
    let recipients: Vec<String> = world.victim.state.keys.recipients().iter().map(ToString::to_string).collect();
    assert_eq!(recipients, world.office.state.keys.recipients().iter().map(ToString::to_string).collect::<Vec<_>>());
    world.everything_arrives("first");
}
