//! Sent means sent: what is booked follows what is known to have happened to a file.

use super::browser::Browser;
use super::people::*;
use super::world::World;
use serde_json::json;

const TITLE: &str = "maternity partnership";
const KEPT: &str = "Twelve midwives have met since March 2026.";

/// A share sheet that keeps what it was handed, is closed by the person, or refuses.
const SHARE: &str = "window.shared = [];
    Object.defineProperty(navigator, 'canShare', { value: data => !!(data && data.files && data.files.length) });
    Object.defineProperty(navigator, 'share', { value: async data => {
        if (window.name) throw new DOMException('closed', window.name);
        for (const file of data.files) shared.push([file.name, file.type, await file.text()]);
    } });";

/// A phone's home screen, where links to downloads do nothing.
const HOME: &str = "Object.defineProperty(navigator, 'standalone', { value: true });
    window.clicked = 0;
    HTMLAnchorElement.prototype.click = function () { if (this.download) window.clicked++; };";

/// How many rows of files that were made say that they have not left.
async fn unsent(browser: &Browser) -> usize {
    browser.rows("sent").await.iter().filter(|row| row.contains("\"unsent\":true")).count()
}

async fn with_an_update(world: &World, profile: &str, script: &str) -> Browser {
    let browser = Browser::meddled(world, profile, script).await;
    begin_with_sample(&browser, true).await;
    let action = find_action(&browser, TITLE).await;
    write_update(&browser, &action, TITLE, KEPT).await;
    browser
}

#[tokio::test]
async fn a_share_that_is_closed_or_refused_is_not_sent() {
    let world = World::new();
    let browser = with_an_update(&world, "visitor", SHARE).await;
    browser.go("#/exchange", "Exchange").await;
    for (how, words) in [("AbortError", "The file was not handed over"), ("NotAllowedError", "could not be shared")] {
        browser.script("window.name = arguments[0]", vec![json!(how)]).await;
        browser.press("Share the file").await;
        browser.sees(words).await;
        browser.sees("It has not left this device yet").await;
        browser.sees("1 update not sent").await;
        browser.sees("made, but not handed over").await;
        let text = browser.text().await;
        assert!(!text.contains("Everything is in a file"), "{how}: {text}");
    }
    assert_eq!(unsent(&browser).await, 2);
    // Opened anew it still says so, and the words go with the next file.
    browser.reload().await;
    browser.sees("1 update not sent").await;
    browser.script("window.name = ''", Vec::new()).await;
    browser.press("Share the file").await;
    browser.sees("was handed over").await;
    browser.sees("1 update exported, not yet confirmed received").await;
    browser.sees("Everything is in a file that left this app").await;
    assert_eq!(unsent(&browser).await, 2);
    let shared = browser.script("return window.shared", Vec::new()).await;
    let [name, kind, text] = [0, 1, 2].map(|n| shared[0][n].as_str().unwrap().to_owned());
    assert!(name.ends_with("return-3.thread.json"), "{name}");
    assert_eq!(kind, "application/json");
    let read = golden_thread::bundle::read(text.as_bytes()).expect("what was shared is a file to send");
    assert!(read.set_aside.is_empty() && text.contains(KEPT));
    browser.has_not_stopped().await;
    browser.close().await;
}

#[tokio::test]
async fn a_download_that_is_not_there_is_not_sent() {
    let world = World::new();
    let browser = with_an_update(&world, "visitor", "").await;
    browser.go("#/exchange", "Exchange").await;
    browser.press("Save the file to send").await;
    browser.sees("1 update exported, not yet confirmed received").await;
    browser.sees("Look if it is there").await;
    assert_eq!(unsent(&browser).await, 0);
    browser.press("It is not there").await;
    browser.sees("1 update not sent").await;
    browser.sees("It has not left this device yet").await;
    assert_eq!(unsent(&browser).await, 1);
    browser.press("Save it again").await;
    browser.sees("1 update exported, not yet confirmed received").await;
    assert_eq!(unsent(&browser).await, 0);
    browser.has_not_stopped().await;
    browser.close().await;
}

/// On a home screen returns, papers and backups go by the share sheet, and never by a link.
#[tokio::test]
async fn a_home_screen_shares() {
    let world = World::new();
    let browser = with_an_update(&world, "visitor", &format!("{SHARE}{HOME}")).await;
    browser.go("#/exchange", "Exchange").await;
    browser.press("Save the file to send").await;
    browser.sees("was handed over").await;
    browser.go("#/device", "device").await;
    browser.script("window.name = 'AbortError'", Vec::new()).await;
    browser.press("Save a backup").await;
    browser.sees("No backup was saved").await;
    browser.sees("You have not saved a backup yet").await;
    browser.script("window.name = ''", Vec::new()).await;
    browser.press("Save a backup").await;
    browser.sees("The backup was handed over").await;
    browser.sees("Your last backup was on").await;
    browser.go("#/papers", "Papers").await;
    browser.press("Save as a Word file").await;
    browser.sees("The paper was handed").await;
    let shared = browser.script("return window.shared.map(file => file[0])", Vec::new()).await;
    let names: Vec<String> = serde_json::from_value(shared).unwrap();
    let ends = ["return-1.thread.json", ".thread.json", ".docx"];
    assert_eq!(names.len(), ends.len(), "{names:?}");
    assert!(names.iter().zip(ends).all(|(name, end)| name.ends_with(end)), "{names:?}");
    assert_eq!(browser.script("return window.clicked", Vec::new()).await, json!(0), "a link that does nothing there");
    browser.has_not_stopped().await;
    browser.close().await;
}

/// A home screen whose share sheet takes no such files: the person chooses where the file goes.
#[tokio::test]
async fn a_home_screen_without_sharing_saves() {
    let world = World::new();
    let picker = "window.written = [];
        window.showSaveFilePicker = async asked => {
            if (window.name) throw new DOMException('closed', window.name);
            return { createWritable: async () => ({ write: async file => written.push([asked.suggestedName, await file.text()]), close: async () => {} }) };
        };";
    let browser = with_an_update(&world, "visitor", &format!("{HOME}{picker}")).await;
    browser.go("#/exchange", "Exchange").await;
    browser.script("window.name = 'AbortError'", Vec::new()).await;
    browser.press("Save the file to send").await;
    browser.sees("It has not left this device yet").await;
    browser.sees("1 update not sent").await;
    browser.script("window.name = ''", Vec::new()).await;
    browser.press("Save it again").await;
    browser.sees("It is saved where you chose").await;
    browser.sees("1 update exported, not yet confirmed received").await;
    let written = browser.script("return window.written", Vec::new()).await;
    assert!(
        written[0][0].as_str().unwrap().ends_with("return-1.thread.json") && written[0][1].to_string().contains(KEPT)
    );
    assert_eq!(browser.script("return window.clicked", Vec::new()).await, json!(0));
    browser.close().await;
}
