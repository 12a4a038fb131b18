//! Who answers for what, where they meet, what was decided and what is due of it, read out of the records of the partnership; and the
//! thread that runs from any record up to the vision and down to what hangs on it.
//!
//! What may not live here: how a page says it (but for whole texts that people send, `texts`), changing a record, the present day (it is passed in).

mod due;
mod groups;
mod links;
#[cfg(test)]
mod lists_tests;
mod loose;
mod meetings;
mod members;
mod newest;
mod seats;
#[cfg(test)]
mod tests;
mod texts;
#[cfg(test)]
mod texts_tests;
mod thread;

pub use due::{Due, DueLine, due};
pub use groups::{GroupLine, Nested, groups, nest};
pub use links::{Naming, named_by, names};
pub use loose::{Loose, LooseLine, loose};
pub use meetings::{MeetingLine, Meetings, dates, meetings};
pub use members::{MemberLine, members};
pub use newest::newest_first;
pub use seats::{Held, SeatLine, seats, spoken_for};
pub use texts::{ask, call, hand_over, tell, when};
pub use thread::{Step, up};
