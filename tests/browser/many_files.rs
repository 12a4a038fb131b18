//! What two hundred people returned, opened at once: the page says how far it is, can be stopped, and keeps what it
//! took in, each file whole. What held the page up meanwhile is printed.

use super::browser::{Browser, moment};
use super::people::*;
use super::speed::{WATCH, now, print};
use super::world::{World, here};
use golden_thread::bundle::{self, Bundle, Envelope, Partnership, Purpose, proof};
use golden_thread::domain::{fields as f, kind};
use golden_thread::record::{Id, Record, Stamp};
use golden_thread::seal::SigningKey;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const FILES: u8 = 200;
const RECORDS: u8 = 50;

/// What person `n` returns, signed.
async fn returned(n: u8, partnership: &Partnership, action: Id) -> String {
    let id = |what: u8, of: u8| {
        let mut bytes = [n; 16];
        (bytes[0], bytes[1], bytes[6]) = (what, of, 0x70);
        Id::from_bytes(bytes)
    };
    let from = id(1, 0);
    let record = |of: u8| {
        let mut record = Record::new(id(2, of), kind::UPDATE);
        let words = format!("Person {n} says for the {of}th time how it goes, and what there is to show for it.");
        for (at, (field, value)) in [
            (f::NARRATIVE.to_owned(), json!(words)),
            (f::DATE.to_owned(), json!("2024-05-01")),
            (format!("{}/{action}", f::COVERS), json!({ "rating": "on-track" })),
        ]
        .into_iter()
        .enumerate()
        {
            record.edit(&field, value, Stamp::new(1_714_550_400_000 + u64::from(of), at as u16, from));
        }
        record
    };
    let mut writer = Record::new(from, kind::WRITER);
    writer.edit(f::NAME, json!(format!("Person {n}")), Stamp::new(1_714_550_400_000, 0, from));
    let envelope = Envelope {
        partnership: partnership.clone(),
        id: id(3, 0),
        sequence: 1,
        created: "2024-05-01T09:00:00Z".to_owned(),
        purpose: Purpose::Return,
        from,
        number: None,
        based_on: None,
        receipts: Vec::new(),
        acknowledged: Vec::new(),
        extra: BTreeMap::new(),
    };
    let mut bundle = Bundle { envelope, records: (0..RECORDS).map(record).chain([writer]).collect() };
    let key = SigningKey::read(&format!("{n:02x}").repeat(32)).unwrap();
    proof::sign(&mut bundle, &key).await.unwrap();
    bundle::write(&bundle)
}

#[tokio::test]
async fn two_hundred_files_at_once() {
    let world = World::new();
    let browser = Browser::meddled(&world, "office", WATCH).await;
    begin_with_sample(&browser, false).await;
    let sample = bundle::read(&std::fs::read(here("tests/data/served/sample.thread.json")).unwrap()).unwrap().bundle;
    let action = sample.records.iter().find(|r| r.kind == kind::ACTION).unwrap().id;
    let mut paths = Vec::new();
    for n in 1..=FILES {
        let text = returned(n, &sample.envelope.partnership, action).await;
        paths.push(world.file(&format!("return-{n}.thread.json"), text).to_str().unwrap().to_owned());
    }
    let paths = paths.join("\n");
    browser.go("#/exchange/inbox", "Inbox").await;
    let before = browser.rows("staged").await.len();

    // Stopped on the way: as many files wait as it says, each whole, and there is nothing of the others.
    browser.open_file("open-file", paths.as_ref()).await;
    browser.sees("of 200 files are open").await;
    browser.press("Stop").await;
    browser.sees("You stopped after").await;
    let told = browser.text().await;
    let told: usize = told.split("You stopped after ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(told > 0 && told < usize::from(FILES), "{told}");
    let staged = browser.rows("staged").await;
    assert_eq!(staged.len() - before, told);
    for row in staged.iter().filter(|row| row.contains("return-")) {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let read = bundle::read(row["text"].as_str().unwrap().as_bytes()).unwrap();
        assert_eq!(read.bundle.records.len(), usize::from(RECORDS) + 1);
    }
    browser.sees_no("files are open").await;

    // All of them, some for the second time.
    let since = now(&browser).await;
    let begun = Instant::now();
    browser.open_file("open-file", paths.as_ref()).await;
    browser.sees("of 200 files are open").await;
    // Asked as little as can be: reading the rows would hold the page up itself.
    while browser.script("return !!document.querySelector('main progress')", Vec::new()).await == json!(true) {
        assert!(begun.elapsed() < Duration::from_secs(120), "not all files were opened");
        moment().await;
    }
    browser.sees("return-200.thread.json").await;
    browser.sees_no("files are open").await;
    println!("\n200 files of {RECORDS} records: opened in {} ms, asking included", begun.elapsed().as_millis());
    print(&browser, "opening them", since).await;
    assert_eq!(browser.rows("staged").await.len() - before, usize::from(FILES));
    assert_eq!(browser.text().await.matches("You already opened this file").count(), told);
    browser.has_not_stopped().await;
    browser.close().await;
}
