//! How far an action has come by its own word. A rating is something else: what somebody thought of it on a day.

use super::ids::normal_words;

/// The state of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ActionState {
    NotStarted,
    UnderWay,
    Done,
    /// Halted, and still owed.
    Paused,
    Stopped,
    /// Another action took its place.
    Superseded,
    Merged,
    /// It went to another plan.
    Moved,
}

impl ActionState {
    /// All states with their words in data.
    pub const ALL: [(&'static str, ActionState); 8] = [
        ("not started", ActionState::NotStarted),
        ("under way", ActionState::UnderWay),
        ("done", ActionState::Done),
        ("paused", ActionState::Paused),
        ("stopped", ActionState::Stopped),
        ("superseded", ActionState::Superseded),
        ("merged", ActionState::Merged),
        ("moved", ActionState::Moved),
    ];

    /// Their words in data.
    #[allow(clippy::indexing_slicing)] // at compile time
    pub const NAMES: [&'static str; 8] = {
        let mut names = [""; 8];
        let mut at = 0;
        while at < ActionState::ALL.len() {
            names[at] = ActionState::ALL[at].0;
            at += 1;
        }
        names
    };

    /// Its word in data.
    pub fn name(self) -> &'static str {
        ActionState::ALL.iter().find(|(_, state)| *state == self).map_or("", |(name, _)| name)
    }

    /// The state that a field's words say, whatever their case; `None` where they say something else.
    ///
    /// ```
    /// use golden_thread_core::domain::ActionState;
    ///
    /// let state = ActionState::read("Superseded").unwrap();
    /// assert!(state.is_over(), "nobody owes it any more");
    /// assert!(!ActionState::Paused.is_over());
    /// assert_eq!(ActionState::read("waiting for the landlord"), None);
    /// ```
    pub fn read(words: &str) -> Option<ActionState> {
        let words = normal_words(words);
        ActionState::ALL.into_iter().find(|(name, _)| *name == words).map(|(_, state)| state)
    }

    /// Whether nobody owes it any more, done or not: it is late no longer.
    pub fn is_over(self) -> bool {
        match self {
            ActionState::Done
            | ActionState::Stopped
            | ActionState::Superseded
            | ActionState::Merged
            | ActionState::Moved => true,
            ActionState::NotStarted | ActionState::UnderWay | ActionState::Paused => false,
        }
    }
}
