//! The arithmetic of a writer's clock. It reads no time: the present is passed in.

use super::{Id, Stamp};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// A writer's clock row: the last stamp it allotted. Kept in the database, moved only inside the
/// transaction that stores what was stamped, and never rewound by undo or restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    writer: Id,
    ms: u64,
    counter: u16,
}

impl Clock {
    /// A clock that has allotted nothing yet.
    pub fn new(writer: Id) -> Clock {
        Clock { writer, ms: 0, counter: 0 }
    }

    /// The clock that last allotted (or observed) this stamp, for this writer.
    pub fn resume(writer: Id, last: Stamp) -> Clock {
        Clock { writer, ms: last.ms(), counter: last.counter() }
    }

    /// Whose clock it is.
    pub fn writer(&self) -> Id {
        self.writer
    }

    /// The last reading, as a stamp of this writer.
    pub fn last(&self) -> Stamp {
        Stamp::new(self.ms, self.counter, self.writer)
    }

    /// The next stamp, given the present in milliseconds since 1970. Later than every stamp this
    /// clock has allotted, also when the wall clock was set back.
    ///
    /// ```
    /// use golden_thread_core::record::{Clock, Id};
    ///
    /// let mut clock = Clock::new(Id::from_bytes([1; 16]));
    /// let first = clock.next(5_000);
    /// assert!(clock.next(4_000) > first, "also when the device's clock was set back");
    /// ```
    pub fn next(&mut self, now_ms: u64) -> Stamp {
        if now_ms > self.ms {
            self.ms = now_ms;
            self.counter = 0;
        } else if self.counter == u16::MAX {
            self.ms += 1;
            self.counter = 0;
        } else {
            self.counter += 1;
        }
        self.last()
    }

    /// Takes note of somebody else's stamp, so that what is written next sorts after what was read.
    /// A stamp more than a day ahead of the present is not followed: that device's date is wrong.
    pub fn observe(&mut self, stamp: Stamp, now_ms: u64) {
        let later = (stamp.ms(), stamp.counter()) > (self.ms, self.counter);
        if later && !Clock::looks_wrong(stamp, now_ms) {
            self.ms = stamp.ms();
            self.counter = stamp.counter();
        }
    }

    /// Whether a stamp lies more than a day in the future: "that phone's date looks wrong".
    pub fn looks_wrong(stamp: Stamp, now_ms: u64) -> bool {
        stamp.ms() > now_ms.saturating_add(DAY_MS)
    }
}
