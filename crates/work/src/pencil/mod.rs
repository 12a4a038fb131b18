//! Changing a record by hand: what a form over a kind's declaration shows at first, what is wrong with what was typed, and
//! the edits it comes to. One text a field, whatever its shape, because texts are what a half-filled form is kept as.
//!
//! * [`value`]: one field: from the record to what is typed, and back.
//! * [`list`]: a field that is a list: who owns it, what it bears on.
//! * [`adding`]: where a new record goes, taking one out, and making one of two.
//! * [`ratings`]: how an update rates each action that it covers.
//! * [`order`]: where a record stands among others, and moving it.
//! * [`putting`]: putting it down elsewhere, as dragging does.
//! * [`taking_back`]: the edits that give back what edits took.
//! * [`agreed`]: what an approved plan said, and who agreed that it says something else since.
//! * [`scale`]: a plan's rating scale.
//! * [`table`]: records as rows: their columns, how they are sorted and grouped; [`cells`]: moving about in them.
//! * [`rules`]: what holds between several fields of one kind, or between records.
//!
//! What may not live here: the browser, a clock, how anything looks.

pub mod adding;
pub mod agreed;
mod between;
pub mod cells;
mod doubts;
mod filled;
mod form;
pub mod list;
pub mod order;
pub mod putting;
pub mod ratings;
pub mod rules;
pub mod scale;
pub mod table;
pub mod taking_back;
pub mod value;
mod wrong;

pub use doubts::{doubts, doubts_of_field};
pub use filled::{Filled, Problem};
pub use form::{Form, form};
pub use wrong::Wrong;

#[cfg(test)]
mod tests;
