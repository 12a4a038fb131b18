//! The partnership of the sample: `samples/partnership.json` as drafts. Its fields are read by what the declaration says
//! of them; who or what is meant is named by its key there, in `samples/southwark.json` or in the story.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, dead_code)]

use super::sample::{id, plan_id};
use golden_thread::domain::kinds::{self, Field, Shape};
use golden_thread::domain::{Draft, Period, Placement, Timescale, Update, fields as f, kind};
use golden_thread::record::Id;
use serde_json::{Value, json};

/// The source.
pub fn source() -> Value {
    serde_json::from_str(include_str!("../../samples/partnership.json")).unwrap()
}

/// The records of a part of the source: `everybody`, or `office` for what the office alone keeps. `first` is the plan of
/// `samples/southwark.json`.
pub fn drafts(source: &Value, part: &str, first: &Value) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (kind, records) in source[part].as_object().expect("records by kind") {
        let kind = kinds::find(kind).unwrap_or_else(|| panic!("no kind {kind}"));
        for (key, fields) in records.as_object().expect("records by key") {
            let of = |of: &str, key: &str| named(of, key, first);
            let mut draft = Draft::new(of(kind.name, key), kind.name);
            if kind.field(f::PLAN).is_some_and(|plan| !plan.is_asked) {
                draft.set(f::PLAN, of(kind::PLAN, "recovery").to_string());
            }
            if kind.name == kind::PLAN {
                draft.set(f::SCALE, first["scale"].clone());
            }
            for (name, value) in fields.as_object().expect("fields by name") {
                let field = kind.fields.iter().find(|field| field.name == name);
                let field = field.unwrap_or_else(|| panic!("{} has no field {name}", kind.name));
                set(&mut draft, field, value, &of);
            }
            drafts.push(draft);
        }
    }
    drafts
}

/// The second plan: its id comes after the first's, so that the first is the one that is open.
pub fn recovery() -> Id {
    id(kind::PLAN, "recovery plan (sample)")
}

fn named(kind: &str, key: &str, first: &Value) -> Id {
    match (kind, key) {
        (kind::PLAN, "first") => plan_id(first),
        (kind::PLAN, _) => recovery(),
        _ => id(kind, key),
    }
}

fn set(draft: &mut Draft, field: &Field, value: &Value, of: &impl Fn(&str, &str) -> Id) {
    let name = field.name;
    let text = || value.as_str().unwrap_or_else(|| panic!("{name} is a text"));
    let keys =
        || value.as_array().unwrap_or_else(|| panic!("{name} is a list")).iter().map(|key| key.as_str().unwrap());
    let places = || value.as_object().unwrap_or_else(|| panic!("{name} has places"));
    match field.shape {
        // Of any kind: here, an action.
        Shape::Each(Shape::Link("")) => {
            keys().for_each(|key| draft.set(format!("{name}/{}", of(kind::ACTION, key)), true))
        }
        Shape::Ref(kind) => draft.set(name, of(kind, text()).to_string()),
        Shape::Timescale => draft.set(name, Timescale::read(text(), None).to_value()),
        Shape::Period => draft.set(name, Period::read(text()).to_value()),
        Shape::Each(Shape::Link(kind)) => keys().for_each(|key| draft.set(format!("{name}/{}", of(kind, key)), true)),
        Shape::Each(Shape::Line) => keys().for_each(|line| draft.set(format!("{name}/{line}"), true)),
        Shape::Each(Shape::Owner | Shape::OwnerOr(_)) => keys().enumerate().for_each(|(at, who)| {
            let member = of(kind::ORGANISATION, who);
            draft.set(format!("{name}/{member}"), json!({ "order": at + 1, "as": who }));
        }),
        Shape::Each(Shape::Under(kind)) => {
            places().iter().for_each(|(key, at)| draft.set(format!("{name}/{}", of(kind, key)), at.clone()));
        }
        Shape::Each(Shape::Placed) => places().iter().for_each(|(key, at)| {
            let (priority, aim) = key.split_once('.').unwrap();
            let place = Placement { priority: of(kind::PRIORITY, priority), aim: of(kind::AIM, aim) };
            draft.set(format!("{name}/{}", place.name()), at.clone());
        }),
        Shape::Each(Shape::Rating) => places().iter().for_each(|(key, rating)| {
            let (name, value) = Update::covering(of(kind::ACTION, key), rating.as_str());
            draft.set(name, value);
        }),
        Shape::Choice(choices) => {
            assert!(choices.contains(&text()), "{name}: no choice {value}");
            draft.set(name, value.clone());
        }
        Shape::Each(_) | Shape::Own(..) => panic!("{name} is written by nobody here yet"),
        _ => draft.set(name, value.clone()),
    }
}
