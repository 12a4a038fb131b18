//! What is left in a real browser when words, or a partnership, are removed: everything it holds of the origin (every
//! database, the small storage, every cache), and the backup that is made afterwards, searched for the words.

use super::browser::Browser;
use super::people::*;
use super::phones::{NAME, office, phone, press};
use super::world::World;
use serde_json::{Value, json};
use thirtyfour::By;

/// Everything the browser holds of this origin, as one text: databases with their keys and values, both small storages,
/// the names of caches and of what is in them, and the contents of what is no part of the program.
const EVERYTHING: &str = "const done = arguments[0];
    const asked = request => new Promise((well, ill) => { request.onsuccess = () => well(request.result); request.onerror = () => ill(request.error); });
    const databases = async () => {
        const all = [];
        for (const { name } of await indexedDB.databases()) {
            const open = await asked(indexedDB.open(name));
            for (const table of open.objectStoreNames) {
                const rows = open.transaction(table).objectStore(table);
                all.push([name, table, await asked(rows.getAllKeys()), (await asked(rows.getAll())).map(row => typeof row === 'string' ? row : String(row))]);
            }
            open.close();
        }
        return all;
    };
    const cached = async () => {
        const all = [];
        for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) all.push(name, request.url);
        }
        return all;
    };
    (async () => done(JSON.stringify([await databases(), await cached(), Object.entries(localStorage), Object.entries(sessionStorage)])))()
        .catch(error => done('failed: ' + error));";

async fn everything(browser: &Browser) -> String {
    let all = browser.driver.execute_async(EVERYTHING, Vec::new()).await.unwrap().json().as_str().unwrap().to_owned();
    assert!(!all.starts_with("failed"), "{all}");
    all
}

/// Waits until the browser holds these words no more (or, `there`, does).
async fn holds(browser: &Browser, words: &str, there: bool) {
    for _ in 0..50 {
        if everything(browser).await.contains(words) == there {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let all = everything(browser).await;
    let at = all.find(words).unwrap_or(0);
    panic!("{words}: {}", all.chars().skip(at.saturating_sub(200)).take(400).collect::<String>());
}

/// The names in the small storage.
async fn names(browser: &Browser) -> Vec<String> {
    let names = browser.script("return Object.keys(localStorage).sort()", Vec::new()).await;
    serde_json::from_value(names).unwrap()
}

const WORDS: &str = "Firstword came to the hub on Elm Road with her two sons.";
const SAID: &str = "Secondword was never rung back";

#[tokio::test]
async fn nothing_is_left_of_words_or_of_a_partnership() {
    let world = World::new();
    let (mut office, event) = office();
    let plan_file = world.file("plan-file-no-1.thread.json", office.make_issue());
    let open = phone(&world, "ambassador", "Ines Park", &plan_file).await;
    let stall = format!("#/event/{event}/stall");
    open.go(&stall, NAME).await;

    // A note is kept, and quoted word for word in what was hard, which is half typed; another is half typed.
    press(&open, "They said").await;
    open.type_into("told-words", WORDS).await;
    press(&open, "Keep this").await;
    open.sees("Noted on this phone").await;
    open.type_into("told-words", SAID).await;
    let close = format!("#/event/{event}/close");
    open.go(&close, "Close and hand over").await;
    open.type_into("close-hard", &format!("My own beginning. {WORDS} My own end.")).await;
    holds(&open, "My own end.", true).await;

    // The words go: from the record, and from what is half typed about them. The rest stays.
    open.go("#/device", "device").await;
    open.press("Find the words").await;
    open.type_into("remove-search", "Firstword").await;
    open.click(By::XPath("//main//button[starts-with(normalize-space(.), 'Choose')]")).await;
    open.tick("remove-whole").await;
    open.press("What will happen").await;
    open.press("Remove these words for good").await;
    open.sees("The words are removed from this device.").await;
    holds(&open, "Firstword", false).await;
    holds(&open, "My own beginning. […]. My own end.", true).await;
    open.press("Save a backup").await;
    let backup = std::fs::read_to_string(open.downloaded(".thread.json").await).unwrap();
    assert!(!backup.contains("Firstword"), "a later backup");
    open.go(&close, "Close and hand over").await;
    assert_eq!(open.value("close-hard").await, "My own beginning. […]. My own end.");

    // What the build before this one wrote under names that say nothing is found again, and lives thirty days from now.
    let former =
        "const [event, words] = arguments, key = Object.keys(localStorage).find(k => k.endsWith('/told.' + event));
        const { text } = JSON.parse(localStorage.getItem(key));
        localStorage.removeItem(key);
        localStorage.setItem('golden-thread.told.' + event, JSON.stringify(text));
        return text.includes(words)";
    let moved = open.script(former, vec![json!(event.to_string()), json!(SAID)]).await;
    assert_eq!(moved, Value::Bool(true));
    open.reload().await;
    open.go(&stall, NAME).await;
    press(&open, "They said").await;
    assert_eq!(open.value("told-words").await, SAID);
    assert!(!names(&open).await.contains(&format!("golden-thread.told.{event}")));
    // Thirty-one days later it is gone, when the app starts.
    let older = "const key = Object.keys(localStorage).find(k => k.endsWith('/told.' + arguments[0]));
        const kept = JSON.parse(localStorage.getItem(key));
        kept.at -= 31 * 24 * 60 * 60 * 1000;
        localStorage.setItem(key, JSON.stringify(kept));";
    open.go("#/plan", "plan").await;
    open.script(older, vec![json!(event.to_string())]).await;
    open.reload().await;
    open.sees("Plan").await;
    holds(&open, SAID, false).await;

    // A PIN and a half-typed note behind it; then the partnership goes, in this window and in another one.
    open.go(&stall, NAME).await;
    press(&open, "They said").await;
    open.type_into("told-words", SAID).await;
    press(&open, "More").await;
    open.type_into("stall-pin", "2468").await;
    press(&open, "Hand over").await;
    open.sees("Handed over. Counts go on.").await;
    holds(&open, "/pin.", true).await;
    let partnership = office.state.about.as_ref().unwrap().partnership.clone();
    open.go("#/device", "device").await;
    open.press("Remove this partnership").await;
    open.type_into("forget-word", "remove").await;
    open.press("Remove it from this device").await;
    open.sees("Which of these are you?").await;
    for words in [SAID, "My own", "/pin.", partnership.as_str(), "Ines Park", &event.to_string()] {
        holds(&open, words, false).await;
    }
    let left: Vec<String> = names(&open).await.into_iter().filter(|name| name.starts_with("golden-thread")).collect();
    let of_device = ["golden-thread.open", "golden-thread.seenSample", "golden-thread.stall.language"];
    assert!(left.iter().all(|name| of_device.contains(&name.as_str())), "{left:?}");
    open.has_not_stopped().await;

    // The sample beside it is not touched by any of this.
    begin_with_sample(&open, false).await;
    open.close().await;
}
