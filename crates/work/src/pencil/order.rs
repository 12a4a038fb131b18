//! Where a record stands among others, and moving it: a priority in its plan, an aim under a priority, an action under an
//! aim. Each has a number for its place; numbers between two others make room without writing any of them again.

use crate::domain::{Aim, Placement, Priority, fields as f, kind};
use crate::ledger::Ledger;
use crate::record::{Edit, Id, Record};
use serde_json::Value;

/// Which way something moves among its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// Whether an aim stands under that priority, so that an action may stand there.
pub fn is_place(ledger: &Ledger, place: Placement) -> bool {
    let aim = ledger.live(place.aim, kind::AIM).map(Aim);
    let stands = aim.is_some_and(|aim| aim.under().iter().any(|(priority, _)| *priority == place.priority));
    stands && ledger.live(place.priority, kind::PRIORITY).is_some()
}

/// The places that a record stands in, each with its order there.
pub fn placed(record: &Record, list: &str) -> Vec<(String, f64)> {
    let order = |value: &Value| value.as_f64().unwrap_or(f64::MAX);
    record.members(list).map(|(name, value)| (name.to_owned(), order(value))).collect()
}

/// The number of a record's place where that is said by this field, as `under/<priority>`; `None` where it stands elsewhere.
fn number(record: &Record, field: &str) -> Option<f64> {
    match field.split_once('/') {
        Some((list, place)) => placed(record, list).into_iter().find(|(name, _)| name == place).map(|(_, order)| order),
        None => Some(Priority(record).order()),
    }
}

/// The records that stand in one place, in their order.
pub fn in_order(ledger: &Ledger, kind: &str, field: &str, plan: Option<&str>) -> Vec<Id> {
    row(ledger, kind, field, plan).into_iter().map(|(id, _)| id).collect()
}

/// The records that stand in one place, in their order, each with its number. `plan` narrows those whose place is the plan.
pub(super) fn row(ledger: &Ledger, kind: &str, field: &str, plan: Option<&str>) -> Vec<(Id, f64)> {
    let here = ledger.of_kind(kind).filter(|r| field.contains('/') || r.text(f::PLAN) == plan);
    let mut row: Vec<(Id, f64)> = here.filter_map(|r| Some((r.id, number(r, field)?))).collect();
    row.sort_by(|(a, x), (b, y)| x.total_cmp(y).then_with(|| a.cmp(b)));
    row
}

/// The number that puts a record behind all others in a place of a list.
pub fn last(ledger: &Ledger, kind: &str, list: &str, place: &str) -> f64 {
    after(&row(ledger, kind, &format!("{list}/{place}"), None))
}

/// The number that puts a priority behind all others of its plan.
pub fn last_in_plan(ledger: &Ledger, plan: Id) -> f64 {
    after(&row(ledger, kind::PRIORITY, f::ORDER, Some(&plan.to_string())))
}

fn after(row: &[(Id, f64)]) -> f64 {
    let known = row.iter().map(|(_, order)| *order).filter(|order| *order < f64::MAX);
    known.fold(0.0, f64::max).floor() + 1.0
}

/// The edits that move a record one step among those that stand in the same place; none where it is at that end. `field`
/// says which place: `order` of a priority, `under/<priority>`, `placed/<priority>.<aim>`.
pub fn step(ledger: &Ledger, id: Id, field: &str, step: Step) -> Vec<Edit> {
    let Some(record) = ledger.records().get(id) else { return Vec::new() };
    let row = row(ledger, &record.kind, field, record.text(f::PLAN));
    let Some(from) = row.iter().position(|(one, _)| *one == id) else { return Vec::new() };
    let to = match step {
        Step::Up => from.checked_sub(1),
        Step::Down => Some(from + 1).filter(|to| *to < row.len()),
    };
    to.map(|to| to_place(ledger, &row, from, to, field)).unwrap_or_default()
}

/// The edits that make the record at `from` stand at `to`.
fn to_place(ledger: &Ledger, row: &[(Id, f64)], from: usize, to: usize, field: &str) -> Vec<Edit> {
    let mut others = row.to_vec();
    let (id, _) = others.remove(from);
    let kind = ledger.records().get(id).map(|r| r.kind.as_str()).unwrap_or_default();
    between(ledger, &others, (id, kind), to, field)
}

/// The edits that put a record at this place among others, which it is not one of.
pub(super) fn between(
    ledger: &Ledger,
    others: &[(Id, f64)],
    (id, kind): (Id, &str),
    to: usize,
    field: &str,
) -> Vec<Edit> {
    let stands = ledger.records().get(id).and_then(|record| number(record, field)).unwrap_or(f64::MAX);
    let mut wanted = others.to_vec();
    wanted.insert(to.min(others.len()), (id, stands));
    let number = |at: Option<usize>| at.and_then(|at| wanted.get(at)).map(|(_, order)| *order);
    let between = match (number(to.checked_sub(1)), number(Some(to + 1))) {
        (Some(a), Some(b)) => a + (b - a) / 2.0,
        (None, Some(b)) => b - 1.0,
        (Some(a), None) => a + 1.0,
        (None, None) => 1.0,
    };
    let is_room =
        number(to.checked_sub(1)).is_none_or(|a| a < between) && number(Some(to + 1)).is_none_or(|b| between < b);
    let edit =
        |id: Id, order: f64| Edit { record: id, kind: kind.to_owned(), field: field.to_owned(), value: order.into() };
    if is_room && between.abs() < 1e15 {
        return vec![edit(id, between)];
    }
    // No room, or nobody ever gave them numbers: all are numbered anew.
    let anew = wanted.iter().enumerate().map(|(at, (id, now))| (*id, *now, (at + 1) as f64));
    anew.filter(|(_, now, order)| now != order).map(|(id, _, order)| edit(id, order)).collect()
}

/// The printed number that follows on those in a place, as 1.2.5 on 1.2.4; empty where they have none, or it is taken.
pub fn next_number(ledger: &Ledger, kind: &str, field: &str, plan: Id) -> String {
    let plan = plan.to_string();
    let numbers = row(ledger, kind, field, Some(&plan)).into_iter().rev();
    let mut numbers = numbers.filter_map(|(id, _)| ledger.records().get(id)?.text(f::NUMBER)).filter(|n| !n.is_empty());
    let Some(number) = numbers.next() else { return String::new() };
    let stem = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let Some(next) = number.get(stem.len()..).and_then(|n| n.parse::<u32>().ok()?.checked_add(1)) else {
        return String::new();
    };
    let next = format!("{stem}{next}");
    let taken = ledger.of_kind(kind).any(|r| r.text(f::PLAN) == Some(&plan) && r.text(f::NUMBER) == Some(&next));
    if taken { String::new() } else { next }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::domain::Draft;
    use crate::ledger::Side;
    use crate::record::{Clock, Set};
    use proptest::prelude::*;

    fn id(n: usize) -> Id {
        Id::from_bytes([u8::try_from(n).unwrap(); 16])
    }

    /// A ledger with priorities of one plan that have these numbers.
    fn ledger(orders: &[Option<f64>]) -> Ledger {
        let (mut set, mut clock) = (Set::new(), Clock::new(id(200)));
        for (at, order) in orders.iter().enumerate() {
            let mut draft = Draft::new(id(at + 1), kind::PRIORITY).with(f::PLAN, id(100).to_string());
            if let Some(order) = order {
                draft.set(f::ORDER, *order);
            }
            for edit in draft.edits() {
                let at = clock.next(1);
                set.edit(&edit, at);
            }
        }
        Ledger::new(set, None, Side::Office)
    }

    fn order(ledger: &Ledger) -> Vec<Id> {
        row(ledger, kind::PRIORITY, f::ORDER, Some(&id(100).to_string())).into_iter().map(|(id, _)| id).collect()
    }

    proptest! {
        #[test]
        fn a_step_moves_one_and_keeps_the_others_as_they_were(
            orders in prop::collection::vec(prop::option::of((-3i8..4).prop_map(f64::from)), 1..9),
            at in 0usize..9, up in any::<bool>(),
        ) {
            let mut here = ledger(&orders);
            let before = order(&here);
            let at = at % before.len();
            let edits = step(&here, before[at], f::ORDER, if up { Step::Up } else { Step::Down });
            here.change(|set| for (n, edit) in edits.iter().enumerate() {
                set.edit(edit, crate::record::Stamp::new(9, u16::try_from(n).unwrap(), id(200)));
            });
            let mut wanted = before.clone();
            let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < before.len()) };
            if let Some(to) = to {
                wanted.swap(at, to);
            } else {
                prop_assert_eq!(edits.len(), 0);
            }
            prop_assert_eq!(order(&here), wanted);
        }
    }

    #[test]
    fn one_write_is_enough_where_there_is_room() {
        let ledger = ledger(&[Some(1.0), Some(2.0), Some(3.0)]);
        assert_eq!(step(&ledger, id(3), f::ORDER, Step::Up).len(), 1);
        assert_eq!(last_in_plan(&ledger, id(100)), 4.0);
    }
}
