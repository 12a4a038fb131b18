//! Two windows of one profile show the same thing.

use super::browser::Browser;
use super::people::*;
use super::world::World;

#[tokio::test]
async fn two_windows() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, false).await;
    let title = "maternity partnership";
    let action = find_action(&browser, title).await;
    browser.go(&action, title).await;
    let first = browser.driver.window().await.unwrap();
    let second = browser.driver.new_tab().await.unwrap();
    browser.driver.switch_to_window(second).await.unwrap();
    browser.driver.goto(format!("{}{action}", world.server.address())).await.unwrap();
    browser.sees("Who changed what, when").await;
    change_timescale(&browser, &action, title, "by October 2031").await;
    browser.driver.switch_to_window(first).await.unwrap();
    browser.sees("by October 2031").await;
    // And back: the first window writes on top of what it has just learned.
    change_timescale(&browser, &action, title, "by winter 2032").await;
    let windows = browser.driver.windows().await.unwrap();
    browser.driver.switch_to_window(windows[1].clone()).await.unwrap();
    browser.sees("by winter 2032").await;
    let text = browser.text().await;
    assert!(!text.contains("Two versions"), "one after the other is no conflict:\n{text}");
    browser.close().await;
}
