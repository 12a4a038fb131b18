//! The `gt` command's front door: the same core as the app, as a native program for the partnership's
//! technical people and for pipelines. In the browser there is none.

#[cfg(not(target_arch = "wasm32"))]
mod command;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
