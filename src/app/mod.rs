//! The screens. Each page is a folder or file under `pages`; what pages share is under `components`;
//! the signals they share are in `context`. Pages are thin: what they show is worked out by the rooms
//! below and what they change goes through `context::App::transact`.
//!
//! What may not live here: rules about plans, wire formats, anything of the browser's (that is
//! `platform`'s). `route` compiles natively too, so that its tests need no browser.

pub mod address;
pub mod bringing;
pub mod markup;
pub mod mine;
pub mod opening;
pub mod person;
pub mod route;

#[cfg(target_arch = "wasm32")]
mod beginning;
#[cfg(target_arch = "wasm32")]
pub mod came;
#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(target_arch = "wasm32")]
pub mod context;
#[cfg(target_arch = "wasm32")]
mod copying;
#[cfg(target_arch = "wasm32")]
pub mod door;
#[cfg(target_arch = "wasm32")]
mod due_to_go;
#[cfg(target_arch = "wasm32")]
pub mod entrance;
#[cfg(target_arch = "wasm32")]
mod first_visit;
#[cfg(target_arch = "wasm32")]
mod form;
#[cfg(target_arch = "wasm32")]
pub mod inbox;
#[cfg(target_arch = "wasm32")]
mod keeping;
#[cfg(target_arch = "wasm32")]
mod keyring;
#[cfg(target_arch = "wasm32")]
mod not_fetched;
#[cfg(target_arch = "wasm32")]
mod page_parts;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod parts;
#[cfg(target_arch = "wasm32")]
pub mod place;
#[cfg(target_arch = "wasm32")]
pub mod receive;
#[cfg(target_arch = "wasm32")]
pub mod send;
#[cfg(target_arch = "wasm32")]
mod shell;
#[cfg(target_arch = "wasm32")]
pub mod stage;
#[cfg(target_arch = "wasm32")]
mod top;
#[cfg(target_arch = "wasm32")]
pub mod typed;
#[cfg(target_arch = "wasm32")]
mod watch;
#[cfg(target_arch = "wasm32")]
mod working_file;

#[cfg(target_arch = "wasm32")]
pub use door::start;
