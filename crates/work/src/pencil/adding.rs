//! Adding a record where it goes, and taking one out or together with another: what beside its form's texts becomes of it.

use super::order;
use crate::days::Date;
use crate::domain::kinds::{self, Field, Shape};
use crate::domain::{Aim, Placement, fields as f, kind};
use crate::ledger::Ledger;
use crate::record::{Edit, Id, Record};
use serde_json::Value;

/// Whether records of a kind are added, changed and taken out by hand on their own page. Everything else is made elsewhere and
/// has rules of its own: an update is revised, a published figure never changes, who somebody is only they say.
pub fn is_kept_by_hand(kind: &str) -> bool {
    [kind::PLAN, kind::PRIORITY, kind::AIM, kind::ACTION, kind::MEASURE, kind::OBSERVATION].contains(&kind)
        || [kind::ORGANISATION, kind::THEME].contains(&kind)
        || OF_PARTNERSHIP.contains(&kind)
}

/// What a partnership keeps beside its plan's tree: who answers for what, where they meet, what was decided, what people were
/// asked and told. Each goes where its declaration says: to the record that one of its fields names.
pub const OF_PARTNERSHIP: [&str; 17] = [
    kind::COMMITMENT,
    kind::GROUP,
    kind::SEAT,
    kind::HOLDER,
    kind::DUTY,
    kind::MEETING,
    kind::DECISION,
    kind::ARISING,
    kind::RECOMMENDATION,
    kind::BARRIER,
    kind::LEARNING,
    kind::ENGAGEMENT,
    kind::CASE_STUDY,
    kind::MILESTONE,
    kind::QUOTATION,
    kind::DOCUMENT,
    kind::ITERATION,
];

/// The edits that put a new record into its place; `None` where that place is not here, or the kind goes nowhere. The place
/// is the id of what it belongs to: a priority's plan, an aim's priority, what a measure is of
/// (an action, a priority, a theme or a plan); an action's is
/// `<priority>.<aim>`, or its plan for one that stands under no aim yet; of what is [`OF_PARTNERSHIP`] whatever one of its fields
/// names, or nothing; of others nothing.
pub fn place(ledger: &Ledger, kind: &str, id: Id, place: &str) -> Option<Vec<Edit>> {
    let put = |field: String, value: Value| Edit { record: id, kind: kind.to_owned(), field, value };
    let belongs = |plan: &str| put(f::PLAN.to_owned(), plan.into());
    let here = |of: &str| place.parse().ok().and_then(|id| ledger.live(id, of));
    match kind {
        kind::PRIORITY => {
            let plan = here(kind::PLAN)?.id;
            Some(vec![belongs(place), put(f::ORDER.to_owned(), order::last_in_plan(ledger, plan).into())])
        }
        kind::AIM => {
            let plan = here(kind::PRIORITY)?.text(f::PLAN)?;
            let last = order::last(ledger, kind::AIM, f::UNDER, place);
            Some(vec![belongs(plan), put(format!("{}/{place}", f::UNDER), last.into())])
        }
        kind::ACTION => match Placement::read(place) {
            Some(at) => {
                let plan = ledger.live(at.priority, kind::PRIORITY)?.text(f::PLAN)?;
                let last = order::last(ledger, kind::ACTION, f::PLACED, place);
                let is_place = order::is_place(ledger, at);
                is_place.then(|| vec![belongs(plan), put(format!("{}/{place}", f::PLACED), last.into())])
            }
            None => here(kind::PLAN).map(|_| vec![belongs(place)]),
        },
        kind::MEASURE => {
            let lists = [(kind::ACTION, f::ACTION), (kind::PRIORITY, f::PRIORITY), (kind::THEME, f::THEME)];
            let list = lists.into_iter().find(|(of, _)| here(of).is_some());
            let list = list.map(|(_, list)| put(format!("{list}/{place}"), true.into()));
            list.or_else(|| here(kind::PLAN).map(|_| belongs(place))).map(|edit| vec![edit])
        }
        kind::PLAN | kind::ORGANISATION | kind::THEME => place.is_empty().then(Vec::new),
        _ if OF_PARTNERSHIP.contains(&kind) => {
            Some(beside(ledger, kind, place)?.into_iter().map(|(field, value)| put(field, value)).collect())
        }
        _ => None,
    }
}

/// The kind that a field names a record of, or records of.
fn named_kind(field: &Field) -> Option<&'static str> {
    match field.shape.of_one() {
        Shape::Ref(of) | Shape::Link(of) | Shape::Under(of) => Some(of),
        _ => None,
    }
}

/// The first field of a kind that names records of another.
pub fn naming(kind: &str, above: &str) -> Option<&'static Field> {
    kinds::find(kind)?.fields.iter().find(|field| named_kind(field) == Some(above))
}

/// Whether records of a kind belong to one of another and are added there: what they stand under, or else what they name first; to a
/// meeting whatever names one.
pub fn belongs_to(kind: &str, above: &str) -> bool {
    let fields = kinds::find(kind).map(|kind| kind.fields).unwrap_or_default();
    let under = fields.iter().find(|field| matches!(field.shape.of_one(), Shape::Under(_)));
    let first = under.or_else(|| fields.iter().find(|field| named_kind(field).is_some()));
    let is_first = first.and_then(named_kind) == Some(above);
    OF_PARTNERSHIP.contains(&kind) && (is_first || (above == kind::MEETING && naming(kind, above).is_some()))
}

/// The fields that put a record of the partnership to what it belongs to, by the first field of its kind that names such a record,
/// and into that one's plan, or the only one there is. `None` where nothing of the kind names it, or it would stand under nothing.
fn beside(ledger: &Ledger, kind: &str, place: &str) -> Option<Vec<(String, Value)>> {
    let kind = kinds::find(kind)?;
    let above = match place {
        "" => None,
        id => Some(ledger.records().get(id.parse().ok()?).filter(|r| ledger.live(r.id, &r.kind).is_some())?),
    };
    let naming = above.map(|above| naming(kind.name, &above.kind));
    let naming = match naming {
        None => None,
        Some(found) => Some(found?),
    };
    let is_under = |shape: Shape| matches!(shape.of_one(), Shape::Under(_));
    if kind.fields.iter().any(|f| f.is_needed && is_under(f.shape)) && !naming.is_some_and(|f| is_under(f.shape)) {
        return None;
    }
    let named = naming.map(|field| match field.shape {
        Shape::Each(Shape::Under(_)) => {
            (format!("{}/{place}", field.name), order::last(ledger, kind.name, field.name, place).into())
        }
        Shape::Each(_) => (format!("{}/{place}", field.name), true.into()),
        _ => (field.name.to_owned(), place.into()),
    });
    let has_plan = kind.field(f::PLAN).is_some_and(|field| !field.is_asked) && naming.is_none_or(|n| n.name != f::PLAN);
    let only = || {
        let mut plans = ledger.plans();
        plans.next().filter(|_| plans.next().is_none()).map(|plan| plan.id().to_string())
    };
    let plan = || above.and_then(|above| above.text(f::PLAN)).map(str::to_owned).or_else(only);
    let plan = has_plan.then(plan).flatten().map(|plan| (f::PLAN.to_owned(), plan.into()));
    Some(named.into_iter().chain(plan).collect())
}

/// The printed number that a new record would have there: the one after its neighbours', or none.
pub fn number(ledger: &Ledger, kind: &str, place: &str) -> String {
    let plan_of = |id: Option<Id>| id.and_then(|id| ledger.records().get(id)?.text(f::PLAN)?.parse::<Id>().ok());
    let (field, plan) = match kind {
        kind::PRIORITY => (f::ORDER.to_owned(), place.parse().ok()),
        kind::AIM => (format!("{}/{place}", f::UNDER), plan_of(place.parse().ok())),
        kind::ACTION => {
            let priority = Placement::read(place).map(|at| at.priority);
            (format!("{}/{place}", f::PLACED), plan_of(priority))
        }
        _ => return String::new(),
    };
    plan.map(|plan| order::next_number(ledger, kind, &field, plan)).unwrap_or_default()
}

/// What stands under a record and would stand nowhere without it: a plan's priorities, a priority's aims, an aim's actions; of a
/// theme the actions that are about it.
pub fn contents(ledger: &Ledger, id: Id) -> Vec<Id> {
    let Some(record) = ledger.records().get(id) else { return Vec::new() };
    let name = id.to_string();
    match record.kind.as_str() {
        kind::PLAN => order::in_order(ledger, kind::PRIORITY, f::ORDER, Some(&name)),
        kind::PRIORITY => order::in_order(ledger, kind::AIM, &format!("{}/{name}", f::UNDER), None),
        kind::THEME => {
            let is_about = |r: &&Record| r.members(f::THEME).any(|(theme, _)| theme == name);
            ledger.of_kind(kind::ACTION).filter(is_about).map(|r| r.id).collect()
        }
        kind::AIM => {
            let places = Aim(record).under().into_iter().map(|(priority, _)| Placement { priority, aim: id }.name());
            let here =
                places.flat_map(|place| order::in_order(ledger, kind::ACTION, &format!("{}/{place}", f::PLACED), None));
            let mut all: Vec<Id> = Vec::new();
            for id in here {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
            all
        }
        _ => Vec::new(),
    }
}

/// The edits by which a seat is no longer said to be empty, where these edits make a record the term of somebody who holds it on a
/// day. A day from which it is to be empty later stays.
pub fn seat_filled(ledger: &Ledger, id: Id, edits: &[Edit], today: Date) -> Vec<Edit> {
    let own: Vec<&Edit> = edits.iter().filter(|edit| edit.record == id && edit.kind == kind::HOLDER).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let text = |field: &str| match own.iter().rev().find(|edit| edit.field == field) {
        Some(edit) => edit.value.as_str().unwrap_or_default().to_owned(),
        None => ledger.records().get(id).and_then(|r| r.text(field)).unwrap_or_default().to_owned(),
    };
    let day = |field: &str| text(field).parse::<Date>().ok();
    let is_on = day(f::FROM).is_none_or(|from| from <= today) && day(f::UNTIL).is_none_or(|until| today <= until);
    let seat = text(f::SEAT).parse().ok().and_then(|seat| ledger.live(seat, kind::SEAT)).filter(|_| is_on);
    let clear = |seat: &Record, field: &str| Edit {
        record: seat.id,
        kind: kind::SEAT.to_owned(),
        field: field.to_owned(),
        value: Value::Null,
    };
    let Some(seat) = seat else { return Vec::new() };
    let since = seat.text(f::VACANT_SINCE).filter(|day| !day.is_empty());
    let is_later = since.and_then(|day| day.parse::<Date>().ok()).is_some_and(|day| day > today);
    let flag = (seat.value(f::VACANT) == Some(&Value::Bool(true))).then(|| clear(seat, f::VACANT));
    flag.into_iter().chain(since.filter(|_| !is_later).map(|_| clear(seat, f::VACANT_SINCE))).collect()
}

/// The edit that takes out what was never meant; what it said stays in the history.
pub fn take_out(ledger: &Ledger, id: Id, reason: &str) -> Vec<Edit> {
    let Some(record) = ledger.records().get(id) else { return Vec::new() };
    let field = Record::withdrawn_field().to_owned();
    vec![Edit { record: id, kind: record.kind.clone(), field, value: record.withdrawal(reason.trim()) }]
}

/// Under which field a record says that another one of its kind took its place.
const MERGED_INTO: &str = "mergedInto";

/// The edits that make one record of two of a kind: what names the first names the second from then on, an organisation's
/// name becomes a spelling of the other's, and the first goes. Nothing of what the second says changes. None where they are
/// the same, of two kinds, or not here.
pub fn merge(ledger: &Ledger, from: Id, into: Id) -> Vec<Edit> {
    let both = ledger.records().get(from).zip(ledger.records().get(into));
    let Some((one, other)) = both.filter(|(one, other)| one.kind == other.kind && from != into) else {
        return Vec::new();
    };
    let (from_name, into_name) = (from.to_string(), into.to_string());
    let mut edits = Vec::new();
    let edit = |record: &Record, field: String, value: Value| Edit {
        record: record.id,
        kind: record.kind.clone(),
        field,
        value,
    };
    // What somebody said of themselves, and what the office once decided, stay as they were said.
    let stays = |r: &Record| [kind::WRITER, kind::REVIEW, kind::DECLINED, kind::CORRECTION].contains(&r.kind.as_str());
    let others = ledger.records().iter().filter(|r| r.id != from && ledger.live(r.id, &r.kind).is_some());
    for record in others.filter(|r| !stays(r)) {
        for field in kinds::find(&record.kind).into_iter().flat_map(|kind| kind.fields) {
            match field.shape {
                Shape::Each(Shape::Owner | Shape::OwnerOr(_) | Shape::Link(_) | Shape::Rating) => {
                    let Some((_, value)) = record.members(field.name).find(|(member, _)| *member == from_name) else {
                        continue;
                    };
                    edits.push(edit(record, format!("{}/{from_name}", field.name), Value::Null));
                    if !record.members(field.name).any(|(member, _)| member == into_name) {
                        edits.push(edit(record, format!("{}/{into_name}", field.name), value.clone()));
                    }
                }
                Shape::Ref(_) if record.text(field.name) == Some(&from_name) => {
                    edits.push(edit(record, field.name.to_owned(), into_name.clone().into()));
                }
                _ => {}
            }
        }
    }
    if one.kind == kind::ORGANISATION {
        let spellings = one.members(f::SPELLING).map(|(spelling, _)| spelling).chain(one.text(f::NAME));
        let known = |spelling: &&str| !other.members(f::SPELLING).any(|(known, _)| known == *spelling);
        let spellings = spellings.filter(known).map(|spelling| spelling.replace('/', " "));
        edits.extend(spellings.map(|spelling| edit(other, format!("{}/{spelling}", f::SPELLING), true.into())));
    }
    edits.push(edit(one, MERGED_INTO.to_owned(), into_name.into()));
    edits
}
