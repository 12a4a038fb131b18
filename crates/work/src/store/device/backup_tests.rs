#![allow(clippy::unwrap_used)]
use super::*;
use crate::bundle::{self, Partnership};
use crate::domain::kind;
use crate::ledger::changes::Work;
use crate::store::rows::{IssueRow, SentState};
use crate::store::{MemoryStore, Store, StoreError, Table, Vault, outgoing, rescue};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the store in memory never waits"),
    }
}

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

fn about(writer: u8) -> About {
    About {
        partnership: id(1).to_string(),
        partnership_name: "P".to_owned(),
        writer: id(writer).to_string(),
        role: "manager".to_owned(),
        office: true,
        sample: false,
        organisation: None,
        followed: vec![id(50).to_string()],
        not_mine: Vec::new(),
        issue: Some(IssueRow { id: id(60).to_string(), number: 9, created: "2026-01-01T00:00:00Z".to_owned() }),
        keeper: Some(id(writer).to_string()),
        sequence: 7,
        last_backup: None,
        asks_number: false,
        app: String::new(),
        saved: vec![],
    }
}

/// A device with a plan, a draft, a sent file and a last plan file.
fn device(store: &MemoryStore) -> State {
    let mut state = now(State::load(store)).unwrap();
    let drafts = [
        Draft::new(id(2), kind::WRITER).with(f::NAME, "Amina").with(f::ROLE, "manager"),
        Draft::new(id(3), kind::ACTION).with(f::TITLE, "Open a hub"),
    ];
    let mut base = Set::new();
    for edit in drafts.iter().flat_map(Draft::edits) {
        base.edit(&edit, crate::record::Stamp::new(3, 0, id(2)));
    }
    let sent = SentRow {
        id: id(61).to_string(),
        sequence: 6,
        purpose: "return".to_owned(),
        number: None,
        created: "2026-01-02T00:00:00Z".to_owned(),
        state: SentState::Exported,
        records: base.iter().map(record_line).collect(),
        to: None,
        held: None,
        left: Vec::new(),
        locked: None,
        words: None,
        unsent: false,
    };
    let draft = DraftRow { id: id(40).to_string(), saved: 5, ..DraftRow::default() };
    let rows = vec![RowChange::About(about(2)), RowChange::Sent(sent), RowChange::Draft(draft), RowChange::Base(base)];
    let work = Work::typed(drafts.iter().flat_map(Draft::edits));
    let delta = now(Vault::save(store, &state, &work, rows, 1_000)).unwrap();
    state.apply(delta);
    state
}

fn sender() -> Sender {
    let partnership = Partnership { id: id(1), name: "P".to_owned() };
    Sender { partnership, writer: id(2), id: id(62), sequence: 7, created: "2026-01-03T00:00:00Z".to_owned() }
}

fn round_trip(state: &State) -> Backup {
    let drafts: Vec<DraftRow> = state.drafts.values().cloned().collect();
    let text = bundle::write(&backup(state, &drafts, sender()));
    let read = bundle::read(text.as_bytes()).unwrap();
    assert!(read.set_aside.is_empty() && read.notes.is_empty());
    unpack(read.bundle)
}

#[test]
fn a_backup_restored_is_the_device_again_under_a_new_writer() {
    let state = device(&MemoryStore::new());
    let backup = round_trip(&state);
    assert_eq!(backup.unreadable, 0);
    assert_eq!(backup.about, state.about);

    let other = MemoryStore::new();
    let empty = now(State::load(&other)).unwrap();
    let (about, edits) = backup.go_on_as(id(20), backup.about.clone().unwrap(), None, (None, None));
    let restored = now(Vault::replace(&other, &empty, backup.records, &edits, about, backup.rows, 2_000)).unwrap();
    let loaded = now(State::load(&other)).unwrap();
    for state_now in [&restored, &loaded] {
        assert_eq!(state_now.ledger.records().get(id(3)), state.ledger.records().get(id(3)));
        assert_eq!(state_now.ledger.base(), state.ledger.base());
        assert_eq!((&state_now.drafts, &state_now.sent), (&state.drafts, &state.sent));
        let about = state_now.about.as_ref().unwrap();
        assert_eq!((about.writer(), about.sequence), (Some(id(20)), 7), "file numbers go on");
        assert_eq!(about.keeper, Some(id(20).to_string()), "the office stays the office");
        assert_eq!(about.issue.as_ref().map(|i| i.number), Some(9));
        let writer = state_now.ledger.records().get(id(20)).unwrap();
        assert_eq!((writer.text(f::NAME), writer.text(FOLLOWS)), (Some("Amina"), Some(id(2).to_string().as_str())));
        assert_eq!(state_now.damage, Default::default());
    }
}

#[test]
fn restoring_over_a_device_replaces_everything_and_never_rewinds_the_clock() {
    let store = MemoryStore::new();
    let state = device(&store);
    let backup = round_trip(&state);
    // Something is written after the backup, on a clock that runs ahead.
    let typed = Draft::new(id(4), kind::ACTION).with(f::TITLE, "Later");
    let delta = now(Vault::save(&store, &state, &Work::typed(typed.edits()), Vec::new(), 90_000)).unwrap();
    let mut later = state.clone();
    later.apply(delta);
    let again = |state: &State| {
        let (about, edits) = backup.go_on_as(id(21), backup.about.clone().unwrap(), None, (None, None));
        now(Vault::replace(&store, state, backup.records.clone(), &edits, about, backup.rows.clone(), 2_000))
    };
    assert_eq!(again(&state).unwrap_err(), StoreError::Behind, "another window saved something");
    let restored = again(&later).unwrap();
    assert!(restored.ledger.records().get(id(4)).is_none());
    assert!(restored.ledger.records().get(id(21)).unwrap().stamps().all(|s| s.ms() >= 90_000));
    // A window that has not noticed cannot save over it, and work goes on in the one that has.
    let stale = now(Vault::save(&store, &later, &Work::typed(typed.edits()), Vec::new(), 95_000));
    assert_eq!(stale.unwrap_err(), StoreError::Behind);
    let mut going = restored;
    let delta = now(Vault::save(&store, &going, &Work::typed(typed.edits()), Vec::new(), 95_000)).unwrap();
    going.apply(delta);
    let loaded = now(State::load(&store)).unwrap();
    assert_eq!(loaded.ledger.records(), going.ledger.records());
}

#[test]
fn a_file_that_is_no_devices_backup_has_records_and_no_rows() {
    let mut bundle = make_backup(&Set::new(), sender());
    bundle.envelope.extra.insert(DEVICE.to_owned(), Value::from("what?"));
    bundle.envelope.extra.insert(DRAFTS.to_owned(), serde_json::json!([{ "covers": 4 }]));
    let backup = unpack(bundle);
    assert_eq!((backup.rows, backup.about, backup.unreadable), (Vec::new(), None, 2));
}

#[test]
fn an_older_backup_brings_nothing_back_that_was_removed_for_good() {
    let state = device(&MemoryStore::new());
    let mut backup = round_trip(&state);
    let title = |backup: &Backup| backup.records.get(id(3)).and_then(|r| r.text(f::TITLE)).map(str::to_owned);
    backup.keep_removed(state.ledger.records());
    assert_eq!(title(&backup).as_deref(), Some("Open a hub"), "nothing was removed yet");

    let mut known = state.ledger.records().clone();
    let base = state.ledger.base().and_then(|b| b.get(id(3))).unwrap();
    let stamps: Vec<_> = base.stamps().chain(known.get(id(3)).unwrap().stamps()).collect();
    known.with(id(3), |r| r.redact(stamps));
    backup.keep_removed(&known);
    assert_eq!(title(&backup), None);
    assert!(!format!("{:?}", backup.rows).contains("Open a hub"), "neither the last plan file nor what was sent");
}

/// A store as the page around the app saves it (`public/boot.js`).
fn as_saved(name: &str, store: &MemoryStore) -> Value {
    let table = |(table, name): (Table, &str)| {
        let rows = now(store.rows(table, "")).unwrap().into_iter();
        let rows: Vec<Value> = rows.map(|(key, value)| serde_json::json!({ "key": key, "value": value })).collect();
        (name.to_owned(), Value::Array(rows))
    };
    let stores: serde_json::Map<String, Value> = Table::ALL.into_iter().map(table).collect();
    serde_json::json!({ "name": name, "version": 1, "stores": stores })
}

#[test]
fn what_was_saved_when_the_app_could_not_run_becomes_backups() {
    let (store, empty) = (MemoryStore::new(), MemoryStore::new());
    let state = device(&store);
    let draft = state.drafts.values().next().unwrap().clone();
    let mut later = draft.clone();
    later.fields.insert(f::NARRATIVE.to_owned(), "and half a sentence".to_owned());
    let noted = serde_json::to_string(&later).unwrap();
    let keys = serde_json::json!({ "recovery": "sealed", "compared": true }).to_string();
    let mut in_use = as_saved("golden-thread.p", &store);
    if let Some(Value::Array(meta)) = in_use.pointer_mut("/stores/meta") {
        meta.push(serde_json::json!({ "key": "keys", "value": keys }));
    }
    let file = serde_json::json!({
        "format": "golden-thread-rescue", "version": 1, "saved": "2026-11-22T10:00:00.000Z",
        "databases": [
            as_saved("golden-thread.empty", &empty), in_use,
            { "name": "golden-thread.x", "unreadable": "UnknownError" },
        ],
        "localStorage": { format!("golden-thread.draft.{}", draft.id): noted, "golden-thread.open": "\"p\"" },
    });
    let found = now(rescue::backups(file.to_string().as_bytes(), || id(90), MemoryStore::holding)).unwrap();
    assert_eq!(found.len(), 1, "only the one in use that could be read");
    let bundle = found.first().unwrap();
    let read = bundle::read(bundle::write(bundle).as_bytes()).unwrap();
    assert!(read.set_aside.is_empty() && read.notes.is_empty());
    let backup = unpack(read.bundle);
    assert_eq!(backup.unreadable, 0);
    assert_eq!(&backup.records, state.ledger.records());
    assert_eq!(backup.about, state.about);
    let sealed = |row: &RowChange| matches!(row, RowChange::Keys(keys) if keys.is_sealed() && !keys.compared);
    assert!(backup.rows.iter().any(sealed), "the office's key, as it was sealed");
    assert!(backup.rows.contains(&RowChange::Draft(later)), "the words noted last win");
    assert!(backup.rows.iter().any(|row| matches!(row, RowChange::Sent(sent) if sent.id == id(61).to_string())));
    // Any other file is none, also one in which somebody wrote of such files.
    let other = bundle::write(bundle).replace("Amina", "golden-thread-rescue");
    assert!(now(rescue::backups(other.as_bytes(), || id(91), MemoryStore::holding)).is_none());
    assert!(now(rescue::backups(b"\xff golden-thread-rescue", || id(92), MemoryStore::holding)).is_none());
}

/// The browser lost the table that says who uses the device: what else it kept comes back.
#[test]
fn what_is_left_of_a_database_becomes_a_backup() {
    let store = MemoryStore::new();
    let state = device(&store);
    let mut left = as_saved(&format!("{}{}", rescue::DATABASE, id(1)), &store);
    if let Some(stores) = left.pointer_mut("/stores").and_then(Value::as_object_mut) {
        stores.remove("meta");
    }
    let nothing = serde_json::json!({ "name": "golden-thread.x", "stores": {} });
    let file = serde_json::json!({
        "format": "golden-thread-rescue", "version": 1, "saved": "2026-11-22T10:00:00.000Z",
        "databases": [left, nothing], "localStorage": {},
    });
    let found = now(rescue::backups(file.to_string().as_bytes(), || id(90), MemoryStore::holding)).unwrap();
    assert_eq!(found.len(), 1, "a database without anything in it gives none");
    let read = bundle::read(bundle::write(found.first().unwrap()).as_bytes()).unwrap();
    assert!(read.set_aside.is_empty() && read.notes.is_empty());
    assert_eq!(read.bundle.envelope.partnership.id, id(1));
    let backup = unpack(read.bundle);
    assert_eq!((&backup.records, &backup.about), (state.ledger.records(), &None));
    assert!(backup.rows.iter().any(|row| matches!(row, RowChange::Draft(draft) if draft.id == id(40).to_string())));
    assert!(backup.rows.iter().any(|row| matches!(row, RowChange::Sent(sent) if sent.id == id(61).to_string())));
}

/// Entries of the log that are not there are missed by their numbers.
#[test]
fn a_log_that_was_lost_is_missed() {
    let store = MemoryStore::new();
    let mut state = device(&store);
    for n in 0..3 {
        let title = Draft::new(id(70 + n), kind::ACTION).with(f::TITLE, "More");
        let delta = now(Vault::save(&store, &state, &Work::typed(title.edits()), vec![], 2_000)).unwrap();
        state.apply(delta);
    }
    assert_eq!(now(State::load(&store)).unwrap().damage, Default::default());
    let rows = |table: Table| now(store.rows(table, "")).unwrap();
    let without = |skip: &dyn Fn(&str) -> bool| {
        let all = Table::ALL.into_iter().flat_map(|(table, _)| {
            let kept = rows(table).into_iter().filter(move |(key, _)| table != Table::Log || !skip(key));
            kept.map(move |(key, text)| (table, key, text))
        });
        now(State::load(&MemoryStore::holding(all.collect()))).unwrap().damage.missing
    };
    assert_eq!(without(&|_| false), 0);
    assert_eq!(without(&|key| key.ends_with('2')), 1, "one in the midst of them");
    assert_eq!(without(&|_| true), rows(Table::Log).len(), "all of them");
}

/// A file that was made, and not handed over, was not sent.
#[test]
fn what_has_not_left_is_not_exported() {
    let store = MemoryStore::new();
    let mut state = device(&store);
    assert!(!state.exported().is_empty(), "rows of earlier versions say nothing, and count as they did");
    let sent = state.sent.first().unwrap().clone();
    let change = |state: &mut State, rows| {
        let delta = now(Vault::save(&store, state, &Work::typed([]), rows, 3_000)).unwrap();
        state.apply(delta);
    };
    let made = outgoing::not_left_yet(vec![RowChange::Sent(sent.clone())]);
    change(&mut state, made);
    assert!(state.exported().is_empty());
    assert_eq!(outgoing::left(&state, id(61), false), None, "that is known");
    let row = outgoing::left(&state, id(61), true).unwrap();
    assert_eq!(row, RowChange::Sent(sent), "stored as it always was");
    change(&mut state, vec![row]);
    assert!(!state.exported().is_empty());
    // Not there after all; then the office says that it has it.
    let row = outgoing::left(&state, id(61), false).unwrap();
    change(&mut state, vec![row]);
    assert!(state.exported().is_empty());
    let confirmed = state.sent.first().unwrap().confirmed();
    change(&mut state, vec![RowChange::Sent(confirmed)]);
    assert!(!state.exported().is_empty());
    assert_eq!(outgoing::left(&state, id(61), false), None, "what arrived has left");
}

#[test]
fn a_draft_that_became_an_update_does_not_come_back() {
    let store = MemoryStore::new();
    let mut state = device(&store);
    let draft = state.drafts.values().next().unwrap().clone();
    let noted = DraftRow { saved: 5, ..draft.clone() };
    assert!(newest(&state, vec![noted.clone()]).iter().any(|d| d.id == draft.id));
    let update = Draft::new(draft.id.parse().unwrap(), kind::UPDATE).with(f::NARRATIVE, "finished");
    let gone = vec![RowChange::DraftGone(draft.id.clone())];
    let delta = now(Vault::save(&store, &state, &Work::typed(update.edits()), gone, 6)).unwrap();
    state.apply(delta);
    assert_eq!(newest(&state, vec![noted]), []);
    // Somebody may have gone on writing in another window.
    let later =
        DraftRow { saved: u64::MAX, covers: [(id(3).to_string(), String::new())].into_iter().collect(), ..draft };
    assert_eq!(newest(&state, vec![later.clone()]), [later]);
}

#[test]
fn file_numbers_go_on_and_the_last_plan_file_is_asked_for() {
    let state = device(&MemoryStore::new());
    let backup = round_trip(&state);
    let now_about = backup.about.clone().unwrap();
    let go_on = |here: Option<&About>, sent| backup.go_on_as(id(20), now_about.clone(), None, (here, sent)).0;
    assert_eq!(backup.last_plan_file(None), Some(9));
    // Nobody said: the number that is known is kept, and asked about before another plan file is made.
    let restored = go_on(None, None);
    assert_eq!((restored.sequence, restored.last_number(), restored.asks_number), (7, 9, true));
    let mut waits = State { about: Some(restored.clone()), ..state.clone() };
    let sender = || Sender { writer: id(20), id: id(70), ..sender() };
    assert!(crate::store::outgoing::make_issue(&waits, sender()).is_none(), "no number may stand for two files");
    waits.about = Some(restored.after_plan_file(12));
    let made = crate::store::outgoing::make_issue(&waits, sender()).unwrap();
    assert_eq!(made.bundle.envelope.number, Some(13));
    // Said in the restore form; the file of that number is not here.
    let said = go_on(None, Some(12));
    assert_eq!((said.last_number(), said.asks_number, said.issue.unwrap().id.as_str()), (12, false, ""));
    let same = go_on(None, Some(9));
    assert_eq!(
        (same.issue, same.asks_number),
        (now_about.issue.clone(), false),
        "the one that is known is known whole"
    );
    // The device that is replaced went further than its backup.
    let later = About { sequence: 11, ..now_about.clone() }.after_plan_file(10);
    let over = go_on(Some(&later), None);
    assert_eq!((over.sequence, over.last_number()), (11, 10));
    assert_eq!(backup.last_plan_file(Some(&later)), Some(10));
    // A file that was sent after the row about the device was written counts too.
    let mut ahead = backup.clone();
    for row in &mut ahead.rows {
        if let RowChange::Sent(sent) = row {
            (sent.sequence, sent.number, sent.purpose) = (30, Some(14), "issue".to_owned());
        }
    }
    let (about, _) = ahead.go_on_as(id(20), now_about.clone(), None, (None, None));
    assert_eq!((about.sequence, about.last_number()), (31, 14));
    // Nobody but an office is asked, and nobody about the sample.
    for about in [About { office: false, ..now_about.clone() }, About { sample: true, ..now_about.clone() }] {
        let other = Backup { about: Some(about.clone()), ..backup.clone() };
        assert!(!other.go_on_as(id(20), about, None, (None, None)).0.asks_number);
    }
    for (typed, said) in
        [("9", Ok(9)), (" 12 ", Ok(12)), ("8", Err(9)), ("", Err(9)), ("twelve", Err(9)), ("-1", Err(9))]
    {
        assert_eq!(plan_file_sent(typed, 9), said, "{typed}");
    }
}
