//! Risks: written by a representative or the office, in the plan file, in a return, looked at field by field under
//! names that people can read, linked to actions; and what a form of one changes.

use super::support::begin;
use crate::device::{Device, new_id};
use golden_thread::domain::{Draft, fields as f, kind};
use golden_thread::ledger::Ledger;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::pieces::{Names, kind_name};
use golden_thread::ledger::review::Decision;
use golden_thread::ledger::risks::{risks, risks_on};
use golden_thread::pencil::{self, Filled, Form};
use golden_thread::record::Id;
use golden_thread::words::say;
use serde_json::json;

const FIELDS: [&str; 11] = [
    f::STATEMENT,
    f::CAUSE,
    f::EFFECT,
    f::LIKELIHOOD,
    f::IMPACT,
    f::CONTROLS,
    f::OWNER,
    f::ESCALATED_TO,
    f::ESCALATED_ON,
    f::CLOSED,
    f::ACTION,
];

fn form() -> Form {
    pencil::form(kind::RISK, &FIELDS, "2026-11-22".parse().unwrap()).unwrap()
}

fn filled(texts: &[(&str, &str)]) -> Filled {
    Filled(texts.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect())
}

fn words(statement: &str, actions: &[Id]) -> Filled {
    let actions: Vec<String> = actions.iter().map(Id::to_string).collect();
    filled(&[
        (f::STATEMENT, statement),
        (f::CAUSE, "Savings"),
        (f::EFFECT, "Fewer visits"),
        (f::LIKELIHOOD, "4"),
        (f::IMPACT, "5"),
        (f::CONTROLS, "A shared budget"),
        (f::OWNER, "The Council; the chairs' group"),
        (f::ESCALATED_TO, "The board"),
        (f::ESCALATED_ON, "20 January 2026"),
        (f::CLOSED, ""),
        (f::ACTION, &actions.join(" ")),
    ])
}

fn put(words: &mut Filled, field: &str, text: &str) {
    words.0.insert(field.into(), text.into());
}

fn write(device: &mut Device, id: Id, words: &Filled) -> usize {
    let known = device.state.ledger.live(id, kind::RISK).map(|r| r.id);
    assert_eq!(form().wrong(&device.state.ledger, known, words), []);
    write_anyhow(device, id, words)
}

fn read(ledger: &Ledger, id: Id) -> Filled {
    form().first(ledger, Some(id))
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
    has("How likely, from 1 to 5", "4 – likely");
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
    put(&mut changed, f::LIKELIHOOD, "2");
    put(&mut changed, f::ACTION, &actions[1].to_string());
    put(&mut changed, f::CLOSED, "1 March 2026");
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
    assert_eq!((typed.text(f::LIKELIHOOD), typed.text(f::IMPACT), typed.text(f::OWNER)), ("3", "9", ""));
    assert_eq!(form().edits(&office.state.ledger, id, &typed), []);
    put(&mut typed, f::OWNER, " lb  council; LB Council;; Ana's team ");
    let edits = form().edits(&office.state.ledger, id, &typed);
    let fields: Vec<(&str, bool)> = edits.iter().map(|e| (e.field.as_str(), e.value.is_null())).collect();
    // Whom nobody saw in the form nobody took out.
    let is = format!("{}/{known}", f::OWNER);
    assert_eq!(fields, [(is.as_str(), false), (f::OWNED_BY, false)]);
    office.save(Work::typed(edits), vec![]).unwrap();
    let mut typed = read(&office.state.ledger, id);
    assert_eq!(typed.text(f::OWNER), "Council; Ana's team");
    put(&mut typed, f::OWNER, "");
    assert_eq!(write_anyhow(&mut office, id, &typed), 2);
    assert_eq!(read(&office.state.ledger, id).text(f::OWNER), "");
}

fn write_anyhow(device: &mut Device, id: Id, words: &Filled) -> usize {
    let edits = form().edits(&device.state.ledger, id, words);
    let changed = edits.len();
    device.save(Work::typed(edits), vec![]).unwrap();
    changed
}

#[test]
fn a_form_says_what_is_wrong() {
    let good = words("It may rain", &[]);
    let ledger = Device::new("Office", true).state.ledger;
    let wrong = |changes: &[(&str, &str)]| {
        let mut words = good.clone();
        changes.iter().for_each(|(field, text)| put(&mut words, field, text));
        let all = form().wrong(&ledger, None, &words);
        assert!(all.iter().all(|p| !p.text.contains("pencil.") && !p.text.contains("%{")), "{all:?}");
        all.into_iter().map(|problem| problem.field).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&[]), [""; 0]);
    assert_eq!(wrong(&[(f::STATEMENT, " ")]), [f::STATEMENT]);
    assert_eq!(wrong(&[(f::IMPACT, "")]), [f::LIKELIHOOD], "half a score");
    for no in ["6", "0", "many", "-1", "2.5"] {
        assert_eq!(wrong(&[(f::IMPACT, no), (f::LIKELIHOOD, no)]), [f::LIKELIHOOD, f::IMPACT], "{no}");
    }
    assert_eq!(wrong(&[(f::IMPACT, ""), (f::LIKELIHOOD, "")]), [""; 0]);
    assert_eq!(wrong(&[(f::ESCALATED_ON, "soon")]), [f::ESCALATED_ON]);
    assert_eq!(wrong(&[(f::ESCALATED_TO, "")]), [f::ESCALATED_ON]);
    assert_eq!(wrong(&[(f::ESCALATED_ON, "")]), [""; 0], "nobody need know the day");
    assert_eq!(wrong(&[(f::CLOSED, "2026-02-30")]), [f::CLOSED]);
    assert!(form().personal(&good).is_empty());
    let mut personal = good.clone();
    put(&mut personal, f::CAUSE, "Ring me on 07700 900123");
    assert_eq!(form().personal(&personal).len(), 1);
}

/// Keys that are put together, or stand in tables, where the search of `tests/house.rs` does not see them.
#[test]
fn every_sentence_of_these_pages_is_there() {
    let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/pages");
    let files = ["risks/mod.rs", "risks/form.rs", "action/risks.rs", "plan/mod.rs"];
    let scales = [f::LIKELIHOOD, f::IMPACT].into_iter();
    let scales = scales.flat_map(|of| (1..=5).map(move |n| format!("field.risk.{of}.{n}")));
    let mut keys: Vec<String> = scales.collect();
    for file in files {
        let text = std::fs::read_to_string(pages.join(file)).unwrap();
        let quoted = text.split('"').skip(1).step_by(2);
        keys.extend(quoted.filter(|q| q.starts_with("risk.") && !q.contains(['{', ' '])).map(str::to_owned));
    }
    assert!(keys.len() > 30, "{}", keys.len());
    let missing = |key: &&String| say(key) == **key && say(&format!("{key}.one")) == format!("{key}.one");
    let missing: Vec<&String> = keys.iter().filter(missing).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
