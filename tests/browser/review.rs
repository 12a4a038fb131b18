//! Everything that waits, looked at together: fifty returns of ten changes each, with the keyboard alone.

use super::browser::{Browser, moment};
use super::device::Device;
use super::people::backup_of;
use super::speed::{WATCH, now, print};
use super::world::World;
use serde_json::Value;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

const SENDERS: usize = 50;

/// A backup of an office where fifty returns wait: of each sender eight updates and two timescales.
fn office_with_returns() -> String {
    let mut office = Device::new("Mara Winter", true);
    let actions = office.plan(2 * SENDERS);
    let issue = office.make_issue();
    for sender in 0..SENDERS {
        let mut rep = Device::new(&format!("Sender {sender}"), false);
        rep.open(&issue).unwrap();
        let own = [actions[2 * sender], actions[2 * sender + 1]];
        for n in 0..8 {
            rep.update(own[n % 2], &format!("Update {n} of sender {sender} reached 310 people."));
        }
        own.iter().for_each(|action| rep.when(*action, &format!("by March 20{}", 30 + sender % 40)));
        let (_, text) = rep.make_return().unwrap();
        office.open(&text).unwrap();
    }
    backup_of(&office)
}

/// Presses a key where the focus is.
async fn key(browser: &Browser, keys: impl Into<TypingData>) {
    browser.driver.action_chain().send_keys(keys).perform().await.unwrap();
}

/// What has the focus: its name (of a radio button its group), its value, and its text.
async fn focused(browser: &Browser) -> (String, String, String) {
    let look = "const e = document.activeElement; return [e.name || e.id || '', e.value || '', e === document.body ? '' : e.innerText]";
    let found: Value = browser.script(look, Vec::new()).await;
    serde_json::from_value(found).unwrap()
}

#[tokio::test]
async fn fifty_returns_by_keyboard() {
    let world = World::new();
    let file = world.file("office.thread.json", office_with_returns());
    let browser = Browser::meddled(&world, "office", WATCH).await;
    browser.sees("Which of these are you?").await;
    browser.press("The partnership manager").await;
    browser.type_into("name", "Mara Winter").await;
    browser.open_file("last-file", &file).await;
    browser.sees("50 files waiting for you to look at").await;
    browser.go("#/exchange/inbox", "Inbox").await;
    browser.sees("Look at all 50 files together").await;
    // From here on nothing but keys.
    let begun = Instant::now();
    while !focused(&browser).await.2.contains("Look at all 50 files together") {
        key(&browser, Key::Tab).await;
        assert!(begun.elapsed() < Duration::from_secs(20), "Tab does not lead to the link");
    }
    let since = now(&browser).await;
    key(&browser, Key::Enter).await;
    browser.sees("There are 500 things to decide.").await;
    let count = "return document.querySelectorAll('fieldset.gt-decide').length";
    while browser.script(count, Vec::new()).await != 500 {
        assert!(begun.elapsed() < Duration::from_secs(60), "500 pieces are not drawn");
        moment().await;
    }
    print(&browser, "500 pieces to review", since).await;
    let mut seen: Vec<String> = Vec::new();
    let begun = Instant::now();
    while seen.len() < 500 {
        key(&browser, Key::Tab).await;
        let (name, ..) = focused(&browser).await;
        assert!(begun.elapsed() < Duration::from_secs(1200), "{} pieces after twenty minutes", seen.len());
        if !name.starts_with("item-") || seen.contains(&name) {
            continue;
        }
        seen.push(name);
        if seen.len().is_multiple_of(10) {
            while focused(&browser).await.1 != "not" {
                key(&browser, Key::Right).await;
            }
            key(&browser, Key::Tab).await;
            key(&browser, "It was said elsewhere already.").await;
        }
    }
    println!("500 pieces gone through by keyboard in {} s", begun.elapsed().as_secs());
    let since = now(&browser).await;
    browser
        .driver
        .action_chain()
        .key_down(Key::Control)
        .send_keys(Key::Enter)
        .key_up(Key::Control)
        .perform()
        .await
        .unwrap();
    browser.sees("This review is saved").await;
    browser.sees("450 used, 50 not used").await;
    print(&browser, "finishing the review of 50 files", since).await;
    browser.go("#/exchange/inbox", "Inbox").await;
    browser.sees("Nothing is waiting for you.").await;
    browser.has_not_stopped().await;
    browser.close().await;
}
