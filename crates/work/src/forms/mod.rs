//! Asking for updates: forms for owners who will never install anything, and reading back what they answer.
//!
//! [`ask`] makes a [`Form`] (plain data) from the ledger: what one organisation is asked. It becomes a Word
//! form ([`docx`]), an Excel sheet ([`xlsx`]) or the text of an e-mail ([`letter()`], [`chaser`]); [`mailings`] makes
//! both for every owner that is to be asked, and [`mailto`], [`merge_sheet`] and [`eml()`] bring letters into somebody's
//! mail program. [`read()`] takes
//! any bytes that come back, and [`read_reply`] any pasted text, to [`Answers`]: what was said for which
//! action, and everything that was not understood with its place: nothing anybody wrote is dropped.
//! [`updates`] makes of answers what "put in for someone" makes of pasted words: updates with their
//! attribution, in a file that is reviewed like any return ([`mail`]).
//!
//! Every place that can be filled in carries a hidden mark, and the file carries what it was made for and
//! a digest of each of its own sentences, so that a form is read exactly and whatever else stands in it is
//! somebody's own words.
//!
//! What may not live here: the browser, the present time (it is passed in), how the app looks.

mod answers;
mod ask;
mod docx;
mod drafts;
mod eml;
mod headings;
mod known;
mod labels;
mod letter;
mod lines;
pub mod mail;
mod mailing;
mod marks;
mod older;
mod parts;
mod programs;
mod read;
mod refuse;
mod reply;
mod sent;
mod sheet;
mod xlsx;

pub use answers::{Answer, Answers, Figure, Leftover, Match, Place, Via};
pub use ask::{Asked, AskedMeasure, Asking, Form, Last, ask, owners};
pub use docx::docx;
pub use drafts::{Proposed, Said, read_before, updates};
pub use eml::{Attached, Recipient, eml};
pub use known::Known;
pub use letter::{Letter, PlanFile, chaser, letter, of_file, of_plan_file};
pub use mail::{sender_at, sender_of};
pub use mailing::{As, MAILTO, Mailing, all_files, mailings, mailto, merge_sheet, not_reached};
pub use read::{MadeFor, made_for, read};
pub use refuse::Refused;
pub use reply::read_reply;
pub use xlsx::xlsx;
