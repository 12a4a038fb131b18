//! When the app stops for good, or cannot start: the page around it says so and saves what is stored, in plain
//! JavaScript that needs nothing of the app.

use super::browser::{Browser, moment};
use super::offline::SCREENS;
use super::people::*;
use super::world::World;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const TITLE: &str = "maternity partnership";
const SAVED: &str = "Words that were saved. ";
const TYPED: &str = "Words that nobody has saved yet.";

/// The next element that the app makes fails, once: in Rust that is a panic.
const BREAK: &str = "const make = Document.prototype.createElement;
    Document.prototype.createElement = function (...given) {
        Document.prototype.createElement = make;
        throw new Error('broken by a test');
    };";

/// Saves what is stored, as the page around the app offers it.
async fn rescued(browser: &Browser) -> Value {
    let begun = Instant::now();
    loop {
        browser.press("Save my data as a file").await;
        if browser.text().await.contains("Look for golden-thread-rescue-") {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "no file is offered: {}", browser.text().await);
        moment().await;
    }
    let file = browser.downloaded(".json").await;
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(file).unwrap();
    serde_json::from_str(&text).expect("the file is whole")
}

/// How many rows of a table of the only database there is are in the file.
fn rows<'a>(file: &'a Value, table: &str) -> &'a Vec<Value> {
    assert_eq!(file["format"], "golden-thread-rescue");
    let databases = file["databases"].as_array().unwrap();
    let [database] = databases.as_slice() else { panic!("{} databases", databases.len()) };
    database["stores"][table].as_array().unwrap_or_else(|| panic!("no {table} in the file"))
}

/// A draft whose words are saved; its action.
async fn begin_a_draft(browser: &Browser) -> String {
    begin_with_sample(browser, true).await;
    let action = find_action(browser, TITLE).await;
    browser.go(&draft_of(&action), TITLE).await;
    browser.type_into("narrative", SAVED).await;
    browser.sees("Saved on this device at").await;
    action
}

/// Opened again without WebAssembly: the app says that it cannot run.
async fn reload_without_webassembly(browser: &Browser) {
    browser.before_load("delete window.WebAssembly").await;
    browser.reload().await;
    browser.sees("Golden Thread cannot run here").await;
}

#[tokio::test]
async fn a_panic_on_any_page() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, false).await;
    let action = find_action(&browser, TITLE).await;
    let more = [(action.clone(), TITLE), (draft_of(&action), TITLE)];
    let screens = SCREENS.map(|(address, heading)| (address.to_owned(), heading));
    for (screen, heading) in screens.into_iter().chain(more) {
        // Once whole, so that everything it needs has been fetched; then from elsewhere to the page that breaks.
        browser.go(&screen, heading).await;
        let (elsewhere, there) = if screen == "#/" { SCREENS[1] } else { SCREENS[0] };
        browser.go(elsewhere, there).await;
        browser.script(&format!("{BREAK} location.hash = arguments[0]"), vec![json!(screen)]).await;
        browser.sees("Golden Thread has stopped").await;
        let complaints = browser.complaints().await;
        assert!(complaints.iter().any(|c| c.contains("panicked")), "{screen}: it was a panic: {complaints:?}");
        let file = rescued(&browser).await;
        assert!(!rows(&file, "log").is_empty(), "{screen}: the plan is in the file");
        browser.press("Open again").await;
        browser.sees("Saved on this device only").await;
    }
    browser.close().await;
}

#[tokio::test]
async fn a_panic_while_typing() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    let action = begin_a_draft(&browser).await;
    // One more sentence, and the app stops before it could be saved.
    let type_and_break = format!(
        "const field = document.getElementById('narrative');
        field.value += arguments[0];
        field.dispatchEvent(new Event('input', {{ bubbles: true }}));
        {BREAK}
        location.hash = '#/plan';"
    );
    browser.script(&type_and_break, vec![json!(TYPED)]).await;
    browser.sees("Golden Thread has stopped").await;
    let file = rescued(&browser).await.to_string();
    assert!(file.contains(&format!("{SAVED}{TYPED}")), "the file lacks the last sentence");
    browser.press("Open again").await;
    browser.sees("Saved on this device only").await;
    browser.go(&draft_of(&action), TITLE).await;
    assert_eq!(browser.value("narrative").await, format!("{SAVED}{TYPED}"));
    browser.close().await;
}

#[tokio::test]
async fn no_webassembly() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_a_draft(&browser).await;
    let before = browser.rows("log").await;
    reload_without_webassembly(&browser).await;
    browser.sees("Lockdown Mode").await;
    let file = rescued(&browser).await;
    let log: Vec<&str> = rows(&file, "log").iter().filter_map(|row| row["value"].as_str()).collect();
    assert_eq!(log, before, "every record is in the file");
    assert_eq!(rows(&file, "drafts").len(), 1);
    assert!(file.to_string().contains(SAVED));
    assert_eq!(browser.rows("log").await, before, "and nothing that is stored has changed");
    browser.close().await;
}

/// The file that was saved when the app could not run is opened on another device, where it runs.
#[tokio::test]
async fn the_file_is_opened_elsewhere() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    let action = begin_a_draft(&browser).await;
    reload_without_webassembly(&browser).await;
    let file = world.file("golden-thread-rescue.json", rescued(&browser).await.to_string());
    browser.close().await;
    let other = Browser::new(&world, "other").await;
    other.sees("Which of these are you?").await;
    other.press("A representative of an organisation").await;
    other.type_into("name", "Rafi Stone").await;
    other.open_file("last-file", &file).await;
    other.sees("Your drafts").await;
    other.go(&draft_of(&action), TITLE).await;
    assert_eq!(other.value("narrative").await, SAVED);
    // Once more, over what is here.
    other.type_into("narrative", TYPED).await;
    other.sees("Saved on this device at").await;
    other.go("#/device", "device").await;
    other.open_file("restore-file", &file).await;
    other.press("Save a copy, then replace what is here").await;
    other.sees("The backup is restored").await;
    other.go(&draft_of(&action), TITLE).await;
    assert_eq!(other.value("narrative").await, SAVED);
    other.close().await;
}

/// Somebody's first visit, without WebAssembly: told at once, and no database is made.
#[tokio::test]
async fn no_webassembly_on_a_first_visit() {
    let world = World::new();
    let browser = Browser::meddled(&world, "visitor", "delete window.WebAssembly").await;
    browser.sees("Golden Thread cannot run here").await;
    let file = rescued(&browser).await;
    assert_eq!(file["databases"], json!([]));
    browser.close().await;
}
