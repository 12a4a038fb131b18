//! How long the page is held up by a plan of 500 actions. The figures are printed; only what must work is
//! asserted, since no machine that tests is like the phones that people have.

use super::browser::{Browser, moment};
use super::people::*;
use super::world::World;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

#[path = "../common/big_plan.rs"]
mod big_plan;

/// Notes every task that holds the page for more than 50 ms, and every slow frame with what it did.
pub const WATCH: &str = "window.held = []; window.frames_ = [];
    new PerformanceObserver(list => held.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver(list => frames_.push(...list.getEntries()))
        .observe({ type: 'long-animation-frame', buffered: true });";

/// What was noted since a moment: how long the page was held up each time, and what took the time.
const NOTED: &str = "const since = arguments[0], ms = n => Math.round(n);
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return {
        now: performance.now(), paint: paint ? ms(paint.startTime) : null,
        tasks: held.filter(t => t.startTime >= since).map(t => [ms(t.startTime), ms(t.duration)]),
        frames: frames_.filter(f => f.startTime + f.duration >= since && f.blockingDuration > 0).map(f => ({
            at: ms(f.startTime), took: ms(f.duration),
            layout: f.styleAndLayoutStart ? ms(f.startTime + f.duration - f.styleAndLayoutStart) : 0,
            scripts: f.scripts.map(s => `${s.invoker.slice(-48)} ${ms(s.duration)}, of it layout ${ms(s.forcedStyleAndLayoutDuration)}`),
        })),
    };";

/// Waits without disturbing until so many actions are drawn and the page has been still for a second.
async fn still(browser: &Browser, actions: usize) {
    let begun = Instant::now();
    let mut quiet = (Instant::now(), Value::Null);
    let look = "return [document.querySelectorAll('.gt-thread__item--action').length, held.length]";
    while quiet.0.elapsed() < Duration::from_secs(1) || quiet.1[0] != json!(actions) {
        assert!(begun.elapsed() < Duration::from_secs(60), "{actions} actions were not drawn: {}", quiet.1);
        for _ in 0..4 {
            moment().await;
        }
        let now = browser.script(look, Vec::new()).await;
        if now != quiet.1 {
            quiet = (Instant::now(), now);
        }
    }
}

/// Prints what held the page up since a moment; gives the longest time.
pub async fn print(browser: &Browser, what: &str, since: f64) -> u64 {
    let noted = browser.script(NOTED, vec![json!(since)]).await;
    let tasks: Vec<(u64, u64)> = serde_json::from_value(noted["tasks"].clone()).unwrap();
    let longest = tasks.iter().map(|(_, took)| *took).max().unwrap_or(0);
    println!("{what}: {} tasks over 50 ms, the longest {longest} ms {tasks:?}", tasks.len());
    for frame in noted["frames"].as_array().unwrap() {
        println!(
            "    frame at {} took {} ms, its layout {}: {}",
            frame["at"], frame["took"], frame["layout"], frame["scripts"]
        );
    }
    longest
}

pub async fn now(browser: &Browser) -> f64 {
    browser.script("return performance.now()", Vec::new()).await.as_f64().unwrap()
}

#[tokio::test]
async fn five_hundred_actions() {
    let world = World::new();
    let browser = Browser::meddled(&world, "visitor", WATCH).await;
    let file = world.file("big.thread.json", big_plan::plan_file());
    let begun = Instant::now();
    begin_as_representative(&browser, "Leisure Services", &file).await;
    println!("\n500 actions, 1,000 updates; the file was read in {} ms", begun.elapsed().as_millis());
    print(&browser, "reading the file", 0.0).await;
    browser.sees("Ready to work without a connection").await;

    // A plan of this size is folded at first; whoever asks for something sees all of it that there is.
    let since = now(&browser).await;
    browser.go("#/plan", "Plan").await;
    print(&browser, "opening the plan, folded", since).await;
    browser.script("location.hash = '#/plan?words=Action'", Vec::new()).await;
    still(&browser, 500).await;
    browser.reload().await;
    still(&browser, 500).await;
    let paint = browser.script(NOTED, vec![json!(0)]).await["paint"].as_f64().unwrap();
    println!("first paint after {paint} ms");
    print(&browser, "opening the plan", paint).await;
    browser.sees("500 of 500 actions.").await;

    let since = now(&browser).await;
    browser.type_into("q", " 49").await;
    browser.sees("15 of 500 actions.").await;
    print(&browser, "searching as one types", since).await;

    let since = now(&browser).await;
    for step in 1..=10 {
        browser.script("scrollTo(0, document.body.scrollHeight * arguments[0] / 10)", vec![json!(step)]).await;
        moment().await;
    }
    print(&browser, "scrolling", since).await;

    let title = "Action 321";
    let action = format!("#/action/{}", big_plan::id(13, 321));
    let since = now(&browser).await;
    browser.go(&action, title).await;
    print(&browser, "opening an action", since).await;
    let since = now(&browser).await;
    write_update(&browser, &action, title, "We opened the hub in March 2026 for 120 residents.").await;
    print(&browser, "writing an update and making it ready", since).await;
    browser.has_not_stopped().await;
    browser.close().await;
}

/// What only `script/bench` asks for, with what is printed: the longest task of each step of an afternoon in a plan of six
/// boroughs.
#[tokio::test]
#[ignore = "script/bench asks for it"]
async fn three_thousand_actions() {
    let world = World::new();
    let browser = Browser::meddled(&world, "visitor", WATCH).await;
    let file = world.file("big.thread.json", big_plan::plan_file_of(3_000));
    let begun = Instant::now();
    begin_as_representative(&browser, "Leisure Services", &file).await;
    println!("\n3,000 actions, 6,000 updates; the file was read in {} ms", begun.elapsed().as_millis());
    print(&browser, "reading the file", 0.0).await;
    browser.sees("Ready to work without a connection").await;

    let since = now(&browser).await;
    browser.go("#/plan", "Plan").await;
    browser.sees("3,000 of 3,000 actions.").await;
    print(&browser, "opening the plan, folded", since).await;
    let since = now(&browser).await;
    browser.type_into("q", "49").await;
    browser.sees(" of 3,000 actions.").await;
    print(&browser, "searching as one types", since).await;

    let since = now(&browser).await;
    browser.go("#/plan/table?columns=title,number,owner,rating", "The plan as a table").await;
    browser.sees("3,000 of 3,000 actions.").await;
    print(&browser, "opening the table", since).await;
    let first = "document.querySelector('[data-cell][tabindex=\"0\"]').focus()";
    browser.script(first, Vec::new()).await;
    let since = now(&browser).await;
    for _ in 0..10 {
        let here = browser.driver.active_element().await.unwrap();
        here.send_keys("\u{e015}").await.unwrap();
    }
    print(&browser, "ten cells down", since).await;
    let since = now(&browser).await;
    browser.go(&format!("#/action/{}", big_plan::id(13, 2_321)), "Action 2321").await;
    print(&browser, "opening an action", since).await;
    browser.has_not_stopped().await;
    browser.close().await;
}
