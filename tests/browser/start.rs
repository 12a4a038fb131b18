//! Starting where something is wrong with what is kept here, or with what is fetched: each is said as what it is, with
//! something to press, and never met with a first visit.

use super::browser::{Browser, moment};
use super::offline::program;
use super::people::*;
use super::world::World;
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

const TITLE: &str = "maternity partnership";
const WORDS: &str = "Words that must come back. ";
const FIRST_VISIT: &str = "Which of these are you?";

/// Takes the name of the only database, and does something with it.
async fn with_database(browser: &Browser, code: &str) {
    let run = format!(
        "const done = arguments[arguments.length - 1];
        indexedDB.databases().then(async all => {{
            const name = all.map(d => d.name).find(n => n.startsWith('golden-thread.'));
            const asked = request => new Promise((yes, no) => {{ request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); }});
            {code}
            done('done');
        }}).catch(e => done(String(e)));"
    );
    let done = browser.driver.execute_async(&run, Vec::new()).await.unwrap();
    assert_eq!(done.json(), &json!("done"));
}

/// A device with the sample and words half written, and its profile closed.
async fn used(world: &World, profile: &str) -> Browser {
    let browser = Browser::new(world, profile).await;
    begin_with_sample(&browser, true).await;
    let action = find_action(&browser, TITLE).await;
    browser.go(&draft_of(&action), TITLE).await;
    browser.type_into("narrative", WORDS).await;
    browser.sees("Saved on this device at").await;
    // Out of the app, so that no page of it holds the database.
    browser.driver.goto(format!("{}manifest.webmanifest", world.server.address())).await.unwrap();
    browser
}

/// Saves what can be read, and opens it on the first visit that follows.
async fn brought_back(browser: &Browser, file: &std::path::Path) {
    browser.sees(FIRST_VISIT).await;
    browser.press("A representative of an organisation").await;
    browser.type_into("name", "Rafi Stone").await;
    browser.open_file("last-file", file).await;
    browser.sees("Your drafts").await;
    let action = find_action(browser, TITLE).await;
    browser.go(&draft_of(&action), TITLE).await;
    assert_eq!(browser.value("narrative").await, WORDS);
}

#[tokio::test]
async fn the_whole_database_is_gone() {
    let world = World::new();
    let browser = used(&world, "visitor").await;
    // A backup was kept elsewhere.
    browser.arrive().await;
    browser.sees("Your drafts").await;
    browser.go("#/device", "device").await;
    browser.press("Save a backup").await;
    let file = browser.downloaded_as("golden-thread-backup-").await;
    browser.driver.goto(format!("{}manifest.webmanifest", world.server.address())).await.unwrap();
    with_database(&browser, "await asked(indexedDB.deleteDatabase(name));").await;
    browser.arrive().await;
    browser.sees("What was kept here is gone").await;
    browser.sees_no(FIRST_VISIT).await;
    // Looking makes nothing: there is still no database.
    let left =
        browser.driver.execute_async("indexedDB.databases().then(all => arguments[0](all.length))", Vec::new()).await;
    assert_eq!(left.unwrap().json(), &json!(0));
    browser.press("Open my last file").await;
    browser.sees("Open your last file").await;
    brought_back(&browser, &file).await;
    browser.has_not_stopped().await;
    browser.close().await;
}

/// One table after the other: the one that says who uses the device, and others, emptied or not there at all.
#[tokio::test]
async fn one_table_is_gone() {
    let world = World::new();
    let missing = "await new Promise((yes, no) => {
            const old = indexedDB.open(name);
            old.onsuccess = () => {
                const version = old.result.version, tables = [...old.result.objectStoreNames];
                const all = {}, read = old.result.transaction(tables);
                for (const t of tables) { const s = read.objectStore(t), keys = s.getAllKeys(), rows = s.getAll();
                    rows.onsuccess = () => all[t] = [keys.result, rows.result]; }
                read.oncomplete = () => { old.result.close();
                    indexedDB.deleteDatabase(name).onsuccess = () => {
                        const made = indexedDB.open(name, version);
                        made.onupgradeneeded = () => { for (const t of tables.filter(t => t !== 'TABLE')) {
                            const s = made.result.createObjectStore(t); all[t][0].forEach((key, n) => s.put(all[t][1][n], key)); } };
                        made.onsuccess = () => { made.result.close(); yes(); }; made.onerror = () => no(made.error);
                    }; };
            };
        });";
    let emptied = "const db = await asked(indexedDB.open(name));
        const write = db.transaction('TABLE', 'readwrite'); write.objectStore('TABLE').clear();
        await new Promise(yes => { write.oncomplete = yes; }); db.close();";
    for (number, (how, table)) in [(emptied, "meta"), (missing, "meta"), (missing, "staged")].into_iter().enumerate() {
        println!("{table}, {number}");
        let browser = used(&world, &format!("visitor-{number}")).await;
        with_database(&browser, &how.replace("TABLE", table)).await;
        browser.arrive().await;
        browser.sees("Part of what was kept here is gone").await;
        browser.sees_no(FIRST_VISIT).await;
        let text = browser.text().await;
        assert!(!text.contains("I have the file"), "nothing can be removed before a file is saved:\n{text}");
        browser.press("Save what can be read as a file").await;
        browser.sees("Look for golden-thread-rescue-").await;
        let file = browser.downloaded_as("golden-thread-rescue-").await;
        browser.press("I have the file").await;
        brought_back(&browser, &file).await;
        // And from then on it opens as ever.
        browser.reload().await;
        browser.sees("What has happened?").await;
        browser.has_not_stopped().await;
        browser.close().await;
    }
}

/// Entries of the log are missed by their number.
#[tokio::test]
async fn the_log_is_gone() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, true).await;
    let action = find_action(&browser, TITLE).await;
    // After the sample, which is a snapshot of its own.
    change_timescale(&browser, &action, TITLE, "by October 2031").await;
    browser.driver.goto(format!("{}manifest.webmanifest", world.server.address())).await.unwrap();
    let emptied = "const db = await asked(indexedDB.open(name));
        const write = db.transaction('log', 'readwrite'); write.objectStore('log').clear();
        await new Promise(yes => { write.oncomplete = yes; }); db.close();";
    with_database(&browser, emptied).await;
    browser.arrive().await;
    browser.sees("Some of what was saved could not be read").await;
    browser.sees("Save a file now").await;
    browser.close().await;
}

#[tokio::test]
async fn a_newer_version_was_here() {
    let world = World::new();
    let browser = used(&world, "visitor").await;
    with_database(&browser, "const db = await asked(indexedDB.open(name, 99)); db.close();").await;
    browser.arrive().await;
    browser.sees("this page is too old to open it").await;
    browser.sees_no(FIRST_VISIT).await;
    browser.press("Save what can be read as a file").await;
    browser.sees("Look for golden-thread-rescue-").await;
    let file = std::fs::read_to_string(browser.downloaded_as("golden-thread-rescue-").await).unwrap();
    assert!(file.contains(WORDS.trim()), "the words are in it");
    browser.press("Fetch the newest version").await;
    // The host has no newer one here: it says the same again, and nothing is lost.
    browser.sees("this page is too old to open it").await;
    browser.has_not_stopped().await;
    browser.close().await;
}

/// A window of an older version holds the database; as soon as it is closed, this one goes on.
#[tokio::test]
async fn an_older_window_holds_it() {
    let world = World::new();
    let browser = used(&world, "visitor").await;
    // The layout of version 1, held by a page that does not step aside: not the app's own, which would ask for its database again.
    let beside = browser.driver.current_url().await.unwrap().join("./icons/mark.svg").unwrap();
    browser.driver.goto(beside.as_str()).await.unwrap();
    let hold = "await new Promise((yes, no) => {
            const old = indexedDB.open(name);
            old.onsuccess = () => {
                const tables = [...old.result.objectStoreNames].filter(t => t !== 'keys');
                const all = {}, read = old.result.transaction(tables);
                for (const t of tables) { const s = read.objectStore(t), keys = s.getAllKeys(), rows = s.getAll();
                    rows.onsuccess = () => all[t] = [keys.result, rows.result]; }
                read.oncomplete = () => { old.result.close();
                    indexedDB.deleteDatabase(name).onsuccess = () => {
                        const made = indexedDB.open(name, 1);
                        made.onupgradeneeded = () => { for (const t of tables) {
                            const s = made.result.createObjectStore(t); all[t][0].forEach((key, n) => s.put(all[t][1][n], key)); } };
                        made.onsuccess = () => { window.held = made.result; yes(); }; made.onerror = () => no(made.error);
                    }; };
            };
        });";
    with_database(&browser, hold).await;
    let holder = browser.driver.window().await.unwrap();
    let new = browser.driver.new_tab().await.unwrap();
    browser.driver.switch_to_window(new.clone()).await.unwrap();
    browser.arrive().await;
    browser.sees("another window holds it").await;
    browser.sees("Try again").await;
    browser.sees_no(FIRST_VISIT).await;
    browser.press("Try again").await;
    browser.sees("another window holds it").await;
    browser.driver.switch_to_window(holder).await.unwrap();
    browser.driver.close_window().await.unwrap();
    browser.driver.switch_to_window(new).await.unwrap();
    browser.sees("Your drafts").await;
    browser.has_not_stopped().await;
    browser.close().await;
}

/// A browser that kept something, and now gives nothing out, or does not answer at all.
#[tokio::test]
async fn the_browser_does_not_open_it() {
    let world = World::new();
    let refuses = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'UnknownError'); };";
    let silent = "IDBFactory.prototype.open = () => new EventTarget();";
    for (profile, script, words) in
        [("refuses", refuses, "the browser does not open it"), ("silent", silent, "the browser does not answer")]
    {
        let browser = used(&world, profile).await;
        browser.before_load(script).await;
        browser.arrive().await;
        browser.sees(words).await;
        browser.sees_no(FIRST_VISIT).await;
        browser.sees("Try again").await;
        if profile == "refuses" {
            browser.press("Go on without it").await;
            browser.sees(FIRST_VISIT).await;
        }
        browser.has_not_stopped().await;
        browser.close().await;
    }
}

/// Takes a file from the host, and its compressed copies.
fn remove(file: &Path) {
    for ending in ["", ".br", ".gz"] {
        std::fs::remove_file(format!("{}{ending}", file.display())).unwrap();
    }
}

/// Programs that are asked for and neither come nor fail, until the test lets them.
const NEVER: &str = "const real = window.fetch;
    window.late = [];
    window.fetch = (what, ...more) => String(what.url || what).includes('.wasm')
        ? new Promise(go => window.late.push(() => go(real(what, ...more))))
        : real(what, ...more);";

/// The program never arrives: said after a while, and taken back as soon as it does.
#[tokio::test]
async fn a_script_that_never_arrives() {
    let (world, copy) = World::with_a_copy();
    let browser = Browser::meddled(&world, "visitor", NEVER).await;
    browser.sees("Opening…").await;
    let begun = Instant::now();
    while !browser.text().await.contains("Golden Thread is still on its way") {
        assert!(begun.elapsed() < Duration::from_secs(40), "“Opening…” for ever: {}", browser.text().await);
        moment().await;
    }
    for words in ["Open again", "Fetch a fresh copy of the app", "Save my data as a file"] {
        browser.sees(words).await;
    }
    browser.script("window.late.splice(0).forEach(go => go())", Vec::new()).await;
    browser.sees(FIRST_VISIT).await;
    browser.sees_no("still on its way").await;
    // A part of it.
    browser.press("Look at the sample").await;
    let begun = Instant::now();
    while !browser.text().await.contains("This is taking longer than it should") {
        assert!(begun.elapsed() < Duration::from_secs(40), "nothing is said: {}", browser.text().await);
        moment().await;
    }
    browser.close().await;
    // Not there at all: said at once.
    remove(&program(&copy).join("__wasm_split.js"));
    let browser = Browser::new(&world, "other").await;
    browser.sees("Golden Thread did not open").await;
    browser.close().await;
}

/// A part that the host has no longer is not called a missing connection.
#[tokio::test]
async fn a_part_gone_from_the_host() {
    let (mut world, copy) = World::with_a_copy();
    remove(&program(&copy).join("split_more.wasm"));
    remove(&copy.join("sw.js"));
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, true).await;
    browser.script("location.hash = '#/device'", Vec::new()).await;
    browser.sees("This part of Golden Thread is not at its address any more").await;
    browser.sees("Fetch a fresh copy of the app").await;
    browser.script("location.hash = '#/'", Vec::new()).await;
    world.server.stop();
    browser.script("location.hash = '#/papers'", Vec::new()).await;
    browser.sees("This part of Golden Thread is not on this device yet").await;
    browser.sees("Connect, then try again.").await;
    browser.has_not_stopped().await;
    browser.close().await;
}

/// Somebody clears the browser, or removes the partnership elsewhere, while the page lies open: said in seconds.
#[tokio::test]
async fn deleted_under_the_open_page() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, true).await;
    browser.sees("Saved on this device only").await;
    let origin = world.server.address();
    let origin = origin.trim_end_matches('/');
    let begun = Instant::now();
    browser.devtools("Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": "indexeddb" })).await;
    browser.sees("What was kept here is gone").await;
    browser.sees("Save a file now").await;
    assert!(begun.elapsed() < Duration::from_secs(8), "it took {:?}", begun.elapsed());
    browser.has_not_stopped().await;
    browser.close().await;
}
