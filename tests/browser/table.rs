//! The plan as a table, used by keyboard alone as a spreadsheet is: trusted keys, one stop for Tab, and the keyboard never lost.

use super::browser::{Browser, moment};
use super::people::*;
use super::world::World;
use serde_json::json;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// Presses keys in what has the focus.
async fn keys(browser: &Browser, keys: impl AsRef<str>) {
    browser.driver.active_element().await.unwrap().send_keys(keys.as_ref()).await.unwrap();
}

/// Waits until the keyboard is in a cell of this column that says these words.
async fn is_at(browser: &Browser, column: &str, words: &str) {
    let here = "const e = document.activeElement;
        return e.hasAttribute('data-cell') && e.id.endsWith('-' + arguments[0]) && e.textContent.includes(arguments[1])";
    let begun = Instant::now();
    while browser.script(here, vec![json!(column), json!(words)]).await != json!(true) {
        let at = browser
            .script("const e = document.activeElement; return [e.id, e.textContent.slice(0, 80)]", Vec::new())
            .await;
        assert!(begun.elapsed() < Duration::from_secs(15), "the keyboard is not at {column}, {words}, but at {at}");
        moment().await;
    }
}

/// Waits until a field of this id has the focus and says this.
async fn is_in(browser: &Browser, id: &str, value: &str) {
    let here = "const e = document.activeElement; return e.id === arguments[0] && e.value === arguments[1]";
    let begun = Instant::now();
    while browser.script(here, vec![json!(id), json!(value)]).await != json!(true) {
        assert!(begun.elapsed() < Duration::from_secs(15), "{id} does not say {value}:\n{}", browser.text().await);
        moment().await;
    }
}

const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const ESCAPE: &str = "\u{e00c}";
const F2: &str = "\u{e032}";
const LEFT: &str = "\u{e012}";
const UP: &str = "\u{e013}";
const RIGHT: &str = "\u{e014}";
const DOWN: &str = "\u{e015}";

#[tokio::test]
async fn the_table_is_used_by_keyboard_as_a_spreadsheet() {
    let world = World::new();
    let browser = Browser::new(&world, "office").await;
    begin_with_sample(&browser, false).await;
    browser.go("#/plan/table?columns=title,number,owner,rating", "The plan as a table").await;
    browser.sees("53 of 53 actions.").await;
    let stops = "const stops = [...document.querySelectorAll('[data-cell][tabindex=\"0\"]')]; stops[0].focus(); return stops.length";
    assert_eq!(browser.script(stops, Vec::new()).await, json!(1), "Tab stops once");
    let (first, second) = ("Find out why some mothers", "Plan a maternity partnership and get it started");
    is_at(&browser, "title", first).await;
    // F2 begins with what stands there, and Escape leaves it.
    keys(&browser, DOWN).await;
    is_at(&browser, "title", second).await;
    keys(&browser, F2).await;
    is_in(&browser, "action-title", second).await;
    keys(&browser, format!(" at once{ESCAPE}")).await;
    is_at(&browser, "title", second).await;
    // A letter begins anew; Enter saves and goes down.
    keys(&browser, "W").await;
    is_in(&browser, "action-title", "W").await;
    keys(&browser, format!("alks for all{ENTER}")).await;
    browser.sees("Saved. It goes out with your next plan file.").await;
    keys(&browser, UP).await;
    is_at(&browser, "title", "Walks for all").await;
    // Tab saves and goes on.
    keys(&browser, RIGHT).await;
    keys(&browser, "9").await;
    is_in(&browser, "action-number", "9").await;
    keys(&browser, format!(".9{TAB}")).await;
    is_at(&browser, "owner", "Public Health").await;
    keys(&browser, LEFT).await;
    is_at(&browser, "number", "9.9").await;
    // Undo, without leaving the table.
    let undo = browser.driver.action_chain().key_down(Key::Control).send_keys("z").key_up(Key::Control);
    undo.perform().await.unwrap();
    browser.sees("Taken back.").await;
    is_at(&browser, "number", "").await;
    assert!(!browser.text().await.contains("9.9"));
    // Who owns it must be known; what is typed stays.
    keys(&browser, RIGHT).await;
    keys(&browser, "N").await;
    is_in(&browser, "action-owner", "N").await;
    keys(&browser, format!("obody at all{ENTER}")).await;
    browser.sees("has no organisation called “Nobody at all”").await;
    is_in(&browser, "action-owner", "Nobody at all").await;
    keys(&browser, ESCAPE).await;
    is_at(&browser, "owner", "Public Health").await;
    // A table pasted into a cell is refused in words, and brought in where papers are.
    let paste = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
    browser.script(paste, vec![json!("1.1\tWalks\tLeisure Services\n1.2\tTalks\tPublic Health\n")]).await;
    browser.sees("One cell takes one value, and this is a table of 2 rows. Nothing was changed.").await;
    keys(&browser, ESCAPE).await;
    is_at(&browser, "owner", "Public Health").await;
    // A press on a heading sorts; the address keeps it over a reload.
    let control_home = browser.driver.action_chain().key_down(Key::Control).send_keys(Key::Home).key_up(Key::Control);
    control_home.perform().await.unwrap();
    is_at(&browser, "title", "Title").await;
    keys(&browser, ENTER).await;
    let sorted = "return [document.querySelector('th[aria-sort=ascending]')?.textContent, location.hash]";
    let now = browser.script(sorted, Vec::new()).await;
    assert!(now[0].as_str().unwrap().starts_with("Title"), "{now}");
    assert!(now[1].as_str().unwrap().contains("sort=title"), "{now}");
    browser.reload().await;
    browser.sees("53 of 53 actions.").await;
    assert_eq!(browser.script(sorted, Vec::new()).await, now);
    browser.has_not_stopped().await;
    browser.close().await;
}
