//! Golden Thread keeps a health-and-care partnership's plans and the evidence that they are delivered.
//!
//! This is the app: a thin shell in the browser over two libraries that compile in every world, `golden_thread_core`
//! (what the record is and how it travels) and `golden_thread_work` (what is done with it).
//!
//! * `platform`: the browser. The only place that names web-sys.
//! * `app`: the screens.

// Tests inside a page link the library as it is, and the app can run only once it is cut into its parts.
#[cfg(not(without_app))]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod platform;

// The rooms beneath, under their own names.
pub use golden_thread_work::{
    bundle, calendar, days, disclosure, domain, events, forms, intake, ledger, office, pencil, personal, post, record,
    report, seal, store, words, workbook,
};
