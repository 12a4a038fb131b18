//! Keeping the plan on screen: a whole plan typed from nothing by keyboard, how many presses things take, and that what was
//! saved is taken back.

use super::browser::{Browser, moment};
use super::people::*;
use super::world::{World, here};
use golden_thread::bundle;
use golden_thread::ledger::{Ledger, PlanTree, Side};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// Types into what has the focus.
async fn keys(browser: &Browser, words: &str) {
    browser.driver.active_element().await.unwrap().send_keys(words).await.unwrap();
}

/// Presses Enter on the button that says these words, and stands in this place; the keyboard goes there first.
async fn press_by_keyboard(browser: &Browser, within: &str, words: &str) {
    let button = format!("{within}//*[self::button or self::a][contains(normalize-space(.), \"{words}\")]");
    let button = browser.find(By::XPath(button)).await;
    browser.script("arguments[0].focus()", vec![button.to_json().unwrap()]).await;
    keys(browser, "\u{e007}").await;
}

/// Waits until the field of this id has the focus and is empty.
async fn is_ready_for_the_next(browser: &Browser, id: &str) {
    let begun = Instant::now();
    let here = "const e = document.activeElement; return e && e.id === arguments[0] && e.value === ''";
    while browser.script(here, vec![json!(id)]).await != json!(true) {
        assert!(begun.elapsed() < Duration::from_secs(20), "{id} is not there for the next:\n{}", browser.text().await);
        moment().await;
    }
}

/// Types one thing after the other into the form that is open.
async fn add_all(browser: &Browser, field: &str, all: &[String]) {
    for words in all {
        is_ready_for_the_next(browser, field).await;
        keys(browser, &format!("{words}\u{e007}")).await;
    }
    is_ready_for_the_next(browser, field).await;
    keys(browser, "\u{e00c}").await;
}

/// The plan of the sample.
fn sample() -> PlanTree {
    let file = std::fs::read(here("tests/data/served/sample.thread.json")).unwrap();
    let records = bundle::read(&file).unwrap().bundle.records;
    let ledger = Ledger::new(records, None, Side::Office);
    let plan = ledger.plans().next().unwrap();
    ledger.tree(plan)
}

/// What the plan's page says, a line for each action at each of its places: priority, aim, action, owners.
async fn outline(browser: &Browser) -> Vec<String> {
    let read = "return [...document.querySelectorAll('.gt-thread__item--action')].map(item => {
        const title = one => one.querySelector(':scope > .gt-thread__title').textContent.trim().replace(/^Aim: /, '');
        const above = ['priority', 'aim'].map(kind => title(item.closest('.gt-thread__item--' + kind)));
        const owner = [...item.querySelectorAll(':scope > .gt-meta > li')].map(l => l.textContent).find(t => t.startsWith('Owner'));
        return [...above, title(item), owner || ''].join(' | ');
    })";
    let lines = browser.script(read, Vec::new()).await;
    let mut lines: Vec<String> =
        lines.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect();
    lines.sort();
    lines
}

/// Puts what is open into one more place: the box that says these words.
async fn also_stands_under(browser: &Browser, words: &str) {
    press_by_keyboard(browser, "//main", "Change Stands under").await;
    let label = browser.find(By::XPath(format!("//main//label[contains(., \"{words}\")]"))).await;
    let to_box = "document.getElementById(arguments[0].htmlFor).focus()";
    browser.script(to_box, vec![label.to_json().unwrap()]).await;
    keys(browser, " ").await;
    press_by_keyboard(browser, "//main", "Save").await;
    browser.sees("Saved. It goes out with your next plan file.").await;
}

/// Opens what is called so from the plan, and puts it into one more place.
async fn place_again(browser: &Browser, title: &str, place: &str) {
    let open = "const titled = i => i.querySelector(':scope > .gt-thread__title').textContent.includes(arguments[0]);
        const item = [...document.querySelectorAll('.gt-thread__item')].find(titled);
        location.hash = item.querySelector('.gt-row-tools a').getAttribute('href')";
    browser.go("#/plan", "Southwark").await;
    browser.find(By::XPath(format!("//*[contains(@class, 'gt-thread__title')][contains(., \"{title}\")]"))).await;
    browser.script(open, vec![json!(title)]).await;
    browser.find(By::XPath(format!("//h1[contains(., \"{title}\")]"))).await;
    also_stands_under(browser, place).await;
}

#[tokio::test]
async fn the_whole_sample_is_typed_from_nothing_by_keyboard() {
    let tree = sample();
    let world = World::new();
    let browser = Browser::new(&world, "office").await;
    browser.sees("Which of these are you?").await;
    browser.press("The partnership manager").await;
    browser.type_into("name", "Mara Winter").await;
    browser.type_into("partnership", "Northmere Partnership").await;
    browser.press("Start empty").await;
    browser.sees("Start a plan").await;
    browser.find(By::Id("plan-title")).await.focus().await.unwrap();
    keys(&browser, &format!("{}\u{e007}", tree.title)).await;
    browser.sees("This plan has no priorities yet.").await;
    press_by_keyboard(&browser, "//main", "Edit the plan").await;
    press_by_keyboard(&browser, "//main", "Add a priority").await;
    let priorities: Vec<String> = tree.priorities.iter().map(|p| p.title.clone()).collect();
    add_all(&browser, "priority-title", &priorities).await;
    let (mut known, mut aims_seen, mut actions_seen) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut wanted, mut again) = (Vec::new(), Vec::new());
    let line = |words: &str| words.replace('\n', " ");
    for priority in &tree.priorities {
        let here = format!("//li[contains(@class, 'item--priority')][h2[contains(., \"{}\")]]", priority.title);
        let new_aims: Vec<_> = priority.aims.iter().filter(|aim| aims_seen.insert(aim.id)).collect();
        let statements: Vec<String> = new_aims.iter().map(|aim| line(&aim.statement)).collect();
        press_by_keyboard(&browser, &here, "Add an aim").await;
        add_all(&browser, "aim-statement", &statements).await;
        for aim in &priority.aims {
            let is_new = new_aims.iter().any(|new| new.id == aim.id);
            if !is_new {
                place_again(&browser, &line(&aim.statement), &priority.title).await;
                browser.go("#/plan", "Southwark").await;
            }
            let statement = line(&aim.statement);
            let aim_here = format!("{here}//li[contains(@class, 'item--aim')][h3[contains(., \"{statement}\")]]");
            let mut is_open = false;
            for action in &aim.actions {
                let owners: Vec<&str> = action.owners.iter().map(|o| o.name.as_str()).collect();
                let owned = if owners.is_empty() { String::new() } else { format!("Owner: {}", owners.join(", ")) };
                wanted.push([priority.title.as_str(), &statement, &action.title, &owned].join(" | "));
                if !actions_seen.insert(action.id) {
                    again.push((action.title.clone(), format!("{}: {statement}", priority.title)));
                    continue;
                }
                if !is_open {
                    press_by_keyboard(&browser, &aim_here, "Add an action").await;
                    is_open = true;
                }
                is_ready_for_the_next(&browser, "action-title").await;
                keys(&browser, &format!("{}\u{e004}{}\u{e007}", action.title, owners.join("; "))).await;
                for owner in owners.iter().filter(|owner| known.insert((**owner).to_owned())) {
                    press_by_keyboard(&browser, "//main", &format!("Add “{owner}” to the partnership")).await;
                    browser.sees(&format!("“{owner}” is in the partnership now.")).await;
                    browser.find(By::Id("action-title")).await.send_keys("\u{e007}").await.unwrap();
                }
            }
            if is_open {
                is_ready_for_the_next(&browser, "action-title").await;
                keys(&browser, "\u{e00c}").await;
            }
        }
    }
    for (title, place) in again {
        place_again(&browser, &title, &place).await;
    }
    wanted.sort();
    browser.go("#/plan", "Southwark").await;
    browser.sees("53 of 53 actions.").await;
    assert_eq!(outline(&browser).await, wanted);
    // And it is there after the page was closed.
    browser.reload().await;
    browser.sees("53 of 53 actions.").await;
    assert_eq!(outline(&browser).await, wanted);
    browser.has_not_stopped().await;
    browser.close().await;
}

/// Counts what somebody really presses from now on: the pointer, and keys that are no typing.
pub async fn count_presses(browser: &Browser) {
    let count = "window.pressed = 0;
        if (!window.counting) {
            window.counting = true;
            addEventListener('pointerdown', e => { if (e.isTrusted) window.pressed += 1 }, true);
            addEventListener('keydown', e => { if (e.isTrusted && e.key.length > 1 && e.key !== 'Shift') window.pressed += 1 }, true);
        }";
    browser.script(count, Vec::new()).await;
}

/// How many there were.
pub async fn presses(browser: &Browser) -> u64 {
    browser.script("return window.pressed", Vec::new()).await.as_u64().unwrap()
}

#[tokio::test]
async fn few_presses_add_an_action_change_an_owner_and_rate_ten() {
    let world = World::new();
    let browser = Browser::new(&world, "office").await;
    begin_with_sample(&browser, false).await;
    browser.go("#/plan", "Southwark").await;
    browser.sees("53 of 53 actions.").await;
    count_presses(&browser).await;
    browser.press("Edit the plan").await;
    browser.press("Add an action").await;
    is_ready_for_the_next(&browser, "action-title").await;
    keys(&browser, "Walks in every ward\u{e007}").await;
    browser.sees("54 of 54 actions.").await;
    let adding = presses(&browser).await;
    assert!((1..=4).contains(&adding), "adding an action took {adding} presses");
    // Undo takes it out again.
    browser.press("Undo").await;
    browser.sees("53 of 53 actions.").await;
    keys(&browser, "\u{e00c}").await;
    // Ten ratings.
    count_presses(&browser).await;
    let rate = "return [...document.querySelectorAll('.gt-rate')].slice(0, 10).map((s, n) => { s.id = `rate-${n}`; return s.ariaLabel })";
    let titles = browser.script(rate, Vec::new()).await;
    for (n, title) in titles.as_array().unwrap().iter().enumerate() {
        let label = title.as_str().unwrap();
        let select = format!("//select[@aria-label=\"{label}\"]");
        browser.click(By::XPath(select.clone())).await;
        keys(&browser, "O").await;
        keys(&browser, "\u{e007}").await;
        let title = label.strip_prefix("Rate: ").unwrap();
        let rated = format!(
            "//li[contains(@class, 'item--action')][h4[contains(., \"{title}\")]]//*[contains(@class, 'gt-rating')][contains(., 'On track')]"
        );
        browser.find(By::XPath(rated)).await;
        assert!(n < 10);
    }
    let rating = presses(&browser).await;
    assert!((10..=20).contains(&rating), "ten ratings took {rating} presses");
    // An owner.
    let action = find_action(&browser, "maternity partnership").await;
    browser.go(&action, "maternity partnership").await;
    count_presses(&browser).await;
    browser.press("Change Owner").await;
    let other = "const field = document.activeElement;
        field.select();
        return [...field.list.options].map(o => o.value).find(name => name !== field.value)";
    let other = browser.script(other, Vec::new()).await;
    keys(&browser, &format!("{}\u{e007}", other.as_str().unwrap())).await;
    browser.sees("Saved. It goes out with your next plan file.").await;
    let owner = presses(&browser).await;
    assert!((1..=3).contains(&owner), "an owner took {owner} presses");
    browser.press("Undo").await;
    browser.sees("Taken back.").await;
    // Escape leaves what stood there.
    browser.press("Change What success looks like").await;
    keys(&browser, "Nobody waits\u{e00c}").await;
    browser.sees_no("Nobody waits").await;
    browser.has_not_stopped().await;
    browser.close().await;
}

#[tokio::test]
async fn a_representatives_change_is_theirs_until_it_is_accepted() {
    let world = World::new();
    let browser = Browser::of_width(&world, "rep", 360).await;
    begin_with_sample(&browser, true).await;
    let action = find_action(&browser, "maternity partnership").await;
    browser.go(&action, "maternity partnership").await;
    browser.press("Change Title").await;
    keys(&browser, " for all").await;
    browser.press("Save").await;
    browser.sees("Saved on this device. It goes with your next file to send.").await;
    browser.sees("Your change. The partnership office has not accepted it yet.").await;
    browser.press("Show the history").await;
    browser.press("Use this again").await;
    browser.sees("It says again what it said before.").await;
    browser.sees_no("Your change. The partnership office has not accepted it yet.").await;
    browser.has_not_stopped().await;
    browser.close().await;
}

#[tokio::test]
async fn what_cannot_be_is_said_where_it_happens() {
    let world = World::new();
    let browser = Browser::new(&world, "office").await;
    begin_with_sample(&browser, false).await;
    let action = find_action(&browser, "maternity partnership").await;
    browser.go(&action, "maternity partnership").await;
    let cases = [
        ("Change Title", "action-title", "x".repeat(501), "this is too long"),
        ("Change Title", "action-title", String::new(), "Say what will be done"),
        ("Change Timescale", "action-timescale", "by March 2019".to_owned(), "This is before the plan begins"),
        ("Change Owner", "action-owner", "Nobody at all".to_owned(), "has no organisation called “Nobody at all”"),
    ];
    for (pencil, field, typed, said) in cases {
        browser.press(pencil).await;
        browser.script("document.activeElement.select()", Vec::new()).await;
        keys(&browser, &format!("{}\u{e007}", if typed.is_empty() { "\u{e003}" } else { &typed })).await;
        browser.sees(said).await;
        assert_eq!(browser.value(field).await, typed, "nothing that was typed is lost");
        keys(&browser, "\u{e00c}").await;
        browser.sees_no(said).await;
    }
    // A new organisation with another's name; a priority under which aims stand is not taken out.
    browser.go("#/new/organisation", "A new organisation").await;
    browser.type_into("organisation-name", " public  HEALTH ").await;
    browser.press("Add the organisation").await;
    browser.sees("The partnership has “Public Health” already.").await;
    browser.go("#/plan", "Southwark").await;
    browser.press("Edit the plan").await;
    browser.press("Edit Priority 1").await;
    browser.press("Take it out").await;
    browser.sees("stand under it. Move them elsewhere or take them out first.").await;
    // Places that are nowhere lead on.
    browser.go("#/new/action/nowhere", "").await;
    browser.go("#/record/0190a6f2-7c1e-7abc-8def-0123456789ab", "").await;
    browser.has_not_stopped().await;
    browser.close().await;
}
