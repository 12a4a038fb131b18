//! Goldens: texts that are kept as they were, so that a change of any of them is seen.
//!
//! `UPDATE_GOLDENS=1 cargo test --test bundle --test forms --test report --test workbook` writes them all anew; look at the difference.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

/// Holds a text to its golden, which lies here from the top.
pub fn golden(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    same(&std::fs::read_to_string(&path).unwrap_or_default(), text, &path.display().to_string());
}

/// Holds a text to one that is known, and shows where they differ.
pub fn same(known: &str, text: &str, name: &str) {
    if known != text {
        let diff = similar::TextDiff::from_lines(known, text);
        panic!("{name} is not as it was:\n{}", diff.unified_diff().context_radius(2));
    }
}
