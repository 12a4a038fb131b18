//! What a stall leaves behind: nothing that says when somebody stood there, and nothing at all of a conversation
//! that is gone.

use super::stall::*;
use crate::device::{Device, new_id, now};
use golden_thread::domain::{Did, kind};
use golden_thread::events::counting::{Tap, What};
use golden_thread::record::Record;
use golden_thread::store::{Store, Table};
use serde_json::Value;

const HOUR: u64 = 60 * 60 * 1000;

/// Every row a device keeps, as one text.
fn everything(device: &Device) -> String {
    let tables = Table::ALL.iter().map(|(table, _)| now(device.store.rows(*table, "")).unwrap());
    tables.flatten().map(|(key, text)| format!("{key} {text}\n")).collect()
}

/// The records that one person at a stall leaves on the phone.
fn at_the_stall(device: &Device) -> impl Iterator<Item = &Record> {
    let kinds = [kind::ENCOUNTER, kind::COUNTER, kind::INSIGHT];
    device.state.ledger.records().iter().filter(move |r| kinds.contains(&r.kind.as_str()))
}

#[test]
fn nothing_on_the_phone_says_more_than_the_hour() {
    let (_, mut phones, event) = stall(1);
    let phone = &mut phones[0];
    // Whole seconds past the hour; what a person types beside would move the clock on.
    phone.ms += 3 * HOUR + 17 * 60 * 1000 + 123;
    let tap = talk(phone, event, "food", true);
    did(phone, &tap, Did::Signposted, Some(new_id()));
    count(phone, event, What::Age("80-plus".into()));
    count(phone, event, What::Language("Somali".into()));
    let note = golden_thread::events::insights::Note { words: "It is cold".into(), ..Default::default() };
    let work = note.keep(&phone.state.ledger, here(phone, event), new_id());
    phone.save(work, vec![]).unwrap();
    let mut seen = 0;
    for record in at_the_stall(phone) {
        seen += 1;
        assert!(record.stamps().all(|stamp| stamp.ms() % HOUR == 0), "{record:?}");
        let id = u128::from_be_bytes(record.id.bytes());
        assert!(record.id.is_derived() || ((id >> 80) as u64).is_multiple_of(HOUR), "{record:?}");
        let history = now(phone.store.rows(Table::Changes, &format!("{}/", record.id))).unwrap();
        assert!(history.is_empty(), "{history:?}");
    }
    assert_eq!(seen, 3);
    // Age, language and district stand in one field, which has one stamp: nothing tells which came together.
    let counter = at_the_stall(phone).find(|r| r.kind == kind::COUNTER).unwrap();
    assert_eq!(counter.members("count").count(), 1);
    let conversation = at_the_stall(phone).find(|r| r.kind == kind::ENCOUNTER).unwrap();
    let fields: Vec<&str> = conversation.fields().keys().map(String::as_str).collect();
    assert_eq!(fields, ["did", "event", "group", "hour", "service", "topic"]);
}

#[test]
fn what_leaves_the_phone_cannot_be_joined_to_one_person() {
    let (mut office, mut phones, event) = stall(1);
    let phone = &mut phones[0];
    // One person in the hour, of whom everything was noted.
    let tap = talk(phone, event, "smoking", false);
    did(phone, &tap, Did::Referred, Some(office.writer()));
    for what in [What::Age("80-plus".into()), What::Language("Somali".into()), What::District("SE15".into())] {
        count(phone, event, what);
    }
    for _ in 0..20 {
        talk(phone, event, "food", false);
        count(phone, event, What::Age("25-44".into()));
        phone.ms += HOUR / 8;
    }
    let Tap::Conversation(id) = tap else { panic!() };
    close(phone, event);
    let text = hand_in(phone, &mut office);
    assert!(!text.contains(&id.to_string()));
    let file: Value = serde_json::from_str(&text).unwrap();
    let kinds: Vec<&str> = file["records"].as_array().unwrap().iter().map(|r| r["kind"].as_str().unwrap()).collect();
    assert!(kinds.iter().all(|k| ["tally", "writer"].contains(k)), "{kinds:?}");
    for record in file["records"].as_array().unwrap().iter().filter(|r| r["kind"] == "tally") {
        for (name, field) in record["fields"].as_object().unwrap().iter().filter(|(n, _)| n.starts_with("count/")) {
            assert_eq!(field["writes"].as_array().unwrap().len(), 1, "{name} was written once, when the event closed");
            assert!(field["seen"].as_array().is_none_or(Vec::is_empty), "{name}");
            // No name of a count holds two things about a person.
            for cell in field["writes"][0]["value"].as_object().unwrap().keys() {
                let parts: Vec<&str> = cell.split('/').collect();
                let alone = ["age", "language", "district", "also", "service", "group"].contains(&parts[0]);
                assert!(parts.len() <= if alone { 2 } else { 4 }, "{cell}");
                assert!(!parts.iter().any(|p| ["Somali", "80-plus", "SE15"].contains(p)) || alone, "{cell}");
            }
        }
    }
    let work = golden_thread::events::figures::publish(&office.state.ledger, event, "2026-01-02".parse().unwrap());
    office.save(work.unwrap(), vec![]).unwrap();
    let issue = office.make_issue();
    let published: Value = serde_json::from_str(&issue).unwrap();
    let record = published["records"].as_array().unwrap().iter().find(|r| r["kind"] == "figures").unwrap();
    for (name, field) in record["fields"].as_object().unwrap().iter().filter(|(n, _)| n.starts_with("shown/")) {
        let shown = &field["writes"][0]["value"];
        assert!(!shown.as_u64().is_some_and(|n| (1..5).contains(&n)), "{name} is shown as {shown}");
    }
    assert!(!issue.contains("\"kind\":\"tally\"") && !issue.contains("\"kind\":\"encounter\""));
}

#[test]
fn a_conversation_that_is_gone_is_gone_from_every_table() {
    let (mut office, mut phones, event) = stall(1);
    let phone = &mut phones[0];
    let ids: Vec<String> = (0..3)
        .map(|_| match talk(phone, event, "food", false) {
            Tap::Conversation(id) => id.to_string(),
            _ => panic!(),
        })
        .collect();
    assert!(ids.iter().all(|id| everything(phone).contains(id)));
    let backup = phone.state.ledger.records().clone();
    close(phone, event);
    hand_in(phone, &mut office);
    issue_to(&mut office, phone);
    assert_eq!(tidy(phone), 3);
    let kept = everything(phone);
    assert!(ids.iter().all(|id| !kept.contains(id)), "a conversation left a trace");
    assert!(!kept.contains("\"encounter\""));
    // A backup from before brings them back. They are not counted twice, and they go again.
    let counts = golden_thread::events::totals::on_this_device(&phone.state.ledger, event);
    let mut work = golden_thread::ledger::changes::Work::new(golden_thread::ledger::changes::Cause::Restored);
    work.joins = backup.iter().filter(|r| r.kind == kind::ENCOUNTER).cloned().collect();
    phone.save(work, vec![]).unwrap();
    assert!(everything(phone).contains(&ids[0]));
    assert_eq!(golden_thread::events::totals::on_this_device(&phone.state.ledger, event), counts);
    talk(phone, event, "food", false);
    assert_eq!(tidy(phone), 3);
    assert!(!everything(phone).contains(&ids[0]));
    assert_eq!(golden_thread::events::totals::on_this_device(&phone.state.ledger, event).sum("talk"), 4);
}

#[test]
fn a_backup_of_a_phone_brings_the_office_no_conversations() {
    let (mut office, mut phones, event) = stall(1);
    talk(&mut phones[0], event, "food", false);
    count(&mut phones[0], event, What::Age("16-24".into()));
    let sender = golden_thread::ledger::exchange::Sender {
        partnership: crate::device::partnership(),
        writer: phones[0].writer(),
        id: new_id(),
        sequence: 1,
        created: "2026-01-01T00:00:00Z".into(),
    };
    let backup = golden_thread::ledger::exchange::make_backup(phones[0].state.ledger.records(), sender);
    let file = backup.envelope.id;
    let text = golden_thread::bundle::write(&backup);
    assert!(text.contains("\"kind\":\"encounter\""), "a phone that dies loses no count");
    office.open(&text).unwrap();
    office.review(file, |_| golden_thread::ledger::review::Decision::Use);
    assert!(at_the_stall(&office).next().is_none());
}

#[test]
fn what_others_may_hold_is_not_taken_out_without_a_trace() {
    let (mut office, _, event) = stall(0);
    let mut work = golden_thread::events::counting::take_back(&[event]);
    work.cause = golden_thread::ledger::changes::Cause::Removed;
    office.save(work, vec![]).unwrap();
    assert!(golden_thread::events::event(&office.state.ledger, event).is_some());
}
