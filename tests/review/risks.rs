//! Risks: written by a representative or the office, in the plan file, in a return, looked at field by field under
//! names that people can read, linked to actions; and what a form of one changes.

use super::support::begin;
use crate::device::{Device, new_id};
use golden_thread::domain::{Draft, Risk, fields as f, kind};
use golden_thread::ledger::Ledger;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::pieces::{Names, kind_name};
use golden_thread::ledger::review::Decision;
use golden_thread::ledger::risks::{RiskWords, WrongRisk, risks, risks_on};
use golden_thread::record::Id;
use golden_thread::words::say;
use serde_json::json;

fn words(statement: &str, actions: &[Id]) -> RiskWords {
    RiskWords {
        statement: statement.into(),
        cause: "Savings".into(),
        effect: "Fewer visits".into(),
        likelihood: "4".into(),
        impact: "5".into(),
        controls: "A shared budget".into(),
        owner: "The Council; the chairs' group".into(),
        escalated_to: "The board".into(),
        escalated_on: "2026-01-20".into(),
        closed: String::new(),
        actions: actions.to_vec(),
    }
}

fn write(device: &mut Device, id: Id, words: &RiskWords) -> usize {
    assert_eq!(words.wrong(), []);
    let edits = words.edits(&device.state.ledger, id, device.state.ledger.plans().next().map(|p| p.id()));
    let changed = edits.len();
    device.save(Work::typed(edits), vec![]).unwrap();
    changed
}

fn read(ledger: &Ledger, id: Id) -> RiskWords {
    RiskWords::of(ledger, Risk(ledger.live(id, kind::RISK).unwrap()))
}

#[test]
fn a_representative_writes_a_risk_and_the_office_looks_at_every_field() {
    let (mut office, mut reps, actions) = begin(2, 2);
    let council = Draft::new(new_id(), kind::ORGANISATION).with(f::NAME, "The Council");
    office.save(Work::drafts([&council], Cause::Typed), vec![]).unwrap();
    let issue = office.make_issue();
    reps.iter_mut().for_each(|rep| drop(rep.open(&issue).unwrap()));
    let (id, risk) = (new_id(), words("If money is short, then visits stop.", &actions[..1]));
    write(&mut reps[0], id, &risk);
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    assert!(risks(&office.state.ledger).is_empty(), "it waits to be looked at");
    let item = office.pending(file).remove(0);
    let names = Names { ledger: &office.state.ledger, file: None };
    let shown: Vec<(String, String)> = item
        .record
        .iter()
        .flat_map(|r| r.fields())
        .map(|(n, v)| (names.field_of(kind::RISK, n), names.value_of(kind::RISK, n, v.value())))
        .collect();
    let has = |name: &str, value: &str| assert!(shown.contains(&(name.into(), value.into())), "{name}: {shown:?}");
    has("What the risk is", "If money is short, then visits stop.");
    has("Escalated on", "20 January 2026");
    has("Linked to: Action 0", "In the list");
    has("Owner: The Council", "In the list, written “The Council”");
    has("Owner, in words", "the chairs' group");
    has("How likely, from 1 to 5", "4");
    assert_eq!(kind_name(&item.kind), "risk");
    assert!(shown.iter().all(|(name, _)| !name.starts_with("Other (") || name == "Other (plan)"), "{shown:?}");
    office.review(file, |_| Decision::Use);
    assert_eq!(read(&office.state.ledger, id), risk);

    // Everybody reads it in the next plan file, beside the action; a change is one field to decide.
    let issue = office.make_issue();
    reps.iter_mut().for_each(|rep| drop(rep.open(&issue).unwrap()));
    let on = |device: &Device, action: Id| risks_on(&device.state.ledger, action).len();
    assert_eq!((on(&reps[1], actions[0]), on(&reps[1], actions[1])), (1, 0));
    let mut changed = read(&reps[1].state.ledger, id);
    changed.likelihood = "2".into();
    changed.actions = vec![actions[1]];
    changed.closed = "2026-03-01".into();
    assert_eq!(write(&mut reps[1], id, &changed), 4, "likelihood, closed, one link more, one less");
    let (file, text) = reps[1].make_return().unwrap();
    office.open(&text).unwrap();
    assert_eq!(office.pending(file).len(), 4);
    office.review(file, |_| Decision::Use);
    assert_eq!(read(&office.state.ledger, id), changed);
    assert_eq!(on(&office, actions[1]), 0, "a closed risk bears on nothing any more");
}

#[test]
fn the_list_goes_by_score_and_closed_ones_come_last() {
    let mut office = Device::new("Office", true);
    for (statement, likelihood, impact, closed) in [
        ("unscored", json!(null), json!(null), ""),
        ("half", json!(5), json!("five"), ""),
        ("small", json!(1), json!(2), ""),
        ("large", json!(5), json!(5), ""),
        ("closed early", json!(5), json!(5), "2025-01-01"),
        ("closed late", json!(1), json!(1), "2026-01-01"),
    ] {
        let risk = Draft::new(new_id(), kind::RISK)
            .with(f::STATEMENT, statement)
            .with(f::LIKELIHOOD, likelihood)
            .with(f::IMPACT, impact)
            .with(f::CLOSED, closed);
        office.save(Work::drafts([&risk], Cause::Typed), vec![]).unwrap();
    }
    let listed: Vec<(String, Option<u8>)> =
        risks(&office.state.ledger).into_iter().map(|r| (r.statement, r.score)).collect();
    let listed: Vec<(&str, Option<u8>)> = listed.iter().map(|(s, n)| (s.as_str(), *n)).collect();
    let unscored = [("half", None), ("unscored", None)];
    assert_eq!(listed[..2], [("large", Some(25)), ("small", Some(2))]);
    assert_eq!(listed[2..4], unscored);
    assert_eq!(listed[4..], [("closed late", Some(1)), ("closed early", Some(25))]);
}

#[test]
fn a_form_changes_only_what_was_changed() {
    let mut office = Device::new("Office", true);
    let (known, gone) = (new_id(), new_id());
    let council = Draft::new(known, kind::ORGANISATION).with(f::NAME, "Council").with("spelling/LB Council", true);
    let id = new_id();
    // As another system may write it: a number with a fraction of nought, an owner of whom nothing is known here.
    let risk = Draft::new(id, kind::RISK)
        .with(f::STATEMENT, "It may rain")
        .with(f::LIKELIHOOD, 3.0)
        .with(f::IMPACT, 9)
        .with(format!("{}/{gone}", f::OWNER), json!({}));
    office.save(Work::drafts([&council, &risk], Cause::Typed), vec![]).unwrap();
    let mut typed = read(&office.state.ledger, id);
    assert_eq!((typed.likelihood.as_str(), typed.impact.as_str(), typed.owner.as_str()), ("3", "", ""));
    assert_eq!(typed.edits(&office.state.ledger, id, None), []);
    typed.owner = " lb  council; LB Council;; Ana's team ".into();
    let edits = typed.edits(&office.state.ledger, id, None);
    let fields: Vec<(&str, bool)> = edits.iter().map(|e| (e.field.as_str(), e.value.is_null())).collect();
    let (was, is) = (format!("{}/{gone}", f::OWNER), format!("{}/{known}", f::OWNER));
    assert_eq!(fields, [(was.as_str(), true), (is.as_str(), false), (f::OWNED_BY, false)]);
    office.save(Work::typed(edits), vec![]).unwrap();
    let mut typed = read(&office.state.ledger, id);
    assert_eq!(typed.owner, "Council; Ana's team");
    typed.owner = String::new();
    assert_eq!(write_anyhow(&mut office, id, &typed), 2);
    assert_eq!(read(&office.state.ledger, id).owner, "");
}

fn write_anyhow(device: &mut Device, id: Id, words: &RiskWords) -> usize {
    let edits = words.edits(&device.state.ledger, id, None);
    let changed = edits.len();
    device.save(Work::typed(edits), vec![]).unwrap();
    changed
}

#[test]
fn a_form_says_what_is_wrong() {
    let good = words("It may rain", &[]);
    let wrong = |change: &dyn Fn(&mut RiskWords)| {
        let mut words = good.clone();
        change(&mut words);
        words.wrong()
    };
    assert_eq!(wrong(&|_| {}), []);
    assert_eq!(wrong(&|w| w.statement = " ".into()), [WrongRisk::NoStatement]);
    for half in ["", "6", "0", "many", "-1", "2.5"] {
        assert_eq!(wrong(&|w| w.impact = half.into()), [WrongRisk::HalfScored], "{half}");
    }
    assert_eq!(wrong(&|w| (w.impact, w.likelihood) = Default::default()), []);
    assert_eq!(wrong(&|w| w.escalated_on = "soon".into()), [WrongRisk::Escalated]);
    assert_eq!(wrong(&|w| w.escalated_to = "".into()), [WrongRisk::Escalated]);
    assert_eq!(wrong(&|w| w.escalated_on = "".into()), [], "nobody need know the day");
    assert_eq!(wrong(&|w| w.closed = "2026-02-30".into()), [WrongRisk::Closed]);
    let mut personal = good.clone();
    assert!(personal.personal().is_empty());
    personal.cause = "Ring me on 07700 900123".into();
    assert_eq!(personal.personal().len(), 1);
}

/// Keys that are put together, or stand in tables, where the search of `tests/house.rs` does not see them.
#[test]
fn every_sentence_of_these_pages_is_there() {
    let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/pages");
    let files = ["risks/mod.rs", "risks/form.rs", "action/risks.rs", "plan/mod.rs"];
    let scales = ["likelihood", "impact"].iter().flat_map(|of| (1..=5).map(move |n| format!("risk.{of}.n{n}")));
    let fields = [
        "statement",
        "cause",
        "effect",
        "likelihood",
        "impact",
        "controls",
        "owner",
        "escalatedTo",
        "escalatedOn",
        "closed",
    ];
    let mut keys: Vec<String> = scales.chain(fields.iter().map(|field| format!("risk.form.{field}"))).collect();
    for file in files {
        let text = std::fs::read_to_string(pages.join(file)).unwrap();
        let quoted = text.split('"').skip(1).step_by(2);
        keys.extend(quoted.filter(|q| q.starts_with("risk.") && !q.contains(['{', ' '])).map(str::to_owned));
    }
    assert!(keys.len() > 50, "{}", keys.len());
    let missing = |key: &&String| say(key) == **key && say(&format!("{key}.one")) == format!("{key}.one");
    let missing: Vec<&String> = keys.iter().filter(missing).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
