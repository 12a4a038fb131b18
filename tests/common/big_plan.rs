//! A plan as large as they get: 500 actions with two updates each, or as many as one likes, for measuring.

#![allow(clippy::unwrap_used, clippy::expect_used, dead_code)]

use golden_thread::bundle::{self, Bundle, Envelope, Partnership, Purpose};
use golden_thread::domain::{Draft, Placement, fields as f, kind};
use golden_thread::record::{Clock, Id, Set};
use serde_json::json;
use std::collections::BTreeMap;

/// What a sentence or two of an update look like.
pub const WORDS: &str = "The team has visited four community centres and spoken to over 300 residents since April. \
    Two further sessions are planned before the end of the year, and the figures are kept by the lead officer. ";

/// The `n`th id of a group of ids.
pub fn id(group: u64, n: u64) -> Id {
    Id::from_bytes((u128::from(group) << 64 | u128::from(n)).to_be_bytes())
}

/// Writes all fields of a draft.
pub fn edit(set: &mut Set, draft: &Draft, clock: &mut Clock, now_ms: u64) {
    for edit in draft.edits() {
        let at = clock.next(now_ms);
        set.edit(&edit, at);
    }
}

/// The plan's records.
pub fn records() -> Set {
    records_of(500)
}

/// The records of a plan of so many actions.
pub fn records_of(actions: u64) -> Set {
    let mut clock = Clock::new(id(3, 0));
    let mut records = Set::new();
    let plan = id(10, 0);
    edit(&mut records, &Draft::new(plan, kind::PLAN).with(f::TITLE, "Plan"), &mut clock, 1);
    for n in 0..actions {
        let (priority, aim) = (id(11, n / 100), id(12, n / 20));
        if n % 100 == 0 {
            let draft = Draft::new(priority, kind::PRIORITY).with(f::TITLE, format!("Priority {n}"));
            edit(&mut records, &draft.with(f::PLAN, plan.to_string()).with(f::ORDER, n), &mut clock, 1);
        }
        if n % 20 == 0 {
            let draft = Draft::new(aim, kind::AIM).with(f::STATEMENT, format!("Aim {n}: everybody has a home"));
            edit(&mut records, &draft.with(format!("{}/{priority}", f::UNDER), n), &mut clock, 1);
        }
        let action = Draft::new(id(13, n), kind::ACTION)
            .with(f::TITLE, format!("Action {n}: open a hub for falls prevention"))
            .with(f::PLAN, plan.to_string())
            .with(format!("{}/{}", f::PLACED, Placement { priority, aim }.name()), n);
        edit(&mut records, &action, &mut clock, 1);
        for u in 0..2 {
            let update = Draft::new(id(14, n * 2 + u), kind::UPDATE)
                .with(f::NARRATIVE, WORDS.repeat(3))
                .with(f::DATE, format!("202{}-05-01", 3 + u))
                .with(format!("{}/{}", f::COVERS, id(13, n)), json!({ "rating": "onTrack" }));
            edit(&mut records, &update, &mut clock, 1);
        }
    }
    records
}

/// The plan as a plan file, as its office sends it out.
pub fn plan_file() -> String {
    plan_file_of(500)
}

/// The same of so many actions.
pub fn plan_file_of(actions: u64) -> String {
    let mut records = records_of(actions);
    let office = Draft::new(id(3, 0), kind::WRITER).with(f::NAME, "Mara Winter");
    edit(&mut records, &office, &mut Clock::new(id(3, 0)), 2);
    let envelope = Envelope {
        partnership: Partnership { id: id(1, 1), name: "Partnership".to_owned() },
        id: id(2, 1),
        sequence: 1,
        created: "2024-01-01T00:00:00Z".to_owned(),
        purpose: Purpose::Issue,
        from: id(3, 0),
        number: Some(1),
        based_on: None,
        receipts: Vec::new(),
        acknowledged: Vec::new(),
        extra: BTreeMap::new(),
    };
    bundle::write(&Bundle { envelope, records })
}
