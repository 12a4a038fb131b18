//! What somebody returned is used with changes, whichever of its fields are changed: its author stays its author and is told, and
//! the words as they came are kept by the office alone.

use super::support::begin;
use crate::device::{Device, new_id};
use golden_thread::days::date;
use golden_thread::domain::{Outcome, Update, fields as f, kind, kinds};
use golden_thread::ledger::decisions::chosen;
use golden_thread::ledger::pieces::{Names, differs};
use golden_thread::ledger::review::{Amended, Decision};
use golden_thread::pencil::{Form, ratings};
use golden_thread::record::{Id, Record};
use std::collections::BTreeMap;

/// A representative's update with words in several fields, and the file it went in, opened by the office.
fn returned() -> (Device, Device, Id, Id, Id) {
    let (mut office, mut reps, actions) = begin(1, 1);
    let mut rep = reps.remove(0);
    let update = rep.update(actions[0], "Two hubs are open.");
    rep.type_in(update, kind::UPDATE, f::NEXT_STEPS, "A thrid hub.");
    rep.type_in(update, kind::UPDATE, f::EVIDENCE, "https://example.org/minutes");
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    (office, rep, actions[0], update, file)
}

/// The form of a new record's every field with these typed otherwise, and what it comes to.
fn amended(office: &Device, record: &Record, typed: &[(&str, &str)]) -> Amended {
    let whole = Form::whole(kinds::find(&record.kind).unwrap(), date(2026, 5, 1)).without_the_offices();
    let form = whole.over(record.clone());
    let ledger = &office.state.ledger;
    let mut filled = form.first(ledger, None);
    for (field, text) in typed {
        assert!(form.field(field).is_some(), "{field} can be changed");
        filled.0.insert((*field).to_owned(), (*text).to_owned());
    }
    assert_eq!(form.wrong(ledger, Some(record.id), &filled), vec![]);
    form.edits(ledger, record.id, &filled).into_iter().map(|edit| (edit.field, edit.value)).collect()
}

#[test]
fn every_field_of_an_update_can_be_changed_and_its_author_stays() {
    let (mut office, mut rep, action, update, file) = returned();
    let item = office.pending(file).into_iter().find(|i| i.key.0 == update).unwrap();
    let rating = ratings::text(&BTreeMap::from([(action, "at-risk".to_owned())]));
    let record = item.record.clone().unwrap();
    let changes = amended(&office, &record, &[(f::NEXT_STEPS, "A third hub."), (f::COVERS, &rating)]);
    let fields: Vec<&str> = changes.fields(&item).map(|(field, _)| field).collect();
    let covers = format!("{}/{action}", f::COVERS);
    assert_eq!(fields, [covers.as_str(), f::NEXT_STEPS], "what nobody touched is not written again");
    office.review(file, |i| match i.key.0 == update {
        true => Decision::UseWithChanges(changes.clone()),
        false => Decision::Use,
    });
    let stands = Update(office.state.ledger.records().get(update).unwrap());
    assert_eq!((stands.narrative(), stands.next_steps()), ("Two hubs are open.", "A third hub."));
    let node = office.state.ledger.update_node(stands, action);
    assert_eq!(node.rating.as_deref(), Some("at-risk"));
    assert_eq!(node.author, "Rep 0");
    assert!(office.holds("A thrid hub."), "the words as they came are kept");
    // What was chosen is found again when the review is taken back.
    let chosen = chosen(office.state.ledger.records(), file);
    let chosen = chosen.iter().find(|c| c.key == (update, None)).unwrap();
    assert_eq!(chosen.outcome, Outcome::UsedWithChanges);
    assert_eq!(Update(chosen.record.as_ref().unwrap()).next_steps(), "A third hub.");

    let sent = rep.state.ledger.records().get(update).unwrap().clone();
    let issue = office.make_issue();
    assert!(!issue.contains("A thrid hub.") || issue.contains("A third hub."));
    rep.open(&issue).unwrap();
    let now = rep.state.ledger.records().get(update).unwrap();
    let told = differs(Names { ledger: &rep.state.ledger, file: None }, &sent, now);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|line| line == "Next steps: A third hub."), "{told:?}");
}

#[test]
fn taking_a_changed_review_back_gives_the_words_as_they_came() {
    let (mut office, _, _, update, file) = returned();
    let record = office.pending(file).into_iter().find_map(|i| i.record.filter(|r| r.id == update)).unwrap();
    let changes = amended(&office, &record, &[(f::NARRATIVE, "Three hubs."), (f::EVIDENCE, "www.example.org/other")]);
    office.review(file, |_| Decision::UseWithChanges(changes.clone()));
    let stands = Update(office.state.ledger.records().get(update).unwrap());
    assert_eq!((stands.narrative(), stands.evidence()), ("Three hubs.", "https://www.example.org/other"));
    office.undo(file).unwrap();
    let again = office.pending(file).into_iter().find_map(|i| i.record.filter(|r| r.id == update)).unwrap();
    assert_eq!(Update(&again).narrative(), "Two hubs are open.");
    assert_eq!(Update(&again).evidence(), "https://example.org/minutes");
}

#[test]
fn a_rating_that_is_none_and_an_address_that_is_none_are_not_taken() {
    let (office, _, action, update, file) = returned();
    let record = office.pending(file).into_iter().find_map(|i| i.record.filter(|r| r.id == update)).unwrap();
    let form = Form::whole(kinds::find(kind::UPDATE).unwrap(), date(2026, 5, 1)).over(record.clone());
    let ledger = &office.state.ledger;
    for (field, typed) in [
        (f::COVERS, format!("{action} purple")),
        (f::COVERS, format!("{} on-track", new_id())),
        (f::COVERS, "on-track".to_owned()),
        (f::EVIDENCE, "javascript:alert(1)".to_owned()),
    ] {
        let mut filled = form.first(ledger, None);
        filled.0.insert(field.to_owned(), typed.clone());
        let wrong = form.wrong(ledger, Some(record.id), &filled);
        assert_eq!(wrong.iter().map(|p| p.field).collect::<Vec<_>>(), [field], "{typed}");
    }
}
