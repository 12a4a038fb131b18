//! The app in a real browser: the built folder behind a small server, Chromium driven through chromedriver (and
//! the main things once more in Firefox, through geckodriver).
//! Each test has profiles of its own, stops what it started (also when it fails), and runs beside one other.
//!
//! Needed: the built app in `dist` (or where `GT_DIST` says), `node` with the packages of `package.json`,
//! `chromedriver` and `geckodriver` with their browsers, and LibreOffice (`soffice`) to read the Word file. `script/test`
//! sees to all of it. Nothing is skipped: what is missing fails with words that say so.
//!
//! What only a test inside the page can see of the browser's database is in `tests/store_in_browser.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../device/mod.rs"]
mod device;

mod accessibility;
mod afternoon;
mod bad_input;
mod browser;
mod drafts;
mod drill;
mod files;
mod finger;
mod firefox;
mod forms;
mod gallery;
mod headers;
mod heard;
mod held;
mod history;
mod kept;
mod keys;
mod killed;
mod left_behind;
mod living;
mod main_job;
mod many_files;
mod network;
mod offline;
mod partnership;
mod pencil;
mod people;
mod phones;
mod review;
mod rooms;
mod sent;
mod signposting;
mod speed;
mod stall;
mod start;
mod stopped;
mod storage;
mod table;
mod windows;
mod working_file;
mod world;
