//! Phones at an event: an office with an event that is on, and phones that are emulated: 360 pixels wide, touched and
//! not clicked.

use super::browser::{Browser, moment};
use super::device::{Device, new_id};
use super::world::World;
use golden_thread::domain::{Draft, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::record::Id;
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// The event.
pub const NAME: &str = "Health in the park";

/// Now, in milliseconds since 1970.
pub fn now_ms() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    u64::try_from(now.as_millis()).unwrap()
}

/// `YYYY-MM-DDTHH:MM` so many hours from now, by London's clocks.
pub fn wall(hours: i64) -> String {
    let moment = now_ms().saturating_add_signed(hours * 3_600_000);
    golden_thread::days::hours::WallTime::at(moment).to_string()
}

/// An office with an event that is on now.
pub fn office() -> (Device, Id) {
    let mut office = Device::new("Mara Winter", true);
    office.ms = now_ms();
    let plan = Draft::new(new_id(), kind::PLAN).with(f::TITLE, "Health plan");
    let event = Draft::new(new_id(), kind::EVENT)
        .with(f::NAME, NAME)
        .with(f::VENUE, "The bandstand")
        .with(f::NEIGHBOURHOOD, "Peckham")
        .with(f::STARTS, wall(-1))
        .with(f::ENDS, wall(4))
        .with(f::LEAD, "Ada Example")
        .with(f::LEAD_NUMBER, "020 7946 0000");
    let id = event.id;
    office.save(Work::drafts(&[plan, event], Cause::Typed), vec![]).unwrap();
    (office, id)
}

/// An ambassador's phone that has opened the plan file and is ready to work without a connection.
pub async fn phone(world: &World, profile: &str, name: &str, plan_file: &Path) -> Browser {
    let phone = Browser::of_width(world, profile, 360).await;
    phone.sees("Which of these are you?").await;
    phone.press("A community health ambassador").await;
    phone.type_into("name", name).await;
    phone.open_file("open-file", plan_file).await;
    phone.sees("Count here").await;
    phone.sees("Ready to work without a connection").await;
    phone
}

/// Touches what is found there.
pub async fn touch(phone: &Browser, by: By) {
    // Until it is there and takes what meets its middle.
    let place = "const [e] = arguments; e.scrollIntoView({ block: 'center', behavior: 'instant' });
        const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
        return [x, y, Number(e.contains(document.elementFromPoint(x, y)))];";
    let begun = Instant::now();
    let at = loop {
        let element = phone.find(by.clone()).await;
        let at = phone.driver.execute(place, vec![element.to_json().unwrap()]).await;
        let at = at.ok().and_then(|at| serde_json::from_value::<[f64; 3]>(at.json().clone()).ok());
        match at {
            Some([x, y, 1.0]) => break [x, y],
            _ => assert!(begun.elapsed() < Duration::from_secs(10), "{by:?} cannot be touched where it stands: {at:?}"),
        }
        moment().await;
    };
    let points = json!([{ "x": at[0], "y": at[1] }]);
    phone.devtools("Input.dispatchTouchEvent", json!({ "type": "touchStart", "touchPoints": points })).await;
    phone.devtools("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await;
}

/// Touches the button with these words.
pub async fn press(phone: &Browser, words: &str) {
    touch(phone, By::XPath(format!("//main//button[normalize-space(.)=\"{words}\"]"))).await;
}

/// Conversations that are stored, as the screen says.
pub async fn stored(phone: &Browser) -> u64 {
    let read = "const t = document.querySelector('.gt-stall__total'); return t ? Number(t.dataset.stored) : -1";
    phone.script(read, Vec::new()).await.as_i64().and_then(|n| u64::try_from(n).ok()).unwrap_or(0)
}

/// Waits until so many are.
pub async fn all_stored(phone: &Browser, wanted: u64) {
    let begun = Instant::now();
    while stored(phone).await != wanted {
        let waited = begun.elapsed();
        assert!(
            waited < Duration::from_secs(30),
            "{} stored, not {wanted}: {}",
            stored(phone).await,
            phone.text().await
        );
        moment().await;
    }
}

/// Touches the link with these words.
pub async fn press_link(phone: &Browser, words: &str) {
    touch(phone, By::XPath(format!("//main//a[contains(normalize-space(.), \"{words}\")]"))).await;
}
