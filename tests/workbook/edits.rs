//! Any changes come to exactly those changes; an old workbook turns nothing back; and all of it is looked at in review.

use super::support::*;
use golden_thread::domain::{fields as f, kind};
use golden_thread::forms::mail::Voice;
use golden_thread::ledger::review::{Decision, pending};
use golden_thread::pencil::agreed::since;
use golden_thread::record::{Clock, Edit, Id};
use golden_thread::workbook::{CameRow, Changes, Column, Holds, read, xlsx};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;

fn voice() -> Voice {
    Voice {
        partnership: SAMPLE.partnership.clone(),
        file: id("file", 1),
        writer: Id::from_bytes([7; 16]),
        now_ms: 1_800_000_000_000,
        created: "2027-01-15T08:00:00Z".into(),
        today: today(),
    }
}

/// Every cell that can be changed: its record, its column, what stands in it.
fn cells() -> Vec<(Id, Column, String)> {
    let book = made(&FULL);
    let rows = book.sheets.iter().flat_map(|sheet| sheet.rows.iter().map(move |row| (sheet, row)));
    let cells = rows.flat_map(|(sheet, row)| sheet.columns.iter().map(move |column| (row, *column)));
    let is_plain = |column: &Column| column.is_read() && !matches!(column.holds, Holds::Ratings(_) | Holds::Rating);
    let cells = cells.filter(|(_, column)| is_plain(column));
    cells.map(|(row, column)| (row.id, column, row.cells.get(column.name).cloned().unwrap_or_default())).collect()
}

#[test]
fn any_set_of_edits_comes_to_exactly_those_edits() {
    let (book, cells) = (made(&FULL), cells());
    let untouched = came(&book);
    let config = Config { cases: 40, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let chosen = prop::collection::vec((0..cells.len(), prop::num::u64::ANY), 0..12);
    let outcome = runner.run(&chosen, |chosen| {
        let mut wanted: BTreeMap<(Id, &str), String> = BTreeMap::new();
        let mut came = untouched.clone();
        for (at, dice) in &chosen {
            let (record, column, now) = &cells[*at];
            let says = other(&book, *column, now);
            // How an update's actions are rated stands beside them, in as many lines.
            if matches!(column.holds, Holds::Rated(_)) && now.lines().count() != 1 {
                continue;
            }
            wanted.insert((*record, column.name), says.clone());
            write(&mut came, *record, column.name, &says);
            let sheet = (*dice as usize) % came.sheets.len();
            let rows = &mut came.sheets[sheet].rows;
            // Sorted by whatever column: rows stand anywhere.
            let by = (*dice as usize / 7) % rows.len().max(1);
            rows.rotate_left(by);
        }
        let all = read_back(&FULL, &came);
        prop_assert_eq!(&all.doubts, &vec![]);
        prop_assert_eq!(all.new.len(), 0);
        let found: BTreeMap<(Id, &str), String> =
            all.changes.iter().map(|change| ((change.record, change.column.name), change.says.clone())).collect();
        prop_assert_eq!(found, wanted);
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn an_older_workbook_turns_no_newer_edit_back() {
    let book = made(&FULL);
    let file = xlsx(&book).unwrap();
    // Everything is changed in the plan since.
    let mut everything = came(&book);
    for (record, column, now) in cells() {
        if matches!(column.holds, Holds::Field(_)) && record != FULL.plan {
            write(&mut everything, record, column.name, &other(&book, column, &now));
        }
    }
    let newer = read_back(&FULL, &everything);
    assert!(newer.changes.len() > 1000, "{}", newer.changes.len());
    let later = with(&FULL, &newer.changes);
    let all = read_back(&later, &read(&file).unwrap());
    assert_eq!((all.changes.len(), all.new.len(), all.doubts.len(), all.remarks.len()), (0, 0, 0, 0));
}

fn one(column: &'static str, says: &str) -> Changes {
    let mut came = came(&made(&FULL));
    write(&mut came, id(kind::ACTION, 1), column, says);
    read_back(&FULL, &came)
}

#[test]
fn what_was_changed_is_looked_at_field_by_field() {
    let mut all = one(f::TITLE, "Health walks");
    all.changes.extend(one(f::STATE, "Done").changes);
    all.changes.extend(one(f::CLOSED, "").changes);
    let bundle = all.bundle(&FULL.ledger, voice(), "Sam", None);
    let items = pending(&FULL.ledger, &bundle.records, 1_800_000_100_000);
    let told: Vec<_> = items.iter().map(|i| (i.key.1.clone().unwrap(), i.now.clone(), i.incoming.clone())).collect();
    let stands = |field: &str| FULL.ledger.action(id(kind::ACTION, 1)).unwrap().0.value(field).cloned();
    assert_eq!(
        told,
        [
            (f::CLOSED.to_owned(), stands(f::CLOSED), Some(serde_json::Value::Null)),
            (f::STATE.to_owned(), stands(f::STATE), Some("done".into())),
            (f::TITLE.to_owned(), stands(f::TITLE), Some("Health walks".into())),
        ]
    );
    assert!(items.iter().all(|item| item.proposed() == Decision::Use), "nobody else changed them");
}

#[test]
fn what_somebody_changed_meanwhile_is_a_second_version() {
    let meanwhile = with(&FULL, &one(f::TITLE, "Strolls").changes);
    let mut came = came(&made(&FULL));
    write(&mut came, id(kind::ACTION, 1), f::TITLE, "Health walks");
    let all = read_back(&meanwhile, &came);
    assert!(all.changes[0].is_stale());
    assert_eq!(all.changes[0].stands, "Strolls");
    let bundle = all.bundle(&meanwhile.ledger, voice(), "Sam", None);
    let items = pending(&meanwhile.ledger, &bundle.records, 1_800_000_100_000);
    assert_eq!((items.len(), items[0].two_versions), (1, true));
    // The same words as somebody else's are no change.
    write(&mut came, id(kind::ACTION, 1), f::TITLE, "Strolls");
    assert!(read_back(&meanwhile, &came).is_empty());
}

#[test]
fn an_owner_who_came_meanwhile_stays() {
    let names = made(&FULL).names;
    let name = |n: u8| {
        let key = id(kind::ORGANISATION, n).to_string();
        names.list(kind::ORGANISATION).iter().find(|name| name.key == key).unwrap().name.clone()
    };
    let both = format!("{}\n{}", name(1), name(2));
    let meanwhile = with(&FULL, &one(f::OWNER, &both).changes);
    // Somebody who had only the first replaces it by a third.
    let third = names.list(kind::ORGANISATION).iter().find(|n| ![name(1), name(2)].contains(&n.name)).unwrap();
    let mut came = came(&made(&FULL));
    write(&mut came, id(kind::ACTION, 1), f::OWNER, &third.name);
    let after = with(&meanwhile, &read_back(&meanwhile, &came).changes);
    let owners = after.ledger.action(id(kind::ACTION, 1)).unwrap().owners();
    let owners: Vec<String> = owners.into_iter().map(|owner| owner.organisation.to_string()).collect();
    assert_eq!(owners.len(), 2);
    assert!(owners.contains(&third.key) && owners.contains(&id(kind::ORGANISATION, 2).to_string()));
}

/// The plan with fields set, as somebody typed them.
fn set(world: &World, edits: &[(Id, &str, &str, serde_json::Value)]) -> World {
    let (mut set, mut clock) = (world.ledger.records().clone(), Clock::new(id("writer", 8)));
    for (record, kind, field, value) in edits {
        let edit = Edit { record: *record, kind: (*kind).into(), field: (*field).into(), value: value.clone() };
        set.edit(&edit, clock.next(1_790_000_000_000));
    }
    World { ledger: ledger(set), partnership: world.partnership.clone(), plan: world.plan }
}

#[test]
fn an_owner_in_words_who_came_meanwhile_is_a_second_version() {
    let risk = id(kind::RISK, 1);
    let owned = |words: &str| set(&FULL, &[(risk, kind::RISK, f::OWNED_BY, words.into())]);
    let went_out = owned("Ann");
    let mut came = came(&made(&went_out));
    let column = came.out[&risk].1.iter().find(|(_, text)| text.contains("Ann")).map(|(column, _)| *column).unwrap();
    let says = format!("{}; Carl", came.out[&risk].1[column]);
    write(&mut came, risk, column, &says);
    let versions = |now: &World| {
        let all = read_back(now, &came);
        let bundle = all.bundle(&now.ledger, voice(), "Sam", None);
        let items = pending(&now.ledger, &bundle.records, 1_800_000_100_000);
        assert_eq!(items.len(), 1);
        (items[0].incoming.clone().unwrap(), items[0].two_versions)
    };
    assert_eq!(versions(&went_out), ("Ann; Carl".into(), false));
    assert_eq!(versions(&owned("Bea")), ("Ann; Carl".into(), true));
    // Another organisation that came beside the words is none.
    let member = format!("{column}/{}", id(kind::ORGANISATION, 2));
    let joined = set(&went_out, &[(risk, kind::RISK, &member, serde_json::json!({ "order": 2, "as": "y" }))]);
    assert_eq!(versions(&joined), ("Ann; Carl".into(), false));
}

#[test]
fn an_action_rated_otherwise_meanwhile_is_a_second_version() {
    let update = id(kind::UPDATE, 1);
    let mut came = came(&made(&FULL));
    let rating = |at: usize| made(&FULL).names.list("rating")[at].clone();
    let was = came.out[&update].1["ratings"].clone();
    let mut others = (0..).map(rating).filter(|name| name.name != was);
    let (says, meanwhile) = (others.next().unwrap(), others.next().unwrap());
    write(&mut came, update, "ratings", &says.name);
    let member = format!("{}/{}", f::COVERS, id(kind::ACTION, 1));
    let now = set(&FULL, &[(update, kind::UPDATE, &member, serde_json::json!({ "rating": meanwhile.key }))]);
    for (world, two) in [(&*FULL, false), (&now, true)] {
        let bundle = read_back(world, &came).bundle(&world.ledger, voice(), "Sam", None);
        let items = pending(&world.ledger, &bundle.records, 1_800_000_100_000);
        assert_eq!(items.iter().map(|item| item.two_versions).collect::<Vec<_>>(), [two]);
    }
}

#[test]
fn what_is_added_to_an_approved_plan_says_so() {
    let added = |world: &World| {
        let mut came = came(&made(world));
        let row = |number, cells: &[(&'static str, &str)]| CameRow {
            number,
            id: String::new(),
            cells: cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect(),
        };
        let (priorities, measures) =
            (row(900, &[(f::TITLE, "Training")]), row(900, &[(f::NAME, "People trained"), (f::PRIORITY, "Training")]));
        sheet(&mut came, kind::PRIORITY).rows.push(priorities);
        sheet(&mut came, kind::MEASURE).rows.push(measures);
        let all = read_back(world, &came);
        assert_eq!(all.new.len(), 2, "{:?}", all.doubts);
        let bundle = all.bundle(&world.ledger, voice(), "Sam", None);
        let after = ledger({
            let mut records = world.ledger.records().clone();
            bundle.records.iter().for_each(|record| records.join_record(record.clone()));
            records
        });
        let since = |new: &golden_thread::workbook::New, field: &str| {
            let field = golden_thread::domain::kinds::field(new.draft.kind, field).unwrap();
            since(&after, after.records().get(new.draft.id).unwrap(), field).map(|since| since.is_added)
        };
        [since(&all.new[0], f::TITLE), since(&all.new[1], f::NAME)]
    };
    let approved = |day: &str| set(&FULL, &[(FULL.plan, kind::PLAN, f::APPROVED, day.into())]);
    assert_eq!(added(&approved("")), [None, None]);
    assert_eq!(added(&approved("2023-05-01")), [Some(true), Some(true)]);
}
