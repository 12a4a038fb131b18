//! What the browser keeps beside the database: whose it is, how long it lives, and what an earlier version wrote.

use super::shelf::InMemory;
use crate::device::new_id;
use golden_thread::record::Id;
use golden_thread::store::journal::{self, FAMILIES, Lives, Shelf, TOLD_DAYS, Whose, family};
use golden_thread::store::rows::DraftRow;
use serde_json::json;
use std::path::Path;

const DAY: u64 = 24 * 60 * 60 * 1000;
const NOW: u64 = 1_800_000_000_000;

fn row(id: &str, text: &str, saved: u64) -> DraftRow {
    let fields = [("narrative".to_owned(), text.to_owned())].into();
    DraftRow { id: id.to_owned(), fields, saved, ..DraftRow::default() }
}

fn narrative(row: Option<DraftRow>) -> String {
    row.unwrap().fields.get("narrative").unwrap().clone()
}

#[test]
fn every_entry_is_a_partnerships_and_goes_with_it() {
    let shelf = InMemory::default();
    let (one, other, event) = (new_id().to_string(), new_id().to_string(), new_id());
    journal::set_setting(&shelf, None, "open", &other, NOW);
    for partnership in [&one, &other] {
        for f in FAMILIES.iter().filter(|f| f.whose == Whose::Partnership) {
            let key = format!("{}.{event}", f.name);
            assert_eq!(family(&key), Some(f), "{key}");
            assert!(journal::note(&shelf, partnership, &row(&key, partnership, NOW)));
            assert!(journal::set_setting(&shelf, Some(partnership), &key, partnership, NOW));
            assert_eq!(journal::setting(&shelf, Some(partnership), &key).as_ref(), Some(partnership));
            assert_eq!(narrative(journal::noted(&shelf, partnership, &key)), *partnership);
        }
        journal::note(&shelf, partnership, &row(&event.to_string(), partnership, NOW));
    }
    assert_eq!(journal::drafts(&shelf, &one).len(), FAMILIES.len() - 3 + 1);
    assert!(!journal::set_setting(&shelf, None, "named.x", "other", NOW), "nobody's");
    let kept: usize = shelf.len();
    journal::remove_partnership(&shelf, &one, false);
    assert!(!shelf.text().contains(&one), "{}", shelf.text());
    assert_eq!(shelf.len(), kept.div_ceil(2), "everything of the other is there");
    journal::remove_partnership(&shelf, &other, true);
    assert_eq!(shelf.names(), ["golden-thread.open"]);
}

#[test]
fn what_residents_were_half_quoted_saying_goes_after_thirty_days() {
    let (shelf, partnership, event) = (InMemory::default(), new_id().to_string(), new_id());
    let p = Some(partnership.as_str());
    let told = [format!("told.{event}"), format!("told.{event}.2"), format!("pin.{event}.1")];
    let forms = [format!("close.{event}.1"), format!("english.{event}")];
    let stays = [format!("sheet.{event}"), format!("{event}.figure"), event.to_string()];
    for key in &told {
        journal::set_setting(&shelf, p, key, "Nobody rang", NOW);
    }
    for key in forms.iter().chain(&stays) {
        journal::note(&shelf, &partnership, &row(key, "Nobody rang", NOW));
    }
    // Looking at the words again does not keep them longer; typing others does.
    let later = NOW + 20 * DAY;
    journal::set_setting(&shelf, p, &told[0], "Nobody rang", later);
    journal::note(&shelf, &partnership, &row(&forms[0], "Nobody rang", later));
    journal::set_setting(&shelf, p, &told[1], "Nobody rang, she said", later);
    journal::expire(&shelf, NOW + TOLD_DAYS * DAY - 1);
    assert_eq!(shelf.len(), 8);
    journal::expire(&shelf, NOW + TOLD_DAYS * DAY);
    let left: Vec<String> = shelf.names().into_iter().map(|name| name.split_once('/').unwrap().1.to_owned()).collect();
    assert_eq!(left.len(), 4, "{left:?}");
    assert!(stays.iter().chain([&told[1]]).all(|key| left.contains(key)), "{left:?}");
    journal::expire(&shelf, later + TOLD_DAYS * DAY);
    assert_eq!(shelf.len(), 3, "drafts and other forms stay until they are done with");
}

#[test]
fn a_clock_that_ran_ahead_keeps_nothing_for_ever() {
    let (shelf, partnership, event) = (InMemory::default(), new_id().to_string(), new_id());
    let (setting, form) = (format!("told.{event}"), format!("close.{event}"));
    journal::set_setting(&shelf, Some(&partnership), &setting, "Nobody rang", NOW + 3650 * DAY);
    journal::note(&shelf, &partnership, &row(&form, "Nobody rang", NOW + 3650 * DAY));
    journal::expire(&shelf, NOW);
    assert_eq!(shelf.len(), 2);
    journal::expire(&shelf, NOW + 31 * DAY);
    assert_eq!(shelf.len(), 0);
}

/// What the build of 29 November 2026 wrote: names without a partnership, settings without an age.
fn former(partnership: Id, event: Id, action: Id) -> InMemory {
    let mut draft = row(&new_id().to_string(), "Half typed", NOW - DAY);
    draft.covers.insert(action.to_string(), String::new());
    let mut form = row(&format!("contact.{action}"), "Ada", NOW - DAY);
    form.fields.insert("partnership".to_owned(), partnership.to_string());
    let form_of_nobody = row(&format!("review.{}.{action}.owner/{event}", new_id()), "not", NOW - DAY);
    let draft_row = |row: &DraftRow| (format!("golden-thread.draft.{}", row.id), serde_json::to_string(row).unwrap());
    let setting = |key: String, text: &str| (format!("golden-thread.{key}"), json!(text).to_string());
    let mut entries = vec![draft_row(&draft), draft_row(&form), draft_row(&form_of_nobody)];
    entries.extend([
        setting("open".into(), &partnership.to_string()),
        setting("seenSample".into(), "yes"),
        setting("stall.language".into(), "es"),
        setting(format!("told.{event}"), "{\"words\":\"Nobody rang\"}"),
        setting(format!("pin.{event}.0"), "salt digest"),
        setting("pin".into(), "salt digest"),
        setting(format!("answers.{partnership}"), "{}"),
        setting(format!("workingfile.{partnership}.id"), "x"),
        setting("bringin".into(), &json!({ "partnership": partnership.to_string(), "text": "A paper" }).to_string()),
        setting("bringin.mending".into(), "[]"),
        setting("poster.contact".into(), "Ada, 020 7946 0000"),
        setting(format!("named.{action}"), "other"),
    ]);
    let entries: Vec<(&str, String)> = entries.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    InMemory::holding(&entries)
}

fn reads(shelf: &InMemory, partnership: &str, event: Id, action: Id) {
    let p = Some(partnership);
    for (key, text) in [
        (format!("told.{event}"), "{\"words\":\"Nobody rang\"}"),
        (format!("pin.{event}.0"), "salt digest"),
        ("pin".into(), "salt digest"),
        (format!("answers.{partnership}"), "{}"),
        (format!("workingfile.{partnership}.id"), "x"),
        ("bringin.mending".into(), "[]"),
        ("poster.contact".into(), "Ada, 020 7946 0000"),
        (format!("named.{action}"), "other"),
        ("stall.language".into(), "es"),
        ("open".into(), partnership),
    ] {
        assert_eq!(journal::setting(shelf, p, &key).as_deref(), Some(text), "{key}");
    }
    assert!(journal::setting(shelf, p, "bringin").unwrap().contains("A paper"));
    assert_eq!(narrative(journal::noted(shelf, partnership, &format!("contact.{action}"))), "Ada");
    assert_eq!(journal::drafts(shelf, partnership).len(), 3);
}

#[test]
fn what_an_earlier_version_wrote_is_found_and_gets_an_owner_and_an_age() {
    let (partnership, event, action) = (new_id(), new_id(), new_id());
    let (p, other) = (partnership.to_string(), new_id().to_string());
    let shelf = former(partnership, event, action);
    let before = shelf.len();
    journal::migrate(&shelf, NOW);
    reads(&shelf, &p, event, action);
    // Another partnership takes nothing that names nothing of its own.
    journal::adopt(&shelf, &other, &|_| false, false);
    reads(&shelf, &p, event, action);
    journal::adopt(&shelf, &p, &|id| id == event || id == action, false);
    reads(&shelf, &p, event, action);
    assert_eq!(shelf.len(), before, "nothing twice");
    assert!(journal::setting(&shelf, Some(&other), &format!("told.{event}")).is_none());
    assert_eq!(journal::drafts(&shelf, &other).len(), 0);
    // Only what names nothing is still nobody's.
    let nobodys: Vec<String> = shelf.names().into_iter().filter(|name| name.contains(".unknown/")).collect();
    assert_eq!(nobodys, ["golden-thread.kept.unknown/pin", "golden-thread.kept.unknown/poster.contact"]);
    journal::expire(&shelf, NOW + 30 * DAY - 1);
    reads(&shelf, &p, event, action);
    journal::expire(&shelf, NOW + 30 * DAY);
    assert!(!shelf.text().contains("Nobody rang"), "its thirty days count from the new version's first start");
    journal::remove_partnership(&shelf, &p, true);
    assert_eq!(shelf.names(), ["golden-thread.open", "golden-thread.seenSample", "golden-thread.stall.language"]);
}

#[test]
fn the_only_partnership_takes_everything_of_an_earlier_version() {
    let (partnership, event, action) = (new_id(), new_id(), new_id());
    let shelf = former(partnership, event, action);
    journal::migrate(&shelf, NOW);
    journal::adopt(&shelf, &partnership.to_string(), &|_| false, true);
    reads(&shelf, &partnership.to_string(), event, action);
    assert!(!shelf.text().contains(".unknown/"));
    // Once more changes nothing.
    let before = shelf.text();
    journal::migrate(&shelf, NOW + DAY);
    journal::adopt(&shelf, &partnership.to_string(), &|_| false, true);
    assert_eq!(shelf.text(), before);
}

#[test]
fn a_full_storage_loses_nothing_when_names_change() {
    let (partnership, event, action) = (new_id(), new_id(), new_id());
    let mut shelf = former(partnership, event, action);
    shelf.most = shelf.text().len();
    let words = |shelf: &InMemory| ["Half typed", "Ada", "Nobody rang", "A paper"].map(|w| shelf.text().contains(w));
    journal::migrate(&shelf, NOW);
    assert_eq!(words(&shelf), [true; 4], "{}", shelf.text());
    journal::adopt(&shelf, &partnership.to_string(), &|_| true, false);
    assert_eq!(words(&shelf), [true; 4], "{}", shelf.text());
}

#[test]
fn a_later_word_wins_over_what_an_older_window_wrote() {
    let (shelf, partnership, action) = (InMemory::default(), new_id().to_string(), new_id());
    let mut older = row(&action.to_string(), "Older", NOW);
    older.fields.insert("partnership".to_owned(), partnership.clone());
    journal::note(&shelf, &partnership, &row(&older.id, "Newer", NOW + 1));
    shelf.write(&format!("golden-thread.draft.{}", older.id), &serde_json::to_string(&older).unwrap());
    journal::migrate(&shelf, NOW);
    assert_eq!(narrative(journal::noted(&shelf, &partnership, &older.id)), "Newer");
    older.saved = NOW + 2;
    shelf.write(&format!("golden-thread.draft.{}", older.id), &serde_json::to_string(&older).unwrap());
    journal::migrate(&shelf, NOW);
    assert_eq!(narrative(journal::noted(&shelf, &partnership, &older.id)), "Older");
    assert_eq!(shelf.len(), 1);
}

/// Every key that the source writes under is declared, with its owner and its age.
#[test]
fn every_key_in_the_source_is_declared() {
    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => sources(&path, found),
                false => found.push(std::fs::read_to_string(&path).unwrap()),
            }
        }
    }
    let mut all = Vec::new();
    sources(Path::new("src/app"), &mut all);
    let mut seen = 0;
    for source in &all {
        for call in ["Typed::open(format!(\"", "Typed::keep(format!(\"", "journal::setting(\"", "set_setting(\""] {
            for (at, _) in source.match_indices(call) {
                let key = source[at + call.len()..].split('"').next().unwrap().replace("{}", "x");
                assert!(family(&key).is_some(), "{key} is not declared");
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen}");
    for key in ["figure", "measure"] {
        assert!(family(&format!("{}.{key}", new_id())).is_some_and(|f| f.name == key));
    }
    let days = |name: &str| FAMILIES.iter().find(|f| f.name == name).unwrap().lives;
    assert!(["told", "close", "english", "pin"].iter().all(|name| days(name) == Lives::Days(TOLD_DAYS)));
}

#[test]
fn a_form_that_was_half_filled_before_an_update_is_there_after_it() {
    let (partnership, record, action) = (new_id().to_string(), new_id(), new_id());
    let shelf = InMemory::default();
    let note = |key: &str, texts: &[(&str, &str)]| {
        let mut half = row(key, "", NOW);
        half.fields = texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        assert!(journal::note(&shelf, &partnership, &half));
    };
    note(&format!("risk.{record}"), &[("actions", "one two"), ("cause", "Rain")]);
    note(&format!("service.{partnership}"), &[("topics", "food"), ("languages", "Welsh")]);
    note(&format!("cycle.change.{record}"), &[("title", "Autumn")]);
    note(&format!("{action}.measure"), &[("name", "People seen")]);
    note(&format!("measure.{action}"), &[("unit", "people")]);
    note(&format!("{action}.figure"), &[("value", "12")]);
    for _ in 0..2 {
        journal::migrate(&shelf, NOW);
        let fields = |key: &str| journal::noted(&shelf, &partnership, key).map(|row| row.fields).unwrap_or_default();
        let has = |key: &str, name: &str, text: &str| assert_eq!(fields(key).get(name).map(String::as_str), Some(text));
        has(&format!("risk.{record}"), "action", "one two");
        has(&format!("risk.{record}"), "cause", "Rain");
        has(&format!("service.{partnership}"), "for", "food");
        has(&format!("service.{partnership}"), "language", "Welsh");
        has(&format!("cycle.{record}"), "title", "Autumn");
        has(&format!("measure.{action}"), "name", "People seen");
        has(&format!("measure.{action}"), "unit", "people");
        has(&format!("{action}.figure"), "value", "12");
        assert_eq!(shelf.len(), 5, "nothing is kept twice");
    }
}
