//! The partnership of the sample that ships: a second plan beside the first, and its groups at work on any day.

use super::living::{TODAYS, opened};
use super::{sample, sample_story};
use golden_thread::days::{Date, hours::WallTime};
use golden_thread::domain::kinds::{self, Shape};
use golden_thread::domain::{Role, fields as f, kind};
use golden_thread::ledger::Ledger;
use golden_thread::pencil::adding::OF_PARTNERSHIP;
use golden_thread::personal;
use golden_thread::record::{Id, Record};
use golden_thread::store::State;
use std::collections::{BTreeMap, BTreeSet};

fn day(record: &Record, field: &str) -> Option<Date> {
    record.text(field).and_then(|day| day.parse().ok())
}

fn starts(meeting: &Record) -> Option<Date> {
    Some(meeting.text(f::STARTS)?.parse::<WallTime>().unwrap().date)
}

fn members<'a>(record: &'a Record, list: &'a str) -> BTreeSet<&'a str> {
    record.members(list).map(|(member, _)| member).collect()
}

/// In how many days that are still to come, or how many have gone by, each open record of a kind is due.
fn due(ledger: &Ledger, kind: &str, field: &str, over: &str, today: Date) -> Vec<i64> {
    let open = ledger.of_kind(kind).filter(|r| r.text(over).is_none());
    open.filter_map(|r| Some(day(r, field)?.days_after(today))).collect()
}

fn own(state: &State) -> &str {
    state.about.as_ref().unwrap().organisation.as_deref().unwrap()
}

#[test]
fn the_first_plan_is_the_one_that_is_open() {
    let recovery = sample_story::recovery_plan();
    for role in Role::ALL {
        let state = opened(TODAYS[1], role);
        let plans: Vec<Id> = state.ledger.plans().map(|plan| plan.id()).collect();
        let [first, second] = plans[..] else { panic!("{} plans", plans.len()) };
        assert!(first < second, "whoever takes the least id takes the first");
        assert_eq!(second, recovery);
        let trees: Vec<_> = state.ledger.plans().map(|plan| state.ledger.tree(plan)).collect();
        assert_eq!(trees[0].title, "Southwark health and wellbeing plan (sample)");
        assert_eq!(trees[1].title, "Recovery plan (sample)");
        let actions = |at: usize| trees[at].placed_actions().map(|a| a.id).collect::<BTreeSet<_>>().len();
        assert_eq!((actions(0), actions(1)), (53, 4));
        assert_eq!((trees[0].priorities.len(), trees[1].priorities.len()), (5, 11));
        assert!(trees.iter().all(|tree| tree.unplaced.is_empty()));
    }
}

#[test]
fn the_recovery_plan_holds_what_the_partnership_promised() {
    let state = opened(TODAYS[1], Role::Manager);
    let ledger = &state.ledger;
    let well = |key: &str| sample::id(kind::PRIORITY, key).to_string();
    let promised =
        |well: &str| ledger.of_kind(kind::COMMITMENT).filter(|c| members(c, f::UNDER).contains(well)).count();
    assert_eq!(["start", "live", "age", "care"].map(|key| promised(&well(key))), [8, 5, 7, 8]);
    let taken_up = ledger.of_kind(kind::COMMITMENT).filter(|c| !members(c, f::ACTION).is_empty()).count();
    assert!((3..10).contains(&taken_up), "a few: {taken_up}");
    let mut themes: BTreeMap<&str, usize> = BTreeMap::new();
    ledger.of_kind(kind::THEME).for_each(|t| *themes.entry(t.text(f::KIND_OF_THEME).unwrap()).or_default() += 1);
    assert_eq!(themes, BTreeMap::from([("golden-thread", 11), ("neighbourhood", 4), ("population-group", 5)]));
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let recovery = sample_story::recovery_plan().to_string();
    let of_plan = ledger.of_kind(kind::PRIORITY).filter(|p| p.text(f::PLAN) == Some(recovery.as_str()));
    of_plan.for_each(|p| *kinds.entry(p.text(f::KIND).unwrap()).or_default() += 1);
    assert_eq!(kinds, BTreeMap::from([("crossCutting", 2), ("enabler", 5), ("workstream", 4)]));
    let submitted = ledger.of_kind(kind::ITERATION).filter(|i| i.text(f::STATE) == Some("submitted")).count();
    assert_eq!(submitted, 4);
    let unscored = ledger.of_kind(kind::RISK).filter(|r| r.text(f::PLAN) == Some(recovery.as_str()));
    assert_eq!(unscored.map(|r| r.value(f::LIKELIHOOD).is_some()).filter(|scored| !scored).count(), 2);
}

/// Each kind of the partnership stands in the sample, for everybody; whatever names a record names one that is there.
#[test]
fn every_kind_occurs_and_everything_named_is_there() {
    for role in Role::ALL {
        let ledger = opened(TODAYS[1], role).ledger;
        for kind in OF_PARTNERSHIP.into_iter().chain([kind::THEME]) {
            assert!(ledger.of_kind(kind).next().is_some(), "{role:?}: no {kind}");
        }
        let mut looked_at = 0;
        for record in ledger.records().iter() {
            for name in record.fields().keys() {
                let Some(field) = kinds::field(&record.kind, name) else { continue };
                let member = name.split_once('/').map(|(_, member)| member);
                let (of, id) = match field.shape {
                    Shape::Ref(of) if !of.is_empty() => (of, record.text(name).unwrap()),
                    Shape::Each(Shape::Link(of) | Shape::Under(of)) if !of.is_empty() => (*of, member.unwrap()),
                    Shape::Each(Shape::Owner | Shape::OwnerOr(_)) => (kind::ORGANISATION, member.unwrap()),
                    Shape::Each(Shape::Placed) => (kind::AIM, member.unwrap().split_once('.').unwrap().1),
                    _ => continue,
                };
                looked_at += 1;
                assert!(ledger.live(id.parse().unwrap(), of).is_some(), "{role:?}: {} {name} {id}", record.kind);
            }
        }
        assert!(looked_at > 300, "{looked_at}");
    }
}

#[test]
fn no_meeting_is_at_a_weekend_and_what_was_held_is_over() {
    for today in TODAYS {
        let ledger = opened(today, Role::Manager).ledger;
        let (mut held, mut to_come, mut unsaid) = (BTreeSet::new(), BTreeSet::new(), 0);
        for meeting in ledger.of_kind(kind::MEETING) {
            let Some(on) = starts(meeting) else {
                assert!(meeting.value(f::TIMESCALE).is_some());
                continue;
            };
            let is_weekend = |day: Date| day.weekday().to_monday_zero_offset() > 4;
            assert!(!is_weekend(on), "{today}: a meeting on {on}");
            let papers = day(meeting, f::PAPERS_DUE);
            assert!(papers.is_none_or(|papers| !is_weekend(papers) && papers < on), "{today}: {papers:?}");
            let group = meeting.text(f::GROUP).unwrap();
            match meeting.text(f::STATE).unwrap() {
                "held" => assert!(on < today && held.insert(group), "{today}: {on}"),
                "cancelled" => assert!(on < today && meeting.text(f::BECAUSE).is_some()),
                state => {
                    assert_eq!(state, "planned");
                    assert!(on < today || on.days_after(today) <= 28 && to_come.insert(group), "{today}: {on}");
                    unsaid += usize::from(on < today);
                }
            }
        }
        assert!(held.len() >= 4 && to_come.len() >= 5, "{held:?} {to_come:?}");
        assert_eq!(unsaid, 1, "{today}: of one that is over nobody said whether it was held");
        for group in ledger.of_kind(kind::GROUP) {
            let mut above = group;
            for _ in 0..5 {
                let Some(next) = above.text(f::REPORTS_TO).and_then(|id| ledger.live(id.parse().unwrap(), kind::GROUP))
                else {
                    break;
                };
                above = next;
            }
            assert_eq!(above.text(f::NAME), Some("Health and Wellbeing Board"), "whom all of them report to");
        }
    }
}

#[test]
fn a_representative_has_a_seat_whose_next_meeting_is_near() {
    for today in TODAYS {
        let state = opened(today, Role::Representative);
        let (ledger, own) = (&state.ledger, own(&state));
        let mine = |record: &&Record| members(record, f::ORGANISATION).contains(own);
        let [seat] = ledger.of_kind(kind::SEAT).filter(mine).collect::<Vec<_>>()[..] else { panic!("one seat") };
        assert_eq!(seat.text(f::ROLE), Some("vcs-representative"));
        let group = seat.text(f::GROUP).unwrap();
        let cell = ledger.live(group.parse().unwrap(), kind::GROUP).unwrap();
        assert_eq!(cell.text(f::KIND_OF_GROUP), Some("leadership-cell"));
        let to_come = ledger.of_kind(kind::MEETING).filter(|m| m.text(f::GROUP) == Some(group));
        let to_come = to_come.filter(|m| starts(m).is_some_and(|on| on > today));
        let next = to_come.min_by_key(|m| starts(m)).unwrap();
        let papers = day(next, f::PAPERS_DUE).unwrap();
        assert!(starts(next).unwrap().days_after(today) <= 14 && papers > today, "{today}: {papers}");
        let asked = ledger.of_kind(kind::ARISING).filter(|a| members(a, f::OWNER).contains(own));
        let [asked] = asked.collect::<Vec<_>>()[..] else { panic!("one thing is asked of them") };
        assert!(asked.text(f::DONE).is_none() && day(asked, f::DUE).unwrap() > today, "{today}");
        let holder = ledger.of_kind(kind::HOLDER).find(|h| h.text(f::SEAT) == Some(&seat.id.to_string())).unwrap();
        assert!(day(holder, f::UNTIL).unwrap() > today, "{today}: their term goes on");
    }
}

#[test]
fn an_ambassador_finds_the_meeting_of_the_network_and_what_was_promised_to_it() {
    for today in TODAYS {
        let ledger = opened(today, Role::Ambassador).ledger;
        let network = sample::id(kind::GROUP, "ambassadors").to_string();
        let meetings = ledger.of_kind(kind::MEETING).filter(|m| m.text(f::GROUP) == Some(network.as_str()));
        let days: Vec<i64> = meetings.map(|m| starts(m).unwrap().days_after(today)).collect();
        assert!(days.len() == 1 && (1..=14).contains(&days[0]), "{today}: {days:?}");
        assert!(ledger.of_kind(kind::ARISING).any(|a| a.text(f::TEXT).unwrap().contains("ambassadors' network")));
    }
}

#[test]
fn the_office_has_something_due_and_something_late_of_each() {
    for today in TODAYS {
        let state = opened(today, Role::Manager);
        let ledger = &state.ledger;
        for (kind, field, over) in [(kind::ARISING, f::DUE, f::DONE), (kind::RECOMMENDATION, f::REPLY_DUE, f::ANSWER)] {
            let days = due(ledger, kind, field, over, today);
            assert!(days.iter().any(|n| (1..=14).contains(n)), "{today}: {kind} due {days:?}");
            assert!(days.iter().any(|n| (-14..0).contains(n)), "{today}: {kind} late {days:?}");
            assert!(ledger.of_kind(kind).any(|r| r.text(over).is_some()), "one is answered");
        }
        let soon = |kind: &str, field: &str, over: &str| {
            due(ledger, kind, field, over, today).iter().any(|n| (1..=14).contains(n))
        };
        assert!(soon(kind::BARRIER, f::ANSWER_DUE, f::ANSWERED_ON), "{today}");
        assert!(soon(kind::RISK, f::REVIEW_DUE, f::CLOSED), "{today}");
        assert!(soon(kind::MEETING, f::PAPERS_DUE, f::BECAUSE), "{today}");
        assert!(ledger.of_kind(kind::BARRIER).any(|b| b.text(f::ANSWERED_ON).is_some()));
        assert!(ledger.of_kind(kind::SEAT).any(|s| s.text(f::VACANT_SINCE).is_some()));
        assert!(ledger.of_kind(kind::SEAT).any(|s| s.value(f::NOT_KNOWN).is_some()));
        let heard = ledger.of_kind(kind::ENGAGEMENT).filter(|e| e.text(f::STATE) == Some("held"));
        let told: BTreeSet<bool> = heard.map(|e| e.text(f::ANSWERED_ON).is_some()).collect();
        assert_eq!(told.len(), 2, "some were told what became of it, some not yet");
        let is_open = |r: &&Record, fields: [&str; 2]| fields.iter().all(|field| r.text(field).is_none());
        let heard = ledger.of_kind(kind::ENGAGEMENT).filter(|e| e.text(f::STATE) == Some("held"));
        assert_eq!(heard.filter(|e| is_open(e, ["changed", "cannot"])).count(), 1);
        let raised = ledger.of_kind(kind::RISK).filter(|r| r.text(f::ESCALATED_GROUP).is_some());
        assert_eq!(raised.filter(|r| is_open(r, [f::ANSWER, f::ANSWERED_ON])).count(), 1);
        assert_eq!(ledger.of_kind(kind::DECISION).filter(|d| d.text(f::STATE) != Some("approved")).count(), 1);
        let late = due(ledger, kind::RISK, f::REVIEW_DUE, f::CLOSED, today);
        assert!(late.iter().any(|n| *n < 0), "{today}: {late:?}");
        let long = |s: &&Record| day(s, f::VACANT_SINCE).is_some_and(|since| today.days_after(since) >= 90);
        assert_eq!(ledger.of_kind(kind::SEAT).filter(long).count(), 1);
        let untold = ledger.of_kind(kind::INSIGHT).filter(|i| i.text(f::ANSWER).is_none());
        assert_eq!(untold.count(), 1, "what somebody told us waits for an answer");
    }
}

/// What is not out yet lies on the office's device alone.
#[test]
fn what_the_office_keeps_is_with_nobody_else() {
    let kept = |role: Role| {
        let ledger = opened(TODAYS[1], role).ledger;
        let is_kept = |r: &&Record| kinds::audience_of(r) == kind::Audience::Office;
        let of = OF_PARTNERSHIP.map(|kind| ledger.of_kind(kind).filter(is_kept).count());
        OF_PARTNERSHIP.into_iter().zip(of).filter(|(_, n)| *n > 0).collect::<BTreeMap<_, _>>()
    };
    let all = [(kind::DECISION, 1), (kind::DOCUMENT, 1), (kind::HOLDER, 1), (kind::QUOTATION, 1)];
    assert_eq!(kept(Role::Manager), BTreeMap::from(all));
    assert!(kept(Role::Representative).is_empty() && kept(Role::Ambassador).is_empty());
}

/// Nobody who lives is named, and whom one may ask is nobody.
#[test]
fn who_is_named_is_made_up_and_says_so() {
    let ledger = opened(TODAYS[1], Role::Manager).ledger;
    let mut looked_at = 0;
    for (kind, field) in [(kind::HOLDER, f::NAME), (kind::QUOTATION, "by")] {
        for record in ledger.of_kind(kind) {
            let who = record.text(field).unwrap();
            assert!(who.ends_with(" (sample)"), "{who}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 3);
    for kind in OF_PARTNERSHIP.into_iter().chain([kind::PLAN, kind::THEME, kind::RISK]) {
        for record in ledger.of_kind(kind) {
            for name in record.fields().keys() {
                let shape = kinds::field(kind, name).map(|field| field.shape);
                let Some(text) = record.text(name).filter(|text| text.parse::<Id>().is_err()) else { continue };
                if shape == Some(Shape::Web) {
                    let is_safe = ["https://example.org/", "https://www.gov.uk/"].iter().any(|at| text.starts_with(at));
                    assert!(is_safe, "{text}");
                } else {
                    let without = text.replace("partnership@example.org", "");
                    assert!(!without.contains('@') && personal::find(&without).is_empty(), "{text}");
                }
            }
        }
    }
}
