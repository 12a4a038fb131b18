//! What is picked of an item, as its radio buttons and the journal spell it.

/// One of the choices of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// Used as it came; of a request to remove, it goes.
    Use,
    /// Used in other words.
    Changes,
    /// Not used; of a request to remove, it stays.
    Not,
    /// Not decided yet.
    Later,
}

impl Pick {
    /// Its name in ids, values and the journal.
    pub fn name(self) -> &'static str {
        match self {
            Pick::Use => "use",
            Pick::Changes => "changes",
            Pick::Not => "not",
            Pick::Later => "later",
        }
    }

    /// The pick with this name; any other is one for later.
    pub fn read(name: &str) -> Pick {
        [Pick::Use, Pick::Changes, Pick::Not].into_iter().find(|pick| pick.name() == name).unwrap_or(Pick::Later)
    }
}
