//! Actions that are over, where a plan's actions are counted by how they are going: they are counted apart, whatever their
//! last update says of them. What was stopped is on track for nothing.

use crate::domain::{ActionState, Colour, Rating, Shape};
use crate::words::say;

/// How an action came to be over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closed {
    /// It was done.
    Done,
    /// It was stopped, superseded, merged or moved: it will not be done here.
    Stopped,
}

impl Closed {
    /// Both, in the order in which they are counted.
    pub const ALL: [Closed; 2] = [Closed::Done, Closed::Stopped];

    /// How an action in this state came to be over; `None` where it is not.
    pub fn of(state: ActionState) -> Option<Closed> {
        match state {
            ActionState::Done => Some(Closed::Done),
            state => state.is_over().then_some(Closed::Stopped),
        }
    }

    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Closed::Done => "done",
            Closed::Stopped => "stopped",
        }
    }

    /// Under what it is counted among the keys of ratings; no rating of a scale has such a key.
    pub fn key(self) -> &'static str {
        match self {
            Closed::Done => "/done",
            Closed::Stopped => "/stopped",
        }
    }

    /// How it stands in a bar or a table beside the ratings: its word, shape and colour.
    pub fn as_rating(self) -> Rating {
        Rating {
            key: self.key().to_owned(),
            name: say(&format!("report.rating.{}", self.name())),
            meaning: String::new(),
            shape: if self == Closed::Done { Shape::Tick } else { Shape::Square },
            colour: Colour::Grey,
            is_complete: true,
        }
    }
}
