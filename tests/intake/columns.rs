//! Columns by other names, in other orders, and tables that stop and go on.

use super::support::{asked, take, told};
use golden_thread::intake::{Kind, QuestionKind};

#[test]
fn a_flat_table_says_priority_and_aim_in_columns() {
    let proposal = take(
        "Ref,Theme,Objective,Key action,Lead organisation,Supporting partners,By when,BRAG,Commentary,Budget code\n\
         1,1. Start well,Happy babies,Open a centre,Public Health,\"Libraries; Schools Team\",March 2024,Green,It opened,X1\n\
         2,,,Run a club,,,Ongoing,Amber,,X2\n\
         3,,Calm parents,Teach calm,Adult Social Care,,tbc,purple,Soon,\n\
         4,2. Live well,Fit adults,Open a gym,N/A,,31/03/25,,,\n",
    );
    assert_eq!(
        told(&proposal),
        [
            "Start well > Happy babies > Open a centre [Public Health] It opened",
            "Start well > Happy babies > Run a club [Public Health] It opened",
            "Start well > Calm parents > Teach calm [Adult Social Care] Soon",
            "Live well > Fit adults > Open a gym [] ",
        ]
    );
    let [one, two, three, four] = &proposal.actions[..] else { panic!() };
    assert_eq!((one.number.as_str(), proposal.priorities[1].number.as_str()), ("1", "2"));
    assert_eq!(one.support, ["Libraries", "Schools Team"]);
    assert_eq!(one.timescale.as_ref().unwrap().latest.unwrap().to_string(), "2024-03-31");
    assert_eq!(
        (one.rating.as_deref(), two.rating.as_deref(), three.rating.as_deref()),
        (Some("on-track"), Some("at-risk"), None)
    );
    assert_eq!(three.rating_printed, "purple");
    assert_eq!(one.printed.get("Budget code").unwrap(), "X1");
    assert_eq!(four.timescale.as_ref().unwrap().latest.unwrap().to_string(), "2025-03-31");
    assert_eq!(asked(&proposal, QuestionKind::Rating), [4]);
    assert_eq!(asked(&proposal, QuestionKind::OwnerUnknown), [5]);
    // Each action has its own rating, also where one update covers both.
    let ratings: Vec<Option<&str>> = proposal.updates[0].covers.iter().map(|c| c.rating.as_deref()).collect();
    assert_eq!(ratings, [Some("on-track"), Some("at-risk")]);
}

#[test]
fn a_rating_without_words_is_an_update_too() {
    let proposal = take("Action\tRAG\tProgress\nOpen a gym\tG\t\nClose a gym\t\t\n");
    assert_eq!(proposal.updates.len(), 1);
    assert_eq!(proposal.updates[0].covers[0].rating.as_deref(), Some("on-track"));
    assert_eq!(proposal.updates[0].narrative, "");
}

#[test]
fn tables_go_on_after_a_slide_but_owners_do_not() {
    let proposal = take(
        "Priority 1: Start well\n\nAim: Happy babies\n\nAction\tOwner\tProgress\nOpen a small centre\tPublic Health\tIt opened\n\n\
         Page 3 of 9\n\nPriority 1: Start well (continued)\n\n\
         Run a weekly club\t\tIt runs\nAction\tOwner\tProgress\nWrite a long book\t\tIt is written\n",
    );
    let summary = proposal.summary();
    assert_eq!((summary.tables, summary.rows, summary.inherited_owners, summary.not_understood), (3, 3, 0, 1));
    assert_eq!(asked(&proposal, QuestionKind::OwnerUnknown).len(), 2);
    assert_eq!(proposal.priorities.len(), 1, "{:?}", proposal.priorities);
}

#[test]
fn a_page_number_does_not_end_a_table() {
    let proposal =
        take("Action\tOwner\tProgress\nOpen a small centre\tLibraries\tIt opened\n3\nRun a weekly club\t\tIt runs\n");
    assert_eq!((proposal.summary().tables, proposal.summary().inherited_owners), (1, 1));
}

#[test]
fn a_table_of_another_sort_is_not_read_as_actions() {
    let proposal = take(
        "Action\tOwner\tProgress\nOpen a small centre\tLibraries\tIt opened\n\nLegend\n\nColour\tMeaning\tCount\nGreen\tgoing well\t4\n",
    );
    assert_eq!(proposal.actions.len(), 1);
    assert_eq!(proposal.summary().not_understood, 2);
    assert!(proposal.lines.iter().all(|l| l.text.is_empty() || l.kind != Kind::Blank));
}

#[test]
fn odd_rows_keep_their_words() {
    let proposal = take(
        "Action\tOwner\tProgress\nOpen a small centre\tPublic Health\tIt opened\textra words\n\t\tAnd it is full\n\tLibraries\tThey help\n\
         wrapped words\nRun a weekly club\tas above\tIt runs\n",
    );
    assert_eq!(
        told(&proposal)[0],
        "Actions > Actions > Open a small centre [Public Health + Libraries] It opened//And it is full & They help"
    );
    assert_eq!(proposal.actions[0].printed.get("Column 4").unwrap(), "extra words");
    assert_eq!(proposal.actions[1].owners, ["Public Health"]);
    assert!(matches!(proposal.lines[4].kind, Kind::NotUnderstood(_)));
    assert_eq!(proposal.summary().rows, 4);
}

#[test]
fn the_same_words_under_two_aims_are_asked_about() {
    let proposal = take(
        "Aim\tAction\tOwner\nHappy babies\tKeep going\tLibraries\nFit adults\tKeep going\tLibraries\nFit adults\tKeep going\tLibraries\n",
    );
    assert_eq!((proposal.actions.len(), proposal.summary().rows), (2, 3));
    assert_eq!(asked(&proposal, QuestionKind::RepeatedAction), [3, 4]);
}

#[test]
fn numbers_that_restart_and_titles_that_vary() {
    let proposal = take(
        "Priority 1: Start well\nAim 1: Happy babies\nAction\tOwner\n1. Open a centre\tLibraries\n\n\
         Priority 2: Live & work well\nAim 1: Fit adults\nAction\tOwner\n1. Open a gym\tLibraries\n\n\
         Priority 2 - Live and work well\nAim 2: Calm adults\nAction\tOwner\n2. Open a spa\tLibraries\n",
    );
    assert_eq!(proposal.priorities.len(), 2);
    assert_eq!(proposal.actions.iter().map(|a| a.number.as_str()).collect::<Vec<_>>(), ["1", "1", "2"]);
    assert_eq!(proposal.aims.iter().map(|a| a.number.as_str()).collect::<Vec<_>>(), ["1", "1", "2"]);
}
