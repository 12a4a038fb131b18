//! An afternoon in three browsers and no connection: the office makes a plan file, two phones at one stall count and
//! hand over, the office looks at it, reports and answers, and the next plan file shows the answer on the phones. What
//! was counted is added up from the files alone.

use super::browser::{Browser, moment};
use super::people::backup_of;
use super::phones::{NAME, all_stored, office, phone, press, press_link, touch, wall};
use super::world::World;
use serde_json::Value;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

const TOLD: &str = "the buddy service never rang back";
const ANSWER: &str = "Calls to the buddy service were missed.";

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
async fn hand_over(phone: &Browser, notes: bool) -> PathBuf {
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

/// The next plan file, made in the office's browser.
async fn next_plan_file(office: &Browser, number: u32) -> PathBuf {
    office.go("#/exchange/send", "Send").await;
    office.press(&format!("Make plan file no. {number}")).await;
    office.downloaded(&format!("plan-file-no-{number}.thread.json")).await
}

/// The office takes in what a phone handed over, and looks at it.
async fn taken_in(office: &Browser, file: &std::path::Path) {
    office.go("#/exchange/inbox", "Inbox").await;
    office.open_file("open-file", file).await;
    office.press("Look at it now").await;
    office.sees("Conversations\t60").await;
    office.press("Finish this review").await;
    office.sees("This review is saved").await;
}

/// What people said is answered, and the figures are published.
async fn answered(office: &Browser) {
    office.go("#/events/heard", "What people told us").await;
    office.sees(&format!("7 people at 1 event said: {TOLD}")).await;
    office.press("Answer").await;
    office.type_into("answer-wording", ANSWER).await;
    office.choose("answer-state", "It is done").await;
    office.type_into("answer-because", "There is a second line.").await;
    office.type_into("answer-approved", "Partnership manager").await;
    office.press("Approve and publish").await;
    office.sees("Everything people told us has an answer.").await;
    office.go("#/events/year", "year").await;
    office.press("Publish the figures").await;
    office.press("Yes, publish them for good").await;
    office.sees("The figures are published.").await;
}

#[tokio::test]
async fn an_afternoon_on_two_phones() {
    let mut world = World::new();
    let (made, event) = office();
    let kept = world.file("office.thread.json", backup_of(&made));
    let office = Browser::new(&world, "office").await;
    office.sees("Which of these are you?").await;
    office.press("The partnership manager").await;
    office.type_into("name", "Mara Winter").await;
    office.open_file("last-file", &kept).await;
    office.sees("How things stand").await;
    office.sees("Ready to work without a connection").await;
    // It was restored, so it asks which plan file was sent last.
    office.go("#/exchange/send", "Send").await;
    office.press("Go on from this number").await;
    office.sees("The next plan file will be no. 1.").await;
    let plan_file = next_plan_file(&office, 1).await;
    let first = phone(&world, "first", "Ines Park", &plan_file).await;
    let second = phone(&world, "second", "Bola Quay", &plan_file).await;
    world.server.stop();
    afternoon(&first, ["food", "vaccination"], Some(TOLD)).await;
    afternoon(&second, ["food", "carers"], None).await;
    let (mut talks, mut checked) = (0, 0);
    for (browser, notes) in [(&first, true), (&second, false)] {
        let returned = hand_over(browser, notes).await;
        let file = std::fs::read_to_string(&returned).unwrap();
        let sums = counted_in(&file);
        talks += sums.0;
        checked += sums.1;
        for never in ["\"encounter\"", "\"counter\"", "07700"] {
            assert!(!file.contains(never), "{never} left the phone");
        }
        taken_in(&office, &returned).await;
    }
    assert_eq!((talks, checked), (120, 40), "added up from the files");

    answered(&office).await;
    // The report says the same, and holds the answer and nobody's words.
    office.go("#/papers", "Papers").await;
    let day = golden_thread::words::day(wall(-1)[..10].parse().unwrap());
    office.choose("paper", &format!("Event report: {NAME}, {day}")).await;
    office.sees("What people talked about").await;
    office.sees("120").await;
    office.sees(ANSWER).await;
    office.sees_no(TOLD).await;
    let plan_file = next_plan_file(&office, 2).await;
    let issue = std::fs::read_to_string(&plan_file).unwrap();
    assert!(!issue.contains(TOLD) && !issue.contains("\"tally\""), "the plan file holds what is the office's");
    for browser in [&first, &second] {
        browser.go("#/exchange", "Exchange").await;
        browser.open_file("open-file", &plan_file).await;
        browser.sees("Plan file no. 2 is open.").await;
        browser.go(&format!("#/event/{event}"), NAME).await;
        browser.sees(&format!("Fewer than 8 people at 1 event said: {ANSWER}")).await;
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
    office.has_not_stopped().await;
    for browser in [office, first, second] {
        browser.close().await;
    }
}
