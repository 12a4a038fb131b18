//! Golden Thread keeps a health-and-care partnership's plans and the evidence that they are delivered.
//!
//! The map, from the bottom up; arrows go down only:
//!
//! * [`record`]: facts. Who wrote which value of which field when, and how two copies join.
//! * [`domain`]: what a partnership keeps. Typed views over records, rating scales, timescales, owners.

pub mod domain;
pub mod ledger;
pub mod record;
pub mod words;

rust_i18n::i18n!("locales", fallback = "en");
