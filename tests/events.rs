//! Events, from the first tap to the plan file: phones with stores of their own, an office, and what travels
//! between them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/attacker.rs"]
mod attacker;
mod device;

mod events {
    mod afternoon;
    mod answers;
    mod counted;
    mod everything;
    mod guard;
    mod published;
    mod sheets;
    mod signposting;
    mod stall;
    mod taps;
    mod told;
    mod traces;
    mod word;
}
