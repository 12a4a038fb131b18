#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::super::{Ledger, Side};
use super::*;
use crate::days::{Date, date};
use crate::domain::{Draft, Timescale, fields as f, kind};
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

fn group(n: u8, name: &str, above: Option<u8>) -> Draft {
    let draft = Draft::new(id(n), kind::GROUP).with(f::NAME, name);
    match above {
        Some(above) => draft.with(f::REPORTS_TO, id(above).to_string()),
        None => draft,
    }
}

fn member(list: &str, n: u8) -> String {
    format!("{list}/{}", id(n))
}

#[test]
fn groups_stand_beneath_whom_they_report_to() {
    let drafts = [group(1, "Executive", Some(2)), group(2, "Board", None), group(3, "Age Well cell", Some(1))];
    let lines: Vec<(String, usize)> = groups(&ledger(&drafts), TODAY).into_iter().map(|l| (l.name, l.depth)).collect();
    assert_eq!(lines, [("Board".into(), 0), ("Executive".into(), 1), ("Age Well cell".into(), 2)]);
}

#[test]
fn reporting_in_a_circle_is_said_and_every_group_stands_once() {
    let drafts = [
        group(1, "A", Some(2)),
        group(2, "B", Some(3)),
        group(3, "C", Some(1)),
        group(4, "D", Some(4)),
        group(5, "0 before A", Some(2)),
    ];
    let lines = groups(&ledger(&drafts), TODAY);
    assert_eq!(lines.len(), 5);
    let mut circles: Vec<&str> = lines.iter().filter(|l| l.is_in_circle).map(|l| l.name.as_str()).collect();
    circles.sort_unstable();
    assert_eq!(circles, ["A", "B", "C", "D"], "who reports to somebody in a circle is not in it");
    let tops: Vec<&str> = lines.iter().filter(|l| l.depth == 0).map(|l| l.name.as_str()).collect();
    assert_eq!(tops, ["D", "A"]);
}

#[test]
fn a_seat_says_who_holds_it_today() {
    let seat =
        |n: u8| Draft::new(id(n), kind::SEAT).with(f::GROUP, id(1).to_string()).with(f::ROLE, "vcs-representative");
    let holder = |n: u8, of: u8, name: &str, until: &str| {
        Draft::new(id(n), kind::HOLDER).with(f::SEAT, id(of).to_string()).with(f::NAME, name).with(f::UNTIL, until)
    };
    let drafts = [
        group(1, "Cell", None),
        Draft::new(id(50), kind::ORGANISATION).with(f::NAME, "Southside Forum"),
        seat(10),
        holder(20, 10, "Old Example", "2025-01-01"),
        holder(21, 10, "New Example", "2027-01-01").with(member(f::ORGANISATION, 50), json!(true)),
        seat(11).with(f::VACANT_SINCE, "2026-08-01"),
        seat(12).with(f::NOT_KNOWN, json!(true)),
        seat(13),
        seat(14).with(f::UNTIL, "2020-01-01"),
    ];
    let ledger = ledger(&drafts);
    let held: Vec<(Id, Held)> = seats(&ledger, Some(id(1)), TODAY).into_iter().map(|l| (l.id, l.held)).collect();
    let wanted = [
        (id(10), Held::By(vec!["New Example".to_owned()])),
        (id(11), Held::Vacant(Some(date(2026, 8, 1)))),
        (id(12), Held::NotKnown),
        (id(13), Held::Unsaid),
    ];
    assert_eq!(held, wanted);
    let mine: Vec<Id> = spoken_for(&ledger, id(50), TODAY).into_iter().map(|l| l.id).collect();
    assert_eq!(mine, [id(10)], "whom its holder comes from, a seat speaks for");
    let loose: Vec<(Loose, Id)> = loose(&ledger, TODAY).into_iter().map(|l| (l.what, l.id)).collect();
    assert_eq!(loose, [(Loose::Seat, id(11))]);
}

#[test]
fn a_seat_is_empty_where_it_says_so_and_nobody_holds_it() {
    let seat = |n: u8| Draft::new(id(n), kind::SEAT).with(f::GROUP, id(1).to_string()).with(f::TITLE, format!("{n}"));
    let holder = |n: u8, of: u8| Draft::new(id(n), kind::HOLDER).with(f::SEAT, id(of).to_string());
    let drafts = [
        group(1, "Cell", None),
        seat(10).with(f::VACANT, json!(true)),
        seat(11).with(f::VACANT, json!(false)),
        seat(12).with(f::VACANT_SINCE, "2026-12-31"),
        seat(13).with(f::VACANT, json!(true)).with(f::VACANT_SINCE, "2026-12-31"),
        seat(14).with(f::VACANT, json!(true)).with(f::VACANT_SINCE, "2026-11-30"),
        seat(15).with(f::VACANT, json!(true)).with(f::NOT_KNOWN, json!(true)),
        holder(20, 15).with(f::NAME, "Present Example"),
        seat(16).with(f::VACANT, json!(true)),
        holder(21, 16).with(f::NAME, "Past Example").with(f::UNTIL, "2026-11-29"),
    ];
    let held: Vec<Held> = seats(&ledger(&drafts), None, TODAY).into_iter().map(|seat| seat.held).collect();
    let wanted = [
        Held::Vacant(None),
        Held::Unsaid,
        Held::Unsaid,
        Held::Vacant(None),
        Held::Vacant(Some(TODAY)),
        Held::By(vec!["Present Example".to_owned()]),
        Held::Vacant(None),
    ];
    assert_eq!(held, wanted);
}

#[test]
fn dates_go_on_from_the_last_meeting_and_leave_out_what_is_known() {
    let meeting = |n: u8, day: &str| {
        Draft::new(id(n), kind::MEETING).with(f::GROUP, id(1).to_string()).with(f::STARTS, format!("{day}T10:00"))
    };
    let vague = Timescale::read("Autumn 2026", None);
    let drafts = [
        group(1, "Cell", None).with(f::CADENCE, "Fortnightly"),
        meeting(10, "2026-11-24"),
        meeting(11, "2026-12-09").with(f::MOVED_FROM, "2026-12-08").with(f::STATE, "moved"),
        meeting(12, "2026-11-10").with(f::STATE, "cancelled"),
        Draft::new(id(13), kind::MEETING).with(f::GROUP, id(1).to_string()).with(f::TIMESCALE, vague.to_value()),
        meeting(14, "2027-06-03"),
        group(2, "Forum", None).with(f::CADENCE, "as needed"),
        group(3, "Weekly", None).with(f::CADENCE, "weekly"),
        meeting(15, "2022-11-28").with(f::GROUP, id(3).to_string()),
    ];
    let ledger = ledger(&drafts);
    let (days, is_guess) = dates(&ledger, id(1), TODAY, date(2027, 1, 7)).unwrap();
    assert_eq!((days, is_guess), (vec![date(2026, 12, 22), date(2027, 1, 5)], false), "from the 24th, its own rhythm");
    assert_eq!(dates(&ledger, id(2), TODAY, date(2027, 1, 7)), None);
    let (days, _) = dates(&ledger, id(3), TODAY, date(2026, 12, 8)).unwrap();
    assert_eq!(days, [TODAY, date(2026, 12, 7)], "four years of weeks have used up nothing");
}

#[test]
fn what_was_moved_takes_place_on_its_new_day() {
    let meeting = |n: u8, day: &str, from: &str| {
        let moved = Draft::new(id(n), kind::MEETING).with(f::GROUP, id(1).to_string()).with(f::STATE, "moved");
        let moved = if day.is_empty() { moved } else { moved.with(f::STARTS, format!("{day}T10:00")) };
        if from.is_empty() { moved } else { moved.with(f::MOVED_FROM, from) }
    };
    let drafts = [
        group(1, "Board", None).with(f::PAPER_DAYS, json!(5)),
        meeting(10, "2026-12-10", "2026-12-03"),
        meeting(11, "2026-12-11", ""),
        meeting(12, "2026-12-12", "2026-12-12"),
        meeting(13, "", "2026-12-04"),
        meeting(14, "2026-11-20", "2026-11-19"),
    ];
    let ledger = ledger(&drafts);
    let all = Meetings::new(&ledger);
    let lines: Vec<(Id, bool, bool)> =
        all.lines().iter().map(|m| (m.id, m.is_coming(TODAY), m.is_called_off())).collect();
    let wanted = [
        (id(14), false, false),
        (id(10), true, false),
        (id(11), true, false),
        (id(12), false, true),
        (id(13), false, true),
    ];
    assert_eq!(lines, wanted);
    assert_eq!(all.next(id(1), TODAY).unwrap().id, id(10));
    let due: Vec<(Due, Id)> = due(&ledger, TODAY).into_iter().map(|line| (line.what, line.id)).collect();
    assert_eq!(due, [(Due::Papers, id(10)), (Due::Papers, id(11)), (Due::Minutes, id(14))]);
}

#[test]
fn a_calendar_has_what_is_known_to_the_day_and_tells_how_many_are_not() {
    let meeting = |n: u8, of: u8, words: &str| {
        let when = Timescale::read(words, None).to_value();
        Draft::new(id(n), kind::MEETING).with(f::GROUP, id(of).to_string()).with(f::TIMESCALE, when)
    };
    let drafts = [
        group(1, "Board", None),
        meeting(10, 1, "10 December 2026"),
        meeting(11, 1, "Spring 2027"),
        meeting(12, 1, "to be agreed"),
        meeting(13, 1, "1 October 2026"),
        meeting(14, 1, "Summer 2026"),
        meeting(15, 1, "11 December 2026").with(f::STATE, "cancelled"),
        meeting(16, 2, "12 December 2026"),
    ];
    let all = Meetings::new(&ledger(&drafts));
    let (known, vague) = all.for_calendar(Some(id(1)), TODAY);
    assert_eq!((known.iter().map(|m| m.id).collect::<Vec<_>>(), vague), (vec![id(10), id(15)], 2));
    assert_eq!(all.for_calendar(None, TODAY).0.len(), 3);
}

#[test]
fn what_is_due_is_listed_the_late_first() {
    let at = id(10).to_string();
    let said = |n: u8, kind: &'static str, text: &str| {
        Draft::new(id(n), kind).with(f::TEXT, text).with(f::AT_MEETING, at.as_str())
    };
    let meeting = |n: u8, starts: &str| {
        Draft::new(id(n), kind::MEETING).with(f::GROUP, id(1).to_string()).with(f::STARTS, starts)
    };
    let drafts = [
        group(1, "Board", None).with(f::PAPER_DAYS, json!(5)),
        meeting(10, "2026-10-01T10:00").with(f::STATE, "held"),
        meeting(11, "2026-11-20T10:00"),
        meeting(12, "2026-12-10T10:00"),
        meeting(13, "2026-12-03T10:00"),
        meeting(14, "2026-12-03T10:00").with(f::STATE, "cancelled"),
        said(20, kind::DECISION, "Draft").with(f::STATE, "draft"),
        said(21, kind::DECISION, "Approved").with(f::STATE, "approved"),
        said(22, kind::ARISING, "Late").with(f::DUE, "2026-11-01"),
        said(23, kind::ARISING, "Done").with(f::DUE, "2026-11-01").with(f::DONE, "2026-11-02"),
        said(24, kind::RECOMMENDATION, "Unanswered").with(f::REPLY_DUE, "2026-12-15"),
        said(25, kind::RECOMMENDATION, "Answered").with(f::ANSWER, "partly"),
        Draft::new(id(30), kind::BARRIER).with(f::STATEMENT, "No rooms").with(f::ESCALATED_GROUP, id(1).to_string()),
        Draft::new(id(31), kind::BARRIER).with(f::STATEMENT, "Not taken anywhere"),
        Draft::new(id(32), kind::RISK).with(f::STATEMENT, "Winter").with(f::ESCALATED_ON, "2026-09-01"),
        Draft::new(id(40), kind::ENGAGEMENT).with(f::WHO, "Carers").with(f::STATE, "held"),
        Draft::new(id(41), kind::ENGAGEMENT).with(f::WHO, "Told").with(f::STATE, "held").with("changed", "Hours"),
    ];
    let lines: Vec<(Due, Id, bool)> =
        due(&ledger(&drafts), TODAY).into_iter().map(|l| (l.what, l.id, l.is_late)).collect();
    let wanted = [
        (Due::Arising, id(22), true),
        // Five clear working days before 3 December were over on 25 November.
        (Due::Papers, id(13), true),
        (Due::Papers, id(12), false),
        (Due::Recommendation, id(24), false),
        (Due::Minutes, id(11), false),
        (Due::Approval, id(20), false),
        (Due::Barrier, id(30), false),
        (Due::Risk, id(32), false),
        (Due::Engagement, id(40), false),
    ];
    assert_eq!(lines, wanted);
}

#[test]
fn the_thread_runs_to_the_plan_and_ends_in_a_circle() {
    let plan = id(1).to_string();
    let drafts = [
        Draft::new(id(1), kind::PLAN).with(f::TITLE, "Plan"),
        Draft::new(id(2), kind::PRIORITY).with(f::PLAN, plan.as_str()).with(f::TITLE, "Priority"),
        Draft::new(id(3), kind::AIM).with(f::STATEMENT, "Aim").with(member(f::UNDER, 2), json!(1)),
        Draft::new(id(4), kind::ACTION)
            .with(f::TITLE, "Walks")
            .with(format!("{}/{}.{}", f::PLACED, id(2), id(3)), json!(1)),
        Draft::new(id(5), kind::MEASURE).with(f::NAME, "Walkers").with(member(f::ACTION, 4), json!(true)),
        Draft::new(id(6), kind::OBSERVATION).with(f::MEASURE, id(5).to_string()),
        group(7, "A", Some(8)),
        group(8, "B", Some(7)),
    ];
    let ledger = ledger(&drafts);
    let kinds: Vec<String> = up(&ledger, id(6)).into_iter().map(|step| step.kind).collect();
    assert_eq!(kinds, ["plan", "priority", "aim", "action", "measure", "observation"]);
    assert_eq!(up(&ledger, id(7)).len(), 2);
    assert!(up(&ledger, id(77)).is_empty());
    let down: Vec<Id> = named_by(&ledger, id(4)).into_iter().map(|naming| naming.id).collect();
    assert_eq!(down, [id(5)]);
    let loose: Vec<Loose> = loose(&ledger, TODAY).into_iter().map(|line| line.what).collect();
    assert!(loose.is_empty(), "a measured action, and nothing else: {loose:?}");
}
