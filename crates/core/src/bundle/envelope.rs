//! The envelope's members, once the JSON around them has been read: what they must be, and what becomes of
//! what is not understood.

use super::lines::Lines;
use super::names as n;
use super::refuse::{Note, Refused};
use super::{BasedOn, Envelope, Partnership, Purpose, Receipt};
use crate::domain::Outcome;
use crate::record::Id;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The members of a file's outermost object but its records, each with the byte where it begins.
pub(super) type Members = BTreeMap<String, (Value, usize)>;

/// What the envelope says, and how many records of each kind it announces.
pub(super) struct Opened {
    pub envelope: Envelope,
    pub counts: Option<BTreeMap<String, u64>>,
    pub notes: Vec<Note>,
}

/// The version a file of our format says it has; nothing where it is not of our format.
pub(super) fn version(members: &Members) -> Option<Option<u64>> {
    let (format, _) = members.get(n::FORMAT)?;
    (format.as_str() == Some(n::FORMAT_NAME)).then(|| members.get(n::VERSION).and_then(|(version, _)| version.as_u64()))
}

/// The envelope, out of its members.
pub(super) fn open(mut members: Members, lines: &mut Lines<'_>) -> Result<Opened, Refused> {
    let mut notes = Vec::new();
    members.remove(n::FORMAT);
    members.remove(n::VERSION);
    let mut extra = unknown_inside(&members);
    let mut take = Taking { members: &mut members, lines };
    let created = take.required(n::CREATED, |v| v.as_str().map(str::to_owned))?;
    if !is_date_time(&created) {
        notes.push(Note::Created { created: super::json::shortened(&created) });
    }
    let mut envelope = Envelope {
        partnership: take.required(n::PARTNERSHIP, partnership)?,
        id: take.required(n::ID, id)?,
        sequence: take.required(n::SEQUENCE, Value::as_u64)?,
        created,
        purpose: take.required(n::PURPOSE, |v| Purpose::read(v.as_str()?))?,
        from: take.required(n::FROM, id)?,
        number: take.optional(n::NUMBER, Value::as_u64)?,
        based_on: take.optional(n::BASED_ON, based_on)?,
        receipts: take.list(n::RECEIPTS, receipt, &mut notes, &mut extra)?,
        acknowledged: take.list(n::ACKNOWLEDGED, |v| id(&v), &mut notes, &mut extra)?,
        extra: BTreeMap::new(),
    };
    let counts = take.members.remove(n::COUNTS).and_then(|(value, byte)| {
        let counts = counts(&value);
        if counts.is_none() {
            notes.push(Note::CountsUnclear { place: take.lines.place(byte) });
        }
        counts
    });
    if members.get(n::PROOF).is_some_and(|(proof, _)| !super::proof::is_known(proof)) {
        notes.push(Note::ProofNotChecked);
    }
    extra.extend(members.into_iter().map(|(name, (value, _))| (name, value)));
    envelope.extra = extra;
    Ok(Opened { envelope, counts, notes })
}

struct Taking<'m, 'l, 'a> {
    members: &'m mut Members,
    lines: &'l mut Lines<'a>,
}

impl Taking<'_, '_, '_> {
    fn required<T>(&mut self, member: &'static str, read: impl FnOnce(&Value) -> Option<T>) -> Result<T, Refused> {
        self.optional(member, read)?.ok_or(Refused::Missing { member })
    }

    fn optional<T>(
        &mut self,
        member: &'static str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Option<T>, Refused> {
        let Some((value, byte)) = self.members.remove(member) else { return Ok(None) };
        match read(&value) {
            Some(read) => Ok(Some(read)),
            None => Err(Refused::Member { place: self.lines.place(byte), member }),
        }
    }

    /// A list whose entries are read one by one: what a newer version may have put there is left out with
    /// a note and only carried on, so that an older one can still use the rest.
    fn list<T>(
        &mut self,
        member: &'static str,
        read: impl Fn(Value) -> Option<T>,
        notes: &mut Vec<Note>,
        extra: &mut BTreeMap<String, Value>,
    ) -> Result<Vec<T>, Refused> {
        let Some((value, byte)) = self.members.remove(member) else { return Ok(Vec::new()) };
        let place = self.lines.place(byte);
        let Value::Array(items) = value else { return Err(Refused::Member { place, member }) };
        let (mut list, mut unknown) = (Vec::new(), Vec::new());
        for item in items {
            match read(item.clone()) {
                Some(entry) => list.push(entry),
                None => unknown.push(item),
            }
        }
        if !unknown.is_empty() {
            notes.push(Note::LeftOut { place, member, count: unknown.len() });
            extra.insert(member.to_owned(), Value::Array(unknown));
        }
        Ok(list)
    }
}

/// The members that this version does not know of objects that it does know.
fn unknown_inside(members: &Members) -> BTreeMap<String, Value> {
    let mut inside = BTreeMap::new();
    for (name, known) in [(n::PARTNERSHIP, n::OF_PARTNERSHIP), (n::BASED_ON, n::OF_BASED_ON)] {
        let Some((Value::Object(object), _)) = members.get(name) else { continue };
        let unknown = object.iter().filter(|(name, _)| !known.contains(&name.as_str()));
        let unknown: Map<String, Value> = unknown.map(|(name, value)| (name.clone(), value.clone())).collect();
        if !unknown.is_empty() {
            inside.insert(name.to_owned(), Value::Object(unknown));
        }
    }
    inside
}

fn id(value: &Value) -> Option<Id> {
    value.as_str()?.parse().ok()
}

fn partnership(value: &Value) -> Option<Partnership> {
    Some(Partnership { id: id(value.get(n::ID)?)?, name: value.get(n::NAME)?.as_str()?.to_owned() })
}

fn based_on(value: &Value) -> Option<BasedOn> {
    Some(BasedOn { id: id(value.get(n::ID)?)?, number: value.get(n::NUMBER)?.as_u64()? })
}

fn counts(value: &Value) -> Option<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for (kind, count) in value.as_object()? {
        counts.insert(kind.clone(), count.as_u64()?);
    }
    Some(counts)
}

fn receipt(value: Value) -> Option<Receipt> {
    let Value::Object(mut members) = value else { return None };
    Some(Receipt {
        record: id(&members.remove(n::RECORD)?)?,
        field: text(&mut members, n::FIELD)?,
        outcome: Outcome::read(members.remove(n::OUTCOME)?.as_str()?)?,
        reason: text(&mut members, n::REASON)?,
        extra: members.into_iter().collect(),
    })
}

/// A text that need not be there; nothing at all where it is something else.
fn text(members: &mut Map<String, Value>, name: &str) -> Option<Option<String>> {
    match members.remove(name) {
        None => Some(None),
        Some(Value::String(text)) => Some(Some(text)),
        Some(_) => None,
    }
}

/// Whether a text is a date and time as RFC 3339 writes them: `2024-11-12T09:30:00Z`.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else { return false };
    let shape = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(t, s)| if s == b'0' { t.is_ascii_digit() } else { t == s })
    };
    let (Some(clock), Some(rest)) = (time.get(..8), time.get(8..)) else { return false };
    let fraction = rest.strip_prefix('.').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let zone = fraction.unwrap_or(rest);
    shape(date, "0000-00-00")
        && date.parse::<crate::days::Date>().is_ok()
        && shape(clock, "00:00:00")
        && (zone.eq_ignore_ascii_case("z") || shape(zone, "+00:00") || shape(zone, "-00:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_told_from_other_texts() {
        for good in ["2024-11-12T09:30:00Z", "2024-11-12t09:30:00.25+01:00", "2024-02-29T00:00:00-00:30"] {
            assert!(is_date_time(good), "{good}");
        }
        for bad in ["2024-11-12", "yesterday", "2024-13-12T09:30:00Z", "2024-11-12T09:30Z", "2024-11-12T09:30:00", ""] {
            assert!(!is_date_time(bad), "{bad}");
        }
    }
}
