//! On which line of a file a byte stands.

use super::refuse::Place;

/// Counts lines, going on from the last place that was asked for.
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Lines<'a> {
        Lines { bytes, at: 0, line: 1 }
    }

    /// The place of a byte.
    pub(super) fn place(&mut self, byte: usize) -> Place {
        if byte < self.at {
            (self.at, self.line) = (0, 1);
        }
        let between = self.bytes.get(self.at..byte).unwrap_or_default();
        self.line += between.iter().filter(|b| **b == b'\n').count();
        self.at = byte;
        Place { line: self.line, byte }
    }
}
