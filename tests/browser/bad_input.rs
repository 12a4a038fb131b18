//! Files that are no good: each is answered with a plain sentence, and the plan stays as it was.

use super::browser::Browser;
use super::people::*;
use super::world::{World, here};

const COUNT: &str = "53 of 53 actions.";

#[tokio::test]
async fn bad_input() {
    let world = World::new();
    let browser = Browser::new(&world, "visitor").await;
    begin_with_sample(&browser, false).await;
    let sample = std::fs::read_to_string(here("tests/data/served/sample.thread.json")).unwrap();
    let noise: Vec<u8> = (1..5000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let newer = sample.replacen("\"version\": 1", "\"version\": 99", 1).replacen("\"version\":1", "\"version\":99", 1);
    assert_ne!(newer, sample, "the sample says its version");
    let bad: [(&str, &[u8], &str); 5] = [
        ("noise.thread.json", &noise, "Nothing was changed."),
        ("half.thread.json", &sample.as_bytes()[..sample.len() / 2], "This file stops in the middle"),
        ("newer.thread.json", newer.as_bytes(), "made by a newer version of Golden Thread"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "This is a PDF."),
        ("empty.thread.json", b"", "There is nothing in this file."),
    ];
    for (name, bytes, answer) in bad {
        browser.go("#/exchange/inbox", "Inbox").await;
        browser.open_file("open-file", &world.file(name, bytes)).await;
        browser.sees(name).await;
        browser.sees(answer).await;
        browser.sees("Nothing was changed.").await;
        browser.go("#/plan", "sample").await;
        browser.sees(COUNT).await;
    }

    // Another partnership's plan file is opened beside this one, which stays as it is, once somebody says so.
    let id = sample.split("\"partnership\"").nth(1).unwrap().split("\"id\"").nth(1).unwrap().split('"').nth(1).unwrap();
    let other = sample.replace(id, "0190a6f2-7c1e-7abc-8def-0123456789ab").replace("(sample)", "(another)");
    assert!(other.contains("(another)"), "the plan's title says that it is the sample");
    browser.go("#/exchange/inbox", "Inbox").await;
    browser.open_file("open-file", &world.file("other.thread.json", other)).await;
    browser.sees("Take care. This file belongs to another partnership that is also called").await;
    browser.sees("Nothing was changed.").await;
    browser.press("Open it in that partnership").await;
    browser.sees("is still on this device and has not changed").await;
    browser.sees("(another)").await;
    browser.go("#/device", "device").await;
    let name = browser.find(thirtyfour::By::XPath("//button[starts-with(normalize-space(.), 'Open ')]")).await;
    name.click().await.unwrap();
    browser.sees("is open now.").await;
    browser.sees_no("(another)").await;
    browser.go("#/plan", "sample").await;
    browser.sees(COUNT).await;
    browser.close().await;
}
