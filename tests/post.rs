//! What comes back by post: mails of both sorts, zips, and every file told by its bytes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod post {
    mod hostile;
    mod mails;
    mod sorts;
    mod support;
}
