//! A small plan with everything a paper has to bear: an aim under two priorities, an action that stands
//! twice with different words, a conflict, silence, help, lateness, and words that try to be something else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, dead_code)]

use golden_thread::domain::{Draft, Placement, Scale, Timescale, fields as f, kind};
use golden_thread::ledger::{Ledger, PlanTree, Side};
use golden_thread::record::{Clock, Edit, Id, Set};
use serde_json::{Value, json};

pub const HOSTILE: &str = "<script>alert('x')</script> | =1+1 \u{1F9F5} a\u{0}b\u{1b}[31mc & \"d\" &amp; *e* _f_ [g](h) `i` \\ ~j~\r\n\
    # no heading\n1. no list\n\n- one | item\n- \u{202e}turned\u{202c} <b>item</b>\n\n\u{645}\u{631}\u{62d}\u{628}\u{627} \u{628}\u{643}\u{645} (hello)";

/// A fixed id for a test's record.
pub fn id(n: u8) -> Id {
    let mut bytes = [0; 16];
    bytes[15] = n;
    Id::from_bytes(bytes)
}

pub const PLAN: u8 = 1;
const P1: u8 = 11;
const P2: u8 = 12;
const A1: u8 = 21;
const A2: u8 = 22;
const A3: u8 = 23;
const COUNCIL: u8 = 31;
const TRUST: u8 = 32;
const FORUM: u8 = 33;

/// A device that writes: a clock and a set of records.
pub struct Device {
    pub set: Set,
    clock: Clock,
    now: u64,
}

impl Device {
    pub fn new(writer: u8, set: Set) -> Device {
        Device { set, clock: Clock::new(id(writer)), now: 1_700_000_000_000 + u64::from(writer) }
    }

    pub fn draft(&mut self, draft: Draft) {
        for edit in draft.edits() {
            self.edit(edit);
        }
    }

    pub fn write(&mut self, record: u8, kind: &str, field: &str, value: Value) {
        self.edit(Edit { record: id(record), kind: kind.to_owned(), field: field.to_owned(), value });
    }

    fn edit(&mut self, edit: Edit) {
        self.now += 1;
        let at = self.clock.next(self.now);
        self.set.edit(&edit, at);
    }
}

fn placed(priority: u8, aim: u8) -> String {
    format!("{}/{}", f::PLACED, Placement { priority: id(priority), aim: id(aim) }.name())
}

fn action(n: u8, title: &str, owners: &[u8]) -> Draft {
    let mut draft = Draft::new(id(n), kind::ACTION).with(f::PLAN, id(PLAN).to_string()).with(f::TITLE, title);
    for (at, owner) in owners.iter().enumerate() {
        draft.set(format!("{}/{}", f::OWNER, id(*owner)), json!({ "order": at, "as": "" }));
    }
    draft
}

fn update(n: u8, date: &str, organisation: u8, narrative: &str, covers: &[(u8, Option<&str>)]) -> Draft {
    let mut draft = Draft::new(id(n), kind::UPDATE)
        .with(f::DATE, date)
        .with(f::ORGANISATION, id(organisation).to_string())
        .with(f::NARRATIVE, narrative)
        .with(f::HANDED_OVER, date);
    for (action, rating) in covers {
        draft.set(format!("{}/{}", f::COVERS, id(*action)), json!({ "rating": rating }));
    }
    draft
}

fn timescale(words: &str, latest: Option<&str>, guess: bool) -> Value {
    let latest = latest.map(|d| d.parse().unwrap());
    Timescale { words: words.to_owned(), earliest: None, latest, guess }.to_value()
}

/// The records of the last plan file.
pub fn issued() -> Set {
    let mut office = Device::new(91, Set::new());
    office.draft(
        Draft::new(id(PLAN), kind::PLAN)
            .with(f::TITLE, "Everybody's health & wellbeing")
            .with(f::VISION, "A borough where people live well")
            .with(f::PUBLISHER, "The Board")
            .with(f::PERIOD, json!({ "words": "2022 to 2027" }))
            .with(f::SCALE, Scale::usual().to_value()),
    );
    for (n, name) in [(COUNCIL, "Children & Adult Services"), (TRUST, "The Trust"), (FORUM, "Forum <of> Elders")] {
        office.draft(Draft::new(id(n), kind::ORGANISATION).with(f::NAME, name));
    }
    for (n, title, progress, further) in [
        (P1, "A healthy start", "Two hubs opened.", "Waiting times are still long."),
        (P2, "Strong communities", "", ""),
    ] {
        office.draft(
            Draft::new(id(n), kind::PRIORITY)
                .with(f::PLAN, id(PLAN).to_string())
                .with(f::NUMBER, (n - 10).to_string())
                .with(f::ORDER, n)
                .with(f::TITLE, title)
                .with(f::HEADLINE_PROGRESS, progress)
                .with(f::HEADLINE_FURTHER, further),
        );
    }
    for (n, number, statement, under) in [
        (A1, "1", "Help families early", vec![P1]),
        (A2, "", "Listen to people", vec![P1, P2]),
        (A3, "3", "Nothing stands here yet", vec![P2]),
    ] {
        let mut aim = Draft::new(id(n), kind::AIM).with(f::NUMBER, number).with(f::STATEMENT, statement);
        under.into_iter().for_each(|p| aim.set(format!("{}/{}", f::UNDER, id(p)), n));
        office.draft(aim);
    }
    office.draft(
        action(41, "Open family hubs", &[COUNCIL, TRUST])
            .with(f::NUMBER, "1.1")
            .with(placed(P1, A1), 1)
            .with(f::TIMESCALE, timescale("by summer 2023", Some("2023-08-31"), true)),
    );
    office.draft(action(42, "Train staff", &[COUNCIL]).with(placed(P1, A1), 2).with(f::STATE, "paused"));
    office.draft(action(43, "Say nothing", &[TRUST]).with(placed(P1, A1), 3));
    office.draft(
        action(44, "Ask residents", &[FORUM])
            .with(placed(P1, A2), 1)
            .with(placed(P2, A2), 1)
            .with(f::TIMESCALE, timescale("ongoing", None, false)),
    );
    office.draft(
        action(45, "Print \"=1+1\" | <i>leaflets</i>", &[])
            .with(placed(P2, A2), 2)
            .with(f::TIMESCALE, timescale("March 2023", Some("2023-03-31"), false)),
    );
    office.draft(update(51, "2023-05-01", COUNCIL, "One hub opened.", &[(41, Some("at-risk"))]));
    office.draft(update(57, "2023-05-01", TRUST, "Looking for rooms.", &[(41, Some("off-track"))]));
    office.draft(update(58, "2023-05-01", FORUM, "Paper ordered.", &[(45, Some("at-risk"))]));
    office.set
}

/// The records now: new updates, and one fact that two people changed.
pub fn now() -> Set {
    let issued = issued();
    let mut office = Device::new(92, issued.clone());
    office.draft(
        update(
            52,
            "2023-11-01",
            COUNCIL,
            "Two hubs opened, 301 of 317 visits made.\n\nMore to come.",
            &[(41, Some("on-track")), (42, None)],
        )
        .with(f::NEXT_STEPS, "Open the third hub.")
        .with(f::EXPECTED_BY, timescale("by the end of 2024", Some("2024-12-31"), false)),
    );
    office.draft(
        update(53, "2023-10-12", TRUST, "", &[(41, Some("off-track"))])
            .with(f::NO_CHANGE, true)
            .with(f::HELP_NEEDED, "Two rooms.\n\n- in the north\n- in the south"),
    );
    office.draft(
        update(54, "2023-11-01", FORUM, "Said under the first priority.", &[(44, Some("on-track"))])
            .with(f::PLACEMENT, Placement { priority: id(P1), aim: id(A2) }.name()),
    );
    office.draft(
        update(55, "2023-11-01", FORUM, "Said under the second priority.", &[(44, None)])
            .with(f::PLACEMENT, Placement { priority: id(P2), aim: id(A2) }.name()),
    );
    office.draft(
        update(56, "2023-11-01", FORUM, HOSTILE, &[(45, Some("complete"))]).with(f::WHAT_CHANGED, "The paper & ink."),
    );
    office.write(41, kind::ACTION, f::TIMESCALE, timescale("by the end of 2025", Some("2025-12-31"), false));
    let trust = format!("{}/{}", f::OWNER, id(TRUST));
    office.write(41, kind::ACTION, &trust, json!({ "order": 0, "as": "Trust" }));
    let mut member = Device::new(93, issued);
    member.write(41, kind::ACTION, f::TIMESCALE, timescale("summer 2026", Some("2026-08-31"), false));
    member.write(41, kind::ACTION, &trust, Value::Null);
    let mut joined = office.set;
    joined.join(member.set);
    joined
}

/// The plan's tree over a set of records.
pub fn tree(set: Set) -> PlanTree {
    let ledger = Ledger::new(set, None, Side::Office);
    let plan = ledger.plans().next().expect("a plan");
    ledger.tree(plan)
}
