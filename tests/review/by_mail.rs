//! The reply to somebody who does not use the app: a text, with what is meant for that person and nothing else.

use super::support::{begin, not_used};
use crate::device::{Device, new_id, now, partnership};
use golden_thread::forms::mail::{Voice, Words};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::exchange::Sender;
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::store::rows::StagedRow;
use golden_thread::store::{Store, Table, letter, waiting};
use std::collections::BTreeMap;

/// Puts words in for somebody, one update for each; the file, and who it is said to be from.
fn put_in(office: &mut Device, who: &str, said: &[(Id, &str)]) -> (Id, Id) {
    put_in_of(office, who, said, &[])
}

/// Likewise, of a document of which this could not be read.
fn put_in_of(office: &mut Device, who: &str, said: &[(Id, &str)], not_read: &[&str]) -> (Id, Id) {
    office.ms += 1000;
    let today = golden_thread::days::date(2026, 1, 3);
    let update = |(action, words): &(Id, &str)| {
        let covers = BTreeMap::from([(*action, None)]);
        let words = Words { covers, narrative: (*words).into(), who: who.into(), ..Words::default() };
        words.update(new_id(), today)
    };
    let drafts: Vec<_> = said.iter().map(update).collect();
    let voice = Voice {
        partnership: partnership(),
        file: new_id(),
        writer: new_id(),
        now_ms: office.ms,
        created: format!("2026-01-03T09:{:02}:00Z", office.state.received.len()),
        today,
    };
    let bundle = voice.bundle(who, None, &drafts);
    let rows =
        waiting::put_in(&bundle, String::new(), who.into(), not_read.iter().map(|line| (*line).to_owned()).collect());
    office.save(Work::new(Cause::Typed), rows).unwrap();
    (bundle.envelope.id, bundle.envelope.from)
}

fn copy(office: &mut Device, to: Id) {
    let about = office.state.about.clone().unwrap();
    let (writer, sequence) = (about.writer().unwrap(), about.sequence);
    let created = "2026-01-04T09:00:00Z".into();
    let sender = Sender { partnership: partnership(), writer, id: new_id(), sequence, created };
    let rows = letter::told(&office.state, sender, to).unwrap();
    office.save(Work::new(Cause::Typed), rows).unwrap();
}

#[test]
fn who_has_no_device_is_told_in_words_and_of_nothing_else() {
    let (mut office, mut reps, actions) = begin(4, 1);
    let words = ["Used words", "Call Mrs Smith", "A hall was found, I think"];
    let said: Vec<(Id, &str)> = actions.iter().copied().zip(words).collect();
    let (file, jo) = put_in(&mut office, "Jo O'Brien", &said);
    assert!(letter::has_no_device(&office.state, jo));
    assert_eq!(letter::letter(&office.state, jo), None, "nothing is decided");
    office.review(file, |item| match item.incoming.as_ref().and_then(|v| v.as_str()) {
        Some("Call Mrs Smith") => not_used("it names a resident"),
        Some("A hall was found, I think") => Decision::UseWithChanges("A hall was found.".into()),
        _ => Decision::Later,
    });
    let text = letter::letter(&office.state, jo).unwrap();
    assert!(text.contains("We have not looked at everything yet."), "{text}");
    office.review(file, |_| Decision::Use);

    // Others: one who does not use the app either, one who does.
    let (other, sam) = put_in(&mut office, "Sam Reed", &[(actions[3], "Sam's words")]);
    office.review(other, |_| not_used("a reason for Sam alone"));
    reps[0].update(actions[3], "the words of a representative");
    let (returned, file_text) = reps[0].make_return().unwrap();
    office.open(&file_text).unwrap();
    office.review(returned, |_| not_used("a reason for a representative"));
    assert!(!letter::has_no_device(&office.state, reps[0].writer()));
    assert!(letter::has_no_device(&office.state, sam));

    let text = letter::letter(&office.state, jo).unwrap();
    let expected = "Hello Jo O'Brien,\n\nThank you for what you told Southwark. It was taken down on 3 January 2026. \
        This is what became of it:\n\nUpdate on: Action 0\nUsed\n\nUpdate on: Action 1\nNot used, because: \
        it names a resident\n\nUpdate on: Action 2\nUsed with changes\nIt now reads: A hall was found.\n\n\
        Kind regards\nOffice\nSouthwark";
    assert_eq!(text, expected);
    assert!(letter::letter(&office.state, sam).unwrap().contains("a reason for Sam alone"));

    // Copied is told: the file is confirmed, and what the letter repeated is known to have left.
    assert_eq!(letter::replied(&office.state, jo), None);
    let acknowledged = |office: &Device, file: Id| {
        office.state.received.iter().find(|r| r.id == file.to_string()).unwrap().acknowledged
    };
    assert!(!acknowledged(&office, file));
    copy(&mut office, jo);
    assert!(acknowledged(&office, file) && !acknowledged(&office, other));
    assert_eq!(letter::replied(&office.state, jo).unwrap(), "Last reply made on 4 January 2026");
    assert_eq!(letter::replied(&office.state, sam), None);
    let held = office.state.sent.last().unwrap().held.clone().unwrap();
    assert_eq!(held.len(), 2);
    let copies = golden_thread::store::copies::copies(&office.state, held[0].parse().unwrap());
    assert_eq!(copies.replies, [("Jo O'Brien".to_owned(), "4 January 2026".to_owned())]);
    // And a file can still be made afterwards.
    office.make_issue();
    office.make_reply(reps[0].writer());
}

/// A file of the app is answered by a file, also one that an earlier version opened without noting its proof.
#[test]
fn a_file_that_was_sent_is_answered_by_a_file() {
    let (mut office, mut reps, actions) = begin(1, 1);
    reps[0].update(actions[0], "mine");
    let (_, text) = reps[0].make_return().unwrap();
    office.ms += 60_000;
    office.open(&text).unwrap();
    let mut row = office.state.received.last().unwrap().clone();
    row.proof = None;
    assert!(!letter::was_put_in(&row));
}

/// What could not be read of a document waits beside what could, over a reload; and words that were removed for good go from it,
/// whatever entry they were of.
#[test]
fn what_was_not_read_is_kept_until_somebody_has_looked_at_it() {
    let (mut office, mut reps, actions) = begin(2, 1);
    let lines = ["row 4: Mrs Smith came. Not a day", "row 9: 3rd of Juno. Not a day"];
    let (file, _) = put_in_of(&mut office, "Jo O'Brien", &[(actions[1], "We met")], &lines);
    let row = |office: &Device| office.state.staged.iter().find(|s| s.envelope.id == file).unwrap().row.clone();
    assert_eq!(row(&office).not_read(), lines);
    let stored = |office: &Device| {
        let rows = now(office.store.rows(Table::Meta, "")).unwrap().into_iter();
        rows.chain(Table::ALL.iter().flat_map(|(table, _)| now(office.store.rows(*table, "")).unwrap()))
            .map(|(_, text)| text)
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert!(stored(&office).contains("Mrs Smith"));
    let (text, row_now) = (serde_json::to_string(&row(&office)).unwrap(), row(&office));
    assert_eq!(serde_json::from_str::<StagedRow>(&text).unwrap(), row_now);
    // A row of an earlier version says nothing of it.
    let mut earlier: serde_json::Value = serde_json::from_str(&text).unwrap();
    earlier.as_object_mut().unwrap().remove("notRead").unwrap();
    assert_eq!(serde_json::from_value::<StagedRow>(earlier).unwrap().not_read(), [""; 0]);
    // Something else is removed for good.
    let update = reps[0].update(actions[0], "about Mrs Smith");
    let (sent, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(sent, |_| Decision::Use);
    let (other, _) =
        put_in_of(&mut office, "Ann", &[(actions[0], "We sang")], &["row 2: the hall was cold. Not a day"]);
    let erase = Work { erase: vec![(update, "named a resident".into())], ..Work::new(Cause::Removed) };
    office.save(erase, vec![]).unwrap();
    assert!(!stored(&office).contains("Mrs Smith"));
    let unrelated = office.state.staged.iter().find(|s| s.envelope.id == other).unwrap().row.not_read();
    assert_eq!(unrelated, ["row 2: the hall was cold. Not a day"], "nothing in it was removed");
    let left = row(&office).not_read();
    assert!(left.len() == 1 && left[0].starts_with("2 more things"), "{left:?}");
    assert!(row(&office).text.contains("We met"));
}
