//! The parts of the app that are fetched when they are first needed, so that the first screen arrives at
//! once. Each is cut out of the one program after it is built (`script/split.mjs`), so nothing is fetched
//! twice. What a part holds follows from what its function names: the front door may reach the shell and
//! its pages only through [`work`], and the shell the other pages only through [`more`].
#![allow(unsafe_code)] // what the macro makes of a function: an import of the part, called once it is there

use super::entrance::{Choice, Door};
use super::shell;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// The shell around every page, and the pages people open every day.
pub type Work = fn(Door, Option<Choice>) -> AnyView;

/// The shell with Today, Plan, Action and Draft.
///
/// # Errors
/// The part could not be fetched: there is no connection, and it has not been cached yet.
#[wasm_split(work, wasm_split_path = leptos::wasm_split, fallible)]
pub fn work() -> Result<Work, SplitLoaderError> {
    Ok(shell::shell)
}
