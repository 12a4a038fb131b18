//! What is over is counted apart, whatever its last update says of it.

use golden_thread::domain::{Draft, Placement, fields as f, kind};
use golden_thread::ledger::{Closed, Ledger, Side, moves, published};
use golden_thread::record::{Id, Set, Stamp};
use golden_thread::report::{self, Options};
use serde_json::json;

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

/// Five actions under one aim: two are on track, and one each was done, stopped and paused though its last update says the same.
fn ledger() -> Ledger {
    let place = Placement { priority: id(2), aim: id(3) }.name();
    let mut drafts = vec![
        Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"),
        Draft::new(id(2), kind::PRIORITY).with(f::PLAN, id(1).to_string()).with(f::TITLE, "One"),
        Draft::new(id(3), kind::AIM).with(f::STATEMENT, "Aim").with(format!("{}/{}", f::UNDER, id(2)), 1),
    ];
    for (n, state) in [(10, ""), (11, ""), (12, "done"), (13, "stopped"), (14, "paused")] {
        let mut action = Draft::new(id(n), kind::ACTION)
            .with(f::PLAN, id(1).to_string())
            .with(f::TITLE, format!("Action {n}"))
            .with(format!("{}/{place}", f::PLACED), n);
        if !state.is_empty() {
            action.set(f::STATE, state);
        }
        drafts.push(action);
        for (day, rating, k) in [("2026-01-01", "at-risk", 30), ("2026-04-01", "on-track", 50)] {
            let covers = format!("{}/{}", f::COVERS, id(n));
            let update = Draft::new(id(k + n), kind::UPDATE).with(covers, json!({ "rating": rating }));
            drafts.push(update.with(f::DATE, day).with(f::NARRATIVE, "Words"));
        }
    }
    let mut set = Set::new();
    for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
        set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(99)));
    }
    Ledger::new(set, None, Side::Office)
}

#[test]
fn what_was_stopped_is_on_track_for_nothing() {
    let ledger = ledger();
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let counts = tree.priorities[0].rating_counts(|_| true);
    let of = |key: &str| counts.get(&Some(key.to_owned())).copied().unwrap_or(0);
    assert_eq!((of("on-track"), of(Closed::Done.key()), of(Closed::Stopped.key())), (3, 1, 1), "{counts:?}");
    assert_eq!(moves(&tree.scale, tree.placed_actions()), (4, 0), "nor did it become better");
    let figures = published::figures(&tree);
    assert_eq!(figures["ratings"], json!({ "on-track": 3 }));
    assert_eq!(figures["closed"], json!({ "done": 1, "stopped": 1 }));
    let paper = report::markdown(&report::progress(&tree, &Options::default()));
    for words in ["Ratings: 3 on track, 1 done, 1 stopped.", "| Priority | On track | Done | Stopped | All actions |"] {
        assert!(paper.contains(words), "{words}: {paper}");
    }
}
