//! When what is kept on this device does not come to the screen: what is so, and what can be pressed. Whoever has work
//! here never meets the first visit instead.
//!
//! What may not live here: the browser. What is done about it is `pages::not_opened`'s.

use crate::store::{State, StoreError};

/// What stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Another window holds an older layout of the database open.
    HeldOpen,
    /// A newer version of the app has been here.
    Newer,
    /// The browser does not open its storage; its reason.
    Refused(String),
    /// The browser says nothing at all.
    NoAnswer,
    /// There is no room, not even to open it.
    Full,
    /// A partnership was open here, and its database is gone, or empty.
    Gone,
    /// Part of a database is gone.
    Partial,
}

/// What can be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Opens the page anew.
    TryAgain,
    /// Fetches the newest version of the app.
    FetchNewest,
    /// Saves all that can be read as a file.
    SaveFile,
    /// Goes to the first visit, to open a file there.
    OpenFile,
    /// Opens another partnership that is here.
    OpenOther,
    /// Once a file is saved: removes what is left, and goes to the first visit.
    StartAgain,
    /// Goes on with nothing kept.
    WithoutIt,
}

impl Trouble {
    /// What an error at opening, or at the first reading, stands for.
    pub fn of(error: StoreError) -> Trouble {
        match error {
            StoreError::HeldOpen => Trouble::HeldOpen,
            StoreError::Newer => Trouble::Newer,
            StoreError::Full => Trouble::Full,
            StoreError::Gone => Trouble::Gone,
            // A table that is not there.
            StoreError::Lost(reason) if reason.contains("NotFoundError") => Trouble::Partial,
            StoreError::Blocked(reason) | StoreError::Lost(reason) => Trouble::Refused(reason),
            other => Trouble::Refused(other.words()),
        }
    }

    /// What is wrong with what was read of a database, where the small storage names it (`named`). None with one that
    /// somebody uses, and none with one that nobody has begun to use.
    pub fn with(state: &State, named: bool) -> Option<Trouble> {
        if state.about.is_some() {
            return None;
        }
        let holds = !state.ledger.records().is_empty()
            || !state.drafts.is_empty()
            || !state.sent.is_empty()
            || !state.received.is_empty()
            || !state.staged.is_empty()
            || state.damage.unreadable > 0;
        match (holds, named) {
            (true, _) => Some(Trouble::Partial),
            (false, true) => Some(Trouble::Gone),
            (false, false) => None,
        }
    }

    /// The part of the keys of its sentences.
    pub fn key(&self) -> &'static str {
        match self {
            Trouble::HeldOpen => "heldOpen",
            Trouble::Newer => "newer",
            Trouble::Refused(_) => "refused",
            Trouble::NoAnswer => "noAnswer",
            Trouble::Full => "full",
            Trouble::Gone => "gone",
            Trouble::Partial => "partial",
        }
    }

    /// What can be pressed, the best first. `others`: whether other partnerships are here.
    pub fn presses(&self, others: bool) -> Vec<Press> {
        let mut presses = match self {
            Trouble::HeldOpen => vec![Press::TryAgain],
            Trouble::Newer => vec![Press::FetchNewest, Press::TryAgain, Press::SaveFile],
            Trouble::NoAnswer | Trouble::Full => vec![Press::TryAgain, Press::SaveFile],
            Trouble::Refused(_) => vec![Press::TryAgain, Press::SaveFile, Press::WithoutIt],
            Trouble::Gone => vec![Press::OpenFile, Press::TryAgain, Press::SaveFile],
            Trouble::Partial => vec![Press::SaveFile, Press::TryAgain, Press::StartAgain],
        };
        if others && matches!(self, Trouble::Gone | Trouble::Partial) {
            presses.push(Press::OpenOther);
        }
        presses
    }
}

impl Press {
    /// The part of the key of what it says.
    pub fn key(self) -> &'static str {
        match self {
            Press::TryAgain => "tryAgain",
            Press::FetchNewest => "fetchNewest",
            Press::SaveFile => "saveFile",
            Press::OpenFile => "openFile",
            Press::OpenOther => "openOther",
            Press::StartAgain => "startAgain",
            Press::WithoutIt => "withoutIt",
        }
    }
}

#[cfg(test)]
#[path = "opening_tests.rs"]
mod tests;
