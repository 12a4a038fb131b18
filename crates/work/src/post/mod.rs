//! What comes back by post: mail files, zips, and every other file somebody sends, told apart by their bytes.
//!
//! [`recognise`] takes the name and the bytes of one file and gives a flat list of [`Item`]s: each thing in it that can
//! be opened, read or only named, once, with the way it came by ("letters.zip › reply.eml › form.docx") and who sent it.
//! A mail's own words are an item ([`What::Reply`]); what is attached to it, and mails within it, are items of their own.
//! Nothing is unlocked, believed or taken in here: whoever asks goes on with the bytes of each item, and has [`unlocked`] tell
//! what lay in a locked one.
//!
//! ```
//! use golden_thread_work::post::{What, recognise};
//!
//! let mail = b"From: Sam Jones <sam@x.example>\r\nSubject: Update\r\nDate: Fri, 20 Jun 2025 09:30:00 +0100\r\n\
//!     MIME-Version: 1.0\r\n\r\nThe licence came.\r\n";
//! let items = recognise("reply.eml", mail);
//! assert!(matches!(&items[0].what, What::Reply { words, .. } if words == "The licence came."));
//! assert_eq!(items[0].from.as_ref().unwrap().address, "sam@x.example");
//! assert_eq!(items[0].place(), "reply.eml");
//! ```
//!
//! Total: any bytes give items, in bounded memory ([`MAX_MAIL_BYTES`], so many files, so deep), in time that grows with
//! the file.
//!
//! What may not live here: what an item says about the plan (`forms`, `intake`, `bundle` read it), keys, the browser.

mod eml;
mod item;
mod mail;
mod msg;
mod open;
mod refuse;
mod sort;

pub use item::{Head, Item, Paper, What};
pub use mail::MAX_MAIL_BYTES;
pub use open::{recognise, unlocked};
pub use refuse::{NotRead, OtherWords};
