//! A person mends a proposal: what it then says, and that indexes stay right.

use super::support::{LAYOUT, asked, take, told, whole};
use golden_thread::domain::kind;
use golden_thread::intake::{Kind, Proposal, QuestionKind, Subject};
use proptest::prelude::*;

/// Every index points at something, and every update covers something.
fn sound(proposal: &Proposal) {
    for action in &proposal.actions {
        assert!(!action.placements.is_empty() && !action.rows.is_empty());
        for place in &action.placements {
            assert!(place.priority < proposal.priorities.len() && place.aim < proposal.aims.len());
        }
    }
    for update in &proposal.updates {
        assert!(!update.covers.is_empty() && update.covers.iter().all(|c| c.action < proposal.actions.len()));
    }
    for question in &proposal.questions {
        match &question.about {
            Subject::Action(i) => assert!(*i < proposal.actions.len()),
            Subject::Update(i) => assert!(*i < proposal.updates.len()),
            Subject::Priority(i) => assert!(*i < proposal.priorities.len()),
            Subject::Aim(i) => assert!(*i < proposal.aims.len()),
            Subject::Paper | Subject::Owners(..) => {}
        }
    }
    proposal.drafts();
}

#[test]
fn owners_are_mended_and_rows_below_follow() {
    let mut proposal = take(LAYOUT);
    proposal.set_owners(0, vec!["Harbour Board".into(), " Harbour Board".into()]);
    assert!((0..3).all(|i| proposal.actions[i].owners == ["Harbour Board"]));
    proposal.mark_owner_unknown(1);
    assert_eq!(proposal.actions[1].owners, [""; 0]);
    assert_eq!(proposal.summary().inherited_owners, 12);
    assert!(!asked(&proposal, QuestionKind::OwnerFromAbove).contains(&106));
    assert!(proposal.same_owner_as_above(1));
    assert_eq!(proposal.actions[1].owners, ["Harbour Board"]);
    assert!(!proposal.same_owner_as_above(0));
    sound(&proposal);
}

#[test]
fn an_action_without_an_update_is_given_one() {
    let paper = "A Small Plan\n\nPriority 1: Start\n\nAction\tOwner\tUpdate\nOpen a centre\tLibraries\t\nRun a club\tLibraries\tIt runs.\n";
    let mut proposal = take(paper);
    assert_eq!(proposal.updates.len(), 1);
    proposal.add_update(1, "Not a second one");
    proposal.add_update(0, "  ");
    proposal.add_update(9, "Nobody's");
    assert_eq!(proposal.updates.len(), 1);
    proposal.add_update(0, " The centre is open. ");
    proposal.set_rating(0, Some("on-track"));
    assert_eq!(proposal.updates[1].narrative, "The centre is open.");
    assert_eq!(proposal.updates[1].covers[0].rating.as_deref(), Some("on-track"));
    sound(&proposal);
    let updates = |p: &Proposal| p.drafts().iter().filter(|d| d.kind == kind::UPDATE).count();
    assert_eq!((updates(&proposal), proposal.summary().updates), (2, 2));
    // Words that were taken out again leave no update that says nothing.
    proposal.set_rating(0, None);
    proposal.set_narrative(1, "");
    assert_eq!((updates(&proposal), proposal.summary().updates), (1, 1));
    let line = proposal.actions[0].rows[0].first_line;
    proposal.leave_out(line);
    sound(&proposal);
    assert_eq!(proposal.updates.len(), 1);
}

#[test]
fn names_are_split_and_joined() {
    let mut proposal = take(LAYOUT);
    let before = proposal.summary().organisations;
    let index = (0..53)
        .find(|i| proposal.actions[*i].owners.len() == 2 && proposal.actions[*i].owner_printed.contains('&'))
        .unwrap();
    proposal.join_owners(index, "Care Board & Home Help");
    assert_eq!(asked(&proposal, QuestionKind::OwnerSplit), [0usize; 0]);
    proposal.split_owner("Care Board & Home Help", &["Care Board".into(), "Home Help Service".into()]);
    assert_eq!(proposal.actions[index].owners, ["Care Board", "Home Help Service"]);
    let Subject::Owners(a, b) =
        proposal.questions.iter().find(|q| q.kind == QuestionKind::OwnersAlike).unwrap().about.clone()
    else {
        panic!()
    };
    proposal.same_organisation(&a, &b);
    assert_eq!(asked(&proposal, QuestionKind::OwnersAlike), [0usize; 0]);
    assert_eq!(proposal.summary().organisations, before - 1);
    let drafts = proposal.drafts();
    let one = drafts.iter().find(|d| d.kind == kind::ORGANISATION && d.fields["name"] == b.as_str()).unwrap();
    assert!(one.fields.contains_key(&format!("spelling/{a}")) && one.fields.contains_key(&format!("spelling/{b}")));
    sound(&proposal);
}

#[test]
fn a_row_that_is_left_out_says_so() {
    let mut proposal = take(LAYOUT);
    let line = proposal.actions[4].rows[0].first_line;
    proposal.leave_out(line);
    assert!(matches!(&proposal.lines[line - 1].kind, Kind::NotUnderstood(reason) if reason.contains("Left out")));
    let summary = proposal.summary();
    assert_eq!((summary.actions, summary.updates, summary.rows, summary.not_understood), (52, 51, 53, 1));
    assert_eq!(whole(&proposal), LAYOUT);
    sound(&proposal);
    // The second row of the action that stands twice: it stands once then, and its update is for no place.
    proposal.leave_out(304);
    let summary = proposal.summary();
    assert_eq!((summary.actions, summary.updates, summary.placements), (52, 50, 52));
    assert!(proposal.updates.iter().all(|u| u.placement.is_none()));
    sound(&proposal);
}

#[test]
fn an_update_covers_less() {
    let mut proposal = take(LAYOUT);
    proposal.uncover(0, 1);
    assert_eq!(proposal.updates[0].covers.len(), 2);
    assert_eq!(asked(&proposal, QuestionKind::UpdateCovers), [107]);
    proposal.uncover(0, 0);
    proposal.uncover(0, 2);
    assert_eq!(proposal.updates.len(), 51);
    sound(&proposal);
}

#[test]
fn words_days_and_ratings_are_mended() {
    let mut proposal = take("Action\tOwner\tWhen\tRAG\tProgress\nOpen a gym\tLibraries\tthis term\tteal\tSoon\n");
    assert_eq!(asked(&proposal, QuestionKind::Timescale), [2]);
    proposal.set_timescale(0, "by March 2025");
    proposal.set_rating(0, Some("on-track"));
    proposal.set_title("A Plan");
    proposal.set_period("2024-2026");
    proposal.set_action_title(0, "Open a big gym");
    proposal.set_narrative(0, "Very soon");
    proposal.set_priority_title(0, "Health");
    proposal.set_aim_statement(0, "Strong people");
    assert_eq!(told(&proposal), ["Health > Strong people > Open a big gym [Libraries] Very soon"]);
    assert_eq!(proposal.updates[0].covers[0].rating.as_deref(), Some("on-track"));
    assert_eq!(proposal.actions[0].timescale.as_ref().unwrap().latest.unwrap().to_string(), "2025-03-31");
    for kind in [QuestionKind::Timescale, QuestionKind::Rating, QuestionKind::Title] {
        assert_eq!(asked(&proposal, kind), [0usize; 0]);
    }
    proposal.set_date(Some("2024-05-01".parse().unwrap()));
    assert_eq!(proposal.updates[0].date.unwrap().year(), 2024);
    sound(&proposal);
}

#[test]
fn mended_words_keep_the_ids() {
    let mut proposal = take(LAYOUT);
    let ids = |p: &Proposal| p.drafts().iter().map(|d| d.id).collect::<Vec<_>>();
    let before = ids(&proposal);
    proposal.set_action_title(3, "Mended words");
    proposal.set_aim_statement(2, "Mended too");
    proposal.set_priority_title(1, "Mended as well");
    proposal.set_narrative(2, "Mended last");
    assert_eq!(ids(&proposal), before);
}

#[test]
fn two_actions_that_are_one() {
    let mut proposal = take(
        "Aim\tAction\tOwner\tProgress\nHappy babies\tKeep going\tLibraries\tWell\nFit adults\tKeep going\tLibraries\tSlowly\n",
    );
    proposal.same_action(0, 1);
    let summary = proposal.summary();
    assert_eq!((summary.actions, summary.placements, summary.updates, summary.rows), (1, 2, 2, 2));
    assert!(proposal.updates.iter().all(|u| u.placement.is_some()));
    assert_eq!(asked(&proposal, QuestionKind::RepeatedAction), [0usize; 0]);
    sound(&proposal);
}

#[derive(Debug, Clone)]
enum Mend {
    LeaveOut(usize),
    Owners(usize),
    Above(usize),
    Uncover(usize, usize),
    Same(usize, usize),
    Accept(usize),
    Rating(usize),
}

fn mend() -> impl Strategy<Value = Mend> {
    prop_oneof![
        (0usize..340).prop_map(Mend::LeaveOut),
        (0usize..60).prop_map(Mend::Owners),
        (0usize..60).prop_map(Mend::Above),
        (0usize..60, 0usize..60).prop_map(|(u, a)| Mend::Uncover(u, a)),
        (0usize..60, 0usize..60).prop_map(|(a, b)| Mend::Same(a, b)),
        (0usize..30).prop_map(Mend::Accept),
        (0usize..60).prop_map(Mend::Rating),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_mending_leaves_it_sound(mends in prop::collection::vec(mend(), 1..40)) {
        let mut proposal = take(LAYOUT);
        for mend in mends {
            match mend {
                Mend::LeaveOut(line) => proposal.leave_out(line),
                Mend::Owners(action) => proposal.set_owners(action, vec!["Somebody".into()]),
                Mend::Above(action) => drop(proposal.same_owner_as_above(action)),
                Mend::Uncover(update, action) => proposal.uncover(update, action),
                Mend::Same(keep, other) => proposal.same_action(keep, other),
                Mend::Accept(question) => proposal.accept_question(question),
                Mend::Rating(action) => proposal.set_rating(action, Some("at-risk")),
            }
        }
        sound(&proposal);
        prop_assert_eq!(whole(&proposal), LAYOUT);
    }
}
