//! A second round of attacks, found by somebody who had the source: each takes an id, a place or a name that is not the
//! attacker's. What must become of each is what is asserted.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod device;

use device::forged::Forged;
use device::{Counting, Device, new_id, now, set_keys, with_key};
use golden_thread::bundle;
use golden_thread::domain::{Draft, fields as f, ids, kind};
use golden_thread::events::{self, closing};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::seal::{Signer as _, SigningKey};
use golden_thread::store::incoming::News;
use golden_thread::store::rows::SentState;
use serde_json::{Value, json};

/// Office with key; one rep whose key is named, signed.
fn signed_world() -> (Device, SigningKey, Device, SigningKey, Vec<Id>) {
    let mut office = Device::new("Office", true);
    let signer = with_key(&mut office, 1);
    let actions = office.plan(3);
    let key = SigningKey::generate(&mut Counting(3)).unwrap();
    let first = office.issue_signed(&signer);
    let mut victim = Device::new("Victim", false);
    victim.open(&first).unwrap();
    let vw = victim.writer();
    set_keys(&mut office, |k| k.name_sender(vw, key.public_key()));
    victim.update(actions[0], "What the victim did");
    let (file, text) = victim.return_signed(&key);
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let issue = office.issue_signed(&signer);
    victim.open(&issue).unwrap();
    (office, signer, victim, key, actions)
}

fn keepers() -> ([Device; 2], [SigningKey; 2], Vec<Id>) {
    let mut first = Device::new("First keeper", true);
    let actions = first.plan(2);
    let mut second = Device::new("Second keeper", true);
    let keys = [with_key(&mut first, 1), with_key(&mut second, 5)];
    let line = second.state.keys.proven().unwrap().keeper.line();
    set_keys(&mut first, |k| k.add(&line).unwrap());
    let issue = first.issue_signed(&keys[0]);
    assert!(matches!(second.open(&issue), Ok(News::Issue { number: 1, .. })));
    ([first, second], keys, actions)
}

/// Stranger's own file under the id of a return that never arrived is acknowledged as that return.
#[test]
fn ack_of_another_file() {
    let (mut office, signer, mut victim, key, actions) = signed_world();
    victim.update(actions[1], "Never arrived words");
    let (file, _lost) = victim.return_signed(&key); // caught on the way
    let mut forged = Forged::new(&office);
    forged.update_as(forged.from, actions[2], "noise");
    let _ = office.open(&forged.text_under(file, "return"));
    let issue = office.issue_signed(&signer);
    victim.open(&issue).unwrap();
    let row = victim.state.sent.iter().find(|s| s.id == file.to_string()).unwrap().clone();
    assert!(row.state == SentState::Exported, "confirmed although the office never had it");
}

/// The plan file with another purpose, without its signature, opened first by the second keeper.
#[test]
fn plan_file_already_here_at_the_other_keeper() {
    let mut bad = 0;
    for purpose in ["issue", "return", "backup", "handover"] {
        let ([mut a, mut b], keys, actions) = keepers();
        a.type_in(actions[0], kind::ACTION, f::TITLE, "The new title");
        let real = a.issue_signed(&keys[0]);
        let mut v: Value = serde_json::from_str(&real).unwrap();
        v.as_object_mut().unwrap().remove("proof");
        v["purpose"] = purpose.into();
        let _ = b.open(&v.to_string());
        let news = b.open(&real);
        bad += usize::from(!matches!(news, Ok(News::Issue { .. })));
    }
    assert_eq!(bad, 0, "the plan file did not join");
}

/// Own id chosen so that the derived id collides.
#[test]
fn derived_id_is_taken() {
    let mut office = Device::new("Office", true);
    let actions = office.plan(3);
    let issue = office.make_issue();
    let mut rep = Device::new("Rep", false);
    rep.open(&issue).unwrap();
    rep.update(actions[0], "Nine people came.");
    let (file, real) = rep.make_return().unwrap();
    // what known.rs computes of the real file
    let digest = {
        let mut s = Device::new("Scratch", true); // any office tells the digest
        s.open(&real).unwrap();
        s.state.received[0].digest.clone().unwrap()
    };
    let derived = ids::derived(&["file", &file.to_string(), &digest]);
    let mut a = Forged::new(&office);
    a.update_as(a.from, actions[1], "a");
    let mut b = Forged::new(&office);
    b.update_as(b.from, actions[1], "b");
    office.open(&a.text_under(derived, "return")).unwrap();
    office.open(&b.text_under(file, "return")).unwrap();
    let news = office.open(&real);
    assert!(matches!(news, Ok(News::Staged { .. })), "the real file waits");
}

/// The return as a backup / handover / issue first (unsigned sender).
#[test]
fn return_with_another_purpose_first() {
    let mut bad = 0;
    for purpose in ["backup", "handover", "issue"] {
        let mut office = Device::new("Office", true);
        let actions = office.plan(3);
        let issue = office.make_issue();
        let mut rep = Device::new("Rep", false);
        rep.open(&issue).unwrap();
        rep.update(actions[0], "Nine people came.");
        let (file, real) = rep.make_return().unwrap();
        let mut v: Value = serde_json::from_str(&real).unwrap();
        v["purpose"] = purpose.into();
        let _ = office.open(&v.to_string());
        let news = office.open(&real);
        office.review(file, |_| Decision::Use);
        rep.open(&office.make_issue()).unwrap();
        bad += usize::from(!matches!(news, Ok(News::Staged { .. })));
    }
    assert_eq!(bad, 0, "the return waits, and is acknowledged");
}

/// Broken copy (other content) after the real one was decided takes its row.
#[test]
fn broken_copy_takes_the_row() {
    let (mut office, signer, mut victim, key, actions) = signed_world();
    victim.update(actions[1], "Real words");
    let (file, real) = victim.return_signed(&key);
    office.open(&real).unwrap();
    office.review(file, |_| Decision::Use);
    let before = office.state.received.iter().find(|r| r.id == file.to_string()).cloned().unwrap();
    let mut forged = Forged::of(&office, victim.writer());
    forged.update_as(victim.writer(), actions[2], "noise");
    let mut v: Value = serde_json::from_str(&forged.text_under(file, "return")).unwrap();
    let r: Value = serde_json::from_str(&real).unwrap();
    v["proof"] = r["proof"].clone();
    let _ = office.open(&v.to_string());
    let after = office.state.received.iter().find(|r| r.id == file.to_string()).cloned().unwrap();
    victim.open(&office.issue_signed(&signer)).unwrap();
    assert_eq!(before.proof, after.proof, "an honest file's row says now that it is broken");
}

fn event(office: &mut Device) -> Id {
    let e = Draft::new(new_id(), kind::EVENT)
        .with(f::NAME, "Health day")
        .with("starts", "2026-01-01T10:00")
        .with("ends", "2026-01-01T16:00");
    office.save(Work::drafts([&e], Cause::Typed), vec![]).unwrap();
    e.id
}

/// The office's own counts (the office counts at a stall itself), raw in the plan file.
#[test]
fn raw_counts_leave_in_the_plan_file() {
    let mut office = Device::new("Office", true);
    let actions = office.plan(2);
    let event = event(&mut office);
    office.make_issue();
    let tally = closing::tally_id(event, office.writer());
    let mut forged = Forged::of(&office, tally);
    forged.update_as(tally, actions[0], "a plain update");
    let (file, text) = forged.text("return");
    office.open(&text).unwrap();
    office.review(file, |_| Decision::NotUse { reason: "no".into() });
    let t = Draft::new(tally, kind::TALLY)
        .with(f::EVENT, event.to_string())
        .with(f::SOURCE, "phone")
        .with(format!("{}/{}", f::COUNT, office.writer()), json!({"talk/2026-01-01T10Z/abuse/referred": 1}));
    office.save(Work::drafts([&t], Cause::Typed), vec![]).unwrap();
    let issue = office.make_issue();
    assert!(!issue.contains("abuse/referred"), "what is for the office alone is in the plan file");
}

/// Derived "declined": reason and words of a declined piece travel.
#[test]
fn declined_words_leave_in_the_plan_file() {
    let mut office = Device::new("Office", true);
    let actions = office.plan(2);
    let issue = office.make_issue();
    let mut rep = Device::new("Rep", false);
    rep.open(&issue).unwrap();
    let up = rep.update(actions[0], "Mrs Jones of 3 Elm Road said");
    let (rfile, real) = rep.make_return().unwrap();
    let at = rep.state.ledger.records().get(up).unwrap().field(f::NARRATIVE).unwrap().latest().unwrap();
    let id = ids::derived(&["declined", &up.to_string(), f::NARRATIVE, &at.to_string()]);
    let mut forged = Forged::of(&office, id);
    forged.update_as(id, actions[1], "plain");
    let (file, text) = forged.text("return");
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    office.open(&real).unwrap();
    office.review(rfile, |_| Decision::NotUse { reason: "It names a resident.".into() });
    let issue = office.make_issue();
    assert!(!issue.contains("Elm Road") && !issue.contains("names a resident"), "what was declined travels");
}

/// A new record with a second, earlier write in a field, which nobody is shown.
#[test]
fn hidden_second_write() {
    let mut office = Device::new("Office", true);
    let actions = office.plan(2);
    office.make_issue();
    let mut forged = Forged::new(&office);
    let id = new_id();
    let (a, b) = (forged.at(forged.from), forged.at(forged.from));
    let fields = json!({
        format!("covers/{}", actions[0]): forged.write(json!({ "rating": null })),
        "date": forged.write("2026-01-01"),
        "narrative": { "writes": [{"at": a, "value": "HIDDEN libel"}, {"at": b, "value": "Shown words"}] },
    });
    forged.records.push(json!({ "id": id.to_string(), "kind": "update", "fields": fields }));
    let (file, text) = forged.text("return");
    assert!(matches!(office.open(&text), Ok(News::Staged { items: 1, .. })));
    office.review(file, |i| i.proposed());
    let issue = office.make_issue();
    assert!(!issue.contains("HIDDEN"), "words that were not shown are in the plan file");
}

/// Not used, yet the stranger's writer entry, with any fields, goes to everybody.
#[test]
fn a_writers_entry_joins_unseen_although_nothing_was_used() {
    let mut office = Device::new("Office", true);
    let actions = office.plan(2);
    office.make_issue();
    let mut forged = Forged::new(&office);
    let libel = forged.write("LIBEL about Mrs Jones");
    forged.records[0]["fields"]["anything"] = libel;
    forged.update_as(forged.from, actions[0], "x");
    let (file, text) = forged.text("return");
    office.open(&text).unwrap();
    office.review(file, |_| Decision::NotUse { reason: "no".into() });
    let issue = office.make_issue();
    assert!(!issue.contains("LIBEL"), "nothing of theirs was used");
}

/// The list of sensitive topics and the rule are not read any more.
#[test]
fn counting_rule_lost() {
    let mut office = Device::new("Office", true);
    let actions = office.plan(1);
    let counting = events::counting_id();
    let mut forged = Forged::of(&office, counting);
    forged.update_as(counting, actions[0], "plain");
    let (file, text) = forged.text("return");
    office.open(&text).unwrap();
    office.review(file, |_| Decision::NotUse { reason: "no".into() });
    office.type_in(counting, kind::COUNTING, "sensitive/abuse", true);
    let found = events::counting_record(&office.state.ledger).is_some();
    assert!(found, "how the office counts is not found");
}

/// A record that the office uses, with the id of what a phone counts: what never leaves the device leaves it.
#[test]
fn counter_becomes_an_aim() {
    let mut office = Device::new("Office", true);
    office.plan(1);
    let event = event(&mut office);
    let issue = office.make_issue();
    let mut phone = Device::new("Ambassador", false);
    phone.open(&issue).unwrap();
    let counter = ids::derived(&[kind::COUNTER, &event.to_string()]);
    let w = phone.writer();
    phone.type_in(counter, kind::COUNTER, &format!("count/{w}"), json!({"age/16-24": 1, "district/SE15": 1}));
    let mut forged = Forged::new(&office);
    let title = forged.write("Community events");
    forged.records.push(json!({ "id": counter.to_string(), "kind": "aim", "fields": {"title": title} }));
    let (file, text) = forged.text("return");
    office.open(&text).unwrap();
    office.review(file, |i| i.proposed());
    phone.open(&office.make_issue()).unwrap();
    let (_, back) = phone.make_return().unwrap_or((new_id(), String::new()));
    assert!(!back.contains("district"), "what is for the device alone has left it");
}

/// A copy without its signature first, of a sender who signs but whom nobody has named yet.
#[test]
fn stripped_copy_of_an_unnamed_sender() {
    let ([mut office, _], [key, _], actions) = keepers();
    let mut rep = Device::new("Rep", false);
    rep.open(&office.issue_signed(&key)).unwrap();
    let own = SigningKey::generate(&mut Counting(9)).unwrap();
    rep.update(actions[0], "Nine people came.");
    let (file, signed) = rep.return_signed(&own);
    let mut v: Value = serde_json::from_str(&signed).unwrap();
    v.as_object_mut().unwrap().remove("proof");
    v["basedOn"] = Value::Null;
    v.as_object_mut().unwrap().remove("basedOn");
    office.open(&v.to_string()).unwrap();
    let _ = office.open(&signed);
    assert!(office.state.to_name(&file.to_string()).is_some(), "the office is never asked whether the key is theirs");
}

/// The id of the tally of a sender who signs, and whose key the office has named.
#[test]
fn tally_of_a_named_sender() {
    let (mut office, signer, mut victim, key, actions) = signed_world();
    let ev = event(&mut office);
    victim.open(&office.issue_signed(&signer)).unwrap();
    let tally = closing::tally_id(ev, victim.writer());
    let mut forged = Forged::of(&office, tally);
    forged.update_as(tally, actions[0], "plain");
    let (file, text) = forged.text("return");
    office.open(&text).unwrap();
    office.review(file, |_| Decision::NotUse { reason: "who?".into() });
    let t = Draft::new(tally, kind::TALLY)
        .with(f::EVENT, ev.to_string())
        .with(format!("{}/{}", f::COUNT, victim.writer()), json!({"talk/x/food/talked": 5}));
    victim.save(Work::drafts([&t], Cause::Typed), vec![]).unwrap();
    let (_, text) = victim.return_signed(&key);
    assert!(matches!(office.open(&text), Ok(News::Staged { .. })));
    victim.open(&office.issue_signed(&signer)).unwrap();
    assert!(office.holds("food/talked"), "the counts are gone, and were confirmed");
}

/// After "these are not the office's words", a plan file that somebody else signed over the same records comes first.
#[test]
fn waiting_plan_file() {
    let ([mut a, _], keys, actions) = keepers();
    let mut rep = Device::new("Rep", false);
    rep.open(&a.issue_signed(&keys[0])).unwrap();
    let rows = golden_thread::store::doubt::take_back(&rep.state);
    rep.save(Work::new(Cause::Typed), rows).unwrap();
    let key = SigningKey::generate(&mut Counting(77)).unwrap();
    a.type_in(actions[0], kind::ACTION, f::TITLE, "New");
    let real = a.issue_signed(&keys[0]);
    let mut b = bundle::read(real.as_bytes()).unwrap().bundle;
    bundle::proof::strip(&mut b);
    let k = b.envelope.extra.get_mut("keepers").unwrap();
    k[0]["key"] = key.public_key().to_string().into();
    k.as_array_mut().unwrap().truncate(1);
    now(bundle::proof::sign(&mut b, &key)).unwrap();
    assert!(matches!(rep.open(&bundle::write(&b)), Ok(News::Waits { .. })));
    let news = rep.open(&real);
    assert!(matches!(news, Ok(News::Waits { .. })), "the real one can be compared");
}
