#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::days::date;
use crate::domain::{Draft, Placement};
use crate::ledger::Side;
use crate::ledger::entries::{Flaw, entries, groups};
use crate::ledger::search::{Query, elsewhere, others};
use crate::record::{Clock, Set};
use serde_json::json;

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

/// Two plans. In the first: Walks (1.10, Leisure and Health, by March 2026, on track in May), Talks (1.9, nobody, off track), and
/// Bikes (no number, Health, no day, no update, stopped), which stands under two priorities.
fn ledger() -> Ledger {
    let plan = |draft: Draft| draft.with(f::PLAN, id(1).to_string());
    let organisation = |n: u8, name: &str| Draft::new(id(n), kind::ORGANISATION).with(f::NAME, name);
    let place =
        |priority: u8, aim: u8| format!("{}/{}", f::PLACED, Placement { priority: id(priority), aim: id(aim) }.name());
    let owned = |n: u8, order: u8| (format!("{}/{}", f::OWNER, id(n)), json!({ "order": order, "as": "" }));
    let due = |words: &str| Timescale::read(words, Some(date(2025, 6, 1))).to_value();
    let update = |n: u8, of: u8, day: &str, rating: &str| {
        let covers = format!("{}/{}", f::COVERS, id(of));
        plan(Draft::new(id(n), kind::UPDATE)).with(covers, json!({ "rating": rating })).with(f::DATE, day)
    };
    let (leisure, first) = owned(30, 1);
    let (health, second) = owned(31, 2);
    let (also, only) = owned(31, 1);
    let action = |n: u8, title: &str| plan(Draft::new(id(n), kind::ACTION)).with(f::TITLE, title);
    let drafts = [
        Draft::new(id(1), kind::PLAN).with(f::TITLE, "Health plan"),
        Draft::new(id(9), kind::PLAN).with(f::TITLE, "Other plan"),
        Draft::new(id(90), kind::ACTION).with(f::PLAN, id(9).to_string()).with(f::TITLE, "Night walks"),
        organisation(30, "Leisure"),
        organisation(31, "health"),
        plan(Draft::new(id(2), kind::PRIORITY).with(f::TITLE, "Move").with(f::NUMBER, "1").with(f::ORDER, 1)),
        plan(Draft::new(id(3), kind::PRIORITY).with(f::TITLE, "Eat").with(f::NUMBER, "2").with(f::ORDER, 2)),
        Draft::new(id(4), kind::AIM)
            .with(f::STATEMENT, "Aim")
            .with(format!("{}/{}", f::UNDER, id(2)), 1)
            .with(format!("{}/{}", f::UNDER, id(3)), 1),
        action(10, "Walks")
            .with(f::NUMBER, "1.10")
            .with(place(2, 4), 1)
            .with(f::TIMESCALE, due("by March 2026"))
            .with(leisure, first)
            .with(health, second),
        action(11, "Talks").with(f::NUMBER, "1.9").with(place(2, 4), 2).with(f::TIMESCALE, due("by January 2027")),
        action(12, "Bikes").with(place(2, 4), 3).with(place(3, 4), 1).with(also, only).with(f::STATE, "stopped"),
        update(20, 10, "2026-05-01", "on-track"),
        update(21, 11, "2025-05-01", "off-track"),
    ];
    let (mut set, mut clock) = (Set::new(), Clock::new(id(99)));
    for edit in drafts.iter().flat_map(Draft::edits) {
        set.edit(&edit, clock.next(1));
    }
    Ledger::new(set, None, Side::Office)
}

fn tree(ledger: &Ledger) -> PlanTree {
    ledger.tree(ledger.plans().find(|plan| plan.id() == id(1)).unwrap())
}

fn titles(sort: Option<(&str, bool)>, by: Option<By>) -> Vec<String> {
    let ledger = ledger();
    let tree = tree(&ledger);
    let all = entries(&tree, date(2026, 6, 30), |_| true);
    let sort = sort.map(|(name, down)| Sort { by: Column::read(name).unwrap(), down });
    let title = |line: &Line| match line {
        Line::Group(_, title, count) => format!("{title} {count}"),
        Line::Row(_, id) => all.iter().find(|entry| entry.id == *id).unwrap().title.clone(),
    };
    lines(&ledger, &tree, &all, sort, by, &|_| false).iter().map(title).collect()
}

#[test]
fn an_action_is_one_row_and_says_what_is_wrong_with_it() {
    let ledger = ledger();
    let all = entries(&tree(&ledger), date(2026, 6, 30), |_| true);
    assert_eq!(all.iter().map(|entry| entry.title.as_str()).collect::<Vec<_>>(), ["Walks", "Talks", "Bikes"]);
    assert_eq!(all[0].flaws, [Flaw::Overdue]);
    assert_eq!(all[1].flaws, [Flaw::Stale, Flaw::NoOwner]);
    assert_eq!(all[2].flaws, [], "nobody owes what was stopped");
    assert_eq!(all[2].places.len(), 2);
}

#[test]
fn rows_are_sorted_by_what_a_column_means() {
    assert_eq!(titles(Some((f::NUMBER, false)), None), ["Talks", "Walks", "Bikes"], "1.9 before 1.10, nothing last");
    assert_eq!(titles(Some((f::NUMBER, true)), None), ["Walks", "Talks", "Bikes"], "nothing last here, too");
    assert_eq!(titles(Some((f::TIMESCALE, false)), None), ["Walks", "Talks", "Bikes"]);
    assert_eq!(titles(Some((f::TIMESCALE, true)), None), ["Talks", "Walks", "Bikes"]);
    assert_eq!(titles(Some((f::TITLE, false)), None), ["Bikes", "Talks", "Walks"]);
    assert_eq!(titles(Some(("rating", true)), None), ["Talks", "Walks", "Bikes"]);
    assert_eq!(titles(Some(("lastUpdate", false)), None), ["Talks", "Walks", "Bikes"]);
    assert_eq!(titles(Some(("wrong", false)), None), ["Walks", "Talks", "Bikes"], "the worst first");
    assert_eq!(titles(None, None), ["Walks", "Talks", "Bikes"], "in the plan's order");
}

#[test]
fn groups_hold_every_action_and_begin_with_what_is_not_known() {
    let none = |by: By| say(&format!("plan.unknown.{}", by.name()));
    let heading = |by: By, count: usize| format!("{} {count}", none(by));
    assert_eq!(
        titles(None, Some(By::Owner)),
        [
            heading(By::Owner, 1),
            "Talks".into(),
            "health 2".into(),
            "Walks".into(),
            "Bikes".into(),
            "Leisure 1".into(),
            "Walks".into()
        ]
    );
    assert_eq!(
        titles(None, Some(By::Month)),
        [
            heading(By::Month, 1),
            "Bikes".into(),
            "March 2026 1".into(),
            "Walks".into(),
            "January 2027 1".into(),
            "Talks".into()
        ]
    );
    let by_priority = titles(Some((f::TITLE, false)), Some(By::Priority));
    assert_eq!(by_priority, ["Priority 1: Move 3", "Bikes", "Talks", "Walks", "Priority 2: Eat 1", "Bikes"]);
    assert_eq!(titles(None, Some(By::Rating)).first(), Some(&heading(By::Rating, 1)));
    assert_eq!(
        titles(None, Some(By::State)),
        [heading(By::State, 2), "Walks".into(), "Talks".into(), "Stopped 1".into(), "Bikes".into()]
    );
    let ledger = ledger();
    let tree = tree(&ledger);
    let all = entries(&tree, date(2026, 6, 30), |_| true);
    for by in By::ALL {
        let mut seen: Vec<usize> = groups(&tree, &all, by).into_iter().flat_map(|group| group.entries).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, [0, 1, 2], "{by:?}");
        let keys: Vec<String> = lines(&ledger, &tree, &all, None, Some(by), &|_| false).iter().map(Line::key).collect();
        let once: std::collections::BTreeSet<&String> = keys.iter().collect();
        assert_eq!(once.len(), keys.len(), "{keys:?}");
        assert!(keys.iter().all(|key| !key.contains(' ')), "{keys:?}");
        let folded = lines(&ledger, &tree, &all, None, Some(by), &|_| true);
        assert!(folded.iter().all(|line| matches!(line, Line::Group(..))));
    }
    assert_eq!(groups(&tree, &all, By::Owner)[0].flaws(&all), [(Flaw::Stale, 1), (Flaw::NoOwner, 1)]);
}

#[test]
fn only_what_is_asked_for_is_there_and_where_it_was_asked_for() {
    let ledger = ledger();
    let tree = tree(&ledger);
    let under_eat = |action: &crate::ledger::ActionNode| action.placement.is_some_and(|p| p.priority == id(3));
    let all = entries(&tree, date(2026, 6, 30), under_eat);
    assert_eq!(all.len(), 1);
    let found = groups(&tree, &all, By::Priority);
    assert_eq!(found.iter().map(|group| group.title.as_str()).collect::<Vec<_>>(), ["Priority 2: Eat"]);
}

#[test]
fn a_column_is_a_declared_field_or_worked_out_and_reads_back() {
    let all = Column::all();
    for column in &all {
        assert_eq!(Column::read(column.name()), Some(*column));
        assert!(!column.title().is_empty() && !column.title().starts_with("plan."), "{}", column.name());
    }
    let asked = kinds::find(kind::ACTION).unwrap().fields.iter().filter(|field| field.is_asked);
    for field in asked {
        assert!(all.iter().any(|column| column.name() == field.name), "{} has no column", field.name);
    }
    let chosen =
        |names: &str| -> Vec<&str> { Column::chosen(names.split(' ')).into_iter().map(Column::name).collect() };
    assert_eq!(chosen("rating owner nonsense"), [f::TITLE, f::OWNER, "rating"]);
    assert_eq!(chosen("nonsense").len(), FIRST.len());
}

#[test]
fn a_cell_says_what_stands_there() {
    let ledger = ledger();
    let tree = tree(&ledger);
    let all = entries(&tree, date(2026, 6, 30), |_| true);
    let cell = |name: &str, at: usize| Column::read(name).unwrap().cell(&ledger, &tree.scale, &all[at]).text;
    assert_eq!(cell(f::OWNER, 0), "Leisure; health");
    assert_eq!(cell(f::TIMESCALE, 0), "by March 2026");
    assert_eq!(cell("rating", 0), "On track");
    assert_eq!(cell("rating", 2), say("rating.none"));
    assert_eq!(cell("lastUpdate", 0), "1 May 2026");
    assert_eq!(cell("inPriority", 2), "Priority 1: Move\nPriority 2: Eat");
    assert_eq!(cell("wrong", 0), Flaw::Overdue.words());
    assert_eq!(cell(f::STATE, 2), "Stopped");
}

#[test]
fn a_representatives_word_in_a_cell_is_theirs_until_it_is_accepted() {
    let issued = ledger();
    let mut mine = issued.records().clone();
    let mut clock = Clock::new(id(98));
    let edit = crate::record::Edit {
        record: id(10),
        kind: kind::ACTION.into(),
        field: f::TITLE.into(),
        value: "Long walks".into(),
    };
    mine.edit(&edit, clock.next(5));
    let ledger = Ledger::new(mine, Some(issued.records().clone()), Side::Member);
    let tree = tree(&ledger);
    let all = entries(&tree, date(2026, 6, 30), |_| true);
    let of = |name: &str, at: usize| Column::read(name).unwrap().cell(&ledger, &tree.scale, &all[at]).is_mine;
    assert!(of(f::TITLE, 0) && !of(f::NUMBER, 0) && !of(f::TITLE, 1));
}

#[test]
fn search_goes_over_the_other_plans_and_says_which() {
    let ledger = ledger();
    let query = Query { words: "walk".into(), ..Query::default() };
    let found = elsewhere(&others(&ledger, id(1)), &query, date(2026, 6, 30));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].plan, found[0].title.as_str()), (id(9), "Other plan"));
    assert_eq!(found[0].found, [(id(90), "Night walks".to_owned())]);
    let query = Query { words: "talks".into(), ..Query::default() };
    assert_eq!(elsewhere(&others(&ledger, id(1)), &query, date(2026, 6, 30)), []);
    assert_eq!(elsewhere(&others(&ledger, id(9)), &query, date(2026, 6, 30)).len(), 1);
}
