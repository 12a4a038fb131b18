//! An update that is ready can be opened, changed and taken out until it is sent; from then on it is revised.

use super::support::begin;
use crate::device::{Device, new_id};
use golden_thread::days::date;
use golden_thread::domain::{Draft, Timescale, Update, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::exchange;
use golden_thread::ledger::review::Decision;
use golden_thread::pencil::taking_back::TakingBack;
use golden_thread::record::{Edit, Id};
use golden_thread::store::backup::newest;
use golden_thread::store::ready::{self, Way};
use golden_thread::store::rows::DraftRow;
use golden_thread::store::{RowChange, drafts};
use serde_json::json;

/// What a draft comes to, as the page of a draft makes it.
fn as_update(row: &DraftRow) -> Draft {
    let mut draft = Draft::new(row.id.parse().unwrap(), kind::UPDATE)
        .with(f::DATE, "2026-01-02")
        .with(f::HANDED_OVER, "2026-01-02");
    for (action, rating) in &row.covers {
        let (covers, value) = Update::covering(action.parse().unwrap(), Some(rating));
        draft.set(covers, value);
    }
    if let Some(former) = &row.revises {
        draft.set(f::REVISES, former.as_str());
    }
    row.fields.iter().for_each(|(field, text)| draft.set(field.as_str(), text.as_str()));
    draft
}

fn finish(device: &mut Device, row: &DraftRow) -> TakingBack {
    let edits = ready::finished(&device.state, as_update(row), new_id());
    let back = TakingBack::of(&device.state.ledger, &edits);
    device.save(Work::typed(edits), vec![RowChange::DraftGone(row.id.clone())]).unwrap();
    back
}

fn open(device: &Device, update: Id) -> DraftRow {
    ready::opened(&device.state, update, &new_id().to_string(), device.ms).unwrap()
}

fn to_send(device: &Device) -> (usize, usize) {
    exchange::pieces(&exchange::mine(&device.state.ledger, device.state.exported()))
}

#[test]
fn a_ready_update_is_opened_changed_and_taken_out() {
    let (mut office, mut reps, actions) = begin(2, 1);
    let rep = &mut reps[0];
    let update = rep.update(actions[0], "We held two sessions.");
    rep.type_in(update, kind::UPDATE, f::HELP_NEEDED, "A hall.");
    assert_eq!(ready::way(&rep.state, update), Some(Way::Ready));
    let mut row = open(rep, update);
    assert_eq!(row.id, update.to_string());
    assert_eq!(row.fields[f::NARRATIVE], "We held two sessions.");
    assert_eq!(row.covers[&actions[0].to_string()], "onTrack");
    // Another rating, other words, one part empty, another action instead.
    row.fields.insert(f::NARRATIVE.into(), "We held three sessions.".into());
    row.fields.insert(f::HELP_NEEDED.into(), String::new());
    row.covers = [(actions[1].to_string(), "atRisk".to_owned())].into();
    let back = finish(rep, &row);
    let record = rep.state.ledger.update(update).unwrap();
    assert_eq!((record.narrative(), record.help_needed()), ("We held three sessions.", ""));
    assert_eq!(record.covers(), [(actions[1], Some("atRisk".to_owned()))]);
    assert_eq!(to_send(rep), (1, 0), "it is one update");
    // Undo gives every part back.
    let edits = back.edits(&rep.state.ledger);
    rep.save(Work { edits, ..Work::new(Cause::TakenBack) }, vec![RowChange::Draft(row.clone())]).unwrap();
    let record = rep.state.ledger.update(update).unwrap();
    assert_eq!((record.narrative(), record.help_needed()), ("We held two sessions.", "A hall."));
    assert_eq!(record.covers(), [(actions[0], Some("onTrack".to_owned()))]);
    assert_eq!(open(rep, update), row, "and what was typed is a draft again");
    // Taken out, and back, and out for good: nothing of it goes to anybody.
    let edits = ready::taken_out(&rep.state, update);
    let back = TakingBack::of(&rep.state.ledger, &edits);
    rep.save(Work::typed(edits), vec![RowChange::DraftGone(row.id.clone())]).unwrap();
    assert_eq!((rep.state.ledger.update(update).is_none(), to_send(rep)), (true, (0, 0)));
    assert_eq!(rep.make_return().map(|(_, text)| text.contains("sessions")), None, "there is nothing to send");
    let edits = back.edits(&rep.state.ledger);
    rep.save(Work { edits, ..Work::new(Cause::TakenBack) }, vec![]).unwrap();
    assert_eq!(to_send(rep), (1, 0));
    rep.save(Work::typed(ready::ending_out(&rep.state, update).unwrap()), vec![]).unwrap();
    assert_eq!(ready::ending_out(&rep.state, update), Some(vec![]), "another window's draft of it ends too");
    rep.when(actions[0], "autumn 2026");
    let (file, text) = rep.make_return().unwrap();
    assert!(!text.contains("sessions"), "its words stay here");
    office.open(&text).unwrap();
    assert_eq!(office.pending(file).len(), 1);
}

#[test]
fn what_was_made_ready_and_taken_back_is_a_draft_that_can_be_finished_again() {
    let (_, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    let id = new_id();
    let row = DraftRow {
        id: id.to_string(),
        covers: [(actions[0].to_string(), "onTrack".to_owned())].into(),
        fields: [(f::NARRATIVE.to_owned(), "We began.".to_owned())].into(),
        saved: rep.ms,
        ..DraftRow::default()
    };
    rep.save(Work::new(Cause::Typed), vec![RowChange::Draft(row.clone())]).unwrap();
    let back = finish(rep, &row);
    assert_eq!(to_send(rep), (1, 0));
    let edits = back.edits(&rep.state.ledger);
    rep.save(Work { edits, ..Work::new(Cause::TakenBack) }, vec![RowChange::Draft(row.clone())]).unwrap();
    assert_eq!(to_send(rep), (0, 0));
    assert_eq!(drafts::on_action(&rep.state, vec![], actions[0]).len(), 1);
    finish(rep, &row);
    assert_eq!(rep.state.ledger.update(id).unwrap().narrative(), "We began.");
    assert_eq!(to_send(rep), (1, 0));
}

/// Stamps are ahead of the time where somebody's clock was, and what is typed has the time.
#[test]
fn a_change_is_kept_where_stamps_are_ahead_of_the_time() {
    let (_, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    let hour = 3_600_000;
    rep.ms += hour;
    let update = rep.update(actions[0], "We held two sessions.");
    rep.ms -= hour;
    let mut row = open(rep, update);
    row.fields.insert(f::NARRATIVE.into(), "We held three sessions.".into());
    row.saved = rep.ms;
    let noted = |rep: &Device, row: &DraftRow| drafts::on_action(&rep.state, vec![row.clone()], actions[0]).len();
    assert!(!rep.state.is_finished(&row) && noted(rep, &row) == 1);
    assert_eq!(newest(&rep.state, vec![row.clone()]), std::slice::from_ref(&row));
    rep.save(Work::new(Cause::Typed), vec![RowChange::Draft(row.clone())]).unwrap();
    assert!(!rep.state.is_finished(&row));
    let back = finish(rep, &row);
    assert_eq!(rep.narrative(update).as_deref(), Some("We held three sessions."));
    let late = DraftRow { saved: rep.ms + 2 * hour, ..row.clone() };
    assert!(rep.state.is_finished(&late) && noted(rep, &late) == 0, "finished, whatever the time says");
    // Taken back it is a draft again, and is gone on with.
    let edits = back.edits(&rep.state.ledger);
    rep.save(Work { edits, ..Work::new(Cause::TakenBack) }, vec![RowChange::Draft(row.clone())]).unwrap();
    assert!(!rep.state.is_finished(&open(rep, update)));
    finish(rep, &row);
    assert!(rep.state.is_finished(&row));
    // What an older version stored is read, and is gone on with where it is in the database.
    let text = serde_json::to_string(&row).unwrap();
    let opened = format!(",\"opened\":\"{}\"", row.opened.as_ref().unwrap());
    let older: DraftRow = serde_json::from_str(&text.replace(&opened, "")).unwrap();
    assert_eq!(older, DraftRow { opened: None, ..row });
    assert!(!serde_json::to_string(&older).unwrap().contains("opened"));
    rep.save(Work::new(Cause::Typed), vec![RowChange::Draft(older.clone())]).unwrap();
    assert!(!rep.state.is_finished(&older));
}

#[test]
fn a_change_begun_before_it_was_sent_is_reached_and_revises() {
    let (_, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    let update = rep.update(actions[0], "We held two sessions.");
    let mut row = open(rep, update);
    row.fields.insert(f::NARRATIVE.into(), "We held three".into());
    rep.save(Work::new(Cause::Typed), vec![RowChange::Draft(row.clone())]).unwrap();
    rep.make_return().unwrap();
    assert_eq!(ready::way(&rep.state, update), Some(Way::Sent));
    assert_eq!(open(rep, update), row);
    assert!(!rep.state.is_finished(&row));
    finish(rep, &row);
    assert_eq!(rep.narrative(update).as_deref(), Some("We held two sessions."));
    assert_eq!((to_send(rep), rep.state.drafts.len()), ((1, 0), 0));
}

#[test]
fn by_when_keeps_its_days_where_its_words_are_as_they_were() {
    let (_, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    let by = |words: &str, day: i8| Timescale::read(words, Some(date(2026, 1, day))).to_value();
    let words = "within six weeks";
    assert_ne!(by(words, 1), by(words, 20));
    let update = rep.update(actions[0], "We held two sessions.");
    rep.type_in(update, kind::UPDATE, f::EXPECTED_BY, by(words, 1));
    let row = open(rep, update);
    assert_eq!(row.fields[f::EXPECTED_BY], words);
    let saved = |rep: &mut Device, row: &DraftRow, value| {
        let draft = as_update(row).with(f::EXPECTED_BY, value);
        let edits = ready::finished(&rep.state, draft, new_id());
        rep.save(Work::typed(edits.clone()), vec![]).unwrap();
        edits.into_iter().find(|edit| edit.field == f::EXPECTED_BY).map(|edit| edit.value)
    };
    assert_eq!(saved(rep, &row, by(words, 20)), None);
    assert_eq!(saved(rep, &row, by("within two weeks", 20)), Some(by("within two weeks", 20)));
    // Likewise in what revises it.
    rep.make_return().unwrap();
    let revising = open(rep, update);
    assert_eq!(saved(rep, &revising, by("within two weeks", 25)), Some(by("within two weeks", 20)));
}

#[test]
fn what_was_sent_is_revised() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    let update = rep.update(actions[0], "We held two sessions.");
    // Opened while it was ready, and sent before the change was saved.
    let mut late = open(rep, update);
    late.fields.insert(f::NARRATIVE.into(), "We held three sessions.".into());
    let (file, text) = rep.make_return().unwrap();
    assert_eq!(ready::way(&rep.state, update), Some(Way::Sent));
    assert_eq!(ready::taken_out(&rep.state, update), []);
    assert_eq!(ready::ending_out(&rep.state, update), None, "its draft stays");
    finish(rep, &late);
    assert_eq!(rep.narrative(update).as_deref(), Some("We held two sessions."), "what was sent stays");
    let revised = |rep: &Device| {
        let mut all = rep.state.ledger.of_kind(kind::UPDATE).map(Update).filter(|u| u.revises() == Some(update));
        all.next().map(|u| (u.id(), u.narrative().to_owned()))
    };
    let (revising, words) = revised(rep).unwrap();
    assert_eq!(words, "We held three sessions.");
    assert_eq!(ready::way(&rep.state, revising), Some(Way::Ready));
    let again = open(rep, update);
    assert_eq!((again.revises.as_deref(), again.id == update.to_string()), (Some(update.to_string().as_str()), false));
    // Taken out in another window just as it was sent: the office is told so, without the words again.
    let withdrawn = rep.state.ledger.records().get(update).unwrap().withdrawal("");
    let edit = Edit { record: update, kind: kind::UPDATE.into(), field: "withdrawn".into(), value: withdrawn };
    rep.save(Work::typed([edit]), vec![]).unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let (file, text) = rep.make_return().unwrap();
    assert!(!text.contains("two sessions"));
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    assert!(office.state.ledger.update(update).is_none());
    assert_eq!(office.narrative(revising).as_deref(), Some("We held three sessions."));
}

#[test]
fn no_change_keeps_the_rating_chosen_and_no_stranger_s() {
    let (mut office, mut reps, actions) = begin(1, 1);
    let rep = &mut reps[0];
    rep.update(actions[0], "First.");
    assert_eq!(rep.state.rating_kept(actions[0], None).as_deref(), Some("onTrack"));
    let chosen = DraftRow { covers: [(actions[0].to_string(), "atRisk".into())].into(), ..DraftRow::default() };
    assert_eq!(rep.state.rating_kept(actions[0], Some(&chosen)).as_deref(), Some("atRisk"));
    let other = office.update(actions[0], "Not theirs.");
    let (field, value) = Update::counting_for_rating(actions[0], false);
    office.type_in(other, kind::UPDATE, &field, value);
    office.type_in(other, kind::UPDATE, &format!("{}/{}", f::COVERS, actions[0]), json!({ "rating": "offTrack" }));
    assert_eq!(office.state.rating_kept(actions[0], None), None);
}
