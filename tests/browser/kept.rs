//! What the office does with a plan and with what comes in beyond a single fact: rows dragged to another place, and an update used
//! with any of its fields changed.

use super::browser::{Browser, moment};
use super::device::Device;
use super::people::*;
use super::world::World;
use golden_thread::domain::{Update, fields as f, kind};
use serde_json::json;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// The titles under an aim, as they stand.
async fn titles(browser: &Browser, aim: usize) -> Vec<String> {
    let look = "const aim = document.querySelectorAll('.gt-thread__item--aim')[arguments[0]];
        return [...aim.querySelectorAll('.gt-thread__item--action > .gt-thread__title')].map(t => t.textContent)";
    serde_json::from_value(browser.script(look, vec![json!(aim)]).await).unwrap()
}

/// Drags the handle of the `from`th action of the page to the upper part of the `to`th one.
async fn drag(browser: &Browser, from: usize, to: usize) {
    let scroll = "const rows = document.querySelectorAll('.gt-thread__item--action');
        rows[arguments[0]].scrollIntoView({ block: 'center' })";
    browser.script(scroll, vec![json!(from.min(to))]).await;
    let handles = browser.driver.find_all(By::Css(".gt-thread__item--action .gt-handle")).await.unwrap();
    let rows = browser.driver.find_all(By::Css(".gt-thread__item--action > .gt-thread__title")).await.unwrap();
    let chain = browser.driver.action_chain().move_to_element_center(&handles[from]).click_and_hold();
    chain.move_to_element_center(&rows[to]).move_by_offset(0, 2).release().perform().await.unwrap();
}

#[tokio::test]
async fn a_row_is_dragged_to_another_place_and_taken_back() {
    let world = World::new();
    let browser = Browser::new(&world, "office").await;
    begin_with_sample(&browser, false).await;
    browser.go("#/plan", "Southwark").await;
    browser.press("Edit the plan").await;
    browser.find(By::Css(".gt-thread__item--action .gt-handle")).await;
    let before = titles(&browser, 0).await;
    assert!(before.len() > 1, "{before:?}");
    drag(&browser, 1, 0).await;
    browser.sees("Moved.").await;
    let wanted: Vec<String> = [1, 0].into_iter().chain(2..before.len()).map(|n| before[n].clone()).collect();
    let begun = Instant::now();
    while titles(&browser, 0).await != wanted {
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", titles(&browser, 0).await);
        moment().await;
    }
    browser.press("Undo").await;
    let begun = Instant::now();
    while titles(&browser, 0).await != before {
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", titles(&browser, 0).await);
        moment().await;
    }
    browser.has_not_stopped().await;
    browser.close().await;
}

#[tokio::test]
async fn an_update_is_used_with_any_of_its_fields_changed_and_found_again() {
    let world = World::new();
    let mut office = Device::new("Mara Winter", true);
    let actions = office.plan(2);
    let mut rep = Device::new("Ben Okafor", false);
    rep.open(&office.make_issue()).unwrap();
    let update = rep.update(actions[0], "Two hubs are open.");
    rep.type_in(update, kind::UPDATE, f::NEXT_STEPS, "A thrid hub.");
    rep.type_in(update, kind::UPDATE, f::EVIDENCE, "https://example.org/minutes");
    let (_, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    let file = world.file("office.thread.json", backup_of(&office));
    assert_eq!(Update(rep.state.ledger.records().get(update).unwrap()).evidence(), "https://example.org/minutes");

    let browser = Browser::new(&world, "office").await;
    browser.sees("Which of these are you?").await;
    browser.press("The partnership manager").await;
    browser.type_into("name", "Mara Winter").await;
    browser.open_file("last-file", &file).await;
    browser.sees("waiting for you to look at").await;
    browser.script("location.hash = '#/exchange/review'", Vec::new()).await;
    browser.sees("A thrid hub.").await;
    browser.press("Use with changes").await;
    assert_eq!(browser.value("item-0-update-next-steps").await, "A thrid hub.");
    browser.type_over("item-0-update-evidence", "minutes").await;
    browser.press("Finish this review").await;
    browser.sees("Enter the whole address of a web page").await;
    browser.type_over("item-0-update-evidence", "www.example.org/minutes-2").await;
    browser.type_over("item-0-update-next-steps", "A third hub.").await;
    browser.press("Finish this review").await;
    browser.sees("1 used with changes").await;
    // Whoever takes it back finds what they chose and typed.
    browser.press("Take this review back").await;
    browser.sees("A thrid hub.").await;
    assert_eq!(browser.value("item-0-update-next-steps").await, "A third hub.");
    browser.press("Finish this review").await;
    browser.sees("1 used with changes").await;
    browser.go(&format!("#/action/{}", actions[0]), "").await;
    browser.sees("A third hub.").await;
    browser.sees("Ben Okafor").await;
    let link = browser.find(By::Css("a.gt-address")).await;
    assert_eq!(link.attr("href").await.unwrap().as_deref(), Some("https://www.example.org/minutes-2"));
    browser.has_not_stopped().await;
    browser.close().await;
}
