//! An afternoon at an event on two phones without a connection, handed over to the office, answered and published.

use super::browser::{Browser, moment};
use super::device::new_id;
use super::phones::{NAME, all_stored, office, phone, press, press_link, touch};
use super::world::World;
use golden_thread::domain::AnswerState;
use golden_thread::events::insights::{self, Wording};
use golden_thread::events::{figures, totals};
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use serde_json::Value;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

const TOLD: &str = "the buddy service never rang back";

/// Sixty conversations on one phone, a third of them with what happened.
async fn afternoon(phone: &Browser, topics: [&str; 2], note: Option<&str>) {
    // From the pocket: one tap to the stall, the next counts.
    press_link(phone, "Count here").await;
    for n in 0..60_u64 {
        let topic = topics[usize::from(n % 3 == 0)];
        touch(phone, By::Css(format!("[data-topic='{topic}']"))).await;
        if n % 3 == 0 {
            press(phone, "Checked").await;
        }
    }
    all_stored(phone, 60).await;
    if let Some(note) = note {
        press(phone, "They said").await;
        phone.type_into("told-words", &format!("{note}, ring 07700 900123")).await;
        phone.sees("looks like a phone number").await;
        press(phone, "Take these out").await;
        phone.sees_no("looks like a phone number").await;
        phone.type_over("told-words", note).await;
        phone.type_into("told-said", "7").await;
        press(phone, "Keep this").await;
        phone.sees("Kept on this phone").await;
    }
    press(phone, "More").await;
    touch(phone, By::XPath("//main//button[starts-with(normalize-space(.), '25 to 44')]".to_owned())).await;
    touch(phone, By::XPath("(//main//button[normalize-space(.)='+10'])[2]".to_owned())).await;
    phone.sees("10 people reached").await;
}

/// Closes and hands over; the file.
async fn hand_over(phone: &Browser, notes: bool) -> std::path::PathBuf {
    press_link(phone, "Close and hand over").await;
    phone.sees("What goes to the office").await;
    if notes {
        phone.press(TOLD).await;
    }
    phone.press("Close the event").await;
    phone.sees("Everything counted here is ready to hand over").await;
    phone.press("Hand over to the office").await;
    phone.sees("Counts from: Health in the park").await;
    phone.press("Save the file to send").await;
    phone.downloaded("return-1.thread.json").await
}

/// What a file counts, added up from its text alone.
fn counted_in(file: &str) -> (u64, u64) {
    let file: Value = serde_json::from_str(file).unwrap();
    let mut sums = (0, 0);
    for record in file["records"].as_array().unwrap().iter().filter(|r| r["kind"] == "tally") {
        for (name, field) in record["fields"].as_object().unwrap() {
            let Some(counts) = name.starts_with("count/").then(|| field_value(field)) else { continue };
            for (count, n) in counts.as_object().unwrap() {
                let n = n.as_u64().unwrap();
                sums.0 += if count.starts_with("talk/") { n } else { 0 };
                sums.1 += if count.starts_with("talk/") && count.contains("checked") { n } else { 0 };
            }
        }
    }
    sums
}

/// The only version of a field.
fn field_value(field: &Value) -> Value {
    let mut found = Vec::new();
    fn look(value: &Value, found: &mut Vec<Value>) {
        match value {
            Value::Object(o) if o.keys().any(|k| k.starts_with("talk/")) => found.push(value.clone()),
            Value::Object(o) => o.values().for_each(|v| look(v, found)),
            Value::Array(a) => a.iter().for_each(|v| look(v, found)),
            _ => {}
        }
    }
    look(field, &mut found);
    assert_eq!(found.len(), 1, "{field}");
    found.remove(0)
}

#[tokio::test]
async fn an_afternoon_on_two_phones() {
    let mut world = World::new();
    let (mut office, event) = office();
    let plan_file = world.file("plan-file-no-1.thread.json", office.make_issue());
    let first = phone(&world, "first", "Ines Park", &plan_file).await;
    let second = phone(&world, "second", "Bola Quay", &plan_file).await;
    world.server.stop();
    afternoon(&first, ["food", "vaccination"], Some(TOLD)).await;
    afternoon(&second, ["food", "carers"], None).await;
    let (mut talks, mut checked) = (0, 0);
    for (browser, notes) in [(&first, true), (&second, false)] {
        let file = std::fs::read_to_string(hand_over(browser, notes).await).unwrap();
        let sums = counted_in(&file);
        talks += sums.0;
        checked += sums.1;
        for never in ["\"encounter\"", "\"counter\"", "07700"] {
            assert!(!file.contains(never), "{never} left the phone");
        }
        office.open(&file).unwrap();
    }
    assert_eq!((talks, checked), (120, 40), "added up from the files");
    let waiting: Vec<Id> = office.state.staged.iter().map(|s| s.envelope.id).collect();
    for file in waiting {
        office.review(file, |_| Decision::Use);
    }
    let counts = totals::handed_over(&office.state.ledger, event);
    assert_eq!(counts.sum("talk"), 120);
    // Answered, published, and back on the phone with the next plan file.
    let [voice] = &insights::unanswered(&office.state.ledger)[..] else { panic!("one voice") };
    assert_eq!((voice.people, voice.events), (7, 1));
    let wording = Wording {
        theme: "Buddies".into(),
        wording: "Calls to the buddy service were missed.".into(),
        state: AnswerState::Done,
        because: "There is a second line.".into(),
        answered_by: "Northmere Council".into(),
        approved_by: "Mara Winter".into(),
    };
    let today = "2026-01-05".parse().unwrap();
    let work = insights::approve(&office.state.ledger, &voice.notes, &wording, new_id(), today).unwrap();
    office.save(work, vec![]).unwrap();
    let work = figures::publish(&office.state.ledger, event, today).unwrap();
    office.save(work, vec![]).unwrap();
    let issue = office.make_issue();
    assert!(!issue.contains(TOLD) && !issue.contains("\"tally\""), "the plan file holds what is the office's");
    let plan_file = world.file("plan-file-no-2.thread.json", issue);
    for browser in [&first, &second] {
        browser.go("#/exchange", "Exchange").await;
        browser.open_file("open-file", &plan_file).await;
        browser.sees("Plan file no. 2 is open.").await;
        browser.go(&format!("#/event/{event}"), NAME).await;
        browser.sees("7 people at 1 event said: Calls to the buddy service were missed.").await;
        browser.sees("There is a second line.").await;
        browser.has_not_stopped().await;
    }
    // The counts have arrived: single conversations are gone, and the total stays.
    let begun = Instant::now();
    loop {
        let rows = [first.rows("log").await, first.rows("snapshot").await].concat().join("\n");
        if !rows.contains("\"kind\":\"encounter\"") {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "single conversations are still there");
        moment().await;
    }
    first.sees("60 conversations counted on this device").await;
    first.close().await;
    second.close().await;
}
