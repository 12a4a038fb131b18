//! A browser that refuses to keep anything, is full, or loses what it kept: said in plain words, with the typed
//! words still on the screen and in the file that is offered.

use super::browser::Browser;
use super::people::*;
use super::world::World;
use serde_json::json;

const TITLE: &str = "maternity partnership";
const WORDS: &str = "Words that nothing keeps. ";
const STOPPED: &str = "Golden Thread has stopped";

/// No database, in the ways browsers have of saying so.
const NO_DATABASE: [(&str, &str); 4] = [
    ("throws", "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"),
    (
        "answers with an error",
        "IDBFactory.prototype.open = () => {
            const asked = new EventTarget(), real = Object.create(IDBOpenDBRequest.prototype);
            for (const name of ['success', 'error', 'blocked', 'upgradeneeded']) {
                Object.defineProperty(real, 'on' + name, { set(call) { asked.addEventListener(name, call); } });
            }
            Object.defineProperties(real, {
                error: { value: new DOMException('no', 'InvalidStateError') }, readyState: { value: 'done' },
                result: { get() { throw new DOMException('no', 'InvalidStateError'); } },
            });
            real.addEventListener = (name, call) => asked.addEventListener(name, call);
            setTimeout(() => asked.dispatchEvent(new Event('error')), 5);
            return real;
        };",
    ),
    ("is not there", "Object.defineProperty(window, 'indexedDB', { value: undefined });"),
    (
        "may not be asked",
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });",
    ),
];

const NO_ROOM_FOR_NOTES: &str =
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };";
const NO_NOTES: &str =
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";

/// Types into the draft on an action of the sample.
async fn type_words(browser: &Browser, words: &str) {
    let action = find_action(browser, TITLE).await;
    browser.go(&draft_of(&action), TITLE).await;
    browser.type_into("narrative", words).await;
}

/// The banner offers a file at once, and these words are really in it, as is the plan.
async fn the_file_holds(browser: &Browser, words: &[&str]) -> std::path::PathBuf {
    browser.press("Save a file now").await;
    let file = browser.downloaded(".thread.json").await;
    let text = std::fs::read_to_string(&file).unwrap();
    let read = golden_thread::bundle::read(text.as_bytes()).expect("the file is one that can be opened again");
    assert!(read.bundle.records.len() > 100, "the plan is in it");
    for words in words {
        assert!(text.contains(words.trim()), "“{words}” is not in the file");
    }
    file
}

#[tokio::test]
async fn no_database_at_all() {
    let world = World::new();
    for (number, (how, script)) in NO_DATABASE.into_iter().enumerate() {
        println!("the database {how}");
        let browser = Browser::meddled(&world, &format!("visitor-{number}"), script).await;
        browser.sees("Which of these are you?").await;
        // Said before anything is typed.
        browser.sees("This browser is not letting the app keep anything").await;
        begin_with_sample(&browser, true).await;
        type_words(&browser, WORDS).await;
        browser.sees("This browser is not letting the app keep anything").await;
        browser.sees("Not saved. This browser keeps nothing").await;
        assert_eq!(browser.value("narrative").await, WORDS);
        tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
        browser.sees_no("Saved on this device").await;
        the_file_holds(&browser, &[WORDS]).await;
        assert_eq!(browser.value("narrative").await, WORDS);
        // It can still be worked with, as long as the page is open.
        let action = find_action(&browser, TITLE).await;
        browser.go(&draft_of(&action), TITLE).await;
        browser.type_into("narrative", "And more.").await;
        browser.press("Ready to send").await;
        browser.sees("Noted, but this browser is not keeping it").await;
        let text = browser.text().await;
        assert!(!text.contains("Saved. It goes") && !text.contains("Saved on this device"), "{text}");
        browser.go("#/exchange", "Exchange").await;
        browser.press("Save the file to send").await;
        let returned = std::fs::read_to_string(browser.downloaded("return-1.thread.json").await).unwrap();
        assert!(returned.contains(&format!("{WORDS}And more.")), "{returned}");
        browser.has_not_stopped().await;
        browser.close().await;
    }
}

#[tokio::test]
async fn notes_refused_words_kept_all_the_same() {
    let world = World::new();
    for (number, script) in [NO_ROOM_FOR_NOTES, NO_NOTES].into_iter().enumerate() {
        let browser = Browser::meddled(&world, &format!("visitor-{number}"), script).await;
        begin_with_sample(&browser, true).await;
        type_words(&browser, WORDS).await;
        browser.sees("Saved on this device at").await;
        let text = browser.text().await;
        assert!(!text.contains("not saved"), "the database keeps them, so nothing is said:\n{text}");
        browser.has_not_stopped().await;
        browser.reload().await;
        browser.sees("What has happened?").await;
        assert_eq!(browser.value("narrative").await, WORDS);
        browser.close().await;
    }
}

/// The hardest: neither the database nor the notes take a word.
#[tokio::test]
async fn everything_refused_while_typing() {
    let world = World::new();
    for (number, script) in [NO_ROOM_FOR_NOTES, NO_NOTES].into_iter().enumerate() {
        let browser = Browser::meddled(&world, &format!("visitor-{number}"), script).await;
        begin_with_sample(&browser, true).await;
        let refuse = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };";
        browser.script(refuse, Vec::new()).await;
        type_words(&browser, WORDS).await;
        browser.sees("There is no room left on this device").await;
        browser.sees("Not saved yet").await;
        the_file_holds(&browser, &[WORDS]).await;
        assert_eq!(browser.value("narrative").await, WORDS);
        // Looking at another page and coming back.
        browser.go("#/device", "device").await;
        type_words(&browser, "And more.").await;
        assert_eq!(browser.value("narrative").await, format!("{WORDS}And more."));
        browser.has_not_stopped().await;
        browser.close().await;
    }
}

#[tokio::test]
async fn no_room_left_and_room_again() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, true).await;
    browser.sees("Ready to work without a connection").await;
    type_words(&browser, "Before. ").await;
    browser.sees("Saved on this device at").await;
    browser.close().await;
    // Chromium asks how much room there is at the first save; so the disk is full before that.
    let browser = Browser::start(&world, "visitor", 1280).await;
    let origin = world.server.address();
    let origin = origin.trim_end_matches('/');
    browser.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 1 })).await;
    browser.arrive().await;
    browser.sees("Your drafts").await;
    let action = find_action(&browser, TITLE).await;
    browser.go(&draft_of(&action), TITLE).await;
    browser.type_into("narrative", WORDS).await;
    browser.sees("There is no room left on this device").await;
    browser.sees("Not saved yet").await;
    assert_eq!(browser.value("narrative").await, format!("Before. {WORDS}"));
    the_file_holds(&browser, &["Before.", WORDS]).await;
    browser.has_not_stopped().await;
    browser.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin })).await;
    browser.type_into("narrative", "After.").await;
    browser.sees_no("There is no room left on this device").await;
    browser.sees("Saved on this device at").await;
    let drafts = browser.rows("drafts").await.join("\n");
    assert!(drafts.contains(&format!("Before. {WORDS}After.")), "{drafts}");
    browser.close().await;
}

/// The browser is emptied under the open page: by the browser, and by another window.
#[tokio::test]
async fn what_was_kept_is_gone() {
    let world = World::new();
    let origin = world.server.address();
    let origin = origin.trim_end_matches('/');
    for (profile, kinds) in [("cleared", "all"), ("database", "indexeddb"), ("window", "")] {
        println!("emptied: {profile}");
        let browser = Browser::new(&world, profile).await;
        begin_with_sample(&browser, true).await;
        type_words(&browser, "Before. ").await;
        browser.sees("Saved on this device at").await;
        if kinds.is_empty() {
            let here = browser.driver.window().await.unwrap();
            let there = browser.driver.new_tab().await.unwrap();
            browser.driver.switch_to_window(there).await.unwrap();
            browser.driver.goto(format!("{origin}/manifest.webmanifest")).await.unwrap();
            let delete = "const [done] = arguments;
                indexedDB.databases().then(all => Promise.all(all.map(d => new Promise(gone => {
                    indexedDB.deleteDatabase(d.name).onsuccess = gone; })))).then(() => done('gone'));";
            assert_eq!(browser.driver.execute_async(delete, Vec::new()).await.unwrap().json(), &json!("gone"));
            browser.driver.close_window().await.unwrap();
            browser.driver.switch_to_window(here).await.unwrap();
        } else {
            browser.devtools("Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": kinds })).await;
        }
        browser.type_into("narrative", WORDS).await;
        browser.sees("What this browser kept has been deleted").await;
        assert_eq!(browser.value("narrative").await, format!("Before. {WORDS}"));
        let file = the_file_holds(&browser, &["Before.", WORDS]).await;
        browser.has_not_stopped().await;
        // And the file brings everything back.
        browser.driver.goto(format!("{origin}/#/")).await.unwrap();
        browser.reload().await;
        if profile != "cleared" {
            // The small storage still knows that somebody was here.
            browser.sees("What was kept here is gone").await;
            browser.press("Open my last file").await;
        }
        browser.sees("Which of these are you?").await;
        browser.press("A representative of an organisation").await;
        browser.type_into("name", "Rafi Stone").await;
        browser.open_file("last-file", &file).await;
        browser.sees("Your drafts").await;
        type_words(&browser, "After.").await;
        assert_eq!(browser.value("narrative").await, format!("Before. {WORDS}After."));
        browser.sees("Saved on this device at").await;
        assert!(!browser.text().await.contains(STOPPED));
        browser.close().await;
    }
}
