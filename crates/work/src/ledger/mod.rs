//! The partnership's record in memory: what screens and papers ask of it.
//!
//! A [`Ledger`] holds the records, what the last plan file held, and which side of the exchange this
//! device is on. Everything it answers is plain data, made anew from the records; nothing here changes
//! a record. What is to change is [`Work`](changes::Work), which the store takes in one transaction; what
//! comes in goes through [`review`], what goes out through [`exchange`].
//!
//! What may not live here: storage, files, screens, the present time (it is passed in).

pub mod accepting;
pub mod approved;
pub mod barriers;
pub mod board;
pub mod changes;
pub mod checks;
pub mod claims;
mod closed;
pub mod cycle;
mod decided;
pub mod decisions;
pub mod due;
pub mod entries;
pub mod exchange;
pub mod find;
pub mod help;
mod item;
mod measures;
mod nodes;
pub mod partnership;
pub mod pieces;
pub mod published;
mod quiet;
pub mod quoting;
pub mod removal;
pub mod review;
pub mod risks;
pub mod search;
mod state;
mod tree;
mod undisputed;
mod updates;
pub mod whose;
mod written;

pub use closed::Closed;
pub use measures::{FigureNode, MeasureNode, marks};
pub use nodes::{ConflictNode, Ending, OwnerName, UpdateNode};
pub use state::{Ledger, Side, Standing};
pub use tree::{ActionNode, AimNode, PlanTree, PriorityNode, moves};
pub use undisputed::{tree_as_issued, tree_to_print, undisputed};
