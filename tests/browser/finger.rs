//! What a finger meets: every control takes the press that is meant for it, and nothing moves under a finger.

use super::accessibility::text_size;
use super::browser::{Browser, moment};
use super::people::begin_with_sample;
use super::phones::{NAME, all_stored, office, phone, stored, touch};
use super::world::World;
use golden_thread::domain::{Draft, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// What can be pressed or typed into, and is there to be seen.
const CONTROLS: &str = "const controls = () => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [role=button]')].filter(c => !c.disabled && c.type !== 'hidden'
            // A file field that a button opens is there for programs alone.
            && !c.matches('.gt-skip:not(:focus), input.gt-visually-hidden') && c.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
    const name = c => (c.innerText || c.getAttribute('aria-label') || c.id || c.outerHTML).trim().slice(0, 60);
    const middle = c => {
        const boxes = [...c.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height);
        return boxes[0] && [boxes[0].left + boxes[0].width / 2, boxes[0].top + boxes[0].height / 2];
    };
    const over = (c, x, y) => {
        const there = document.elementFromPoint(x, y);
        const is = there && (c.contains(there) || [...(c.labels || [])].some(l => l.contains(there)));
        return is ? null : there ? there.outerHTML.slice(0, 90) : 'nothing';
    };";

/// Presses a button at the stall, once what the press before brought takes presses.
async fn press(phone: &Browser, words: &str) {
    tokio::time::sleep(Duration::from_millis(450)).await;
    touch(phone, button(words)).await;
}

/// The enabled controls of a screen that cannot be pressed where they stand: what a press in their middle would meet. Each is
/// scrolled to the middle of the window first.
pub async fn out_of_reach(browser: &Browser, screen: &str) -> Vec<String> {
    let look = format!(
        "{CONTROLS}
        const found = [], [left, top] = [scrollX, scrollY];
        for (const c of controls()) {{
            c.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
            const at = middle(c), meets = at ? over(c, ...at) : 'no place';
            if (meets) found.push(`“${{name(c)}}” lies under ${{meets}}`);
        }}
        scrollTo(left, top);
        return found;"
    );
    let found: Vec<String> = serde_json::from_value(browser.script(&look, Vec::new()).await).unwrap();
    found.into_iter().map(|what| format!("{screen}: {what}")).collect()
}

/// The rule that once laid a row's link over everything else in the row.
const OLD_RULE: &str = "const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.gt-list__link ~ *, .gt-list__link ~ * * { z-index: auto !important; pointer-events: auto !important; }
        .gt-list__link { z-index: auto !important; }
        .gt-list__link::after { content: ''; position: absolute; inset: 0; z-index: auto; }`);
    document.adoptedStyleSheets.push(sheet);";

#[tokio::test]
async fn a_link_stretched_over_other_controls_is_found_out() {
    let world = World::new();
    for width in [360, 1280] {
        let browser = Browser::of_width(&world, &format!("representative-{width}"), width).await;
        begin_with_sample(&browser, true).await;
        browser.press("Choose which actions are yours").await;
        // Their own stand first, and are ticked.
        browser.click(By::XPath("(//label[starts-with(@for, 'mine-action-')])[last()]".to_owned())).await;
        browser.sees("Write an update").await;
        for percent in [100, 200] {
            text_size(&browser, percent).await;
            assert_eq!(out_of_reach(&browser, "today").await, Vec::<String>::new(), "at {width} px, {percent} %");
        }
        text_size(&browser, 100).await;
        // Pressed where it stands, it leads where it says.
        let link = browser.find(By::XPath("//main//a[starts-with(normalize-space(.), 'Write an update')]")).await;
        point_at(&browser, &link).await;
        browser.find(By::Id("narrative")).await;
        browser.script("history.back()", Vec::new()).await;
        browser.sees("Write an update").await;
        browser.script(OLD_RULE, Vec::new()).await;
        let found = out_of_reach(&browser, "today").await;
        assert!(found.iter().any(|what| what.contains("Write an update")), "at {width} px: {found:?}");
        browser.close().await;
    }
}

/// Presses with the mouse (or the finger that stands for it) in the middle of an element, as a hand does.
async fn point_at(browser: &Browser, element: &WebElement) {
    let middle = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });
        const r = arguments[0].getBoundingClientRect();
        return [Math.round(r.left + r.width / 2), Math.round(r.top + r.height / 2)];";
    let at = browser.driver.execute(middle, vec![element.to_json().unwrap()]).await.unwrap();
    let [x, y]: [i64; 2] = serde_json::from_value(at.json().clone()).unwrap();
    browser.driver.action_chain().move_to(x, y).click().perform().await.unwrap();
}

/// Notes where every control is; `moved` says which are elsewhere.
async fn note_places(phone: &Browser) {
    let note = format!(
        "{CONTROLS} window.places = controls().map(c => [c, c.getBoundingClientRect(), name(c)])
            .filter(([, r]) => r.bottom > 0 && r.top < innerHeight); return window.places.length"
    );
    assert!(phone.script(&note, Vec::new()).await.as_u64().unwrap_or(0) > 2);
}

/// The controls that are still there and stand elsewhere than they were noted.
async fn moved(phone: &Browser, what: &str) -> Vec<String> {
    let look = "return (window.places || []).filter(([c]) => c.isConnected && c.checkVisibility()).flatMap(([c, was, name]) => {
            const is = c.getBoundingClientRect();
            const far = Math.max(...['left', 'top', 'width', 'height'].map(side => Math.abs(is[side] - was[side])));
            return far > 0.5 ? [`“${name}” from ${[was.x, was.y, was.width, was.height]} to ${[is.x, is.y, is.width, is.height]}`] : [];
        })";
    let found: Vec<String> = serde_json::from_value(phone.script(look, Vec::new()).await).unwrap();
    found.into_iter().map(|control| format!("{what}: {control}")).collect()
}

/// Scrolls something to the middle, where a hand would have it, and lets the page come to rest.
async fn to_middle(phone: &Browser, by: By) {
    let element = phone.find(by).await;
    let scroll = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
    phone.driver.execute(scroll, vec![element.to_json().unwrap()]).await.unwrap();
    moment().await;
}

/// Touches it, once; what moved by that.
async fn moves(phone: &Browser, what: &str, by: By) -> Vec<String> {
    to_middle(phone, by.clone()).await;
    note_places(phone).await;
    touch(phone, by).await;
    // Until it is stored and said.
    tokio::time::sleep(Duration::from_millis(450)).await;
    moved(phone, what).await
}

/// The button of the foot or of the pane with these words.
fn button(words: &str) -> By {
    // The foot's, where something above it has the same name.
    By::XPath(format!("(//main//button[normalize-space(.)=\"{words}\"])[last()]"))
}

/// Which buttons of the foot reach out of the window.
async fn off_screen(phone: &Browser) -> Vec<String> {
    let look = "return [...document.querySelectorAll('.gt-stall__foot button')].filter(b => {
            const r = b.getBoundingClientRect();
            return r.left < 0 || r.top < 0 || r.right > innerWidth + 0.5 || r.bottom > innerHeight + 0.5 || b.scrollWidth > b.clientWidth + 1;
        }).map(b => b.innerText + ' ' + JSON.stringify(b.getBoundingClientRect()))";
    serde_json::from_value(phone.script(look, Vec::new()).await).unwrap()
}

/// A phone at the stall of an event that has two services.
async fn at_stall(world: &World) -> Browser {
    let (mut office, event) = office();
    let services = ["Elm Street Pantry", "Warm Room"].map(|name| {
        Draft::new(super::device::new_id(), kind::SERVICE)
            .with(f::NAME, name)
            .with(format!("{}/food", f::FOR), true)
            .with(f::REACH, "Elm Street Hall. 020 7946 0101")
    });
    office.save(Work::drafts(&services, Cause::Typed), vec![]).unwrap();
    let plan_file = world.file("plan-file-no-1.thread.json", office.make_issue());
    let phone = phone(world, "ambassador", "Ines Park", &plan_file).await;
    phone.go(&format!("#/event/{event}/stall"), NAME).await;
    phone.find(By::Css("[data-topic]")).await;
    phone
}

#[tokio::test]
async fn nothing_moves_under_a_finger_at_the_stall() {
    let world = World::new();
    let phone = at_stall(&world).await;
    let mut found = Vec::new();
    let [food, carers] = ["food", "carers"].map(|topic| By::Css(format!("[data-topic='{topic}']")));
    let group = By::XPath("//button[@data-topic='food']/following-sibling::button");
    let english = ["Checked", "Referred", "Undo", "They said", "Signpost", "More", "Count", "Español"];
    let spanish = ["Revisión", "Derivación", "Deshacer", "Dijeron", "Orientar", "Más", "Contar", "English"];
    for words in [english, spanish] {
        let [checked, referred, undo, told, signpost, more, count, other] = words;
        for percent in [100, 130, 200] {
            text_size(&phone, percent).await;
            let size = |what: &str| format!("{count}, {percent} %, {what}");
            found.extend(off_screen(&phone).await.into_iter().map(|b| size(&format!("off the screen: {b}"))));
            // What reaches out sideways makes the page smaller, and a finger presses beside what it is on.
            let stick = super::accessibility::sticks_out(&phone, &size("topics")).await;
            found.extend(stick);
            for (what, by) in [("food", &food), ("food in a group", &group), ("carers", &carers)] {
                found.extend(moves(&phone, &size(what), by.clone()).await);
            }
            for what in [checked, referred, referred, undo, checked] {
                found.extend(moves(&phone, &size(what), button(what)).await);
            }
            found.extend(off_screen(&phone).await.into_iter().map(|b| size(&format!("off the screen, pressed: {b}"))));
            // What people are told of is chosen in another part of the screen, and the foot stays.
            for what in [told, signpost, more, count] {
                phone.script("scrollTo(0, 400)", Vec::new()).await;
                found.extend(moves_in_foot(&phone, &size(what), button(what)).await);
                let top = phone.script("return scrollY", Vec::new()).await;
                if top.as_f64() != Some(0.0) {
                    found.push(format!("{}: opened scrolled by {top}", size(what)));
                }
            }
            press(&phone, more).await;
            for at in [1, 3, 8] {
                let by = By::XPath(format!("(//main//button[contains(@class, 'gt-stall__press')])[{at}]"));
                found.extend(moves(&phone, &size(&format!("button {at} of More")), by).await);
            }
            for steps in ["+1", "+50"] {
                found.extend(moves(&phone, &size(steps), button(steps)).await);
            }
            found.extend(super::accessibility::sticks_out(&phone, &size("More")).await);
            press(&phone, count).await;
        }
        text_size(&phone, 100).await;
        press(&phone, more).await;
        press(&phone, other).await;
        press(&phone, if other == "English" { "Count" } else { "Contar" }).await;
        phone.find(food.clone()).await;
    }
    phone.has_not_stopped().await;
    phone.close().await;
    assert!(found.is_empty(), "moved or out of sight:\n{}", found.join("\n"));
}

/// Touches a button of the foot; what of the foot moved by that.
async fn moves_in_foot(phone: &Browser, what: &str, by: By) -> Vec<String> {
    let foot = "window.places = [...document.querySelectorAll('.gt-stall__foot button')].map(b => [b, b.getBoundingClientRect(), b.innerText])";
    phone.script(foot, Vec::new()).await;
    touch(phone, by).await;
    tokio::time::sleep(Duration::from_millis(450)).await;
    moved(phone, what).await
}

/// Two touches on one spot, as quick as a finger can.
async fn touch_twice(phone: &Browser, by: By) {
    let element = phone.find(by).await;
    let place = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });
        const r = arguments[0].getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]";
    let at = phone.driver.execute(place, vec![element.to_json().unwrap()]).await.unwrap();
    let at: [f64; 2] = serde_json::from_value(at.json().clone()).unwrap();
    for _ in 0..2 {
        let points = json!([{ "x": at[0], "y": at[1] }]);
        phone.devtools("Input.dispatchTouchEvent", json!({ "type": "touchStart", "touchPoints": points })).await;
        phone.devtools("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await;
        tokio::time::sleep(Duration::from_millis(80)).await;
    }
}

/// What the row of outcomes says is on.
async fn outcomes(phone: &Browser) -> Vec<String> {
    let read = "return [...document.querySelectorAll('.gt-last__did[aria-pressed=true]')].map(b => b.innerText.replace('✓', '').trim())";
    serde_json::from_value(phone.script(read, Vec::new()).await).unwrap()
}

#[tokio::test]
async fn a_second_tap_on_one_spot_says_nothing_else() {
    let world = World::new();
    let phone = at_stall(&world).await;
    let food = By::Css("[data-topic='food']");
    for (talks, percent) in [(1, 100), (2, 130), (3, 200)] {
        text_size(&phone, percent).await;
        touch(&phone, food.clone()).await;
        all_stored(&phone, talks).await;
        touch_twice(&phone, button("Checked")).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(outcomes(&phone).await, Vec::<String>::new(), "on and off again, {percent} %");
        // Telling somebody of a service leads back to the topics: the second tap is none on a topic.
        touch(&phone, button("Signposted")).await;
        phone.sees("Elm Street Pantry").await;
        touch_twice(&phone, By::XPath("(//main//button[normalize-space(.)='I told them of this'])[1]")).await;
        phone.find(food.clone()).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(stored(&phone).await, talks, "{percent} %");
        assert_eq!(outcomes(&phone).await, ["Signposted"], "{percent} %");
    }
    assert_eq!(out_of_reach(&phone, "the stall").await, Vec::<String>::new());
    press(&phone, "Signpost").await;
    phone.sees("Elm Street Pantry").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(out_of_reach(&phone, "services at the stall").await, Vec::<String>::new());
    phone.close().await;
}

#[tokio::test]
async fn topics_keep_their_places_when_the_screen_is_left_and_loaded_anew() {
    let world = World::new();
    let phone = at_stall(&world).await;
    let read = "return [...document.querySelectorAll('[data-topic]')].map(t => t.dataset.topic)";
    let order = phone.script(read, Vec::new()).await;
    let last = order.as_array().and_then(|all| all.last()).and_then(Value::as_str).unwrap().to_owned();
    for _ in 0..3 {
        touch(&phone, By::Css(format!("[data-topic='{last}']"))).await;
    }
    all_stored(&phone, 3).await;
    press(&phone, "More").await;
    press(&phone, "Count").await;
    phone.find(By::Css("[data-topic]")).await;
    assert_eq!(phone.script(read, Vec::new()).await, order);
    phone.reload().await;
    phone.find(By::Css("[data-topic]")).await;
    assert_eq!(phone.script(read, Vec::new()).await, order);
    phone.close().await;
}

#[tokio::test]
async fn a_message_moves_nothing_covers_no_control_and_leaves() {
    let world = World::new();
    let phone = at_stall(&world).await;
    // At the stall it is said in the foot's own lines.
    press(&phone, "They said").await;
    phone.type_into("told-words", "No one rang back").await;
    to_middle(&phone, button("Keep this")).await;
    let foot = "const r = document.querySelector('.gt-stall__foot').getBoundingClientRect(); return [Math.round(r.top), Math.round(r.height)]";
    let before = phone.script(foot, Vec::new()).await;
    touch(&phone, button("Keep this")).await;
    phone.sees("Kept on this phone.").await;
    assert_eq!(phone.script(foot, Vec::new()).await, before);
    // What came where something was just pressed takes no press for a moment.
    tokio::time::sleep(Duration::from_millis(450)).await;
    assert_eq!(out_of_reach(&phone, "the stall, with a message").await, Vec::<String>::new());
    let begun = Instant::now();
    phone.sees_no("Kept on this phone.").await;
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    // Taking back is where it was.
    phone.find(button("Undo")).await;
    phone.close().await;

    for width in [360, 1280] {
        let browser = Browser::of_width(&world, &format!("someone-{width}"), width).await;
        begin_with_sample(&browser, true).await;
        browser.go("#/device", "device").await;
        let save = By::XPath("//main//button[normalize-space(.)='Save']");
        browser.press("Change who uses this device").await;
        browser.type_over("person-name", "Rafi Stone-Hill").await;
        to_middle(&browser, save.clone()).await;
        note_places(&browser).await;
        let button = browser.find(save).await;
        point_at(&browser, &button).await;
        browser.find(By::Css(".gt-notice .gt-banner")).await;
        moment().await;
        assert_eq!(moved(&browser, "saving a name").await, Vec::<String>::new(), "{width} px");
        for percent in [100, 200] {
            text_size(&browser, percent).await;
            assert_eq!(out_of_reach(&browser, "with a message").await, Vec::<String>::new(), "{width} px, {percent} %");
        }
        text_size(&browser, 100).await;
        // Nor the last of the page, nor the first, where the page ends.
        let ends = format!(
            "{CONTROLS}
            const main = controls().filter(c => c.closest('main') && !c.closest('.gt-notice'));
            scrollTo(0, document.documentElement.scrollHeight);
            const last = main.at(-1), under = over(last, ...middle(last));
            scrollTo(0, 0);
            // One near the top cannot be scrolled to the middle either.
            const first = main.find(c => middle(c)[1] < innerHeight / 2);
            return [under, first ? over(first, ...middle(first)) : null]"
        );
        assert_eq!(browser.script(&ends, Vec::new()).await, json!([null, null]), "{width} px");
        browser.sees_no("This is who uses this device now").await;
        browser.close().await;
    }
}
