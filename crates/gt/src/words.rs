//! The command's own sentences, from `locales/command/`, said as the libraries say theirs.

use golden_thread_core::words::filled;
use std::fmt::Display;

/// The sentence for a key.
pub fn say(key: &str) -> String {
    rust_i18n::t!(key).into_owned()
}

/// The sentence for a key with its gaps filled.
pub fn fill(key: &str, gaps: &[(&str, &dyn Display)]) -> String {
    filled(&say(key), gaps)
}

/// The sentence for a count, in the plural form that fits, with `%{count}` filled.
pub fn count(key: &str, count: usize) -> String {
    count_with(key, count, &[])
}

/// Like [`count`], with further gaps to fill.
pub fn count_with(key: &str, count: usize, gaps: &[(&str, &dyn Display)]) -> String {
    let form = if count == 1 { "one" } else { "other" };
    let mut all: Vec<(&str, &dyn Display)> = vec![("count", &count)];
    all.extend_from_slice(gaps);
    fill(&format!("{key}.{form}"), &all)
}
