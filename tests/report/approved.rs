//! What a paper says of a plan that was approved: changed words, what was added, how an action ended, and the measures.

use golden_thread::domain::{Draft, Figure, Timescale, fields as f, kind};
use golden_thread::ledger::{Ledger, Side};
use golden_thread::record::{Id, Set, Stamp};
use golden_thread::report::{self, Options};
use serde_json::json;

/// A plan that was approved in January: an action whose words and date changed since, one that was added, one that was stopped;
/// and a measure of the plan.
fn approved_plan() -> Ledger {
    let id = |n: u8| Id::from_bytes([n; 16]);
    let action =
        |n: u8, title: &str| Draft::new(id(n), kind::ACTION).with(f::PLAN, id(1).to_string()).with(f::TITLE, title);
    let noted = |said: serde_json::Value| json!({ "on": "2026-01-15", "said": said });
    let drafts = [
        Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan").with(f::APPROVED, "2026-01-15"),
        Draft::new(id(2), kind::THEME).with(f::NAME, "Carers"),
        action(10, "Health walks")
            .with(format!("{}/{}", f::THEME, id(2)), true)
            .with("approved/title", noted(json!("Walks")))
            .with("agreed/title", json!({ "by": "Board", "on": "2026-05-06" }))
            .with(f::TIMESCALE, Timescale::read("by June 2027", None).to_value())
            .with("approved/timescale", noted(Timescale::read("by March 2026", None).to_value())),
        action(11, "Talks").with("approved/title", noted(json!(null))),
        action(12, "Swimming")
            .with(f::STATE, "stopped")
            .with(f::CLOSED, "2026-04-01")
            .with(f::BECAUSE, "The pool is shut")
            .with(f::DECIDED_BY, "Delivery group")
            .with(f::GOES_ON_IN, id(10).to_string()),
        Draft::new(id(20), kind::MEASURE)
            .with(f::NAME, "Walkers")
            .with(f::TARGET, 2000)
            .with(f::PLAN, id(1).to_string()),
        Figure::read("1250").observation(id(21), id(20), "2026-03-31", ""),
    ];
    let mut set = Set::new();
    for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
        set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(99)));
    }
    Ledger::new(set, None, Side::Office)
}

#[test]
fn the_paper_has_the_approved_words_beside_changed_ones_what_was_added_how_it_ended_and_the_measures() {
    let ledger = approved_plan();
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let paper = report::markdown(&report::progress(&tree, &Options::default()));
    for words in [
        "As approved on 15 January 2026: Walks",
        "Changed since; agreed by Board on 6 May 2026.",
        "by June 2027",
        "As approved on 15 January 2026: by March 2026",
        "Changed since. Nobody is said to have agreed it yet.",
        "Added after the plan was approved on 15 January 2026.",
        "State: stopped",
        "Over since 1 April 2026; decided by Delivery group.",
        "Why: The pool is shut",
        "Goes on in: Health walks",
        "Themes: Carers",
        "Walkers",
        "1,250",
        "as at 31 March 2026",
        "2,000",
    ] {
        assert!(paper.contains(words), "{words}\n{paper}");
    }
}
