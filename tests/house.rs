//! The layout's invariants (ARCHITECTURE.md), read off the source: arrows go down only, only `platform`
//! names the browser, the lowest room knows no clock and no randomness, and every key of a sentence is in
//! a locale file.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "house/circles.rs"]
mod circles;
#[path = "house/colours.rs"]
mod colours;
#[path = "house/controls.rs"]
mod controls;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found
}

/// Where source lies: the app, and the libraries beneath it.
const ROOTS: [&str; 4] = ["src", "crates/core/src", "crates/work/src", "crates/gt/src"];

fn all_sources() -> Vec<(PathBuf, String)> {
    ROOTS.iter().flat_map(|root| sources(Path::new(root))).collect()
}

/// A room's folder, whichever crate it is in.
fn room_folder(room: &str) -> PathBuf {
    ROOTS.iter().map(|root| Path::new(root).join(room)).find(|path| path.is_dir()).unwrap()
}

/// Source lines that are not comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// Everything that is saved goes through `App::transact`: what is stored is worked out inside the lock, from the state
/// as it is, and again where another window was first.
#[test]
fn one_door_for_every_save() {
    let doors = ["src/app/context/saving.rs", "src/app/keeping.rs"];
    for (path, text) in sources(Path::new("src/app")) {
        if doors.iter().any(|door| path.ends_with(door)) {
            continue;
        }
        for line in code(&text) {
            let writes =
                line.contains("Vault::") && !line.contains("Vault::history") || line.contains("store.transact(");
            assert!(!writes, "{}: {line}", path.display());
        }
    }
}

#[test]
fn arrows_go_down_only() {
    // Each room, and the rooms beneath it that it may name.
    let rooms: [(&str, &[&str]); 19] = [
        ("record", &[]),
        ("words", &["days"]),
        ("domain", &["days", "record", "words"]),
        ("disclosure", &[]),
        ("personal", &["days", "domain", "record", "words"]),
        ("seal", &["words"]),
        ("bundle", &["days", "domain", "record", "seal", "words"]),
        ("intake", &["days", "domain", "record", "words"]),
        ("ledger", &["bundle", "days", "domain", "personal", "record", "seal", "words"]),
        ("events", &["ledger", "bundle", "days", "disclosure", "domain", "personal", "record", "words"]),
        ("pencil", &["events", "ledger", "days", "domain", "personal", "record", "words"]),
        ("office", &["days", "record", "words"]),
        (
            "report",
            &[
                "office",
                "events",
                "ledger",
                "bundle",
                "days",
                "disclosure",
                "domain",
                "personal",
                "record",
                "seal",
                "words",
            ],
        ),
        ("forms", &["office", "ledger", "bundle", "days", "domain", "record", "seal", "words"]),
        ("calendar", &["days"]),
        ("post", &["forms", "intake", "office", "bundle", "days", "record", "seal", "words"]),
        (
            "workbook",
            &[
                "forms", "pencil", "office", "events", "ledger", "bundle", "days", "domain", "personal", "record",
                "seal", "words",
            ],
        ),
        ("store", &["ledger", "bundle", "days", "domain", "record", "seal", "words"]),
        ("platform", &["store", "ledger", "bundle", "days", "domain", "record", "seal", "words"]),
    ];
    let all: BTreeSet<&str> = rooms.iter().map(|(room, _)| *room).chain(["app", "days"]).collect();
    let mut wrong = Vec::new();
    for (room, beneath) in rooms {
        for (path, text) in sources(&room_folder(room)) {
            for line in code(&text) {
                for named in line.split("crate::").skip(1) {
                    let named: String = named.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let upward = all.contains(named.as_str()) && named != room && !beneath.contains(&named.as_str());
                    if upward {
                        wrong.push(format!("{}: {room} names {named}: {}", path.display(), line.trim()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point up:\n{}", wrong.join("\n"));
}

#[test]
fn only_platform_names_the_browser() {
    for (path, text) in all_sources() {
        let names = |what: &str| code(&text).any(|line| line.contains(what));
        let is_platform = path.starts_with("src/platform");
        assert!(is_platform || !names("web_sys::"), "{} names web-sys", path.display());
        assert!(is_platform || !names("gloo_storage::"), "{} names gloo-storage", path.display());
        assert!(is_platform || !names("indexed_db_futures::"), "{} names the database", path.display());
    }
}

#[test]
fn facts_know_no_clock_and_no_randomness() {
    for (path, text) in sources(&room_folder("record")) {
        for word in ["SystemTime", "Instant", "rand", "std::fs", "std::io", "now_v7", "new_v4"] {
            assert!(!code(&text).any(|line| line.contains(word)), "{} names {word}", path.display());
        }
    }
}

#[test]
fn every_sentence_in_the_source_is_in_a_locale_file() {
    let mut missing = BTreeSet::new();
    for (path, text) in all_sources() {
        let said = said_by(&path);
        let code: String = code(&text).collect::<Vec<_>>().join("\n");
        for (call, plural) in [("say(", false), ("fill(", false), ("count(", true), ("count_with(", true)] {
            for (at, _) in code.match_indices(call) {
                let before = code[..at].chars().next_back().unwrap_or(' ');
                let rest = code[at + call.len()..].trim_start();
                let Some(rest) =
                    rest.strip_prefix('"').filter(|_| !before.is_alphanumeric() && before != '_' && before != '.')
                else {
                    continue;
                };
                let key = rest.split('"').next().unwrap();
                let forms =
                    if plural { vec![format!("{key}.one"), format!("{key}.other")] } else { vec![key.to_owned()] };
                missing.extend(forms.into_iter().filter(|key| !said.contains(key)));
            }
        }
    }
    assert!(missing.is_empty(), "keys without a sentence: {missing:?}");
}

/// The keys for which a source file has a sentence: the command has its own, everything else the app's.
fn said_by(path: &Path) -> BTreeSet<String> {
    let folder = if path.starts_with("crates/gt") { "locales/command" } else { "locales/app" };
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.flat_map(|file| keys(file.to_str().unwrap())).collect()
}

#[test]
fn sentences_lie_in_a_folder_of_who_says_them() {
    for entry in fs::read_dir("locales").unwrap() {
        let path = entry.unwrap().path();
        assert!(path.is_dir(), "{} is read by nobody; it belongs into locales/app", path.display());
    }
}

/// The keys of a locale file, dotted, as its indents say.
fn keys(path: &str) -> BTreeSet<String> {
    let mut open: Vec<String> = Vec::new();
    let mut keys = BTreeSet::new();
    for line in fs::read_to_string(path).unwrap().lines().filter(|l| !l.trim_start().starts_with('#')) {
        let Some((key, value)) = line.split_once(':') else { continue };
        open.truncate((key.len() - key.trim_start().len()) / 2);
        open.push(key.trim().trim_matches('"').to_owned());
        if !value.trim().is_empty() {
            keys.insert(open.join("."));
        }
    }
    keys
}

#[test]
fn what_is_read_at_a_stall_is_there_in_spanish() {
    let spanish = keys("locales/app/stall.es.yml");
    let missing: Vec<String> =
        keys("locales/app/stall.en.yml").into_iter().filter(|key| !spanish.contains(key)).collect();
    assert!(missing.is_empty(), "in English only: {missing:?}");
    let english: BTreeSet<String> =
        fs::read_dir("locales/app").unwrap().flat_map(|f| keys(f.unwrap().path().to_str().unwrap())).collect();
    assert!(spanish.is_subset(&english), "in Spanish only: {:?}", spanish.difference(&english).collect::<Vec<_>>());
    // And the screen asks for it in its own language, but for what is kept in the record or names a language.
    for (path, text) in sources(Path::new("src/app/pages/events/stall")) {
        for line in code(&text).filter(|_| !path.ends_with("pin.rs")) {
            let plain = [" say(\"", "(say(\"", " count(\"", "(count(\"", ">{say(\"", "{count(\""];
            let fine = ["stall.removed\"", "stall.english", "app.name"];
            let asks = plain.iter().any(|call| line.contains(call)) && !fine.iter().any(|f| line.contains(f));
            assert!(!asks, "{}: {}", path.display(), line.trim());
        }
    }
}

/// Whoever looks for where to change something finds it: every path that the page names is there.
#[test]
fn the_page_of_where_names_what_is_there() {
    for page in ["docs/where.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/measured.md"] {
        let text = fs::read_to_string(page).unwrap();
        let named =
            text.split('`').skip(1).step_by(2).filter(|word| word.contains('/') && !word.contains(['<', ' ', '*']));
        let made_later = ["target/", "domain/"];
        let named = named.filter(|path| !made_later.iter().any(|start| path.starts_with(start)));
        let missing: Vec<&str> = named.filter(|path| !Path::new(path).exists()).collect();
        assert!(missing.is_empty(), "{page}: {missing:?}");
    }
}
