#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use crate::days::date;
use crate::domain::{Draft, fields as f, kind};
use crate::ledger::Side;
use crate::pencil::{Filled, Problem, adding, form};
use crate::record::Set;
use crate::words::say;

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

/// The fields at which a form of one record says that something is wrong, and at which that something is worth a look.
fn said(ledger: &Ledger, kind: &str, id: Option<Id>, typed: &[(&str, &str)]) -> (Vec<&'static str>, Vec<&'static str>) {
    let names: Vec<&str> = typed.iter().map(|(name, _)| *name).collect();
    let form = form(kind, &names, TODAY).unwrap();
    let filled = Filled(typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
    let fields = |all: Vec<Problem>| all.into_iter().map(|problem| problem.field).collect();
    (fields(form.wrong(ledger, id, &filled)), fields(form.told(ledger, id, &filled)))
}

const NOTHING: (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());

/// Three bodies of a kind, each naming the next but the last.
fn chain(kind: &'static str, field: &str) -> Ledger {
    let body = |n: u8| Draft::new(id(n), kind).with(f::NAME, format!("Body {n}"));
    ledger(&[
        body(1).with(field, id(2).to_string()),
        body(2).with(field, id(3).to_string()),
        body(3),
        body(4).with(field, id(1).to_string()),
    ])
}

#[test]
fn nobody_reports_or_succeeds_in_a_circle() {
    for (kind, field) in
        [(kind::GROUP, f::REPORTS_TO), (kind::GROUP, f::SUCCEEDED_BY), (kind::ORGANISATION, f::SUCCEEDED_BY)]
    {
        let ledger = chain(kind, field);
        for closes in [1, 2, 3] {
            let (wrong, _) = said(&ledger, kind, Some(id(3)), &[(field, &id(closes).to_string())]);
            assert_eq!(wrong, [field], "{kind}: {closes}");
        }
        assert_eq!(said(&ledger, kind, Some(id(4)), &[(field, &id(2).to_string())]), NOTHING);
        assert_eq!(said(&ledger, kind, None, &[(f::NAME, "New"), (field, &id(1).to_string())]), NOTHING);
    }
}

#[test]
fn a_circle_that_two_people_made_is_told_and_keeps_nobody_from_saving_the_rest() {
    let body = |n: u8, next: u8| {
        Draft::new(id(n), kind::GROUP).with(f::NAME, format!("Body {n}")).with(f::REPORTS_TO, id(next).to_string())
    };
    // The third hangs on the circle and is not in it.
    let ledger = ledger(&[body(1, 2), body(2, 1), body(3, 1)]);
    assert_eq!(said(&ledger, kind::GROUP, Some(id(1)), &[(f::NAME, "Other")]), NOTHING);
    let untouched = [(f::NAME, "Other"), (f::REPORTS_TO, &id(2).to_string())];
    assert_eq!(said(&ledger, kind::GROUP, Some(id(1)), &untouched), NOTHING);
    let told = |n| doubts(&ledger, ledger.records().get(id(n)).unwrap(), TODAY).len();
    assert_eq!([told(1), told(2), told(3)], [1, 1, 0]);
}

#[test]
fn nothing_ends_before_it_begins() {
    let group = Draft::new(id(1), kind::GROUP).with(f::NAME, "Board");
    let seat = Draft::new(id(2), kind::SEAT).with(f::GROUP, id(1).to_string()).with(f::ROLE, "chair");
    let ledger = ledger(&[group, seat]);
    for kind in [kind::GROUP, kind::ORGANISATION, kind::SEAT, kind::HOLDER] {
        let of = |from: &str, until: &str| {
            let needed =
                [(f::NAME, "Name"), (f::GROUP, &id(1).to_string()), (f::ROLE, "chair"), (f::SEAT, &id(2).to_string())];
            let typed: Vec<(&str, &str)> = needed.into_iter().chain([(f::FROM, from), (f::UNTIL, until)]).collect();
            said(&ledger, kind, None, &typed).0
        };
        assert_eq!(of("2 May 2026", "1 May 2026"), [f::UNTIL], "{kind}");
        for (from, until) in [("1 May 2026", "1 May 2026"), ("1 May 2026", ""), ("", "1 May 2026")] {
            assert_eq!(of(from, until), Vec::<&str>::new(), "{kind}");
        }
    }
    let seat =
        |low, high| said(&ledger, kind::SEAT, Some(id(2)), &[(f::COMMITMENT_LOW, low), (f::COMMITMENT_HIGH, high)]).0;
    assert_eq!(seat("1", "0.5"), [f::COMMITMENT_HIGH]);
    assert_eq!([seat("0.5", "1"), seat("1", ""), seat("1", "1")], [const { Vec::<&str>::new() }; 3]);
}

#[test]
fn a_meeting_is_at_times_that_there_are() {
    let ledger = ledger(&[Draft::new(id(1), kind::GROUP).with(f::NAME, "Board")]);
    let of = |starts: &str, ends: &str| {
        said(&ledger, kind::MEETING, None, &[(f::GROUP, &id(1).to_string()), (f::STARTS, starts), (f::ENDS, ends)]).0
    };
    assert_eq!(of("2026-03-29T01:30", "2026-03-29T02:30"), [f::STARTS], "the clocks skip that hour");
    assert_eq!(of("2026-03-29T00:30", "2026-03-29T01:30"), [f::ENDS]);
    assert_eq!(of("2026-11-12T10:00", "2026-11-12T10:00"), [f::ENDS]);
    assert_eq!(of("", "2026-11-12T10:00"), [f::ENDS]);
    for (starts, ends) in [("", ""), ("2026-11-12T10:00", ""), ("2026-10-25T01:30", "2026-10-25T01:30")] {
        assert_eq!(of(starts, ends), Vec::<&str>::new(), "{starts} {ends}");
    }
}

#[test]
fn a_seat_held_twice_at_once_is_told_and_can_be_saved() {
    let term = |n: u8, from: &str, until: &str| {
        let seat = id(1).to_string();
        let draft = Draft::new(id(n), kind::HOLDER).with(f::NAME, format!("Holder {n}")).with(f::SEAT, seat);
        draft.with(f::FROM, from).with(f::UNTIL, until)
    };
    let seat = |n| Draft::new(id(n), kind::SEAT).with(f::ROLE, "chair");
    let ledger = ledger(&[seat(1), seat(2), term(3, "2026-04-01", "2026-09-30")]);
    let of = |n: Option<Id>, seat: u8, from: &str, until: &str| {
        let seat = id(seat).to_string();
        said(&ledger, kind::HOLDER, n, &[(f::SEAT, &seat), (f::NAME, "New"), (f::FROM, from), (f::UNTIL, until)])
    };
    for (from, until) in [("30 September 2026", ""), ("", "1 April 2026"), ("", ""), ("1 May 2026", "2 May 2026")] {
        assert_eq!(of(None, 1, from, until), (Vec::new(), vec![f::SEAT]), "{from} to {until}");
    }
    for (from, until) in [("1 October 2026", ""), ("", "31 March 2026")] {
        assert_eq!(of(None, 1, from, until), NOTHING, "{from} to {until}");
    }
    assert_eq!(of(None, 2, "", ""), NOTHING, "another seat");
    assert_eq!(of(Some(id(3)), 1, "1 May 2026", ""), NOTHING, "itself");
}

#[test]
fn a_decision_of_a_cancelled_meeting_is_told() {
    let meeting = |n: u8, state: &str| Draft::new(id(n), kind::MEETING).with(f::TITLE, "Board").with(f::STATE, state);
    let ledger = ledger(&[meeting(1, "cancelled"), meeting(2, "held")]);
    for kind in [kind::DECISION, kind::ARISING] {
        let of = |n: u8| said(&ledger, kind, None, &[(f::AT_MEETING, &id(n).to_string()), (f::TEXT, "To go on")]);
        assert_eq!(of(1), (Vec::new(), vec![f::AT_MEETING]));
        assert_eq!(of(2), NOTHING);
    }
}

#[test]
fn what_came_in_is_looked_at_as_it_would_be_here() {
    let risk = Draft::new(id(1), kind::RISK).with(f::STATEMENT, "It may rain").with(f::PREVIOUS, 26).with(f::IMPACT, 2);
    let group = Draft::new(id(2), kind::GROUP).with(f::NAME, "Cell").with(f::REPORTS_TO, id(3).to_string());
    let ledger = ledger(&[risk, group, Draft::new(id(3), kind::GROUP).with(f::NAME, "Board")]);
    let of = |n| doubts(&ledger, ledger.records().get(id(n)).unwrap(), TODAY);
    assert_eq!(of(1), ["Score before: enter a whole number from 1 to 25"]);
    assert_eq!(of(2), Vec::<String>::new());
    let field = |n, field: &str, value: Value| doubts_of_field(&ledger, id(n), field, Some(&value), TODAY);
    assert_eq!(field(1, f::LIKELIHOOD, 9.into()).len(), 1, "what stands here already is not said again");
    assert_eq!(field(1, f::LIKELIHOOD, 3.into()), Vec::<String>::new());
    assert_eq!(field(3, f::REPORTS_TO, id(2).to_string().into()), [say("pencil.wrong.reportsInACircle")]);
    assert_eq!(field(9, f::REPORTS_TO, id(2).to_string().into()), Vec::<String>::new(), "nobody's record");
}

#[test]
fn a_score_before_has_both_its_numbers_and_an_escalation_goes_to_somebody() {
    let ledger = ledger(&[Draft::new(id(1), kind::GROUP).with(f::NAME, "Board")]);
    let of = |typed: &[(&str, &str)]| {
        let all: Vec<(&str, &str)> = [(f::STATEMENT, "It may rain")].into_iter().chain(typed.iter().copied()).collect();
        said(&ledger, kind::RISK, None, &all).0
    };
    assert_eq!(of(&[(f::PREVIOUS_LIKELIHOOD, "3")]), [f::PREVIOUS_LIKELIHOOD]);
    assert_eq!(of(&[(f::PREVIOUS_LIKELIHOOD, "3"), (f::PREVIOUS_IMPACT, "4")]), Vec::<&str>::new());
    assert_eq!(of(&[(f::ESCALATED_ON, "1 May 2026")]), [f::ESCALATED_ON]);
    let group = id(1).to_string();
    assert_eq!(of(&[(f::ESCALATED_ON, "1 May 2026"), (f::ESCALATED_GROUP, &group)]), Vec::<&str>::new());
}

#[test]
fn a_new_holders_term_ends_that_the_seat_is_empty() {
    let seat = |n: u8| Draft::new(id(n), kind::SEAT).with(f::ROLE, "chair");
    let ledger = ledger(&[
        seat(1).with(f::VACANT, true).with(f::VACANT_SINCE, "2026-08-01"),
        seat(2).with(f::VACANT_SINCE, "2026-12-31"),
        seat(3).with(f::VACANT, true),
        Draft::new(id(9), kind::HOLDER).with(f::SEAT, id(3).to_string()).with(f::UNTIL, "2026-11-01"),
    ]);
    let fills = |holder: Draft, of: u8| -> Vec<(Id, String)> {
        let edits: Vec<_> = holder.edits().collect();
        let all = adding::seat_filled(&ledger, id(of), &edits, TODAY);
        assert!(all.iter().all(|edit| edit.kind == kind::SEAT && edit.value.is_null()));
        all.into_iter().map(|edit| (edit.record, edit.field)).collect()
    };
    let term = |seat: u8| Draft::new(id(8), kind::HOLDER).with(f::NAME, "Example").with(f::SEAT, id(seat).to_string());
    let both = [(id(1), f::VACANT.to_owned()), (id(1), f::VACANT_SINCE.to_owned())];
    assert_eq!(fills(term(1), 8), both);
    assert_eq!(fills(term(1).with(f::FROM, "2027-01-01"), 8), [], "not yet");
    assert_eq!(fills(term(1).with(f::UNTIL, "2026-11-29"), 8), [], "no longer");
    assert_eq!(fills(term(2), 8), [], "it is to be empty later");
    let longer = Draft::new(id(9), kind::HOLDER).with(f::UNTIL, "2027-11-01");
    assert_eq!(fills(longer, 9), [(id(3), f::VACANT.to_owned())], "a term that is made longer");
}
