//! The main things in Firefox too: a first visit, words that are kept, working with the server stopped, a file to
//! send, and a killed browser.

use super::browser::Browser;
use super::people::*;
use super::world::World;

const TITLE: &str = "maternity partnership";
const WORDS: &str = "Twelve midwives have met since March 2026.";
const HALF: &str = "And half a sentence that";

#[tokio::test]
async fn firefox() {
    let mut world = World::new();
    let browser = Browser::firefox(&world, "visitor").await;
    browser.arrive().await;
    begin_with_sample(&browser, true).await;
    browser.sees("Ready to work without a connection").await;
    world.server.stop();
    // (The driver's own way of loading anew goes past the service worker.)
    browser.driver.goto("about:blank").await.unwrap();
    browser.arrive().await;
    browser.sees("Your actions").await;
    let action = find_action(&browser, TITLE).await;
    write_update(&browser, &action, TITLE, WORDS).await;
    browser.go("#/exchange", "Exchange").await;
    browser.press("Save the file to send").await;
    browser.sees("exported, not yet confirmed received").await;
    let file = std::fs::read(browser.downloaded("return-1.thread.json").await).unwrap();
    let read = golden_thread::bundle::read(&file).expect("a file to send");
    assert!(read.set_aside.is_empty());
    browser.go(&draft_of(&action), TITLE).await;
    browser.type_into("narrative", HALF).await;
    browser.sees("Saved on this device at").await;
    browser.kill();
    drop(browser);

    let browser = Browser::firefox(&world, "visitor").await;
    browser.arrive().await;
    browser.sees("Your drafts").await;
    browser.go(&action, TITLE).await;
    browser.sees(WORDS).await;
    browser.go(&draft_of(&action), TITLE).await;
    assert_eq!(browser.value("narrative").await, HALF);
    browser.close().await;
}
