//! That everything declared has its words: worked out while compiling, so that a kind, a field or a choice without them is not
//! built. The keys there are come from `build.rs`, in their order.

use super::{Kind, Shape};

/// The keys of the declaration's words in `locales/app`.
const KEYS: &[&str] = include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// A text put together while compiling: a key, or what is wrong with one.
pub(super) struct Text {
    bytes: [u8; 160],
    length: usize,
}

impl Text {
    const fn of(parts: [&str; 6]) -> Text {
        let mut key = Text { bytes: [0; 160], length: 0 };
        let mut part = parts.as_slice();
        while let [first, rest @ ..] = part {
            let mut bytes = first.as_bytes();
            while let [byte, others @ ..] = bytes {
                if key.length < key.bytes.len() {
                    let (_, free) = key.bytes.split_at_mut(key.length);
                    if let [next, ..] = free {
                        *next = *byte;
                    }
                    key.length += 1;
                }
                bytes = others;
            }
            part = rest;
        }
        key
    }

    const fn bytes(&self) -> &[u8] {
        self.bytes.split_at(self.length).0
    }

    /// Whether there is nothing to say.
    pub(super) const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// What it says.
    pub(super) const fn text(&self) -> &str {
        match std::str::from_utf8(self.bytes()) {
            Ok(text) => text,
            Err(_) => "a key that was cut",
        }
    }

    /// Whether there are words under it.
    const fn is_said(&self) -> bool {
        let mut open = KEYS;
        while let [_, ..] = open {
            let (before, from) = open.split_at(open.len() / 2);
            let [middle, after @ ..] = from else { return false };
            open = match order(self.bytes(), middle.as_bytes()) {
                0 => return true,
                ..0 => before,
                _ => after,
            };
        }
        false
    }
}

/// Less than zero where `one` comes first, more where `other` does.
const fn order(mut one: &[u8], mut other: &[u8]) -> i16 {
    loop {
        match (one, other) {
            ([a, rest @ ..], [b, others @ ..]) if *a == *b => (one, other) = (rest, others),
            ([a, ..], [b, ..]) => return *a as i16 - *b as i16,
            ([], []) => return 0,
            ([], _) => return -1,
            (_, []) => return 1,
        }
    }
}

/// What is wrong where nobody has written the words under this key; nothing where they are there.
const fn complaint(key: Text) -> Text {
    match key.is_said() {
        true => Text::of([""; 6]),
        false => Text::of(["nobody reads anything for ", key.text(), ": give it words in locales/app", "", "", ""]),
    }
}

/// What is wrong with the first key that a kind needs and nobody has written words for; nothing where all are there.
pub(super) const fn missing(kind: &Kind) -> Text {
    let of_kind = complaint(Text::of(["piece.kind.", kind.name, "", "", "", ""]));
    if !of_kind.is_empty() {
        return of_kind;
    }
    let mut fields = kind.fields;
    while let [field, rest @ ..] = fields {
        let label = complaint(Text::of(["field.", kind.name, ".", field.name, ".", "label"]));
        if !label.is_empty() {
            return label;
        }
        let mut choices = match field.shape.of_one() {
            Shape::Choice(choices) => choices,
            _ => &[],
        };
        while let [choice, others @ ..] = choices {
            let word = complaint(Text::of(["field.", kind.name, ".", field.name, ".", choice]));
            if !word.is_empty() {
                return word;
            }
            choices = others;
        }
        fields = rest;
    }
    Text::of([""; 6])
}
