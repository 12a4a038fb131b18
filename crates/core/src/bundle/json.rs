//! A strict reader of JSON over a text in memory: byte offsets, a depth limit, no recursion beyond it.
//! Broken grammar stops it; what is well-formed but not exact (a name twice, half a character, a number a
//! float does not keep, too deep) is remembered and reading goes on. It knows no member's meaning.

use super::refuse::Fault;
use serde_json::{Map, Value, map};
use std::borrow::Cow;

mod glance;
mod scalar;

pub(super) use scalar::plain_until;

/// How many lists and objects may lie inside each other, counted from the record (or the envelope).
pub(super) const DEPTH: usize = 64;

/// How many units of about 32 bytes one file may take up in memory, so that a small file of tiny values
/// cannot exhaust it.
pub(super) const BUDGET: u64 = 1 << 26;

/// Why and where the scanner stopped.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stop {
    pub fault: Fault,
    pub byte: usize,
}

/// The result of what may stop.
pub(super) type Go<T> = Result<T, Stop>;

/// A place in a text that is being read.
pub(super) struct Scan<'a> {
    text: &'a str,
    /// The bytes of `text` that may be looked at now: all, or up to the end of a line.
    bytes: &'a [u8],
    /// The bytes as they came; differs from the text where they were not UTF-8.
    original: &'a [u8],
    pub pos: usize,
    depth: usize,
    budget: u64,
    soft: Option<Stop>,
}

/// As much of a text from outside as is worth repeating to a person.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

impl<'a> Scan<'a> {
    /// Begins at the start of a text. `original` are the bytes it came from.
    pub(super) fn new(text: &'a str, original: &'a [u8]) -> Scan<'a> {
        Scan { text, bytes: text.as_bytes(), original, pos: 0, depth: 0, budget: BUDGET, soft: None }
    }

    /// Looks no further than this byte, or (without one) as far as the text goes.
    pub(super) fn look_until(&mut self, end: Option<usize>) {
        let all = self.text.as_bytes();
        self.bytes = end.and_then(|end| all.get(..end)).unwrap_or(all);
    }

    /// The text from here on.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.pos..).unwrap_or_default()
    }

    /// A part of the text.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Reads something whose depth counts from itself, whatever it lies in.
    pub(super) fn afresh<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::take(&mut self.depth);
        let read = read(self);
        self.depth = outer;
        read
    }

    /// The first inexact thing since this was last asked.
    pub(super) fn take_soft(&mut self) -> Option<Stop> {
        self.soft.take()
    }

    /// Remembers an inexact thing; only the first counts.
    pub(super) fn note(&mut self, fault: Fault, byte: usize) {
        if self.soft.is_none() {
            self.soft = Some(Stop { fault, byte });
        }
    }

    /// Pays for memory about to be used.
    pub(super) fn spend(&mut self, units: u64) -> Go<()> {
        match self.budget.checked_sub(units) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => Err(Stop { fault: Fault::TooMuch, byte: self.pos }),
        }
    }

    /// The byte here, if there is one.
    #[inline(always)]
    pub(super) fn byte(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    /// The next byte that is not white space, without taking it.
    #[inline(always)]
    pub(super) fn peek(&mut self) -> Option<u8> {
        // Mostly there is no white space.
        match self.byte() {
            Some(byte) if byte > b' ' => Some(byte),
            _ => self.after_blanks(),
        }
    }

    fn after_blanks(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.pos += 1;
        }
        self.byte()
    }

    /// Stops because of what stands here (or because nothing does).
    pub(super) fn unexpected<T>(&self) -> Go<T> {
        let found = self.rest().chars().next();
        let fault = match (self.byte(), found) {
            (Some(byte), _) if self.original.get(self.pos) != Some(&byte) => Fault::NotUtf8,
            (Some(_), Some(found)) => Fault::Unexpected(found),
            _ => Fault::Ended,
        };
        Err(Stop { fault, byte: self.pos })
    }

    /// Takes a byte that must come next.
    pub(super) fn expect(&mut self, wanted: u8) -> Go<()> {
        if self.peek() == Some(wanted) {
            self.pos += 1;
            Ok(())
        } else {
            self.unexpected()
        }
    }

    /// Any value.
    pub(super) fn value(&mut self) -> Go<Value> {
        self.spend(1)?;
        match self.peek() {
            Some(b'"') => Ok(Value::String(self.string()?.into_owned())),
            Some(b'{') => {
                self.spend(16)?;
                let mut map = Map::new();
                self.object(|scan, name, at| {
                    let value = scan.value()?;
                    match map.entry(name) {
                        map::Entry::Vacant(place) => {
                            place.insert(value);
                        }
                        map::Entry::Occupied(known) => scan.note(Fault::Duplicate(shortened(known.key())), at),
                    }
                    Ok(())
                })?;
                Ok(Value::Object(map))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.array(|scan| {
                    items.push(scan.value()?);
                    Ok(())
                })?;
                Ok(Value::Array(items))
            }
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.unexpected(),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Go<Value> {
        for wanted in word.bytes() {
            if self.byte() != Some(wanted) {
                return self.unexpected();
            }
            self.pos += 1;
        }
        Ok(value)
    }

    /// A list; `item` reads each item.
    pub(super) fn array(&mut self, mut item: impl FnMut(&mut Self) -> Go<()>) -> Go<()> {
        if !self.open(b'[')? {
            return Ok(());
        }
        if self.peek() != Some(b']') {
            loop {
                item(self)?;
                match self.peek() {
                    Some(b',') => self.pos += 1,
                    Some(b']') => break,
                    _ => return self.unexpected(),
                }
            }
        }
        self.close();
        Ok(())
    }

    /// An object; `member` reads the value of each name, which began at the given byte.
    pub(super) fn object(&mut self, mut member: impl FnMut(&mut Self, Cow<'a, str>, usize) -> Go<()>) -> Go<()> {
        if !self.open(b'{')? {
            return Ok(());
        }
        if self.peek() != Some(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return self.unexpected();
                }
                let at = self.pos;
                let name = self.string()?;
                self.expect(b':')?;
                member(self, name, at)?;
                match self.peek() {
                    Some(b',') => self.pos += 1,
                    Some(b'}') => break,
                    _ => return self.unexpected(),
                }
            }
        }
        self.close();
        Ok(())
    }

    /// Takes an opening bracket; false where that would be too deep, in which case all of it is skipped.
    pub(super) fn open(&mut self, bracket: u8) -> Go<bool> {
        self.expect(bracket)?;
        if self.depth >= DEPTH {
            self.note(Fault::TooDeep, self.pos - 1);
            self.skip(bracket)?;
            return Ok(false);
        }
        self.depth += 1;
        Ok(true)
    }

    /// Takes the closing bracket that stands here.
    pub(super) fn close(&mut self) {
        self.pos += 1;
        self.depth = self.depth.saturating_sub(1);
    }

    /// Skips to the bracket that closes the one just taken, without recursion. What lies between is given
    /// up anyway, so only texts and brackets are looked at.
    fn skip(&mut self, opened: u8) -> Go<()> {
        let mut open = vec![opened];
        while let Some(last) = open.last() {
            match self.peek() {
                Some(b'"') => {
                    self.string()?;
                    continue;
                }
                Some(bracket @ (b'{' | b'[')) => open.push(bracket),
                // In ASCII a closing bracket or brace is two after its opening one.
                Some(bracket @ (b'}' | b']')) if bracket == *last + 2 => {
                    open.pop();
                }
                Some(b',' | b':' | b'+' | b'-' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E') => {}
                _ => return self.unexpected(),
            }
            self.pos += 1;
        }
        Ok(())
    }
}
