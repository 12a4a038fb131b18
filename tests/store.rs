//! The store in memory against the suite every store must pass, and a long life of one device: whatever was
//! saved, reading the store again gives what is in memory.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod device;
#[path = "store/windows.rs"]
mod windows;

use device::{Device, new_id, now};
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::store::came::came_with;
use golden_thread::store::rows::{About, DraftRow};
use golden_thread::store::drafts::{action_of, begun, first_words, on_action};
use golden_thread::store::{MemoryStore, RowChange, State, Store, StoreError, Table, Vault, conformance};

#[test]
fn the_store_in_memory_conforms() {
    now(conformance::run(&MemoryStore::new())).unwrap();
}

/// Two tabs that were opened on one action before a word was typed make two drafts of it.
#[test]
fn two_drafts_of_one_action_are_both_reached_and_ended() {
    let mut device = Device::new("Rep", false);
    let [action, other] = device.plan(2).try_into().unwrap();
    let draft = |words: &str, saved: u64| DraftRow {
        id: new_id().to_string(),
        covers: [(action.to_string(), String::new())].into(),
        fields: [(f::NARRATIVE.to_owned(), words.to_owned())].into(),
        saved,
        ..DraftRow::default()
    };
    let (first, second) = (draft("From the first tab", 5), draft("From the second tab", 6));
    let rows = vec![RowChange::Draft(first.clone()), RowChange::Draft(second.clone())];
    device.save(Work::typed([]), rows).unwrap();
    let reached = |device: &Device, noted: &[DraftRow]| -> Vec<String> {
        let all = on_action(&device.state, noted.to_vec(), action);
        let by_id = |d: &DraftRow| action_of(&device.state, noted.to_vec(), d.id.parse().unwrap());
        assert!(all.iter().all(|d| by_id(&d.row) == Some(action)), "each stands under its own id");
        all.iter().map(|d| first_words(&d.row)).collect()
    };
    assert_eq!(reached(&device, &[]), ["From the second tab", "From the first tab"], "the newest first");
    assert_eq!(on_action(&device.state, vec![], other), []);
    assert_eq!(action_of(&device.state, vec![], action), None, "an action's id is no draft's");
    // What was noted at a keystroke is newer, and a third tab's is in the journal only.
    let typed = DraftRow { saved: 7, ..first.clone() };
    let typed = DraftRow { fields: [(f::NARRATIVE.to_owned(), "First, gone on".to_owned())].into(), ..typed };
    let noted = [typed, draft(&"long ".repeat(30), 8)];
    let all = reached(&device, &noted);
    assert_eq!(all.len(), 3);
    assert!(all[0].starts_with("long long") && all[0].ends_with("…"), "{all:?}");
    assert_eq!(all[1..], ["First, gone on", "From the second tab"]);
    assert_eq!(
        begun(&device.state, noted.to_vec()).iter().map(|d| d.is_noted).collect::<Vec<_>>(),
        [true, true, false]
    );
    // One is thrown away, the other stays.
    device.save(Work::typed([]), vec![RowChange::DraftGone(second.id.clone())]).unwrap();
    assert_eq!(reached(&device, &[]), ["From the first tab"]);
}

#[test]
fn a_long_life_reads_back_after_every_save() {
    let mut device = Device::new("Rep", false);
    let actions = device.plan(5);
    for n in 0..700usize {
        let action = actions.get(n % 5).copied().unwrap();
        match n % 7 {
            0 => {
                device.update(action, &format!("update {n}"));
            }
            1 => {
                let draft = DraftRow { id: new_id().to_string(), ..DraftRow::default() };
                let gone = device.state.drafts.keys().next().cloned().map(RowChange::DraftGone);
                let rows = gone.into_iter().chain([RowChange::Draft(draft)]).collect();
                device.save(Work::new(Cause::Typed), rows).unwrap();
            }
            _ => device.type_in(action, kind::ACTION, f::TITLE, format!("Title {n}")),
        }
        if n % 100 == 50 {
            let first = device.state.ledger.of_kind(kind::UPDATE).next().unwrap();
            let (id, stamp) = (first.id, first.field(f::NARRATIVE).unwrap().latest().unwrap());
            let mut work = Work::new(Cause::Removed);
            if n % 200 == 50 {
                work.redact.push((id, vec![stamp]));
            } else {
                work.erase.push((id, "asked for".into()));
            }
            device.save(work, vec![]).unwrap();
        }
        if n % 150 == 75 {
            device.make_return().unwrap();
        }
    }
}

#[test]
fn words_removed_for_good_are_in_no_row() {
    let mut office = Device::new("Office", true);
    let actions = office.plan(1);
    let action = actions.first().copied().unwrap();
    let issue = office.make_issue();
    let mut rep = Device::new("Rep", false);
    rep.open(&issue).unwrap();
    let update = rep.update(action, "about Mrs Smith");
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| golden_thread::ledger::review::Decision::Use);
    office.make_issue();
    for device in [&mut office, &mut rep] {
        let mut work = Work::new(Cause::Removed);
        work.erase.push((update, "asked for".into()));
        device.save(work, vec![]).unwrap();
        assert!(!format!("{:?}", device.store).contains("Mrs Smith"));
    }
}

/// Two windows of one device: work that was made for another state than there is, is not stored.
#[test]
fn two_windows_never_overwrite_each_other() {
    let mut one = Device::new("Rep", false);
    let action = one.plan(1).first().copied().unwrap();
    let two = one.state.clone();
    let saves: [&mut dyn FnMut(&mut Device); 3] = [
        &mut |one| one.type_in(action, kind::ACTION, f::TITLE, "from window one"),
        // Rows alone, which leave nothing in the log.
        &mut |one| one.save(Work::new(Cause::Typed), vec![RowChange::Draft(DraftRow::default())]).unwrap(),
        &mut |one| {
            let about = one.state.about.clone().unwrap();
            one.save(Work::new(Cause::Typed), vec![RowChange::About(About { sequence: 9, ..about })]).unwrap();
        },
    ];
    for save in saves {
        let mut one = one.clone();
        save(&mut one);
        let rows = vec![RowChange::DraftGone("a draft".into())];
        let behind = now(Vault::save(&one.store, &two, &Work::new(Cause::Typed), rows, one.ms + 1));
        assert_eq!(behind.map(|_| ()), Err(StoreError::Behind));
    }
}

/// The browser was emptied under the open page: nothing is written over nothing, and what is in memory stays.
#[test]
fn an_emptied_store_is_called_gone() {
    let mut device = Device::new("Rep", false);
    let action = device.plan(1).first().copied().unwrap();
    device.store = MemoryStore::new();
    let edit = golden_thread::record::Edit {
        record: action,
        kind: kind::ACTION.into(),
        field: f::TITLE.into(),
        value: "typed later".into(),
    };
    let saved = now(Vault::save(&device.store, &device.state, &Work::typed([edit]), vec![], device.ms + 1));
    assert_eq!(saved.map(|_| ()), Err(StoreError::Gone));
    assert!(now(State::load(&device.store)).unwrap().about.is_none());
}

/// Ten thousand records that come in with one plan file leave a row that names them, not ten thousand; what is changed
/// afterwards has the former words in its history.
#[test]
fn records_that_come_in_whole_share_a_row_of_history() {
    let mut office = Device::new("Office", true);
    let actions = office.plan(700);
    let action = actions.first().copied().unwrap();
    let mut rep = Device::new("Rep", false);
    rep.open(&office.make_issue()).unwrap();
    let rows = |device: &Device, table| now(device.store.rows(table, "")).unwrap();
    let changes = rows(&rep, Table::Changes);
    assert_eq!(changes.iter().filter(|(key, _)| key.starts_with("came/")).count(), 1);
    assert!(!changes.iter().any(|(_, text)| text.contains("Action 1")), "it has none of their words");
    assert_eq!(rows(&rep, Table::Log), [], "so many go straight into the snapshot");
    let history = |device: &Device| now(Vault::history(&device.store, action)).unwrap();
    let causes = |device: &Device| history(device).iter().map(|row| row.cause().unwrap()).collect::<Vec<_>>();
    assert_eq!(causes(&rep), [Cause::Issue { number: 1 }]);
    office.type_in(action, kind::ACTION, f::TITLE, "Another title");
    rep.open(&office.make_issue()).unwrap();
    assert_eq!(causes(&rep), [Cause::Issue { number: 2 }, Cause::Issue { number: 1 }]);
    let latest = history(&rep).into_iter().next().unwrap();
    assert_eq!((latest.field.as_str(), latest.before), (f::TITLE, Some("Action 0".into())));
    // What it came with is known all the same: the former title, and of the rest who wrote it and when.
    let record = rep.state.ledger.records().get(action).unwrap();
    let came = came_with(record, &history(&rep));
    let title = came.iter().find(|row| row.field == f::TITLE).unwrap();
    assert_eq!((&title.after, title.at.as_str()), (&Some("Action 0".into()), ""));
    assert_eq!(title.cause(), Some(Cause::Issue { number: 1 }));
    assert!(came.len() > 1, "{came:?}");
    for row in came.iter().filter(|row| row.field != f::TITLE) {
        let stands = record.field(&row.field).unwrap();
        assert_eq!((row.after.as_ref(), row.at.clone()), (stands.value(), stands.latest().unwrap().to_string()));
        assert_eq!(stands.latest().unwrap().writer(), office.state.writer().unwrap());
    }
    // What was typed here has not come in whole.
    let typed = office.state.ledger.records().get(action).unwrap();
    assert_eq!(came_with(typed, &history(&office)), []);
    // What was typed here says which words, as before.
    assert!(history(&office).iter().any(|row| row.field == f::TITLE && row.after == Some("Action 0".into())));
}
