//! What must hold for every bundle: it comes back as it was, nothing unknown is lost, and no bytes at all
//! make the reader panic or take a part for the whole; and what other programs say of the same bytes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/golden.rs"]
mod golden;

mod bundle {
    mod json_suite;
    mod made;
    mod naughty;
    mod newer;
    mod page;
    mod peers;
    mod properties;
    mod schema;
}
