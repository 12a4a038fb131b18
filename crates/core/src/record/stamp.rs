//! Stamps: when, by which writer's clock, a value was written. Fixed width, so that they sort as text.

use super::Id;
use super::id::{digits, eight};
use std::fmt;
use std::str::FromStr;

/// A hybrid logical clock reading: wall time in milliseconds since 1970 (48 bits), a counter for
/// writes within one millisecond, and the writer. Strictly increasing per writer; between writers
/// its order means nothing but which of two simultaneous values is listed first.
///
/// ```
/// use golden_thread_core::record::{Id, Stamp};
///
/// let stamp = Stamp::new(1_700_000_000_000, 3, Id::from_bytes([7; 16]));
/// let read: Stamp = stamp.to_string().parse().unwrap();
/// assert_eq!((read.ms(), read.counter(), read.writer()), (1_700_000_000_000, 3, Id::from_bytes([7; 16])));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    ms: u64,
    counter: u16,
    writer: Id,
}

/// Text that is not a stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAStamp;

const LATEST_MS: u64 = (1 << 48) - 1;

impl Stamp {
    /// A stamp; milliseconds past the year 10889 (48 bits) are held at that limit.
    pub fn new(ms: u64, counter: u16, writer: Id) -> Stamp {
        Stamp { ms: ms.min(LATEST_MS), counter, writer }
    }

    /// Wall time in milliseconds since 1970, as the writer's device had it.
    pub fn ms(self) -> u64 {
        self.ms
    }

    /// The counter within the millisecond.
    pub fn counter(self) -> u16 {
        self.counter
    }

    /// Who wrote.
    pub fn writer(self) -> Id {
        self.writer
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}-{:04x}-{}", self.ms, self.counter, self.writer)
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Stamp, NotAStamp> {
        let (time, writer) = text.split_at_checked(18).ok_or(NotAStamp)?;
        let time = time.as_bytes();
        if time.get(12) != Some(&b'-') || time.get(17) != Some(&b'-') {
            return Err(NotAStamp);
        }
        let high = !u64::from(u32::MAX);
        let rest = digits(eight(time, 8) & high | eight(time, 10) >> 8 & !high).ok_or(NotAStamp)?;
        let ms = u64::from(digits(eight(time, 0)).ok_or(NotAStamp)?) << 16 | u64::from(rest >> 16);
        let writer = writer.parse().map_err(|()| NotAStamp)?;
        Ok(Stamp { ms, counter: rest as u16, writer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same, part by part with the standard library.
    fn slowly(text: &str) -> Option<Stamp> {
        let small =
            |part: &str, width| part.len() == width && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let mut parts = text.splitn(3, '-');
        let ms = parts.next().filter(|part| small(part, 12))?;
        let counter = parts.next().filter(|part| small(part, 4))?;
        let writer = parts.next()?.parse().ok()?;
        Some(Stamp::new(u64::from_str_radix(ms, 16).ok()?, u16::from_str_radix(counter, 16).ok()?, writer))
    }

    proptest! {
        #[test]
        fn a_stamp_is_read_as_its_parts_are(
            ms in 0..=LATEST_MS, counter in any::<u16>(), writer in any::<[u8; 16]>(), at in 0usize..55, with in any::<char>()
        ) {
            let stamp = Stamp::new(ms, counter, Id::from_bytes(writer));
            let text = stamp.to_string();
            prop_assert_eq!(text.parse(), Ok(stamp));
            let other: String = text.chars().enumerate().map(|(n, c)| if n == at { with } else { c }).collect();
            prop_assert_eq!(other.parse().ok(), slowly(&other), "{}", other);
            let cut: String = text.chars().take(at).collect();
            prop_assert_eq!(cut.parse().ok(), slowly(&cut), "{}", cut);
        }
    }
}
