//! What was left out of a file for good, for a person to know: told when it is opened, and kept beside what waits of it.

use crate::words::count;
use serde::{Deserialize, Serialize};

/// What was left out of a file for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LeftOut {
    /// Entries: see [`Admitted::left_out`](crate::store::arriving::admit::Admitted::left_out).
    pub entries: usize,
    /// Fields: see [`Admitted::unknown_seen`](crate::store::arriving::admit::Admitted::unknown_seen).
    pub seen: usize,
}

impl LeftOut {
    /// Whether nothing was.
    pub fn is_nothing(&self) -> bool {
        *self == LeftOut::default()
    }

    /// What there is to say, a sentence each.
    pub fn words(self) -> Vec<String> {
        let told = [("receive.leftOut.entries", self.entries), ("receive.leftOut.seen", self.seen)];
        told.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| count(key, n)).collect()
    }
}
