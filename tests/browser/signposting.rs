//! Signposting and paper sheets on a narrow screen: two taps to a service, the card with a code that a decoder reads off
//! the screen, a wrong entry told to the office, a sheet typed in twice. Every screen through axe on the way.

use super::accessibility::violations;
use super::browser::Browser;
use super::people::*;
use super::world::{World, here};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// What another decoder reads off the code as it is drawn on the screen.
async fn code_on_screen(browser: &Browser) -> String {
    // The pixels as the browser draws them, in grey.
    let draw = "const [done] = arguments;
        const svg = document.querySelector('.gt-show .gt-qr__code');
        svg.scrollIntoView({ block: 'center' });
        const box = svg.getBoundingClientRect();
        done([box.x + scrollX, box.y + scrollY, box.width, box.height]);";
    let area = browser.driver.execute_async(draw, Vec::new()).await.unwrap();
    let area: Vec<f64> = serde_json::from_value(area.json().clone()).unwrap();
    let clip = json!({ "x": area[0], "y": area[1], "width": area[2], "height": area[3], "scale": 2 });
    let taken =
        browser.devtools("Page.captureScreenshot", json!({ "captureBeyondViewport": true, "clip": clip })).await;
    let pixels = "const [data, done] = arguments;
        const blob = new Blob([Uint8Array.from(atob(data), c => c.charCodeAt(0))], { type: 'image/png' });
        createImageBitmap(blob).then(image => {
            const canvas = new OffscreenCanvas(image.width, image.height);
            const pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0);
            const raw = pen.getImageData(0, 0, image.width, image.height).data;
            const grey = [];
            for (let at = 0; at < raw.length; at += 4) grey.push(raw[at]);
            done({ width: image.width, height: image.height, grey });
        });";
    let read = browser.driver.execute_async(pixels, vec![taken["data"].clone()]).await.unwrap().json().clone();
    let size = |name: &str| usize::try_from(read[name].as_u64().unwrap()).unwrap();
    let (width, height) = (size("width"), size("height"));
    let grey: Vec<u8> = serde_json::from_value(read["grey"].clone()).unwrap();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| grey[y * width + x]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code of {width} by {height} pixels");
    grids[0].decode().unwrap().1
}

/// The address of a page of the sample's event in the park.
fn event_page(page: &str) -> String {
    let sample = std::fs::read(here("tests/data/served/sample.thread.json")).unwrap();
    let sample: Value = serde_json::from_slice(&sample).unwrap();
    let named = |r: &&Value| r["kind"] == "event" && r["fields"]["name"].to_string().contains("Health in the park");
    let event = sample["records"].as_array().unwrap().iter().find(named).expect("the sample has it");
    format!("#/event/{}/{page}", event["id"].as_str().unwrap())
}

async fn walk(width: u32) {
    let world = World::new();
    let browser = Browser::of_width(&world, "ambassador", width).await;
    begin_with_sample(&browser, true).await;
    let mut found = Vec::new();

    // Two taps: the need, the service.
    browser.go("#/services", "Where to go").await;
    browser.sees("3 services").await;
    found.extend(violations(&browser, "services").await);
    browser.press("Food").await;
    browser.sees("1 service").await;
    browser.sees("Choose another need").await;
    found.extend(violations(&browser, "services, food").await);
    browser.press("Elm Street Pantry").await;
    browser.sees("They ask to be contacted").await;
    let shown = browser.text().await;
    for said in ["Elm Street Hall", "£4 a week", "Last checked", "Ring 020 7946 0101"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert_eq!(code_on_screen(&browser).await, "tel:02079460101");
    found.extend(violations(&browser, "service").await);
    // In the dark it is as it was: cameras want black on white.
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    browser.devtools("Emulation.setEmulatedMedia", dark).await;
    assert_eq!(code_on_screen(&browser).await, "tel:02079460101");
    let links = "return [...document.querySelectorAll('main a')].map(a => a.getAttribute('href'))";
    let links: Vec<String> = serde_json::from_value(browser.script(links, Vec::new()).await).unwrap();
    assert!(links.iter().all(|l| ["#/", "tel:", "https://", "mailto:"].iter().any(|s| l.starts_with(s))), "{links:?}");

    // Back leads to the same list.
    let card = browser.script("return location.hash", Vec::new()).await.as_str().unwrap().to_owned();
    browser.go("#/services", "Where to go").await;
    browser.sees("Choose another need").await;
    browser.go(&card, "Elm Street").await;

    // Something is wrong with it. The words outlive the page, and nobody's birthday is sent.
    browser.press("Something here is wrong").await;
    browser.type_into("wrong", "The woman born on 3 May 1956 got no answer").await;
    browser.press("Tell the office").await;
    browser.sees("looks like somebody's date of birth. Please take it out.").await;
    found.extend(violations(&browser, "service, wrong").await);
    browser.type_over("wrong", "Nobody answers. Is it 020 7946 0999?").await;
    browser.reload().await;
    browser.sees("This was typed before the page was closed").await;
    assert_eq!(browser.value("wrong").await, "Nobody answers. Is it 020 7946 0999?");
    browser.press("Tell the office").await;
    browser.sees("looks like a phone number").await;
    browser.press("Tell the office").await;
    browser.sees("The office reads it when you send your next file").await;
    browser.sees("Somebody said this is wrong").await;
    browser.sees("not sent").await;

    from_the_stall(&browser, &mut found).await;
    change_it(&browser, &card, &mut found).await;
    sheet_twice(&browser, &mut found).await;
    printed(&browser, &mut found).await;
    browser.has_not_stopped().await;
    browser.close().await;
    assert!(found.is_empty(), "at {width} pixels axe finds\n{}", found.join("\n"));
}

/// In the order in which people do it: a conversation, the service's card held out to them, loaded anew in their hand,
/// and then counting that they were told of it.
async fn from_the_stall(browser: &Browser, found: &mut Vec<String>) {
    browser.go(&event_page("stall"), "Health in the park").await;
    browser.click(By::Css("[data-topic='food']")).await;
    browser.press("Signposted").await;
    browser.press("Elm Street Pantry").await;
    browser.sees("Point your phone’s camera here").await;
    found.extend(violations(browser, "service, from the stall").await);
    browser.press("Back to counting").await;
    browser.press("Search all services").await;
    browser.sees("3 services").await;
    browser.press("Elm Street Pantry").await;
    browser.reload().await;
    browser.press("Food: I told them of this").await;
    browser.press("More").await;
    browser.sees("Food: Signposted (Elm Street Pantry (sample)) × 1").await;
    // One more thing that happened does not cost the service.
    browser.press("Food: Signposted (Elm Street Pantry (sample)) × 1").await;
    let checked = "//main//details[@open]//button[normalize-space(.)='Checked']";
    browser.click(By::XPath(checked)).await;
    browser.sees("Food: Checked, Signposted (Elm Street Pantry (sample)) × 1").await;
    browser.press("Español").await;
    browser.press("Orientar").await;
    browser.press("Elm Street Pantry").await;
    browser.sees("Llamar al 020 7946 0101").await;
    browser.press("Volver a contar").await;
    browser.press("Más").await;
    browser.press("English").await;
}

/// Somebody checks the entry and puts it right; the list knows what is free and open.
async fn change_it(browser: &Browser, card: &str, found: &mut Vec<String>) {
    browser.go(&format!("{card}/change"), "Change a service").await;
    browser.type_over("service-reach", "Elm Street Hall").await;
    browser.sees("There is no phone number or address in this yet").await;
    browser.type_over("service-reach", "020 7946 0999, www.example.org/pantry").await;
    browser.sees("On the card: Ring 020 7946 0999, Open www.example.org/pantry.").await;
    browser.type_over("service-opening", "when we can").await;
    browser.sees("This cannot be read as times").await;
    browser.type_over("service-opening", "Every day 00.00-24.00").await;
    browser.sees("Read as: every day: all day. Open now.").await;
    browser.type_over("service-cost", "Free").await;
    found.extend(violations(browser, "service, changing").await);
    browser.press("I checked all of it today").await;
    browser.sees("It goes with your next file").await;
    browser.sees_no("Somebody said this is wrong").await;
    // The message may lie over the code.
    browser.click(By::XPath("//*[contains(@class, 'gt-notice')]//button[contains(., 'Close')]")).await;
    assert_eq!(code_on_screen(browser).await, "https://www.example.org/pantry");
    browser.go("#/services", "Where to go").await;
    browser.sees("Good Company").await;
    browser.press("Open now").await;
    browser.press("Free").await;
    browser.sees_no("Good Company").await;
    browser.sees("Elm Street").await;

    browser.go("#/services/new", "List a service").await;
    browser.press("I checked all of it today").await;
    browser.sees("Give the service a name").await;
    found.extend(violations(browser, "service, new, with problems").await);
}

/// A paper sheet typed in, again with the same figures, again with others.
async fn sheet_twice(browser: &Browser, found: &mut Vec<String>) {
    let page = event_page("sheet");
    browser.go(&page, "Type in a paper sheet").await;
    browser.sees("No sheet has been typed in here yet").await;
    let cells = "return [...document.querySelectorAll('.gt-tally input')].slice(0, 4).map(i => i.id)";
    let cells: Vec<String> = serde_json::from_value(browser.script(cells, Vec::new()).await).unwrap();
    let fill = async |number: &str, talked: &str| {
        browser.type_over("sheet-number", number).await;
        browser.type_over(&cells[0], talked).await;
        browser.type_over(&cells[3], "4").await;
    };
    fill("", "twelve").await;
    browser.press("Put this sheet in").await;
    browser.sees("Type a whole number, such as 12.").await;
    found.extend(violations(browser, "sheet, with problems").await);
    browser.type_over(&cells[0], "12").await;
    browser.press("Put this sheet in").await;
    browser.sees("Type in the number on the sheet").await;
    fill("k7m 4", "12").await;
    browser.press("Put this sheet in").await;
    browser.sees("Sheet K7M-04 is in: 16 conversations.").await;
    assert_eq!(browser.value("sheet-number").await, "", "ready for the next sheet");
    fill("K7M-04", "12").await;
    browser.press("Put this sheet in").await;
    browser.sees("with the same figures. Is this the same sheet again?").await;
    browser.press("It is the same sheet again").await;
    browser.sees("The sheet stays as it was typed in before.").await;
    fill("K7M-04", "13").await;
    browser.press("Put this sheet in").await;
    browser.sees("This number was typed in before").await;
    found.extend(violations(browser, "sheet, two of one number").await);
    browser.press("It is the same sheet, use what is typed now").await;
    browser.sees("Sheet K7M-04 is in: 17 conversations.").await;
    fill("K7M-05", "3").await;
    browser.press("Put this sheet in").await;
    browser.sees("Sheet K7M-05 is in: 7 conversations.").await;
    // Another piece of paper with that number counts too.
    fill("K7M-05", "5").await;
    browser.press("Put this sheet in").await;
    browser.press("It is another sheet, count both").await;
    browser.sees("Sheet K7M-05 is in: 9 conversations.").await;
    let rows =
        "return [...document.querySelectorAll('main table tbody tr')].map(r => r.innerText.trim().split(/\\s+/).pop())";
    assert_eq!(browser.script(rows, Vec::new()).await, json!(["17", "7", "9", "33"]));
}

/// Numbered sheets, answers and the poster; nothing of the app around them is on paper.
async fn printed(browser: &Browser, found: &mut Vec<String>) {
    browser.script("window.print = () => { window.printed = (window.printed || 0) + 1 }", Vec::new()).await;
    let page = event_page("print");
    browser.go(&page, "Sheets to print").await;
    browser.type_over("how-many", "0").await;
    browser.press("Number the sheets").await;
    browser.sees("Type a number from 1 to 40").await;
    let numbers = "return [...document.querySelectorAll('.gt-sheet__number strong')].map(n => n.innerText)";
    let mut seen = std::collections::BTreeSet::new();
    for times in 1..=2 {
        browser.type_over("how-many", "3").await;
        browser.press("Number the sheets").await;
        browser.sees("Each number belongs to one piece of paper").await;
        let mut waited = 0;
        while browser.script("return window.printed || 0", Vec::new()).await != json!(times) {
            waited += 1;
            assert!(waited < 200, "nothing is printed");
            super::browser::moment().await;
        }
        let made: Vec<String> = serde_json::from_value(browser.script(numbers, Vec::new()).await).unwrap();
        assert_eq!(made.len(), 3);
        seen.extend(made);
    }
    assert_eq!(seen.len(), 6, "printed again, they have other numbers: {seen:?}");
    found.extend(violations(browser, "print, tally").await);
    assert_eq!(sheets_of_paper(browser, "tally").await, 3);
    browser.choose("which", "What people told us and what happened since").await;
    browser.sees("to be cut in the middle").await;
    found.extend(violations(browser, "print, answers").await);
    assert_eq!(sheets_of_paper(browser, "answers").await, 1);
    browser.choose("which", "The poster “I count topics, not names”").await;
    browser.type_into("contact", "The health team, 020 7946 0000").await;
    browser.sees("Questions about this: The health team").await;
    found.extend(violations(browser, "print, poster").await);
    assert_eq!(sheets_of_paper(browser, "poster").await, 1);
    browser.go("#/services", "Where to go").await;
    let card = By::Css(".gt-service a[href^='#/services/']");
    let card = browser.find(card).await.attr("href").await.unwrap().unwrap();
    browser.script("location.hash = arguments[0]", vec![json!(card)]).await;
    browser.sees("They ask to be contacted").await;
    assert_eq!(sheets_of_paper(browser, "slips").await, 1);
}

/// How many sheets of A4 the page prints on. With `PICTURES=folder` they are kept there.
async fn sheets_of_paper(browser: &Browser, name: &str) -> usize {
    let pdf = browser.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true })).await;
    let data = "const data = atob(arguments[0]); return Array.from(data, c => c.charCodeAt(0))";
    let bytes: Vec<u8> = serde_json::from_value(browser.script(data, vec![pdf["data"].clone()]).await).unwrap();
    if let Ok(folder) = std::env::var("PICTURES") {
        let width = browser.script("return innerWidth", Vec::new()).await;
        std::fs::write(format!("{folder}/{name} {width}.pdf"), &bytes).unwrap();
    }
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type /Page\n").count() + text.matches("/Type /Page ").count()
}

#[tokio::test]
async fn signposting_narrow() {
    walk(360).await;
}

#[tokio::test]
async fn signposting_wide() {
    walk(1280).await;
}
