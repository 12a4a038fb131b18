//! The parts with the pages that are fetched when somebody first goes to one of them; see [`super::parts`].
#![allow(unsafe_code)] // what the macro makes of a function: an import of the part, called once it is there

use super::pages;
use super::route::Route;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// The other pages.
pub type More = fn(&Route) -> AnyView;

/// Events, as people meet them who stand there, and where to signpost to: small, so that an old phone that was
/// in a pocket is soon ready.
///
/// # Errors
/// The part could not be fetched: there is no connection, and it has not been cached yet.
#[wasm_split(events, wasm_split_path = leptos::wasm_split, fallible)]
pub fn events() -> Result<More, SplitLoaderError> {
    Ok(pages::events::page)
}

/// What only the partnership office opens: bringing in, this cycle, review, putting in, organisations, and its views
/// of events. Kept for working without a connection only where it is used; see `public/sw.template.js`.
///
/// # Errors
/// The part could not be fetched: there is no connection, and it has not been cached yet.
#[wasm_split(office, wasm_split_path = leptos::wasm_split, fallible)]
pub fn office() -> Result<More, SplitLoaderError> {
    Ok(pages::office)
}

/// Exchange, This device, and a service's entry.
///
/// # Errors
/// The part could not be fetched: there is no connection, and it has not been cached yet.
#[wasm_split(more, wasm_split_path = leptos::wasm_split, fallible)]
pub fn more() -> Result<More, SplitLoaderError> {
    Ok(pages::more)
}

/// What is used at a desk: Papers, the risks, the partnership, the plan as a table and in groups. Kept for working without a connection on
/// the devices of all but those who stand at events.
///
/// # Errors
/// The part could not be fetched: there is no connection, and it has not been cached yet.
#[wasm_split(desk, wasm_split_path = leptos::wasm_split, fallible)]
pub fn desk() -> Result<More, SplitLoaderError> {
    Ok(pages::desk)
}
