//! Working with the server really stopped, and taking in a new version of the app without losing a word.

use super::browser::Browser;
use super::people::*;
use super::world::World;

#[tokio::test]
async fn offline() {
    let mut world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, false).await;
    browser.sees("Ready to work without a connection").await;
    browser.go("#/plan", "sample").await;
    browser.sees("54 of 54 actions.").await;
    world.server.stop();
    browser.reload().await;
    browser.sees("54 of 54 actions.").await;
    // Every screen is there, also those that were never opened.
    for (screen, heading) in SCREENS {
        browser.go(screen, heading).await;
    }
    let address = format!("{}#/action/0190a6f2-7c1e-7abc-8def-0123456789ab", world.server.address());
    browser.driver.goto("about:blank").await.unwrap();
    browser.driver.goto(address).await.unwrap();
    browser.sees("This is not on this device").await;
    browser.close().await;
}

/// The screens that have an address of their own, with what their headings say in the sample.
pub const SCREENS: [(&str, &str); 7] = [
    ("#/", "Today"),
    ("#/plan", "sample"),
    ("#/exchange", "Exchange"),
    ("#/exchange/bring-in", "Bring in a report"),
    ("#/exchange/put-in", "Put in for someone"),
    ("#/papers", "Papers"),
    ("#/device", "device"),
];

#[tokio::test]
async fn update() {
    let (mut world, copy) = World::with_a_copy();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, true).await;
    browser.sees("Ready to work without a connection").await;
    // The next build, as far as the browser can tell.
    world.server.stop();
    let worker = std::fs::read_to_string(copy.join("sw.js")).unwrap();
    let next = worker.replacen("const BUILD = \"", "const BUILD = \"next", 1);
    assert_ne!(worker, next, "the service worker names its build");
    std::fs::write(copy.join("sw.js"), next).unwrap();
    for packed in ["sw.js.br", "sw.js.gz"] {
        let _ = std::fs::remove_file(copy.join(packed));
    }
    world.server.start();
    browser.reload().await;
    browser.sees("An update is ready").await;
    let action = find_action(&browser, "maternity partnership").await;
    browser.go(&draft_of(&action), "maternity partnership").await;
    let words = "Half a sentence about the";
    browser.type_into("narrative", words).await;
    browser.press("Switch to it now").await;
    browser.sees_no("An update is ready").await;
    browser.sees("What has happened?").await;
    assert_eq!(browser.value("narrative").await, words);
    let caches = browser.script("return caches.keys()", Vec::new()).await;
    assert!(caches.to_string().contains("golden-thread-next"), "the new build is the one in use: {caches}");
    browser.close().await;
}
