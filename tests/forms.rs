//! Forms for owners: made, filled in, saved by other programs, and read back.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "common/golden.rs"]
mod golden;
#[path = "common/sample.rs"]
mod sample;

mod forms {
    mod again;
    mod back;
    mod bombs;
    mod hazards;
    mod letters;
    mod replies;
    mod support;
}
