//! Writing a bundle: the same bytes for the same bundle, whatever order its records came in.

use super::canonical::{Members, canonical, push_id, push_list, push_text, push_value};
use super::names as n;
use super::{Bundle, Envelope, Receipt, line, number};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

/// The bundle as a file's text: the envelope, a member per line, then one canonical record per line.
pub fn write(bundle: &Bundle) -> String {
    let mut out = String::with_capacity(1024 + 1024 * bundle.records.len());
    let envelope = &bundle.envelope;
    out.push_str("{\"format\":");
    push_text(&mut out, n::FORMAT_NAME);
    out.push_str(",\"version\":");
    push_number(&mut out, n::VERSION_NUMBER);
    push_partnership(member(&mut out, n::PARTNERSHIP), envelope);
    push_id(member(&mut out, n::ID), envelope.id);
    push_number(member(&mut out, n::SEQUENCE), envelope.sequence);
    push_text(member(&mut out, n::CREATED), &envelope.created);
    push_text(member(&mut out, n::PURPOSE), envelope.purpose.name());
    push_id(member(&mut out, n::FROM), envelope.from);
    if let Some(number) = envelope.number {
        push_number(member(&mut out, n::NUMBER), number);
    }
    if let Some(based_on) = &envelope.based_on {
        let out = member(&mut out, n::BASED_ON);
        let unknown = unknown_inside(envelope, n::BASED_ON);
        let mut members = Members::open(out, &n::OF_BASED_ON, &unknown);
        push_id(members.name(n::ID), based_on.id);
        push_number(members.name(n::NUMBER), based_on.number);
        members.close();
    }
    push_counts(member(&mut out, n::COUNTS), bundle);
    let receipts = entries(envelope, n::RECEIPTS, &envelope.receipts, push_receipt);
    if !receipts.is_empty() {
        push_lines(member(&mut out, n::RECEIPTS), &receipts, |out, entry| out.push_str(entry));
    }
    let acknowledged = entries(envelope, n::ACKNOWLEDGED, &envelope.acknowledged, |out, id| push_id(out, *id));
    if !acknowledged.is_empty() {
        push_list(member(&mut out, n::ACKNOWLEDGED), &acknowledged, |out, entry| out.push_str(entry));
    }
    for (name, value) in envelope.extra.iter().filter(|(name, _)| !n::OF_ENVELOPE.contains(&name.as_str())) {
        push_value(member(&mut out, name), value);
    }
    push_lines(member(&mut out, n::RECORDS), bundle.records.iter(), line::push);
    out.push_str("}\n");
    out
}

/// Begins the next member, on a line of its own.
fn member<'o>(out: &'o mut String, name: &str) -> &'o mut String {
    out.push_str(",\n");
    push_text(out, name);
    out.push(':');
    out
}

/// The entries of a list in the envelope, those that this version does not understand last.
fn entries<T>(envelope: &Envelope, name: &str, known: &[T], push: impl Fn(&mut String, &T)) -> Vec<String> {
    let unknown = envelope.extra.get(name).and_then(Value::as_array).into_iter().flatten();
    let known = known.iter().map(|entry| {
        let mut out = String::new();
        push(&mut out, entry);
        out
    });
    known.chain(unknown.map(canonical)).collect()
}

/// The members that this version does not know of an object in the envelope that it does know.
fn unknown_inside(envelope: &Envelope, name: &str) -> BTreeMap<String, Value> {
    let unknown = envelope.extra.get(name).and_then(Value::as_object).into_iter().flatten();
    unknown.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// A list, each item on a line of its own.
fn push_lines<T>(out: &mut String, items: impl IntoIterator<Item = T>, push: impl Fn(&mut String, T)) {
    out.push('[');
    for (index, item) in items.into_iter().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        push(out, item);
    }
    out.push_str("\n]");
}

fn push_number(out: &mut String, whole: u64) {
    number::push(out, &Number::from(whole));
}

fn push_partnership(out: &mut String, envelope: &Envelope) {
    let unknown = unknown_inside(envelope, n::PARTNERSHIP);
    let mut members = Members::open(out, &n::OF_PARTNERSHIP, &unknown);
    push_id(members.name(n::ID), envelope.partnership.id);
    push_text(members.name(n::NAME), &envelope.partnership.name);
    members.close();
}

fn push_counts(out: &mut String, bundle: &Bundle) {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for record in bundle.records.iter() {
        match counts.get_mut(&record.kind) {
            Some(count) => *count += 1,
            None => {
                counts.insert(record.kind.clone(), 1);
            }
        }
    }
    push_value(out, &Value::Object(counts.into_iter().map(|(kind, count)| (kind, Value::from(count))).collect()));
}

fn push_receipt(out: &mut String, receipt: &Receipt) {
    let mut members = Members::open(out, &n::OF_RECEIPT, &receipt.extra);
    if let Some(field) = &receipt.field {
        push_text(members.name(n::FIELD), field);
    }
    push_text(members.name(n::OUTCOME), receipt.outcome.name());
    if let Some(reason) = &receipt.reason {
        push_text(members.name(n::REASON), reason);
    }
    push_id(members.name(n::RECORD), receipt.record);
    members.close();
}
