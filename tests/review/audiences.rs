//! Who may see what, on the way out: every kind in every file that is written, nothing in it that its
//! readers may not see and everything that they may.

use super::support::{begin, not_used};
use crate::device::{Device, new_id, partnership};
use golden_thread::bundle::{self, Bundle, Envelope, Purpose, for_audience};
use golden_thread::domain::fields as f;
use golden_thread::domain::kind::{self, Audience};
use golden_thread::domain::kinds;
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::exchange::{Sender, make_backup};
use golden_thread::ledger::review::Decision;
use golden_thread::record::{Id, Record, Set, Stamp};
use golden_thread::store::{RowChange, backup};
use serde_json::Value;
use std::collections::BTreeSet;

/// What residents said, who was spoken with, people's own details, and what the office decided: by hand, so that no slip in a
/// declaration opens one of these. Every other kind may be seen as its declaration and the list of `domain/kind.rs` both say.
const NARROW: [(&str, Audience); 9] = [
    (kind::CONTACT, Audience::Office),
    (kind::REVIEW, Audience::Office),
    (kind::DECLINED, Audience::Office),
    (kind::TALLY, Audience::Office),
    (kind::INSIGHT, Audience::Office),
    (kind::LESSON, Audience::Office),
    (kind::CORRECTION, Audience::Office),
    (kind::ENCOUNTER, Audience::Device),
    (kind::COUNTER, Audience::Device),
];

/// Every kind, and who may see it.
fn every_kind() -> impl Iterator<Item = (&'static str, Audience)> {
    kinds::ALL.iter().map(|kind| (kind.name, kind.audience))
}

/// A kind of a newer version, of which this one cannot know who may see it.
const OF_TOMORROW: &str = "kind of tomorrow";

/// Whether readers of a file may see a kind. Plan files and replies go to members; a return goes to the
/// office, and a backup stays with its owner.
fn may_see(audience: Audience, purpose: Purpose) -> bool {
    match (audience, purpose) {
        (Audience::Public | Audience::Partnership, _) | (_, Purpose::Backup) => true,
        (Audience::Office, Purpose::Return | Purpose::Handover) => true,
        (Audience::Office, Purpose::Issue | Purpose::Reply) | (Audience::Device, _) => false,
    }
}

/// A record of a kind with some words; a note of what people said is one that its writer chose to hand over.
fn with_words(kind: &str, words: &str) -> Record {
    let mut record = Record::new(new_id(), kind);
    record.edit("title", words.into(), Stamp::new(1, 0, new_id()));
    for (narrowed, field, value) in OPENED {
        if kind == narrowed {
            record.edit(field, value.into(), Stamp::new(2, 0, new_id()));
        }
    }
    record
}

/// Kinds whose own fields narrow who may see a record: what makes one as open as its kind may be.
const OPENED: [(&str, &str, Word); 5] = [
    (kind::INSIGHT, f::CHOSEN, Word::True),
    (kind::HOLDER, f::PUBLISHED, Word::True),
    (kind::DECISION, f::STATE, Word::Of("approved")),
    (kind::QUOTATION, f::PERMISSION, Word::Of("given")),
    (kind::DOCUMENT, f::OPENNESS, Word::Of("open")),
];

/// A value that stands in [`OPENED`].
#[derive(Clone, Copy)]
enum Word {
    True,
    Of(&'static str),
}

impl From<Word> for Value {
    fn from(word: Word) -> Value {
        match word {
            Word::True => true.into(),
            Word::Of(word) => word.into(),
        }
    }
}

#[test]
fn a_name_a_draft_and_an_exempt_paper_stay_in_the_office_until_somebody_says_otherwise() {
    for (kind, field, word) in OPENED.into_iter().filter(|(kind, ..)| *kind != kind::INSIGHT) {
        assert_eq!(kinds::audience(kind), Audience::Partnership, "{kind}");
        let mut record = Record::new(new_id(), kind);
        let audience = |record: &Record| kinds::audience_of(record);
        assert_eq!(audience(&record), Audience::Office, "{kind}: nobody said anything");
        for (n, other) in
            [false.into(), Value::Null, "draft".into(), "not-asked".into(), "exempt".into()].into_iter().enumerate()
        {
            record.edit(field, other, Stamp::new(10 + n as u64, 0, new_id()));
            assert_eq!(audience(&record), Audience::Office, "{kind}");
        }
        record.edit(field, word.into(), Stamp::new(20, 0, new_id()));
        assert_eq!(audience(&record), Audience::Partnership, "{kind}");
        // Two versions of it: the narrower one counts, whichever comes first.
        for (n, at) in [19, 21].into_iter().enumerate() {
            let mut two = record.clone();
            two.edit_beside(field, "no".into(), Stamp::new(at, 1 + n as u16, new_id()), &[]);
            assert!(two.field(field).unwrap().is_conflict());
            assert_eq!(audience(&two), Audience::Office, "{kind}");
        }
        // A role is no reason.
        let mut chair = Record::new(new_id(), kind);
        chair.edit(f::ROLE, "chair".into(), Stamp::new(1, 0, new_id()));
        assert_eq!(audience(&chair), Audience::Office, "{kind}");
    }
    let all: Vec<&str> = kinds::ALL.iter().filter(|kind| kind.narrowed.is_some()).map(|kind| kind.name).collect();
    assert_eq!(all.len(), OPENED.len(), "one of {all:?} is not tried here");
}

#[test]
fn what_residents_said_is_opened_to_nobody_else() {
    for (kind, audience) in NARROW {
        assert_eq!(kinds::audience(kind), audience, "{kind}");
    }
    assert_eq!(kinds::audience(OF_TOMORROW), Audience::Office);
}

#[test]
fn every_kind_for_every_purpose_is_written_or_left_out() {
    for (kind, audience) in every_kind().chain([(OF_TOMORROW, Audience::Office)]) {
        for purpose in Purpose::ALL {
            let set: Set = [with_words(kind, "the words")].into_iter().collect();
            let envelope = Envelope {
                partnership: partnership(),
                id: new_id(),
                sequence: 1,
                created: "2026-01-01T00:00:00Z".into(),
                purpose,
                from: new_id(),
                number: None,
                based_on: None,
                receipts: vec![],
                acknowledged: vec![],
                extra: Default::default(),
            };
            let text = bundle::write(&Bundle { envelope, records: for_audience(&set, purpose) });
            // A part of a record of which the rest is known elsewhere must go where the record goes.
            assert!(set.iter().all(|r| bundle::may_travel(r, purpose) == may_see(audience, purpose)), "{kind}");
            assert_eq!(text.contains("the words"), may_see(audience, purpose), "{kind} in a {}", purpose.name());
        }
    }
}

/// An office with words of every kind: what the plan has, what the office keeps to itself, and updates that
/// were used, used with changes, not used or left for later.
fn office_with_everything() -> (Device, Vec<Device>, Vec<Id>) {
    let (mut office, mut reps, actions) = begin(4, 2);
    for (kind, _) in every_kind().chain([(OF_TOMORROW, Audience::Office)]) {
        if !matches!(kind, kind::UPDATE | kind::REVIEW | kind::DECLINED | kind::WRITER) {
            let id = new_id();
            office.type_in(id, kind, "name", format!("words of {kind}."));
            if let Some((_, field, word)) = OPENED.into_iter().find(|(of, ..)| *of == kind && kind != kind::INSIGHT) {
                office.type_in(id, kind, field, Value::from(word));
            }
            if kinds::find(kind).is_some_and(|kind| kind.narrowed.is_some()) {
                office.type_in(new_id(), kind, "name", format!("kept words of {kind}."));
            }
        }
    }
    office.update(actions[0], "the office's own");
    for (n, words) in ["used words", "amended words", "declined words", "words for later"].into_iter().enumerate() {
        reps[0].update(actions[n], words);
    }
    reps[1].update(actions[0], "other declined words");
    for rep in &mut reps {
        let (file, text) = rep.make_return().unwrap();
        office.open(&text).unwrap();
        office.review(file, |item| match item.incoming.as_ref().and_then(|v| v.as_str()) {
            Some("used words") => Decision::Use,
            Some("amended words") => Decision::UseWithChanges("better words".into()),
            Some("declined words") => not_used("the first reason"),
            Some("other declined words") => not_used("the second reason"),
            _ => Decision::Later,
        });
    }
    (office, reps, actions)
}

#[test]
fn a_plan_file_has_what_the_partnership_may_see_and_nothing_else() {
    let (mut office, ..) = office_with_everything();
    let issue = office.make_issue();
    for (kind, audience) in every_kind() {
        let written = matches!(kind, kind::UPDATE | kind::REVIEW | kind::DECLINED | kind::WRITER);
        let words = format!("words of {kind}.");
        assert!(written || issue.contains(&words) == (audience <= Audience::Partnership), "{words}");
        assert!(!issue.contains(&format!("kept words of {kind}.")), "{kind}");
        let travels = issue.contains(&format!("\"kind\":\"{kind}\""));
        assert_eq!(travels, audience <= Audience::Partnership, "{kind}");
    }
    assert!(!issue.contains(&format!("words of {OF_TOMORROW}.")));
    for there in ["used words", "better words", "the office's own", "\"outcome\":\"used\"", "\"outcome\":\"notUsed\""] {
        assert!(issue.contains(there), "{there}");
    }
    for never in [
        "amended words",
        "declined words",
        "words for later",
        "a draft of the office",
        "the first reason",
        "\"reason\"",
    ] {
        assert!(!issue.contains(never), "{never}");
    }
}

#[test]
fn a_reply_has_what_its_one_reader_wrote_and_nothing_else() {
    let (mut office, reps, _) = office_with_everything();
    let reply = office.make_reply(reps[0].writer());
    assert!(reply.contains("the first reason") && !reply.contains("the second reason"));
    assert!(office.make_reply(reps[1].writer()).contains("the second reason"));
    let kinds: BTreeSet<String> =
        bundle::read(reply.as_bytes()).unwrap().bundle.records.into_iter().map(|r| r.kind).collect();
    assert_eq!(kinds, BTreeSet::from([kind::WRITER.to_owned()]));
    for never in ["words of", "used words", "declined words", "the office's own"] {
        assert!(!reply.contains(never), "{never}");
    }
}

#[test]
fn a_note_stays_on_its_device_until_it_is_chosen() {
    let (_, mut reps, _) = begin(1, 1);
    let (chosen, kept) = (new_id(), new_id());
    reps[0].type_in(kept, kind::INSIGHT, f::WORDS, "kept words");
    for (n, kind) in [kind::ENCOUNTER, kind::COUNTER].into_iter().enumerate() {
        reps[0].type_in(new_id(), kind, f::NOTE, format!("device words {n}"));
    }
    assert!(reps[0].make_return().is_none(), "there is nothing to send");
    reps[0].type_in(chosen, kind::INSIGHT, f::WORDS, "chosen words");
    reps[0].type_in(chosen, kind::INSIGHT, f::CHOSEN, true);
    let (_, text) = reps[0].make_return().unwrap();
    assert!(text.contains("chosen words") && !text.contains("kept words") && !text.contains("device words"));
    // What is changed once the rest has arrived goes too, though its part alone says nothing of a choice.
    let confirmed = reps[0].state.exported().clone();
    reps[0].type_in(chosen, kind::INSIGHT, f::SUMMARY, "in English");
    let mine = golden_thread::ledger::exchange::mine(&reps[0].state.ledger, &confirmed);
    assert_eq!(mine.iter().map(|r| (r.id, r.text(f::SUMMARY))).collect::<Vec<_>>(), [(chosen, Some("in English"))]);
}

#[test]
fn a_return_has_what_its_writer_wrote_and_a_backup_everything() {
    let (mut office, mut reps, actions) = office_with_everything();
    let issue = office.make_issue();
    reps[0].open(&issue).unwrap();
    reps[0].update(actions[1], "new words");
    let (_, text) = reps[0].make_return().unwrap();
    assert!(text.contains("new words") && !text.contains("words of") && !text.contains("better words"));
    let sender = Sender {
        partnership: partnership(),
        writer: office.writer(),
        id: new_id(),
        sequence: 9,
        created: "2026-01-01T00:00:00Z".into(),
    };
    // The office's key as it was sealed is in no file that goes to anybody.
    let mut keys = office.state.keys.clone();
    keys.recovery = Some("sealed words".into());
    office.save(Work::new(Cause::Typed), vec![RowChange::Keys(keys)]).unwrap();
    let whole = bundle::write(&backup::backup(&office.state, &[], sender.clone()));
    assert!(whole.contains("sealed words"));
    office.update(actions[0], "more words");
    for out in [office.make_issue(), office.make_reply(reps[0].writer())] {
        assert!(!out.contains("sealed words"));
    }
    let backup = make_backup(office.state.ledger.records(), sender);
    assert_eq!(&backup.records, office.state.ledger.records());
    let kinds: BTreeSet<&str> = backup.records.iter().map(|r| r.kind.as_str()).collect();
    assert!(every_kind().all(|(kind, _)| kinds.contains(kind)) && kinds.contains(OF_TOMORROW));
}

/// A plan file of a newer version may hold kinds that this one does not know: each device that opens it keeps them for
/// later, in its backups, and sends them nowhere.
#[test]
fn a_kind_of_tomorrow_in_a_plan_file_is_kept_and_goes_no_further() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    let mut file = bundle::read(office.make_issue().as_bytes()).unwrap().bundle;
    let mut tomorrow = Record::new(new_id(), OF_TOMORROW);
    tomorrow.edit("title", "words of tomorrow".into(), Stamp::new(1, 0, office.writer()));
    file.records.join_record(tomorrow.clone());
    rep.open(&bundle::write(&file)).unwrap();
    assert_eq!(rep.state.ledger.records().get(tomorrow.id), Some(&tomorrow));
    rep.update(actions[0], "mine");
    let (_, sent) = rep.make_return().unwrap();
    assert!(sent.contains("mine") && !sent.contains("words of tomorrow"), "{sent}");
    let created = "2026-01-01T00:00:00Z".to_owned();
    let sender = Sender { partnership: partnership(), writer: rep.writer(), id: new_id(), sequence: 9, created };
    assert!(bundle::write(&backup::backup(&rep.state, &[], sender)).contains("words of tomorrow"));
}
