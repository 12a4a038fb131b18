//! What is the office's until it says otherwise: nobody else opens it, and what takes it away again reaches whoever had it.

use super::support::begin;
use crate::device::{Device, new_id};
use golden_thread::domain::{fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use serde_json::Value;

/// Records of the office's, the words in each, and the field that opens it, where the office alone writes that.
const OPENED: [(&str, &str, &str, &str); 2] =
    [(kind::HOLDER, f::NAME, f::PUBLISHED, "true"), (kind::DECISION, f::TEXT, f::STATE, "\"approved\"")];

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
