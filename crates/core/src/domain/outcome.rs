//! What became of words that were returned.

/// What the office decided about returned words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Used as they were.
    Used,
    /// Used with changes.
    UsedWithChanges,
    /// Not used.
    NotUsed,
}

impl Outcome {
    /// The outcome's name in data.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Used => "used",
            Outcome::UsedWithChanges => "usedWithChanges",
            Outcome::NotUsed => "notUsed",
        }
    }

    /// The outcome with this name in data.
    pub fn read(name: &str) -> Option<Outcome> {
        [Outcome::Used, Outcome::UsedWithChanges, Outcome::NotUsed].into_iter().find(|o| o.name() == name)
    }

    /// Whether the words went into the record.
    pub fn accepted(self) -> bool {
        self != Outcome::NotUsed
    }
}
