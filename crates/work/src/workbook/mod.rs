//! The plan as one Excel workbook, and what was changed in it as proposals.
//!
//! [`book()`] makes of a plan plain data: a sheet a kind with a column a field, from the declaration, without what its readers
//! may not see. [`xlsx()`] and [`csv()`] make files of it. [`read()`] takes any bytes that come back, and [`changes()`] says
//! what they propose: each cell that differs from what went out in it, each new row, and whatever was not understood with its
//! place. [`Changes::bundle`] is that as a file, which is reviewed like any return: nothing is changed unseen.
//!
//! A hidden sheet holds each cell as it went out. A cell that equals it says nothing, so an old workbook never turns newer
//! edits back. Rows are known by a hidden column of ids and columns by a hidden row of names, so sheets may be sorted,
//! filtered and moved about, and headings renamed.
//!
//! What may not live here: the browser, the present time (it is passed in), forms for owners ([`forms`](crate::forms)).

mod book;
mod came;
mod cell;
mod changes;
mod column;
mod csv;
mod fresh;
mod marks;
mod names;
mod order;
mod read;
mod refuse;
mod rows;
mod send;
mod values;
mod view;
mod xlsx;

pub use book::{About, Book, Readers, Row, Sheet, book};
pub use came::{At, Came, CameRow, CameSheet, Doubt, Texts};
pub use changes::{Change, Changes, changes};
pub use column::{Column, Holds, columns, sheets};
pub use csv::csv;
pub use fresh::New;
pub use names::{Name, Names};
pub use read::read;
pub use refuse::{Refused, Unwritten};
pub use xlsx::xlsx;
