//! Every field that can be changed by hand, of every kind that everybody may change: changed, taken back, given back from the
//! history, changed in two windows at once, proposed by a representative, looked at and used by the office, taken out.

use super::support::begin;
use crate::device::{Device, new_id, now};
use golden_thread::days::{Date, date};
use golden_thread::domain::kind::Audience;
use golden_thread::domain::kinds::{self, Field, Kind, Shape, Writers};
use golden_thread::domain::{Draft, Placement, Topic, fields as f, kind};
use golden_thread::ledger::changes::{Cause, Had, Work};
use golden_thread::ledger::review::Decision;
use golden_thread::pencil::taking_back::TakingBack;
use golden_thread::pencil::{Filled, Form, adding, value};
use golden_thread::record::{Edit, Id};
use golden_thread::store::Vault;
use serde_json::Value;
use std::collections::BTreeMap;

const TODAY: Date = date(2026, 11, 30);

/// What a plan needs to hold something of every kind.
struct Known {
    plan: Id,
    places: [Placement; 2],
    organisations: [Id; 2],
    actions: [Id; 2],
    themes: [Id; 2],
    /// Two of every other kind that something may name.
    others: BTreeMap<&'static str, [Id; 2]>,
}

/// Puts a plan with two priorities, an aim under each, two actions and two organisations into an office.
fn known(office: &mut Device) -> Known {
    let plan = office.state.ledger.plans().next().unwrap().id();
    let mut drafts = Vec::new();
    let places = [1, 2].map(|n| {
        let place = Placement { priority: new_id(), aim: new_id() };
        let of_plan = |id, kind| Draft::new(id, kind).with(f::PLAN, plan.to_string());
        drafts.push(of_plan(place.priority, kind::PRIORITY).with(f::TITLE, format!("Priority {n}")).with(f::ORDER, n));
        let under = format!("{}/{}", f::UNDER, place.priority);
        drafts.push(of_plan(place.aim, kind::AIM).with(f::STATEMENT, format!("Aim {n}")).with(under, 1));
        place
    });
    let organisations = ["The Council", "Age Well"].map(|name| {
        let draft = Draft::new(new_id(), kind::ORGANISATION).with(f::NAME, name);
        drafts.push(draft.clone());
        draft.id
    });
    let actions = ["Talks", "Walks"].map(|title| {
        let draft = Draft::new(new_id(), kind::ACTION).with(f::TITLE, title).with(f::PLAN, plan.to_string());
        drafts.push(draft.clone());
        draft.id
    });
    let themes = ["Carers", "Fairness"].map(|name| {
        let draft = Draft::new(new_id(), kind::THEME).with(f::NAME, name);
        drafts.push(draft.clone());
        draft.id
    });
    let named = adding::OF_PARTNERSHIP.into_iter().chain([kind::RISK]).map(|kind| {
        let two = ["One", "Other"].map(|name| {
            let mut draft = Draft::new(new_id(), kind).with(kinds::titled(kind)[0], name);
            // So that everybody who may name it has it.
            opened(kind).into_iter().for_each(|(field, value)| draft.set(field, value));
            drafts.push(draft.clone());
            draft.id
        });
        (kind, two)
    });
    let others = named.collect();
    office.save(Work::drafts(&drafts, Cause::Typed), vec![]).unwrap();
    Known { plan, places, organisations, actions, themes, others }
}

/// What lets the partnership see a record of a kind that is the office's until then.
fn opened(kind: &str) -> Option<(&'static str, Value)> {
    match kind {
        kind::HOLDER => Some((f::PUBLISHED, true.into())),
        kind::DECISION => Some((f::STATE, "approved".into())),
        kind::QUOTATION => Some((f::PERMISSION, "given".into())),
        kind::DOCUMENT => Some((f::OPENNESS, "open".into())),
        _ => None,
    }
}

/// Two things that can be typed in a field; `None` for what no form takes.
fn typed(field: &Field, known: &Known) -> Option<[String; 2]> {
    let two = |a: &str, b: &str| Some([a.to_owned(), b.to_owned()]);
    if !value::is_typed(field) {
        return None;
    }
    match field.shape.of_one() {
        Shape::Text(_) | Shape::Code | Shape::Telephone => two("So it is", "So it was"),
        Shape::Web => two("https://example.org/a", "https://example.org/b"),
        Shape::Mail => two("ada@example.org", "team@example.org"),
        Shape::Choice([first, second, ..]) => two(first, second),
        Shape::Day => two("31 March 2027", "1 April 2027"),
        Shape::When => two("2027-03-31T10:30", "2027-03-31T11:00"),
        Shape::Ref(kind::ACTION) => Some(known.actions.map(|id| id.to_string())),
        Shape::Ref(kind::PLAN) => two(&known.plan.to_string(), ""),
        Shape::Ref(kind::ORGANISATION) => Some(known.organisations.map(|id| id.to_string())),
        Shape::Number | Shape::Whole | Shape::Score(_) => two("3", "4"),
        Shape::Timescale => two("by March 2027", "ongoing"),
        Shape::Period => two("2026 to 2029", "2027 to 2030"),
        Shape::Owner | Shape::OwnerOr(_) => two("The Council", "Age Well"),
        Shape::Link(kind::ACTION) => Some(known.actions.map(|id| id.to_string())),
        Shape::Link(kind::PRIORITY) => Some(known.places.map(|place| place.priority.to_string())),
        Shape::Link(kind::THEME) => Some(known.themes.map(|id| id.to_string())),
        Shape::Link(kind::ORGANISATION) => Some(known.organisations.map(|id| id.to_string())),
        Shape::Ref(of) | Shape::Link(of) => Some(known.others.get(of)?.map(|id| id.to_string())),
        Shape::Flag if !field.is_list() => two("true", ""),
        Shape::Under(_) => Some(known.places.map(|place| place.priority.to_string())),
        Shape::Placed => Some(known.places.map(Placement::name)),
        Shape::Topic | Shape::TopicAt => {
            let topics = Topic::of_partnership(None);
            two(&topics[0].id, &topics[1].id)
        }
        Shape::Flag if field.is_list() => two("Polish", "Welsh"),
        Shape::Line => two("Age Well Ltd", "Agewell"),
        Shape::Rating => Some(["on-track", "off-track"].map(|key| format!("{} {key}", known.actions[0]))),
        _ => None,
    }
}

/// A record of a kind with all that it needs.
fn make(office: &mut Device, kind: &'static Kind, known: &Known) -> Id {
    let id = new_id();
    let needed: Vec<&str> = kind.fields.iter().filter(|f| f.is_needed).map(|f| f.name).collect();
    let texts = kind.fields.iter().filter(|f| f.is_needed).map(|field| {
        let [_, text] = typed(field, known).unwrap();
        (field.name.to_owned(), text.replace("So it was", "First"))
    });
    let form = Form::new(kind, &needed, TODAY);
    let mut edits = form.edits(&office.state.ledger, id, &Filled(texts.collect()));
    if edits.is_empty() {
        let field = kind.fields.iter().find(|field| matches!(field.shape, Shape::Text(_) | Shape::Day)).unwrap();
        edits = Form::new(kind, &[field.name], TODAY).edits(
            &office.state.ledger,
            id,
            &Filled([(field.name.to_owned(), typed(field, known).unwrap()[1].clone())].into()),
        );
    }
    office.save(Work::typed(edits), vec![]).unwrap();
    id
}

/// The edits that typing this in a field comes to.
fn edits(device: &Device, id: Id, field: &Field, text: &str) -> Vec<Edit> {
    let form = Form::new(kinds::find(field.kind).unwrap(), &[field.name], TODAY);
    let filled = Filled([(field.name.to_owned(), text.to_owned())].into());
    // What holds between several fields is asked of forms that have them all.
    let between = [kind::RISK, kind::CYCLE, kind::EVENT, kind::ACTION, kind::MEETING];
    let of_days = [f::FROM, f::UNTIL, f::COMMITMENT_LOW, f::COMMITMENT_HIGH].contains(&field.name);
    if !between.contains(&field.kind) && !of_days {
        assert_eq!(form.wrong(&device.state.ledger, Some(id), &filled), [], "{} {}", field.kind, field.name);
    }
    form.edits(&device.state.ledger, id, &filled)
}

fn says(device: &Device, id: Id, field: &Field) -> String {
    let record = device.state.ledger.records().get(id).unwrap();
    value::typed(&device.state.ledger, record, field)
}

fn save(device: &mut Device, edits: Vec<Edit>) -> TakingBack {
    assert!(!edits.is_empty(), "nothing to save");
    let back = TakingBack::of(&device.state.ledger, &edits);
    device.save(Work::typed(edits), vec![]).unwrap();
    back
}

/// The kinds that everybody may change on a page of their own.
fn all() -> impl Iterator<Item = &'static Kind> {
    let says = |kind: &&&Kind| kind.fields.iter().any(|field| matches!(field.shape, Shape::Text(_) | Shape::Day));
    let is_open = move |kind: &&&Kind| says(kind) && matches!(kind.audience, Audience::Public | Audience::Partnership);
    kinds::ALL
        .iter()
        .filter(is_open)
        .copied()
        .filter(|kind| kind.writers == Writers::Anyone && kind.name != kind::WRITER)
}

#[test]
fn every_fact_is_changed_taken_back_and_given_back() {
    let mut tried = 0;
    for kind in all() {
        let (mut office, ..) = begin(1, 0);
        let known = known(&mut office);
        let id = make(&mut office, kind, &known);
        for field in kind.fields.iter().filter(|field| field.is_asked) {
            let Some([first, second]) = typed(field, &known) else { continue };
            let before = says(&office, id, field);
            let now_first = edits(&office, id, field, &first);
            assert!(!now_first.is_empty(), "{} {} {before} {first}", kind.name, field.name);
            let back = save(&mut office, now_first.clone());
            assert_eq!(says(&office, id, field), first, "{} {}", kind.name, field.name);
            let undo = back.edits(&office.state.ledger);
            office.save(Work { edits: undo, ..Work::new(Cause::TakenBack) }, vec![]).unwrap();
            assert_eq!(says(&office, id, field), before, "{} {}", kind.name, field.name);
            // What somebody has changed since is not taken back.
            save(&mut office, now_first);
            let back = TakingBack::of(&office.state.ledger, &edits(&office, id, field, &second));
            assert_eq!(back.edits(&office.state.ledger), [], "nothing was saved of it yet");
            let second = edits(&office, id, field, &second);
            save(&mut office, second);
            // The history has what stood there, and giving it back is one more edit.
            let rows = now(Vault::history(&office.store, id)).unwrap();
            let name = |row: &str| row == field.name || row.split_once('/').is_some_and(|(list, _)| list == field.name);
            let former =
                rows.iter().filter(|row| name(&row.field) && row.before.as_ref().is_some_and(|b| !b.is_null()));
            let former = former.max_by_key(|row| row.when).unwrap();
            let again = |value| Edit { record: id, kind: kind.name.into(), field: former.field.clone(), value };
            save(&mut office, vec![again(former.before.clone().unwrap())]);
            assert!(says(&office, id, field).contains(&first), "{} {}", kind.name, field.name);
            tried += 1;
        }
    }
    assert!(tried > 60, "only {tried} fields were tried");
}

#[test]
fn of_two_windows_neither_loses_its_words() {
    for kind in all() {
        let (mut office, ..) = begin(1, 0);
        let known = known(&mut office);
        let id = make(&mut office, kind, &known);
        for field in kind.fields.iter().filter(|field| field.is_asked && !field.is_list()) {
            let Some([first, second]) = typed(field, &known) else { continue };
            let record = office.state.ledger.records().get(id).cloned().unwrap();
            let had = Had::of([record]);
            let (one, other) = (edits(&office, id, field, &first), edits(&office, id, field, &second));
            if one.is_empty() || other.is_empty() {
                continue;
            }
            save(&mut office, one);
            office.save(Work::typed(other).of_form(&had), vec![]).unwrap();
            let stands = office.state.ledger.records().get(id).and_then(|r| r.field(field.name)).unwrap();
            assert!(stands.is_conflict(), "{} {}", kind.name, field.name);
        }
    }
}

#[test]
fn what_a_representative_changes_is_proposed_reviewed_and_used() {
    let mut tried = 0;
    for kind in all() {
        let (mut office, mut reps, _) = begin(1, 1);
        let known = known(&mut office);
        let id = make(&mut office, kind, &known);
        if let Some((field, value)) = opened(kind.name) {
            office.type_in(id, kind.name, field, value);
        }
        let issue = office.make_issue();
        let rep = &mut reps[0];
        rep.open(&issue).unwrap();
        let mut proposed = Vec::new();
        let theirs = |field: &&Field| field.is_asked && field.writers == Writers::Anyone;
        for field in kind.fields.iter().filter(theirs) {
            let Some([first, _]) = typed(field, &known) else { continue };
            let typed = edits(rep, id, field, &first);
            if !typed.is_empty() {
                save(rep, typed);
                proposed.push((field, first));
            }
        }
        let (file, text) = rep.make_return().unwrap();
        office.open(&text).unwrap();
        let pending = office.pending(file);
        for (field, first) in &proposed {
            let is_of = |name: &str| name.split('/').next() == Some(field.name);
            let is_named = pending.iter().any(|item| item.key.0 == id && item.key.1.as_deref().is_none_or(is_of));
            assert!(is_named, "nobody is shown {} {}", kind.name, field.name);
            assert_ne!(says(&office, id, field), *first, "{} {} is not looked at yet", kind.name, field.name);
        }
        office.review(file, |_| Decision::Use);
        for (field, first) in &proposed {
            assert_eq!(says(&office, id, field), *first, "{} {}", kind.name, field.name);
            tried += 1;
        }
        // What is opened is opened as it stands: the office says it of the new words.
        if let Some((field, value)) = opened(kind.name) {
            office.type_in(id, kind.name, field, value);
        }
        let issue = office.make_issue();
        rep.open(&issue).unwrap();
        let base = rep.state.ledger.base().and_then(|base| base.get(id)).unwrap().clone();
        for (field, first) in &proposed {
            assert_eq!(
                value::typed(&rep.state.ledger, &base, field),
                *first,
                "{} {} was accepted",
                kind.name,
                field.name
            );
        }
    }
    assert!(tried > 60, "only {tried} fields were tried");
}

#[test]
fn what_is_taken_out_is_gone_and_comes_back() {
    for kind in all() {
        let (mut office, ..) = begin(1, 0);
        let known = known(&mut office);
        let id = make(&mut office, kind, &known);
        let out = adding::take_out(&office.state.ledger, id, "typed by mistake");
        let back = save(&mut office, out);
        assert!(office.state.ledger.live(id, kind.name).is_none(), "{}", kind.name);
        let undo = back.edits(&office.state.ledger);
        save(&mut office, undo);
        assert!(office.state.ledger.live(id, kind.name).is_some(), "{}", kind.name);
    }
}

#[test]
fn what_was_added_is_at_its_place_and_undoing_takes_it_out() {
    let (mut office, ..) = begin(0, 0);
    let known = known(&mut office);
    let [place, other] = known.places;
    let cases = [
        (kind::PRIORITY, known.plan.to_string(), known.plan),
        (kind::AIM, place.priority.to_string(), place.priority),
        (kind::ACTION, place.name(), place.aim),
    ];
    for (kind, at, above) in cases {
        let id = new_id();
        let mut edits: Vec<Edit> =
            Draft::new(id, kind).with(if kind == kind::AIM { f::STATEMENT } else { f::TITLE }, "New").edits().collect();
        edits.extend(adding::place(&office.state.ledger, kind, id, &at).unwrap());
        let back = save(&mut office, edits);
        assert_eq!(adding::contents(&office.state.ledger, above).last(), Some(&id), "{kind}: last of its place");
        let undo = back.edits(&office.state.ledger);
        save(&mut office, undo);
        assert!(!adding::contents(&office.state.ledger, above).contains(&id), "{kind}");
    }
    // A measure is of whatever it is added to, and nothing else.
    let of = [known.actions[0], place.priority, known.themes[0], known.plan];
    for above in of {
        let id = new_id();
        let mut edits: Vec<Edit> = Draft::new(id, kind::MEASURE).with(f::NAME, "New").edits().collect();
        edits.extend(adding::place(&office.state.ledger, kind::MEASURE, id, &above.to_string()).unwrap());
        save(&mut office, edits);
        let measured: Vec<Id> = of.into_iter().filter(|of| says_measure(&office, *of, id)).collect();
        assert_eq!(measured, [above]);
    }
    // Nowhere is no place.
    let nowhere = Placement { priority: place.priority, aim: other.aim }.name();
    assert_eq!(adding::place(&office.state.ledger, kind::ACTION, new_id(), &nowhere), None);
    assert_eq!(adding::place(&office.state.ledger, kind::AIM, new_id(), &new_id().to_string()), None);
}

fn says_measure(device: &Device, of: Id, measure: Id) -> bool {
    device.state.ledger.measures_of(of).iter().any(|known| known.id == measure)
}

#[test]
fn of_two_organisations_one_is_made_and_nothing_names_the_other() {
    let (mut office, _, actions) = begin(2, 0);
    let known = known(&mut office);
    let [stays, goes] = known.organisations;
    let owner = |id: Id| format!("{}/{id}", f::OWNER);
    office.type_in(actions[0], kind::ACTION, &owner(goes), serde_json::json!({ "order": 1, "as": "Age Well" }));
    for id in [stays, goes] {
        office.type_in(actions[1], kind::ACTION, &owner(id), serde_json::json!({ "order": 1, "as": "" }));
    }
    assert_eq!(adding::merge(&office.state.ledger, goes, goes), [], "with itself");
    assert_eq!(adding::merge(&office.state.ledger, goes, actions[0]), [], "of two kinds");
    let before = office.state.ledger.records().clone();
    let edits = adding::merge(&office.state.ledger, goes, stays);
    let back = save(&mut office, edits);
    let ledger = &office.state.ledger;
    assert!(ledger.live(goes, kind::ORGANISATION).is_none());
    assert_eq!((ledger.stands_for(goes), ledger.stands_for(stays)), (stays, stays));
    for action in &actions {
        let owners: Vec<Id> = ledger.action(*action).unwrap().owners().into_iter().map(|o| o.organisation).collect();
        assert_eq!(owners, [stays]);
    }
    assert!(ledger.live(stays, kind::ORGANISATION).unwrap().members(f::SPELLING).any(|(s, _)| s == "Age Well"));
    let undo = back.edits(ledger);
    save(&mut office, undo);
    for record in before.iter().filter(|r| r.kind == kind::ACTION || r.kind == kind::ORGANISATION) {
        let now = office.state.ledger.live(record.id, &record.kind).unwrap();
        for name in record.fields().keys() {
            assert_eq!(now.value(name), record.value(name), "{} {name}", record.kind);
        }
    }
}

#[test]
fn what_has_rules_of_its_own_has_no_page_to_change_it() {
    for kind in kinds::ALL.iter().filter(|kind| adding::is_kept_by_hand(kind.name)) {
        assert_eq!(kind.writers, Writers::Anyone, "{}", kind.name);
        assert!(matches!(kind.audience, Audience::Public | Audience::Partnership), "{}", kind.name);
    }
    for kind in [kind::UPDATE, kind::WRITER, kind::REVIEW, kind::FIGURES, kind::ANSWER, kind::ENCOUNTER, kind::CONTACT]
    {
        assert!(!adding::is_kept_by_hand(kind), "{kind}");
    }
}
