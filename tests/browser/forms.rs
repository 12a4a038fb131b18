//! What was half typed in a form is there again after the page was closed, in every form in which somebody may write a
//! sentence; and it goes once it was saved, cleared, or the partnership removed.

use super::browser::{Browser, moment};
use super::device::Device;
use super::people::*;
use super::world::{World, here};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const TITLE: &str = "maternity partnership";
const LEFT: &str = "This was typed before the page was closed";

/// The id of the sample's first record of a kind.
fn of_sample(kind: &str) -> String {
    let sample: Value =
        serde_json::from_slice(&std::fs::read(here("tests/data/served/sample.thread.json")).unwrap()).unwrap();
    let found = sample["records"].as_array().unwrap().iter().find(|r| r["kind"] == kind).expect("the sample has one");
    found["id"].as_str().unwrap().to_owned()
}

/// What the browser's small storage holds of forms that are being typed in.
async fn noted(browser: &Browser) -> String {
    let read = "return Object.entries(localStorage).filter(([key]) => key.startsWith('golden-thread.draft.')).join()";
    browser.script(read, Vec::new()).await.as_str().unwrap_or_default().to_owned()
}

/// Types into these fields of a page, after pressing what opens the form, and closes the page; all comes back.
async fn comes_back(browser: &Browser, (page, heading): (&str, &str), open: Option<&str>, fields: &[&str]) {
    println!("{page} {fields:?}");
    browser.go(page, heading).await;
    if let Some(open) = open {
        browser.press(open).await;
    }
    let words = |field: &str| format!("What somebody typed into {field}, and did not save");
    for field in fields {
        browser.type_over(field, &words(field)).await;
    }
    browser.reload().await;
    browser.sees(LEFT).await;
    for field in fields {
        assert_eq!(browser.value(field).await, words(field));
    }
    browser.press("Clear what was typed").await;
    browser.reload().await;
    browser.go(page, heading).await;
    browser.sees_no(LEFT).await;
    assert_eq!(noted(browser).await, "", "{page}: cleared");
}

#[tokio::test]
async fn half_typed_forms_come_back() {
    let world = World::new();
    let browser = Browser::new(&world, "office").await;
    begin_with_sample(&browser, false).await;
    let action = find_action(&browser, TITLE).await;
    let (event, service) = (of_sample("event"), of_sample("service"));
    let event = |page: &str| format!("#/event/{event}/{page}");
    comes_back(&browser, (&action, TITLE), Some("Change Timescale"), &["action-timescale"]).await;
    let measure = ["measure-name", "measure-unit", "measure-target"];
    comes_back(&browser, (&action, TITLE), Some("Add a measure"), &measure).await;
    let contact = ["contact-name", "contact-role", "contact-email"];
    let organisations = ("#/exchange/organisations", "Organisations");
    comes_back(&browser, organisations, Some("Add a contact at"), &contact).await;
    comes_back(&browser, ("#/events/new", "Plan an event"), None, &["event-name", "event-venue", "event-offered"])
        .await;
    comes_back(&browser, (&event("change"), "Change the event"), None, &["event-offered", "event-safeguarding-lead"])
        .await;
    comes_back(&browser, (&event("close"), "Close and hand over"), None, &["close-hard"]).await;
    let cycle = ("#/exchange/cycle", "This cycle");
    comes_back(&browser, cycle, None, &["cycle-title", "cycle-due"]).await;
    browser.type_into("cycle-title", "Autumn").await;
    browser.type_into("cycle-due", "6 November 2026").await;
    browser.press("Begin this cycle").await;
    browser.sees("Those not heard from stand first").await;
    assert_eq!(noted(&browser).await, "", "begun");
    comes_back(&browser, ("#/exchange/inbox", "Inbox"), None, &["open-paste"]).await;
    comes_back(&browser, ("#/exchange/send", "Send"), None, &["app-address"]).await;
    let closed = (format!("#/services/{service}/change"), "Change a service");
    comes_back(&browser, (&closed.0, closed.1), Some("It has closed or moved"), &["service-closed"]).await;
    let person = ["person-name", "person-organisation"];
    comes_back(&browser, ("#/device", "device"), Some("Change who uses this device"), &person).await;

    // A figure, of the measure that is made now; what was saved is forgotten.
    browser.go(&action, TITLE).await;
    browser.press("Add a measure").await;
    browser.type_into("measure-name", "People seen").await;
    browser.press("Save it").await;
    browser.sees("It goes out with your next plan file").await;
    assert_eq!(noted(&browser).await, "", "saved");
    comes_back(&browser, (&action, TITLE), Some("Add a figure"), &["figure-value", "figure-note"]).await;

    // What is half typed goes with its partnership.
    browser.go("#/exchange/organisations", "Organisations").await;
    browser.press("Add a contact at").await;
    browser.type_into("contact-name", "Ada Example").await;
    browser.go(&draft_of(&action), TITLE).await;
    browser.type_into("narrative", "Begun.").await;
    assert!(noted(&browser).await.contains("Ada Example"));
    browser.go("#/device", "device").await;
    browser.press("Remove this partnership").await;
    browser.type_into("forget-word", "remove").await;
    browser.press("Remove it from this device").await;
    browser.sees("Which of these are you?").await;
    assert_eq!(noted(&browser).await, "", "the partnership is gone");
    browser.close().await;
}

/// A backup of an office where one return waits, with two updates.
fn office_with_a_return() -> String {
    let mut office = Device::new("Mara Winter", true);
    let actions = office.plan(2);
    let mut rep = Device::new("Rafi Stone", false);
    rep.open(&office.make_issue()).unwrap();
    for action in actions {
        rep.update(action, "We reached 310 people.");
    }
    office.open(&rep.make_return().unwrap().1).unwrap();
    backup_of(&office)
}

#[tokio::test]
async fn a_half_done_review_comes_back() {
    let world = World::new();
    let file = world.file("office.thread.json", office_with_a_return());
    let browser = Browser::new(&world, "office").await;
    browser.sees("Which of these are you?").await;
    browser.press("The partnership manager").await;
    browser.type_into("name", "Mara Winter").await;
    browser.open_file("last-file", &file).await;
    browser.sees("1 file waiting").await;
    browser.go("#/exchange/review", "Everything that waits").await;
    browser.tick("item-0-changes").await;
    browser.type_over("item-0-update-narrative", "310 people, in other words").await;
    browser.tick("item-1-not").await;
    browser.type_into("item-1-reason", "It was said elsewhere").await;
    browser.reload().await;
    browser.sees("What you had chosen and typed here before is still here").await;
    assert_eq!(browser.value("item-0-update-narrative").await, "310 people, in other words");
    assert_eq!(browser.value("item-1-reason").await, "It was said elsewhere");
    browser.press("Finish this review").await;
    browser.sees("1 used with changes, 1 not used").await;
    assert_eq!(noted(&browser).await, "", "what was decided is kept no longer");
    assert!(browser.rows("log").await.join("\n").contains("310 people, in other words"));
    browser.close().await;
}

/// A paragraph that is being mended while a report is brought in: kept when typing stops, not only when the field is left.
#[tokio::test]
async fn a_half_mended_report_comes_back() {
    let world = World::new();
    let browser = Browser::new(&world, "office").await;
    browser.sees("Which of these are you?").await;
    browser.press("The partnership manager").await;
    browser.type_into("name", "Mara Winter").await;
    browser.type_into("organisation", "Northmere Council").await;
    browser.type_into("partnership", "Northmere Partnership").await;
    browser.press("Bring in an existing report").await;
    browser.open_file("source-file", &super::world::report()).await;
    browser.sees("You chose report-layout.txt").await;
    browser.type_into("source-date", "2023-11-01").await;
    browser.press("Read it").await;
    browser.sees("Look at what was read").await;
    let words = "Mended words of an aim that nobody has left the field of.";
    browser.type_over("aim-0-words", words).await;
    let begun = Instant::now();
    let kept = "return Object.entries(localStorage).filter(([key]) => key.endsWith('/bringin.mending')).join()";
    while !browser.script(kept, Vec::new()).await.to_string().contains(words) {
        assert!(begun.elapsed() < Duration::from_secs(5), "the mended words are not kept");
        moment().await;
    }
    assert_eq!(browser.script("return document.activeElement.id", Vec::new()).await, json!("aim-0-words"));
    browser.reload().await;
    browser.press("Go on with it").await;
    browser.sees("Look at what was read").await;
    assert_eq!(browser.value("aim-0-words").await, words);
    browser.close().await;
}
