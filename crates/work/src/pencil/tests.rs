#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

//! Every field that a form can take survives it: what stands in a record is typed, read, and is the same value.

use super::*;
use crate::days::Date;
use crate::days::date;
use crate::domain::kinds;
use crate::domain::kinds::Shape;
use crate::domain::{Draft, Period, Timescale, fields as f, kind};
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
