//! Plan file out, return back, review, plan file out: between an office and its representatives, each
//! with a store of their own.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod device;

mod review {
    mod admitted;
    mod again;
    mod amended;
    mod answers;
    mod audiences;
    mod bad_input;
    mod by_mail;
    mod chosen;
    mod copies;
    mod handed_over;
    mod journal;
    mod keepers;
    mod kinds;
    mod left_behind;
    mod offices;
    mod only_here;
    mod pencil;
    mod random;
    mod ready;
    mod removal;
    mod risks;
    mod rounds;
    mod saved;
    mod shelf;
    mod support;
    mod told;
    mod whose;
    mod whose_accepted;
    mod whose_known;
}
