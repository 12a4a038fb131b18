//! What a partnership's record is, and how it travels: facts and how they join, what they mean, and the files they travel in.
//! Compiles in every world; knows no browser, no clock and no screen.
//!
//! From the bottom up; arrows go down only:
//!
//! * [`record`]: facts. Who wrote which value of which field when, and how two copies join.
//! * [`days`]: days of the calendar. Beneath every room that knows days.
//! * [`words`]: every word a person reads, from the locale files.
//! * [`domain`]: what a partnership keeps. Typed views over records, rating scales, timescales, owners.
//! * [`personal`]: what in a text looks like a resident's personal data.
//! * [`disclosure`]: how counts of people are shown outside the office.
//! * [`seal`]: keys, and what they sign and lock. Ed25519 and the file format of `age`; knows no bundle.
//! * [`bundle`]: the wire. The only place that knows the JSON; reading is total.

pub mod bundle;
pub mod days;
pub mod disclosure;
pub mod domain;
pub mod personal;
pub mod record;
pub mod seal;
pub mod words;

rust_i18n::i18n!("../../locales/app", fallback = "en");
