//! Which records stand on a kind's sheet, and in which order.

use crate::domain::{Observation, fields as f, kind, kinds};
use crate::ledger::{Ledger, PlanTree};
use crate::record::{Id, Record};
use std::collections::BTreeMap;

/// A text as it is sorted: "1.10" comes after "1.9".
pub(super) fn natural(text: &str) -> Vec<(u64, String)> {
    let (mut parts, mut rest) = (Vec::new(), text.trim());
    while !rest.is_empty() && parts.len() < 40 {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(words);
        let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        let (number, behind) = behind.split_at(digits);
        if !word.is_empty() {
            parts.push((u64::MAX, word.to_lowercase()));
        }
        if !number.is_empty() {
            parts.push((number.parse().unwrap_or(u64::MAX - 1), String::new()));
        }
        rest = behind;
    }
    parts
}

/// The live records of a kind that belong to this plan or to no plan, in the order in which the plan has them; updates with
/// the latest first.
pub(super) fn rows<'a>(ledger: &'a Ledger, tree: &PlanTree, kind: &'a str) -> Vec<&'a Record> {
    let places = places(tree);
    let mut all: Vec<&Record> = ledger.of_kind(kind).filter(|record| belongs(ledger, record, tree.id)).collect();
    let place = |record: &Record| places.get(&record.id).copied().unwrap_or(usize::MAX);
    match kind {
        kind::UPDATE => all.sort_by(|a, b| b.text(f::DATE).cmp(&a.text(f::DATE)).then_with(|| a.id.cmp(&b.id))),
        kind::EVENT => all.sort_by(|a, b| a.text(f::STARTS).cmp(&b.text(f::STARTS)).then_with(|| a.id.cmp(&b.id))),
        kind::OBSERVATION => all.sort_by_cached_key(|record| {
            let measure = Observation(record).measure().and_then(|id| ledger.records().get(id)).map(title);
            (measure, record.text(f::DATE).map(str::to_owned), record.id)
        }),
        _ => all.sort_by_cached_key(|record| (place(record), natural(&title(record)), record.id)),
    }
    all
}

/// The first place of everything in the plan.
fn places(tree: &PlanTree) -> BTreeMap<Id, usize> {
    let mut places = BTreeMap::new();
    for priority in &tree.priorities {
        for id in std::iter::once(priority.id).chain(priority.aims.iter().map(|aim| aim.id)) {
            let next = places.len();
            places.entry(id).or_insert(next);
        }
        for action in priority.aims.iter().flat_map(|aim| &aim.actions) {
            let next = places.len();
            places.entry(action.id).or_insert(next);
        }
    }
    places
}

fn title(record: &Record) -> String {
    let titles = kinds::titled(&record.kind).iter().find_map(|name| record.text(name));
    titles.unwrap_or_default().to_owned()
}

fn belongs(ledger: &Ledger, record: &Record, plan: Id) -> bool {
    let here = |id: &str| ledger.records().get(id.parse().ok()?).map(|record| belongs(ledger, record, plan));
    match record.kind.as_str() {
        kind::PLAN => record.id == plan,
        kind::MEASURE => {
            let mut actions = record.members(f::ACTION).filter_map(|(id, _)| ledger.action(id.parse().ok()?));
            record.members(f::ACTION).next().is_none() || actions.any(|action| belongs(ledger, action.0, plan))
        }
        kind::OBSERVATION => record.text(f::MEASURE).and_then(here).unwrap_or(true),
        _ => record.text(f::PLAN).is_none_or(|id| id == plan.to_string()),
    }
}
