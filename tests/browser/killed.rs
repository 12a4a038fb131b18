//! What the screen calls saved is on the disk: the browser is killed the moment it says so, again and again.

use super::browser::Browser;
use super::people::*;
use super::world::World;
use serde_json::json;
use std::time::{Duration, Instant};

/// So many times; `GT_KILLS` asks for more.
fn trials() -> u32 {
    std::env::var("GT_KILLS").ok().map_or(20, |n| n.parse().expect("GT_KILLS is a number"))
}

/// Notes in the page, without a moment's delay, whether words typed from now on are called saved.
const WATCH: &str = "window.told = '';
    new MutationObserver(() => {
        if (document.querySelector('.gt-saved--saving')) window.told = 'saving';
        else if (window.told === 'saving' && document.querySelector('.gt-saved--saved')) window.told = 'saved';
        if (document.querySelector('.gt-banner--success')) window.told = 'ready';
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });";

async fn told(browser: &Browser, what: &str) {
    let begun = Instant::now();
    while browser.script("return window.told", Vec::new()).await != json!(what) {
        assert!(begun.elapsed() < Duration::from_secs(20), "it was never called {what}: {}", browser.text().await);
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// A few thousandths of a second, never the same.
async fn an_instant(trial: u32) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let micros = u64::from(now.subsec_nanos().wrapping_mul(2_654_435_761).wrapping_add(trial) % 5_000);
    tokio::time::sleep(Duration::from_micros(micros)).await;
}

#[tokio::test]
async fn what_was_called_saved_survives_a_killed_browser() {
    let world = World::new();
    let browser = Browser::new(&world, "writer").await;
    begin_with_sample(&browser, true).await;
    let title = "maternity partnership";
    let action = find_action(&browser, title).await;
    browser.go("#/", "Today").await;
    let mut browser = Some(browser);
    let (mut draft, mut ready) = (String::new(), Vec::new());
    let begun = Instant::now();
    for trial in 1..=trials() {
        let open = match browser.take() {
            Some(open) => open,
            None => Browser::new(&world, "writer").await,
        };
        open.sees("Your actions").await;
        // What the database itself holds, before the app can bring anything back from elsewhere.
        let (drafts, log) = (open.rows("drafts").await.join("\n"), open.rows("log").await.join("\n"));
        assert!(drafts.contains(&draft), "trial {trial}: “{draft}” was called saved and is not there: {drafts}");
        for words in &ready {
            assert!(log.contains(words), "trial {trial}: “{words}” was called saved and is not there");
        }
        open.go(&draft_of(&action), title).await;
        open.sees("What has happened?").await;
        assert_eq!(open.value("narrative").await, draft);
        open.script(WATCH, Vec::new()).await;
        let more = format!("Words of trial {trial}. ");
        open.type_into("narrative", &more).await;
        told(&open, "saving").await;
        told(&open, "saved").await;
        draft.push_str(&more);
        if trial % 4 == 0 {
            open.press("Ready to send").await;
            told(&open, "ready").await;
            ready.push(std::mem::take(&mut draft).trim().to_owned());
        }
        an_instant(trial).await;
        open.kill();
    }
    println!("{} trials in {:.0} s, {} updates, nothing lost", trials(), begun.elapsed().as_secs_f64(), ready.len());
    let browser = Browser::new(&world, "writer").await;
    browser.go(&action, title).await;
    for words in &ready {
        browser.sees(words).await;
    }
    browser.close().await;
}
