//! What somebody returned is used with changes, whichever of its fields are changed: its author stays its author and is told, and
//! the words as they came are kept by the office alone.

use super::support::{begin, begin_keepers, not_used};
use crate::device::forged::Forged;
use crate::device::{Device, new_id};
use golden_thread::days::date;
use golden_thread::domain::{Outcome, Update, fields as f, kind, kinds};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::decisions::{chosen, settle};
use golden_thread::ledger::exchange::receipts;
use golden_thread::ledger::pieces::{Names, differs};
use golden_thread::ledger::review::{Amended, Decision, Key};
use golden_thread::pencil::{Form, ratings};
use golden_thread::record::{Id, Record};
use serde_json::json;
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

/// One keeper used it with other words, another rating, a next step where its author said none; the other used it as it was.
#[test]
fn what_is_used_as_it_was_after_all_says_in_every_field_what_it_said() {
    for (with_words, chosen) in [(true, Outcome::Used), (false, Outcome::Used), (true, Outcome::UsedWithChanges)] {
        let ([mut first, mut second], keys, mut reps, actions) = begin_keepers(1, 1);
        let words = if with_words { "Two hubs are open." } else { "" };
        let update = reps[0].update(actions[0], words);
        reps[0].type_in(update, kind::UPDATE, f::HELP_NEEDED, "A room.");
        let (file, text) = reps[0].make_return().unwrap();
        for keeper in [&mut first, &mut second] {
            keeper.open(&text).unwrap();
        }
        let came = first.pending(file).into_iter().find_map(|i| i.record.filter(|r| r.id == update)).unwrap();
        let rating = ratings::text(&BTreeMap::from([(actions[0], "at-risk".to_owned())]));
        let typed = [
            (f::NARRATIVE, "Three hubs."),
            (f::COVERS, &rating),
            (f::NEXT_STEPS, "The office's own step."),
            (f::HELP_NEEDED, "Two rooms."),
        ];
        let changes = amended(&first, &came, &typed);
        first.review(file, |i| match i.key.0 == update {
            true => Decision::UseWithChanges(changes.clone()),
            false => Decision::Use,
        });
        second.review(file, |_| Decision::Use);
        second.open(&first.handover_signed(&keys[0])).unwrap();
        let contrary = second.state.ledger.contrary();
        let contrary = contrary.iter().find(|c| c.key == (update, None)).unwrap();
        let shown = contrary.words.as_ref().and_then(|words| words.as_str());
        assert_eq!(shown.unwrap_or_default(), words, "the words that came in, and no others");
        let covered = format!("{}/{}", f::COVERS, actions[0]);
        let listed: BTreeMap<&str, &serde_json::Value> = contrary.others.iter().map(|(f, v)| (f.as_str(), v)).collect();
        for field in [covered.as_str(), f::NEXT_STEPS, f::HELP_NEEDED] {
            let said = came.value(field).cloned().unwrap_or_default();
            assert_eq!(listed.get(field).copied(), Some(&said), "{field} is shown before it comes back");
        }
        assert_eq!(listed.len(), 3, "and its main words once: {listed:?}");
        let decision = contrary.decisions.iter().find(|d| d.outcome == chosen).unwrap();
        let work = settle(&second.state.ledger, contrary, decision, &second.reviewer(file));
        second.save(work, vec![]).unwrap();
        assert_eq!(second.state.ledger.contrary(), []);
        let told = receipts(&second.state.ledger);
        assert!(told.iter().any(|(r, _)| r.record == update && r.outcome == chosen));
        let stands = second.state.ledger.records().get(update).unwrap();
        let covers = format!("{}/{}", f::COVERS, actions[0]);
        for field in [f::NARRATIVE, covers.as_str(), f::NEXT_STEPS, f::HELP_NEEDED] {
            match chosen {
                Outcome::Used => assert_eq!(stands.value(field), came.value(field), "{field}"),
                _ => assert_ne!(stands.value(field), came.value(field), "{field}"),
            }
        }
    }
}

/// Of a new action that one keeper did not use the office keeps what it is called; used after all, it says no more than it said.
#[test]
fn a_new_action_that_is_used_after_all_says_what_it_said() {
    let ([mut first, mut second], keys, mut reps, _) = begin_keepers(1, 1);
    let action = reps[0].plan(1)[0];
    let (file, text) = reps[0].make_return().unwrap();
    for keeper in [&mut first, &mut second] {
        keeper.open(&text).unwrap();
    }
    first.review(file, |i| if i.key.0 == action { not_used("no money") } else { Decision::Use });
    second.review(file, |_| Decision::Use);
    second.open(&first.handover_signed(&keys[0])).unwrap();
    let contrary = second.state.ledger.contrary();
    let contrary = contrary.iter().find(|c| c.key == (action, None)).unwrap();
    let used = contrary.decisions.iter().find(|d| d.outcome == Outcome::Used).unwrap();
    let work = settle(&second.state.ledger, contrary, used, &second.reviewer(file));
    second.save(work, vec![]).unwrap();
    let stands = second.state.ledger.action(action).unwrap();
    assert_eq!((stands.title(), stands.0.value(f::NARRATIVE)), ("Action 0", None));
}

/// Its sender took what stood in a field out; one keeper left it standing, and the other's choice stands in the end.
#[test]
fn a_field_that_was_emptied_is_empty_where_that_is_used_after_all() {
    let ([mut first, mut second], keys, mut reps, actions) = begin_keepers(1, 1);
    reps[0].type_in(actions[0], kind::ACTION, f::TIMESCALE, serde_json::Value::Null);
    let (file, text) = reps[0].make_return().unwrap();
    for keeper in [&mut first, &mut second] {
        keeper.open(&text).unwrap();
    }
    first.review(file, |_| Decision::Use);
    second.review(file, |_| not_used("it still stands"));
    second.open(&first.handover_signed(&keys[0])).unwrap();
    let contrary = second.state.ledger.contrary();
    let contrary = contrary.iter().find(|c| c.key.1.as_deref() == Some(f::TIMESCALE)).unwrap();
    let used = contrary.decisions.iter().find(|d| d.outcome == Outcome::Used).unwrap();
    let work = settle(&second.state.ledger, contrary, used, &second.reviewer(file));
    second.save(work, vec![]).unwrap();
    assert!(second.state.ledger.action(actions[0]).unwrap().timescale().is_none());
}

/// What was removed for good since is not written again, nor is anything put in its place.
#[test]
fn settling_brings_back_nothing_that_was_removed() {
    let ([mut first, mut second], keys, mut reps, actions) = begin_keepers(1, 1);
    let update = reps[0].update(actions[0], "Two hubs are open.");
    reps[0].type_in(update, kind::UPDATE, f::NEXT_STEPS, "Ring Mrs Smith.");
    let (file, text) = reps[0].make_return().unwrap();
    for keeper in [&mut first, &mut second] {
        keeper.open(&text).unwrap();
    }
    let came = first.pending(file).into_iter().find_map(|i| i.record.filter(|r| r.id == update)).unwrap();
    let changes = amended(&first, &came, &[(f::NEXT_STEPS, "Ring a resident.")]);
    first.review(file, |i| match i.key.0 == update {
        true => Decision::UseWithChanges(changes.clone()),
        false => Decision::Use,
    });
    second.review(file, |_| Decision::Use);
    second.open(&first.handover_signed(&keys[0])).unwrap();
    let mut removal = Work::new(Cause::Removed);
    removal.redact.push((update, vec![came.field(f::NEXT_STEPS).unwrap().latest().unwrap()]));
    second.save(removal, vec![]).unwrap();
    assert!(!second.holds("Mrs Smith"));
    let contrary = second.state.ledger.contrary();
    let contrary = contrary.iter().find(|c| c.key == (update, None)).unwrap();
    let used = contrary.decisions.iter().find(|d| d.outcome == Outcome::Used).unwrap();
    let work = settle(&second.state.ledger, contrary, used, &second.reviewer(file));
    second.save(work, vec![]).unwrap();
    let stands = Update(second.state.ledger.records().get(update).unwrap());
    assert_eq!((stands.narrative(), stands.next_steps()), ("Two hubs are open.", "Ring a resident."));
}

/// A file's sender and somebody it names speak of one field: what was chosen about the one is not said to be about the other.
#[test]
fn what_was_chosen_about_a_claim_is_not_the_senders() {
    for (own, claimed) in [(Decision::Use, not_used("not theirs")), (not_used("no"), Decision::Use)] {
        let (mut office, reps, actions) = begin(1, 1);
        let victim = reps[0].writer();
        let mut forged = Forged::new(&office);
        let update = forged.update_as(forged.from, actions[0], "The sender's own.");
        let theirs = forged.update_as(victim, actions[0], "Said to be theirs.");
        let title =
            json!({ "writes": [forged.write("Walks")["writes"][0], forged.write_as(victim, "Runs")["writes"][0]] });
        forged.records.push(json!({ "id": actions[0].to_string(), "kind": "action", "fields": { "title": title } }));
        let (file, text) = forged.text("return");
        office.open(&text).unwrap();
        office.review(file, |item| if item.claim.is_some() { claimed.clone() } else { own.clone() });
        let title = (actions[0], Some(f::TITLE.to_owned()));
        let outcome = |d: &Decision| if *d == Decision::Use { Outcome::Used } else { Outcome::NotUsed };
        let all = chosen(office.state.ledger.records(), file);
        let found = |key: &Key, claim: Option<Id>| {
            let found: Vec<_> = all.iter().filter(|c| c.key == *key && c.claim == claim).map(|c| c.outcome).collect();
            assert_eq!(found.len(), 1, "{key:?} {claim:?} of {all:?}");
            found[0]
        };
        assert_eq!(found(&(update, None), None), outcome(&own));
        assert_eq!(found(&title, None), outcome(&own));
        assert_eq!(found(&title, Some(victim)), outcome(&claimed));
        assert_eq!(found(&(theirs, None), Some(victim)), outcome(&claimed));
    }
}

/// What was decided in an earlier sitting over the same file is not what the last one chose.
#[test]
fn only_the_last_sitting_is_chosen() {
    let (mut office, mut rep, action, update, _) = returned();
    rep.when(action, "summer 2028");
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |i| if i.key.0 == update { Decision::Use } else { Decision::Later });
    office.review(file, |_| not_used("no"));
    let keys: Vec<Key> = chosen(office.state.ledger.records(), file).into_iter().map(|c| c.key).collect();
    assert!(!keys.is_empty() && !keys.contains(&(update, None)), "{keys:?}");
}
