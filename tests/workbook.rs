//! The plan as a workbook: made, changed by people and other programs, and read back.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "common/golden.rs"]
mod golden;

mod workbook {
    mod each;
    mod edits;
    mod elsewhere;
    mod out;
    mod rows;
    mod support;
}
