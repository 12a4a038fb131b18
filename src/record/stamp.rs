//! Stamps: when, by which writer's clock, a value was written. Fixed width, so that they sort as text.

use super::Id;
use std::fmt;
use std::str::FromStr;

/// A hybrid logical clock reading: wall time in milliseconds since 1970 (48 bits), a counter for
/// writes within one millisecond, and the writer. Strictly increasing per writer; between writers
/// its order means nothing but which of two simultaneous values is listed first.
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
        let hex = |part: &str, width: usize| {
            (part.len() == width && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
                .then(|| u64::from_str_radix(part, 16).ok())
                .flatten()
                .ok_or(NotAStamp)
        };
        let mut parts = text.splitn(3, '-');
        let ms = hex(parts.next().unwrap_or_default(), 12)?;
        let counter = hex(parts.next().unwrap_or_default(), 4)?;
        let writer = parts.next().unwrap_or_default().parse().map_err(|()| NotAStamp)?;
        Ok(Stamp { ms, counter: u16::try_from(counter).map_err(|_| NotAStamp)?, writer })
    }
}
