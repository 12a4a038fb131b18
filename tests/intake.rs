//! Intake as a whole: a real report where it is at hand, a report of the same layout always, and small papers
//! in every shape.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod intake {
    mod columns;
    mod mending;
    mod owners;
    mod papers;
    mod report;
    mod shapes;
    mod support;
    mod total;
}
