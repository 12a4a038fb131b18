#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::super::{Ledger, Side};
use super::*;
use crate::days::{Date, date};
use crate::domain::{Draft, fields as f, kind};
use crate::record::{Id, Set, Stamp};
use serde_json::json;

const TODAY: Date = date(2026, 11, 30);

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

fn ledger(drafts: &[Draft]) -> Ledger {
    let mut set = Set::new();
    for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
        set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(99)));
    }
    Ledger::new(set, None, Side::Office)
}

#[test]
fn groups_are_nested_in_their_order() {
    let nested = nest([(0, "Board"), (1, "Executive"), (2, "Cell"), (1, "Forum"), (0, "Assembly"), (3, "Team")]);
    let names = |of: &[Nested<&'static str>]| of.iter().map(|one| one.of).collect::<Vec<_>>();
    assert_eq!(names(&nested), ["Board", "Assembly"]);
    assert_eq!(names(&nested[0].beneath), ["Executive", "Forum"]);
    assert_eq!(names(&nested[0].beneath[0].beneath), ["Cell"]);
    assert_eq!(names(&nested[1].beneath), ["Team"], "whose own place is in another list");
    let deep = nest((0..10_000).map(|n| (n, n)));
    let (mut at, mut levels) = (&deep, 0);
    while let Some(last) = at.last() {
        (at, levels) = (&last.beneath, levels + 1);
    }
    assert!(levels < 10, "{levels}");
}

#[test]
fn members_are_those_who_are_said_to_be_and_are_there() {
    let organisation = |n: u8, name: &str| Draft::new(id(n), kind::ORGANISATION).with(f::NAME, name);
    let mut drafts = vec![organisation(1, "Trust").with(f::SECTOR, "nhs-trust"), organisation(2, "Forum")];
    let names = |drafts: &[Draft]| {
        let (members, others) = members(&ledger(drafts), TODAY);
        let of = |all: Vec<MemberLine>| all.into_iter().map(|line| line.name).collect::<Vec<_>>();
        (of(members), of(others))
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(names(&drafts), (vec!["Forum".to_owned(), "Trust".to_owned()], none), "nobody has said it of any");
    drafts.push(organisation(3, "Council").with(f::MEMBER, json!(true)));
    drafts.push(organisation(4, "Old trust").with(f::MEMBER, json!(true)).with(f::UNTIL, "2026-03-31"));
    drafts.push(organisation(5, "Supplier").with(f::MEMBER, json!(false)));
    let others = ["Forum", "Old trust", "Supplier", "Trust"].map(str::to_owned).to_vec();
    assert_eq!(names(&drafts), (vec!["Council".to_owned()], others));
}

#[test]
fn the_newest_stands_first_and_what_has_no_day_by_its_name() {
    let decision = |n: u8, text: &str| Draft::new(id(n), kind::DECISION).with(f::TEXT, text);
    let drafts = [
        Draft::new(id(1), kind::MEETING).with(f::STARTS, "2026-06-01T10:00"),
        decision(10, "b, without a day"),
        decision(11, "of the meeting").with(f::AT_MEETING, id(1).to_string()),
        decision(12, "its own").with(f::DATE, "2026-07-01").with(f::AT_MEETING, id(1).to_string()),
        decision(13, "A, without a day"),
        decision(14, "the oldest").with(f::DATE, "2025-01-01"),
        Draft::new(id(15), kind::HOLDER).with(f::NAME, "A term").with(f::FROM, "2026-06-15"),
    ];
    let ledger = ledger(&drafts);
    let ids = (10..=15).map(id).collect();
    let sorted = newest_first(&ledger, &Meetings::new(&ledger), ids);
    assert_eq!(sorted, [id(12), id(15), id(11), id(14), id(13), id(10)]);
}
