#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

//! Every field that a form can take survives it: what stands in a record is typed, read, and is the same value.

use super::*;
use crate::days::Date;
use crate::days::date;
use crate::domain::kinds;
use crate::domain::kinds::Shape;
use crate::domain::{Colour, Draft, Pattern, Period, Rating, Scale, Timescale, fields as f, kind};
use crate::ledger::Ledger;
use crate::ledger::Side;
use crate::record::Id;
use crate::record::{Clock, Set};
use serde_json::{Value, json};

const TODAY: Date = date(2026, 11, 30);

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

/// A ledger with an organisation, an action and these records.
fn ledger(drafts: &[Draft]) -> Ledger {
    let mut set = Set::new();
    let mut clock = Clock::new(id(9));
    let known = [
        Draft::new(id(1), kind::ORGANISATION).with(f::NAME, "The Council"),
        Draft::new(id(2), kind::ACTION).with(f::TITLE, "Walks"),
        Draft::new(id(3), kind::PLAN).with(f::TITLE, "The plan"),
    ];
    for edit in known.iter().chain(drafts).flat_map(Draft::edits) {
        let at = clock.next(1);
        set.edit(&edit, at);
    }
    Ledger::new(set, None, Side::Office)
}

/// A value of a shape as a record holds it, and as it is typed; `None` for what no form takes.
fn sample(shape: Shape) -> Option<(Value, String)> {
    Some(match shape {
        Shape::Text(_) | Shape::Code | Shape::Telephone => (json!("So it is"), "So it is".into()),
        Shape::Web => (json!("https://example.org/a"), "https://example.org/a".into()),
        Shape::Mail => (json!("ada@example.org"), "ada@example.org".into()),
        Shape::Choice(choices) => (json!(choices.last()?), choices.last()?.to_string()),
        Shape::Day => (json!("2026-03-31"), "31 March 2026".into()),
        Shape::When => (json!("2026-03-31T10:30"), "2026-03-31T10:30".into()),
        Shape::Ref(kind::PLAN) => (json!(id(3).to_string()), id(3).to_string()),
        Shape::Ref(kind::ORGANISATION) => (json!(id(1).to_string()), id(1).to_string()),
        Shape::Number => (json!(2.5), "2.5".into()),
        Shape::Whole => (json!(12), "12".into()),
        Shape::Score(most) => (json!(most - 1), (most - 1).to_string()),
        Shape::Flag => (json!(true), "true".into()),
        Shape::Period => (Period::read("2026 to 2029").to_value(), "2026 to 2029".into()),
        Shape::Timescale => (Timescale::read("by March 2027", Some(TODAY)).to_value(), "by March 2027".into()),
        Shape::Scale => (Scale::usual().to_value(), scale::typed(&Scale::usual())),
        _ => return None,
    })
}

#[test]
fn what_stands_in_a_field_is_typed_and_read_as_the_same() {
    let mut tried = 0;
    for kind in kinds::ALL {
        for field in kind.fields.iter().filter(|field| !field.is_list()) {
            let Some((stands, typed)) = sample(field.shape) else { continue };
            let ledger = ledger(&[Draft::new(id(7), kind.name).with(field.name, stands.clone())]);
            let form = Form::new(kind, &[field.name], TODAY);
            let Some(record) = ledger.live(id(7), kind.name) else { continue };
            assert_eq!(value::typed(&ledger, record, field), typed, "{} {}", kind.name, field.name);
            assert_eq!(value::read(&ledger, field, &typed, TODAY), Ok(stands), "{} {}", kind.name, field.name);
            // Nothing that nobody touched is written again; what is emptied is taken away.
            let mut filled = form.first(&ledger, Some(id(7)));
            assert_eq!(form.edits(&ledger, id(7), &filled), []);
            filled.0.insert(field.name.into(), "  ".into());
            let edits = form.edits(&ledger, id(7), &filled);
            assert_eq!(edits.iter().map(|e| &e.value).collect::<Vec<_>>(), [&Value::Null], "{}", field.name);
            tried += 1;
        }
    }
    assert!(tried > 90, "only {tried} fields were tried");
}

#[test]
fn a_list_says_who_came_and_who_left() {
    let action = Draft::new(id(7), kind::ACTION)
        .with(f::TITLE, "Talks")
        .with(format!("{}/{}", f::OWNER, id(1)), json!({ "order": 1, "as": "" }));
    let ledger = ledger(&[action, Draft::new(id(4), kind::ORGANISATION).with(f::NAME, "Age Well")]);
    let form = form(kind::ACTION, &[f::OWNER, f::TITLE], TODAY).unwrap();
    let mut filled = form.first(&ledger, Some(id(7)));
    assert_eq!(filled.text(f::OWNER), "The Council");
    filled.0.insert(f::OWNER.into(), "age well".into());
    let edits: Vec<(String, Value)> =
        form.edits(&ledger, id(7), &filled).into_iter().map(|e| (e.field, e.value)).collect();
    let is = json!({ "order": 1, "as": "age well" });
    assert_eq!(edits, [(format!("owner/{}", id(1)), Value::Null), (format!("owner/{}", id(4)), is)]);
    // An action's owners are organisations: a name that nobody has is asked about, and loses nobody's.
    filled.0.insert(f::OWNER.into(), "Age Wel".into());
    let wrong = form.wrong(&ledger, Some(id(7)), &filled);
    assert!(wrong.len() == 1 && wrong[0].text.contains("“Age Wel”"), "{wrong:?}");
}

#[test]
fn what_is_no_value_is_named_by_its_field_and_changes_nothing() {
    let names = [f::NAME, f::TARGET, f::UNIT];
    let ledger = ledger(&[]);
    let form = form(kind::MEASURE, &names, TODAY).unwrap();
    let filled = Filled([(f::TARGET, "301 of 317"), (f::UNIT, "people")].map(|(a, b)| (a.into(), b.into())).into());
    let wrong = form.wrong(&ledger, None, &filled);
    let shown: Vec<(&str, &str)> = wrong.iter().map(|p| (p.field, p.text.as_str())).collect();
    let target = "Target: enter one number, or leave it empty";
    assert_eq!(shown, [(f::NAME, "Say what is measured"), (f::TARGET, target)]);
    let edits: Vec<String> = form.edits(&ledger, id(8), &filled).into_iter().map(|e| e.field).collect();
    assert_eq!(edits, [f::UNIT]);
}

#[test]
fn every_field_of_a_form_asks_something_and_what_is_needed_says_what_to_do() {
    for field in kinds::ALL.iter().flat_map(|kind| kind.fields) {
        assert!(!field.question().contains("field."), "{} {}", field.kind, field.name);
        if field.is_needed {
            assert!(!Wrong::Needed.words(field).contains("pencil."), "{} {}", field.kind, field.name);
        }
    }
}

#[test]
fn what_nobody_touched_and_nobody_can_see_keeps_nobody_from_saving() {
    let unknown = id(66);
    let risk = Draft::new(id(7), kind::RISK)
        .with(f::STATEMENT, "It may rain")
        .with(f::LIKELIHOOD, 9)
        .with(f::IMPACT, 9)
        .with(format!("{}/{unknown}", f::ACTION), true);
    let ledger = ledger(&[risk]);
    let form = form(kind::RISK, &[f::STATEMENT, f::LIKELIHOOD, f::IMPACT, f::ACTION], TODAY).unwrap();
    let mut filled = form.first(&ledger, Some(id(7)));
    assert_eq!(form.wrong(&ledger, Some(id(7)), &filled), []);
    // A known action beside the unknown one is one edit; an unknown one that is new is refused.
    let put = |filled: &mut Filled, ids: &[Id]| {
        let ids: Vec<String> = ids.iter().map(Id::to_string).collect();
        filled.0.insert(f::ACTION.into(), ids.join(" "));
    };
    put(&mut filled, &[unknown, id(2)]);
    assert_eq!(form.wrong(&ledger, Some(id(7)), &filled), []);
    assert_eq!(form.edits(&ledger, id(7), &filled).len(), 1);
    put(&mut filled, &[unknown, id(67)]);
    assert_eq!(form.wrong(&ledger, Some(id(7)), &filled).len(), 1);
}

/// What a scale that was changed like this comes to: what is wrong with it, in words, or how many ratings it has.
fn scale_with(change: impl FnOnce(&mut Scale)) -> Result<usize, String> {
    let mut scale = Scale::usual();
    change(&mut scale);
    scale::read(&scale::typed(&scale)).map(|scale| scale.0.len()).map_err(|wrong| wrong.words())
}

#[test]
fn a_scale_whose_ratings_cannot_be_told_apart_says_which() {
    assert_eq!(scale_with(|_| ()), Ok(5));
    for pattern in Pattern::ALL {
        assert!(scale::read(&scale::typed(&pattern.scale())).is_ok(), "{}", pattern.name);
    }
    let wrong = |change: fn(&mut Scale)| scale_with(change).unwrap_err();
    assert_eq!(wrong(|s| s.0.truncate(1)), "A scale has from 2 to 9 ratings.");
    let many = |s: &mut Scale| {
        let more = s.0.clone().into_iter().map(|r| Rating { key: format!("{}-too", r.key), ..r });
        s.0.extend(more);
    };
    assert_eq!(wrong(many), "A scale has from 2 to 9 ratings.");
    assert_eq!(wrong(|s| s.0[1].name = " ".into()), "Rating 2 has no name. Type one, or remove the rating.");
    assert!(wrong(|s| s.0[2].name = "on  TRACK".into()).contains("“On track”"));
    let look = wrong(|s| {
        s.0[2].shape = s.0[1].shape;
        s.0[2].colour = s.0[1].colour;
    });
    assert!(look.contains("“On track” and “Some concerns” look the same"), "{look}");
    assert!(scale_with(|s| s.0[2].colour = Colour::Green).is_ok(), "another shape is enough");
    assert!(wrong(|s| s.0[4].is_complete = true).contains("Only one can"));
    assert_eq!(scale_with(|s| s.0[4].key = s.0[0].key.clone()), Ok(4), "of two with one key the first counts");
    assert!(scale_with(|s| s.0[0].is_complete = false).is_ok(), "a scale may have no word for it");
    for text in ["", "red, amber, green", "[]", "{}", "[1,2,3]", "[{\"key\":\"a\"},{\"key\":\"b\"}]"] {
        assert!(scale::read(text).is_err(), "{text}");
    }
}

#[test]
fn a_rating_that_updates_have_keeps_its_place_under_any_name() {
    let action = Draft::new(id(4), kind::ACTION).with(f::TITLE, "Walks").with(f::PLAN, id(3).to_string());
    let update =
        Draft::new(id(5), kind::UPDATE).with(format!("{}/{}", f::COVERS, id(4)), json!({ "rating": "off-track" }));
    let ledger = ledger(&[action, update]);
    let form = form(kind::PLAN, &[f::SCALE], TODAY).unwrap();
    let filled = |scale: &Scale| Filled([(f::SCALE.to_owned(), scale::typed(scale))].into());
    let mut named = Scale::usual();
    named.0[3].name = "In trouble".into();
    assert_eq!(form.wrong(&ledger, Some(id(3)), &filled(&named)), []);
    assert_eq!(form.edits(&ledger, id(3), &filled(&named)).len(), 1);
    let mut without = Scale::usual();
    without.0.remove(3);
    let wrong = form.wrong(&ledger, Some(id(3)), &filled(&without));
    assert_eq!(wrong[0].text, "“Off track” cannot go: 1 update has it. Give it another name, or leave it in.");
    let mut other = Scale::usual();
    other.0.remove(4);
    assert_eq!(form.wrong(&ledger, Some(id(3)), &filled(&other)), [], "nothing has that one");
}

/// A ledger with an approved plan and an action in it, a field of which is changed by a form with who agreed that.
fn approved(approved: bool, said: &agreed::Agreed, changes: &[(&str, &str)]) -> Ledger {
    let day = if approved { "2026-01-15" } else { "" };
    let drafts = [
        Draft::new(id(3), kind::PLAN).with(f::APPROVED, day),
        Draft::new(id(4), kind::ACTION)
            .with(f::TITLE, "Walks")
            .with(f::PLAN, id(3).to_string())
            .with(f::TIMESCALE, Timescale::read("by March 2026", Some(TODAY)).to_value()),
    ];
    let mut now = ledger(&drafts);
    let mut clock = Clock::new(id(8));
    for (field, typed) in changes {
        let form = form(kind::ACTION, &[field], TODAY).unwrap();
        let filled = Filled([((*field).to_owned(), (*typed).to_owned())].into());
        let mut edits = form.edits(&now, id(4), &filled);
        edits.extend(agreed::beside(&now, id(4), &edits, said, form.only()));
        let mut set = now.records().clone();
        for edit in edits {
            let at = clock.next(1000);
            set.edit(&edit, at);
        }
        now = Ledger::new(set, None, Side::Office);
    }
    now
}

fn since(ledger: &Ledger, field: &str) -> Option<(String, String)> {
    let field = kinds::field(kind::ACTION, field).unwrap();
    agreed::since(ledger, ledger.records().get(id(4)).unwrap(), field).map(|since| (since.said, since.agreed))
}

#[test]
fn what_was_approved_stays_beside_what_is_changed_later() {
    let open = agreed::Agreed::default();
    let board = agreed::Agreed { by: "Health and Wellbeing Board".into(), on: "2026-05-06".into() };
    let draft = approved(false, &open, &[(f::TITLE, "Health walks")]);
    assert_eq!(since(&draft, f::TITLE), None, "a draft is changed as one likes");
    let plan = approved(true, &open, &[(f::TITLE, "Health walks")]);
    let (said, agreed) = since(&plan, f::TITLE).unwrap();
    assert_eq!((said.as_str(), agreed.as_str()), ("Walks", "Changed since. Nobody is said to have agreed it yet."));
    assert_eq!(since(&plan, f::TIMESCALE), None);
    let plan = approved(true, &board, &[(f::TITLE, "Health walks"), (f::TITLE, "Health walks for all")]);
    let (said, agreed) = since(&plan, f::TITLE).unwrap();
    assert_eq!(said, "Walks", "what was approved, not what stood there last");
    assert_eq!(agreed, "Changed since; agreed by Health and Wellbeing Board on 6 May 2026.");
    let plan = approved(true, &open, &[(f::TIMESCALE, "by June 2026")]);
    assert!(since(&plan, f::TIMESCALE).unwrap().0.starts_with("by March 2026"));
    let back = approved(true, &board, &[(f::TIMESCALE, "by June 2026"), (f::TIMESCALE, "by March 2026")]);
    assert_eq!(since(&back, f::TIMESCALE), None, "it says again what was approved");
    let other = approved(true, &open, &[(f::RESOURCES, "Two days a week")]);
    assert_eq!(since(&other, f::RESOURCES), None, "nobody approves those");
    let first = approved(true, &open, &[(f::SUCCESS, "More people walk")]);
    assert_eq!(since(&first, f::SUCCESS).unwrap().0, "Nothing", "it was empty when the plan was approved");
}

#[test]
fn who_agreed_a_change_may_be_said_later() {
    let open = agreed::Agreed::default();
    let board = agreed::Agreed { by: "Board".into(), on: String::new() };
    let ledger = approved(true, &open, &[(f::TITLE, "Health walks")]);
    let form = form(kind::ACTION, &[f::TITLE], TODAY).unwrap();
    let edits = agreed::beside(&ledger, id(4), &[], &board, form.only());
    let fields: Vec<&str> = edits.iter().map(|edit| edit.field.as_str()).collect();
    assert_eq!(fields, ["agreed/title"]);
    assert_eq!(agreed::beside(&ledger, id(4), &[], &board, None), [], "a whole form speaks of what it changes only");
    assert_eq!(agreed::beside(&ledger, id(4), &[], &open, form.only()), [], "nothing new is said");
}

#[test]
fn what_an_earlier_approval_said_is_not_said_of_the_next() {
    let open = agreed::Agreed::default();
    let plan = approved(true, &open, &[(f::TITLE, "Health walks")]);
    let mut set = plan.records().clone();
    let again = Draft::new(id(3), kind::PLAN).with(f::APPROVED, "2026-06-30");
    let mut clock = Clock::new(id(7));
    for edit in again.edits() {
        set.edit(&edit, clock.next(2000));
    }
    let plan = Ledger::new(set, None, Side::Office);
    assert_eq!(since(&plan, f::TITLE), None);
    let form = form(kind::ACTION, &[f::TITLE], TODAY).unwrap();
    let filled = Filled([(f::TITLE.to_owned(), "Walks".to_owned())].into());
    let edits = form.edits(&plan, id(4), &filled);
    let beside = agreed::beside(&plan, id(4), &edits, &open, form.only());
    assert_eq!(beside[0].value, json!({ "on": "2026-06-30", "said": "Health walks" }), "what June approved");
}

#[test]
fn what_is_added_after_the_approval_was_not_approved_and_says_who_agreed_it() {
    let open = agreed::Agreed::default();
    let board = agreed::Agreed { by: "Board".into(), on: "2026-05-06".into() };
    let mut set = approved(true, &open, &[]).records().clone();
    let mut clock = Clock::new(id(6));
    let new = Draft::new(id(5), kind::ACTION).with(f::TITLE, "Talks").with(f::PLAN, id(3).to_string());
    let mut edits: Vec<_> = new.edits().collect();
    let ledger = Ledger::new(set.clone(), None, Side::Office);
    edits.extend(agreed::added(&ledger, id(5), &edits, &open));
    assert_eq!(agreed::added(&self::ledger(&[]), id(5), &edits, &open), [], "a draft is added to as one likes");
    edits.iter().for_each(|edit| drop(set.edit(edit, clock.next(3000))));
    let ledger = Ledger::new(set.clone(), None, Side::Office);
    let title = kinds::field(kind::ACTION, f::TITLE).unwrap();
    let since = |ledger: &Ledger| agreed::since(ledger, ledger.records().get(id(5)).unwrap(), title).unwrap();
    let now = since(&ledger);
    assert_eq!(now.words(), "Added after the plan was approved on 15 January 2026.");
    assert_eq!(now.agreed, "Nobody is said to have agreed it yet.");
    // Nothing of it was approved: what is changed later keeps no approved words, and who agreed it may be said with any change.
    let form = form(kind::ACTION, &[f::SUCCESS], TODAY).unwrap();
    let edits = form.edits(&ledger, id(5), &Filled([(f::SUCCESS.to_owned(), "More talk".to_owned())].into()));
    assert_eq!(agreed::beside(&ledger, id(5), &edits, &open, form.only()), []);
    let beside = agreed::beside(&ledger, id(5), &edits, &board, form.only());
    assert_eq!(beside.iter().map(|edit| edit.field.as_str()).collect::<Vec<_>>(), ["agreed/title"]);
    beside.iter().for_each(|edit| drop(set.edit(edit, clock.next(4000))));
    let ledger = Ledger::new(set, None, Side::Office);
    assert_eq!(since(&ledger).agreed, "Agreed by Board on 6 May 2026.");
    let tree = ledger.tree(ledger.plans().next().unwrap());
    let added: Vec<bool> = tree.unplaced.iter().map(|a| a.since.iter().any(|since| since.is_added)).collect();
    assert_eq!(added, [false, true], "Walks was approved, Talks was not");
}

#[test]
fn only_what_is_over_says_when_and_by_whose_decision() {
    let of = |fields: &[(&str, &str)]| {
        let action = Draft::new(id(4), kind::ACTION).with(f::TITLE, "Walks").with(f::STATE, "stopped");
        let ledger = ledger(&[action.with(f::CLOSED, "2026-05-06")]);
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        let form = form(kind::ACTION, &names, TODAY).unwrap();
        let filled = Filled(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
        form.wrong(&ledger, Some(id(4)), &filled).into_iter().map(|p| p.field).collect::<Vec<_>>()
    };
    assert_eq!(
        of(&[(f::STATE, "under way"), (f::CLOSED, "6 May 2026")]),
        [f::CLOSED],
        "it goes on, and says when it was over"
    );
    assert_eq!(of(&[(f::STATE, "under way")]), Vec::<&str>::new(), "a state by itself is no dead end");
    assert_eq!(of(&[(f::STATE, "done"), (f::DECIDED_BY, "Board"), (f::DECIDED_ON, "1 June 2026")]), Vec::<&str>::new());
    assert_eq!(of(&[(f::DECIDED_ON, "1 June 2026")]), [f::DECIDED_ON], "a decision is somebody's");
    assert_eq!(of(&[(f::STATE, "paused"), (f::GOES_ON_IN, &id(2).to_string())]), [f::GOES_ON_IN]);
}

#[test]
fn what_a_representative_closes_is_a_proposal_until_the_office_has_it() {
    let plan = Draft::new(id(4), kind::ACTION).with(f::TITLE, "Walks").with(f::PLAN, id(3).to_string());
    let issued = ledger(std::slice::from_ref(&plan)).records().clone();
    let closed = plan.with(f::STATE, "done").with(f::CLOSED, "2026-05-06").with(f::DECIDED_BY, "Board");
    let now = ledger(&[closed]).records().clone();
    let of = |side| {
        let ledger = Ledger::new(now.clone(), Some(issued.clone()), side);
        let tree = ledger.tree(ledger.plans().next().unwrap());
        (tree.unplaced[0].state, tree.unplaced[0].proposed, tree.unplaced[0].ending.clone().and_then(|e| e.decided()))
    };
    let done = Some(crate::domain::ActionState::Done);
    assert_eq!(of(Side::Member), (None, done, None));
    let words = "Over since 6 May 2026; decided by Board.".to_owned();
    assert_eq!(of(Side::Office), (done, None, Some(words)));
}
