//! The sample plan: the committed files are what their sources make, and can be read. The one that ships moves with the
//! day (`living`); the one that tests open stays.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "sample/living.rs"]
mod living;
#[path = "sample/partnership.rs"]
mod partnership;
#[path = "common/sample.rs"]
mod sample;
#[path = "common/sample_story.rs"]
mod sample_story;

use golden_thread::bundle;
use golden_thread::domain::kind;
use golden_thread::ledger::{Ledger, Side};
use golden_thread::record::Id;
use std::collections::BTreeMap;

fn source() -> serde_json::Value {
    serde_json::from_str(include_str!("../samples/southwark.json")).unwrap()
}

#[test]
fn the_committed_file_is_what_the_source_makes() {
    let committed = include_str!("data/served/sample.thread.json");
    assert!(
        committed == sample::plan_file(&source()),
        "run: cargo run --example make_sample fixed > tests/data/served/sample.thread.json"
    );
}

#[test]
fn it_reads_back_whole() {
    let file = sample::plan_file(&source());
    let read = bundle::read(file.as_bytes()).unwrap();
    assert!(read.set_aside.is_empty() && read.notes.is_empty(), "{:?} {:?}", read.set_aside, read.notes);
    assert_eq!(read.bundle.records, sample::records(&source()));
    let issued = bundle::for_audience(&read.bundle.records, bundle::Purpose::Issue);
    assert_eq!(issued, read.bundle.records, "everything in it may travel in a plan file");
}

/// Whatever is drawn as HTML in the app is made by one of these writers, and passes the app's one policy for it.
#[test]
fn what_is_made_of_it_may_be_drawn() {
    use golden_thread::{app::markup::may_be_drawn, events, report};
    let ledger = Ledger::new(sample::records(&source()), None, Side::Office);
    let plan = ledger.plans().next().unwrap();
    let tree = ledger.tree(plan);
    let mut made = vec![
        report::html_body(&report::progress(&tree, &report::Options::default())),
        report::heard(&ledger, None).map(|paper| report::html_body(&paper)).unwrap_or_default(),
        report::poster("A <partnership> & \"more\"", "0207 <1>"),
    ];
    let of = |kind: &str| ledger.records().iter().filter(|r| r.kind == kind).map(|r| r.id).collect::<Vec<Id>>();
    for event in of(kind::EVENT) {
        made.extend(report::event(&ledger, event, None).map(|paper| report::html_body(&paper)));
        made.push(report::tally_sheets(&ledger, event, &[None, Some("7".to_owned())]));
        made.push(report::answers_sheet(&ledger, event, "A <partnership>"));
        made.push(report::sheets_typed_in(&ledger, event));
    }
    let now = golden_thread::days::hours::WallTime { date: golden_thread::days::date(2026, 5, 6), minute: 600 };
    for line in events::services::find(&ledger, &events::services::Wanted::default(), now) {
        made.push(report::service_line(&line, "#/service/1"));
        made.push(report::service_card("en", &line));
        made.push(report::service_slips(&line, "A <partnership>"));
        made.push(report::own_contact("es", &line.reach));
    }
    assert!(made.len() > 15 && made.iter().filter(|html| html.contains('<')).count() > 10);
    for html in made {
        assert!(may_be_drawn(&html), "{html}");
    }
}

#[test]
fn it_holds_the_plan() {
    let ledger = Ledger::new(sample::records(&source()), None, Side::Office);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for record in ledger.records().iter() {
        *counts.entry(record.kind.as_str()).or_insert(0) += 1;
    }
    let expected = [
        (kind::ACTION, 53),
        (kind::AIM, 22),
        (kind::ANSWER, 3),
        (kind::COUNTING, 1),
        (kind::EVENT, 3),
        (kind::FIGURES, 1),
        (kind::MEASURE, 24),
        (kind::OBSERVATION, 25),
        (kind::ORGANISATION, 16),
        (kind::PLAN, 1),
        (kind::PRIORITY, 5),
        (kind::RISK, 2),
        (kind::SERVICE, 3),
        (kind::UPDATE, 52),
        (kind::WRITER, 1),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    let tree = ledger.tree(ledger.plans().next().unwrap());
    assert!(tree.unplaced.is_empty());
    assert_eq!(tree.placed_actions().count(), 54, "one action stands twice");
    assert!(tree.placed_actions().all(|a| !a.owners.is_empty()));
    let twice: Vec<_> = tree.placed_actions().filter(|a| a.id == sample::id(kind::ACTION, "p4a1-1")).collect();
    let said: Vec<Id> = twice.iter().map(|a| a.latest().unwrap().id).collect();
    assert_eq!(said.len(), 2);
    assert_ne!(said[0], said[1], "with different words in each place");
    let timed = tree.placed_actions().filter_map(|a| a.timescale.as_ref());
    assert_eq!(timed.filter(|t| !t.words.is_empty()).count(), 9);
}

/// Two risks, which are invented and say so: one scored and escalated, one that nobody has scored.
#[test]
fn its_risks_bear_on_actions() {
    use golden_thread::ledger::risks::risks;
    let ledger = Ledger::new(sample::records(&source()), None, Side::Office);
    let found = risks(&ledger);
    assert_eq!(found.iter().map(|r| r.score).collect::<Vec<_>>(), [Some(16), None]);
    for risk in &found {
        assert!(risk.statement.ends_with("(sample)") && risk.is_open() && !risk.owners.is_empty(), "{risk:?}");
        assert_eq!(risk.actions.len(), 2, "{risk:?}");
    }
}

/// What is invented says so, reaches nobody (Ofcom's numbers for drama, example.org), and small numbers are hidden.
#[test]
fn its_events_are_marked_as_a_sample() {
    use golden_thread::domain::{Answer, Event, Service};
    use golden_thread::events::{self, Open, Opening, Year, insights, lacks};
    let ledger = Ledger::new(sample::records(&source()), None, Side::Office);
    let named = |name: &str| assert!(name.ends_with("(sample)"), "{name}");
    ledger.of_kind(kind::EVENT).for_each(|r| named(Event(r).name()));
    ledger.of_kind(kind::SERVICE).for_each(|r| named(Service(r).name()));
    for reach in ledger.of_kind(kind::SERVICE).map(|r| Service(r).reach()) {
        let number = reach.split("020 7946 0").nth(1).unwrap();
        assert!(number.starts_with('1') && (!reach.contains('@') || reach.ends_with("@example.org")), "{reach}");
    }
    let ready: Vec<usize> = events::events(&ledger).into_iter().map(|e| lacks(e).len()).collect();
    assert_eq!(ready, [0, 0, 2], "the last one has no safeguarding lead yet");
    let openings = ledger.of_kind(kind::SERVICE).map(|r| Opening::read(Service(r).opening()));
    let known = openings.filter(|o| o.at("2023-11-03T11:00".parse().unwrap()) != Open::Unknown).count();
    assert_eq!(known, 2, "one is by arrangement");
    let actions = ledger.of_kind(kind::ANSWER).flat_map(|r| Answer(r).bears_on()).collect::<Vec<_>>();
    assert!(actions.len() == 3 && actions.iter().all(|id| ledger.action(*id).is_some()));
    let past = events::events(&ledger)[0].id();
    let told = insights::answers(&ledger, Some(past));
    assert_eq!(told.iter().filter(|a| a.near).count(), 3);
    assert!(told.iter().any(|a| a.told.starts_with("Fewer than 8 people at 1 event said")));
    let year = events::year(&ledger, Year(2023), sample::report_date(&source()));
    assert_eq!((year.held, year.planned, year.goal, year.conversations.shown), (1, 2, Some(50), 180));
    let before = events::year(&ledger, Year(2022), sample::report_date(&source()));
    let counted: Vec<&str> =
        before.measures.iter().flat_map(|m| &m.figures).map(|(_, figure)| figure.as_str()).collect();
    assert_eq!(counted, ["54", "53"], "ambassadors recruited, events supported");
    let file = sample::plan_file(&source());
    assert!(!file.contains("\"tally\"") && file.contains("\"few\""));
}

/// Of the sample's conversations, counted from its source, at least four in five stand in a row that gives a number, in
/// each of its tables.
#[test]
fn most_of_what_was_counted_stands_in_a_printed_row() {
    use golden_thread::disclosure::Shown;
    use golden_thread::events::figures::published;
    let source = source();
    let ledger = Ledger::new(sample::records(&source), None, Side::Office);
    let mut looked_at = 0;
    for event in source["events"].as_array().unwrap().iter().filter(|e| e["published"].is_string()) {
        let figures = published(&ledger, sample::id(kind::EVENT, event["key"].as_str().unwrap())).unwrap();
        let (mut by_topic, mut by_hour): (BTreeMap<String, u64>, BTreeMap<String, u64>) = Default::default();
        for row in event["counts"]["rows"].as_array().unwrap() {
            for (hour, n) in event["counts"]["hours"].as_array().unwrap().iter().zip(row["counts"].as_array().unwrap())
            {
                *by_topic.entry(row["topic"].as_str().unwrap().to_owned()).or_default() += n.as_u64().unwrap();
                *by_hour.entry(hour.as_str().unwrap().to_owned()).or_default() += n.as_u64().unwrap();
            }
        }
        for (part, counts) in [("topic", by_topic), ("hour", by_hour)] {
            let printed = |name: &str| matches!(figures.get(name), Some(Shown::Count(1..)));
            let rest = printed(&format!("rest/{part}"));
            let all: u64 = counts.values().sum();
            let stand = counts.iter().filter(|(name, _)| rest || printed(&format!("{part}/{name}")));
            let stand: u64 = stand.map(|(_, n)| n).sum();
            assert!(stand * 100 >= all * 80, "{part}: {stand} of {all}");
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 2);
}

/// The check for residents' details cries at nothing that people wrote in earnest: neither at what the sample's plan,
/// updates and answers say, nor at the papers made of a plan and an event, nor at the reports that are brought in.
#[test]
fn what_is_written_of_plans_looks_like_no_residents_details() {
    use golden_thread::personal;
    let ledger = Ledger::new(sample::records(&source()), None, Side::Office);
    let kinds = [kind::ACTION, kind::AIM, kind::PRIORITY, kind::PLAN, kind::UPDATE, kind::RISK, kind::ANSWER];
    let mut looked_at = 0;
    for record in ledger.records().iter().filter(|r| kinds.contains(&r.kind.as_str())) {
        for name in record.fields().keys() {
            let Some(text) = record.text(name).filter(|text| text.parse::<Id>().is_err()) else { continue };
            looked_at += 1;
            assert_eq!(personal::find(text), [], "{text}");
            let noted = personal::in_note(text, "2026-11-22".parse().unwrap());
            assert_eq!(noted, [], "{text}");
        }
    }
    assert!(looked_at > 300, "{looked_at}");
    for folder in ["papers", "intake", "forms"] {
        for file in std::fs::read_dir(format!("tests/data/{folder}")).unwrap() {
            let Ok(text) = std::fs::read_to_string(file.unwrap().path()) else { continue };
            assert_eq!(personal::find(&text), [], "{folder}");
        }
    }
}
