//! What a removal leaves behind: the whole device as bytes, searched for the words. Every kind of record, every field of
//! it that holds words, and every removal: these words, this record, this partnership.

use super::shelf::InMemory;
use super::support::{begin, not_used};
use crate::device::{Device, new_id, now, partnership};
use golden_thread::bundle;
use golden_thread::domain::kinds::{self, Json};
use golden_thread::domain::{Draft, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::published::{MARKDOWN, PUBLISHED, REPORT};
use golden_thread::ledger::removal::remove_words;
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::store::answer::answer;
use golden_thread::store::backup::{backup, newest, unpack};
use golden_thread::store::copies::here;
use golden_thread::store::journal::Shelf as _;
use golden_thread::store::rows::DraftRow;
use golden_thread::store::{RowChange, Store, Table, journal};
use serde_json::json;
use std::collections::BTreeSet;

const DAY: u64 = 24 * 60 * 60 * 1000;

/// A device with its small storage, as a browser has both.
struct Whole {
    device: Device,
    shelf: InMemory,
}

impl Whole {
    fn new(device: Device) -> Whole {
        Whole { device, shelf: InMemory::default() }
    }

    /// Saves, and then does with the small storage what the app does.
    fn save(&mut self, work: Work) {
        self.device.save(work, vec![]).unwrap();
        if let Some(lost) = &self.device.lost {
            journal::remove_words(&self.shelf, &partnership().id.to_string(), lost);
        }
    }

    fn note(&self, row: &DraftRow) {
        assert!(journal::note(&self.shelf, &partnership().id.to_string(), row));
    }

    fn set(&self, key: &str, text: &str) {
        let p = partnership().id.to_string();
        assert!(journal::set_setting(&self.shelf, Some(&p), key, text, self.device.ms));
    }

    /// A backup as it is made now: what the working file becomes with the next save, too.
    fn backup(&self) -> String {
        let drafts = newest(&self.device.state, journal::drafts(&self.shelf, &partnership().id.to_string()));
        bundle::write(&backup(&self.device.state, &drafts, self.device.clone().sender()))
    }

    /// Every byte: tables, small storage, and the files that are made from now on.
    fn bytes(&self) -> String {
        let tables = Table::ALL.iter().map(|(table, _)| now(self.device.store.rows(*table, "")).unwrap());
        let mut all: String = tables.flatten().map(|(key, text)| format!("{key} {text}\n")).collect();
        all.push_str(&self.shelf.text());
        all.push_str(&self.backup());
        let mut later = self.device.clone();
        all.push_str(&later.make_return().map(|(_, text)| text).unwrap_or_default());
        all.push_str(&later.make_issue());
        all
    }

    /// Which of the words are still there, and where they stand first.
    fn left(&self, words: &[&str]) -> Vec<String> {
        let all = self.bytes();
        let around = |at: usize| all[at.saturating_sub(300)..].chars().take(400).collect::<String>();
        words.iter().filter_map(|word| all.find(word).map(around)).collect()
    }
}

/// Words as a person writes them: long enough to be somebody's own, and with one in them that is nowhere else.
fn words(mark: &str) -> String {
    format!("{mark} came to the hub on Elm Road with her two sons and asked about the rent.")
}

/// The kinds and fields that hold words, as a device may hold them.
fn worded() -> BTreeSet<(&'static str, &'static str)> {
    // A code, an address of a page or another id is nobody's words; a writer of the device itself is who uses it.
    let texts = kinds::ALL.iter().flat_map(|kind| kind.fields).filter(|f| f.shape.json() == Json::Text && !f.is_list());
    texts.map(|field| (field.kind, field.name)).chain([(REPORT, MARKDOWN), (REPORT, f::TITLE)]).collect()
}

/// An office that holds a record with words in one field: as it was issued, as it was changed since, in files that were
/// sent and in what is half typed.
fn with_words(kind: &'static str, field: &'static str) -> (Whole, Id) {
    let (mut office, _, actions) = begin(1, 1);
    let id = new_id();
    let first = Draft::new(id, kind).with(field, words("Firstword"));
    let first = if kind == REPORT { first.with(PUBLISHED, "2026-01-01") } else { first };
    office.save(Work::drafts([&first], Cause::Intake { title: words("Firstword") }), vec![]).unwrap();
    office.make_issue();
    office.type_in(id, kind, field, words("Secondword"));
    office.make_return();
    office.type_in(id, kind, field, words("Thirdword"));
    let quoting = DraftRow {
        id: new_id().to_string(),
        covers: [(actions[0].to_string(), String::new())].into(),
        fields: [("narrative".to_owned(), format!("My own beginning. {} My own end.", words("Thirdword")))].into(),
        saved: office.ms,
        ..DraftRow::default()
    };
    office.save(Work::new(Cause::Typed), vec![RowChange::Draft(quoting.clone())]).unwrap();
    let whole = Whole::new(office);
    // The journal is a little ahead of the table, as it is while somebody types.
    whole.note(&DraftRow { saved: quoting.saved + 1, ..quoting });
    whole.note(&DraftRow {
        id: format!("wrong.{}", new_id()),
        fields: [("note".to_owned(), words("Secondword"))].into(),
        ..DraftRow::default()
    });
    whole.note(&DraftRow {
        id: format!("timescale.{id}"),
        fields: [("words".to_owned(), "by Thirdword".to_owned())].into(),
        ..DraftRow::default()
    });
    whole.set(&format!("told.{}", new_id()), &json!({ "words": words("Thirdword"), "theme": "My own" }).to_string());
    whole.set("answers", &json!({ id.to_string(): { "wording": "Thirdword, shortened" } }).to_string());
    whole.set("poster.contact", "My own");
    (whole, id)
}

const MARKS: [&str; 3] = ["Firstword", "Secondword", "Thirdword"];

fn check(kind: &'static str, field: &'static str, remove: impl Fn(&Whole, Id) -> Work) {
    let (mut whole, id) = with_words(kind, field);
    assert_eq!(whole.left(&MARKS).len(), 3, "{kind}.{field}: they are there before");
    let work = remove(&whole, id);
    whole.save(work);
    assert_eq!(whole.left(&MARKS), [""; 0], "{kind}.{field}");
    // What somebody wrote beside them is there still.
    assert_eq!(whole.left(&["My own beginning. ", " My own end."]).len(), 2, "{kind}.{field}");
    assert_eq!(whole.shelf.text().matches("My own").count(), 4, "{}", whole.shelf.text());
}

#[test]
fn these_words_leave_no_trace_of_any_kind() {
    for (kind, field) in worded() {
        check(kind, field, |whole, id| remove_words(id, &[field.to_owned()], here(&whole.device.state, id)));
    }
}

#[test]
fn this_record_leaves_no_trace_of_any_kind() {
    for (kind, field) in worded() {
        check(kind, field, |_, id| Work { erase: vec![(id, "named a resident".into())], ..Work::new(Cause::Removed) });
    }
}

/// A representative whose update was not used, with a reason that repeats it, answers it; the answer begins with the
/// words, and the representative has changed them since.
fn answering() -> (Device, Whole, Id, Id) {
    let (mut office, mut reps, actions) = begin(1, 1);
    let update = reps[0].update(actions[0], &words("Firstword"));
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| not_used("names Firstword"));
    reps[0].open(&office.make_issue()).unwrap();
    let reply = office.make_reply(reps[0].writer());
    reps[0].open(&reply).unwrap();
    let mut rep = Whole::new(reps.remove(0));
    let draft = answer(&rep.device.state, &(update, None), None, &new_id().to_string(), rep.device.ms).unwrap();
    assert!(draft.fields.iter().any(|(_, text)| text.contains("Firstword")));
    rep.device.save(Work::new(Cause::Typed), vec![RowChange::Draft(draft.clone())]).unwrap();
    let changed = [
        ("narrative".to_owned(), "Firstword came, in other words".to_owned()),
        ("helpNeeded".to_owned(), "My own".to_owned()),
    ];
    let changed = changed.into();
    rep.note(&DraftRow { fields: changed, saved: draft.saved + 1, ..draft });
    assert_eq!(rep.left(&["Firstword"]).len(), 1);
    (office, rep, actions[0], update)
}

#[test]
fn a_draft_that_answers_removed_words_goes_with_them() {
    let erase = |id: Id| Work { erase: vec![(id, "named a resident".into())], ..Work::new(Cause::Removed) };
    // By its writer's own hand.
    let (_, mut rep, _, update) = answering();
    rep.save(erase(update));
    assert_eq!(rep.left(&["Firstword"]), [""; 0]);
    let (_, mut rep, _, update) = answering();
    let work = remove_words(update, &[f::NARRATIVE.to_owned()], here(&rep.device.state, update));
    rep.save(work);
    assert_eq!(rep.left(&["Firstword"]), [""; 0]);
    assert!(rep.shelf.text().contains("My own"), "only the words that are gone go, and what began with them");
    // By a plan file that says so.
    let (mut office, mut rep, _, update) = answering();
    let work = remove_words(update, &[f::NARRATIVE.to_owned()], here(&office.state, update));
    assert!(!work.is_empty() || office.state.ledger.records().get(update).is_some());
    office.save(erase(update), vec![]).unwrap();
    rep.device.open(&office.make_issue()).unwrap();
    if let Some(lost) = &rep.device.lost {
        journal::remove_words(&rep.shelf, &partnership().id.to_string(), lost);
    }
    assert_eq!(rep.left(&["Firstword"]), [""; 0]);
}

#[test]
fn an_older_backup_brings_back_no_draft_that_answers_or_quotes_removed_words() {
    let (_, mut rep, action, update) = answering();
    let quoting = DraftRow {
        id: new_id().to_string(),
        covers: [(action.to_string(), String::new())].into(),
        fields: [("narrative".to_owned(), format!("My own. {}", words("Firstword")))].into(),
        saved: rep.device.ms,
        ..DraftRow::default()
    };
    rep.device.save(Work::new(Cause::Typed), vec![RowChange::Draft(quoting)]).unwrap();
    let older = rep.backup();
    rep.save(Work { erase: vec![(update, "named a resident".into())], ..Work::new(Cause::Removed) });
    let mut restored = unpack(bundle::read(older.as_bytes()).unwrap().bundle);
    restored.keep_removed(rep.device.state.ledger.records());
    let text = format!("{:?}", restored);
    assert!(!text.contains("Firstword") && text.contains("My own."), "{text}");
}

#[test]
fn a_senders_removed_name_stands_on_no_file_that_was_opened() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let me = reps[0].writer();
    reps[0].type_in(me, kind::WRITER, f::NAME, "Firstword Smith");
    reps[0].update(actions[0], "We met.");
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let mut office = Whole::new(office);
    assert_eq!(office.left(&["Firstword"]).len(), 1);
    let work = remove_words(me, &[f::NAME.to_owned()], here(&office.device.state, me));
    office.save(work);
    assert_eq!(office.left(&["Firstword"]), [""; 0]);
}

#[test]
fn a_partnership_that_is_removed_leaves_nothing_beside_another() {
    let (whole, _) = with_words(kind::UPDATE, f::NARRATIVE);
    let other = new_id().to_string();
    journal::set_setting(&whole.shelf, Some(&other), "told.x", "Theirs", whole.device.ms);
    journal::note(&whole.shelf, &other, &DraftRow { id: new_id().to_string(), ..DraftRow::default() });
    let id = partnership().id.to_string();
    // The browser deletes the database; this is what is left.
    journal::remove_partnership(&whole.shelf, &id, false);
    assert!(!MARKS.iter().chain([&"My own", &id.as_str()]).any(|word| whole.shelf.text().contains(word)));
    assert_eq!((whole.shelf.len(), whole.shelf.text().contains("Theirs")), (2, true));
}

#[test]
fn half_quoted_words_are_gone_after_thirty_days_whatever_else_stays() {
    let (whole, _) = with_words(kind::UPDATE, f::NARRATIVE);
    let told = |whole: &Whole| whole.shelf.names().iter().any(|name| name.contains("/told."));
    journal::expire(&whole.shelf, whole.device.ms + 29 * DAY);
    assert!(told(&whole));
    journal::expire(&whole.shelf, whole.device.ms + 30 * DAY);
    assert!(!told(&whole));
}
