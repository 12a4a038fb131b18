//! The `gt` command's front door: the same libraries as the app, as a native program for the partnership's technical
//! people and for pipelines.

mod command;
mod words;

// Only the command's own words; what the libraries say is in theirs.
rust_i18n::i18n!("../../locales/command", fallback = "en");

fn main() -> std::process::ExitCode {
    command::run()
}
