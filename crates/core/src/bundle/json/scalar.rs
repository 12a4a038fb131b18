//! Texts and numbers: what has no inside to count the depth of. Here escapes become characters.

use super::super::number;
use super::super::refuse::Fault;
use super::{Go, Scan, shortened};
use serde_json::Value;
use std::borrow::Cow;

/// The first byte from `from` on that cannot stand in a text as it is: a quote, a backslash, a control.
pub(in super::super) fn plain_until(bytes: &[u8], from: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut at = from;
    // Eight bytes at a time: the lowest high bit that is set marks the first byte sought.
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        let less = |word: u64, than: u64| word.wrapping_sub(ONES * than) & !word & HIGH;
        let found =
            less(word, 0x20) | less(word ^ (ONES * u64::from(b'"')), 1) | less(word ^ (ONES * u64::from(b'\\')), 1);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len())
}

impl<'a> Scan<'a> {
    /// A number; one that a float does not keep exactly is noted.
    pub(super) fn number(&mut self) -> Go<Value> {
        let start = self.pos;
        if self.byte() == Some(b'-') {
            self.pos += 1;
        }
        if self.byte() == Some(b'0') {
            self.pos += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.pos += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.pos += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.pos += 1;
            }
            self.digits()?;
        }
        let text = self.slice(start, self.pos);
        match number::exact(text) {
            Some(number) => Ok(Value::Number(number)),
            None => {
                self.note(Fault::Number(shortened(text)), start);
                Ok(Value::Null)
            }
        }
    }

    fn digits(&mut self) -> Go<()> {
        let start = self.pos;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.pos += 1;
        }
        if self.pos == start { self.unexpected() } else { Ok(()) }
    }

    /// A text; the place must be at its opening quote.
    pub(in super::super) fn string(&mut self) -> Go<Cow<'a, str>> {
        self.expect(b'"')?;
        let start = self.pos;
        self.pos = plain_until(self.bytes, start);
        if self.byte() == Some(b'"') {
            let text = self.slice(start, self.pos);
            self.pos += 1;
            return Ok(Cow::Borrowed(text));
        }
        let mut text = self.slice(start, self.pos).to_owned();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.pos += 1;
                    return Ok(Cow::Owned(text));
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => {
                    let Err(mut stop) = self.unexpected::<()>() else { continue };
                    if stop.fault != Fault::NotUtf8 {
                        stop.fault = Fault::Control;
                    }
                    return Err(stop);
                }
                None => return self.unexpected(),
            }
            let from = self.pos;
            self.pos = plain_until(self.bytes, from);
            text.push_str(self.slice(from, self.pos));
        }
    }

    fn escape(&mut self) -> Go<char> {
        let start = self.pos;
        self.pos += 1;
        let plain = match self.byte() {
            Some(b'u') => {
                self.pos += 1;
                let first = self.hex()?;
                return self.character(first, start);
            }
            Some(same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            _ => return self.unexpected(),
        };
        self.pos += 1;
        Ok(plain)
    }

    /// The character of a code unit, with its second half where it is the first of a pair.
    fn character(&mut self, first: u16, start: usize) -> Go<char> {
        let after = self.pos;
        let pair = (0xd800..0xdc00).contains(&first) && self.bytes.get(after..after + 2) == Some(b"\\u");
        let units = if pair {
            self.pos += 2;
            vec![first, self.hex()?]
        } else {
            vec![first]
        };
        match char::decode_utf16(units).next() {
            Some(Ok(character)) => Ok(character),
            _ => {
                // The second escape stands for itself; it is read again.
                self.pos = after;
                self.note(Fault::LoneSurrogate, start);
                Ok(char::REPLACEMENT_CHARACTER)
            }
        }
    }

    fn hex(&mut self) -> Go<u16> {
        let mut unit = 0;
        for _ in 0..4 {
            let Some(digit) = self.byte().and_then(|b| char::from(b).to_digit(16)) else { return self.unexpected() };
            unit = unit * 16 + digit;
            self.pos += 1;
        }
        Ok(unit as u16)
    }
}
