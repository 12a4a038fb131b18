//! What is done with a partnership's record: the plan as a tree, review, papers, forms, events, and what is kept in which
//! transaction. Compiles in every world; knows no browser and no screen.
//!
//! From the bottom up; arrows go down only, and [`golden_thread_core`]'s rooms lie beneath them all:
//!
//! * [`intake`]: existing papers to proposals. One reader per shape, one understanding of columns.
//! * [`ledger`]: the partnership's record in memory: the plan as a tree, search, review, what goes out.
//! * [`calendar`]: meetings and due days as a file that calendars open.
//! * [`events`]: what is counted and heard at an event, and what may be published of it.
//! * [`pencil`]: changing a record by hand: forms over the declaration of its kind.
//! * [`office`]: Word and Excel files: the zipped package and its XML, written and read.
//! * [`report`]: ledger to papers. One model of a paper, one writer per format.
//! * [`forms`]: forms for owners who use no app, and what they answer.
//! * [`post`]: what comes back by post: mail files, zips, and what every other file is.
//! * [`workbook`]: the plan as one Excel workbook, and what was changed in it as proposals.
//! * [`store`]: what is kept in which transaction, over a table store in memory or in the browser.

pub mod calendar;
pub mod events;
pub mod forms;
pub mod intake;
pub mod ledger;
pub mod office;
pub mod pencil;
pub mod post;
pub mod report;
pub mod store;
pub mod workbook;

// The rooms beneath, under their own names.
pub use golden_thread_core::{bundle, days, disclosure, domain, personal, record, seal, words};
