//! Papers that are not like the report: no title, no date, priorities listed and not met.

use super::support::{asked, take};
use golden_thread::domain::{Action, Update, fields, kind};
use golden_thread::intake::{Kind, Options, QuestionKind, read};
use golden_thread::record::{Id, Record, Stamp};

#[test]
fn a_paper_without_title_date_or_places_asks() {
    let proposal = read(b"Action\tOwner\nOpen a gym\tLibraries\n", &Options::default()).unwrap();
    assert_eq!(proposal.title, "");
    for kind in [QuestionKind::Title, QuestionKind::Date, QuestionKind::Structure] {
        assert!(!asked(&proposal, kind).is_empty(), "{kind:?}");
    }
    assert!(
        proposal.questions.iter().all(|q| !q.words.contains("intake.") && !q.words.contains("%{")),
        "{:?}",
        proposal.questions
    );
    assert_eq!(proposal.drafts().len(), 5);
}

#[test]
fn a_day_in_the_report_title_is_its_date() {
    let proposal =
        read(b"Our Plan\nProgress report: 6 May 2024\n\nAction\tOwner\nOpen a gym\tLibraries\n", &Options::default())
            .unwrap();
    assert_eq!(proposal.date.unwrap().to_string(), "2024-05-06");
    assert_eq!(asked(&proposal, QuestionKind::Date), [0usize; 0]);
    assert_eq!((proposal.title.as_str(), &proposal.lines[1].kind), ("Our Plan", &Kind::Heading));
}

#[test]
fn a_priority_that_is_only_listed_stays() {
    let proposal = take(
        "Our Plan\n\nThere are three priorities:\n1. Start well\n2. Live well\n3. Age well\n\n\
         Priority 3: Age well\nAim: Calm\nAction\tOwner\nOpen a spa\tLibraries\n",
    );
    let mut priorities: Vec<(u32, &str)> = proposal.priorities.iter().map(|p| (p.order, p.title.as_str())).collect();
    priorities.sort_unstable();
    assert_eq!(priorities, [(1, "Start well"), (2, "Live well"), (3, "Age well")]);
    assert_eq!(asked(&proposal, QuestionKind::Structure), [4, 5]);
}

#[test]
fn drafts_read_back_as_what_they_mean() {
    let proposal = take(
        "Our Plan 2024-2026\nPriority 1: Start well\nAim: Calm\n\
         No\tAction\tOwner\tPartners\tBy when\tSuccess measure\tRAG\tProgress\tNext steps\tWard\n\
         7\tOpen a spa\tLibraries / Public Health\tSchools\tQ2 2025\tMany bathers\tAmber\tDug a hole\tFill it\tRiverside\n",
    );
    let record = |of: &str| {
        let draft = proposal.drafts().into_iter().find(|d| d.kind == of).unwrap();
        let mut record = Record::new(draft.id, draft.kind);
        for edit in draft.edits() {
            record.edit(&edit.field, edit.value, Stamp::new(1, 0, Id::from_bytes([1; 16])));
        }
        record
    };
    let action = record(kind::ACTION);
    let view = Action(&action);
    assert_eq!((view.number(), view.title(), view.success()), ("7", "Open a spa", "Many bathers"));
    assert_eq!(view.owners().iter().map(|o| o.printed.clone()).collect::<Vec<_>>(), ["Libraries", "Public Health"]);
    assert_eq!(view.support().len(), 1);
    assert_eq!(view.placements().len(), 1);
    assert!(view.timescale().unwrap().guess);
    assert_eq!(view.printed().map(|(h, _)| h).collect::<Vec<_>>(), ["Ward"]);
    let update = record(kind::UPDATE);
    let view = Update(&update);
    assert_eq!((view.narrative(), view.next_steps(), view.date()), ("Dug a hole", "Fill it", "2023-11-01"));
    assert_eq!(view.covers(), [(action.id, Some("at-risk".to_owned()))]);
    assert_eq!(view.organisation(), None, "two owners: it is not sure who speaks");
    assert!(record(kind::PLAN).value(fields::PERIOD).is_some());
}
