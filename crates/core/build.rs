//! Has the crate made again when a sentence changes: the locale files are read while compiling, and cargo does not see it. And says
//! which sentences of the declaration there are, so that a field without its words is not built (`domain/kinds/said.rs`).

use std::error::Error;
use std::fmt::Write;

const LOCALES: &str = "../../locales/app";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={LOCALES}");
    // Read as the sentences themselves are read; the keys of a language come in their order.
    let words = rust_i18n_support::try_load_locales(LOCALES, |_| false, true)?;
    let keys = words.get("en").ok_or("there is no English")?.iter();
    let mut list = String::from("&[");
    for (key, _) in
        keys.filter(|(key, words)| key.starts_with("field.") || key.starts_with("piece.kind.") && !words.is_empty())
    {
        write!(list, "{key:?},")?;
    }
    list.push(']');
    let out = std::env::var("OUT_DIR")?;
    std::fs::write(std::path::Path::new(&out).join("keys.rs"), list)?;
    Ok(())
}
