//! Every screen through axe, narrow and wide, light and dark: no violation of any of its rules; and every control takes the
//! press that is meant for it, with the text as it is and twice as large (`finger`). With `PICTURES=folder` a picture of each is kept there, to be looked at.

use super::browser::{Browser, moment};
use super::finger::out_of_reach;
use super::people::*;
use super::world::{World, here, report};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// What axe finds on this screen in both colour schemes: rule, then where.
pub async fn violations(browser: &Browser, screen: &str) -> Vec<String> {
    let mut found = Vec::new();
    for scheme in ["dark", "light"] {
        // With motion reduced no colour takes its time; a page may begin to change it after it was asked to end.
        let scheme_is = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        browser.devtools("Emulation.setEmulatedMedia", scheme_is).await;
        // A colour on its way from one scheme to the other is nobody's.
        let settle = "for (const a of document.getAnimations()) if (a.transitionProperty) a.finish()";
        browser.script(settle, Vec::new()).await;
        let screen = format!("{screen}, {scheme}");
        found.extend(lasting(async || of_scheme(browser, &screen).await).await);
    }
    found.extend(lasting(async || out_of_reach(browser, screen).await).await);
    text_size(browser, 200).await;
    let large = format!("{screen}, text twice as large");
    found.extend(lasting(async || sticks_out(browser, &large).await).await);
    found.extend(lasting(async || out_of_reach(browser, &large).await).await);
    text_size(browser, 100).await;
    found
}

/// What is still found after two seconds: a page that is being laid out anew is nobody's.
async fn lasting(look: impl AsyncFn() -> Vec<String>) -> Vec<String> {
    let begun = Instant::now();
    loop {
        let found = look().await;
        if found.is_empty() || begun.elapsed() > Duration::from_secs(2) {
            return found;
        }
        moment().await;
    }
}

/// Sets the size of the text, as somebody does in the browser's settings, in hundredths of what it is.
pub async fn text_size(browser: &Browser, percent: u32) {
    let standard = 16 * percent / 100;
    browser.devtools("Page.setFontSizes", json!({ "fontSizes": { "standard": standard, "fixed": standard } })).await;
}

/// What sticks out of the page sideways.
pub async fn sticks_out(browser: &Browser, screen: &str) -> Vec<String> {
    let wide = "const root = document.documentElement, page = root.clientWidth;
        return root.scrollWidth <= page + 1 ? [] : [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > page + 1 && !e.closest('[class*=visually-hidden]'))
            .filter((e, n, all) => !all.some(inner => inner !== e && e.contains(inner)))
            .map(e => e.outerHTML.slice(0, 120)).slice(0, 5)";
    let found: Vec<String> = serde_json::from_value(browser.script(wide, Vec::new()).await).unwrap();
    found.iter().map(|what| format!("{screen}: {what} sticks out")).collect()
}

async fn of_scheme(browser: &Browser, screen: &str) -> Vec<String> {
    if let Ok(folder) = std::env::var("PICTURES") {
        let width = browser.script("return innerWidth", Vec::new()).await;
        let whole = browser.devtools("Page.captureScreenshot", json!({ "captureBeyondViewport": true })).await;
        let decode = "const data = atob(arguments[0]); return Array.from(data, c => c.charCodeAt(0))";
        let bytes = browser.script(decode, vec![whole["data"].clone()]).await;
        let bytes: Vec<u8> = serde_json::from_value(bytes).unwrap();
        std::fs::write(format!("{folder}/{} {width}.png", screen.replace(", ", "-")), bytes).unwrap();
    }
    let axe = std::fs::read_to_string(here("node_modules/axe-core/axe.min.js"));
    let axe = axe.expect("axe-core is not here. Run script/test, which fetches it.");
    browser.script(&format!("if (!window.axe) {{ {axe} }}"), Vec::new()).await;
    // The usual rules, and the contrast of 7:1 that sunlight asks for.
    let found = "const rules = { 'color-contrast-enhanced': { enabled: true } };
        return axe.run(document, { rules }).then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ' at ' + n.target.join(' '))))";
    let found = browser.script(found, Vec::new()).await;
    let found = found.as_array().unwrap_or_else(|| panic!("axe did not run on {screen}: {found}")).clone();
    found.iter().filter_map(Value::as_str).map(|v| format!("{screen}: {v}")).collect()
}

async fn walk(width: u32) {
    let world = World::new();
    let browser = Browser::of_width(&world, "visitor", width).await;
    let mut found = Vec::new();
    browser.sees("Which of these are you?").await;
    found.extend(violations(&browser, "first visit").await);
    begin_with_sample(&browser, false).await;
    found.extend(violations(&browser, "today").await);
    let title = "maternity partnership";
    let action = find_action(&browser, title).await;
    browser.sees("53 of 53 actions.").await;
    found.extend(violations(&browser, "plan").await);
    for (route, said, screen) in [
        ("#/plan/table?group=owner", "The plan as a table", "plan, as a table"),
        ("#/plan/owners", "The plan by owner", "plan, by owner"),
        ("#/plan/months", "The plan by month", "plan, by month"),
    ] {
        browser.go(route, said).await;
        browser.sees("53 of 53 actions.").await;
        found.extend(violations(&browser, screen).await);
    }
    browser.go(&action, title).await;
    found.extend(violations(&browser, "action").await);
    browser.press("Change Timescale").await;
    browser.sees("By when?").await;
    found.extend(violations(&browser, "action, changing the timescale").await);
    browser.go(&draft_of(&action), title).await;
    browser.type_into("narrative", "Call 020 7946 0000 about it.").await;
    browser.sees("looks like a phone number").await;
    found.extend(violations(&browser, "draft").await);
    browser.go("#/exchange/inbox", "Inbox").await;
    found.extend(violations(&browser, "inbox").await);
    browser.type_into("open-paste", "We opened two hubs in May 2024.").await;
    browser.press("Use the pasted words").await;
    let first = "//select[starts-with(@id, 'organisation-')]/option[2]";
    browser.find(By::XPath(first)).await.click().await.unwrap();
    browser.sees("Which actions is it about?").await;
    found.extend(violations(&browser, "inbox, a plain reply").await);
    browser.go("#/exchange/send", "Send").await;
    found.extend(violations(&browser, "send").await);
    found.extend(bringing_in(&browser).await);
    found.extend(putting_in(&browser).await);
    found.extend(chasing(&browser).await);
    browser.go("#/papers", "Papers").await;
    browser.sees("As it will print").await;
    found.extend(violations(&browser, "papers").await);
    browser.go("#/device", "device").await;
    found.extend(violations(&browser, "device").await);
    browser.press("Save a backup").await;
    let backup = browser.downloaded(".thread.json").await;
    let copy = world.file("backup.thread.json", std::fs::read(&backup).unwrap());
    browser.open_file("restore-file", &copy).await;
    browser.sees("Restore backup.thread.json of").await;
    found.extend(violations(&browser, "device, restoring").await);
    browser.close().await;
    assert!(found.is_empty(), "at {width} pixels axe finds\n{}", found.join("\n"));
}

async fn bringing_in(browser: &Browser) -> Vec<String> {
    browser.go("#/exchange/bring-in", "Bring in a report").await;
    let mut found = violations(browser, "bring in, the paper").await;
    browser.open_file("source-file", &report()).await;
    browser.sees("You chose").await;
    browser.type_into("source-date", "2023-11-01").await;
    browser.press("Read it").await;
    browser.sees("Look at what was read").await;
    found.extend(violations(browser, "bring in, what was read").await);
    found
}

async fn putting_in(browser: &Browser) -> Vec<String> {
    browser.go("#/exchange/put-in", "Put in for someone").await;
    let mut found = violations(browser, "put in").await;
    browser.press("Put it in").await;
    browser.sees("There is a problem").await;
    found.extend(violations(browser, "put in, with problems").await);
    browser.type_into("put-words", "The walking groups reached 310 people since May 2024.").await;
    browser.choose("put-organisation", "Leisure Services").await;
    browser.type_into("put-who", "Sol Runner").await;
    browser.press("Gather facts on who takes part").await;
    browser.press("Put it in").await;
    browser.sees("There is 1 thing to decide.").await;
    found.extend(violations(browser, "review").await);
    browser.tick("item-0-changes").await;
    browser.sees("The author stays the author").await;
    found.extend(violations(browser, "review, with changes").await);
    browser.tick("item-0-not").await;
    browser.press("Finish this review").await;
    browser.sees("There is a problem").await;
    found.extend(violations(browser, "review, with problems").await);
    found
}

/// The organisations and their contacts; this cycle before and after it has begun.
async fn chasing(browser: &Browser) -> Vec<String> {
    browser.go("#/exchange/organisations", "Organisations").await;
    let mut found = violations(browser, "organisations").await;
    browser.go("#/exchange/cycle", "This cycle").await;
    found.extend(violations(browser, "this cycle, beginning").await);
    browser.type_into("cycle-title", "Autumn 2026").await;
    browser.type_into("cycle-due", "2027-03-01").await;
    browser.press("Begin this cycle").await;
    browser.sees("Those not heard from stand first").await;
    found.extend(violations(browser, "this cycle").await);
    browser.press("Prepare all").await;
    browser.sees("Ready for").await;
    found.extend(violations(browser, "this cycle, ready").await);
    browser.press("First letter to").await;
    browser.sees("Copy the words").await;
    found.extend(violations(browser, "this cycle, a letter").await);
    found
}

#[tokio::test]
async fn accessibility_narrow() {
    walk(360).await;
}

#[tokio::test]
async fn accessibility_wide() {
    walk(1280).await;
}
