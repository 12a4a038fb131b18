//! At the event: taps and a killed browser, a full storage, and the screen itself.

use super::accessibility::violations;
use super::browser::{Browser, moment};
use super::people::begin_with_sample;
use super::phones::{NAME, all_stored, office, phone, press, stored, touch};
use super::world::World;
use serde_json::json;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// So many times; `GT_KILLS` asks for more.
fn trials() -> u32 {
    std::env::var("GT_KILLS").ok().map_or(20, |n| n.parse().expect("GT_KILLS is a number"))
}

/// Taps a topic now and then, as fast as 500 in a minute, and notes what the screen calls stored.
const TAPPING: &str = "const tiles = [...document.querySelectorAll('[data-topic]')];
    window.taps = 0;
    window.tapping = setInterval(() => { window.taps += 1; tiles[window.taps % tiles.length].click(); }, 120);";

#[tokio::test]
async fn no_tap_that_was_called_stored_is_lost_or_doubled() {
    let world = World::new();
    let (mut office, event) = office();
    let plan_file = world.file("plan-file-no-1.thread.json", office.make_issue());
    let mut browser = Some(phone(&world, "ambassador", "Ines Park", &plan_file).await);
    let stall = format!("#/event/{event}/stall");
    let (mut known, mut most) = (0, 0);
    for trial in 1..=trials() {
        let open = match browser.take() {
            Some(open) => open,
            None => Browser::of_width(&world, "ambassador", 360).await,
        };
        open.sees("Count here").await;
        open.go(&stall, NAME).await;
        let begun = Instant::now();
        while stored(&open).await < known {
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "trial {trial}: {} of {known} taps",
                stored(&open).await
            );
            moment().await;
        }
        let there = stored(&open).await;
        assert!(there <= most.max(known), "trial {trial}: {there} conversations of {most} taps");
        open.script(TAPPING, Vec::new()).await;
        // Never the same time, so that every part of a saving is hit.
        let nanos = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().subsec_nanos();
        tokio::time::sleep(Duration::from_millis(300 + u64::from(nanos % 1_700))).await;
        known = stored(&open).await;
        open.kill();
        // A tap every 120 ms at most since it was opened.
        most = there + u64::try_from(begun.elapsed().as_millis()).unwrap() / 120 + 1;
        assert!(known > there, "trial {trial}: nothing was stored");
    }
    println!("{} trials, {known} conversations called stored, none lost", trials());
}

#[tokio::test]
async fn five_hundred_taps_in_a_minute() {
    let world = World::new();
    let (mut office, event) = office();
    let plan_file = world.file("plan-file-no-1.thread.json", office.make_issue());
    let open = phone(&world, "ambassador", "Ines Park", &plan_file).await;
    open.go(&format!("#/event/{event}/stall"), NAME).await;
    open.script(TAPPING, Vec::new()).await;
    let begun = Instant::now();
    while open.script("return window.taps", Vec::new()).await.as_u64().unwrap_or(0) < 500 {
        assert!(begun.elapsed() < Duration::from_secs(90), "500 taps take longer than they should");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let taps = open.script("clearInterval(window.tapping); return window.taps", Vec::new()).await.as_u64().unwrap();
    all_stored(&open, taps).await;
    println!("{taps} taps stored after {:.1} s", begun.elapsed().as_secs_f64());
    open.reload().await;
    open.sees("conversations").await;
    all_stored(&open, taps).await;
    open.has_not_stopped().await;
    open.close().await;
}

#[tokio::test]
async fn a_wrong_tap_a_handed_phone_and_a_new_event() {
    let world = World::new();
    let (mut office, event) = office();
    let plan_file = world.file("plan-file-no-1.thread.json", office.make_issue());
    let open = phone(&world, "ambassador", "Ines Park", &plan_file).await;
    let mut found = Vec::new();
    open.go("#/events", "Events").await;
    found.extend(violations(&open, "events").await);
    open.go(&format!("#/event/{event}"), NAME).await;
    open.press("Someone may be at risk").await;
    open.sees("Ring the safeguarding lead: Ada Example, 020 7946 0000").await;
    open.sees("In danger now? Ring 999.").await;
    found.extend(violations(&open, "an event").await);
    open.go(&format!("#/event/{event}/stall"), NAME).await;
    touch(&open, By::Css("[data-topic='food']")).await;
    touch(&open, By::Css("[data-topic='food']")).await;
    press(&open, "Referred").await;
    all_stored(&open, 2).await;
    found.extend(violations(&open, "the stall").await);
    // The page is loaded anew: the conversation is still in hand. The last thing is taken back, then the conversation.
    open.reload().await;
    open.find(By::XPath("//button[@aria-pressed='true' and normalize-space(.)='Referred']")).await;
    press(&open, "Undo").await;
    press(&open, "Undo").await;
    all_stored(&open, 1).await;
    // An hour later: it was carers, and somebody was signposted.
    press(&open, "More").await;
    open.press("Food: Talked × 1").await;
    let topic = open.find(By::Css("main details[open] select")).await;
    topic.find(By::XPath("option[normalize-space(.)='Carers']")).await.unwrap().click().await.unwrap();
    open.sees("Carers: Talked × 1").await;
    // 50 people were not reached; the screen was left meanwhile.
    touch(&open, By::XPath("(//main//button[normalize-space(.)='+50'])[2]")).await;
    open.sees("50 people reached").await;
    open.go(&format!("#/event/{event}"), NAME).await;
    open.go(&format!("#/event/{event}/stall"), NAME).await;
    press(&open, "More").await;
    open.press("Ages, languages, areas, leaflets, people reached").await;
    press(&open, "−50").await;
    open.sees("0 people reached").await;
    press(&open, "Undo").await;
    open.sees("50 people reached").await;
    press(&open, "−50").await;
    open.sees("0 people reached").await;
    found.extend(violations(&open, "the stall, more").await);
    // In Spanish.
    press(&open, "Español").await;
    open.sees("Vacunas").await;
    open.sees("Alguien puede estar en peligro").await;
    open.sees("conversaciones").await;
    press(&open, "Más").await;
    open.sees("Cuidadores: Hablamos × 1").await;
    press(&open, "English").await;
    open.sees("Vaccination").await;
    // A note, then the phone goes to somebody else.
    press(&open, "They said").await;
    open.type_into("told-words", "No one rang back").await;
    open.reload().await;
    open.sees("conversations").await;
    press(&open, "They said").await;
    assert_eq!(open.value("told-words").await, "No one rang back", "what was typed survives");
    found.extend(violations(&open, "the stall, what they said").await);
    press(&open, "Keep this").await;
    open.sees("Noted on this phone").await;
    // What was said to be about nobody holds for those very words only; the rest is taken out as it was typed.
    open.type_into("told-words", "The council is 020 7525 5000").await;
    press(&open, "It is not about a resident").await;
    open.sees("It will be kept as you typed it.").await;
    open.type_over("told-words", "Amina, SE15,  4QL. 2 kids, 07700 900123 - 3 May 1961").await;
    press(&open, "Keep this").await;
    open.sees("This may show who said it.").await;
    found.extend(violations(&open, "the stall, holding a note back").await);
    press(&open, "Take these out").await;
    open.sees_no("looks like").await;
    assert_eq!(open.value("told-words").await, "Amina, …. 2 kids, … - …");
    // Half typed, it goes behind the PIN with the notes.
    press(&open, "More").await;
    open.type_into("stall-language", "Amina 07700 900123").await;
    let add = "//*[@id='stall-language']/following::button[normalize-space(.)='Count'][1]";
    open.click(By::XPath(add)).await;
    open.sees("We do not know a language of that name.").await;
    open.type_over("stall-language", "yoruba").await;
    open.click(By::XPath(add)).await;
    open.sees("Yoruba 1").await;
    open.type_into("stall-pin", "2468").await;
    press(&open, "Hand over").await;
    open.sees("Handed over. The counts go on.").await;
    press(&open, "They said").await;
    open.sees("1 note from before the phone was handed over is hidden.").await;
    assert_eq!(open.value("told-words").await, "");
    assert!(!open.text().await.contains("No one rang back"));
    // The next person has a PIN of their own, which opens theirs alone.
    open.type_into("told-words", "Doors were shut").await;
    press(&open, "Keep this").await;
    open.sees("Noted on this phone").await;
    press(&open, "More").await;
    open.type_into("stall-hand", "Cleo").await;
    open.type_into("stall-pin", "1357").await;
    press(&open, "Hand over").await;
    open.sees("Handed over. The counts go on.").await;
    press(&open, "They said").await;
    open.sees("2 notes from before the phone was handed over are hidden.").await;
    open.type_into("pin", "2468").await;
    press(&open, "Show them").await;
    open.sees("That is not the PIN").await;
    open.type_over("pin", "1357").await;
    press(&open, "Show them").await;
    open.sees("Doors were shut").await;
    let text = open.text().await;
    assert!(!text.contains("No one rang back") && !text.contains("2 kids"), "{text}");
    found.extend(violations(&open, "the stall, asking for a PIN").await);
    open.type_into("pin", "2468").await;
    press(&open, "Show them").await;
    open.sees("No one rang back").await;
    press(&open, "Go on writing it").await;
    assert_eq!(open.value("told-words").await, "Amina, …. 2 kids, … - …");
    open.go(&format!("#/event/{event}/close"), "Close and hand over").await;
    open.sees("2 notes from before the phone was handed over stay on this phone.").await;
    open.sees("Forgotten the PIN? Nobody can open these notes without it.").await;
    open.sees("Yoruba").await;
    // Its owner chooses by sight; what was hard is looked at as the notes are.
    open.choose("pin-whose", "Person 1, who gave no name").await;
    open.type_into("pin", "2468").await;
    open.press("Show them").await;
    open.sees("No one rang back").await;
    assert!(!open.text().await.contains("Doors were shut"));
    open.sees("1 note from before the phone was handed over stays on this phone.").await;
    open.type_into("close-hard", "Jo on 07700 900123 shouted").await;
    open.press("Close the event").await;
    open.sees("This may show who it was.").await;
    open.press("Take these out").await;
    open.press("Close the event").await;
    open.sees("Jo on … shouted").await;
    open.script("document.querySelectorAll('.nhsuk-checkboxes__input').forEach(box => box.click())", Vec::new()).await;
    open.press("Close the event").await;
    open.sees("Everything counted here is ready to hand over.").await;
    open.go("#/exchange", "Exchange").await;
    open.sees("A note from before the phone was handed over, not shown here").await;
    open.sees("stays on this phone, because the person who made it has not said that it may go.").await;
    let text = open.text().await;
    assert!(!text.contains("No one rang back") && !text.contains("Doors were shut"), "{text}");
    open.go(&format!("#/event/{event}/close"), "Close and hand over").await;
    found.extend(violations(&open, "closing").await);
    // A new event that ends before it begins.
    open.go("#/events/new", "Plan an event").await;
    open.type_into("event-name", "Night market").await;
    let set = "for (const [id, value] of arguments[0]) { const e = document.getElementById(id); e.value = value; e.dispatchEvent(new Event('input', { bubbles: true })); }";
    let wrong = json!([["event-starts", "2027-06-20T22:30"], ["event-ends", "2027-06-20T01:00"]]);
    open.script(set, vec![wrong]).await;
    open.press("Save this event").await;
    open.sees("The event ends before it begins.").await;
    found.extend(violations(&open, "a new event").await);
    // The wrong year, then three days, which may be meant.
    open.script(set, vec![json!([["event-ends", "2028-06-20T23:30"]])]).await;
    open.press("Save this event").await;
    open.sees("Is the year right?").await;
    open.script(set, vec![json!([["event-ends", "2027-06-23T17:00"]])]).await;
    open.press("Save this event").await;
    open.sees("The event lasts 3 days. Check").await;
    open.script(set, vec![json!([["event-ends", "2027-06-21T01:00"]])]).await;
    open.press("Save this event").await;
    open.sees("This event is not ready").await;
    open.sees("Name the safeguarding lead.").await;
    open.sees("20 June 2027, 22:30").await;
    open.has_not_stopped().await;
    open.close().await;
    assert!(found.is_empty(), "axe finds\n{}", found.join("\n"));
}

/// The browser's database refuses writing from now on, as a full one does.
const FULL: &str = "window.isFull = false;
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
        if (window.isFull) throw new DOMException('full', 'QuotaExceededError');
        return put.apply(this, given);
    };";

#[tokio::test]
async fn a_full_storage_at_the_stall() {
    let world = World::new();
    let browser = Browser::meddled(&world, "ambassador", FULL).await;
    begin_with_sample(&browser, true).await;
    browser.go("#/events", "Events").await;
    let link = browser.find(By::Css("a.gt-list__link[href^='#/event/'], a.gt-at__count")).await;
    let address = link.prop("href").await.unwrap().unwrap();
    let id = address.split("#/event/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    browser.script("location.hash = arguments[0]", vec![json!(format!("#/event/{id}/stall"))]).await;
    browser.find(By::Css("[data-topic]")).await;
    let before = stored(&browser).await;
    let tap = "document.querySelector('[data-topic]').click()";
    browser.script(tap, Vec::new()).await;
    all_stored(&browser, before + 1).await;
    browser.script("window.isFull = true", Vec::new()).await;
    for _ in 0..5 {
        browser.script(tap, Vec::new()).await;
    }
    // It goes on in memory, says so, and offers the file, which holds all of them.
    browser.sees("Save a file").await;
    all_stored(&browser, before + 6).await;
    browser.press("Save a file").await;
    let file = std::fs::read_to_string(browser.downloaded_as("golden-thread-backup").await).unwrap();
    assert_eq!(file.matches("\"kind\":\"encounter\"").count() as u64, before + 6);
    // There is room again: everything goes in, once, with the next tap.
    browser.script("window.isFull = false", Vec::new()).await;
    tokio::time::sleep(Duration::from_secs(11)).await;
    browser.script(tap, Vec::new()).await;
    all_stored(&browser, before + 7).await;
    browser.sees_no("Save a file").await;
    browser.reload().await;
    browser.find(By::Css("[data-topic]")).await;
    all_stored(&browser, before + 7).await;
    browser.close().await;
}
