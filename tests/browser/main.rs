//! The app in a real browser: the built folder behind a small server, Chromium driven through chromedriver.
//! Each test has profiles of its own, stops what it started (also when it fails), and runs alone.
//!
//! Needed: the built app in `dist` (or where `GT_DIST` says), `node` with the packages of `package.json`,
//! `chromedriver` with its browser, and LibreOffice (`soffice`) to read the Word file. `script/test` sees to
//! all of it. Nothing is skipped: what is missing fails with words that say so.
//!
//! Not here: the store's conformance suite against the browser's database, which would need a test that runs
//! inside the page; it runs natively against the store in memory (`tests/store.rs`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod accessibility;
mod bad_input;
mod browser;
mod drafts;
mod main_job;
mod network;
mod offline;
mod people;
mod windows;
mod world;
