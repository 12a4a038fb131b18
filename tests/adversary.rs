//! An adversary: hostile files by the thousand, made out of a real record, opened on every device of a small partnership and
//! decided as chance has it, held against a model of what honest people did.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod device;
#[path = "common/dice.rs"]
mod dice;

mod adversary {
    mod begun;
    mod case;
    mod decide;
    mod diff;
    mod hostile;
    mod model;
    mod rules;
    mod runs;
    mod world;
}
