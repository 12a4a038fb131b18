//! Answering what became of an update: the words come back into a draft, and the office sees what is answered.

use super::support::{begin, not_used};
use crate::device::{Device, new_id};
use golden_thread::domain::{Draft, Outcome, Timescale, Update, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::review::Decision;
use golden_thread::record::Id;
use golden_thread::store::RowChange;
use golden_thread::store::answer::{Progress, answer, answered, answering, progress};
use golden_thread::store::rows::DraftRow;

const ALL: [(&str, &str); 5] = [
    (f::NARRATIVE, "Nine people came."),
    (f::WHAT_CHANGED, "They come every week."),
    (f::NEXT_STEPS, "A second room."),
    (f::EXPECTED_BY, "by March 2027"),
    (f::HELP_NEEDED, "A key."),
];

/// An update with words in every field, over two actions.
fn whole_update(rep: &mut Device, actions: &[Id]) -> Id {
    let mut update = Draft::new(new_id(), kind::UPDATE).with(f::DATE, "2026-01-01");
    for (field, text) in ALL {
        match field {
            f::EXPECTED_BY => update.set(field, Timescale::read(text, None).to_value()),
            _ => update.set(field, text),
        }
    }
    for action in actions {
        let (field, value) = Update::covering(*action, Some("on-track"));
        update.set(field, value);
    }
    rep.save(Work::drafts([&update], Cause::Typed), vec![]).unwrap();
    update.id
}

/// An office that has declined an update of its one representative, who has the reply.
fn declined() -> (Device, Device, Id, Vec<Id>) {
    let (mut office, mut reps, actions) = begin(3, 1);
    let mut rep = reps.remove(0);
    let update = whole_update(&mut rep, &actions[..2]);
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    assert_eq!(answered(&rep.state, &(update, None)), None, "nobody has looked at it");
    office.review(file, |_| not_used("We had this already"));
    rep.open(&office.make_issue()).unwrap();
    assert!(answered(&rep.state, &(update, None)).is_some(), "also before the reason is there");
    let reply = office.make_reply(rep.writer());
    rep.open(&reply).unwrap();
    (office, rep, update, actions)
}

#[test]
fn the_words_come_back_and_the_office_sees_what_is_answered() {
    let (mut office, mut rep, update, actions) = declined();
    assert_eq!(progress(&rep.state, &(update, None)), Progress::None);
    let asked = answered(&rep.state, &(update, None)).unwrap();
    assert_eq!((asked.outcome.as_str(), asked.action), ("Not used, because: We had this already", actions[0]));
    assert_eq!(asked.words, ALL.map(|(field, text)| (field, text.to_owned())));
    let id = new_id();
    let draft = answer(&rep.state, &(update, None), None, &id.to_string(), 7).unwrap();
    assert_eq!(draft.revises, Some(update.to_string()));
    assert!(
        ALL.iter().all(|(field, text)| draft.fields.get(*field).is_some_and(|typed| typed == text))
            && draft.fields.len() == ALL.len()
    );
    let covers: Vec<(String, String)> = draft.covers.clone().into_iter().collect();
    assert_eq!(covers, [0, 1].map(|n| (actions[n].to_string(), "on-track".to_owned())));
    rep.save(Work::typed([]), vec![RowChange::Draft(draft.clone())]).unwrap();
    assert_eq!(progress(&rep.state, &(update, None)), Progress::Draft(actions[0]));
    // Finished: an update of its own; the one it answers stands as it was.
    let (covering, rating) = Update::covering(actions[0], None);
    let finished = Draft::new(id, kind::UPDATE)
        .with(f::NARRATIVE, "Nine people came, and none of them in spring.")
        .with(f::REVISES, update.to_string())
        .with(covering, rating);
    rep.save(Work::drafts([&finished], Cause::Typed), vec![RowChange::DraftGone(draft.id)]).unwrap();
    assert_eq!(progress(&rep.state, &(update, None)), Progress::Done);
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    let items = office.pending(file);
    let incoming = items[0].record.as_ref().unwrap();
    let former = office.state.ledger.answered_by(Update(incoming)).unwrap();
    assert_eq!((former.outcome, former.reason.as_deref()), (Outcome::NotUsed, Some("We had this already")));
    assert_eq!(former.words, "Nine people came.");
    office.review(file, |_| Decision::Use);
    assert!(!office.make_issue().contains("Nine people came.\""), "what was not used goes out to nobody");
}

#[test]
fn words_that_are_being_typed_stay() {
    let (_, mut rep, update, actions) = declined();
    let typed = |fields: &[(&str, &str)], covered: &[Id], revises: Option<Id>| DraftRow {
        id: new_id().to_string(),
        fields: fields
            .iter()
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect::<Vec<_>>()
            .into_iter()
            .collect(),
        covers: covered.iter().map(|id| (id.to_string(), String::new())).collect::<Vec<_>>().into_iter().collect(),
        revises: revises.map(|id| id.to_string()),
        saved: 1,
        ..DraftRow::default()
    };
    let open = typed(&[(f::NARRATIVE, "Half a sentence"), (f::HELP_NEEDED, " ")], &actions[..1], None);
    let draft = answer(&rep.state, &(update, None), Some(open.clone()), "unused", 7).unwrap();
    assert_eq!((draft.id.as_str(), draft.saved), (open.id.as_str(), 7));
    assert_eq!(draft.fields.get(f::NARRATIVE).unwrap(), "Half a sentence");
    assert_eq!(draft.fields.get(f::HELP_NEEDED).unwrap(), "A key.");
    // The second action has another draft, to which it belongs.
    let other = typed(&[(f::NARRATIVE, "Another")], &actions[1..2], None);
    rep.save(Work::typed([]), vec![RowChange::Draft(other)]).unwrap();
    let draft = answer(&rep.state, &(update, None), None, &new_id().to_string(), 7).unwrap();
    assert!(!draft.covers.contains_key(&actions[1].to_string()));
    // A draft that answers something else is left as it is.
    let busy = typed(&[(f::NARRATIVE, "An answer")], &actions[..1], Some(new_id()));
    assert_eq!(answer(&rep.state, &(update, None), Some(busy), "unused", 7), None);
}

#[test]
fn what_was_used_with_changes_can_be_answered_too_and_what_was_used_cannot() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let (changed, used) = (reps[0].update(actions[0], "Nine or ten"), reps[0].update(actions[0], "Two hubs"));
    let (file, text) = reps[0].make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |item| match item.key.0 == changed {
        true => Decision::UseWithChanges("Nine".into()),
        false => Decision::Use,
    });
    reps[0].open(&office.make_issue()).unwrap();
    let asked = answered(&reps[0].state, &(changed, None)).unwrap();
    assert_eq!((asked.outcome.as_str(), asked.words[0].1.as_str()), ("Used with changes", "Nine or ten"));
    assert_eq!(answered(&reps[0].state, &(used, None)), None);
    let mut record = reps[0].state.ledger.records().get(used).unwrap().clone();
    let at = record.stamps().max().unwrap();
    record.edit(f::REVISES, changed.to_string().into(), golden_thread::record::Stamp::new(at.ms() + 1, 0, at.writer()));
    let former = office.state.ledger.answered_by(Update(&record)).unwrap();
    assert_eq!((former.outcome, former.words.as_str()), (Outcome::UsedWithChanges, "Nine or ten"));
}

#[test]
fn a_change_to_one_field_that_was_not_used_is_answered_beside_the_reason() {
    let (mut office, mut reps, actions) = begin(2, 1);
    let mut rep = reps.remove(0);
    let key = (actions[0], Some(f::TIMESCALE.to_owned()));
    let decline = |office: &mut Device, rep: &mut Device, words: &str, reason: &str| {
        rep.when(actions[0], words);
        let (file, text) = rep.make_return().unwrap();
        office.open(&text).unwrap();
        assert_eq!(progress(&rep.state, &key), Progress::None);
        office.review(file, |_| not_used(reason));
        rep.open(&office.make_issue()).unwrap();
        let reply = office.make_reply(rep.writer());
        rep.open(&reply).unwrap();
    };
    decline(&mut office, &mut rep, "by March 2027", "The board has agreed spring");
    let asked = answered(&rep.state, &key).unwrap();
    assert_eq!((asked.outcome.as_str(), asked.action), ("Not used, because: The board has agreed spring", actions[0]));
    let begun = "We asked to change “Timescale” to: by March 2027";
    assert_eq!(asked.words, [(f::NARRATIVE, begun.to_owned())]);
    assert_eq!(answered(&rep.state, &(actions[1], key.1.clone())), None, "nobody changed that one");

    let id = new_id();
    let draft = answer(&rep.state, &key, None, &id.to_string(), 7).unwrap();
    assert_eq!((answering(&draft), draft.fields.get(f::NARRATIVE).unwrap().as_str()), (Some(key.clone()), begun));
    assert_eq!(draft.covers.keys().collect::<Vec<_>>(), [&actions[0].to_string()]);
    rep.save(Work::typed([]), vec![RowChange::Draft(draft.clone())]).unwrap();
    assert_eq!(progress(&rep.state, &key), Progress::Draft(actions[0]));
    // What is typed stays, and a draft that answers a whole update is left as it is.
    let mut open = draft.clone();
    open.fields.insert(f::NARRATIVE.to_owned(), "My own words".to_owned());
    assert_eq!(answer(&rep.state, &key, Some(open.clone()), "unused", 7).unwrap().fields, open.fields);
    let busy = DraftRow { revises: Some(new_id().to_string()), ..draft.clone() };
    assert_eq!(answer(&rep.state, &key, Some(busy), "unused", 7), None);
    let other = DraftRow { fields: Default::default(), ..draft.clone() };
    assert_eq!(answering(&other), None);

    // Finished as the form does it: every field of the draft is one of the update.
    let (covering, rating) = Update::covering(actions[0], None);
    let mut finished = Draft::new(id, kind::UPDATE).with(covering, rating);
    for (field, text) in &draft.fields {
        finished.set(field.as_str(), text.as_str());
    }
    finished.set(f::NARRATIVE, format!("{begun}. The builders come in January."));
    rep.save(Work::drafts([&finished], Cause::Typed), vec![RowChange::DraftGone(draft.id)]).unwrap();
    assert_eq!(progress(&rep.state, &key), Progress::Done);
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    let items = office.pending(file);
    assert_eq!(items.len(), 1, "the change itself is decided");
    let former = office.state.ledger.answered_by(Update(items[0].record.as_ref().unwrap())).unwrap();
    assert_eq!((former.outcome, former.reason.as_deref()), (Outcome::NotUsed, Some("The board has agreed spring")));
    assert!(former.words.starts_with("Timescale: by March 2027"), "{}", former.words);
    office.review(file, |_| Decision::Use);
    // Used as it is, it tells everybody what was asked, and nobody the reason.
    assert!(!office.make_issue().contains("The board has agreed"));
    // The change made once more, and not used once more, can be answered once more.
    decline(&mut office, &mut rep, "by April 2027", "Still spring");
    assert_eq!(progress(&rep.state, &key), Progress::None);
    assert!(answered(&rep.state, &key).unwrap().outcome.ends_with("Still spring"));
}

#[test]
fn a_change_that_bears_on_no_action_has_nothing_to_answer_under() {
    let (mut office, mut reps, _) = begin(1, 1);
    let rep = &mut reps[0];
    let plan = rep.state.ledger.of_kind(kind::PLAN).next().unwrap().id;
    rep.type_in(plan, kind::PLAN, f::VISION, "Another vision");
    let (file, text) = rep.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| not_used("Not ours to change"));
    rep.open(&office.make_issue()).unwrap();
    let key = (plan, Some(f::VISION.to_owned()));
    assert!(rep.state.receipts.0.len() == 1 && answered(&rep.state, &key).is_none());
    // A text that names no change is none.
    assert!(Update::read_answers("no id:title").is_none() && Update::read_answers(&plan.to_string()).is_none());
}

#[test]
fn no_change_keeps_the_rating_that_was_chosen_or_the_one_said_last() {
    let (_, mut rep, _, actions) = declined();
    let action = actions[2];
    let chose = |rating: &str| DraftRow {
        id: new_id().to_string(),
        covers: [(action.to_string(), rating.to_owned())].into(),
        ..DraftRow::default()
    };
    assert_eq!(rep.state.rating_kept(action, None), None, "nobody has said any");
    assert_eq!(rep.state.rating_kept(action, Some(&chose("off-track"))).as_deref(), Some("off-track"));
    let (covers, value) = Update::covering(action, Some("at-risk"));
    let update = Draft::new(new_id(), kind::UPDATE).with(f::DATE, "2026-02-01").with(covers, value);
    rep.save(Work::drafts([&update], Cause::Typed), vec![]).unwrap();
    // Ready on this device only, and kept all the same; a choice goes before it, "not known" is none.
    assert_eq!(rep.state.rating_kept(action, None).as_deref(), Some("at-risk"));
    assert_eq!(rep.state.rating_kept(action, Some(&chose(""))).as_deref(), Some("at-risk"));
    assert_eq!(rep.state.rating_kept(action, Some(&chose("off-track"))).as_deref(), Some("off-track"));
    // What the office did not use is not kept.
    assert_eq!(rep.state.rating_kept(actions[0], None), None);
}
