//! Who stands where in a cycle, and what counts in it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use crate::days::date;
use crate::domain::Draft;
use crate::ledger::Side;
use crate::record::Stamp;

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

/// What the office wrote.
fn set(drafts: &[Draft]) -> Set {
    by(99, drafts)
}

fn by(writer: u8, drafts: &[Draft]) -> Set {
    let mut set = Set::new();
    let edits = drafts.iter().flat_map(Draft::edits);
    for (n, edit) in edits.enumerate() {
        set.edit(&edit, Stamp::new(1000 + n as u64, 0, id(writer)));
    }
    set
}

fn plan() -> Vec<Draft> {
    let (plan, priority, aim) = (id(1), id(2), id(3));
    let mut all = vec![
        Draft::new(plan, kind::PLAN).with(f::TITLE, "Plan"),
        Draft::new(priority, kind::PRIORITY).with(f::PLAN, plan.to_string()).with(f::TITLE, "One"),
        Draft::new(aim, kind::AIM)
            .with(f::PLAN, plan.to_string())
            .with(f::STATEMENT, "Aim")
            .with(format!("{}/{priority}", f::UNDER), 1),
    ];
    for (n, owner) in [(10, 20), (11, 20), (12, 21)] {
        all.push(
            Draft::new(id(n), kind::ACTION)
                .with(f::PLAN, plan.to_string())
                .with(f::TITLE, format!("Action {n}"))
                .with(format!("{}/{}", f::OWNER, id(owner)), serde_json::json!({ "order": 1 }))
                .with(format!("{}/{priority}.{aim}", f::PLACED), 1),
        );
    }
    all.push(Draft::new(id(20), kind::ORGANISATION).with(f::NAME, "Trust"));
    all.push(Draft::new(id(21), kind::ORGANISATION).with(f::NAME, "Council"));
    all.push(
        Draft::new(id(30), kind::CYCLE)
            .with(f::PLAN, plan.to_string())
            .with(f::TITLE, "Autumn 2026")
            .with(f::OPENED, "2026-10-01")
            .with(f::DUE, "2026-11-06")
            .with(f::MEETING, "2026-11-26")
            .with(format!("{}/{}", f::ASKED, id(20)), "2026-10-02"),
    );
    all
}

fn update(n: u8, action: u8, day: &str) -> Draft {
    Draft::new(id(n), kind::UPDATE)
        .with(f::PLAN, id(1).to_string())
        .with(format!("{}/{}", f::COVERS, id(action)), serde_json::json!({ "rating": null }))
        .with(f::NARRATIVE, "Words")
        .with(f::DATE, day)
        .with(f::HANDED_OVER, day)
}

fn rows(drafts: &[Draft], waiting: &[Set]) -> Vec<(String, Stands, usize, usize)> {
    let ledger = Ledger::new(set(drafts), None, Side::Office);
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let cycle = ledger.open_cycle(id(1)).unwrap();
    let rows = ledger.owner_rows(&tree, cycle, waiting.iter());
    rows.into_iter().map(|r| (r.name.clone(), r.stands(), r.waiting, r.answered)).collect()
}

#[test]
fn an_owner_s_standing_follows_from_what_came() {
    let mut drafts = plan();
    drafts.push(update(40, 10, "2026-09-30"));
    let none = [("Council".to_owned(), Stands::NotAsked, 0, 0), ("Trust".to_owned(), Stands::Asked, 0, 0)];
    assert_eq!(rows(&drafts, &[]), none, "an update from before the cycle answers nothing");
    let early = [set(&[update(41, 12, "2026-09-30")])];
    assert_eq!(rows(&drafts, &early), none, "nor does one that waits");
    let waiting = [set(&[update(41, 12, "2026-10-20")])];
    assert_eq!(rows(&drafts, &waiting)[1], ("Council".to_owned(), Stands::Waiting, 1, 0));
    drafts.push(update(42, 10, "2026-10-20"));
    assert_eq!(rows(&drafts, &[])[1], ("Trust".to_owned(), Stands::Part, 0, 1));
    drafts.push(update(43, 11, "2026-10-20"));
    assert_eq!(rows(&drafts, &[])[1], ("Trust".to_owned(), Stands::Answered, 0, 2));
}

#[test]
fn an_answer_is_its_speaker_s() {
    let (plan_of, action) = (id(1), id(10));
    let by = |n: u8, action: u8, who: u8| update(n, action, "2026-10-20").with(f::ORGANISATION, id(who).to_string());
    // Both own the action now, and the Trust the other one alone.
    let mut drafts = plan();
    let council =
        Draft::new(action, kind::ACTION).with(format!("{}/{}", f::OWNER, id(21)), serde_json::json!({ "order": 2 }));
    drafts.push(council);
    drafts.push(by(40, 10, 21));
    let stand = |drafts: &[Draft]| {
        let ledger = Ledger::new(set(drafts), None, Side::Office);
        let tree = ledger.tree(ledger.plans().next().unwrap());
        let rows = ledger.owner_rows(&tree, ledger.open_cycle(plan_of).unwrap(), [].iter());
        rows.into_iter().map(|r| (r.name.clone(), r.answered, r.by_others, r.not_used, r.stands())).collect::<Vec<_>>()
    };
    let asked = ("Trust".to_owned(), 0, 1, 0, Stands::Asked);
    assert_eq!(stand(&drafts)[0], asked, "what the Council says is no answer of the Trust's");
    assert_eq!(stand(&drafts)[1], ("Council".to_owned(), 1, 0, 0, Stands::Part));
    // One that was looked at and not used was heard all the same.
    let (name, decided) = crate::ledger::decided::written(
        &(id(41), None),
        crate::domain::Outcome::NotUsed,
        set(&[by(41, 11, 20)]).get(id(41)).unwrap().stamps(),
        Some("Settled"),
        &[],
    );
    drafts.extend([by(41, 11, 20), Draft::new(id(50), kind::REVIEW).with(name, decided)]);
    let trust = ("Trust".to_owned(), 0, 1, 1, Stands::NotUsed);
    assert!(stand(&drafts).contains(&trust), "{:?}", stand(&drafts));
}

#[test]
fn what_is_still_asked_knows_words_not_sent_yet() {
    let mut drafts = plan();
    let asked = |drafts: &[Draft]| {
        let ledger = Ledger::new(set(drafts), None, Side::Member);
        let cycle = ledger.open_cycle(id(1)).unwrap();
        ledger.still_asked(cycle, [id(10), id(11)].into_iter()).into_iter().collect::<Vec<_>>()
    };
    drafts.push(update(40, 10, "2026-09-30"));
    assert_eq!(asked(&drafts), [id(10), id(11)], "an update from before the cycle answers nothing");
    drafts.push(update(41, 10, "2026-10-20"));
    assert_eq!(asked(&drafts), [id(11)]);
    drafts.push(update(42, 11, "2026-09-30").with(f::CYCLE, id(30).to_string()));
    assert_eq!(asked(&drafts), [id(11)], "an older one does not answer it, though it says so");
    let mut undated = update(43, 11, "").with(f::CYCLE, id(30).to_string());
    undated.set(f::HANDED_OVER, "");
    drafts.push(undated);
    assert!(asked(&drafts).is_empty(), "one without a day is believed");
}

#[test]
fn milestones_count_down_and_a_closed_cycle_is_not_open() {
    let ledger = Ledger::new(set(&plan()), None, Side::Office);
    let cycle = ledger.open_cycle(id(1)).unwrap();
    let days = ledger.milestones(cycle, date(2026, 11, 4));
    let days: Vec<_> = days.iter().map(|m| (m.of.name(), m.day.to_string(), m.ahead)).collect();
    let of = |name, day: &str, ahead| (name, day.to_owned(), ahead);
    assert_eq!(days, [of("due", "2026-11-06", 2), of("publish", "2026-11-18", 14), of("meeting", "2026-11-26", 22)]);
    let mut drafts = plan();
    drafts.last_mut().unwrap().set(f::CLOSED, "2026-12-01");
    assert!(Ledger::new(set(&drafts), None, Side::Office).open_cycle(id(1)).is_none());
}

#[test]
fn somebody_else_s_word_answers_for_no_owner() {
    let mut drafts = plan();
    drafts.push(Draft::new(id(22), kind::ORGANISATION).with(f::NAME, "Forum"));
    drafts.push(update(40, 12, "2026-10-20").with(f::ORGANISATION, id(22).to_string()));
    let ledger = Ledger::new(set(&drafts), None, Side::Office);
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let cycle = ledger.open_cycle(id(1)).unwrap();
    let rows = ledger.owner_rows(&tree, cycle, [].iter());
    let council = rows.iter().find(|row| row.name == "Council").unwrap();
    assert_eq!((council.answered, council.by_others, council.by_outsiders), (0, 0, 1));
    assert_eq!(council.stands(), Stands::NotAsked);
    assert_eq!(ledger.still_asked(cycle, [id(12)].into_iter()).len(), 1);
}

#[test]
fn late_is_who_was_not_heard_from_once_the_day_is_past() {
    let (due, mut drafts) = (date(2026, 11, 6), plan());
    let late = |drafts: &[Draft], waiting: &[Set], today: Date| {
        let ledger = Ledger::new(set(drafts), None, Side::Office);
        let tree = ledger.tree(ledger.plans().next().unwrap());
        let rows = ledger.owner_rows(&tree, ledger.open_cycle(id(1)).unwrap(), waiting.iter());
        let mut names: Vec<String> = rows.into_iter().filter(|r| r.is_late(due, today)).map(|r| r.name).collect();
        names.sort();
        names
    };
    assert!(late(&drafts, &[], due).is_empty(), "the last day is no day late");
    let after = date(2026, 11, 7);
    assert_eq!(late(&drafts, &[], after), ["Council", "Trust"]);
    let waits = [by(98, &[update(41, 12, "2026-10-20").with(f::ORGANISATION, id(21).to_string())])];
    assert_eq!(late(&drafts, &waits, after), ["Council", "Trust"], "anybody can say that they are of it");
    drafts.push(Draft::new(id(98), kind::WRITER).with(f::ORGANISATION, id(21).to_string()));
    assert_eq!(late(&drafts, &waits, after), ["Trust"], "what waits of somebody known to be of it has come");
    drafts.extend([update(42, 10, "2026-10-20"), update(43, 12, "2026-10-20")]);
    assert_eq!(late(&drafts, &[], after), ["Trust"], "one of its two actions is missing");
    drafts.push(update(44, 11, "2026-10-20"));
    assert!(late(&drafts, &[], after).is_empty());
}

#[test]
fn an_anonymous_update_answers_for_every_owner_only_where_the_office_made_it() {
    let (anonymous, cycle) = (update(40, 12, "2026-10-20"), id(1));
    let answered = |theirs: Set| {
        let mut records = set(&plan());
        records.join(theirs);
        let ledger = Ledger::new(records, None, Side::Office);
        let tree = ledger.tree(ledger.plans().next().unwrap());
        let rows = ledger.owner_rows(&tree, ledger.open_cycle(cycle).unwrap(), [].iter());
        rows.iter().map(|row| row.answered).sum::<usize>()
    };
    assert_eq!(answered(by(97, std::slice::from_ref(&anonymous))), 0);
    assert_eq!(answered(by(97, &[anonymous.clone().with(f::SOURCE, Update::FROM_REPORT)])), 0, "nor from a report");
    assert_eq!(answered(by(99, &[anonymous])), 1);
}
