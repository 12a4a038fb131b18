//! Nothing typed is lost: not when the browser's process is killed, not when the tab is closed at once.

use super::browser::Browser;
use super::people::*;
use super::world::World;
use serde_json::json;
use std::time::Duration;
use thirtyfour::prelude::*;

const KILLED: &str = "Eighty characters of an update that nobody has saved, sent or even read so far..";
const CLOSED: &str = " And then the tab was closed without waiting for anything at all.";

#[tokio::test]
async fn nothing_typed_is_lost() {
    assert_eq!(KILLED.len(), 80);
    let world = World::new();
    let browser = Browser::new(&world, "writer").await;
    begin_with_sample(&browser, true).await;
    let action = find_action(&browser, "maternity partnership").await;
    browser.go(&draft_of(&action), "maternity partnership").await;
    browser.type_into("narrative", KILLED).await;
    tokio::time::sleep(Duration::from_millis(2500)).await;
    browser.kill();
    drop(browser);

    let browser = Browser::new(&world, "writer").await;
    browser.sees("Your drafts").await;
    browser.go(&draft_of(&action), "maternity partnership").await;
    assert_eq!(browser.value("narrative").await, KILLED);

    let first = browser.driver.window().await.unwrap();
    let second = browser.driver.new_tab().await.unwrap();
    browser.type_into("narrative", CLOSED).await;
    browser.driver.close_window().await.unwrap();
    browser.driver.switch_to_window(second).await.unwrap();
    drop(first);
    browser.driver.goto(world.server.address()).await.unwrap();
    browser.sees("Your drafts").await;
    browser.go(&draft_of(&action), "maternity partnership").await;
    assert_eq!(browser.value("narrative").await, format!("{KILLED}{CLOSED}"));
    browser.close().await;
}

/// "No change" is one tap beside a box with words in it: the words stay.
#[tokio::test]
async fn no_change_keeps_the_words() {
    let world = World::new();
    let browser = Browser::new(&world, "writer").await;
    begin_with_sample(&browser, true).await;
    let title = "maternity partnership";
    let action = find_action(&browser, title).await;
    browser.go(&draft_of(&action), title).await;
    browser.type_into("narrative", KILLED).await;
    browser.press("No change since last time").await;
    browser.sees("The words you had begun are still here, as a draft").await;
    browser.reload().await;
    browser.sees(title).await;
    browser.go("#/", "Today").await;
    browser.sees("Your drafts").await;
    browser.go(&draft_of(&action), title).await;
    assert_eq!(browser.value("narrative").await, KILLED);
    browser.press("Ready to send").await;
    browser.sees("Saved. It goes with your next file to send").await;
    browser.sees(KILLED).await;
    browser.sees("No change since last time").await;
    assert!(browser.rows("drafts").await.is_empty());
    browser.close().await;
}

/// Whoever goes to another page in the same moment finds the draft where drafts are listed.
#[tokio::test]
async fn a_page_left_at_once() {
    let world = World::new();
    let browser = Browser::new(&world, "writer").await;
    begin_with_sample(&browser, true).await;
    let title = "maternity partnership";
    let action = find_action(&browser, title).await;
    browser.go(&draft_of(&action), title).await;
    browser.find(By::Id("narrative")).await;
    let type_and_leave = "const field = document.getElementById('narrative');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        location.hash = '#/';";
    browser.script(type_and_leave, vec![json!(KILLED)]).await;
    browser.sees("Your drafts").await;
    assert!(browser.rows("drafts").await.join("\n").contains(KILLED), "the database has it too");
    browser.close().await;
}

/// A rating chosen beside "No change" is the one that is kept and sent.
#[tokio::test]
async fn no_change_keeps_the_rating_that_was_chosen() {
    let world = World::new();
    let browser = Browser::new(&world, "writer").await;
    begin_with_sample(&browser, true).await;
    let title = "maternity partnership";
    let action = find_action(&browser, title).await;
    let newest = "return document.querySelector('.gt-timeline .gt-rating').innerText.trim()";
    browser.go(&action, title).await;
    let was = browser.script(newest, Vec::new()).await;
    browser.go(&draft_of(&action), title).await;
    let words = "return [...document.querySelectorAll('#draft-rating option')].map(o => o.innerText.trim())";
    let words: Vec<String> = serde_json::from_value(browser.script(words, Vec::new()).await).unwrap();
    let other = words.iter().skip(1).find(|word| json!(word) != was).unwrap();
    browser.choose("draft-rating", other).await;
    browser.press("No change since last time").await;
    browser.sees("Saved: no change since last time.").await;
    assert_eq!(browser.script(newest, Vec::new()).await, json!(other));
    // Said once more, in one tap and with nothing chosen, it is the same again.
    browser.go(&draft_of(&action), title).await;
    browser.press("No change since last time").await;
    browser.sees("Saved: no change since last time.").await;
    let all =
        "return [...document.querySelectorAll('.gt-timeline .gt-rating')].slice(0, 2).map(r => r.innerText.trim())";
    assert_eq!(browser.script(all, Vec::new()).await, json!([other, other]));
    browser.close().await;
}
