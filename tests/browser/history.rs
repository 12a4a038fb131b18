//! The history of an action that came in whole says what came, who wrote it and when, and in which file it came.

use super::browser::Browser;
use super::device::Device;
use super::people::*;
use super::world::World;
use golden_thread::domain::{fields as f, kind};

#[tokio::test]
async fn what_came_with_an_action() {
    let world = World::new();
    let mut office = Device::new("Mara Winter", true);
    let action = office.plan(1)[0];
    office.type_in(action, kind::ACTION, f::SUCCESS, "Nobody waits longer than a week");
    let file = world.file("plan-1.thread.json", office.make_issue());
    let browser = Browser::of_width(&world, "rep", 360).await;
    begin_as_representative(&browser, "Northmere Council", &file).await;
    let page = format!("#/action/{action}");
    change_timescale(&browser, &page, "Action 0", "by June 2031").await;
    browser.press("Show the history").await;
    for words in [
        "by June 2031 (read as",
        "plan file no. 1",
        "The whole entry",
        "Written by Mara Winter on",
        "Title: Action 0",
        "What success looks like: Nobody waits longer than a week",
    ] {
        browser.sees(words).await;
    }
    browser.close().await;
}
