//! What an event lacks before anybody stands at it.

use super::{Timing, WrongTime, reach};
use crate::domain::Event;
use crate::words::say;

/// Something an event lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Its name.
    Name,
    /// Where it is.
    Venue,
    /// When it is, and why not.
    Time(WrongTime),
    /// The safeguarding lead.
    Lead,
    /// A number at which the safeguarding lead can be rung.
    LeadNumber,
}

impl Lack {
    /// What to add, in plain words.
    pub fn words(self) -> String {
        match self {
            Lack::Name => say("event.lacks.name"),
            Lack::Venue => say("event.lacks.venue"),
            Lack::Time(wrong) => wrong.words(),
            Lack::Lead => say("event.lacks.lead"),
            Lack::LeadNumber => say("event.lacks.leadNumber"),
        }
    }
}

/// What an event lacks to be ready; nothing where it is. Without a safeguarding lead and a number that can be rung it is not:
/// whoever stands there must know whom to ring.
pub fn lacks(event: Event<'_>) -> Vec<Lack> {
    let lacking = [
        (event.name().trim().is_empty()).then_some(Lack::Name),
        (event.venue().trim().is_empty()).then_some(Lack::Venue),
        Timing::of(event).err().map(Lack::Time),
        (event.lead().trim().is_empty()).then_some(Lack::Lead),
        reach::numbers_of(event.lead_number()).is_empty().then_some(Lack::LeadNumber),
    ];
    lacking.into_iter().flatten().collect()
}
