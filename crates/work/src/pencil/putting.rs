//! Putting a record down before or behind another, in the place where that one stands: what dragging comes to.

use super::order::{between, in_order, last, row};
use crate::domain::{Aim, Placement, fields as f, kind};
use crate::ledger::Ledger;
use crate::record::{Edit, Id, Record};
use serde_json::Value;

/// Where something is put down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Before this record.
    Before(Id),
    /// Behind this record.
    After(Id),
    /// Behind everything that stands there.
    Last,
}

/// The edits that take a record out of one of its places and put it down in another, or in the same one in another order.
/// A place is the field that says it: `order` of a priority, `under/<priority>`, `placed/<priority>.<aim>`. An aim that goes to
/// another priority takes the actions along that stand under it there. `stay` leaves it where it is as well: a second place.
/// None where there is nothing to do, where the record or the place is not there, or where an aim would go under itself.
pub fn put(ledger: &Ledger, id: Id, from: &str, to: &str, beside: Beside, stay: bool) -> Vec<Edit> {
    let Some(record) = ledger.records().get(id).filter(|r| ledger.live(r.id, &r.kind).is_some()) else {
        return Vec::new();
    };
    if !stands(record, from)
        || !is_there(ledger, record, to)
        || matches!(beside, Beside::Before(x) | Beside::After(x) if x == id)
    {
        return Vec::new();
    }
    let others: Vec<(Id, f64)> = row(ledger, &record.kind, to, record.text(f::PLAN));
    let was = others.iter().position(|(one, _)| *one == id);
    if from != to && was.is_some() {
        // It stands there already; it only leaves the other place.
        return if stay { Vec::new() } else { left(ledger, record, from, to) };
    }
    let mut without = others.clone();
    without.retain(|(one, _)| *one != id);
    let at = |beside: Id| without.iter().position(|(one, _)| *one == beside);
    let at = match beside {
        Beside::Before(other) => at(other),
        Beside::After(other) => at(other).map(|at| at + 1),
        Beside::Last => Some(without.len()),
    };
    let Some(at) = at.filter(|at| was != Some(*at)) else { return Vec::new() };
    let mut edits = between(ledger, &without, (id, &record.kind), at, to);
    if from != to && !stay {
        edits.extend(left(ledger, record, from, to));
    }
    edits
}

/// What takes a record out of a place; of an aim, with what stands under it there, which goes along to the new one.
fn left(ledger: &Ledger, record: &Record, from: &str, to: &str) -> Vec<Edit> {
    let edit = |record: &Record, field: String, value: Value| Edit {
        record: record.id,
        kind: record.kind.clone(),
        field,
        value,
    };
    let mut edits = vec![edit(record, from.to_owned(), Value::Null)];
    let priority = |place: &str| place.strip_prefix(f::UNDER)?.strip_prefix('/')?.parse::<Id>().ok();
    if let (kind::AIM, Some(former), Some(new)) = (record.kind.as_str(), priority(from), priority(to)) {
        let place = |priority| format!("{}/{}", f::PLACED, Placement { priority, aim: record.id }.name());
        let (former, new) = (place(former), place(new));
        for id in in_order(ledger, kind::ACTION, &former, None) {
            let Some(action) = ledger.records().get(id) else { continue };
            edits.push(edit(action, former.clone(), Value::Null));
            if action.value(&new).is_none_or(Value::is_null) {
                let order = last(ledger, kind::ACTION, f::PLACED, new.split_once('/').map_or("", |(_, place)| place));
                let kept = action.value(&former).cloned().unwrap_or_else(|| order.into());
                edits.push(edit(action, new.clone(), kept));
            }
        }
    }
    edits
}

fn stands(record: &Record, place: &str) -> bool {
    place == f::ORDER || record.value(place).is_some_and(|value| !value.is_null())
}

/// Whether such a record may stand in this place.
fn is_there(ledger: &Ledger, record: &Record, place: &str) -> bool {
    match (record.kind.as_str(), place.split_once('/')) {
        (kind::PRIORITY, None) => place == f::ORDER,
        (kind::AIM, Some((f::UNDER, priority))) => {
            priority.parse().is_ok_and(|id| ledger.live(id, kind::PRIORITY).is_some())
        }
        (kind::ACTION, Some((f::PLACED, place))) => Placement::read(place).is_some_and(|place| {
            let aim = ledger.live(place.aim, kind::AIM).map(Aim);
            aim.is_some_and(|aim| aim.under().iter().any(|(priority, _)| *priority == place.priority))
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::domain::Draft;
    use crate::ledger::Side;
    use crate::record::{Set, Stamp};

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    fn place(priority: u8, aim: u8) -> String {
        format!("{}/{}", f::PLACED, Placement { priority: id(priority), aim: id(aim) }.name())
    }

    /// Priorities 1 and 2; aim 11 under 1, aim 12 under 2; actions 21, 22, 23 under 1.11, action 24 under 2.12.
    fn ledger() -> Ledger {
        let under =
            |aim: u8, priority: u8| Draft::new(id(aim), kind::AIM).with(format!("{}/{}", f::UNDER, id(priority)), 1.0);
        let action = |n: u8, place: String, order: f64| Draft::new(id(n), kind::ACTION).with(place, order);
        let drafts = [
            Draft::new(id(1), kind::PRIORITY).with(f::ORDER, 1.0),
            Draft::new(id(2), kind::PRIORITY).with(f::ORDER, 2.0),
            under(11, 1),
            under(12, 2),
            action(21, place(1, 11), 1.0),
            action(22, place(1, 11), 2.0),
            action(23, place(1, 11), 3.0),
            action(24, place(2, 12), 1.0),
        ];
        let mut set = Set::new();
        for (n, edit) in drafts.iter().flat_map(Draft::edits).enumerate() {
            set.edit(&edit, Stamp::new(1, u16::try_from(n).unwrap(), id(200)));
        }
        Ledger::new(set, None, Side::Office)
    }

    fn done(ledger: &mut Ledger, edits: &[Edit]) {
        ledger.change(|set| {
            for (n, edit) in edits.iter().enumerate() {
                set.edit(edit, Stamp::new(9, u16::try_from(n).unwrap(), id(200)));
            }
        });
    }

    fn there(ledger: &Ledger, place: &str) -> Vec<Id> {
        in_order(ledger, kind::ACTION, place, None)
    }

    #[test]
    fn an_action_goes_before_or_behind_another() {
        for (which, beside, wanted) in [
            (23, Beside::Before(id(21)), [23, 21, 22]),
            (21, Beside::After(id(22)), [22, 21, 23]),
            (21, Beside::Last, [22, 23, 21]),
            (22, Beside::After(id(21)), [21, 22, 23]),
        ] {
            let mut ledger = ledger();
            let edits = put(&ledger, id(which), &place(1, 11), &place(1, 11), beside, false);
            done(&mut ledger, &edits);
            assert_eq!(there(&ledger, &place(1, 11)), wanted.map(id), "{which} {beside:?}");
        }
    }

    #[test]
    fn it_goes_to_another_aim_or_into_a_second_place() {
        let mut moved = ledger();
        let edits = put(&moved, id(22), &place(1, 11), &place(2, 12), Beside::Before(id(24)), false);
        done(&mut moved, &edits);
        assert_eq!(there(&moved, &place(2, 12)), [22, 24].map(id));
        assert_eq!(there(&moved, &place(1, 11)), [21, 23].map(id));
        let mut second = ledger();
        let edits = put(&second, id(22), &place(1, 11), &place(2, 12), Beside::Last, true);
        done(&mut second, &edits);
        assert_eq!(there(&second, &place(2, 12)), [24, 22].map(id));
        assert_eq!(there(&second, &place(1, 11)).len(), 3);
    }

    #[test]
    fn an_aim_takes_its_actions_along() {
        let mut ledger = ledger();
        let under = |n: u8| format!("{}/{}", f::UNDER, id(n));
        let edits = put(&ledger, id(11), &under(1), &under(2), Beside::After(id(12)), false);
        done(&mut ledger, &edits);
        assert_eq!(in_order(&ledger, kind::AIM, &under(2), None), [12, 11].map(id));
        assert_eq!(there(&ledger, &place(2, 11)), [21, 22, 23].map(id));
        assert!(there(&ledger, &place(1, 11)).is_empty());
    }

    #[test]
    fn what_cannot_be_changes_nothing() {
        let ledger = ledger();
        let here = place(1, 11);
        assert_eq!(put(&ledger, id(21), &here, &here, Beside::Before(id(21)), false), []);
        assert_eq!(put(&ledger, id(21), &here, &place(1, 12), Beside::Last, false), [], "no such place");
        assert_eq!(put(&ledger, id(21), &place(2, 12), &here, Beside::Last, false), [], "it does not stand there");
        assert_eq!(put(&ledger, id(99), &here, &here, Beside::Last, false), []);
        assert_eq!(put(&ledger, id(11), &format!("{}/{}", f::UNDER, id(1)), &here, Beside::Last, false), []);
    }
}
