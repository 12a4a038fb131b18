//! The papers of real partnerships, fact by fact: each is typed into a form over the declaration, reads as it was typed on its
//! record's page, is found by its words, and stands in the workbook. What has no place here yet is counted.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod partnership {
    mod facts;
    mod support;
}
