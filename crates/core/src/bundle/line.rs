//! One record on the wire, read straight into its parts and written as one canonical line. What is wrong
//! with a record is remembered while the rest of it is read, so that it can be set aside by its id.

use super::canonical::{Members, push_id, push_list, push_members, push_stamp, push_text, push_value};
use super::json::{Go, Scan, shortened};
use super::names as n;
use super::refuse::{Fault, Reason};
use crate::record::{Erased, Field, Id, Record, Stamp, Write};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A record that was read, or why it cannot be used.
pub(super) type Outcome = Result<Record, Wrong>;

/// What is wrong with a record, where, and its id as far as it could be made out.
pub(super) struct Wrong {
    pub reason: Reason,
    pub byte: usize,
    pub id: Option<String>,
}

/// One record from its line.
pub fn read_record_line(line: &str) -> Result<Record, Reason> {
    let mut scan = Scan::new(line, line.as_bytes());
    let outcome = read(&mut scan).and_then(|outcome| match scan.peek() {
        None => Ok(outcome),
        Some(_) => scan.unexpected(),
    });
    outcome.map_err(|stop| Reason::Json(stop.fault))?.map_err(|wrong| wrong.reason)
}

/// A record as one canonical line, without its line break.
///
/// ```
/// use golden_thread_core::bundle::{read_record_line, record_line};
/// use golden_thread_core::record::{Id, Record, Stamp};
///
/// let mut action = Record::new(Id::from_bytes([9; 16]), "action");
/// action.edit("title", "Walks".into(), Stamp::new(1_000, 0, Id::from_bytes([4; 16])));
/// assert_eq!(read_record_line(&record_line(&action)), Ok(action));
/// ```
pub fn record_line(record: &Record) -> String {
    let mut out = String::new();
    push(&mut out, record);
    out
}

pub(super) fn push(out: &mut String, record: &Record) {
    let mut members = Members::open(out, &n::OF_RECORD, record.extra());
    if let Some(erased) = record.erased() {
        let out = members.name(n::ERASED);
        let none = BTreeMap::new();
        let mut erasing = Members::open(out, &[], &none);
        push_stamp(erasing.name(n::AT), erased.at);
        push_id(erasing.name(n::BY), erased.by);
        push_text(erasing.name(n::WHY), &erased.why);
        erasing.close();
    }
    if !record.fields().is_empty() {
        push_members(members.name(n::FIELDS), record.fields().iter(), push_field);
    }
    push_id(members.name(n::ID), record.id);
    push_text(members.name(n::KIND), &record.kind);
    if !record.redacted().is_empty() {
        push_list(members.name(n::REDACTED), record.redacted().iter().copied(), push_stamp);
    }
    members.close();
}

fn push_field(out: &mut String, field: &Field) {
    let mut members = Members::open(out, &n::OF_FIELD, field.extra());
    // What a surviving write says by itself need not be said again.
    let said = |stamp: &Stamp| field.writes().binary_search_by_key(stamp, |write| write.at).is_ok();
    let mut seen = field.seen().filter(|stamp| !said(stamp)).peekable();
    if seen.peek().is_some() {
        push_list(members.name(n::SEEN), seen, push_stamp);
    }
    if !field.writes().is_empty() {
        push_list(members.name(n::WRITES), field.writes(), push_write);
    }
    members.close();
}

fn push_write(out: &mut String, write: &Write) {
    let mut members = Members::open(out, &n::OF_WRITE, &write.extra);
    push_stamp(members.name(n::AT), write.at);
    if let Some(value) = &write.value {
        push_value(members.name(n::VALUE), value);
    }
    members.close();
}

/// What is known of a record while it is read.
#[derive(Default)]
struct Parts<'a> {
    id: Option<Id>,
    spelled: Option<Cow<'a, str>>,
    kind: Option<String>,
    fields: Option<BTreeMap<String, Field>>,
    redacted: Option<BTreeSet<Stamp>>,
    erased: Option<Option<Erased>>,
    extra: BTreeMap<String, Value>,
    wrong: Option<(Reason, usize)>,
}

impl Parts<'_> {
    fn wrong(&mut self, reason: Reason, byte: usize) {
        if self.wrong.is_none() {
            self.wrong = Some((reason, byte));
        }
    }
}

/// The record that begins here.
pub(super) fn read(scan: &mut Scan<'_>) -> Go<Outcome> {
    scan.spend(8)?;
    let mut parts = Parts::default();
    let opening = scan.peek();
    let start = scan.pos;
    if opening == Some(b'{') {
        scan.afresh(|scan| scan.object(|scan, name, at| member(scan, &mut parts, name, at)))?;
    } else {
        scan.afresh(Scan::value)?;
        parts.wrong(Reason::NotAnObject, start);
    }
    if parts.id.is_none() && parts.spelled.is_none() {
        parts.wrong(Reason::NoId, start);
    }
    let kind = parts.kind.take().unwrap_or_default();
    if kind.is_empty() {
        parts.wrong(Reason::Kind, start);
    }
    let soft = scan.take_soft().map(|stop| (Reason::Json(stop.fault), stop.byte));
    Ok(match (soft.or(parts.wrong), parts.id) {
        (None, Some(id)) => Ok(Record::from_parts(
            id,
            kind,
            parts.fields.unwrap_or_default(),
            parts.redacted.unwrap_or_default(),
            parts.erased.flatten(),
            parts.extra,
        )),
        (wrong, _) => {
            let (reason, byte) = wrong.unwrap_or((Reason::BadId, start));
            Err(Wrong { reason, byte, id: parts.spelled.as_deref().map(shortened) })
        }
    })
}

fn member<'a>(scan: &mut Scan<'a>, parts: &mut Parts<'a>, name: Cow<'_, str>, at: usize) -> Go<()> {
    let again = match name.as_ref() {
        n::ID => {
            let text = text(scan)?;
            let again = parts.spelled.is_some();
            parts.id = text.as_deref().and_then(|text| text.parse().ok());
            parts.spelled = Some(text.unwrap_or_default());
            if parts.id.is_none() {
                parts.wrong(Reason::BadId, at);
            }
            again
        }
        n::KIND => match text(scan)? {
            Some(text) => parts.kind.replace(text.into_owned()).is_some(),
            None => {
                parts.wrong(Reason::Kind, at);
                false
            }
        },
        n::FIELDS if scan.peek() == Some(b'{') => {
            let (mut fields, mut places) = (Vec::new(), Vec::new());
            scan.object(|scan, name, at| {
                let read = field(scan, parts, &name)?;
                fields.push((name.into_owned(), read));
                places.push(at);
                Ok(())
            })?;
            if let Some((name, at)) = twice(&fields, &places) {
                scan.note(Fault::Duplicate(shortened(name)), at);
            }
            parts.fields.replace(BTreeMap::from_iter(fields)).is_some()
        }
        n::FIELDS => {
            scan.value()?;
            parts.wrong(Reason::Fields, at);
            false
        }
        n::REDACTED => match stamps(scan)? {
            Some(stamps) => parts.redacted.replace(BTreeSet::from_iter(stamps)).is_some(),
            None => {
                parts.wrong(Reason::Redacted, at);
                false
            }
        },
        n::ERASED => {
            let erased = erased(&scan.value()?);
            if erased.is_none() {
                parts.wrong(Reason::Erased, at);
            }
            parts.erased.replace(erased).is_some()
        }
        _ => unknown(scan, &mut parts.extra, &name)?,
    };
    if again {
        scan.note(Fault::Duplicate(shortened(&name)), at);
    }
    Ok(())
}

/// The first name that stands there for the second time, and its place.
fn twice<'a>(fields: &'a [(String, Field)], places: &[usize]) -> Option<(&'a str, usize)> {
    if fields.is_sorted_by(|(a, _), (b, _)| a < b) {
        return None;
    }
    let mut names: Vec<(&str, usize)> =
        fields.iter().zip(places).map(|((name, _), place)| (name.as_str(), *place)).collect();
    names.sort();
    let again = names.windows(2).filter_map(|two| match two {
        [(one, _), (other, place)] if one == other => Some((*other, *place)),
        _ => None,
    });
    again.min_by_key(|(_, place)| *place)
}

/// Keeps a member this version does not know; whether it was there already.
fn unknown(scan: &mut Scan<'_>, extra: &mut BTreeMap<String, Value>, name: &str) -> Go<bool> {
    scan.spend(16)?;
    let value = scan.value()?;
    Ok(extra.insert(name.to_owned(), value).is_some())
}

fn field(scan: &mut Scan<'_>, parts: &mut Parts<'_>, field_name: &str) -> Go<Field> {
    scan.spend(8)?;
    if scan.peek() != Some(b'{') {
        parts.wrong(Reason::Field(shortened(field_name)), scan.pos);
        scan.value()?;
        return Ok(Field::default());
    }
    let (mut writes, mut seen, mut extra) = (None, None, BTreeMap::new());
    scan.object(|scan, name, at| {
        let again = match name.as_ref() {
            n::WRITES if scan.peek() == Some(b'[') => {
                let mut list = Vec::with_capacity(1);
                scan.array(|scan| {
                    let at = scan.pos;
                    match write(scan)? {
                        Some(write) => list.push(write),
                        None => parts.wrong(Reason::Write(shortened(field_name)), at),
                    }
                    Ok(())
                })?;
                writes.replace(list).is_some()
            }
            n::WRITES => {
                scan.value()?;
                parts.wrong(Reason::Write(shortened(field_name)), at);
                false
            }
            n::SEEN => {
                let stamps = stamps(scan)?;
                if stamps.is_none() {
                    parts.wrong(Reason::Seen(shortened(field_name)), at);
                }
                seen.replace(stamps.unwrap_or_default()).is_some()
            }
            _ => unknown(scan, &mut extra, &name)?,
        };
        if again {
            scan.note(Fault::Duplicate(shortened(&name)), at);
        }
        Ok(())
    })?;
    Ok(Field::from_parts(writes.unwrap_or_default(), seen.unwrap_or_default(), extra))
}

/// A write; nothing where it is not an object or has no valid stamp.
fn write(scan: &mut Scan<'_>) -> Go<Option<Write>> {
    scan.spend(4)?;
    if scan.peek() != Some(b'{') {
        scan.value()?;
        return Ok(None);
    }
    let (mut at, mut value, mut extra) = (None, None, BTreeMap::new());
    scan.object(|scan, name, byte| {
        let again = match name.as_ref() {
            n::AT => at.replace(text(scan)?.and_then(|text| text.parse::<Stamp>().ok())).is_some(),
            n::VALUE => value.replace(scan.value()?).is_some(),
            _ => unknown(scan, &mut extra, &name)?,
        };
        if again {
            scan.note(Fault::Duplicate(shortened(&name)), byte);
        }
        Ok(())
    })?;
    Ok(at.flatten().map(|at| Write { at, value, extra }))
}

/// A text; nothing where it is something else.
fn text<'a>(scan: &mut Scan<'a>) -> Go<Option<Cow<'a, str>>> {
    if scan.peek() == Some(b'"') {
        return scan.string().map(Some);
    }
    scan.value()?;
    Ok(None)
}

/// A list of stamps; nothing where it is something else.
fn stamps(scan: &mut Scan<'_>) -> Go<Option<Vec<Stamp>>> {
    if scan.peek() != Some(b'[') {
        scan.value()?;
        return Ok(None);
    }
    let mut stamps = Some(Vec::new());
    scan.array(|scan| {
        scan.spend(2)?;
        match text(scan)?.and_then(|text| text.parse().ok()) {
            Some(stamp) => stamps.iter_mut().for_each(|stamps| stamps.push(stamp)),
            None => stamps = None,
        }
        Ok(())
    })?;
    Ok(stamps)
}

fn erased(value: &Value) -> Option<Erased> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    Some(Erased { at: text(n::AT)?.parse().ok()?, by: text(n::BY)?.parse().ok()?, why: text(n::WHY)?.to_owned() })
}
