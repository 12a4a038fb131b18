//! What the people of these tests do again and again: begin, find an action, change a timescale, write an
//! update.

use super::browser::Browser;
use super::device::{Device, new_id};
use super::world::report;
use golden_thread::bundle;
use golden_thread::ledger::exchange::Sender;
use golden_thread::store::backup::backup;
use std::path::Path;
use thirtyfour::prelude::*;

/// A backup of what a device has, to be opened in a browser.
pub fn backup_of(office: &Device) -> String {
    let about = office.state.about.clone().unwrap();
    let sender = Sender {
        partnership: about.partnership().unwrap(),
        writer: office.writer(),
        id: new_id(),
        sequence: about.sequence,
        created: "2026-02-01T09:00:00Z".to_owned(),
    };
    bundle::write(&backup(&office.state, &[], sender))
}

/// The first visit of a partnership manager who brings in last year's report.
pub async fn begin_as_manager(browser: &Browser) {
    browser.sees("Which of these are you?").await;
    browser.press("The partnership manager").await;
    browser.type_into("name", "Mara Winter").await;
    browser.type_into("organisation", "Northmere Council").await;
    browser.type_into("partnership", "Northmere Partnership").await;
    browser.press("Bring in an existing report").await;
    browser.open_file("source-file", &report()).await;
    browser.sees("You chose report-layout.txt").await;
    browser.type_into("source-date", "2023-11-01").await;
    browser.press("Read it").await;
    browser.sees("Look at what was read").await;
    browser.press("Bring it in").await;
    browser.sees("Brought in: 5 priorities").await;
}

/// The first visit of somebody who opens the plan file that they were sent.
pub async fn begin_as_representative(browser: &Browser, organisation: &str, plan_file: &Path) {
    browser.sees("Which of these are you?").await;
    browser.press("A representative of an organisation").await;
    browser.type_into("name", "Rafi Stone").await;
    browser.type_into("organisation", organisation).await;
    browser.open_file("open-file", plan_file).await;
    browser.sees("Your actions").await;
}

/// A first visit that looks at the sample, as the manager or (with a name) as a representative.
pub async fn begin_with_sample(browser: &Browser, representative: bool) {
    browser.sees("Which of these are you?").await;
    if representative {
        browser.press("A representative of an organisation").await;
        browser.type_into("name", "Rafi Stone").await;
    } else {
        browser.press("The partnership manager").await;
    }
    browser.press("Look at the sample").await;
    browser.sees(if representative { "Your actions" } else { "How things stand" }).await;
}

/// The address (`#/action/…`) of the plan's action with these words in its title.
pub async fn find_action(browser: &Browser, words: &str) -> String {
    browser.script("location.hash = '#/plan'", Vec::new()).await;
    let link = format!("//*[contains(@class, 'gt-thread__item--action')]//a[contains(., \"{words}\")]");
    let link = browser.find(By::XPath(link)).await;
    let address = link.prop("href").await.unwrap().unwrap();
    address[address.find('#').unwrap()..].to_owned()
}

/// The address for writing an update on an action.
pub fn draft_of(action: &str) -> String {
    action.replace("#/action/", "#/draft/")
}

/// Changes an action's timescale.
pub async fn change_timescale(browser: &Browser, action: &str, title: &str, words: &str) {
    browser.go(action, title).await;
    browser.press("Change Timescale").await;
    browser.type_over("action-timescale", words).await;
    browser.press("Save").await;
    browser.sees("It goes").await;
    browser.sees(words).await;
}

/// Writes an update and makes it ready to send.
pub async fn write_update(browser: &Browser, action: &str, title: &str, words: &str) {
    browser.go(&draft_of(action), title).await;
    browser.sees("Write an update").await;
    browser.type_into("narrative", words).await;
    browser.press("Ready to send").await;
    browser.sees("Saved. It goes with your next file to send").await;
}
