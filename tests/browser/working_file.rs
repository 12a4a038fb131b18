//! The office's working file: every save writes it, also after the app was opened anew, and what somebody
//! else has put into it is never written over. The browser's picker is stood in for by a file of the page's own
//! file system, which behaves like any other.

use super::browser::{Browser, moment};
use super::people::*;
use super::world::World;
use serde_json::json;
use std::time::{Duration, Instant};

const TITLE: &str = "Sketch out a midwives' circle";

pub(super) const PICKER: &str = "window.showSaveFilePicker = async () =>
    (await navigator.storage.getDirectory()).getFileHandle('team.thread.json', { create: true });";

const READ: &str = "return (async () => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle('team.thread.json', { create: true })).getFile()).text();
})()";

const WRITE: &str = "return (async text => {
    const folder = await navigator.storage.getDirectory();
    const stream = await (await folder.getFileHandle('team.thread.json')).createWritable();
    await stream.write(text);
    await stream.close();
})(arguments[0])";

/// Waits until the file holds these words.
pub(super) async fn holds(browser: &Browser, words: &str) -> String {
    let begun = Instant::now();
    loop {
        let text = browser.script(READ, Vec::new()).await.as_str().unwrap_or_default().to_owned();
        if text.contains(words) {
            return text;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "the working file lacks “{words}”");
        moment().await;
    }
}

#[tokio::test]
async fn working_file() {
    let world = World::new();
    let browser = Browser::meddled(&world, "office", PICKER).await;
    begin_as_manager(&browser).await;
    browser.go("#/device", "device").await;
    browser.press("Choose a new file").await;
    browser.sees("Every save also writes team.thread.json. It was last written at").await;
    holds(&browser, "Mara Winter").await;
    let action = find_action(&browser, "midwives").await;
    change_timescale(&browser, &action, TITLE, "by March 2031").await;
    let first = holds(&browser, "by March 2031").await;

    // The browser remembers the file.
    browser.reload().await;
    browser.sees("Saved on this device only").await;
    change_timescale(&browser, &action, TITLE, "by April 2032").await;
    holds(&browser, "by April 2032").await;

    // Somebody else puts an older copy there: it stays until a person has had it combined.
    browser.script(WRITE, vec![json!(first)]).await;
    change_timescale(&browser, &action, TITLE, "by May 2033").await;
    browser.go("#/device", "device").await;
    browser.sees("Somebody else has written team.thread.json").await;
    assert_eq!(browser.script(READ, Vec::new()).await, json!(first));
    browser.press("Combine what is in it, then go on").await;
    browser.sees("It was last written at").await;
    holds(&browser, "by May 2033").await;

    // What cannot be read is left alone too.
    browser.script(WRITE, vec![json!("a shopping list")]).await;
    change_timescale(&browser, &action, TITLE, "by June 2034").await;
    browser.go("#/device", "device").await;
    browser.sees("Somebody else has written team.thread.json").await;
    browser.press("Combine what is in it, then go on").await;
    browser.sees("cannot be read, so it is left as it is").await;
    assert_eq!(browser.script(READ, Vec::new()).await, json!("a shopping list"));
    browser.press("Write no more to this file").await;
    browser.sees("Choose a new file").await;
    browser.close().await;
}
