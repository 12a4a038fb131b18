//! Golden Thread keeps a health-and-care partnership's plans and the evidence that they are delivered.
//!
//! The map, from the bottom up; arrows go down only:
//!
//! * [`record`]: facts. Who wrote which value of which field when, and how two copies join.
//! * [`days`]: days of the calendar. Beneath every room that knows days.
//! * [`words`]: every word a person reads, from the locale files, in both worlds.
//! * [`domain`]: what a partnership keeps. Typed views over records, rating scales, timescales, owners.
//! * [`personal`]: what in a text looks like a resident's personal data.
//! * [`disclosure`]: how counts of people are shown outside the office.
//! * [`seal`]: keys, and what they sign and lock. Ed25519 and the file format of `age`; knows no bundle.
//! * [`bundle`]: the wire. The only place that knows the JSON; reading is total.
//! * [`intake`]: existing papers to proposals. One reader per shape, one understanding of columns.
//! * [`ledger`]: the partnership's record in memory: the plan as a tree, search, review, what goes out.
//! * [`events`]: what is counted and heard at an event, and what may be published of it.
//! * [`office`]: Word and Excel files: the zipped package and its XML, written and read.
//! * [`report`]: ledger to papers. One model of a paper, one writer per format.
//! * [`forms`]: forms for owners who use no app, and what they answer.
//! * [`store`]: what is kept in which transaction, over a table store in memory or in the browser.
//! * `platform`: the browser. The only place that names web-sys.
//! * `app`: the screens.

// Tests inside a page link the library as it is, and the app can run only once it is cut into its parts.
#[cfg(not(without_app))]
pub mod app;
pub mod bundle;
pub mod days;
pub mod disclosure;
pub mod domain;
pub mod events;
pub mod forms;
pub mod intake;
pub mod ledger;
pub mod office;
pub mod personal;
pub mod record;
pub mod report;
pub mod seal;
pub mod store;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod platform;

// The browser does without the command's words.
#[cfg(target_arch = "wasm32")]
rust_i18n::i18n!("locales/app", fallback = "en");
#[cfg(not(target_arch = "wasm32"))]
rust_i18n::i18n!("locales", fallback = "en");
