//! Who is known to be of an organisation that owns an action, and what somebody else's word does to the owner's.

use super::whose::{World, accept, node, outsiders, rating, update, world};
use crate::device::new_id;
use golden_thread::days::date;
use golden_thread::domain::{Draft, Placement, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Work};
use golden_thread::ledger::review::Decision;
use golden_thread::ledger::{due, entries, whose};
use serde_json::json;
#[test]
fn a_representative_whom_the_office_does_not_know_yet_counts_once_it_says_so() {
    let World { mut office, mut owner, actions, trust, .. } = world();
    let first = update(&mut owner, Some(trust), actions[0], "at-risk", "2026-01-02");
    let (file, text) = owner.make_return().unwrap();
    office.open(&text).unwrap();
    assert_eq!(outsiders(&office, file), [vec![actions[0]]], "it is asked");
    office.review(file, |_| Decision::Use);
    let shown = node(&office, first, actions[0]);
    assert!(shown.is_outsiders && !shown.counts && rating(&office, actions[0]).is_none());
    // Whose record came in with it is known no better for that.
    update(&mut owner, Some(trust), actions[0], "on-track", "2026-01-03");
    let (file, text) = owner.make_return().unwrap();
    office.open(&text).unwrap();
    assert_eq!(outsiders(&office, file), [vec![actions[0]]], "and again");
    office.review(file, |_| Decision::Use);
    assert_eq!(rating(&office, actions[0]), None);
    office.save(Work::typed([whose::counting(first, actions[0], true)]), vec![]).unwrap();
    assert_eq!(rating(&office, actions[0]).as_deref(), Some("at-risk"));
    assert!(!node(&office, first, actions[0]).is_outsiders);
    update(&mut owner, Some(trust), actions[1], "complete", "2026-01-04");
    let (file, text) = owner.make_return().unwrap();
    office.open(&text).unwrap();
    assert_eq!(outsiders(&office, file), [vec![]], "from then on it is known");
    office.review(file, |_| Decision::Use);
    assert_eq!(rating(&office, actions[1]).as_deref(), Some("complete"));
}

#[test]
fn what_somebody_known_rates_of_an_owner_s_update_leaves_the_owner_s_unless_the_office_lets_it_count() {
    for lets in [false, true] {
        let World { mut office, mut owner, mut other, actions, trust, .. } = world();
        let owners = update(&mut owner, Some(trust), actions[0], "on-track", "2026-01-02");
        accept(&mut office, &mut owner);
        update(&mut other, None, actions[1], "at-risk", "2026-01-02");
        accept(&mut office, &mut other);
        other.open(&office.make_issue()).unwrap();
        other.type_in(owners, kind::UPDATE, &format!("{}/{}", f::COVERS, actions[0]), json!({ "rating": "off-track" }));
        if lets {
            accept(&mut office, &mut other);
        } else {
            let (file, text) = other.make_return().unwrap();
            office.open(&text).unwrap();
            assert_eq!(outsiders(&office, file), [vec![actions[0]]]);
            office.review(file, |_| Decision::Use);
        }
        let expected = if lets { "off-track" } else { "on-track" };
        assert_eq!(rating(&office, actions[0]).as_deref(), Some(expected));
        assert!(!node(&office, owners, actions[0]).is_outsiders);
    }
}

#[test]
fn what_the_office_lets_count_is_only_of_the_actions_in_question() {
    let World { mut other, mut office, actions, forum, .. } = world();
    let theirs = update(&mut other, Some(forum), actions[0], "off-track", "2026-01-03");
    let (file, text) = other.make_return().unwrap();
    office.open(&text).unwrap();
    let item = office.pending(file).remove(0);
    let mut edits = vec![whose::counting(theirs, actions[0], false), whose::counting(theirs, actions[1], false)];
    whose::let_count(&mut edits, &item);
    assert_eq!(edits, [whose::counting(theirs, actions[0], true), whose::counting(theirs, actions[1], false)]);
}

#[test]
fn what_somebody_else_says_keeps_no_action_fresh_and_takes_the_place_of_no_rating() {
    let World { mut office, mut owner, mut other, actions, trust, forum } = world();
    let plan = office.state.ledger.plans().next().unwrap().id();
    // The action stands in two places; the owner's update is about the first, somebody else's about the second.
    let (priority, aims) = (new_id(), [new_id(), new_id()]);
    let places = aims.map(|aim| Placement { priority, aim });
    let mut drafts = vec![Draft::new(priority, kind::PRIORITY).with(f::PLAN, plan.to_string()).with(f::NUMBER, "1")];
    let mut action = Draft::new(actions[0], kind::ACTION);
    for (n, place) in places.iter().enumerate() {
        action.set(format!("{}/{}", f::PLACED, place.name()), n);
        drafts.push(Draft::new(place.aim, kind::AIM).with(format!("{}/{priority}", f::UNDER), n));
    }
    drafts.push(action);
    office.save(Work::drafts(&drafts, Cause::Typed), vec![]).unwrap();
    let said = update(&mut owner, Some(trust), actions[0], "on-track", "2025-01-02");
    owner.type_in(said, kind::UPDATE, f::PLACEMENT, places[0].name());
    accept(&mut office, &mut owner);
    let theirs = update(&mut other, Some(forum), actions[0], "off-track", "2025-12-03");
    other.type_in(theirs, kind::UPDATE, f::PLACEMENT, places[1].name());
    let (file, text) = other.make_return().unwrap();
    office.open(&text).unwrap();
    office.review(file, |_| Decision::Use);
    let ledger = &office.state.ledger;
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let today = date(2026, 1, 10);
    assert!(due::stale(&tree, today).contains(&actions[0]), "the owner has said nothing for a year");
    let entry = entries::entries(&tree, today, |_| true).into_iter().find(|e| e.id == actions[0]).unwrap();
    assert_eq!((entry.rating.as_deref(), entry.said.as_str()), (Some("on-track"), "2025-12-03"));
}
