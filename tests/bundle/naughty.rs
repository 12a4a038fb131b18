//! The big list of naughty strings (npm) from a draft to every paper: each string comes through record,
//! file and join unchanged, and stands in a web page, Markdown and a Word file as words and nothing more.

#[path = "../common/small_plan.rs"]
mod small_plan;
#[path = "../common/word.rs"]
mod word;

use golden_thread::bundle::{self, Partnership, Purpose};
use golden_thread::domain::{Draft, Placement, Scale, fields as f, kind};
use golden_thread::ledger::exchange::{Sender, make_backup};
use golden_thread::record::{Id, Set};
use golden_thread::report::{self, Options, Paper};
use serde_json::json;
use small_plan::Device;
use std::collections::BTreeSet;

fn strings() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/big-list-of-naughty-strings/blns.json");
    let list = std::fs::read_to_string(path).expect("npm ci (or script/setup) brings the list");
    let list: Vec<String> = serde_json::from_str(&list).unwrap();
    assert!(list.len() > 400);
    list
}

fn id(group: u8, n: usize) -> Id {
    let mut bytes = [0; 16];
    (bytes[0], bytes[14], bytes[15]) = (group, (n >> 8) as u8, n as u8);
    Id::from_bytes(bytes)
}

/// A plan with an action and an update for each string, the string in every place where people write.
fn plan(strings: &[String]) -> Set {
    let mut device = Device::new(9, Set::new());
    let (plan, priority, aim, owner) = (id(1, 0), id(2, 0), id(3, 0), id(4, 0));
    device.draft(Draft::new(plan, kind::PLAN).with(f::TITLE, "Plan").with(f::SCALE, Scale::usual().to_value()));
    device.draft(Draft::new(owner, kind::ORGANISATION).with(f::NAME, "Council"));
    device.draft(Draft::new(priority, kind::PRIORITY).with(f::PLAN, plan.to_string()).with(f::TITLE, "Priority"));
    let under = format!("{}/{priority}", f::UNDER);
    device.draft(Draft::new(aim, kind::AIM).with(f::STATEMENT, "Aim").with(under, 1));
    let placed = format!("{}/{}", f::PLACED, Placement { priority, aim }.name());
    for (n, text) in strings.iter().enumerate() {
        let action = Draft::new(id(5, n), kind::ACTION)
            .with(f::PLAN, plan.to_string())
            .with(f::TITLE, text.as_str())
            .with(format!("{}/{owner}", f::OWNER), json!({ "order": 0, "as": text }))
            .with(f::TIMESCALE, json!({ "words": text, "guess": false }))
            .with(placed.as_str(), n);
        device.draft(action);
        let update = Draft::new(id(6, n), kind::UPDATE)
            .with(f::DATE, "2023-11-01")
            .with(f::ORGANISATION, owner.to_string())
            .with(f::NARRATIVE, text.as_str())
            .with(f::NEXT_STEPS, text.as_str())
            .with(f::HELP_NEEDED, text.as_str())
            .with(f::HANDED_OVER, "2023-11-01")
            .with(format!("{}/{}", f::COVERS, id(5, n)), json!({ "rating": "on-track" }));
        device.draft(update);
    }
    device.set
}

fn paper(set: Set) -> Paper {
    report::progress(&small_plan::tree(set), &Options::default())
}

#[test]
fn every_string_comes_through_files_and_joins_unchanged() {
    let strings = strings();
    let set = plan(&strings);
    let sender = Sender {
        partnership: Partnership { id: id(7, 0), name: strings.concat() },
        writer: id(8, 0),
        id: id(9, 0),
        sequence: 1,
        created: "2024-11-12T09:30:00Z".into(),
    };
    let file = bundle::write(&make_backup(&set, sender));
    let read = bundle::read(file.as_bytes()).unwrap();
    assert_eq!((read.set_aside, read.notes), (vec![], vec![]));
    assert_eq!(read.bundle.envelope.purpose, Purpose::Backup);
    assert_eq!(read.bundle.envelope.partnership.name, strings.concat());
    // Joined with a copy in which somebody else wrote the next string into every title.
    let mut other = Device::new(10, Set::new());
    for n in 0..strings.len() {
        other.draft(Draft::new(id(5, n), kind::ACTION).with(f::TITLE, strings[(n + 1) % strings.len()].as_str()));
    }
    let mut joined = other.set;
    joined.join(read.bundle.records);
    for (n, text) in strings.iter().enumerate() {
        // A text of nothing but white space is no text.
        if text.trim().is_empty() {
            continue;
        }
        let action = joined.get(id(5, n)).unwrap();
        let titles: Vec<&str> =
            action.field(f::TITLE).unwrap().writes().iter().filter_map(|w| w.value.as_ref()?.as_str()).collect();
        assert!(titles.contains(&text.as_str()), "{text:?}");
        let update = joined.get(id(6, n)).unwrap();
        assert_eq!(update.text(f::NARRATIVE), Some(text.as_str()));
        assert_eq!(action.members(f::OWNER).next().unwrap().1["as"], json!(text));
    }
}

/// A text as a paper prints it on one line, without white space: no control characters, no marks that turn
/// what follows them.
fn as_printed(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let gone =
        |c: char| c.is_control() || c.is_whitespace() || turns(c) || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}');
    text.chars().filter(|c| !gone(*c)).collect()
}

fn assert_has_all(printed: &str, strings: &[String]) {
    let printed: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    for text in strings {
        assert!(printed.contains(&as_printed(text)), "{text:?} as {:?}", as_printed(text));
    }
}

fn plain(count: usize) -> Vec<String> {
    // With what is no more than the shape of words: paragraphs, items, a word from right to left.
    (0..count).map(|n| format!("Words {n}\n\n\u{645}\u{631}\nand more\n\n- item\n- \u{645}\u{631}")).collect()
}

/// The names of the tags and of their attributes, and the text between them.
fn taken_apart(html: &str) -> (BTreeSet<String>, String) {
    let (mut names, mut text) = (BTreeSet::new(), String::new());
    for part in html.split('<').skip(1) {
        let (tag, after) = part.split_once('>').expect("a tag that ends");
        let mut name = tag.split_whitespace().next().unwrap().to_owned();
        let attributes = tag
            .split('"')
            .step_by(2)
            .flat_map(|outside| outside.split_whitespace())
            .filter_map(|a| a.strip_suffix('='));
        attributes.for_each(|a| name.extend([" ", a]));
        names.insert(name);
        text.push_str(after);
    }
    (names, text)
}

fn unescaped(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    plain.replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn in_a_web_page_every_string_is_words() {
    let strings = strings();
    let page = report::html(&paper(plan(&strings)));
    let body = page.split_once("</style>").unwrap().1;
    let (names, text) = taken_apart(body);
    let harmless = report::html(&paper(plan(&plain(strings.len()))));
    let (known, _) = taken_apart(harmless.split_once("</style>").unwrap().1);
    let new: Vec<_> = names.difference(&known).collect();
    assert!(new.is_empty(), "tags that only strings could have made: {new:?}");
    assert_has_all(&unescaped(&text), &strings);
}

#[test]
fn in_markdown_every_string_is_words() {
    let strings = strings();
    let text = report::markdown(&paper(plan(&strings))).replace("<br>", "\n");
    assert!(!text.contains(['<', '>']), "a tag");
    let mut words = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\\', Some(escaped)) if escaped.is_ascii_punctuation() => words.extend(rest.next()),
            // Without a backslash these would mean something.
            ('`' | '[' | ']' | '~' | '$', _) => panic!("not escaped: {c}"),
            _ => words.push(c),
        }
    }
    assert_has_all(&unescaped(&words), &strings);
}

#[test]
fn in_a_word_file_every_string_is_words() {
    let strings = strings();
    let parts = |paper: &Paper| word::unzip(&report::docx(paper));
    let elements = |text: &str| -> BTreeSet<String> {
        let names = text.split('<').skip(1).filter(|t| !t.starts_with(['/', '?']));
        names.map(|t| t.split([' ', '>', '/']).next().unwrap().to_owned()).collect()
    };
    let (parts, harmless) = (parts(&paper(plan(&strings))), parts(&paper(plan(&plain(strings.len())))));
    assert_eq!(parts.keys().collect::<Vec<_>>(), harmless.keys().collect::<Vec<_>>());
    for (name, text) in &parts {
        assert!(!word::events(text).is_empty(), "{name}");
        let (elements, known) = (elements(text), elements(&harmless[name]));
        let new: Vec<_> = elements.difference(&known).collect();
        assert!(new.is_empty(), "{name}: {new:?}");
    }
    assert_has_all(&word::word_text(&parts["word/document.xml"]), &strings);
}
