//! A file speaks only for its sender: what comes of words under other names, of edits that it says were seen, and of who
//! it says somebody is. The adversary (`tests/adversary.rs`) tries all of it at random; here each rule stands by itself.

use super::support::{begin, begin_keepers, not_used};
use crate::device::forged::Forged;
use crate::device::{Device, new_id, now, partnership, set_keys};
use golden_thread::domain::{Update, Writer, fields as f, kind};
use golden_thread::ledger::review::Decision;
use golden_thread::record::{Field, Id, Stamp};
use golden_thread::seal::{Signer as _, SigningKey};
use golden_thread::store::incoming::News;
use golden_thread::store::outgoing::Lock;
use golden_thread::store::rows::StagedRow;
use golden_thread::store::{RowChange, State};
use serde_json::{Value, json};

const FAR: &str = "ffffffffffff-ffff-";

/// Says that every edit which `writer` will ever make of what this device holds was seen.
fn poison(forged: &mut Forged, device: &Device, writer: Id) {
    for record in device.state.ledger.records().iter().filter(|r| r.kind != kind::WRITER) {
        let mut fields = serde_json::Map::new();
        for (name, field) in record.fields() {
            let value = field.value().cloned().unwrap_or_default();
            let at = forged.at(forged.from);
            let field = json!({ "writes": [{ "at": at, "value": value }], "seen": [format!("{FAR}{writer}")] });
            fields.insert(name.clone(), field);
        }
        fields.insert("success".into(), json!({ "writes": [], "seen": [format!("{FAR}{writer}")] }));
        forged.records.push(json!({ "id": record.id.to_string(), "kind": record.kind, "fields": fields }));
    }
}

/// What stands in every field here, every version of it.
fn values(device: &Device) -> Vec<(Id, String, Vec<Value>)> {
    let versions = |field: &Field| field.versions().iter().filter_map(|w| w.value.clone()).collect();
    let records = device.state.ledger.records().iter();
    records.flat_map(|r| r.fields().iter().map(|(name, field)| (r.id, name.clone(), versions(field)))).collect()
}

/// Whether somebody's words for when an action is due stand, alone or beside others.
fn says(device: &Device, action: Id, words: &str) -> bool {
    values(device)
        .iter()
        .any(|(id, name, all)| *id == action && name == f::TIMESCALE && all.iter().any(|v| v["words"] == words))
}

fn decided(n: usize) -> Decision {
    match n {
        0 => Decision::Use,
        1 => not_used("no"),
        2 => Decision::UseWithChanges("Other words.".into()),
        _ => Decision::Later,
    }
}

#[test]
fn nobody_can_say_that_edits_were_seen_which_nobody_has_made() {
    for (n, whose) in (0..4).flat_map(|n| [(n, true), (n, false)]) {
        let (mut office, mut reps, actions) = begin(2, 1);
        let mut forged = Forged::new(&office);
        let update = forged.update_as(forged.from, actions[0], "We held two sessions.");
        let (me, victim) = (office.writer(), reps[0].writer());
        poison(&mut forged, &office, if whose { me } else { victim });
        let (file, text) = forged.text("return");
        let before = values(&office);
        assert!(matches!(office.open(&text), Ok(News::Staged { items: 1, .. })));
        let kept = office.state.staged.iter().map(|s| s.row.left_out.seen).collect::<Vec<_>>();
        assert!(matches!(kept.as_slice(), [seen] if *seen > 0), "what was left out is said as long as the file waits");
        office.review(file, |item| {
            assert_eq!((item.key.0, item.claim), (update, None));
            decided(n)
        });
        let after = values(&office);
        assert!(before.iter().all(|value| after.contains(value)), "nothing else changed");
        office.type_in(actions[0], kind::ACTION, f::TITLE, "A later title");
        office.type_in(actions[0], kind::ACTION, f::SUCCESS, "What success is");
        let issue = office.make_issue();
        reps[0].open(&issue).unwrap();
        let action = reps[0].state.ledger.records().get(actions[0]).unwrap();
        assert_eq!(action.text(f::TITLE), Some("A later title"));
        assert_eq!(action.text(f::SUCCESS), Some("What success is"));
        reps[0].when(actions[1], "autumn 2026");
        let (file, text) = reps[0].make_return().unwrap();
        office.open(&text).unwrap();
        office.review(file, |_| Decision::Use);
        assert_eq!(office.timescale(actions[1]), "autumn 2026");
    }
}

#[test]
fn nobody_is_renamed_and_nobodys_return_becomes_the_offices_own() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let (me, victim) = (office.writer(), reps[0].writer());
    reps[0].update(actions[0], "first words");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let name = |office: &Device, id| office.state.ledger.records().get(id).map(|r| Writer(r).name().to_owned());
    let before = (name(&office, me), name(&office, victim));
    let mut forged = Forged::new(&office);
    forged.update_as(forged.from, actions[0], "one session");
    let far = |who: Id, value: &str| json!({ "writes": [{ "at": format!("{FAR}{who}"), "value": value }] });
    let own =
        |who: Id, value: String| json!({ "writes": [{ "at": Stamp::new(1, 1, who).to_string(), "value": value }] });
    let office_entry = json!({ "follows": far(me, &victim.to_string()), "name": far(me, "Mallory") });
    forged.records.push(json!({ "id": me.to_string(), "kind": "writer", "fields": office_entry }));
    forged.records.push(
        json!({ "id": victim.to_string(), "kind": "writer", "fields": { "name": far(victim, "Somebody Else") } }),
    );
    forged.records[0]["fields"]["follows"] = own(forged.from, victim.to_string());
    let (file, text) = forged.text("return");
    office.open(&text).unwrap();
    for item in office.review(file, |item| item.proposed()) {
        assert!(item.0.kind == kind::UPDATE || item.1 == Decision::Later, "{item:?}");
    }
    assert_eq!((name(&office, me), name(&office, victim)), before);
    reps[0].update(actions[0], "genuine words");
    let (_, text) = reps[0].make_return().unwrap();
    assert!(matches!(office.open(&text), Ok(News::Staged { .. })), "looked at as theirs");
}

#[test]
fn words_under_another_name_are_a_claim_and_never_join() {
    for n in 0..4 {
        let (mut office, mut reps, actions) = begin(1, 1);
        let victim = reps[0].writer();
        let mut forged = Forged::new(&office);
        let update = forged.update_as(victim, actions[0], "All done.");
        let title = forged.write_as(victim, "Another title");
        forged.records.push(json!({ "id": actions[0].to_string(), "kind": "action", "fields": { "title": title } }));
        let (file, text) = forged.text("return");
        assert!(matches!(office.open(&text), Ok(News::Staged { items: 2, .. })));
        let items = office.review(file, |item| {
            assert_eq!((item.claim, item.proposed()), (Some(victim), Decision::Later));
            decided(n)
        });
        assert_eq!(items.len(), 2);
        let by_victim = |r: &golden_thread::record::Record| r.stamps().any(|s| s.writer() == victim);
        assert!(!office.state.ledger.records().iter().any(by_victim), "no stamp of theirs came in");
        let stands = office.state.ledger.records().get(update);
        match n {
            0 | 2 => {
                let stands = Update(stands.unwrap());
                assert_eq!(stands.narrative(), if n == 0 { "All done." } else { "Other words." });
                assert_eq!(stands.attribution().unwrap().1, "file");
            }
            _ => assert!(stands.is_none()),
        }
        // The one who was named is told nothing of what they never sent; what they do write arrives.
        reps[0].open(&office.make_issue()).unwrap();
        if n == 1 {
            assert!(reps[0].state.receipts.0.iter().next().is_none());
        }
        reps[0].type_in(actions[0], kind::ACTION, f::TITLE, "What they really say");
        let (file, text) = reps[0].make_return().unwrap();
        office.open(&text).unwrap();
        office.review(file, |item| if item.claim.is_none() { Decision::Use } else { Decision::Later });
        assert_eq!(office.state.ledger.action(actions[0]).unwrap().title(), "What they really say");
    }
}

#[test]
fn removing_for_good_is_listed_and_never_proposed() {
    let (mut office, _, actions) = begin(2, 0);
    let mut forged = Forged::new(&office);
    let stamp = office.state.ledger.records().get(actions[0]).unwrap().stamps().next().unwrap();
    let at = forged.at(forged.from);
    let by = forged.from;
    forged
        .records
        .push(json!({ "id": actions[0].to_string(), "kind": "action", "fields": {}, "redacted": [stamp.to_string()] }));
    forged.records.push(json!({ "id": actions[1].to_string(), "kind": "action", "fields": {}, "erased": { "at": at, "by": by.to_string(), "why": "x" } }));
    let (file, text) = forged.text("return");
    let before = office.bytes();
    assert!(matches!(office.open(&text), Ok(News::Staged { items: 2, .. })));
    for (item, _) in office.review(file, |item| item.proposed()) {
        assert!(item.removal && item.proposed() == Decision::Later);
    }
    assert_eq!(office.bytes(), before);
    office.review(file, |_| Decision::Use);
    assert!(office.state.ledger.records().get(actions[1]).unwrap().erased().is_some());
}

#[test]
fn whoever_goes_on_from_another_device_says_so_and_the_office_decides() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    let old = rep.writer();
    let update = rep.update(actions[0], "written before the laptop was restored");
    let repair = golden_thread::store::admit::repair(&rep.state, &[], new_id()).unwrap();
    rep.save(repair.work, repair.rows).unwrap();
    let late = rep.update(actions[0], "and after");
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    let items = office.pending(file);
    let claims: Vec<_> = items.iter().filter(|i| i.claim.is_some()).map(|i| (i.key.clone(), i.claim)).collect();
    assert_eq!(claims.len(), 2, "who they were, and what they wrote then: {claims:?}");
    assert!(claims.contains(&((update, None), Some(old))));
    office.review(file, |item| {
        if item.kind == kind::WRITER || item.claim.is_none() { Decision::Use } else { Decision::Later }
    });
    assert_eq!(office.narrative(late).as_deref(), Some("and after"));
    // From then on it is theirs.
    let (next, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    let items = office.pending(next);
    assert!(items.iter().any(|i| i.key.0 == update && i.claim.is_none()), "{items:?}");
}

#[test]
fn a_plan_file_does_not_say_what_this_device_wrote() {
    let (mut offices, keys, mut reps, actions) = {
        let (offices, keys, reps, actions) = begin_keepers(2, 1);
        (offices, keys, reps, actions)
    };
    let rep = &mut reps[0];
    let (old, clock) = (rep.writer(), rep.ms);
    rep.when(actions[0], "summer 2027");
    // Somebody got it past a keeper: an older version of the program joined whatever it was told.
    let mut forged = Forged::new(rep);
    poison(&mut forged, &offices[0], old);
    let poisoned = golden_thread::bundle::read(forged.text("return").1.as_bytes()).unwrap().bundle.records;
    let mut work = golden_thread::ledger::changes::Work::new(golden_thread::ledger::changes::Cause::Restored);
    work.joins = poisoned.into_iter().collect();
    offices[0].save(work, vec![]).unwrap();
    rep.open(&offices[0].issue_signed(&keys[0])).unwrap();
    assert_ne!(rep.writer(), old, "goes on under a new id");
    assert!(rep.ms > clock && golden_thread::store::admit::poisoned(&rep.state).is_empty());
    assert!(says(rep, actions[0], "summer 2027"));
    rep.when(actions[1], "winter 2027");
    let (file, text) = rep.make_return().unwrap();
    offices[0].open(&text).unwrap();
    offices[0].review(file, |item| if item.claim.is_none() { Decision::Use } else { Decision::Later });
    assert_eq!(offices[0].timescale(actions[1]), "winter 2027");
    assert!(says(&offices[0], actions[0], "summer 2027"), "written again under the new id");
}

#[test]
fn whose_key_is_known_speaks_with_its_signature_alone() {
    let (mut offices, _, mut reps, actions) = begin_keepers(1, 1);
    let own = SigningKey::generate(&mut crate::device::Counting(7)).unwrap();
    let (office, rep) = (&mut offices[0], &mut reps[0]);
    let id = rep.writer();
    set_keys(office, |keys| keys.name_sender(id, own.public_key()));
    rep.update(actions[0], "signed words");
    let (file, text) = rep.return_signed(&own);
    office.open(&text).unwrap();
    assert!(office.pending(file).iter().all(|i| i.claim.is_none()));
    let mut forged = Forged::new(office);
    forged.from = id;
    let update = forged.update_as(id, actions[0], "not signed");
    let (file, text) = forged.text("return");
    office.open(&text).unwrap();
    let items = office.pending(file);
    assert!(!items.is_empty() && items.iter().all(|i| i.claim == Some(id)), "{items:?}");
    assert!(items.iter().any(|i| i.key.0 == update));
}

#[test]
fn nothing_is_locked_unasked_for_keys_that_nobody_compared() {
    let (_, _, mut reps, actions) = begin_keepers(1, 1);
    let rep = &mut reps[0];
    rep.update(actions[0], "whoever may read this");
    assert!(rep.state.keys.to_compare());
    let make = |rep: &Device, lock| {
        let departure = golden_thread::store::outgoing::make_return(&rep.state, sender(rep), &[]).unwrap();
        departure.travelling(&rep.state.keys, lock, &mut crate::device::Counting(9)).unwrap().name
    };
    assert!(make(rep, Lock::ForOffice).ends_with(".thread.json"));
    assert!(make(rep, Lock::NotCompared).ends_with(".thread.age"), "they were asked");
    set_keys(rep, |keys| keys.compared = true);
    assert!(make(rep, Lock::ForOffice).ends_with(".thread.age"));
}

#[test]
fn a_file_that_an_earlier_version_kept_is_admitted_when_it_is_read() {
    let (mut office, _, actions) = begin(1, 0);
    let mut forged = Forged::new(&office);
    let update = forged.update_as(forged.from, actions[0], "We held two sessions.");
    let me = office.writer();
    poison(&mut forged, &office, me);
    let (file, text) = forged.text("return");
    office.open(&text).unwrap();
    let row = StagedRow { text, claims: None, ..office.state.staged[0].row.clone() };
    office.save(golden_thread::ledger::changes::Work::typed([]), vec![RowChange::Staged(row)]).unwrap();
    let loaded = now(State::load(&office.store)).unwrap();
    assert_eq!(loaded.staged, office.state.staged);
    assert_eq!(office.pending(file).len(), 1);
    office.review(file, |_| Decision::Use);
    office.type_in(actions[0], kind::ACTION, f::TITLE, "Later");
    assert_eq!(office.state.ledger.action(actions[0]).unwrap().title(), "Later");
    assert!(office.narrative(update).is_some());
}

fn sender(device: &Device) -> golden_thread::ledger::exchange::Sender {
    golden_thread::ledger::exchange::Sender {
        partnership: partnership(),
        writer: device.writer(),
        id: new_id(),
        sequence: device.state.about.as_ref().unwrap().sequence,
        created: "2026-01-01T00:00:00Z".into(),
    }
}
