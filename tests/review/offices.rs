//! What is the office's until it says otherwise: nobody else opens it, and what takes it away again reaches whoever had it.

use super::support::{begin, not_used};
use crate::device::{Device, new_id};
use golden_thread::bundle;
use golden_thread::domain::{fields as f, kind, kinds};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::exchange;
use golden_thread::ledger::review::Decision;
use golden_thread::pencil::Form;
use golden_thread::record::{Id, Set, Stamp};
use serde_json::Value;

/// Records of the office's, the words in each, and the field that opens it, where the office alone writes that.
const OPENED: [(&str, &str, &str, &str); 4] = [
    (kind::HOLDER, f::NAME, f::PUBLISHED, "true"),
    (kind::DECISION, f::TEXT, f::STATE, "\"approved\""),
    (kind::QUOTATION, f::WORDS, f::PERMISSION, "\"given\""),
    (kind::DOCUMENT, f::TITLE, f::OPENNESS, "\"open\""),
];

fn said(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

#[test]
fn a_return_opens_nothing_whatever_it_says() {
    for (kind, words, opens, says) in OPENED {
        let (mut office, mut reps, _) = begin(1, 1);
        let (known, new) = (new_id(), new_id());
        office.type_in(known, kind, words, "The office's own words");
        // Under its own id the representative can only guess; what the office has not sent is not on the device.
        for (id, text) in [(new, "The representative's words"), (known, "The office's own words, guessed")] {
            reps[0].type_in(id, kind, words, text);
            reps[0].type_in(id, kind, opens, said(says));
        }
        let (file, text) = reps[0].make_return().unwrap();
        office.open(&text).unwrap();
        office.review(file, |_| Decision::Use);
        let here = office.state.ledger.records().get(new).unwrap();
        assert_eq!(here.text(words), Some("The representative's words"), "{kind}: proposed and used");
        assert_eq!(here.value(opens), None, "{kind}");
        let issue = office.make_issue();
        assert!(!issue.contains("representative's words") && !issue.contains("office's own words"), "{kind}");
        // The office opens it.
        office.type_in(new, kind, opens, said(says));
        let issue = office.make_issue();
        assert!(issue.contains("representative's words") && !issue.contains("office's own words"), "{kind}");
    }
}

fn erase(office: &mut Device, id: Id) {
    let mut work = Work::new(Cause::Removed);
    work.erase.push((id, "it went out by mistake".into()));
    office.save(work, vec![]).unwrap();
}

fn redact(office: &mut Device, id: Id) {
    let stamps = office.state.ledger.records().get(id).unwrap().stamps().collect();
    let mut work = Work::new(Cause::Removed);
    work.redact.push((id, stamps));
    office.save(work, vec![]).unwrap();
}

#[test]
fn what_was_opened_and_is_removed_for_good_is_gone_from_whoever_had_it() {
    for (kind, words, opens, says) in OPENED {
        for remove in [erase, redact] {
            for is_closed_first in [false, true] {
                let (mut office, mut reps, _) = begin(1, 1);
                let id = new_id();
                office.type_in(id, kind, words, "Words that went out");
                office.type_in(id, kind, opens, said(says));
                let issue = office.make_issue();
                reps[0].open(&issue).unwrap();
                assert_eq!(reps[0].state.ledger.records().get(id).unwrap().text(words), Some("Words that went out"));
                if is_closed_first {
                    office.type_in(id, kind, opens, Value::Null);
                    assert!(!office.make_issue().contains("Words that went out"), "{kind}");
                }
                remove(&mut office, id);
                let issue = office.make_issue();
                reps[0].open(&issue).unwrap();
                let there = reps[0].state.ledger.records().get(id).unwrap();
                assert_eq!(there.text(words), None, "{kind}, closed first: {is_closed_first}");
            }
        }
    }
}

/// Closed again, it is shown nowhere where it went before, and comes back from nowhere; opened again, it is there.
#[test]
fn what_is_closed_again_is_closed_for_whoever_had_it() {
    for (kind, words, opens, says) in OPENED {
        let (mut office, mut reps, _) = begin(1, 2);
        let id = new_id();
        office.type_in(id, kind, words, "Words that went out");
        office.type_in(id, kind, opens, said(says));
        let issue = office.make_issue();
        reps[0].open(&issue).unwrap();
        reps[0].type_in(id, kind, words, "Words that went out, and more");
        assert!(reps[0].state.ledger.live(id, kind).is_some(), "{kind}: nothing written here hides it");
        office.type_in(id, kind, opens, Value::from("no"));
        office.type_in(id, kind, "note", "What the office noted");
        // A device that misses one plan file hears of it from the next.
        for number in [6, 7] {
            let issue = office.make_issue();
            let told = bundle::read(issue.as_bytes()).unwrap().bundle.records.get(id).unwrap().clone();
            assert_eq!(told.fields().keys().collect::<Vec<_>>(), [opens], "{kind}, {number}");
            assert!(!issue.contains("Words that went out") && !issue.contains("office noted"), "{kind}");
            for rep in &mut reps[..(number - 5)] {
                rep.open(&issue).unwrap();
                let ledger = &rep.state.ledger;
                assert!(ledger.live(id, kind).is_none() && ledger.of_kind(kind).next().is_none(), "{kind}");
                assert!(exchange::mine(ledger, &Set::new()).iter().all(|r| r.id != id), "{kind}");
                assert!(rep.make_return().is_none(), "{kind}");
            }
        }
        assert!(office.state.ledger.live(id, kind).is_some(), "the office has it");
        office.type_in(id, kind, opens, said(says));
        let issue = office.make_issue();
        for rep in &mut reps {
            rep.open(&issue).unwrap();
            assert!(rep.state.ledger.live(id, kind).is_some(), "{kind}");
        }
    }
}

#[test]
fn of_what_never_went_out_no_plan_file_says_anything() {
    for (kind, words, ..) in OPENED {
        for remove in [erase, redact] {
            let (mut office, _, _) = begin(1, 1);
            let id = new_id();
            office.type_in(id, kind, words, "Words that stayed");
            office.type_in(id, kind, &format!("group/{}", new_id()), true);
            remove(&mut office, id);
            assert!(!office.make_issue().contains(&id.to_string()), "{kind}");
        }
    }
}

/// What goes of a closed record goes alone: without its members, and without anything that this version does not know.
#[test]
fn words_removed_of_a_closed_record_are_gone_from_whoever_had_it() {
    for (kind, words, opens, says) in OPENED {
        let (mut office, mut reps, _) = begin(1, 1);
        let (id, member) = (new_id(), new_id());
        office.type_in(id, kind, words, "Words that went out");
        office.type_in(id, kind, opens, said(says));
        reps[0].open(&office.make_issue()).unwrap();
        office.type_in(id, kind, opens, Value::Null);
        office.type_in(id, kind, &format!("group/{member}"), true);
        let stamps = office.state.ledger.records().get(id).unwrap().field(words).unwrap().latest();
        let work = Work { redact: vec![(id, stamps.into_iter().collect())], ..Work::new(Cause::Removed) };
        office.save(work, vec![]).unwrap();
        let issue = office.make_issue();
        assert!(!issue.contains(&member.to_string()), "{kind}");
        reps[0].open(&issue).unwrap();
        assert!(!reps[0].holds("Words that went out"), "{kind}");
        assert!(reps[0].make_return().is_none(), "{kind}");
    }
}

/// What was opened was opened as it stood: other words wait until the office says it again of them, also words with a day from before.
#[test]
fn words_changed_after_it_was_opened_wait_until_that_is_said_again() {
    for (kind, words, opens, says) in OPENED {
        let (mut office, mut reps, _) = begin(1, 1);
        let id = new_id();
        office.type_in(id, kind, words, "Words that were permitted");
        let before = office.ms;
        office.ms += 10_000;
        office.type_in(id, kind, opens, said(says));
        reps[0].open(&office.make_issue()).unwrap();
        reps[0].type_in(id, kind, words, "Words that nobody asked about");
        let (file, text) = reps[0].make_return().unwrap();
        let mut forged = bundle::read(text.as_bytes()).unwrap().bundle;
        let at = Stamp::new(before + 1, 0, reps[0].writer());
        let mut field = office.state.ledger.records().get(id).unwrap().field(words).unwrap().clone();
        field.edit("Words that nobody asked about".into(), at);
        forged.records.with(id, |record| record.restore(words, Some(field)));
        office.open(&bundle::write(&forged)).unwrap();
        office.review(file, |item| {
            assert_eq!(item.at, at, "{kind}: it says that it is older than what opened it");
            Decision::Use
        });
        assert_eq!(office.state.ledger.records().get(id).unwrap().text(words), Some("Words that nobody asked about"));
        let issue = office.make_issue();
        assert!(!issue.contains("nobody asked about") && issue.contains("Words that were permitted"), "{kind}");
        // The form asks again, and what is chosen opens it.
        let form = Form::whole(kinds::find(kind).unwrap(), golden_thread::days::date(2026, 1, 3));
        let ledger = &office.state.ledger;
        let mut filled = form.first(ledger, Some(id));
        assert_eq!(filled.text(opens), "", "{kind}");
        assert!(form.edits(ledger, id, &filled).is_empty(), "{kind}");
        let whole = kinds::find(kind).unwrap().field(opens).unwrap();
        let typed = match whole.shape {
            kinds::Shape::Flag => "yes",
            _ => said(says).as_str().unwrap().to_owned().leak(),
        };
        filled.0.insert(opens.to_owned(), typed.to_owned());
        let edits = form.edits(ledger, id, &filled);
        assert_eq!(edits.iter().map(|e| (e.field.as_str(), &e.value)).collect::<Vec<_>>(), [(opens, &said(says))]);
        office.save(Work::typed(edits), vec![]).unwrap();
        assert!(office.make_issue().contains("nobody asked about"), "{kind}");
        // Whoever changes the words beside it says it of them.
        let ledger = &office.state.ledger;
        let mut filled = form.first(ledger, Some(id));
        filled.0.insert(words.to_owned(), "Words as agreed".to_owned());
        let edits = form.edits(ledger, id, &filled);
        office.save(Work::typed(edits), vec![]).unwrap();
        assert!(office.make_issue().contains("Words as agreed"), "{kind}");
        // What is declined closes nothing.
        reps[0].open(&office.make_issue()).unwrap();
        reps[0].type_in(id, kind, words, "Declined words");
        let (file, text) = reps[0].make_return().unwrap();
        office.open(&text).unwrap();
        office.review(file, |_| not_used("No."));
        assert!(
            kinds::audience_of(office.state.ledger.records().get(id).unwrap()) == kind::Audience::Partnership,
            "{kind}"
        );
    }
}
