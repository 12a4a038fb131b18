//! Whose word an update is: what comes from somebody who neither owns nor supports the action is marked, and sets the action's
//! rating only where the office says so. Nobody says it of their own words.

use super::support::begin;
use crate::device::forged::Forged;
use crate::device::{Device, new_id};
use golden_thread::days::date;
use golden_thread::domain::{Draft, Update, fields as f, kind};
use golden_thread::ledger::board::{self, What};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::review::{Decision, Item};
use golden_thread::ledger::{UpdateNode, whose};
use golden_thread::record::{Edit, Id};
use golden_thread::report::{Options, markdown, progress};
use golden_thread::store::RowChange;
use golden_thread::store::incoming::News;
use serde_json::json;

pub(super) struct World {
    pub(super) office: Device,
    /// Of the Trust, which owns the actions, and of the Forum, which does not.
    pub(super) owner: Device,
    pub(super) other: Device,
    pub(super) actions: Vec<Id>,
    pub(super) trust: Id,
    pub(super) forum: Id,
}

pub(super) fn world() -> World {
    let (mut office, mut reps, actions) = begin(2, 2);
    let (trust, forum) = (new_id(), new_id());
    let mut named = vec![
        Draft::new(trust, kind::ORGANISATION).with(f::NAME, "Trust"),
        Draft::new(forum, kind::ORGANISATION).with(f::NAME, "Forum"),
    ];
    named.extend(
        actions
            .iter()
            .map(|a| Draft::new(*a, kind::ACTION).with(format!("{}/{trust}", f::OWNER), json!({ "order": 1 }))),
    );
    office.save(Work::drafts(&named, Cause::Typed), vec![]).unwrap();
    let issue = office.make_issue();
    for (rep, organisation) in reps.iter_mut().zip([trust, forum]) {
        rep.open(&issue).unwrap();
        let me = rep.writer();
        rep.type_in(me, kind::WRITER, f::ORGANISATION, organisation.to_string());
    }
    let other = reps.pop().unwrap();
    World { office, owner: reps.pop().unwrap(), other, actions, trust, forum }
}

/// The office uses what somebody sends, and lets all of it count.
pub(super) fn accept(office: &mut Device, from: &mut Device) {
    let (file, text) = from.make_return().unwrap();
    office.open(&text).unwrap();
    let items = office.pending(file);
    let by = office.reviewer(file);
    let staged = office.state.staged.iter().find(|s| s.row.id == file.to_string()).unwrap();
    let decisions = items.iter().map(|i| (i.key.clone(), Decision::Use)).collect();
    let ledger = &office.state.ledger;
    let mut work = golden_thread::ledger::review::decide(ledger, &staged.records, &items, &decisions, &by);
    for item in &items {
        whose::let_count(&mut work.edits, item);
    }
    office.save(work, vec![RowChange::StagedGone(file.to_string())]).unwrap();
}

/// What of a file is not known to be from an owner.
pub(super) fn outsiders(office: &Device, file: Id) -> Vec<Vec<Id>> {
    let staged = office.state.staged.iter().find(|s| s.row.id == file.to_string()).unwrap();
    let one = |item: &Item| whose::outsiders(&office.state.ledger, staged.records_of(item), item);
    office.pending(file).iter().map(one).collect()
}

/// An update with this rating, of somebody's organisation.
pub(super) fn update(device: &mut Device, organisation: Option<Id>, action: Id, rating: &str, day: &str) -> Id {
    let mut update = Draft::new(new_id(), kind::UPDATE)
        .with(format!("{}/{action}", f::COVERS), json!({ "rating": rating }))
        .with(f::NARRATIVE, format!("It is {rating}."))
        .with(f::HANDED_OVER, day)
        .with(f::DATE, day);
    if let Some(organisation) = organisation {
        update.set(f::ORGANISATION, organisation.to_string());
    }
    device.save(Work::drafts([&update], Cause::Typed), vec![]).unwrap();
    update.id
}

pub(super) fn rating(device: &Device, action: Id) -> Option<String> {
    let ledger = &device.state.ledger;
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let node = tree.placed_actions().find(|a| a.id == action).unwrap();
    node.rating().map(str::to_owned)
}

pub(super) fn node(device: &Device, update: Id, action: Id) -> UpdateNode {
    let ledger = &device.state.ledger;
    ledger.update_node(ledger.update(update).unwrap(), action)
}

#[test]
fn somebody_else_s_rating_counts_only_where_the_office_says_so() {
    let World { mut office, mut owner, mut other, actions, trust, forum } = world();
    let action = actions[0];
    update(&mut owner, Some(trust), action, "on-track", "2026-01-02");
    accept(&mut office, &mut owner);
    assert_eq!(rating(&office, action).as_deref(), Some("on-track"));

    let theirs = update(&mut other, Some(forum), action, "off-track", "2026-01-03");
    let (file, text) = other.make_return().unwrap();
    office.open(&text).unwrap();
    assert_eq!(outsiders(&office, file), [vec![action]], "the reviewer is told");
    office.review(file, |_| Decision::Use);
    assert_eq!(rating(&office, action).as_deref(), Some("on-track"), "the owner's stands");
    let shown = node(&office, theirs, action);
    assert!(shown.is_outsiders && !shown.counts && shown.rating.as_deref() == Some("off-track"), "and theirs is read");

    // What the office chooses travels, and what it chooses otherwise too.
    let counts = |device: &mut Device, yes| {
        let edit = whose::counting(theirs, action, yes);
        device.save(Work::typed([edit]), vec![]).unwrap();
    };
    let let_counted = |device: &Device, field: Option<Id>| {
        let field = field.map(|of| format!("{}/{of}", f::COVERS));
        whose::let_counted(&device.state.ledger, &(theirs, field))
    };
    assert_eq!(let_counted(&office, None), [], "nothing was ticked");
    counts(&mut office, true);
    assert_eq!(rating(&office, action).as_deref(), Some("off-track"));
    assert_eq!((let_counted(&office, None), let_counted(&office, Some(action))), (vec![action], vec![action]));
    assert_eq!(let_counted(&office, Some(actions[1])), [], "of another action nobody said so");
    owner.open(&office.make_issue()).unwrap();
    assert_eq!(rating(&owner, action).as_deref(), Some("off-track"));
    counts(&mut office, false);
    owner.open(&office.make_issue()).unwrap();
    assert_eq!(rating(&owner, action).as_deref(), Some("on-track"));
    assert!(node(&owner, theirs, action).is_outsiders, "marked wherever it is read");
}

#[test]
fn the_reviewer_s_choice_is_one_edit_with_the_decision() {
    let World { mut office, mut other, actions, forum, .. } = world();
    let theirs = update(&mut other, Some(forum), actions[0], "off-track", "2026-01-03");
    accept(&mut office, &mut other);
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("off-track"));
    assert!(Update(office.state.ledger.records().get(theirs).unwrap()).counts_for_rating(actions[0]));
}

#[test]
fn no_return_says_of_its_own_words_that_they_count() {
    for trick in 0..8 {
        let World { mut office, mut owner, actions, trust, .. } = world();
        let action = actions[0];
        let owners = update(&mut owner, Some(trust), action, "on-track", "2026-01-02");
        accept(&mut office, &mut owner);
        office.make_issue();
        let mut forged = Forged::new(&office);
        let (id, from) = (new_id(), forged.from);
        let mut fields = serde_json::Map::new();
        let covers = forged.write(json!({ "rating": "off-track" }));
        fields.insert(format!("{}/{action}", f::COVERS), covers);
        fields.insert(f::DATE.into(), forged.write("2026-01-04"));
        fields.insert(f::NARRATIVE.into(), forged.write("It all went wrong."));
        let says_yes = forged.write("yes");
        match trick {
            // It says that it counts, with and without naming whose word it is.
            0 => drop(fields.insert(format!("{}/{action}", f::COUNTS_FOR_RATING), says_yes)),
            1 => {
                fields.insert(f::ORGANISATION.into(), forged.write(new_id().to_string()));
                fields.insert(format!("{}/{action}", f::COUNTS_FOR_RATING), says_yes);
            }
            // It says that the owner's own does not.
            2 => {
                let no = json!({ format!("{}/{action}", f::COUNTS_FOR_RATING): forged.write("no") });
                forged.records.push(json!({ "id": owners.to_string(), "kind": "update", "fields": no }));
            }
            // In the office's name.
            3 => {
                let as_office = forged.write_as(office.writer(), "yes");
                fields.insert(format!("{}/{action}", f::COUNTS_FOR_RATING), as_office);
            }
            // It names the owner, as whose word it is and as whose its writer is.
            5 => {
                fields.insert(f::ORGANISATION.into(), forged.write(trust.to_string()));
                let organisation = forged.write(trust.to_string());
                forged.records[0]["fields"][f::ORGANISATION] = organisation;
            }
            // From a report, by nobody.
            6 => drop(fields.insert(f::SOURCE.into(), forged.write(Update::FROM_REPORT))),
            // It makes the owner's update rate otherwise; that is used, or not.
            _ => {
                let covers =
                    json!({ format!("{}/{action}", f::COVERS): forged.write(json!({ "rating": "off-track" })) });
                forged.records.push(json!({ "id": owners.to_string(), "kind": "update", "fields": covers }));
            }
        }
        forged.records.push(json!({ "id": id.to_string(), "kind": "update", "fields": fields }));
        let (file, text) = forged.text("return");
        assert!(matches!(office.open(&text), Ok(News::Staged { .. })));
        let items = office.pending(file);
        let asks = |name: &str| name.starts_with(f::COUNTS_FOR_RATING);
        assert!(items.iter().all(|i| !i.key.1.as_deref().is_some_and(asks)), "nobody is asked to say yes to it");
        office.review(file, |item| match trick {
            // Its words are used; that it rates what is the owner's is not.
            4 if item.key.0 == owners => super::support::not_used("not yours"),
            _ => Decision::Use,
        });
        let record = office.state.ledger.records().get(id).unwrap();
        let said = record.text(&format!("{}/{action}", f::COUNTS_FOR_RATING));
        assert_eq!((rating(&office, action).as_deref(), said), (Some("on-track"), Some("no")), "trick {trick}, {from}");
        assert!(node(&office, id, action).is_outsiders, "trick {trick} is marked");
        assert_eq!(node(&office, owners, action).rating.as_deref(), Some("on-track"));
        assert!(!node(&office, owners, action).is_outsiders);
        assert!(Update(office.state.ledger.records().get(owners).unwrap()).counts_for_rating(action));
    }
}

#[test]
fn who_speaks_for_an_owner_they_are_not_of_is_no_owner() {
    let World { mut office, mut other, actions, trust, .. } = world();
    // The office knows who they are of.
    update(&mut other, None, actions[1], "on-track", "2026-01-02");
    let (file, text) = other.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    assert_eq!(rating(&office, actions[1]), None, "who names no organisation is of the one they are known to be of");
    update(&mut other, Some(trust), actions[0], "off-track", "2026-01-03");
    let (file, text) = other.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    assert_eq!(rating(&office, actions[0]), None);
}

#[test]
fn an_update_that_is_made_to_rate_another_action_is_asked_about_again() {
    let World { mut office, mut owner, actions, trust, .. } = world();
    let foreign = actions[1];
    let edit = Edit {
        record: foreign,
        kind: kind::ACTION.into(),
        field: format!("{}/{trust}", f::OWNER),
        value: serde_json::Value::Null,
    };
    let other = new_id();
    let council = Draft::new(other, kind::ORGANISATION).with(f::NAME, "Council");
    let owns = Draft::new(foreign, kind::ACTION).with(format!("{}/{other}", f::OWNER), json!({ "order": 1 }));
    let mut edits: Vec<Edit> = council.edits().chain(owns.edits()).collect();
    edits.push(edit);
    office.save(Work::typed(edits), vec![]).unwrap();
    let own = update(&mut owner, Some(trust), actions[0], "on-track", "2026-01-02");
    accept(&mut office, &mut owner);
    owner.type_in(own, kind::UPDATE, &format!("{}/{foreign}", f::COVERS), json!({ "rating": "complete" }));
    let (file, text) = owner.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("on-track"));
    assert_eq!(rating(&office, foreign), None, "of an action that is not theirs it sets nothing");
}

#[test]
fn what_was_used_before_stays_in_force_and_the_office_rates_itself() {
    let World { mut office, actions, forum, .. } = world();
    // As an earlier version wrote it: nothing is said about counting.
    let before = update(&mut office, Some(forum), actions[0], "at-risk", "2026-01-02");
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("at-risk"));
    assert!(node(&office, before, actions[0]).is_outsiders, "and is marked all the same");
    update(&mut office, None, actions[0], "on-track", "2026-01-03");
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("on-track"));
}

#[test]
fn the_paper_says_whose_word_it_is_who_asks_for_help_and_whether_the_owner_has_answered() {
    let World { mut office, mut owner, mut other, actions, forum, .. } = world();
    let theirs = update(&mut other, Some(forum), actions[0], "off-track", "2026-01-03");
    other.type_in(theirs, kind::UPDATE, f::HELP_NEEDED, "A hall on Mondays.");
    let (file, text) = other.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let paper = |office: &Device| {
        let ledger = &office.state.ledger;
        let tree = ledger.tree(ledger.plans().next().unwrap());
        markdown(&progress(&tree, &Options::default()))
    };
    let says = |paper: &str, words: &[&str]| {
        for words in words {
            assert!(paper.contains(words), "{words}: {paper}");
        }
    };
    let before = paper(&office);
    says(
        &before,
        &["Not known to be from an owner of this action, so it does not set its rating.", "A hall on Mondays."],
    );
    says(&before, &["Asked by Forum.", "The owner has not been asked yet."]);
    let issue = office.make_issue();
    says(&paper(&office), &["The owner has been asked, and has not answered yet."]);
    owner.open(&issue).unwrap();
    owner.type_in(theirs, kind::UPDATE, f::HELP_ANSWER, "Ours is free.");
    let (file, text) = owner.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    // Somebody of whom the office knows nothing may say that they are the Trust's.
    let unknown = "Answer of Rep 0, who is not known to be from an owner of this action:";
    says(&paper(&office), &["Asked by Forum.", unknown, "Ours is free."]);
    let found = |office: &Device| {
        let ledger = &office.state.ledger;
        let found = board::found(ledger, &ledger.tree(ledger.plans().next().unwrap()), date(2026, 1, 10));
        found.iter().any(|found| found.what == What::Help)
    };
    assert!(found(&office), "nobody has answered whom it knows");
    update(&mut owner, None, actions[0], "on-track", "2026-01-01");
    accept(&mut office, &mut owner);
    assert!(!found(&office));
    let after = paper(&office);
    says(&after, &["Asked by Forum.", "Answer of Trust:", "Ours is free."]);
    assert!(!after.contains("has not answered yet"));
    // Who did not answer is named nowhere as such.
    let silent = after.split("Actions with no update").nth(1).unwrap();
    let list: Vec<&str> = silent.lines().skip(1).take_while(|line| !line.starts_with('#')).collect();
    assert!(list.iter().any(|line| line.contains("Action 1")) && !list.concat().contains("Trust"), "{list:?}");
}
