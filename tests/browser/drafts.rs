//! Nothing typed is lost: not when the browser's process is killed, not when the tab is closed at once.

use super::browser::Browser;
use super::people::*;
use super::world::World;
use std::time::Duration;

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
