#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::super::{Ledger, Side};
use super::*;
use crate::days::{Date, date};
use crate::domain::{Draft, Outcome, fields as f, kind};
use crate::record::{Edit, Id, Set, Stamp};
use serde_json::json;

const TODAY: Date = date(2026, 11, 30);

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

fn set(drafts: &[Draft]) -> Set {
    let mut set = Set::new();
    for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
        set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(99)));
    }
    set
}

/// A trust that was made one with another, a seat and an action of the old one, and what was reported of that.
fn drafts() -> Vec<Draft> {
    let member = |list: &str, n: u8| format!("{list}/{}", id(n));
    let update = |n: u8, day: &str, words: &str| {
        Draft::new(id(n), kind::UPDATE)
            .with(member(f::COVERS, 4), json!({ "rating": null }))
            .with(f::ORGANISATION, id(50).to_string())
            .with(f::DATE, day)
            .with(f::NARRATIVE, words)
    };
    vec![
        Draft::new(id(1), kind::GROUP).with(f::NAME, "Cell"),
        Draft::new(id(50), kind::ORGANISATION).with(f::NAME, "New trust"),
        Draft::new(id(51), kind::ORGANISATION).with(f::NAME, "Old trust").with("mergedInto", id(50).to_string()),
        Draft::new(id(10), kind::SEAT)
            .with(f::GROUP, id(1).to_string())
            .with(f::TITLE, "Trust lead")
            .with(member(f::ORGANISATION, 51), json!(true)),
        Draft::new(id(4), kind::ACTION).with(f::TITLE, "Walks").with(member(f::OWNER, 51), json!({ "order": 1 })),
        update(20, "2026-11-01", "Walks began."),
        update(21, "2026-11-02", "Never to be used."),
        Draft::new(id(30), kind::REVIEW)
            .with(member(f::DECIDED, 21), json!({ "outcome": Outcome::NotUsed.name(), "stamps": [], "reason": null })),
        update(22, "2026-11-03", "Not sent yet."),
    ]
}

#[test]
fn only_what_was_used_goes_over_with_a_seat_and_says_whose_word_it_was() {
    let drafts = drafts();
    let sent = set(&drafts[..drafts.len() - 1]);
    let ledger = Ledger::new(set(&drafts), Some(sent), Side::Member);
    let seat = &seats(&ledger, None, TODAY)[0];
    let text = hand_over(&ledger, &Meetings::new(&ledger), seat, TODAY);
    assert!(text.contains("- Walks") && text.contains("1 November 2026, New trust: Walks began."), "{text}");
    assert!(!text.contains("Never") && !text.contains("Not sent"), "{text}");
    let of_old: Vec<Id> = spoken_for(&ledger, id(51), TODAY).into_iter().map(|seat| seat.id).collect();
    assert_eq!(of_old, [id(10)], "a device whose organisation was made one with another");
}

#[test]
fn a_decision_that_a_version_calls_a_draft_is_not_told() {
    let decision = |n: u8, text: &str| {
        Draft::new(id(n), kind::DECISION)
            .with(f::GROUP, id(1).to_string())
            .with(f::TEXT, text)
            .with(f::DATE, "2026-11-10")
    };
    let kept = [
        Draft::new(id(1), kind::GROUP).with(f::NAME, "Cell"),
        decision(10, "Open the hall.").with(f::STATE, "approved"),
        decision(11, "Close the hall."),
    ];
    let (mut one, mut other) = (set(&kept), set(&kept));
    let state = |value: &str| Edit {
        record: id(11),
        kind: kind::DECISION.to_owned(),
        field: f::STATE.to_owned(),
        value: value.into(),
    };
    one.edit(&state("draft"), Stamp::new(5000, 0, id(98)));
    other.edit(&state("approved"), Stamp::new(6000, 0, id(97)));
    one.join(other);
    let ledger = Ledger::new(one, None, Side::Office);
    assert_eq!(ledger.records().get(id(11)).unwrap().text(f::STATE), Some("approved"), "the winner says so");
    let told = tell(&ledger, &Meetings::new(&ledger), id(1), date(2026, 9, 1), TODAY);
    assert!(told.contains("Open the hall.") && !told.contains("Close the hall."), "{told}");
}
