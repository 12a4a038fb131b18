//! Records as a table that is used as a spreadsheet is: one stop for Tab, the arrows move, Enter or a letter changes a cell where
//! it stands. What its lines and columns are is the page's; what is typed is a pencil's form, saved as every pencil is.
//!
//! Only so many lines are on the page at once: a plan of 3,000 actions moves from page to page, by itself where the keys lead.

mod editor;
mod grid;
mod view;

pub use editor::BringIn;
pub use grid::{Grid, Look, TableColumn};
pub use view::Table;
