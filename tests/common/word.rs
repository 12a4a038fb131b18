//! What is inside a Word file: its parts, their XML, the words in it.

#![allow(clippy::unwrap_used, clippy::expect_used, dead_code)]

use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

pub fn unzip(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        assert_eq!(file.last_modified().unwrap().year(), 1980, "no time of day in {name}");
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.insert(name, text);
    }
    parts
}

/// Every event of a part; that they come without error is its well-formedness.
pub fn events(xml: &str) -> Vec<Event<'static>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut all = Vec::new();
    let mut depth = 0i32;
    loop {
        let event = reader.read_event().expect("well-formed").into_owned();
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
        all.push(event);
    }
    assert_eq!(depth, 0);
    all
}

pub fn word_text(document: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for event in events(document) {
        match event {
            Event::Start(e) => inside = e.name().as_ref() == "w:t",
            Event::End(_) => inside = false,
            Event::Text(t) if inside => text.push_str(&t),
            Event::GeneralRef(r) if inside => {
                let name = format!("&{};", &*r);
                text.push_str(&quick_xml::escape::unescape(&name).unwrap());
            }
            _ => {}
        }
    }
    text
}
