//! Canonical text (RFC 8785): one spelling for equal JSON. Writes into a growing text; knows no member's
//! meaning.

use super::{json, number};
use crate::record::{Id, Stamp};
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A value as RFC 8785 spells it.
///
/// ```
/// use golden_thread_core::bundle::canonical;
/// use serde_json::json;
///
/// assert_eq!(canonical(&json!({ "b": 1.0, "a": "\u{e9}\n" })), "{\"a\":\"\u{e9}\\n\",\"b\":1}");
/// ```
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    push_value(&mut out, value);
    out
}

pub(super) fn push_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => number::push(out, number),
        Value::String(text) => push_text(out, text),
        Value::Array(items) => push_list(out, items, push_value),
        Value::Object(members) => push_members(out, members.iter(), push_value),
    }
}

/// A list, each item written by `push`.
pub(super) fn push_list<T>(out: &mut String, items: impl IntoIterator<Item = T>, push: impl Fn(&mut String, T)) {
    out.push('[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push(out, item);
    }
    out.push(']');
}

/// An object, its names in order, each value written by `push`.
pub(super) fn push_members<'a, T: 'a>(
    out: &mut String,
    members: impl Iterator<Item = (&'a String, &'a T)> + Clone,
    push: impl Fn(&mut String, &T),
) {
    out.push('{');
    let mut first = true;
    let mut one = |name: &str, value: &T| {
        if !std::mem::take(&mut first) {
            out.push(',');
        }
        push_text(out, name);
        out.push(':');
        push(out, value);
    };
    let mut last = "";
    let in_order = members.clone().all(|(name, _)| {
        let later = name.is_ascii() && last <= name.as_str();
        last = name;
        later
    });
    if in_order {
        members.for_each(|(name, value)| one(name, value));
    } else {
        let mut sorted: Vec<_> = members.collect();
        sorted.sort_by(|(a, _), (b, _)| order(a, b));
        sorted.into_iter().for_each(|(name, value)| one(name, value));
    }
    out.push('}');
}

/// The order of names: by UTF-16 code units.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// A text with exactly the escapes that RFC 8785 wants (section 3.2.2.2).
pub(super) fn push_text(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    loop {
        let at = json::plain_until(text.as_bytes(), from);
        out.push_str(text.get(from..at).unwrap_or_default());
        let Some(byte) = text.as_bytes().get(at) else { break };
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            8 => out.push_str("\\b"),
            9 => out.push_str("\\t"),
            10 => out.push_str("\\n"),
            12 => out.push_str("\\f"),
            13 => out.push_str("\\r"),
            control => {
                out.push_str("\\u00");
                push_hex(out, &[*control]);
            }
        }
        from = at + 1;
    }
    out.push('"');
}

fn push_hex(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            out.push(char::from(if half < 10 { b'0' + half } else { b'a' + half - 10 }));
        }
    }
}

fn push_bare_id(out: &mut String, id: Id) {
    let bytes = id.bytes();
    let mut rest = bytes.as_slice();
    for (index, length) in [4, 2, 2, 2, 6].into_iter().enumerate() {
        if index > 0 {
            out.push('-');
        }
        let Some((group, after)) = rest.split_at_checked(length) else { return };
        push_hex(out, group);
        rest = after;
    }
}

/// An id as a text. Written by hand because there are several in every record.
pub(super) fn push_id(out: &mut String, id: Id) {
    out.push('"');
    push_bare_id(out, id);
    out.push('"');
}

/// A stamp as a text.
pub(super) fn push_stamp(out: &mut String, stamp: Stamp) {
    out.push('"');
    let [_, _, ms @ ..] = stamp.ms().to_be_bytes();
    push_hex(out, &ms);
    out.push('-');
    push_hex(out, &stamp.counter().to_be_bytes());
    out.push('-');
    push_bare_id(out, stamp.writer());
    out.push('"');
}

/// An object being written whose known members come in order, with unknown ones put between them.
pub(super) struct Members<'o, 'e> {
    out: &'o mut String,
    first: bool,
    extra: std::iter::Peekable<std::vec::IntoIter<(&'e String, &'e Value)>>,
}

impl<'o, 'e> Members<'o, 'e> {
    /// Begins an object. Unknown members that bear a known name are not written: a name stands once.
    pub(super) fn open(out: &'o mut String, known: &[&str], extra: &'e BTreeMap<String, Value>) -> Self {
        out.push('{');
        let mut extra: Vec<_> = extra.iter().filter(|(name, _)| !known.contains(&name.as_str())).collect();
        extra.sort_by(|(a, _), (b, _)| order(a, b));
        Members { out, first: true, extra: extra.into_iter().peekable() }
    }

    /// The next known member, in the order of names; its value is to be written into what this gives.
    pub(super) fn name(&mut self, name: &str) -> &mut String {
        while let Some((unknown, value)) = self.extra.next_if(|(unknown, _)| order(unknown, name).is_lt()) {
            push_value(self.begin(unknown), value);
        }
        self.begin(name)
    }

    /// Ends the object.
    pub(super) fn close(mut self) {
        while let Some((unknown, value)) = self.extra.next() {
            push_value(self.begin(unknown), value);
        }
        self.out.push('}');
    }

    fn begin(&mut self, name: &str) -> &mut String {
        if !std::mem::take(&mut self.first) {
            self.out.push(',');
        }
        push_text(self.out, name);
        self.out.push(':');
        self.out
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_sorted_as_in_rfc_8785() {
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control",
            "\u{f6}": "Latin Small Letter O With Diaeresis"
        });
        let text = canonical(&value);
        let order: Vec<usize> = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"]
            .iter()
            .map(|word| text.find(word).unwrap())
            .collect();
        assert!(order.is_sorted(), "{text}");
    }

    #[test]
    fn unknown_members_stand_between_known_ones_in_order() {
        let extra = BTreeMap::from([
            ("a".to_owned(), json!(1)),
            ("id".to_owned(), json!("never written")),
            ("j".to_owned(), json!(2)),
            ("\u{1f600}".to_owned(), json!(3)),
            ("\u{fb33}".to_owned(), json!(4)),
        ]);
        let mut out = String::new();
        let mut members = Members::open(&mut out, &["id", "kind"], &extra);
        members.name("id").push('0');
        members.name("kind").push('1');
        members.close();
        assert_eq!(out, "{\"a\":1,\"id\":0,\"j\":2,\"kind\":1,\"\u{1f600}\":3,\"\u{fb33}\":4}");
    }

    #[test]
    fn texts_are_escaped_as_in_rfc_8785() {
        let text = canonical(&json!("\u{20ac}$\u{f}\nA'B\"\\\\\"/\u{7f}\u{2028}\u{8}\u{c}\r\t"));
        assert_eq!(text, "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7f}\u{2028}\\b\\f\\r\\t\"");
    }

    #[test]
    fn ids_and_stamps_are_spelled_as_elsewhere() {
        let id: Id = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b".parse().unwrap();
        let stamp = Stamp::new(0x0190_a1b2_c3d4, 0xab, id);
        let mut out = String::new();
        push_id(&mut out, id);
        push_stamp(&mut out, stamp);
        assert_eq!(out, format!("\"{id}\"\"{stamp}\""));
    }
}
