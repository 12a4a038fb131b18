//! Has the crate made again when a sentence changes: the locale files are read while compiling, and cargo does not see it.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../locales/app");
}
