//! Tests of what bringing in a report keeps, mends and would change.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::domain::{Draft, fields as f, kind};
use crate::ledger::pieces::Names;
use crate::ledger::{Ledger, Side};
use crate::record::{Clock, Edit, Set as Records};
use serde_json::Value;
use std::collections::BTreeSet;

const PAPER: &str = "Wellness Plan 2022-2027\n\nPriority 1: A good start\n\nAction\tLead\tTimescale\tUpdate\tRAG\n\
Open two hubs\tCity Council\tMarch 2024\tOne hub opened.\tGreen\n\
Train 50 staff\t\tSpring 2024\tTraining began.\tAmber\n\
Publish a guide\tSouthside Forum; City Council\t2025\tNot begun.\tRed\n";

fn read(text: &str) -> Proposal {
    let kept = Kept { text: text.into(), date: "2023-11-01".into(), ..Kept::default() };
    crate::intake::read(kept.text.as_bytes(), &kept.options(crate::domain::Scale::usual())).unwrap()
}

fn office(drafts: &[Draft]) -> Ledger {
    let mut clock = Clock::new(Id::from_bytes([1; 16]));
    let mut records = Records::new();
    for edit in drafts.iter().flat_map(Draft::edits) {
        records.edit(&edit, clock.next(1000));
    }
    Ledger::new(records, None, Side::Office)
}

fn apply(ledger: &mut Ledger, edits: Vec<Edit>) {
    let mut clock = Clock::new(Id::from_bytes([2; 16]));
    ledger.change(|r| {
        for edit in edits {
            r.edit(&edit, clock.next(9000));
        }
    });
}

#[test]
fn the_paper_reads_as_these_tests_take_it() {
    let p = read(PAPER);
    assert_eq!((p.actions.len(), p.updates.len()), (3, 3), "{:?}", p.lines);
    assert!(p.actions[1].inherited);
    assert_eq!(p.actions[2].owners, ["Southside Forum", "City Council"]);
}

#[test]
fn the_first_time_all_is_new_and_used_on_the_offices_side() {
    let drafts = read(PAPER).drafts();
    let compared = compare(&office(&[]), drafts.clone(), &drafts);
    assert_eq!((compared.changes.len(), compared.same), (0, 0));
    assert_eq!((compared.new_of(kind::ACTION), compared.new_of(kind::UPDATE)), (3, 3));
    let ledger = office(&drafts);
    for update in ledger.of_kind(kind::UPDATE) {
        assert_eq!(ledger.standing(update.id), crate::ledger::Standing::Used);
        assert_eq!((update.text(f::HANDED_OVER), update.text(f::DATE)), (Some("2023-11-01"), Some("2023-11-01")));
    }
}

#[test]
fn the_same_paper_again_changes_nothing() {
    let drafts = read(PAPER).drafts();
    let compared = compare(&office(&drafts), drafts.clone(), &drafts);
    assert_eq!((compared.new.len(), compared.changes.len()), (0, 0), "{:?}", compared.changes);
    assert_eq!(compared.same, drafts.len());
}

#[test]
fn names_that_are_taken_for_one_organisation_are_said() {
    let paper = PAPER.replace("Southside Forum; City Council", "Southside Forum; City council");
    let first = read(&paper).drafts();
    let compared = compare(&office(&[]), first.clone(), &first);
    assert_eq!(compared.as_one, [("City Council".to_owned(), vec!["City council".to_owned()])]);
    // Known here under another name: the paper's name is said with it, and not again once it is known for a spelling.
    let council = Draft::new(Id::from_bytes([7; 16]), kind::ORGANISATION)
        .with(f::NAME, "Council of the City")
        .with(format!("{}/City Council", f::SPELLING), true);
    let ledger = office(&[council]);
    let drafts = align(first.clone(), ledger.records());
    let said = compare(&ledger, drafts, &first).as_one;
    assert_eq!(said, [("Council of the City".to_owned(), vec!["City council".to_owned()])]);
    let same = read(PAPER).drafts();
    assert_eq!(compare(&office(&same), same.clone(), &same).as_one, []);
}

#[test]
fn a_later_version_proposes_edits_and_no_twins() {
    let before = read(PAPER).drafts();
    let ledger = office(&before);
    let later = PAPER
        .replace("March 2024", "summer 2025")
        .replace("Southside Forum; City Council", "Southside Forum")
        .replace("Open two hubs\t", "Plant 10 trees\tCity Council\t2026\tPlanned.\tGreen\nOpen two hubs\t");
    let after = read(&later).drafts();
    let compared = compare(&ledger, after.clone(), &after);
    assert_eq!(compared.new_of(kind::ACTION), 1);
    assert_eq!(compared.new_of(kind::UPDATE), 1);
    assert_eq!(compared.new.len(), 2);
    let of = |why: Why| compared.changes.iter().filter(|c| c.why == why).collect::<Vec<_>>();
    let differs = of(Why::Differs);
    assert!(differs.iter().any(|c| c.edit.field == f::TIMESCALE), "{differs:?}");
    let gone = of(Why::NotNamed);
    assert_eq!(gone.len(), 1, "{gone:?}");
    assert!(gone[0].edit.field.starts_with("owner/") && !gone[0].proposed());
    let incoming = as_records(&after);
    let names = Names { ledger: &ledger, file: Some(&incoming) };
    assert_eq!(names.field_of(&gone[0].edit.kind, &gone[0].edit.field), "Owner: City Council");
    let new = compared.new.iter().find(|d| d.kind == kind::UPDATE).unwrap();
    assert_eq!(names.title(new.id), "Update on: Plant 10 trees");
    let (field, value) = new.fields.iter().find(|(name, _)| name.starts_with("covers/")).unwrap();
    assert_eq!(
        (names.field_of(new.kind, field), names.value_of(new.kind, field, Some(value))),
        ("Rating for: Plant 10 trees".into(), "On track".into())
    );
    assert!(of(Why::Order).iter().all(|c| c.edit.field.starts_with("placed/")), "{:?}", of(Why::Order));
    assert_eq!(of(Why::Order).len(), 3);
}

#[test]
fn what_was_mended_here_is_not_put_back_unasked() {
    let drafts = read(PAPER).drafts();
    let mut ledger = office(&drafts);
    let action = drafts.iter().find(|d| d.kind == kind::ACTION).unwrap();
    let edit = |text: &str| Edit {
        record: action.id,
        kind: kind::ACTION.into(),
        field: f::TITLE.into(),
        value: Value::from(text),
    };
    apply(&mut ledger, vec![edit("Open two family hubs")]);
    let again = compare(&ledger, drafts.clone(), &drafts);
    assert_eq!(again.changes.iter().map(|c| c.why).collect::<Vec<_>>(), [Why::MendedHere]);
    // But what a person mends in the proposal now is meant.
    let mut p = read(PAPER);
    Mend::ActionTitle(0, "Open three hubs".into()).apply(&mut p);
    let meant = compare(&ledger, p.drafts(), &drafts);
    assert_eq!(meant.changes.iter().map(|c| c.why).collect::<Vec<_>>(), [Why::Differs]);
    // An organisation that somebody typed before, under an id of its own.
    let own = Id::from_bytes([9; 16]);
    let typed = office(&[Draft::new(own, kind::ORGANISATION).with(f::NAME, "Southside  forum")]);
    let aligned = align(drafts, typed.records());
    let compared = compare(&typed, aligned.clone(), &aligned);
    assert_eq!(compared.new_of(kind::ORGANISATION), 1, "only the council is new");
    assert!(aligned.iter().any(|d| d.fields.contains_key(&format!("owner/{own}"))));
    assert!(compared.changes.is_empty(), "{:?}", compared.changes);
    assert_eq!(compared.spellings.len(), 1);
}

#[test]
fn mends_done_again_after_a_reload_give_the_same() {
    let mends = vec![
        Mend::Title("Wellness Plan".into()),
        Mend::Date("2023-11-02".into()),
        Mend::ActionTitle(0, " Open 2 hubs ".into()),
        Mend::OwnerUnknown(1),
        Mend::Owners(2, names_in("A; B ;; C")),
        Mend::Timescale(0, "by May 2024".into()),
        Mend::Rating { update: Some(0), action: 0, key: "complete".into() },
        Mend::Rating { update: None, action: 99, key: "x".into() },
        Mend::Narrative(2, "Begun.".into()),
        Mend::AimStatement(99, "none".into()),
        Mend::Uncover { update: 1, action: 1 },
    ];
    let text = serde_json::to_string(&Mending { mends, left: BTreeSet::from([(1, 3)]) }).unwrap();
    let again: Mending = serde_json::from_str(&text).unwrap();
    let run = || {
        let mut p = read(PAPER);
        for mend in &again.mends {
            mend.apply(&mut p);
        }
        finished(&p, &again.left)
    };
    assert_eq!(run(), run());
    let p = run();
    assert_eq!((p.actions.len(), p.updates.len()), (2, 1), "{p:?}");
    assert_eq!(p.actions[0].title, "Open 2 hubs");
    assert!(p.actions[1].owners.is_empty());
    assert_eq!(p.updates[0].covers[0].rating.as_deref(), Some("complete"));
    assert_eq!(p.not_understood().count(), 1, "the row left out says so");
}

#[test]
fn a_row_that_shares_its_line_is_left_out_alone() {
    let page = "<h1>Plan 2022-2027</h1><h2>Priority 1: Start</h2><table><tr><th>Action</th><th>Lead</th><th>Update</th></tr><tr><td>Open hubs</td><td>Council</td><td>One is open.</td></tr><tr><td>Train staff</td><td>Forum</td><td>Begun.</td></tr></table>";
    let p = read(page);
    assert_eq!(p.actions.len(), 2);
    let second = &p.actions[1].rows[0];
    let done = finished(&p, &BTreeSet::from([(second.table, second.row)]));
    assert_eq!(done.actions.iter().map(|a| a.title.as_str()).collect::<Vec<_>>(), ["Open hubs"]);
    assert_eq!(done.updates.len(), 1);
    assert_eq!(finished(&p, &BTreeSet::from([(9, 9)])), p);
}

#[test]
fn the_shape_of_a_file_comes_from_its_name() {
    for (name, format) in [("a.HTM", "html"), ("b.md", "md"), ("c.csv", "csv"), ("d.txt", ""), ("e", "")] {
        assert_eq!(Kept::format_of(name), format, "{name}");
    }
}

/// A paragraph is kept whenever typing stops for a moment, and stays one mend.
#[test]
fn words_typed_in_one_place_are_one_mend() {
    let mut mending = Mending::default();
    let narrative = |at, text: &str| Mend::Narrative(at, text.to_owned());
    let all = [
        narrative(0, "One"),
        narrative(0, "One hub"),
        narrative(1, "Training"),
        Mend::ActionTitle(1, "Train".to_owned()),
        Mend::NewUpdate(2, "New".to_owned()),
        Mend::NewUpdate(2, "New words".to_owned()),
        narrative(0, "One hub opened"),
    ];
    let (mut each, mut kept) = (read(PAPER), read(PAPER));
    for mend in all {
        mend.apply(&mut each);
        mending.add(mend);
    }
    assert_eq!(mending.mends.len(), 6);
    for mend in &mending.mends {
        mend.apply(&mut kept);
    }
    assert_eq!(kept, each);
}
